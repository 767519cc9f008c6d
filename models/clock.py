"""Between moments as people write them and integer seconds from the start of the horizon."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from models.scenario import Scenario


class Clock:
    """Converts moments of one scenario. Seconds are elapsed time, so a DST change is harmless."""

    def __init__(self, time_zone: str, horizon_start: datetime) -> None:
        self.zone = ZoneInfo(time_zone)
        self._origin = self.absolute(horizon_start)

    @classmethod
    def of(cls, scenario: Scenario) -> Clock:
        """The clock of a scenario."""
        return cls(scenario.time_zone, scenario.horizon.start)

    def absolute(self, moment: datetime) -> datetime:
        """The moment in UTC; without an offset it is taken as local time."""
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=self.zone)
        return moment.astimezone(UTC)

    def seconds(self, moment: datetime) -> int:
        """Whole seconds from the start of the horizon (may be negative); fractions are cut off."""
        return (self.absolute(moment) - self._origin) // timedelta(seconds=1)

    def past_hour(self) -> int:
        """Seconds from the last full hour of the local clock to the start of the horizon."""
        start = self.moment(0)
        return 60 * start.minute + start.second

    def moment(self, seconds: int) -> datetime:
        """The local moment, with its offset, so many seconds after the start of the horizon."""
        return (self._origin + timedelta(seconds=seconds)).astimezone(self.zone)
