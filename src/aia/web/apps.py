from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WebConfig(AppConfig):
    """Comes before every other app: its templates style what Django and allauth draw."""

    name = "aia.web"
    verbose_name = _("Pages")
