"""The addresses of the guide, below /guide/."""

from django.urls import path

from khlang.faces.web.guide import pages

urlpatterns = [
    path("", pages.home, name="guide"),
    path("roles/", pages.roles, name="guide-roles"),
    path("roles/<slug:role>/", pages.role, name="guide-role"),
    path("tables/<slug:name>/", pages.table, name="guide-table"),
    path("<slug:slug>/", pages.chapter, name="guide-chapter"),
]
