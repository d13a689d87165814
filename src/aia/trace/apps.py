from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class TraceConfig(AppConfig):
    """The ledger. It knows every module's verbs, and after migrations puts the guards back."""

    name = "aia.trace"
    verbose_name = _("Ledger")

    def ready(self) -> None:
        from aia.trace import guards, policies

        autodiscover_modules("verbs")
        post_migrate.connect(guards.install_after_migrate, sender=self)
        post_migrate.connect(policies.install_after_migrate, sender=self)
