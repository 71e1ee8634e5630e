"""Names of people: their parts, their titles, and the courtesies beside them."""
