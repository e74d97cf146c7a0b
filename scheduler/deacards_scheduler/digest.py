"""Chance without a random source: digests that decide between equals, the same on every machine.

The module behind `hashlib` is taken where it is there: `hashlib` itself loads a library of ciphers, which
takes as long as choosing what to ask today.
"""

try:
    from _blake2 import blake2b
except ImportError:
    from hashlib import blake2b

__all__ = ["blake2b"]
