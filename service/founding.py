"""Makes a database ready to be served: its folder, its tables, its first organisation."""

from __future__ import annotations

import sys

from models.errors import InputUnusable
from service import console
from service.security.logic import begin_organisation, has_organisations
from service.settings import Settings
from service.store.faults import StoreFault
from service.store.store import Store

FIRST_ORGANISATION = "My company"


def add_organisation(settings: Settings, name: str) -> None:
    """Make an organisation and show the key of its administrator, once. Raises InputUnusable."""
    if settings.is_embedded:
        settings.data_folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    store = Store(settings.store_url)
    try:
        store.migrate()
        _show(*begin_organisation(store, name))
    except StoreFault as fault:
        raise _unusable(fault) from fault
    finally:
        store.close()


def _show(organisation_id: str, key: str) -> None:
    console.result(
        f"Organisation: {organisation_id}\nThe key of its administrator, shown this once: {key}"
    )
    sys.stdout.flush()


def _unusable(fault: StoreFault) -> InputUnusable:
    return InputUnusable(
        f"The database cannot be used: {fault} Check EARLYBIRD_DATABASE_URL or --data."
    )


def prepare(settings: Settings) -> None:
    """Migrate the database, and make the first organisation where there is none."""
    if settings.is_embedded:
        settings.data_folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    store = Store(settings.store_url)
    try:
        store.migrate()
        if has_organisations(store):
            return
        if not settings.is_embedded:
            raise InputUnusable(
                "There is no organisation yet, so nobody could sign in. Make one with 'earlybird "
                "organisation NAME' and keep the key that it shows."
            )
        _show(*begin_organisation(store, FIRST_ORGANISATION))
    except StoreFault as fault:
        raise _unusable(fault) from fault
    finally:
        store.close()
