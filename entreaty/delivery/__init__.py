"""Letters on their way by e-mail: into the sender's own drafts, or to the recipients, and what became of each."""
