"""Readers of public benchmark sets, runners and reports."""
