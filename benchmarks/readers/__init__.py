"""Readers of the files that solvers are compared on: one format a file, one neutral problem out."""

from __future__ import annotations

from benchmarks.readers.recognise import instance_of, read_instance, recognise

__all__ = ["instance_of", "read_instance", "recognise"]
