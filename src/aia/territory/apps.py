from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TerritoryConfig(AppConfig):
    """Where people live: the district and what is publicly known of it."""

    name = "aia.territory"
    verbose_name = _("Territory")
