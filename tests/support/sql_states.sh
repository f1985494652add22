#!/bin/sh
# In SQL, states and kinds have names: "state = " SQL_AID_OPEN, see store/schema/states.c. Two other ways to write them
# fail: a bare number in the SQL of store/, and an enumerator of sql_states.h that is bound to a parameter.
set -u
: "${BUILD:=build}"
status=0

compared='(state|kind|urgency|who_may|visibility) (=|<>|!=|<|>|<=|>=|BETWEEN|IN \() *[0-9]'
flags='(about|refused) (=|<>) *[1-9]' # 0 is allowed: in a letter, `about` is a post, and 0 means none
found=$(find store -name '*.[ch]' -exec grep -nHE "\"[^\"]*\b($compared|$flags)" {} +)
[ -z "$found" ] || {
    echo "$found"
    echo 'In SQL a state has its name: "state = " SQL_AID_OPEN, not "state = 0".'
    status=1
}

found=$(find store -name '*.c' -exec awk -f tests/support/sql_states.awk "$BUILD/sql_states.h" {} +)
[ -z "$found" ] || {
    echo "$found"
    echo 'A state that is always the same is part of the SQL: "state = " SQL_AID_OPEN, not "state = ?".'
    status=1
}
exit $status
