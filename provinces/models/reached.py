"""How is a row reached that belongs to a committee, and only through it?"""

from django.db.models import Q


class ReachedByCommittee:
    """What a grant means for such a row: for lists as a Q, for one row as yes or no."""

    committee_id: int | None

    @staticmethod
    def rows_within(grant) -> Q:
        return Q(committee__in=grant.committees)

    def within(self, grant) -> bool:
        return self.committee_id in grant.committees
