"""Make the documents of a composed letter: HTML, PDF, text and email."""
