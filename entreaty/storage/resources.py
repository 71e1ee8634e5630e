"""The version of the program, and where the files lie that are shipped with it."""

from pathlib import Path

VERSION = "0.2.0"
"""The version of the program, by the rules of Semantic Versioning."""

PACKAGE = Path(__file__).parent.parent
"""The folder of the installed package, such as `/usr/lib/python3/dist-packages/entreaty`."""

DATA = PACKAGE / "data"
"""The folder of shipped data: forms of address, citation styles, envelopes, skeletons."""
