"""Values of our own types as bytes for a cache, and back; bytes that would make any other are refused."""

import io
import marshal
import pickle
from typing import Any

_OURS = ("deacards.", "deacards_scheduler.")
_NOT_OURS = (
    pickle.UnpicklingError,
    ImportError,
    AttributeError,
    TypeError,
    ValueError,
    EOFError,
    IndexError,
    KeyError,
)
"""What reading a value may raise that another program has packed."""


def pack(value: object) -> bytes:
    """Return a value, made of plain values and of the program's own types, as bytes."""
    return pickle.dumps(value, protocol=5)


def unpack(data: bytes) -> Any:  # noqa: ANN401 - what was packed
    """Return the value that `pack` made into bytes; None where there is none of ours."""
    try:
        return _Reader(io.BytesIO(data)).load()
    except _NOT_OURS:
        return None


def pack_plain(value: tuple[Any, ...]) -> bytes:
    """Return a tuple of texts, numbers, None and tuples of these as bytes."""
    return marshal.dumps(value)


def unpack_plain(data: bytes) -> Any:  # noqa: ANN401 - what was packed
    """Return what `pack_plain` made into bytes; None where that is not what they hold."""
    try:
        value = marshal.loads(data)  # noqa: S302 - it makes plain values only; a cache seals them
    except (ValueError, EOFError, TypeError):
        return None
    return value if isinstance(value, tuple) else None


class _Reader(pickle.Unpickler):
    """Reads values of this program, and refuses to make any other."""

    def find_class(self, module: str, name: str) -> Any:  # noqa: ANN401 - as in the base class
        """Return one of our types."""
        found = super().find_class(module, name) if module.startswith(_OURS) and "." not in name else None
        if not isinstance(found, type):
            raise pickle.UnpicklingError(f"{module}.{name} is no type of ours")
        return found
