"""Editing in place: what was typed becomes what is stored, or is refused beside its field."""

from __future__ import annotations

import pytest

from sfa.accounts.acts import AddAccount, AddContact, Place
from sfa.accounts.edits import clean_account, clean_contact, clean_location, edit_account, edit_contact, edit_location
from sfa.accounts.model import Account, Contact, Location
from sfa.errors import BadInput, NotAllowed
from sfa.places.opening_hours import OpeningHours
from tests.stores import new_store, workspace_of


@pytest.fixture
def store(tmp_path):
    made = new_store(tmp_path)
    yield made
    made.close()


@pytest.fixture
def work(store):
    return workspace_of(store, "rep")


@pytest.fixture
def account(work):
    return work.run(AddAccount(name="Taphouse", owner_id=work.user.id, place=Place(city="Hilliard", country="US")))


def _edit(work, edit, row_id, fields):
    with work.transaction("Edit") as txn:
        edit(txn, row_id, fields)


def _get(work, model, row_id=None):
    with work.reading() as session:
        row = session.get(model, row_id) if row_id else session.query(model).first()
        session.expunge(row)
        return row


def test_a_phone_number_is_kept_in_international_form(work, account) -> None:
    _edit(work, edit_account, account, {"phone": "(614) 555-0142"})
    assert _get(work, Account, account).phone == "+16145550142"


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ({"email": " Lena@Taphouse.EXAMPLE "}, "Lena@taphouse.example"),
        ({"website": "taphouse.example/menu"}, "https://taphouse.example/menu"),
        ({"employees": "1,250"}, 1250),
        ({"founded": "1998"}, 1998),
        ({"visit_every": "30"}, 30),
        ({"category": "  Bar with own cellar "}, "Bar with own cellar"),
        ({"email": "  "}, None),
        ({"employees": 12}, 12),
        ({"phone": "+44 20 7946 0018"}, "+442079460018"),
        ({"phone": "+49 30 901820 ext 5"}, "+4930901820;ext=5"),
    ],
)
def test_what_is_typed_becomes_what_is_stored(typed, stored) -> None:
    assert list(clean_account(typed).values()) == [stored]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"name": " \u200b"}, "Account name must not be blank"),
        ({"phone": "call me"}, "“call me” is not a phone number. Begin with"),
        ({"phone": "12"}, "not a phone number"),
        ({"email": "nobody"}, "“nobody” is not an e-mail address"),
        ({"website": "ftp://example.com"}, "begins with http"),
        ({"website": "not an address"}, "not a web address"),
        ({"website": "javascript:alert(1)"}, "not a web address"),
        ({"employees": "many"}, "not a whole number"),
        ({"employees": "٣٤"}, "not a whole number"),
        ({"founded": "99"}, "99 is outside 1000 to 2100"),
        ({"visit_every": "3"}, "3 is outside 7 to 730"),
        ({"category": "x" * 81}, "at most 80 fit"),
    ],
)
def test_what_cannot_be_stored_is_refused_beside_its_field(typed, sentence) -> None:
    with pytest.raises(BadInput, match=sentence.replace(".", r"\.")) as refused:
        clean_account(typed)
    assert refused.value.field == next(iter(typed))


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"lat": "91"}, "91 degrees is outside −90 to 90"),
        ({"lon": "-180.01"}, "outside −180 to 180"),
        ({"lat": "north"}, "not a number of degrees"),
        ({"lat": "nan"}, "not a number of degrees"),
        ({"opening_hours": "Mo 25:00-26:00"}, "25:00"),
        ({"visit_minutes": "0"}, "0 is outside 1 to 600"),
    ],
)
def test_a_place_that_cannot_be_is_refused_beside_its_field(typed, sentence) -> None:
    with pytest.raises(BadInput, match=sentence) as refused:
        clean_location(typed)
    assert refused.value.field == next(iter(typed))


def test_opening_hours_are_typed_as_people_write_them() -> None:
    stored = clean_location({"opening_hours": "Mo-Fr 08:00-17:00"})["opening_hours"]
    assert OpeningHours.from_json(stored).format() == "Mo-Fr 08:00-17:00"


def test_a_latitude_alone_is_refused(work, account) -> None:
    with pytest.raises(BadInput, match="belong together") as refused:
        _edit(work, edit_location, _get(work, Location).id, {"lat": "40.03"})
    assert refused.value.field == "lon"


def test_coordinates_set_by_a_person_are_exact(work, account) -> None:
    place = _get(work, Location).id
    _edit(work, edit_location, place, {"lat": "40.0334", "lon": "−83.1582"})
    row = _get(work, Location, place)
    assert (row.lat, row.lon, row.precision, row.source) == (400_334_000, -831_582_000, "exact", "person")


def test_a_contacts_phone_is_read_by_the_country_of_the_account(work, account) -> None:
    contact = work.run(AddContact(account_id=account, name="Katarzyna"))
    _edit(work, edit_contact, contact, {"mobile": "614 555 0187", "email": "kn@taphouse.example"})
    row = _get(work, Contact, contact)
    assert (row.mobile, row.email) == ("+16145550187", "kn@taphouse.example")


def test_a_contact_cannot_lose_its_name() -> None:
    with pytest.raises(BadInput, match="Name must not be blank"):
        clean_contact({"name": ""})


def test_a_refused_edit_changes_nothing_of_what_was_typed_with_it(work, account) -> None:
    with pytest.raises(BadInput):
        _edit(work, edit_account, account, {"category": "Pub", "email": "no"})
    assert _get(work, Account, account).category is None


@pytest.mark.parametrize(
    ("edit", "model"), [(edit_account, Account), (edit_location, Location), (edit_contact, Contact)]
)
def test_a_rep_of_another_territory_edits_nothing(edit, model, store, work, account) -> None:
    work.run(AddContact(account_id=account, name="Katarzyna"))
    field = {"name": "Mine"} if model is not Location else {"city": "Mine"}
    with pytest.raises(NotAllowed):
        _edit(workspace_of(store, "Otto"), edit, _get(work, model).id, field)
