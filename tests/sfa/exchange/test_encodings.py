"""The encoding of a file is told from its bytes."""

from __future__ import annotations

from pathlib import Path

import pytest

from sfa.errors import BadInput
from sfa.exchange.encodings import detect_encoding
from tests.sfa.exchange.files import DATA, write

CJK = DATA / "csv" / "cjk_encodings"


@pytest.mark.parametrize("name", ["big5", "euc_kr", "gb18030", "shift_jis"])
def test_east_asian_text_reads_as_its_utf8_twin(name: str) -> None:
    path = CJK / f"{name}.txt"
    text = path.read_bytes().decode(detect_encoding(path).codec)
    assert text == (CJK / f"{name}-utf8.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_files_are_read_whole_with_or_without_a_mark(tmp_path: Path, codec: str) -> None:
    text = "name,city\nMüller,Köln\nΔέλτα,Πάτρα\n"
    path = write(tmp_path, text.encode(codec))
    assert path.read_bytes().decode(detect_encoding(path).codec) == text


def test_western_european_text_is_read_and_the_person_is_told(tmp_path: Path) -> None:
    path = write(tmp_path, "name;price\nCafé Zoë;12 €\n".encode("cp1252"))
    found = detect_encoding(path)
    assert found.codec == "cp1252"
    assert "not UTF-8" in found.note


def test_bytes_that_cp1252_does_not_know_are_latin_1(tmp_path: Path) -> None:
    assert detect_encoding(write(tmp_path, b"a,b\n1,\xe9\x81\n")).codec == "latin-1"


def test_an_invalid_byte_far_into_the_file_is_noticed(tmp_path: Path) -> None:
    path = write(tmp_path, b"a,b\n" + b"1,2\n" * 600_000 + b"3,\xe9\n")
    assert detect_encoding(path).codec == "cp1252"


def test_a_file_cut_off_within_a_character_is_still_utf8(tmp_path: Path) -> None:
    assert detect_encoding(write(tmp_path, "a,é".encode()[:-1])).codec == "utf-8"


def test_cyrillic_bytes_are_not_taken_for_chinese(tmp_path: Path) -> None:
    path = write(tmp_path, "Компания;Город\nЗаря;Москва\n".encode("cp1251") * 20)
    assert detect_encoding(path).codec == "cp1252"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "file.csv is empty."),
        (b"PK\x03\x04more", "file.csv is a workbook or a zip file; save the sheet as CSV first."),
        (b"%PDF-1.7", "file.csv is a PDF, not a CSV file."),
        (bytes(range(256)) * 4, "file.csv holds binary data, not text."),
    ],
)
def test_what_is_no_text_is_refused_in_one_sentence(tmp_path: Path, content: bytes, sentence: str) -> None:
    with pytest.raises(BadInput) as error:
        detect_encoding(write(tmp_path, content))
    assert error.value.message == sentence
