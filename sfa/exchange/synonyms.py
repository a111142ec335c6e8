"""Column names under which other programs export what a field holds, best first.

Known from exports of Salesforce, HubSpot, Pipedrive, Google, Outlook, Yahoo and LinkedIn, and from habit.
Names are compared by letters and digits only.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import structs

from sfa.exchange.mapping_model import FieldRule, Split
from sfa.exchange.targets import target
from sfa.text import fold

__all__ = ["automatic_rules", "key"]

# Alternatives are parted by "|"; "+" joins columns into one value.
_ADDRESS = {
    "street": "Street|Address|Address 1|Address line 1|Billing Street|Business Street|Work Address|"
    "Address 1 - Street|Mailing Street|Street address|Home Street|Home Address|Organization - Address|Straße",
    "street2": "Street 2|Address 2|Address line 2|Business Street 2+Business Street 3|Business Street 2|"
    "Address 1 - Extended Address",
    "postal_code": "Postal code|ZIP|ZIP code|Post code|Postcode|Billing Postal Code|Billing Zip/Postal Code|"
    "Business Postal Code|Work ZIP|Address 1 - Postal Code|Mailing Postal Code|Home Postal Code|Home ZIP|PLZ",
    "city": "City|Town|Billing City|Business City|Work City|Address 1 - City|Mailing City|Home City|Ort",
    "region": "State|Region|Province|State/Region|State Province|Billing State|Billing State/Province|"
    "Business State|Work State|Address 1 - Region|Mailing State|Home State",
    "country": "Country|Country/Region|Billing Country|Business Country|Business Country/Region|Work Country|"
    "Address 1 - Country|Mailing Country|Home Country|Home Country/Region|Land",
}
_PERSON = {
    "first_name": "First Name|Given Name|First|Person - First name|Forename|Vorname",
    "last_name": "Last Name|Family Name|Surname|Last|Person - Last name|Nachname",
    "job_title": "Job Title|Position|Organization Title|Organization 1 - Title|Role",
    "email": "Email|E-mail|Email Address|E-mail Address|E-mail 1 - Value|Person - Email (Work)|Work Email|Mail",
    "phone": "Phone|Phone Number|Telephone|Business Phone|Work Phone|Phone 1 - Value|Person - Phone|Work|"
    "Primary Phone|Company Main Phone|Home Phone|Telefon",
    "mobile": "Mobile|Mobile Phone|Mobile Phone Number|Cell|Phone 2 - Value",
    "website": "Website|Web Page|Website URL|Website 1 - Value|Business Website|Personal Website|URL|Homepage",
    "note": "Notes|Note|Description|Comments|Note - Content",
}
_OWNER = "Owner|Owner Name|Contact owner|Company owner|Deal Owner|Account Owner|Sales agent|Sales rep|Owner ID"
_ID = "ID|Record ID|External ID|Fieldbook ID|Key"
_SYNONYMS: dict[str, dict[str, str]] = {
    "users": {
        "external_id": f"{_ID}|User ID",
        "name": "Name|Full Name|User|User name|Sales agent|Agent|Rep|First Name+Last Name",
        "email": _PERSON["email"],
        "phone": _PERSON["phone"],
        "role": "Role|Profile",
        "team": "Team|Sales team",
        "manager": "Manager|Manager name|Reports to",
        "region": "Office|Regional office|Region|Territory",
    },
    "accounts": {
        "external_id": f"{_ID}|Account ID|Company ID|Account Number",
        "name": "Name|Account|Account Name|Company|Company name|Organization|Organization - Name|"
        "Organization Name|Organization 1 - Name|Customer|Business name|Firma",
        "sector": "Industry|Sector|Branch",
        "category": "Category|Type|Account Type|Segment|Class",
        "tier": "Tier|Rating|Account Rating",
        "visit_every": "Visit every|Days between visits",
        "currency": "Currency|Currency Code|Currency ISO Code|Deal currency code",
        "annual_revenue": "Annual Revenue|Revenue|Turnover",
        "employees": "Employees|Number of Employees|NumberOfEmployees|NumEmp|Staff",
        "founded": "Year established|Year Founded|Founded",
        "parent": "Parent|Parent Account|Parent company|Parent ID|Subsidiary of",
        "owner": _OWNER,
        "phone": _PERSON["phone"],
        "email": _PERSON["email"],
        "website": _PERSON["website"],
        **_ADDRESS,
        "lat": "Latitude|Lat|Billing Latitude",
        "lon": "Longitude|Lon|Lng|Long|Billing Longitude",
        "note": _PERSON["note"],
    },
    "contacts": {
        "external_id": f"{_ID}|Contact ID",
        **_PERSON,
        "part": "Buying Role|Part in buying|Part",
        "department": "Department|Organization Department|Organization 1 - Department",
        "account": "Company|Company name|Account Name|Associated Company|Organization|Organization - Name|"
        "Organization Name|Organization 1 - Name|Account|Account ID|Firma",
        "owner": _OWNER,
        "email2": "Email 2|E-mail 2 Address|E-mail 2 - Value|Alternate Email 1|Person - Email (Home)",
        **_ADDRESS,
        "birthday": "Birthday|Birth date|Date of birth",
    },
    "products": {
        "external_id": f"{_ID}|Product ID",
        "code": "Code|Product Code|SKU|Article|Article number|Item number",
        "name": "Name|Product|Product Name|Item|Title",
        "family": "Family|Product Family|Series|Category|Group",
        "currency": "Currency|Currency Code|Currency ISO Code|Deal currency code",
        "list_price": "List price|Price|Sales price|Unit price|Standard price|Suggested retail price",
        "unit": "Unit|Unit of measure|UoM",
        "active": "Active|Is Active",
        "description": _PERSON["note"],
    },
    "leads": {
        "external_id": f"{_ID}|Lead ID",
        **_PERSON,
        "company": "Company|Company name|Account|Account Name|Organization|Organization - Name|Organization Name",
        "source": "Lead Source|Source|Original Source",
        "status": "Status|Lead Status",
        "owner": f"{_OWNER}|Lead Owner",
        **_ADDRESS,
        "sector": "Industry|Sector",
    },
    "opportunities": {
        "external_id": f"{_ID}|Opportunity ID|Deal ID",
        "name": "Name|Deal Name|Opportunity|Opportunity Name|Deal|Deal - Title|Title|Subject",
        "account": "Account|Account Name|Company|Company name|Associated Company|Organization|"
        "Organization - Name|Customer|Account ID",
        "owner": f"{_OWNER}|Opportunity Owner",
        "product": "Product|Product Name",
        "stage": "Stage|Stage Name|Deal Stage|Deal - Stage|Step|Phase",
        "state": "State|Status|Deal - Status",
        "currency": "Currency|Currency Code|Currency ISO Code|Deal currency code",
        "amount": "Amount|Value|Deal Value|Deal - Value|Close value",
        "probability": "Probability|Probability (%)|Deal probability",
        "opened_on": "Created|Create Date|Created Date|Created on",
        "close_on": "Close Date|Closed|Expected close date|Deal - Expected close date",
        "loss_reason": "Loss reason|Lost reason|Closed Lost Reason",
        "source": "Lead Source|Source",
        "next_step": "Next step",
        "note": _PERSON["note"],
    },
    "activities": {
        "external_id": f"{_ID}|Activity ID",
        "subject": "Subject|Activity - Subject|Title|Name|Summary",
        "type": "Type|Activity Type|Activity - Type",
        "state": "Status|State|Done",
        "due": "Due|Due date|Activity - Due date|Start|Start date|Date|When|Activity Date",
        "ended": "End|End date|Ended",
        "owner": f"{_OWNER}|Assigned to",
        "account": "Account|Account Name|Company|Company name|Organization - Name|Related to",
        "contact": "Contact|Contact Name|Person - Name|Name (Contact)",
        "opportunity": "Opportunity|Deal|Deal - Title",
        "note": _PERSON["note"],
    },
}
_FULL_NAME = ("Name", "Full Name", "Person - Name", "Contact", "Contact Name", "Display Name")


def key(name: str) -> str:
    """What of a column name counts when names are compared: folded letters and digits."""
    return "".join(char for char in fold(name) if char.isalnum())


def automatic_rules(headers: Iterable[str], kind: str) -> list[FieldRule]:
    """Rules for the columns of `headers` that can be told by their names or by the names of our own fields."""
    present: dict[str, str] = {}
    for header in headers:
        present.setdefault(key(header), header)
    rules: list[FieldRule] = []
    for field in target(kind).fields.values():
        columns = _columns(field.name, _SYNONYMS[kind].get(field.name, ""), present)
        if columns:
            rules.append(FieldRule(to=field.name, columns=columns))
    return [_creating(rule, kind) for rule in rules] + _derived(kind, {rule.to: rule for rule in rules}, present)


def _creating(rule: FieldRule, kind: str) -> FieldRule:
    """Contacts bring their companies along, users their manager; an account's parent may stand further down."""
    if (kind, rule.to) == ("contacts", "account"):
        return structs.replace(rule, missing="create")
    if rule.to == "manager":
        return structs.replace(rule, missing="create")
    return structs.replace(rule, missing="later") if rule.to == "parent" else rule


def _columns(field: str, alternatives: str, present: dict[str, str]) -> list[str]:
    if present.get(key(field)) == field:
        return [field]
    for alternative in (*filter(None, alternatives.split("|")), field):
        keys = [key(name) for name in alternative.split("+")]
        if all(each in present for each in keys):
            return [present[each] for each in keys]
    return []


def _derived(kind: str, rules: dict[str, FieldRule], present: dict[str, str]) -> list[FieldRule]:
    """What one column tells about a second field: the state of a deal from its stage, two names from one."""
    if kind == "opportunities" and "stage" in rules and "state" not in rules:
        return [FieldRule(to="state", columns=rules["stage"].columns, values=_STATE_OF_STAGE, default="open")]
    if kind in ("contacts", "leads") and "first_name" not in rules and "last_name" not in rules:
        full = next((present[key(name)] for name in _FULL_NAME if key(name) in present), "")
        if full:
            return [
                FieldRule(to="first_name", columns=[full], split=Split(part="all but last")),
                FieldRule(to="last_name", columns=[full], split=Split(part="last")),
            ]
    return []


_STATE_OF_STAGE = {"Closed Won": "won", "Won": "won", "Closed Lost": "lost", "Lost": "lost", "*": "open"}
