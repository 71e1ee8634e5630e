#!/bin/sh
# Sets up, once, what the program needs (argument: letters) or what it and its tests need (argument: test).
#
# The last thing written is .venv/.complete. It says where .venv stands, of which Python it is and which lock files
# are installed in full. Where it is missing or says otherwise, .venv is made anew, so that a run that was interrupted
# is never taken for finished.
set -eu
cd "$(dirname "$0")"

goal=${1:-}
complete=.venv/.complete

main() {
    case $goal in letters | test) ;; *) fail "usage: sh setup.sh letters|test" ;; esac
    find_python
    wait_for_others
    libraries_load || install_libraries
    if holds requirements.lock requirements-dev.lock; then return; fi
    if ! holds requirements.lock; then
        make_environment
        install requirements.lock
        note requirements.lock
    fi
    if [ "$goal" = test ]; then
        rm "$complete"
        install requirements-dev.lock
        .venv/bin/python -m pip install --quiet --no-deps --no-build-isolation --editable .
        note requirements.lock requirements-dev.lock
    fi
}

say() { echo "setup: $*" >&2; }

fail() {
    say "$*"
    exit 1
}

# The lock belongs to this shell's open file, so that it ends with this shell, however that ends.
wait_for_others() {
    exec 9<setup.sh
    "$python" -c 'import fcntl; fcntl.flock(9, fcntl.LOCK_EX)'
}

# Python

find_python() {
    for python in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do
        if "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then return; fi
    done
    fail "Python 3.11 or later is needed. Install it, or name it: make letters PYTHON=/path/to/python3"
}

make_environment() {
    # Debian keeps this part of Python in a package of its own.
    if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        command -v apt-get >/dev/null || fail "$python lacks its modules venv and ensurepip"
        install_debian "$(basename "$python")-venv"
    fi
    say "making .venv"
    "$python" -m venv --clear .venv
}

# Only what the lock file names is installed, and only ready-made: building a package would fetch what no lock names.
# The lock file is complete, so nothing is left to resolve: older versions of pip would take "coverage[toml]" for another
# package than the "coverage" that is locked, and refuse it as soon as there is a newer one.
install() {
    say "installing the Python packages of $1"
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes --only-binary :all: -r "$1"
}

state() {
    echo "$PWD"
    .venv/bin/python -c 'import sys; print(sys.version)'
    cksum "$@"
}

holds() { [ -f "$complete" ] && [ "$(state "$@" 2>/dev/null)" = "$(cat "$complete")" ]; }

note() {
    state "$@" >"$complete.new"
    mv "$complete.new" "$complete"
}

# The system's libraries

libraries_load() {
    "$python" -c 'import sys; from entreaty import doctor; sys.exit(not all(found.ok for found in doctor.libraries()))'
}

install_libraries() {
    if command -v apt-get >/dev/null; then
        install_debian libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
    elif [ "$(uname)" = Darwin ] && command -v brew >/dev/null; then
        say "installing pango harfbuzz with Homebrew"
        brew install pango harfbuzz
    elif [ "$(uname)" = Darwin ]; then
        fail "letters need Pango. Install Homebrew, then: brew install pango harfbuzz"
    else
        fail "letters need Pango 1.44 or later and the HarfBuzz subset library: install them with your system's" \
            "package manager (libpango-1.0, libpangoft2-1.0, libgobject-2.0, libharfbuzz-subset)"
    fi
    libraries_load || fail "the libraries are installed, but $python does not find them; see docs/how-to/install.md"
}

install_debian() {
    say "installing the system packages $*"
    if [ "$(id -u)" = 0 ]; then
        as_root=
    elif command -v sudo >/dev/null; then
        as_root=sudo
    else
        fail "root is needed. Ask an administrator to run: apt-get install --no-install-recommends $*"
    fi
    # One source of packages being out of reach is no reason to stop: the others may have them.
    $as_root apt-get update -qq || say "apt-get update failed; going on with the lists there are"
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >&2
}

main
