# Sourced by ./run and ./test: finds Python, makes .venv, installs a hashed lock when it has changed.
# shellcheck shell=bash

say() { printf '%s\n' "$@" >&2; }
die() { say "$@"; exit 1; }
is_root() { [ "$(id -u)" -eq 0 ]; }

# Debian packages, only when we may install them. Returns 1 when we may not or it did not work.
install_debian_packages() {
  is_root && command -v apt-get >/dev/null || return 1
  say "→ apt-get install $*"
  local log
  log=$(mktemp)
  if ! { apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "$@"; } \
    >"$log" 2>&1 </dev/null; then
    tail -n 15 "$log" >&2
    rm -f "$log"
    return 1
  fi
  rm -f "$log"
}

# The first interpreter that really starts, is new enough and can make a virtual environment.
find_python() {
  local wanted=$1 candidate
  for candidate in "${KHLANG_PYTHON:-}" python3.11 /usr/bin/python3.11 python3.12 python3.13 python3 /usr/bin/python3 python3.14; do
    [ -n "$candidate" ] || continue
    if "$candidate" -c "import sys; assert sys.version_info >= (3, 11); $wanted" >/dev/null 2>&1; then
      printf '%s\n' "$candidate"
      return 0
    fi
  done
  return 1
}

make_venv() {
  local python
  if ! python=$(find_python "import ensurepip, venv"); then
    install_debian_packages python3 python3-venv || true
    python=$(find_python "import ensurepip, venv") || explain_missing_python
  fi
  say "→ สร้างสภาพแวดล้อม / creating .venv ($("$python" --version))"
  rm -rf "$ROOT/.venv"
  "$python" -m venv "$ROOT/.venv"
}

explain_missing_python() {
  if find_python "pass" >/dev/null; then
    die "ไม่พบโมดูล venv ของ Python กรุณาติดตั้ง:" \
      "The venv module of Python is missing. Please install it:" "" \
      "    sudo apt-get install python3-venv"
  fi
  die "ต้องใช้ Python 3.11 ขึ้นไป กรุณาติดตั้ง:" \
    "Python 3.11 or newer is needed. Please install it:" "" \
    "    sudo apt-get install python3 python3-venv"
}

# Installs a lock file into .venv unless exactly that file was installed before.
install_lock() {
  local lock=$1 stamp wanted
  stamp="$ROOT/.venv/installed-$lock.sha256"
  wanted=$(sha256sum <"$ROOT/$lock")
  [ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ] && return 0
  say "→ ติดตั้งแพ็กเกจ / installing $lock"
  "$ROOT/.venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-input \
    --only-binary=:all: --require-hashes -r "$ROOT/$lock" ||
    die "ติดตั้งแพ็กเกจไม่สำเร็จ กรุณาตรวจการเชื่อมต่อเครือข่าย" \
      "The packages could not be installed; please check the network."
  printf '%s\n' "$wanted" >"$stamp"
}

# prepare LOCK: afterwards "$PYTHON" is an interpreter that can import khlang and everything it needs.
prepare() {
  "$ROOT/.venv/bin/python" -c "import sys; assert sys.version_info >= (3, 11)" >/dev/null 2>&1 || make_venv
  install_lock "$1"
  PYTHON="$ROOT/.venv/bin/python"
  export PYTHONPATH="$ROOT${PYTHONPATH:+:$PYTHONPATH}"
}
