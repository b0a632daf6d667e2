"""What the finish words of servers mean. The words themselves travel along untouched."""

from __future__ import annotations

from core.messages import FinishReason

_WORDS: dict[str, FinishReason] = {
    word: reason
    for reason, words in {
        FinishReason.STOP: "stop eos end end_turn stop_sequence eos_token stop_token stop_str eog complete completed "
        "done normal finish finished",
        FinishReason.LENGTH: "length max_tokens max_length max_output_tokens max_new_tokens token_limit limit",
        FinishReason.CONTEXT_EXCEEDED: "context_length_exceeded context_window_exceeded model_length "
        "model_context_window_exceeded",
        FinishReason.TOOL_CALLS: "tool_calls tool_call tool_use function_call function_calls",
        FinishReason.CONTENT_FILTER: "content_filter content_filtered safety sensitive recitation blocklist "
        "prohibited_content spii guardrail_intervened",
        FinishReason.REFUSAL: "refusal",
        FinishReason.PAUSE: "pause pause_turn",
    }.items()
    for word in words.split()
}


def finish_reason(word: str | None) -> FinishReason:
    """The reason behind a server's word; `OTHER` for one nobody knows, `UNKNOWN` for none."""
    return FinishReason.UNKNOWN if word is None else _WORDS.get(word.strip().lower(), FinishReason.OTHER)
