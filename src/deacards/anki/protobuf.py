"""As much of Protocol Buffers as Anki's packages need: the fields of one message, and no schema."""

from collections.abc import Iterator

Field = tuple[int, int | bytes]
"""A field's number and value: a varint as a number, all that has a length as bytes."""

_VARINT, _FIXED64, _BYTES, _FIXED32 = 0, 1, 2, 5
_WIDTHS = {_FIXED64: 8, _FIXED32: 4}


def fields_of(message: bytes) -> Iterator[Field]:
    """Yield the fields of a message in their order. Raises `ValueError` where it is none."""
    at = 0
    while at < len(message):
        key, at = _varint(message, at)
        number, kind = key >> 3, key & 7
        if kind == _VARINT:
            value, at = _varint(message, at)
            yield number, value
            continue
        if kind == _BYTES:
            size, at = _varint(message, at)
        elif kind in _WIDTHS:
            size = _WIDTHS[kind]
        else:
            raise ValueError(f"a field of the unknown kind {kind}")
        if at + size > len(message):
            raise ValueError("a field that ends after the message")
        yield number, message[at : at + size]
        at += size


def number_of(message: bytes, field: int, default: int = 0) -> int:
    """Return the number in a field, `default` where it is not there."""
    return next((v for n, v in fields_of(message) if n == field and isinstance(v, int)), default)


def text_of(message: bytes, field: int) -> str:
    """Return the text in a field, "" where it is not there."""
    found = next((v for n, v in fields_of(message) if n == field and isinstance(v, bytes)), b"")
    return found.decode(errors="replace")


def _varint(message: bytes, at: int) -> tuple[int, int]:
    """Return the number that begins at `at`, and where it ends."""
    value = 0
    for shift in range(0, 70, 7):
        if at >= len(message):
            break
        byte = message[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if not byte & 0x80:
            return value, at
    raise ValueError("a number without an end")
