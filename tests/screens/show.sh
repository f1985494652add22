#!/bin/sh
# `make screens`: draws every golden screen anew into $BUILD/screens, as text and on one page, and says where that is.
# Those that look otherwise than in the commit SINCE come first.
set -eu
folder=$BUILD/screens
rm -rf "$folder"
mkdir -p "$folder/before"
BEFORE=tests/screens/golden
if git archive "$SINCE" tests/screens/golden >"$folder/before.tar" 2>/dev/null; then
    tar -x -f "$folder/before.tar" -C "$folder/before" --strip-components=3
    BEFORE=$folder/before
fi
rm -f "$folder/before.tar"
# A screen that changed is no fault here, so its test may fail.
SCREENS=$folder BEFORE=$BEFORE LC_ALL=C.UTF-8 "$BUILD/tests/screens/test_golden" >"$folder/log" 2>&1 || true
[ -s "$folder/index.html" ] || { tail "$folder/log"; exit 1; }
sed -n 's/^<h2>\(.*\)<.h2>/\1/p' "$folder/index.html"
echo "$(pwd)/$folder/index.html"
