"""What markdown-it-py needs to parse notes, inlines too."""

import sys
import time
from pathlib import Path

from markdown_it import MarkdownIt

if __name__ == "__main__":
    texts = [
        file.read_text("utf-8", "replace")
        for file in sorted(Path(sys.argv[1]).rglob("*.md"))
        if file.is_file()
    ]
    parser = MarkdownIt().enable("table")
    start = time.process_time()
    for text in texts:
        parser.parse(text)
    print(time.process_time() - start)
