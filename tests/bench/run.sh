#!/bin/sh
# Measures a served house beside sshd running cat, the store beside plain SQLite, reading in a large made-up house, the
# matching of asks and offers beside a greedy pass and a general solver, simulated meetings beside first come first
# served, the counting of a vote, and meetings and circles of hundreds of people. Prints one table (table.awk). Figures may
# have any value here, but none may be missing: a row that could not be measured is named with the reason, and the run
# fails. All files that it writes are under $BUILD/bench.
#
#   BENCH_SHORT=1        a small run of half a minute, to see that each row is measured; `make check` runs it
#   BENCH_SESSIONS=1000  the largest number of sessions open at once
#   BENCH_POSTS=1000000  posts of the made-up house; made once, and kept for the next run
#   BENCH_PARTS="..."    the parts: sessions hangup posting reading communes aid speakers votes hall circles
#                        covers; or only "crowd", which `make bench-crowd` runs
#   BENCH_CIRCLES=40     circles that are held at once
#   BENCH_COUNTS="..."   for the crowd: numbers of open sessions, measured one after the other
#   BENCH_TABLE=only     measures nothing: prints the table of the last run again
set -eu

BUILD=${BUILD:-build}
HERE=$(dirname "$0")
FOLDER=$(mkdir -p "$BUILD/bench" && cd "$BUILD/bench" && pwd)
BBS=${BBS:-$(cd "$BUILD" && pwd)/bbs}
CLIENT=$FOLDER/client
STORE=$FOLDER/store
AID=$FOLDER/aid
SPEAKERS=$FOLDER/speakers
RUN=$FOLDER/run
CROWD=$FOLDER/crowd
COMMUNES=$FOLDER/communes
VOTES=$FOLDER/votes
HALL=$FOLDER/hall
CIRCLES=$FOLDER/circles
COVERS=$FOLDER/covers
FACTS=$FOLDER/facts
# The user that logs in at sshd. sshd keeps one process less a session for root, so root should name an ordinary account
# (that is not locked).
SSHD_USER=${BENCH_USER:-$(id -un)}
PARTS=${BENCH_PARTS:-sessions hangup posting reading communes aid speakers votes hall circles covers}
[ "$PARTS" != crowd ] || FACTS=$FOLDER/facts-crowd

if [ -n "${BENCH_SHORT:-}" ]; then
    SESSIONS=${BENCH_SESSIONS:-6} MIDDLE=3 POSTS=${BENCH_POSTS:-3000} MEMBERS=100
    COUNTS=${BENCH_COUNTS:-1 50} PASSWORDS=10 READERS=50
    LOGINS=3 ROUNDS=1 KEYS=40 SECONDS_EACH=0.5 HANGUP=5
    AID_MANY=1000 AID_FEW=500 AID_CHECK=100
    BESIDE=2 OF_EACH=300 POSTS_EACH=300
    SEEDS=5
    PRESENT=9 ROUNDS_HALL=1 CALM=0.2 LINES=300 TURNS=2 REST=0
    AT_ONCE=${BENCH_CIRCLES:-2} IN_EACH=6
    LOOK_ON=5 COVERS_MADE=2
else
    AID_MANY=10000 AID_FEW=5000 AID_CHECK=1000
    BESIDE=12 OF_EACH=300 POSTS_EACH=25000
    SEEDS=200
    # REST: longer than a session waits before it closes the database
    PRESENT=500 ROUNDS_HALL=8 CALM=7 LINES=5000 TURNS=12 REST=24
    AT_ONCE=${BENCH_CIRCLES:-40} IN_EACH=12
    LOOK_ON=50 COVERS_MADE=5
    SESSIONS=${BENCH_SESSIONS:-1000} MIDDLE=100 POSTS=${BENCH_POSTS:-1000000} MEMBERS=${BENCH_MEMBERS:-20000}
    COUNTS=${BENCH_COUNTS:-1 100 500 1000 2000 5000} PASSWORDS=100 READERS=500
    LOGINS=40 ROUNDS=4 KEYS=250 SECONDS_EACH=4 HANGUP=100
fi

say() { echo "bench: $*" >&2; }
# shellcheck disable=SC2317 # called by the parts below
fact() { echo "$*" >>"$FACTS"; }

# --- servers: each is started here, and ended by its process id ---

SSHD_PID='' BBS_PID='' HOLDERS=''
end_all() {
    for pid in $HOLDERS $SSHD_PID $BBS_PID; do
        kill "$pid" 2>/dev/null || true
    done
    wait 2>/dev/null || true
}
MEASURING=''
ended() { # why there is no table
    status=$?
    end_all
    [ $status = 0 ] || say "incomplete${MEASURING:+: \"$MEASURING\" could not be measured}; the servers' logs are in $RUN"
    exit $status
}
trap ended EXIT
trap 'exit 1' INT TERM

listens() { # PORT
    grep -q ":$(printf %04X "$1") 00000000:0000 0A" /proc/net/tcp
}

free_port() { # from that one on; another house or another bench may be served on this machine
    port=$1
    while listens "$port"; do
        port=$((port + 1))
    done
    echo "$port"
}

wait_port() { # PORT PID LOG: until it listens there
    i=0
    until listens "$1"; do
        i=$((i + 1))
        if [ $i -ge 200 ] || ! kill -0 "$2" 2>/dev/null; then
            say "nothing listens on port $1. Its log:"
            cat "$3" >&2
            exit 1
        fi
        sleep 0.1
    done
}

# An sshd without root gives no terminal where /dev/pts is mounted without gid=tty, as in many containers.
sshd_gives_terminals() {
    # shellcheck disable=SC2016 # for the shell on that terminal
    [ "$(id -u)" = 0 ] || [ "$(script -qec 'stat -c %G "$(tty)"' /dev/null | tr -d '\r')" = tty ]
}

start_sshd() { # COMMAND: what each session runs
    sshd=$(command -v sshd || echo /usr/sbin/sshd)
    if [ ! -x "$sshd" ]; then
        say "there is no sshd here to measure beside. This installs it: sh bbs/service/packages.sh bench"
        exit 1
    fi
    SSHD_PORT=$(free_port "${BENCH_SSHD_PORT:-22911}")
    sed "s|@PORT@|$SSHD_PORT|; s|@FOLDER@|$RUN|; s|@USER@|$SSHD_USER|; s|@COMMAND@|$1|" "$HERE/sshd_config" >"$RUN/sshd_config"
    [ -e "$RUN/host_key" ] || ssh-keygen -q -t ed25519 -N '' -f "$RUN/host_key"
    cp "$RUN/key.pub" "$RUN/authorized_keys"
    chmod 644 "$RUN/authorized_keys"
    [ "$(id -u)" != 0 ] || mkdir -p /run/sshd # where sshd as root wants to be confined; Debian's unit makes it too
    "$sshd" -D -e -f "$RUN/sshd_config" 2>"$RUN/sshd.log" &
    SSHD_PID=$!
    wait_port "$SSHD_PORT" "$SSHD_PID" "$RUN/sshd.log"
    # On a terminal the first x is its echo and the second is cat's.
    SSHD="sshd,$SSHD_PORT,$SSHD_USER,$RUN/key,x\\n,2x"
    sshd_gives_terminals || {
        SSHD="sshd,$SSHD_PORT/raw,$SSHD_USER,$RUN/key,x\\n,x"
        fact "sshd.raw 1"
    }
}

serve_house() {
    BBS_PORT=$(free_port "${BENCH_BBS_PORT:-22931}")
    "$BBS" serve --db "$RUN/house/house.db" --listen "127.0.0.1:$BBS_PORT" --sessions 10000 2>"$RUN/bbs.log" &
    BBS_PID=$!
    wait_port "$BBS_PORT" "$BBS_PID" "$RUN/bbs.log"
}

# The steps from home to a place where keys are echoed: a new thread on the board ROWS down, then its text. A board with
# waiting words shows another page first, so each run takes another board.
to_editor() { # ROWS
    printf 't=Boards'
    seq "$1" | sed 's/.*/,j=/' | tr -d '\n'
    printf '%s' ',\r=THE STREET,w=What is this,1=Title,Bench=Bench,\r=sends'
}

# Adds a new member to the demo house; its whole story is unread for her.
start_bbs() {
    "$BBS" demo --db "$RUN/house/house.db" >"$RUN/demo.log" 2>&1
    "$BBS" admin --db "$RUN/house/house.db" member add bench --household "Z 1" --in vilakazi-street --key "$RUN/key.pub" >>"$RUN/demo.log" 2>&1
    # The made-up street is founded, so a member who lives there must say yes to her.
    echo "newcomer yes bench" | "$BBS" console --db "$RUN/house/house.db" --as thandi --line >>"$RUN/demo.log" 2>&1
    serve_house
    # Her first visit: later log-ins then begin at the home screen.
    echo quit | ssh -T -F none -i "$RUN/key" -p "$BBS_PORT" -o StrictHostKeyChecking=no \
        -o UserKnownHostsFile="$RUN/known_hosts" -o LogLevel=ERROR bench@127.0.0.1 >"$RUN/first.log"
    HOME_TEXT=${BENCH_HOME_TEXT:-help}
    HOUSE="bbs,$BBS_PORT,bench,$RUN/key,,$HOME_TEXT"
}

# --- what the kernel tells about processes ---

offspring() { # all below a process
    ps -e -o pid=,ppid= | awk -v top="$1" '{ parent[$1] = $2 }
        END { for (p in parent) { q = p; while (q in parent && q != top) q = parent[q]; if (q == top && p != top) print p } }'
}

# The processes of all connections: wires and sessions; or sshd's processes and those that they started.
of_connections() {
    for pid in $(offspring "$1"); do
        read -r name <"/proc/$pid/comm" 2>/dev/null || continue
        case $name in
        *caretaker* | *template* | *ephemeral*) ;; # one for the whole house
        *) echo "$pid" ;;
        esac
    done
}

memory_kb() { # PROCESS: PSS, then private memory; each summed over the processes of all its connections
    for pid in $(of_connections "$1"); do
        cat "/proc/$pid/smaps_rollup" 2>/dev/null || true
    done | awk '/^Pss:/ { pss += $2 } /^Private_(Clean|Dirty):/ { own += $2 } END { print pss + 0, own + 0 }'
}

note_memory() { # NAME PROCESS COUNT
    # shellcheck disable=SC2046 # two numbers
    set -- "$1" "$3" $(memory_kb "$2")
    fact "$1pss_kb $3 $2"
    fact "$1own_kb $4 $2"
}

descriptors() { # of the processes that stay
    for pid in "$BBS_PID" $(offspring "$BBS_PID"); do
        read -r name <"/proc/$pid/comm" 2>/dev/null || continue
        case $name in
        *wire* | *session*) ;;
        *) ls "/proc/$pid/fd" 2>/dev/null ;;
        esac
    done | wc -l
}

locks() { # on any file of the house
    find "$RUN/house" -type f -printf ':%i ' >"$RUN/inodes"
    awk -v files="$(cat "$RUN/inodes")" '{ n = split($0, part, " "); for (i = 1; i <= n; i++)
        if (part[i] ~ /^[0-9a-f]+:[0-9a-f]+:[0-9]+$/) { split(part[i], id, ":"); if (index(files, ":" id[3] " ")) count++ } }
        END { print count + 0 }' /proc/locks
}

# --- parts ---

hold() { # SERVER COUNT: further sessions, held until release
    [ "$2" -gt 0 ] || return 0
    fifo=$RUN/hold.$(echo "$HOLDERS" | wc -w)
    mkfifo "$fifo"
    : >"$fifo.said"
    "$CLIENT" hold "$1" "$2" "${3:-4}" <"$fifo" >"$fifo.said" &
    HOLDERS="$HOLDERS $!"
    eval "exec $((3 + $(echo "$HOLDERS" | wc -w)))>\"\$fifo\""
    until grep -q held "$fifo.said"; do
        kill -0 "${HOLDERS##* }" 2>/dev/null || { say "$2 sessions could not be held open: ${1%%,*}"; exit 1; }
        sleep 0.2
    done
}

measure_login() {
    for round in 1 2; do
        "$CLIENT" login "$SSHD" "$LOGINS" >"$RUN/login.sshd.$round"
        "$CLIENT" login "$HOUSE" "$LOGINS" >"$RUN/login.bbs.$round"
    done
    cat "$RUN"/login.* >>"$FACTS" # of two rounds the table takes the mean
}

measure_open() { # COUNT KEY OF BOARD: with so many sessions open on each
    say "key to echo and memory at $1 sessions"
    "$CLIENT" echo "$ROUNDS" "$KEYS" "$SSHD" "$HOUSE,$(to_editor "$4")" >"$RUN/echo"
    sed "s/\\./.$2./" "$RUN/echo" >>"$FACTS"
    sleep 1 # until those that echoed have left
    note_memory "bbs.$2.used_" "$BBS_PID" "$3"
    sleep "$REST" # until those that nobody uses are at rest
    note_memory "sshd.$2." "$SSHD_PID" "$3"
    note_memory "bbs.$2." "$BBS_PID" "$3"
}

measure_sessions() {
    say "log-in"
    measure_login
    hold "$SSHD" 1 1
    hold "$HOUSE" 1 1
    measure_open 1 one 1 1
    hold "$SSHD" $((MIDDLE - 1))
    hold "$HOUSE" $((MIDDLE - 1))
    measure_open "$MIDDLE" middle "$MIDDLE" 2
    hold "$SSHD" $((SESSIONS - MIDDLE))
    hold "$HOUSE" $((SESSIONS - MIDDLE))
    measure_open "$SESSIONS" most "$SESSIONS" 3
    fact "count.middle $MIDDLE"
    fact "count.most $SESSIONS"
}

release() { # all that hold sessions end
    for pid in $HOLDERS; do
        kill -9 $(pgrep -P "$pid") "$pid" 2>/dev/null || true
        wait "$pid" 2>/dev/null || true
    done
    HOLDERS=''
    rm -f "$RUN"/hold.*
}

measure_hangup() {
    say "hang-up of $HANGUP clients at once"
    release
    sleep 3
    before_processes=$(of_connections "$BBS_PID" | wc -l) before_descriptors=$(descriptors) before_locks=$(locks)
    hold "$HOUSE" "$HANGUP" 1
    fact "hangup.clients $HANGUP"
    fact "hangup.open_processes $(of_connections "$BBS_PID" | wc -l)"
    fact "hangup.open_locks $(locks)"
    release
    sleep 3
    fact "hangup.processes $(($(of_connections "$BBS_PID" | wc -l) - before_processes))"
    fact "hangup.descriptors $(($(descriptors) - before_descriptors))"
    fact "hangup.locks $(($(locks) - before_locks))"
}

measure_posting() {
    say "durable posts"
    for round in 1 2 3; do
        for kind in raw post; do
            rm -rf "$RUN/posting"
            mkdir "$RUN/posting"
            "$STORE" make "$RUN/posting/house.db" 0 64
            "$STORE" "$kind" "$RUN/posting/house.db" 16 "$SECONDS_EACH" >>"$FACTS"
        done
    done
}

measure_reading() {
    made=$FOLDER/made-$POSTS/house.db
    # The house is made once for each schema, and made again when the schema changes.
    if ! cat store/schema/*.sql | cmp -s - "$FOLDER/made-$POSTS/done"; then
        say "making a house of $POSTS posts and $MEMBERS members; kept in $FOLDER/made-$POSTS"
        rm -rf "$FOLDER/made-$POSTS"
        mkdir "$FOLDER/made-$POSTS"
        nice "$STORE" make "$made" "$POSTS" "$MEMBERS"
        cat store/schema/*.sql >"$FOLDER/made-$POSTS/done"
    fi
    say "reading in a house of $POSTS posts"
    fact "read.posts $POSTS"
    fact "read.members $MEMBERS"
    fact "read.megabytes $(du -m "$made" | cut -f 1)"
    "$STORE" read "$made" >>"$FACTS"
}

aid_match() { # NAME ASKS OFFERS
    "$AID" match "aid.$1" "$2" "$3"
    echo "aid.$1.asks $2"
    echo "aid.$1.offers $3"
}

measure_aid() {
    say "matching of asks and offers"
    {
        aid_match small 1000 800
        aid_match large "$AID_MANY" "$AID_MANY"
        aid_match scarce "$AID_MANY" "$AID_FEW"
        "$AID" best aid.opened "$AID_MANY"
        "$AID" open aid.board "$AID_MANY" "$RUN/board.db"
        # The general solver takes some ten seconds for a thousand asks.
        "$AID" check aid.checked "$AID_CHECK" $((AID_CHECK * 4 / 5))
        echo "aid.opened.offers $AID_MANY"
    } >>"$FACTS"
}

measure_speakers() {
    say "who speaks, in $SEEDS simulated meetings"
    "$SPEAKERS" "$SEEDS" >>"$FACTS"
    fact "speakers.seeds $SEEDS"
}

measure_votes() {
    say "a vote by ranking"
    "$VOTES" 10000 20 >>"$FACTS"
}

stop_servers() {
    for pid in $SSHD_PID $BBS_PID; do
        kill "$pid" 2>/dev/null || true
        wait "$pid" 2>/dev/null || true
    done
    SSHD_PID='' BBS_PID=''
}

hall_in() { # LINES: a house whose assembly is open
    rm -rf "$RUN/house"
    "$BBS" init --db "$RUN/house/house.db" --unit "Hall Street" >"$RUN/init.log"
    "$HALL" make "$RUN/house/data/house.db" "$RUN/key.pub" $((PRESENT + 10)) "$1"
}

measure_hall() {
    say "an assembly of $PRESENT"
    release
    stop_servers
    hall_in "$LINES"
    "$HALL" open "$RUN/house/data/house.db" 300 >>"$FACTS"
    serve_house
    "$HALL" room "$BBS_PORT" "$BBS_PID" "$RUN/key" "$PRESENT" "$ROUNDS_HALL" "$CALM" >>"$FACTS"
    stop_servers
    hall_in 20
    serve_house
    "$HALL" turns "$BBS_PORT" "$RUN/key" "$TURNS" >>"$FACTS"
    stop_servers
    start_sshd "$HALL copy $RUN/hall.socket"
    "$HALL" beside "$SSHD_PORT" "$SSHD_USER" "$RUN/key" "$RUN/hall.socket" "$PRESENT" "$ROUNDS_HALL" >>"$FACTS"
    stop_servers
}

measure_circles() {
    say "$AT_ONCE circles of $IN_EACH"
    release
    stop_servers
    rm -rf "$RUN/house"
    "$BBS" init --db "$RUN/house/house.db" --unit "Circle Street" >"$RUN/init.log"
    "$CIRCLES" make "$RUN/house/data/house.db" "$RUN/key.pub" "$AT_ONCE" "$IN_EACH"
    serve_house
    "$CIRCLES" pass "$BBS_PORT" "$RUN/key" "$AT_ONCE" "$IN_EACH" >>"$FACTS"
    stop_servers
}

# A post is covered while people have its thread open.
measure_covers() {
    say "covers with $LOOK_ON who look on"
    release
    stop_servers
    rm -rf "$RUN/house"
    "$BBS" init --db "$RUN/house/house.db" --unit "Cover Street" >"$RUN/init.log"
    FIRST=$("$COVERS" make "$RUN/house/data/house.db" "$RUN/key.pub" "$LOOK_ON")
    serve_house
    "$COVERS" cover "$BBS_PORT" "$RUN/key" "$LOOK_ON" "$COVERS_MADE" "$FIRST" >>"$FACTS"
    stop_servers
}

# One commune alone, and the same one among others of its size.
measure_communes() {
    say "a house of one commune and one of $BESIDE, $POSTS_EACH posts each"
    mkdir -p "$RUN/communes"
    "$COMMUNES" make "$RUN/communes/one.db" 1 "$OF_EACH" "$POSTS_EACH"
    "$COMMUNES" make "$RUN/communes/many.db" "$BESIDE" "$OF_EACH" "$POSTS_EACH"
    "$COMMUNES" compare "$RUN/communes/one.db" "$RUN/communes/many.db" >>"$FACTS"
    fact "communes.number $BESIDE"
    fact "communes.members $((BESIDE * OF_EACH))"
    fact "communes.posts $((BESIDE * POSTS_EACH))"
}

# The made-up street with thousands of further members. Each of the three measurements has a house of its own.
crowd_in() {
    rm -rf "$RUN/house"
    "$BBS" demo --db "$RUN/house/house.db" >"$RUN/demo.log" 2>&1
    "$STORE" crowd "$RUN/house/data/house.db" 6000 "$RUN/key.pub" "a crowd of words"
    serve_house
    HOUSE="$BBS_PORT,$BBS_PID,$RUN/key,a crowd of words"
}

crowd_out() {
    kill "$BBS_PID"
    wait "$BBS_PID" || true
    BBS_PID=''
}

measure_crowd() {
    fact "crowd.load $(cut -d ' ' -f 1 /proc/loadavg)"
    crowd_in
    say "$PASSWORDS log-ins by password at once"
    "$CROWD" passwords "$HOUSE" "$PASSWORDS" >>"$FACTS"
    crowd_out
    crowd_in
    say "one post, $READERS readers"
    "$CROWD" fan "$HOUSE" "$READERS" 6 >>"$FACTS"
    crowd_out
    crowd_in
    say "a crowd that types: $COUNTS"
    # shellcheck disable=SC2086 # many numbers
    "$CROWD" curve "$HOUSE" 20 $COUNTS >>"$FACTS"
    crowd_out
}

if [ "${BENCH_TABLE:-}" != only ]; then
    rm -rf "$RUN" "$FACTS"
    mkdir -p "$RUN"
    chmod 711 "$RUN" # sshd reads authorized_keys as its user
    # shellcheck disable=SC3045 # dash has it
    ulimit -n "$(ulimit -H -n)"
    "$STORE" sync "$RUN" >>"$FACTS"
    ssh-keygen -q -t ed25519 -N '' -f "$RUN/key" -C bench
    MEASURING="servers"
    case $PARTS in
    *sessions* | *hangup*)
        start_sshd cat
        start_bbs
        ;;
    esac
    for part in $PARTS; do
        MEASURING=$part
        fact "part.$part 1"
        "measure_$part"
    done
    MEASURING=''
fi
# shellcheck disable=SC2317 # called by the parts below
fact() { echo "$*"; }
{
    fact "machine.cores $(nproc)"
    fact "machine.kernel $(uname -r)"
    fact "machine.user $(id -u "$SSHD_USER")"
    fact "machine.root $([ "$(id -u)" = 0 ] && echo 1 || echo 0)"
    cat "$FACTS"
} | awk -f "$HERE/table.awk"
