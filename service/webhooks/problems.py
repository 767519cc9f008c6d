"""What can be wrong with a request about webhooks."""

from __future__ import annotations

from typing import Final

from service.http.kinds import problem_kind

ADDRESS: Final = problem_kind(
    422,
    "webhook-address-refused",
    "The address is none that the service sends to.",
    "Use an http or https URL of a public host, or have EARLYBIRD_WEBHOOK_HOSTS name the host.",
)
TOO_MANY: Final = problem_kind(
    409,
    "too-many-subscriptions",
    "The organisation has as many subscriptions as it may have.",
    "Remove one that nobody needs.",
)
NOT_DEAD: Final = problem_kind(
    409,
    "delivery-not-dead",
    "Only a message that was given up can be sent again by hand.",
    "Wait: it is delivered already, or will be tried again by itself.",
)
