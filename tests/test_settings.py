"""The settings: safe when nothing is set, and one sentence when something is set wrongly."""

import runpy
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from calculator.environment import BadVariable, kept_secret

SETTINGS = Path(__file__).parent.parent / "calculator" / "settings.py"
VARIABLES = (
    "CALCULATOR_ALLOWED_HOSTS",
    "CALCULATOR_DEBUG",
    "CALCULATOR_HTTPS",
    "CALCULATOR_LOG_LEVEL",
    "CALCULATOR_METRICS",
    "CALCULATOR_MOST_ESTIMATES",
    "CALCULATOR_SECRET_KEY",
    "CALCULATOR_THROTTLE",
    "CALCULATOR_TRUSTED_PROXY",
    "DATABASE_URL",
)


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("CALCULATOR_VAR", str(tmp_path))


def read_settings() -> dict[str, Any]:
    return runpy.run_path(str(SETTINGS))


def test_nothing_set_is_safe(tmp_path: Path) -> None:
    settings = read_settings()
    assert settings["DEBUG"] is False
    assert settings["ALLOWED_HOSTS"] == ["localhost", "127.0.0.1", "[::1]"]
    assert settings["DATABASES"]["default"]["NAME"] == str(tmp_path / "calculator.sqlite3")
    assert "journal_mode = WAL" in settings["DATABASES"]["default"]["OPTIONS"]["init_command"]
    assert settings["THROTTLE"] == (6000, 60)
    assert settings["SECURE_SSL_REDIRECT"] is False


def test_the_policy_allows_nothing_inline_and_nothing_from_elsewhere() -> None:
    directives = read_settings()["CONTENT_SECURITY_POLICY"]["DIRECTIVES"]
    sources = {source for value in directives.values() if isinstance(value, list) for source in value}
    assert sources == {"'self'", "'none'", "data:"}
    assert directives["script-src"] == directives["style-src"] == ["'self'"]


def test_https_redirects_and_is_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CALCULATOR_HTTPS", "on")
    settings = read_settings()
    assert settings["SECURE_SSL_REDIRECT"] is True
    assert settings["SECURE_HSTS_SECONDS"] > 0
    assert settings["CONTENT_SECURITY_POLICY"]["DIRECTIVES"]["upgrade-insecure-requests"] is True


def test_the_secret_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    first = read_settings()["SECRET_KEY"]
    assert len(first) >= 50
    assert read_settings()["SECRET_KEY"] == first
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600


def test_processes_that_start_together_share_one_secret(tmp_path: Path) -> None:
    with ThreadPoolExecutor(16) as pool:
        secrets = set(pool.map(kept_secret, [tmp_path / "new" / "secret_key"] * 64))
    assert len(secrets) == 1


def test_a_given_secret_is_not_written_down(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CALCULATOR_SECRET_KEY", "given")
    assert read_settings()["SECRET_KEY"] == "given"
    assert not (tmp_path / "secret_key").exists()


def test_postgresql_by_url(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://someone:hushhush@db.example:5433/costs")
    database = read_settings()["DATABASES"]["default"]
    assert database["ENGINE"] == "calculator.store.postgresql"
    assert (database["USER"], database["HOST"], database["PORT"], database["NAME"]) == (
        "someone",
        "db.example",
        5433,
        "costs",
    )


@pytest.mark.parametrize(
    ("said", "rate"), [("600/minute", (600, 60)), ("1/day", (1, 86_400)), ("0", None), ("off", None), ("", (6000, 60))]
)
def test_a_throttle_is_set_by_its_rate(
    monkeypatch: pytest.MonkeyPatch, said: str, rate: tuple[int, int] | None
) -> None:
    monkeypatch.setenv("CALCULATOR_THROTTLE", said)
    assert read_settings()["THROTTLE"] == rate


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("CALCULATOR_DEBUG", "maybe"),
        ("CALCULATOR_HTTPS", "2"),
        ("CALCULATOR_LOG_LEVEL", "loud"),
        ("CALCULATOR_METRICS", "some"),
        ("CALCULATOR_THROTTLE", "often"),
        ("CALCULATOR_THROTTLE", "0/minute"),
        ("DATABASE_URL", "mysql://someone:hushhush@db.example/costs"),
        ("DATABASE_URL", "postgres://someone:hushhush@db.example:port/costs"),
        ("DATABASE_URL", "costs.sqlite3"),
    ],
)
def test_a_bad_value_is_one_sentence_that_names_the_variable(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(BadVariable, match=f"^{name} must [^\n]*\\.$") as caught:
        read_settings()
    assert "hushhush" not in str(caught.value)


def test_a_secret_that_cannot_be_kept_is_one_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("CALCULATOR_VAR", str(tmp_path / "file" / "var"))
    with pytest.raises(BadVariable, match=r"^CALCULATOR_SECRET_KEY is not set, and no secret could be kept"):
        read_settings()
