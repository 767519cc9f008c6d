"""The collection of parts at the start depot (docs/timing.md, "The start of a route")."""

from __future__ import annotations

import pytest
from support.small_days import at, day, depot, engineer, job, opening, sec, window
from support.travel_doubles import ConstantTravel

from models.errors import RouteImpossible
from models.part import Depot
from models.plan import Draw, PartSource
from models.policy import Policy
from models.timeline import Timeline, Visit

M = 60
TRAVEL = ConstantTravel([[0, 20 * M], [20 * M, 0]])
PUMP = Draw(part_id="pump", quantity=1, source=PartSource.DEPOT, depot_id="d1")
TEN_O_CLOCK = (window("10:00", "11:00"),)


def collected(store: Depot, *draws: Draw, windows: object = TEN_O_CLOCK) -> Timeline:
    """A route to one job 20 minutes away, shift from 08:00 at the depot."""
    jobs = [job("a", 1, windows=windows)]
    van = engineer(start_depot_id="d1")
    return day(TRAVEL, jobs, [van], depots=(store,)).walk(Visit("a", draws or (PUMP,)))


def test_a_collection_is_as_late_as_the_first_departure_allows() -> None:
    route = collected(depot())
    # Appointment 10:00, at the door by 09:55, leaves 09:35; the collection takes 10 min.
    assert route.stops[0].depart == sec("09:35")
    assert route.collection == (sec("09:25"), sec("09:35"))
    assert (route.begin, route.handling_s) == (sec("09:25"), 10 * M)
    # 09:25 to 10:50 (home 20 min after 10:30) is 85 min less 40 driving, 30 work, 10 handling.
    assert (route.end, route.waiting_s) == (sec("10:50"), 5 * M)


def test_the_first_leg_is_ready_at_the_earliest_end_of_the_collection() -> None:
    stop = collected(depot()).stops[0]
    assert (stop.ready, stop.slack_s) == (sec("08:10"), 85 * M)  # 08:10 to 09:35


def test_a_collection_lies_inside_the_opening_hours_and_the_wait_follows_it() -> None:
    route = collected(depot(opening=(opening("08:30", "09:00"),)))
    assert route.collection == (sec("08:50"), sec("09:00"))
    assert route.stops[0].ready == sec("08:40")
    # 25 min more of waiting than with the depot open: from 09:00 to 09:35 and 5 at the door.
    assert (route.begin, route.waiting_s) == (sec("08:50"), 40 * M)


def test_a_collection_uses_the_last_opening_interval_that_leaves_time() -> None:
    hours = (opening("13:00", "14:00"), opening("09:10", "09:25"), opening("07:00", "08:40"))
    route = collected(depot(opening=hours))
    assert route.stops[0].ready == sec("08:10")  # from 08:00, in the earliest interval
    assert route.collection == (sec("09:15"), sec("09:25"))


def test_an_opening_interval_just_long_enough_is_used_and_one_second_less_is_not() -> None:
    just = collected(depot(opening=(opening("08:30", "08:40"),)))
    assert just.collection == (sec("08:30"), sec("08:40"))
    with pytest.raises(RouteImpossible, match="d1"):
        collected(depot(opening=(opening("08:30", "08:39:59"),)))


def test_an_opening_interval_too_short_for_a_collection_is_passed_over() -> None:
    # 09:20 to 09:29 would be nearer to the departure at 09:35, but is a minute too short.
    route = collected(depot(opening=(opening("09:20", "09:29"), opening("08:00", "09:00"))))
    assert route.collection == (sec("08:50"), sec("09:00"))


def test_a_collection_does_not_begin_before_the_shift() -> None:
    route = collected(depot(), windows=(window("08:00", "09:00"),))
    # Collected 08:00 to 08:10, there 08:30, door until 08:35.
    assert route.collection == (sec("08:00"), sec("08:10"))
    assert route.stops[0].start == sec("08:35")


def test_inbound_units_are_handed_out_from_their_eta_on() -> None:
    def inbound(eta: str) -> Draw:
        return PUMP.model_copy(update={"inbound_eta": at(eta)})

    route = collected(depot(), inbound("09:40"), PUMP, inbound("09:50"))
    # The last delivery counts: collected 09:50 to 10:00, there 10:20, door until 10:25.
    assert route.collection == (sec("09:50"), sec("10:00"))
    assert route.stops[0].start == sec("10:25")
    with pytest.raises(RouteImpossible, match="d1"):
        collected(depot(opening=(opening("08:00", "10:00"),)), inbound("09:51"))


def test_a_delivery_before_the_shift_does_not_delay() -> None:
    early = PUMP.model_copy(update={"inbound_eta": at("06:00")})
    assert collected(depot(), early).stops[0].ready == sec("08:10")


def test_parts_from_the_van_need_no_collection() -> None:
    from_van = Draw(part_id="pump", quantity=2, source=PartSource.VAN)
    route = collected(depot(opening=(opening("03:00", "04:00"),)), from_van)
    assert (route.collection, route.handling_s, route.begin) == (None, 0, sec("09:35"))


def test_one_collection_serves_all_jobs_of_the_route() -> None:
    jobs = [job("a", 1), job("b", 1)]
    van = engineer(start_depot_id="d1")
    the_day = day(TRAVEL, jobs, [van], depots=(depot(),))
    route = the_day.walk("a", Visit("b", (PUMP, PUMP)))
    assert route.handling_s == 10 * M
    assert route.collection == (sec("08:00"), sec("08:10"))


def test_a_depot_without_a_handling_time_takes_the_policys() -> None:
    jobs = [job("a", 1, windows=TEN_O_CLOCK)]
    the_day = day(
        TRAVEL,
        jobs,
        [engineer(start_depot_id="d1")],
        depots=(depot(handling_s=None),),
        policy=Policy(depot_handling_s=7 * M),
    )
    assert the_day.walk(Visit("a", (PUMP,))).handling_s == 7 * M


def test_parts_of_a_depot_where_the_shift_does_not_start_cannot_be_collected() -> None:
    with pytest.raises(RouteImpossible, match="d9"):
        collected(depot(), PUMP.model_copy(update={"depot_id": "d9"}))
    jobs = [job("a", 1)]
    with pytest.raises(RouteImpossible, match="pump"):
        day(TRAVEL, jobs, [engineer()], depots=(depot(),)).walk(Visit("a", (PUMP,)))
