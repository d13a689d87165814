from django.apps import AppConfig


class SensingConfig(AppConfig):
    """Sensors and their notices; above the pathways, which know nothing of it."""

    name = "aia.sensing"
