from django.db import migrations

import provinces.fields
from provinces.vietnamese import fold


def fill(apps, schema_editor):
    """Lines that stand already; what is added follows from them, and their hashes stay true.

    On SQLite the table has just been remade, so its triggers are away until the migration ends.
    """
    on_postgresql = schema_editor.connection.vendor == "postgresql"
    if on_postgresql:
        schema_editor.execute("ALTER TABLE provinces_entry DISABLE TRIGGER USER")
    entries = apps.get_model("provinces", "Entry").objects
    for pk, actor, label in entries.values_list("pk", "actor", "label").iterator(chunk_size=2000):
        entries.filter(pk=pk).update(folded=fold(f"{actor} {label}")[:510])
    if on_postgresql:
        schema_editor.execute("ALTER TABLE provinces_entry ENABLE TRIGGER USER")


class Migration(migrations.Migration):
    dependencies = [("provinces", "0003_terms_and_absences")]

    operations = [
        migrations.AddField(
            model_name="entry",
            name="folded",
            field=provinces.fields.FoldedField("searched", blank=True, editable=False, max_length=510),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
