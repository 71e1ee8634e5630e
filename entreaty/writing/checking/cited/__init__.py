"""What is cited: the sources of passages, the places in them, and the words that are quoted from them."""
