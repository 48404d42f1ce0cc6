#!/bin/sh
# Installs the Debian packages that are missing and says which. Does nothing, quickly, where all are there.
# `system.sh tests` wants what only the tests need as well.
set -eu

missing=""
need() { # need COMMAND PACKAGE
    command -v "$1" >/dev/null 2>&1 || missing="$missing $2"
}
stop() {
    echo "jujian: $1" >&2
    exit 1
}

need tesseract tesseract-ocr
{ tesseract --list-langs 2>/dev/null || true; } | grep -qx chi_sim || missing="$missing tesseract-ocr-chi-sim"
need soffice libreoffice-writer-nogui
office=$(readlink -f "$(command -v soffice || true)" || true)
[ -e "${office%/*}/libsdlo.so" ] || missing="$missing libreoffice-impress-nogui"
find /usr/share/fonts /usr/local/share/fonts "${HOME:-/}/.fonts" "${HOME:-/}/.local/share/fonts" \
    \( -iname 'NotoSansCJK*' -o -iname 'NotoSerifCJK*' -o -iname 'wqy*' -o -iname 'SourceHan*' -o -iname 'simsun*' \) \
    2>/dev/null | grep -q . || missing="$missing fonts-noto-cjk"
"${PYTHON:-python3}" -c 'import ensurepip, venv' >/dev/null 2>&1 || missing="$missing python3 python3-venv"

if [ "${1:-}" = tests ]; then
    need chromium chromium
    # The browser's driver is linked against it.
    find /lib /usr/lib -name 'libatomic.so.1' 2>/dev/null | grep -q . || missing="$missing libatomic1"
    find /usr/lib/postgresql -path '*/bin/initdb' 2>/dev/null | grep -q . || need initdb postgresql
fi

[ -n "$missing" ] || exit 0

command -v apt-get >/dev/null 2>&1 || stop "missing:$missing; this is no Debian or Ubuntu, install their like by hand"
sudo=""
if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null 2>&1 || stop "missing:$missing; run as root: apt-get install$missing"
    sudo="sudo"
fi
echo "jujian: installing$missing"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
apt() {
    $sudo env DEBIAN_FRONTEND=noninteractive apt-get -qq "$@" >"$log" 2>&1
}
# The tests start a PostgreSQL of their own: no server of the system's is wanted, unless somebody has set one up.
case "$missing" in *" postgresql"*)
    if [ ! -e /etc/postgresql-common ]; then
        $sudo mkdir -p /etc/postgresql-common
        echo "create_main_cluster = false" | $sudo tee /etc/postgresql-common/createcluster.conf >/dev/null
    fi
    ;;
esac
apt update || true # an old list may still do; if not, the next line says so
# shellcheck disable=SC2086
apt install -y --no-install-recommends $missing || {
    grep -E '^(E|W):' "$log" >&2 || true
    stop "apt-get could not install$missing (is a package source reachable, and the disk not full?)"
}
