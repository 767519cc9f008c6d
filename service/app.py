"""The web application: wires what the folders offer. Nothing else happens here."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version

from fastapi import FastAPI

from service.bookings import routes as bookings
from service.days.rooms import Rooms
from service.dispatch import decision_routes as decisions
from service.dispatch import page_routes as day_pages
from service.dispatch import routes as dispatch
from service.exports import routes as exports
from service.health import routes as health
from service.http.handlers import add_handlers
from service.http.metrics import Metrics
from service.http.middleware import RequestFrame
from service.http.openapi import complete
from service.http.rates import RateLimit
from service.plans import routes as plans
from service.runs import routes as runs
from service.scenarios import routes as scenarios
from service.searches import routes as searches
from service.security import routes as security
from service.security.credentials import Credentials
from service.security.tokens import verifier_of
from service.services import Services
from service.settings import Settings
from service.solving import routes as solving
from service.solving.logic import Solver
from service.store.store import Store
from service.stream import routes as stream
from service.stream.logic import Streams
from service.webhooks import routes as webhooks
from service.worker import queue_of

ROUTERS = (
    scenarios.router,
    runs.router,
    plans.router,
    exports.router,
    dispatch.router,
    decisions.router,
    bookings.router,
    stream.router,
    searches.router,
    webhooks.router,
    exports.pages,
    day_pages.router,
    day_pages.pages,
    solving.router,
    security.router,
    health.router,
)


def create_app(settings: Settings, *, store: Store | None = None) -> FastAPI:
    """The application. Nothing is connected before the first request or the start of the server."""
    metrics = Metrics()
    kept = store or Store(settings.store_url)
    services = Services(
        settings=settings,
        store=kept,
        queue=queue_of(settings),
        credentials=Credentials(kept, verifier_of(settings)),
        rates=RateLimit(settings.requests_per_minute, settings.requests_at_once),
        metrics=metrics,
        solver=Solver(settings, metrics),
        rooms=Rooms(settings.warm_days, settings.day_threads),
        streams=Streams(settings.most_streams),
    )

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        yield
        services.closing.set()
        services.queue.close()
        services.store.close()

    app = FastAPI(
        title="EarlyBird",
        version=version("earlybird"),
        summary="Route and appointment scheduling for field service.",
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        openapi_url="/v1/openapi.json",
        redirect_slashes=False,
    )
    app.state.services = services
    app.add_middleware(RequestFrame, metrics=metrics, most_body_bytes=settings.most_body_bytes)
    add_handlers(app)
    for router in ROUTERS:
        app.include_router(router)
    complete(app)
    return app
