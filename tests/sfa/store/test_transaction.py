"""One action: rows and their record together, or nothing."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from uuid import uuid4

import msgspec
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import select, text

from sfa.accounts.model import Account, Location
from sfa.catalog.model import Product
from sfa.errors import BadInput, NotFound, RuleBroken, UndoRefused
from sfa.store import audit, search
from sfa.store.acts import act
from sfa.store.base import synced_models, table_of
from sfa.store.capture import plan_of
from sfa.store.events import Announcement, Event
from sfa.store.store import Store
from sfa.store.tables import Change, ChangeGroup
from sfa.store.transaction import Transaction
from tests.sfa.store.conftest import SYSTEM
from tests.stores import guard, new_store


class Rename(msgspec.Struct, frozen=True):
    account: str
    name: str


class Chain(msgspec.Struct, frozen=True):
    pass


@dataclass(frozen=True)
class Renamed(Event):
    name: str


@act("test.rename", Rename, label="Rename", right="account.edit", irreversible="A rename stays.")
def rename(txn: Transaction, args: Rename) -> None:
    for account in txn.scalars(select(Account)):
        account.name = args.name
    txn.raise_event(Renamed(args.name))


def groups(store: Store) -> list[ChangeGroup]:
    with store.reading() as session:
        return list(session.scalars(select(ChangeGroup).order_by(ChangeGroup.seq)))


def test_a_failed_action_leaves_nothing(store: Store) -> None:
    with pytest.raises(RuleBroken), store.transaction("Fail", SYSTEM) as txn:
        txn.add(Account(name="Half"))
        txn.flush()
        raise RuleBroken("no")
    with store.reading() as session:
        assert session.scalars(select(Account)).all() == []
        assert search.find(session, "half", SYSTEM) == []
    assert groups(store) == []


def test_an_action_that_changes_nothing_leaves_no_record(store: Store) -> None:
    with store.transaction("Add", SYSTEM) as txn:
        account = txn.add(Account(name="Same"))
    with store.transaction("Nothing", SYSTEM) as txn:
        txn.get(Account, account.id).name = "Same"
    assert [g.label for g in groups(store)] == ["Add"]


def test_the_record_holds_base_and_new_values_in_wire_form(store: Store) -> None:
    with store.transaction("Add", SYSTEM) as txn:
        product = txn.add(Product(name="Tap", cost=Decimal("1.50")))
    with store.transaction("Edit", SYSTEM) as txn:
        txn.get(Product, product.id).cost = Decimal("2.25")
        txn.get(Product, product.id).cost = Decimal("2.50")
    with store.reading() as session:
        change = session.scalars(select(Change).order_by(Change.group_seq.desc())).first()
        assert (change.kind, change.base_version) == ("update", 1)
        assert (change.base, change.set_to) == ({"cost": "1.50"}, {"cost": "2.50"})


def test_several_edits_in_one_action_raise_the_version_once(store: Store) -> None:
    with store.transaction("Add", SYSTEM) as txn:
        account = txn.add(Account(name="A"))
    with store.transaction("Edit", SYSTEM) as txn:
        row = txn.get(Account, account.id)
        row.name = "B"
        txn.flush()
        row.phone = "1"
    with store.reading() as session:
        assert session.get(Account, account.id).version == 2


def test_an_act_is_recorded_with_name_and_arguments(store: Store) -> None:
    with store.transaction("Add", SYSTEM) as txn:
        txn.add(Account(name="A"))
    store.run(Rename("x", "B"), SYSTEM)
    assert groups(store)[-1].acts == [["test.rename", 1, {"account": "x", "name": "B"}]]


def test_an_irreversible_act_says_why_it_cannot_be_undone(store: Store) -> None:
    with store.transaction("Add", SYSTEM) as txn:
        txn.add(Account(name="A"))
    store.run(Rename("x", "B"), SYSTEM)
    with pytest.raises(UndoRefused, match="A rename stays"):
        store.undo(SYSTEM)


def test_a_listener_writes_in_the_same_group(store: Store) -> None:
    def note(txn: Transaction, happened: Renamed) -> None:
        for account in txn.scalars(select(Account)):
            account.note = f"was renamed to {happened.name}"

    store.listen({Renamed: (note,)})
    with store.transaction("Add", SYSTEM) as txn:
        account = txn.add(Account(name="A"))
    store.run(Rename("x", "B"), SYSTEM)
    with store.reading() as session:
        assert session.get(Account, account.id).note == "was renamed to B"
    assert len(groups(store)) == 2


def test_listeners_that_set_each_other_off_are_stopped(store: Store) -> None:
    store.listen({Renamed: (lambda txn, happened: txn.raise_event(happened),)})
    with store.transaction("Add", SYSTEM) as txn:
        txn.add(Account(name="A"))
    with pytest.raises(RuleBroken, match="without end"):
        store.run(Rename("x", "B"), SYSTEM)
    with store.reading() as session:
        assert session.scalars(select(Account.name)).all() == ["A"]


def test_an_announcement_names_the_rows_after_the_commit(store: Store) -> None:
    heard: list[Announcement] = []
    end = store.announcements.subscribe(heard.append)
    with store.transaction("Add", SYSTEM) as txn:
        account = txn.add(Account(name="A"))
        assert heard == []
    end()
    with store.transaction("Again", SYSTEM) as txn:
        txn.add(Account(name="B"))
    assert [a.rows for a in heard] == [{"account": frozenset({account.id})}]


def test_equal_groups_give_equal_ids(store: Store) -> None:
    with store.transaction("Add", SYSTEM) as txn:
        ids = [txn.new_id() for _ in range(50)]
        assert len(set(ids)) == 50
        assert {i.version for i in ids} == {7}


@pytest.mark.parametrize("name", ["", " ", "\u200b", "\u3000", "\ufeff"])
def test_a_blank_required_text_is_refused_by_field(store: Store, name: str) -> None:
    with (
        pytest.raises(BadInput, match="Account name must not be blank") as caught,
        store.transaction("Add", SYSTEM) as txn,
    ):
        txn.add(Account(name=name))
    assert caught.value.field == "name"


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"name": "x" * 301}, "at most 300"),
        ({"name": "a\0b"}, "NUL"),
        ({"name": "a\ud800"}, "half a character"),
        ({"name": "ok", "lat": 910_000_000}, "outside −90 to 90"),
    ],
)
def test_what_cannot_be_stored_is_refused_with_its_reason(store: Store, values: dict, words: str) -> None:
    with pytest.raises(BadInput, match=words), store.transaction("Add", SYSTEM) as txn:
        place = {k: v for k, v in values.items() if k == "lat"}
        account = txn.add(Account(name=values["name"]))
        txn.add(Location(account_id=account.id, **place))


def test_bulk_rows_are_checked_like_single_ones(store: Store) -> None:
    with pytest.raises(BadInput, match="must not be blank"), store.transaction("Import", SYSTEM) as txn:
        txn.insert_many(Account, [{"name": "Good"}, {"name": " "}])
    assert groups(store) == []


def test_a_deleted_row_is_gone_for_readers_of_the_living(store: Store) -> None:
    with store.transaction("Add", SYSTEM) as txn:
        account = txn.add(Account(name="Gone soon"))
    with store.transaction("Delete", SYSTEM) as txn:
        txn.delete(txn.get(Account, account.id))
    with store.transaction("Look", SYSTEM) as txn:
        assert txn.find(Account, account.id) is None
        with pytest.raises(NotFound):
            txn.get(Account, account.id)
    with store.reading() as session:
        assert search.find(session, "gone", SYSTEM) == []


def test_an_altered_record_breaks_the_audit_chain(store: Store) -> None:
    for name in ("A", "B"):
        with store.transaction("Add", SYSTEM) as txn:
            txn.add(Account(name=name))
    with store.reading() as session:
        assert audit.broken_links(session) == []
    with store._engines.writer.begin() as connection:
        connection.execute(text("UPDATE change_group SET label = 'Something else' WHERE seq = 1"))
    with store.reading() as session:
        assert audit.broken_links(session) == ["The group “Something else” was altered after it was recorded."]


def test_a_missing_group_breaks_the_audit_chain(store: Store) -> None:
    with store.transaction("Add", SYSTEM) as txn:
        txn.add(Account(name="A"))
    with store._engines.writer.begin() as connection:
        connection.execute(text("DELETE FROM change"))
        connection.execute(text("DELETE FROM change_group"))
    with store.reading() as session:
        assert audit.broken_links(session) == ["Link 1 names a group that is missing."]


# --- any sequence of actions ---

texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=30).filter(
    lambda s: any(not c.isspace() for c in s)
)
names = st.one_of(st.sampled_from(["Müller", "Zürich", "a", "日本", "Weiß"]), texts.map(lambda s: "N" + s))


class AnyDay(RuleBasedStateMachine):
    """A model of the store as a dictionary, with its own undo and redo stacks."""

    accounts = Bundle("accounts")

    def __init__(self) -> None:
        super().__init__()
        self._folder = tempfile.TemporaryDirectory()
        self.store = new_store(Path(self._folder.name), "empty")
        self.state: dict = {}
        self.undo_stack: list[dict] = []
        self.redo_stack: list[dict] = []

    def teardown(self) -> None:
        self.store.close()
        self._folder.cleanup()

    def _remember(self) -> None:
        self.undo_stack.append(dict(self.state))
        self.redo_stack.clear()

    @initialize(target=accounts)
    def begin(self) -> object:
        return self._make(["N first"])[0]

    def _make(self, wanted: list[str]) -> list:
        with self.store.transaction("Add", SYSTEM) as txn:
            ids = [txn.add(Account(name=name)).id for name in wanted]
        self._remember()
        self.state.update(dict(zip(ids, (plan_name(n) for n in wanted), strict=True)))
        return ids

    @rule(target=accounts, name=names)
    def add(self, name: str) -> object:
        return self._make([name])[0]

    @rule(account=accounts, name=names)
    def change(self, account: object, name: str) -> None:
        if self.state.get(account) in (None, plan_name(name)):
            return
        with self.store.transaction("Edit", SYSTEM) as txn:
            txn.get(Account, account).name = name
        self._remember()
        self.state[account] = plan_name(name)

    @rule(account=accounts)
    def delete(self, account: object) -> None:
        if account not in self.state:
            return
        with self.store.transaction("Delete", SYSTEM) as txn:
            txn.delete(txn.get(Account, account))
        self._remember()
        del self.state[account]

    @rule(account=accounts)
    def fail(self, account: object) -> None:
        with pytest.raises(RuleBroken), self.store.transaction("Fail", SYSTEM) as txn:
            row = txn.find(Account, account)
            if row is not None:
                row.name = "N never"
                txn.flush()
            raise RuleBroken("no")

    @precondition(lambda self: self.undo_stack)
    @rule()
    def undo(self) -> None:
        self.store.undo(SYSTEM)
        self.redo_stack.append(self.state)
        self.state = self.undo_stack.pop()

    @precondition(lambda self: self.redo_stack)
    @rule()
    def redo(self) -> None:
        self.store.undo(SYSTEM, redo=True)
        self.undo_stack.append(self.state)
        self.state = self.redo_stack.pop()

    @rule()
    def close_and_open(self) -> None:
        path, clock = self.store.path, self.store.clock
        self.store.close()
        self.store = Store.open(path, clock=clock)
        guard(self.store)

    @invariant()
    def the_store_holds_what_the_model_holds(self) -> None:
        with self.store.reading() as session:
            rows = session.execute(select(Account.id, Account.name).where(Account.deleted_at.is_(None)))
            assert {row.id: row.name for row in rows} == self.state
            assert audit.broken_links(session) == []

    @invariant()
    def the_record_replays_to_the_rows(self) -> None:
        with self.store.reading() as session:
            replayed: dict = {}
            for change in session.scalars(select(Change).order_by(Change.group_seq, Change.n)):
                row = replayed.setdefault(change.row_id, {})
                assert {k: row.get(k) for k in change.base} == change.base
                row.update(change.set_to)
            for row in session.scalars(select(Account)):
                wire = {f.name: f.type.to_wire(getattr(row, f.name)) for f in plan_of(Account).fields}
                assert {k: v for k, v in wire.items() if v is not None} == {
                    k: v for k, v in replayed[row.id].items() if v is not None
                }


def plan_name(name: str) -> str:
    import unicodedata

    return unicodedata.normalize("NFC", name)


TestAnyDay = AnyDay.TestCase
TestAnyDay.settings = settings(
    max_examples=25, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
)


def test_undo_is_refused_when_another_person_changed_the_row_since(store: Store) -> None:
    from dataclasses import replace

    ann, bob = replace(SYSTEM, user_id=uuid4()), replace(SYSTEM, user_id=uuid4())
    with store.transaction("Add", SYSTEM) as txn:
        account = txn.add(Account(name="A"))
    with store.transaction("Ann's edit", ann) as txn:
        txn.get(Account, account.id).name = "B"
    with store.transaction("Bob's edit", bob) as txn:
        txn.get(Account, account.id).name = "C"
    with pytest.raises(UndoRefused, match="changed since"):
        store.undo(ann)
    with store.reading() as session:
        assert session.get(Account, account.id).name == "C"


def test_undo_leaves_other_fields_that_changed_since(store: Store) -> None:
    from dataclasses import replace

    ann, bob = replace(SYSTEM, user_id=uuid4()), replace(SYSTEM, user_id=uuid4())
    with store.transaction("Add", SYSTEM) as txn:
        account = txn.add(Account(name="A"))
    with store.transaction("Ann's edit", ann) as txn:
        txn.get(Account, account.id).name = "B"
    with store.transaction("Bob's edit", bob) as txn:
        txn.get(Account, account.id).phone = "123"
    store.undo(ann)
    with store.reading() as session:
        row = session.get(Account, account.id)
        assert (row.name, row.phone) == ("A", "123")


@pytest.mark.parametrize("model", synced_models(), ids=lambda m: m.__tablename__)
def test_every_travelling_column_says_how_it_merges(model: type) -> None:
    for field in plan_of(model).fields:
        assert "merge" in table_of(model).columns[field.name].info
