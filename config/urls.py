"""Which address shows which page? Each app names its own; this is the order in which they are asked."""

from django.urls import include, path

from config.health import healthz

urlpatterns = [
    path("", include("assignments.urls")),
    path("", include("directives.urls")),
    path("", include("provinces.urls")),
    path("healthz", healthz, name="healthz"),
]

handler400 = "config.errors.bad_request"
handler403 = "config.errors.forbidden"
handler404 = "config.errors.not_found"
handler500 = "config.errors.server_error"
