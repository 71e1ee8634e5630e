"""Read sources that are tables: find the columns, and read each row as a record."""
