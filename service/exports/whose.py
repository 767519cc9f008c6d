"""Whose a record is that was set aside, so that a dispatcher finds it and can call."""

from __future__ import annotations

from models.scenario import SetAside


def whose(record: SetAside | None) -> tuple[str, str, str]:
    """Customer, phone and address as far as they can be read; empty where they cannot."""
    raw = record.record if record else {}
    customer, place = raw.get("customer"), raw.get("place")
    is_row = not isinstance(customer, dict) and not isinstance(place, dict)
    if record and record.kind == "job" and is_row:
        from models.tables.contact import contact_of_row  # pandas takes a moment to load

        return contact_of_row(raw)
    customer = customer if isinstance(customer, dict) else {}
    place = place if isinstance(place, dict) else {}
    said = (customer.get("name"), customer.get("phone"), place.get("address"))
    name, phone, address = (str(one) if isinstance(one, str | int) else "" for one in said)
    return name, phone, address
