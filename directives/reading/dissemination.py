"""How far may the dispatch be passed on (phạm vi phổ biến)? "Chỉ thị này phổ biến đến chi bộ.\""""

import re

from .layout import Layout
from .result import Value
from .text import Source

NOTE = re.compile(
    r"(?:chi thi|cong van|ket luan|nghi quyet|quyet dinh|quy dinh|thong bao|huong dan|ke hoach|thong tri|van ban)\s{1,3}nay"
    r"[^.;\n]{0,160}?(?:duoc\s{1,3})?(?:pho bien|quan triet|luu hanh)\s{1,3}(?:rong rai\s{1,3})?(?:den|trong|toi)\s{1,3}[^.;\n]{2,80}(?:\n[^.;\n]{2,60})?"
)


def read_dissemination(source: Source, layout: Layout) -> Value | None:
    """The sentence that says to whom the dispatch is passed on; the last one counts."""
    found = None
    for match in NOTE.finditer(source.folded, layout.body.start, layout.body.end):
        found = match
    if not found:
        return None
    piece = source.tight(found.start(), found.end())
    return Value(source.words(piece), piece.start, piece.end)
