#!/bin/sh
# Finds calls by the symbols of the object files in $BUILD, and fails when files call each other in a circle, or when a
# call goes up a ladder. Looks at all files that are on a ladder of tests/support/ladders.
#
#   BUILD=build [LADDERS=FILE] sh tests/support/circles.sh
set -u
: "${BUILD:=build}" "${LADDERS:=tests/support/ladders}"
export LADDERS

# Objects of removed files may still be in the folder.
objects=$(sed 's/#.*//' "$LADDERS" | tr , ' ' | tr ' ' '\n' | grep . | sort -u | while read -r rung; do
    find "$BUILD/obj/${rung%/*}" -path "$BUILD/obj/$rung*" -name '*.o' 2>/dev/null
done | sort -u | while read -r object; do
    source=${object#"$BUILD"/obj/}
    [ ! -f "${source%.o}.c" ] || echo "$object"
done)
[ -n "$objects" ] || {
    echo "no object files in $BUILD/obj: build first"
    exit 1
}

# shellcheck disable=SC2086 # a list
calls=$(nm -A -P $objects | sed "s|^$BUILD/obj/||" | awk '
    { sub(/\.o:$/, "", $1) }
    $3 ~ /^[TDBRCVW]$/ { home[$2] = $1 }
    $3 == "U" { wants[$1, $2] = 1 }
    END {
        for (want in wants) {
            split(want, part, SUBSEP)
            if (part[2] in home && home[part[2]] != part[1])
                print part[1], home[part[2]], part[2]
        }
    }' | sort)

# Removes the files that call no other file, and those that no other file calls, until no more can be removed. The rest
# is part of a circle, or between two circles.
circles=$(echo "$calls" | awk '
    { from[NR] = $1; to[NR] = $2; symbol[NR] = $3 }
    END {
        do {
            changed = 0
            split("", calls)
            split("", called)
            for (i = 1; i <= NR; i++)
                if (!gone[i]) {
                    calls[from[i]] = 1
                    called[to[i]] = 1
                }
            for (i = 1; i <= NR; i++)
                if (!gone[i] && !(to[i] in calls && from[i] in called))
                    gone[i] = changed = 1
        } while (changed)
        for (i = 1; i <= NR; i++)
            if (!gone[i])
                print "in a circle: " from[i] " -> " to[i] " (" symbol[i] ")"
    }')
found=$(echo "$calls" | sh tests/support/upward.sh)
found=$(printf '%s\n%s\n' "$circles" "$found" | grep .)
[ -z "$found" ] || {
    echo "$found"
    echo "Move down what is called, or up what calls; or hand a table down, as struct store holds two."
    exit 1
}
