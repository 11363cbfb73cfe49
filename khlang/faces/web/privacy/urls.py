"""The addresses of looking in from above and of personal data."""

from django.urls import path

from khlang.faces.web import searching
from khlang.faces.web.privacy import overseeing, reads, shared, unmasking

urlpatterns = [
    path("search/", searching.search, name="search"),
    path("oversight/", overseeing.area, name="oversight"),
    path("oversight/enter/", overseeing.enter, name="oversight-enter"),
    path("oversight/leave/", overseeing.leave, name="oversight-leave"),
    path("security/shared/", shared.shared_page, name="shared-accounts"),
    path("privacy/reads/", reads.reads_page, name="personal-reads"),
    path("privacy/reads/export.<slug:format>", reads.reads_export, name="personal-reads-export"),
    path("privacy/unmask/<slug:owner>/<int:entry_id>/<slug:key>/", unmasking.unmask_page, name="unmask"),
]
