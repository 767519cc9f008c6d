"""What the auditor says of the audited day after one change in its plan or its scenario."""

from __future__ import annotations

from support.audited_day import SCENARIO, TRAVEL
from support.audited_plan import PLAN
from support.changing import changed

from models.audit import audit
from models.plan import Plan
from models.scenario import Scenario

PUMP = "routes[0].stops[2]"
TOLD = "routes[0].stops[3]"
FREE = "routes[0].stops[4]"
HOMEWARD = "routes[0].stops[5]"
VISIT = "routes[1].stops[1]"


def codes(scenario: Scenario = SCENARIO, plan: Plan = PLAN) -> set[str]:
    """The codes found in a plan."""
    return {found.code for found in audit(scenario, plan, TRAVEL)}


def if_plan_says(path: str, new: object) -> set[str]:
    """The codes found when the plan says `new` at `path`."""
    return codes(plan=changed(PLAN, path, new))


def if_scenario_says(path: str, new: object) -> set[str]:
    """The codes found in the unchanged plan when the scenario says `new` at `path`."""
    return codes(scenario=changed(SCENARIO, path, new))
