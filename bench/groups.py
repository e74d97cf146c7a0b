"""What is measured, group by group: each makes its inputs, times everything in turn, and gives verdicts."""

import io
import shutil
import time
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.frame import DEACARDS, PYTHON, Figures, Measure, Results, Target, Verdict, exponent, medians, run
from bench.notes import note, paragraph_note, write_notes

K = Measure("K", [PYTHON, "-c", "import click, sqlite3"], Path())
I = Measure(  # noqa: E741 - the name that the targets use
    "I",
    [
        PYTHON,
        "-c",
        "import click, sqlite3, yaml, markdown_it, pydantic\nclass Model(pydantic.BaseModel):\n    a: int",
    ],
    Path(),
)
SCREEN = Measure("K + rich", [PYTHON, "-c", "import click, sqlite3, rich.console"], Path())

_SETTLED_SECONDS = 2.5
"""Files that are younger are read again by every build, as their times may not tell a change."""


@dataclass(frozen=True, slots=True)
class World:
    """Where measuring takes place: a folder for inputs, the environment of processes, and what was asked."""

    folder: Path
    variables: Mapping[str, str]
    large: bool = False
    peers: Path | None = None
    notes: Path | None = None

    def collection(self, name: str, notes: int, make: Callable[[int], str], *, build: bool = True) -> Path:
        """Return the collection `name` of `notes` notes, made and built where it is not there yet."""
        root = self.folder / name
        if not root.exists():
            write_notes(root / "notes", notes, make=make)
            (root / "deacards.toml").write_text('[collection]\nname = "bench"\n', "utf-8")
        if build and not (root / "cards").exists():
            self.once(Measure("build", [DEACARDS, "build"], root))
            time.sleep(_SETTLED_SECONDS)
        return root

    def measure(self, measures: Sequence[Measure], rounds: int) -> Results:
        """Return the medians of some measures, run in turn."""
        return medians(measures, self.variables, rounds)

    def once(self, measure: Measure) -> Figures:
        """Return what one run takes."""
        return run(measure, self.variables)

    def lines(self) -> Path:
        """Return a collection of about 10,000 cards, as people write them: a line or two each."""
        return self.collection("lines", 113, note)

    def paragraphs(self) -> Path:
        """Return a collection of 11,000 questions with a paragraph each, in 1,000 notes."""
        return self.collection("paragraphs", 1_000, paragraph_note)


def starting(world: World) -> Iterator[Verdict]:
    """Start-up."""
    commands = [Measure(name, [DEACARDS, name], world.folder) for name in ("--help", "--version")]
    results = world.measure([K, *commands], 15)
    yield from _judge(results, Target("--help", 1.5, {"K": 1}), Target("--version", 1.15, {"K": 1}))


def studying(world: World) -> Iterator[Verdict]:
    """Status and the first card, all caches warm."""
    root = world.lines()
    review = [DEACARDS, "review", "--plain"]
    measures = [
        K,
        SCREEN,
        Measure("status --short", [DEACARDS, "status", "--short"], root),
        Measure("review, first card", review, root, typed="q\n"),
    ]
    results = world.measure(measures, 7)
    yield from _judge(
        results,
        Target("status --short", 1.25, {"K": 1}),
        Target("review, first card", 1.3, {"K + rich": 1}),
    )


def watching(world: World) -> Iterator[Verdict]:
    """The review on its screen, in a terminal (wall time)."""
    root = world.lines()
    measures = [
        _screen("K + rich, in a terminal", root, "bare"),
        _screen("review, first frame", root, "first"),
    ]
    yield from _judge(
        world.measure(measures, 7), Target("review, first frame", 1.5, {"K + rich, in a terminal": 1})
    )
    answering = _screen("review, key to repaint", root, "key")
    key = world.measure([answering], 7)[answering.name]
    yield Verdict("review, key to repaint", key, "15 ms", key.seconds / 0.015, 1)


def answering(world: World) -> Iterator[Verdict]:
    """An answer on disk (wall time)."""
    measures = [
        _floor("append", world.folder / "log.jsonl"),
        _step("append", world.folder / "log", "answer on disk"),
    ]
    yield from _judge(world.measure(measures, 5), Target("answer on disk", 2, {"append": 1}))


def building_nothing(world: World) -> Iterator[Verdict]:
    """A build with nothing to do."""
    root = world.paragraphs()
    measures = [K, Measure("build, no change, 1,000 notes", [DEACARDS, "build"], root)]
    targets = [Target("build, no change, 1,000 notes", 1.4, {"K": 1})]
    if world.large:
        many = world.collection("many", 10_000, lambda seed: note(seed, sections=1, entries=2))
        measures += [_scan(world, many), Measure("build, no change, 10,000 notes", [DEACARDS, "build"], many)]
        targets.append(Target("build, no change, 10,000 notes", 1, {"K": 1, "scan": 1.5}))
    yield from _judge(world.measure(measures, 9), *targets)


def building_edits(world: World) -> Iterator[Verdict]:
    """A build after some files were edited."""
    root = world.paragraphs()
    full, bare = [DEACARDS, "build"], [DEACARDS, "build", "--no-export"]
    warm, edit = Measure("warm", full, root), _Editor(root, 1)

    def edit_what_is_packed() -> None:
        """Edit one file after a build in full: else the package would catch up with all edits before."""
        world.once(warm)
        edit()

    world.once(warm)
    measures = [
        K,
        I,
        Measure("one edit of 11,000, decks only", bare, root, before=edit),
        Measure("one edit of 11,000, package too", full, root, before=edit_what_is_packed),
        Measure("10 files edited", bare, root, before=_Editor(root, 10)),
        Measure("100 files edited", bare, root, before=_Editor(root, 100)),
    ]
    results = world.measure(measures, 5)
    yield from _judge(
        results,
        Target("one edit of 11,000, decks only", 1.25, {"I": 1}),
        Target("one edit of 11,000, package too", 1.25, {"I": 1}),
    )
    start = results["one edit of 11,000, decks only"].seconds
    ten, hundred = (results[f"{count} files edited"].seconds - start for count in (10, 100))
    yield Verdict("t(100 edits) - t(1)", results["100 files edited"], "t(10) - t(1)", hundred / ten, 12)


def building_cold(world: World) -> Iterator[Verdict]:
    """A cold build: notes to decks to a package."""
    measures: list[Measure] = []
    targets: list[Target] = []
    for name, root, shape in (
        ("paragraphs", world.paragraphs(), "11,000 cards of a paragraph"),
        ("lines", world.lines(), "10,000 cards of a line"),
    ):
        what, straight, out = f"cold build, {shape}", f"N, {name}", world.folder / f"straight-{name}"
        cold = _bare_copy(root)
        command = [PYTHON, "-m", "bench.floors.straight", str(root), str(out)]
        measures += [
            Measure(straight, command, root, before=_Fresh(out, root.parent, make=True)),
            Measure(what, [DEACARDS, "build"], cold, before=_Fresh(cold, world.folder)),
        ]
        targets.append(Target(what, 0.5, {straight: 1}))
    results = world.measure(measures, 2)
    if world.peers:
        peer = _peer(world, world.peers)
        results = {**results, peer.name: world.once(peer)}  # minutes of waiting for the disk: one run must do
        targets.append(Target("cold build, 11,000 cards of a paragraph", 0.2, {peer.name: 1}))
    yield from _judge(results, *targets)


def stepping(world: World) -> Iterator[Verdict]:
    """Single steps on 10,000 cards: read decks, write decks, make a package."""
    root = world.lines()
    notes = _unpacked(root)
    measures = [
        _floor("check", root / "cards"),
        _step("check", root, "read 10,000 cards"),
        _floor("dump", root / "cards"),
        _step("emit", root, "emit 10,000 cards"),
        Measure("D", [PYTHON, "-m", "bench.floors.package", str(notes)], root, inner=True),
        _step("package", root, "package, fields to bytes"),
        _step("export", root, "package, decks to bytes"),
        _step("repack", root, "package, known decks to bytes"),
    ]
    yield from _judge(
        world.measure(measures, 5),
        Target("read 10,000 cards", 1.25, {"check": 1}),
        Target("emit 10,000 cards", 0.2, {"dump": 1}),
        Target("package, fields to bytes", 1.5, {"D": 1}),
        Target("package, decks to bytes", 1.5, {"D": 1}),
        Target("package, known decks to bytes", 1.5, {"D": 1}),
    )


def deriving(world: World) -> Iterator[Verdict]:
    """Derivation beside markdown-it's parse of the same notes."""
    folders = {"made up": world.lines() / "notes"} | ({"real": world.notes} if world.notes else {})
    for kind, folder in folders.items():
        what = f"derive {kind} notes"
        results = world.measure([_floor("parse", folder), _step("derive", folder, what)], 3)
        yield from _judge(results, Target(what, 3, {"parse": 1}))


def growing(world: World) -> Iterator[Verdict]:
    """Growth with the number of cards, and of decks; and memory."""
    sizes = [100, 1_000, *([9_091] if world.large else [])]
    roots = [world.collection(f"grow-{size}", size, paragraph_note, build=False) for size in (1, *sizes)]
    runs = [
        world.once(Measure(root.name, [DEACARDS, "build"], root, before=_Fresh(root, world.folder)))
        for root in roots
    ]
    start, *grown = runs
    slope = exponent(sizes, [figures.seconds - start.seconds for figures in grown])
    largest = sizes[-1] * 11
    yield Verdict(f"cold build, up to {largest:,} cards", grown[-1], "exponent", slope, 1.05)
    yield Verdict(f"cold build, {largest:,} cards: memory", grown[-1], "MB", grown[-1].megabytes, 250)
    sizes = [100, 2_000]
    roots = [
        world.collection(f"decks-{size}", size, lambda seed: note(seed, sections=1, entries=2))
        for size in sizes
    ]
    times = [world.once(_step("export", root, f"export, {root.name}")) for root in roots]
    slope = exponent(sizes, [figures.seconds for figures in times])
    yield Verdict("package of 100 to 2,000 decks", times[-1], "exponent", slope, 1.1)


GROUPS: tuple[Callable[[World], Iterator[Verdict]], ...] = (
    starting,
    building_nothing,
    building_edits,
    studying,
    watching,
    answering,
    stepping,
    deriving,
    building_cold,
    growing,
)


def _judge(results: Results, *targets: Target) -> Iterator[Verdict]:
    """Yield the verdict on each target that `results` know of."""
    for target in targets:
        if verdict := target.verdict(results):
            yield verdict


def _floor(name: str, place: Path) -> Measure:
    return Measure(name, [PYTHON, "-m", f"bench.floors.{name}", str(place)], Path(), inner=True)


def _screen(name: str, root: Path, what: str) -> Measure:
    return Measure(name, [PYTHON, "-m", "bench.screen", what, str(root)], Path(), inner=True)


def _step(name: str, place: Path, what: str) -> Measure:
    return Measure(what, [PYTHON, "-m", "bench.steps", name, str(place)], Path(), inner=True)


def _scan(world: World, root: Path) -> Measure:
    """Return the floor of a build with nothing to do; the manifest is the largest one that is kept."""
    kept = max((world.folder / "cache").rglob("build.seen"), key=lambda file: file.stat().st_size)
    return Measure(
        "scan", [PYTHON, "-m", "bench.floors.scan", str(root), str(kept)], world.folder, inner=True
    )


def _unpacked(root: Path) -> Path:
    """Return the database of a collection's package, as a file of its own."""
    file = root / "unpacked.anki2"
    if not file.exists():
        with zipfile.ZipFile(io.BytesIO((root / "exports" / "bench.apkg").read_bytes())) as package:
            file.write_bytes(package.read("collection.anki2"))
    return file


def _bare_copy(root: Path) -> Path:
    """Return a copy of a collection without what builds made of it."""
    copy = root.with_name(f"cold-{root.name}")
    if not copy.exists():
        shutil.copytree(root, copy, ignore=shutil.ignore_patterns("cards", "exports", "unpacked.anki2"))
    return copy


def _peer(world: World, venv: Path) -> Measure:
    """Return a peer's build of the same questions; its cards are headings of the second level."""
    folder, out = world.folder / "peer", world.folder / "peer-out"
    if not folder.exists():
        folder.mkdir()
        out.mkdir()
        for file in (world.paragraphs() / "notes").iterdir():
            text = file.read_text("utf-8").replace("\n## ", "\nIn ").replace("\n### ", "\n## ")
            (folder / file.name).write_text(text, "utf-8")
    command = [str(venv / "bin" / "mdankideck"), str(folder), str(out)]
    return Measure("markdown-anki-decks", command, world.folder)


@dataclass(frozen=True, slots=True)
class _Fresh:
    """Forgets what builds have made: decks, exports and caches, or a whole folder that is made anew."""

    root: Path
    world: Path
    make: bool = False

    def __call__(self) -> None:
        """Do it."""
        if self.make:
            shutil.rmtree(self.root, ignore_errors=True)
            self.root.mkdir()
            return
        for made in (self.root / "cards", self.root / "exports", self.world / "cache"):
            shutil.rmtree(made, ignore_errors=True)


class _Editor:
    """Edits a word in some notes of a collection, another one each time."""

    _edits = 0

    def __init__(self, root: Path, count: int) -> None:
        self._files = sorted((root / "notes").iterdir())[:count]

    def __call__(self) -> None:
        """Do it."""
        _Editor._edits += 1
        for file in self._files:
            head, _, tail = file.read_text("utf-8").partition("\nA: The ")
            file.write_text(f"{head}\nA: The {_spelled(_Editor._edits)} {tail.partition(' ')[2]}", "utf-8")


def _spelled(number: int) -> str:
    """Return a word for a number."""
    return "".join(chr(ord("a") + int(digit)) for digit in str(number)) + "word"
