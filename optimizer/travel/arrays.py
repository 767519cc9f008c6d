"""What every array of a travel table is: C-contiguous, of one type, and never written to again."""

from __future__ import annotations

from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from models.errors import TravelUnavailable

Scalar = TypeVar("Scalar", bound=np.generic)


def read_only(values: npt.ArrayLike, dtype: type[Scalar]) -> npt.NDArray[Scalar]:
    """A C-contiguous copy of `values` as `dtype` that nobody can change."""
    array: npt.NDArray[Scalar] = np.array(values, dtype=dtype, order="C")
    array.flags.writeable = False
    return array


def require_shape(name: str, array: npt.NDArray[Any], shape: tuple[int, ...]) -> None:
    """Raise ValueError unless the array has this shape: a table is only built of what fits."""
    if array.shape != shape:
        raise ValueError(f"{name} has the shape {array.shape} instead of {shape}")


def profile_value(profiles: dict[str, int], profile: str) -> int:
    """The number that belongs to a vehicle profile.

    Raises:
        TravelUnavailable: the travel settings do not know the profile.
    """
    try:
        return profiles[profile]
    except KeyError:
        known = ", ".join(sorted(profiles)) or "none"
        raise TravelUnavailable(
            f"travel knows no vehicle profile {profile!r} (it knows: {known})"
        ) from None
