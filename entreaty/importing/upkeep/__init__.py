"""Keep the recipients of a campaign up: list them, check them, find duplicates."""
