#!/usr/bin/env bash
# Does `make run` serve the sign-in page, and does a second `make run` start in seconds? Uses a data folder of its own.
set -euo pipefail
set -m  # each background job is a group of its own, so that the server and its workers stop together
cd "$(dirname "$0")/.."
data=$(mktemp -d)
trap 'rm -rf "$data"' EXIT

serve_once() {
  local started=$SECONDS
  ROTH_DATA_DIR="$data" make run >"$data/log" 2>&1 &
  local pid=$!
  for _ in $(seq 1 240); do
    if python3 - <<'PY' 2>/dev/null
import sys, urllib.request
page = urllib.request.urlopen("http://127.0.0.1:8000/", timeout=2)
sys.exit(not (page.status == 200 and "Sign in" in page.read().decode()))
PY
    then
      echo "$1 run: the sign-in page is there after $((SECONDS - started)) seconds"
      kill -TERM -- "-$pid" 2>/dev/null || true
      wait "$pid" 2>/dev/null || true
      for _ in $(seq 1 50); do python3 -c "import socket; socket.create_connection(('127.0.0.1', 8000), 1)" 2>/dev/null || return 0; sleep 0.2; done
      echo "The server did not stop." >&2; return 1
    fi
    kill -0 "$pid" 2>/dev/null || break
    sleep 0.5
  done
  cat "$data/log" >&2; echo "make run did not serve the sign-in page." >&2; return 1
}
serve_once first
serve_once second
