"""The letter as a tagged, archival PDF."""
