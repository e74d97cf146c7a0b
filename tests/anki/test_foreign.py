"""What is kept of notes that came from Anki."""

import pytest

from deacards.anki.foreign import Foreign, parse_foreign


@pytest.mark.parametrize("text", ["", "null", "[]", "{}", '{"format": 99}', "[" * 50_000])
def test_what_cannot_be_read_is_an_error(text: str) -> None:
    """Without it those notes would go to Anki a second time, so the person has to mend it first."""
    found, (problem,) = parse_foreign(text, "exports/foreign.json")
    assert found == Foreign()
    assert problem.code == "DC411 broken-foreign"
    assert "restore it from git" in problem.message
