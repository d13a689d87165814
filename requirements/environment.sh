#!/bin/sh
# Makes the environment named by $1 with uv in it, on whatever this machine offers.
#
# Debian and Ubuntu ship Python without the part of venv that brings pip ("python3-venv"): then a
# pip or a uv that is already on the machine does, and root gets the package installed.
set -eu

venv=$1
lock=requirements/uv.txt

fail() {
    printf '\n%s\n\n' "$*" >&2
    exit 1
}

find_python() {
    for name in python3 python3.13 python3.12 python3.11; do
        if command -v "$name" >/dev/null &&
            "$name" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))'; then
            echo "$name"
            return
        fi
    done
}

with_its_pip() {
    "$python" -m venv --clear "$venv" >/dev/null 2>&1 &&
        "$venv/bin/python" -m pip install --quiet --disable-pip-version-check \
            --require-hashes -r "$lock"
}

with_another_pip() {
    "$python" -m pip --version >/dev/null 2>&1 &&
        "$python" -m venv --clear --without-pip "$venv" &&
        "$python" -m pip --python "$venv/bin/python" install --quiet \
            --disable-pip-version-check --require-hashes -r "$lock"
}

with_uv() {
    command -v uv >/dev/null &&
        uv venv --quiet --clear --python "$python" "$venv" &&
        uv pip install --quiet --python "$venv/bin/python" --require-hashes -r "$lock"
}

with_debian() {
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null &&
        echo "Installing python3-venv…" &&
        { apt-get update -qq && apt-get install -y -qq python3-venv; } >/dev/null &&
        with_its_pip
}

[ -x "$venv/bin/uv" ] && exit 0
python=$(find_python)
[ -n "$python" ] || fail "Aia needs Python 3.11, 3.12 or 3.13, and there is none on this machine."
echo "Making the environment in $venv with $("$python" --version)…"
with_its_pip || with_another_pip || with_uv || with_debian || {
    rm -rf "$venv"
    fail "This Python cannot make an environment. On Debian and Ubuntu:
    sudo apt-get install python3-venv
then run make again."
}
