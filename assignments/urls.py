"""The addresses of the register, the dispatches, the work and the figures."""

from django.urls import path

from assignments.views import assignments, directives, hand_overs, life, overview, registration, reorganising

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
    path("van-ban/<int:pk>/thu-hoi/", life.revoke, name="directive_revoke"),
    path("van-ban/<int:pk>/thay-the/", life.supersede, name="directive_supersede"),
    path("van-ban-den/", assignments.inbox, name="inbox"),
    path("nhiem-vu/", assignments.worklist, name="worklist"),
    path("nhiem-vu/<int:pk>/", assignments.assignment, name="assignment"),
    path("nhiem-vu/<int:pk>/bao-cao/", assignments.assignment_report, name="assignment_report"),
    path("nhiem-vu/<int:pk>/<slug:verb>/", assignments.act, name="assignment_act"),
    path("bao-cao-cho-duyet/", assignments.checklist, name="checklist"),
    path("ban-giao/", hand_overs.hand_overs, name="hand_overs"),
    path("ban-giao/tat-ca/", hand_overs.hand_over_everything, name="hand_over_everything"),
    path("ban-giao/<int:pk>/", hand_overs.hand_over_body, name="hand_over_body"),
    path("co-quan/<int:pk>/doi-ten/", reorganising.change, {"what": "rename"}, name="body_rename"),
    path("co-quan/<int:pk>/chuyen/", reorganising.change, {"what": "move"}, name="body_move"),
    path("co-quan/<int:pk>/ket-thuc/", reorganising.change, {"what": "end"}, name="body_end"),
    path("co-quan/<int:pk>/hop-nhat/", reorganising.change, {"what": "merge"}, name="body_merge"),
    path("co-quan/<int:pk>/chia-tach/", reorganising.change, {"what": "split"}, name="body_split"),
    path("co-quan/<int:pk>/ke-thua/", reorganising.change, {"what": "succeed"}, name="body_succeed"),
    path(
        "co-quan/<int:pk>/ke-thua/<int:succession>/xac-nhan/",
        reorganising.confirm_succession,
        name="succession_confirm",
    ),
    path("minh-chung/<int:pk>/", assignments.evidence, name="evidence"),
]
