"""Whether the service lives, is ready, and how it is doing; and what its problems mean."""
