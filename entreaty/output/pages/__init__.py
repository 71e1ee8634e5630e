"""Pages and tables about a campaign for people to read: evidence, coverage and outreach."""
