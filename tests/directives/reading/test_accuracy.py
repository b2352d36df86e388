"""The table of accuracy: for any folder of texts with their truth."""

import json

from directives.reading import accuracy

from .letters import letter, numbered

TRUTH = {
    "kind": "cong_van", "number": 318, "notation": "CV/TU", "date": "2022-03-04", "place": "Lâm Sơn", "issuer": "Tỉnh uỷ Lâm Sơn",
    "subject": "chăm sóc cây xanh nơi công cộng", "urgency": None, "signatory": "Nguyễn Thị Lành", "authority": "T/M", "position": "PHÓ BÍ THƯ",
    "addressees": ["Các huyện uỷ, thành uỷ", "Ban cán sự đảng Ủy ban nhân dân tỉnh"], "distribution": None, "cites": [], "accept": {},
    "requirements": [
        {"id": "1", "number": "1", "parent": None, "starts_with": "Các huyện ủy, thành ủy tuyên truyền", "ends_with": "không bẻ cành, hái lá",
         "bodies": ["Các huyện ủy, thành ủy"], "coordinating": [], "deadlines_all": []},
    ],
    "follow_up_body": None,
}  # fmt: skip


def test_right_and_wrong_are_counted_apart(tmp_path, capsys):
    (tmp_path / "a.txt").write_text(letter(numbered()), encoding="utf-8")
    (tmp_path / "a.json").write_text(json.dumps({**TRUTH, "number": 319}), encoding="utf-8")
    assert accuracy.main([str(tmp_path), "--errors"]) == 0
    said = capsys.readouterr().out
    assert "a number: read 318, truth 319 SURE" in said
    rows = {line.split()[0]: line.split()[1:] for line in said.splitlines() if line.strip()}
    assert rows["notation"][:2] == ["1", "0"]
    assert rows["number"][:2] == ["0", "1"]
    assert rows["issuer"][:2] == ["1", "0"]
    assert rows["requirements"][:3] == ["1", "0", "2"]


def test_an_empty_folder_gives_an_empty_table(tmp_path, capsys):
    assert accuracy.main([str(tmp_path)]) == 0
    assert "0 documents" in capsys.readouterr().out
