"""Rules about who goes where: skills, tools, chosen engineers, territories."""

from __future__ import annotations

from support.audited_day import SCENARIO
from support.auditing import codes, if_scenario_says
from support.changing import at, changed

from models.engineer import Engineer
from models.job import SkillNeed
from models.place import Place

# The scenario's first job, pump, is Ann's; its fourth, visit, is Bob's.


# skills


def test_a_skill_that_the_engineer_lacks_is_reported() -> None:
    assert "plan-skill-missing" in if_scenario_says("engineers[1].skills", {})
    assert if_scenario_says("jobs[1].skills", (SkillNeed(skill="tv"),)) == {"plan-skill-missing"}


def test_a_level_below_the_one_needed_is_reported_and_the_level_itself_is_enough() -> None:
    # Bob knows washers at level 2.
    assert if_scenario_says("jobs[3].skills", (SkillNeed(skill="washer", level=3),)) == {
        "plan-skill-missing"
    }
    assert if_scenario_says("jobs[3].skills", (SkillNeed(skill="washer", level=2),)) == set()


def test_every_skill_of_several_is_needed() -> None:
    both = (SkillNeed(skill="washer"), SkillNeed(skill="tv"))
    assert if_scenario_says("jobs[3].skills", both) == {"plan-skill-missing"}


# tools


def test_a_tool_that_the_engineer_lacks_is_reported() -> None:
    assert if_scenario_says("engineers[0].tools", ("rope",)) == {"plan-tool-missing"}


def test_more_tools_than_needed_do_no_harm() -> None:
    assert if_scenario_says("engineers[0].tools", ("rope", "ladder")) == set()


# chosen_engineers


def test_a_refused_engineer_is_never_sent() -> None:
    assert if_scenario_says("jobs[3].refused_engineer_ids", ("Bob",)) == {"plan-engineer-refused"}
    assert if_scenario_says("jobs[3].refused_engineer_ids", ("Ann",)) == set()


def test_only_the_required_engineer_is_sent() -> None:
    assert if_scenario_says("jobs[3].required_engineer_id", "Ann") == {
        "plan-engineer-not-the-required"
    }
    assert if_scenario_says("jobs[3].required_engineer_id", "Bob") == set()


# territories


def _territories(*, hard: bool, serves: tuple[str, ...], job_in: str | None) -> set[str]:
    bob: Engineer = at(SCENARIO, "engineers[1]")
    bob = changed(changed(bob, "territory_hard", hard), "territories", serves)
    place: Place = at(SCENARIO, "jobs[3].place")
    scenario = changed(SCENARIO, "jobs[3].place", changed(place, "territory", job_in))
    return codes(changed(scenario, "engineers[1]", bob))


def test_a_job_of_a_foreign_territory_is_reported_where_territories_are_hard() -> None:
    assert _territories(hard=True, serves=("north",), job_in="south") == {"plan-territory-foreign"}
    assert _territories(hard=True, serves=("north", "south"), job_in="south") == set()


def test_soft_territories_no_territories_and_jobs_of_none_are_no_obstacle() -> None:
    assert _territories(hard=False, serves=("north",), job_in="south") == set()
    assert _territories(hard=True, serves=(), job_in="south") == set()
    assert _territories(hard=True, serves=("north",), job_in=None) == set()
