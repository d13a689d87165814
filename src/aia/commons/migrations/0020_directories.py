import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('commons', '0030_meeting'),
        ('people', '0002_likely_pairs'),
    ]

    operations = [
        migrations.CreateModel(
            name='DirectoryRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('district', models.CharField(max_length=40)),
                ('source', models.CharField(max_length=80)),
                ('table', models.CharField(max_length=40)),
                ('key', models.UUIDField()),
                ('service', models.UUIDField(null=True)),
                ('values', models.JSONField(default=dict)),
                ('told', models.JSONField(null=True)),
                ('organisation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('resource', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='commons.resource')),
            ],
            options={
                'indexes': [models.Index(fields=['district', 'service'], name='row_by_service')],
                'constraints': [models.UniqueConstraint(fields=('district', 'table', 'key'), name='one_row_each'), models.UniqueConstraint(condition=models.Q(('resource', None), _negated=True), fields=('resource',), name='one_row_a_resource')],
            },
        ),
    ]
