/* room_speak.c: hands, points, turns, signals. RULES 4.2, 4.3. */
#include <stdlib.h>
#include <string.h>

#include "room_tools.h"
#include "store/assembly/room_row.h"
#include "store/base/limits.h"

/* --- the order --- */

enum result room_turn_changed(struct room_change *change, int64_t began, int64_t read_until)
{
    db_run(change->store, "DELETE FROM room_signal WHERE meeting = ?", change->row.meeting.id);
    db_run(change->store, "UPDATE room_present SET table_read = 0 WHERE meeting = ? AND table_read = 1",
        change->row.meeting.id);
    return db_run(change->store, "UPDATE room SET turn_began = ?1, turn_alive = ?1, read_until = ?2 WHERE meeting = ?3",
        began, read_until, change->row.meeting.id);
}

static bool has_turn(const struct room_change *change, int64_t member)
{
    const struct speakers_turn *turn = &room_order_of(change)->turn;
    return turn->act != SPEAKERS_NO_ACT && turn->member == member;
}

void room_silence(struct room_change *change, int64_t member)
{
    bool turn = has_turn(change, member);
    if (speakers_person(room_order_of(change), member) != NULL)
        room_act(change, ACT_LEAVE, member, 0);
    if (turn)
        room_turn_changed(change, 0, 0);
}

static enum result raise(struct room_change *change, const struct room_form *form)
{
    (void)form;
    enum result result = limit_take(change->store, change->actor->member, LIMIT_ROOM, change->now);
    return result == RESULT_OK ? room_ordered(change, room_act(change, ACT_RAISE, change->actor->member, 0)) : result;
}

enum result room_raise(struct store *store, const struct actor *actor, int64_t meeting, int64_t now)
{
    return room_write(store, actor, meeting, now, ROOM_NEEDS_PRESENT, raise, &(struct room_form) { 0 });
}

static enum result lower(struct room_change *change, const struct room_form *form)
{
    (void)form;
    int64_t member = change->actor->member;
    bool turn = has_turn(change, member);
    enum speakers_result lowered = SPEAKERS_NOT_WAITING;
    if (turn)
        lowered = room_act(change, ACT_LOWER, member, room_order_of(change)->turn.act);
    for (enum speakers_act act = SPEAKERS_POINT; act <= SPEAKERS_LAST && lowered != SPEAKERS_OK; act++)
        lowered = room_act(change, ACT_LOWER, member, act);
    enum result result = room_ordered(change, lowered);
    return result == RESULT_OK && turn ? room_turn_changed(change, 0, change->row.read_until) : result;
}

enum result room_lower(struct store *store, const struct actor *actor, int64_t meeting, int64_t now)
{
    return room_write(store, actor, meeting, now, ROOM_NEEDS_PRESENT, lower, &(struct room_form) { 0 });
}

static enum result point(struct room_change *change, const struct room_form *form)
{
    enum result result = limit_take(change->store, change->actor->member, LIMIT_ROOM, change->now);
    if (result == RESULT_OK && change->row.item == 0)
        return db_refuse(change->store, RESULT_REFUSED, _("A process point is about an open item. None is open."));
    return result == RESULT_OK ? room_ordered(change, room_act(change, ACT_POINT, change->actor->member, form->number))
                               : result;
}

enum result room_point(
    struct store *store, const struct actor *actor, int64_t meeting, enum speakers_point_kind kind, int64_t now)
{
    return room_write(store, actor, meeting, now, ROOM_NEEDS_PRESENT, point, &(struct room_form) { .number = kind });
}

/* --- words --- */

static int letters_of(const char *text)
{
    int count = 0;
    for (; *text != '\0'; text++)
        count += ((unsigned char)*text & 0xC0) != 0x80;
    return count;
}

static int64_t words_of(const char *text)
{
    int64_t words = 0;
    for (text += strspn(text, " \n"); *text != '\0'; text += strspn(text, " \n"), words++)
        text += strcspn(text, " \n");
    return words;
}

static int64_t reading_seconds(const char *text, int64_t words_a_minute)
{
    return (words_of(text) * 60 + words_a_minute - 1) / words_a_minute;
}

enum result room_keep_line(
    struct room_change *change, enum room_line_kind kind, int64_t number, const char *text, int64_t *line)
{
    struct store *store = change->store;
    const struct actor *actor = change->actor;
    int64_t meeting = change->row.meeting.id;
    db_run(store,
        "INSERT INTO room_line (meeting, item, at, kind, member, hand, number, text) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        meeting, change->row.item, change->now, kind, actor->member,
        actor->kind == ACTOR_TABLE ? actor->member : actor->hand, number, text); /* room_lines.c reads the first */
    *line = db_last_id(store);
    change->spoken = actor->hand == 0 ? *line : 0;
    /* Of what counts as having spoken (struct room, `spoken`): not a process point, and not what an interpreter types,
     * whose words are the speaker's. */
    if (kind == ROOM_TURN || kind == ROOM_ANSWER || kind == ROOM_SENTENCE || kind == ROOM_REPORT)
        db_run(store,
            "INSERT INTO room_voice (meeting, member, letters) VALUES (?, ?, ?)"
            " ON CONFLICT DO UPDATE SET letters = letters + excluded.letters",
            meeting, actor->member, letters_of(text));
    /* Who has no device is told later what was written for her; at the door she said "yes, that". */
    return actor->hand != 0 && hand_writes_for(store, actor->member)
               ? by_hand_note(store, actor, HAND_SAID, *line, change->now)
               : db_outcome(store);
}

/* She reports from a small group: once. */
static bool reports(const struct room_change *change)
{
    db_run(change->store, "UPDATE room_present SET reports = 0 WHERE meeting = ? AND member = ? AND reports = 1",
        change->row.meeting.id, change->actor->member);
    return change->row.groups == 0 && sqlite3_changes(change->store->db) > 0;
}

static enum room_line_kind line_kind(const struct room_change *change, enum speakers_act act)
{
    if (act == SPEAKERS_SENTENCE && reports(change))
        return ROOM_REPORT;
    switch (act) {
    case SPEAKERS_POINT:
        return ROOM_POINT;
    case SPEAKERS_ANSWER:
        return ROOM_ANSWER;
    case SPEAKERS_SENTENCE:
        return ROOM_SENTENCE;
    default:
        return ROOM_TURN;
    }
}

static enum result say(struct room_change *change, const struct room_form *form)
{
    int64_t her = change->actor->member;
    const struct speakers_turn turn = room_order_of(change)->turn;
    const struct speakers_person *person = speakers_person(room_order_of(change), her);
    char *clean = NULL;
    if (!has_turn(change, her))
        return db_refuse(change->store, RESULT_CONFLICT,
            person != NULL && speakers_place(room_order_of(change), her) > 0
                ? _("It is not your turn yet. Your text is kept for it.")
                : _("It is not your turn. Raise your hand: `hand`."));
    enum result result = db_clean_text(change->store, form->text, false, (size_t)turn.letters, &clean);
    if (result == RESULT_OK && turn.act == SPEAKERS_SENTENCE && room_anger_words(change) > 0 &&
        (int)words_of(clean) > room_anger_words(change))
        result = db_refuse(change->store, RESULT_INVALID,
            _("This round has %d words each: what it did to your home. You wrote %d."), room_anger_words(change),
            (int)words_of(clean));
    if (result == RESULT_OK)
        result = room_keep_line(
            change, line_kind(change, turn.act), turn.act == SPEAKERS_POINT ? person->point_kind : 0, clean, form->out);
    if (result == RESULT_OK)
        result = room_ordered(change, room_act(change, ACT_SPOKE, 0, 0));
    if (result == RESULT_OK)
        result = room_turn_changed(change, 0,
            change->now + reading_seconds(clean, number_of(change->store, change->row.meeting.unit, NUMBER_READING)));
    free(clean);
    return result;
}

enum result room_say(
    struct store *store, const struct actor *actor, int64_t meeting, const char *text, int64_t now, int64_t *line)
{
    *line = 0;
    return room_write(
        store, actor, meeting, now, ROOM_NEEDS_PRESENT, say, &(struct room_form) { .text = text, .out = line });
}

/* `number`: the most letters; `member`: what kind of line. */
static enum result add_words(struct room_change *change, const struct room_form *form)
{
    char *clean = NULL;
    int64_t line;
    enum result result = limit_take(change->store, change->actor->member, LIMIT_ROOM, change->now);
    if (result == RESULT_OK && form->member == ROOM_INTERPRETED &&
        !speakers_may_interpret(room_order_of(change), change->actor->member))
        return db_refuse(change->store, RESULT_REFUSED,
            _("An interpreter types under the words of somebody else, and the last ones are not another's."));
    if (result == RESULT_OK)
        result = db_clean_text(change->store, form->text, false, (size_t)form->number, &clean);
    if (result == RESULT_OK)
        result = room_keep_line(change, (enum room_line_kind)form->member, 0, clean, &line);
    free(clean);
    return result;
}

enum result room_interpret(
    struct store *store, const struct actor *actor, int64_t meeting, const char *text, int64_t now)
{
    return room_write(store, actor, meeting, now, ROOM_NEEDS_LINE, add_words,
        &(struct room_form) { .text = text, .number = SPEAKERS_LETTERS, .member = ROOM_INTERPRETED });
}

enum result room_change_mind(
    struct store *store, const struct actor *actor, int64_t meeting, const char *text, int64_t now)
{
    return room_write(store, actor, meeting, now, ROOM_NEEDS_PRESENT, add_words,
        &(struct room_form) { .text = text, .number = ROOM_MIND_MAX, .member = ROOM_CHANGED_MIND });
}

static enum result writing(struct room_change *change, const struct room_form *form)
{
    (void)form;
    if (!has_turn(change, change->actor->member)) {
        change->quiet = true;
        return db_outcome(change->store);
    }
    return db_run(
        change->store, "UPDATE room SET turn_alive = ? WHERE meeting = ?", change->now, change->row.meeting.id);
}

/* Most calls write nothing: keys come all the time. */
static bool was_just_writing(const struct room_row *row, int64_t now)
{
    enum { OFTEN = 10 };
    return row->turn_alive == 0 ||
           (row->turn_alive <= now && row->turn_alive > now - OFTEN); /* 0: nobody has the turn */
}

enum result room_writing(struct store *store, const struct actor *actor, int64_t meeting, int64_t now)
{
    struct room_row row;
    enum result result = room_require(store, actor, meeting, now, ROOM_NEEDS_PRESENT, &row);
    if (result != RESULT_OK || was_just_writing(&row, now))
        return result;
    return room_write(store, actor, meeting, now, ROOM_NEEDS_PRESENT, writing, &(struct room_form) { 0 });
}

/* --- signals --- */

static enum result give_signal(struct room_change *change, const struct room_form *form)
{
    struct store *store = change->store;
    int64_t meeting = change->row.meeting.id, her = change->actor->member;
    enum result result = limit_take(store, her, LIMIT_ROOM, change->now);
    if (result != RESULT_OK)
        return result;
    if (form->number < 0 || form->number >= ROOM_SIGNALS)
        return db_refuse(store, RESULT_INVALID, _("There is no such signal."));
    if (!form->on)
        return db_run(store, "DELETE FROM room_signal WHERE meeting = ? AND member = ? AND signal = ?", meeting, her,
            form->number);
    return db_run(store,
        "INSERT INTO room_signal (meeting, member, signal) VALUES (?, ?, ?)"
        " ON CONFLICT DO UPDATE SET signal = excluded.signal",
        meeting, her, form->number);
}

enum result room_signal(
    struct store *store, const struct actor *actor, int64_t meeting, enum room_signal signal, bool on, int64_t now)
{
    return room_write(store, actor, meeting, now, ROOM_NEEDS_PRESENT, give_signal,
        &(struct room_form) { .number = signal, .on = on });
}
