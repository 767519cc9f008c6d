"""Plans over HTTP: versions that never change, and which of them is in force on a day."""
