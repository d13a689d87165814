"""Addresses of the pages that belong to no module."""

from django.urls import path

from aia.web import views

app_name = "web"

urlpatterns = [
    path("", views.home, name="home"),
    path("health", views.health, name="health"),
    path("language/", views.language, name="language"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("privacy/", views.privacy, name="privacy"),
    path("line/", views.line, name="line"),
    path("style/", views.style, name="style"),
]
