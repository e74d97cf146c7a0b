"""genanki, loaded without asyncio: a package needs none, and would wait for it longer than for all the rest.

genanki takes its cached properties from the library `cached_property`, which imports asyncio for coroutines.
Python's own do the same for it, and stand there while genanki is loaded. Once `import cached_property` loads
no asyncio any more, `import genanki` will do.
"""

import functools
import sys
from types import ModuleType

_LIBRARY = "cached_property"

if _LIBRARY in sys.modules:
    import genanki
else:
    stand_in = ModuleType(_LIBRARY)
    setattr(stand_in, _LIBRARY, functools.cached_property)
    sys.modules[_LIBRARY] = stand_in
    try:
        import genanki
    finally:
        del sys.modules[_LIBRARY]

__all__ = ["genanki"]
