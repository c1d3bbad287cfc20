"""Clients that other people's generators make of our description answer, and answer what the API does."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest

from calculator.services import SERVICES
from tests.clients.asked import ASKED, Asking, everything

HERE = Path(__file__).parent
QUESTIONS = list(everything())
# Long enough for a slow connection to a package registry.
LONGEST = 600

GUIDE = (HERE.parent.parent / "docs/api_clients.md").read_text(encoding="utf-8")
# The program under each heading of the guide, and where it finds the server.
PROGRAM = r"^## .*?(\S+)\n(?:(?!^## )[\s\S])*?```(?:python|typescript)\n([\s\S]*?)```"
PRINTED = dict(re.findall(PROGRAM, GUIDE, re.MULTILINE))
SERVER_OF_THE_GUIDE = "http://127.0.0.1:8000"

pytestmark = [pytest.mark.clients, pytest.mark.slow]


@pytest.fixture(scope="module")
def description(server: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The description as the running server hands it out, in a file."""
    path = tmp_path_factory.mktemp("description") / "openapi.json"
    with urlopen(f"{server}/api/v1/schema?services={','.join(ASKED)}") as answer:
        path.write_bytes(answer.read())
    return path


@pytest.fixture(scope="module")
def plain_answers(server: str) -> list[Any]:
    """What the API answers to somebody who just asks."""
    return [each.plainly(server) for each in QUESTIONS]


def operations(description: Path) -> set[str]:
    """Every operation that is described, without the case and the signs that languages write names with."""
    paths = json.loads(description.read_text())["paths"]
    return {bare(each["operationId"]) for path in paths.values() for each in path.values()}


def bare(name: str) -> str:
    return name.replace("_", "").lower()


def run(*command: object, cwd: Path, stdin: str = "", variables: Mapping[str, str] | None = None) -> str:
    """What a command prints; when it fails, all that it said."""
    done = subprocess.run(
        [str(word) for word in command],
        cwd=cwd,
        env=variables,
        input=stdin,
        capture_output=True,
        text=True,
        timeout=LONGEST,
    )
    assert done.returncode == 0, f"{command}\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}"
    return done.stdout


def python_with(folder: Path, *requirements: Path) -> Path:
    """The Python of a new environment with what some files name."""
    run(sys.executable, "-m", "venv", folder, cwd=HERE)
    python = folder / "bin/python"
    files = [word for path in requirements for word in ("-r", path)]
    run(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *files, cwd=HERE)
    return python


def asked_with(python: Path, program: str, server: str, client: Path) -> list[Any]:
    """The answers that a generated client brings; the folder of the client is where Python finds it."""
    questions = json.dumps([each.as_json() for each in QUESTIONS])
    variables = {"PYTHONPATH": str(client), "PATH": str(python.parent)}
    answers = run(python, HERE / program, server, cwd=client, stdin=questions, variables=variables)
    return list(json.loads(answers))


def wrong(answers: list[Any], plain_answers: list[Any], questions: Sequence[Asking] = QUESTIONS) -> list[str]:
    """The questions to which a client brought something else than the API answers."""
    pairs = zip(questions, answers, plain_answers, strict=True)
    return [question.operation for question, answer, plain in pairs if answer != plain]


def printed(tool: str, server: str) -> str:
    """The program that the guide prints for a generator."""
    return str(PRINTED[tool]).replace(SERVER_OF_THE_GUIDE, server)


@pytest.fixture(scope="module")
def printed_answer(server: str) -> str:
    """What the programs of the guide ask."""
    with urlopen(f"{server}/api/v1/services/kinesis/estimate?records_per_second=5000&record_kb=2%20KB") as answer:
        return str(json.load(answer)["monthly_usd"])


def test_openapi_python_client(
    server: str, description: Path, plain_answers: list[Any], printed_answer: str, tmp_path: Path
) -> None:
    python = python_with(tmp_path / "tool", HERE / "openapi-python-client.txt")
    made, client = tmp_path / "client", tmp_path / "client/priced"
    made.mkdir()
    tool = (python.parent / "openapi-python-client", "generate", "--path", description, "--output-path", client)
    # A part of the description that it cannot use is a warning, and fails.
    run(*tool, "--meta", "none", "--fail-on-warning", cwd=made, variables={"PATH": str(python.parent)})
    modules = {bare(path.stem) for path in client.glob("api/*/*.py") if path.stem != "__init__"}
    assert operations(description) == modules
    assert wrong(asked_with(python, "ask_openapi_python_client.py", server, made), plain_answers) == []
    assert run(python, "-c", printed("openapi-python-client", server), cwd=made).strip() == printed_answer


def test_openapi_generator(
    server: str, description: Path, plain_answers: list[Any], printed_answer: str, tmp_path: Path
) -> None:
    python = python_with(tmp_path / "tool", HERE / "openapi-generator.txt")
    client = tmp_path / "client"
    options = ("-g", "python", "-i", description, "-o", client, "--package-name", "priced")
    run(python.parent / "openapi-generator-cli", "generate", *options, cwd=tmp_path)
    run(python, "-m", "pip", "install", "--quiet", "-r", client / "requirements.txt", cwd=tmp_path)
    assert wrong(asked_with(python, "ask_openapi_generator.py", server, client), plain_answers) == []
    assert run(python, "-c", printed("openapi-generator", server), cwd=client).strip() == printed_answer


def test_openapi_typescript_with_openapi_fetch(
    server: str, description: Path, plain_answers: list[Any], printed_answer: str, tmp_path: Path
) -> None:
    (tmp_path / "package.json").write_bytes((HERE / "package.json").read_bytes())
    run("npm", "install", "--no-audit", "--no-fund", cwd=tmp_path)
    run("npx", "openapi-typescript", description, "-o", "api.d.ts", cwd=tmp_path)
    (tmp_path / "ask.mts").write_text("\n".join(typescript_lines(server)))
    checked = ("--strict", "--target", "es2022", "--module", "nodenext")
    (tmp_path / "printed.mts").write_text(printed("openapi-fetch", server))
    run("npx", "tsc", *checked, "ask.mts", "printed.mts", cwd=tmp_path)
    assert wrong(json.loads(run("node", "ask.mjs", cwd=tmp_path)), plain_answers) == []
    assert run("node", "printed.mjs", cwd=tmp_path).strip() == printed_answer


def test_the_types_of_every_service_fit_its_example_and_answer(server: str, tmp_path: Path) -> None:
    """Types are made in seconds for all services together; the other generators take some for each."""
    questions = [Asking(key, "estimate", in_query) for key in SERVICES for in_query in (False, True)]
    with urlopen(f"{server}/api/v1/schema") as answer:
        (tmp_path / "openapi.json").write_bytes(answer.read())
    (tmp_path / "package.json").write_bytes((HERE / "package.json").read_bytes())
    run("npm", "install", "--no-audit", "--no-fund", cwd=tmp_path)
    run("npx", "openapi-typescript", "openapi.json", "-o", "api.d.ts", cwd=tmp_path)
    (tmp_path / "ask.mts").write_text("\n".join(typescript_lines(server, questions)))
    run("npx", "tsc", "--strict", "--target", "es2022", "--module", "nodenext", "ask.mts", cwd=tmp_path)
    answers = json.loads(run("node", "ask.mjs", cwd=tmp_path))
    assert wrong(answers, [each.plainly(server) for each in questions], questions) == []


def typescript_lines(server: str, questions: Sequence[Asking] = QUESTIONS) -> Iterator[str]:
    """A program that asks everything, each call written out, so that its types are checked."""
    yield 'import createClient from "openapi-fetch";'
    yield 'import type { paths, components } from "./api.js";'
    yield f'const client = createClient<paths>({{ baseUrl: "{server}/api/v1" }});'
    yield "type Shapes = components['schemas'];"
    yield "const answers: (Shapes['Estimate'] | Shapes['Comparison'] | Shapes['Sweep'])[] = [];"
    for question in questions:
        yield f"{{ const {{ data, error }} = await client.{typescript_call(question)};"
        yield "if (error) throw new Error(error.detail);"
        yield "answers.push(data); }"
    yield "console.log(JSON.stringify(answers));"


def typescript_call(question: Asking) -> str:
    address = f"/services/{question.service}/{question.verb}"
    if question.in_query:
        # In a query string everything is text, a yes or no as well.
        given = {name: in_query(value) for name, value in question.workload.items()}
        return f'GET("{address}", {{ params: {{ query: {json.dumps({**question.parameters, **given})} }} }})'
    asked = f"params: {{ query: {json.dumps(question.parameters)} }}, " if question.parameters else ""
    return f'POST("{address}", {{ {asked}body: {json.dumps(question.workload)} }})'


def in_query(value: object) -> object:
    return str(value).lower() if isinstance(value, bool) else value
