"""Runs the program from a checkout: the same as the installed command `entreaty`."""

from entreaty.cli import main

if __name__ == "__main__":
    main()
