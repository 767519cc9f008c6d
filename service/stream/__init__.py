"""A day's changes as they happen, as Server-Sent Events that can be taken up again."""
