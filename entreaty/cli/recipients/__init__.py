"""The commands for recipients: bringing them in, and keeping them up."""
