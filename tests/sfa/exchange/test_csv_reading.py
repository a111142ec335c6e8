"""CSV files as they come."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sfa.errors import BadInput
from sfa.exchange.csv_reading import open_csv
from tests.sfa.exchange.files import DATA, rows_of, write

SPECTRUM = DATA / "csv" / "csv_spectrum"
ODD = DATA / "csv" / "encodings_agate_csvkit"
VENDORS = DATA / "crm" / "vendor_formats"
SIMPLE = sorted({path.stem for path in (SPECTRUM / "csvs").glob("*.csv")} - {"location_coordinates"})


@pytest.mark.parametrize("name", SIMPLE)
def test_the_csv_spectrum_reads_as_its_json_says(name: str) -> None:
    wanted = json.loads((SPECTRUM / "json" / f"{name}.json").read_text(encoding="utf-8"))
    got = [row.values for row in rows_of(SPECTRUM / "csvs" / f"{name}.csv")]
    assert got == wanted


def test_the_spectrums_coordinates_read_as_its_json_says() -> None:
    # Upstream, the JSON of this one file is a bare object and its phone number is another one.
    wanted = json.loads((SPECTRUM / "json" / "location_coordinates.json").read_text(encoding="utf-8"))
    (got,) = rows_of(SPECTRUM / "csvs" / "location_coordinates.csv")
    assert {**got.values, "Contact Phone Number": ""} == {**wanted, "Contact Phone Number": ""}


@pytest.mark.parametrize("path", sorted([*ODD.iterdir(), *VENDORS.iterdir()]), ids=lambda path: path.name)
def test_odd_files_and_exports_of_other_programs_open(path: Path) -> None:
    source = open_csv(path)
    assert source.headers
    assert all(row.line > source.header_line for row in source.rows())


@pytest.mark.parametrize("name", ["test_utf16_big.csv", "test_utf16_little.csv", "test_utf8.csv"])
def test_the_same_table_in_three_encodings_has_the_same_last_cell(name: str) -> None:
    assert list(rows_of(ODD / name)[-1].values.values()) == ["4", "5", "ʤ"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(tmp_path: Path, delimiter: str) -> None:
    text = 'name;size;note\nA;"1,5";x\nB;"2|5";"y; z"\n'.replace(";", delimiter)
    source = open_csv(write(tmp_path, text))
    assert source.delimiter == delimiter
    assert source.headers == ("name", "size", "note")


def test_excels_own_line_names_the_delimiter(tmp_path: Path) -> None:
    path = write(tmp_path, "sep=;\r\nname;size\r\nA,B;2\r\n")
    assert [row.values for row in rows_of(path)] == [{"name": "A,B", "size": "2"}]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_end_counts_lines_alike(tmp_path: Path, end: str) -> None:
    path = write(tmp_path, end.join(["a,b", '1,"x', 'y"', "3,4"]))
    assert [(row.line, row.values["b"]) for row in rows_of(path)] == [(2, f"x{end}y"), (4, "4")]


def test_headers_are_trimmed_numbered_when_equal_and_named_when_blank(tmp_path: Path) -> None:
    source = open_csv(write(tmp_path, " first ,mail,mail,,last,,\n1,2,3,4,5,,\n"))
    assert source.headers == ("first", "mail", "mail (2)", "Column 4", "last")


def test_a_header_over_several_lines_becomes_one_line() -> None:
    assert open_csv(ODD / "test_header_newline.csv").headers == ("start end", "b", "c")


def test_a_note_above_the_header_is_left_out_and_mentioned() -> None:
    source = open_csv(VENDORS / "linkedin_connections.csv")
    assert source.headers[:2] == ("First Name", "Last Name")
    assert source.notes == ["The lines above the header in line 4 were left out."]


def test_a_row_with_too_many_cells_is_refused_with_its_line(tmp_path: Path) -> None:
    rows = rows_of(write(tmp_path, "a,b\n1,2\n1,2,3\n4,5\n"))
    assert [(row.line, row.problem) for row in rows if row.problem] == [
        (3, "The row has 3 cells, the header only 2.")
    ]


def test_empty_cells_beyond_the_header_do_no_harm(tmp_path: Path) -> None:
    assert rows_of(write(tmp_path, "a,b\n1,2,,\n"))[0].values == {"a": "1", "b": "2"}


def test_a_short_row_is_taken_with_blank_cells_and_a_remark(tmp_path: Path) -> None:
    row = rows_of(write(tmp_path, "a,b,c\n1,2\n3,4,5\n"))[0]
    assert row.values == {"a": "1", "b": "2", "c": ""}
    assert "2 of 3 cells" in row.remark


def test_a_file_cut_off_in_its_last_row_says_so_and_keeps_the_rows_before(tmp_path: Path) -> None:
    rows = rows_of(write(tmp_path, "a,b,c\n1,2,3\n4,5"))
    assert rows[0].values["c"] == "3"
    assert (rows[1].line, rows[1].values) == (3, {})
    assert rows[1].problem == "The file is cut off here: its last row ends within cell 2 of 3."


def test_a_file_cut_off_within_quotes_says_so_and_keeps_the_rows_before(tmp_path: Path) -> None:
    rows = rows_of(write(tmp_path, 'a,b\n1,2\n3,"half a no'))
    assert rows[0].values == {"a": "1", "b": "2"}
    assert rows[1].line == 3
    assert "cut off" in rows[1].problem


def test_a_file_cut_off_within_a_character_says_so(tmp_path: Path) -> None:
    rows = rows_of(write(tmp_path, "a,b\n1,2\n3,é".encode()[:-1]))
    assert "cut off" in rows[1].problem


def test_a_quote_that_never_closes_costs_its_own_line_only(tmp_path: Path) -> None:
    rows = rows_of(write(tmp_path, 'a,b\n1,2\n3,"4\n5,6\n7,8\n'))
    assert [(row.line, bool(row.problem)) for row in rows] == [(2, False), (3, True), (4, False), (5, False)]
    assert rows[3].values == {"a": "7", "b": "8"}


def test_a_complete_last_row_without_line_end_is_a_row(tmp_path: Path) -> None:
    assert rows_of(write(tmp_path, "a,b\n1,2"))[0].values == {"a": "1", "b": "2"}


def test_rows_of_bare_delimiters_are_left_out_and_counted(tmp_path: Path) -> None:
    source = open_csv(write(tmp_path, "a,b\n1,2\n,\n\n3,4\n,\n"))
    assert [row.line for row in source.rows()] == [2, 5]
    assert source.notes == ["Rows without any text were left out: 2 (line 3, 6)."]


def test_zero_bytes_are_left_out_and_mentioned() -> None:
    source = open_csv(ODD / "null_byte.csv")
    assert [row.values for row in source.rows()] == [{"a": "", "b": "2", "c": "3"}]
    assert source.notes == ["Zero bytes in the file were left out."]


def test_five_hundred_columns_are_read(tmp_path: Path) -> None:
    text = ",".join(f"c{at}" for at in range(500)) + "\n" + ",".join(str(at) for at in range(500)) + "\n"
    assert rows_of(write(tmp_path, text))[0].values["c499"] == "499"


def test_a_thousand_and_one_columns_are_refused_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="1,001 columns; 1,000 is the most"):
        open_csv(write(tmp_path, ",".join(f"c{at}" for at in range(1001)) + "\n"))


def test_a_cell_beyond_a_megabyte_costs_its_row_only(tmp_path: Path) -> None:
    rows = rows_of(write(tmp_path, "a,b\n1," + "x" * 1_000_001 + "\n3,4\n"))
    assert rows[0].problem == "A cell has more than 1,000,000 characters."
    assert rows[1].values == {"a": "3", "b": "4"}


def test_rows_can_be_read_twice(tmp_path: Path) -> None:
    source = open_csv(write(tmp_path, "a\n1\n2\n"))
    assert list(source.rows()) == list(source.rows())


@pytest.mark.parametrize("content", ["\n\n \n", "sep=;\n"])
def test_a_file_without_a_header_is_refused(tmp_path: Path, content: str) -> None:
    with pytest.raises(BadInput, match="has no header row"):
        open_csv(write(tmp_path, content))


def test_a_missing_file_and_a_folder_are_named(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="There is no file"):
        open_csv(tmp_path / "nowhere.csv")
    with pytest.raises(BadInput, match="is a folder"):
        open_csv(tmp_path)


def test_an_unknown_encoding_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="is not an encoding"):
        open_csv(write(tmp_path, "a\n1\n"), encoding="klingon")
