#!/bin/sh
# libFuzzer on every target, FUZZ_SECONDS each. What it finds on the way is kept in $BUILD/corpus; what breaks a target
# is left in $BUILD/crash and named.
set -u
: "${BUILD:=build/libfuzzer}" "${FUZZ_SECONDS:=60}" "${ONLY:=}"
status=0
mkdir -p "$BUILD/crash"
for source in tests/fuzz/fuzz_*.c; do
    target=${source##*/fuzz_}
    target=${target%.c}
    case $target in *"$ONLY"*) ;; *) continue ;; esac
    mkdir -p "$BUILD/corpus/$target"
    echo "--- $target, $FUZZ_SECONDS seconds"
    ASAN_OPTIONS=detect_leaks=0 "$BUILD/${source%.c}" -max_total_time="$FUZZ_SECONDS" -timeout=10 -rss_limit_mb=2048 \
        -max_len=20000 -print_final_stats=1 -verbosity=0 -artifact_prefix="$BUILD/crash/$target-" \
        "$BUILD/corpus/$target" "tests/fuzz/corpus/$target" || { status=1; echo "$target FAILED"; }
done
exit $status
