"""Tables: a folder of CSV files or an Excel workbook, one row per record (docs/file-formats.md)."""

from __future__ import annotations

from models.tables.read import Tables, is_table, read_tables
from models.tables.template import write_template

__all__ = ["Tables", "is_table", "read_tables", "write_template"]
