from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class TraceConfig(AppConfig):
    """The ledger. After migrations it puts the guards back: SQLite drops them with a table."""

    name = "aia.trace"
    verbose_name = _("Ledger")

    def ready(self) -> None:
        from aia.trace import guards

        post_migrate.connect(guards.install_after_migrate, sender=self)
