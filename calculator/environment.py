"""Configuration from environment variables. A bad value is told in one sentence that names the variable."""

import fcntl
import os
import re
import secrets
from pathlib import Path
from typing import Any

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

YES = frozenset({"1", "true", "yes", "on"})
NO = frozenset({"0", "false", "no", "off", ""})

DATABASE_SCHEMES = ("sqlite", "postgres", "postgresql")
RATE = re.compile(r"([1-9][0-9]{0,8})/(second|minute|hour|day)")
SECONDS = {"second": 1, "minute": 60, "hour": 3600, "day": 86_400}


class BadVariable(ImproperlyConfigured):
    """An environment variable holds something it must not."""


def text(name: str, default: str = "") -> str:
    """The variable without surrounding blanks; unset and empty are the same."""
    return os.environ.get(name, "").strip() or default


def flag(name: str, *, default: bool) -> bool:
    """A switch: 1, true, yes, on, or 0, false, no, off."""
    value = os.environ.get(name, str(default)).strip().lower()
    if value in YES | NO:
        return value in YES
    raise BadVariable(f"{name} must be 1 (on) or 0 (off), not {value!r}.")


def words(name: str, default: str = "") -> list[str]:
    """A list separated by commas."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def whole_number(name: str, *, default: int, at_least: int, at_most: int) -> int:
    """A number within bounds that are told when it is outside them."""
    value = text(name, str(default))
    if re.fullmatch(r"[0-9]{1,9}", value) and at_least <= int(value) <= at_most:
        return int(value)
    raise BadVariable(f"{name} must be a whole number from {at_least} to {at_most}, not {value!r}.")


def choice(name: str, *, default: str, among: tuple[str, ...]) -> str:
    """One word of a closed list, in any case."""
    value = text(name, default).upper()
    if value in among:
        return value
    raise BadVariable(f"{name} must be one of {', '.join(among)}, not {value!r}.")


def rate(name: str, *, default: str) -> tuple[int, int] | None:
    """How many in how many seconds, from words such as 600/minute; None where it is switched off."""
    value = text(name, default)
    if value.lower() in NO:
        return None
    found = RATE.fullmatch(value)
    if found is None:
        raise BadVariable(f"{name} must look like 600/minute (or second, hour, day), or be 0 for none, not {value!r}.")
    return int(found[1]), SECONDS[found[2]]


def database(name: str, *, default: Path) -> dict[str, Any]:
    """Django's description of the database that a URL names; SQLite in the default file when unset."""
    url = text(name) or f"sqlite:///{default}"
    try:
        if url.split(":", 1)[0] not in DATABASE_SCHEMES:
            raise ValueError(url)
        return dict(dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True))
    except ValueError:
        # The value may hold a password, so it is not repeated.
        raise BadVariable(
            f"{name} must be a URL such as postgres://user:password@host:5432/calculator or sqlite:////path/to/file."
        ) from None


def secret(name: str, *, kept_in: Path) -> str:
    """The variable, or else a secret made once and kept in a file that only its owner reads."""
    try:
        return text(name) or kept_secret(kept_in)
    except OSError as error:
        raise BadVariable(f"{name} is not set, and no secret could be kept in {kept_in} ({error.strerror}).") from error


def kept_secret(path: Path) -> str:
    if path.is_file() and (secret := path.read_text(encoding="ascii").strip()):
        return secret
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    with os.fdopen(descriptor, "r+", encoding="ascii") as file:
        # Several processes may start at once: the first writes, the others wait and read the same.
        fcntl.flock(file, fcntl.LOCK_EX)
        secret = file.read().strip()
        if not secret:
            secret = secrets.token_urlsafe(50)
            file.write(secret)
    return secret
