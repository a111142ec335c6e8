"""Cell text to values."""

from __future__ import annotations

import json
import unicodedata

import pytest

from sfa.errors import BadInput
from sfa.exchange.countries import read_country
from sfa.exchange.values import (
    read_choice,
    read_coordinate,
    read_email,
    read_flag,
    read_line,
    read_lines,
    read_phone,
    read_url,
)
from tests.sfa.exchange.files import DATA


def test_text_is_nfc_and_trimmed_on_one_line() -> None:
    assert read_line("  Cafe\u0301\r\nZoë\u00a0") == "Café Zoë"


def test_text_of_several_lines_keeps_them() -> None:
    assert read_lines(" one\r\ntwo\rthree ") == "one\ntwo\nthree"


def test_text_that_is_too_long_is_refused_and_never_cut() -> None:
    with pytest.raises(BadInput, match="has 256 characters; 255 is the most"):
        read_line("x" * 256)


def test_naughty_strings_stay_what_they_are_but_for_outer_spaces() -> None:
    for text in json.loads((DATA / "bad_input" / "blns.json").read_text(encoding="utf-8")):
        assert read_line(text, 10_000) == unicodedata.normalize("NFC", text).strip(" \t\r\n\v\f\u00a0")


@pytest.mark.parametrize(
    ("text", "country", "number"),
    [
        ("(415) 555-2671", "US", "+14155552671"),
        ("+49 9261 628000", "", "+499261628000"),
        ("089 123456", "DE", "+4989123456"),
        ("353214503371", "IE", "+353214503371"),
        ("+1 415 555 2671 ext. 12", "US", "+14155552671;ext=12"),
    ],
)
def test_a_phone_number_is_kept_in_one_form(text: str, country: str, number: str) -> None:
    assert read_phone(text, country) == number


@pytest.mark.parametrize(("text", "country"), [("12", "US"), ("call me", "DE"), ("4155552671", ""), ("714660", "US")])
def test_what_is_no_phone_number_is_refused(text: str, country: str) -> None:
    with pytest.raises(BadInput, match="is not a phone number"):
        read_phone(text, country)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Ana.Ruiz+x@Example.COM", "Ana.Ruiz+x@example.com"),
        ("jordan@acme.example", "jordan@acme.example"),
        ("jeff@臺網中心.tw", "jeff@臺網中心.tw"),
        ("o'neil@example.org", "o'neil@example.org"),
    ],
)
def test_an_email_address_is_kept_in_normal_form(text: str, address: str) -> None:
    assert read_email(text) == address


@pytest.mark.parametrize(
    "text", ["test", "a@b", ".a@example.com", "a..b@example.com", "a@-x.com", "me@xn--0.tld", "a b@example.com"]
)
def test_what_is_no_email_address_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match="is not an e-mail address"):
        read_email(text)


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("www.example.com", "https://www.example.com"),
        ("Http://www.Example.com/A?b=C", "http://www.example.com/A?b=C"),
        ("example.com:8080/x", "https://example.com:8080/x"),
    ],
)
def test_a_web_address_gets_its_scheme(text: str, url: str) -> None:
    assert read_url(text) == url


@pytest.mark.parametrize(
    "text", ["javascript:alert(1)", "http://tbd", "ftp://example.com", "no site", "http://a b.com"]
)
def test_what_is_no_web_address_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match="is not a web address"):
        read_url(text)


def test_coordinates_are_ten_millionths_of_a_degree() -> None:
    assert read_coordinate("-97.46818222", 180) == -974_681_822
    assert read_coordinate("50,5", 90) == 505_000_000


@pytest.mark.parametrize(("text", "limit", "name"), [("90.1", 90, "latitude"), ("-181", 180, "longitude")])
def test_coordinates_out_of_range_are_refused_in_one_sentence(text: str, limit: int, name: str) -> None:
    with pytest.raises(BadInput) as error:
        read_coordinate(text, limit)
    assert error.value.message == f"A {name} lies between -{limit} and {limit} degrees, not at {text}."


def test_yes_and_no_are_read_in_several_languages() -> None:
    assert [read_flag(text) for text in ("TRUE", "Ja", "x", "0", "Nein", "false")] == [True] * 3 + [False] * 3
    with pytest.raises(BadInput, match="neither yes nor no"):
        read_flag("maybe")


def test_a_choice_outside_the_list_names_the_list() -> None:
    assert read_choice(" OPEN ", {"open": "open", "shut": "closed"}) == "open"
    with pytest.raises(BadInput, match="“ajar” is not one of: open, closed"):
        read_choice("ajar", {"open": "open", "shut": "closed"})


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("United States", "US"),
        ("england", "GB"),
        ("Deutschland", "DE"),
        ("jp", "JP"),
        ("日本", "JP"),
        ("U.S.A.", "US"),
    ],
)
def test_a_country_is_known_by_its_names(text: str, code: str) -> None:
    assert read_country(text) == code


def test_an_unknown_country_is_refused() -> None:
    with pytest.raises(BadInput, match="“Philipines” is not a country"):
        read_country("Philipines")
