"""Complete and check profiles: what a row of a source gives becomes a profile that the file format accepts."""
