"""Recipients from the real world: sources are read, their rows become profiles, and profiles are kept up."""
