"""Check appeals before letters are written from them: references, law, quotations, tone."""
