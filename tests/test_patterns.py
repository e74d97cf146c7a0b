"""Patterns that wait until they are used are the patterns that they stand for."""

import importlib
import pkgutil
import re

import pytest

import deacards
from deacards.patterns import Waiting, pattern


def test_does_what_a_compiled_pattern_does() -> None:
    """Methods and attributes are those of the compiled pattern, the second time as the first."""
    source = r"(?P<word>[a-z]+)-\d"
    waiting, compiled = pattern(source, re.IGNORECASE), re.compile(source, re.IGNORECASE)
    for _ in range(2):
        assert waiting.findall("A-1, b-2") == compiled.findall("A-1, b-2") == ["A", "b"]
        assert waiting.sub("-", "x A-1") == "x -"
    found = waiting.search("see Ab-7")
    assert found is not None
    assert found["word"] == "Ab"
    assert (waiting.pattern, waiting.flags) == (compiled.pattern, compiled.flags)


def test_waits_until_it_is_used() -> None:
    """A faulty pattern is told by its first use: nothing is compiled before."""
    waiting = pattern("(")
    with pytest.raises(re.error, match="unterminated"):
        waiting.match("")


def test_all_patterns_compile() -> None:
    """Every pattern that a module of the program holds is a good one."""
    held = 0
    for module in pkgutil.walk_packages(deacards.__path__, "deacards."):
        if module.name.endswith("__main__"):
            continue
        for value in vars(importlib.import_module(module.name)).values():
            if isinstance(value, Waiting):
                held += 1
                assert re.compile(value.pattern)
    assert held
