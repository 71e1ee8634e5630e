"""Change recipients.yaml in place: the blocks that an import changes, and nothing else."""
