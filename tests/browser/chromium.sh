#!/usr/bin/env bash
# Chromium for the browser plays, and fonts for what people write: emoji, Chinese, Japanese, Korean.
# Fetched from Debian once, where we may; "chromium.sh look" fetches nothing and only says whether it is there.
set -euo pipefail

PACKAGES=(chromium fontconfig fonts-noto-color-emoji fonts-wqy-microhei)
LOG=build/chromium.log
HAND=1f44b HAN=8a9e # signs that only such fonts have

here() {
  local name
  for name in "${CHROMIUM:-chromium}" chromium-browser google-chrome; do
    if command -v "$name" > /dev/null; then return; fi
  done
  return 1
}

writes() { [[ -n "$(fc-list ":charset=$1" 2> /dev/null)" ]]; }

whole() { here && writes $HAND && writes $HAN; }

may() { [[ "$(id -u)" == 0 ]] && command -v apt-get > /dev/null; }

apt() {
  DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=120 -o Acquire::Retries=2 \
    -o Acquire::http::Timeout=30 "$@" < /dev/null >> "$LOG" 2>&1
}

fetch() { apt install --yes --no-install-recommends "${PACKAGES[@]}"; }

set_up() {
  echo 'Setting up Chromium for the browser plays, once ...'
  mkdir -p "$(dirname "$LOG")"
  : > "$LOG"
  fetch || { apt update && fetch; } || { echo "It could not be had; the end of $LOG:"; tail -n 3 "$LOG"; }
}

if [[ "${1:-}" != look ]] && may && ! whole; then set_up; fi
if ! here; then
  echo '**************************************************************************'
  echo '** There is NO Chromium here: the browser plays are skipped. Install it'
  echo '** (Debian: apt-get install chromium), or name it: make test CHROMIUM=PATH'
  echo '**************************************************************************'
fi
