"""Decide what each letter says; pure, without input or output."""
