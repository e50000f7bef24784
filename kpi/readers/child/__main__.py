"""Starts the child when its folder is run: to open a file, or to mark one. Refuses all else."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

if __name__ == "__main__":  # pragma: no branch - it is only ever run
    # The folder's own modules must not stand in for those of the standard library.
    sys.path[0:1] = []
    sys.path.append(str(Path(__file__).resolve().parents[1]))
    what = sys.argv[1] if len(sys.argv) > 1 else "answer"
    importlib.import_module(f"child.{what}").main()
