#!/bin/sh
# json_fields.sh: each name that a command puts into its --json stands in bbs-commands(7) as a .Va. It reads the calls of
# json_pack and json_object_set_new: every word in quotes in them, which are the names, and the words that are values.
set -eu
manual=bbs/man/bbs-commands.7.in
named=$(mktemp)
trap 'rm -f "$named"' EXIT

sed -n 's/^\.\(Va\|Pq\|It\|Ic\|Op\|Ar\|Cm\|No\|Li\) //p' "$manual" | grep -o '[A-Za-z_][A-Za-z_0-9]*' | sort -u >"$named"

awk -v named="$named" '
    BEGIN { while ((getline word < named) > 0) known[word] = 1 }
    function finish(    rest, word) {
        rest = call
        while (match(rest, /"[^"]*"/)) {
            word = substr(rest, RSTART + 1, RLENGTH - 2)
            rest = substr(rest, RSTART + RLENGTH)
            if (word ~ /^[a-z][a-z_]*[a-z]$/ && !(word in known) && !((FILENAME, word) in told)) {
                told[FILENAME, word] = 1
                printf "%s: the manual does not name \"%s\", which --json prints\n", FILENAME, word
                failed = 1
            }
        }
        call = ""
    }
    FNR == 1 { call = ""; open = 0 }
    /json_pack\(|json_object_set_new\(/ { open = 1 }
    open { call = call $0; if ($0 ~ /;[ \t]*(\/\*.*)?$/) { open = 0; finish() } }
    END { exit failed }
' bbs/command/*.c bbs/face/*.c
