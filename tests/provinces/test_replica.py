"""A read replica counts for the dashboard, and for nothing else; without one nothing changes."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connections, router, transaction
from django.test.utils import CaptureQueriesContext

from assignments.models import Assignment
from directives.models import Directive
from provinces.models import Entry, Post
from provinces.replica import reading_from_replica

SWITCHED = """
from config import settings
print(sorted(settings.DATABASES), getattr(settings, "DATABASE_ROUTERS", []))
"""


@pytest.fixture(scope="module", autouse=True)
def _mirror(django_db_setup):
    """A second connection by that name to the same database, as Django makes it for a mirror in tests."""
    same = connections["default"].settings_dict
    connections.settings["replica"] = {**same, "TEST": {**same["TEST"], "MIRROR": "default"}}
    yield
    del connections.settings["replica"]


@pytest.fixture
def replica(committing, settings):
    settings.DATABASE_ROUTERS = ["provinces.replica.Router"]
    yield connections["replica"]
    connections["replica"].close()
    if connections["replica"].vendor == "postgresql":
        connections["replica"].close_pool()
    del connections["replica"]


both = pytest.mark.django_db(transaction=True, databases=["default", "replica"])


def asked(connection, client, address: str) -> str:
    with CaptureQueriesContext(connection) as found:
        assert client.get(address).status_code == 200
    return " ".join(query["sql"] for query in found)


@both
def test_the_dashboard_counts_on_the_replica_and_asks_the_primary_who_may_see_it(world, sign_in, replica):
    world.assignment()
    ha = sign_in(world.ha)
    primary = connections["default"]
    assert 'FROM "assignments_' in asked(replica, ha, "/bang-theo-doi/")
    assert "provinces_post" in asked(primary, ha, "/bang-theo-doi/")
    assert "provinces_post" not in asked(replica, ha, "/bang-theo-doi/")
    for elsewhere in ("/", "/van-ban/", "/nhiem-vu/"):
        assert asked(replica, ha, elsewhere) == ""


@both
def test_a_transaction_and_whatever_follows_a_write_stay_on_the_primary(world, replica):
    directive = world.directive()
    with reading_from_replica():
        assert Assignment.objects.all().db == "replica"
        assert directive.requirements.all().db == "replica"
        assert Directive.objects.select_for_update().db == "default"
        assert {Post.objects.all().db, Entry.objects.all().db} == {"default"}
        with transaction.atomic():
            assert Assignment.objects.all().db == "default"
        world.requirement(directive)
        assert Assignment.objects.all().db == "default"
    assert Assignment.objects.all().db == "default"
    with reading_from_replica():
        assert Assignment.objects.all().db == "replica"


@both
def test_no_migration_runs_on_the_replica(replica):
    apps = ("assignments", "directives", "provinces", "sessions")
    assert [router.allow_migrate("replica", app) for app in apps] == [False] * 4
    assert [router.allow_migrate("default", app) for app in apps] == [True] * 4


@pytest.mark.parametrize(
    ("url", "said"),
    [("", "['default'] []"), ("sqlite:////b.sqlite3", "['default', 'replica'] ['provinces.replica.Router']")],
)
def test_one_variable_switches_it_on(url, said, monkeypatch, tmp_path):
    monkeypatch.setenv("REPLICA_URL", url)
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    root = Path(__file__).parent.parent.parent
    done = subprocess.run([sys.executable, "-c", SWITCHED], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == said
