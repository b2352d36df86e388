"""What Word, PDF and web pages add to a text changes nothing of what is read, and values stand where they stand in it."""

import re

import pytest

from directives.reading import read

from .letters import letter, numbered

PLAIN = letter(numbered())


def spaced_out(text):
    """Lines of a fixed width, each with an empty line after it, as some programs write the text of a PDF."""
    return re.sub("\n", "\n\n", re.sub(r"(.{30,44}) ", r"\1\n", text))


CARRIERS = {
    "indented": lambda text: re.sub(r"^(?=.)", "       ", text, flags=re.MULTILINE),
    "justified": lambda text: text.replace(" ", "  "),
    "hard blanks": lambda text: text.replace(" ", "\xa0"),
    "marks of no width": lambda text: text.replace(" ", "\u200b \u200b").replace("ng", "n\u200dg"),
    "another system": lambda text: text.replace("\n", "\r\n"),
    "form feeds": lambda text: text.replace("\n\n", "\n\x0c"),
    "spaced out": spaced_out,
}


@pytest.mark.parametrize("carrier", CARRIERS)
def test_the_carrier_changes_nothing(carrier):
    reading = read(CARRIERS[carrier](PLAIN))
    assert without_spans(reading) == without_spans(read(PLAIN))
    assert reading.text == CARRIERS[carrier](PLAIN)


def without_spans(reading):
    return (
        {name: value and value.value for name, value in reading.fields.items()},
        [line.text for line in (*reading.addressees, *reading.distribution)],
        [
            (p.number, [b.text for b in p.bodies], [b.text for b in p.coordinating], [d.date for d in p.deadlines])
            for p in reading.requirements
        ],
    )


@pytest.mark.parametrize("carrier", CARRIERS)
def test_every_value_stands_where_its_words_are(carrier):
    reading = read(CARRIERS[carrier](PLAIN))
    body = reading.requirements[1].bodies[0]
    words = reading.text[body.start : body.end]
    assert "".join(c for c in words if c.isalpha()) == "SởXâydựng"
    assert reading.text[reading.requirements[1].content :].startswith("Sở")


def test_columns_stay_apart():
    text = "TỈNH ỦY LÂM SƠN                    ĐẢNG CỘNG SẢN VIỆT NAM\nSố 318-CV/TU          Lâm Sơn, ngày 04 tháng 3 năm 2022\n"
    fields = read(text + PLAIN[PLAIN.index("Kính gửi") :]).fields
    assert [fields[name].value for name in ("issuer", "number", "place")] == ["Tỉnh ủy Lâm Sơn", 318, "Lâm Sơn"]
