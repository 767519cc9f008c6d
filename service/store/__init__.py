"""The store: SQLite beside the service, or PostgreSQL; the only package that knows SQLAlchemy."""

from service.store import day_tables as day_tables  # every table is known from the beginning
