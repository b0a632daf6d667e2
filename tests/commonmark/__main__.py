"""`python3 run.py commonmark [FILE]`: the examples of the CommonMark specification, whole and cut.

Each example goes through the splitter whole, in two pieces cut at every position, and letter by letter: the blocks have
to be the same. The blocks, parsed one by one, are put together to a tree, which is compared with the tree of the
specification's HTML. Where we depart from it on purpose, the tree has to be that of markdown-it with the same
departure. Prints a table and writes it to score.md. FILE is the specification's spec.txt or the packed npm package;
without one the package comes from the npm registry.
"""

from __future__ import annotations

import datetime
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.token import Token

from core.markdown.links import WordLinks
from core.markdown.parser import parse_blocks
from core.markdown.splitter import Splitter
from tests.commonmark import trees
from tests.commonmark.examples import Example, Specification, load

SCORE: Final = Path(__file__).with_name("score.md")


@dataclass(frozen=True, slots=True)
class Outcome:
    """`departure` says in what we depart from the specification on purpose, where the structure is another."""

    example: Example
    cuts: int
    wrong_cuts: int
    equal: bool
    departure: str = ""


def main(arguments: list[str]) -> int:
    """Returns 0 if every cut and every structure is as it should be."""
    try:
        specification = load(Path(arguments[0]) if arguments else None)
    except (OSError, ValueError) as error:
        print(f"The examples could not be read: {error}", file=sys.stderr)
        return 2
    outcomes = [judge(example) for example in specification.examples]
    report = written(specification, outcomes)
    print(report)
    SCORE.write_text(report, encoding="utf-8")
    return 0 if all(not outcome.wrong_cuts and (outcome.equal or outcome.departure) for outcome in outcomes) else 1


def judge(example: Example) -> Outcome:
    whole = read([example.markdown])
    cuts = [read([example.markdown[:place], example.markdown[place:]]) for place in range(1, len(example.markdown))]
    cuts.append(read(list(example.markdown)))
    wrong = sum(cut.frozen != whole.frozen or cut.references.keys() != whole.references.keys() for cut in cuts)
    ours = trees.of_splitter(whole)
    equal = ours == trees.of_html(example.html)
    return Outcome(example, len(cuts), wrong, equal, "" if equal else departure(example.markdown, ours))


def read(parts: list[str]) -> Splitter:
    splitter = Splitter()
    for part in parts:
        splitter.feed(part)
        splitter.settle()
    splitter.finish()
    return splitter


_PLAIN: Final = MarkdownIt("commonmark")
_HTML_AS_TEXT: Final = MarkdownIt("commonmark", {"html": False})
_ADDRESSES: Final = MarkdownIt("commonmark", {"html": False, "linkify": True}).enable(["linkify", "strikethrough"])
_ADDRESSES.linkify = WordLinks()


def departure(markdown: str, ours: trees.Node) -> str:
    """What a structure that is not the specification's comes from; empty where that is not on purpose."""
    html = any(token.type in ("html_block", "html_inline") for token in _all(_PLAIN.parse(markdown)))
    if html and ours == trees.of_tokens(_HTML_AS_TEXT.parse(markdown)):
        return "raw HTML is text"
    tokens = _all(parse_blocks(markdown, {}))
    linked = any(token.markup == "linkify" for token in tokens)
    if (html or linked) and ours == trees.of_tokens(_ADDRESSES.parse(markdown)):
        return "bare addresses are links"
    if any(token.type.startswith("math") for token in tokens):
        return "formulas"
    if any(token.type.startswith("footnote") for token in tokens):
        return "footnotes"
    return ""


def _all(tokens: list[Token]) -> list[Token]:
    return [inner for token in tokens for inner in (token, *(token.children or ()))]


def written(specification: Specification, outcomes: list[Outcome]) -> str:
    """The table by section, and what is not as in the specification."""
    lines = [
        f"# CommonMark {specification.version}, {datetime.datetime.now(tz=datetime.UTC).date()}",
        "",
        "Written by `python3 run.py commonmark`. Every example whole, cut at every position, and letter by letter.",
        "",
        "| Section | Examples | Cut = whole | Structure equal | Departures by design | Wrong |",
        "|---|--:|--:|--:|--:|--:|",
    ]
    sections = dict.fromkeys(outcome.example.section for outcome in outcomes)
    for section in sections:
        lines.append(_row(section, [outcome for outcome in outcomes if outcome.example.section == section]))
    lines += [_row("**All**", outcomes), "", "Departures by design, by example:", ""]
    reasons = dict.fromkeys(outcome.departure for outcome in outcomes if outcome.departure)
    for reason in reasons:
        numbers = ", ".join(str(outcome.example.number) for outcome in outcomes if outcome.departure == reason)
        lines.append(f"- {reason}: {numbers}")
    wrong = [outcome for outcome in outcomes if outcome.wrong_cuts or not (outcome.equal or outcome.departure)]
    lines += [f"- wrong: {outcome.example.number} ({outcome.wrong_cuts} cuts)" for outcome in wrong]
    return "\n".join(lines) + "\n"


def _row(name: str, outcomes: list[Outcome]) -> str:
    cuts = sum(outcome.cuts for outcome in outcomes)
    same = cuts - sum(outcome.wrong_cuts for outcome in outcomes)
    equal = sum(outcome.equal for outcome in outcomes)
    departures = sum(bool(outcome.departure) for outcome in outcomes)
    numbers = (len(outcomes), f"{same} of {cuts}", equal, departures, len(outcomes) - equal - departures)
    return f"| {name} | {' | '.join(str(number) for number in numbers)} |"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
