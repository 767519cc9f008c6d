"""What people get from a plan: one output per file, each a pure function of a `PlanView`."""
