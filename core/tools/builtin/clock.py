"""`get_current_time`: what time it is somewhere. Reads nothing but the clock, so it runs without asking."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from core.errors import ToolArgumentsError
from core.providers.base import ToolSpec
from core.tools.base import Call, Tool


async def _run(arguments: dict[str, Any], call: Call) -> str:
    name = arguments.get("timezone")
    if not isinstance(name, str) or not name:
        raise ToolArgumentsError("`timezone` must be the name of a time zone, such as Asia/Seoul.")
    try:
        now = datetime.now(ZoneInfo(name))
    except (LookupError, ValueError, OSError) as error:
        raise ToolArgumentsError(f"There is no time zone named {name!r}. Use a name such as Asia/Seoul.") from error
    return json.dumps(
        {"timezone": name, "time": now.isoformat(timespec="seconds"), "weekday": now.strftime("%A")}, ensure_ascii=False
    )


get_current_time = Tool(
    spec=ToolSpec(
        name="get_current_time",
        description="The current date, time and weekday in a time zone.",
        parameters={
            "type": "object",
            "properties": {"timezone": {"type": "string", "description": "IANA name, for example Asia/Seoul"}},
            "required": ["timezone"],
            "additionalProperties": False,
        },
    ),
    run=_run,
    asks=False,
    read_only=True,
)
