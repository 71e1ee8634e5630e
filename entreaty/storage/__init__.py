"""The ground that everything stands on: whole files, locks, fingerprints, tables and YAML."""
