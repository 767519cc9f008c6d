"""Slots over HTTP: offered while the customer is on the phone, held for a while, booked."""
