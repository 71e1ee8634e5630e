"""The letter as e-mail: the draft, its headers, and links that open a mail program."""
