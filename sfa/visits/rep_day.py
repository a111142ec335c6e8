"""A rep's day as the store has it, and as the planner is asked about it.

Times are seconds since the rep's local midnight, unless a field says minutes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any, Literal
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from sfa.accounts.model import Account, Location
from sfa.activities.model import Activity
from sfa.errors import BadInput, NotFound
from sfa.people.acts import USUAL_WEEK, span_of
from sfa.people.model import User, WorkingHours
from sfa.places.opening_hours import OpeningHours
from sfa.places.point import Point
from sfa.places.travel import travel
from sfa.store.actor import Actor, visible
from sfa.visits.model import DayRoute, Visit
from sfa.visits.problem import ALL_DAY, DayProblem, Lunch, Place, Stop, Travel, Window

__all__ = ["Base", "RepDay", "StoredRoute", "WantedVisit", "read_day", "visit_at"]

State = Literal["planned", "under_way", "done"]
_USUAL_MINUTES = 30
_DAY = 86_400
_PRIORITIES = (1, 10)


@dataclass(frozen=True, slots=True)
class WantedVisit:
    """A visit of the day with what its account and place say.

    minutes: how long it takes. arrive, leave: minutes since midnight, as last planned. began, ended: seconds, as it
    was. rough: the point is a town's centre. fixed_start: minutes. why: the stored reasons as [code, data].
    """

    id: UUID
    account_id: UUID
    account: str
    state: State
    position: int
    priority: int
    minutes: int
    locked: bool
    fixed_start: int | None
    arrive: int | None
    leave: int | None
    began: int | None
    ended: int | None
    purpose: str | None
    outcome: str | None
    contact_id: UUID | None
    opportunity_id: UUID | None
    phone: str | None
    why: tuple[tuple[str, Mapping[str, Any]], ...] = ()
    location_id: UUID | None = None
    street: str | None = None
    city: str | None = None
    region: str | None = None
    postal_code: str | None = None
    country: str | None = None
    point: Point | None = None
    rough: bool = False
    hours: OpeningHours | None = None

    @property
    def key(self) -> str:
        """What the planner calls it."""
        return str(self.id)

    @property
    def address(self) -> str:
        """Street and town on one line."""
        return ", ".join(part for part in (self.street, self.city) if part)


@dataclass(frozen=True, slots=True)
class Base:
    """Where a day starts or ends; no point where nobody has said where that is."""

    name: str = "home"
    point: Point | None = None


@dataclass(frozen=True, slots=True)
class StoredRoute:
    """The day's plan as it was last kept. Times: minutes since midnight. left_out: visit -> reason."""

    planned_at: datetime | None
    leave_at: int | None
    home_at: int | None
    lunch_at: int | None
    left_out: Mapping[UUID, str]


@dataclass(frozen=True)
class RepDay:
    """One person's day. now: seconds since midnight if the day is today, else None. shift: None on a day off."""

    user_id: UUID
    user_name: str
    zone: str
    day: date
    now: int | None
    shift: Window | None
    lunch: Lunch | None
    start: Base
    end: Base
    visits: tuple[WantedVisit, ...]
    route: StoredRoute | None = None

    @cached_property
    def by_key(self) -> Mapping[str, WantedVisit]:
        """The visits by what the planner calls them."""
        return {visit.key: visit for visit in self.visits}

    @cached_property
    def routable(self) -> tuple[WantedVisit, ...]:
        """Visits the route can lead to: what is over in its order, what is under way, then the wanted order."""
        found = [v for v in self.visits if v.point and (v.state == "planned" or self._happened(v))]
        return tuple(sorted(found, key=_in_order))

    @cached_property
    def unplaced(self) -> tuple[WantedVisit, ...]:
        """Planned visits without a place on the map."""
        return tuple(v for v in self.visits if v.point is None and v.state == "planned")

    def _happened(self, visit: WantedVisit) -> bool:
        """Whether it took place on the day itself."""
        return visit.began is not None and visit.began >= 0 and self.span_of(visit)[1] <= _DAY

    def span_of(self, visit: WantedVisit) -> Window:
        """When a visit that has begun started and ended, or will end as far as one can tell."""
        began = visit.began or 0
        if visit.state == "under_way":
            return began, max(began + visit.minutes * 60, self.now or 0)
        return began, max(began, visit.ended if visit.ended is not None else began + visit.minutes * 60)

    def problem(self) -> DayProblem:
        """What the planner is asked; on a day off nothing but what took place anyway, in the usual hours."""
        stops = [v for v in self.routable if self.shift or v.state != "planned"]
        return self._problem(stops)

    def problem_by_hand(self) -> DayProblem:
        """The same with every visit, day off or not: what a person wants is shown."""
        return self._problem(list(self.routable))

    def _problem(self, visits: list[WantedVisit]) -> DayProblem:
        latest = max([self.now or 0, *(self.span_of(v)[1] for v in self.visits if v.began and not v.point)])
        return DayProblem(
            day=self.day,
            start=Place("home"),
            end=Place("home"),
            shift=self.shift or _usual_shift(),
            stops=tuple(self._stop(v, place) for place, v in enumerate(visits)),
            travel=self._travel([v.point for v in visits if v.point]),
            lunch=self.lunch,
            now=latest if self.now is not None else 0,
            current=tuple(v.key for v in visits if v.state == "planned"),
        )

    def _stop(self, visit: WantedVisit, place: int) -> Stop:
        least, most = _PRIORITIES
        begun = visit.state != "planned"
        return Stop(
            key=visit.key,
            place=Place(visit.account),
            duration=visit.minutes * 60,
            windows=_windows(visit.hours, self.day),
            prize=min(most, max(least, visit.priority)),
            fixed_start=None if visit.fixed_start is None or begun else visit.fixed_start * 60,
            locked=place if visit.locked and not begun else None,
            done=self.span_of(visit) if begun else None,
        )

    def _travel(self, points: list[Point]) -> Travel:
        """Drives between start, stops and end; from or to an unknown place they count nothing."""
        anywhere = points[0] if points else Point(0, 0)
        start, end = self.start.point or anywhere, self.end.point or anywhere
        found = travel([start, *points, end])
        for table in (found.metres, found.seconds):
            if self.start.point is None:
                table[0, :] = 0
            if self.end.point is None:
                table[:, -1] = 0
            if start == end:
                table[0, -1] = 0
        return Travel(found.metres, found.seconds)


def read_day(session: Session, actor: Actor, user_id: UUID, day: date, now: datetime) -> RepDay:
    """The day of that user as far as `actor` may see it. Raises NotFound."""
    user = session.get(User, user_id)
    if user is None or user.deleted_at is not None:
        raise NotFound("This user is not in the store.", details=str(user_id))
    local = now.astimezone(ZoneInfo(user.zone))
    hours = _hours(session, user_id)
    span = span_of(hours, day)
    shift = None if span is None else (span[0] * 60, span[1] * 60)
    start, end = _bases(hours)
    return RepDay(
        user_id=user_id,
        user_name=user.name,
        zone=user.zone,
        day=day,
        now=_seconds(now, day, user.zone) if local.date() == day else None,
        shift=shift,
        lunch=Lunch(hours.lunch * 60, hours.lunch_from * 60, hours.lunch_to * 60) if hours.lunch else None,
        start=start,
        end=end,
        visits=_visits(session, actor, user_id, day, user.zone),
        route=_route(session, actor, user_id, day),
    )


def _usual_shift() -> Window:
    first, last = USUAL_WEEK["mon"][0]
    return first * 60, last * 60


def _in_order(visit: WantedVisit) -> tuple[int, int, int, UUID]:
    if visit.state == "planned":
        return (2, visit.position, 0, visit.id)
    return (0 if visit.state == "done" else 1, visit.began or 0, visit.ended or 0, visit.id)


def _windows(hours: OpeningHours | None, day: date) -> tuple[Window, ...]:
    if hours is None:
        return ALL_DAY
    return tuple((opens * 60, closes * 60) for opens, closes in hours.windows(day.weekday()))


def _hours(session: Session, user_id: UUID) -> WorkingHours:
    """The person's working hours, or the usual ones where none were set."""
    query = select(WorkingHours).where(WorkingHours.user_id == user_id, WorkingHours.deleted_at.is_(None))
    usual = {"lunch": 30, "lunch_from": 11 * 60 + 30, "lunch_to": 13 * 60 + 30}
    found: WorkingHours | None = session.scalars(query.order_by(WorkingHours.id)).first()
    return found or WorkingHours(user_id=user_id, week=USUAL_WEEK, **usual)


def _bases(hours: WorkingHours) -> tuple[Base, Base]:
    """Start and end; a day whose end is not said ends where it began."""
    start = Base(hours.start_name or "home", _point(hours.start_lat, hours.start_lon))
    end = Base(hours.end_name or "home", _point(hours.end_lat, hours.end_lon))
    return start, end if end.point else start


def _point(lat: int | None, lon: int | None) -> Point | None:
    return None if lat is None or lon is None else Point(lat, lon)


def _seconds(moment: datetime | None, day: date, zone: str) -> int | None:
    """Seconds from local midnight of `day` to `moment`, by the clock on the wall."""
    if moment is None:
        return None
    here = moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    return int((here - datetime(day.year, day.month, day.day)).total_seconds())  # noqa: DTZ001


def _route(session: Session, actor: Actor, user_id: UUID, day: date) -> StoredRoute | None:
    query = select(
        DayRoute.planned_at, DayRoute.leave_at, DayRoute.home_at, DayRoute.lunch_at, DayRoute.left_out
    ).where(DayRoute.user_id == user_id, DayRoute.day == day, DayRoute.deleted_at.is_(None), visible(actor, DayRoute))
    row = session.execute(query.order_by(DayRoute.id)).first()
    if row is None:
        return None
    left_out = {UUID(visit_id): str(reason) for visit_id, reason in row.left_out or ()}
    return StoredRoute(row.planned_at, row.leave_at, row.home_at, row.lunch_at, left_out)


def _visits(session: Session, actor: Actor, user_id: UUID, day: date, zone: str) -> tuple[WantedVisit, ...]:
    query = (
        select(
            Visit.id, Visit.account_id, Visit.location_id, Visit.position, Visit.priority, Visit.locked,
            Visit.fixed_start, Visit.arrive, Visit.leave, Visit.why, Visit.purpose, Visit.started_at, Visit.ended_at,
            Activity.state, Activity.minutes, Activity.done_at, Activity.outcome, Activity.subject,
            Activity.contact_id, Activity.opportunity_id, Account.name, Account.phone,
        )
        .join(Activity, Activity.id == Visit.id)
        .outerjoin(Account, Account.id == Visit.account_id)
        .where(
            Visit.owner_id == user_id, Visit.day == day, Visit.deleted_at.is_(None),
            Activity.deleted_at.is_(None), Activity.state != "cancelled", visible(actor, Visit),
        )
        .order_by(Visit.position, Visit.id)
    )  # fmt: skip
    rows = session.execute(query).all()
    places = _places(session, rows)
    return tuple(_placed(_visit(row, day, zone, places.get(row.id)), places.get(row.id)) for row in rows)


def _places(session: Session, rows: Any) -> dict[UUID, Location]:
    """The location of each visit: its own, else the account's main one."""
    accounts = {row.account_id for row in rows}
    query = select(Location).where(Location.account_id.in_(accounts), Location.deleted_at.is_(None))
    found = sorted(session.scalars(query), key=lambda place: (place.main, place.id), reverse=True)
    by_id = {place.id: place for place in found}
    main: dict[UUID, Location] = {}
    for place in found:
        main.setdefault(place.account_id, place)
    wanted = {row.id: by_id.get(row.location_id) or main.get(row.account_id) for row in rows}
    return {visit_id: place for visit_id, place in wanted.items() if place is not None}


def _visit(row: Row[Any], day: date, zone: str, place: Location | None) -> WantedVisit:
    began, ended = _seconds(row.started_at, day, zone), _seconds(row.ended_at or row.done_at, day, zone)
    minutes = row.minutes or (place.visit_minutes if place else None) or _USUAL_MINUTES
    under_way = began is not None and row.ended_at is None
    state: State = "done" if row.state == "done" else "under_way" if under_way else "planned"
    if state == "done" and began is None and ended is not None:
        began = ended - minutes * 60
    return WantedVisit(
        id=row.id,
        account_id=row.account_id,
        account=row.name or "Account in another territory",
        state=state,
        position=row.position,
        priority=row.priority,
        minutes=minutes,
        locked=row.locked,
        fixed_start=row.fixed_start,
        arrive=row.arrive,
        leave=row.leave,
        began=began,
        ended=ended if state == "done" else None,
        purpose=row.purpose or (None if row.subject == f"Visit {row.name}" else row.subject),
        outcome=row.outcome,
        contact_id=row.contact_id,
        opportunity_id=row.opportunity_id,
        phone=row.phone,
        why=tuple((code, data) for code, data in (row.why or {}).get("reasons", ())),
    )


def visit_at(visit_id: UUID, account_id: UUID, account: str, place: Location) -> WantedVisit:
    """A visit nobody has planned yet, with usual wishes."""
    visit = WantedVisit(
        id=visit_id,
        account_id=account_id,
        account=account,
        state="planned",
        position=10_000,
        priority=5,
        minutes=place.visit_minutes or _USUAL_MINUTES,
        locked=False,
        fixed_start=None,
        arrive=None,
        leave=None,
        began=None,
        ended=None,
        purpose=None,
        outcome=None,
        contact_id=None,
        opportunity_id=None,
        phone=None,
    )
    return _placed(visit, place)


def _placed(visit: WantedVisit, place: Location | None) -> WantedVisit:
    if place is None:
        return visit
    return replace(
        visit,
        location_id=place.id,
        street=place.street,
        city=place.city,
        region=place.region,
        postal_code=place.postal_code,
        country=place.country,
        point=_point(place.lat, place.lon),
        rough=place.precision == "city",
        hours=_opening_hours(place.opening_hours),
    )


def _opening_hours(stored: dict[str, Any] | None) -> OpeningHours | None:
    """Hours that cannot be read are hours nobody knows: one bad row does not spoil a day."""
    if not stored:
        return None
    try:
        return OpeningHours.from_json(stored)
    except BadInput:
        return None
