"""With which words do the names of bodies begin, and with which do tasks begin? All in folded letters.

The lists are knowledge of the domain, not of any one dispatch: a name runs from a word of the first kind to one of the second.
"""

from collections.abc import Sequence
from typing import Protocol


class Word(Protocol):
    """Anything that knows its letters without case and accents."""

    @property
    def folded(self) -> str: ...


class Phrases:
    """A set of phrases that is asked for the longest one at a place; found by its first word."""

    def __init__(self, entries: list[str]):
        self.by_first: dict[str, list[tuple[str, ...]]] = {}
        for entry in sorted(set(entries), key=lambda entry: -len(entry.split())):
            first, *rest = entry.split()
            self.by_first.setdefault(first, []).append(tuple(rest))

    def length_at(self, tokens: Sequence[Word], position: int) -> int:
        """How many tokens from `position` make one of the phrases; 0 where none begins here."""
        if position >= len(tokens):
            return 0
        for rest in self.by_first.get(tokens[position].folded, ()):
            after = position + 1
            if after + len(rest) <= len(tokens) and all(
                tokens[after + i].folded == word for i, word in enumerate(rest)
            ):
                return 1 + len(rest)
        return 0

    def __contains__(self, phrase: tuple[str, ...]) -> bool:
        return bool(phrase) and tuple(phrase[1:]) in self.by_first.get(phrase[0], ())


def phrases(text: str) -> Phrases:
    return Phrases([entry.strip() for entry in " ".join(text.split()).split(",") if entry.strip()])


# How the name of a body begins, whatever its case.
NAME_STARTS = phrases(
    """
    ban can su, ban thuong vu, ban chap hanh, ban chi dao, ban to chuc, ban tuyen giao, ban dan van, ban noi chinh,
    ban xay dung dang, ban quan ly, ban bi thu, ban thuong truc, ban chi huy, ban giam hieu, ban giam doc, ban kiem
    tra, ban bau cu, uy ban, ubnd, hdnd, ubmttq, ubkt, mttq, btv, bch, bcsd, hoi dong, van phong, dang uy, dang
    doan, dang bo, tinh uy, tinh doan, thanh uy, thanh doan, huyen uy, huyen doan, thi uy, thi doan, quan uy, quan
    doan, bo truong, bo chinh tri, bo chi huy, bo doi bien phong, bo tu lenh, bi thu, pho bi thu, chu tich, pho chu
    tich, pho thu tuong, thu tuong, thu truong, tong bi thu, truong ban, truong phong, truong doan, chanh van phong,
    giam doc, cuc truong, vu truong, hieu truong, chu dau tu, cong an, cong doan, cong ty, mat tran to quoc, uy ban
    mat tran, lien doan lao dong, lien minh hop tac, lien hiep, lien hiep cac hoi, hoi lien hiep, hoi nong dan, hoi
    cuu chien binh, hoi chu thap do, hoi phu nu, doan thanh nien, doan dai bieu, doan tncs, vien kiem sat, toa an,
    cuc thue, cuc thong ke, cuc hai quan, cuc thi hanh an, tong cuc, tong cong ty, tong lien doan, chi cuc, chi bo,
    chi uy, chi nhanh, bao va phat thanh, dai phat thanh, dai truyen hinh, trung tam, tap doan, kho bac, ngan hang
    nha nuoc, ngan hang, bao hiem xa hoi, kiem toan nha nuoc, quan khu, quan uy trung uong, tieu ban, co quan, don
    vi, nguoi dung dau, cap uy, cap uy vien, chinh quyen, chinh phu, dong chi, d/c, lanh dao cac, lanh dao van
    phong, lanh dao so, lanh dao bo, lanh dao ban, thuong truc, hoc vien, luc luong, uy vien, dia phuong, thanh tra,
    tinh uy vien, thanh uy vien, huyen uy vien, dang uy vien, thu truong cac, thu truong co quan, doan the, co so
    dao tao, truong chinh tri, truong dai hoc, doanh nghiep, tung cap uy, moi cap uy, to chuc dang, to cong tac,
    hiep hoi, uy ban kiem tra, uy ban bau cu, quoc hoi, van phong chinh phu, so ban nganh, dai khi tuong, nha
    truong, cong dong doanh nghiep, hoat dong cua cac to chuc, bi thu chi bo, ke toan truong, toan an, tong thanh
    tra, bo phan mot cua
    """
)

# These begin a name only before a word in capitals: "Sở Y tế", not "sở hữu"; "Đoàn Thanh niên", not "đoàn kết".
BEFORE_CAPITAL = phrases(
    """
    ban, bo, so, phong, doan, hoi, bao, dai, vien, to, truong, cuc, vu, nha, thue, hai quan, dang, thanh tra, pho,
    tong, xa, phuong, tinh, huyen, thanh pho, thi xa, dac khu, thong tan xa, quy, kiem lam, be, doi
    """
)

# "Các …" begins a group only before these.
GROUPS = phrases(
    """
    huyen, thanh, thi, tinh, quan, so, ban, bo, nganh, co quan, don vi, dia phuong, dong chi, d/c, to chuc, doan
    the, chi bo, dang bo, dang uy, dang doan, cap uy, cap chinh quyen, xa, phuong, truong, doanh nghiep, tap doan,
    cong ty, tong cong ty, phong, van phong, hoi, luc luong, cuc, vu, vien, chu dau tu, co so, uy vien, pho, ngan
    hang, nha thau, chi nhanh, thanh vien, tieu ban, to, nha truong, dai, bao, doan, mat tran, uy ban, ubnd, hoc
    vien, chi uy, khoi, bi thu, tinh uy vien, trung tam, hiep hoi, chu tich, dac khu, cap, co quan bao chi, ban quan
    ly, lien doan, hop tac xa, don vi su nghiep, phong ban, lanh dao, thu truong
    """
)

NOT_GROUPS = phrases(
    """
    co so du lieu, cap do, bo luat, bo chi so, so lieu, hoi nghi, ban nhac, vien dan, doan kiem tra, to hop, truong
    hop, bao cao, phong trao, bo thu tuc, so nganh nghe, phuong an, phuong tien, phuong thuc, phuong phap, thanh
    phan, tinh huong, cap bach, vu viec, vu an, doan ra, ban hop, thanh tuu, thi sinh, quan he, quan diem, to chuc
    thuc hien, dai bieu, bao gom, vien chuc, hoi vien, doan vien, quan nhan, so sach, so tien, bo phan
    """
)

# How a task begins. A name never runs past one of these (in small letters).
TASKS = phrases(
    """
    hoan chinh, hoan tat, neu guong, neu cao, phat dong, ra mat, cam ket, ky cam ket, huong ung, tham du, dang tin, dua tin, phat song,
    van chuyen, thu gom, khoanh vung, truy vet, xet nghiem, tiem chung, bao quan, bao ton, phuc hoi, khoi phuc, cuu
    tro, cuu ho, di doi, so tan, tham tra, giai the, tinh gian, nang cap, cai tao, tu bo, quang ba, xuc tien, quyet
    toan, bien tap, thong qua, thao luan, soan thao, den bu, boi thuong, tro giup, quyen gop, ung ho, dong gop, tham
    hoi, tiep don, truc ban, ung truc, canh gac, tuan tra, niem phong, tam giu, nam sat, soat xet, tham gop, chot
    danh sach, kiem dem, cong tac voi, phan bien, tiep suc, chi vien, tang truong, kich cau, kien tri, no luc, day
    lui, chuyen doi, trao tang, khen ngoi, phe phan, len an, to cao, chu tri, dong chu tri, phoi hop, tang cuong, tap trung, tiep tuc, chi dao, lanh dao, xay dung, to chuc, ra soat,
    trien khai, thuc hien, theo doi, don doc, co trach nhiem, chiu trach nhiem, truc tiep, day manh, chu dong, huong
    dan, tham muu, nghien cuu, kip thoi, bao cao, theo chuc nang, theo pham vi, theo tham quyen, theo nhiem vu, can
    cu, tren co so, xac dinh, bo tri, dinh huong, duy tri, khan truong, thuong xuyen, dinh ky, cung cap, van dong,
    quan triet, lang nghe, nang cao, phat huy, doi moi, kiem tra, giam sat, thanh tra, xu ly, giai quyet, thao go,
    tong hop, de xuat, ban hanh, hoan thien, hoan thanh, cu the hoa, chuan bi, bao dam, dam bao, quan tam, tao dieu
    kien, khuyen khich, dong vien, ho tro, tiep nhan, phan cong, phan bo, can doi, huy dong, quan ly, sap xep, kien
    toan, phat hien, ngan chan, dau tranh, tuyen truyen, pho bien, giao duc, dao tao, boi duong, thong tin, thong
    bao, cap nhat, dang ky, ket noi, chia se, thuc day, mo rong, phat trien, giu vung, giu gin, giu moi lien he, nam
    chac, nam tinh hinh, nam bat, nam vung, tiep xuc, tiep cong dan, doi thoai, cong khai, niem yet, phan cap, uy
    quyen, hop nhat, kiem ke, xem xet, quyet dinh, ket thuc, kiem soat, nghiem tuc, nghiem cam, guong mau, tich cuc,
    quyet liet, dong hanh, tu giac, luu y, chu trong, uu tien, thanh lap, su dung, bo sung, sua doi, tham dinh, phe
    duyet, cong bo, danh gia, so ket, tong ket, khac phuc, ung pho, van hanh, dieu tiet, dieu hanh, khai thac, so
    hoa, trao doi, trong pham vi, trong qua trinh, khong duoc, khong de, tra loi, thi hanh, cung voi, lam tot, lam
    viec, lam ro, bam sat, thay mat, chu y, tham gia, tiep thu, di dau, ky ket, phan anh, phan luong, ung dung, thu
    hut, day nhanh, nhan thuc, hang nam, hang thang, hang quy, hang tuan, hang ngay, mo cac, dat muc, dang tai,
    chinh sua, chan chinh, nhac nho, phan dau, ap dung, bien soan, cong nhan, khen thuong, bieu duong, ky luat, de
    nghi, yeu cau, kien nghi, dua noi dung, lay y kien, thong nhat, nhan rong, phan tich, khao sat, du bao, canh
    bao, trang bi, dau tu, giai ngan, thu hoi, chuyen giao, ban giao, tiep can, xuat cap, cap phat, dieu chinh, dieu
    dong, luan chuyen, bau cu, gioi thieu, lua chon, dien tap, tap huan, thuong truc 24, tuan tra, ra quan, phong
    ngua, phong chong, truy quet, xuat ban, tai tro, hoc tap, ket hop, long ghep, gan voi, bao ve, lap danh sach,
    lap ke hoach, lap phuong an, co phuong an, co ke hoach, co giai phap, co bien phap, co van ban, co y kien, co
    hinh thuc, co cong van, dam nhiem, dam nhan, phan loai, nghiem khac, gop y, bo nhiem, thu thap, luu tru, rut
    kinh nghiem, khoi to, dieu tra, truy to, xet xu, tham gia y kien, cong tac, thuong nien, chap hanh, bien che,
    gui bao cao, gui van ban, gui ket qua, chi tra, mo dot, mo cao diem, tap hop, quy hoach, cai thien, cai cach,
    tinh gian, ra ket luan, tham van, tu van, thiet lap, phe binh, loai bo, dung ngay, tam dung, tam hoan, giu
    nguyen, phu hop, day lui, don gian, tiet kiem, noi dung, phan giao, phan khai, quy dinh, chi dinh, dieu phoi,
    kien quyet, tri hoan, ton trong, san sang, dong thoi, du kien, dat ra, lam co so, lam dau moi, la dau moi, la co
    quan, da dang hoa, hien dai hoa, xa hoi hoa, don gian hoa, nghiem thu, dam phan, cu can bo, moi hoc, thu
    chi, giai trinh, giai phong, mua sam
    """
)

CHARGES = phrases(
    """
    yeu cau, giao, de nghi, phan cong, uy quyen, kien nghi, thong nhat giao, giao trach nhiem, giao nhiem vu, chi
    dao, giao cho
    """
)

STRONG_CHARGES = phrases(
    """
    yeu cau, giao, de nghi, phan cong, uy quyen, giao trach nhiem cho, giao trach nhiem, giao nhiem vu cho, giao
    nhiem vu, giao cho, phan cong cho, thong nhat giao, yeu cau cac dong chi
    """
)

CONNECTORS = phrases(
    """
    trong do, dong thoi, ngoai ra, rieng, mat khac, ben canh do, truoc mat, dinh ky, hang nam, cung voi do, tiep do,
    cu the, theo do, truong hop can thiet, tung buoc, nhat tri, thong nhat, dong y
    """
)

HEADING_STARTS = phrases(
    """
    trach nhiem cua, nhiem vu cua, doi voi
    """
)

NOT_NAMES = phrases(
    """
    co quan bao, dai bieu, co so du, dong chi trong, don vi tinh, bo may, co quan dieu
    """
)

# Persons that a list may name after the bodies: "… và lãnh đạo các Bộ".
PERSONS = phrases(
    """
    lanh dao cac, lanh dao bo, lanh dao so, lanh dao van phong, lanh dao ban, lanh dao uy ban, lanh dao ubnd
    """
)

OPENERS = phrases(
    """
    can cu, tren co so, de, trong qua trinh, qua trinh, nham, sau khi, khi, truong hop, doi voi, trong thoi gian,
    thoi gian toi, theo, hang nam, hang thang, hang quy, dinh ky, truoc ngay, truoc mat, trong nam, trong thang,
    trong quy, tu nay, truoc, cung voi, ngoai, neu, quan triet, giup, thoi gian
    """
)

# Groups too wide to be charged by a heading or a closing phrase: "các đơn vị", "các cơ quan liên quan".
GENERIC = phrases(
    """
    don vi, co quan, dia phuong, nganh, lien quan, co lien quan, chuc nang, cac, va, bo, so, ban, luc luong, khac,
    cap, phong, huu quan, thuoc, co tham quyen, doan the
    """
)

MODIFIERS = phrases(
    """
    giup viec, co lien quan, co tham quyen, co chuc nang, co nhu cau, co dong, co dieu kien, co tinh, theo quy, chi nhanh, chi
    bo, chi uy, chi cuc, thu truong, co so, co quan, lam viec, mo, la ca, trong nuoc, trong nganh, trong tinh, trong
    khoi, trong he, trong ca, trong dien, trong vung, trong khu, trong huyen, chi doan, thu do, trong toan, trong
    do, trong luc, neu tren, co rung, co bien, co du, lap phap
    """
)

ESPECIALLY = phrases(
    """
    nhat la, dac biet la, truoc het la, trong do co
    """
)

UNDIVIDED = phrases(
    """
    the thao, the thao va du lich, thuong binh va xa hoi, thuong binh
    """
)

# After these a task word belongs to the name: "cơ quan tham mưu", "ban chỉ đạo", "cơ quan thông tin đại chúng".
NAMED_AFTER = {
    "co quan": phrases(
        "quan ly, tham muu, thong tin, chu tri, kiem tra, thanh tra, dieu tra, thi hanh, giam sat, kiem soat, to chuc, bao ve, tiep nhan, cung cap, xay dung, thuc thi, ban hanh, lanh dao"
    ),
    "don vi": phrases("tu van, thi cong"),
    "luc luong": phrases("tham gia, quan ly, tuan tra"),
    "ban": phrases("to chuc, chi dao, quan ly, kiem tra, dieu hanh, xay dung, tuyen truyen, thanh tra"),
    "bo": phrases("xay dung, thong tin, giao duc, quoc phong"),
    "so": phrases("xay dung, thong tin, giao duc, cong tac"),
    "phong": phrases("xay dung, thong tin, giao duc, noi dung, quan ly, to chuc"),
    "nganh": phrases("giao duc, thong tin, xay dung, thanh tra, kiem tra"),
    "to": phrases("cong tac, chi dao, tham muu, kiem tra, ho tro, dieu phoi"),
    "doan": phrases("cong tac, kiem tra, thanh tra, giam sat"),
    "uy ban": phrases("kiem tra, xay dung"),
    "hoi dong": phrases("quan ly, tham dinh, phoi hop, dieu phoi, bau cu, giao duc, thi dua, tu van"),
    "can bo": phrases("quan ly, lanh dao"),
    "bo phan": phrases("tham muu, tiep nhan, thuong truc"),
    "trung tam": phrases(
        "phuc vu, dieu hanh, quan ly, phat trien, giao duc, dao tao, ho tro, kiem soat, thong tin, bao ve, ung dung, khai thac, tu van, xuc tien, tiep nhan, giam sat, du bao, chi huy"
    ),
    "tieu ban": phrases("tuyen truyen, to chuc, kiem tra, noi dung"),
    "co so": phrases("giao duc, dao tao, cung cap, khai thac, su dung, giao duc dao tao, nghien cuu"),
    "to chuc": phrases("tin dung"),
    "khu vuc": phrases("du bao"),
    "chu": phrases("dau tu"),
    "cac cap": phrases("lanh dao"),
}

# Short verbs are told apart from nouns by their accents ("cần", not "cán").
# Small words that names have inside them: what is none of these ends a name where no task is known.
NAME_TAILS = phrases(
    """
    tinh, huyen, thanh, pho, thi, xa, phuong, tran, dac khu, cac, cap, truc thuoc, dang, uy, doan, bo, nhan dan,
    quoc, gia, trung uong, chinh tri, hoi, phu nu, nong dan, cuu chien binh, thanh nien, lao dong, mat tran, to
    quoc, viet nam, nha nuoc, chi, ban, nganh, so, co quan, don vi, dia phuong, lien quan, chuc nang, va, khu, khoi,
    doanh nghiep, cong ty, tong, hoc, vien, truong, dai hoc, trung tam, phong, van phong, bi thu, chu tich, pho,
    giam doc, nguoi, dung dau, chinh quyen, luc luong, vu trang, quan su, cong an, bien phong, dong chi, thuong vu,
    thuong truc, nang khieu, nuoc, moi truong, truyen thong, ky thuat, dai, bao, kinh te, xa hoi, thuong binh, du
    lich, the thao, van hoa, y te, noi vu, tai chinh, linh vuc, phu trach, dau tu, giao thong, van tai, khoa hoc, cong nghe, tu phap,
    ngoai vu, dan toc, ton giao, cong thuong, nong thon, phat trien, thon, ap, ban lang, to dan pho, khu pho, tren
    dia ban, co so, cong lap, to chuc
    """
)
# Ministries and departments whose bare names begin as other bodies do: "Các Bộ: Quốc phòng, Công an".
MINISTRIES = phrases("cong an, thanh tra")
POSITIONS = phrases(
    "uy vien, bi thu, pho bi thu, chu tich, pho chu tich, truong ban, pho truong ban, chanh van phong, giam doc, tinh uy vien"
)
DIRECTING = phrases("lanh dao, chi dao")
# What a person was given to look after: "được phân công theo dõi địa bàn".
DUTIES = phrases("theo doi, phu trach, quan ly, chu tri")
# Organs that speak in a dispatch, and the words by which they agree or praise.
ISSUERS = phrases(
    "ban thuong vu, thuong truc, ban chap hanh, bo chinh tri, ban bi thu, thu tuong, pho thu tuong, tinh uy"
)
AGREEING = phrases(
    "thong nhat, co ban thong nhat, co ban nhat tri, co ban, nhat tri, ghi nhan, bieu duong, danh gia cao, danh gia, dong y, hoan nghenh, cam on"
)
# Names in enumerations that look like tasks: "Các Bộ: Giáo dục và Đào tạo, Xây dựng".
NAMES_LIKE_TASKS = phrases("giao duc, thong tin, xay dung, dau tu, noi chinh")
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
    "trồng",
    "nộp",
    "trả",
    "ký",
    "treo",
    "tưới",
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
NARRATIVE = {"đã", "đang", "vẫn", "từng", "vừa"}
PLURALS = {
    ("cac", "bo"): "Bộ",
    ("cac", "bo", "co", "quan"): "Bộ",
    ("cac", "bo", "nganh"): "Bộ",
    ("cac", "so"): "Sở",
    ("cac", "so", "nganh"): "Sở",
    ("cac", "so", "ban", "nganh"): "Sở",
    ("cac", "ban"): "Ban",
}
