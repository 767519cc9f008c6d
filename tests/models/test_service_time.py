"""How long the work takes whom (docs/timing.md, "Service by level")."""

from __future__ import annotations

import pytest
from support.small_days import day, engineer, job
from support.travel_doubles import ConstantTravel

from models.engineer import Engineer
from models.errors import RouteImpossible
from models.job import JobKind, SkillNeed
from models.policy import Policy
from models.timeline import service_s

POLICY = Policy()


def with_levels(**skills: int) -> Engineer:
    return engineer(skills=skills)


WASHER = (SkillNeed(skill="washer", level=1),)


@pytest.mark.parametrize(
    ("level", "expected"),
    [
        (1, 1080),  # 900 s at 120 %
        (2, 990),  # at 110 %
        (3, 900),
        (4, 855),  # at 95 %
        (5, 810),  # at 90 %
    ],
)
def test_who_knows_a_job_well_does_it_faster(level: int, expected: int) -> None:
    washer = job("a", 1, duration_s=900, skills=WASHER)
    assert service_s(washer, with_levels(washer=level), POLICY) == expected


def test_half_a_second_is_rounded_up() -> None:
    # 90 s at 95 % are 85.5 s.
    washer = job("a", 1, duration_s=90, skills=WASHER)
    assert service_s(washer, with_levels(washer=4), POLICY) == 86


def test_the_lowest_level_among_the_needed_skills_counts() -> None:
    both = job("a", 1, duration_s=900, skills=(*WASHER, SkillNeed(skill="gas")))
    assert service_s(both, with_levels(washer=5, gas=2, pc=1), POLICY) == 990


def test_a_job_that_needs_no_skill_takes_the_same_for_everybody() -> None:
    plain = job("a", 1, duration_s=900, duration_by_level_s={5: 10})
    assert service_s(plain, with_levels(washer=5), POLICY) == 900


def test_a_duration_given_for_the_level_wins_and_other_levels_follow_the_policy() -> None:
    washer = job("a", 1, duration_s=900, skills=WASHER, duration_by_level_s={5: 333})
    assert service_s(washer, with_levels(washer=5), POLICY) == 333
    assert service_s(washer, with_levels(washer=1), POLICY) == 1080


def test_a_job_without_a_duration_takes_the_default_of_its_kind_by_level() -> None:
    policy = Policy(default_duration_s={JobKind.INSTALL: 7200})
    install = job("a", 1, duration_s=None, kind=JobKind.INSTALL, skills=WASHER)
    assert service_s(install, with_levels(washer=5), policy) == 6480  # 7200 s at 90 %


def test_kinds_and_levels_that_a_policy_does_not_name_keep_their_defaults() -> None:
    policy = Policy(default_duration_s={JobKind.INSTALL: 7200}, duration_percent_by_level={5: 50})
    repair = job("a", 1, duration_s=None, skills=WASHER)
    assert service_s(repair, with_levels(washer=1), policy) == 4320  # 3600 s at 120 %
    assert service_s(repair, with_levels(washer=5), policy) == 1800  # at 50 %


def test_without_the_skill_no_duration_is_known() -> None:
    washer = job("a", 1, skills=WASHER)
    with pytest.raises(RouteImpossible, match="washer") as refused:
        service_s(washer, with_levels(gas=5), POLICY)
    assert refused.value.job_id == "a"


def test_the_level_decides_when_the_work_is_finished() -> None:
    travel = ConstantTravel([[0, 1200], [1200, 0]])
    slow = day(travel, [job("a", 1, skills=WASHER)], [with_levels(washer=1)]).walk("a")
    assert slow.stops[0].finish - slow.stops[0].start == slow.service_s == 2160  # 1800 s, 120 %
