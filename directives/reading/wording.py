"""With which words do the names of bodies begin, and with which do tasks begin? All in folded letters.

The lists are knowledge of the domain, not of any one dispatch: a name runs from a word of the first kind to one of the second.
"""

from collections.abc import Sequence
from typing import Protocol

from .text import fold as fold_word


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
    tra, bo phan mot cua, thue tinh, thue thanh pho, thue co so, thue khu vuc, hai quan khu vuc, to dai bieu, truong cac, hop tac xa, nguoi co uy tin
    """
)

# These begin a name only before a word in capitals: "Sở Y tế", not "sở hữu"; "Đoàn Thanh niên", not "đoàn kết".
# Spelt out, for "ĐỐI TƯỢNG" is no "đội" and "BỐ TRÍ" no "bộ".
CAPITAL_HEADS = (
    "ban,bộ,sở,phòng,đoàn,hội,báo,đài,viện,tổ,trường,cục,vụ,nhà,thuế,hải quan,đảng,thanh tra,phó,tổng,xã,phường,tỉnh,huyện,"
    "thành phố,thị xã,đặc khu,thông tấn xã,quỹ,kiểm lâm,đội,hạt,trạm,đồn,bệnh viện,lữ đoàn,trung đoàn,tiểu đoàn,sư đoàn,"
    "nhà máy,xí nghiệp,bưu điện,điện lực,vườn quốc gia,thư viện,bảo tàng,cảng,nhà thiếu nhi,lâm trường"
)
SPELT_HEADS = frozenset(CAPITAL_HEADS.split(","))
BEFORE_CAPITAL = phrases(fold_word(CAPITAL_HEADS))

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
    sinh hoat, thong ke, tim kiem, du sinh hoat, du hop, du hoi nghi, hoan chinh, hoan tat, neu guong, neu cao, phat dong, ra mat, cam ket, ky cam ket, huong ung, tham du, dang tin, dua tin, phat song,
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
    "canh sat": phrases("dieu tra, phong chong, giao thong, quan ly"),
    "du an": phrases("dau tu, xay dung, phat trien"),
    "dau tu": phrases("xay dung"),
    "giao duc": phrases("thuong xuyen, nghe nghiep"),
    "tu va": phrases("xay dung"),
    "cac cap": phrases("lanh dao"),
}

# What names are made of after their first words; anything else ends a name where no task is known. Two words and more:
NAME_WORDS = phrases(
    """
    y te, nong nghiep, moi truong, nong thon, giao duc, dao tao, van hoa, the thao, du lich, thong tin, truyen thong, khoa hoc,
    cong nghe, ky thuat, noi vu, noi chinh, tai chinh, ke hoach, dau tu, xay dung, giao thong, van tai, cong thuong, tu phap,
    thanh tra, ngoai vu, ngoai giao, dan toc, ton giao, lao dong, thuong binh, xa hoi, tai nguyen, quoc phong, quoc hoi, quan su,
    cong an, bien phong, to chuc, tuyen giao, dan van, kiem tra, thuong vu, chap hanh, thuong truc, van phong, tinh uy, thanh uy,
    huyen uy, thi uy, quan uy, dang uy, dang doan, dang bo, can su, can su dang, uy ban, nhan dan, hoi dong, mat tran, to quoc,
    phu nu, nong dan, cuu chien binh, thanh nien, chu thap do, nguoi cao tuoi, khuyen hoc, luat gia, nha bao, nha van, van hoc,
    nghe thuat, van nghe, lien hiep, lien doan, cong doan, kiem sat, toa an, thi hanh an, dan su, hinh su, thi truong, hai quan,
    kho bac, nha nuoc, ngan hang, chinh sach, bao hiem, thong ke, dien luc, buu dien, phat thanh, truyen hinh, bao chi, chi huy,
    thien tai, cuu nan, cuu ho, kinh te, ha tang, do thi, chinh tri, phap che, phap luat, hanh chinh, dich vu, su nghiep,
    cong lap, ngoai cong lap, kiem lam, thu y, chan nuoi, trong trot, thuc vat, thuy loi, thuy san, lam nghiep, dang kiem, duong bo,
    duong sat, hang hai, hang khong, cong nghiep, khu cong nghiep, khu kinh te, khu vuc, che xuat, chuyen doi so, benh tat,
    benh vien, da khoa, y hoc, co truyen, mam non, tieu hoc, trung hoc, trung hoc co so, trung hoc pho thong, pho thong, dai hoc,
    cao dang, hoc vien, nang khieu, thieu nhi, thieu nien, nhi dong, co so, co quan, don vi, dia phuong, doan the, vu trang, luc luong,
    doanh nghiep, cong ty, tong cong ty, co phan, trach nhiem huu han, mot thanh vien, hop tac xa, cong dong, nguoi dung dau,
    dung dau, cap uy, cap tren, cap duoi, cap tinh, cap huyen, cap xa, cap co so, cap truong, cap phong, cac cap, cung cap, hai cap, lanh dao, lanh dao quan ly,
    truc thuoc, tren dia ban, dia ban, lien quan, co lien quan, chuc nang, tuong duong, phu trach, neu tren, noi tren, ke tren, trung uong,
    trung uong dang, viet nam, quoc gia, dac khu, thanh pho, thi xa, thi tran, to dan pho, khu pho, khu dan cu, xom ap, ban lang, linh vuc,
    chuyen trach, khong chuyen trach, chuyen mon, giup viec, tham muu, du an, quan ly, nguoi lao dong, chi bo, chi uy, chi doan, chi hoi, chi cuc, chi nhanh, bi thu, pho bi thu,
    chu tich, pho chu tich, giam doc, pho giam doc, chanh van phong, truong ban, truong phong, thu truong, dong chi, dai bieu, hoi vien, doan vien,
    dang vien, cong chuc, vien chuc, can bo, chinh quyen, uy vien, thanh vien, tinh uy vien, chien si, chinh phu, thu tuong, bo truong,
    canh sat, dieu tra, an ninh, quan su, cong cong, do luong, chat luong, so huu tri tue, an toan, thuc pham, ve sinh, quan trac, khi tuong, thuy van,
    dan so, gia dinh, tre em, binh dang gioi, bao tro, dat dai, phat trien, quy dat, quy hoach, kien truc, cap nuoc, thoat nuoc, cong ich, dau thau,
    chinh phu dien tu, hanh chinh cong, phuc vu, mot cua, tiep cong dan, huong nghiep, day nghe, nghe nghiep, viec lam, tro giup phap ly, cong chung,
    phong chay, chua chay, cuu hoa, tim kiem, phong thu, bao ve, dan quan, du bi, dong vien, tin dung, cho vay, sinh vien, hoc sinh, phu huynh, cong nhan,
    thu vien, bao tang, di tich, danh thang, bao ton, nghien cuu, bien soan, lich su, luu tru, co yeu, thi dua, khen thuong, giam dinh, phap y,
    chi dao, dieu hanh, phong thu dan su, dai chung, tieng noi, thong tan xa, phong chong, chong dich, chong tham nhung, chong toi pham, chong ma tuy,
    chong thien tai, chong buon lau, chong dich benh, dich benh, toi pham, ma tuy, buon lau, gian lan thuong mai, tham nhung, lang phi, tieu cuc, de an,
    tu tuong, toi cao, quoc te, cua khau, cong trinh, chuong trinh, quy trinh, lo trinh, hinh su, kinh te, danh thang, quan the,
    ke toan, kiem toan, kiem nghiem, nuoc sach, rung phong ho, dac dung, vuon quoc gia, thuc hanh, khuyen nong, giong cay trong, vat nuoc
    """
)
# … and one word, told by its accents from verbs that are spelt alike ("cấp xã", but "cấp phát"; "thị ủy", "thí điểm").
NAME_WORD = frozenset(
    "đảo tỉnh huyện xã phường thị quận phố thành thôn ấp bản khóm buôn xóm khu khối các những và của thuộc đảng ủy ngành sở ban bộ phòng tổ đội "
    "cục vụ viện trường hội đoàn nước miền vùng toàn liên đặc trung tâm dân luật nữ nam".split()
)
# Committees that are named after their matter, in any words: "Ban Chỉ đạo tỉnh về phòng, chống dịch".
NAMED_BY_MATTER = phrases(
    "ban chi dao, ban quan ly, to cong tac, ban chi huy, hoi dong, trung tam, tieu ban, ban to chuc hoi, to giup viec"
)
# After these a description goes on.
DESCRIBING = frozenset("tại ở về có trong do được bị đang nằm".split())
NAME_WORD_BARE = frozenset(fold_word(word) for word in NAME_WORD)
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
