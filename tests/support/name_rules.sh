#!/bin/sh
# A public function begins with the first word of its file's name, or of the name of the header that declares it, in the
# singular or the plural: room_row.c and room.h have room_..., votes.h has vote_... And it is declared in a header. Reads
# the symbols of the object files in $BUILD. Those that tests/support/names lists, each with a reason, are let pass.
#
#   BUILD=build sh tests/support/name_rules.sh
set -u
: "${BUILD:=build}"

# Objects of removed files may still be in the folder.
objects=$(find "$BUILD/obj/bbs" "$BUILD/obj/screens" "$BUILD/obj/store" -name '*.o' 2>/dev/null | while read -r object; do
    source=${object#"$BUILD"/obj/}
    [ ! -f "${source%.o}.c" ] || echo "$object"
done)
[ -n "$objects" ] || {
    echo "no object files in $BUILD/obj: build first"
    exit 1
}

{
    sed -E '/^ *(#|$)/d; s/^/allowed /' tests/support/names
    # A declaration begins at the left margin, and its name stands on its first line.
    find include bbs screens store -name '*.h' | while read -r header; do
        sed -nE "s|^[A-Za-z_][A-Za-z_0-9 *]*[ *]([a-z_0-9]+)\(.*|header $header \1|p" "$header"
    done
    # shellcheck disable=SC2086 # a list
    nm -A -P $objects | sed "s|^$BUILD/obj/||" | awk '$3 ~ /^[TW]$/ { sub(/\.o:$/, ".c", $1); print "defined", $1, $2 }'
} | awk '
    # The first word of a name or of a file, in the singular.
    function subject(name) {
        sub(/.*\//, "", name)
        sub(/[_.].*/, "", name)
        if (!sub(/ies$/, "y", name) && !sub(/xes$/, "x", name) && name !~ /ss$/)
            sub(/s$/, "", name)
        return name
    }
    $1 == "allowed" { allowed[$2, $3] = 1; next }
    $1 == "header" { bears[$3, subject($2)] = declared[$3] = 1; next }
    $3 == "main" { next }
    ($2, $3) in allowed { delete allowed[$2, $3]; next }
    !($3 in declared) {
        print $2 ": " $3 "() stands in no header: it is static, or is declared in one"
        found = 1
    }
    subject($3) != subject($2) && !(($3, subject($3)) in bears) {
        print $2 ": " $3 "() begins neither as its file nor as its header"
        found = 1
    }
    END {
        for (row in allowed) {
            split(row, part, SUBSEP)
            print "tests/support/names: " part[1] " has no " part[2] "() any more"
            found = 1
        }
        exit found
    }'
