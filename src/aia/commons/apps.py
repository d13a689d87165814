from django.apps import AppConfig


class CommonsConfig(AppConfig):
    """The floor. Tells `people` what it knows of a person, and clears it when they are erased."""

    name = "aia.commons"

    def ready(self) -> None:
        from aia.commons.actions import clear_competences, clear_person
        from aia.commons.queries import competences_copy
        from aia.commons.queries.everything import export_section
        from aia.people.actions import register_clearing
        from aia.people.queries import register_export_section

        register_export_section("commons", export_section)
        register_clearing("commons", clear_person)
        register_export_section("competences", competences_copy.export_section)
        register_clearing("competences", clear_competences)
