#!/bin/sh
# `make run`: makes the made-up streets in build/demo, or takes the one that is there, and serves it on this machine alone.
set -eu

bbs=$BUILD/bbs
mkdir -p "$BUILD/demo"
folder=$(cd "$BUILD/demo" && pwd)
database=$folder/data/house.db
address=127.0.0.1

port_held() { # somebody listens there
    grep -q " [0-9A-F]*:$(printf %04X "$PORT") [0-9A-F]*:0000 0A" /proc/net/tcp /proc/net/tcp6 2>/dev/null
}

say_who_holds_it() {
    echo "Port $PORT is taken:"
    ss -H -ltnp "sport = :$PORT" 2>/dev/null || true
    echo "End that one, or choose another port: make run PORT=2223"
}

# A street of an older version is made anew. Its host key stays, so that nobody's ssh warns of a stranger.
make_street() {
    kept=$BUILD/demo.host_key
    [ ! -f "$folder/keys/host_key" ] || cp -p "$folder/keys/host_key" "$kept"
    rm -rf "$folder"
    mkdir -p "$folder"
    echo "Making three made-up streets and a workplace ..."
    # What it says of logging in names the usual port. The lines below name the one that is chosen here.
    "$bbs" demo --db "$database" >/dev/null
    [ ! -f "$kept" ] || mv "$kept" "$folder/keys/host_key"
}

word() { # a string constant of bbs/demo/demo.h
    sed -n "s/^#define $1 \"\(.*\)\"/\1/p" bbs/demo/demo.h
}

if port_held; then
    say_who_holds_it
    exit 1
fi
"$bbs" admin --db "$database" boards >/dev/null 2>&1 || make_street

printf '[%s]:%s %s\n' "$address" "$PORT" "$(ssh-keygen -y -f "$folder/keys/host_key")" >"$folder/known_hosts"
line="ssh -o UserKnownHostsFile='$folder/known_hosts' -p $PORT"
cat <<END

Three made-up streets and a workplace are served here until Ctrl-C. In another terminal:

  $line $(word DEMO_HANDLE_1)@$address
      password: $(word DEMO_PASSWORD_1)
  $line $(word DEMO_HANDLE_2)@$address
      password: $(word DEMO_PASSWORD_2)
  $line $(word DEMO_HANDLE_3)@$address
      of the next street, and of the depot's workers; password: $(word DEMO_PASSWORD_3)
  $line guest@$address
      a guest, who reads what is public; no password

A meeting is open now: log in, press 1, and stay a minute. The neighbours in it are played; they go on as long as you
are there, and you can speak too. \`tour\` behind a colon (:tour) shows eight stops.

END
exec "$bbs" serve --db "$database" --listen "$address:$PORT"
