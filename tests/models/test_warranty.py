"""Until when a product is in warranty."""

from __future__ import annotations

from datetime import date

from models.job import Product
from models.policy import Policy
from models.warranty import out_of_warranty, warranty_until

POLICY = Policy(warranty_months={"": 12, "fridge": 36})


def test_a_class_has_its_own_period_counted_from_the_purchase() -> None:
    fridge = Product(product_class="fridge", purchase_date=date(2023, 3, 10))
    assert warranty_until(fridge, POLICY) == date(2026, 3, 10)


def test_a_class_the_policy_does_not_name_has_the_default_period() -> None:
    kettle = Product(product_class="kettle", purchase_date=date(2025, 12, 31))
    assert warranty_until(kettle, POLICY) == date(2026, 12, 31)


def test_a_stated_last_day_wins_over_the_purchase_date() -> None:
    product = Product(purchase_date=date(2020, 1, 1), warranty_until=date(2026, 6, 1))
    assert warranty_until(product, POLICY) == date(2026, 6, 1)


def test_a_shorter_month_ends_the_warranty_on_its_last_day() -> None:
    # 29 February 2024 plus 12 months: February 2025 has 28 days.
    assert warranty_until(Product(purchase_date=date(2024, 2, 29)), POLICY) == date(2025, 2, 28)


def test_without_a_purchase_date_the_warranty_is_unknown_and_no_visit_is_out_of_it() -> None:
    assert warranty_until(Product(), POLICY) is None
    assert not out_of_warranty(Product(), POLICY, date(2026, 1, 1))


def test_a_class_that_the_policy_does_not_name_has_the_usual_warranty_of_12_months() -> None:
    product = Product(purchase_date=date(2024, 1, 1), product_class="oven")
    assert warranty_until(product, Policy(warranty_months={"fridge": 36})) == date(2025, 1, 1)


def test_the_last_day_is_still_in_warranty_and_the_next_is_not() -> None:
    product = Product(warranty_until=date(2026, 6, 1))
    assert not out_of_warranty(product, POLICY, date(2026, 6, 1))
    assert out_of_warranty(product, POLICY, date(2026, 6, 2))


def test_a_period_beyond_the_calendar_never_ends() -> None:
    product = Product(purchase_date=date(9990, 1, 1), product_class="x")
    assert warranty_until(product, Policy(warranty_months={"x": 600})) == date.max
