"""Who is who in the demo, as plain data: the app starts by these names before it reads any store."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

__all__ = ["ADMIN", "COMPANY", "MANAGER", "PERSON_OF_ROLE", "REPS", "DemoRep"]

COMPANY: dict[str, Any] = {
    "name": "Tapline Draught Supply",
    "currency": "USD",
    "address": ["1180 Larimer Street", "Denver CO 80204", "United States"],
    "phone": "+1 303 555 0100",
    "email": "office@tapline.example",
    "terms": "Prices hold for 30 days. Delivery within 15 working days of order. Payment 30 days net.",
}
MANAGER = "Thomas Berger"
ADMIN = "Ada Admin"


@dataclass(frozen=True)
class DemoRep:
    """A rep and the city they work around. area: telephone area code; lat, lon: where their day starts, degrees."""

    name: str
    city: str
    region: str
    area: str
    zone: str
    lat: float
    lon: float


REPS = (
    DemoRep("Lena Hoffmann", "Denver", "CO", "303", "America/Denver", 39.7392, -104.9903),
    DemoRep("Tomasz Kowalczyk", "Chicago", "IL", "312", "America/Chicago", 41.8781, -87.6298),
    DemoRep("Emily Carter", "Portland", "OR", "503", "America/Los_Angeles", 45.5152, -122.6784),
    DemoRep("Jürgen Baumann", "Seattle", "WA", "206", "America/Los_Angeles", 47.6062, -122.3321),
    DemoRep("Agnieszka Wiśniewska", "San Diego", "CA", "619", "America/Los_Angeles", 32.7157, -117.1611),
    DemoRep("Marcus Delgado", "Los Angeles", "CA", "213", "America/Los_Angeles", 34.0522, -118.2437),
    DemoRep("Sabine Krämer", "San Francisco", "CA", "415", "America/Los_Angeles", 37.7749, -122.4194),
    DemoRep("DeShawn Miller", "Philadelphia", "PA", "215", "America/New_York", 39.9526, -75.1652),
)
PERSON_OF_ROLE = {"rep": REPS[0].name, "manager": MANAGER, "admin": ADMIN}
