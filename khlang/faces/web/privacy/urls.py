"""The addresses of looking in from above and of personal data."""

from django.urls import path

from khlang.faces.web.privacy import overseeing

urlpatterns = [
    path("oversight/", overseeing.area, name="oversight"),
    path("oversight/enter/", overseeing.enter, name="oversight-enter"),
    path("oversight/leave/", overseeing.leave, name="oversight-leave"),
]
