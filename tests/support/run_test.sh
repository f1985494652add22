#!/bin/sh
# Runs one test program for check.sh in a folder of its own. Afterwards it prints the program's output and its seconds
# in one piece, because other programs run at the same time. Adds a line to $RESULTS: passed, failed, seconds, name.
#
#   run_test.sh NAME COMMAND ...
set -u
name=$1
shift
folder=$(mktemp -d "$TMPDIR/XXXX")
chmod 755 "$folder" # some tests run as another user for a while
output=$folder.output
start=$(date +%s%N)
TMPDIR=$folder HOME=$folder "$@" >"$output" 2>&1
status=$?
seconds=$(awk -v from="$start" -v to="$(date +%s%N)" 'BEGIN { printf "%.1f", (to - from) / 1e9 }')

# cmocka counts the tests of each group. A program that fails without a count is one failure.
good=$(awk '/^\[  PASSED  \] [0-9]+ test/ { all += $4 } END { print all + 0 }' "$output")
bad=$(awk '/^\[  FAILED  \] [0-9]+ test/ { all += $4 } END { print all + 0 }' "$output")
[ $status = 0 ] || [ "$bad" != 0 ] || bad=1
[ "$good$bad" != 00 ] || good=1 # not a cmocka program, and it succeeded

exec 9>>"$RESULTS"
flock 9
echo "--- $name"
cat "$output"
[ $status != 124 ] || echo "[  FAILED  ] $name took too long and was ended"
[ $status = 0 ] || echo "$name ended with status $status"
echo "    $name: $seconds s"
echo "$good $bad $seconds $name" >&9
rm -rf "$folder" "$output"
