"""The past by way of the cache: always what the whole log tells, whatever was kept before."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deacards.report.history import Past, read_past
from deacards.report.kept import kept_past
from deacards.study import states as states_module
from deacards.study.line import Known, encode
from deacards.study.log import read_log
from deacards.study.states import Cache, read_states
from deacards_scheduler.anki import AnkiParams
from deacards_scheduler.event import Alias, Cram, Reset, Review, Suspend, Undo, Unsuspend
from deacards_scheduler.rating import Rating
from deacards_scheduler.sm2 import Sm2Params

START = datetime(2026, 10, 29, 12, tzinfo=UTC)
UNITS = st.sampled_from(["a/0", "a/1", "b/0"])
RATINGS = st.sampled_from(Rating)


@st.composite
def events(draw: st.DrawFn) -> list[Known]:
    """Return events over some days and two months, now and then one from a clock gone back."""
    told: list[Known] = []
    for number in range(draw(st.integers(1, 14))):
        minutes = number * draw(st.sampled_from([5, 900])) - draw(st.sampled_from([0, 0, 0, 0, 3000]))
        stamp = f"{10**6 + minutes:08x}{number:04x}", START + timedelta(minutes=minutes)
        makers = [
            *[lambda s: Review(*s, draw(UNITS), draw(RATINGS), 70_000)] * 5,
            lambda s: Cram(*s, draw(UNITS), draw(RATINGS), 10),
            lambda s: Suspend(*s, draw(UNITS)),
            lambda s: Unsuspend(*s, draw(UNITS)),
            lambda s: Reset(*s, draw(UNITS)),
            lambda s: Undo(*s, draw(st.sampled_from([event.id for event in told] or ["none"]))),
            lambda s: Alias(*s, draw(UNITS), draw(UNITS)),
        ]
        told.append(draw(st.sampled_from(makers))(stamp))
    return told


def bare(past: Past) -> Past:
    """Return the past without what only a day that goes on needs."""
    return {day: replace(tally, seen=set()) for day, tally in past.items()}


@settings(max_examples=60, deadline=None)
@given(events(), st.sampled_from([Sm2Params(), AnkiParams()]), st.sampled_from([0, 2, 500]))
def test_cache_is_never_seen(
    tmp_path_factory: pytest.TempPathFactory,
    told: list[Known],
    params: Sm2Params | AnkiParams,
    rewritten_after: int,
) -> None:
    """Asked after each event, the past is that of the whole log, and so are the states."""
    root = tmp_path_factory.mktemp("log")
    folder = root / "reviews"
    cache = Cache(root / "cache" / "past", "program")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(states_module, "REWRITTEN_AFTER", rewritten_after)
        for event in told:
            file = folder / "device" / f"{event.at:%Y-%m}.jsonl"
            file.parent.mkdir(parents=True, exist_ok=True)
            with file.open("a") as stream:
                stream.write(f"{encode(event)}\n")
            got = kept_past(root, folder, params, 4, cache)
            assert bare(got.past) == bare(read_past(read_log(root, folder).events, params, 4))
            assert dict(got.snapshot.states) == dict(read_states(root, folder, params, 4, None)[0])


def test_damage_and_other_terms(tmp_path: Path) -> None:
    """A damaged file, and one that was kept under other parameters, are as if nothing had been kept."""
    folder, cache = tmp_path / "reviews", Cache(tmp_path / "past", "program")
    (folder / "device").mkdir(parents=True)
    lines = [
        encode(Review(f"{day:04}", START + timedelta(days=day), "a/0", Rating.GOOD)) for day in (0, 1, 9)
    ]
    (folder / "device" / "2026-10.jsonl").write_text("\n".join(lines) + "\n")
    whole = kept_past(tmp_path, folder, Sm2Params(), 4, None).past
    assert kept_past(tmp_path, folder, Sm2Params(), 4, cache).past == whole
    assert bare(kept_past(tmp_path, folder, Sm2Params(), 4, cache).past) == bare(whole)
    assert kept_past(tmp_path, folder, Sm2Params(), 23, cache).past.keys() != whole.keys()
    for damage in (b"", b"xxxx", cache.file.read_bytes()[:-1]):
        cache.file.write_bytes(damage)
        assert kept_past(tmp_path, folder, Sm2Params(), 4, cache).past == whole
