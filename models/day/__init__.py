"""A running day: facts from the road and from customers, folded into an immutable value.

`begin_day` starts one, `apply_event` (or `take_event`, which also gives notices) makes the next day
from an event, `with_plan` puts another plan in force. docs/running-day.md has what each event does.
"""

from models.day.apply import apply_event, take_event
from models.day.begin import begin_day, with_plan
from models.day.change import Applied
from models.day.facts import EngineerFacts, JobFacts, JobState, Mark
from models.day.value import Activity, Day

__all__ = [
    "Activity",
    "Applied",
    "Day",
    "EngineerFacts",
    "JobFacts",
    "JobState",
    "Mark",
    "apply_event",
    "begin_day",
    "take_event",
    "with_plan",
]
