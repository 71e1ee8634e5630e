"""Letters of one group: what they share is set once, and each letter's own words are put into their places."""
