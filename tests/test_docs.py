"""The documents say what is so: names, links and lists are complete, and every example runs as printed."""

import argparse
import json
import re
import shlex
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client

from calculator.services import SERVICES
from calculator.services.registry import MODULES
from calculator.services.service import Service

ROOT = Path(__file__).resolve().parent.parent
WRITTEN_ON = date(2026, 11, 21)  # the day whose prices the printed figures are
TEXTS = {
    str(path.relative_to(ROOT)): path.read_text(encoding="utf-8")
    for folder in (".", "docs", "docs/decisions", "pricing_data", "static/vendor")
    for path in sorted((ROOT / folder).glob("*.md"))
}
README, CONTRIBUTING, INDEX = TEXTS["README.md"], TEXTS["CONTRIBUTING.md"], TEXTS["docs/README.md"]
GLOSSARY = TEXTS["docs/glossary.md"]
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
PYTHON = {path: path.read_text(encoding="utf-8") for path in [*ROOT.glob("*.py"), *ROOT.glob("calculator/**/*.py")]}


def found(pattern: str, *, in_texts: dict[str, str] = TEXTS) -> list[tuple[str, str]]:
    """Every place where a document holds a pattern, as (document, what the pattern's group matched)."""
    return [(name, match) for name, text in in_texts.items() for match in re.findall(pattern, text, re.MULTILINE)]


# --- Names and links -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("document", "target"), found(r"\]\((?!https?:)([^)]+)\)"))
def test_a_link_leads_to_a_file_and_a_heading(document: str, target: str) -> None:
    path, _, anchor = target.partition("#")
    linked = ((ROOT / document).parent / path).resolve() if path else ROOT / document
    assert linked.exists()
    assert anchor in ("", *anchors(str(linked.relative_to(ROOT))))


def anchors(document: str) -> list[str]:
    headings = re.findall(r"^#+ (.+)$", TEXTS.get(document, ""), re.MULTILINE)
    return [re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings]


@pytest.mark.parametrize("image", sorted((ROOT / "docs/images").iterdir()), ids=lambda image: image.name)
def test_an_image_is_shown_and_small(image: Path) -> None:
    assert f"docs/images/{image.name}" in README
    assert image.stat().st_size < 250_000


@pytest.mark.parametrize(
    ("document", "path"), found(r"`((?:calculator|docs|pricing_data|static|templates|tests|\.ci)/[\w./-]*\w)`")
)
def test_a_path_that_is_named_is_there(document: str, path: str) -> None:
    folders = (ROOT, ROOT / "static")
    assert any((folder / path).exists() for folder in folders)


@pytest.mark.parametrize(("document", "verb"), found(r"(?:`|\$ )make ([a-z-]+)"))
def test_a_make_verb_that_is_named_exists(document: str, verb: str) -> None:
    assert verb in verbs()


@pytest.mark.parametrize("verb", sorted(re.findall(r"^([a-z-]+):.*## ", MAKEFILE, re.MULTILINE)))
def test_every_make_verb_is_explained(verb: str) -> None:
    assert verb == "help" or f"| `make {verb}` |" in CONTRIBUTING


def verbs() -> list[str]:
    return re.findall(r"^([a-z-]+):", MAKEFILE, re.MULTILINE)


def test_readme_lists_exactly_the_variables_that_configure_an_instance() -> None:
    listed = re.findall(r"^\| `([A-Z_]+)` \|", README, re.MULTILINE)
    read = {name for text in PYTHON.values() for name in re.findall(r'environment\.\w+\(\s*"([A-Z_]+)"', text)}
    assert sorted(listed) == sorted(read)


def test_every_other_variable_of_ours_is_explained_to_contributors() -> None:
    tests = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").glob("*.py"))
    assert set(re.findall(r"CALCULATOR_TEST_[A-Z]+", tests)) <= set(re.findall(r"CALCULATOR_[A-Z_]+", CONTRIBUTING))


def test_every_service_that_is_a_folder_can_be_listed() -> None:
    listed = StringIO()
    call_command("list_services", stdout=listed)
    for key in set(SERVICES) - set(MODULES):
        assert f"| `{key}` | {SERVICES[key].NAME} | {SERVICES[key].SUMMARY} " in listed.getvalue()


@pytest.mark.parametrize("service", [SERVICES[key] for key in MODULES], ids=MODULES)
def test_every_service_with_a_module_is_named(service: Service) -> None:
    assert f"| `{service.KEY}` | {service.NAME} |" in README
    assert service.NAME in TEXTS["CHANGELOG.md"]


def test_every_decision_is_listed_under_its_own_heading() -> None:
    decisions = [(name, text) for name, text in TEXTS.items() if name.startswith("docs/decisions/")]
    listed = re.findall(r"^(\d+)\. \[(.+)\]\((.+)\)$", INDEX, re.MULTILINE)
    assert [(f"docs/{path}", f"# {number}. {title}") for number, title, path in listed] == [
        (name, text.splitlines()[0]) for name, text in decisions
    ]
    assert [int(number) for number, _, _ in listed] == list(range(1, len(decisions) + 1))


@pytest.mark.parametrize("name", sorted(set(re.findall(r"`([A-Za-z_]+)`[^|]*\|$", GLOSSARY, re.MULTILINE))))
def test_a_name_in_the_glossary_is_used_in_the_code(name: str) -> None:
    assert any(re.search(rf"\b{name}", text) for text in PYTHON.values())


# --- Printed commands ------------------------------------------------------------------------------------


def printed_commands() -> list[tuple[str, str]]:
    """Each command of a console block with the lines printed under it."""
    blocks = [block for _, block in found(r"^```console\n((?:.*\n)*?)```$")]
    parts = [part.partition("\n") for block in blocks for part in block.removeprefix("$ ").split("\n$ ")]
    return [(command, output.strip()) for command, _, output in parts]


@pytest.mark.parametrize(("command", "printed"), printed_commands())
def test_a_command_prints_what_the_document_shows(
    command: str, printed: str, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("calculator.application.questions.today", lambda: WRITTEN_ON)
    shown = ".*".join(re.escape(part) for part in printed.split("…"))
    assert re.fullmatch(shown, run(command, client), re.DOTALL)


@pytest.mark.parametrize(("document", "row"), found(r"^\| `=(.+WEBSERVICE.+)\|$"))
def test_a_formula_fetches_what_the_table_shows(document: str, row: str, client: Client) -> None:
    address, shown = re.findall(r'"http://127\.0\.0\.1:8000([^"]+)".*\| (.+) ', row)[0]
    assert client.get(address).content.decode() == shown


def run(command: str, client: Client) -> str:
    """What a terminal would show; the server is the application itself."""
    program, _, then = command.partition(" | ")
    name, *words = shlex.split(program)
    lines = AFTERWARDS[then](PROGRAMS[name](words, client))
    return "\n".join(line.rstrip() for line in lines.strip().splitlines())


def curl(words: list[str], client: Client) -> str:
    options = argparse.ArgumentParser()
    options.add_argument("-s", action="store_true")
    options.add_argument("--json", default="")
    options.add_argument("url")
    given = options.parse_args(words)
    method = "POST" if given.json else "GET"
    address = given.url.removeprefix("http://127.0.0.1:8000")
    return client.generic(method, address, given.json, "application/json").content.decode()


def manage(words: list[str], client: Client) -> str:
    terminal = StringIO()
    with suppress(SystemExit):
        call_command(*words[1:], stdout=terminal, stderr=terminal, no_color=True)
    return terminal.getvalue()


PROGRAMS: dict[str, Callable[[list[str], Client], str]] = {"curl": curl, ".venv/bin/python": manage}
AFTERWARDS: dict[str, Callable[[str], str]] = {
    "": str,
    "python3 -m json.tool": lambda text: json.dumps(json.loads(text), indent=4),
}


@pytest.mark.parametrize("named", re.findall(r"`(tests/[\w/]+\.py::test_\w+)`", TEXTS["docs/security.md"]))
def test_a_test_that_is_named_exists(named: str) -> None:
    path, _, test = named.partition("::")
    assert re.search(rf"^def {test}\(", (ROOT / path).read_text(encoding="utf-8"), re.MULTILINE)
