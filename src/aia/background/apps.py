from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BackgroundConfig(AppConfig):
    """Tasks that wait in the database until the worker does them."""

    name = "aia.background"
    verbose_name = _("Background work")
