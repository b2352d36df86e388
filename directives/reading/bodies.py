"""Which bodies does a sentence charge, and with whom are they to work together?

A body is charged where it is the subject of a clause ("Sở Y tế chủ trì …") or stands after "giao", "yêu cầu", "đề nghị".
The words of its name end where the verb begins; so this module is mostly two word lists: how names begin, and how tasks do.
"""

import re
from dataclasses import dataclass

from .labels import without_label
from .result import Name
from .text import Piece, Source


def words(text: str) -> set[tuple[str, ...]]:
    return {tuple(entry.split()) for entry in " ".join(text.split()).split(", ")}


# How the name of a body begins, whatever its case.
NAME_STARTS = words(
    """ban can su, ban thuong vu, ban chap hanh, ban chi dao, ban to chuc, ban tuyen giao, ban dan van, ban noi chinh, ban xay dung dang,
    ban quan ly, ban bi thu, ban thuong truc, ban chi huy, ban giam hieu, ban giam doc, ban kiem tra, ban bau cu, uy ban, ubnd, hdnd, ubmttq, ubkt, mttq, btv, bch, bcsd,
    hoi dong, van phong, dang uy, dang doan, dang bo, tinh uy, tinh doan, thanh uy, thanh doan, huyen uy, huyen doan, thi uy, thi doan, quan uy, quan doan,
    bo truong, bo chinh tri, bo chi huy, bo doi bien phong, bo tu lenh, bi thu, pho bi thu, chu tich, pho chu tich, pho thu tuong, thu tuong, thu truong, tong bi thu, truong ban, truong phong,
    truong doan, chanh van phong, giam doc, cuc truong, vu truong, hieu truong, chu dau tu, cong an, cong doan, cong ty, mat tran to quoc, uy ban mat tran, lien doan lao dong, lien minh hop tac,
    lien hiep, lien hiep cac hoi, hoi lien hiep, hoi nong dan, hoi cuu chien binh, hoi chu thap do, hoi phu nu, doan thanh nien, doan dai bieu, doan tncs, vien kiem sat, toa an, cuc thue, cuc thong ke, cuc hai quan, cuc thi hanh an,
    tong cuc, tong cong ty, tong lien doan, chi cuc, chi bo, chi uy, chi nhanh, bao va phat thanh, dai phat thanh, dai truyen hinh, trung tam, tap doan, kho bac, ngan hang nha nuoc, ngan hang, bao hiem xa hoi,
    kiem toan nha nuoc, quan khu, quan uy trung uong, tieu ban, co quan, don vi, nguoi dung dau, cap uy, cap uy vien, chinh quyen, chinh phu, dong chi, d/c, lanh dao cac, lanh dao van phong, lanh dao so, lanh dao bo, lanh dao ban, thuong truc, hoc vien, luc luong, uy vien, dia phuong, thanh tra,
    tinh uy vien, thanh uy vien, huyen uy vien, dang uy vien, thu truong cac, thu truong co quan, doan the, co so dao tao, truong chinh tri, truong dai hoc, doanh nghiep, tung cap uy, moi cap uy, to chuc dang, to cong tac, hiep hoi,
    uy ban kiem tra, uy ban bau cu, quoc hoi, van phong chinh phu, so ban nganh, dai khi tuong, nha truong, cong dong doanh nghiep, hoat dong cua cac to chuc, bi thu chi bo, ke toan truong, toan an, tong thanh tra, bo phan mot cua"""
)
# These begin a name only before a word in capitals: "Sở Y tế", not "sở hữu"; "Đoàn Thanh niên", not "đoàn kết".
BEFORE_CAPITAL = words(
    "ban, bo, so, phong, doan, hoi, bao, dai, vien, to, truong, cuc, vu, nha, thue, hai quan, dang, thanh tra, pho, tong, xa, phuong, tinh, huyen, thanh pho, thi xa, dac khu, thong tan xa, quy, kiem lam, be, doi"
)
# "Các …" begins a group only before these.
GROUPS = words(
    """huyen, thanh, thi, tinh, quan, so, ban, bo, nganh, co quan, don vi, dia phuong, dong chi, d/c, to chuc, doan the, chi bo, dang bo, dang uy, dang doan, cap uy, cap chinh quyen, xa, phuong, truong, doanh nghiep, tap doan,
    cong ty, tong cong ty, phong, van phong, hoi, luc luong, cuc, vu, vien, chu dau tu, co so, uy vien, pho, ngan hang, nha thau, chi nhanh, thanh vien, tieu ban, to, nha truong, dai, bao, doan, mat tran, uy ban, ubnd,
    hoc vien, chi uy, khoi, bi thu, tinh uy vien, trung tam, hiep hoi, chu tich, dac khu, cap, co quan bao chi, ban quan ly, lien doan, hop tac xa, don vi su nghiep, phong ban, lanh dao, thu truong"""
)
NOT_GROUPS = words(
    "co so du lieu, cap do, bo luat, bo chi so, so lieu, hoi nghi, ban nhac, vien dan, doan kiem tra, to hop, truong hop, bao cao, phong trao, bo thu tuc, so nganh nghe, phuong an, phuong tien, phuong thuc, phuong phap, thanh phan, tinh huong, cap bach, vu viec, vu an, doan ra, ban hop, thanh tuu, thi sinh, quan he, quan diem, to chuc thuc hien, dai bieu, bao gom, vien chuc, hoi vien, doan vien, quan nhan, so sach, so tien, bo phan"
)

# How a task begins. A name never runs past one of these (in small letters).
TASKS = words(
    """chu tri, dong chu tri, phoi hop, tang cuong, tap trung, tiep tuc, chi dao, lanh dao, xay dung, to chuc, ra soat, trien khai, thuc hien, theo doi, don doc, co trach nhiem, chiu trach nhiem, truc tiep, day manh, chu dong, huong dan, tham muu, nghien cuu,
    kip thoi, bao cao, theo chuc nang, theo pham vi, theo tham quyen, theo nhiem vu, theo doi, can cu, tren co so, xac dinh, bo tri, dinh huong, duy tri, khan truong, thuong xuyen, dinh ky, cung cap, van dong, quan triet, lang nghe, nang cao, phat huy, doi moi, kiem tra,
    giam sat, thanh tra, xu ly, giai quyet, thao go, tong hop, de xuat, ban hanh, hoan thien, hoan thanh, cu the hoa, chuan bi, bao dam, dam bao, quan tam, tao dieu kien, khuyen khich, dong vien, ho tro, tiep nhan, phan cong, phan bo, can doi, huy dong, quan ly, sap xep,
    kien toan, phat hien, ngan chan, dau tranh, tuyen truyen, pho bien, giao duc, dao tao, boi duong, thong tin, thong bao, cap nhat, dang ky, ket noi, chia se, thuc day, mo rong, phat trien, giu vung, giu gin, giu moi lien he, nam chac, nam tinh hinh, nam bat, nam vung, tiep xuc, tiep cong dan, doi thoai,
    cong khai, niem yet, phan cap, uy quyen, hop nhat, kiem ke, xem xet, quyet dinh, ket thuc, kiem soat, nghiem tuc, nghiem cam, guong mau, tich cuc, quyet liet, dong hanh, tu giac, luu y, chu trong, uu tien, thanh lap, su dung, bo sung, sua doi, tham dinh, phe duyet, cong bo, danh gia,
    so ket, tong ket, khac phuc, ung pho, van hanh, dieu tiet, dieu hanh, khai thac, so hoa, trao doi, trong pham vi, trong qua trinh, khong duoc, khong de, tra loi, thi hanh, cung voi, lam tot, lam viec, lam ro, bam sat, thay mat, chu y, tham gia, tiep thu, di dau, ky ket, phan anh, phan luong,
    ung dung, thu hut, day nhanh, nhan thuc, hang nam, hang thang, hang quy, hang tuan, hang ngay, mo cac, mo rong, xay dung, dat muc, dang tai, chinh sua, chan chinh, nhac nho, phan dau, ap dung, bien soan, cong nhan, khen thuong, bieu duong, ky luat, de nghi, yeu cau, kien nghi, dua noi dung,
    lay y kien, thong nhat, nhan rong, phan tich, khao sat, du bao, canh bao, trang bi, dau tu, giai ngan, thu hoi, chuyen giao, ban giao, tiep can, xuat cap, cap phat, dieu chinh, dieu dong, luan chuyen, bau cu, gioi thieu, lua chon, dien tap, tap huan, thuong truc 24, tuan tra, ra quan, phong ngua, phong chong, truy quet, xuat ban, tai tro,
    hoc tap, ket hop, long ghep, gan voi, bao ve, ban hanh, lap danh sach, lap ke hoach, lap phuong an, co phuong an, co ke hoach, co giai phap, co bien phap, co van ban, co y kien, co hinh thuc, co cong van, dam nhiem, dam nhan, phan loai, nghiem tuc, nghiem khac, gop y, bo nhiem, thu thap, luu tru, rut kinh nghiem, khoi to, dieu tra, truy to, xet xu, tham gia y kien, cong tac,
    thuong nien, chap hanh, bien che, gui bao cao, gui van ban, gui ket qua, chi tra, mo dot, mo cao diem, tap hop, quy hoach, cai thien, cai cach, tinh gian, ra ket luan, tham van, tu van, thiet lap, phe binh, loai bo, dung ngay, tam dung, tam hoan, giu nguyen, phu hop, day lui, don gian, tiet kiem, noi dung, phan giao, phan khai, quy dinh, chi dinh, dieu phoi, kien quyet, tri hoan, ton trong, phan loai, san sang, dong thoi, du kien, dat ra, lam co so, lam dau moi, la dau moi, la co quan, da dang hoa, hien dai hoa, xa hoi hoa, don gian hoa, xay ra, nghiem thu, dam phan, cu can bo, moi hoc, tham muu, thu chi, tiep nhan, giai trinh, giai phong, mua sam"""
)
# Short verbs are told apart from nouns by their accents ("cần", not "cán").
SHORT_TASKS = {
    "phải",
    "cần",
    "nên",
    "sẽ",
    "có",
    "không",
    "giúp",
    "trình",
    "lập",
    "đưa",
    "gửi",
    "mở",
    "cử",
    "giữ",
    "chọn",
    "theo",
    "tự",
    "làm",
    "đo",
    "đón",
    "nắm",
    "coi",
    "lấy",
    "xét",
    "dành",
    "sớm",
    "chấm",
    "rút",
    "đặt",
    "trong",
    "là",
    "bám",
    "để",
    "chịu",
    "khi",
    "xin",
    "luôn",
}
SHORT_TASKS_BARE = {
    "phai",
    "nen",
    "se",
    "giup",
    "trinh",
    "lap",
    "dua",
    "gui",
    "theo",
    "co",
    "khong",
    "chon",
    "trong",
    "khi",
}
# After these a task word belongs to the name: "cơ quan tham mưu", "ban chỉ đạo", "cơ quan thông tin đại chúng".
NAMED_AFTER = {
    "co quan": words(
        "quan ly, tham muu, thong tin, chu tri, kiem tra, thanh tra, dieu tra, thi hanh, giam sat, kiem soat, to chuc, bao ve, tiep nhan, cung cap, xay dung, thuc thi, ban hanh, lanh dao"
    ),
    "don vi": words("tu van, thi cong"),
    "luc luong": words("tham gia, quan ly, tuan tra"),
    "ban": words("to chuc, chi dao, quan ly, kiem tra, dieu hanh, xay dung, tuyen truyen, thanh tra"),
    "bo": words("xay dung, thong tin, giao duc, quoc phong"),
    "so": words("xay dung, thong tin, giao duc, cong tac"),
    "phong": words("xay dung, thong tin, giao duc, noi dung, quan ly, to chuc"),
    "nganh": words("giao duc, thong tin, xay dung, thanh tra, kiem tra"),
    "to": words("cong tac, chi dao, tham muu, kiem tra, ho tro, dieu phoi"),
    "doan": words("cong tac, kiem tra, thanh tra, giam sat"),
    "uy ban": words("kiem tra, xay dung"),
    "hoi dong": words("quan ly, tham dinh, phoi hop, dieu phoi, bau cu, giao duc, thi dua, tu van"),
    "can bo": words("quan ly, lanh dao"),
    "bo phan": words("tham muu, tiep nhan, thuong truc"),
    "trung tam": words(
        "phuc vu, dieu hanh, quan ly, phat trien, giao duc, dao tao, ho tro, kiem soat, thong tin, bao ve, ung dung, khai thac, tu van, xuc tien, tiep nhan, giam sat, du bao, chi huy"
    ),
    "tieu ban": words("tuyen truyen, to chuc, kiem tra, noi dung"),
    "co so": words("giao duc, dao tao, cung cap, khai thac, su dung, giao duc dao tao, nghien cuu"),
    "to chuc": words("tin dung"),
    "khu vuc": words("du bao"),
    "chu": words("dau tu"),
    "cac cap": words("lanh dao"),
}
RELATIVE = {"được", "do", "mà", "có"}
NARRATIVE = {"đã", "đang", "vẫn", "từng", "vừa"}
CHARGES = words(
    "yeu cau, giao, de nghi, phan cong, uy quyen, kien nghi, thong nhat giao, giao trach nhiem, giao nhiem vu, chi dao, giao cho"
)
STRONG_CHARGES = words(
    "yeu cau, giao, de nghi, phan cong, uy quyen, giao trach nhiem cho, giao trach nhiem, giao nhiem vu cho, giao nhiem vu, giao cho, phan cong cho, thong nhat giao, yeu cau cac dong chi"
)
CONNECTORS = words(
    "trong do, dong thoi, ngoai ra, rieng, mat khac, ben canh do, truoc mat, dinh ky, hang nam, cung voi do, tiep do, cu the, theo do, truong hop can thiet, tung buoc, nhat tri, thong nhat, dong y"
)
HEADING_STARTS = words("trach nhiem cua, nhiem vu cua, doi voi")
NOT_NAMES = words("co quan bao, dai bieu, co so du, dong chi trong, don vi tinh, bo may, co quan dieu")

# Persons that a list may name after the bodies: "… và lãnh đạo các Bộ".
PERSONS = words(
    "lanh dao cac, lanh dao bo, lanh dao so, lanh dao van phong, lanh dao ban, lanh dao uy ban, lanh dao ubnd"
)
TOKEN = re.compile(r"[^\W_]+(?:/[^\W_]{1,3})?|[^\w\s]|\n")
LIMIT = 70  # words in which a list of names must end


@dataclass(frozen=True)
class Token:
    start: int
    end: int
    folded: str
    printed: str

    @property
    def capital(self) -> bool:
        return self.printed[0].isupper()

    @property
    def word(self) -> bool:
        return self.printed[0].isalnum()


@dataclass(frozen=True)
class Listing:
    """A list of names: its tokens, where it ends, and what follows it: a task, a charge ("… giao …") or a heading's end."""

    tokens: list[Token]
    end: int
    after: str


def read_bodies(source: Source, start: int, end: int) -> tuple[list[Name], list[Name]]:
    """The bodies charged between two places, and those they are to work with; each once, in order."""
    charged: list[Name] = []
    helping: list[Name] = []
    done = start
    for clause in clauses(source, start, end):
        if clause.start < done:
            continue
        found, done_here = charged_in(source, clause, end)
        charged += found
        done = max(done, done_here)
    for match in WITH.finditer(source.folded, start, end):
        helping += helpers_after(source, match.end(), end)
    return each_once(charged), each_once(helping, charged)


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
WITH = re.compile(
    r"phoi hop(?:\s{1,3}(?:chat che|dong bo|thuong xuyen|tot|hieu qua|,|chat che, hieu qua))?\s{1,3}(?:voi|cung)\s{1,3}"
)
DONE_BY = re.compile(r"\bdo\s{1,3}")


OPENERS = words(
    "can cu, tren co so, de, trong qua trinh, qua trinh, nham, sau khi, khi, truong hop, doi voi, trong thoi gian, thoi gian toi, theo, hang nam, hang thang, hang quy, dinh ky, truoc ngay, truoc mat, trong nam, trong thang, trong quy, tu nay, truoc, cung voi, ngoai, neu, quan triet, giup, thoi gian"
)


def charged_in(source: Source, clause: Piece, limit: int) -> tuple[list[Name], int]:
    """The bodies that a clause charges: [Ban Thường vụ giao] Sở Y tế, Công an tỉnh | chủ trì …"""
    tokens = tokens_at(source, clause.start, limit)
    position = skip(tokens, 0, CONNECTORS)
    position = position + 1 if position and position < len(tokens) and tokens[position].folded == "," else position
    heading = phrase(tokens, position, HEADING_STARTS)
    if heading:
        listing = listing_at(source, tokens, position + heading)
        if not listing or listing.after not in ("end", "task") or is_generic(listing.tokens):
            return [], clause.start
        return names_of(source, listing), listing.end
    charge = charge_length(tokens, position)
    if charge:
        return charged_after(source, tokens, position + charge, clause.start)
    listing = listing_at(source, tokens, position)
    if not listing and phrase(tokens, position, OPENERS):
        listing = listing_after_opener(source, tokens, position)
    if not listing or listing.after == "none":
        return [], clause.start
    if listing.after == "charge":
        after = next(i for i, token in enumerate(tokens) if token.start >= listing.end)
        return charged_after(source, tokens, after + charge_length(tokens, after), clause.start)
    return names_of(source, listing), listing.end


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


# Groups too wide to be charged by a heading or a closing phrase: "các đơn vị", "các cơ quan liên quan".
GENERIC = words("don vi, co quan, dia phuong, nganh, lien quan, co lien quan, chuc nang, cac, va, bo, so, ban, luc luong, khac, cap, phong, huu quan, thuoc, co tham quyen, doan the")


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
    listing = listing_at(source, tokens, position, charged=True)
    return (names_of(source, listing), listing.end) if listing else ([], start)


def tokens_at(source: Source, start: int, end: int) -> list[Token]:
    tokens = []
    for match in TOKEN.finditer(source.plain, start, min(end, start + 900)):
        if match.group() != "\n":
            tokens.append(Token(match.start(), match.end(), source.folded[match.start() : match.end()], match.group()))
        if len(tokens) > LIMIT + 20 or ends_sentence(source, match):
            break
    return tokens


def ends_sentence(source: Source, match: re.Match) -> bool:
    """A stop with a blank after it, unless it shortens a word ("TP. Hồ Chí Minh")."""
    if match.group() not in ".!?" or match.end() >= len(source):
        return match.group() in "!?"
    before = source.folded[max(0, match.start() - 3) : match.start()].split()
    return source.plain[match.end()].isspace() and (not before or before[-1] not in ("tp", "p", "q", "tx", "h", "d/c"))


def phrase(tokens: list[Token], position: int, known: set[tuple[str, ...]]) -> int:
    """How many tokens from `position` make one of the known phrases; the longest counts."""
    for length in range(5, 0, -1):
        if position + length <= len(tokens) and tuple(t.folded for t in tokens[position : position + length]) in known:
            return length
    return 0


def skip(tokens: list[Token], position: int, known: set[tuple[str, ...]]) -> int:
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
    length = phrase(tokens, position, BEFORE_CAPITAL)
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


def listing_at(source: Source, tokens: list[Token], position: int, charged: bool = False) -> Listing | None:
    """A list of names that begins here and ends before a task, at a colon, or with its line."""
    length = name_start(tokens, position)
    if not length:
        return None
    index, depth, soft_stop = position + length, 0, None
    while index < len(tokens) and index - position < LIMIT:
        token = tokens[index]
        if token.folded in "([":
            index = closing_bracket(tokens, index)
            continue
        if token.folded in (".", "!", "?", '"') and not abbreviates(tokens, index):
            return finish(source, tokens, position, index, "heading" if charged else "none", soft_stop)
        if token.folded == ";" and not name_start_capital(tokens, index + 1):
            return finish(source, tokens, position, index, "heading" if charged else "none", soft_stop)
        if token.folded == ":" and not enumerates(tokens, position, index):
            return finish(source, tokens, position, index, "end", soft_stop)
        if index > position + length and new_paragraph(source, tokens, index):
            return finish(source, tokens, position, index, "end", soft_stop)
        if token.word and not token.capital:
            if token.printed in NARRATIVE and not charged:
                return None
            if token.printed == "được" or token.folded == "duoc" and token.printed == "duoc":
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
                return Listing(tokens[position:index], tokens[index].start, "task")
        index += 1
    return finish(source, tokens, position, index, "heading" if charged and index >= len(tokens) else "none", soft_stop)


def after_relative(tokens: list[Token], index: int) -> int:
    """ "được giao …", "được Bộ Chính trị phân công …": the verb belongs to the name."""
    for position in range(index, min(index + 8, len(tokens))):
        length = max(task_length(tokens, position), phrase(tokens, position, CHARGES) if not tokens[position].capital else 0)
        if length:
            return position + length
        if not tokens[position].word:
            break
    return index + 1


def finish(
    source: Source, tokens: list[Token], position: int, index: int, after: str, soft_stop: int | None
) -> Listing | None:
    """No certain task came: the doubtful one ends the name after all."""
    if after in ("none", "heading") and soft_stop:
        return Listing(tokens[position:soft_stop], tokens[soft_stop].start, "task")
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
    return phrase(tokens, index, TASKS) > 0 and not phrase(
        tokens, index, words("giao duc, thong tin, xay dung, dau tu, noi chinh")
    )


def new_paragraph(source: Source, tokens: list[Token], index: int) -> bool:
    """A heading that is nothing but names ends with its line, before a dash or a new sentence in capitals."""
    if index == 0:
        return False
    between = source.plain[tokens[index - 1].end : tokens[index].start]
    if "\n" not in between:
        return False
    token = tokens[index]
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
    if length := phrase(tokens, index, TASKS):
        return length if length > 1 or len(token.folded) > 3 else length
    if token.printed in SHORT_TASKS:
        return 0 if not_task(tokens, index) else 1
    if token.printed in SHORT_TASKS_BARE and token.printed == token.folded and token.printed not in SHORT_TASKS:
        return 0 if not_task(tokens, index) else 1
    return 0


MODIFIERS = words(
    "co lien quan, co tham quyen, co chuc nang, co nhu cau, co dong, co dieu kien, co tinh, theo quy, chi nhanh, chi bo, chi uy, chi cuc, thu truong, co so, co quan, lam viec, mo, la ca, trong nuoc, trong nganh, trong tinh, trong khoi, trong he, trong ca, trong dien, trong vung, trong khu, trong huyen, chi doan, thu do, trong toan, trong do, trong luc, neu tren, co rung, co bien, co du, lap phap"
)


def not_task(tokens: list[Token], index: int) -> bool:
    return phrase(tokens, index, MODIFIERS) > 0


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


ESPECIALLY = words("nhat la, dac biet la, truoc het la, trong do co")


def separates(tokens: list[Token], index: int, group: list[Token]) -> bool:
    following = index + 1
    if following < len(tokens) and tokens[following].printed in ("và", "va"):
        following += 1
    if following >= len(tokens):
        return True
    if index and tokens[index - 1].folded == "phong" and tokens[following].folded in ("chong", "tranh", "ngua"):
        return False
    token = tokens[following]
    enumerated = any(one.folded == ":" for one in group)
    plural = any(one.folded in ("cac", "nhung") for one in group)
    if phrase(tokens, following, PERSONS) and tokens[following - 1].printed in ("và", "va"):
        return True
    if not name_start(tokens, following):
        return False
    if token.folded in ("cac", "nhung"):
        return enumerated or not plural
    if token.capital:
        return (
            not enumerated
            or bool(phrase(tokens, following, NAME_STARTS))
            or bool(
                phrase(tokens, following, BEFORE_CAPITAL) and tokens[following].folded in ("bo", "so", "tap", "tong")
            )
        )
    return False


PLURALS = {
    ("cac", "bo"): "Bộ",
    ("cac", "bo", "co", "quan"): "Bộ",
    ("cac", "bo", "nganh"): "Bộ",
    ("cac", "so"): "Sở",
    ("cac", "so", "nganh"): "Sở",
    ("cac", "so", "ban", "nganh"): "Sở",
    ("cac", "ban"): "Ban",
}


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
                whole = phrase(part, 0, NAME_STARTS)
                names.append(one if whole else Name(f"{PLURALS[kind]} {one.text}", one.start, one.end, one.sure))
            start = (index or 0) + 1
    return names


UNDIVIDED = words("the thao, the thao va du lich, thuong binh va xa hoi, thuong binh")


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
    sure = len(text) < 120
    return Name(text, piece.start, piece.end, sure, why="" if sure else "Tên dài bất thường, có thể gồm nhiều cơ quan.")


def helpers_after(source: Source, position: int, limit: int) -> list[Name]:
    """Those after "phối hợp với"."""
    tokens = tokens_at(source, position, limit)
    listing = listing_at(source, tokens, 0, charged=True)
    return names_of(source, listing) if listing else []


def each_once(names: list[Name], but: list[Name] = []) -> list[Name]:  # noqa: B006
    seen = {name.text.casefold() for name in but} if but else set()
    once = []
    for name in names:
        if name.text.casefold() not in seen:
            seen.add(name.text.casefold())
            once.append(name)
    return once
