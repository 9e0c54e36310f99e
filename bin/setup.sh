# Read by the commands beside it: brings this machine to where the command can run, and costs nothing when it is there.
#
# `set_up serve` (also bin/audit), `set_up test`, `set_up check`. Everything is said on stderr: stdout is the command's.
# Python packages come from the lock file into .venv, by the uv that bin/uv.txt pins; what is no Python package comes
# through apt when this machine has it and lets us, else a sentence names what to install.

set -eu

root=$(dirname "$(dirname "$(readlink -f "$0")")")
python=$root/.venv/bin/python
lacking=
unset VIRTUAL_ENV

set_up() {
    profile=$1
    note_lacking "$profile"
    if [ -n "$lacking" ] || ! is_synced "$profile" || { [ "$profile" = test ] && ! has_chromium; }; then
        mkdir -p "$root/.tools"
        exec 9>"$root/.tools/lock"
        if has flock; then flock 9; fi # of two commands at once, the second waits and finds everything done
        note_lacking "$profile"
        install_packages
        is_synced "$profile" || sync "$profile"
        if [ "$profile" = test ] && ! has_chromium; then install_playwright_chromium; fi
        exec 9>&-
    fi
}

say() { printf '%s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }
has() { command -v "$1" >/dev/null 2>&1; }

# Packages of the system

note_lacking() {
    lacking=
    libraries=$(/sbin/ldconfig -p 2>/dev/null || true)
    want libpango-1.0-0 has_library libpango-1.0.so.0
    want libpangoft2-1.0-0 has_library libpangoft2-1.0.so.0
    want libharfbuzz-subset0 has_library libharfbuzz-subset.so.0
    want fonts-dejavu-core has_font
    want python3-venv has_venv
    case $1 in
    test)
        if ! is_ubuntu; then want chromium has_chromium; fi
        want libatomic1 has_library libatomic.so.1 # of the node that Playwright brings
        want poppler-utils has pdftoppm
        want postgresql has_postgres
        want webkit2gtk-driver has WebKitWebDriver
        want xvfb has Xvfb
        ;;
    check)
        want nodejs has node
        want npm has npm
        ;;
    esac
}

want() { # want PACKAGE TEST...: PACKAGE is lacking unless TEST succeeds
    package=$1
    shift
    "$@" || lacking="$lacking $package"
}

has_library() { case $libraries in *"$1"*) ;; *) return 1 ;; esac }
has_font() { [ -n "$(find /usr/share/fonts /usr/local/share/fonts "${HOME:-/root}/.fonts" -name '*.[ot]tf' 2>/dev/null | head -n 1)" ]; }
has_venv() { [ -x "$python" ] || python3 -c 'import ensurepip' 2>/dev/null; }
has_postgres() { ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || has initdb; }
has_chromium() { [ -n "${CHROMIUM:-}" ] || has chromium || has google-chrome || [ -e "$root/.tools/chromium" ]; }
is_ubuntu() { grep -qs '^ID=ubuntu' /etc/os-release; }

install_packages() {
    [ -n "$lacking" ] || return 0
    if ! has apt-get; then
        say "This machine lacks$lacking (Debian's names). Install them with its own package manager."
    elif [ "$(id -u)" = 0 ]; then
        apt_install
    elif has sudo && { sudo -n true 2>/dev/null || [ -t 0 ]; }; then
        apt_install sudo
    else
        say "This machine lacks$lacking. Somebody who may should run: apt-get install$lacking"
    fi
}

apt_install() { # apt_install [sudo]
    say "Installing$lacking (apt-get; its words go to .tools/apt.log)"
    log=$root/.tools/apt.log
    for turn in 1 2 3; do # another apt may hold the lists for a moment
        if "$@" apt-get -q update >"$log" 2>&1 9>&-; then break; fi
        sleep "$((turn * 5))"
    done
    # A service that apt starts must not inherit our lock (9>&-), or it holds it for as long as it runs.
    # shellcheck disable=SC2086 # lacking is a list of words
    if ! "$@" env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=600 -o Acquire::Retries=3 \
        install --no-install-recommends $lacking >>"$log" 2>&1 9>&- </dev/null; then
        tail -n 5 "$log" >&2
        say "apt-get could not install$lacking: what needs them will not work."
    fi
}

install_playwright_chromium() { # Ubuntu's own is a snap, which cannot see a test's folders and is not in containers
    is_ubuntu || return 0
    say "Installing Chromium (Playwright's build)"
    if "$python" -m playwright install --with-deps chromium >&2 9>&-; then
        touch "$root/.tools/chromium"
    else
        say "Chromium could not be installed: the browser's tests will be skipped. CHROMIUM may name one of yours."
    fi
}

# Python packages

is_synced() {
    [ -x "$python" ] || return 1
    stamp=$(cat "$root/.venv/synced" 2>/dev/null) || return 1
    [ "$stamp" = "dev $(fingerprint)" ] || { [ "$1" = serve ] && [ "$stamp" = "serve $(fingerprint)" ]; }
}

fingerprint() {
    printf '%s %s' "$(cat "$root/uv.lock" "$root/pyproject.toml" "$root/bin/uv.txt" | cksum)" "$(readlink -f "$python")"
}

sync() {
    kind=dev
    case $1:$(cat "$root/.venv/synced" 2>/dev/null || true) in
    serve:dev*) ;; # an environment with the developers' tools keeps them
    serve:*) kind=serve ;;
    esac
    get_uv
    say "Installing the Python packages of uv.lock"
    if [ $kind = dev ]; then set --; else set -- --no-dev --inexact; fi
    if [ ! -x "$python" ]; then
        base=$(find_python)
        set -- "$@" --python "$base"
    fi
    UV_PYTHON_DOWNLOADS=never UV_PROJECT_ENVIRONMENT=$root/.venv \
        "$root/.tools/uv/bin/uv" sync --quiet --locked --project "$root" "$@" >&2 ||
        fail "The Python packages could not be installed. PyPI must be reachable once; later starts need no network."
    printf '%s %s' $kind "$(fingerprint)" >"$root/.venv/synced"
}

get_uv() {
    pinned=$(cksum <"$root/bin/uv.txt")
    if [ "$(cat "$root/.tools/uv/pinned" 2>/dev/null)" = "$pinned" ] && [ -x "$root/.tools/uv/bin/uv" ]; then return; fi
    say "Installing uv, which installs the rest"
    rm -rf "$root/.tools/uv"
    base=$(find_python)
    "$base" -m venv "$root/.tools/uv" >&2 || fail "A virtual environment cannot be made: is python3-venv installed?"
    "$root/.tools/uv/bin/python" -m pip --quiet --disable-pip-version-check install --require-hashes \
        --requirement "$root/bin/uv.txt" >&2 ||
        fail "uv could not be installed. PyPI must be reachable once; later starts need no network."
    printf '%s' "$pinned" >"$root/.tools/uv/pinned"
}

find_python() {
    for name in python3 python3.14 python3.13 python3.12 python3.11; do
        if has $name && $name -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
            printf '%s' $name
            return
        fi
    done
    fail "Python 3.11 or later is needed, and none is on the PATH."
}

# The product, called from any folder: files are named from where the caller stands, the data stay in the clone

run_audit() {
    export PYTHONPATH="$root${PYTHONPATH:+:$PYTHONPATH}"
    export AUDIT_DATABASE="${AUDIT_DATABASE:-sqlite://$root/data/audit.sqlite3}"
    export AUDIT_PHOTOS="${AUDIT_PHOTOS:-$root/data/photos}"
    export OPENBLAS_NUM_THREADS="${OPENBLAS_NUM_THREADS:-1}" # our matrices are small: more threads only get in the way
    exec "$python" -P -m audit "$@"
}
