"""Which words does a dispatch use of itself? Kinds, organs, urgency, secrecy, authority: as the Party's rules name them.

Sources: Quy định 66-QĐ/TW (2017), replaced by Quy định 399-QĐ/TW (2026).
"""

from django.db.models import TextChoices


class DocumentKind(TextChoices):
    """Tên loại văn bản. The value is the abbreviation; the notation of a Quy định prints QĐ, as a Quyết định's does."""

    CONG_VAN = "CV", "Công văn"
    CHI_THI = "CT", "Chỉ thị"
    KET_LUAN = "KL", "Kết luận"
    NGHI_QUYET = "NQ", "Nghị quyết"
    QUYET_DINH = "QĐ", "Quyết định"
    QUY_DINH = "QĐi", "Quy định"
    QUY_CHE = "QC", "Quy chế"
    THONG_BAO = "TB", "Thông báo"
    THONG_TRI = "TT", "Thông tri"
    HUONG_DAN = "HD", "Hướng dẫn"
    KE_HOACH = "KH", "Kế hoạch"
    CHUONG_TRINH = "CTr", "Chương trình"
    CHUONG_TRINH_HANH_DONG = "CTHĐ", "Chương trình hành động"
    CONG_DIEN = "CĐ", "Công điện"
    BAO_CAO = "BC", "Báo cáo"
    TO_TRINH = "TTr", "Tờ trình"
    DE_AN = "ĐA", "Đề án"
    PHUONG_AN = "PA", "Phương án"
    DU_AN = "DA", "Dự án"
    QUY_HOACH = "QH", "Quy hoạch"
    THONG_CAO = "TC", "Thông cáo"
    BIEN_BAN = "BB", "Biên bản"
    KHAC = "KHAC", "Loại khác"


class FieldOfWork(TextChoices):
    """Lĩnh vực: what the dispatch is about, coarse enough for the leaders' figures. No dispatch prints it; the office may
    say it."""

    PARTY = "dang", "Xây dựng Đảng, hệ thống chính trị"
    ECONOMY = "kinh_te", "Kinh tế, ngân sách"
    LAND = "tai_nguyen", "Nông nghiệp, tài nguyên, môi trường"
    BUILDING = "xay_dung", "Xây dựng, giao thông, đô thị"
    SOCIETY = "xa_hoi", "Văn hóa, xã hội, giáo dục, y tế"
    SCIENCE = "khoa_hoc", "Khoa học, công nghệ, chuyển đổi số"
    JUSTICE = "noi_chinh", "Nội chính, cải cách tư pháp"
    DEFENCE = "quoc_phong", "Quốc phòng, an ninh, đối ngoại"
    OTHER = "khac", "Lĩnh vực khác"


class Organ(TextChoices):
    """Cơ quan ban hành: which organ of the committee speaks. The notation (TU, HU) does not tell them apart."""

    CONGRESS_COMMITTEE = "BCH", "Ban Chấp hành"
    STANDING_COMMITTEE = "BTV", "Ban Thường vụ"
    PERMANENT_MEMBERS = "TT", "Thường trực"
    OFFICE = "VP", "Văn phòng cấp ủy"


class Urgency(TextChoices):
    """Độ khẩn, by the stamp on the dispatch."""

    ORDINARY = "", "Thường"
    URGENT = "khan", "Khẩn"
    VERY_URGENT = "thuong_khan", "Thượng khẩn"
    EXPRESS = "hoa_toc", "Hỏa tốc"
    EXPRESS_AT = "hoa_toc_hen_gio", "Hỏa tốc hẹn giờ"


class Secrecy(TextChoices):
    """Độ mật. A secret dispatch leaves only its line in the register: its content must not lie on a networked machine."""

    OPEN = "", "Không mật"
    SECRET = "mat", "Mật"
    TOP_SECRET = "toi_mat", "Tối mật"
    MOST_SECRET = "tuyet_mat", "Tuyệt mật"


class Authority(TextChoices):
    """Quyền hạn ký: with a slash in the Party (T/M), a full stop in the State (TM.). Empty where the head signs."""

    NONE = "", "Không ghi (người đứng đầu ký)"
    ON_BEHALF = "T/M", "T/M – thay mặt"
    FOR_THE_HEAD = "K/T", "K/T – ký thay"
    BY_ORDER = "T/L", "T/L – thừa lệnh"
    ACTING = "Q.", "Q. – quyền"
    BY_MANDATE = "T/U", "TUQ – thừa ủy quyền"


class Block(TextChoices):
    """The two lists of recipients that a dispatch prints."""

    ADDRESSEE = "KINH_GUI", "Kính gửi"
    DISTRIBUTION = "NOI_NHAN", "Nơi nhận"


class LineKind(TextChoices):
    """What one printed recipient line means."""

    BODIES = "CO_QUAN", "Cơ quan hoặc danh sách"
    PERSONS = "CA_NHAN", "Cá nhân"
    POINTER = "NHU_TREN", "Như trên"
    ARCHIVE = "LUU", "Lưu"


class Relation(TextChoices):
    """Why a dispatch names another document."""

    BASIS = "basis", "Căn cứ"
    IMPLEMENTS = "implements", "Thực hiện"
    CITES = "cites", "Dẫn chiếu"
    REPLACES = "replaces", "Thay thế"


class Cadence(TextChoices):
    """Chế độ báo cáo: how often a requirement wants a report."""

    NOT_STATED = "", "Không ghi"
    ONCE = "once", "Một lần"
    DAILY = "daily", "Hằng ngày"
    WEEKLY = "weekly", "Hằng tuần"
    MONTHLY = "monthly", "Hằng tháng"
    QUARTERLY = "quarterly", "Hằng quý"
    HALF_YEARLY = "half_yearly", "Sáu tháng"
    YEARLY = "yearly", "Hằng năm"
    ON_EVENT = "on_event", "Khi có phát sinh"
    UNSPECIFIED = "unspecified", "Thường xuyên, định kỳ (không ghi kỳ hạn)"


class PeriodDue(TextChoices):
    """Hạn của mỗi kỳ báo cáo: when the report of one week, month or quarter must be there. `n` is the number beside it."""

    LAST_DAY = "", "Ngày cuối kỳ"
    DAY = "day", "Ngày n của kỳ"
    DAYS_AFTER = "after", "n ngày sau khi hết kỳ"
    WORKING_DAYS_AFTER = "working", "n ngày làm việc sau khi hết kỳ"


PURPOSES = ["để báo cáo", "để thực hiện", "để phối hợp", "để biết", "để theo dõi, đôn đốc", "lưu"]
