from django.apps import AppConfig


class PathwaysConfig(AppConfig):
    name = "aia.pathways"
