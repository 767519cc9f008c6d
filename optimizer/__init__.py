"""The planner: from a scenario to the best plan it finds in the time given."""
