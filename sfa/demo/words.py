"""What the demo's people say and plan."""

from __future__ import annotations

__all__ = ["DEALS", "NEXT_STEPS", "PURPOSES", "RESULTS", "TASKS"]

DEALS = (
    "Second tap wall, 12 taps", "Glycol cooling for the taproom", "Tap tower, 6 taps", "Cellar refit", "Keg washer",
    "Patio bar, 8 taps", "New couplers throughout", "Line cleaning contract", "Nitro line for coffee stout",
    "Draught system for the new site", "Spare tower and drip trays", "Cooling check and repair",
)  # fmt: skip
NEXT_STEPS = (
    ("Find out who decides", "Send the catalogue", "Read their tap list"),
    ("Measure the cellar", "Prepare the sketch", "Ask about the winter menu"),
    ("Call the owner", "Bring a sample coupler", "Agree a date for the demo"),
    ("Show the six-tap tower", "Demo at the reference bar", "Send figures per keg"),
    ("Answer the price of glycol lines", "Bring the lease figures", "Reference call with a neighbour"),
    ("Get the order signed", "Price by Friday", "Agree the fitting date"),
)
RESULTS = (
    ("interested", "Wants figures with and without the glycol lines."),
    ("next_step_set", "Agreed to measure the cellar next time; room for twelve taps."),
    ("serviced", "Lines run clean; two couplers worn, replaced from the van."),
    ("ordered", "Ordered couplers and a drip tray for the patio."),
    ("not_in", "Owner at a festival until next week."),
    ("no_interest", "Happy with the present system until spring."),
    ("postponed", "Kitchen flooded; asked to come back."),
    ("interested", "Asked for a lease instead of purchase."),
)
TASKS = (
    ("promise", "Price for 12 taps to {}", True, 0),
    ("call", "Call {} about the cellar survey", False, 0),
    ("task", "Send photos of the reference bar to {}", False, 0),
    ("email", "Thank {} for the introduction", False, 0),
    ("promise", "Sample coupler to {}", True, 0),
    ("call", "Ask {} whether the tower arrived", False, -1),
    ("task", "Return the borrowed pressure gauge to {}", False, -1),
    ("promise", "Lease figures to {}", True, 2),
    ("call", "Call {} back after their holiday", False, 4),
)
PURPOSES = (
    "Agree the second tap wall before their winter menu",
    "Cellar service check",
    "First visit: find out who decides",
    "Present the six-tap tower",
    "Close the deal",
    "Quote wanted by Friday",
    "Measure the cellar",
    "Answer the price of glycol lines",
)
