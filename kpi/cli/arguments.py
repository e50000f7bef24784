"""What may be asked on the command line, and how what was typed is understood.

Refuses to guess: what is not known is a finding with the nearest names. The parser of the standard
library would speak English to everyone, so its few rules are written out here.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kpi.errors import WrongUsage, error


@dataclass(frozen=True, slots=True)
class Option:
    """One option: ``value`` names what follows it (empty: nothing does)."""

    name: str
    value: str = ""
    required: bool = False
    short: str = ""
    choices: tuple[str, ...] = ()

    @property
    def usage(self) -> str:
        """The option as it is typed."""
        value = "|".join(self.choices) or self.value
        return " ".join(filter(None, (self.short or self.name, value)))


@dataclass(frozen=True, slots=True)
class Command:
    """One command: ``run`` is "module:function" in kpi.cli, ``takes`` what it is given.

    A name in ``takes`` that ends in … stands for one or more. Words that are left over belong to
    the option ``rest``, where a command has one.
    """

    name: str
    run: str
    takes: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()
    rest: str = ""

    @property
    def usage(self) -> str:
        """The command in one line, optional parts in brackets."""
        parts = [one.usage if one.required else f"[{one.usage}]" for one in self.options]
        return " ".join([self.name, *self.takes, *parts])


@dataclass(frozen=True, slots=True)
class Asked:
    """What was typed: the command, what it is given and its options, values as text."""

    command: Command
    given: tuple[str, ...] = ()
    options: Mapping[str, str] = field(default_factory=dict)

    def option(self, name: str) -> str | None:
        """Give an option's text; None when it was not typed."""
        return self.options.get(name)


PERIOD = Option("--period", "PERIOD")
THE_PERIOD = Option("--period", "PERIOD", required=True)
AREA = Option("--area", "ID")
BY = Option("--by", "WHO")
ANSWERS = Option("--answers", "FILE")
GRAIN = Option("--grain", "GRAIN", choices=("month", "quarter", "semester", "year"))
FORMAT = Option("--format", "FORMAT", required=True, choices=("docx", "pptx", "xlsx", "pdf", "csv"))
VERSION = Option("--version", "VERSION")
OUTPUT = Option("--output", "FILE", required=True, short="-o")
EVERYWHERE = (
    Option("--json"),
    Option("--language", "LANGUAGE", choices=("fi", "en")),
    Option("--debug"),
    Option("--help", short="-h"),
)
HELP = Command("help", "guide:guide")
COMMANDS = {
    one.name: one
    for one in (
        Command("check", "intake:check", ("FILE…",), (ANSWERS, Option("--annotate", "OUT"))),
        Command("publish", "intake:publish", ("FILE…",), (BY, Option("--reason", "TEXT"), ANSWERS)),
        Command("answers", "intake:answers"),
        Command("forget", "intake:forget", ("KEY",), (BY, Option("--reason", "TEXT"))),
        Command("uploads", "intake:uploads"),
        Command(
            "withdraw",
            "intake:withdraw",
            ("UPLOAD",),
            (Option("--reason", "TEXT", required=True), BY),
        ),
        Command("observations", "figures:observations", (), (PERIOD, AREA)),
        Command(
            "compare", "figures:compare", ("INDICATOR",), (THE_PERIOD, Option("--as-of", "INSTANT"))
        ),
        Command("series", "figures:series", ("INDICATOR",), (GRAIN,)),
        Command("revisions", "figures:revisions", ("INDICATOR",), (THE_PERIOD,)),
        Command("funding", "checking:funding", (), (THE_PERIOD,)),
        Command("completion", "plan:completion", (), (THE_PERIOD, AREA)),
        Command("coverage", "plan:coverage", (), (THE_PERIOD,)),
        Command("conflicts", "checking:conflicts"),
        Command("due", "due:due", (), (Option("--on", "DATE"),)),
        Command("catalogue", "store:catalogue"),
        Command(
            "template",
            "intake:template",
            (),
            (THE_PERIOD, OUTPUT),
        ),
        Command("export", "plan:export", (), (THE_PERIOD, FORMAT, VERSION, OUTPUT)),
        Command(
            "freeze", "plan:freeze", (), (THE_PERIOD, Option("--name", "TEXT", required=True), BY)
        ),
        Command("versions", "plan:versions"),
        Command(
            "share create",
            "sharing:create",
            (),
            (
                Option("--role", "ROLE", required=True, choices=("viewer", "editor", "admin")),
                Option("--days", "N"),
                VERSION,
                Option("--area", "ID…"),
                Option("--label", "TEXT"),
                BY,
            ),
            rest="--area",
        ),
        Command("share list", "sharing:listing"),
        Command("share revoke", "sharing:revoke", ("ID",), (BY,)),
        Command("audit", "sharing:audit"),
        Command(
            "hide-name",
            "sharing:hide_name",
            ("NAME",),
            (Option("--instead", "TEXT", required=True), BY),
        ),
        Command("rebuild", "store:rebuild"),
        Command("verify", "store:verify"),
        Command("serve", "serve:serve"),
        Command("demo", "serve:demo"),
        HELP,
    )
}


def understood(typed: Sequence[str]) -> Asked:
    """Understand what was typed; options may stand before or after the command.

    Raises:
        WrongUsage: says what is unknown, missing or too much, with the nearest names.
    """
    words, options = _sorted_out(typed)
    if words[:1] == [HELP.name]:
        words, options = words[1:], {**options, "--help": ""}
    if "--help" in options or not words:
        both = " ".join(words[:2])
        return Asked(HELP, (both,) if both in COMMANDS else tuple(words[:1]), options)
    command, given = _named(words)
    if command.rest and given and command.rest in options:
        options[command.rest] = " ".join([options[command.rest], *given])
        given = []
    asked = Asked(command, tuple(given), options)
    _fits(asked)
    return asked


def _named(words: Sequence[str]) -> tuple[Command, list[str]]:
    """Give the command that the first word or the first two name, and the other words.

    Raises:
        WrongUsage: there is no such command.
    """
    for count in (2, 1):
        command = COMMANDS.get(" ".join(words[:count]))
        if command is not None:
            return command, list(words[count:])
    family = [one for one in COMMANDS if one.startswith(f"{words[0]} ")]
    typed = " ".join(words[:2]) if family else words[0]
    near = ", ".join(family) or nearest(words[0], COMMANDS)
    raise WrongUsage(error("unknown-command", found=typed, nearest=near))


def _sorted_out(typed: Sequence[str]) -> tuple[list[str], dict[str, str]]:
    """Part words from options; after a lone ``--`` everything is a word."""
    words: list[str] = []
    options: dict[str, str] = {}
    left = list(typed)
    while left:
        one = left.pop(0)
        if one == "--":
            return [*words, *left], options
        if not one.startswith("-") or one == "-":
            words.append(one)
            continue
        name, mark, value = one.partition("=")
        known = _known_option(name)
        if mark and not known.value:
            raise WrongUsage(error("option-takes-nothing", found=one, name=known.name))
        if known.value and not mark:
            if not left or left[0].startswith("--"):
                raise WrongUsage(error("option-lacks-value", found=known.name, name=known.value))
            value = left.pop(0)
        _allowed(known, value)
        # Said twice, the last one holds; of areas every one does.
        before = options.get(known.name, "") if known.name == AREA.name else ""
        options[known.name] = f"{before} {value}".strip()
    return words, options


def _known_option(name: str) -> Option:
    known: dict[str, Option] = {}
    for one in (*EVERYWHERE, *(o for command in COMMANDS.values() for o in command.options)):
        known |= {one.name: one} | ({one.short: one} if one.short else {})
    if name not in known:
        raise WrongUsage(error("unknown-option", found=name, nearest=nearest(name, known)))
    return known[name]


def _allowed(option: Option, value: str) -> None:
    if option.choices and value not in option.choices:
        choices = ", ".join(option.choices)
        raise WrongUsage(
            error("option-not-allowed", found=value, name=option.name, nearest=choices)
        )


def _fits(asked: Asked) -> None:
    """Refuse what the command does not take, and the lack of what it needs."""
    command, given = asked.command, asked.given
    own = {one.name for one in (*EVERYWHERE, *command.options)}
    for name in asked.options:
        if name not in own:
            raise WrongUsage(
                error("option-elsewhere", found=name, name=command.name, usage=command.usage)
            )
    lacking = [*command.takes[len(given) :]]
    lacking += [o.name for o in command.options if o.required and o.name not in asked.options]
    if lacking:
        raise WrongUsage(
            error(
                "argument-missing", found=", ".join(lacking), name=command.name, usage=command.usage
            )
        )
    many = any(one.endswith("…") for one in command.takes)
    if len(given) > len(command.takes) and not many:
        extra = " ".join(given[len(command.takes) :])
        raise WrongUsage(
            error("argument-extra", found=extra, name=command.name, usage=command.usage)
        )


def nearest(text: str, known: Iterable[str], most: int = 3) -> str:
    """Give the names like a text, else those least unlike it, separated by commas."""
    by_fold = {one.casefold(): one for one in known}
    typed = text.casefold()
    close = difflib.get_close_matches(typed, by_fold, n=most, cutoff=0.6)
    close = close or difflib.get_close_matches(typed, by_fold, n=most, cutoff=0.0)
    return ", ".join(by_fold[one] for one in close)
