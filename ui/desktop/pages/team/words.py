"""The team's figures in words: facts, cells, lines, sentences."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QFontMetrics

from sfa.insight.standing import CLOSED_DAYS, VISIT_DAYS, Standing
from sfa.insight.team import Deals, RepFigures, TeamPicture, VisitCount, Waiting
from sfa.money import Money
from sfa.pipeline.queries import Card
from sfa.quotes.states import State
from ui.desktop import formats
from ui.desktop.columns import Cell, Column
from ui.desktop.pages.team.facts import Comparison, Fact
from ui.desktop.pages.team.figures_table import FigureRow
from ui.desktop.pages.team.visits_chart import VisitLine
from ui.desktop.theme import current
from ui.desktop.widgets.two_line_model import TwoLine

__all__ = [
    "as_text",
    "chart_columns",
    "chart_rows",
    "comparisons",
    "facts",
    "month_name",
    "risk_lines",
    "risk_note",
    "standing_note",
    "subtitle",
    "table_columns",
    "table_rows",
    "visit_columns",
    "visit_lines",
    "visit_rows",
    "waiting_lines",
    "waiting_note",
]

_MONTH_DAYS = 30


def _tr(text: str) -> str:
    return QCoreApplication.translate("Team", text)


def month_name(day: date) -> str:
    """The month's name alone."""
    return formats.locale().standaloneMonthName(day.month)


def subtitle(shown: TeamPicture) -> str:
    """Teams, how many reps, month."""
    count = sum(1 for rep in shown.reps if rep.user_id is not None)
    reps = _tr("1 rep") if count == 1 else _tr("{count} reps").format(count=count)
    who = ", ".join((*shown.teams[:2], reps))
    return f"{who} · {month_name(shown.today)} {shown.today.year}"


def _deals(count: int) -> str:
    return _tr("1 deal") if count == 1 else _tr("{count} deals").format(count=formats.decimal(count))


def _whole(amount: Money) -> str:
    return formats.money(amount, whole=True)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


# --- the four facts ---


def facts(shown: TeamPicture, at: datetime) -> list[Fact]:
    """Open, won, visits, risks. at: the moment of the picture in the reader's zone."""
    return [_open(shown), _won(shown), _visits(shown.visits, at), _risk(shown)]


def _open(shown: TeamPicture) -> Fact:
    words = _tr("weighted {amount} · {deals}").format(amount=_whole(shown.weighted), deals=_deals(shown.open.count))
    if shown.elsewhere:
        words += " · " + _tr("{count} in other currencies not counted").format(count=shown.elsewhere)
    share = _share(shown.weighted.minor, shown.open.value.minor)
    return Fact(_tr("Open pipeline"), _whole(shown.open.value), share, words)


def _won(shown: TeamPicture) -> Fact:
    before = shown.today.replace(day=1) - timedelta(days=1)
    was = _tr("none in {month}") if not shown.won_before.count else _tr("{month} {amount}")
    compared = was.format(month=month_name(before), amount=_whole(shown.won_before.value))
    known = shown.won_before.value.minor > 0
    share = _share(shown.won.value.minor, shown.won_before.value.minor) if known else float(shown.won.count > 0)
    words = f"{_deals(shown.won.count)} · {compared}"
    mark = shown.month_gone if known else None
    return Fact(_tr("Won this month"), _whole(shown.won.value), share, words, mark)


def _visits(visits: VisitCount, at: datetime) -> Fact:
    title = _tr("Visits today")
    if not visits.total:
        return Fact(title, _tr("None planned"), 0.0, _tr("as of {time}").format(time=formats.time(at)))
    figure = _tr("{done} of {total} done").format(done=visits.done, total=visits.total)
    words = _tr("{late} late, {to_come} to come, as of {time}").format(
        late=visits.late, to_come=visits.to_come, time=formats.time(at)
    )
    return Fact(title, figure, _share(visits.done, visits.total), words)


def _risk(shown: TeamPicture) -> Fact:
    share = _share(shown.risk_value.minor, shown.open.value.minor)
    words = _tr("worth {amount}, {share} of what is open").format(
        amount=_whole(shown.risk_value), share=formats.percent(Decimal(share))
    )
    return Fact(_tr("Deals at risk"), _deals(len(shown.risks)), share, words, color="state.warn")


# --- pipeline by rep ---


def _name(rep: RepFigures) -> str:
    return rep.name or _tr("Outside the team")


def chart_columns(shown: TeamPicture) -> list[Column]:
    """Rep, the bar of open deals by step, weighted, won, at risk."""
    return [
        Column("name", _tr("Rep"), 204),
        Column("open", _tr("Open deals by step"), 240, stretch=True),
        Column("weighted", _tr("Weighted"), 98, align="right"),
        Column("won", _tr("Won in {month}").format(month=month_name(shown.today)), 124, align="right"),
        Column("risk", _tr("At risk"), 74, align="right"),
    ]


def chart_rows(shown: TeamPicture) -> list[FigureRow]:
    """A row for each rep; all bars on the scale of the largest."""
    most = max((rep.open.value.minor for rep in shown.reps), default=0)
    return [_chart_row(shown, rep, most) for rep in shown.reps]


def _chart_row(shown: TeamPicture, rep: RepFigures, most: int) -> FigureRow:
    late = "state.warn" if rep.at_risk else "text.hint"
    cells = (
        Cell(_name(rep), avatar=_name(rep)),
        Cell(_whole(rep.open.value)),
        Cell(_whole(rep.weighted), strong=True),
        Cell(_whole(rep.won.value), "text.secondary"),
        Cell(formats.decimal(rep.at_risk), late, strong=rep.at_risk > 0),
    )
    parts = tuple(_share(step.value.minor, most) for step in rep.by_step)
    return FigureRow(rep.user_id, cells, {1: parts}, {1: _spoken_steps(shown, rep)})


def _spoken_steps(shown: TeamPicture, rep: RepFigures) -> str:
    named = zip((name for _, name in shown.steps), rep.by_step, strict=True)
    told = [f"{name} {_whole(step.value)}" for name, step in named if step.count]
    return f"{_whole(rep.open.value)}: {', '.join(told)}" if told else _whole(rep.open.value)


def table_columns(shown: TeamPicture) -> list[Column]:
    """The same as figures: one column for each step."""
    money = [("open", _tr("Open")), ("weighted", _tr("Weighted")), ("won", _tr("Won"))]
    return [
        Column("name", _tr("Rep"), 176),
        *(Column(str(id_), name, _room(name), align="right") for id_, name in shown.steps),
        *(Column(key, title, 92, align="right") for key, title in money),
        Column("risk", _tr("At risk"), 66, align="right"),
    ]


def _room(title: str) -> int:
    """Width of a column in px that shows its whole title."""
    return max(92, QFontMetrics(current().font("small")).horizontalAdvance(title) + 24)


def table_rows(shown: TeamPicture) -> list[FigureRow]:
    """A row for each rep, and the team's sums."""
    steps = [Deals(0, Money.zero(shown.currency)) for _ in shown.steps]
    for rep in shown.reps:
        steps = [Deals(a.count + b.count, a.value + b.value) for a, b in zip(steps, rep.by_step, strict=True)]
    rows = [
        _table_row(rep.user_id, _name(rep), rep.by_step, (rep.open.value, rep.weighted, rep.won.value), rep.at_risk)
        for rep in shown.reps
    ]
    sums = (shown.open.value, shown.weighted, shown.won.value)
    return [*rows, _table_row("sum", _tr("Together"), steps, sums, len(shown.risks), strong=True)]


def _table_row(
    row_id: object,
    name: str,
    steps: Sequence[Deals],
    sums: Sequence[Money],
    at_risk: int,
    *,
    strong: bool = False,
) -> FigureRow:
    amounts = [*(step.value for step in steps), *sums]
    cells = [Cell(name, strong=strong), *(Cell(_whole(amount), strong=strong) for amount in amounts)]
    cells.append(Cell(formats.decimal(at_risk), strong=strong))
    return FigureRow(row_id, tuple(cells), {}, {})


# --- visits ---


def visit_lines(shown: TeamPicture) -> list[VisitLine]:
    """A line for each rep of the team."""
    return [_visit_line(rep) for rep in shown.reps if rep.user_id is not None]


def _visit_line(rep: RepFigures) -> VisitLine:
    visits = rep.visits
    if not visits.total:
        words = _tr("none planned")
    else:
        words = _tr("{done} of {total}").format(done=visits.done, total=visits.total)
    if visits.late:
        words += " · " + _tr("{count} late").format(count=visits.late)
    return VisitLine(_last_name(rep.name), visits, words, f"{rep.name}: {words}.")


def visit_columns() -> list[Column]:
    """Today's visits as figures."""
    counts = [_tr("Done"), _tr("Late"), _tr("To come"), _tr("Planned")]
    return [
        Column("name", _tr("Rep"), 186, stretch=True),
        *(Column(title, title, 90, align="right") for title in counts),
    ]


def visit_rows(shown: TeamPicture) -> list[FigureRow]:
    """A row for each rep, and the team's sums."""
    rows = [(rep.user_id, rep.name, rep.visits, False) for rep in shown.reps if rep.user_id is not None]
    return [_visit_row(*row) for row in (*rows, ("sum", _tr("Together"), shown.visits, True))]


def _visit_row(row_id: object, name: str, visits: VisitCount, strong: bool) -> FigureRow:
    counts = (visits.done, visits.late, visits.to_come, visits.total)
    cells = (Cell(name, strong=strong), *(Cell(formats.decimal(count), strong=strong) for count in counts))
    return FigureRow(row_id, cells, {}, {})


def _last_name(name: str) -> str:
    return name.rpartition(" ")[2]


# --- at the right ---


def risk_lines(risks: Sequence[Card]) -> list[TwoLine]:
    """Account, owner and reason, worth."""
    return [
        TwoLine(
            id=card.id,
            title=card.account or card.name,
            second=f"{_last_name(card.owner or '') or _tr('No owner')} · {_why(card)}",
            right=_whole(card.value),
            icon="triangle-alert",
            icon_tone="state.warn",
            right_tone="text.primary",
            right_strong=True,
        )
        for card in risks
    ]


def _why(card: Card) -> str:
    """The most telling reason, short enough for a line."""
    reason = card.risks[0]
    if reason.code != "rotting":
        return reason.short
    return _tr("{days} days in {step}, usual {usual}").format(
        days=card.days, step=card.stage or _tr("its step"), usual=card.rotting_days
    )


def risk_note(shown: TeamPicture) -> str:
    """How many and what they are worth."""
    if not shown.risks:
        return ""
    return _tr("{count} worth {amount}").format(count=len(shown.risks), amount=_whole(shown.risk_value))


def waiting_lines(waiting: Sequence[Waiting], now: datetime) -> list[TwoLine]:
    """Number and customer, what it waits for, total."""
    return [_waiting_line(wait, now) for wait in waiting]


def _waiting_line(wait: Waiting, now: datetime) -> TwoLine:
    quote = wait.quote
    age = _age(now - wait.since)
    if quote.state is State.DRAFT:
        second = _tr("Draft with more off than usual, {age} old").format(age=age)
    else:
        second = _tr("Sent {age} ago, no answer yet").format(age=age)
    return TwoLine(
        id=quote.id,
        title=f"{quote.number} {quote.customer}",
        second=f"{_last_name(quote.owner)} · {second}" if quote.owner else second,
        right=_whole(quote.total),
        icon="percent" if quote.over_limit else "file-text",
        icon_tone="state.warn" if quote.over_limit else "text.secondary",
        right_tone="text.primary",
    )


def waiting_note(waiting: Sequence[Waiting], now: datetime) -> str:
    """How many, and how long the oldest waits."""
    if not waiting:
        return ""
    count = _tr("1 quote") if len(waiting) == 1 else _tr("{count} quotes").format(count=len(waiting))
    oldest = _age(now - min(wait.since for wait in waiting))
    return _tr("{quotes}, oldest {age}").format(quotes=count, age=oldest)


def _age(past: timedelta) -> str:
    if past.days >= 1:
        return _tr("1 day") if past.days == 1 else _tr("{count} days").format(count=past.days)
    hours = past.seconds // 3600
    return (
        _tr("{count} h").format(count=hours) if hours else _tr("{count} min").format(count=max(1, past.seconds // 60))
    )


# --- one rep against the team ---


def comparisons(one: Standing, team: Standing) -> list[Comparison]:
    """Visits a day, win rate, average deal."""
    mine, theirs = one.average_deal, team.average_deal
    return [
        Comparison(
            _tr("{count} visits a day").format(count=_number(one.visits_a_day)),
            _tr("team {figure}").format(figure=_number(team.visits_a_day)),
            _better(one.visits_a_day, team.visits_a_day),
        ),
        Comparison(
            _tr("{share} of closed deals won").format(share=_percent(one.win_rate)),
            _tr("team {figure}").format(figure=_percent(team.win_rate)),
            _better(one.win_rate, team.win_rate),
        ),
        Comparison(
            _tr("Average deal {amount}").format(amount=_whole(mine) if mine else "–"),
            _tr("team {figure}").format(figure=_whole(theirs) if theirs else "–"),
            _better(mine.value if mine else None, theirs.value if theirs else None),
        ),
    ]


def standing_note() -> str:
    """Over which time the comparison goes."""
    return _tr("visits of {weeks} weeks, deals of {months} months").format(
        weeks=VISIT_DAYS // 7, months=CLOSED_DAYS // _MONTH_DAYS
    )


def _number(figure: Decimal | None) -> str:
    return "–" if figure is None else formats.decimal(figure, 1)


def _percent(share: Decimal | None) -> str:
    return "–" if share is None else formats.percent(share)


def _better(one: Decimal | None, team: Decimal | None) -> bool | None:
    return None if one is None or team is None or one == team else one > team


def as_text(columns: Sequence[Column], rows: Sequence[FigureRow]) -> str:
    """A table for the clipboard: tabs between cells, a line a row."""
    lines = [[column.title for column in columns], *([cell.text for cell in row.cells] for row in rows)]
    return "\n".join("\t".join(cells) for cells in lines)
