"""Hand an appeal to translators as a PO file, and take back what says the same as the original."""
