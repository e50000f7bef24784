"""Starts the child when its folder is run. Refuses everything else."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

if __name__ == "__main__":  # pragma: no branch - it is only ever run
    # The folder's own modules must not stand in for those of the standard library.
    sys.path[0:1] = []
    sys.path.append(str(Path(__file__).resolve().parents[1]))
    importlib.import_module("child.answer").main()
