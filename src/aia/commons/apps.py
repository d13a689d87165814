from django.apps import AppConfig


class CommonsConfig(AppConfig):
    """The floor. Tells `people` what it knows of a person, and clears it when they are erased."""

    name = "aia.commons"

    def ready(self) -> None:
        from aia.commons.actions import clear_person
        from aia.commons.queries.everything import export_section
        from aia.people.actions import register_clearing
        from aia.people.queries import register_export_section

        register_export_section("commons", export_section)
        register_clearing("commons", clear_person)
