#!/bin/sh
# Each library is used in one room only: SQLite in store/, curses in screens/, SSH in the wire. And no file includes a
# file that is above it on a ladder of tests/support/ladders.
set -u
status=0

only() { # header, extended pattern of the files that may include it
    found=$(grep -rnE "^[[:space:]]*#[[:space:]]*include[[:space:]]*[<\"][^>\"]*($1)" --include='*.[ch]' \
        bbs store screens include | grep -vE "^($2):")
    [ -z "$found" ] || {
        echo "$found"
        echo "$1 may be included by $2 alone"
        status=1
    }
}

only 'sqlite3\.h' 'store/[^:]*'
only 'store/[a-z_/]*\.h' 'store/[^:]*'
only 'n?curses\.h|panel\.h|menu\.h|form\.h|term\.h' 'screens/[^:]*'
only 'unicode/' 'store/people/handles/make\.c'
only 'libssh/' 'bbs/serve/wire\.c|bbs/safe/hostkey\.c'
only 'seccomp\.h|linux/landlock\.h' 'bbs/serve/sandbox\.c'

# Lists the includes as "FROM TO include". Both without their endings, because a header stands where its source does.
included=$(grep -rE '^[[:space:]]*#[[:space:]]*include[[:space:]]*"[^"]*/' --include='*.[ch]' bbs store screens include |
    sed -E 's/^([^:]*)\.[ch]:[^"]*"([^"]*)\.h".*/\1 \2 include/')
found=$(echo "$included" | sh tests/support/upward.sh)
[ -z "$found" ] || {
    echo "$found"
    status=1
}

# X_internal.h and X_row.h may be included by the files beside them, and by store/keep, which sees all subjects. The rows
# of store/people are the ground of every room.
found=$(echo "$included" | awk '$2 ~ /_internal$/ || ($2 ~ /_row$/ && $2 !~ /^store\/people\//) {
    from = $1; to = $2
    sub(/\/[^\/]*$/, "", from)
    sub(/\/[^\/]*$/, "", to)
    if (from != to && from != "store/keep")
        print $1 " includes " $2 ".h, which is of its own room"
}')
[ -z "$found" ] || {
    echo "$found"
    status=1
}
exit $status
