import django.db.models.deletion
from django.db import migrations, models


def keep_what_was_replaced(apps, schema_editor):
    Assignment = apps.get_model("assignments", "Assignment")
    for row in Assignment.objects.exclude(replaced_one=None).iterator():
        row.replaces.add(row.replaced_one_id)


class Migration(migrations.Migration):
    """An assignment may take over the work of several: of two bodies that were merged into one."""

    dependencies = [("assignments", "0001_initial"), ("provinces", "0002_reorganisation")]

    operations = [
        migrations.RenameField("assignment", "replaces", "replaced_one"),
        migrations.AlterField(
            "assignment",
            "replaced_one",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="assignments.assignment",
            ),
        ),
        migrations.AddField(
            "assignment",
            "replaces",
            models.ManyToManyField(blank=True, related_name="replaced_by", to="assignments.assignment"),
        ),
        migrations.RunPython(keep_what_was_replaced, migrations.RunPython.noop),
        migrations.RemoveField("assignment", "replaced_one"),
        migrations.AddField("assignment", "is_inherited", models.BooleanField(default=False)),
    ]
