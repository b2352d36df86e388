"""Which bodies does a sentence charge, and with whom are they to work together?

A body is charged where it is the subject of a clause ("Sở Y tế chủ trì …") or stands after "giao", "yêu cầu", "đề nghị".
The words of its name end where the verb begins; so this module is mostly two word lists: how names begin, and how tasks do.
"""

import re
from bisect import bisect_left
from dataclasses import dataclass

from .labels import without_label
from .result import Name, Value
from .text import Piece, Source, Token, fold_tone
from .wording import (
    AGREEING,
    BEFORE_CAPITAL,
    CHARGES,
    CONNECTORS,
    DESCRIBING,
    DIRECTING,
    DUTIES,
    ESPECIALLY,
    GENERIC,
    GROUPS,
    HEADING_STARTS,
    ISSUERS,
    MINISTRIES,
    MODIFIERS,
    NAME_STARTS,
    NAME_WORD,
    NAME_WORD_BARE,
    NAME_WORDS,
    NAMED_AFTER,
    NAMED_BY_MATTER,
    NAMES_LIKE_TASKS,
    NARRATIVE,
    NOT_GROUPS,
    NOT_NAMES,
    OPENERS,
    PERSONS,
    PLURALS,
    POSITIONS,
    SHORT_TASKS,
    SHORT_TASKS_BARE,
    SPELT_HEADS,
    STRONG_CHARGES,
    TASKS,
    UNDIVIDED,
    Phrases,
)

LIMIT = 70  # words in which a list of names must end


@dataclass(frozen=True)
class Listing:
    """A list of names: its tokens, where it ends, and what follows it: a task, a charge ("… giao …") or a heading's end."""

    tokens: list[Token]
    end: int
    after: str
    guessed: bool = False


def read_bodies(source: Source, start: int, end: int) -> tuple[list[Name], list[Name]]:
    """The bodies charged between two places, and those they are to work with; each once, in order."""
    charged: list[Name] = []
    helping: list[Name] = []
    done = start
    first = without_label(source, start, end)
    for clause in clauses(source, start, end):
        if clause.start < done:
            continue
        found, done_here = charged_in(source, clause, end)
        if clause.start > first and not begins_line(source, clause.start):
            doubt_later(source, found)
        if clause.start > first and TOGETHER.match(source.flat, done_here) and not WITH.match(source.flat, done_here):
            helping += found
        else:
            charged += found
        done = max(done, done_here)
    for match in WITH.finditer(source.flat, start, end):
        helping += helpers_after(source, match, end)
    return each_once(charged), each_once(helping)


def begins_line(source: Source, position: int) -> bool:
    """Does a line begin here, apart from its label?"""
    line = source.lines[source.line_at(position)]
    return without_label(source, line.start, line.end) == position


def doubt_later(source: Source, names: list[Name]) -> None:
    """A group in small letters that is the subject of a later sentence may be a doer rather than one charged."""
    for name in names:
        if (
            name.sure
            and source.plain[name.start].islower()
            and not CHARGED_HERE.search(source.flat, max(0, name.start - 40), name.start)
        ):
            name.sure, name.why = False, "Chủ ngữ của một câu sau, có thể không phải cơ quan được giao."


CHARGED_HERE = re.compile(r"(?:giao|yeu cau|de nghi|phan cong|trach nhiem cua)\s{1,3}(?:cho\s)?$")


def read_speaker(source: Source, start: int, end: int) -> Value | None:
    """Who "yêu cầu", "đề nghị" in the last sentence before the first point, where the head names no issuer."""
    begin = max(
        [
            start,
            *(match.end() for match in AFTER_MARK.finditer(source.plain, max(start, end - 900), max(start, end - 40))),
        ]
    )
    for comma in [begin, *(match.end() for match in re.finditer(r",\s{1,3}", source.plain[begin:end]))]:
        position = comma if comma == begin else begin + comma
        tokens = tokens_at(source, position, end)
        listing = listing_at(source, tokens, 0)
        if listing and listing.after == "charge" and (names := names_of(source, listing)):
            return Value(names[-1].text, names[-1].start, names[-1].end, False, "Suy ra từ câu giao nhiệm vụ.")
    return None


def clauses(source: Source, start: int, end: int) -> list[Piece]:
    """Where a subject can stand: the beginning of a paragraph or dash, and after . ; : ! ? and after "giao", "yêu cầu"."""
    starts = set()
    for paragraph in source.paragraphs(start, end):
        starts.add(without_label(source, paragraph.start, paragraph.end))
    for match in AFTER_MARK.finditer(source.plain, start, end):
        if in_brackets(source, start, match.start()):
            continue
        starts.add(without_label(source, match.end(), end))
    for match in CHARGED.finditer(source.folded, start, end):
        starts.add(match.start(1))
    for match in SPEAKER.finditer(source.flat, start, end):
        starts.add(match.end())
    if start not in starts:
        starts.add(without_label(source, start, end))
    return [Piece(position, end) for position in sorted(starts) if position < end]


def in_brackets(source: Source, start: int, position: int) -> bool:
    start = max(start, position - 500)
    return source.plain.rfind("(", start, position) > source.plain.rfind(")", start, position)


AFTER_MARK = re.compile(r"[.;:!?][\"')*]{0,2}\s{1,4}")
CHARGED = re.compile(
    r"(?<=[,;.:(] )((?:giao|yeu cau|de nghi|phan cong)\s{1,3}(?:trach nhiem |nhiem vu )?(?:cho )?)(?=cac |dong chi|ban |bo |so |uy ban|ubnd|dang uy|van phong|huyen uy|thanh uy|bi thu|chu tich|cong an|cap uy|thu truong)"
)
HOW = r"(?:\s{0,3},|\s{1,3}(?:chat che|dong bo|thuong xuyen|tot|hieu qua|nhip nhang|kip thoi|va)){0,5}"
# "Thực hiện Công văn …, Ban Tổ chức Tỉnh ủy yêu cầu các đảng ủy gửi báo cáo": the speaker stands after a comma.
SPEAKER = re.compile(
    r",\s{1,3}(?=(?:ban |thuong truc |uy ban |ubnd |van phong |tinh uy |thanh uy |dang uy |chu tich |so |bo )[^,;.:]{2,50}\s(?:yeu cau|de nghi|giao)\s)"
)
WITH = re.compile(
    rf"phoi hop{HOW}\s{{1,3}}(?:voi|cung)\s{{1,3}}|cung(?:\s{{1,3}}voi)\s{{1,3}}|phoi hop\s{{1,3}}(?=so |ban |bo |ubnd|uy ban|cong an|van phong|dang uy|cac )"
    r"|(?:co quan|don vi|don vi, co quan)\s{1,3}phoi hop(?:\s{1,3}thuc hien)?\s{0,2}:\s{0,3}"
)
# "Cơ quan chủ trì: Sở Nội vụ; cơ quan phối hợp: Công an tỉnh" in programmes and plans.
ROLE = re.compile(
    r"(?:(?:co quan|don vi|cap uy)(?:, (?:co quan|don vi))?\s{1,3})(?:(?P<leads>chu tri|thuc hien|dau moi|tham muu)|(?P<helps>phoi hop))"
    r"(?:\s{1,3}(?:thuc hien|chinh|tham muu))?\s{0,2}:\s{0,3}"
)
# "…; các phòng, ban, ngành phối hợp chặt chẽ": after the point's own subject these help.
TOGETHER = re.compile(r"phoi hop\b(?!\s?:)")
LEADS = re.compile(r"(?:chu tri|dau moi|thuong truc)(?:\s{1,3}[^\W\d]{1,12}){0,3}\s?[,;]?\s{1,3}$")
LEADS_ALONE = re.compile(r"chu tri\s?[,;]?\s{1,3}$")
DONE_BY = re.compile(r"\bdo\s{1,3}")


def charged_in(source: Source, clause: Piece, limit: int) -> tuple[list[Name], int]:
    """The bodies that a clause charges: [Ban Thường vụ giao] Sở Y tế, Công an tỉnh | chủ trì …"""
    if role := ROLE.match(source.flat, clause.start, limit):
        found, done = charged_after(source, tokens_at(source, role.end(), limit), 0, role.end())
        return ([] if role["helps"] else found), done
    tokens = tokens_at(source, clause.start, limit)
    position = skip(tokens, 0, CONNECTORS)
    position = position + 1 if position and position < len(tokens) and tokens[position].folded == "," else position
    heading = phrase(tokens, position, HEADING_STARTS)
    if heading:
        listing = listing_at(source, tokens, position + heading)
        if not listing or listing.after not in ("end", "task") or is_generic(listing.tokens):
            return [], clause.start
        return names_of(source, listing), listing.end
    if phrase(tokens, position, DIRECTING) and source.plain[max(0, clause.start - 3) : clause.start].rstrip().endswith(
        ":"
    ):
        return (
            [],
            clause.start,
        )  # "Đảng ủy Ủy ban nhân dân tỉnh: Lãnh đạo Sở Y tế …" directs, the leaders of Sở Y tế are not meant
    charge = charge_length(tokens, position)
    if charge:
        return charged_after(source, tokens, position + charge, clause.start)
    listing = listing_at(source, tokens, position)
    if not listing and phrase(tokens, position, OPENERS):
        listing = listing_after_opener(source, tokens, position)
    if not listing or listing.after == "none":
        return [], clause.start
    if speaks_for_itself(tokens, position, listing):
        return [], clause.start
    if listing.after == "charge":
        after = next(i for i, token in enumerate(tokens) if token.start >= listing.end)
        return charged_after(source, tokens, after + charge_length(tokens, after), clause.start)
    return with_directed(source, tokens, listing)


def with_directed(source: Source, tokens: list[Token], listing: Listing) -> tuple[list[Name], int]:
    """ "UBND tỉnh chỉ đạo Sở Y tế duy trì …": the body that is directed does the work; whether it is charged is doubtful.

    "Ban cán sự đảng Ủy ban nhân dân tỉnh lãnh đạo Ủy ban nhân dân tỉnh …" names one body twice.
    """
    names = names_of(source, listing)
    position = next((index for index, token in enumerate(tokens) if token.start >= listing.end), len(tokens))
    after = position
    while length := phrase(tokens, after, DIRECTING):
        after += length
        after += after < len(tokens) and tokens[after].folded in (",", "va")
    if listing.after != "task" or after == position or not name_start_capital(tokens, after):
        return names, listing.end
    directed = listing_at(source, tokens, after)
    if not directed or directed.after != "task" or tokens[after].folded in ("cac", "nhung"):
        return names, listing.end
    own = " ".join(token.folded for token in listing.tokens)
    if " ".join(token.folded for token in directed.tokens) in own:
        return names, directed.end
    found = names_of(source, directed)
    for name in found:
        name.sure, name.why = False, "Cơ quan được cơ quan khác chỉ đạo thực hiện."
    return names + found, directed.end


def speaks_for_itself(tokens: list[Token], position: int, listing: Listing) -> bool:
    """ "Ban Thường vụ Tỉnh ủy cơ bản thống nhất …": the issuer agrees or praises, it charges itself with nothing."""
    after = next((index for index, token in enumerate(tokens) if token.start >= listing.end), len(tokens))
    return bool(phrase(tokens, position, ISSUERS) and phrase(tokens, after, AGREEING))


def listing_after_opener(source: Source, tokens: list[Token], position: int) -> Listing | None:
    """ "Căn cứ …, các cơ sở đào tạo xây dựng …": the subject comes after a comma or "thì"."""
    for index in range(position + 1, min(position + 60, len(tokens))):
        if tokens[index].folded in ";:" and index > position:
            return None
        if tokens[index].folded == "," and task_length(tokens, index + 1):
            return None
        if tokens[index].printed in (",", "thì", "thi", "có") and name_start(tokens, index + 1):
            listing = listing_at(source, tokens, index + 1)
            if listing and is_generic(listing.tokens):
                return None
            if listing and listing.after == "task" and (len(listing.tokens) < 30):
                return listing
    return None


def is_generic(tokens: list[Token]) -> bool:
    """Nothing in these names says which bodies are meant."""
    index, small = 0, [token for token in tokens if token.word]
    while index < len(small):
        length = phrase(small, index, GENERIC)
        if not length:
            return False
        index += length
    return True


def charged_after(source: Source, tokens: list[Token], position: int, start: int) -> tuple[list[Name], int]:
    if position < len(tokens) and tokens[position].folded in (":", "cho", "them"):
        position += 1
    listing = listing_at(source, tokens, position, charged=True) or unknown_name(source, tokens, position)
    return with_directed(source, tokens, listing) if listing else ([], start)


def unknown_name(source: Source, tokens: list[Token], position: int) -> Listing | None:
    """ "Đề nghị Chỉ huy đảo hỗ trợ …": who is asked bears a capital, though no list knows how its name begins."""
    if position >= len(tokens) or not tokens[position].capital or task_like(tokens, position):
        return None
    listing = listing_at(source, tokens, position, charged=True, begun=1)
    return (
        Listing(listing.tokens, listing.end, listing.after, guessed=True)
        if listing and listing.after == "task"
        else None
    )


def tokens_at(source: Source, start: int, end: int) -> list[Token]:
    """The words and marks of one sentence from `start`, as many as a list of names may have."""
    first = bisect_left(source.token_starts, start)
    last = bisect_left(source.token_starts, min(end, start + 900))
    stop = bisect_left(source.sentence_ends, first)
    if stop < len(source.sentence_ends):
        last = min(last, source.sentence_ends[stop] + 1)
    return source.tokens[first : min(last, first + LIMIT + 21)]


def phrase(tokens: list[Token], position: int, known: Phrases) -> int:
    """How many tokens from `position` make one of the known phrases; the longest counts."""
    return known.length_at(tokens, position)


def skip(tokens: list[Token], position: int, known: Phrases) -> int:
    return position + phrase(tokens, position, known)


def charge_length(tokens: list[Token], position: int) -> int:
    return phrase(tokens, position, STRONG_CHARGES)


def name_start(tokens: list[Token], position: int) -> int:
    """How many tokens begin the name of a body here; 0 where none begins."""
    if position >= len(tokens) or not tokens[position].word:
        return 0
    first = tokens[position]
    if (
        first.folded in ("cac", "nhung")
        and phrase(tokens, position + 1, GROUPS)
        and not phrase(tokens, position + 1, NOT_GROUPS)
    ):
        return 1 + phrase(tokens, position + 1, GROUPS)
    if phrase(tokens, position, NOT_NAMES) or phrase(tokens, position, NOT_GROUPS):
        return 0
    if length := phrase(tokens, position, NAME_STARTS):
        return length
    length = capital_head(tokens, position)
    following = tokens[position + length] if length and position + length < len(tokens) else None
    if length and first.capital and following and following.word and following.capital:
        return length
    if first.folded in ("so", "cac") and following and following.folded == ",":
        return 1
    if (
        first.capital
        and first.folded in ("tinh", "huyen", "xa", "phuong")
        and following
        and task_length(tokens, position + 1)
    ):
        return 1
    return 0


def capital_head(tokens: list[Token], position: int) -> int:
    """ "Sở", "Hạt", "Bệnh viện", by their accents where there are any: "ĐỐI TƯỢNG" begins no "đội"."""
    length = phrase(tokens, position, BEFORE_CAPITAL)
    spelt = fold_tone(" ".join(token.printed for token in tokens[position : position + length]))
    return length if spelt in SPELT_HEADS or spelt.isascii() else 0


def listing_at(
    source: Source, tokens: list[Token], position: int, charged: bool = False, begun: int = 0
) -> Listing | None:
    """A list of names that begins here and ends before a task, at a colon, or with its line."""
    length = name_start(tokens, position) or begun
    if not length:
        return None
    index, _depth, soft_stop = position + length, 0, None
    while index < len(tokens) and index - position < LIMIT:
        token = tokens[index]
        if token.folded in "([":
            index, opened = closing_bracket(tokens, index), index
            if index == opened + 1 or index > opened + 10:  # an aside that goes on and on
                return finish(source, tokens, position, opened, "end" if charged else "none", soft_stop)
            continue
        if token.folded in (".", "!", "?", '"') and not abbreviates(tokens, index):
            return finish(source, tokens, position, index, "heading" if charged else "none", soft_stop)
        if token.folded == ";" and not name_start_capital(tokens, index + 1):
            return finish(source, tokens, position, index, "heading" if charged else "none", soft_stop)
        if token.folded == ":" and not enumerates(tokens, position, index):
            return finish(source, tokens, position, index, "end", soft_stop)
        if index >= position + length and new_paragraph(source, tokens, index):
            return finish(source, tokens, position, index, "end", soft_stop)
        if token.word and not token.capital:
            if token.printed in NARRATIVE and not charged:
                return None
            if token.printed == "được" or (token.folded == "duoc" and token.printed == "duoc"):
                index = after_relative(tokens, index + 1)
                index += index < len(tokens) and tokens[index].printed == "làm"
                continue
            if index > position and charge_length(tokens, index) and not charged and name_follows(tokens, index):
                return Listing(tokens[position:index], tokens[index].start, "charge")
            if index > position and tokens[index - 1].folded in (",", "va", ";") and phrase(tokens, index, PERSONS):
                index += phrase(tokens, index, PERSONS)
                continue
            if especially := phrase(tokens, index, ESPECIALLY):
                index += especially
                continue
            task = task_length(tokens, index)
            if task and belongs_to_name(tokens, position, length, index, task):
                soft_stop = soft_stop or index
                index += task
                continue
            if task:
                return before_task(tokens, position, index)
        index += 1
    return finish(source, tokens, position, index, "heading" if charged and index >= len(tokens) else "none", soft_stop)


def before_task(tokens: list[Token], position: int, index: int) -> Listing:
    """A name ends before the first task that is known, or before a word that none has ("… Nghệ An tăng thời lượng phát sóng")."""
    stop = strange_word(tokens, position, index)
    if stop:
        return Listing(tokens[position:stop], tokens[stop].start, "task", guessed=True)
    return Listing(tokens[position:index], tokens[index].start, "task")


def strange_word(tokens: list[Token], position: int, end: int) -> int | None:
    """Where a name ends by its own words: before the first small word that names are not made of.

    The name of an office is made of words that are known or capitals. A group in small letters may be described in any words
    ("các cơ sở lưu trú"), but hardly after words that complete it ("các chi bộ trực thuộc").
    """
    index, head_end, complete, described, free = position, position, False, False, False
    while index < end:
        token, before = tokens[index], tokens[index - 1]
        if (index == position or before.folded in (",", ";", "va", ":")) and (head := name_start(tokens, index)):
            described = not capital_name(tokens, index) or bool(phrase(tokens, index, NAMED_BY_MATTER))
            index = head_end = index + head
            complete, free = tokens[index - 1].folded in ("uy", "dang"), False
            continue
        length = phrase(tokens, index, NAME_WORDS) or is_name_word(token) or numbered(tokens, index)
        if not token.word and token.folded not in ",-/&;:":
            return None
        if not token.word or token.capital or token.folded.isdigit() or length:
            complete = token.word and token.folded not in ("va", "cua", "thuoc", "cac")
        elif token.printed in ("được", "duoc") or (described and token.printed in DESCRIBING):
            free = True
        elif second_half(tokens, index, head_end):
            complete = True
        elif not free and (complete or not described):
            return index
        index += length or 1
    return None


def capital_name(tokens: list[Token], index: int) -> bool:
    """The name of one office, not of a group or of a kind of persons."""
    return tokens[index].capital and tokens[index].folded not in ("cac", "nhung", "nguoi", "thu", "cap", "chu")


def is_name_word(token: Token) -> int:
    spelt = fold_tone(token.printed)
    return int(spelt in NAME_WORD or (spelt.isascii() and spelt in NAME_WORD_BARE))


def numbered(tokens: list[Token], index: int) -> int:
    """ "Tổ đảng số 2"."""
    return 2 * int(tokens[index].printed == "số" and index + 1 < len(tokens) and tokens[index + 1].folded.isdigit())


def second_half(tokens: list[Token], index: int, head_end: int) -> bool:
    """ "Kiểm lâm", "Thủy văn": of a word written with one capital the second half is small; of a place every one is a capital."""
    before, earlier = tokens[index - 1], tokens[index - 2] if index - 2 >= head_end else None
    whole = index == head_end  # the head was whole: "Ban Xây dựng Đảng"
    first = (
        before.word
        and before.capital
        and not (before.printed.isupper() and (len(before.printed) > 1 or before.printed in "IVX"))
    )
    return first and not whole and not (earlier and earlier.word and earlier.capital)


def after_relative(tokens: list[Token], index: int) -> int:
    """ "được giao …", "được Bộ Chính trị phân công …": the verb belongs to the name."""
    for position in range(index, min(index + 8, len(tokens))):
        length = max(
            task_length(tokens, position), phrase(tokens, position, CHARGES) if not tokens[position].capital else 0
        )
        if length:
            return position + length + phrase(tokens, position + length, DUTIES)
        if not tokens[position].word:
            break
    return index + 1


def finish(
    source: Source, tokens: list[Token], position: int, index: int, after: str, soft_stop: int | None
) -> Listing | None:
    """No certain task came: a doubtful one ends the name after all, or a word that no name has."""
    if after in ("none", "heading"):
        told = after == "heading" or tokens[position].capital
        stop = max(soft_stop or 0, strange_word(tokens, position, index) or 0 if told else 0)
        if stop:
            return Listing(tokens[position:stop], tokens[stop].start, "task", guessed=True)
    if after == "none":
        return None
    end = tokens[index].start if index < len(tokens) else tokens[-1].end
    if index - position > 40:
        return None
    return Listing(tokens[position:index], end, "end" if after == "heading" else after)


def abbreviates(tokens: list[Token], index: int) -> bool:
    """The stop in "TP. Hồ Chí Minh" ends nothing."""
    return tokens[index].folded == "." and index > 0 and tokens[index - 1].folded in ("tp", "p", "q", "tx", "h")


def name_start_capital(tokens: list[Token], position: int) -> bool:
    return position < len(tokens) and tokens[position].capital and name_start(tokens, position) > 0


def name_follows(tokens: list[Token], index: int) -> bool:
    after = index + charge_length(tokens, index)
    return name_start(tokens, after) > 0 or (after < len(tokens) and tokens[after].folded in (":",))


def closing_bracket(tokens: list[Token], index: int) -> int:
    for position in range(index + 1, min(index + 40, len(tokens))):
        if tokens[position].folded in ")]":
            return position + 1
    return index + 1


def enumerates(tokens: list[Token], position: int, index: int) -> bool:
    """ "Các Bộ: Quốc phòng, Công an chỉ đạo …": the names after the colon belong to the list."""
    before = {token.folded for token in tokens[position:index]}
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    plural = tokens[position].folded == "cac" or "cac" in before
    return bool(
        plural
        and after
        and after.word
        and after.capital
        and after.folded != "cac"
        and not phrase(tokens, index + 1, STRONG_CHARGES)
        and not task_like(tokens, index + 1)
        and has_comma_soon(tokens, index)
    )


def has_comma_soon(tokens: list[Token], index: int) -> bool:
    return any(token.folded in (",", "va") for token in tokens[index + 2 : index + 8])


def task_like(tokens: list[Token], index: int) -> bool:
    """A task after the colon begins with a capital too: "Các sở: Rà soát …"."""
    return phrase(tokens, index, TASKS) > 0 and not phrase(tokens, index, NAMES_LIKE_TASKS)


def new_paragraph(source: Source, tokens: list[Token], index: int) -> bool:
    """A heading that is nothing but names ends with its line, before a dash or a new sentence in capitals."""
    if index == 0:
        return False
    between = source.plain[tokens[index - 1].end : tokens[index].start]
    if "\n" not in between:
        return False
    token = tokens[index]
    if token.folded in "-+•–" and source.goes_on([tokens[0].start, tokens[index - 1].end], token.start, False):
        return False
    if token.folded in "-+•–" or (
        token.word and token.printed[0].isdigit() and tokens[index - 1].folded not in ("va", ",")
    ):
        return True
    if without_label(source, token.start, source.lines[source.line_at(token.start)].end) > token.start:
        return True
    if token.capital and not source.goes_on([tokens[0].start, tokens[index - 1].end], token.start, False):
        return tokens[index - 1].folded not in (",", "va")
    if between.count("\n") > 1:
        return token.capital
    return token.capital and tokens[index - 1].folded not in (",", "va") and task_like(tokens, index)


def task_length(tokens: list[Token], index: int) -> int:
    """How many tokens of a task's beginning stand here, in small letters."""
    if index >= len(tokens):
        return 0
    token = tokens[index]
    if token.capital or not token.word:
        return 0
    length = phrase(tokens, index, TASKS)
    if length and not any(token.capital for token in tokens[index : index + length]):
        return length
    if token.printed in SHORT_TASKS:
        return 0 if not_task(tokens, index) else 1
    if token.printed in SHORT_TASKS_BARE and token.printed == token.folded and token.printed not in SHORT_TASKS:
        return 0 if not_task(tokens, index) else 1
    return 0


def not_task(tokens: list[Token], index: int) -> bool:
    return phrase(tokens, index, MODIFIERS) > 0 or (index > 0 and phrase(tokens, index - 1, NAME_WORDS) > 1)


def belongs_to_name(tokens: list[Token], position: int, head: int, index: int, task: int) -> bool:
    """ "các cơ quan tham mưu", "Ban chỉ đạo", "tổ chức đảng": here the word is part of the name."""
    found = tuple(token.folded for token in tokens[index : index + task])
    before1 = (tokens[index - 1].folded,)
    if found == ("to", "chuc"):
        following = tokens[index + 2].folded if index + 2 < len(tokens) else ""
        noun = following in (
            "dang",
            "chinh",
            "co",
            "doan",
            "hoi",
            ",",
            "lien",
            "ton",
            "va",
            "xa",
            "quan",
            "thanh",
            "cong",
            "phi",
            "kinh",
            "tin",
        )
        return (
            before1[0] in ("cac", "moi", "nhung", "ban", ",", "va", "tung") and (noun or before1[0] in ("cac", "ban"))
        ) or (noun and following in ("dang", "chinh"))
    for length in (2, 1):
        named = " ".join(token.folded for token in tokens[max(position, index - length) : index])
        if found in NAMED_AFTER.get(named, ()):
            return True
    return False


def names_of(source: Source, listing: Listing) -> list[Name]:
    """A list cut into single bodies; "Các Bộ: A, B" gives "Bộ A" and "Bộ B"."""
    names: list[Name] = []
    for group in split_list(listing.tokens):
        names += expanded(source, group)
    if listing.guessed:
        for name in names:
            name.sure, name.why = False, "Không chắc tên kết thúc ở đây."
    return [name for name in names if name.text]


def split_list(tokens: list[Token]) -> list[list[Token]]:
    """Cut before a name in capitals, and before "các …" where a single body went before."""
    groups: list[list[Token]] = [[]]
    index = 0
    while index < len(tokens):
        token = tokens[index]
        if token.folded in "([":
            index = closing_bracket(tokens, index)
            continue
        if length := phrase(tokens, index, ESPECIALLY):
            if not name_start(tokens, index + length):
                break
            groups.append([])
            index += length
            continue
        separator = token.folded in (",", ";") or (token.printed in ("và", "va", "cùng") and not token.capital)
        if separator and separates(tokens, index, groups[-1]):
            groups.append([])
        else:
            groups[-1].append(token)
        index += 1
    return [group for group in groups if any(token.word for token in group)]


def separates(tokens: list[Token], index: int, group: list[Token]) -> bool:
    following = index + 1
    if following < len(tokens) and tokens[following].printed in ("và", "va"):
        following += 1
    if following >= len(tokens):
        return True
    if index and tokens[index - 1].folded == "phong" and tokens[following].folded in ("chong", "tranh", "ngua"):
        return False
    token = tokens[following]
    if is_comrade(group) and phrase(tokens, following, POSITIONS):
        return False
    enumerated = any(one.folded == ":" for one in group)
    plural = any(one.folded in ("cac", "nhung") for one in group)
    if phrase(tokens, following, PERSONS) and tokens[following - 1].printed in ("và", "va"):
        return True
    if not name_start(tokens, following):
        return False
    if token.folded in ("cac", "nhung"):
        return enumerated or not plural
    if token.capital and enumerated and phrase(tokens, following, MINISTRIES):
        return False
    if token.capital:
        return (
            not enumerated
            or bool(phrase(tokens, following, NAME_STARTS))
            or bool(
                phrase(tokens, following, BEFORE_CAPITAL) and tokens[following].folded in ("bo", "so", "tap", "tong")
            )
        )
    return False


def is_comrade(group: list[Token]) -> bool:
    """ "Đồng chí Nguyễn Văn A, Phó Bí thư": one person, whose position follows the name."""
    return bool(group) and (group[0].folded == "d/c" or [token.folded for token in group[:2]] == ["dong", "chi"])


def expanded(source: Source, group: list[Token]) -> list[Name]:
    """ "Các Bộ: Quốc phòng, Công an" -> "Bộ Quốc phòng", "Bộ Công an"; any other name as printed."""
    colon = next((i for i, token in enumerate(group) if token.folded == ":"), None)
    kind = tuple(token.folded for token in group[: colon or 0] if token.word)
    if colon is None or kind not in PLURALS:
        return [name_of(source, group)]
    names, start = [], colon + 1
    for index in [*range(colon + 1, len(group)), None]:
        if index is None or cuts_enumeration(group, index):
            part = group[start:index]
            if any(token.word for token in part):
                one = name_of(source, part)
                if not phrase(part, 0, NAME_STARTS) or phrase(part, 0, MINISTRIES):
                    one = Name(f"{PLURALS[kind]} {one.text}", one.start, one.end)
                names.append(one)
            start = (index or 0) + 1
    return names


def cuts_enumeration(group: list[Token], index: int) -> bool:
    """A comma cuts, but not inside "Văn hóa, Thể thao và Du lịch"; "và" cuts only the last two names apart."""
    if group[index].folded == ",":
        return not phrase(group, index + 1, UNDIVIDED)
    return group[index].printed == "và" and index + 1 < len(group) and bool(name_start(group, index + 1))


def name_of(source: Source, tokens: list[Token]) -> Name:
    while tokens and not tokens[-1].word and tokens[-1].folded not in ")":
        tokens = tokens[:-1]
    while tokens and (not tokens[0].word or tokens[0].printed in ("và", "va")):
        tokens = tokens[1:]
    if not tokens:
        return Name("", 0, 0)
    piece = source.tight(tokens[0].start, tokens[-1].end, " \n,;.:-")
    text = source.words(piece)
    why = doubtful_name(tokens, text)
    return Name(text, piece.start, piece.end, not why, why=why)


def doubtful_name(tokens: list[Token], text: str) -> str:
    """Why a name may be cut wrongly or say too little, if so."""
    if len(text) > 120:
        return "Tên dài bất thường, có thể gồm nhiều cơ quan."
    if is_generic(tokens) or (name_start(tokens, 0) == len([t for t in tokens if t.word]) and len(tokens) < 3):
        return "Tên gọi chung, không rõ là cơ quan nào."
    if any(token.printed in ("được", "tại", "trong", "nào", "thì", "của", "(", ")") for token in tokens):
        return "Tên có kèm lời giải thích, nên xem lại chỗ kết thúc."
    return ""


def helpers_after(source: Source, match: re.Match, limit: int) -> list[Name]:
    """Those after "phối hợp với". "Các cơ quan liên quan" are named where somebody leads them, elsewhere they say nothing."""
    tokens = tokens_at(source, match.end(), limit)
    listing = listing_at(source, tokens, 0, charged=True)
    if not listing:
        return []
    leads = LEADS.search(source.flat, max(0, match.start() - 40), match.start())
    if is_generic(listing.tokens) and not leads and match.group().startswith("phoi hop"):
        return []
    if match.group().startswith("cung") and not LEADS_ALONE.search(
        source.flat, max(0, match.start() - 12), match.start()
    ):
        return []
    return names_of(source, listing)


def each_once(names: list[Name]) -> list[Name]:
    seen, once = set(), []
    for name in names:
        if name.text.casefold() not in seen:
            seen.add(name.text.casefold())
            once.append(name)
    return once
