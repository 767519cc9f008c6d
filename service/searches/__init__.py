"""Searches beside a running day: for better proposals, or for a better plan. Workers do them."""
