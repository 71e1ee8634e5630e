"""Many senders: ids that tell nothing of them, and the one file that knows their names."""
