"""Better plans out of routes that are known already: set partitioning over a pool of routes."""

from optimizer.recombine.limit import Limit
from optimizer.recombine.pool import RoutePool
from optimizer.recombine.solve import recombine

__all__ = ["Limit", "RoutePool", "recombine"]
