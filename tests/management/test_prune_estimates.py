"""`manage.py prune_estimates`: what nobody has opened goes, all else stays."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from calculator.models import EstimateImport, EstimateShare, EstimateVersion, StoredEstimate

pytestmark = pytest.mark.django_db


def pruned(days: int) -> str:
    out = StringIO()
    call_command("prune_estimates", "--days", str(days), stdout=out)
    return out.getvalue().strip()


def test_an_estimate_goes_with_its_versions_and_links_when_nobody_opened_it(client: Client) -> None:
    old, new = (client.post("/estimates/add", {"service": "sqs", "into": ""})["Location"] for _ in range(2))
    client.post(f"{old}share", {})
    StoredEstimate.objects.filter(pk=old.split("/")[2]).update(opened_at=timezone.now() - timedelta(days=40))
    assert pruned(41) == "Dropped 0 estimates."
    assert pruned(30) == "Dropped 1 estimate."
    assert EstimateShare.objects.count() == 0
    assert [each.estimate.pk for each in EstimateVersion.objects.all()] == [new.split("/")[2]]
    assert client.get(old).status_code == 404


def test_the_account_of_an_imported_estimate_goes_with_it(client: Client) -> None:
    template = b"Resources: {V: {Type: AWS::EC2::Volume, Properties: {Size: 100, VolumeType: gp3}}}"
    sent = {"title": "", "file": SimpleUploadedFile("a.yaml", template), "file_region": "us-east-1"}
    assert client.post("/estimates/new", sent).status_code == 303
    assert EstimateImport.objects.count() == 1
    StoredEstimate.objects.update(opened_at=timezone.now() - timedelta(days=40))
    assert pruned(30) == "Dropped 1 estimate."
    assert EstimateImport.objects.count() == 0


def test_no_days_are_refused() -> None:
    with pytest.raises(SystemExit):
        pruned(0)
