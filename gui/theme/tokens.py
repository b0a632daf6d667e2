"""The numbers and colours of the design: one type scale, one spacing scale, one accent. Pure values, no Qt."""

from __future__ import annotations

from dataclasses import dataclass
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
