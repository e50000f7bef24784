"""The door of the command line: ``python -m kpi COMMAND``.

Refuses to show a traceback unless ``--debug`` asks for it, and to print anything but one JSON
document on standard output when ``--json`` is given.
"""

from __future__ import annotations

import contextlib
import os
import sys
import traceback
from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module
from itertools import pairwise

from kpi.cli import jsontext, shapes
from kpi.cli.arguments import understood
from kpi.cli.paper import screen
from kpi.cli.session import Answer, Session
from kpi.errors import Finding, KpiError, StoreUnavailable, error
from kpi.i18n import CODES, language
from kpi.settings import from_environment


def main(typed: Sequence[str] | None = None) -> int:
    """Do what was typed and give the exit code: 0 done, 1 refused, 2 usage, 3 store, 4 rights."""
    words = list(sys.argv[1:] if typed is None else typed)
    try:
        answer = _answered(words)
        write = partial(_write, answer, words)
        if answer.during:
            answer.during(write)
        else:
            write()
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # the reader of a pipe has seen enough, as "head" does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KpiError as refused:
        _debug(words)
        return refuse(refused.findings, refused.exit_code, words)
    except Exception as defect:  # the last door: whatever it is, people get a sentence
        _debug(words)
        unexpected = error("unexpected", found=type(defect).__name__)
        return refuse((unexpected,), StoreUnavailable.exit_code, words)
    return answer.code


def _write(answer: Answer, words: Sequence[str]) -> None:
    if "--json" in words:
        jsontext.write(answer.data, sys.stdout)
    else:
        sys.stdout.write(f"{screen(answer.text)}\n")
    sys.stdout.flush()


def _answered(words: Sequence[str]) -> Answer:
    asked = understood(words)
    settings = from_environment()
    spoken = language(asked.option("--language") or settings.language)
    module, name = asked.command.run.split(":")
    command: Callable[[Session], Answer] = getattr(import_module(f"kpi.cli.{module}"), name)
    return command(Session(asked, settings, spoken))


def refuse(found: Sequence[Finding], code: int, words: Sequence[str]) -> int:
    """Say why a command could not answer, and give its exit code.

    A finding without its sentence is our defect; it is named, and still shows no traceback.
    """
    spoken = language(_language(words))
    try:
        document, lines = shapes.refusal(found, spoken), list(shapes.told(found, spoken))
    except KeyError as unsaid:
        _debug(words)
        return refuse((error("unexpected", found=str(unsaid)),), code, words)
    if "--json" in words:
        jsontext.write(document, sys.stdout)
    else:
        sys.stderr.write("".join(f"{screen(line)}\n" for line in lines))
    return code


def _language(words: Sequence[str]) -> str:
    """Find the reader's language even where the rest could not be understood."""
    for first, second in pairwise([*words, ""]):
        for code in CODES:
            if first == f"--language={code}" or (first, second) == ("--language", code):
                return code
    with contextlib.suppress(KpiError):
        return from_environment().language
    return CODES[0]


def _debug(words: Sequence[str]) -> None:
    if "--debug" in words:
        traceback.print_exc()


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        # A terminal or a pipe that cannot write ä must not stop a command.
        with contextlib.suppress(AttributeError):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    sys.exit(main())
