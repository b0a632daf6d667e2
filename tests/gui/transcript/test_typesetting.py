"""LaTeX as drawings: what is drawn, what is refused, and that nothing else than shapes comes out."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gui.transcript.typesetting import EM, MAX_LENGTH, Drawing, Refused, typeset

DRAWN = [
    r"x^2",
    r"\frac{a+b}{c} + \dfrac12 + \tfrac12",
    r"\sqrt{x} + \sqrt[3]{1 + \frac{1}{y}}",
    r"\sum_{i=0}^{n} i^2 = \frac{n(n+1)(2n+1)}{6}",
    r"\sum_{\substack{i<j\\ k}} x_i",
    r"\int_0^\infty e^{-x^2}\,dx = \frac{\sqrt{\pi}}{2}, \quad \oint_C \iint",
    r"\begin{pmatrix} 1 & \cdots & n \\ \vdots & \ddots & \vdots \\ 0 & \cdots & 1 \end{pmatrix}",
    r"\begin{bmatrix} a & b \\ c & d \end{bmatrix} \begin{vmatrix} a & b \\ c & d \end{vmatrix}",
    r"\left[\begin{array}{cc|c} 1 & 2 & 3 \\ \hline 4 & 5 & 6 \end{array}\right]",
    r"f(x) = \begin{cases} x & x > 0 \\ -x & \text{otherwise} \end{cases}",
    r"\begin{aligned} (a+b)^2 &= a^2 + 2ab + b^2 \\ &= c \end{aligned}",
    r"\begin{align*} x &= 1 & y &= 2 \\ z &= 3 & w &= 4 \end{align*}",
    r"\begin{align} a &= b \nonumber \\ c &= d \tag{2} \end{align}",
    r"\begin{equation} E = mc^2 \label{eq} \end{equation}",
    r"\begin{gathered} a \\ b \end{gathered}",
    r"\alpha\beta\gamma\Gamma\Delta\Omega\varepsilon\vartheta\hbar\ell\partial\nabla\infty",
    r"\mathbb{R}^n \to \mathcal{L}\mathfrak{g}\mathsf{A}\mathtt{B}\mathbf{x}\boldsymbol{\theta}",
    r"\hat{x} + \vec{v} + \overline{AB} + \tilde{y} + \dot{z} + \ddot{z} + \bar{x} + \widehat{ABC}",
    r"\left( \frac{1}{2} \right] \left\{ x \middle| y \right\} \left. f \right|_0^1 \bigl( x \bigr)",
    r"\binom{n}{k} + {n \choose k}",
    r"\lim_{x \to 0} \frac{\sin x}{x} = 1, \quad \operatorname*{argmax}_\theta \mathcal{L}(\theta)",
    r"P(A \mid B) = \frac{P(B \mid A)\,P(A)}{P(B)}",
    r"\underbrace{a+b}_{n} \overbrace{c}^{m} \overset{!}{=} \underset{x}{\max} \xrightarrow{f}",
    r"\boxed{x} \cancel{y} \lVert x \rVert \lfloor x \rfloor \langle x, y \rangle",
    r"a \equiv b \pmod{n}, \quad 90^\circ, \quad 5\,\text{km/h}, \quad 50\%",
    r"x < y \leq z \neq w \notin \emptyset \implies \forall \epsilon \exists \delta",
    r"\text{if } a < b \text{ and a & b, or a < b}",
    r"f'(x) = f''(x)",
]

REFUSED = [
    "",
    " \n",
    r"\frac{",
    r"\frac{a}",
    r"\left( x",
    r"x \right)",
    r"x^2^3",
    r"\begin{pmatrix} a",
    r"a & b",
    r"\nosuchcommand x",
    r"\text{한글} = x",
    r"속도 = x",
    r"\text{🙂}",
    "x\u202ey",
    "x\x00y",
    r"\ce{H2O}",
    r"\href{https://example.org}{x}",
    r"\url{https://example.org}",
    r"\includegraphics{/etc/passwd}",
    r"\input{/etc/passwd}",
    r"\style{fill:url(#a)}{x}",
    r"\class{a}{x}",
    r"\newcommand{\a}{\a\a}\a",
    r"\renewcommand\a{b}\a",
    r"\def\a{aa}\def\b{\a\a}\def\c{\b\b}\c",
    r"\let\a=b \a",
    r"\DeclareMathOperator{\a}{a}\a",
    r"\quad",
    r"\rule{1em}{1em}",
    r"\phantom{x}",
    r"\hspace{99999em}x",
    r"\rule{1em}{9999em}",
    "x" * (MAX_LENGTH + 1),
    "{" * 30 + "x" + "}" * 30,
    r"\left(" * 30 + r"\right)" * 30,
    r"\sqrt[" * 600,
    r"\\" * 1500,
]


def drawn(latex: str, *, display: bool = True) -> Drawing:
    made = typeset(latex, display=display, pace=_on)
    assert made is not None, latex
    return made


def shapes(drawing: Drawing) -> list[ElementTree.Element]:
    return [element for element in ElementTree.fromstring(drawing.svg).iter() if _name(element) not in ("svg", "g")]


def _name(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]


def _on() -> None:
    """No pause."""


@pytest.mark.parametrize("latex", DRAWN)
@pytest.mark.parametrize("display", [True, False], ids=["displayed", "in a line"])
def test_a_formula_becomes_shapes(latex: str, display: bool) -> None:
    made = drawn(latex, display=display)
    assert shapes(made)
    assert made.width > 0.3 * EM
    assert 0.2 * EM < made.ascent + made.depth < 8 * EM


@pytest.mark.parametrize("latex", REFUSED)
def test_what_is_broken_unknown_or_unsafe_is_not_drawn(latex: str) -> None:
    assert typeset(latex, display=True, pace=_on) is None


_PARTS = [
    *("x", "2", "+", "=", " ", "&", r"\\", "{", "}", "^", "_", "'", "<", ">", '"', "\\", "$", "#", "%", "~", "|", "한"),
    *(
        r"\frac",
        r"\sqrt",
        r"\sum",
        r"\int",
        r"\left(",
        r"\right)",
        r"\left.",
        r"\text{",
        r"\mathbb{",
        r"\hat",
        r"\tag{",
    ),
    *(r"\begin{matrix}", r"\end{matrix}", r"\begin{cases}", r"\end{cases}", r"\begin{aligned}", r"\end{aligned}"),
    *(r"\color{url(#x)}", r"\textcolor{red}{", r"\colorbox{red}{", r"\href{", r"\def\a{\a\a}", r"\over", r"\limits"),
    *("<mi", "/>", "</mrow>", "&lt;", "<!DOCTYPE x>", "href=", "url(x)", "\u202e", r"\raise{", r"\kern", r"\hspace{"),
]


@given(st.lists(st.sampled_from(_PARTS), max_size=14))
@settings(max_examples=150)
def test_whatever_comes_in_only_plain_shapes_come_out(parts: list[str]) -> None:
    made = typeset("".join(parts), display=True, pace=_on)
    if made is None:
        return
    for element in ElementTree.fromstring(made.svg).iter():
        assert _name(element) in ("svg", "g", "path", "rect", "ellipse")
        assert not (element.text or "").strip()
        for name, value in element.attrib.items():
            assert re.fullmatch(r"[-+.,0-9eEMLHVCSQTAZz ]*|none|currentColor", value), (name, value)


def test_formulas_have_no_colour_of_their_own() -> None:
    for latex in (r"\color{red}{x}", r"\textcolor{white}{x}", r"\color{url(#a)} x"):
        assert drawn(latex).svg == drawn("x").svg


@pytest.mark.parametrize("nested", [r"\frac{", "x^{", r"\hat{", "{", r"\left("])
def test_nesting_does_not_double_the_work_at_every_level(nested: str) -> None:
    closing = {r"\frac{": "}{y}", r"\left(": r"\right)"}.get(nested, "}")

    def work(depth: int) -> int:
        steps = 0

        def count() -> None:
            nonlocal steps
            steps += 1

        assert typeset(nested * depth + "x" + closing * depth, display=True, pace=count) is not None
        return steps

    assert work(16) < 6 * work(8)


def test_whoever_sets_the_pace_can_give_up() -> None:
    steps = 0

    def stop_soon() -> None:
        nonlocal steps
        steps += 1
        if steps > 20:
            raise Refused

    assert typeset(DRAWN[3], display=True, pace=stop_soon) is None
    assert steps < 40


def test_an_augmented_matrix_has_its_line() -> None:
    plain = shapes(drawn(r"\begin{array}{cc} a & b \\ c & d \end{array}"))
    lined = shapes(drawn(r"\begin{array}{c|c} a & b \\ \hline c & d \end{array}"))
    assert len(lined) == len(plain) + 2
    assert [_name(shape) for shape in lined].count("rect") == 2


@pytest.mark.parametrize("latex", [r"\bigcup_i \lfloor x \rfloor", r"\widehat{H} \|x\|", r"\prod_i^n (x)"])
def test_only_left_and_right_stretch(latex: str) -> None:
    made = drawn(latex)
    assert made.ascent + made.depth < 3 * EM


def test_words_in_a_formula_keep_their_signs() -> None:
    assert len(shapes(drawn(r"\text{a<b}"))) == len(shapes(drawn(r"\text{a=b}")))
