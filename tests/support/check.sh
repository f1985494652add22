#!/bin/sh
# Runs every test that was built, shows what each says, and ends with one line: how many passed and failed.
#
#   FUZZ_SECONDS=3    for each fuzz target
#   KILL_ROUNDS=10    how often the end-to-end tests kill something with SIGKILL
#   CHECK_SHORT=1     fewer rounds of what is slow
#   ONLY=store        only those whose path holds this word
set -u
: "${BUILD:=build}" "${FUZZ_SECONDS:=3}" "${KILL_ROUNDS:=10}" "${ONLY:=}"
BUILD=$(cd "$BUILD" && pwd)
BBS=$BUILD/bbs
TMPDIR=$(mktemp -d "$BUILD/tmp.XXXXXX") # its own: another check may run in this tree
chmod 755 "$TMPDIR"                    # some tests are somebody else for a while
# Nothing of the person who runs the tests reaches them, and nothing of theirs reaches her.
HOME=$TMPDIR
LC_ALL=C.UTF-8
TZ=UTC
export BUILD TMPDIR BBS HOME LC_ALL TZ KILL_ROUNDS
unset SSH_AUTH_SOCK SSH_ASKPASS DISPLAY LANGUAGE NO_COLOR COLUMNS LINES TERM
export ASAN_OPTIONS="${ASAN_OPTIONS:-detect_leaks=0}" UBSAN_OPTIONS=print_stacktrace=1

passed=0 failed=0 output=$TMPDIR/output broken=''

# cmocka counts its tests; a program that ends badly without a count is one failure.
count() { # name, status
    good=$(sed -n 's/^\[  PASSED  \] \([0-9]*\) test(s).*/\1/p' "$output" | tail -n 1)
    bad=$(sed -n 's/^\[  FAILED  \] \([0-9]*\) test(s).*/\1/p' "$output" | tail -n 1)
    : "${good:=0}" "${bad:=0}"
    [ "$2" = 0 ] || [ "$bad" != 0 ] || bad=1
    [ "$good$bad" != 00 ] || good=1 # not of cmocka's kind, and its status is good
    passed=$((passed + good)) failed=$((failed + bad))
    [ "$bad" = 0 ] || broken="$broken $1"
}

run() { # name, command ...
    name=$1
    shift
    case $name in *"$ONLY"*) ;; *) return 0 ;; esac
    echo "--- $name"
    "$@" >"$output" 2>&1
    status=$?
    cat "$output"
    [ $status != 124 ] || echo "[  FAILED  ] $name took too long and was ended"
    count "$name" $status
}

run "who includes what" sh tests/support/include_rules.sh
run "no circle" sh tests/support/circles.sh
for source in tests/unit/test_*.c tests/store/test_*.c tests/screens/test_*.c tests/e2e/test_*.c; do
    [ -f "$source" ] || continue
    run "${source%.c}" timeout -k 5 "${TEST_SECONDS:-300}" "$BUILD/${source%.c}"
done
for source in tests/fuzz/fuzz_*.c; do
    target=${source##*/fuzz_}
    run "${source%.c}" timeout -k 5 300 "$BUILD/${source%.c}" "$FUZZ_SECONDS" "tests/fuzz/corpus/${target%.c}"
done

rm -rf "$TMPDIR"
[ -z "$broken" ] || echo "Failed:$broken"
echo "$passed passed, $failed failed"
[ $failed = 0 ]
