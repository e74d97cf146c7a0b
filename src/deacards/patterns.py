"""Patterns that are compiled when they are first used: a run needs few of them, and would wait for all."""

import re
from typing import Any, AnyStr, cast


def pattern(source: AnyStr, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[AnyStr]:
    """Return what `re.compile` does, as far as its methods and attributes go, compiled when one is asked for.

    So `re.error` comes with the first use; `tests/test_patterns.py` compiles all that modules hold.
    """
    return cast("re.Pattern[AnyStr]", Waiting(source, flags))


class Waiting:
    """A pattern in the making. Each method is looked up once, and stands on the object from then on."""

    def __init__(self, source: str | bytes, flags: re.RegexFlag) -> None:
        self._source = source
        self._flags = flags

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the pattern has
        """Return an attribute of the compiled pattern, which `re` keeps."""
        value = getattr(re.compile(self._source, self._flags), name)
        setattr(self, name, value)
        return value
