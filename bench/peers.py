"""`python -m bench.peers VENV`: install what can be had of the peers into an environment of its own."""

import subprocess
import sys

MISSING = """\
Measured is markdown-anki-decks, which pip has just installed. Of the other programs that make Anki packages
of Markdown, mdanki and md2apkg need Node and are not installed here; md2anki needs Python 3.12 or newer."""

if __name__ == "__main__":
    (venv,) = sys.argv[1:]
    subprocess.run([sys.executable, "-m", "venv", venv], check=True)
    # Its typer takes no later click.
    subprocess.run([f"{venv}/bin/pip", "install", "--quiet", "markdown-anki-decks", "click<8.1"], check=True)
    print(MISSING)
