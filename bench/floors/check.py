"""The least that reading decks takes with PyYAML and Pydantic: CSafeLoader and a TypeAdapter, gc off."""

import gc
import sys
import time
from pathlib import Path

import yaml
from pydantic import TypeAdapter

from deacards.deck.models import DeckModel

if __name__ == "__main__":
    adapter = TypeAdapter(DeckModel)
    files = sorted(Path(sys.argv[1]).rglob("*.yaml"))
    start = time.process_time()
    gc.disable()
    for file in files:
        value = yaml.load(file.read_text("utf-8"), Loader=yaml.CSafeLoader)
        adapter.validate_python(value)
    print(time.process_time() - start)
