"""A rep's first day on Fieldbook, on the real demo, by the keyboard alone, with the network cable out."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from sfa.activities.model import Activity
from sfa.pipeline.model import Opportunity, Stage, StageChange
from sfa.quotes.model import Quote, QuoteLine
from sfa.visits.queries import DayView, day_view
from tests.journeys.conftest import DAY, Person
from ui import cli

KEY = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def today_of(person: Person) -> DayView:
    work = person.work
    with work.reading() as session:
        return day_view(session, work.actor, work.user.id, DAY, work.clock.now())


def test_a_reps_day_from_the_car_park_to_the_signed_deal(
    demo: Path, people: list[Person], qtbot: QtBot, tmp_path: Path
) -> None:
    lena = Person(qtbot, demo, "rep")
    people.append(lena)

    # In the car park: today's visits, the next one picked, its brief beside it.
    assert lena.page is lena.shell.page("today")
    stops = today_of(lena).stops
    assert len(stops) == 7
    following = today_of(lena).next
    assert following is not None
    assert lena.page.day.timeline.selected_id == following.visit.id

    # She goes in, and comes out with an outcome and a next step: Enter; then Enter, 2, Enter.
    lena.press(KEY.Key_Return)
    assert today_of(lena).by_id[following.visit.id].state == "under_way"
    lena.press(KEY.Key_Return, KEY.Key_2, KEY.Key_Return)
    logged = today_of(lena).by_id[following.visit.id]
    assert (logged.state, logged.visit.outcome) == ("done", "interested")

    # The afternoon is put in the best order again.
    lena.press(KEY.Key_O)
    lena.rest()
    assert not any(stop.problems for stop in today_of(lena).stops)

    # She looks the customer up and reads the card: today's visit is on the timeline.
    lena.press(KEY.Key_K, modifier=CTRL)
    lena.type(following.visit.account[:14])
    lena.press(KEY.Key_Return)
    assert lena.page is lena.shell.page("accounts")
    assert following.visit.account in lena.page.subtitle

    # A deal goes through the seven steps, a card at a time.
    deal = first_deal_of_step(lena, "prospecting")
    lena.go("pipeline")
    assert lena.page.show_record("opportunity", deal)
    lena.rest()
    lena.page.board.setFocus()
    for step in ("preparation", "approach", "presentation", "objections", "closing", "follow_up"):
        lena.press(KEY.Key_Right, modifier=SHIFT)
        assert step_of(lena, deal) == step
    assert state_of(lena, deal) == "won"
    assert moves_of(lena, deal) >= 6

    # A quote for the customer: three of a product, eight percent off, sent.
    lena.go("quotes")
    lena.press(KEY.Key_N, modifier=CTRL)
    lena.type(following.visit.account[:14])
    lena.press(KEY.Key_Return)
    lena.until(lambda: newest_quote(lena).state == "draft" and lena.page.editor.quote is not None)
    lena.type("3 gtx plus")
    lena.press(KEY.Key_Return, modifier=CTRL)
    lena.until(lambda: lines_of(lena, newest_quote(lena).id) == 1)
    lena.rest()
    number = newest_quote(lena).number
    lena.press(KEY.Key_S, modifier=CTRL)
    lena.until(lambda: newest_quote(lena).state == "sent")
    lena.rest()

    # The paper is handed over; the command reads the store beside the running app.
    paper = tmp_path / "quote.pdf"
    assert cli.main(["--store", str(demo), "quote", "pdf", number, "--out", str(paper)]) == 0
    import pypdfium2

    text = pypdfium2.PdfDocument(paper)[0].get_textpage().get_text_bounded()
    assert number in text
    assert following.visit.account in " ".join(text.split())

    # A sent quote stands: undo says so and changes nothing.
    lena.press(KEY.Key_Z, modifier=CTRL)
    assert newest_quote(lena).state == "sent"
    assert lena.shell.strip.text

    # She closes the laptop. In the evening everything is as she left it.
    lena.leave()
    evening = Person(qtbot, demo, "rep")
    people[:] = [evening]
    assert today_of(evening).by_id[following.visit.id].state == "done"
    assert state_of(evening, deal) == "won"
    assert newest_quote(evening).number == number


def test_a_next_step_can_be_undone_after_a_restart(demo: Path, people: list[Person], qtbot: QtBot) -> None:
    lena = Person(qtbot, demo, "rep")
    people.append(lena)
    following = today_of(lena).next
    assert following is not None
    lena.press(KEY.Key_Return)
    lena.press(KEY.Key_Return, KEY.Key_2, KEY.Key_Return)
    before = calls_of(lena)
    lena.leave()

    again = Person(qtbot, demo, "rep")
    people[:] = [again]
    again.press(KEY.Key_Z, modifier=CTRL)
    assert today_of(again).by_id[following.visit.id].state == "under_way"
    assert calls_of(again) == before - 1
    again.press(KEY.Key_Z, modifier=CTRL)
    assert today_of(again).by_id[following.visit.id].visit.state == "planned"


def test_the_manager_sees_what_the_rep_did(demo: Path, people: list[Person], qtbot: QtBot) -> None:
    lena = Person(qtbot, demo, "rep")
    people.append(lena)
    lena.press(KEY.Key_Return)
    lena.press(KEY.Key_Return, KEY.Key_2, KEY.Key_Return)
    done = sum(stop.state == "done" for stop in today_of(lena).stops)
    lena.leave()

    thomas = Person(qtbot, demo, "manager")
    people[:] = [thomas]
    assert thomas.page is thomas.shell.page("team")
    assert visits_done(thomas, "Lena Hoffmann") == done


# --- what the store says ---


def first_deal_of_step(person: Person, key: str) -> UUID:
    query = (
        select(Opportunity.id)
        .join(Stage, Stage.id == Opportunity.stage_id)
        .where(Stage.key == key, Opportunity.state == "open", Opportunity.owner_id == person.work.user.id)
        .order_by(Opportunity.id)
    )
    with person.work.reading() as session:
        found = session.scalars(query).first()
    assert found is not None
    return found


def step_of(person: Person, deal: UUID) -> str:
    query = select(Stage.key).join(Opportunity, Opportunity.stage_id == Stage.id).where(Opportunity.id == deal)
    with person.work.reading() as session:
        return session.scalars(query).one()


def state_of(person: Person, deal: UUID) -> str:
    with person.work.reading() as session:
        return session.scalars(select(Opportunity.state).where(Opportunity.id == deal)).one()


def moves_of(person: Person, deal: UUID) -> int:
    with person.work.reading() as session:
        return len(session.scalars(select(StageChange.id).where(StageChange.opportunity_id == deal)).all())


def newest_quote(person: Person) -> Quote:
    with person.work.reading() as session:
        return session.scalars(select(Quote).order_by(Quote.created_at.desc(), Quote.id.desc())).first()


def lines_of(person: Person, quote: UUID) -> int:
    with person.work.reading() as session:
        query = select(QuoteLine.id).where(QuoteLine.quote_id == quote, QuoteLine.deleted_at.is_(None))
        return len(session.scalars(query).all())


def calls_of(person: Person) -> int:
    query = select(Activity.id).where(
        Activity.owner_id == person.work.user.id,
        Activity.kind == "call",
        Activity.state == "planned",
        Activity.deleted_at.is_(None),
    )
    with person.work.reading() as session:
        return len(session.scalars(query).all())


def visits_done(person: Person, rep: str) -> int:
    from sfa.insight.team import team_picture

    work = person.work
    with work.reading() as session:
        picture = team_picture(session, work.actor, work.clock.now(), work.user.zone)
    return next(line.visits.done for line in picture.reps if line.name == rep)
