"""Districts and municipalities."""

from django.db import models

from aia.trace.traced import Traced


class District(models.Model):
    """An Italian social district."""

    code = models.SlugField(primary_key=True, max_length=40)
    name = models.CharField(max_length=120)

    def __str__(self) -> str:
        return self.name


class Municipality(models.Model):
    """An Italian municipality, by ISTAT code."""

    istat = models.CharField(primary_key=True, max_length=6)
    name = models.CharField(max_length=80)
    district = models.ForeignKey(District, models.PROTECT, null=True, related_name="municipalities")

    def __str__(self) -> str:
        return self.name
