"""Objects in lines that are written without spaces: what stands between a few set verbs and punctuation."""

from collections.abc import Iterator

from deacards.derive import words
from deacards.derive.line import Line
from deacards.derive.marks import Range
from deacards.patterns import pattern

_OPENS = {
    "zh": pattern(
        "(?:用于|用来|使用|支持|包括|包含|通过|采用|导致|引起|产生|意味着|提供|称为|称作|叫做|是指|指的是|基于|取决于|分为|属于|"
        "表示|代表|具有|拥有|位于|适用于|来自|依赖于|避免|防止|允许|负责|不是|(?<![但可还只若总就又凡于])是(?![否不指])|"
        "(?<![作因成认行以视分称])为(?![了什何]))[了着]?\\s?(?:一(?:个|种|类|款|门|组|套|系列)\\s?)?"
    ),
    "ja": pattern(
        "とは|によって|により|(?<![でにと])(?<!また|以下|これ|それ)(?<!あるい)は(?![っずい])、?|には、?|では、?"
    ),
}
_LIGHT_END = pattern(
    "(?:のこと)?(?:で(?:す|ある|あり|した)|だ)?$|(?:のこと)?を(?:指す|指します|表す|表します|意味する|意味します)$"
    "|が(?:ある|あります|存在する|必要|必要である|必要です)$"
    "|(?:[にと]な(?:る|ります|っている)|する|します|できる|できます|される|されます)$"
)
"""The end of a Japanese sentence that says no more than that something is so, becomes so or is done."""
_LOOSE_KANA = pattern("[\u3041-\u309f]$")
"""The end of a verb or an adjective: what stands behind `は` then names nothing."""
_NAMED = {
    "ja": pattern(
        "(?P<name>[\u30a1-\u30ff\u4e00-\u9fff\u3005\uff10-\uff19A-Za-z0-9_-]{2,20}+)"
        "(?:と(?:いう|いいます|言う|呼ぶ|呼び|呼ばれ|称する)|を(?:使|用い|使用|利用|表|指|含|意味|格納|保存|管理|生成))"
    )
}
"""A Japanese name stands before its verb: `木材を使う`, `これを継手という`."""
_ENDS = {
    "zh": pattern(r"[,;:!?()（），；：。！？]|\.(?!\w)|(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])"),
    "ja": pattern(r"[,;:!?()（），；：。！？、\s]|\.(?!\d)"),
}
"""What ends an object: in Chinese no space beside a Latin word, and no pause between the items of a list."""
_GOES_ON = pattern("[来并而就便则使让令]|从而|以便|时候|之[前后]|时$")
"""What begins another clause behind a Chinese object."""
_POOR = pattern("^[的了和与或等及也都就被把在]|[的了和与或等及、，]$|^[はがをにでとも]|[はがをにでとも]$")
_TELLING = ("是", "指的是", "称为", "称作", "叫做", "包括", "包含", "分为", "とは")
_TAKES_THING = (
    "表示",
    "代表",
    "具有",
    "拥有",
    "位于",
    "适用于",
    "来自",
    "依赖于",
    "避免",
    "防止",
    "提供",
    "支持",
    "导致",
    "引起",
    "意味着",
    "属于",
    "取决于",
)
"""Chinese verbs behind whose object a clause seldom goes on."""
_MOST, _SHORT = 24, 8
"""Characters of an answer, and of one behind a verb that another verb may follow (`通过`, `は`)."""


def objects(line: Line, within: Range, language: str) -> Iterator[Range]:
    """Yield the objects in a range of a line, in reading order."""
    opens = _OPENS.get(language)
    if opens is None:
        return
    for match in opens.finditer(line.text, within.start, within.end):
        start = match.end()
        ends = (m.start() for m in _ENDS[language].finditer(line.text, start, within.end))
        end = next((e for e in ends if not any(v.start < e < v.end for v in line.verbatim)), within.end)
        part = _named(line, Range(start, end)) if language == "ja" else _stripped(line, Range(start, end))
        text = line[part]
        if (
            2 <= len(text) <= _longest(match[0], text, part.end < end)
            and not _POOR.search(text)
            and _is_sound(line, part, language)
        ):
            yield part
    if language in _NAMED:
        for match in _NAMED[language].finditer(line.text, within.start, within.end):
            part = Range(*match.span("name"))
            if _is_sound(line, part, language):
                yield part


def ends_loosely(text: str) -> bool:
    """Tell whether a text ends in kana, as verbs and adjectives do, or in what wants another word."""
    return bool(_LOOSE_KANA.search(text) or _POOR.search(text))


def _stripped(line: Line, part: Range) -> Range:
    """Return a range without the space that may stand before the punctuation behind it."""
    return Range(part.start, part.start + len(line[part].rstrip()))


def _longest(opener: str, text: str, ends_early: bool) -> int:  # noqa: FBT001 - what was found of one object
    """Return how many characters an object behind a verb may have: more where no other clause can follow."""
    if ends_early or opener.startswith(_TELLING):
        return _MOST
    return _MOST if opener.startswith(_TAKES_THING) and not _GOES_ON.search(text) else _SHORT


def _named(line: Line, part: Range) -> Range:
    """Return the name that a Japanese predicate begins with (`木材です` -> `木材`), empty for an act."""
    ending = _LIGHT_END.search(line.text, part.start, part.end)
    end = ending.start() if ending else part.end
    return Range(part.start, part.start if _LOOSE_KANA.search(line.text, part.start, end) else end)


def _is_sound(line: Line, part: Range, language: str) -> bool:
    """Tell whether an object cuts no formula, and leaves a cue in its line."""
    rest = line.text[: part.start] + line.text[part.end :]
    return not line.is_cut(part) and bool(words.content(rest, language)) and part.start > 0
