from django.apps import AppConfig


class PathwaysConfig(AppConfig):
    """The line. Tells `people` what it knows about a person, for their copy and for retention."""

    name = "aia.pathways"

    def ready(self) -> None:
        from aia.pathways.queries.everything import export_section, last_activity
        from aia.people.queries import register_export_section, register_last_activity

        register_export_section("pathways", export_section)
        register_last_activity("pathways", last_activity)
