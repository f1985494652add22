#!/bin/sh
# Each room keeps its own library: only store/ knows SQLite, only screens/ knows curses, only the wire knows SSH.
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
only 'store/[a-z_]*\.h' 'store/[^:]*'
only 'n?curses\.h|panel\.h|menu\.h|form\.h|term\.h' 'screens/[^:]*'
only 'unicode/' 'store/handles/make\.c'
only 'libssh/' 'bbs/serve/wire\.c|bbs/safe/hostkey\.c'
only 'seccomp\.h|linux/landlock\.h' 'bbs/serve/sandbox\.c'
exit $status
