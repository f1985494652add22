# Prints the table that `make bench` and the README show: each goal, the measured figure, and whether it is reached.
# Reads lines "name value [of]". A name that comes again (a further round) is averaged; of a maximum the largest is
# taken. Every figure of a measured part ("part.NAME 1") must be there: missing ones are named, and the program fails.

{ if (NF > 2) of[$1] = $3; text[$1] = $2 }
$1 ~ /^curve\..*\.keys$/ { split($1, part, "."); count[++counts] = part[2] }
$1 ~ /_max$/ { if (!($1 in sum) || $2 > sum[$1]) sum[$1] = $2; times[$1] = 1; next }
{ sum[$1] += $2; times[$1]++ }

function has(name) {
    if (!(name in sum)) missing[name] = 1
    return name in sum
}
function measured(part) { return ("part." part) in sum }
function value(name) { return has(name) ? sum[name] / times[name] : 0 }
function words(name) { return has(name) ? text[name] : "-" }
function show(name, digits) { return has(name) ? sprintf("%." digits "f", value(name)) : "-" }
function thousands(name,    n) {
    n = value(name)
    return n >= 1000 ? sprintf("%d,%03d", n / 1000, n % 1000) : sprintf("%d", n)
}
function ratio(a, b) { return value(b) > 0 ? value(a) / value(b) : 0 }
function mib(name) { return of[name] > 0 ? value(name) / of[name] / 1024 : 0 }
function row(what, ours, theirs, ratio_text, wanted, reached) {
    printf "| %s | %s | %s | %s | %s | %s |\n", what, ours, theirs, ratio_text, wanted, reached
}
function yes(condition) { return condition ? "yes" : "**no**" }

# At rest: nobody touched a key for so long that the session closed the database. Before that it needs more.
function memory_row(key, count,    ours, theirs) {
    if (!value("machine.root")) {
        row("Memory (PSS) a session, " count " open, MiB", "needs root", "", "", "≤ 0.40, < 0.8 MiB", "")
        return
    }
    ours = mib("bbs." key ".pss_kb")
    theirs = mib("sshd." key ".pss_kb")
    if (ours == 0) missing["bbs." key ".pss_kb"] = 1
    if (theirs == 0) missing["sshd." key ".pss_kb"] = 1
    row("Memory (PSS) a session, " count " open, at rest (in its first seconds), MiB",
        sprintf("%.2f (%.2f)", ours, mib("bbs." key ".used_pss_kb")), sprintf("%.2f", theirs),
        sprintf("%.2f", theirs > 0 ? ours / theirs : 0), "≤ 0.40, < 0.8 MiB", yes(ours <= 0.4 * theirs && ours < 0.8))
}

# With one session open PSS counts all that sessions share as its own: what is its own alone is told beside it.
function own_row(key) {
    if (value("machine.root"))
        row("Of this its own alone (private pages), MiB",
            sprintf("%.2f (%.2f)", mib("bbs." key ".own_kb"), mib("bbs." key ".used_own_kb")),
            sprintf("%.2f", mib("sshd." key ".own_kb")), sprintf("%.2f", ratio("bbs." key ".own_kb", "sshd." key ".own_kb")),
            "", "")
}

function session_rows(key, count,    r) {
    memory_row(key, count)
    if (count == 1)
        own_row(key)
    r = ratio("bbs." key ".echo_p50", "sshd." key ".echo_p50")
    row("Key to echo, p50, " count " open, ms", show("bbs." key ".echo_p50", 2), show("sshd." key ".echo_p50", 2),
        sprintf("%.2f", r), "≤ 1.5", yes(r <= 1.5))
    row("Key to echo, p99, " count " open, ms", show("bbs." key ".echo_p99", 2), show("sshd." key ".echo_p99", 2),
        sprintf("%.2f", ratio("bbs." key ".echo_p99", "sshd." key ".echo_p99")), "", "")
}

# Shows the slowest of all readers. A reader who may see nothing must be as fast as the others.
function worst(what, figure,    i, most, name) {
    most = 0
    for (i = 1; i <= readers; i++) {
        name = "read." reader[i] "." what "_" figure
        if (value(name) > most) { most = value(name); slowest = reader[i] }
    }
    return most
}
function read_row(label, what, wanted,    middle, p99) {
    middle = worst(what, "p50")
    p99 = worst(what, "p99")
    row(label " (slowest: " slowest ")", sprintf("%.2f, %.2f", middle, p99), "", "", "p99 < " wanted " ms", yes(p99 < wanted))
}

function aid_row(name, wanted,    r, label) {
    label = thousands(name ".asks") " asks, " thousands(name ".offers") " offers"
    r = ratio(name ".flow_met", name ".greedy_met")
    row(label ": asks met, their scores (beside it: a greedy pass)",
        show(name ".flow_met", 0) ", " show(name ".flow_score", 0),
        show(name ".greedy_met", 0) ", " show(name ".greedy_score", 0), sprintf("%.3f", r), "", "")
    row(label ": s, MiB (beside it: a greedy pass)",
        sprintf("%.2f, %d", value(name ".flow_ms") / 1000, value(name ".mebibytes")),
        sprintf("%.2f", value(name ".greedy_ms") / 1000), sprintf("%.2f", ratio(name ".flow_ms", name ".greedy_ms")),
        "< " wanted " s, < 1,024 MiB",
        yes(value(name ".flow_ms") < wanted * 1000 && value(name ".mebibytes") < 1024))
}
function aid_rows() {
    print "| **Matching night** | | | | | |"
    aid_row("aid.small", 0.5)
    aid_row("aid.large", 10)
    aid_row("aid.scarce", 10)
    row(sprintf("The same night by GLPK's general solver (out of kilter), %d asks met, ms", value("aid.checked.flow_met")),
        show("aid.checked.flow_ms", 1), show("aid.checked.general_ms", 1),
        sprintf("%.4f", ratio("aid.checked.flow_ms", "aid.checked.general_ms")), "the same optimum",
        yes(value("aid.checked.same") == 1))
    row("An ask's best ten of " thousands("aid.opened.offers") " offers, with reasons: p50, p99, ms",
        show("aid.opened.best_p50", 2) ", " show("aid.opened.best_p99", 2), "", "", "p99 < 10 ms",
        yes(value("aid.opened.best_p99") < 10))
    row("Opening an ask with its best ten on a board of " thousands("aid.opened.offers") " open offers, through the store: p50, p99, ms",
        show("aid.board.open_p50", 2) ", " show("aid.board.open_p99", 2), "", "", "p99 < 10 ms",
        yes(value("aid.board.open_p99") < 10))
}

function communes_row(label, what,    one, many, r) {
    one = "communes." what ".one_p50"
    many = "communes." what ".many_p50"
    r = ratio(many, one)
    row(label, show(many, 2), show(one, 2), sprintf("%.2f", r), "≤ 1.10", yes(r <= 1.1))
}
function communes_rows() {
    printf "| **One commune in a house of %d, with %d members and %d posts** (beside it: in a house of its own): the processor's time, p50, ms | | | | | |\n",
        value("communes.number"), value("communes.members"), value("communes.posts")
    communes_row("All that home asks of the store", "home")
    communes_row("List of boards, and the newest threads of one", "boards")
    communes_row("A page of posts", "posts")
    communes_row("The aid board: asks and offers", "aid")
    communes_row("Search for the two commonest words", "search_common")
    communes_row("Search for a usual word", "search_usual")
    communes_row("Search for what nobody wrote", "search_nothing")
}

# One order of speakers beside first come first served: the share of the four most eager people, and of the four who had
# the most turns; how many spoke; the longest wait, in turns.
function speakers_figures(key) {
    return sprintf("%.3f, %.3f; %.1f; %.1f", value(key ".eager"), value(key ".loudest"), value(key ".distinct"), value(key ".wait"))
}
function speakers_row(label, end, hands, order, judged,    ours, first, eager, loudest, distinct, wait) {
    ours = "speakers." end "." hands "." order
    first = "speakers." end "." hands ".come"
    eager = ratio(ours ".eager", first ".eager")
    loudest = ratio(ours ".loudest", first ".loudest")
    distinct = ratio(ours ".distinct", first ".distinct")
    wait = ratio(ours ".wait", first ".wait")
    row(label ", " hands " hands a turn", speakers_figures(ours), speakers_figures(first),
        sprintf("%.3f, %.3f; %.3f; %.2f", eager, loudest, distinct, wait), judged ? "≤ 0.95, ≤ 0.95; ≥ 1; ≤ 1.3" : "",
        judged ? yes(eager <= 0.95 && loudest <= 0.95 && distinct >= 1 && wait <= 1.3) : "")
}
function speakers_rows(    i, hands) {
    printf "| **Who speaks, means of %d simulated meetings** (beside it: first come first served): the share of the four" \
        " most eager, of the four with the most turns; people who spoke; the longest wait, in turns | | | | | |\n",
        value("speakers.seeds")
    split("1.0 1.2 1.5", hands, " ")
    for (i = 1; i <= 3; i++) speakers_row("As built: the fewest turns, at most five times passed over", "kept", hands[i], "built", 1)
    for (i = 1; i <= 3; i++) speakers_row("The words of RULES 4.2: new on the item, then the longest wait", "kept", hands[i], "words", 0)
    for (i = 1; i <= 3; i++) speakers_row("The fewest turns, passed over without end", "kept", hands[i], "uncapped", 0)
    for (i = 1; i <= 3; i++) speakers_row("As built, when all lower their hands at the end of an item", "lowered", hands[i], "built", 0)
}

function hall_rows(    said, beside) {
    said = value("hall.said_p99")
    beside = value("hall.beside_p99")
    row(sprintf("A line spoken with %d present: from being sent to each screen (beside it: as many sessions of sshd that" \
        " copy one Unix socket), p50, p99, ms", value("hall.said_present")),
        show("hall.said_p50", 0) ", " show("hall.said_p99", 0), show("hall.beside_p50", 0) ", " show("hall.beside_p99", 0),
        sprintf("%.1f", ratio("hall.said_p99", "hall.beside_p99")), "p99 < 100 ms, ≤ 3, all",
        yes(said < 100 && said <= 3 * beside && value("hall.said_unseen") + value("hall.lost") == 0))
    row(sprintf("%d signals in 2 s there: key to echo of others, p50, p99, ms", value("hall.storm_signals")),
        show("hall.storm_key_p50", 2) ", " show("hall.storm_key_p99", 2), "", "", "p99 < 100 ms",
        yes(value("hall.storm_key_p99") < 100 && value("hall.storm_unanswered") == 0))
    if (value("machine.root"))
        row("Memory (PSS) a session in that room: some seconds after a line, at rest, MiB",
            show("hall.room_pss_mib", 2) ", " show("hall.room_rest_pss_mib", 2), "", "", "< 0.8 MiB",
            yes(value("hall.room_pss_mib") < 0.8 && value("hall.room_rest_pss_mib") < 0.8))
    row(sprintf("A meeting's 200 turns for one listener, KB (%d turns were measured)", value("hall.turns")),
        sprintf("%.0f", value("hall.turn_bytes") * 200 / 1000), "", "", "< 300", yes(value("hall.turn_bytes") * 200 < 300000))
    row("Reading a room with " thousands("hall.open_lines") " lines as it opens: p50, p99, ms",
        show("hall.open_p50", 2) ", " show("hall.open_p99", 2), "", "", "p99 < 20 ms", yes(value("hall.open_p99") < 20))
}

function circle_rows() {
    row(sprintf("%d circles of %d people at once, a piece is passed every %s s in each: from the key to each screen of" \
        " the circle, p50, p99, ms", value("circles.number"), value("circles.people"), show("circles.every_s", 1)),
        show("circles.pass_p50", 0) ", " show("circles.pass_p99", 0), "", "", "p99 < 150 ms, all",
        yes(value("circles.pass_p99") < 150 && value("circles.unseen") + value("circles.lost") == 0))
    row("Memory of a circle besides its sessions (the size of its struct ring), KiB",
        sprintf("%.0f", value("circles.ring_bytes") / 1024), "", "", "< 1024", yes(value("circles.ring_bytes") < 1048576))
}

function cover_rows() {
    row(sprintf("A post is covered, and %d have its thread open: from the moderator\047s Enter to each screen, p50, p99, ms",
        value("covers.readers")), show("covers.shown_p50", 0) ", " show("covers.shown_p99", 0), "", "",
        "p99 < 1000 ms, all", yes(value("covers.shown_p99") < 1000 && value("covers.unseen") + value("covers.lost") == 0))
}

function crowd_rows(    i, n, key) {
    for (i = 1; i <= counts; i++) {
        n = count[i]
        key = "curve." n
        row(sprintf("%d up at once, all typing: key to echo, p50, p99, longest, ms", n),
            sprintf("%s, %s, %s", show(key ".echo_p50", 2), show(key ".echo_p99", 2), show(key ".echo_max", 0)), "", "",
            n == 5000 ? "p99 < 100" : "", n == 5000 ? yes(value(key ".echo_p99") < 100) : "")
        row(sprintf("%d up at once: memory (PSS) a session, MiB; processors used by the server, by the client; lost", n),
            sprintf("%s; %s, %s; %d", show(key ".pss_mib", 2), show(key ".server_cpu", 2), show(key ".driver_cpu", 2),
            value(key ".lost") + value(key ".unanswered")), "", "", n == 5000 ? "< 0.8 MiB, none lost" : "",
            n == 5000 ? yes(value(key ".pss_mib") < 0.8 && value(key ".lost") + value(key ".unanswered") == 0) : "")
    }
}

END {
    readers = split("member newcomer outsider guest", reader, " ")
    split("a member of all|a member who came last|a member who may see nothing of it|a guest", who, "|")
    printf "%s cores, Linux %s; a 4 KiB write is durable (fdatasync) in %s ms p50, %s ms p99.\n\n", text["machine.cores"],
        text["machine.kernel"], show("sync_p50", 2), show("sync_p99", 2)
    print "| | here | beside it | ratio | must reach | |"
    print "|---|---|---|---|---|---|"
    if (measured("sessions")) {
        r = ratio("bbs.login_p50", "sshd.login_p50")
        row("Log-in with a key, to the full home screen (sshd: cat's first byte), p50, ms", show("bbs.login_p50", 1),
            show("sshd.login_p50", 1), sprintf("%.2f", r), "≤ 0.20", yes(r <= 0.2))
        session_rows("one", 1)
        session_rows("middle", words("count.middle"))
        session_rows("most", words("count.most"))
        row("Home screen 80x24, bytes (with SSH's own, on the wire)",
            sprintf("%s (%s)", show("bbs.screen_bytes", 0), show("bbs.screen_wire_bytes", 0)), "", "", "< 3,000",
            yes(value("bbs.screen_wire_bytes") < 3000))
        row("One echoed key, bytes on the wire", show("bbs.one.echo_wire_bytes", 1), show("sshd.one.echo_wire_bytes", 1),
            "", "< 100", yes(value("bbs.one.echo_wire_bytes") < 100))
    }
    if (measured("hangup"))
        row(sprintf("3 s after %s clients hang up at once: processes, descriptors, locks left", words("hangup.clients")),
            sprintf("%s, %s, %s", words("hangup.processes"), words("hangup.descriptors"), words("hangup.locks")), "", "",
            "none", yes(value("hangup.processes") <= 0 && value("hangup.descriptors") <= 0 && value("hangup.locks") <= 0))
    if (measured("posting")) {
        r = ratio("store.per_second", "raw.per_second")
        row("Durable posts a second, 16 writers (beside it: plain SQLite, the same rows and index)",
            show("store.per_second", 0), show("raw.per_second", 0), sprintf("%.2f", r), "≥ 0.70", yes(r >= 0.7))
        row("A writer's wait, p99 and longest, ms",
            sprintf("%s, %s", show("store.wait_p99", 1), show("store.wait_max", 1)),
            sprintf("%s, %s", show("raw.wait_p99", 1), show("raw.wait_max", 1)), "", "", "")
    }
    if (measured("crowd"))
        row(sprintf("%d log-ins by password at once: all in; p50, longest wait, s (the queue explains: %d runs of %.0f ms" \
            " on %s cores, %.1f s); all processors' work for it / their number, s; memory for it, MiB", value("passwords.count"),
            value("passwords.count"), value("passwords.run"), text["machine.cores"], value("passwords.queue") / 1000),
            sprintf("%d in; %.1f, %.1f; %.1f; %s", value("passwords.in"), value("passwords.wait_p50") / 1000,
            sum["passwords.wait_max"] / 1000, value("passwords.work") / 1000, show("passwords.mib_max", 0)), "", "", "all in",
            yes(value("passwords.in") == value("passwords.count")))
    if (measured("crowd")) {
        row(sprintf("A post to %d who look at its thread: from its acknowledgement to each screen, p50, p99, last, ms",
            value("fan.readers")), sprintf("%s, %s, %s", show("fan.acknowledged_p50", 0), show("fan.acknowledged_p99", 0),
            show("fan.acknowledged_max", 0)), "", "", "p99 < 200, all", yes(value("fan.acknowledged_p99") < 200 &&
            value("fan.unseen") + value("fan.lost") == 0))
        row("Meanwhile key to echo, of those readers; of others who write, p50, p99, ms", sprintf("%s, %s; %s, %s",
            show("fan.reader_key_p50", 2), show("fan.reader_key_p99", 0), show("fan.writer_key_p50", 2),
            show("fan.writer_key_p99", 0)), "", "", "", "")
    }
    if (measured("crowd")) crowd_rows()
    if (measured("reading")) {
        printf "| **A house of %d posts and %d members (%s MB)**: p50, p99, ms | | | | | |\n", value("read.posts"),
            value("read.members"), words("read.megabytes")
        read_row("List of boards", "boards", 5)
        read_row("Page of threads", "threads", 5)
        read_row("Page of posts, anywhere in long threads", "posts", 5)
        read_row("Next unread", "next_unread", 5)
        read_row("All that is unread, counted", "unread_total", 5)
        for (i = 1; i <= readers; i++) {
            name = "read." reader[i] ".search"
            row("Search for the two commonest words, " who[i], sprintf("%.2f, %.2f", value(name "_p50"), value(name "_p99")),
                "", "", "p99 < 50 ms", yes(value(name "_p99") < 50))
        }
    }
    if (measured("communes"))
        communes_rows()
    if (measured("aid"))
        aid_rows()
    if (measured("speakers"))
        speakers_rows()
    if (measured("votes"))
        row(sprintf("A vote by ranking counted (Schulze), %s ballots over %d options (beside it: its pairs alone), p50, ms",
            thousands("votes.ballots"), value("votes.options")), show("votes.schulze_p50", 1), show("votes.pairs_p50", 1),
            sprintf("%.2f", ratio("votes.schulze_p50", "votes.pairs_p50")), "< 200 ms", yes(value("votes.schulze_p50") < 200))
    if (measured("hall"))
        hall_rows()
    if (measured("circles"))
        circle_rows()
    if (measured("covers"))
        cover_rows()
    if ("sshd.raw" in sum)
        print "\nHere sshd gives an ordinary user no terminal (/dev/pts is mounted without gid=tty): cat\047s own echo is measured."
    if (measured("sessions") && !value("machine.root"))
        print "\nMemory is read from /proc, which for walled-in processes needs root: run as root to see it."
    if (measured("sessions")) print "\nBoth servers on the same machine, driven in turn by one libssh client on loopback (curve25519, chacha20-poly1305," \
        " no compression). sshd: UsePAM no, ForceCommand cat, a terminal of 80x24, whose own echo is what is" \
        " measured (to cat and back takes as long)." \
        (text["machine.user"] == "0" ? " Its user is root here, for whom it keeps one process a session; for others it keeps two." : "")
    for (name in missing) {
        print "bench: there is no figure \"" name "\"" | "cat >&2"
        incomplete = 1
    }
    exit incomplete
}
