/* minutes_text.c: writes the text of the minutes, 80 columns wide, in the house's language. RULES 4.8. */
#include <stdlib.h>
#include <string.h>

#include "gains.h"
#include "language.h"
#include "store/assembly/effect_row.h"
#include "store/assembly/minutes_text.h"
#include "store/assembly/question.h"
#include "store/assembly/room_row.h"
#include "store/assembly/vote_row.h"
#include "text.h"
#include "when.h"

enum { COLUMNS = 80 };

static void add_wrapped(struct buffer *out, int indent, const char *text)
{
    size_t room = strlen(text) + 1; /* no text has more rows than bytes */
    struct text_row *rows = xcalloc(room, sizeof *rows);
    size_t count = text_wrap(text, room - 1, COLUMNS - indent, rows, room);
    for (size_t i = 0; i < count && i < room; i++)
        buffer_format(out, "%*s%.*s\n", rows[i].length > 0 ? indent : 0, "", (int)rows[i].length, text + rows[i].start);
    free(rows);
}

static void add(struct buffer *out, int indent, const char *format, ...) __attribute__((format(printf, 3, 4)));
static void add(struct buffer *out, int indent, const char *format, ...)
{
    struct buffer line = { 0 };
    va_list arguments;
    va_start(arguments, format);
    buffer_format_list(&line, format, arguments);
    va_end(arguments);
    add_wrapped(out, indent, buffer_text(&line));
    buffer_clear(&line);
}

/* --- the head: when, where, how many --- */

static void say_where(struct store *store, int64_t meeting, int64_t now, struct buffer *out)
{
    char begin[WHEN_BYTES], end[WHEN_BYTES];
    sqlite3_stmt *row = db_query(store,
        "SELECT coalesce(x.title, ''), coalesce(x.place, ''), u.name, r.opened, g.founding FROM meeting g"
        " JOIN unit u ON u.id = g.unit JOIN room r ON r.meeting = g.id"
        " LEFT JOIN meeting_text x ON x.meeting = g.id WHERE g.id = ?",
        meeting);
    if (db_step(store, row)) {
        const char *title = db_text(row, 0), *place = db_text(row, 1);
        int64_t opened = sqlite3_column_int64(row, 3);
        add(out, 0, _("Minutes: %s"),
            title[0] != '\0'                  ? title
            : sqlite3_column_int(row, 4) != 0 ? _("Founding assembly")
                                              : _("Meeting"));
        add(out, 0, "%s%s%s", db_text(row, 2), place[0] != '\0' ? ", " : "", place);
        add(out, 0, _("From %s to %s"), when_say(opened, true, opened, begin), when_say(now, true, opened, end));
    }
    db_done(store, row);
}

static struct fraction quorum_of(struct store *store, const char *sql, int64_t meeting)
{
    return fraction_read(db_number(store, FRACTION_KEPT(1, 3), sql, meeting), false);
}

static void say_present(struct store *store, int64_t meeting, int64_t now, struct buffer *out)
{
    int by_way[ROOM_HAND + 1] = { 0 }, came = 0;
    sqlite3_stmt *row =
        db_query(store, "SELECT " ROOM_WAY("p") " FROM room_present p WHERE p.meeting = ?1", meeting, room_since(now));
    for (; db_step(store, row); came++)
        by_way[sqlite3_column_int(row, 0)]++;
    db_done(store, row);
    buffer_string(out, "\n");
    int stayed = came - by_way[ROOM_AWAY];
    struct buffer counts = { 0 };
    buffer_format(&counts, ngettext("%d person came.", "%d people came.", (unsigned long)came), came);
    buffer_format(&counts,
        ngettext(" At the end %d was there: %d on line, %d at the door, %d by a helper's hand.",
            " At the end %d were there: %d on line, %d at the door, %d by a helper's hand.", (unsigned long)stayed),
        stayed, by_way[ROOM_LINE], by_way[ROOM_DOOR], by_way[ROOM_HAND]);
    add(out, 0, "%s", buffer_text(&counts));
    buffer_clear(&counts);
    int active = (int)db_number(store, 0, "SELECT active FROM room WHERE meeting = ?", meeting);
    int homes = (int)db_number(store, 0, "SELECT homes FROM room WHERE meeting = ?", meeting);
    int needed =
        (int)fraction_needed(quorum_of(store, "SELECT quorum_members FROM room WHERE meeting = ?", meeting), active);
    struct fraction of_homes = quorum_of(store, "SELECT quorum_homes FROM room WHERE meeting = ?", meeting);
    if (homes > 0)
        add(out, 0,
            ngettext("To decide, %d of %d active members had to be there, of %d of %d homes.",
                "To decide, %d of %d active members had to be there, of %d of %d homes.", (unsigned long)needed),
            needed, active, (int)fraction_needed(of_homes, homes), homes);
    else
        add(out, 0,
            ngettext("To decide, %d of %d active members had to be there.",
                "To decide, %d of %d active members had to be there.", (unsigned long)needed),
            needed, active);
}

/* --- proposals --- */

static void add_stop(struct buffer *out, bool answered, bool set_aside, int version, const char *words)
{
    if (set_aside)
        add(out, 3, _("Stop, said of version %d, and set aside by the room: %s"), version, words);
    else
        add(out, 3, answered ? _("Stop, said of version %d, and answered: %s") : _("Stop, said of version %d: %s"),
            version, words);
}

static void say_stops(struct store *store, int64_t proposal, int64_t item, struct buffer *out)
{
    sqlite3_stmt *row = db_query(store,
        "SELECT stop.version, answered > 0, set_aside > 0, stop.body, CASE named WHEN 1 THEN " HANDLE_OF(
            "stop.member") " ELSE '' END, safety, coalesce(t.title, '') FROM stop LEFT JOIN decision d"
                           " ON d.id = stop.agreement LEFT JOIN proposal p ON p.id = d.proposal LEFT JOIN proposal_text t"
                           " ON t.proposal = p.id AND t.version = p.version WHERE stop.item = ? AND stop.proposal = ?"
                           " AND stop.waits = 0 ORDER BY stop.body",
        item, proposal);
    while (db_step(store, row)) {
        struct buffer words = { 0 };
        const char *name = db_text(row, 4), *agreement = db_text(row, 6);
        buffer_string(&words, db_text(row, 3)[0] != '\0' ? db_text(row, 3) : _("(without words)"));
        if (name[0] != '\0')
            buffer_format(&words, " (%s)", name);
        if (agreement[0] != '\0')
            buffer_format(&words, _(" It names the agreement \"%s\"."), agreement);
        else if (sqlite3_column_int(row, 5) != 0)
            buffer_string(&words, _(" It names somebody's safety."));
        add_stop(out, sqlite3_column_int(row, 1) != 0, sqlite3_column_int(row, 2) != 0, sqlite3_column_int(row, 0),
            buffer_text(&words));
        buffer_clear(&words);
    }
    db_done(store, row);
}

static void say_reservations(struct store *store, int64_t proposal, int64_t item, struct buffer *out)
{
    /* By their words, not in the order in which they came: that would nearly tell whose they are. */
    sqlite3_stmt *row = db_query(store,
        "SELECT o.answer, CASE o.named WHEN 1 THEN " HANDLE_OF(
            "o.member") " ELSE '' END, o.body FROM position o JOIN question q ON q.id = o.question WHERE q.proposal = ?"
                        " AND q.closed > 0 AND q.version = (SELECT version FROM proposal p WHERE p.id = q.proposal)"
                        " AND o.body <> '' AND o.answer IN (" SQL_POSITION_BUT ", " SQL_POSITION_ASIDE
                        ") ORDER BY o.answer, o.body",
        proposal);
    while (db_step(store, row)) {
        const char *name = db_text(row, 1);
        add(out, 3, "%s%s%s: %s", position_words((enum position_answer)sqlite3_column_int(row, 0)),
            name[0] != '\0' ? ", " : "", name, db_text(row, 2));
    }
    db_done(store, row);
    say_stops(store, proposal, item, out);
}

static void say_answers(const struct proposal_test *test, struct buffer *out)
{
    if (test->kind == QUESTION_CONSENT)
        add(out, 3, _("Answers: yes %d, \"yes, but\" %d, \"I stand aside\" %d, stop %d; %d said nothing."),
            (int)test->positions[POSITION_YES], (int)test->positions[POSITION_BUT],
            (int)test->positions[POSITION_ASIDE], (int)test->positions[POSITION_STOP], test->silent);
    else
        add(out, 3, _("Answers: yes %d, no %d; %d said nothing."), (int)test->positions[POSITION_YES],
            (int)test->positions[POSITION_NO], test->silent);
}

static void say_papers(int papers, struct buffer *out)
{
    if (papers > 0)
        add(out, 3,
            ngettext("%d answered on paper; two people of two homes counted it.",
                "%d answered on paper; two people of two homes counted them.", (unsigned long)papers),
            papers);
}

/* What the room was asked in this meeting: the last test, and every other question. */
static bool say_questions(struct store *store, int64_t proposal, int64_t meeting, struct buffer *out)
{
    enum { FIRST = 0 };
    char words[400];
    bool put = false;
    sqlite3_stmt *row = db_query(store,
        "SELECT" QUESTION_NUMBERS("q") ", q.papers FROM question q JOIN room r ON r.meeting = ?2 WHERE q.proposal = ?1"
                                       " AND q.opened >= r.opened AND (q.kind <> " SQL_QUESTION_CONSENT
                                       " OR q.id = (SELECT max(id) FROM question z"
                                       " WHERE z.proposal = ?1 AND z.kind = " SQL_QUESTION_CONSENT ")) ORDER BY q.id",
        proposal, meeting);
    while (db_step(store, row)) {
        struct proposal_test test = { 0 };
        question_read(row, FIRST, &test);
        proposal_test_words(&test, words, sizeof words);
        add(out, 3, "%s", words);
        if (test.counted)
            say_answers(&test, out);
        say_papers(sqlite3_column_int(row, sqlite3_column_count(row) - 1), out);
        put = true;
    }
    db_done(store, row);
    return put;
}

static bool was_voted_on(struct store *store, int64_t proposal)
{
    return db_number(store, 0, "SELECT 1 FROM vote WHERE proposal = ? AND closed > 0 LIMIT 1", proposal) == 1;
}

static void say_result(
    struct store *store, int64_t proposal, int64_t meeting, enum proposal_state state, bool small, struct buffer *out)
{
    bool put = say_questions(store, proposal, meeting, out);
    if (small)
        add(out, 3, "%s", _("Decided as a small matter: nobody wanted to talk about it."));
    else if (state == PROPOSAL_WITHDRAWN)
        add(out, 3, "%s", _("It was withdrawn."));
    else if (state == PROPOSAL_ONCE)
        add(out, 3, _("Three quarters said yes. A second meeting, %d days later at least and %d at most, decides."),
            TWICE_APART, TWICE_WITHIN);
    else if (!put && !was_voted_on(store, proposal))
        add(out, 3, "%s", _("The question was not put. Nothing is decided."));
}

static void say_effect(struct store *store, int64_t proposal, bool decided, struct buffer *out)
{
    struct effect effect;
    char words[sizeof((struct decision *)0)->effect];
    effect_load(store, proposal, &effect);
    if (!decided)
        effect.acted = 0; /* what came of it stands beside the decision */
    effect_sentence(&effect, decided, words, sizeof words);
    if (words[0] != '\0')
        add(out, 6, "%s", words);
}

static void say_proposals(struct store *store, int64_t meeting, int64_t item, struct buffer *out)
{
    sqlite3_stmt *row = db_query(store,
        "SELECT p.id, t.title, t.body, p.state, p.road, p.version FROM proposal p JOIN proposal_text t"
        " ON t.proposal = p.id AND t.version = p.version WHERE p.item = ? ORDER BY p.id",
        item);
    while (db_step(store, row)) {
        int64_t proposal = sqlite3_column_int64(row, 0);
        add(out, 3, _("Proposal %lld, version %d: %s"), (long long)proposal, sqlite3_column_int(row, 5),
            db_text(row, 1));
        add(out, 6, "%s", db_text(row, 2));
        say_effect(store, proposal, false, out);
        say_result(store, proposal, meeting, (enum proposal_state)sqlite3_column_int(row, 3),
            sqlite3_column_int(row, 4) != 0, out);
        say_reservations(store, proposal, item, out);
    }
    db_done(store, row);
}

/* --- votes --- */

/* The result about a person names only who was chosen (RULES 4.5). */
static void say_vote(struct store *store, int64_t id, struct buffer *out)
{
    char words[1000], day[WHEN_BYTES];
    struct vote *vote = xcalloc(1, sizeof *vote);
    struct vote_result *result = xcalloc(1, sizeof *result);
    if (vote_read_all(store, id, vote, result)) {
        add(out, 3, vote->secret ? _("Vote %lld, secret: %s") : _("Vote %lld: %s"), (long long)id, vote->title);
        if (vote->text[0] != '\0')
            add(out, 6, "%s", vote->text);
        vote_result_words(vote, result, words, sizeof words);
        if (vote->closed == 0)
            add(out, 6, _("It is open to all members until %s."), when_say(vote->closes, true, vote->opened, day));
        else
            add(out, 6, ngettext("%d of %d voted. %s", "%d of %d voted. %s", (unsigned long)result->voted),
                (int)result->voted, vote->voters, words);
        if (result->voted > 0 && vote->kind != VOTE_YESNO && vote->about != ITEM_PERSON) {
            vote_order_words(vote, result, words, sizeof words);
            add(out, 6, _("In order: %s."), words);
        }
    }
    free(result);
    free(vote);
}

static void say_votes(struct store *store, int64_t item, struct buffer *out)
{
    sqlite3_stmt *row = db_query(store, "SELECT id FROM vote WHERE item = ? ORDER BY id", item);
    while (db_step(store, row))
        say_vote(store, sqlite3_column_int64(row, 0), out);
    db_done(store, row);
}

/* --- the chair --- */

/* RULES 4.2: hands that were moved forward, by their reasons. Nobody's name: whose hands they were is forgotten. */
static void say_moves(struct store *store, int64_t meeting, int64_t item, struct buffer *out)
{
    struct buffer words = { 0 };
    sqlite3_stmt *row = db_query(store,
        "SELECT number, count(*) FROM room_line WHERE meeting = ? AND item = ? AND kind = " SQL_ROOM_EVENT
        " AND event = " SQL_ROOM_REORDERED " GROUP BY number ORDER BY number",
        meeting, item);
    while (db_step(store, row))
        buffer_format(&words, "%s%s (%d)", words.length > 0 ? ", " : "",
            room_reason_words(sqlite3_column_int64(row, 0)), sqlite3_column_int(row, 1));
    db_done(store, row);
    if (words.length > 0)
        add(out, 3, _("The chair moved hands forward: %s."), buffer_text(&words));
    buffer_clear(&words);
}

/* --- how an item ended that was called in anger --- */

/* Nobody's name: an act is what people do without permission. */
static void say_act(struct store *store, int64_t item, struct buffer *out)
{
    char day[WHEN_BYTES];
    sqlite3_stmt *row = db_query(store,
        "SELECT g.state, g.day, t.act, (SELECT count(*) FROM gain_hand h WHERE h.gain = g.id), g.made FROM gain g"
        " JOIN gain_text t ON t.gain = g.id WHERE g.item = ? ORDER BY g.id DESC LIMIT 1",
        item);
    if (db_step(store, row)) {
        int hands = sqlite3_column_int(row, 3);
        int64_t until = sqlite3_column_int64(row, 1), made = when_day(sqlite3_column_int64(row, 4));
        if (sqlite3_column_int(row, 0) == GAIN_RESTS)
            add(out, 3, _("We rest until %s."), when_say_date(until, made, day));
        else
            add(out, 3,
                ngettext("We do this until %s, %d comes: %s", "We do this until %s, %d come: %s", (unsigned long)hands),
                when_say_date(until, made, day), hands, db_text(row, 2));
    }
    db_done(store, row);
}

/* --- items, decisions --- */

static void add_title(sqlite3_stmt *row, int number, struct buffer *out)
{
    int founds = sqlite3_column_int(row, 1);
    const char *title = founds != 0 ? agenda_founding_title(founds) : db_text(row, 2);
    char words[ITEM_TITLE_MAX * 4 + 80];
    util_copy_text(words, sizeof words, title);
    if (sqlite3_column_int64(row, 3) != 0)
        agenda_title_again((enum item_wants)sqlite3_column_int(row, 6), title, words, sizeof words);
    add(out, 0, "%d. %s", number, words);
}

/* Twice there were too few people: it is voted on. */
static bool is_voted_over_days(struct store *store, int64_t item)
{
    return db_number(store, 0, "SELECT 1 FROM vote WHERE item = ? AND days = 1 AND opener = 0 LIMIT 1", item) == 1;
}

static void say_item_state(struct store *store, sqlite3_stmt *row, struct buffer *out)
{
    if (is_voted_over_days(store, sqlite3_column_int64(row, 0)))
        add(out, 3, "%s", _("Twice there were not enough people for it: all members vote on it, for 7 days."));
    else if (sqlite3_column_int(row, 5) != 0)
        add(out, 3, "%s",
            sqlite3_column_int(row, 7) > 0 ? _("There were not enough people for it: it comes on the next agenda.")
                                           : _("Parked: it comes on the next agenda."));
    else if (sqlite3_column_int(row, 4) == 0)
        add(out, 3, "%s", _("There was no time for it."));
}

static void say_items(struct store *store, int64_t meeting, struct buffer *out)
{
    int number = 0;
    sqlite3_stmt *row = db_query(store,
        "SELECT i.id, i.founds, coalesce(x.title, ''), i.decision, r.began IS NOT NULL, coalesce(r.parked, 0), i.wants, i.failed"
        " FROM meeting_item i LEFT JOIN meeting_item_text x ON x.item = i.id"
        " LEFT JOIN room_item r ON r.meeting = i.meeting AND r.item = i.id WHERE i.meeting = ? AND i.dropped = 0"
        " ORDER BY r.began IS NULL, r.began, i.id",
        meeting);
    while (db_step(store, row)) {
        buffer_string(out, "\n");
        add_title(row, ++number, out);
        say_item_state(store, row, out);
        say_moves(store, meeting, sqlite3_column_int64(row, 0), out);
        say_proposals(store, meeting, sqlite3_column_int64(row, 0), out);
        say_votes(store, sqlite3_column_int64(row, 0), out);
        say_act(store, sqlite3_column_int64(row, 0), out);
    }
    db_done(store, row);
}

/* Nobody has to carry what the house does, or did. */
static bool done_by_itself(struct store *store, int64_t proposal)
{
    struct effect effect;
    effect_load(store, proposal, &effect);
    return effect.kind != EFFECT_NONE && effect.fault[0] == '\0';
}

static void say_decisions(struct store *store, int64_t meeting, int64_t now, struct buffer *out)
{
    char day[WHEN_BYTES], title[DECISION_TITLE_BYTES];
    bool first = true;
    sqlite3_stmt *row = db_query(store,
        "SELECT d.id, coalesce(t.title, v.title, ''), d.carrier, " HANDLE_OF(
            "d.carrier") ", d.due, d.acts, d.proposal, d.review, d.vote FROM decision d LEFT JOIN proposal p ON p.id = d.proposal"
                         " LEFT JOIN proposal_text t ON t.proposal = p.id AND t.version = p.version"
                         " LEFT JOIN vote v ON v.id = d.vote WHERE d.meeting = ? ORDER BY d.id",
        meeting);
    while (db_step(store, row)) {
        const char *carrier = db_text(row, 3);
        int64_t due = sqlite3_column_int64(row, 4), acts = sqlite3_column_int64(row, 5);
        buffer_string(out, first ? "\n" : "");
        if (first)
            add(out, 0, "%s", _("Decided:"));
        first = false;
        decision_title(store, sqlite3_column_int64(row, 6), sqlite3_column_int64(row, 8), db_text(row, 1), title);
        add(out, 3, _("Decision %lld: %s"), (long long)sqlite3_column_int64(row, 0), title);
        if (sqlite3_column_int64(row, 2) == 0 && done_by_itself(store, sqlite3_column_int64(row, 6)))
            ; /* say_effect() tells it */
        else if (sqlite3_column_int64(row, 2) == 0)
            add(out, 6, "%s", _("It needs hands: nobody carries it yet."));
        else if (due == 0)
            add(out, 6, _("%s carries it."), carrier);
        else
            add(out, 6, _("%s carries it, until %s."), carrier, when_say_date(due, when_day(now), day));
        say_effect(store, sqlite3_column_int64(row, 6), true, out);
        if (sqlite3_column_int64(row, 7) != 0)
            add(out, 6, _("It is looked at again on %s."),
                when_say_date(sqlite3_column_int64(row, 7), when_day(now), day));
        if (acts > now)
            add(out, 6, _("It acts from %s, when these minutes stand."), when_say(acts, false, now, day));
    }
    db_done(store, row);
    if (first) {
        buffer_string(out, "\n");
        add(out, 0, "%s", _("Nothing was decided."));
    }
}

/* What a late stop brought back, and the room did not decide anew. */
static void say_returned(struct store *store, int64_t meeting, struct buffer *out)
{
    sqlite3_stmt *row = db_query(store,
        "SELECT d.id, t.title, d.ended FROM decision d JOIN meeting_item i ON i.id = d.again JOIN proposal p"
        " ON p.id = d.proposal JOIN proposal_text t ON t.proposal = p.id AND t.version = p.version"
        " WHERE i.meeting = ?1 AND d.meeting <> ?1 ORDER BY d.id",
        meeting);
    while (db_step(store, row))
        add(out, 3,
            sqlite3_column_int64(row, 2) != 0 ? _("Decision %lld ended: %s. A stop had suspended it.")
                                              : _("Decision %lld is in force again: %s. A stop had suspended it."),
            (long long)sqlite3_column_int64(row, 0), db_text(row, 1));
    db_done(store, row);
}

char *minutes_text(struct store *store, int64_t meeting, int64_t stands, int64_t now)
{
    struct buffer out = { 0 };
    char spoken[LANGUAGE_BYTES * 4], stand[WHEN_BYTES];
    util_copy_text(spoken, sizeof spoken, language_spoken());
    language_speak("");
    say_where(store, meeting, now, &out);
    say_present(store, meeting, now, &out);
    say_items(store, meeting, &out);
    say_decisions(store, meeting, now, &out);
    say_returned(store, meeting, &out);
    buffer_string(&out, "\n");
    add(&out, 0,
        _("These minutes stand from %s. Until then whoever was there may set a correction beside them: `minutes correct %lld`."),
        when_say(stands, false, now, stand), (long long)meeting);
    language_speak(spoken);
    return buffer_take(&out);
}

char *minutes_wrapped(const char *text)
{
    struct buffer out = { 0 };
    add_wrapped(&out, 0, text);
    return buffer_take(&out);
}
