"""Fill in templates that strangers may have written: they see data, and call nothing but a few functions."""
