"""FSRS weights fitted to a person's own reviews, and written into the configuration."""

import re
from collections.abc import Iterable

from deacards.collection import Collection
from deacards.config import ConfigError, parse_config
from deacards.problem import UsageError
from deacards.store import digest, read_file, write_file
from deacards.study.forecast import History
from deacards_scheduler.fsrs import WEIGHT_BOUNDS

MISSING = "fitting needs fsrs-rs-python; install it with: pip install 'deacards[optimize]'"
_HEADER = re.compile(r"^\s*\[")


def fit_weights(histories: Iterable[History]) -> tuple[float, ...]:
    """Return the weights that fit the histories best, rounded to four places and within their bounds.

    Raises `UsageError` when the library that fits is not installed.
    """
    try:
        from fsrs_rs_python import FSRS, FSRSItem, FSRSReview  # noqa: PLC0415 - an extra that few need
    except ImportError as exc:
        raise UsageError(MISSING) from exc
    items = []
    for history in histories:
        told = [FSRSReview(answer.rating.value, answer.days) for answer in history]
        # It panics on an item whose last answer came on the day of the one before.
        items += [FSRSItem(told[: n + 1]) for n, answer in enumerate(history) if answer.days]
    fitted = FSRS([]).compute_parameters(items)
    return tuple(
        min(max(round(weight, 4), least), most)
        for weight, (least, most) in zip(fitted, WEIGHT_BOUNDS, strict=True)
    )


def write_weights(collection: Collection, weights: tuple[float, ...]) -> None:
    """Write weights into the configuration file, and leave every other line of it as it is.

    Raises `UsageError` when the file is written in a way that this cannot be done to, or `StoreError`.
    """
    path = collection.relative(collection.file)
    data = read_file(collection.root, path)
    prefix = "tool.deacards." if path.endswith("pyproject.toml") else ""
    text = with_weights(data.decode("utf-8"), f"{prefix}scheduler.fsrs", weights)
    if _weights_in(text, path) != weights:
        raise UsageError(
            f"{path}: the weights cannot be put in by a program here; write them under "
            f"[{prefix}scheduler.fsrs] yourself: weights = {list(weights)}"
        )
    write_file(collection.root, path, text.encode(), expected=digest(data))


def with_weights(text: str, table: str, weights: tuple[float, ...]) -> str:
    """Return a TOML text whose `table` has `weights`: in place of its own, or as its first key."""
    line = f"weights = {list(weights)}\n"
    lines = text.splitlines(keepends=True)
    start = next((n for n, each in enumerate(lines) if re.match(rf"\s*\[{re.escape(table)}\]", each)), None)
    if start is None:
        ending = "" if text.endswith("\n") or not text else "\n"
        return f"{text}{ending}\n[{table}]\n{line}"
    end = next((n for n in range(start + 1, len(lines)) if _HEADER.match(lines[n])), len(lines))
    old = next((n for n in range(start + 1, end) if re.match(r"\s*weights\s*=", lines[n])), None)
    if old is None:
        lines[start] = lines[start] if lines[start].endswith("\n") else f"{lines[start]}\n"
        return "".join([*lines[: start + 1], line, *lines[start + 1 :]])
    last = next(n for n in range(old, end) if "]" in lines[n] or n == end - 1)
    return "".join([*lines[:old], line, *lines[last + 1 :]])


def _weights_in(text: str, path: str) -> tuple[float, ...] | None:
    """Return the weights that a configuration has, None if it cannot be read."""
    try:
        return parse_config(text, path).scheduler.fsrs.weights
    except ConfigError:
        return None
