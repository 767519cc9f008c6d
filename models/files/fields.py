"""Which fields a domain type has at a place named by a path of names and indices."""

from __future__ import annotations

import types
from collections.abc import Iterator, Sequence
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel


def fields_at(model: type[BaseModel], steps: Sequence[int | str]) -> list[str]:
    """The names of the fields that are known after `steps` into `model`, of all its variants."""
    found = _at(model, steps)
    return [name for kind in found if _is_model(kind) for name in kind.model_fields]


def is_variant_tag(model: type[BaseModel], steps: Sequence[int | str], tag: int | str) -> bool:
    """Whether `tag`, after `steps`, only tells variants of one field apart, e.g. travel by kind."""
    found = _at(model, steps)
    return len(found) > 1 and any(_kind_of(variant) == tag for variant in found)


def is_key(model: type[BaseModel], steps: Sequence[int | str]) -> bool:
    """Whether the last of `steps` into `model` is a key that people have written."""
    return bool(steps) and any(get_origin(kind) is dict for kind in _at(model, steps[:-1]))


def _at(model: type[BaseModel], steps: Sequence[int | str]) -> list[Any]:
    """The types expected after `steps` into `model`."""
    found: list[Any] = [model]
    for step in steps:
        found = [inner for kind in found for inner in _inside(kind, step)]
    return found


def _kind_of(variant: Any) -> object:
    return variant.model_fields["kind"].default if _is_model(variant) else None


def _is_model(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def _inside(kind: Any, step: int | str) -> Iterator[Any]:
    """The types one step further in: a field of an object, an entry of a list or dictionary."""
    if _is_model(kind):
        field = kind.model_fields.get(step)
        if field is not None:
            yield from _variants(field.annotation)
    elif get_origin(kind) is tuple and isinstance(step, int):
        yield from _variants(get_args(kind)[0])
    elif get_origin(kind) is dict:
        yield from _variants(get_args(kind)[1])


def _variants(annotation: Any) -> Iterator[Any]:
    """An annotation without its wrappers, as one or several types."""
    origin = get_origin(annotation)
    if origin is Annotated:
        yield from _variants(get_args(annotation)[0])
    elif origin in (Union, types.UnionType):
        for one in get_args(annotation):
            if one is not type(None):
                yield from _variants(one)
    else:
        yield annotation
