"""Reports on an appeal: the evidence for its claims, and the coverage of its demands."""
