"""Who wants to begin with nothing but the directory and the accounts gets just that."""

from django.core.management import call_command

from directives.models import Directive


def test_an_empty_register_can_be_asked_for(db, settings, tmp_path, capsys):
    settings.DATA_DIR = tmp_path
    call_command("load_samples", "--no-dispatches")
    assert not Directive.objects.exists()
    assert "van-thu" in capsys.readouterr().out
