"""The addresses of accounts, the directory, people, the journal and the policy."""

from django.urls import path

from provinces.exchange.directory import DIRECTORY
from provinces.views import absences, accounts, bodies, house, imports, people, recipient_lists

urlpatterns = [
    path("dang-nhap/", accounts.sign_in, name="sign_in"),
    path("dang-xuat/", accounts.sign_out, name="sign_out"),
    path("doi-mat-khau/", accounts.password, name="password"),
    path("tai-khoan/", accounts.account, name="account"),
    path("tai-khoan/vang-mat/", absences.own_absence, name="own_absence"),
    path("co-quan/", bodies.bodies, name="bodies"),
    path("co-quan/moi/", bodies.body_new, name="body_new"),
    path("co-quan/<int:pk>/", bodies.body, name="body"),
    path("co-quan/<int:pk>/sua/", bodies.body_edit, name="body_edit"),
    path("co-quan/xuat/", imports.directory_export, name="directory_export"),
    path("co-quan/nhap/", imports.imports, {"kind": DIRECTORY}, name="directory_imports"),
    path("co-quan/nhap/<int:pk>/", imports.one_import, {"kind": DIRECTORY}, name="directory_import"),
    path("co-quan/nhap/<int:pk>/can-sua/", imports.import_file, {"kind": DIRECTORY}, name="directory_import_file"),
    path("co-quan/nhap/<int:pk>/<slug:step>/", imports.import_act, {"kind": DIRECTORY}, name="directory_import_act"),
    path("tim-co-quan/", house.picker, name="picker"),
    path("danh-sach-noi-nhan/", recipient_lists.recipient_lists, name="recipient_lists"),
    path("danh-sach-noi-nhan/moi/", recipient_lists.recipient_list_new, name="recipient_list_new"),
    path("danh-sach-noi-nhan/<int:pk>/", recipient_lists.recipient_list, name="recipient_list"),
    path("danh-sach-noi-nhan/<int:pk>/sua/", recipient_lists.recipient_list_edit, name="recipient_list_edit"),
    path("danh-sach-noi-nhan/<int:pk>/them/", recipient_lists.member_add, name="member_add"),
    path("danh-sach-noi-nhan/<int:pk>/thoi/<int:member>/", recipient_lists.member_end, name="member_end"),
    path("danh-sach-noi-nhan/<int:pk>/quy-tac/", recipient_lists.rule_add, name="rule_add"),
    path("danh-sach-noi-nhan/<int:pk>/quy-tac/<int:rule>/bo/", recipient_lists.rule_end, name="rule_end"),
    path("danh-sach-noi-nhan/<int:pk>/gom/", recipient_lists.inclusion_add, name="inclusion_add"),
    path("danh-sach-noi-nhan/<int:pk>/gom/<int:inclusion>/bo/", recipient_lists.inclusion_end, name="inclusion_end"),
    path("nguoi-dung/", people.people, name="people"),
    path("nguoi-dung/moi/", people.person_new, name="person_new"),
    path("nguoi-dung/<int:pk>/", people.person, name="person"),
    path("nguoi-dung/<int:pk>/sua/", people.person_edit, name="person_edit"),
    path("nguoi-dung/<int:pk>/mat-khau/", people.person_password, name="person_password"),
    path("nguoi-dung/<int:pk>/vi-tri/", people.post_new, name="post_new"),
    path("nguoi-dung/<int:pk>/vang-mat/", absences.person_absence, name="person_absence"),
    path("vang-mat/<int:pk>/cham-dut/", absences.absence_end, name="absence_end"),
    path("vi-tri/<int:pk>/thoi/", people.post_end, name="post_end"),
    path("nhat-ky/", house.journal, name="journal"),
    path("phan-quyen/", house.policy, name="policy"),
]
