"""Column types: how a value lies in the database and how it travels.

Each type knows three forms of a value: Python's, the database's and the wire's (plain JSON).
`canonical` makes a Python value storable or raises BadInput with the reason.
"""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import BigInteger, Date, Dialect, LargeBinary, String, TypeDecorator
from sqlalchemy import Boolean as SqlBoolean
from sqlalchemy import Integer as SqlInteger
from sqlalchemy.types import TypeEngine, Uuid

from sfa.clock import to_micros
from sfa.errors import BadInput
from sfa.money import parse_decimal
from sfa.text import nfc

__all__ = [
    "Bool",
    "Day",
    "DecimalText",
    "Degrees",
    "Id",
    "Int",
    "Json",
    "Minor",
    "Moment",
    "StoredType",
    "Text",
]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class StoredType(TypeDecorator[Any]):
    """Base of all column types of synced tables."""

    impl: Any = String
    cache_ok = True

    def canonical(self, value: Any) -> Any:
        """`value` as it will be read back. Raises BadInput when it cannot be stored."""
        return value

    def to_wire(self, value: Any) -> Any:
        """The JSON form of a canonical value."""
        return value

    def from_wire(self, value: Any) -> Any:
        """The reverse of `to_wire`."""
        return value


class Id(StoredType):
    """A UUID: 16 bytes in SQLite, `uuid` in PostgreSQL, text on the wire."""

    impl = LargeBinary(16)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(Uuid() if dialect.name == "postgresql" else LargeBinary(16))

    def process_bind_param(self, value: UUID | None, dialect: Dialect) -> Any:
        if value is None or dialect.name == "postgresql":
            return value
        return value.bytes

    def process_result_value(self, value: Any, dialect: Dialect) -> UUID | None:
        return UUID(bytes=value) if isinstance(value, bytes) else value

    def to_wire(self, value: UUID | None) -> str | None:
        return None if value is None else str(value)

    def from_wire(self, value: str | None) -> UUID | None:
        return None if value is None else UUID(value)


class Moment(StoredType):
    """A point in time: microseconds since 1970 in UTC, an aware datetime in Python."""

    impl = BigInteger
    cache_ok = True

    def canonical(self, value: Any) -> Any:
        if value is not None and value.tzinfo is None:
            raise BadInput("A time without a zone cannot be stored.")
        return value

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        return None if value is None else to_micros(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        return None if value is None else _EPOCH + timedelta(microseconds=value)

    def to_wire(self, value: datetime | None) -> int | None:
        return None if value is None else to_micros(value)

    def from_wire(self, value: int | None) -> datetime | None:
        return None if value is None else _EPOCH + timedelta(microseconds=value)


class Day(StoredType):
    """A calendar day without a zone."""

    impl = Date
    cache_ok = True

    def to_wire(self, value: date | None) -> str | None:
        return None if value is None else value.isoformat()

    def from_wire(self, value: str | None) -> date | None:
        return None if value is None else date.fromisoformat(value)


class DecimalText(StoredType):
    """An exact decimal (quantity, unit price, rate) kept as text."""

    impl = String(40)
    cache_ok = True

    def canonical(self, value: Any) -> Decimal | None:
        if value is None:
            return None
        exact = parse_decimal(str(value))
        if len(exact.as_tuple().digits) > 30 or abs(exact.adjusted()) > 20:
            raise BadInput(f"The number {value} has too many digits.")
        return exact

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:
        return None if value is None else format(value, "f")

    def process_result_value(self, value: str | None, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value)

    def to_wire(self, value: Decimal | None) -> str | None:
        return None if value is None else format(value, "f")

    def from_wire(self, value: str | None) -> Decimal | None:
        return None if value is None else Decimal(value)


class Int(StoredType):
    """A whole number within 32 bits."""

    impl = SqlInteger
    cache_ok = True


class Minor(StoredType):
    """An amount in minor units; its currency stands in a column beside it."""

    impl = BigInteger
    cache_ok = True


class Degrees(StoredType):
    """A latitude or longitude in 1e-7 degrees."""

    impl = SqlInteger
    cache_ok = True

    def __init__(self, limit: int) -> None:
        super().__init__()
        self.limit = limit

    def canonical(self, value: int | None) -> int | None:
        if value is not None and abs(value) > self.limit * 10**7:
            raise BadInput(f"{value / 1e7:g} degrees is outside −{self.limit} to {self.limit}.")
        return value


class Bool(StoredType):
    """Yes or no."""

    impl = SqlBoolean
    cache_ok = True


class Text(StoredType):
    """NFC text of at most `length` characters."""

    impl = String
    cache_ok = True

    def __init__(self, length: int = 200) -> None:
        super().__init__(length)
        self.length = length

    def canonical(self, value: str | None) -> str | None:
        if value is None:
            return None
        text = nfc(value)
        if len(text) > self.length:
            raise BadInput(f"This text has {len(text)} characters; at most {self.length} fit.")
        if "\0" in text:
            raise BadInput("This text holds a NUL character, which cannot be stored.")
        try:
            text.encode()
        except UnicodeEncodeError:
            raise BadInput("This text holds half a character (a lone surrogate).") from None
        return text


class Json(StoredType):
    """A small JSON document."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else msgspec.json.encode(value, order="sorted").decode()

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        return None if value is None else json.loads(value)

    def coerce_compared_value(self, op: Any, value: Any) -> TypeEngine[Any]:
        return self
