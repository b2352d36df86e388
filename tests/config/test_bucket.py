"""Files in a bucket: handed in, handed out and thrown away as on a disk, and by nobody but the views."""

import hashlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from directives import drafts
from directives.models import Attachment
from tests.servers import free_port

PDF = b"%PDF-1.7\n" + bytes(range(256)) * 8192  # two megabytes: more than is held in memory


@pytest.fixture
def attachment(world, bucket):
    row = Attachment(directive=world.directive(), uploaded_by=world.ha)
    row.fill(SimpleUploadedFile("Công văn 261.pdf", PDF))
    row.save()
    return row


def names(bucket) -> list[str]:
    return [kept.key for kept in bucket.objects.all()]


def test_a_file_in_the_bucket_comes_back_whole_whatever_part_is_asked_for(world, sign_in, bucket, attachment):
    assert names(bucket) == [attachment.file.name]
    assert (attachment.size, attachment.sha256) == (len(PDF), hashlib.sha256(PDF).hexdigest())
    for part in ("", "bytes=0-9", "bytes=9999999-", "bytes=5-1", "lines=1-2"):
        answer = sign_in(world.ha).get(f"/tep/{attachment.pk}/", headers={"Range": part})
        assert (answer.status_code, answer["Content-Length"]) == (200, str(len(PDF)))
        assert answer["Content-Type"] == "application/octet-stream"
        assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''C%C3%B4ng")
        assert b"".join(answer.streaming_content) == PDF


def test_nobody_is_given_an_address_of_the_bucket(world, sign_in, bucket, attachment):
    with pytest.raises(NotImplementedError):
        _ = attachment.file.url
    grants = [grant["Permission"] for grant in bucket.Object(attachment.file.name).Acl().grants]
    assert grants == ["FULL_CONTROL"]  # its owner's
    assert sign_in(world.bien).get(f"/tep/{attachment.pk}/").status_code == 404


def test_a_file_that_is_gone_from_the_bucket_is_not_found(world, sign_in, bucket, attachment):
    bucket.Object(attachment.file.name).delete()
    answer = sign_in(world.ha).get(f"/tep/{attachment.pk}/")
    assert answer.status_code == 404
    assert "Không tìm thấy" in answer.content.decode()


def test_a_store_that_is_away_is_a_matter_of_minutes(world, sign_in, settings, monkeypatch, attachment):
    with monkeypatch.context() as away:
        away.setenv("AWS_ENDPOINT_URL_S3", f"http://127.0.0.1:{free_port()}")
        settings.STORAGES = {**settings.STORAGES}  # another connection
        ha = sign_in(world.ha)
        ha.raise_request_exception = False
        answer = ha.get(f"/tep/{attachment.pk}/")
        assert (answer.status_code, answer["Retry-After"]) == (503, "30")
        assert ha.get(attachment.directive.get_absolute_url()).status_code == 200
    settings.STORAGES = {**settings.STORAGES}


def test_what_is_discarded_leaves_the_bucket(world, bucket, django_capture_on_commit_callbacks):
    draft = drafts.keep(world.ha, "phieu-1", {"subject": ["Về phòng, chống dịch"]})
    kept = drafts.keep_file(draft, SimpleUploadedFile("a.pdf", PDF))
    assert names(bucket) == [kept.file.name]
    with django_capture_on_commit_callbacks(execute=True):
        drafts.discard(world.ha, "phieu-1")
    assert names(bucket) == []
