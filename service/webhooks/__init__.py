"""Webhooks: other systems are told what changed, signed, again and again until they have it."""
