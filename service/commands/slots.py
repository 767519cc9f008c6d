"""`earlybird slots`: which windows can be promised for a job, and what each costs."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from service.commands.options import GeocodeCache, Geocoder, GeocodeTable, GeocodeUrl, ScenarioPath

if TYPE_CHECKING:
    from models.job import Job
    from models.scenario import Scenario
    from models.slot import SlotQuestion

DATE = "%Y-%m-%d"


def slots(
    scenario: ScenarioPath,
    plan: Annotated[
        Path, typer.Argument(metavar="PLAN", help="The plan: its plan.json.", show_default=False)
    ],
    job: Annotated[
        str,
        typer.Argument(
            metavar="JOB", show_default=False,
            help="The id of a job of the scenario, or a JSON file with a job that is new.",
        ),
    ],
    first_day: Annotated[
        datetime | None,
        typer.Option(
            "--from", formats=[DATE], metavar="DAY",
            help="The first day, e.g. 2026-03-16. Default: the first of the scenario.",
            show_default=False,
        ),
    ] = None,
    days: Annotated[int, typer.Option(min=1, max=31, metavar="N", help="So many days.")] = 5,
    length: Annotated[
        int, typer.Option(min=1, max=1440, metavar="MINUTES", help="Length of a window.")
    ] = 120,
    raster: Annotated[
        int, typer.Option(min=1, max=1440, metavar="MINUTES", help="Windows begin every so often.")
    ] = 60,
    opens: Annotated[
        str, typer.Option(metavar="HH:MM", help="No window begins earlier.")
    ] = "08:00",
    closes: Annotated[str, typer.Option(metavar="HH:MM", help="No window ends later.")] = "18:00",
    most: Annotated[
        int, typer.Option(min=1, max=200, metavar="N", help="So many offers at the most.")
    ] = 20,
    any_time: Annotated[
        bool,
        typer.Option("--any-time", help="Offer other times than the job's own windows, too."),
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the answer as JSON instead of a table.")
    ] = False,
    geocoder: Geocoder = None,
    geocode_url: GeocodeUrl = None,
    geocode_table: GeocodeTable = None,
    geocode_cache: GeocodeCache = None,
) -> None:  # fmt: skip
    """Say which windows can be promised to a customer, cheapest first, and why a day has none.

    Prices are exact: what the plan costs more with that visit. Nothing is booked.
    """
    from models.files import load_plan
    from models.slot import SlotQuestion
    from optimizer.live_desk import LiveDesk
    from optimizer.slots import slots as find_slots
    from optimizer.travel.source import TravelSource
    from service import console
    from service.addresses import AddressOptions
    from service.exports.slots import slots_table
    from service.reading import read_scenario

    question = SlotQuestion(
        first_day=None if first_day is None else date(*first_day.timetuple()[:3]),
        days=days,
        length_s=60 * length,
        raster_s=60 * raster,
        opens_s=_time_of_day("--opens", opens),
        closes_s=_time_of_day("--closes", closes),
        most=most,
    )
    _require_room(question)
    addresses = AddressOptions(geocoder, geocode_url, geocode_table, geocode_cache)
    asked = read_scenario(scenario, addresses).scenario
    standing = load_plan(plan)
    wanted = _job(asked, job)
    if any_time:
        wanted = wanted.model_copy(update={"windows": ()})
    source = TravelSource.of(asked, scenario.parent)
    desk = LiveDesk.of(asked, standing, travel=source)
    if desk.left_out:
        console.say(
            f"{len(desk.left_out)} visits of the plan are not legal in this scenario and count as "
            "not planned: check the plan with 'earlybird check'."
        )
    answer = find_slots(desk, wanted, question, plan_version=standing.version)
    if as_json:
        console.result(answer.model_dump_json(indent=2))
        return
    if answer.offers:
        console.show_table(slots_table(answer, asked))
    for one in answer.days_without:
        for reason in one.reasons:
            console.result(f"{one.day}: no slot. {reason.text.en} [{reason.code}]")


def _time_of_day(option: str, given: str) -> int:
    """Seconds after midnight; 24:00 is the end of the day."""
    hours, colon, minutes = given.partition(":")
    usable = bool(colon) and hours.isdecimal() and minutes.isdecimal() and len(minutes) == 2
    if not usable or int(minutes) > 59 or int(hours) * 60 + int(minutes) > 1440:
        raise typer.BadParameter(f"{option}: {given!r} is no time of day such as 08:00.")
    return int(hours) * 3600 + int(minutes) * 60


def _require_room(question: SlotQuestion) -> None:
    if question.opens_s + question.length_s > question.closes_s:
        raise typer.BadParameter(
            f"No window of {question.length_s // 60} minutes fits between --opens and --closes."
        )


def _job(scenario: Scenario, name: str) -> Job:
    """The job that is meant. Raises InputUnusable if there is none, or it cannot be used."""
    from models.check import check
    from models.errors import InputUnusable
    from models.files import load_job
    from models.findings import Severity, finding
    from optimizer.slots import JOB_UNKNOWN

    for one in scenario.jobs:
        if one.id == name:
            return one
    if not name.endswith(".json"):
        message = f"The scenario has no job {name!r}"
        raise InputUnusable(message, [finding(JOB_UNKNOWN, message, value=name)])
    job = load_job(Path(name))
    wrong = [
        one.model_copy(update={"file": name, "path": one.path.removeprefix("jobs[0].")})
        for one in check(scenario.model_copy(update={"jobs": (job,)}))
        if one.severity is Severity.ERROR and one.path.startswith("jobs[0]")
    ]
    if wrong:
        raise InputUnusable(f"The job in {name} cannot be used.", wrong)
    return job
