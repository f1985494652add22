#!/bin/sh
# Runs every test that was built, and shows the output and the seconds of each. The last line says how many passed and
# failed, and the seconds of all together. The programs run in parallel, as many as there are processors. Those of e2e/
# that measure time run alone, one after the other.
#
#   FUZZ_SECONDS=3    for each fuzz target
#   KILL_ROUNDS=10    how often the end-to-end tests kill a process with SIGKILL
#   CHECK_SHORT=1     fewer rounds of slow tests, and no bench
#   ONLY=store        only programs whose path contains this text
#   JOBS=2            how many programs run in parallel
set -u
: "${BUILD:=build}" "${ONLY:=}" "${JOBS:=$(nproc)}" "${TEST_SECONDS:=300}"
if [ -n "${CHECK_SHORT:-}" ]; then
    : "${FUZZ_SECONDS:=1}" "${KILL_ROUNDS:=3}"
else
    : "${FUZZ_SECONDS:=3}" "${KILL_ROUNDS:=10}"
fi
BUILD=$(cd "$BUILD" && pwd)
BBS=$BUILD/bbs
TMPDIR=$(mktemp -d "$BUILD/tmp.XXXXXX") # its own: another check may run in this tree
chmod 755 "$TMPDIR"                    # some tests run as another user for a while
trap 'rm -rf "$TMPDIR"' EXIT
trap 'exit 1' INT TERM
# The environment of the person who runs the tests must not reach them, and their files must not reach her.
HOME=$TMPDIR
LC_ALL=C.UTF-8
TZ=UTC
RESULTS=$TMPDIR/results
export BUILD TMPDIR BBS HOME LC_ALL TZ KILL_ROUNDS RESULTS
unset SSH_AUTH_SOCK SSH_ASKPASS DISPLAY LANGUAGE NO_COLOR COLUMNS LINES TERM
export ASAN_OPTIONS="${ASAN_OPTIONS:-detect_leaks=0}" UBSAN_OPTIONS=print_stacktrace=1
: >"$RESULTS"

# The programs of e2e/ that measure time, or need all memory or processors for themselves.
MEASURES='e2e/test_(guess|kill|limits|login|memory|rude|source|storm)$'

chosen() { # prints the names that contain ONLY, one a line; notes them, to find programs without a result
    printf '%s\n' "$@" | grep -F -e "$ONLY" | tee -a "$TMPDIR/wanted"
}

run() { # JOBS COMMAND ...: runs the command for each name that it reads; {} stands for the name
    jobs=$1
    shift
    xargs -r -P "$jobs" -I {} sh tests/support/run_test.sh {} "$@"
}

named() { # FOLDER/PREFIX: prints the programs, without their ending
    for source in "tests/$1"*.c; do
        echo "${source%.c}"
    done
}

begun=$(date +%s)
chosen "who includes what" | run 1 sh tests/support/include_rules.sh
chosen "no circle" | run 1 sh tests/support/circles.sh
chosen "names of functions" | run 1 sh tests/support/name_rules.sh
chosen "states in SQL" | run 1 sh tests/support/sql_states.sh
chosen "lists with pages" | run 1 sh tests/support/list_rules.sh
chosen "fields of JSON" | run 1 sh tests/support/json_fields.sh
# The longest programs begin first, so that no processor waits for the last one.
# shellcheck disable=SC2046 # many names
chosen $(named screens/test_) $(named store/test_) $(named unit/test_) |
    run "$JOBS" timeout -k 5 "$TEST_SECONDS" "$BUILD/{}"
# shellcheck disable=SC2046
chosen $(named e2e/test_) >"$TMPDIR/e2e"
grep -vE "$MEASURES" "$TMPDIR/e2e" | run "$JOBS" timeout -k 5 "$TEST_SECONDS" "$BUILD/{}"
grep -E "$MEASURES" "$TMPDIR/e2e" | run 1 timeout -k 5 "$TEST_SECONDS" "$BUILD/{}"
# A short bench: each row of the table must have a figure, whatever its value.
if [ -z "${CHECK_SHORT:-}" ]; then
    chosen tests/bench | BENCH_SHORT=1 run 1 timeout -k 5 300 sh tests/bench/run.sh
fi
# shellcheck disable=SC2046
chosen $(named fuzz/fuzz_) |
    run "$JOBS" sh -c "timeout -k 5 300 \"\$BUILD/{}\" $FUZZ_SECONDS tests/fuzz/corpus/\"\${1#*fuzz_}\"" sh {}
seconds=$(($(date +%s) - begun))

# A program without a result (somebody killed run_test.sh, or the disk is full) is a failure.
cut -d ' ' -f 4- "$RESULTS" | cat - "$TMPDIR/wanted" | sort | uniq -u | sed 's/^/0 1 0 /' >"$TMPDIR/missed"
awk -v seconds=$seconds '{ passed += $1; failed += $2; if ($2 > 0) broken = broken " " substr($0, index($0, $4)) }
    END { if (broken != "") print "Failed:" broken
        printf "%d passed, %d failed, in %d seconds\n", passed, failed, seconds
        exit failed > 0 || passed == 0 }' "$RESULTS" "$TMPDIR/missed"
