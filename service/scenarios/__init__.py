"""Scenarios over HTTP: what is asked of planning, checked, kept, never changed."""
