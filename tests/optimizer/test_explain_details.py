"""What the reasons say besides their code: several at once, who, when, and how much is missing.

Places are ten minutes apart on a line; see support.explained.
"""

from __future__ import annotations

import pytest
from support.explained import codes, left_out, said_of, scenario, searched
from support.small_days import at, depot, engineer, job, window

from models.engineer import Shift
from models.job import PartNeed, SkillNeed
from models.part import Inbound
from models.place import Place
from models.plan import UnplannedState

pytestmark = pytest.mark.core

PUMP = (PartNeed(part_id="pump"),)
MORNING = (window("09:00", "10:00"),)


def test_a_skill_and_a_part_that_are_both_missing_are_both_named() -> None:
    day = scenario(
        jobs=[job("j", 1, skills=(SkillNeed(skill="gas"),), parts=PUMP)], engineers=[engineer()]
    )
    said = said_of(day)
    assert codes(said) == ["skill-missing", "part-out-of-stock"]
    assert said.state is UnplannedState.AWAITING_PART


def test_every_skill_and_tool_that_nobody_has_is_named() -> None:
    needs = (SkillNeed(skill="gas"), SkillNeed(skill="oven", level=4))
    day = scenario(
        jobs=[job("j", 1, skills=needs, tools=("lift", "crane"))],
        engineers=[engineer(skills={"oven": 2}, tools=("crane",))],
    )
    missing, low, tool = said_of(day).reasons
    assert missing.text.en == "No engineer has the skill gas."
    assert low.text.en == "No engineer has level 4 in the skill oven; the highest is 2."
    assert tool.text.zh == "没有工程师具备工具“lift”。"


def test_a_required_engineer_is_named_with_what_he_lacks() -> None:
    day = scenario(
        jobs=[job("j", 1, skills=(SkillNeed(skill="gas"),), required_engineer_id="e1")],
        engineers=[engineer(), engineer(id="e2", skills={"gas": 5})],
    )
    (only,) = said_of(day).reasons
    assert only.engineer_id == "e1"
    assert only.text.en == "Engineer Li Wei (e1), who is required, does not have the skill gas."
    assert only.text.zh == "指定的工程师 Li Wei (e1) 不具备技能“gas”。"


def test_what_only_refused_engineers_have_is_missing() -> None:
    day = scenario(
        jobs=[job("j", 1, skills=(SkillNeed(skill="gas"),), refused_engineer_ids=("e2",))],
        engineers=[engineer(), engineer(id="e2", skills={"gas": 5})],
    )
    (only,) = said_of(day).reasons
    assert only.text.en == "No engineer whom the customer has not refused has the skill gas."


def test_without_any_engineer_nothing_is_said_of_skills() -> None:
    day = scenario(jobs=[job("j", 1, skills=(SkillNeed(skill="gas"),))])
    (only,) = said_of(day).reasons
    assert only.text.en == "Nobody works on 2 Mar."


def test_a_skill_that_nobody_has_is_told_also_for_a_day_when_nobody_works() -> None:
    day = scenario(
        days=2,
        jobs=[
            job("j", 1, skills=(SkillNeed(skill="gas"),), windows=(window("09:00", "10:00", 1),))
        ],
        engineers=[engineer()],
    )
    assert codes(said_of(day)) == ["skill-missing", "nobody-works"]


def test_a_window_that_ends_at_midnight_is_not_of_the_next_day() -> None:
    tomorrow = engineer(shifts=(Shift(start=at("08:00", 1), end=at("17:00", 1)),))
    day = scenario(
        days=2, jobs=[job("j", 1, windows=(window("09:00", "24:00"),))], engineers=[tomorrow]
    )
    assert "on 2 Mar." in said_of(day).reasons[0].text.en


def test_the_shift_nearest_to_a_window_outside_all_is_named() -> None:
    early = engineer(id="early", shifts=(Shift(start=at("06:00"), end=at("12:00")),))
    late = engineer(id="late", name="", shifts=(Shift(start=at("10:00"), end=at("17:30")),))
    day = scenario(jobs=[job("j", 1, windows=(window("18:00", "20:00"),))], engineers=[early, late])
    (only,) = said_of(day).reasons
    assert only.engineer_id == "late"
    assert "2 Mar 18:00-20:00" in only.text.en
    assert only.text.en.endswith("that of late, 2 Mar 10:00-17:30.")


def test_engineers_who_fail_for_different_reasons_are_told_apart() -> None:
    near = engineer(id="near", name="", shifts=(Shift(start=at("11:30"), end=at("12:10")),))
    far = engineer(
        id="far",
        name="",
        start_place=Place(matrix_index=11),
        shifts=(Shift(start=at("08:00"), end=at("10:00")),),
    )
    # The near one starts at 11:45, works until 12:15 and is back at 12:25: 15 minutes too late.
    # The far one drives 100 minutes from 08:00 and is 5 at the door: a minute after 09:44.
    day = scenario(
        jobs=[job("j", 1, windows=(window("08:00", "09:44"), window("11:40", "11:50")))],
        engineers=[near, far],
    )
    reach, back = said_of(day).reasons
    assert (reach.code, reach.engineer_id) == ("window-unreachable", "far")
    assert reach.text.en.startswith("far: ")
    assert "2 Mar 09:45 at the earliest (far)" in reach.text.en
    assert reach.text.en.endswith("by 2 Mar 09:44.")
    assert (back.code, back.engineer_id) == ("shift-too-short", "near")
    assert back.text.en.startswith("near: ")
    assert "15 min" in back.text.en


def test_many_engineers_are_counted_instead_of_named() -> None:
    crew = [engineer(id=f"e{number}") for number in range(5)]
    day = scenario(jobs=[job("j", 6, windows=(window("08:00", "09:00"),))], engineers=crew)
    (only,) = said_of(day).reasons
    assert only.text.en.startswith("All 5 engineers who could do it: ")
    assert only.text.zh.startswith("可胜任的全部 5 名工程师：")
    near = engineer(id="near", start_place=Place(matrix_index=5), van_stock={})
    with_part = [one.model_copy(update={"van_stock": {"pump": 1}}) for one in crew]
    day = scenario(
        jobs=[job("j", 6, windows=(window("08:00", "09:00"),), parts=PUMP)],
        engineers=[*with_part, near],
    )
    out_of_reach, too_far = said_of(day).reasons
    assert out_of_reach.text.en.startswith("Li Wei (near): ")
    assert too_far.text.en.startswith("5 of the 6 engineers who could do it: ")


def test_a_told_appointment_that_is_too_early_is_unreachable_only_where_its_window_ends() -> None:
    # 08:00 + 60 min drive: late for 08:30, which is allowed until the window ends.
    told = job("j", 6, appointment_told=at("08:30"), windows=(window("08:30", "09:00"),))
    assert left_out(scenario(jobs=[told], engineers=[engineer()])) is None
    told = job("j", 6, appointment_told=at("08:30"), windows=(window("08:30", "08:59"),))
    assert codes(said_of(scenario(jobs=[told], engineers=[engineer()]))) == ["window-unreachable"]


def test_a_part_that_comes_too_late_and_a_drive_that_is_too_long_are_both_named() -> None:
    day = scenario(
        jobs=[job("j", 6, parts=PUMP, windows=(window("08:00", "09:00"),))],
        engineers=[engineer(start_depot_id="d1")],
        depots=[depot(inbound=(Inbound(part_id="pump", quantity=1, eta=at("12:00")),))],
    )
    assert codes(said_of(day)) == ["part-arrives-too-late", "window-unreachable"]


def test_jobs_left_out_are_listed_in_the_order_of_the_scenario() -> None:
    names = ["m", "a", "z", "k"]
    day = scenario(
        jobs=[job(name, 1, skills=(SkillNeed(skill="gas"),)) for name in names],
        engineers=[engineer()],
    )
    assert list(searched(day).explained()) == names


def test_equal_jobs_far_from_everybody_all_get_their_reasons() -> None:
    crew = [engineer(id=f"e{number}") for number in range(20)]
    names = [f"j{number}" for number in range(50)]
    day = scenario(
        jobs=[job(name, 6, windows=(window("08:00", "09:00"),)) for name in names], engineers=crew
    )
    said = searched(day).explained()
    assert [codes(said[name]) for name in names] == [["window-unreachable"]] * 50
