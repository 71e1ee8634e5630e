"""Show the letters of a campaign in the browser while they are written."""
