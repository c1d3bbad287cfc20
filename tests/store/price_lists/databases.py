"""A database of its own for programs that a test starts: SQLite in a folder, or one on the server of DATABASE_URL."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import psycopg
from psycopg import sql

from tests.serving import PROJECT, server_environment

SERVER = os.environ.get("DATABASE_URL", "")
IS_POSTGRES = SERVER.startswith("postgres")


@contextmanager
def own_database(folder: Path) -> Iterator[dict[str, str]]:
    """The environment of a program that has an empty, migrated database to itself."""
    with fresh_database(folder) as environment:
        run([sys.executable, "manage.py", "migrate", "--no-input", "--verbosity", "0"], environment)
        yield environment


@contextmanager
def fresh_database(folder: Path) -> Iterator[dict[str, str]]:
    """The environment of a program whose database has not even tables."""
    with _on_server() if IS_POSTGRES else _in_folder() as variables:
        yield server_environment(folder) | variables


def run(command: list[str], environment: Mapping[str, str], **options: object) -> subprocess.CompletedProcess[str]:
    """A program in the project's folder, to its end, which must be a good one."""
    ran = finished(command, environment, **options)
    assert ran.returncode == 0, ran.stderr
    return ran


def finished(command: list[str], environment: Mapping[str, str], **options: object) -> subprocess.CompletedProcess[str]:
    """A program in the project's folder, to its end, whatever that is."""
    return subprocess.run(  # type: ignore[call-overload, no-any-return]
        command, cwd=PROJECT, env=environment, capture_output=True, text=True, check=False, **options
    )


@contextmanager
def _in_folder() -> Iterator[dict[str, str]]:
    yield {}


@contextmanager
def _on_server() -> Iterator[dict[str, str]]:
    name = f"calculator_trial_{uuid4().hex[:12]}"
    with psycopg.connect(SERVER, autocommit=True) as server:
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            yield {"DATABASE_URL": urlunsplit(urlsplit(SERVER)._replace(path=f"/{name}"))}
        finally:
            server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
