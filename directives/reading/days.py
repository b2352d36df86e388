"""Which day do these words name? Dates in the forms that dispatches print, with the slips of recognition programs."""

import re
from datetime import date

# In folded text. "l", "i", "o" stand for 1, 1 and 0 where a recognition program misread a digit.
D2 = r"[0-9lio]{1,2}"
Y4 = r"[12l][0-9lio]{3}"
SEPARATOR = r"\s{0,2}[/.\-]\s{0,2}"
SLASHED = rf"(?P<d>{D2}){SEPARATOR}(?P<m>{D2}){SEPARATOR}(?P<y>{Y4})\b"
WORDED = rf"(?P<d>{D2})\s{{0,3}}thang\s{{0,3}}(?P<m>{D2})\s{{0,3}}(?:,\s?)?nam\s{{0,3}}(?P<y>{Y4})\b"
SLASHED_DAY = re.compile(SLASHED)
WORDED_DAY = re.compile(WORDED)
ANY_DAY = (SLASHED_DAY, WORDED_DAY)


def day_at(folded: str, position: int) -> tuple[date, int, bool] | None:
    """The day whose words begin at `position`, where they end, and whether every digit was printed as one."""
    for form in ANY_DAY:
        if match := form.match(folded, position):
            if day := as_day(match["d"], match["m"], match["y"]):
                digits = match["d"] + match["m"] + match["y"]
                return day, match.end(), digits.isdigit()
    return None


def as_day(day: str, month: str, year: str) -> date | None:
    try:
        return date(as_number(year), as_number(month), as_number(day))
    except ValueError:
        return None


def as_number(digits: str) -> int:
    return int(digits.translate(str.maketrans("lioIO", "11010")))
