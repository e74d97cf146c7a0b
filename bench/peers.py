"""`python -m bench.peers VENV`: install what can be had of the peers into an environment of its own."""

import subprocess
import sys

if __name__ == "__main__":
    (venv,) = sys.argv[1:]
    subprocess.run([sys.executable, "-m", "venv", venv], check=True)
    # Its typer takes no later click.
    subprocess.run([f"{venv}/bin/pip", "install", "--quiet", "markdown-anki-decks", "click<8.1"], check=True)
