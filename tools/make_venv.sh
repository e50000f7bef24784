#!/bin/sh
# Makes a virtual environment with the first Python that is new enough (3.11).
# PYTHON=/path/to/python chooses one by hand. Refuses to go on with an older one.
set -eu

target=${1:-.venv}
new_enough='import sys; sys.exit(sys.version_info < (3, 11))'

# An environment that works is kept; a half-made or outdated one is made anew.
if "$target/bin/python" -c "$new_enough" 2>/dev/null && "$target/bin/python" -m pip --version >/dev/null 2>&1; then
    exit 0
fi

# Names are tried by running them: a launcher may exist for a version that is not installed.
find_python() {
    without_venv=""
    for candidate in ${PYTHON:-python3.13 python3.12 python3.11 python3 python}; do
        if "$candidate" -c "$new_enough" >/dev/null 2>&1; then
            if "$candidate" -c 'import ensurepip, venv' >/dev/null 2>&1; then
                found=$candidate
                return 0
            fi
            without_venv=$candidate
        fi
    done
    return 1
}

found=""
if ! find_python && [ -n "$without_venv" ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    # Debian and Ubuntu ship venv apart from Python.
    echo "Installing python3-venv with apt-get"
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq </dev/null
    apt-get install -y -qq --no-install-recommends python3-venv </dev/null >/dev/null
    find_python || true
fi

if [ -z "$found" ]; then
    if [ -n "$without_venv" ]; then
        echo "$without_venv has no venv module. Install it and try again: sudo apt-get install -y python3-venv" >&2
    else
        echo "Python 3.11 or newer was not found (tried: ${PYTHON:-python3.13 python3.12 python3.11 python3 python})." >&2
        echo "Install one, or name it: make install PYTHON=/path/to/python3.12" >&2
    fi
    exit 1
fi

echo "Making $target with $("$found" --version)"
"$found" -m venv --clear "$target"
