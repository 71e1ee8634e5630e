"""What a server of processes imports once, for all the processes that it forks to set letters."""

from contextlib import suppress

import entreaty.output.documents  # noqa: F401 - imported to be there

with suppress(OSError):
    import weasyprint  # noqa: F401 - where Pango is missing, the letter says so
