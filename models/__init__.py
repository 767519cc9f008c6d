"""The domain of field service: scenarios, plans, their rules and their price."""
