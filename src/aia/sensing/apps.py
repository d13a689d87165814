from django.apps import AppConfig


class SensingConfig(AppConfig):
    """Sensors and their notices. Tells `people` what speaks of a person: to copy, and to erase."""

    name = "aia.sensing"

    def ready(self) -> None:
        from aia.people.actions import register_keys
        from aia.people.queries import register_export_section
        from aia.sensing.queries.everything import export_section, keys_about

        register_export_section("sensing", export_section)
        register_keys("sensing", keys_about)
