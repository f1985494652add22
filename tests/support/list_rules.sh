#!/bin/sh
# A list that a command shows is never cut without a word: it has pages (bbs/command/call.h, call_page). Prints each array
# of a fixed number that a command reads from the store, unless tests/support/lists says why nothing of it is missing.
set -u
status=0
read_at_once() { # FILE: prints the fixed numbers of its arrays
    sed -nE -e 's/.*[^a-z]xcalloc\(([^,]*[A-Z_]{4,}[^,]*),.*/\1/p' \
        -e '/struct [a-z_]+ .*[a-z_]+\[[^]]*[A-Z_]{4,}[^]]*\]/{/char|static|static const/!s/.*\[([^]]*[A-Z_]{4,}[^]]*)\].*/\1/p}' "$1" |
        tr -d ' ' | sort -u
}
for file in bbs/command/command_*.c; do
    for number in $(read_at_once "$file"); do
        grep -qF "$(basename "$file") $number " tests/support/lists || {
            echo "$file reads $number rows at once. Give the list pages, or tests/support/lists a reason."
            status=1
        }
    done
done
while read -r file number _; do
    case $file in '#' | '') continue ;; esac
    read_at_once "bbs/command/$file" | grep -qxF "$number" || {
        echo "tests/support/lists: $file does not read $number rows."
        status=1
    }
done <tests/support/lists
exit $status
