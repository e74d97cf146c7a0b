"""The edits that change some keys of one mapping in a YAML text, in whatever style it was written."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from deacards.deck.emit import Fields, entry, flow_entries, flow_value
from deacards.deck.spans import Edit, break_before, column, comments, end_of, line_end, line_start
from deacards.deck.yamltree import Mapping, Node, Scalar

Entry = tuple[Scalar, Node]


def edit_mapping(
    text: str, mapping: Mapping, old: Fields, new: Fields, order: Sequence[str]
) -> Iterator[Edit]:
    """Yield the edits that turn the fields `old` of `mapping` into `new`; keys in neither stay as they are.

    A new key goes after the nearest key that precedes it in `order`. Comments stay, also those of a key
    that goes.
    """
    edits = _Flow(text, mapping) if mapping.flow else _Block(text, mapping)
    gone = {key for key in old if key not in new}
    kept = [each for each in mapping.entries if each[0].text not in gone]
    present = {key.text for key, _ in mapping.entries}
    for key, value in mapping.entries:
        name = key.text
        if name in new and new[name] != old.get(name):
            yield edits.replaced((key, value), new)
    yield from edits.removed(gone)
    for name in sorted(new.keys() - present, key=order.index):
        before = [each for each in kept if each[0].text in order[: order.index(name)]]
        anchor = max(before, key=lambda each: order.index(each[0].text), default=None)
        yield edits.inserted({name: new[name]}, anchor, kept[0])


class _Block(NamedTuple):
    """A mapping with a line for each key."""

    text: str
    mapping: Mapping

    @property
    def _column(self) -> int:
        return column(self.text, self.mapping.entries[0][0].start)

    def replaced(self, old: Entry, new: Fields) -> Edit:
        """Return the edit that gives a key its new value; a comment behind it stays behind it."""
        key, value = old
        end = end_of(self.text, value)
        remarks = comments(self.text, key.end, end, value)
        behind = self.text[end : line_end(self.text, end)].strip()
        line = entry(key.text, new[key.text], self._column, one_line=bool(behind or remarks))
        return Edit(key.start, end, " ".join([line, *remarks[:1]]) + self._remarks(remarks[1:]))

    def removed(self, gone: set[str]) -> Iterator[Edit]:
        """Yield the edits that take keys out, line by line; their comments stay as lines."""
        entries = self.mapping.entries
        first_kept = next(n for n, (key, _) in enumerate(entries) if key.text not in gone)
        if first_kept:  # the first key shares its line with the dash: the first that stays moves up to it
            start, end = entries[0][0].start, entries[first_kept][0].start
            nodes = [node for each in entries[:first_kept] for node in each]
            remarks = comments(self.text, start, end, *nodes)
            indent = "\n" + " " * self._column
            yield Edit(start, end, "".join(remark + indent for remark in remarks))
        for key, value in entries[first_kept:]:
            if key.text in gone:
                end = line_end(self.text, end_of(self.text, value))
                remarks = comments(self.text, key.start, end, key, value)
                start = break_before(self.text, line_start(self.text, key.start))
                yield Edit(start, end, self._remarks(remarks))

    def inserted(self, field: Fields, anchor: Entry | None, first: Entry) -> Edit:
        """Return the edit that adds a key on a line after `anchor`, or before `first`."""
        [(key, value)] = field.items()
        line = entry(key, value, self._column)
        indent = "\n" + " " * self._column
        if anchor is None:
            return Edit(first[0].start, first[0].start, line + indent)
        at = line_end(self.text, end_of(self.text, anchor[1]))
        return Edit(at, at, indent + line)

    def _remarks(self, remarks: list[str]) -> str:
        return "".join("\n" + " " * self._column + remark for remark in remarks)


class _Flow(NamedTuple):
    """A mapping in braces."""

    text: str
    mapping: Mapping

    def replaced(self, old: Entry, new: Fields) -> Edit:
        """Return the edit that gives a key its new value."""
        key, value = old
        remarks = comments(self.text, key.end, value.end, value)
        space = "" if self.text[value.start - 1].isspace() else " "
        written = space + flow_value(new[key.text])
        return Edit(value.start, value.end, written + "".join(f" {remark}\n  " for remark in remarks))

    def removed(self, gone: set[str]) -> Iterator[Edit]:
        """Yield the edits that take keys out, each with the comma before it (the first ones: after)."""
        entries = self.mapping.entries
        first_kept = next(n for n, (key, _) in enumerate(entries) if key.text not in gone)
        if first_kept:
            yield self._cut(entries[0][0].start, entries[first_kept][0].start, entries[:first_kept])
        for before, (key, value) in zip(entries[first_kept:], entries[first_kept + 1 :], strict=False):
            if key.text in gone:
                yield self._cut(before[1].end, value.end, [(key, value)])

    def _cut(self, start: int, end: int, entries: Sequence[Entry]) -> Edit:
        remarks = comments(self.text, start, end, *(node for each in entries for node in each))
        return Edit(start, end, "".join(f" {remark}\n  " for remark in remarks))

    def inserted(self, field: Fields, anchor: Entry | None, first: Entry) -> Edit:
        """Return the edit that adds a key after `anchor`, or before `first`."""
        if anchor is None:
            return Edit(first[0].start, first[0].start, f"{flow_entries(field)}, ")
        return Edit(anchor[1].end, anchor[1].end, f", {flow_entries(field)}")
