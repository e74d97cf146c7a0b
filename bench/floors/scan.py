"""The least that a build with nothing to do can do: look at every file, and read what the last one kept."""

import marshal
import os
import sys
import time
from pathlib import Path

SEAL = 4
"""Bytes of the checksum before what was kept."""


def scan(folder: str) -> int:
    """Return how many files are under `folder`, each one's state asked for."""
    count = 0
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                count += scan(entry.path)
            else:
                entry.stat()
                count += 1
    return count


if __name__ == "__main__":
    collection, manifest = sys.argv[1:]
    start = time.process_time()
    scan(f"{collection}/notes")
    scan(f"{collection}/cards")
    marshal.loads(Path(manifest).read_bytes()[SEAL:])  # noqa: S302 - the program itself wrote it
    print(time.process_time() - start)
