/* agenda.c: the items of a meeting: adding, dropping, what matters to homes, their order. RULES 4.1, 1.2. */
#include <stdlib.h>
#include <string.h>

#include "store/assembly/proposal_row.h"
#include "store/base/retention.h"

/* The agenda that appears by itself at a founding assembly: agreements, tasks by lot among the willing, numbers. */
enum { FOUNDING_ITEMS = 3 };
static const struct {
    const char *title;
    enum item_wants wants;
    enum item_about about;
    int minutes;
} founding[ITEM_BY_ITSELF_LAST + 1] = {
    [1] = { N_("What we agree on with each other"), ITEM_DECIDE, ITEM_RULES, 30 },
    [2] = { N_("Who does what: tasks by lot among the willing"), ITEM_DECIDE, ITEM_TASKS, 20 },
    [3] = { N_("The numbers: how many days, how many homes"), ITEM_DECIDE, ITEM_RULES, 15 },
    [ITEM_NOT_DARED] = { N_("What many did not dare to say last time"), ITEM_TALK, ITEM_THINGS, 15 },
    [ITEM_QUARTER] = { N_("Who speaks, who carries, who stopped coming"), ITEM_TALK, ITEM_THINGS, 10 },
};

const char *agenda_founding_title(int founds)
{
    return founds >= 1 && founds <= ITEM_BY_ITSELF_LAST ? _(founding[founds].title) : "";
}

void agenda_title_again(enum item_wants wants, const char *title, char *out, size_t size)
{
    if (wants == ITEM_DECIDE)
        snprintf(out, size, _("A stop came: %s"), title);
    else
        snprintf(out, size, wants == ITEM_TALK ? _("Review: %s") : _("Late: %s"), title);
}

static enum result insert(struct store *store, int64_t meeting, int64_t adder, int founds, const struct item_new *form,
    int64_t now, int64_t *item)
{
    char uid[37];
    uid_make(now, uid);
    enum result result = db_run(store,
        "INSERT INTO meeting_item (uid, meeting, adder, founds, wants, about, minutes, added, angry, person)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        uid, meeting, adder, founds, form->wants, form->about, form->minutes, now, form->angry, form->person);
    *item = db_last_id(store);
    return result;
}

void agenda_found(struct store *store, int64_t meeting, int64_t now)
{
    int64_t item;
    for (int i = 1; i <= FOUNDING_ITEMS; i++)
        insert(store, meeting, 0, i,
            &(struct item_new) {
                .wants = founding[i].wants, .about = founding[i].about, .minutes = founding[i].minutes },
            now, &item);
}

int64_t agenda_add_by_itself(struct store *store, int64_t meeting, int which, const char *details, int64_t now)
{
    int64_t item = 0;
    insert(store, meeting, 0, which,
        &(struct item_new) {
            .wants = founding[which].wants, .about = founding[which].about, .minutes = founding[which].minutes },
        now, &item);
    if (details[0] != '\0')
        db_run(store, "INSERT INTO meeting_item_text VALUES (?, '', ?)", item, details);
    return item;
}

int64_t agenda_copy(struct store *store, int64_t item, int64_t meeting, int64_t now)
{
    char uid[37];
    uid_make(now, uid);
    db_run(store,
        "INSERT INTO meeting_item (uid, meeting, adder, wants, about, minutes, added, person, speaker, founds, failed,"
        " angry) SELECT ?, ?, adder, wants, about, minutes, ?, person, speaker, founds, failed, angry FROM meeting_item"
        " WHERE id = ?",
        uid, meeting, now, item);
    int64_t copy = db_last_id(store);
    db_run(store, "INSERT INTO meeting_item_text SELECT ?, title, details FROM meeting_item_text WHERE item = ?", copy,
        item);
    return copy;
}

/* --- reading --- */

int64_t meeting_item_person_of(struct store *store, int64_t item)
{
    return db_number(store, 0, "SELECT person FROM meeting_item WHERE id = ?", item);
}

#define ITEM_SELECT                                                                                                    \
    "SELECT i.id, i.meeting, i.adder, i.founds, i.wants, i.about, i.minutes, i.added, i.dropped,"                      \
    " coalesce(x.title, ''), coalesce(x.details, ''), x.item IS NULL, " HANDLE_OF("i.adder") ", " HOMES_SAID(          \
        "meeting_matters", "item", "i.id") " AS homes, " HER_HOME_SAID("meeting_matters", "item",                      \
        "i.id") ", i.decision, coalesce((SELECT max(p.id) FROM proposal p WHERE p.item = i.id AND p." PROPOSAL_GOES_ON \
                "), 0), i.angry, i.urgent, i.person, i.speaker, " HANDLE_OF("i.person") ", " HANDLE_OF(                \
                    "i.speaker") " FROM meeting_item i LEFT JOIN meeting_item_text x ON x.item = i.id"

/* An item that appeared by itself has nobody who added it. */
static void read_by_itself(sqlite3_stmt *row, struct meeting_item *out)
{
    char *title = xstrdup(out->title);
    int founds = sqlite3_column_int(row, 3);
    out->by[0] = '\0';
    if (founds != 0)
        util_copy_text(out->title, sizeof out->title, agenda_founding_title(founds));
    else
        agenda_title_again(out->wants, title, out->title, sizeof out->title);
    free(title);
}

static void read_item(struct store *store, const struct actor *actor, sqlite3_stmt *row, struct meeting_item *out)
{
    int founds = sqlite3_column_int(row, 3);
    *out = (struct meeting_item) {
        .id = sqlite3_column_int64(row, 0),
        .meeting = sqlite3_column_int64(row, 1),
        .added = sqlite3_column_int64(row, 7),
        .wants = (enum item_wants)sqlite3_column_int(row, 4),
        .about = (enum item_about)sqlite3_column_int(row, 5),
        .minutes = sqlite3_column_int(row, 6),
        .homes = sqlite3_column_int(row, 13),
        .matters = sqlite3_column_int(row, 14) != 0,
        .mine = sqlite3_column_int64(row, 2) == actor->member,
        .dropped = sqlite3_column_int64(row, 8) != 0,
        .proposal = sqlite3_column_int64(row, 16),
        .angry = sqlite3_column_int(row, 17) != 0,
        .urgent = sqlite3_column_int(row, 18) != 0,
        .person = sqlite3_column_int64(row, 19),
        .speaker = sqlite3_column_int64(row, 20),
    };
    out->about_me = out->person != 0 && out->person == actor->member;
    if (out->person != 0)
        person_copy_handle(row, 21, out->person_handle);
    if (out->speaker != 0)
        person_copy_handle(row, 22, out->speaker_handle);
    db_copy(row, 9, out->title, sizeof out->title);
    db_copy(row, 10, out->details, sizeof out->details);
    person_copy_handle(row, 12, out->by);
    if (founds != 0 || sqlite3_column_int64(row, 15) != 0)
        read_by_itself(row, out);
    else if (sqlite3_column_int(row, 11) != 0)
        util_copy_text(out->title, sizeof out->title, _("[withdrawn]"));
    by_hand_of(store, HAND_ITEM, out->id, out->by_hand, sizeof out->by_hand);
}

/* The item, and its meeting as a row. RESULT_NOT_FOUND to everybody who may not know of the meeting. */
static enum result open_item(struct store *store, const struct actor *actor, int64_t item, int64_t now,
    struct meeting_item *out, struct meeting_row *meeting)
{
    *out = (struct meeting_item) { 0 };
    enum result result = by_hand_require_voice(store, actor);
    if (result != RESULT_OK)
        return result;
    int64_t of = db_number(store, 0, "SELECT meeting FROM meeting_item WHERE id = ?", item);
    result = meeting_row_get(store, actor, of, now, meeting);
    if (result == RESULT_NOT_FOUND)
        return db_refuse(store, RESULT_NOT_FOUND, _("There is no such item. `agenda N` lists those of a meeting."));
    if (result != RESULT_OK)
        return result;
    sqlite3_stmt *row = db_query(store, ITEM_SELECT " WHERE i.id = ?2", actor->member, item);
    if (db_step(store, row))
        read_item(store, actor, row, out);
    db_done(store, row);
    return db_outcome(store);
}

enum result meeting_item_get(
    struct store *store, const struct actor *actor, int64_t item, int64_t now, struct meeting_item *out)
{
    struct meeting_row meeting;
    db_reading_begin(store);
    enum result result = open_item(store, actor, item, now, out, &meeting);
    enum result end = db_reading_end(store);
    return result != RESULT_OK ? result : end;
}

enum result meeting_items_list(struct store *store, const struct actor *actor, int64_t meeting, int64_t now,
    struct meeting_item *out, size_t limit, size_t *count)
{
    struct meeting_row found;
    *count = 0;
    db_reading_begin(store);
    enum result result = meeting_row_get(store, actor, meeting, now, &found);
    if (result == RESULT_OK) {
        sqlite3_stmt *row = db_query(store,
            ITEM_SELECT " WHERE i.meeting = ?2 AND i.dropped = 0 ORDER BY i.urgent DESC, homes DESC, i.id",
            actor->member, meeting);
        while (*count < limit && db_step(store, row))
            read_item(store, actor, row, &out[(*count)++]);
        db_done(store, row);
    }
    enum result end = db_reading_end(store);
    return result != RESULT_OK ? result : end;
}

/* --- adding --- */

bool meeting_item_needs_person(enum item_wants wants, enum item_about about)
{
    return about == ITEM_PERSON && wants != ITEM_CHOOSE;
}

enum result agenda_check(struct store *store, const struct item_new *form)
{
    if ((int)form->wants < 0 || form->wants >= ITEM_WANTS || (int)form->about < 0 || form->about >= ITEM_ABOUTS)
        return db_refuse(store, RESULT_INVALID, _("Say what it wants of the people, and what it is about."));
    if (form->minutes < 1 || form->minutes > ITEM_MINUTES_MAX)
        return db_refuse(
            store, RESULT_INVALID, _("An item takes 1 to %d minutes. A longer one is two items."), ITEM_MINUTES_MAX);
    if (form->person == 0 && meeting_item_needs_person(form->wants, form->about))
        return db_refuse(
            store, RESULT_INVALID, _("Say about whom: `--about HANDLE`. They hear of it, and speak first and last."));
    if (form->about != ITEM_PERSON && form->person != 0)
        return db_refuse(store, RESULT_INVALID, _("An item about somebody is about a person: `--about HANDLE`."));
    if (form->angry && form->about == ITEM_PERSON)
        return db_refuse(store, RESULT_INVALID,
            _("An item about a person is not called in anger, because they speak first. Call it without anger, or call what was done, about things."));
    if (form->title == NULL || form->title[strspn(form->title, " \t\r\n")] == '\0')
        return db_refuse(store, RESULT_INVALID, _("An item needs a title: one line that says what it is about."));
    return RESULT_OK;
}

static enum result require_open_agenda(struct store *store, const struct meeting_row *meeting, int64_t now)
{
    if (!meeting_is_ahead(meeting, now))
        return meeting_refuse_ended(store, meeting);
    if (meeting_agenda_is_open(meeting, now))
        return RESULT_OK;
    return db_refuse(store, RESULT_REFUSED,
        _("The agenda closed %d hours before the meeting, so that all can know what is on it. What cannot wait, and is not about people, tasks, money or rules, is asked for in the meeting: `urgent TITLE`."),
        (int)((meeting->starts - meeting->agenda_closes) / 3600));
}

static bool hand_speaks_for_others(struct store *store, const struct actor *actor, const struct meeting_row *meeting)
{
    return actor->hand != 0 &&
           db_number(store, 0,
               "SELECT count(DISTINCT w.member) FROM hand_word w JOIN meeting_item i ON i.id = w.subject"
               " WHERE w.kind = 'item' AND w.struck_by = 0 AND i.meeting = ? AND w.hand = ? AND w.member <> ?",
               meeting->id, actor->hand, actor->member) >= number_of(store, meeting->unit, NUMBER_HAND_FOR);
}

static enum result check_places(struct store *store, const struct actor *actor, const struct meeting_row *meeting)
{
    if (db_number(store, 0, "SELECT count(*) FROM meeting_item WHERE meeting = ? AND dropped = 0", meeting->id) >=
        ITEMS_MOST)
        return db_refuse(store, RESULT_REFUSED,
            _("There are %d items already, more than one meeting can take. Keep it for the next one."), ITEMS_MOST);
    if (db_number(store, 0, "SELECT count(*) FROM meeting_item WHERE meeting = ? AND adder = ? AND dropped = 0",
            meeting->id, actor->member) >= ITEMS_OF_ONE)
        return db_refuse(store, RESULT_REFUSED,
            _("%d items of one person are enough for a meeting. Drop one first: `agenda drop ITEM`."), ITEMS_OF_ONE);
    if (hand_speaks_for_others(store, actor, meeting))
        return meeting_refuse_third(store, meeting->unit);
    return RESULT_OK;
}

enum result agenda_add(struct store *store, const struct actor *actor, const struct item_new *form, int64_t now,
    struct meeting_row *meeting, int64_t *item)
{
    enum result result = meeting_row_get(store, actor, form->meeting, now, meeting);
    if (result == RESULT_OK)
        result = require_open_agenda(store, meeting, now);
    if (result == RESULT_OK)
        result = check_places(store, actor, meeting);
    if (result == RESULT_OK && form->person != 0)
        result = meeting_item_check_person(store, meeting->unit, form->person);
    if (result == RESULT_OK)
        result = insert(store, meeting->id, actor->member, 0, form, now, item);
    if (result != RESULT_OK)
        return result;
    db_run(store, "INSERT INTO meeting_item_text VALUES (?, ?, ?)", *item, form->title, form->details);
    result = by_hand_note(store, actor, HAND_ITEM, *item, now);
    return result == RESULT_OK ? meeting_book(store, actor, meeting->unit, LEDGER_ITEM_ADDED, *item, now) : result;
}

static enum result add(
    struct store *store, const struct actor *actor, const struct item_new *form, int64_t now, int64_t *item)
{
    struct meeting_row meeting;
    return agenda_add(store, actor, form, now, &meeting, item);
}

enum result meeting_item_add(
    struct store *store, const struct actor *actor, const struct item_new *form, int64_t now, int64_t *item)
{
    char *title = NULL, *details = NULL;
    bool has_details = form->details != NULL && form->details[strspn(form->details, " \t\r\n")] != '\0';
    struct item_new clean = *form;
    enum result result = by_hand_require_voice(store, actor);
    if (result == RESULT_OK)
        result = agenda_check(store, form);
    if (result == RESULT_OK)
        result = db_clean_text(store, form->title, true, ITEM_TITLE_MAX, &title);
    if (result == RESULT_OK && has_details)
        result = db_clean_text(store, form->details, false, ITEM_DETAILS_MAX, &details);
    clean.title = title;
    clean.details = details != NULL ? details : "";
    if (result == RESULT_OK && (result = db_begin(store)) == RESULT_OK)
        result = db_finish(store, add(store, actor, &clean, now, item));
    free(title);
    free(details);
    return result;
}

/* --- dropping --- */

static enum result set_dropped(struct store *store, const struct actor *actor, const struct meeting_item *item,
    const struct meeting_row *meeting, int64_t at, bool struck, int64_t now)
{
    db_run(store, "UPDATE meeting_item SET dropped = ?, struck = ? WHERE id = ?", at, struck, item->id);
    proposal_item_dropped(store, item->id, at);
    return meeting_book(store, actor, meeting->unit, at != 0 ? LEDGER_ITEM_DROPPED : LEDGER_ITEM_ADDED, item->id, now);
}

/* Accepts an item of hers on an agenda that is still open; by hand, one that this hand wrote. */
static enum result own_item(struct store *store, const struct actor *actor, int64_t id, int64_t now,
    struct meeting_item *item, struct meeting_row *meeting)
{
    enum result result = open_item(store, actor, id, now, item, meeting);
    if (result == RESULT_OK)
        result = require_open_agenda(store, meeting, now);
    if (result == RESULT_OK && !item->mine)
        return db_refuse(store, RESULT_REFUSED, _("Only the person who added an item can drop it or put it back."));
    if (result == RESULT_OK && actor->hand != 0 &&
        db_number(
            store, 0, "SELECT 1 FROM hand_word WHERE kind = 'item' AND subject = ? AND hand = ?", id, actor->hand) == 0)
        return db_refuse(store, RESULT_REFUSED, _("Only the neighbour who wrote it for them can take it back."));
    return result;
}

static enum result drop(struct store *store, const struct actor *actor, int64_t id, int64_t now)
{
    struct meeting_item item;
    struct meeting_row meeting;
    enum result result = own_item(store, actor, id, now, &item, &meeting);
    if (result == RESULT_OK && item.dropped)
        return db_refuse(store, RESULT_CONFLICT, _("That item is off the agenda already."));
    return result == RESULT_OK ? set_dropped(store, actor, &item, &meeting, now, false, now) : result;
}

enum result meeting_item_drop(struct store *store, const struct actor *actor, int64_t item, int64_t now)
{
    enum result result = db_begin(store);
    return result == RESULT_OK ? db_finish(store, drop(store, actor, item, now)) : result;
}

static enum result restore(struct store *store, const struct actor *actor, int64_t id, int64_t now)
{
    struct meeting_item item;
    struct meeting_row meeting;
    enum result result = own_item(store, actor, id, now, &item, &meeting);
    if (result != RESULT_OK)
        return result;
    if (!item.dropped)
        return db_refuse(store, RESULT_CONFLICT, _("That item is on the agenda."));
    if (db_number(store, 0, "SELECT struck FROM meeting_item WHERE id = ?", id) != 0)
        return db_refuse(store, RESULT_REFUSED, _("That was struck, as they said that it is not theirs."));
    if (now - db_number(store, 0, "SELECT dropped FROM meeting_item WHERE id = ?", id) >=
        retention_period(store, "version"))
        return db_refuse(store, RESULT_REFUSED, _("A dropped item is kept for a day; this one is gone."));
    result = check_places(store, actor, &meeting);
    return result == RESULT_OK ? set_dropped(store, actor, &item, &meeting, 0, false, now) : result;
}

enum result meeting_item_restore(struct store *store, const struct actor *actor, int64_t item, int64_t now)
{
    enum result result = db_begin(store);
    return result == RESULT_OK ? db_finish(store, restore(store, actor, item, now)) : result;
}

/* At her word; also when the agenda is closed. An item that she had dropped stays as it was. */
enum result agenda_strike(struct store *store, const struct actor *actor, int64_t id, int64_t now)
{
    struct meeting_item item;
    struct meeting_row meeting;
    enum result result = open_item(store, actor, id, now, &item, &meeting);
    if (result != RESULT_OK || item.dropped || !meeting_is_ahead(&meeting, now))
        return result;
    return set_dropped(store, actor, &item, &meeting, now, true, now);
}

enum result agenda_unstrike(struct store *store, const struct actor *actor, int64_t id, int64_t now)
{
    struct meeting_item item;
    struct meeting_row meeting;
    enum result result = open_item(store, actor, id, now, &item, &meeting);
    if (result != RESULT_OK || db_number(store, 0, "SELECT struck FROM meeting_item WHERE id = ?", id) == 0)
        return result;
    if (!meeting_is_ahead(&meeting, now))
        return meeting_refuse_ended(store, &meeting);
    return set_dropped(store, actor, &item, &meeting, 0, false, now);
}

/* --- what matters to homes --- */

static enum result matters(struct store *store, const struct actor *actor, int64_t id, bool on, int64_t now)
{
    struct meeting_item item;
    struct meeting_row meeting;
    enum result result = open_item(store, actor, id, now, &item, &meeting);
    if (result != RESULT_OK)
        return result;
    if (!meeting_is_ahead(&meeting, now))
        return meeting_refuse_ended(store, &meeting);
    if (item.dropped)
        return db_refuse(store, RESULT_REFUSED,
            _("That item is off the agenda. Whoever added it puts it back, for a day: `agenda restore ITEM`."));
    return on ? meeting_say(store, actor, meeting.unit, SAID_MATTERS, id, now)
              : meeting_unsay(store, actor, SAID_MATTERS, id);
}

enum result meeting_item_matters(struct store *store, const struct actor *actor, int64_t item, bool on, int64_t now)
{
    enum result result = db_begin(store);
    return result == RESULT_OK ? db_finish(store, matters(store, actor, item, on, now)) : result;
}
