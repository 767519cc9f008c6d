"""`earlybird serve` and `earlybird worker`: the service, by itself or on many machines."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

DataFolder = Annotated[
    Path | None,
    typer.Option(
        "--data", metavar="DIR", show_default=False,
        help="Folder of the embedded database. Default: earlybird-data, or EARLYBIRD_DATA_FOLDER.",
    ),
]  # fmt: skip


def serve(
    data: DataFolder = None,
    host: Annotated[str, typer.Option(help="Address to listen at.")] = "127.0.0.1",
    port: Annotated[
        int, typer.Option(min=0, max=65535, help="Port to listen at; 0: any that is free.")
    ] = 8080,
    workers: Annotated[
        int, typer.Option(min=0, max=64, metavar="N", help="Worker processes to start.")
    ] = 1,
) -> None:
    """Start the service: the API, and workers for background runs.

    Everything is kept in the data folder unless EARLYBIRD_DATABASE_URL names a database. The first
    start with a data folder makes an organisation and shows the key of its administrator, once.
    SIGTERM or Ctrl-C stops it; runs that are not finished go on at the next start.
    """
    from service.serving import serve as start
    from service.settings import read_settings

    start(read_settings(data_folder=data), host, port, workers)


def organisation(
    name: Annotated[str, typer.Argument(metavar="NAME", help="For people.", show_default=False)],
    data: DataFolder = None,
) -> None:
    """Make an organisation, and show the key of its administrator this once.

    Organisations see nothing of each other. With that key the administrator makes the other keys.
    """
    from service.founding import add_organisation
    from service.settings import read_settings

    add_organisation(read_settings(data_folder=data), name)


def worker(data: DataFolder = None) -> None:
    """Start one more worker for background runs, on this or another machine.

    It finds the service's database by --data or EARLYBIRD_DATABASE_URL.
    """
    from service.http import logs
    from service.settings import read_settings
    from service.worker import Worker

    settings = read_settings(data_folder=data)
    logs.set_up(settings.log_level)
    Worker(settings).run()
