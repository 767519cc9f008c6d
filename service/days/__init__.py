"""Running days: an append-only journal in the store, folded into a value that is kept warm."""
