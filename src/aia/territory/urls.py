"""Addresses of the territory's pages, read-only."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from aia.territory import views
from aia.web.navigation import Item, register

app_name = "territory"

urlpatterns = [
    path("", views.index, name="index"),
    path("<slug:code>/", views.district_detail, name="district"),
    path("municipality/<str:istat>/", views.municipality_detail, name="municipality"),
]

register(
    Item(
        label=_("The district"),
        url="territory:index",
        shown=lambda actor: bool(actor.districts()),
        order=90,
        home=90,
    )
)
