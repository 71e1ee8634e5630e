"""The images that letters carry: rebuilt from pixels or from the shapes that we know."""
