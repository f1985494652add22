#!/bin/sh
# Reads lines "FROM TO WHY", two files and how one reaches the other, and prints those that go up a ladder of
# tests/support/ladders.
set -u
awk -v ladders="${LADDERS:=tests/support/ladders}" '
    BEGIN {
        while ((getline line < ladders) > 0) {
            sub(/#.*/, "", line)
            if (line ~ /[^ ]/)
                ladder[++count] = line
        }
    }

    # The rung on which a file stands on one ladder, 0: on none; `side`: which of those beside each other.
    function rung(file, line,   rungs, sides, n, m, i, k) {
        n = split(line, rungs, " ")
        for (i = 1; i <= n; i++) {
            m = split(rungs[i], sides, ",")
            for (k = 1; k <= m; k++)
                if (index(file, sides[k]) == 1) {
                    side = k
                    return i
                }
        }
        return 0
    }

    {
        for (i = 1; i <= count; i++) {
            from = rung($1, ladder[i])
            beside = side
            to = rung($2, ladder[i])
            if (from > 0 && to > 0 && (to > from || (to == from && side != beside)))
                print "up a ladder: " $1 " -> " $2 " (" $3 ")"
        }
    }'
