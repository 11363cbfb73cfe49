"""All addresses: the web face, and the API under /api/v1/ when it is part of the installation."""

from importlib.util import find_spec

from django.urls import include, path

urlpatterns = [path("", include("khlang.faces.web.urls"))]
if find_spec("khlang.faces.api") is not None and find_spec("khlang.faces.api.urls") is not None:
    urlpatterns.insert(0, path("api/v1/", include("khlang.faces.api.urls")))

handler400 = "khlang.faces.web.errors.bad_request"
handler403 = "khlang.faces.web.errors.forbidden"
handler404 = "khlang.faces.web.errors.not_found"
handler500 = "khlang.faces.web.errors.fault"
