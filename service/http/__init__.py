"""What every route has in common: problems, ETags, idempotency, pages, limits, logs, metrics."""
