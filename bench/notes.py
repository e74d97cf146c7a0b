"""Notes as people write them, made up from a seed: the same seed gives the same bytes."""

import random
from collections.abc import Callable, Iterator
from pathlib import Path

_HEADS = "cache queue stream index ledger gateway replica shard snapshot cluster broker schema tunnel".split()
_KINDS = "buffer service table store engine layer format protocol pool log".split()
_WORDS = """
access archive backup batch boundary budget bucket catalog checkpoint client column commit consumer copy
cost credential crawler delay delivery disk encryption endpoint error event export failure filter group
hash host import instance job key latency limit lock memory message metric mirror network node object
offset order owner page partition path payload policy port producer query quota range rate read record
recovery region retention role route rule scan session size source stage state storage target task thread
throughput timeout token topic traffic trigger usage user value version volume window worker write zone
""".split()
_VERBS = "uses supports needs keeps is_based_on is_limited_by is_billed_by".split()

_Rule = Callable[[random.Random, str], Iterator[str]]


def _words(rng: random.Random, count: int) -> str:
    return " ".join(rng.sample(_WORDS, count))


def _definition(rng: random.Random, _name: str) -> Iterator[str]:
    yield f"- {_words(rng, 2)}: {_words(rng, rng.randint(4, 9))}"


def _members(rng: random.Random, name: str) -> Iterator[str]:
    yield f"- {name} {rng.choice(['types', 'modes', 'limits', 'benefits'])} :"
    for _ in range(rng.randint(2, 5)):
        yield f"    - {_words(rng, rng.randint(1, 3))}"


def _gloss(rng: random.Random, _name: str) -> Iterator[str]:
    yield f"- {_words(rng, 2)} ({_words(rng, rng.randint(3, 6))})"


def _fragment(rng: random.Random, _name: str) -> Iterator[str]:
    yield f"- {_words(rng, 2)} {rng.choice(_VERBS).replace('_', ' ')} {_words(rng, rng.randint(2, 4))}"


def _limit(rng: random.Random, _name: str) -> Iterator[str]:
    yield f"- {_words(rng, 2)} up to {rng.choice([1, 2, 5, 10, 64, 100])} {rng.choice(['MB', 'days', 'h'])}"


def _table(rng: random.Random, name: str) -> Iterator[str]:
    one, other = rng.sample(_WORDS, 2)
    yield from ("", f"| {name} | {one} | {other} |", "|---|---|---|")
    for row in rng.sample(_WORDS, 3):
        yield f"| {row} | {_words(rng, 2)} | {_words(rng, 3)} |"
    yield ""


# Roughly the shares that real note files have; bare fragments are the most frequent.
_RULES: dict[_Rule, int] = {_definition: 20, _members: 10, _gloss: 10, _fragment: 45, _limit: 10, _table: 3}


def note(seed: int, sections: int = 8, entries: int = 10) -> str:
    """Return one note: a title, then sections with some entries."""
    rng = random.Random(seed)
    lines = [f"# {_words(rng, 2)} {seed}"]
    for number in range(sections):
        name = f"{rng.choice(_HEADS)} {rng.choice(_WORDS)} {number}"
        lines += ["", f"## {name}", "", f"- {rng.choice(_KINDS)}"]
        for rule in rng.choices(list(_RULES), list(_RULES.values()), k=entries - 1):
            lines += rule(rng, name)
    return "\n".join(lines) + "\n"


def paragraph_note(seed: int, cards: int = 11) -> str:
    """Return one note of marked questions, each with an answer of some 500 bytes: a card for each."""
    rng = random.Random(seed)
    lines = [f"# {_words(rng, 2)} {seed}", "", f"## {rng.choice(_HEADS)} {seed}"]
    for number in range(cards):
        lines += ["", f"### {_words(rng, 2)} {number}", ""]
        lines += [f"Q: What is the {_words(rng, 3)}?", f"A: {_paragraph(rng, 500)}"]
    return "\n".join(lines) + "\n"


def _paragraph(rng: random.Random, size: int) -> str:
    text = ""
    while len(text) < size:
        text += (
            f"The {_words(rng, 2)} {rng.choice(_VERBS).replace('_', ' ')} {_words(rng, rng.randint(4, 9))}. "
        )
    return text.rstrip()


def write_notes(folder: Path, count: int, seed: int = 1, *, make: Callable[[int], str] = note) -> None:
    """Write `count` notes that `make` makes of their numbers into `folder`, which is made if need be."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        (folder / f"note-{number:05}.md").write_text(make(seed * 1_000_000 + number), "utf-8")
