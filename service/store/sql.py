"""The few words of SQL that conditions in other packages need, so that they need no SQLAlchemy."""

from __future__ import annotations

from sqlalchemy import ColumnElement, RowMapping, Table, and_, desc, func, or_

__all__ = ["ColumnElement", "RowMapping", "Table", "and_", "desc", "func", "or_"]
