"""Telling the formats of problems apart by what is in the file, whatever it is called."""

from __future__ import annotations

from pathlib import Path

from benchmarks.instance import Format, Instance
from benchmarks.readers import json_text, solomon, trsp, vroom, vrplib
from benchmarks.readers.complaints import FORMAT_UNKNOWN, Complaints
from models.encoded import read_text


def read_instance(path: Path) -> Instance:
    """The problem in a file of any supported format; its name is the file's without its ending.

    Raises FileUnusable, with all findings, when the file cannot be read, is of no known format, or
    asks for what is not supported.
    """
    text, _ = read_text(path)
    return instance_of(text, path.stem)


def instance_of(text: str, name: str = "") -> Instance:
    """The problem in the content of a file. Raises FileUnusable with all findings."""
    match recognise(text):
        case Format.VROOM:
            return vroom.read(json_text.parse(text, name), name)
        case Format.SOLOMON:
            return solomon.read(text, name)
        case Format.VRPLIB:
            return vrplib.read(text, name)
        case Format.TRSP:
            return trsp.read(text, name)
        case None:
            complaints = Complaints(name)
            beginning = text.strip()[:60]
            complaints.add(FORMAT_UNKNOWN, "No known format begins like this.", value=beginning)
            raise complaints.unusable()


def recognise(text: str) -> Format | None:
    """The format of a text, None if it is none of them."""
    if text.lstrip()[:1] in ("{", "["):
        return Format.VROOM
    beginning = text[:4000].upper()
    if "CREW COUNT" in beginning:
        return Format.TRSP
    if "VEHICLE" in beginning and "CUST" in beginning and "CAPACITY" in beginning:
        return Format.SOLOMON
    if "DIMENSION" in beginning or "EDGE_WEIGHT_TYPE" in beginning:
        return Format.VRPLIB
    return None
