"""What does a news article tell of the dispatch it is about? Number, date and signatory, none of them for sure."""

import re

from .citations import CODE, date_after
from .days import ANY_DAY, as_day
from .header import RESTORED, kind_of_notation
from .layout import KIND_NAMES, KINDS, Layout
from .result import Value
from .text import Piece, Source

RETOLD = "Đọc từ bài viết về văn bản, không phải từ văn bản."
ISSUES = re.compile(
    r"(?:da ky|ky ban hanh|da ban hanh|vua ban hanh|ban hanh|ky|vua ky|co)\s{1,3}(?:va ban hanh\s{1,3})?$"
)
BY_COMRADE = re.compile(r"dong chi\s{1,3}")
NAME = re.compile(r"[^\W\d_]+(?:\s[^\W\d_]+){1,4}")


INTRODUCES = re.compile(r"(?:toan van|nguyen van|gioi thieu|noi dung) [^.;]{0,60}:\s{0,3}(?:\n|$)")


def introduces(source: Source, layout: Layout) -> bool:
    """A page's own words before the text of a dispatch: "… ban hành Chỉ thị số 08-CT/TU … Báo … giới thiệu toàn văn:"."""
    return bool(INTRODUCES.search(source.folded, 0, min(layout.body.start + 1500, layout.foot.start)))


def read_article(source: Source, layout: Layout, fields: dict[str, Value | None]) -> None:
    """Fill what the opening paragraphs say: "… đã ký Công văn số 239-CV/HU về việc …"."""
    for number, paragraph in enumerate(source.paragraphs(0, min(len(source), 4000))):
        for match in CODE.finditer(source.plain, paragraph.start, paragraph.end):
            title = kind_before(source, match.start())
            if not title:
                continue
            issued = ISSUES.search(source.flat[max(0, title.start - 30) : title.start])
            if issued and (number <= 3 or source.fold(title) in KINDS):  # "văn bản số …" further down is another one
                fill(source, match, title, fields)
                tell_more(source, match, paragraph, fields)
                return
            if number <= 1 and source.fold(title) in KINDS and not layout.formal:
                fill(source, match, title, fields)


KIND_BEFORE = re.compile(rf"(?P<kind>van ban|{'|'.join(KIND_NAMES)})(?: ket luan)?(?: so)?\s{{0,3}}:?\s{{0,3}}$")


def kind_before(source: Source, position: int) -> Piece | None:
    start = max(0, position - 40)
    match = KIND_BEFORE.search(source.flat[start:position])
    return Piece(start + match.start("kind"), start + match.end("kind")) if match else None


def fill(source: Source, match: re.Match, title: Piece, fields: dict[str, Value | None]) -> None:
    code = re.sub(r"\s", "", match["code"])
    code = re.sub(r"[^\W\d_]+", lambda word: RESTORED.get(word.group(), word.group()), code)
    fields["number"] = Value(
        int(match["number"].translate(str.maketrans("lI", "11"))),
        match.start("number"),
        match.end("number"),
        False,
        RETOLD,
    )
    fields["notation"] = Value(code, match.start("code"), match.end("code"), False, RETOLD)
    name = " ".join(source.fold(title).split())
    if name in KINDS:
        fields["kind"] = Value(KINDS[name], title.start, title.end, False, RETOLD)
    elif notation := fields["notation"]:  # "Văn bản số …"
        fields["kind"] = kind_of_notation(notation)


def tell_more(source: Source, match: re.Match, paragraph: Piece, fields: dict[str, Value | None]) -> None:
    """Date, issuer and signatory stand before the number in its sentence, the subject after it."""
    begin = max(paragraph.start, source.plain.rfind(". ", 0, match.start()) + 1)
    sentence = source.flat[begin : match.start()]
    for form in ANY_DAY:
        for day in form.finditer(sentence):
            if named := as_day(day["d"], day["m"], day["y"]):
                fields["issued_on"] = Value(named.isoformat(), begin + day.start(), begin + day.end(), False, RETOLD)
    own_day, end, _ = date_after(source, match.end())
    if own_day and len(own_day) == 10:
        fields["issued_on"] = Value(own_day, match.end() + 1, end, False, RETOLD)
    for comrade in BY_COMRADE.finditer(sentence):
        if name := person_after(source, begin + comrade.end()):
            fields["signatory"] = name
    if "thay mat" in sentence and fields.get("signatory"):
        at = begin + sentence.find("thay mat")
        fields["authority"] = Value("T/M", at, at + 8, False, RETOLD)
    fields["subject"] = subject_after(source, match.end(), paragraph.end)


def person_after(source: Source, position: int) -> Value | None:
    match = NAME.match(source.plain, position)
    if not match:
        return None
    words = []
    for word in match.group().split():
        if not word[0].isupper():
            break
        words.append(word)
    end = position + sum(map(len, words)) + len(words) - 1
    return Value(" ".join(words), position, end, False, RETOLD) if 2 <= len(words) <= 5 else None


SUBJECT_START = re.compile(
    r"[\s,]{0,3}(?:nam \d{4}\s{1,3}|ngay [\d/]{8,10},?\s{1,3})?(?P<of>cua (?:bo chinh tri|ban bi thu|ban thuong vu [^\s]+ [^\s]+|thu tuong(?: chinh phu)?|chinh phu|tinh uy|thanh uy)\s{1,3}(?=ve ))?"
)


SUBJECT_END = re.compile(r"\.(?=\s|$)|;\s(?=[Cc]ông văn)")


def subject_after(source: Source, position: int, end: int) -> Value | None:
    """What follows the number to the end of the sentence."""
    match = SUBJECT_START.match(source.flat, position, end)
    start = match.end() if match else position
    stop = SUBJECT_END.search(source.plain, start, end)
    piece = source.tight(start, stop.start() if stop else end, " \n,.*:-")
    if not 10 < len(piece) < 500 or source.fold(piece).startswith(("ra sao", "chi tiet")):
        return None
    return Value(source.words(piece), piece.start, piece.end, False, RETOLD)
