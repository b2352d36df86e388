"""How well are the dispatches of a folder read? `python -m directives.reading.accuracy FOLDER` prints a table.

Truth stands beside each text: NAME.json for NAME.txt, or one truth.json whose `seeds` name their files. Case, dashes, blanks,
marks of bold, and the place of tone marks (uỷ, ủy) are no differences.
"""

import argparse
import difflib
import json
import re
import sys
import time
import unicodedata
from collections import defaultdict
from pathlib import Path

from . import read
from .layout import KINDS
from .text import fold, fold_tone

HEADER = "kind number notation date place urgency signatory authority".split()
TEXTS = "issuer subject position".split()
KIND_OF_SLUG = {fold(name).replace(" ", "_"): code for name, code in KINDS.items()} | {"thong_bao_ket_luan": "TB"}


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", default="", help="names that begin so, separated by commas")
    parser.add_argument("--but", default="", help="names to leave out")
    parser.add_argument("--errors", action="store_true", help="print every difference")
    options = parser.parse_args(arguments)
    score = Score()
    for name, text, truth in cases(options.folder):
        if options.only and not name.startswith(tuple(options.only.split(","))):
            continue
        if options.but and name.startswith(tuple(options.but.split(","))):
            continue
        began = time.perf_counter()
        reading = read(text).as_dict()
        score.seconds += time.perf_counter() - began
        score.characters += len(text)
        score.documents += 1
        judge(name, reading, truth, score)
    print(score.table())
    if options.errors:
        print("\n".join(score.errors))
    return 0


def cases(folder: Path):
    """Each text with its truth, in either of the two shapes."""
    seeds = folder / "truth.json"
    if seeds.exists():
        for name, truth in json.loads(seeds.read_text(encoding="utf-8"))["seeds"].items():
            text = (folder / truth["file"]).read_text(encoding="utf-8")
            yield name, text, from_seed(truth, text)
    for path in sorted(folder.glob("*.txt")):
        truth = path.with_suffix(".json")
        if truth.exists():
            yield path.stem, path.read_text(encoding="utf-8"), json.loads(truth.read_text(encoding="utf-8"))


def from_seed(truth: dict, text: str) -> dict:
    """The seeds' shape told in the shape of the others."""
    signature, follow = truth["signature"] or {}, truth["monitoring"] or {}
    requirements = []
    for requirement in truth["requirements"]:
        span = requirement["span"]
        content = text[span["start_offset"] : span["end_offset"]]
        content = re.sub(r"^\s*\d+\s?[.\-)]+\s*", "", content)
        words = plain(content).split()
        leading = [r for r in requirement["responsible"] if "phối hợp" not in r["role"]]
        helping = [r["as_written"] for r in requirement["responsible"] if "phối hợp" in r["role"]]
        requirements.append(
            {
                "id": requirement["number"],
                "number": requirement["number"],
                "parent": None,
                "starts_with": " ".join(words[:8]),
                "ends_with": " ".join(words[-6:]),
                "bodies": [r["as_written"] for r in leading],
                "optional": [
                    r["as_written"]
                    for r in leading
                    if not any(w in r["role"] for w in ("chủ trì", "lãnh đạo, chỉ đạo"))
                ]
                + helping,
                "coordinating": helping,
                "deadlines_all": [requirement["deadline"]] if requirement["deadline"] else [],
            }
        )
    urgency = {"Hỏa tốc": "hoa_toc", "Khẩn": "khan", "Thượng khẩn": "thuong_khan"}.get(truth["urgency"])
    return {
        "kind": truth["doc_type_code"],
        "number": truth["number"],
        "notation": truth["notation"],
        "date": truth["date"],
        "place": truth["place"],
        "issuer": truth["issuer"] if "not" not in truth["issuer"] else None,
        "subject": truth["subject"],
        "urgency": urgency,
        "signatory": signature.get("signatory"),
        "authority": signature.get("authority"),
        "position": signature.get("position") if truth["signature"].get("on_behalf_line") else None,
        "addressees": [line["text"] for line in truth["salutation"]["lines"]]
        if truth["salutation"] and truth["salutation"]["label"]
        else None,
        "distribution": [line["text"] for line in truth["distribution"]["lines"]] if truth["distribution"] else None,
        "cites": [cite(c) for c in truth["cited_documents"]],
        "requirements": requirements,
        "follow_up_body": follow.get("body"),
        "report_to": ", ".join(follow.get("reports_to") or []) or None,
        "accept": {},
        "seed": True,
    }


def cite(document: dict) -> str:
    found = re.search(r"\d+\s?[-/]\s?\S+", document["text"])
    return f"{found.group().rstrip(',')} {document['date']}" if found else ""


class Score:
    """Counts per field: right, wrong, and wrong though marked sure; and what was found, missed, invented in lists."""

    def __init__(self):
        self.fields: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
        self.lists: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])  # right, missed, extra
        self.values = self.wrong_and_sure = 0
        self.errors, self.seconds, self.characters, self.documents = [], 0.0, 0, 0

    def field(self, document, name, right, value, sure, truth):
        row = self.fields[name]
        row[0 if right else 1] += 1
        self.values += 1
        if not right:
            self.errors.append(f"{document} {name}: read {value!r}, truth {truth!r}{' SURE' if sure else ''}")
        if not right and sure:
            row[2] += 1
            self.wrong_and_sure += 1

    def listed(self, document, name, found, missed, extra, sure_extra=0):
        row = self.lists[name]
        row[0] += found
        row[1] += len(missed)
        row[2] += len(extra)
        self.values += found + len(extra)
        self.wrong_and_sure += sure_extra
        for kind, things in (("missed", missed), ("extra", extra)):
            self.errors += [f"{document} {name} {kind}: {thing!r}" for thing in things]

    def table(self) -> str:
        lines = [
            f"{self.documents} documents, {self.characters} characters, {self.seconds:.2f} s",
            "",
            f"{'field':<22}{'right':>7}{'wrong':>7}{'sure':>6}{'%':>8}",
        ]
        header = [0, 0]
        for name, (right, wrong, sure) in self.fields.items():
            lines.append(f"{name:<22}{right:>7}{wrong:>7}{sure:>6}{100 * right / (right + wrong):>8.1f}")
            if name in HEADER:
                header[0] += right
                header[1] += wrong
        if sum(header):
            lines.append(
                f"{'HEADER FIELDS':<22}{header[0]:>7}{header[1]:>7}{'':>6}{100 * header[0] / sum(header):>8.1f}"
            )
        lines += ["", f"{'list':<22}{'found':>7}{'missed':>7}{'extra':>7}{'P':>8}{'R':>8}{'F1':>8}"]
        for name, (right, missed, extra) in self.lists.items():
            precision = 100 * right / (right + extra) if right + extra else 100.0
            recall = 100 * right / (right + missed) if right + missed else 100.0
            f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
            lines.append(f"{name:<22}{right:>7}{missed:>7}{extra:>7}{precision:>8.1f}{recall:>8.1f}{f1:>8.1f}")
        share = 100 * self.wrong_and_sure / self.values if self.values else 0
        lines += ["", f"wrong and marked sure: {self.wrong_and_sure} of {self.values} values ({share:.1f} %)"]
        return "\n".join(lines)


def judge(name: str, reading: dict, truth: dict, score: Score) -> None:
    """Compare one reading with its truth."""
    loose = any(
        "OCR" in kind or "ASCII" in kind or "diacritic" in kind for kind in (truth.get("noise") or {}).get("kinds", [])
    )
    judge_fields(name, reading, truth, score, loose)
    for key in ("addressees", "distribution"):
        judge_list(
            name,
            key,
            [x["text"] for x in reading[key]],
            truth.get(key) or [],
            truth,
            score,
            [x["sure"] for x in reading[key]],
        )
    judge_cites(name, reading, truth, score)
    judge_requirements(name, reading, truth, score)
    judge_follow_up(name, reading, truth, score)


def judge_fields(name, reading, truth, score, loose):
    for key in HEADER + TEXTS:
        value = reading["fields"]["issued_on" if key == "date" else key]
        got = value["value"] if value else None
        wanted = [truth.get(key), *truth.get("accept", {}).get(key, [])]
        if key == "kind":
            wanted = [KIND_OF_SLUG.get(w, w) for w in wanted]
        if key == "position" and truth.get("seed") and truth.get(key) is None:
            continue
        right = any(same_field(key, got, want, loose) for want in wanted)
        score.field(name, key, right, got, bool(value and value["sure"]), wanted[0])
    if "organ" in truth:
        value = reading["fields"]["organ"]
        wanted = [truth["organ"], *truth.get("accept", {}).get("organ", [])]
        right = any(similar(value["value"] if value else None, want) for want in wanted)
        score.field(name, "organ", right, value and value["value"], bool(value and value["sure"]), truth["organ"])
    if "secrecy" in truth:
        value = reading["fields"]["secrecy"]
        score.field(
            name,
            "secrecy",
            (value and value["value"]) == truth["secrecy"],
            value and value["value"],
            bool(value),
            truth["secrecy"],
        )


def same_field(key, got, want, loose) -> bool:
    if got is None or want is None:
        return got is want
    if key in ("number", "date", "urgency", "kind"):
        return str(got) == str(want)
    if key == "notation":
        return re.sub(r"[\s/-]", "", plain(got)) == re.sub(r"[\s/-]", "", plain(want))
    if key == "authority":
        return re.sub(r"[\s]", "", got) == re.sub(r"\s", "", want)
    if key in ("place", "signatory"):
        return plain(got) == plain(want) or (loose and fold(got) == fold(want))
    return similar(got, want)


def similar(got, want, least=0.85) -> bool:
    if got is None or want is None:
        return got is want
    one, other = (re.sub(r"^(v/v|về việc|về) ", "", plain(x)).replace(" ", "") for x in (got, want))
    return one == other or difflib.SequenceMatcher(None, one, other, autojunk=False).ratio() >= least


def plain(words) -> str:
    words = unicodedata.normalize("NFC", str(words)).casefold()
    words = re.sub(r"\^\{[^}]*\}", "", words)
    words = re.sub(r"[*|#_]", "", words)
    words = re.sub(r"[\u2010-\u2015\u2212]", "-", words)
    return fold_tone(" ".join(words.split())).strip(" .,;:…\"'”“")


def near(got, want) -> bool:
    return plain(got) == plain(want) or fold(got).strip(" .,;:") == fold(want).strip(" .,;:") or similar(got, want, 0.9)


def match_lists(got: list, wanted: list) -> tuple[int, list, list]:
    left, extra, found = list(wanted), [], 0
    for one in got:
        hit = next((w for w in left if plain(w) == plain(one)), None) or next((w for w in left if near(one, w)), None)
        if hit is None:
            extra.append(one)
        else:
            left.remove(hit)
            found += 1
    return found, left, extra


def judge_list(name, key, got, wanted, truth, score, sures):
    options = [wanted, *[x or [] for x in truth.get("accept", {}).get(key, []) if x is None or isinstance(x, list)]]
    results = [match_lists(got, option) for option in options]
    found, missed, extra = min(results, key=lambda r: len(r[1]) + len(r[2]))
    sure = sum(1 for text, ok in zip(got, sures, strict=True) if ok and text in extra)
    score.listed(name, key, found, missed, extra, sure)


def judge_cites(name, reading, truth, score):
    got = [f"{c['code']} {c['issued_on'] or ''}".strip() for c in reading["citations"]]
    options = [truth["cites"], *truth.get("accept", {}).get("cites", [])]
    results = []
    for option in options:
        left, extra, found = [re.sub(r"\s?([-/])\s?", r"\1", c) for c in option], [], 0
        for one in got:
            hit = next((w for w in left if plain(w) == plain(one)), None) or next(
                (w for w in left if plain(w).split()[0] == plain(one).split()[0] and len(w.split()) == 1), None
            )
            if hit:
                left.remove(hit)
                found += 1
            else:
                extra.append(one)
        results.append((found, left, extra))
    found, missed, extra = min(results, key=lambda r: len(r[1]) + len(r[2]))
    sure = sum(1 for c, one in zip(reading["citations"], got, strict=True) if c["sure"] and one in extra)
    score.listed(name, "citations", found, missed, extra, sure)


def judge_requirements(name, reading, truth, score):
    """Top level: number, first and last words. A task after the last point may be in it or stand on its own."""
    text = reading["text"]
    wanted = [r for r in truth["requirements"] if r["parent"] is None]
    got = list(reading["requirements"])
    got = merge_tail(text, got, wanted)
    left, extra, sure_extra = list(wanted), [], 0
    for requirement in got:
        hit = next((w for w in left if same_requirement(text, requirement, w)), None)
        if hit is None:
            extra.append(shown(text, requirement))
            sure_extra += requirement["sure"]
            partner = next(
                (
                    w
                    for w in left
                    if number_key(w["number"]) == number_key(requirement["number"]) and begins(text, requirement, w)
                ),
                None,
            )
        else:
            left.remove(hit)
            partner = hit
        if partner:
            judge_inside(name, requirement, partner, truth, score)
    missed = [f"{w['number']} {w['starts_with'][:30]} … {w['ends_with']}" for w in left]
    score.listed(name, "requirements", len(wanted) - len(left), missed, extra, sure_extra)


def merge_tail(text, got, wanted):
    """The annotators keep an unnumbered task inside the point before it."""
    while (
        len(got) > len(wanted)
        and wanted
        and got[-1]["number"] is None
        and len(got) > 1
        and wanted[-1]["number"] is not None
    ):
        last = got.pop()
        if ends(text, last, wanted[-1]):
            got[-1] = {
                **got[-1],
                "end": last["end"],
                "bodies": got[-1]["bodies"] + last["bodies"],
                "coordinating": got[-1]["coordinating"] + last["coordinating"],
                "deadlines": got[-1]["deadlines"] + last["deadlines"],
            }
    return got


def number_key(number) -> str:
    return fold(str(number or "")).strip("().:- ")


def same_requirement(text, requirement, want) -> bool:
    return (
        number_key(requirement["number"]) == number_key(want["number"])
        and begins(text, requirement, want)
        and ends(text, requirement, want)
    )


def words_of(text, requirement) -> list[str]:
    content = text[requirement["start"] : requirement["end"]]
    return fold(re.sub(r"[*|#_]", "", content)).split()


def begins(text, requirement, want) -> bool:
    content = " ".join(words_of(text, requirement)[:24])
    return close(fold(re.sub(r"[*|#_]", "", want["starts_with"])), content[: len(want["starts_with"]) + 24])


def close(needle, hay) -> bool:
    needle, hay = re.sub(r"[\W]", "", needle), re.sub(r"[\W]", "", hay)
    if needle in hay:
        return True
    block = difflib.SequenceMatcher(None, needle, hay, autojunk=False)
    return sum(b.size for b in block.get_matching_blocks()) >= 0.85 * len(needle)


def ends(text, requirement, want) -> bool:
    options = [want["ends_with"], *want.get("accept_ends", [])]
    content = " ".join(words_of(text, requirement)[-16:])
    return any(close(fold(option)[-30:], content[-(len(option) + 6) :][-44:]) for option in options)


def shown(text, requirement) -> str:
    words = text[requirement["start"] : requirement["end"]].split()
    return f"{requirement['number']}: {' '.join(words[:6])} … {' '.join(words[-6:])}"


def judge_inside(name, requirement, want, truth, score):
    accept = truth.get("accept", {})
    label = f"{name} [{want['number']}]"
    got = [b["text"] for b in requirement["bodies"]]
    options = [want["bodies"], *[x for x in accept.get(f"requirements.{want['id']}.bodies", []) if isinstance(x, list)]]
    results = [(*match_bodies(got, list(option)), option) for option in options]
    found, missed, extra, _ = min(results, key=lambda r: len(r[1]) + len(r[2]))
    optional = want.get("optional", []) + children(truth, want, "bodies")
    missed = [m for m in missed if not any(part(m, o) for o in optional)]
    extra = [e for e in extra if not any(near(e, o) for o in pieces(optional))]
    sure = sum(1 for b in requirement["bodies"] if b["sure"] and any(part(e, b["text"]) for e in extra))
    score.listed(label, "leading bodies", found, missed, extra, min(sure, len(extra)))
    found, missed, extra = match_bodies([b["text"] for b in requirement["coordinating"]], want["coordinating"])
    extra = [e for e in extra if not any(near(e, o) for o in pieces(children(truth, want, "coordinating")))]
    score.listed(label, "coordinating", found, missed, extra)
    judge_deadlines(label, requirement, want, accept, score, children(truth, want, "deadlines_all"))


def children(truth, want, key) -> list:
    """What the annotator told of the parts inside a point counts for the point too."""
    inside, found = {want["id"]}, list[dict]()
    for requirement in truth["requirements"]:
        if requirement["parent"] in inside:
            inside.add(requirement["id"])
            found += requirement.get(key) or []
    return found


def match_bodies(got, wanted) -> tuple[int, list, list]:
    """Names compared piece by piece, so that "A, B" in one and A and B apart count the same."""
    return match_lists(pieces(got), pieces(wanted))


def pieces(names) -> list[str]:
    parts = []
    for name in names:
        name = re.sub(
            r"^(các bộ|các sở)(?:, (?:cơ quan|ban|ngành))*:\s*",
            lambda m: "Bộ:" if "bộ" in m.group(1).casefold() else "Sở:",
            name,
            flags=re.I,
        )
        prefix = ""
        if name[:3] in ("Bộ:", "Sở:"):
            prefix, name = name[:2] + " ", name[3:]
        for piece in re.split(
            r"[,;]\s+|\s+và\s+(?=các |lãnh đạo |địa phương|UBND|Ủy ban|Uỷ ban|Bộ |Sở |Ban |Phó |Chủ tịch|Văn phòng|Đảng|Mặt trận)|\s+va\s+(?=cac |lanh dao |dia phuong|UBND|Uy ban|Bo |So |Ban |Pho |Chu tich|Van phong|Dang|Mat tran)",
            re.sub(r"\s+", " ", name),
        ):
            piece = re.sub(r"^(các|những|và|đồng chí|cac|nhung|va|dong chi)\s+", "", piece.strip(), flags=re.I)
            if piece:
                parts.append(prefix + piece)
    once: list[str] = []
    for piece in parts:
        if plain(piece) not in [plain(x) for x in once]:
            once.append(piece)
    return once


def part(small, big) -> bool:
    return fold(small) in fold(big) or fold(big) in fold(small)


def judge_deadlines(label, requirement, want, accept, score, inside):
    got = [(d["date"], d["text"]) for d in requirement["deadlines"]]
    wanted = list(want.get("deadlines_all") or [])
    allowed = [x for x in accept.get(f"requirements.{want['id']}.deadline", []) if x]
    silent = None in accept.get(f"requirements.{want['id']}.deadline", [])
    left, extra, found = list(wanted), [], 0
    for date, text in got:
        hit = next((w for w in left if w == date or same_words(text, w)), None)
        if hit:
            left.remove(hit)
            found += 1
        elif not any(w == date or same_words(text, w) for w in allowed + wanted + inside):
            extra.append(text)
    if silent and len(wanted) == 1:
        left = []
    sure = sum(1 for d in requirement["deadlines"] if d["sure"] and d["text"] in extra)
    score.listed(label, "deadlines", found, left, extra, sure)


def same_words(text, want) -> bool:
    one, other = fold(text), fold(want)
    return one == other or (min(len(one), len(other)) > 6 and (one in other or other in one))


def judge_follow_up(name, reading, truth, score):
    follow = reading["follow_up"]
    got = follow["body"] if follow else None
    wanted = [truth.get("follow_up_body"), *truth.get("accept", {}).get("follow_up_body", [])]
    right = any((got is None and w is None) or (got and w and near(got, w)) for w in wanted)
    score.field(name, "follow-up body", right, got, bool(follow and follow["sure"]), wanted[0])
    if truth.get("follow_up_body") and follow:
        wanted = [truth.get("report_to"), *truth.get("accept", {}).get("report_to", [])]
        got = ", ".join(follow["report_to"]) or None
        right = any(
            (got is None and w is None)
            or (got and w and (near(got, w) or set(pieces([got])) == set(pieces([w])) or part(got, w)))
            for w in wanted
        )
        score.field(name, "report to", right, got, bool(follow["sure"]), wanted[0])


if __name__ == "__main__":
    sys.exit(main())
