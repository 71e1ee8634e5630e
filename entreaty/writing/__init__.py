"""What each letter says: passages selected, sources cited, letters composed and checked; without input or output."""
