"""Tables of people who use spreadsheets: CSV files and workbooks are read as rows of cells, and tables are written."""
