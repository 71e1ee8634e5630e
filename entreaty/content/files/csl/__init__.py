"""The Citation Style Language's items as pandoc, Zotero and people write them."""
