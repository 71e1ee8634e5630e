"""Look after the recipients that a campaign has: list them, check them, find duplicates."""
