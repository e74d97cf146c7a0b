"""States by way of the cache: always what the whole log gives, whatever state the cache is in."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deacards.study import states as states_module
from deacards.study.line import Known, encode
from deacards.study.log import read_log
from deacards.study.states import Cache, read_states
from deacards_scheduler.algorithm import Params
from deacards_scheduler.anki import AnkiParams
from deacards_scheduler.event import Alias, Bury, Reset, Review, SetDue, Suspend, Undo
from deacards_scheduler.fsrs import FsrsParams
from deacards_scheduler.fuzz import Fuzz
from deacards_scheduler.rating import Rating
from deacards_scheduler.replay import replay
from deacards_scheduler.sm2 import Sm2Params

START = datetime(2026, 10, 1, 12, tzinfo=UTC)
PARAMS: list[Params] = [Sm2Params(), AnkiParams(fuzz=Fuzz.ON), FsrsParams(fuzz=Fuzz.BALANCE)]
UNITS = st.sampled_from(["a/0", "a/1", "b/0"])


@st.composite
def events(draw: st.DrawFn) -> list[tuple[str, Known]]:
    """Return events, each with the device that tells it, now and then one from a clock gone back."""
    told: list[tuple[str, Known]] = []
    for number in range(draw(st.integers(1, 12))):
        minutes = number * 700 - draw(st.sampled_from([0, 0, 0, 0, 3000]))
        stamp = f"{10**6 + minutes:08x}{number:04x}", START + timedelta(minutes=minutes)
        makers = [
            *[lambda s: Review(*s, draw(UNITS), draw(st.sampled_from(Rating)), 10)] * 5,
            lambda s: Suspend(*s, draw(UNITS)),
            lambda s: Bury(*s, draw(UNITS)),
            lambda s: Reset(*s, draw(UNITS)),
            lambda s: SetDue(*s, draw(UNITS), 739_600),
            lambda s: Undo(*s, draw(st.sampled_from([event.id for _, event in told] or ["none"]))),
            lambda s: Alias(*s, draw(UNITS), draw(UNITS)),
        ]
        told.append((draw(st.sampled_from(["here", "there"])), draw(st.sampled_from(makers))(stamp)))
    return told


def append(root: Path, device: str, text: str) -> None:
    """Append to a device's log."""
    file = root / "reviews" / device / "2026-10.jsonl"
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a") as stream:
        stream.write(text)


def check(root: Path, params: Params, cache: Cache) -> None:
    """See that the cache gives what the log gives, warnings too."""
    folder = root / "reviews"
    history = read_log(root, folder)
    states, problems = read_states(root, folder, params, 4, cache)
    assert states == replay(history.events, params, 4)
    assert sorted(problems) == sorted(history.problems)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(events(), st.sampled_from(PARAMS), st.sampled_from([0, 2, 500]), st.data())
def test_cache_is_never_seen(
    tmp_path_factory: pytest.TempPathFactory,
    told: list[tuple[str, Known]],
    params: Params,
    rewritten_after: int,
    data: st.DataObject,
) -> None:
    """Read after each event, and with torn lines among them, states are those of the whole log."""
    root = tmp_path_factory.mktemp("log")
    cache = Cache(root / "cache" / "states.json", "program")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(states_module, "REWRITTEN_AFTER", rewritten_after)
        for device, event in told:
            append(root, device, f"{encode(event)}\n")
            if data.draw(st.integers(0, 9)) == 0:
                append(root, device, '{"v":1,"id":')
                check(root, params, cache)
                append(root, device, "\n")
            check(root, params, cache)


@pytest.fixture
def kept(tmp_path: Path) -> tuple[Path, Cache]:
    """Return a collection of three answers, and its cache."""
    for n in range(3):
        event = Review(f"{n:04}", START + timedelta(days=n), "a/0", Rating.GOOD)
        append(tmp_path, "here", f"{encode(event)}\n")
    cache = Cache(tmp_path / "cache" / "states.json", "program")
    check(tmp_path, Sm2Params(), cache)
    assert cache.file.exists()
    return tmp_path, cache


@pytest.mark.parametrize("damage", [b"", b"{}", b"0\n{}", b"\xff\xfe", b"\n"])
def test_a_broken_cache_is_made_anew(kept: tuple[Path, Cache], damage: bytes) -> None:
    """Whatever stands in its file, the states are right."""
    root, cache = kept
    cache.file.write_bytes(damage)
    check(root, Sm2Params(), cache)
    assert len(cache.file.read_bytes()) > 100


def test_one_changed_byte_is_noticed(kept: tuple[Path, Cache]) -> None:
    """A cache is sealed."""
    root, cache = kept
    cache.file.write_bytes(cache.file.read_bytes().replace(b"250", b"251"))
    check(root, Sm2Params(), cache)


def test_other_settings_have_no_use_for_it(kept: tuple[Path, Cache]) -> None:
    """Another algorithm, rollover hour or program reads the log."""
    root, cache = kept
    check(root, FsrsParams(), cache)
    check(root, Sm2Params(), cache)
    check(root, Sm2Params(), Cache(cache.file, "another program"))


def test_a_log_that_was_rewritten_or_removed_is_read(kept: tuple[Path, Cache]) -> None:
    """A file that no longer begins as it did, after a merge by hand, counts as it is now."""
    root, cache = kept
    file = root / "reviews" / "here" / "2026-10.jsonl"
    file.write_text(file.read_text().replace('"g":3', '"g":1'))
    check(root, Sm2Params(), cache)
    file.unlink()
    check(root, Sm2Params(), cache)


def test_without_a_place_for_it_all_works(tmp_path: Path) -> None:
    """A cache that cannot be written is done without."""
    (tmp_path / "cache").write_text("")
    append(tmp_path, "here", f"{encode(Review('1', START, 'a/0', Rating.GOOD))}\n")
    check(tmp_path, Sm2Params(), Cache(tmp_path / "cache" / "states.json", "program"))
