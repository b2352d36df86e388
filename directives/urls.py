"""The addresses of drafts, attachments, number series and reading."""

from django.urls import path

from directives.views import drafts, files, reading, terms

urlpatterns = [
    path("van-ban/doc/", reading.directive_read, name="directive_read"),
    path("van-ban/doc/<slug:key>/", reading.directive_scan, name="directive_scan"),
    path("van-ban/doc/<slug:key>/dung/", reading.scan_cancel, name="scan_cancel"),
    path("van-ban/doc/<slug:key>/lai/", reading.scan_again, name="scan_again"),
    path("van-ban/nhap/", drafts.draft_save, name="draft_save"),
    path("van-ban/nhap/<slug:key>/bo/", drafts.draft_discard, name="draft_discard"),
    path("nhiem-ky/", terms.own_terms, name="own_terms"),
    path("nhiem-ky/<int:pk>/sua/", terms.term_edit, name="term_edit"),
    path("co-quan/<int:pk>/nhiem-ky/", terms.terms, name="terms"),
    path("co-quan/<int:pk>/nhiem-ky/moi/", terms.term_new, name="term_new"),
    path("tep/<int:pk>/", files.attachment, name="attachment"),
]
