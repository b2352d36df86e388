"""Who is to watch over, urge on and report on the carrying out of this dispatch (theo dõi, đôn đốc, báo cáo)?"""

import re

from .bodies import charged_in, listing_at, names_of, tokens_at
from .deadlines import cadence_in
from .labels import without_label
from .layout import Layout
from .result import FollowUp, Name, Requirement
from .text import Piece, Source

PAPERS = r"(?:cong van|chi thi|ket luan|nghi quyet|quyet dinh|quy dinh|thong bao|huong dan|ke hoach|cong dien|chuong trinh|thong tri|van ban|noi dung|yeu cau|nhiem vu|y kien)"
WATCHES = re.compile(r"(?:theo doi|don doc|nam(?: chac| bat)? tinh hinh|kiem tra|giam sat|tong hop|dau moi)")
# What is watched: the carrying out of the dispatch, not some other thing.
CARRYING_OUT = re.compile(
    rf"(?:viec|tinh hinh|ket qua|cac [^,;.]{{3,60}}|[^,;.]{{0,30}})\s{{0,3}}(?:trien khai |to chuc |chap hanh )?(?:trien khai|thuc hien|thi hanh)(?: (?:to chuc )?thuc hien)?\s{{0,3}}"
    rf"(?:(?:cac |nhung )?{PAPERS}\b[^,;.]{{0,40}}?(?:nay|tren|neu tren|chi thi|cong van|ket luan)?|nay|$|[,;.])"
)
THIS = re.compile(
    rf"{PAPERS}\s{{1,3}}(?:nay|tren)\b|(?:noi dung|yeu cau|nhiem vu) (?:neu )?tren|\b(?:chi thi|cong van|ket luan|thong bao|ke hoach|huong dan|thong tri|chuong trinh|quyet dinh|nghi quyet)\s{{0,3}}(?:[,;.]|$|va )"
)
OTHER = re.compile(
    r"(?:thuc hien|trien khai)\s{1,3}(?:cac )?(?:nghi quyet|ket luan|chi thi|quyet dinh|ke hoach|chuong trinh|luat|thong bao|ket luan kiem tra)\s{1,3}(?:so|kiem tra|thanh tra|cua|\d)"
)


# "… giúp Ban Giám đốc theo dõi, đôn đốc, tổng hợp báo cáo": nothing else is named that might be watched.
OF_NOTHING_ELSE = re.compile(r"theo doi, don doc(?:, kiem tra)?\s?(?:[.;]|$|, tong hop|va tong hop|, bao cao)")
LONGEST = 1500  # characters; no such sentence is longer


def is_follow_up_clause(source: Source, piece: Piece) -> bool:
    """Does this paragraph do nothing but name who follows up?"""
    start = without_label(source, piece.start, piece.end)
    return score(source.flat[start : piece.end]) >= 3 and bool(
        charged_in(source, Piece(start, piece.end), piece.end)[0]
    )


def score(folded: str) -> int:
    """How much a sentence looks like the follow-up clause: watching words, the dispatch as their object, a report."""
    if len(folded) > LONGEST:
        return 0
    words = " ".join(folded.split())
    watching = WATCHES.search(words)
    if not watching or OTHER.search(words):
        return 0
    rest = words[watching.start() :]
    points = 0
    if "don doc" in words:
        points += 2
    if "theo doi" in words or "nam tinh hinh" in words or "kiem tra" in words:
        points += 1
    if THIS.search(rest):
        points += 2
    if CARRYING_OUT.search(rest):
        points += 1
    elif not OF_NOTHING_ELSE.search(words):
        return 0
    if "bao cao" in words:
        points += 1
    return points


def read_follow_up(source: Source, layout: Layout, requirements: list[Requirement]) -> FollowUp | None:
    """The best such sentence of the body; among equals the last, for it usually closes the dispatch."""
    start = requirements[0].start if requirements else layout.body.start
    best: tuple[int, int, Piece, list[Name]] | None = None
    for sentence in sentences(source, start, layout.body.end):
        points = score(source.flat[sentence.start : sentence.end])
        if points < 3:
            continue
        bodies = followers(source, sentence)
        if bodies and (best is None or points >= best[0]):
            best = (points, sentence.start, sentence, bodies)
    if best is None:
        return None
    points, _, sentence, bodies = best
    whole = clause_with_report(source, sentence, layout)
    folded = source.flat[whole.start : whole.end]
    body = ", ".join(name.text for name in bodies)
    sure = points >= 4
    return FollowUp(
        body, report_to(source, whole), cadence_in(folded), whole.start, whole.end, sure, "" if sure else WEAK
    )


WEAK = "Câu văn không nói rõ việc theo dõi, đôn đốc thực hiện văn bản này."


def sentences(source: Source, start: int, end: int) -> list[Piece]:
    """Sentences of the paragraphs, a heading's lines apart."""
    found = []
    for paragraph in source.paragraphs(start, end):
        begin = without_label(source, paragraph.start, paragraph.end)
        for stop in [*SENTENCE_END.finditer(source.plain, begin, paragraph.end), None]:
            last = stop.start() + 1 if stop else paragraph.end
            if last > begin:
                found.append(Piece(begin, last))
            begin = stop.end() if stop else last
    return found


SENTENCE_END = re.compile(r"[.;](?=\s{1,4}(?:[A-ZĐÀ-Ỹ]))\s{1,4}|[.]\s*\n")


def followers(source: Source, sentence: Piece) -> list[Name]:
    """The subject of the sentence; "Giúp Ban Thường vụ … có Ban Tổ chức …" names the helper."""
    found, _ = charged_in(source, sentence, sentence.end)
    if not found:
        for match in re.finditer(
            r"(?:giao|phan cong|de nghi|yeu cau)\s{1,3}(?:cho )?", source.flat[sentence.start : sentence.end]
        ):
            found, _ = charged_in(source, Piece(sentence.start + match.start(), sentence.end), sentence.end)
            if found:
                break
    return found


def clause_with_report(source: Source, sentence: Piece, layout: Layout) -> Piece:
    """The clause goes on to the sentence after where the report is asked for there."""
    end = sentence.end
    if "bao cao" not in source.flat[sentence.start : end]:
        for paragraph in source.paragraphs(sentence.start, layout.body.end)[:1]:
            if "bao cao" in source.flat[end : paragraph.end]:
                end = paragraph.end
    return source.trimmed(sentence.start, end)


REPORT = re.compile(
    r"bao cao(?:\s{1,3}(?:ket qua|tinh hinh|tien do|kip thoi|day du))?(?:\s{1,3}(?:thuc hien|trien khai))?(?:\s{1,3}(?:voi|ve|cho|len|gui))?\s{1,3}"
)
ENDS_RECEIVER = re.compile(
    r"\s(?:ket qua|tinh hinh|nhung van de|truoc|theo|dinh ky|hang|de |xem xet|cho y kien|viec|trong|vao|khi|qua |\()"
)


def report_to(source: Source, piece: Piece) -> list[str]:
    """The bodies after "báo cáo"; "Thường trực, Ban Thường vụ Tỉnh ủy" names two of the Tỉnh ủy."""
    for match in REPORT.finditer(source.flat, piece.start, piece.end):
        stop = re.search(r"[;.]|\sva gui|,\s(?:dong thoi|kip thoi|de |xem)", source.flat[match.end() : piece.end])
        end = match.end() + stop.start() if stop else piece.end
        cut = ENDS_RECEIVER.search(source.flat, match.end(), end)
        end = cut.start() if cut else end
        tokens = tokens_at(source, match.end(), end)
        listing = listing_at(source, tokens, 0, charged=True)
        names = [name.text for name in names_of(source, listing)] if listing else []
        if not names and source.flat.startswith("cap co tham quyen", match.end()):
            names = [source.words(Piece(match.end(), end))]
        if names:
            return with_elision(names)
    return []


def with_elision(names: list[str]) -> list[str]:
    if len(names) > 1 and names[0].casefold() in ("thường trực", "thuong truc"):
        tail = names[1].split()[-2:]
        return [f"{names[0]} {' '.join(tail)}", *names[1:]]
    return names
