#!/bin/sh
# Makes .venv with exactly what requirements.lock names (hashes checked), and Jujian itself on top, editable.
set -eu

python="${PYTHON:-python3}" # make finds a newer one where there are several
stop() {
    echo "jujian: $1" >&2
    exit 1
}

version=$("$python" --version 2>/dev/null) || version="there is none"
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null ||
    stop "Python 3.11 or later is needed ($version here); install it, or set PYTHON=/path/to/python3.11"
if ! .venv/bin/python -c 'import pip' >/dev/null 2>&1; then
    echo "jujian: making the environment in .venv"
    "$python" -m venv --clear .venv || stop "the environment cannot be made: is python3-venv installed, and the disk not full?"
fi
echo "jujian: installing the locked packages (some minutes the first time)"
.venv/bin/python -m pip install --quiet --no-deps --require-hashes --requirement requirements.lock ||
    stop "the packages could not be installed; look at the lines above (is a package index reachable?)"
.venv/bin/python -m pip install --quiet --no-deps --no-build-isolation --editable . ||
    stop "Jujian itself could not be installed; look at the lines above"
touch .venv/.ready
