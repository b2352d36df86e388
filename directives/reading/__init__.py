"""What does a dispatch say? `read(text)` hands back every value with the words it was read from, and whether it is sure.

Pure Python over the text: no network, no model, no database. Each question has a module: header, subject, recipients,
signature, citations, requirements, bodies, deadlines, follow_up; clearing leaves out what the carrier added, layout finds
the parts, text holds the words still.
"""

from .article import introduces, read_article
from .bodies import read_bodies, read_speaker
from .citations import read_citations
from .clearing import Cleared
from .deadlines import read_cadence, read_deadlines
from .dissemination import read_dissemination
from .doubt import doubt_poor_print
from .follow_up import read_follow_up
from .header import central_organ, issuer_by_code, read_head
from .layout import lay_out
from .recipients import read_addressees, read_distribution
from .requirements import assesses, read_requirements
from .result import Citation, Deadline, FollowUp, Item, Name, Reading, Requirement, Value
from .signature import read_signature
from .subject import read_organ, read_subject
from .text import Source

__all__ = ["Citation", "Deadline", "FollowUp", "Item", "Name", "Reading", "Requirement", "Value", "read"]


# Some 130 pages: no dispatch is longer, and a text made to keep the program busy is cut short here.
READ_AT_MOST = 400_000


def read(text: str) -> Reading:
    """Read one dispatch. Any text is read without error; what it does not hold is None or empty."""
    whole = Source.composed(text)
    cleared = Cleared(whole[:READ_AT_MOST])
    source = Source(cleared.text)
    layout = lay_out(source)
    fields = read_head(source, layout)
    fields["subject"] = read_subject(source, layout)
    fields |= read_signature(source, layout)
    if not layout.formal or (fields["number"] is None and introduces(source, layout)):
        read_article(source, layout, fields)
    requirements = read_requirements(source, layout)
    first = requirements[0].start if requirements else 0
    fields["issuer"] = (
        central_organ(source, layout, fields["issuer"])
        or fields["issuer"]
        or issuer_by_code(fields)
        or read_speaker(source, layout.body.start, first)
    )
    issued_on = fields["issued_on"]
    year = int(issued_on.value[:4]) if issued_on else None
    for requirement in requirements:
        fill(source, requirement, year)
    fields["organ"] = read_organ(source, layout, first)
    fields["dissemination"] = read_dissemination(source, layout)
    number, notation = fields["number"], fields["notation"]
    own = (number.value if number else None, notation.value if notation else None)
    reading = Reading(whole, fields)
    reading.addressees = read_addressees(source, layout)
    reading.distribution = read_distribution(source, layout)
    reading.citations = read_citations(source, layout, own, first)
    reading.requirements = requirements
    reading.follow_up = read_follow_up(source, layout, requirements)
    doubt_poor_print(source, reading)
    cleared.put_back(reading)
    reading.warnings = warnings(reading)
    if len(whole) > READ_AT_MOST:
        reading.warnings.append(f"only the first {READ_AT_MOST} characters were read")
    return reading


def fill(source: Source, requirement: Requirement, year: int | None) -> None:
    """Who is charged with a requirement, with whom, and until when. A point that only assesses charges nobody."""
    requirement.deadlines = read_deadlines(source, requirement.start, requirement.end, year)
    requirement.cadence = read_cadence(source, requirement.start, requirement.end, requirement.deadlines)
    if not assesses(source, requirement):
        requirement.bodies, requirement.coordinating = read_bodies(source, requirement.content, requirement.end)


MISSING = (
    ("number", "no number is printed"),
    ("issued_on", "no date is printed"),
    ("signatory", "no signatory is named"),
    ("subject", "no subject is printed"),
)


def warnings(reading: Reading) -> list[str]:
    """What a careful clerk would ask about."""
    found = [sentence for name, sentence in MISSING if not reading.fields.get(name)]
    if not reading.requirements:
        found.append("no requirement was found")
    if reading.requirements and not reading.follow_up:
        found.append("no follow-up body is named")
    for requirement in reading.requirements:
        if not requirement.bodies:
            found.append(f"requirement {requirement.number or 'without number'} names nobody")
    return found
