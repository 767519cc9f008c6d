"""A plan whose appointments have been told: from then on they are promises."""

from __future__ import annotations

from models.plan import Plan
from models.reserve import planned_band
from models.scenario import Scenario


def as_told(scenario: Scenario, plan: Plan) -> Scenario:
    """The same day once every customer of the plan knows the appointment.

    Reserves have done their work with that: what counts now is what is expected. So durations are
    the means again, and the band that was planned for, which is inside the promised one, stays what
    departures aim at (docs/timing.md, "Reserves").
    """
    appointments = {
        stop.job_id: stop.appointment
        for route in plan.routes
        for stop in route.stops
        if stop.job_id is not None
    }
    policy = scenario.policy
    return scenario.model_copy(
        update={
            "jobs": tuple(
                job.model_copy(update={"appointment_told": appointments[job.id]})
                if job.id in appointments
                else job
                for job in scenario.jobs
            ),
            "policy": policy.model_copy(
                update={"on_time_probability": None, "early_band": planned_band(policy)}
            ),
        }
    )
