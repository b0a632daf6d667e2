"""Markdown as safe HTML: our parser's tokens, every word of the text escaped, nothing that asks for anything.

Raw HTML is text for our parser already. Here addresses of images become links, links lead to the web or to mail alone,
and no attribute comes from the text but the address of a link.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Final

from markdown_it.renderer import RendererHTML

from core.markdown.foreign import visible
from core.markdown.inline import PARSER
from core.markdown.parser import fence_language

if TYPE_CHECKING:
    from markdown_it.token import Token
    from markdown_it.utils import EnvType, OptionsDict

_WEB: Final = re.compile(r"(?:https?|mailto):", re.IGNORECASE)
_TAGS: Final = frozenset(
    {"p", "blockquote", "ul", "ol", "li", "em", "strong", "s", "hr", "br", "table", "thead", "tbody", "tr", "th", "td"}
    | {"h1", "h2", "h3", "h4", "h5", "h6"}
)
_DRAW: Final = "draw"  # in the renderer's environment
_ALIGNED: Final = re.compile(r"text-align:(left|center|right)")


def escaped(text: str) -> str:
    """`text` as HTML that shows it, hidden characters as marks."""
    return html.escape(visible(text))


# What stands for a formula, given its LaTeX and whether it is displayed; empty for its source.
DrawFormula = Callable[[str, bool], str]


def to_html(source: str, draw: DrawFormula | None = None) -> str:
    """Markdown as HTML."""
    text = source.encode(errors="replace").decode()
    return _RENDERER.render(PARSER.parse(text, {"references": {}}), PARSER.options, {_DRAW: draw})


class _Renderer(RendererHTML):
    """The rules are methods named as the tokens are."""

    def renderToken(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        token = tokens[idx]
        if token.hidden or token.tag not in _TAGS:
            return ""
        tag = _HEADINGS.get(token.tag, token.tag)
        if token.nesting < 0:
            return f"</{tag}>{_line_end(token)}"
        return f"<{tag}{_attributes(token)}>{'' if token.nesting else _line_end(token)}"

    def text(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return escaped(tokens[idx].content)

    def list_item_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return "<li>"

    def code_inline(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return f"<code>{escaped(tokens[idx].content)}</code>"

    def code_block(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return code(tokens[idx].content)

    def fence(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return code(tokens[idx].content, fence_language(tokens[idx]))

    def html_block(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return escaped(tokens[idx].content)

    def html_inline(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return escaped(tokens[idx].content)

    def link_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return _link(tokens[idx].attrGet("href"))

    def link_close(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return "</a>"

    def image(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        address = str(tokens[idx].attrGet("src") or "")
        words = self.renderInlineAsText(tokens[idx].children, options, env) or address
        return f"{_link(address)}{escaped(words)}</a>"

    def math_inline(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        token = tokens[idx]
        draw = env[_DRAW]
        drawn = draw(token.content, bool(token.meta["display"])) if draw is not None else ""
        return drawn or f'<code class="math">{escaped(token.markup + token.content + token.info)}</code>'

    def math_block(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        draw = env[_DRAW]
        drawn = draw(tokens[idx].content, True) if draw is not None else ""
        return f'<p class="displayed">{drawn}</p>\n' if drawn else code(tokens[idx].content, "LaTeX")

    def footnote_ref(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return f"<sup>{int(tokens[idx].meta['number'])}</sup>"

    def footnote_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return f'<div class="footnote"><sup>{int(tokens[idx].meta["number"])}</sup>\n'

    def footnote_close(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return "</div>\n"


def code(text: str, language: str = "") -> str:
    """A block of code, its language above it."""
    said = f'<div class="language">{escaped(language)}</div>' if language else ""
    return f'{said}<pre tabindex="0"><code>{escaped(text)}</code></pre>\n'


def _link(address: Any) -> str:
    """A link to the web or to mail; to anything else it leads nowhere and is only shown."""
    if not isinstance(address, str) or not _WEB.match(address):
        return "<a>"
    return f'<a href="{html.escape(address)}" rel="noopener noreferrer">'


def _attributes(token: Token) -> str:
    start = token.attrGet("start") if token.tag == "ol" else None
    if start is not None:
        return f' start="{int(start)}"'
    aligned = _ALIGNED.fullmatch(str(token.attrGet("style") or ""))
    return f' class="{aligned[1]}"' if aligned else ""


def _line_end(token: Token) -> str:
    return "\n" if token.block or token.tag == "br" else ""


# The page's own headings are h1 and h2.
_HEADINGS: Final = {"h1": "h3", "h2": "h4", "h3": "h5", "h4": "h6", "h5": "h6", "h6": "h6"}
_RENDERER: Final = _Renderer()
