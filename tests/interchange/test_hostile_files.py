"""Files made to hang, to fill the memory or to leak: a sentence in a moment, and nothing of a secret anywhere."""

import json
import logging
import time
import tracemalloc
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client

from calculator.core.errors import CalculatorError
from calculator.interchange.asked import MOST_OVER_HTTP, Asked
from calculator.interchange.read_file import import_file, is_foreign
from calculator.interchange.usage_file import is_usage, read_usage_file
from tests.interchange.exports import csv_export, line
from tests.interchange.plans import plan
from tests.interchange.whole_files import SECRET, VERSIONS, WHOLE_TEMPLATE, whole_plan
from tests.questions import CATALOGUE, TODAY

# Enough that what grows with the square of the size takes minutes.
MANY = 60_000
# Objects of a file of a megabyte, which is the most that is sent over HTTP.
OBJECTS = 6_000
# Of the processor, so that a busy machine changes nothing; most take a tenth, and the readers are asked one by one.
SECONDS, MEGABYTES = 1, 80
ROW = "a,US East (Ohio),Amazon EKS,0,73,876,USD,"
SIZED = "Resources: {{V: {{Type: AWS::EC2::Volume, Properties: {{Size: {}}}}}}}"
ONE = {"address": "aws_eip.a", "mode": "managed", "type": "aws_eip", "name": "a", "change": {"actions": ["create"]}}
LOOP = """
Resources:
  Fn::ForEach::A:
    - N
    - [VALUES]
    - V${N}: {Type: AWS::EC2::EIP}
"""
FILES = {
    "lines without anything": "\n" * MANY,
    "blanks and tabs": "\t \n" * MANY,
    "marks between nothing": "," * MANY,
    "quotes": '"' * MANY,
    "a text that nothing ends": '{"' + '\\"' * MANY,
    "texts that nothing ends": "{" + '"a' * MANY,
    "an export of one endless cell": f'{ROW}x\n"{"y" * 10 * MANY}"\n',
    "an export of one endless value": f'{ROW}"Number ({"9" * MANY})"\n',
    "an export of brackets": f'{ROW}"{"(" * MANY}{")" * MANY}"\n',
    "an export of names within": f'{ROW}"Number ({"a:b," * MANY})"\n',
    "an export of figures": "0,0,0,USD," * MANY + "\n",
    "an export of many lines": f"{ROW}Number of EKS Clusters (1)\n" * MANY,
    "an export of many groups": json.dumps(
        {"Total Cost": {}, "Groups": {str(at): {"Services": [{}]} for at in range(OBJECTS)}}
    ),
    "groups within groups": '{"Total Cost":{},"Groups":' + '{"Groups":' * 100 + "{}" + "}" * 101,
    "a plan of many resources": plan(*[ONE] * OBJECTS),
    "a state of many resources": json.dumps(
        {"format_version": "1.0", "values": {"root_module": {"resources": [{**ONE, "values": {}}] * OBJECTS}}}
    ),
    "places that nothing ends": SIZED.format('!Sub "' + "${" * MANY + '"'),
    "places": SIZED.format('!Sub "' + "${A}" * MANY + '"'),
    "a loop over much": LOOP.replace("VALUES", ",".join(map(str, range(9000)))),
    "a usage file of much": "resource_usage:\n" + "".join(f"  a{at}: {{x: 1}}\n" for at in range(OBJECTS)),
    "a usage file of very much": "resource_usage:\n" + "".join(f"  a{at}: {{x: 1}}\n" for at in range(4 * OBJECTS)),
    "a usage file of one endless entry": "resource_usage:\n  a:\n" + "".join(f"    a{at}: 1\n" for at in range(MANY)),
    "a breakdown without bounds": '{"projects":[{"breakdown":{"resources":[{"name":"a","costComponents":[{"name":"x",'
    '"unit":"9999999999999M y","monthlyQuantity":"1e999999999","usageBased":true}]}]}}]}',
    "half a plan": json.dumps(whole_plan("1.2"))[:2000],
    "half a template": WHOLE_TEMPLATE[:900],
    "keys twice": "{" + '"format_version": "1.2",' * MANY + '"a": 1}',
    "wrong types": '{"format_version": [], "resource_changes": {"a": 1}, "planned_values": 7, "configuration": "x"}',
}


ASKED = Asked("us-east-1", most_resources=MOST_OVER_HTTP)


@pytest.mark.slow
@pytest.mark.series(6, 30)
@pytest.mark.parametrize("text", FILES.values(), ids=FILES)
def test_what_is_made_to_hang_ends_in_a_moment_with_a_sentence_or_an_answer(text: str) -> None:
    import_file(SIZED.format("1"), ASKED, CATALOGUE, TODAY)
    begun = time.process_time()
    told = [*_told(text)]
    taken = time.process_time() - begun
    assert all(0 < len(each) < 500 for each in told)
    assert taken < SECONDS


@pytest.mark.slow
@pytest.mark.parametrize("name", ["a plan of many resources", "an export of many lines", "a usage file of much"])
def test_what_is_made_to_fill_the_memory_does_not(name: str) -> None:
    text = FILES[name][: 1024 * 1024]
    import_file(SIZED.format("1"), ASKED, CATALOGUE, TODAY)
    tracemalloc.start()
    assert [*_told(text)]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < MEGABYTES * 1024**2


def _told(text: str) -> Iterator[str]:
    """The sentences that each reader says to a text, if any."""
    is_foreign(text)
    is_usage(text)
    for read in (lambda: import_file(text, ASKED, CATALOGUE, TODAY), lambda: read_usage_file(text)):
        try:
            read()
        except CalculatorError as error:
            yield error.detail


SECRET_FILES = {
    **{f"a plan of format {version}": json.dumps(whole_plan(version)) for version in VERSIONS},
    "a template": WHOLE_TEMPLATE,
    "half a plan": json.dumps(whole_plan("1.2"))[:-500],
    "a template that breaks": WHOLE_TEMPLATE + "  - x",
    "a template with a key twice": WHOLE_TEMPLATE + "Outputs: {}",
    "an export with a link": csv_export(line("a", "Amazon EKS", "73", "Number of EKS Clusters (1)")) + f"{SECRET}\n",
}


@pytest.mark.django_db
@pytest.mark.series(2, 8)
@pytest.mark.parametrize("text", SECRET_FILES.values(), ids=SECRET_FILES)
def test_secrets_are_in_no_answer_log_export_or_table_of_the_database(
    client: Client, text: str, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str], tmp_path: Any
) -> None:
    caplog.set_level(logging.DEBUG)
    file = SimpleUploadedFile("file", text.encode())
    page = client.post(
        "/estimates/new", {"title": "", "file": file, "file_region": "us-east-1", "tags": "team"}, follow=True
    )
    seen = [page.content.decode(), *_exports(client, page.content.decode())]
    for kind in ("application/octet-stream", "application/json"):
        for form in ("", "&format=csv"):
            answer = client.post(f"/api/v1/estimates/import?region=us-east-1&tags=team{form}", text, content_type=kind)
            seen.append(answer.content.decode())
    path = tmp_path / "file"
    path.write_text(text, encoding="utf-8")
    for form in ("table", "json", "markdown"):
        try:
            call_command("estimate_file", str(path), "--region", "us-east-1", "--format", form)
        except SystemExit as end:
            seen.append(str(end))
    call_command("dumpdata", "calculator", output=str(tmp_path / "dump"))
    seen += [*capsys.readouterr(), caplog.text, (tmp_path / "dump").read_text(encoding="utf-8")]
    assert [at for at, each in enumerate(seen) if SECRET in each] == []


def _exports(client: Client, page: str) -> Iterator[str]:
    """Everything that the estimate of a page can be taken away as."""
    address = page.partition('class="button go" href="')[2].partition('"')[0]
    if address:
        yield client.get(address).content.decode()
        for ending in ("json", "csv"):
            answer = client.get(f"{address}estimate.{ending}")
            assert answer.status_code == 200
            yield answer.content.decode()
        yield client.get(f"{address}evidence/").content.decode()
