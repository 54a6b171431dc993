"""TOML text → table, within limits that no file of ours comes near: the parser itself has none and can be led to take all memory.

Knows no file and no record.
"""

import re
import tomllib
from typing import Any

DEEPEST = 20
LONGEST_LIST = 2_500
_TOKEN = re.compile(
    # A text that does not end counts to where it must end, so that nothing is looked at twice.
    r'"""(?:[^"\\]|\\.|"(?!""))*+(?:""")?|'
    r"'''(?:[^']|'(?!''))*+(?:''')?|"
    r'"(?:[^"\\\n]|\\.)*+"?|'
    r"'[^'\n]*+'?|#[^\n]*|(?P<bracket>[\[\]{}])|(?P<dots>\.[\w\- \t]*)|(?P<line>\n)",
    re.DOTALL,
)


def parse(text: str) -> dict[str, Any]:
    """Return the table of a TOML text; raises `ValueError` with the reason where it is none, or nests or lists more than any of ours."""
    _refuse_depth(text)
    try:
        table = tomllib.loads(text)
    except RecursionError:
        raise ValueError(f"nests more than {DEEPEST} deep") from None
    _refuse_length(table)
    return table


def _refuse_depth(text: str) -> None:
    depth = dots = 0
    for token in _TOKEN.finditer(text):
        bracket = token["bracket"]
        if bracket:
            depth += 1 if bracket in "[{" else -1
        dots = dots + 1 if token["dots"] else 0 if token["line"] else dots
        if depth > DEEPEST or dots > 10 * DEEPEST:
            line = text.count("\n", 0, token.start()) + 1
            raise ValueError(f"nests more than {DEEPEST} deep at line {line}")


def _refuse_length(value: Any) -> None:
    if isinstance(value, list) and len(value) > LONGEST_LIST:
        raise ValueError(f"has a list of {len(value)} entries; at most {LONGEST_LIST} are read")
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        if isinstance(each, dict | list):
            _refuse_length(each)
