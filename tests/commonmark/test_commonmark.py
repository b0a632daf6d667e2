"""The command's own parts, on a specification of three examples."""

from __future__ import annotations

from tests.commonmark import trees
from tests.commonmark.__main__ import judge, read, written
from tests.commonmark.examples import parse

FENCE = "`" * 32
TEXT = f"""---
version: '0.1'
---
## Lists

{FENCE} example
3. a
4. b

5. c
   - →d
.
<ol start="3">
<li>
<p>a</p>
</li>
<li>
<p>b</p>
</li>
<li>
<p>c</p>
<ul>
<li>d</li>
</ul>
</li>
</ol>
{FENCE}

## HTML

{FENCE} example
<b>*x*</b>
.
<p><b><em>x</em></b></p>
{FENCE}

{FENCE} example
x
.
<p>y</p>
{FENCE}

<!-- END TESTS -->
"""


def test_examples_are_judged_whole_and_cut() -> None:
    specification = parse(TEXT)
    outcomes = [judge(example) for example in specification.examples]
    assert [(outcome.equal, outcome.departure, outcome.wrong_cuts) for outcome in outcomes] == [
        (True, "", 0),
        (False, "raw HTML is text", 0),
        (False, "", 0),
    ]
    report = written(specification, outcomes)
    cuts = len(specification.examples[0].markdown)  # between all letters, and between each two
    assert f"| Lists | 1 | {cuts} of {cuts} | 1 | 0 | 0 |" in report
    assert "- wrong: 3 (0 cuts)" in report


def test_a_list_is_loose_if_a_blank_line_stands_before_one_of_its_items() -> None:
    tight = trees.of_splitter(read(["- a\n- b\n"]))
    loose = trees.of_splitter(read(["- a\n\n- b\n"]))
    assert tight == trees.of_html("<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n")
    assert loose == trees.of_html("<ul>\n<li>\n<p>a</p>\n</li>\n<li>\n<p>b</p>\n</li>\n</ul>\n")
