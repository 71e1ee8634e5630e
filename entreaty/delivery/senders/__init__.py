"""Many senders: ids that tell nothing of them, the one file that knows their names, and who writes to whom."""
