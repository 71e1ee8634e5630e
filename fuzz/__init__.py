"""Look for inputs that the program does not survive: `make fuzz`; docs/reference/tests.md says more.

Each target makes inputs for one door of the program from seeds that work, so that most mutants still reach what lies
behind it: they plan letters, print them, or are merged. `worker` runs them in a process with limits, `hunt` watches it.
"""
