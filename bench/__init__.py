"""What takes how long; `make bench` prints the table."""
