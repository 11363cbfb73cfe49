"""The addresses of work by hand, below /continuity/."""

from django.urls import path

from khlang.faces.web.continuity import acts, desk, grid, kits, practice, province, queue, register, stock

_CAPTURE = "<int:outage_id>/captures/<int:capture_id>/"

urlpatterns = [
    path("", desk.home, name="continuity"),
    path("province/", province.province_page, name="continuity-province"),
    path("practice/", practice.practice_page, name="continuity-practice"),
    path("practice/start/", practice.start, name="continuity-practice-start"),
    path("practice/finish/", practice.finish, name="continuity-practice-finish"),
    path("kits/", kits.kits_page, name="continuity-kits"),
    path("kits/make/", kits.make_kit, name="continuity-kit-make"),
    path("kits/<int:kit_id>/print/", kits.print_kit, name="continuity-kit-print"),
    path("stock/", stock.stock_page, name="continuity-stock"),
    path("stock/new/", stock.lease, name="continuity-lease"),
    path("stock/<int:book_id>/", stock.book_page, name="continuity-book"),
    path("stock/<int:book_id>/close/", stock.close_book, name="continuity-book-close"),
    path("<int:outage_id>/", desk.spell, name="outage"),
    path("<int:outage_id>/do/<slug:act>/", acts.act_page, name="outage-act"),
    path("<int:outage_id>/enter/", queue.enter_all, name="outage-enter"),
    path("<int:outage_id>/papers/<slug:paper>/", grid.grid_page, name="outage-grid"),
    path("<int:outage_id>/queue/", queue.queue_page, name="outage-queue"),
    path(_CAPTURE, queue.capture_page, name="outage-capture"),
    path(f"{_CAPTURE}<slug:how>/", queue.solve, name="outage-solve"),
    path("<int:outage_id>/register/", register.register_index, name="outage-registers"),
    path("<int:outage_id>/register/<slug:paper>/", register.register_page, name="outage-register"),
    path("<int:outage_id>/proof/", register.proof_page, name="outage-proof"),
    path("<int:outage_id>/upload/", kits.upload_page, name="outage-upload"),
    path("<int:outage_id>/bundle/", kits.bundle, name="outage-bundle"),
    path("<int:outage_id>/print/<slug:form>/", kits.outage_print, name="outage-print"),
    path("<int:outage_id>/timeline/", register.timeline_page, name="outage-timeline"),
]
