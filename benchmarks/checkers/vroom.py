"""VROOM JSON, checked: every rule of the document, from the order of the steps alone."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

from benchmarks.checkers.everyone import Named, served, verdict
from benchmarks.checkers.stated import TASKS, Route, Step, stated
from benchmarks.checkers.stated_times import Due, Windows, check_times
from benchmarks.checkers.verdict import Verdict
from benchmarks.checkers.vroom_travel import Travel

Json = dict[str, Any]
FOREVER = float("inf")
BARELY = 1e-6
"""Less than the hundredth of a second that is the finest that VROOM knows."""
LATEST = 1e15
"""After every window that a document can have."""


def check(text: str, answer: object) -> Verdict:
    """Check an answer to a document. The cost is seconds of travel, or the document's own costs."""
    return Checker(json.loads(text)).check(answer)


class Checker:
    """One document, and what is wrong with an answer to it."""

    breaks_interrupt_drives = True
    """As VROOM allows. EarlyBird's own plans never use it."""

    def __init__(self, document: Json) -> None:
        self.travel = Travel(document)
        self.vehicles: dict[int, Json] = {one["id"]: one for one in document["vehicles"]}
        self.tasks: dict[Named, Json] = {
            ("job", one["id"]): one for one in document.get("jobs", [])
        }
        self.whole: dict[Named, Json] = dict(self.tasks)
        """The job or the shipment that a job, pickup or delivery belongs to."""
        for shipment in document.get("shipments", []):
            for end in ("pickup", "delivery"):
                name = end, shipment[end]["id"]
                self.tasks[name], self.whole[name] = shipment[end], shipment
        self.complaints: list[str] = []

    def check(self, answer: object) -> Verdict:
        """The verdict about an answer."""
        plan = stated(answer, self.complaints)
        done = served(plan, self.tasks, self.complaints)
        cost = sum(self._route(route) for route in plan.routes)
        left_out = {
            name: self.whole[name].get("priority", 0)
            for name in self.tasks
            if name not in done and name[0] != "pickup"
        }
        return verdict(self.complaints, left_out, cost)

    def _say(self, what: str) -> None:
        self.complaints.append(f"{self.who} {what}.")

    def _route(self, route: Route) -> float:
        """What a route costs; all that it breaks is complained about."""
        self.who = f"Vehicle {route.vehicle}"
        vehicle = self.vehicles.get(route.vehicle)
        if vehicle is None:
            self._say("is not in the file")
            return 0.0
        known = [
            step
            for step in route.steps
            if step.kind in ("start", "end", "break") or (step.kind, step.id) in self.tasks
        ]
        if any(step.kind == "depot" for step in route.steps):
            self._say("has a depot step, which VROOM does not know")
        tasks = [step for step in known if step.kind in TASKS]
        if not tasks:
            return 0.0
        self._skills(vehicle, tasks)
        self._shipments(tasks)
        self._load(vehicle, tasks)
        self._breaks(vehicle, known)
        dues = self._dues(vehicle, known)
        self._walk(vehicle, dues)
        check_times(self.who, dues, self.travel.tolerance, self.complaints)
        return self._cost(vehicle, tasks)

    def _skills(self, vehicle: Json, tasks: list[Step]) -> None:
        for step in tasks:
            missing = set(self._whole(step).get("skills", ())) - set(vehicle.get("skills", ()))
            if missing:
                self._say(f"lacks the skills {sorted(missing)} for {step}")
        if len(tasks) > vehicle.get("max_tasks", FOREVER):
            self._say(f"has {len(tasks)} tasks, and max_tasks is {vehicle['max_tasks']}")

    def _shipments(self, tasks: list[Step]) -> None:
        """A delivery comes after its pickup, in the same route; no pickup is left without it."""
        collected: set[int] = set()
        for step in tasks:
            shipment = id(self._whole(step))
            if step.kind == "pickup":
                collected.add(shipment)
            elif step.kind == "delivery" and shipment not in collected:
                self._say(f"makes the {step} without its pickup before")
            elif step.kind == "delivery":
                collected.remove(shipment)
        if collected:
            self._say(f"collects {len(collected)} shipments without delivering them")

    def _load(self, vehicle: Json, tasks: list[Step]) -> None:
        """On board from the start are all deliveries of jobs; nothing may exceed the capacity."""
        capacity: list[int] = vehicle.get("capacity", [])
        for kind, most in enumerate(capacity):
            jobs = [step for step in tasks if step.kind == "job"]
            load = heaviest = sum(self._delivered(step, kind) for step in jobs)
            for step in tasks:
                if step.kind == "job":
                    load += self._amount(step, "pickup", kind) - self._delivered(step, kind)
                elif step.kind == "pickup":
                    load += self._amount(step, "amount", kind)
                else:
                    load -= self._amount(step, "amount", kind)
                heaviest = max(heaviest, load)
            if heaviest > most:
                self._say(f"carries {heaviest} of kind {kind}, and its capacity is {most}")

    def _delivered(self, step: Step, kind: int) -> int:
        """By a job; older documents call its delivery `amount`."""
        name = "delivery" if "delivery" in self._whole(step) else "amount"
        return self._amount(step, name, kind)

    def _amount(self, step: Step, name: str, kind: int) -> int:
        amounts: list[int] | None = self._whole(step).get(name)
        return 0 if amounts is None else amounts[kind]

    def _breaks(self, vehicle: Json, steps: list[Step]) -> None:
        """All breaks of a vehicle that is used are taken, once each."""
        asked = sorted(one["id"] for one in vehicle.get("breaks", []))
        taken = sorted(step.id for step in steps if step.kind == "break" and step.id is not None)
        if asked != taken:
            self._say(f"takes the breaks {taken}, and has to take {asked}")

    def _dues(self, vehicle: Json, steps: list[Step]) -> list[Due]:
        """What the document says of every step, with a start and an end where it has them."""
        shift = vehicle.get("time_window", [0, LATEST])
        breaks = {one["id"]: one for one in vehicle.get("breaks", [])}
        inner = [step for step in steps if step.kind in TASKS or step.kind == "break"]
        first = [step for step in steps if step.kind == "start"]
        last = [step for step in steps if step.kind == "end"]
        dues = [Due(step, 0.0, 0.0, [(shift[0], shift[1])]) for step in first]
        here = self.travel.place(vehicle, "start")
        for step in inner:
            if step.kind == "break":
                asked = breaks.get(-1 if step.id is None else step.id, {})
                windows = [(opens, closes) for opens, closes in asked.get("time_windows", [])]
                dues.append(Due(step, 0.0, asked.get("service", 0), windows))
                continue
            task = self._task(step)
            place = self.travel.place(task, "location")
            work = task.get("service", 0) + (task.get("setup", 0) if place != here else 0)
            windows = [(opens, closes) for opens, closes in task.get("time_windows", [])]
            dues.append(Due(step, self.travel.seconds(vehicle, here, place), work, windows))
            here = place
        end = last[0] if last else Step("end", None, None, 0, 0, 0)
        leg = self.travel.seconds(vehicle, here, self.travel.place(vehicle, "end"))
        dues.append(Due(end, leg, 0.0, [(shift[0], shift[1])]))
        return dues

    def _walk(self, vehicle: Json, dues: list[Due]) -> None:
        """Do everything as early as can be.

        A drive may be interrupted by breaks: it goes on until a break may begin, and the rest of
        it follows. Nothing that comes later is gained by driving more before a break than that.
        """
        now = vehicle.get("time_window", [0, LATEST])[0]
        driven = 0.0  # of the leg to the next place
        for i, due in enumerate(dues):
            leg = next(later.leg for later in dues[i:] if later.step.kind != "break")
            if due.step.kind != "break":
                now += leg - driven
            begins = _first_moment(now, due.windows)
            if begins is None:
                self._say(f"can be at {due.step} at {now:g} at the earliest, which is too late")
                begins = now
            on_the_way = due.step.kind == "break" and self.breaks_interrupt_drives
            driven = min(leg, driven + begins - now) if on_the_way else 0.0
            now = begins + due.work

    def _cost(self, vehicle: Json, tasks: list[Step]) -> float:
        """What all legs cost."""
        places = [self.travel.place(vehicle, "start")]
        places += [self.travel.place(self._task(step), "location") for step in tasks]
        places.append(self.travel.place(vehicle, "end"))
        return sum(
            self.travel.cost(vehicle, origin, destination)
            for origin, destination in pairwise(places)
        )

    def _task(self, step: Step) -> Json:
        return self.tasks[step.kind, -1 if step.id is None else step.id]

    def _whole(self, step: Step) -> Json:
        return self.whole[step.kind, -1 if step.id is None else step.id]


def _first_moment(now: float, windows: Windows) -> float | None:
    """The first moment from now on that lies in a window; None if all have passed."""
    if not windows:
        return now
    possible = [max(now, opens) for opens, closes in windows if now <= closes + BARELY]
    return min(possible, default=None)
