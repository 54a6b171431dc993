# Set-up for ./run and ./test, in plain POSIX sh; sourced, never run by itself.
#
#   set_up run window      makes .venv with what the app needs, and sees that Qt can open a window
#   set_up run offscreen   … that Qt can draw pictures
#   set_up run none        … without a look at Qt's libraries
#   set_up test offscreen  … and what the tests and checks need, a PostgreSQL server, poppler and Inkscape among it
#
# Works on a bare Debian 12: python3 without pip, venv or ensurepip, and none of Qt's system libraries. What is missing is installed
# where it may (root and apt), else named in one line to paste. Silent when there is nothing to do; a stamp makes that instant.
# Expects $root, the checkout.

say() { printf '%s\n' "$*" >&2; }

fail() {
    say "bodymap: $*"
    exit 1
}

venv_python() { printf '%s\n' "$root/.venv/bin/python"; }

# Prints the first python that is 3.11 or later; of an active environment (perhaps our own .venv), the python below it.
# $PYTHON, where set, is the only candidate.
find_python() {
    for candidate in ${PYTHON:-python3 python3.11 python3.12 python3.13 python3.14 /usr/bin/python3}; do
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
            "$candidate" -I -c 'import sys; print(sys._base_executable)'
            return 0
        fi
    done
    return 1
}

# Prints the Debian packages whose libraries Qt would not find ($1: python, $2: window, offscreen or none).
missing_packages() {
    "$1" -I - "$2" <<'PYTHON'
import ctypes
import importlib.util
import os
import sys

qt = {
    "libEGL.so.1": "libegl1", "libGL.so.1": "libgl1", "libxkbcommon.so.0": "libxkbcommon0", "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6", "libdbus-1.so.3": "libdbus-1-3", "libglib-2.0.so.0": "libglib2.0-0",
    "libz.so.1": "zlib1g", "libX11.so.6": "libx11-6",
}
window = {
    "libxcb-cursor.so.0": "libxcb-cursor0", "libxcb-icccm.so.4": "libxcb-icccm4", "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1", "libxcb-randr.so.0": "libxcb-randr0", "libxcb-render.so.0": "libxcb-render0",
    "libxcb-render-util.so.0": "libxcb-render-util0", "libxcb-shape.so.0": "libxcb-shape0", "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1", "libxcb-xfixes.so.0": "libxcb-xfixes0", "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb.so.1": "libxcb1", "libxkbcommon-x11.so.0": "libxkbcommon-x11-0", "libX11-xcb.so.1": "libx11-xcb1",
}
if os.environ.get("WAYLAND_DISPLAY"):
    window |= {
        "libwayland-client.so.0": "libwayland-client0", "libwayland-cursor.so.0": "libwayland-cursor0",
        "libwayland-egl.so.1": "libwayland-egl1",
    }


def is_missing(library):
    try:
        ctypes.CDLL(library)
    except OSError:
        return True
    return False


wanted = {"window": qt | window, "offscreen": qt, "none": {}}[sys.argv[1]]
packages = [package for library, package in wanted.items() if is_missing(library)] if sys.platform == "linux" else []
if not all(importlib.util.find_spec(module) for module in ("venv", "ensurepip")):
    packages.append(f"python3.{sys.version_info.minor}-venv")
print(*packages)
PYTHON
}

# Installs the packages named, or says the one line that does, and ends.
install_packages() {
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
        say "bodymap: installing system packages once: $*"
        log=$(mktemp)
        if DEBIAN_FRONTEND=noninteractive apt-get -q update >"$log" 2>&1 </dev/null &&
            DEBIAN_FRONTEND=noninteractive apt-get -q install -y --no-install-recommends "$@" >>"$log" 2>&1 </dev/null; then
            rm -f "$log"
            return 0
        fi
        tail -n 5 "$log" >&2
        rm -f "$log"
        fail "apt-get could not install: $*"
    fi
    if command -v apt-get >/dev/null 2>&1; then
        say "bodymap needs system packages that are not here. Paste this line, then start again:"
        say "  sudo apt-get update && sudo apt-get install -y --no-install-recommends $*"
    else
        say "bodymap needs system libraries that are not here (Debian's names): $*"
    fi
    exit 1
}

# What only some tests need: a PostgreSQL server for those of the archive, poppler to read and draw the handouts, Inkscape to change a plate as an illustrator does,
# and what reads the desktop entry and the AppStream record as a desktop does.
offer_what_tests_use() {
    if ! command -v initdb >/dev/null 2>&1 && ! ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; then
        offer "a PostgreSQL server" postgresql
    fi
    if ! command -v pdftoppm >/dev/null 2>&1; then offer "poppler's tools" poppler-utils; fi
    if ! command -v inkscape >/dev/null 2>&1; then offer Inkscape inkscape; fi
    if ! command -v desktop-file-validate >/dev/null 2>&1; then offer "the check of the desktop entry" desktop-file-utils; fi
    if ! command -v appstreamcli >/dev/null 2>&1; then offer "the check of the AppStream record" appstream; fi
}

# Installs a package where it may ($1: what it is, $2: its name). Where it cannot be had, the tests that use it say so and are skipped, or fail where $CI is set.
offer() {
    if ! [ "$(id -u)" = 0 ] || ! command -v apt-get >/dev/null 2>&1; then return 0; fi
    say "bodymap: installing $1 for the tests, once"
    if [ "$2" = postgresql ]; then
        # The tests make servers of their own: Debian's need not make one, nor start it.
        mkdir -p /etc/postgresql-common
        [ -e /etc/postgresql-common/createcluster.conf ] || echo "create_main_cluster = false" >/etc/postgresql-common/createcluster.conf
    fi
    log=$(mktemp)
    {
        DEBIAN_FRONTEND=noninteractive apt-get -q update &&
            UCF_FORCE_CONFFOLD=1 DEBIAN_FRONTEND=noninteractive apt-get -q install -y --no-install-recommends "$2"
    } >"$log" 2>&1 </dev/null || {
        tail -n 3 "$log" >&2
        say "bodymap: apt-get could not install $2; the tests that need $1 will be skipped (with \$CI set: fail)"
    }
    rm -f "$log"
}

# What .venv was made from: changes when the locks, the set-up, the place or the python do. $1: python.
fingerprint() {
    "$1" -I -c 'import sys; print(*sys.version_info[:3], sys.base_prefix)'
    printf '%s\n' "$root"
    cat "$root"/requirements/*.txt "$root/pyproject.toml" "$root/tools/set-up.sh" | cksum
}

# Whether .venv is whole and holds what $1 (run or test) needs: one made for the tests serves the app as well.
is_set_up() {
    [ -x "$(venv_python)" ] || return 1
    for level in test "$1"; do
        made="$root/.venv/made-from.$level"
        if [ -f "$made" ] && [ "$(cat "$made")" = "$wanted" ]; then return 0; fi
    done
    return 1
}

pip_install() {
    # Its own words are kept for a failure only. The PIP_* of the user's own set-up (an index, a proxy) stay in force.
    log="$root/.venv/install.log"
    if ! "$(venv_python)" -m pip --disable-pip-version-check --no-input install -q "$@" >"$log" 2>&1 </dev/null; then
        grep -v "^WARNING" "$log" | tail -n 5 >&2
        fail "could not install what requirements/ locks ($log has the whole story); is there a way to a package index?"
    fi
}

# $1: run or test, $2: window, offscreen or none.
set_up() {
    unset PYTHONPATH PYTHONHOME PYTHONSTARTUP VIRTUAL_ENV PIP_REQUIRE_VIRTUALENV PIP_TARGET PIP_PREFIX PIP_USER PIP_ROOT
    export PYTHONNOUSERSITE=1
    python=$(find_python) || {
        if [ -n "${PYTHON:-}" ]; then fail "\$PYTHON ($PYTHON) is not Python 3.11 or later."; fi
        if [ -e /etc/debian_version ]; then install_packages python3 python3-venv; fi
        python=$(find_python) || fail "Python 3.11 or later is needed, and none was found."
    }
    packages=$(missing_packages "$python" "$2")
    # shellcheck disable=SC2086  # a list of words
    if [ -n "$packages" ]; then install_packages $packages; fi
    if [ "$1" = test ]; then offer_what_tests_use; fi

    wanted=$(fingerprint "$python")
    if is_set_up "$1"; then return 0; fi
    lock_set_up
    if ! is_set_up "$1"; then build_venv "$1"; fi
    unlock_set_up
}

# One set-up at a time in one checkout: a second one waits, then finds the work done.
lock_set_up() {
    lock="$root/.venv.lock"
    tries=0
    until mkdir "$lock" 2>/dev/null; do
        [ -d "$lock" ] || fail "the folder $root cannot be written to; copy it to where you may write, and start again."
        owner=$(cat "$lock/pid" 2>/dev/null || true)
        if [ -n "$owner" ] && ! kill -0 "$owner" 2>/dev/null; then
            rm -rf "$lock"
            continue
        fi
        tries=$((tries + 1))
        [ "$tries" -lt 900 ] || fail "another set-up seems to hang; remove $lock and start again."
        sleep 1
    done
    echo $$ >"$lock/pid"
    trap 'rm -rf "$lock"' EXIT
    trap 'exit 130' INT TERM HUP
}

unlock_set_up() {
    rm -rf "$lock"
    trap - EXIT INT TERM HUP
}

# Makes .venv, or brings it up to date. The stamp comes last: what was interrupted or failed is made again from nothing.
build_venv() {
    if [ -e "$root/.venv/unfinished" ] || ! is_sound_venv; then
        say "bodymap: setting up, once (a minute or two) …"
        rm -rf "$root/.venv"
        "$python" -I -m venv "$root/.venv" >/dev/null 2>&1 || {
            rm -rf "$root/.venv"
            fail "$python could not make $root/.venv."
        }
    else
        say "bodymap: bringing .venv up to date …"
    fi
    level=$1
    if [ -f "$root/.venv/made-from.test" ]; then level=test; fi  # what the tests need is kept up to date, too
    : >"$root/.venv/unfinished"
    rm -f "$root"/.venv/made-from.*
    lock_file="$root/requirements/$level.txt"
    if [ "$level" = test ]; then lock_file="$root/requirements/dev.txt"; fi
    pip_install --require-hashes -r "$root/requirements/build.txt" -r "$lock_file"
    if [ "$level" = test ]; then
        # The tests of the plate maker and of the bundle run, too.
        pip_install --require-hashes -r "$root/requirements/platemaker.txt" -r "$root/requirements/bundle.txt"
    fi
    pip_install --no-deps --no-build-isolation --editable "$root"
    rm -f "$root/.venv/unfinished"
    printf '%s\n' "$wanted" >"$root/.venv/made-from.$level"
}

# A .venv of this very python, in this very place, whose pip answers.
is_sound_venv() {
    [ -x "$(venv_python)" ] || return 1
    is="$("$(venv_python)" -I -c 'import sys; print(*sys.version_info[:3], sys.base_prefix, sys.prefix)' 2>/dev/null)"
    due="$("$python" -I -c 'import sys; print(*sys.version_info[:3], sys.base_prefix)') $root/.venv"
    [ "$is" = "$due" ] && "$(venv_python)" -m pip --version >/dev/null 2>&1
}
