"""To whom does a dispatch go? "Kính gửi" before the text and "Nơi nhận" after it, line by line."""

import re

from .layout import ADDRESS_LABEL, DISTRIBUTION_LABEL, TELEGRAM_LABEL, Layout, is_authority_line, is_rule
from .result import Name
from .signature import is_person, is_position, position_at_end
from .text import Piece, Source

BULLET = re.compile(r"[_.' ]{0,3}[-+•·●▪■○◦∙→»>\uf0b7\uf02d]{1,3}\s{0,3}")
PURPOSE = re.compile(r"\((?P<purpose>[^()\n]{2,60}(?:\n[^()\n]{0,40})?)\)")
TYPIST = re.compile(r"\s{0,2}\^\{[^}\n]{0,20}\}")
BODY_HEAD = re.compile(
    r"(?:cac |ban |bo |so |uy ban|ubnd|hdnd|hoi |dang |tinh |thanh |huyen |thi |van phong|bi thu|chu tich|nhu |luu|thuong truc|"
    r"mat tran|doan |cong an|toa an|vien |cuc |vu |dai |bao |thu tuong|vpcp|truong|lien doan|dong chi|tap doan|tong cong ty)"
)


def read_addressees(source: Source, layout: Layout) -> list[Name]:
    """One entry per bullet of "Kính gửi"; "Đồng kính gửi" adds its own."""
    if not len(layout.address):
        return []
    entries = collect(source, layout.address, labels=True)
    return [name for entry in join_broken(source, entries) if (name := entry_name(source, entry))]


def collect(source: Source, piece: Piece, labels: bool) -> list[list[Piece]]:
    """Cells gathered into bullets: a cell without a dash goes on where the one before stopped."""
    entries: list[list[Piece]] = []
    for cell in source.cells:
        if cell.start < piece.start or cell.start >= piece.end:
            continue
        cell = Piece(cell.start, min(cell.end, piece.end))
        label = ADDRESS_LABEL.match(source.folded, cell.start, cell.end) or telegram(source, cell)
        if label:
            cell = source.trimmed(label.end(), cell.end)
            entries.append([])
        if not len(cell) or is_rule(source, cell):
            continue
        bullet = BULLET.match(source.plain, cell.start, cell.end)
        inner = source.trimmed(bullet.end(), cell.end) if bullet else cell
        if bullet or not entries:
            entries.append([])
        if len(inner):
            entries[-1].append(inner)
    return [entry for entry in entries if entry]


def telegram(source: Source, cell: Piece) -> re.Match | None:
    match = TELEGRAM_LABEL.match(source.folded, cell.start, cell.end)
    return match if match and match.end() == cell.end else None


def join_broken(source: Source, entries: list[list[Piece]]) -> list[list[Piece]]:
    """ "- Các xã: An Hòa," and "- Bình Lộc;" are one entry that was broken by mistake."""
    joined: list[list[Piece]] = []
    for entry in entries:
        words = source.plain[joined[-1][0].start : joined[-1][-1].end] if joined else ""
        if (
            words.endswith(",") and ":" in words and not BODY_HEAD.match(source.folded, entry[0].start)
        ) or words.endswith(":"):
            joined[-1] += entry
        else:
            joined.append(entry)
    return joined


def entry_name(source: Source, entry: list[Piece]) -> Name | None:
    start, end = entry[0].start, entry[-1].end
    piece = source.tight(start, end, " \n,;.:-*|")
    if not len(piece):
        return None
    words = " ".join(source.words_inside(cell.start, min(cell.end, piece.end)) for cell in entry).strip(" ,;.:")
    return Name(" ".join(words.split()), piece.start, piece.end)


def read_distribution(source: Source, layout: Layout) -> list[Name]:
    """One entry per dash after "Nơi nhận", with its purpose; the signature printed beside it is stepped over."""
    label = find_label(source, layout.foot)
    if not label:
        return []
    lines, names = distribution_lines(source, Piece(label, layout.foot.end)), []
    for line in lines:
        names.append(distribution_name(source, line))
    share_braces(source, names)
    return [name for name in names if name.text]


def find_label(source: Source, foot: Piece) -> int | None:
    for cell in source.cells:
        if foot.start <= cell.start < foot.end:
            if (match := DISTRIBUTION_LABEL.match(source.folded, cell.start, cell.end)) and source.plain[
                cell.start
            ].isupper():
                return match.end()
    return None


def distribution_lines(source: Source, piece: Piece) -> list[list[Piece]]:
    """Bullets and what goes on with them, until the line that keeps the archive copy ("Lưu …") is complete."""
    entries: list[list[Piece]] = []
    closed = False
    last_line = source.line_at(piece.start)
    for cell in source.cells:
        if cell.end <= piece.start or cell.start >= piece.end:
            continue
        cell = source.trimmed(max(cell.start, piece.start), cell.end)
        if not len(cell) or is_rule(source, cell):
            continue
        bullet = BULLET.match(source.plain, cell.start, cell.end)
        line = source.line_at(cell.start)
        if bullet and not closed:
            entries.append([source.trimmed(bullet.end(), cell.end)])
            closed = False
        elif is_signature_cell(source, cell):
            continue
        elif not entries or closed:
            if closed or (not is_bare_recipient(source, cell) or line - last_line > 3):
                if closed and line - last_line > 1:
                    break
                continue
            entries.append([cell])
        elif carries_on(source, entries[-1], cell, line - last_line):
            entries[-1].append(cell)
        elif is_bare_recipient(source, cell) and not bullet and line - last_line == 1 and no_dashes(entries, source):
            entries.append([cell])
        elif archive(source, entries[-1]):
            closed = True
        last_line = line
        if archive(source, entries[-1]) and source.plain[cell.end - 1] in ".)":
            closed = True
    return [entry for entry in entries if entry and len(entry[0])]


def no_dashes(entries: list[list[Piece]], source: Source) -> bool:
    return not BULLET.match(source.plain[max(0, entries[0][0].start - 2) : entries[0][0].start].strip() or "x")


def archive(source: Source, entry: list[Piece]) -> bool:
    return source.folded.startswith("luu", entry[0].start)


def is_signature_cell(source: Source, cell: Piece) -> bool:
    """The signature's column: authority, position, "(Đã ký)", the name."""
    folded = source.fold(cell)
    return (
        is_authority_line(source, cell)
        or is_position(source, cell)
        or "da ky" in folded
        or folded.strip(" ()*") in ("ky", "ky ten", "dong dau")
        or (is_person(source, cell) and not folded.startswith(("nhu ", "luu")))
    )


def is_bare_recipient(source: Source, cell: Piece) -> bool:
    """A recipient printed without its dash."""
    return bool(BODY_HEAD.match(source.folded, cell.start)) and not source.is_upper(cell) and len(cell) < 160


def carries_on(source: Source, entry: list[Piece], cell: Piece, gap: int) -> bool:
    """The bullet goes on in the next line where it has not ended with a mark."""
    last = source.plain[entry[-1].end - 1]
    if gap > 1 or (source.is_upper(cell) and len(cell) > 3 and " " in source.words(cell) and last in ",;."):
        return False
    ended = last in ";." or (
        last == "," and source.plain[cell.start].isupper() and BODY_HEAD.match(source.folded, cell.start)
    )
    return not ended


def distribution_name(source: Source, entry: list[Piece]) -> Name:
    start, end = entry[0].start, entry[-1].end
    end = without_signature(source, start, end)
    brace = source.plain.find("}", start, end)
    typist = TYPIST.search(source.plain, start, end)
    purpose = PURPOSE.search(source.plain, start, end)
    words = purpose_words(source, purpose)
    if typist:
        end = typist.start()
    elif brace >= 0:
        end = brace
    piece = source.tight(start, end, " \n,;.:-*|")
    folded = source.fold(piece)
    if folded.startswith("luu"):
        words = "lưu"
    return Name(source.words(piece) if len(piece) else "", piece.start, piece.end, True, words)


def purpose_words(source: Source, match: re.Match | None) -> str | None:
    """ "(để b/c)" is "để báo cáo"."""
    if not match:
        return None
    folded = " ".join(source.folded[match.start("purpose") : match.end("purpose")].split()).strip(" ;,.")
    if not folded.startswith(
        ("de ", "bao cao", "b/c", "thay b/c", "phoi hop", "theo doi", "thuc hien", "t/h", "chi dao", "phuc vu")
    ):
        return None
    words = " ".join(match["purpose"].split()).strip(" *;,.")
    words = re.sub(r"\bb/c(?:áo)?\b", "báo cáo", words)
    words = re.sub(r"\bt/h\b", "thực hiện", words)
    words = re.sub(r"\bp/h\b", "phối hợp", words)
    return (
        words
        if words.startswith("để") or not folded.startswith(("bao cao", "b/c", "thuc hien", "t/h"))
        else "để " + words
    )


def without_signature(source: Source, start: int, end: int) -> int:
    """Cut what a recognition program put on the bullet's line from the signature: "…, BÍ THƯ *", "(Đã ký", a name."""
    words = source.plain[start:end]
    signed = re.search(r"\(?\s{0,2}[ĐD][ãa] k[ýy]\b", words)
    if signed:
        end = start + signed.start()
    position = position_at_end(source, Piece(start, end))
    if position and position.start > start:
        end = position.start
    if source.folded.startswith("luu", start):
        stop = re.search(r"[.;]\s{1,40}(?=\S)", source.plain[start:end])
        if stop and is_person(source, source.trimmed(start + stop.end(), end)):
            end = start + stop.start()
    return end


def share_braces(source: Source, names: list[Name]) -> None:
    """A brace "}" gives one purpose to all its lines."""
    braced = [name for name in names if "}" in source.plain[name.end : name.end + 6].split("\n")[0]]
    purposes = [name.purpose for name in braced if name.purpose]
    for name in braced:
        name.purpose = name.purpose or (purposes[0] if purposes else None)
