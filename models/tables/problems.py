"""What can be wrong with a table: the codes, and the exception that carries one out of a cell."""

from __future__ import annotations

from models.findings import FindingKind, Severity, register

TABLES_MISSING = register(
    "tables-missing",
    Severity.ERROR,
    "The folder or workbook holds none of the tables that are known.",
    "Name a file jobs.csv, or a sheet jobs; docs/file-formats.md lists all names.",
)
SETTINGS_MISSING = register(
    "settings-missing",
    Severity.ERROR,
    "There is no table of settings, and without one nobody knows which day and zone is meant.",
    "Add a table settings with the keys time_zone and date (or horizon_start and horizon_end).",
)
TABLE_UNKNOWN = register(
    "table-unknown",
    Severity.NOTICE,
    "A file or sheet has none of the known names and is not read.",
    "Rename it if it was meant to be one of the tables.",
)
TABLE_TWICE = register(
    "table-twice",
    Severity.ERROR,
    "Two files or sheets are the same table under two names.",
    "Merge them, or remove one.",
)
TABLE_BROKEN = register(
    "table-broken",
    Severity.ERROR,
    "The file cannot be read as a table of separated values.",
    "Look for a quotation mark that is not closed, or save the table again from the spreadsheet.",
)
WORKBOOK_BROKEN = register(
    "workbook-broken",
    Severity.ERROR,
    "The file is not an Excel workbook (.xlsx) that can be opened.",
    "Save it again as .xlsx, without a password.",
)
COLUMN_UNKNOWN = register(
    "column-unknown",
    Severity.WARNING,
    "A column has a heading that is not known; what is in it is not used.",
    "Correct the heading, or remove the column.",
)
COLUMN_TWICE = register(
    "column-twice",
    Severity.WARNING,
    "Two columns of a table mean the same; the first one is used.",
    "Remove one of them.",
)
COLUMN_MISSING = register(
    "column-missing",
    Severity.ERROR,
    "A table lacks a column without which its rows mean nothing.",
    "Add the column, or correct its heading in the first row.",
)
ROW_TOO_LONG = register(
    "row-too-long",
    Severity.ERROR,
    "A row has more cells than the table has headings, so cells may have slipped.",
    "Put a text that contains the separator in quotation marks.",
)
ROW_NOT_USED = register(
    "row-not-used",
    Severity.WARNING,
    "A row belongs to a record that is not there, or to none, and is not used.",
    "Correct the id in the row, or add the record.",
)
CELL_UNREADABLE = register(
    "cell-unreadable",
    Severity.ERROR,
    "A cell does not hold what its column is for.",
    "Correct the cell; docs/file-formats.md says how each column is written.",
)
NUMBER_SHORTENED = register(
    "number-shortened",
    Severity.ERROR,
    "A spreadsheet has shortened a long number, and digits are lost.",
    "Format the column as text in the spreadsheet, enter the number again and save.",
)
MOMENT_UNREADABLE = register(
    "moment-unreadable",
    Severity.ERROR,
    "A cell cannot be read as a date or a time.",
    "Write it like 2026-03-02 09:30, 2026-03-02 or 09:30.",
)
DATE_AMBIGUOUS = register(
    "date-ambiguous",
    Severity.ERROR,
    "The day and the month of a date can be exchanged.",
    "Write it like 2026-03-02, or give date_order (dmy, mdy or ymd) in the settings.",
)
DATE_MISSING = register(
    "date-missing",
    Severity.ERROR,
    "A time has no date, and the horizon has more than one day.",
    "Write the date before the time, or fill the date column.",
)
TIME_MISSING = register(
    "time-missing",
    Severity.ERROR,
    "A date has no time, and the column needs one.",
    "Write the time after the date, e.g. 2026-03-02 09:30.",
)
SETTING_UNKNOWN = register(
    "setting-unknown",
    Severity.ERROR,
    "The settings contain a key that is not known, so what it asks for would be ignored.",
    "Correct the key or remove the row; docs/file-formats.md lists all of them.",
)


class CellProblem(Exception):
    """A cell that cannot be read; it becomes a finding where file, row and column are known."""

    def __init__(self, kind: FindingKind, message: str) -> None:
        super().__init__(message)
        self.kind = kind
        self.message = message
