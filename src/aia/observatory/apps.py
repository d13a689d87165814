from django.apps import AppConfig


class ObservatoryConfig(AppConfig):
    """Readings of the ledger."""

    name = "aia.observatory"
