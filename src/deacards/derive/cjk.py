"""Objects in lines that are written without spaces: what stands between a few set verbs and punctuation."""

import re
from collections.abc import Iterator

from deacards.derive import words
from deacards.derive.line import Line
from deacards.derive.marks import Range

_OPENS = {
    "zh": re.compile(
        "用于|用来|使用|支持|包括|包含|通过|称为|称作|叫做|是指|指的是|基于|取决于|分为|属于|"
        "不是|(?<![但可还只若总就又凡于])是(?![否不指])|(?<![作因成认行以视分称])为(?![了什何])"
    ),
    "ja": re.compile("とは|によって|により|(?<![でにと])は、?|には、?|では、?"),
}
_ENDS = re.compile(r"[,;:!?()（），；：。！？、\s]|\.(?!\d)")
_POOR = re.compile("^[的了和与或等及也都就被把在]|[的了和与或等及、，]$|^[はがをにでとも]|[はがをにでとも]$")
_TELLING = frozenset({"是", "是指", "指的是", "称为", "称作", "叫做", "包括", "包含", "分为", "とは"})
_MOST, _SHORT = 24, 8
"""Characters of an answer, and of one behind a verb that another verb may follow (`通过`)."""


def objects(line: Line, within: Range, language: str) -> Iterator[Range]:
    """Yield the objects in a range of a line, in reading order."""
    opens = _OPENS.get(language)
    if opens is None:
        return
    for match in opens.finditer(line.text, within.start, within.end):
        start = match.end()
        ends = (m.start() for m in _ENDS.finditer(line.text, start, within.end))
        end = next((e for e in ends if not any(v.start < e < v.end for v in line.verbatim)), within.end)
        part = Range(start, end)
        text = line[part]
        most = _MOST if match[0] in _TELLING else _SHORT
        if 2 <= len(text) <= most and not _POOR.search(text) and _is_sound(line, part, language):
            yield part


def _is_sound(line: Line, part: Range, language: str) -> bool:
    """Tell whether an object cuts no formula, and leaves a cue in its line."""
    rest = line.text[: part.start] + line.text[part.end :]
    return not line.is_cut(part) and bool(words.content(rest, language)) and part.start > 0
