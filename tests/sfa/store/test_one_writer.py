"""Nothing but the transaction writes synced tables."""

from __future__ import annotations

import pytest
from sqlalchemy import text, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from sfa.accounts.model import Account, Location
from sfa.store.base import synced_models, table_of
from sfa.store.store import Store
from sfa.store.transaction import WriteOutsideTransaction
from tests.sfa.store.conftest import SYSTEM


def test_a_session_without_transaction_refuses_a_new_row(store: Store) -> None:
    with Session(store._engines.writer) as session, pytest.raises(WriteOutsideTransaction):
        session.add(Account(name="Sneaked in"))
        session.flush()


def test_a_session_without_transaction_refuses_bulk_updates(store: Store) -> None:
    with Session(store._engines.writer) as session, pytest.raises(WriteOutsideTransaction):
        session.execute(update(Account).values(name="Sneaked in"))


@pytest.mark.parametrize("model", synced_models(), ids=lambda m: m.__tablename__)
def test_raw_sql_on_any_synced_table_hits_a_trigger(store: Store, model: type) -> None:
    columns = [c.name for c in table_of(model).columns]
    values = ", ".join("x'00'" for _ in columns)
    names = ", ".join(f'"{c}"' for c in columns)
    with pytest.raises(DBAPIError, match="outside a transaction"), store._engines.writer.begin() as connection:
        connection.execute(text(f'INSERT INTO "{model.__tablename__}" ({names}) VALUES ({values})'))


def test_raw_sql_within_a_transaction_hits_the_trigger_too(store: Store) -> None:
    with pytest.raises(DBAPIError, match="outside a transaction"), store.transaction("Sneak", SYSTEM) as txn:
        txn.add(Account(name="Honest"))
        txn.flush()
        txn._session.connection().execute(text("UPDATE account SET name = 'Sneaked in'"))


def test_after_a_refused_flush_the_gate_is_closed(store: Store) -> None:
    with pytest.raises(DBAPIError), store.transaction("Orphan", SYSTEM) as txn:
        txn.add(Location(account_id=txn.new_id()))
    with pytest.raises(DBAPIError, match="outside a transaction"), store._engines.writer.begin() as connection:
        connection.execute(text("INSERT INTO account (id) VALUES (x'00')"))


def test_a_reading_connection_cannot_write(store: Store) -> None:
    with store.reading() as session, pytest.raises(DBAPIError, match="readonly"):
        session.connection().execute(text("DELETE FROM account"))


def test_the_transaction_passes_all_triggers(store: Store) -> None:
    with store.transaction("Add", SYSTEM) as txn:
        account = txn.add(Account(name="Honest"))
        txn.insert_many(Location, [{"account_id": account.id, "city": "Columbus"}])
    with store.transaction("Change", SYSTEM) as txn:
        txn.get(Account, account.id).name = "Still honest"
    with store.reading() as session:
        assert session.get(Account, account.id).name == "Still honest"
