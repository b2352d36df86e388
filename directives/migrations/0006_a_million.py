import datetime

import django.db.models.deletion
import django.db.models.functions.comparison
from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def fill(apps, schema_editor):
    """Which outermost committee answers for each dispatch, and the day of each recipient's."""
    Body = apps.get_model("provinces", "Body")
    Directive, Recipient, SearchRow = (apps.get_model("directives", name) for name in ("Directive", "Recipient", "SearchRow"))
    for committee in Body.objects.filter(is_committee=True).select_related("keeper"):
        Directive.objects.filter(committee=committee).update(top=(committee.keeper or committee).top)
    as_of = Directive.objects.filter(pk=OuterRef("directive"))
    Recipient.objects.update(as_of=Subquery(as_of.values("as_of")))
    SearchRow.objects.all().delete()  # made anew when the migrations are through, with more to narrow by


class Migration(migrations.Migration):

    # the copies that the database keeps true from now on, and the ways through a register of any length
    dependencies = [
        ('directives', '0005_periods'),
        ('provinces', '0006_ways'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='directive',
            name='register_by_date',
        ),
        migrations.RemoveIndex(
            model_name='directive',
            name='register_by_kind',
        ),
        migrations.RemoveIndex(
            model_name='directive',
            name='register_by_number',
        ),
        migrations.RemoveIndex(
            model_name='directive',
            name='directive_by_overseer',
        ),
        migrations.AlterField(
            model_name='directive',
            name='committee',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='directives', to='provinces.body', verbose_name='cấp ủy ban hành'),
        ),
        migrations.AlterField(
            model_name='directive',
            name='overseer',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='overseen', to='provinces.body', verbose_name='cơ quan theo dõi, đôn đốc'),
        ),
        migrations.AddField(
            model_name='directive',
            name='field',
            field=models.CharField(blank=True, choices=[('dang', 'Xây dựng Đảng, hệ thống chính trị'), ('kinh_te', 'Kinh tế, ngân sách'), ('tai_nguyen', 'Nông nghiệp, tài nguyên, môi trường'), ('xay_dung', 'Xây dựng, giao thông, đô thị'), ('xa_hoi', 'Văn hóa, xã hội, giáo dục, y tế'), ('khoa_hoc', 'Khoa học, công nghệ, chuyển đổi số'), ('noi_chinh', 'Nội chính, cải cách tư pháp'), ('quoc_phong', 'Quốc phòng, an ninh, đối ngoại'), ('khac', 'Lĩnh vực khác')], max_length=12, verbose_name='lĩnh vực'),
        ),
        migrations.AddField(
            model_name='directive',
            name='top',
            field=models.ForeignKey(db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='provinces.body'),
        ),
        migrations.AddField(
            model_name='recipient',
            name='as_of',
            field=models.DateField(default=datetime.date(1900, 1, 1), editable=False),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='directive',
            name='number_key',
            field=models.GeneratedField(db_persist=True, expression=django.db.models.functions.comparison.Coalesce('number', 0), output_field=models.PositiveIntegerField()),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name='directive',
            index=models.Index(fields=['top', 'as_of', 'id'], name='by_top_date'),
        ),
        migrations.AddIndex(
            model_name='directive',
            index=models.Index(fields=['top', 'kind', 'as_of', 'id'], name='by_top_kind'),
        ),
        migrations.AddIndex(
            model_name='directive',
            index=models.Index(fields=['top', 'field', 'as_of', 'id'], name='by_top_field'),
        ),
        migrations.AddIndex(
            model_name='directive',
            index=models.Index(fields=['committee', 'as_of', 'id'], name='by_committee_date'),
        ),
        migrations.AddIndex(
            model_name='directive',
            index=models.Index(fields=['committee', 'kind', 'as_of', 'id'], name='by_committee_kind'),
        ),
        migrations.AddIndex(
            model_name='directive',
            index=models.Index(fields=['overseer', 'as_of', 'id'], name='by_overseer_date'),
        ),
        migrations.AddIndex(
            model_name='directive',
            index=models.Index(fields=['top', 'notation_key', 'number_key', 'id'], name='numbered_by_top'),
        ),
        migrations.AddIndex(
            model_name='directive',
            index=models.Index(fields=['top', 'kind', 'notation_key', 'number_key', 'id'], name='numbered_by_top_kind'),
        ),
        migrations.AddIndex(
            model_name='directive',
            index=models.Index(fields=['committee', 'notation_key', 'number_key', 'id'], name='numbered_by_committee'),
        ),
        migrations.AddIndex(
            model_name='recipient',
            index=models.Index(fields=['body', 'as_of', 'directive'], name='register_of_body'),
        ),
    ]
