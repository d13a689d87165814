from django.apps import AppConfig


class CommunityConfig(AppConfig):
    """What becomes collective. Tells a plan's pages and `people` what it knows."""

    name = "aia.community"

    def ready(self) -> None:
        from aia.community.actions import clear_person
        from aia.community.queries.beside import beside_plan, beside_review
        from aia.community.queries.everything import export_section
        from aia.community.queries.results import beside_own
        from aia.community.queries.results import beside_plan as results_beside_plan
        from aia.community.queries.sentences import SENTENCES
        from aia.pathways.queries import register_beside, register_sentences
        from aia.people.actions import register_clearing
        from aia.people.queries import register_export_section

        register_export_section("community", export_section)
        register_clearing("community", clear_person)
        register_sentences(SENTENCES)
        register_beside("plan", beside_plan)
        register_beside("plan", results_beside_plan)
        register_beside("own", beside_own)
        register_beside("review", beside_review)
