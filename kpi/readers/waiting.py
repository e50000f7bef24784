"""A child that waits for the next file: its start takes longer than the reading of a small one.

Refuses to read two files in one child. Only a process that stays keeps one waiting; it ends with
that process, since its input ends.
"""

from __future__ import annotations

import subprocess  # nosec B404 # files are opened in a child with limits
import threading
from collections.abc import Sequence

_Child = subprocess.Popen[bytes]


class Waiting:
    """Runs one command again and again, each time on other data; the next run may be started."""

    def __init__(self, command: Sequence[str]) -> None:
        """Start with nothing that waits."""
        self._command = list(command)
        self._lock = threading.Lock()
        self._next: _Child | None = None
        self._keeps = False

    def keep(self) -> None:
        """Have a child waiting from now on."""
        self._keeps = True
        self._start()

    def stop(self) -> None:
        """Let the child that waits end, and start no more."""
        self._keeps = False
        child = self._taken()
        if child is not None:
            child.kill()
            child.communicate()

    def run(self, data: bytes, seconds: float) -> tuple[int, bytes]:
        """Give what a child makes of the data.

        Returns:
            Its exit code and what it wrote.

        Raises:
            TimeoutExpired: it took longer, and was stopped.
        """
        child = self._taken()
        try:
            if child is None or _is_dead(child):
                done = subprocess.run(  # nosec B603 # our own script, the data on its input
                    self._command, input=data, capture_output=True, timeout=seconds
                )
                return done.returncode, done.stdout
            return _told(child, data, seconds)
        finally:
            self._start()

    def _taken(self) -> _Child | None:
        with self._lock:
            child, self._next = self._next, None
        return child

    def _start(self) -> None:
        with self._lock:
            if self._keeps and self._next is None:
                self._next = subprocess.Popen(  # nosec B603 # our own script
                    self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                )  # fmt: skip


def _is_dead(child: _Child) -> bool:
    if child.poll() is None:
        return False
    child.communicate()  # closes its pipes
    return True


def _told(child: _Child, data: bytes, seconds: float) -> tuple[int, bytes]:
    with child:
        try:
            written, _ = child.communicate(data, timeout=seconds)
        except BaseException:
            child.kill()
            raise
    return child.returncode, written
