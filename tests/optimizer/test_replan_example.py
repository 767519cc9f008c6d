"""The worked example of docs/replanning.md, and what comes of it when customers answer."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.late_morning import at, morning, overrun

from models.consent import answer_consent, expire, open_consents
from models.day import Day, apply_event
from models.errors import ConsentRefused, StaleProposal
from models.event import EngineerUnavailable, Finished
from models.proposal import CallReason, EventAnswer, LatenessTier, Proposal, ProposalKind
from optimizer.replan import accept, answer, search_more, settle

pytestmark = pytest.mark.core

PAGE = Path(__file__).parents[2] / "docs" / "replanning.md"


@pytest.fixture(scope="module")
def day() -> Day:
    return apply_event(morning(), overrun())


@pytest.fixture(scope="module")
def found(day: Day) -> EventAnswer:
    return answer(day, overrun())


def of_kind(found: EventAnswer, kind: ProposalKind) -> Proposal:
    return next(one for one in found.proposals if one.kind is kind)


def row(day: Day, proposal: Proposal) -> str:
    consents = {
        one.job_id: f"{one.answer_by:%H:%M}"
        for one in open_consents(proposal, day.version, day.now, day.clock, day.scenario.policy)
    }
    asked = [
        f"{move.job_id}: {move.to_appointment:%H:%M} instead of {move.from_appointment:%H:%M}, "
        f"until {consents[move.job_id]}"
        for move in proposal.moves
        if move.needs_consent
    ]
    _, calls, engineers, minutes, cents = proposal.disturbance.key
    title = f"{proposal.kind}: {proposal.title.en}"
    cells = (title, calls, engineers, minutes, cents, "; ".join(asked) or "nobody")
    return f"| {' | '.join(map(str, cells))} |"


@pytest.mark.house
def test_the_page_says_what_is_computed(day: Day, found: EventAnswer) -> None:
    page = PAGE.read_text("utf-8").split("<!-- the example")[1].split("<!-- end of the example")[0]
    shown = [line for line in page.splitlines() if line.startswith("| ")][2:]
    assert shown == [row(day, one) for one in found.proposals]


def test_what_is_untrue_is_said_of_both_customers_behind_the_overrun(found: EventAnswer) -> None:
    # A ends at 10:40, B is 10 min away: 10:50 for 10:30. B ends at 11:50, C is 10 min away: 12:00.
    assert [(one.job_id, one.tier, one.late_s) for one in found.untrue] == [
        ("B", LatenessTier.VERY_LATE, 20 * 60),
        ("C", LatenessTier.TIGHT, 0),
    ]
    assert [(one.job_id, one.reason, one.call_by) for one in found.calls] == [
        ("B", CallReason.VERY_LATE, at(10, 28))
    ]


def test_a_swap_that_is_agreed_on_is_in_force(day: Day, found: EventAnswer) -> None:
    swap = of_kind(found, ProposalKind.SWAP)
    consents = open_consents(swap, day.version, day.now, day.clock, day.scenario.policy)
    consents = answer_consent(consents, "B", accepts=True, at=at(10), clock=day.clock)
    after = accept(day, swap, consents)
    assert after.version == day.version + 1
    ann = next(one for one in after.plan.routes if one.engineer_id == "ann")
    assert [stop.job_id for stop in ann.stops if stop.job_id] == ["A", "C", "B"]
    told = after.job("B")
    assert told is not None
    assert told.appointment_told == at(13, 15)


@pytest.mark.parametrize("silent", [True, False])
def test_a_swap_that_is_refused_or_not_answered_changes_nothing(
    day: Day, found: EventAnswer, silent: bool
) -> None:
    swap = of_kind(found, ProposalKind.SWAP)
    consents = open_consents(swap, day.version, day.now, day.clock, day.scenario.policy)
    if silent:
        consents = expire(consents, at(10, 6), day.clock)
    else:
        consents = answer_consent(consents, "B", accepts=False, at=at(10), clock=day.clock)
    assert accept(day, swap, consents) is day


def test_another_engineer_at_the_same_time_needs_nobodys_consent(
    day: Day, found: EventAnswer
) -> None:
    other = of_kind(found, ProposalKind.OTHER_ENGINEER)
    assert [call.reason for call in other.calls] == [CallReason.OTHER_ENGINEER]
    after = accept(day, other)
    assert visits(after) == {"ann": ["A", "C"], "bob": ["B", "D"]}
    told = after.job("B")
    assert told is not None
    assert told.appointment_told == at(10, 30)


def test_keeping_late_asks_one_and_tells_the_other(found: EventAnswer) -> None:
    late = of_kind(found, ProposalKind.KEEP_LATE)
    assert [(call.job_id, call.reason) for call in late.calls] == [
        ("B", CallReason.MOVE),
        ("C", CallReason.LATE),
    ]


def test_a_proposal_is_stale_once_another_one_is_in_force(day: Day, found: EventAnswer) -> None:
    after = accept(day, of_kind(found, ProposalKind.OTHER_ENGINEER))
    swap = of_kind(found, ProposalKind.SWAP)
    with pytest.raises(StaleProposal) as refused:
        accept(after, swap)
    assert (refused.value.made_for, refused.value.in_force) == (day.version, day.version + 1)


def test_nothing_is_applied_before_the_customer_has_answered(day: Day, found: EventAnswer) -> None:
    swap = of_kind(found, ProposalKind.SWAP)
    consents = open_consents(swap, day.version, day.now, day.clock, day.scenario.policy)
    with pytest.raises(ConsentRefused, match="waits for the customers of B"):
        settle(day, swap, consents)


def test_a_search_gives_only_what_is_better_than_what_is_known(
    day: Day, found: EventAnswer
) -> None:
    best = min(one.disturbance.key for one in found.proposals)
    for one in search_more(day, overrun(), 0.2, known=found.proposals):
        assert one.disturbance.key < best


def test_the_same_event_is_answered_the_same_before_and_after_it_is_known(
    found: EventAnswer,
) -> None:
    assert answer(morning(), overrun()) == found


def test_what_an_absent_engineer_was_to_do_is_shared_out_and_in_one_route_only() -> None:
    finished = Finished(event_id="done", at=at(10), engineer_id="ann", job_id="A")
    absent = EngineerUnavailable(event_id="ill", at=at(10), engineer_id="ann")
    day = apply_event(apply_event(morning(), finished), absent)
    other = of_kind(answer(day, absent), ProposalKind.OTHER_ENGINEER)
    # Bob is at B at 10:30. With C at 12:00 he would be at D at 13:20, not 13:00, so C is asked
    # for a time after D: D ends at 14:00, the road takes 20 min, 5 at the door.
    moves = {move.job_id: (move.to_appointment, move.needs_consent) for move in other.moves}
    assert moves == {"B": (at(10, 30), False), "C": (at(14, 25), True)}
    consents = open_consents(other, day.version, day.now, day.clock, day.scenario.policy)
    consents = answer_consent(consents, "C", accepts=True, at=at(10, 5), clock=day.clock)
    after = accept(day, other, consents)
    assert visits(after) == {"ann": ["A"], "bob": ["B", "D", "C"]}


def test_what_nobody_refused_is_applied_where_another_part_is_refused() -> None:
    finished = Finished(event_id="done", at=at(10), engineer_id="ann", job_id="A")
    absent = EngineerUnavailable(event_id="ill", at=at(10), engineer_id="ann")
    day = apply_event(apply_event(morning(), finished), absent)
    other = of_kind(answer(day, absent), ProposalKind.OTHER_ENGINEER)
    consents = open_consents(other, day.version, day.now, day.clock, day.scenario.policy)
    consents = answer_consent(consents, "C", accepts=False, at=at(10, 5), clock=day.clock)
    settled = settle(day, other, consents)
    assert settled.applied == {"B"}
    # C stays with Ann, as it was told: nobody has agreed to anything else.
    assert visits(settled.day) == {"ann": ["A", "C"], "bob": ["B", "D"]}
    told = settled.day.job("C")
    assert told is not None
    assert told.appointment_told == at(12)


def visits(day: Day) -> dict[str, list[str]]:
    """Who visits whom by the plan in force."""
    return {
        one.engineer_id: [stop.job_id for stop in one.stops if stop.job_id]
        for one in day.plan.routes
    }
