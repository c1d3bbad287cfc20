"""The commands of price lists as somebody at a terminal uses them."""

from datetime import date
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from bench.offer_endpoint import Published, write_endpoint
from bench.offer_files import write_offer
from bench.offer_lines import Changes
from calculator.application.questions import answer, ask

REGION = "eu-west-1"
FIRST, SECOND = date(2026, 10, 1), date(2026, 11, 1)
OFFERS = ("AmazonS3", "AmazonS3GlacierDeepArchive", "AWSDataTransfer", "AmazonEC2")
DOUBLED = Changes(factors={("storage", "STANDARD"): Decimal(2)})
TREBLED = Changes(factors={("storage", "STANDARD"): Decimal(3)})
USUAL = Decimal("0.023")


def ran(*words: str) -> str:
    """What a command that ends well prints."""
    out = StringIO()
    call_command(*words, stdout=out)
    return out.getvalue()


def refused(*words: str) -> str:
    """What a command that ends with 2 says on standard error."""
    err = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command(*words, stdout=StringIO(), stderr=err)
    assert ended.value.code == 2
    return err.getvalue()


def written(path: Path, changes: Changes = DOUBLED, day: date = SECOND) -> str:
    write_offer(path, "AmazonS3", [REGION], day, changes)
    return str(path)


def storage() -> Decimal:
    """What 1 GB in S3 Standard costs a month."""
    return Decimal(answer(ask("s3", {"storage_gb": 1, "region": REGION})).effective_monthly_usd)


def shelves(folder: Path) -> dict[str, bytes]:
    """The files and the indexes that lead to them, as AWS has them: S3 as of two days, the rest of it as of one."""
    published = (
        Published("AmazonS3", FIRST, (REGION,), DOUBLED),
        Published("AmazonS3", SECOND, (REGION,)),
        Published("AmazonS3GlacierDeepArchive", SECOND, (REGION,)),
    )
    write_endpoint(folder / "shelves", published)
    files = (path for path in (folder / "shelves").rglob("*") if path.is_file())
    return {f"/{path.relative_to(folder / 'shelves')}": path.read_bytes() for path in files}
