"""What Entreaty ships as data: forms of address, citation styles, envelopes and the like."""
