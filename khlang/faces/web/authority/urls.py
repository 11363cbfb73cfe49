"""The addresses of authority, below /authority/."""

from django.urls import path

from khlang.faces.web.authority import delegations, matrix, proposals, proposing

urlpatterns = [
    path("", matrix.matrix_page, name="authority"),
    path("export.<slug:format>", matrix.export, name="authority-export"),
    path("people/<int:person_id>/", matrix.person_page, name="authority-person"),
    path("proposals/", proposals.proposals_page, name="authority-proposals"),
    path("proposals/<int:org_id>/<int:assignment_id>/<slug:act>/", proposals.decide, name="authority-decide"),
    path("propose/<int:org_id>/", proposing.propose, name="authority-propose"),
    path("propose/<int:org_id>/preview/", proposing.preview, name="authority-propose-preview"),
    path("delegations/", delegations.delegations_page, name="authority-delegations"),
    path("delegations/new/", delegations.give, name="authority-delegate"),
    path("delegations/<int:delegation_id>/end/", delegations.take_back, name="authority-take-back"),
]
