"""`earlybird replan`: what events of a running day upset, whom to call, and what could be done."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from service.commands.options import (
    LONGEST_SECONDS,
    GeocodeCache,
    Geocoder,
    GeocodeTable,
    GeocodeUrl,
    ScenarioPath,
    Seed,
    finite,
)
from service.exports.words import Language

if TYPE_CHECKING:
    from models.day import Day
    from models.event import Event
    from models.findings import Finding
    from models.plan import Plan
    from models.proposal import EventAnswer, Proposal
    from models.scenario import Scenario
    from optimizer.replan import DayDesk

ANSWER_FILE = "answer.json"


def replan(
    scenario: ScenarioPath,
    plan: Annotated[
        Path, typer.Argument(metavar="PLAN", help="The plan in force: its plan.json.",
                             show_default=False)
    ],
    events: Annotated[
        Path,
        typer.Argument(
            metavar="EVENTS", show_default=False,
            help="What has happened, in order: a JSON list of events, or one event a line.",
        ),
    ],
    seconds: Annotated[
        float,
        typer.Option(
            "--seconds", min=0, max=LONGEST_SECONDS, callback=finite, metavar="N",
            help="Search so long for better proposals. 0: only those that there are at once.",
        ),
    ] = 0.0,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the answer as JSON instead of tables.")
    ] = False,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", metavar="DIR", show_default=False,
            help="Write the answer there; with --accept the new plan and its sheets, too.",
        ),
    ] = None,
    accept: Annotated[
        str | None,
        typer.Option(
            "--accept", metavar="PROPOSAL", show_default=False,
            help="Put this proposal in force, if no customer has to agree to it.",
        ),
    ] = None,
    language: Annotated[
        Language, typer.Option(help="Language of titles and of what is said in calls.")
    ] = Language.EN,
    seed: Seed = 0,
    geocoder: Geocoder = None,
    geocode_url: GeocodeUrl = None,
    geocode_table: GeocodeTable = None,
    geocode_cache: GeocodeCache = None,
) -> None:  # fmt: skip
    """Apply events to a running day: say what becomes untrue, whom to call, what could be done.

    Proposals answer the last event; the one that disturbs least comes first. Nothing is changed
    unless --accept names a proposal.
    """
    from models.files import load_events, load_plan
    from optimizer.replan import DayDesk, answer, search_more
    from service import console
    from service.addresses import AddressOptions
    from service.reading import read_scenario

    if accept is not None and out is None:
        raise typer.BadParameter("--accept needs --out: a folder for the new plan.")
    addresses = AddressOptions(geocoder, geocode_url, geocode_table, geocode_cache)
    asked = read_scenario(scenario, addresses).scenario
    standing, happened = load_plan(plan), load_events(events)
    if not happened:
        raise typer.BadParameter(f"{events} holds no event.", param_hint="EVENTS")
    _require_legal(asked, standing, scenario.parent)
    day, notices = _run_through(asked, standing, happened, events)
    desk = DayDesk(day, scenario.parent)
    found = answer(day, happened[-1], desk)
    if seconds:
        more = search_more(day, happened[-1], seconds, desk, known=found.proposals, seed=seed)
        found = found.model_copy(update={"proposals": (*more, *found.proposals)})
    found = _of_the_whole_day(day, found, desk, notices)
    if out is not None:
        _write(out, found, day, accept, desk, language)
    if as_json:
        console.result(found.model_dump_json(indent=2))
    else:
        _show(day, found, language)


def _require_legal(asked: Scenario, standing: Plan, folder: Path) -> None:
    """A day begins with a plan that fits its scenario. Raises InputUnusable."""
    from models.audit import audit, is_legal
    from models.errors import InputUnusable
    from models.places import index_places
    from optimizer.travel.build import build_travel

    places = index_places(asked)
    found = audit(asked, standing, build_travel(asked, places, folder), places)
    if not is_legal(found):
        raise InputUnusable(
            "The plan does not fit the scenario: 'earlybird check' says the same.",
            [one for one in found if one.severity == "error"],
        )


def _run_through(
    asked: Scenario, standing: Plan, happened: Sequence[Event], path: Path
) -> tuple[Day, tuple[Finding, ...]]:
    """The day after all events, with notices. Raises InputUnusable with all that are refused."""
    from models.clock import Clock
    from models.day import begin_day, take_event
    from models.errors import EventRefused, InputUnusable

    day = begin_day(asked, standing, Clock.of(asked).moment(0))
    notices: list[Finding] = []
    refused: list[Finding] = []
    for number, event in enumerate(happened):
        try:
            day, found = take_event(day, event)
            notices += (_located(one, number, path) for one in found)
        except EventRefused as refusal:
            refused += (_located(one, number, path) for one in refusal.findings)
    if refused:
        raise InputUnusable("Events cannot be true of this day.", refused)
    return day, tuple(notices)


def _located(found: Finding, number: int, path: Path) -> Finding:
    inside = f"[{number}].{found.path}" if found.path else f"[{number}]"
    return found.model_copy(update={"path": inside, "file": str(path)})


def _of_the_whole_day(
    day: Day, found: EventAnswer, desk: DayDesk, notices: tuple[Finding, ...]
) -> EventAnswer:
    """The answer to the last event, with all that is untrue of the day by now."""
    from optimizer.outlook import call_list, outlook

    seen = outlook(day, day.now, roads=desk.terrain)
    return found.model_copy(
        update={
            "untrue": seen.untrue,
            "calls": call_list(day, seen),
            "findings": (*notices, *found.findings),
        }
    )


def _write(
    out: Path, found: EventAnswer, day: Day, accept: str | None, desk: DayDesk, language: Language
) -> None:
    """Write the answer; and the plan that an accepted proposal makes."""
    from models.atomic import write_atomically
    from optimizer.replan import settle
    from service.exports.write import prepare_folder, write_outputs

    chosen = None if accept is None else _chosen(found.proposals, accept)
    prepare_folder(out)
    if chosen is not None:
        after = settle(day, chosen, (), desk)
        write_outputs(out, after.day.scenario, after.day.plan, language)
    write_atomically(out / ANSWER_FILE, found.model_dump_json(indent=2) + "\n")


def _chosen(proposals: Sequence[Proposal], accept: str) -> Proposal:
    for one in proposals:
        if one.proposal_id == accept:
            return one
    known = ", ".join(one.proposal_id for one in proposals) or "there are none"
    raise typer.BadParameter(f"--accept: there is no proposal {accept!r} ({known}).")


def _show(day: Day, found: EventAnswer, language: Language) -> None:
    from service import console
    from service.exports.replan import calls_table, proposals_table, untrue_table

    console.say_findings(found.findings)
    if found.untrue:
        console.show_table(untrue_table(found.untrue, day.clock))
    else:
        console.result("Everything is as the plan says.")
    if found.calls:
        console.show_table(calls_table(found.calls, day.clock, language))
    if found.proposals:
        console.show_table(proposals_table(found.proposals, language))
