from django.apps import AppConfig


class SensingConfig(AppConfig):
    """Sensors and their notices. Tells `people` what it knows about a person, for their copy."""

    name = "aia.sensing"

    def ready(self) -> None:
        from aia.people.queries import register_export_section
        from aia.sensing.queries.everything import export_section

        register_export_section("sensing", export_section)
