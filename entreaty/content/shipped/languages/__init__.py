"""Languages as data: one file for each, which a campaign's own changes or adds to."""
