"""The addresses of the register, the dispatches, the work and the figures."""

from django.urls import path

from assignments.views import assignments, directives, overview, registration

urlpatterns = [
    path("", overview.today, name="today"),
    path("bang-theo-doi/", overview.dashboard, name="dashboard"),
    path("van-ban/", directives.register, name="register"),
    path("van-ban/moi/", registration.directive_new, name="directive_new"),
    path("van-ban/<int:pk>/", directives.directive, name="directive"),
    path("van-ban/<int:pk>/cap-nhat/", registration.directive_amend, name="directive_amend"),
    path("van-ban/<int:pk>/giao/", directives.assign, name="directive_assign"),
    path("van-ban/<int:pk>/don-doc/", directives.urge_late, name="directive_urge"),
    path("van-ban/<int:pk>/da-nhan/", directives.receive, name="directive_receive"),
    path("van-ban-den/", assignments.inbox, name="inbox"),
    path("nhiem-vu/", assignments.worklist, name="worklist"),
    path("nhiem-vu/<int:pk>/", assignments.assignment, name="assignment"),
    path("nhiem-vu/<int:pk>/bao-cao/", assignments.assignment_report, name="assignment_report"),
    path("nhiem-vu/<int:pk>/<slug:verb>/", assignments.act, name="assignment_act"),
    path("bao-cao-cho-duyet/", assignments.checklist, name="checklist"),
    path("minh-chung/<int:pk>/", assignments.evidence, name="evidence"),
]
