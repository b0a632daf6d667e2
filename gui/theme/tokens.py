"""The numbers and colours of the design: one type scale, one spacing scale, one accent. Pure values, no Qt."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

# Spacing in device-independent pixels: an 8-px grid, 4 inside controls.
SPACE_1: Final = 4
SPACE_2: Final = 8
SPACE_3: Final = 12
SPACE_4: Final = 16
SPACE_6: Final = 24
SPACE_8: Final = 32
RADIUS_SMALL: Final = 6
RADIUS: Final = 10
RADIUS_LARGE: Final = 14

# The type scale in points at 100 %: five sizes, weights 400 and 600 only.
TEXT_SMALL: Final = 9.0
TEXT_LABEL: Final = 10.0
TEXT_BODY: Final = 11.0
TEXT_TITLE: Final = 13.0
TEXT_DISPLAY: Final = 18.0
LINE_PROSE: Final = 1.55
LINE_CODE: Final = 1.45
MEASURE_EM: Final = 46.0

CURSOR_BLINK_MS: Final = 530
MOTION_MS: Final = 150


@dataclass(frozen=True, slots=True)
class Colors:
    """One theme. Every pair of a text and the ground it stands on keeps a contrast of 4.5:1."""

    page: str  # the transcript's ground
    side: str  # sidebar and inspector
    raised: str  # cards, composer, menus
    code: str  # ground of code blocks
    hover: str
    pressed: str
    line: str  # hairlines
    text: str
    text_muted: str
    text_faint: str  # still 4.5:1 on page and side
    accent: str
    accent_hover: str
    on_accent: str
    accent_soft: str  # selected rows, soft grounds
    selection: str
    find: str  # behind what was found, and behind the hit that the reader is at
    find_current: str
    user_card: str
    running: str
    done: str
    stopped: str
    failed: str
    waiting: str
    failed_soft: str
    waiting_soft: str
    syntax_keyword: str
    syntax_string: str
    syntax_number: str
    syntax_comment: str
    syntax_function: str
    syntax_type: str


LIGHT: Final = Colors(
    page="#fdfcf9",
    side="#f6f4ef",
    raised="#ffffff",
    code="#f4f2ec",
    hover="#edeae3",
    pressed="#e4e0d6",
    line="#e3dfd5",
    text="#1f2523",
    text_muted="#535c59",
    text_faint="#676f6b",
    accent="#0b6e6b",
    accent_hover="#095b59",
    on_accent="#ffffff",
    accent_soft="#dcedea",
    selection="#bfe0db",
    find="#fbecb3",
    find_current="#f4b545",
    user_card="#eef3f0",
    running="#0b6e6b",
    done="#2f6b3a",
    stopped="#6b5b2a",
    failed="#a8322d",
    waiting="#8a5a00",
    failed_soft="#fbeae7",
    waiting_soft="#faf0dc",
    syntax_keyword="#8a3b86",
    syntax_string="#2f6b3a",
    syntax_number="#8f4b12",
    syntax_comment="#67706c",
    syntax_function="#0b5e85",
    syntax_type="#7a5200",
)

DARK: Final = Colors(
    page="#161b1b",
    side="#121616",
    raised="#1f2626",
    code="#1b2121",
    hover="#242c2c",
    pressed="#2c3636",
    line="#2b3434",
    text="#e4e8e6",
    text_muted="#a9b3b0",
    text_faint="#8b9693",
    accent="#5cc4ba",
    accent_hover="#7ad3ca",
    on_accent="#0d1f1e",
    accent_soft="#1d3937",
    selection="#24524e",
    find="#4c4220",
    find_current="#8a5d0a",
    user_card="#212a29",
    running="#5cc4ba",
    done="#86c98f",
    stopped="#d3bd7c",
    failed="#f08d84",
    waiting="#e5b566",
    failed_soft="#3a2221",
    waiting_soft="#372c18",
    syntax_keyword="#d59ad1",
    syntax_string="#93cf9b",
    syntax_number="#e3a673",
    syntax_comment="#8b9693",
    syntax_function="#7fbfe6",
    syntax_type="#dcbf76",
)

# For who sees little: black on white and white on black, lines as strong as text, every text at 7:1 or more.
LIGHT_CONTRAST: Final = replace(
    LIGHT,
    page="#ffffff",
    side="#ffffff",
    raised="#ffffff",
    code="#ffffff",
    hover="#e6e6e6",
    pressed="#d6d6d6",
    line="#4a4a4a",
    text="#000000",
    text_muted="#1c1c1c",
    text_faint="#2e2e2e",
    accent="#00413f",
    accent_hover="#002b2a",
    accent_soft="#cfe8e4",
    selection="#b0dbd5",
    find="#ffe98a",
    find_current="#ffc24d",
    user_card="#ffffff",
    running="#00413f",
    done="#0e4419",
    stopped="#47390c",
    failed="#860f0b",
    waiting="#573700",
    failed_soft="#fff1ef",
    waiting_soft="#fff6e2",
    syntax_keyword="#651a61",
    syntax_string="#0e4419",
    syntax_number="#652f00",
    syntax_comment="#2e2e2e",
    syntax_function="#003f5e",
    syntax_type="#523600",
)

DARK_CONTRAST: Final = replace(
    DARK,
    page="#000000",
    side="#000000",
    raised="#000000",
    code="#000000",
    hover="#262626",
    pressed="#383838",
    line="#b8b8b8",
    text="#ffffff",
    text_muted="#ececec",
    text_faint="#d6d6d6",
    accent="#86e8de",
    accent_hover="#aff3ec",
    on_accent="#000000",
    accent_soft="#0f3a37",
    selection="#17524d",
    find="#4a3e00",
    find_current="#6b4400",
    user_card="#000000",
    running="#86e8de",
    done="#a5e8ad",
    stopped="#eddaa0",
    failed="#ffb3ab",
    waiting="#ffd28a",
    failed_soft="#330f0c",
    waiting_soft="#2b1f05",
    syntax_keyword="#f0bfec",
    syntax_string="#b0ecb7",
    syntax_number="#ffc79b",
    syntax_comment="#d6d6d6",
    syntax_function="#a9dcfb",
    syntax_type="#f3da9a",
)
