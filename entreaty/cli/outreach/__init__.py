"""Commands that take letters on their way by e-mail."""
