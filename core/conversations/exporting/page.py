"""A conversation as one HTML file: no script, nothing from elsewhere, light and dark."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from typing import Final

from core.conversations.exporting.html_text import code, escaped, to_html
from core.conversations.exporting.readable import File, Folded, Piece, Prose, ReadFile, Section
from core.filetypes import FileKind, file_type, size_text

_STYLE: Final = """
:root { color-scheme: light dark; --ink: #1f2328; --soft: #59636e; --paper: #ffffff; --card: #f3f4f6; --line: #d5d9de;
  --link: #0b57d0; --bad: #b3261e; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e8eb; --soft: #9aa4af; --paper: #16181c; --card: #22262c;
  --line: #3a4048; --link: #8ab4f8; --bad: #f2a6a0; } }
body { margin: 0 auto; max-width: 46rem; padding: 2rem 1.25rem 4rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.6 system-ui, "Noto Sans", "Noto Sans CJK KR", sans-serif; overflow-wrap: break-word; }
h1 { font-size: 1.5rem; line-height: 1.3; }
h2 { margin: 0 0 .4rem; font-size: .85rem; font-weight: 600; color: var(--soft); }
h3, h4, h5, h6 { margin: 1.2em 0 .4em; line-height: 1.3; }
article { margin: 1.75rem 0; }
article.you > .typed { background: var(--card); border-radius: .75rem; padding: .7rem 1rem; }
.typed { white-space: pre-wrap; }
a { color: var(--link); }
pre { background: var(--card); border-radius: .5rem; padding: .75rem 1rem; overflow-x: auto; line-height: 1.45; }
code { font: .875em ui-monospace, "Noto Sans Mono", monospace; }
:not(pre) > code { background: var(--card); border-radius: .25rem; padding: .1em .3em; }
.language { color: var(--soft); font-size: .75rem; margin: .6rem 0 -.6rem; }
details { margin: .6rem 0; border-left: 2px solid var(--line); padding-left: .9rem; color: var(--soft); }
summary { cursor: pointer; }
blockquote { margin: 1em 0; border-left: 3px solid var(--line); padding-left: 1rem; color: var(--soft); }
table { border-collapse: collapse; display: block; overflow-x: auto; }
th, td { border-bottom: 1px solid var(--line); padding: .35rem .75rem; text-align: left; }
th.center, td.center { text-align: center; } th.right, td.right { text-align: right; }
hr { border: 0; border-top: 1px solid var(--line); }
img { max-width: 100%; border-radius: .5rem; }
.footnote { font-size: .875rem; color: var(--soft); }
.ending { color: var(--bad); }
@media print { body { max-width: none; padding: 0; } pre { white-space: pre-wrap; } }
"""
_STYLE_HASH: Final = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
_POLICY: Final = (
    f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; img-src data:; base-uri 'none'; form-action 'none'"
)
_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{2,8})*")


def html_lines(title: str, sections: Iterator[Section], read_file: ReadFile, you: str, language: str) -> Iterator[str]:
    """The page in pieces, one after the other. Sections of `you` have a card of their own."""
    spoken = language if _LANGUAGE.fullmatch(language) else "en"
    yield (
        f'<!DOCTYPE html>\n<html lang="{spoken}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="referrer" content="no-referrer">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escaped(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<h1>{escaped(title)}</h1>\n"
    )
    for section in sections:
        kind = ' class="you"' if section.who == you else ""
        yield f"<article{kind}>\n<h2>{escaped(section.heading)}</h2>\n"
        for piece in section.pieces:
            yield _piece(piece, read_file)
        if section.ending:
            yield f'<p class="ending">{escaped(section.ending)}</p>\n'
        yield "</article>\n"
    yield "</body>\n</html>\n"


def _piece(piece: Piece, read_file: ReadFile) -> str:
    match piece:
        case Prose(text, markdown):
            return to_html(text) if markdown else f'<div class="typed">{escaped(text)}</div>\n'
        case Folded(title, text, is_code):
            content = code(text) if is_code else to_html(text)
            return f"<details>\n<summary>{escaped(title)}</summary>\n{content}</details>\n"
        case File(part, title):
            return _file(part.sha256, title, part.size, read_file)


def _file(sha256: str, title: str, size: int, read_file: ReadFile) -> str:
    """A picture as itself, anything else by its name. What counts as a picture is decided by the bytes."""
    caption = escaped(f"{title} ({size_text(size)})")
    data = read_file(sha256)
    found = file_type(data) if data else None
    if data is None or found is None or found.kind is not FileKind.IMAGE:
        return f"<p>{caption}</p>\n"
    encoded = base64.b64encode(data).decode()
    return f'<p><img src="data:{found.media_type};base64,{encoded}" alt="{escaped(title)}"><br>{caption}</p>\n'
