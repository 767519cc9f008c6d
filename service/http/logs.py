"""Logs: one JSON object a line on stderr, with personal data masked.

Names, phones and addresses do not belong into logs. Our own messages hold ids only; what comes from
elsewhere (an exception that quotes a value, say) goes through `masked`.
"""

from __future__ import annotations

import json
import logging
import re
import sys
from datetime import UTC, datetime
from typing import Any

_MASKS = (
    (re.compile(r"eb_[A-Za-z0-9]+_[A-Za-z0-9_-]{20,}"), "[api key]"),
    (re.compile(r"\beyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*"), "[token]"),
    (re.compile(r"(?<=://)[^/\s:@]+:[^/\s@]+(?=@)"), "[credentials]"),
    (re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+"), "[mail]"),
    (re.compile(r"(?<![\w.:-])\+?\d[\d ()/-]{7,}\d(?![\w:-])"), "[number]"),
    (
        re.compile(
            r"(['\"]?\b(?:name|phone|address|customer|access_notes|fault_description)\b['\"]?"
            r"\s*[:=]\s*)(?:'[^']*'|\"[^\"]*\"|[^,;\s}{]+)"
        ),
        r"\1[masked]",
    ),
)
MOST_CHARACTERS = 4000


def masked(text: str) -> str:
    """The text without keys, tokens, mail addresses, phone numbers and named personal fields."""
    for pattern, instead in _MASKS:
        text = pattern.sub(instead, text)
    return text[:MOST_CHARACTERS]


class JsonLines(logging.Formatter):
    """A log record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        moment = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line: dict[str, Any] = {
            "at": moment,
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": masked(record.getMessage()),
        }
        line |= {name: one for name, one in getattr(record, "fields", {}).items() if one != ""}
        if record.exc_info:
            line["trace"] = masked(self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False, default=str)


def set_up(level: str) -> None:
    """Send every log of the process to stderr as JSON lines."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    for name in ("earlybird", "uvicorn"):
        logging.getLogger(name).setLevel(level)
    logging.getLogger("uvicorn.access").disabled = True  # the request log has it already
