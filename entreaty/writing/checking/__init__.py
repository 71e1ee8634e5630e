"""Checks of a campaign: of its content before letters are composed, and of the composed letters."""
