"""Load on a running service over HTTP: how long it takes to answer, and what it promises."""
