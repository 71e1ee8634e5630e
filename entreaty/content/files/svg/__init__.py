"""The sender's SVG images: what is kept of them, and whether paper shows it."""
