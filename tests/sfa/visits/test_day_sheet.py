"""The day on paper and on the phone."""

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from sfa.quotes.document import Paper
from sfa.visits.day import apply, plan_rep_day
from sfa.visits.day_sheet import DaySheet, day_sheet, distance, read_day_sheet
from sfa.visits.phone import day_gpx, file_name, next_stop, qr_matrix, qr_svg, stop_link
from sfa.visits.queries import DayView, day_view
from tests.sfa.visits.denver import BREWERIES, DAY, Brewery, denver_store, plan_visits, rob_of


@pytest.fixture
def work(tmp_path):
    store = denver_store(tmp_path)
    yield rob_of(store)
    store.close()


def planned(work, breweries=BREWERIES) -> DayView:
    plan_visits(work, breweries)
    apply(work, plan_rep_day(work, work.user.id, DAY, seconds=None, iterations=20))
    with work.reading() as session:
        return day_view(session, work.actor, work.user.id, DAY, work.clock.now())


def sheet_of(work, view, *, miles=True) -> DaySheet:
    with work.reading() as session:
        return read_day_sheet(session, work.actor, view, miles=miles)


def words(data: bytes) -> str:
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        return "\n".join(document[number].get_textpage().get_text_range() for number in range(len(document)))
    finally:
        document.close()


def test_the_sheet_names_every_stop_with_address_phone_contact_and_purpose(work) -> None:
    view = planned(work)
    text = words(day_sheet(sheet_of(work, view)).data)
    assert "Rob Rep, Tuesday, November 17, 2026" in text
    for stop in view.stops:
        assert stop.visit.account in text
        assert stop.visit.street in text
    assert "Katarzyna Nowak" in text
    assert "+1 303 555 0100" in text
    assert "Order for 40 kegs" in text


def test_times_lunch_and_the_way_are_on_it(work) -> None:
    view = planned(work)
    text = words(day_sheet(sheet_of(work, view)).data)
    assert f"{view.stops[0].begin // 60:02}:{view.stops[0].begin % 60:02}–" in text
    assert "Lunch until" in text
    assert distance(view.metres, miles=True) in text
    assert "back " in text


def test_what_was_left_out_is_on_it_with_its_reason(work) -> None:
    view = planned(work, (*BREWERIES[:2], Brewery("Nowhere Ales", "", "", None)))
    assert "Nowhere Ales has no place on the map" in words(day_sheet(sheet_of(work, view)).data)


def test_kilometres_where_people_drive_by_them(work) -> None:
    view = planned(work, BREWERIES[:2])
    text = words(day_sheet(sheet_of(work, view, miles=False)).data)
    assert " km, " in text
    assert " mi" not in text.replace(" min", "")


@pytest.mark.parametrize(("paper", "size"), [(Paper.A4, (595, 842)), (Paper.LETTER, (612, 792))])
def test_it_fits_the_paper(work, paper, size) -> None:
    import pypdfium2

    view = planned(work, BREWERIES[:2])
    document = pypdfium2.PdfDocument(day_sheet(replace(sheet_of(work, view), paper=paper)).data)
    assert tuple(round(side) for side in document[0].get_size()) == size
    document.close()


def test_a_long_day_breaks_over_pages_and_no_stop_is_lost(work) -> None:
    view = planned(work)
    many = replace(view, stops=view.stops * 4)
    result = day_sheet(replace(sheet_of(work, view), view=many))
    assert result.pages > 1
    assert words(result.data).count("Boulder Beer Co") == 4


def test_equal_days_give_equal_bytes(work) -> None:
    sheet = sheet_of(work, planned(work, BREWERIES[:2]))
    assert day_sheet(sheet).data == day_sheet(sheet).data


def test_an_empty_day_prints_too(work) -> None:
    assert "0 visits" in words(day_sheet(sheet_of(work, planned(work, ()))).data)


def test_the_route_for_the_phone_holds_home_and_every_stop_in_order(work) -> None:
    view = planned(work, BREWERIES[:3])
    root = ET.fromstring(day_gpx(view))
    names = [point.text for point in root.iter("{http://www.topografix.com/GPX/1/1}name")]
    assert names[1:] == ["Englewood", *(f"{s.number} {s.visit.account}" for s in view.stops), "Englewood"]


def test_the_link_leads_to_the_next_stop_with_a_place(work) -> None:
    view = planned(work, BREWERIES[:3])
    stop = next_stop(view)
    assert stop is view.stops[0]
    assert f"{stop.visit.point.lat:.6f}%2C{stop.visit.point.lon:.6f}" in stop_link(stop)


def test_a_day_without_places_has_no_next_stop(work) -> None:
    assert next_stop(planned(work, (Brewery("Nowhere Ales", "", "", None),))) is None


def test_the_code_is_square_with_a_quiet_border_and_three_finders() -> None:
    rows = qr_matrix("https://example.test/maps?destination=39.7,-105.2")
    assert all(len(row) == len(rows) for row in rows)
    assert not any(rows[0])
    assert not any(row[0] for row in rows)
    assert all(rows[4][4:11])
    assert all(rows[4][-11:-4])
    assert all(rows[-5][4:11])


def test_the_code_as_a_picture_is_svg() -> None:
    assert b"<svg" in qr_svg("https://example.test/")


def test_files_are_named_by_their_day(work) -> None:
    assert file_name(planned(work, ()), "gpx") == "visits-2026-11-17.gpx"
