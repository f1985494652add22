# Turns text files into one C table of strings, in the order given: { "name", "contents" }, ended by { 0, 0 }.
# -v table=NAME names it. Each line is a string literal of its own, so that compilers take files of any length.
function quoted(s) {
    gsub(/\\/, "\\\\", s)
    gsub(/"/, "\\\"", s)
    gsub(/\?/, "\\?", s)
    return "\"" s "\\n\""
}
BEGIN {
    print "/* Made by embed.awk from text files; do not edit. */"
    print "struct embedded { const char *name, *text; };"
    print "extern const struct embedded " table "[];"
    print "const struct embedded " table "[] = {"
}
FNR == 1 {
    if (open) print "    },"
    name = FILENAME
    sub(/.*\//, "", name)
    print "    { \"" name "\","
    open = 1
}
{ print "        " quoted($0) }
END {
    if (open) print "    },"
    print "    { 0, 0 }"
    print "};"
}
