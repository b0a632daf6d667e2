"""LaTeX to a vector drawing: checks what came from outside, has ziamath set it, takes shapes and nothing else from it.

What a server sends is hostile until shown otherwise. No macros (they can double without end), bounded length, depth,
size and time; a command or a letter that the library does not know gives nothing rather than something wrong. Of the
library's SVG only outlines are kept: no colour, no reference, no text. No Qt here: this runs in a thread.
"""

from __future__ import annotations

import html
import re
import time
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from dataclasses import dataclass
from types import ModuleType
from typing import TYPE_CHECKING, Any, Final

from core.collector import uncollected

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

Pace = Callable[[], None]

EM: Final = 48.0  # what a drawing is set at; it is scaled from there
MAX_LENGTH: Final = 4000
MAX_DEPTH: Final = 24
MAX_WIDTH: Final = 400 * EM
MAX_HEIGHT: Final = 120 * EM
MAX_SECONDS: Final = 1.0  # of the thread's own work
_LINE: Final = 0.05 * EM  # how thick the lines of a table are
MARGIN: Final = 0.04 * EM  # around a drawing, for what leans out of its box


@dataclass(frozen=True, slots=True)
class Drawing:
    """A formula set at `EM` pixels: outlines as SVG without a colour, and its box. `ascent` is how far the box reaches
    above the baseline, `depth` how far below; either may be negative."""

    svg: bytes
    width: float
    ascent: float
    depth: float


class Refused(Exception):
    """This formula is not drawn; its source stands for it."""


def typeset(latex: str, *, display: bool, pace: Pace) -> Drawing | None:
    """Set a formula; None where it cannot or may not be drawn. `pace` is called every fraction of a millisecond: it may
    sleep, or raise to give up."""
    budget = _Budget(pace)
    token = _pacing.set(budget)
    try:
        source = checked(latex)
        return _drawn(_library(), source, display, budget)
    except Exception:  # noqa: BLE001  # on odd input the libraries raise whatever their tables and parsers raise
        return None
    finally:
        _pacing.reset(token)


# --- what may come in -------------------------------------------------------------------------------------------------

_MACROS: Final = re.compile(
    r"\\(?:(?:re)?new(?:command|environment)|(?:provide|Declare|def|edef|gdef|xdef|let|futurelet|csname|input|include"
    r"|catcode|href|url|class|style|cssId|bbox|unicode|require|write|openin|openout|usepackage|special)"
    r"(?![a-z])|Declare[A-Za-z]*|include[a-z]*|html[a-zA-Z]*)"
)
_TOKEN: Final = re.compile(r"\\(?:left|right|begin|end)(?![a-zA-Z])|\\.|[{}]", re.DOTALL)
_TAG: Final = re.compile(r"\\tag\*?\s*\{([^{}]*)\}")
_TEXT: Final = re.compile(r"(\\(?:text[a-z]*|mbox|hbox)\s*\{)([^{}]*)\}")
_COLOR: Final = re.compile(r"\\(?:text)?color\s*(?:\[[a-zA-Z]*\]\s*)?\{[^{}]*\}")
# What models write and the library does not know, in words that it does.
_SPELLINGS: Final = (
    (re.compile(r"\\(?:nonumber|notag|displaylimits|allowbreak|nobreak|label\s*\{[^{}]*\})(?![a-zA-Z])"), " "),
    (re.compile(r"\\begin\{(?:equation|math|displaymath)\*?\}|\\end\{(?:equation|math|displaymath)\*?\}"), " "),
    (re.compile(r"\\(begin|end)\{(?:align|eqnarray|flalign)\*?\}"), r"\\\1{align*}"),
    (re.compile(r"\\(begin|end)\{(?:gathered|gather\*?|multline\*?)\}"), r"\\\1{matrix}"),
    (re.compile(r"\\[dt]binom(?![a-zA-Z])"), r"\\binom"),
    (re.compile(r"\\pmod\s*(\{[^{}]*\}|\w)"), r"\\quad(\\text{mod}\\;\1)"),
    (re.compile(r"\\(?:lVert|rVert)(?![a-zA-Z])"), r"\\Vert "),
    (re.compile(r"\\(?:lvert|rvert)(?![a-zA-Z])"), r"\\vert "),
)


def checked(latex: str) -> str:
    """The source as it is given to the library. Raises Refused."""
    if not latex.strip() or len(latex) > MAX_LENGTH or _MACROS.search(latex):
        raise Refused
    if any(not char.isprintable() and char not in "\n\t\r" for char in latex):
        raise Refused
    if max(_depths(latex), default=0) > MAX_DEPTH:
        raise Refused
    source = _COLOR.sub(" ", latex)  # formulas have the colour of the text around them
    for pattern, plain in _SPELLINGS:
        source = pattern.sub(plain, source)
    source = _TAG.sub(r"\\qquad\\text{(\1)}", source)
    return _TEXT.sub(_escape_text, source)


def _depths(latex: str) -> Iterator[int]:
    depth = 0
    for found in _TOKEN.finditer(latex):
        if found.group() in ("{", r"\left", r"\begin"):
            depth += 1
            yield depth
        elif found.group() in ("}", r"\right", r"\end"):
            depth -= 1


def _escape_text(found: re.Match[str]) -> str:
    """Words inside a formula: to the library these are XML."""
    words = found.group(2).replace(r"\&", "&").replace(r"\%", "%").replace(r"\_", "_").replace(r"\$", "$")
    return found.group(1) + html.escape(words, quote=False) + "}"


# --- the library ------------------------------------------------------------------------------------------------------

_pacing: ContextVar[Pace | None] = ContextVar("_pacing", default=None)
_prepared: list[ModuleType] = []


class _Budget:
    """Passes on the pace and counts the time of this thread."""

    def __init__(self, pace: Pace) -> None:
        self._pace = pace
        self._until = time.thread_time() + MAX_SECONDS

    def __call__(self) -> None:
        self._pace()
        if time.thread_time() > self._until:
            raise Refused


def _tick() -> None:
    pace = _pacing.get()
    if pace is not None:
        pace()


def _library() -> ModuleType:
    """ziamath, imported when it is first needed: it takes a third of a second and 25 MB."""
    if not _prepared:
        with uncollected():
            import ziamath
            from ziamath.config import config

            config.svg2 = False  # QtSvg draws no references
            config.numbering.autonumber = False
            _pace_nodes()
        _prepared.append(ziamath)
    return _prepared[0]


def _pace_nodes() -> None:
    """Put our own classes in place of the library's, by its register of element names: each calls `_tick`."""
    from ziamath.nodes.mnode import _node_classes

    for tag, node in tuple(_node_classes.items()):
        mended = {"mtable": (_Lined,), "mo": (_Measured,)}.get(tag, ())
        type(node.__name__, (_Paced, *mended, node), {}, tag=tag)


class _Paced:
    """Before a node of a formula is built or drawn."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        _tick()
        super().__init__(*arguments, **options)

    def draw(self, x: float, y: float, svg: Element) -> tuple[float, float]:
        _tick()
        return super().draw(x, y, svg)  # type: ignore[misc,no-any-return]  # the next class is a node of the library

    def _get_height_nostretch(self, line: list[Element], **options: Any) -> tuple[float, float]:
        # A row builds its children twice, first to learn the height without stretching; inside that first pass the
        # height is not needed again. Without this every level of braces doubles the time.
        if options.get("nostretch"):
            return 0.0, 0.0
        return super()._get_height_nostretch(line, **options)  # type: ignore[misc,no-any-return]  # of a row


class _Measured:
    """An operator. While the height of a row is looked for, one that stretches has none, told by a box of huge numbers;
    what stands over, under or beside it must not be placed by them."""

    nodes: list[Any]  # its glyphs
    parent: Any
    bbox: Any

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        box = self.bbox
        if box.ymin > box.ymax and self.nodes and self.parent.mtag not in ("mrow", "math"):
            low, high = min(node.bbox.ymin for node in self.nodes), max(node.bbox.ymax for node in self.nodes)
            self.bbox = type(box)(box.xmin, box.xmax, low, high)


class _Lined:
    """A table with the lines between its columns and rows: an augmented matrix without its line says something else."""

    element: Element
    nodes: list[Any]  # its cells, row by row
    nodexy: list[tuple[float, float]]
    bbox: Any

    def draw(self, x: float, y: float, svg: Element) -> tuple[float, float]:
        end: tuple[float, float] = super().draw(x, y, svg)  # type: ignore[misc]  # the next class is a table
        columns, rows = self._spans()
        top, height = y - self.bbox.ymax, self.bbox.ymax - self.bbox.ymin
        for at in _between(columns, self.element.get("columnlines", "")):
            _bar(svg, x + at - _LINE / 2, top, _LINE, height)
        for at in _between(rows, self.element.get("rowlines", "")):
            _bar(svg, x, y + at - _LINE / 2, self.bbox.xmax, _LINE)
        return end

    def _spans(self) -> tuple[list[tuple[float, float]], list[tuple[float, float]]]:
        """Of each column and row: where its cells begin and end."""
        columns: list[tuple[float, float]] = []
        rows: list[tuple[float, float]] = []
        cells = iter(zip(self.nodes, self.nodexy, strict=False))
        for row in self.element:
            for number, (_, (node, (left, base))) in enumerate(zip(row, cells, strict=False)):
                if number == len(columns):
                    columns.append((left, left))
                low, high = columns[number]
                columns[number] = min(low, left), max(high, left + node.bbox.xmax)
                low, high = rows.pop() if number else (base, base)
                rows.append((min(low, base - node.bbox.ymax), max(high, base - node.bbox.ymin)))
        return columns, rows


def _between(spans: list[tuple[float, float]], lines: str) -> list[float]:
    """The middles between neighbours that have a line."""
    gaps = zip(spans, spans[1:], lines.split(), strict=False)
    return [(before[1] + after[0]) / 2 for before, after, line in gaps if line == "solid"]


def _bar(svg: Element, x: float, y: float, width: float, height: float) -> None:
    bar = {"x": x, "y": y, "width": width, "height": height}
    svg.append(svg.makeelement("rect", {name: f"{value:.3f}" for name, value in bar.items()}))


def _drawn(library: ModuleType, source: str, display: bool, pace: Pace) -> Drawing:
    from xml.etree import ElementTree

    pace()
    root = ElementTree.fromstring(library.tex.tex2mml(source, inline=not display))
    _check(root, library)
    _set_as_tex(root)
    made = library.Math(root, size=EM, margin=MARGIN)
    width, height = made.getsize()
    depth = -made.getyofst()
    if not (0 < width <= MAX_WIDTH and 0 < height <= MAX_HEIGHT and abs(depth) <= MAX_HEIGHT):
        raise Refused
    return Drawing(_outlines(made.svgxml(), pace), width + 2 * MARGIN, height - depth + MARGIN, depth + MARGIN)


_ATTRIBUTES: Final = frozenset(
    (
        *("accent", "accentunder", "bevelled", "close", "columnalign", "columnlines", "columnspacing", "columnspan"),
        *("denomalign", "depth", "display", "displaystyle", "fence", "form", "frame", "height", "largeop", "linebreak"),
        *("linethickness", "lspace", "mathsize", "mathvariant", "maxsize", "minsize", "movablelimits", "notation"),
        *("numalign", "open", "rowalign", "rowlines", "rowspacing", "rspace", "scriptlevel", "separator", "separators"),
        *("stretchy", "subscriptshift", "superscriptshift", "symmetric", "voffset", "width"),
    )
)


def _check(root: Element, library: ModuleType) -> None:
    """Known elements with known attributes only, and letters that the font has. Raises Refused."""
    from ziamath.nodes.mnode import _node_classes

    font = library.zmath.loadedfonts["default"]
    known = {*_node_classes, "math", "mtd", "mtr", "none", "ms", "mstyle", "mprescripts", "semantics"}
    for element in root.iter():
        tag = element.tag.rpartition("}")[2]
        words = (element.text or "").strip()
        if tag not in known or words.startswith("\\"):  # a command that nobody knows comes out as its own name
            raise Refused
        if tag in ("mi", "mn", "mo", "mtext", "ms") and not all(
            char.isspace() or font.glyphindex(char) for char in words
        ):
            raise Refused
        for name in tuple(element.attrib):
            if name not in _ATTRIBUTES:
                del element.attrib[name]


def _set_as_tex(root: Element) -> None:
    """What MathML and TeX see differently: in TeX only `\\left` and `\\right` stretch, `\\hat` is narrow, and the rows
    and columns of tables are wider apart than their letters allow."""
    for element in root.iter():
        tag = element.tag.rpartition("}")[2]
        if (element.text or "").strip() in _RIGID.get(tag, ()):
            element.attrib.setdefault("stretchy", "false")
        elif tag == "mover" and element.get("accent") == "true" and len(element):
            element[-1].text = _NARROW.get(element[-1].text or "", element[-1].text)
        elif tag == "mtable":
            columns = element.get("columnspacing")
            if columns in (None, "0em 0.3em"):
                element.set("columnspacing", "0.8em" if columns is None else "0em 1.5em")
            if element.get("rowspacing") in (None, "3pt"):
                element.set("rowspacing", "0.5em")


_NARROW: Final = {"\u0302": "\u02c6", "\u0303": "\u02dc"}  # hat, tilde
_RIGID: Final = {"mo": frozenset("∑∏∐∫∬∭∮∯∰∱∲∳⋀⋁⋂⋃⨀⨁⨂⨄⨆⊎"), "mi": frozenset("⌊⌋⌈⌉⟨⟩‖|{}")}


# --- what may come out ------------------------------------------------------------------------------------------------

_SHAPES: Final = {
    "path": ("d", "stroke-width"),
    "rect": ("x", "y", "width", "height", "rx", "stroke-width"),
    "ellipse": ("cx", "cy", "rx", "ry", "stroke-width"),
}
_NUMBERS: Final = re.compile(r"[-+.,0-9eEMLHVCSQTAZz ]*")


def _outlines(svg: Element, pace: Pace) -> bytes:
    """The shapes of the library's SVG in a new one, to be coloured by one attribute of the group around them."""
    parts: list[str] = []
    for shape in svg.iter():
        pace()
        names = _SHAPES.get(shape.tag)
        if names is None:
            continue
        values = {name: shape.attrib[name] for name in names if name in shape.attrib}
        if not all(_NUMBERS.fullmatch(value) for value in values.values()):
            raise Refused
        filled = shape.tag == "path" and "stroke" not in shape.attrib
        filled = filled or shape.attrib.get("fill", "none") not in ("none", "None") or "stroke" not in shape.attrib
        paint = "" if filled else ' fill="none" stroke="currentColor"'
        parts.append(f"<{shape.tag} " + " ".join(f'{name}="{value}"' for name, value in values.items()) + paint + "/>")
    box = svg.attrib["viewBox"]
    if not parts or not _NUMBERS.fullmatch(box):
        raise Refused
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}"><g fill="currentColor">'
    return (head + "".join(parts) + "</g></svg>").encode()
