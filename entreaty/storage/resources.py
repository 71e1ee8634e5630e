"""Where the files lie that are shipped with the program."""

from pathlib import Path

PACKAGE = Path(__file__).parent.parent
"""The folder of the installed package, such as `/usr/lib/python3/dist-packages/entreaty`."""

DATA = PACKAGE / "data"
"""The folder of shipped data: forms of address, citation styles, envelopes, skeletons."""
