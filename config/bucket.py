"""Where do the office's files lie when several machines share them? In a private bucket of an S3-compatible store."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from botocore.config import Config
from botocore.exceptions import BotoCoreError
from storages.backends.s3 import S3Storage

OWN_STORE = ("AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL")  # boto3's names for a store that is not Amazon's


class PrivateBucket(S3Storage):
    """Files that only the program reads and hands out. Address, region and key are named in the environment as boto3 wants
    them."""

    def get_default_settings(self) -> dict:
        own = any(os.environ.get(name) for name in OWN_STORE)
        # a store that is away must not hold a web process for minutes; one of our own has no name for each bucket
        patience = Config(
            connect_timeout=3,
            read_timeout=20,
            retries={"total_max_attempts": 2, "mode": "standard"},
            signature_version="s3v4",
            s3={"addressing_style": "path" if own else "auto"},
        )
        return super().get_default_settings() | {
            "client_config": patience,
            "default_acl": None,  # as the bucket is, private
            "file_overwrite": False,
            "max_memory_size": 1024 * 1024,  # what is larger is read by way of a temporary file
        }

    def _open(self, name, mode="rb"):
        with reachable():
            file = super()._open(name, mode)
            file.open()  # fetched here and now: while it is being handed out it is too late to say that it cannot be had
            return file

    def _save(self, name, content):
        with reachable():
            return super()._save(name, content)

    def exists(self, name) -> bool:
        with reachable():
            return super().exists(name)

    def url(self, *args, **kwargs) -> str:
        raise NotImplementedError("A file has no address of its own: a view hands it out, to whom it may.")


@contextmanager
def reachable() -> Iterator[None]:
    """A store that is away is a matter of minutes, as a database is: config.errors answers 503."""
    try:
        yield
    except BotoCoreError as away:
        raise ConnectionError("the store of files does not answer") from away
