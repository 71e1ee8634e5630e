.NOTPARALLEL:
.PHONY: help letters check test test-all soak faults fuzz bench picture lock clean

help: ## Say what each command does
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-8s %s\n", $$1, $$2}' Makefile

letters: ## Set up, then write every letter into letters/
	@sh setup.sh letters
	.venv/bin/python generate.py letters

check: ## Set up, then report every problem in the appeals and recipients
	@sh setup.sh letters
	.venv/bin/python generate.py check

# A third worker for two cores: tests also wait for servers, disks and programs.
pytest = .venv/bin/pytest -n 3 --dist worksteal

extent = -m "not thorough and not soak"
test: ## Set up, then run the linters, the type checker and the tests that find most: minutes
	@sh setup.sh test
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	.venv/bin/mypy
	.venv/bin/lint-imports
	$(pytest) $(extent)

test-all: extent = -m "not soak" --hypothesis-profile=thorough --cov
test-all: test ## Do as test does with more examples and the tests that take longer, and hold branch coverage
	.venv/bin/coverage json -q -o build/coverage.json
	.venv/bin/python -m tests.support.branch_coverage build/coverage.json

soak: ## Set up, then look for new faults with a hundred times the examples: hours
	@sh setup.sh test
	$(pytest) -m "hypothesis or soak" --hypothesis-profile=soak

faults: ## Set up, then fail each file operation in every way, or end the program there: an hour
	@sh setup.sh test
	for scenario in letters again importing; do \
		.venv/bin/python -m tests.support.faults tests.support.disturbed:$$scenario build/faults/$$scenario || exit 1; \
	done
	.venv/bin/python -m tests.support.faults tests.support.disturbed:printed build/faults/printed --step 20
	.venv/bin/python -m tests.support.faults tests.support.disturbed_sending:sending build/faults/sending

SECONDS = 600
fuzz: ## Set up, then look for inputs that break the program; TARGETS="csv xlsx" SECONDS=60 SEED=x narrow it
	@sh setup.sh test
	.venv/bin/python -m fuzz $(TARGETS) --seconds $(SECONDS) $(if $(SEED),--seed $(SEED))

bench: ## Set up, then measure and print one table
	@sh setup.sh test
	.venv/bin/python -m bench

picture: ## Set up, then draw the architecture from the import contracts
	@sh setup.sh test
	.venv/bin/python docs/explanation/architecture.py

# The machine's own pip settings are left out, so that the same versions and hashes come out everywhere. Python 3.11,
# the oldest that is supported, is asked for because what only an old Python needs would be missing otherwise.
pip_compile = env -u PIP_FIND_LINKS -u PIP_EXTRA_INDEX_URL PIP_CONFIG_FILE=/dev/null \
	CUSTOM_COMPILE_COMMAND="make lock" build/lock/bin/pip-compile --quiet --upgrade --generate-hashes \
	--allow-unsafe --strip-extras --no-emit-index-url --no-emit-find-links --no-emit-trusted-host

lock: ## Choose the newest versions and write both lock files anew
	python3.11 -m venv --clear build/lock
	build/lock/bin/python -m pip install --quiet pip-tools==7.6.2
	$(pip_compile) --extra keyring --output-file requirements.lock pyproject.toml
	build/lock/bin/python -c 'import pathlib, tomllib; \
		print(*tomllib.loads(pathlib.Path("pyproject.toml").read_text())["dependency-groups"]["dev"], sep="\n")' \
		>build/lock/dev.in
	$(pip_compile) --constraint requirements.lock --output-file requirements-dev.lock build/lock/dev.in
	rm -r build/lock

clean: ## Remove the set-up and every cache; letters/ stays
	rm -rf .venv build dist .coverage .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -r {} +
