"""What would a user have for nothing? Django's admin over the same table, with what its documentation advises."""

from __future__ import annotations

from django.contrib.admin import AdminSite, ModelAdmin

from directives.models import Directive


class Anybody:
    """For whom the admin keeps nothing back."""

    is_active = is_staff = is_authenticated = True
    is_anonymous = False
    pk = None

    def has_perm(self, *args) -> bool:
        return True

    has_module_perms = has_perm

    def get_short_name(self) -> str:
        return ""

    get_username = get_short_name

    def has_usable_password(self) -> bool:
        return False


class DirectiveAdmin(ModelAdmin):
    list_display = ("code", "committee", "kind", "issued_on", "subject", "urgency", "signatory")
    list_select_related = ("committee",)
    list_filter = ("kind", "urgency", "organ", "field", "authority")
    date_hierarchy = "as_of"
    search_fields = ("code", "subject")
    list_per_page = 50
    show_facets = ModelAdmin.show_facets.NEVER


site = AdminSite()
site.register(Directive, DirectiveAdmin)
