"""The price of a plan (docs/timing.md, "Price of a plan")."""

from __future__ import annotations

from support.small_days import Day, at, day, engineer, job, no_band
from support.travel_doubles import ConstantTravel

from models.cost import cost_of
from models.engineer import Shift
from models.plan import PlanCost
from models.policy import Policy, Rates

M = 60
RATES = Rates(
    travel_cents_per_s=3,
    overtime_cents_per_s=5,
    waiting_cents_per_s=7,
    distance_cents_per_km=11,
    lateness_cents_per_s=13,
)


def late_day(rates: Rates) -> Day:
    """There 08:20, told 08:10: 15 min late. Works 30 min, home 09:10: 10 min of overtime."""
    travel = ConstantTravel([[0, 20 * M], [20 * M, 0]], [[0, 500], [45, 0]])
    return day(
        travel,
        [job("a", 1, appointment_told=at("08:10"))],
        [engineer(shifts=(Shift(start=at("08:00"), end=at("09:00")),), overtime_max_s=3600)],
        policy=Policy(rates=rates),
    )


def test_every_part_has_its_rate() -> None:
    the_day = late_day(RATES)
    cost = cost_of(the_day.scenario, [the_day.walk("a")], [])
    assert cost == PlanCost(
        unserved_priority=0,
        unserved_without_priority=0,
        travel_cents=2400 * 3,
        overtime_cents=600 * 5,
        waiting_cents=0,  # works at once on arrival
        distance_cents=6,  # 500 m at 11 cents/km: 5.5, rounded up; 45 m: 0.495, rounded down
        lateness_cents=900 * 13,
    )
    assert cost.cents == 7200 + 3000 + 6 + 11_700
    assert cost.key == (0, 0, 21_906)


def test_each_leg_is_rounded_on_its_own() -> None:
    # Two legs of 50 m at 10 cents/km are half a cent each: two cents, not one.
    travel = ConstantTravel([[0, M], [M, 0]], [[0, 50], [50, 0]])
    policy = Policy(rates=Rates(travel_cents_per_s=0, distance_cents_per_km=10))
    the_day = day(travel, [job("a", 1)], policy=policy)
    assert cost_of(the_day.scenario, [the_day.walk("a")], []).cents == 2


def test_waiting_has_its_price_where_it_has_a_rate() -> None:
    travel = ConstantTravel([[0, M], [M, 0]])
    policy = Policy(rates=Rates(travel_cents_per_s=0, waiting_cents_per_s=2))
    the_day = day(travel, [job("a", 1)], policy=policy)
    # Five minutes at the door.
    assert cost_of(the_day.scenario, [the_day.walk("a")], []).cents == 600


def test_a_rule_without_a_rate_costs_nothing() -> None:
    nothing = Rates(travel_cents_per_s=0, overtime_cents_per_s=0, lateness_cents_per_s=0)
    the_day = late_day(nothing)
    assert cost_of(the_day.scenario, [the_day.walk("a")], []).cents == 0


def test_unserved_jobs_count_by_priority_and_those_without_one_by_number() -> None:
    the_day = day(ConstantTravel([[0]]), [], policy=no_band())
    unserved = [job(f"u{number}", 0, priority=value) for number, value in enumerate((0, 7, 0, 100))]
    cost = cost_of(the_day.scenario, [], unserved)
    assert cost.key == (107, 2, 0)


def test_a_plan_of_nothing_costs_nothing() -> None:
    the_day = day(ConstantTravel([[0]]), [])
    assert cost_of(the_day.scenario, [], []).key == (0, 0, 0)


def test_routes_add_up() -> None:
    travel = ConstantTravel([[0, M, M], [M, 0, M], [M, M, 0]])
    pair = [engineer(), engineer(id="e2")]
    the_day = day(travel, [job("a", 1), job("b", 2)], pair, policy=no_band())
    routes = [the_day.walk("a"), the_day.walk("b", engineer=1)]
    assert cost_of(the_day.scenario, routes, []).cents == 4 * M
