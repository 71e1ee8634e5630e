"""The text of letters: passages selected, sources cited, letters composed and checked; without input or output."""
