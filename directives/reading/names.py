"""Which entry of a directory does a written name mean? Through abbreviations, elisions and slips of recognition.

A directory is rows of (key, names): `match("BTV HU", rows)`; many names against one directory: `Directory(rows).match(…)`.
"""

import difflib
import re
from collections.abc import Hashable, Iterable
from dataclasses import dataclass

from .text import fold

# How offices shorten names, in folded letters.
SHORT = {
    "bch": "ban chap hanh",
    "btv": "ban thuong vu",
    "bcs": "ban can su",
    "bcsd": "ban can su dang",
    "bcd": "ban chi dao",
    "btc": "ban to chuc",
    "btg": "ban tuyen giao",
    "bdv": "ban dan van",
    "bnc": "ban noi chinh",
    "btgdv": "ban tuyen giao va dan van",
    "btctu": "ban to chuc tinh uy",
    "btgtu": "ban tuyen giao tinh uy",
    "bdvtu": "ban dan van tinh uy",
    "bnctu": "ban noi chinh tinh uy",
    "btgdvtu": "ban tuyen giao va dan van tinh uy",
    "ubkt": "uy ban kiem tra",
    "ubkttu": "uy ban kiem tra tinh uy",
    "vptu": "van phong tinh uy",
    "vphu": "van phong huyen uy",
    "vpdu": "van phong dang uy",
    "vptw": "van phong trung uong dang",
    "tu": "tinh uy",
    "hu": "huyen uy",
    "du": "dang uy",
    "dutt": "dang uy truc thuoc",
    "duttt": "dang uy truc thuoc tinh uy",
    "dutttu": "dang uy truc thuoc tinh uy",
    "ub": "uy ban",
    "ubnd": "uy ban nhan dan",
    "hdnd": "hoi dong nhan dan",
    "mttq": "mat tran to quoc",
    "ubmttq": "uy ban mat tran to quoc",
    "lhpn": "lien hiep phu nu",
    "ldld": "lien doan lao dong",
    "ccb": "cuu chien binh",
    "tn": "thanh nien",
    "gddt": "giao duc va dao tao",
    "tttt": "thong tin va truyen thong",
    "nnmt": "nong nghiep va moi truong",
    "nnptnt": "nong nghiep va phat trien nong thon",
    "tnmt": "tai nguyen va moi truong",
    "khcn": "khoa hoc va cong nghe",
    "vhttdl": "van hoa the thao va du lich",
    "tw": "trung uong",
    "tp": "thanh pho",
    "tx": "thi xa",
    "uv": "uy vien",
    "bt": "bi thu",
    "ct": "chu tich",
    "gd": "giam doc",
    "pct": "pho chu tich",
}
OPENING = re.compile(r"^(?:(?:tat ca|toan the)\s)?(?:(?:cac|nhung)\s)?(?:(?:dong chi|d c)\s)?")
WORDS = re.compile(r"[^\W_]+")
SEPARATORS = re.compile(r"\s*(?:[,;]|\bva\b(?=\s(?:cac|dang|ban|uy|hoi|doan|huyen|thi|thanh)))\s*")
# "các huyện, thị, thành ủy": what the pieces before the last one leave out.
ELIDED = {"huyen", "thi", "thanh", "tinh", "quan", "thi xa"}
EXACT, NEAR = 0.995, 0.86


@dataclass(frozen=True, order=True)
class Candidate:
    """An entry that a name may mean. `certain`: the same name once abbreviations and elisions are written out."""

    score: float
    key: Hashable
    name: str
    part: str  # the part of the written name that it answers: all of it, or one name of several

    @property
    def certain(self) -> bool:
        return self.score >= EXACT


def match(name: str, entries: Iterable[tuple[Hashable, Iterable[str]]], limit: int = 5) -> list[Candidate]:
    """The entries that `name` may mean, best first; several certain ones where it names several bodies or lists."""
    return Directory(entries).match(name, limit)


def written_out(name: str) -> str:
    """The name folded, abbreviations and elisions written out: "BTV HU" is "ban thuong vu huyen uy"."""
    return ", ".join(parts_of(name))


def parts_of(name: str) -> list[str]:
    """The names in a list, each complete: "Các huyện, thị, thành ủy, ĐUTT Tỉnh ủy" has four."""
    folded = fold(name).replace("/", " ").replace(".", " ").replace(" & ", "&").replace("&", "")
    pieces = [expanded(piece) for piece in SEPARATORS.split(folded) if piece.strip()]
    pieces = [piece for piece in pieces if piece]
    tail = next(
        (piece.split()[-1] for piece in reversed(pieces) if piece.split()[0] in ELIDED and piece.endswith(" uy")), None
    )
    return [f"{piece} {tail}" if tail and piece in ELIDED else piece for piece in pieces]


def expanded(piece: str) -> str:
    bare = OPENING.sub("", " ".join(WORDS.findall(piece)))
    return " ".join(SHORT.get(word, word) for word in bare.split())


class Directory:
    """The entries of one day, prepared once for many names."""

    def __init__(self, entries: Iterable[tuple[Hashable, Iterable[str]]]):
        self.names: list[tuple[Hashable, str, str]] = []  # key, name as kept, written out
        self.exact: dict[str, list[int]] = {}
        self.sets: dict[frozenset[str], list[int]] = {}
        self.by_word: dict[str, set[int]] = {}
        for key, names in entries:
            for name in names:
                self.add(key, name)

    def add(self, key: Hashable, name: str) -> None:
        index, parts = len(self.names), parts_of(name)
        whole = ", ".join(parts)
        self.names.append((key, name, whole))
        self.exact.setdefault(whole, []).append(index)
        self.sets.setdefault(frozenset(parts), []).append(index)
        for word in set(WORDS.findall(whole)):
            self.by_word.setdefault(word, set()).add(index)

    def match(self, name: str, limit: int = 5) -> list[Candidate]:
        """Certain entries for the whole name; else for its parts; else the nearest ones."""
        parts = parts_of(name)
        if not parts:
            return []
        whole = self.certain(name, parts)
        if whole:
            return whole
        found: list[Candidate] = []
        if len(parts) > 1:
            found, left = self.covering(parts)
            for part in left:
                found += self.nearest(part, 1, NEAR)
        if found and not set(parts) - {part for candidate in found for part in candidate.part.split(", ")}:
            return each_key_once(found)
        return each_key_once(found + self.nearest(", ".join(parts), limit, 0.4, name))[: max(limit, len(found))]

    def certain(self, name: str, parts: list[str]) -> list[Candidate]:
        """The same words, or the same parts in another order."""
        indexes = self.exact.get(", ".join(parts)) or self.sets.get(frozenset(parts)) or []
        return each_key_once([Candidate(1.0, self.names[index][0], self.names[index][1], name) for index in indexes])

    def covering(self, parts: list[str]) -> tuple[list[Candidate], list[str]]:
        """Entries that together answer the parts, the widest list first; and the parts that none answers."""
        found, left = [], list(parts)
        for length in range(min(len(parts) - 1, 6), 0, -1):
            for start in range(len(parts) - length + 1):
                run = parts[start : start + length]
                if all(part in left for part in run) and (hits := self.certain(", ".join(run), run)):
                    found += hits
                    left = [part for part in left if part not in run]
        return found, left

    def nearest(self, whole: str, limit: int, least: float, name: str = "") -> list[Candidate]:
        """By the letters they share; only entries that share a word are looked at, rare words first."""
        shared: dict[int, float] = {}
        for word in set(WORDS.findall(whole)):
            holders = self.by_word.get(word, ())
            for index in holders:
                shared[index] = shared.get(index, 0.0) + 1.0 / len(holders)
        likely = sorted(shared, key=lambda index: (-shared[index], index))[:60] or range(min(len(self.names), 400))
        scored = [
            Candidate(round(similarity(whole, self.names[i][2]), 4), self.names[i][0], self.names[i][1], name or whole)
            for i in likely
        ]
        scored = [candidate for candidate in scored if candidate.score >= least]
        return each_key_once(sorted(scored, key=lambda candidate: (-candidate.score, candidate.name)))[:limit]


def similarity(one: str, other: str) -> float:
    """1 for the same words; a letter misread costs little, a word more or less costs more. Never quite certain."""
    if one == other:
        return 1.0
    letters = difflib.SequenceMatcher(None, one, other, autojunk=False).ratio()
    ones, others = set(one.split()), set(other.split())
    words = 2 * len(ones & others) / (len(ones) + len(others))
    return min(0.99, max(0.75 * letters + 0.25 * words, letters - 0.05))


def each_key_once(candidates: list[Candidate]) -> list[Candidate]:
    seen, once = set(), []
    for candidate in candidates:
        if candidate.key not in seen:
            seen.add(candidate.key)
            once.append(candidate)
    return once
