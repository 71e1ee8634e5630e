"""The only YAML doors: reading values that know their lines, and writing plain YAML."""
