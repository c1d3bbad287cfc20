"""A real LibreOffice without a screen, with its own profile and locale, whose cells a test can fill and read.

What it takes for WEBSERVICE to work headless:
- A formula typed into a new workbook asks at once; no permission is needed. Not so in a workbook opened from
  a file: its links are off, and a recalculated WEBSERVICE shows error 540, until a person allows updating.
  Without a screen that takes a folder named in Security/Scripting/SecureURL and loading with UpdateDocMode
  FULL_UPDATE (3); the setting Calc/Content/Update/Link alone changes nothing.
- A workbook asks for each distinct address once; recalculating, even hard, does not ask again. Hence a new
  workbook for every question.
- The language of messages and function names is UILocale (it needs the language pack); decimal sign and dates
  follow ooSetupSystemLocale. Setup's ooLocale changes neither.
- The proxy of the environment would be asked even for 127.0.0.1: the profile switches proxies off.

The virtual environment has no `uno`, the system's Python has: uno_cells.py is run by that one.
"""

import json
import os
import select
import signal
import subprocess
import time
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, TypeAlias

from tests.system_packages import SYSTEM_PYTHON

UNO_CELLS = Path(__file__).with_name("uno_cells.py")

SECONDS_TO_START = 60
SECONDS_TO_ANSWER = 30
SECONDS_FOR_A_FILE = 120
SECONDS_BETWEEN_LOOKS = 0.5
SECONDS_TO_END = 10
LOG_LINES_IN_A_MESSAGE = 20

PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
{items}
</oor:items>
"""
SETTING = """<item oor:path="/org.openoffice.{path}">
<prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>"""


# A number, a text or formula in English, or {"local": formula} as it is typed in the office's own language.
Content: TypeAlias = str | float | dict[str, str]


class LibreOfficeError(Exception):
    """LibreOffice did not start, or stopped answering."""


@dataclass(frozen=True)
class OfficeLocale:
    """A country's office: what it is called in settings, and how it writes numbers and errors."""

    code: str
    language: str
    decimal_sign: str
    value_error: str


ENGLISH = OfficeLocale(code="en-US", language="en-US", decimal_sign=".", value_error="#VALUE!")
GERMAN = OfficeLocale(code="de-DE", language="de", decimal_sign=",", value_error="#WERT!")


@dataclass(frozen=True)
class Cell:
    """What a formula cell shows. `number` is None for text; `error` is LibreOffice's number, 0 for none."""

    text: str
    number: float | None
    error: int


class LibreOffice:
    """A running office: type formulas, read what the cells show."""

    def __init__(
        self, locale: OfficeLocale, program: subprocess.Popen[str], hand: subprocess.Popen[str], log: Path
    ) -> None:
        self.locale = locale
        self._program = program
        self._hand = hand
        self._log = log

    def cell(self, formula: str) -> Cell:
        """What one formula shows in a sheet of its own."""
        return self.steps({"A1": formula})[0]["A1"]

    def steps(self, *steps: dict[str, Content]) -> list[dict[str, Cell]]:
        """Type {address: content} step by step into one new sheet; the formula cells after each step."""
        return self._ask(steps)

    def file(
        self, path: Path, *steps: Mapping[str, str | float], read: Sequence[str], saved: Path | None = None
    ) -> list[dict[str, Cell]]:
        """Type {`Sheet.A1`: content} step by step into the workbook of a file; the cells to read after each step."""
        save = saved.as_uri() if saved else ""
        return self._ask({"file": path.as_uri(), "steps": steps, "read": read, "save": save}, SECONDS_FOR_A_FILE)

    def _ask(self, asked: object, seconds: float = SECONDS_TO_ANSWER) -> list[dict[str, Cell]]:
        try:
            _pipe(self._hand.stdin).write(json.dumps(asked) + "\n")
            _pipe(self._hand.stdin).flush()
        except BrokenPipeError:
            raise LibreOfficeError(f"The connection to LibreOffice broke before. {self._log_end()}") from None
        return [{address: Cell(**shown) for address, shown in seen.items()} for seen in self.answer(seconds)]

    def answer(self, seconds: float) -> Any:
        """The next line the hand prints; an error, with the end of the log, if none will come."""
        stdout = _pipe(self._hand.stdout)
        deadline = time.monotonic() + seconds
        while not select.select([stdout], [], [], SECONDS_BETWEEN_LOOKS)[0]:
            if self._program.poll() is not None:
                raise LibreOfficeError(f"LibreOffice ended by itself. {self._log_end()}")
            if time.monotonic() > deadline:
                self._hand.kill()  # its late answer would be taken for that to the next question
                raise LibreOfficeError(f"LibreOffice gave no answer within {seconds} s. {self._log_end()}")
        line = stdout.readline()
        if not line:
            raise LibreOfficeError(f"The connection to LibreOffice broke. {self._log_end()}")
        return json.loads(line)

    def _log_end(self) -> str:
        lines = self._log.read_text(errors="replace").splitlines()[-LOG_LINES_IN_A_MESSAGE:]
        return "\n".join(["Its log ends:", *lines])


@contextmanager
def running_office(locale: OfficeLocale, folder: Path) -> Iterator[LibreOffice]:
    """An office with a fresh profile in `folder`, ready for formulas; ended, whatever happens, on leaving."""
    write_profile(locale, folder)
    log = folder / "office.log"
    pipe = f"cells-{uuid.uuid4().hex}"
    with ExitStack() as stack:
        errors = stack.enter_context(log.open("w"))
        program = _start_program(folder, pipe, errors)
        stack.callback(_end, program)
        hand = _start_hand(pipe, errors)
        stack.callback(_end, hand)
        office = LibreOffice(locale, program, hand, log)
        office.answer(SECONDS_TO_START)
        yield office


def write_profile(locale: OfficeLocale, folder: Path) -> None:
    """The settings of an office that has never been started."""
    settings = [
        ("Office.Linguistic/General", "UILocale", locale.language),
        ("Setup/L10N", "ooSetupSystemLocale", locale.code),
        ("Inet/Settings", "ooInetProxyType", "0"),
    ]
    items = "\n".join(SETTING.format(path=path, name=name, value=value) for path, name, value in settings)
    user = folder / "profile" / "user"
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(PROFILE.format(items=items))


def _start_program(folder: Path, pipe: str, errors: IO[str]) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [
            "soffice",
            "--headless",
            "--norestore",
            "--nologo",
            "--nodefault",
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            f"--accept=pipe,name={pipe};urp;",
        ],
        stdin=subprocess.DEVNULL,
        stdout=errors,
        stderr=errors,
        text=True,
        start_new_session=True,
    )


def _start_hand(pipe: str, errors: IO[str]) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [SYSTEM_PYTHON, str(UNO_CELLS), pipe, str(SECONDS_TO_START)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=errors,
        text=True,
        start_new_session=True,
    )


def _end(process: subprocess.Popen[str]) -> None:
    """Let a process end by itself, or kill it. The hand ends with its input, and takes the office along."""
    if process.stdin is not None:
        with suppress(BrokenPipeError):
            process.stdin.close()
    try:
        process.wait(SECONDS_TO_END)
    except subprocess.TimeoutExpired:
        # `soffice` is a script around the real program: its whole group goes.
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    if process.stdout is not None:
        process.stdout.close()


def _pipe(stream: IO[str] | None) -> IO[str]:
    """A stream that was asked for, so it is there."""
    assert stream is not None
    return stream
