"""Commands for whoever writes appeals: check them, explain them, and begin new ones."""
