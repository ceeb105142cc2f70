#!/bin/sh
# A Chromium for the browser tests: the one that is there, Debian's, or Playwright's own build.
set -eu
for name in chromium chromium-browser google-chrome; do
  if command -v "$name" >/dev/null 2>&1; then exit 0; fi
done
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium fonts-noto-core && exit 0
fi
exec "$1" -m playwright install --with-deps chromium
