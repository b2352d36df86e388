import datetime

import django.db.models.deletion
import django.db.models.functions.comparison
from django.db import migrations, models
from django.db.models import F, Max, OuterRef, Subquery
from django.db.models.functions import Coalesce


def fill(apps, schema_editor):
    """What each assignment copies from its dispatch, and when something was last heard of it."""
    Assignment, Directive, Evidence, Report = (
        *(apps.get_model(*name) for name in (("assignments", "Assignment"), ("directives", "Directive"))),
        *(apps.get_model("assignments", name) for name in ("Evidence", "Report")),
    )
    directive = Directive.objects.filter(pk=OuterRef("directive"))
    last = Report.objects.filter(assignment=OuterRef("pk")).order_by().values("assignment").annotate(day=Max("handed_in_on"))
    Assignment.objects.update(
        top=Subquery(directive.values("top")),
        overseer=Subquery(directive.values("overseer")),
        heard_on=Coalesce(Subquery(last.values("day")), F("assigned_on")),
    )
    files = Evidence.objects.values("report")
    own, carried = Report.objects.filter(pk__in=files), Report.objects.filter(carried_by__in=files)
    for reports in (own, carried):
        Assignment.objects.filter(pk__in=reports.values("assignment")).update(is_evidenced=True)


class Migration(migrations.Migration):

    # the copies that the database keeps true from now on, and the ways through a register of any length
    dependencies = [
        ('assignments', '0005_periods'),
        ('directives', '0006_a_million'),
        ('provinces', '0005_imports'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='assignment',
            name='assignment_by_body',
        ),
        migrations.RemoveIndex(
            model_name='assignment',
            name='assignment_by_committee',
        ),
        migrations.RemoveIndex(
            model_name='assignment',
            name='done_by_body',
        ),
        migrations.RemoveIndex(
            model_name='assignment',
            name='done_by_day',
        ),
        migrations.CreateModel(
            name='Count',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('late', models.IntegerField(default=0)),
                ('soon', models.IntegerField(default=0)),
                ('unread', models.IntegerField(default=0)),
                ('open', models.IntegerField(default=0)),
                ('none', models.IntegerField(default=0)),
                ('done_late', models.IntegerField(default=0)),
                ('done', models.IntegerField(default=0)),
                ('scope', models.BigIntegerField()),
                ('field', models.CharField(blank=True, max_length=12)),
                ('period', models.CharField(blank=True, max_length=7)),
                ('body', models.BigIntegerField()),
            ],
            options={
                'verbose_name': 'số liệu',
            },
        ),
        migrations.CreateModel(
            name='CountedDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('horizon', models.DateField()),
            ],
            options={
                'verbose_name': 'ngày của số liệu',
            },
        ),
        migrations.CreateModel(
            name='Standing',
            fields=[
                ('late', models.IntegerField(default=0)),
                ('soon', models.IntegerField(default=0)),
                ('unread', models.IntegerField(default=0)),
                ('open', models.IntegerField(default=0)),
                ('none', models.IntegerField(default=0)),
                ('done_late', models.IntegerField(default=0)),
                ('done', models.IntegerField(default=0)),
                ('directive', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='standing', serialize=False, to='directives.directive')),
                ('top', models.BigIntegerField(null=True)),
                ('as_of', models.DateField()),
                ('requirements', models.IntegerField(default=0)),
                ('ungiven', models.IntegerField(default=0)),
                ('some_late', models.GeneratedField(db_persist=True, expression=models.ExpressionWrapper(models.Q(('late__gt', 0)), output_field=models.BooleanField()), output_field=models.BooleanField())),
                ('some_soon', models.GeneratedField(db_persist=True, expression=models.ExpressionWrapper(models.Q(('soon__gt', 0)), output_field=models.BooleanField()), output_field=models.BooleanField())),
                ('some_unread', models.GeneratedField(db_persist=True, expression=models.ExpressionWrapper(models.Q(('unread__gt', 0)), output_field=models.BooleanField()), output_field=models.BooleanField())),
                ('some_open', models.GeneratedField(db_persist=True, expression=models.ExpressionWrapper(models.Q(('open__gt', 0)), output_field=models.BooleanField()), output_field=models.BooleanField())),
                ('some_none', models.GeneratedField(db_persist=True, expression=models.ExpressionWrapper(models.Q(('none__gt', 0)), output_field=models.BooleanField()), output_field=models.BooleanField())),
                ('some_done_late', models.GeneratedField(db_persist=True, expression=models.ExpressionWrapper(models.Q(('done_late__gt', 0)), output_field=models.BooleanField()), output_field=models.BooleanField())),
                ('some_done', models.GeneratedField(db_persist=True, expression=models.ExpressionWrapper(models.Q(('done__gt', 0)), output_field=models.BooleanField()), output_field=models.BooleanField())),
                ('some_ungiven', models.GeneratedField(db_persist=True, expression=models.ExpressionWrapper(models.Q(('ungiven__gt', 0)), output_field=models.BooleanField()), output_field=models.BooleanField())),
            ],
            options={
                'verbose_name': 'tình hình văn bản',
            },
        ),
        migrations.AlterField(
            model_name='assignment',
            name='body',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to='provinces.body', verbose_name='cơ quan thực hiện'),
        ),
        migrations.AlterField(
            model_name='assignment',
            name='committee',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='provinces.body'),
        ),
        migrations.AlterField(
            model_name='assignment',
            name='directive',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to='directives.directive'),
        ),
        migrations.AlterField(
            model_name='assignment',
            name='requirement',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to='directives.requirement'),
        ),
        migrations.AddField(
            model_name='assignment',
            name='overseer',
            field=models.ForeignKey(db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='provinces.body'),
        ),
        migrations.AddField(
            model_name='assignment',
            name='top',
            field=models.ForeignKey(db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='provinces.body'),
        ),
        migrations.AddField(
            model_name='assignment',
            name='field',
            field=models.CharField(blank=True, editable=False, max_length=12),
        ),
        migrations.AddField(
            model_name='assignment',
            name='heard_on',
            field=models.DateField(default=datetime.date(1900, 1, 1), editable=False),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='assignment',
            name='is_evidenced',
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.AddField(
            model_name='assignment',
            name='due_key',
            field=models.GeneratedField(db_persist=True, expression=django.db.models.functions.comparison.Coalesce('due_on', datetime.date(9999, 12, 31)), output_field=models.DateField()),
        ),
        migrations.AddField(
            model_name='assignment',
            name='unfinished',
            field=models.GeneratedField(db_persist=True, expression=models.ExpressionWrapper(models.Q(('state__in', ('PENDING', 'ACTIVE', 'CONTESTED', 'REPORTED'))), output_field=models.BooleanField()), output_field=models.BooleanField()),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name='assignment',
            index=models.Index(condition=models.Q(('unfinished', True)), fields=['top', 'due_key', 'id'], name='unfinished_by_top'),
        ),
        migrations.AddIndex(
            model_name='assignment',
            index=models.Index(condition=models.Q(('unfinished', True)), fields=['committee', 'due_key', 'id'], name='unfinished_by_committee'),
        ),
        migrations.AddIndex(
            model_name='assignment',
            index=models.Index(condition=models.Q(('unfinished', True)), fields=['body', 'due_key', 'id'], name='unfinished_by_body'),
        ),
        migrations.AddIndex(
            model_name='assignment',
            index=models.Index(condition=models.Q(('unfinished', True)), fields=['overseer', 'due_key', 'id'], name='unfinished_by_overseer'),
        ),
        migrations.AddIndex(
            model_name='assignment',
            index=models.Index(fields=['top', 'state', 'due_key', 'id'], name='work_by_top'),
        ),
        migrations.AddIndex(
            model_name='assignment',
            index=models.Index(fields=['committee', 'state', 'due_key', 'id'], name='work_by_committee'),
        ),
        migrations.AddIndex(
            model_name='assignment',
            index=models.Index(fields=['body', 'state', 'due_key', 'id'], name='work_by_body'),
        ),
        migrations.AddIndex(
            model_name='assignment',
            index=models.Index(fields=['overseer', 'state', 'due_key', 'id'], name='work_by_overseer'),
        ),
        migrations.AddIndex(
            model_name='assignment',
            index=models.Index(condition=models.Q(('unfinished', True)), fields=['due_on'], name='unfinished_by_day'),
        ),
        migrations.AddIndex(
            model_name='assignment',
            index=models.Index(condition=models.Q(('unfinished', True)), fields=['top', 'heard_on'], name='unheard_by_top'),
        ),
        migrations.AddIndex(
            model_name='assignment',
            index=models.Index(condition=models.Q(('is_evidenced', False)), fields=['top', 'state', 'due_key', 'id'], name='bare_by_top'),
        ),
        migrations.AddIndex(
            model_name='count',
            index=models.Index(fields=['scope', 'field', 'period', '-late', 'body'], name='bodies_worst_first'),
        ),
        migrations.AddIndex(
            model_name='standing',
            index=models.Index(condition=models.Q(('some_late', True)), fields=['top', 'as_of', 'directive'], name='with_late'),
        ),
        migrations.AddIndex(
            model_name='standing',
            index=models.Index(condition=models.Q(('some_soon', True)), fields=['top', 'as_of', 'directive'], name='with_soon'),
        ),
        migrations.AddIndex(
            model_name='standing',
            index=models.Index(condition=models.Q(('some_unread', True)), fields=['top', 'as_of', 'directive'], name='with_unread'),
        ),
        migrations.AddIndex(
            model_name='standing',
            index=models.Index(condition=models.Q(('some_open', True)), fields=['top', 'as_of', 'directive'], name='with_open'),
        ),
        migrations.AddIndex(
            model_name='standing',
            index=models.Index(condition=models.Q(('some_none', True)), fields=['top', 'as_of', 'directive'], name='with_none'),
        ),
        migrations.AddIndex(
            model_name='standing',
            index=models.Index(condition=models.Q(('some_done_late', True)), fields=['top', 'as_of', 'directive'], name='with_done_late'),
        ),
        migrations.AddIndex(
            model_name='standing',
            index=models.Index(condition=models.Q(('some_done', True)), fields=['top', 'as_of', 'directive'], name='with_done'),
        ),
        migrations.AddIndex(
            model_name='standing',
            index=models.Index(condition=models.Q(('some_ungiven', True)), fields=['top', 'as_of', 'directive'], name='with_ungiven'),
        ),
        migrations.AddIndex(
            model_name='standing',
            index=models.Index(fields=['top', '-late', 'directive'], name='directives_worst_first'),
        ),
        migrations.AddConstraint(
            model_name='count',
            constraint=models.UniqueConstraint(fields=('scope', 'field', 'period', 'body'), name='one_count_per_key'),
        ),
    ]
