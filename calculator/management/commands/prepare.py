"""`manage.py prepare`: what a start needs, the database's tables and the static files; one program at a time."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection

LOCK, STAMP = ".prepare.lock", ".static-collected"
# Any number will do, as long as nothing else of ours locks it.
ADVISORY_KEY = 20_261_129


class Command(BaseCommand):
    """Prepares a start; two at once in one folder, or on one database, wait for each other."""

    help = "Bring the database's tables and the static files up to date, one program at a time."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        """Migrate, and collect the static files where they have changed."""
        folder = Path(settings.VAR)
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / LOCK).open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            with alone_on_the_database():
                call_command("migrate", interactive=False, verbosity=0)
            collect(folder / STAMP)


@contextmanager
def alone_on_the_database() -> Iterator[None]:
    """A block that one program at a time is in, also of other machines on one PostgreSQL."""
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [ADVISORY_KEY])
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [ADVISORY_KEY])


def collect(stamp: Path) -> None:
    """Collect the static files, unless just these have been collected: a server may be serving them."""
    wanted = fingerprint()
    if Path(settings.STATIC_ROOT).is_dir() and stamp.is_file() and stamp.read_text(encoding="ascii") == wanted:
        return
    stamp.unlink(missing_ok=True)
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(wanted, encoding="ascii")


def fingerprint() -> str:
    """What follows from every static file and from what makes the served ones of it."""
    digest = sha256(f"{django.__version__} {settings.STORAGES} {settings.STATIC_URL}".encode())
    for finder in get_finders():
        for path, storage in sorted(finder.list([]), key=lambda found: str(found[0])):
            digest.update(str(path).encode() + sha256(Path(storage.path(path)).read_bytes()).digest())
    return digest.hexdigest()
