"""Consent: one question for each customer, three ends, and nothing that changes them."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from models.base import Text
from models.clock import Clock
from models.consent import (
    accepted_jobs,
    answer_consent,
    expire,
    is_settled,
    open_consents,
    require_settled,
)
from models.errors import ConsentRefused, StaleProposal
from models.policy import Policy
from models.proposal import (
    Consent,
    ConsentState,
    Disturbance,
    MovedVisit,
    Proposal,
    ProposalKind,
)

ZONE = ZoneInfo("Asia/Shanghai")
NINE = datetime(2026, 3, 2, 9, tzinfo=ZONE)
CLOCK = Clock("Asia/Shanghai", NINE)
POLICY = Policy()


def at(hour: int, minute: int = 0, second: int = 0) -> datetime:
    return datetime(2026, 3, 2, hour, minute, second, tzinfo=ZONE)


def moved(job_id: str, old: datetime | None, new: datetime | None, *, asks: bool) -> MovedVisit:
    return MovedVisit(
        job_id=job_id,
        from_engineer_id="ann",
        to_engineer_id="bob",
        from_appointment=old,
        to_appointment=new,
        needs_consent=asks,
    )


PROPOSAL = Proposal(
    proposal_id="p1",
    kind=ProposalKind.SWAP,
    plan_version=3,
    title=Text(en="Swap two visits", zh="对调两次上门"),
    moves=(
        moved("near", at(9, 10), at(11), asks=True),
        moved("far", at(14), at(10), asks=True),
        moved("told", at(12), at(12), asks=False),
    ),
    disturbance=Disturbance(
        unserved_priority=0,
        customers_to_call=2,
        engineers_touched=1,
        minutes_moved=350,
        extra_cents=0,
    ),
)


def asked() -> tuple[Consent, ...]:
    return open_consents(PROPOSAL, 3, NINE, CLOCK, POLICY)


def test_only_customers_whose_time_would_move_are_asked() -> None:
    assert [one.job_id for one in asked()] == ["near", "far"]
    assert {one.state for one in asked()} == {ConsentState.ASKED}


def test_an_answer_is_due_in_a_quarter_of_an_hour_or_two_minutes_before_a_near_appointment() -> (
    None
):
    near, far = asked()
    assert near.answer_by == at(9, 8)  # told 09:10, less 2 min; 09:15 would be too late
    assert far.answer_by == at(9, 15)  # asked at 09:00, plus 15 min


def test_an_answer_to_a_question_that_comes_too_late_is_due_at_once() -> None:
    near, _ = open_consents(PROPOSAL, 3, at(9, 30), CLOCK, POLICY)
    assert near.answer_by == at(9, 30)


def test_a_proposal_of_another_version_asks_nobody_and_names_both_versions() -> None:
    with pytest.raises(StaleProposal, match=r"version 3.*version 4") as refused:
        open_consents(PROPOSAL, 4, NINE, CLOCK, POLICY)
    assert (refused.value.made_for, refused.value.in_force) == (3, 4)
    assert [one.code for one in refused.value.findings] == ["proposal-stale"]


def test_yes_and_no_end_their_own_question_alone() -> None:
    consents = answer_consent(asked(), "far", accepts=True, at=at(9, 5), clock=CLOCK)
    assert [one.state for one in consents] == [ConsentState.ASKED, ConsentState.ACCEPTED]
    assert consents[1].answered_at == at(9, 5)
    assert not is_settled(consents)
    consents = answer_consent(consents, "near", accepts=False, at=at(9, 6), clock=CLOCK)
    assert [one.state for one in consents] == [ConsentState.REFUSED, ConsentState.ACCEPTED]
    assert is_settled(consents)
    assert accepted_jobs(consents) == {"far"}


def test_the_last_second_still_counts_and_the_next_one_does_not() -> None:
    assert answer_consent(asked(), "near", accepts=True, at=at(9, 8), clock=CLOCK)
    with pytest.raises(ConsentRefused, match="due by") as refused:
        answer_consent(asked(), "near", accepts=True, at=at(9, 8, 1), clock=CLOCK)
    assert [one.code for one in refused.value.findings] == ["consent-too-late"]


def test_a_moment_in_another_zone_is_the_same_moment() -> None:
    in_utc = at(9, 8).astimezone(ZoneInfo("UTC"))
    assert answer_consent(asked(), "near", accepts=True, at=in_utc, clock=CLOCK)


@pytest.mark.parametrize("accepts", [True, False])
def test_a_question_is_answered_once(accepts: bool) -> None:
    consents = answer_consent(asked(), "near", accepts=True, at=at(9, 1), clock=CLOCK)
    with pytest.raises(ConsentRefused, match="has ended: accepted") as refused:
        answer_consent(consents, "near", accepts=accepts, at=at(9, 2), clock=CLOCK)
    assert [one.code for one in refused.value.findings] == ["consent-answered-already"]
    assert consents[0].state is ConsentState.ACCEPTED


@pytest.mark.parametrize("job_id", ["told", "nobody"])
def test_an_answer_from_somebody_who_was_not_asked_is_refused(job_id: str) -> None:
    with pytest.raises(ConsentRefused, match="Nobody was asked") as refused:
        answer_consent(asked(), job_id, accepts=True, at=NINE, clock=CLOCK)
    assert [one.code for one in refused.value.findings] == ["consent-unknown"]


def test_silence_ends_a_question_after_its_last_moment() -> None:
    assert expire(asked(), at(9, 8), CLOCK) == asked()
    consents = expire(asked(), at(9, 8) + timedelta(seconds=1), CLOCK)
    assert [one.state for one in consents] == [ConsentState.NO_ANSWER, ConsentState.ASKED]
    assert is_settled(expire(consents, at(10), CLOCK))


def test_an_answer_that_was_given_outlives_the_deadline() -> None:
    consents = answer_consent(asked(), "near", accepts=True, at=at(9, 1), clock=CLOCK)
    assert expire(consents, at(18), CLOCK)[0] == consents[0]


def test_nothing_is_applied_while_a_customer_may_still_answer() -> None:
    consents = answer_consent(asked(), "near", accepts=True, at=at(9, 1), clock=CLOCK)
    with pytest.raises(ConsentRefused, match="waits for the customers of far") as refused:
        require_settled(PROPOSAL, consents)
    assert [one.code for one in refused.value.findings] == ["consent-open"]
    require_settled(PROPOSAL, expire(consents, at(10), CLOCK))


def test_consents_of_another_proposal_are_not_taken() -> None:
    stranger = Consent(job_id="nobody", state=ConsentState.ACCEPTED, answer_by=NINE)
    with pytest.raises(ConsentRefused, match="asks nothing of job nobody"):
        require_settled(PROPOSAL, (*expire(asked(), at(10), CLOCK), stranger))
