"""Which rows bear one of these thousands of numbers?"""

from __future__ import annotations

import json
from collections.abc import Iterable

from django.db.models import F, Lookup


class Among(Lookup):
    """`rows.filter(Among("pk", numbers))`: as `pk__in`, but the numbers go to the database as one value, which it reads far
    faster than thousands."""

    lookup_name = "among"
    prepare_rhs = False

    def __init__(self, column: str, numbers: Iterable[int]):
        super().__init__(F(column), list(numbers))

    def as_postgresql(self, compiler, connection):
        column, params = self.process_lhs(compiler, connection)
        return f"{column} = ANY(%s::bigint[])", [*params, f"{{{','.join(map(str, self.rhs))}}}"]

    def as_sqlite(self, compiler, connection):
        column, params = self.process_lhs(compiler, connection)
        return f"{column} IN (SELECT value FROM json_each(%s))", [*params, json.dumps(self.rhs)]  # noqa: S608
