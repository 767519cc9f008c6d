"""Warranty: until which day a product is repaired without a fee (domain.md, section 1)."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from models.job import Product
from models.policy import Policy

DEFAULT_CLASS = ""
"""The key of `Policy.warranty_months` for classes that it does not name."""


def warranty_until(product: Product, policy: Policy) -> date | None:
    """The last day of warranty; None where neither that day nor the purchase date is known.

    A stated day wins. Else it is the purchase date plus the months of the product's class, on the
    same day of the month, or on the month's last day where that is shorter.
    """
    if product.warranty_until is not None or product.purchase_date is None:
        return product.warranty_until
    months = policy.warranty_months.get(
        product.product_class, policy.warranty_months[DEFAULT_CLASS]
    )
    return _months_after(product.purchase_date, months)


def out_of_warranty(product: Product, policy: Policy, day: date) -> bool:
    """Whether a visit on `day` is known to be out of warranty; what is unknown counts as in it."""
    last_day = warranty_until(product, policy)
    return last_day is not None and day > last_day


def _months_after(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > date.max.year:
        return date.max
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
