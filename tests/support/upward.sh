#!/bin/sh
# Reads lines "FROM TO WHY": two files, and how the first reaches the second. Prints the lines that go up a ladder of
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

    # The rung of a file on one ladder; 0: it is not on the ladder. Sets `side` to its place among the files of a rung.
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
