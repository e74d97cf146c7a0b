"""A line of the review log: the form that is public, and the lines that hold no event."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deacards.study.line import Known, decode, encode
from deacards_scheduler.event import (
    Alias,
    Bury,
    Cram,
    Event,
    Reset,
    Review,
    SetDue,
    Suspend,
    Undo,
    Unknown,
    Unsuspend,
)
from deacards_scheduler.rating import Rating

AT = datetime.fromisoformat("2026-10-21T23:12:33.123+02:00")
DAY = date(2026, 11, 1).toordinal()
HEAD = '{"v":1,"id":"019a3c","t":"2026-10-21T23:12:33.123+02:00",'

EVERY_KIND = [
    (Review("019a3c", AT, "q7m2/0", Rating.GOOD, 5120), '"k":"review","card":"q7m2/0","g":3,"ms":5120}'),
    (Cram("019a3c", AT, "q7m2/0", Rating.AGAIN, 0), '"k":"cram","card":"q7m2/0","g":1,"ms":0}'),
    (Undo("019a3c", AT, "019a3b"), '"k":"undo","ref":"019a3b"}'),
    (Suspend("019a3c", AT, "q7m2/0"), '"k":"suspend","card":"q7m2/0"}'),
    (Unsuspend("019a3c", AT, "q7m2/0"), '"k":"unsuspend","card":"q7m2/0"}'),
    (Bury("019a3c", AT, "q7m2/0"), '"k":"bury","card":"q7m2/0"}'),
    (Reset("019a3c", AT, "q7m2/0"), '"k":"reset","card":"q7m2/0"}'),
    (SetDue("019a3c", AT, "q7m2/0", DAY), '"k":"set_due","card":"q7m2/0","due":"2026-11-01"}'),
    (Alias("019a3c", AT, "q7m2/0", "x/0"), '"k":"alias","card":"q7m2/0","new":"x/0"}'),
]


@pytest.mark.parametrize(("event", "tail"), EVERY_KIND)
def test_every_kind_has_its_line(event: Known, tail: str) -> None:
    """The form of each kind is fixed, for it is public, and it reads back."""
    assert encode(event) == HEAD + tail
    assert decode((HEAD + tail).encode()) == event


@given(
    st.sampled_from(["019a3c", "0", "a\\u0062", "é", "", 'a\\"b']),
    st.sampled_from(["2026-10-21T23:12:33.123+02:00", "2026-10-21T23:12:33.123Z", "2026-10-21", "soon"]),
    st.sampled_from(["q7m2/0", "Q_-.7/12", "é/0", "a b/0", "", "a\\n"]),
    st.sampled_from(["0", "1", "3", "4", "5", "3.0", "03", "null"]),
    st.sampled_from(["0", "5120", "05", "-1", "1e3", "9999999999", "null"]),
)
def test_other_blanks_make_no_difference(id_: str, at: str, unit: str, rating: str, ms: str) -> None:
    """A line as this program writes it means what the same JSON with other blanks in it means."""
    line = f'{{"v":1,"id":"{id_}","t":"{at}","k":"review","card":"{unit}","g":{rating},"ms":{ms}}}'
    assert outcome(line) == outcome(line.replace(",", " , "))


def outcome(line: str) -> Event | str:
    """Return what a line gives, or why it gives nothing."""
    try:
        return decode(line.encode())
    except ValueError as exc:
        return str(exc)


@given(
    st.datetimes(datetime(1980, 1, 1), datetime(2200, 1, 1)),  # noqa: DTZ001 - the offset is put to it below
    st.integers(-14 * 60, 14 * 60),
    st.text(min_size=1),
    st.sampled_from(Rating),
    st.integers(0, 10**9),
)
def test_reviews_read_back(moment: datetime, offset: int, unit: str, rating: Rating, elapsed_ms: int) -> None:
    """Any review at a whole millisecond is read as it was written, its offset too."""
    whole = moment.replace(microsecond=moment.microsecond // 1000 * 1000)
    at = whole.replace(tzinfo=timezone(timedelta(minutes=offset)))
    event = Review("019a", at, unit, rating, elapsed_ms)
    line = encode(event)
    assert "\n" not in line
    got = decode(line.encode(errors="surrogatepass"))
    assert (got, got.at.utcoffset()) == (event, at.utcoffset())


def test_unknown_kinds_and_keys_are_passed_over() -> None:
    """A later version may write kinds and keys that this one has not heard of."""
    assert decode((HEAD + '"k":"mark","star":1}').encode()) == Unknown("019a3c", AT, "mark")
    got = decode((HEAD + '"k":"undo","ref":"a","why":"typo"}').encode())
    assert got == Undo("019a3c", AT, "a")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (HEAD, "not whole"),
        ('{"v":1,"id":"a\xff'.encode("latin-1"), "not UTF-8"),
        ("<<<<<<< HEAD", "not whole"),
        ("\x00\x00\x00", "not whole"),
        ("[]", "wrong kind"),
        ("[" * 100_000, "wrong kind"),
        ('{"id":"a"}', "no 'v'"),
        ('{"v":2,"id":"a"}', "version 2 is that of a newer deacards"),
        (HEAD + '"k":"review","g":3}', "no 'card'"),
        (HEAD + '"k":"review","card":"a/0","g":7}', "7 is not a valid Rating"),
        (HEAD + '"k":"review","card":5,"g":3}', "wrong kind"),
        ('{"v":1,"id":"a","t":"2026-10-21T23:12:33","k":"bury","card":"a"}', "no UTC offset"),
        ('{"v":1,"id":"a","t":"0001-01-01T00:00:00+00:00","k":"bury","card":"a"}', "no real year"),
        ('{"v":1,"id":"a","t":"yesterday","k":"bury","card":"a"}', "yesterday"),
    ],
)
def test_damaged_lines_say_why(line: str | bytes, reason: str) -> None:
    """A line that holds no event is refused with the reason."""
    with pytest.raises(ValueError, match=reason):
        decode(line if isinstance(line, bytes) else line.encode())


def test_milliseconds_are_kept() -> None:
    """Instants are written to the millisecond, with the offset that they have."""
    at = datetime(2026, 1, 2, 3, 4, 5, 678_000, tzinfo=UTC)
    assert '"t":"2026-01-02T03:04:05.678+00:00"' in encode(Bury("a", at, "b"))
