/* minutes.c: the minutes of a meeting: written at its closing, posted as a thread, corrected beside until they stand.
 * RULES 4.8. */
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "language.h"
#include "store/assembly/effect_row.h"
#include "store/assembly/few.h"
#include "store/assembly/minutes_text.h"
#include "store/assembly/question.h"
#include "store/boards/post_write.h"
#include "store/people/by_hand.h"
#include "store/people/unit_row.h"
#include "when.h"

enum { HASH = 32 };

/* --- writing --- */

static void last_head(struct store *store, unsigned char head[HASH])
{
    memset(head, 0, HASH);
    sqlite3_stmt *row = db_query(store, "SELECT head FROM ledger ORDER BY seq DESC LIMIT 1");
    if (db_step(store, row))
        memcpy(head, sqlite3_column_blob(row, 0), HASH);
    db_done(store, row);
}

static void add_hashes(const char *text, const char *head, const char *hash, struct buffer *out)
{
    buffer_format(out, "%s\n", text);
    buffer_format(out, _("The text above: BLAKE2b\n%s\n"), hash);
    buffer_format(out, _("The book before it:\n%s\n"), head);
}

/* In the house's language: it is stored. */
static char *with_hashes(const char *text, const unsigned char head[HASH], const unsigned char hash[HASH])
{
    struct buffer out = { 0 };
    char heads[2 * HASH + 1], hashes[2 * HASH + 1];
    char spoken[LANGUAGE_BYTES * 4];
    util_copy_text(spoken, sizeof spoken, language_spoken());
    language_speak("");
    add_hashes(
        text, sodium_bin2hex(heads, sizeof heads, head, HASH), sodium_bin2hex(hashes, sizeof hashes, hash, HASH), &out);
    language_speak(spoken);
    return buffer_take(&out);
}

char *minutes_whole(const struct minutes *minutes)
{
    struct buffer out = { 0 };
    add_hashes(minutes->text, minutes->head, minutes->hash, &out);
    buffer_string(&out, minutes->beside);
    return buffer_take(&out);
}

/* A thread in the board `general`, when only the unit reads it. *thread stays 0 where there is no such board. */
static enum result post_thread(struct store *store, int64_t unit, const char *text, int64_t now, int64_t *thread)
{
    char title[TITLE_MAX * 4 + 1], spoken[LANGUAGE_BYTES * 4], day[WHEN_BYTES];
    struct place board = { .unit = unit, .visibility = VISIBLE_UNIT };
    board.board = db_number(
        store, 0, "SELECT id FROM board WHERE unit = ? AND slug = 'general' AND visibility = " SQL_VISIBLE_UNIT, unit);
    if (board.board == 0)
        return db_outcome(store);
    board.parent = db_number(store, 0, "SELECT parent FROM unit WHERE id = ?", unit);
    util_copy_text(spoken, sizeof spoken, language_spoken());
    language_speak("");
    snprintf(title, sizeof title, _("Minutes of %s"), when_say_date(when_day(now), when_day(now), day));
    language_speak(spoken);
    return thread_by_house(store, &board, title, text, now, thread);
}

/* RULES 1.2: founding time is over for good once an assembly closes with enough homes in the street, and enough people
 * in the room when its first item began: the founding assembly, with its own agenda. Another meeting does not end it;
 * the next one that is called is the founding assembly then. */
static void end_founding(struct store *store, int64_t meeting, int64_t unit, int64_t now)
{
    int64_t active = db_number(store, 0, "SELECT active FROM room WHERE meeting = ?", meeting);
    int64_t counted = db_number(store, 0, "SELECT counted FROM room WHERE meeting = ?", meeting);
    int64_t quorum = db_number(store, 0, "SELECT quorum_members FROM room WHERE meeting = ?", meeting);
    if (quorum > 0 && fraction_reached(fraction_read(quorum, false), counted, active))
        db_run(store,
            "UPDATE unit SET assembled = ?1 WHERE id = ?2 AND assembled = 0 AND founded > 0"
            " AND EXISTS (SELECT 1 FROM meeting WHERE id = ?3 AND founding = 1)",
            now, unit, meeting);
}

enum result minutes_write(struct store *store, const struct actor *actor, int64_t meeting, int64_t now)
{
    unsigned char head[HASH], hash[HASH];
    int64_t thread = 0, unit = db_number(store, 0, "SELECT unit FROM meeting WHERE id = ?", meeting);
    questions_end_with(store, meeting, PROPOSAL_RETURNED, now);
    int64_t stands = now + number_of(store, unit, NUMBER_MINUTES);
    end_founding(store, meeting, unit, now);
    decisions_settle(store, meeting, now);
    decisions_act(store, meeting, stands, now);
    effects_act(store, meeting, now);
    if (few_by_cut(store, meeting))
        few_carry_rest(store, unit, meeting, now);
    else if (few_came(store, meeting, now))
        few_carry_on(store, unit, meeting, now);
    char *text = minutes_text(store, meeting, stands, now);
    last_head(store, head);
    crypto_generichash(hash, HASH, (const unsigned char *)text, strlen(text), NULL, 0);
    char *posted = with_hashes(text, head, hash);
    enum result result = post_thread(store, unit, posted, now, &thread);
    db_run(store,
        "INSERT INTO minutes (meeting, unit, written, stands, thread, head, hash, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        meeting, unit, now, stands, thread, db_blob(head, HASH), db_blob(hash, HASH), text);
    db_run(store, "INSERT INTO minutes_present SELECT meeting, member FROM room_present WHERE meeting = ?", meeting);
    free(posted);
    free(text);
    if (result != RESULT_OK)
        return result;
    return ledger_append(store, &(struct ledger_new) { .at = now,
                                    .unit = unit,
                                    .subject = meeting,
                                    .actor = actor != NULL ? actor->member : 0,
                                    .kind = LEDGER_MINUTES_WRITTEN,
                                    .text_hash = hash });
}

/* --- reading --- */

static enum result no_minutes(struct store *store)
{
    return db_refuse(store, RESULT_NOT_FOUND,
        _("There are no minutes of such a meeting. They write themselves when one is closed."));
}

/* In lines of 80 columns, as the minutes are. */
static void add_lines(struct buffer *text, const char *words)
{
    char *lines = minutes_wrapped(words);
    buffer_string(text, lines);
    free(lines);
}

static void add_corrections(struct store *store, int64_t meeting, struct buffer *text)
{
    char at[WHEN_BYTES], handle[HANDLE_BYTES], hand[160];
    sqlite3_stmt *row = db_query(store,
        "SELECT at, " HANDLE_OF(
            "minutes_correction.member") ", body, id FROM minutes_correction WHERE meeting = ? AND " CORRECTION_STANDS
                                         " ORDER BY id",
        meeting);
    while (db_step(store, row)) {
        struct buffer whose = { 0 };
        person_copy_handle(row, 1, handle);
        by_hand_of(store, HAND_CORRECTION, sqlite3_column_int64(row, 3), hand, sizeof hand);
        when_say(sqlite3_column_int64(row, 0), true, sqlite3_column_int64(row, 0), at);
        if (hand[0] != '\0')
            buffer_format(&whose, _("Beside them, %s, %s, %s:"), handle, hand, at);
        else
            buffer_format(&whose, _("Beside them, %s, %s:"), handle, at);
        buffer_string(text, "\n");
        add_lines(text, buffer_text(&whose));
        add_lines(text, db_text(row, 2));
        buffer_clear(&whose);
    }
    db_done(store, row);
}

static void read_minutes(struct store *store, sqlite3_stmt *row, int64_t now, struct minutes *out)
{
    struct buffer beside = { 0 };
    *out = (struct minutes) {
        .meeting = sqlite3_column_int64(row, 0),
        .written = sqlite3_column_int64(row, 1),
        .stand_from = sqlite3_column_int64(row, 6),
        .thread = sqlite3_column_int64(row, 2),
    };
    out->stands = now >= out->stand_from;
    sodium_bin2hex(out->head, sizeof out->head, sqlite3_column_blob(row, 3), HASH);
    sodium_bin2hex(out->hash, sizeof out->hash, sqlite3_column_blob(row, 4), HASH);
    out->text = xstrdup(db_text(row, 5));
    add_corrections(store, out->meeting, &beside);
    out->beside = xstrdup(buffer_text(&beside));
    buffer_clear(&beside);
}

enum result minutes_get(
    struct store *store, const struct actor *actor, int64_t meeting, int64_t now, struct minutes *out)
{
    struct meeting_row found;
    *out = (struct minutes) { 0 };
    db_reading_begin(store);
    enum result result = meeting_row_get(store, actor, meeting, now, &found);
    if (result == RESULT_OK) {
        sqlite3_stmt *row = db_query(
            store, "SELECT meeting, written, thread, head, hash, body, stands FROM minutes WHERE meeting = ?", meeting);
        if (db_step(store, row))
            read_minutes(store, row, now, out);
        db_done(store, row);
        result = out->meeting != 0 ? RESULT_OK : no_minutes(store);
    }
    enum result end = db_reading_end(store);
    return result != RESULT_OK ? result : end;
}

void minutes_free(struct minutes *minutes)
{
    free(minutes->text);
    free(minutes->beside);
    minutes->text = minutes->beside = NULL;
}

/* --- correcting --- */

static enum result correct(
    struct store *store, const struct actor *actor, int64_t meeting, const char *text, int64_t now)
{
    struct meeting_row found;
    enum result result = meeting_row_get(store, actor, meeting, now, &found);
    int64_t stands = db_number(store, 0, "SELECT stands FROM minutes WHERE meeting = ?", meeting);
    if (result != RESULT_OK)
        return result;
    if (stands == 0)
        return no_minutes(store);
    if (now >= stands)
        return db_refuse(store, RESULT_REFUSED,
            _("Those minutes stand. Say in the next meeting what is wrong in them: `agenda add N --title T`."));
    if (db_number(store, 0, "SELECT 1 FROM minutes_present WHERE meeting = ? AND member = ?", meeting, actor->member) ==
        0)
        return db_refuse(store, RESULT_REFUSED, _("Whoever was in the meeting may correct its minutes."));
    if (db_number(store, 0,
            "SELECT count(*) FROM minutes_correction WHERE meeting = ? AND member = ? AND " CORRECTION_STANDS, meeting,
            actor->member) >= CORRECTIONS_OF_ONE)
        return db_refuse(store, RESULT_REFUSED, _("%d corrections of one person are enough. Write in the thread."),
            CORRECTIONS_OF_ONE);
    db_run(store, "INSERT INTO minutes_correction (meeting, member, at, body) VALUES (?, ?, ?, ?)", meeting,
        actor->member, now, text);
    result = by_hand_note(store, actor, HAND_CORRECTION, db_last_id(store), now);
    if (result != RESULT_OK)
        return result;
    return proposal_book(store, actor, found.unit, LEDGER_MINUTES_CORRECTED, meeting, NULL, now);
}

enum result minutes_correct(
    struct store *store, const struct actor *actor, int64_t meeting, const char *text, int64_t now)
{
    char *clean = NULL;
    enum result result = by_hand_require_voice(store, actor);
    if (result == RESULT_OK)
        result = db_clean_text(store, text, false, CORRECTION_MAX, &clean);
    if (result == RESULT_OK && (result = db_begin(store)) == RESULT_OK)
        result = db_finish(store, correct(store, actor, meeting, clean, now));
    free(clean);
    return result;
}

/* --- by hand: RULES 1.8 --- */

enum result minutes_correction_see(
    struct store *store, const struct actor *actor, int64_t correction, struct place *out)
{
    int64_t unit = db_number(store, 0,
        "SELECT m.unit FROM minutes_correction c JOIN minutes m ON m.meeting = c.meeting WHERE c.id = ?", correction);
    *out = (struct place) { .unit = unit };
    return unit != 0 && actor->kind == ACTOR_MEMBER && actor_belongs(actor, unit) ? db_outcome(store)
                                                                                  : RESULT_NOT_FOUND;
}

/* For a strike, and for taking it back. It changes nothing here: CORRECTION_STANDS reads from the entry by hand whether
 * the words show. They are kept for a day. */
enum result minutes_correction_strike(struct store *store, const struct actor *actor, int64_t correction, int64_t now)
{
    (void)actor;
    int64_t stands = db_number(store, 0,
        "SELECT m.stands FROM minutes_correction c JOIN minutes m ON m.meeting = c.meeting WHERE c.id = ?", correction);
    if (now >= stands)
        return db_refuse(
            store, RESULT_REFUSED, _("Those minutes stand; what is beside them stays. The thread is open."));
    return db_outcome(store);
}
