# Prints each enumerator of sql_states.h (the first file) that is bound by db_query, db_run or db_number in the others.

function argument(text) {
    gsub(/^[ \t\n]+|[ \t\n]+$/, "", text)
    sub(/^\(int64_t\) */, "", text)
    if (text in listed) print name ": " text
}

# Reads the arguments of a call, up to its closing bracket.
function arguments(text,   i, c, depth, start) {
    depth = 0
    start = 1
    for (i = 1; i <= length(text); i++) {
        c = substr(text, i, 1)
        if (c == "\"") {
            while (++i <= length(text) && (c = substr(text, i, 1)) != "\"")
                if (c == "\\") i++
        } else if (c == "(" || c == "{" || c == "[") depth++
        else if (c == "," && depth == 0) {
            argument(substr(text, start, i - start))
            start = i + 1
        } else if ((c == ")" || c == "}" || c == "]") && depth-- == 0) {
            argument(substr(text, start, i - start))
            return
        }
    }
}

function calls(   rest) {
    rest = file
    while (match(rest, /db_(query|run|number)\(/)) {
        rest = substr(rest, RSTART + RLENGTH)
        arguments(substr(rest, 1, 3000))
    }
}

NR == FNR {
    if (sub(/^#define SQL_/, "")) listed[$1]
    next
}
FNR == 1 {
    calls()
    file = ""
    name = FILENAME
}
{ file = file $0 "\n" }
END { calls() }
