from django.apps import AppConfig


class ToyConfig(AppConfig):
    name = "aia.trace.tests.toy"
    label = "toy"
