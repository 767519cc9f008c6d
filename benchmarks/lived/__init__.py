"""Days as they are lived: plans and dispatchers put to the test of what really happens."""
