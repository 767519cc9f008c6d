"""The store: SQLite beside the service, or PostgreSQL; the only package that knows SQLAlchemy."""
