"""What can be wrong with a request about slots, holds and bookings."""

from __future__ import annotations

from typing import Final

from optimizer.slots import SLOT_TAKEN
from service.http.kinds import problem_kind, problem_kind_of

TAKEN: Final = problem_kind_of(409, SLOT_TAKEN)
JOB_KNOWN: Final = problem_kind(
    409,
    "job-known",
    "A new job has the id of one that the day has already.",
    "Give the new job an id of its own, or ask for the known one by job_id.",
)
JOB_OVER: Final = problem_kind(
    409,
    "job-needs-no-slot",
    "The job is under way, finished or cancelled.",
    "Correct the id, or announce a new job.",
)
JOB_PLANNED: Final = problem_kind(
    409,
    "job-planned-already",
    "The job has a visit in the plan in force.",
    "Report the customer's wish as an event (customer_asks_to_change) to have it moved.",
)
JOB_HELD: Final = problem_kind(
    409,
    "job-held-already",
    "A slot is held for this job.",
    "Book or release that one first.",
)
BOOKED: Final = problem_kind(
    409,
    "hold-booked-already",
    "The hold has been booked.",
    "Read the booking; a change of it is an event.",
)
EXPIRED: Final = problem_kind(
    410,
    "hold-over",
    "The hold has run out or was given back, so its room may be somebody else's.",
    "Ask for slots again and hold one of them.",
)
PASSED: Final = problem_kind(
    410,
    "window-over",
    "The window that is to be promised has passed.",
    "Ask for slots again and hold one of them.",
)
WINDOW: Final = problem_kind(
    422,
    "window-unusable",
    "A window that is to be held is not one that can be offered.",
    "Hold the window of an offer.",
)
NOWHERE: Final = problem_kind(
    422,
    "job-cannot-be-located",
    "The job's place is none that the day's travel times know.",
    "Give latitude and longitude, or a place of the travel matrix.",
)
