"""Which other documents does the text name by their numbers, and why?"""

import re

from .days import day_at
from .header import RESTORED
from .layout import Layout
from .result import Citation
from .text import Piece, Source

LETTERS = r"[A-ZĐÀ-Ỹ][A-Za-zĐđÀ-ỹ]{0,11}\d{0,3}"
# "109-BC/BCSĐ", "15/CT-TTg", "04/2021/NQ-HĐND", "31/2024/QH15", "41/STC-NS"
CODE = re.compile(
    rf"(?<![\w/.\-])(?P<number>[0-9lI]{{1,5}})(?P<sep>\s?[-/]\s?)(?P<year>(?:19|20)[0-9lI]{{2}}\s?/\s?)?(?P<code>{LETTERS}(?:\s?[-/]\s?{LETTERS}){{0,3}})"
)
NUMBER_WORD = re.compile(r"\bs[oố06]\s{0,3}:?\s{0,3}$", re.IGNORECASE)
DATE_AFTER = re.compile(r"[,;]?\s{0,3}\(?(?:ban hanh\s{1,3})?(?:de\s{0,2})?ngay\s{0,3}")
YEAR_AFTER = re.compile(r"[,;]?\s{0,3}nam\s{1,3}(?P<year>(?:19|20)\d\d)\b")
UNITS = re.compile(r"(?:KM|HA|KG|TAN|NGAY|LAN|GIO|THANG|NAM|VND|USD|KV|KWH|MW|M2|M3)\b")


def read_citations(
    source: Source, layout: Layout, own: tuple[int | None, str | None], first_requirement: int
) -> list[Citation]:
    """Each document once, where it is first named with its date; the dispatch's own number is no citation."""
    found: dict[str, Citation] = {}
    for zone in citing_zones(source, layout):
        for match in CODE.finditer(source.plain, zone.start, zone.end):
            if not is_code(source, match) or is_own(match, own):
                continue
            citation = as_citation(source, match, layout, first_requirement)
            before = found.get(key(citation))
            if before is None or (before.issued_on is None and citation.issued_on):
                if before is not None:
                    citation.relation = before.relation if citation.relation == "cites" else citation.relation
                found[key(citation)] = citation
    return sorted(found.values(), key=lambda citation: citation.start)


def key(citation: Citation) -> str:
    return citation.code.casefold().replace(" ", "")


FOOTNOTE = re.compile(r"\[\d{1,2}\] ?|\(?\d{1,2}\)? ")


def citing_zones(source: Source, layout: Layout) -> list[Piece]:
    """The body, and footnotes "[1] …" wherever they stand."""
    zones = [layout.body]
    if len(layout.address) and layout.address.end < layout.body.start:
        zones.insert(0, layout.address)
    start, end = None, None
    for line in source.lines[source.line_at(layout.foot.start) :]:
        if len(line) and source.plain[line.start] == "[" and FOOTNOTE.match(source.plain, line.start):
            start, end = line.start if start is None else start, line.end
        elif end is not None and len(line) and end + 2 >= line.start:
            end = line.end
    if start is not None and end is not None:
        zones.append(Piece(start, end))
    return zones


def is_code(source: Source, match: re.Match) -> bool:
    """Letters that are a code: two capitals at least, and a second part, a year, or "số" before them."""
    code = match["code"]
    if sum(c.isupper() for c in code) < 2 or UNITS.match(code.upper()) or not any(c.isdigit() for c in match["number"]):
        return False
    numbered = bool(NUMBER_WORD.search(source.plain[max(0, match.start() - 8) : match.start()]))
    return numbered or bool(match["year"]) or "/" in code or ("-" in code and match["sep"].strip() == "/")


def is_own(match: re.Match, own: tuple[int | None, str | None]) -> bool:
    number, notation = own
    if number is None or notation is None:
        return False
    digits = match["number"].translate(str.maketrans("lI", "11"))
    return int(digits) == number and squeezed(match["code"]) == squeezed(notation)


def squeezed(code: str) -> str:
    return re.sub(r"[\s/\-]", "", code).casefold()


def as_citation(source: Source, match: re.Match, layout: Layout, first_requirement: int) -> Citation:
    printed = re.sub(r"\s", "", match.group())
    digits = match["number"].translate(str.maketrans("lI", "11"))
    letters = printed[len(match["number"]) :]
    restored = re.sub(r"[^\W\d_]+", lambda word: RESTORED.get(word.group(), word.group()), letters)
    code = digits + restored
    day, end, clean = date_after(source, match.end())
    sure = clean and digits == match["number"] and restored == letters
    if day is None:
        day = date_before(source, match.start())
    start = start_of_title(source, match.start())
    relation = relation_of(source, start, first_requirement)
    return Citation(code, day, relation, start, end, sure, "" if sure else "Số, ký hiệu hoặc ngày in không rõ.")


def date_after(source: Source, position: int) -> tuple[str | None, int, bool]:
    label = DATE_AFTER.match(source.flat, position)
    if label and (found := day_at(source.flat, label.end())):
        day, end, clean = found
        return day.isoformat(), end, clean
    year = YEAR_AFTER.match(source.flat, position)
    if year:
        return year["year"], year.end(), True
    return None, position, True


DATE_BEFORE = re.compile(r"ngay\s{0,3}(?=[0-9])")


def date_before(source: Source, position: int) -> str | None:
    """ "ngày 05/3/2024, Sở … đã có Văn bản số 41/STC-NS": the date stands before the number."""
    window = max(0, position - 160)
    sentence = max(source.plain.rfind(". ", window, position), source.plain.rfind(";", window, position), window)
    best = None
    for label in DATE_BEFORE.finditer(source.flat, sentence, position):
        if found := day_at(source.flat, label.end()):
            if re.search(r"\b(?:da co|ban hanh|co|da ban hanh|ky)\s{1,3}\S{2,12}", source.flat[found[1] : position]):
                best = found[0].isoformat()
    return best


TITLES = re.compile(
    r"(?:nghi quyet|quyet dinh|chi thi|ket luan|quy che|quy dinh|thong tri|huong dan|thong bao|bao cao|ke hoach|chuong trinh(?: hanh dong)?|"
    r"de an|to trinh|cong van|cong dien|van ban|luat|nghi dinh|thong tu|phap lenh|dieu le)(?:\s{1,3}[^\W\d]{1,12}){0,3}\s{0,3}(?:so\s{0,3}:?\s{0,3})?$"
)


def start_of_title(source: Source, position: int) -> int:
    """The citation begins with the name of the document: "Báo cáo số 109-BC/BCSĐ"."""
    window = max(0, position - 60)
    cut = max(source.plain.rfind(mark, window, position) for mark in ",;.(")
    piece = source.flat[max(window, cut + 1) : position]
    match = TITLES.search(piece)
    if match:
        return max(window, cut + 1) + match.start()
    number = NUMBER_WORD.search(source.plain[max(0, position - 8) : position])
    return max(0, position - 8) + number.start() if number else position


REPLACES = re.compile(r"(?:thay the|bai bo|huy bo|thay cho)\b")
IMPLEMENTS = re.compile(r"(?:thuc hien|tiep theo|trien khai|quan triet|thi hanh)\b")
BASIS = re.compile(
    r"(?:can cu|xet|theo (?:de nghi|bao cao|to trinh)|tai to trinh|bao cao|to trinh|tren co so|sau khi xem xet)\b"
)


def relation_of(source: Source, start: int, first_requirement: int) -> str:
    """Replaces wherever it says so; implements or basis in the opening sentences; else it is merely cited."""
    window = max(0, start - 220)
    stop = max(source.plain.rfind(". ", window, start), source.plain.rfind("\n\n", window, start), window)
    before = source.flat[stop:start]
    if REPLACES.search(before[-60:]):
        return "replaces"
    opening = not first_requirement or start < first_requirement
    if not opening:
        return "cites"
    if source.flat.startswith(("bao cao", "to trinh"), start):
        return "basis"
    found = [
        (match.start(), name)
        for pattern, name in ((IMPLEMENTS, "implements"), (BASIS, "basis"))
        for match in pattern.finditer(before)
    ]
    return max(found)[1] if found else "cites"
