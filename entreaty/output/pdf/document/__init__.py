"""WeasyPrint's document as letters need it: footnotes laid out once, calls and notes linked, and what its words are."""
