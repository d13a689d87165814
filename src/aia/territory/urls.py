"""Addresses of the territory's pages, read-only."""

from django.urls import path

from aia.territory import views

app_name = "territory"

urlpatterns = [
    path("", views.index, name="index"),
    path("<slug:code>/", views.district_detail, name="district"),
    path("municipality/<str:istat>/", views.municipality_detail, name="municipality"),
]
