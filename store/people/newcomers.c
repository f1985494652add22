/* newcomers.c: what the people of a home can do about someone who is brought into it, and how the people who wait for
 * admission get in. RULES 1.1, 1.8. */
#include "newcomers.h"

#include <string.h>

#include "numbers.h"
#include "store/base/ledger_chain.h"
#include "store/base/subject.h"
#include "store/people/admission.h"
#include "store/people/handles.h"
#include "store/people/moving_write.h"
#include "store/people/people.h"
#include "store/people/person.h"

/* --- waiting for admission --- */

enum result newcomer_wait_get(struct store *store, const struct actor *actor, struct newcomer_wait *out)
{
    *out = (struct newcomer_wait) { 0 };
    sqlite3_stmt *row =
        db_query(store, "SELECT home, since, cause FROM at_door WHERE member = ? AND yes = 0", actor->member);
    bool found = db_step(store, row);
    if (found) {
        db_copy(row, 0, out->home, sizeof out->home);
        out->since = sqlite3_column_int64(row, 1);
        out->stopped = sqlite3_column_int64(row, 2) == ADMISSION_STOPPED;
    }
    db_done(store, row);
    return found ? RESULT_OK : db_refuse(store, RESULT_NOT_FOUND, _("You are in. Log in again."));
}

void newcomer_wait_words(const struct newcomer_wait *wait, char *out, size_t size)
{
    snprintf(out, size,
        wait->stopped
            ? _("People of home %s stopped your entry: they do not know of you. Until one of them says yes, the "
                "street is shut to you. Nothing you wrote is lost. Ask them, or whoever gave you the card.")
            : _("You have an account and no home yet. Somebody who lives at home %s has to say yes; if that home is new, "
                "a second home of its block. Ask them, and log in again."),
        wait->home);
}

/* --- what stands on her home screen --- */

void newcomer_words(const struct newcomer *newcomer, char out[NEWCOMER_WORDS])
{
    const char *by = newcomer->by[0] != '\0' ? newcomer->by : _("a steward");
    switch (newcomer->state) {
    case NEWCOMER_CARD:
        snprintf(out, NEWCOMER_WORDS, _("%s made a card for somebody of your home, %s"), by, newcomer->home);
        return;
    case NEWCOMER_TOLD:
        snprintf(out, NEWCOMER_WORDS, _("%s says that %s lives at your home, %s, and has no device"), by,
            newcomer->handle, newcomer->home);
        return;
    case NEWCOMER_CAME:
        snprintf(
            out, NEWCOMER_WORDS, _("%s came into your home, %s, brought by %s"), newcomer->handle, newcomer->home, by);
        return;
    case NEWCOMER_WAITS:
        snprintf(out, NEWCOMER_WORDS, _("%s waits for a yes to live at %s, brought by %s"), newcomer->handle,
            newcomer->home, by);
        return;
    case NEWCOMER_MOVES:
        snprintf(out, NEWCOMER_WORDS, _("%s, now of %s, asks to move into home %s"), newcomer->handle, newcomer->from,
            newcomer->home);
        return;
    case NEWCOMER_WENT:
        snprintf(out, NEWCOMER_WORDS, _("%s moved out of your home, to another street"), newcomer->handle);
        return;
    case NEWCOMER_IN:
        snprintf(out, NEWCOMER_WORDS, _("%s came in by your card"), newcomer->handle);
        return;
    }
}

struct list {
    struct store *store;
    const struct actor *actor;
    char home[HOME_BYTES];
    int64_t unit, household; /* the street of that home, and the home as a number */
    int64_t joined;          /* when the actor came in herself: she decides nothing about people who came before her */
    int64_t now, valid_from; /* an invitation made before is over */
    struct newcomer *out;
    size_t limit, *count;
};

/* Reads rows with the columns id, at, handle, home, by, unit. */
static void take_rows(struct list *list, enum newcomer_state state, sqlite3_stmt *row)
{
    while (*list->count < list->limit && db_step(list->store, row)) {
        struct newcomer *one = &list->out[(*list->count)++];
        *one = (struct newcomer) { .state = state,
            .id = sqlite3_column_int64(row, 0),
            .at = sqlite3_column_int64(row, 1),
            .unit = sqlite3_column_int64(row, 5) };
        db_copy(row, 2, one->handle, sizeof one->handle);
        db_copy(row, 3, one->home, sizeof one->home);
        db_copy(row, 4, one->by, sizeof one->by);
        if (state == NEWCOMER_CAME && !newcomer_may_be_stopped(one->at, store_time_over(list->store, list->now)))
            --*list->count;
    }
    db_done(list->store, row);
}

static void list_cards(struct list *list)
{
    take_rows(list, NEWCOMER_CARD,
        db_query(list->store,
            "SELECT i.id, i.made, '', i.home, " HANDLE_OF(
                "i.inviter") ", i.unit FROM invitation i WHERE i.home = ?1 AND i.unit = ?5"
                             " AND i.joined = 0 AND i.stopped = 0 AND i.inviter <> ?2 AND i.made > ?3 AND i.made >= ?4 ORDER BY i.id",
            list->home, list->actor->member, list->valid_from, list->joined, list->unit));
}

static void list_told(struct list *list)
{
    take_rows(list, NEWCOMER_TOLD,
        db_query(list->store,
            "SELECT p.id, p.at, p.handle, p.home, " HANDLE_OF(
                "p.adder") ", p.unit FROM hand_person p WHERE p.home = ?1 AND p.unit = ?5"
                           " AND p.adder <> ?2 AND p.at > ?3 AND p.at >= ?4 ORDER BY p.id",
            list->home, list->actor->member, list->valid_from, list->joined, list->unit));
}

/* SQL: members who came into the home by a card, by two neighbours' word, or from another street. It leaves out members
 * to whom the home said yes. ?1 the home, ?2 the actor, ?3 when the actor came in herself, ?4 the street. The caller
 * asks newcomer_may_be_stopped() whether it is too late. */
#define CAME_BY "coalesce(" MOVED_BY ", i.inviter, x.adder)"
#define CAME_SELECT                                                                                                                             \
    "SELECT m.id AS id, m.joined AS joined, " HANDLE_OF("m.id") ", h.label, " HANDLE_OF(                                                        \
        CAME_BY) ", h.unit FROM member m"                                                                                                       \
                 " JOIN household h ON h.id = m.household LEFT JOIN invitation i ON i.joined = m.id AND i.used >= m.joined AND i.unit = h.unit" \
                 " LEFT JOIN hand_member x ON x.member = m.id AND x.at >= m.joined"                                                             \
                 " WHERE h.label = ?1 AND h.unit = ?4 AND m.gone = 0 AND m.id <> ?2 AND m.joined >= ?3 AND " CAME_BY                            \
                 " <> ?2"                                                                                                                       \
                 " AND NOT EXISTS (SELECT 1 FROM at_door d WHERE d.member = m.id)"

static void list_came(struct list *list)
{
    take_rows(list, NEWCOMER_CAME,
        db_query(list->store, CAME_SELECT " ORDER BY m.joined, m.id", list->home, list->actor->member, list->joined,
            list->unit));
}

/* SQL: the member who brought her, in whatever way; 0 when the shell did. */
#define BROUGHT_BY                                                                                                     \
    "coalesce((SELECT v.yes FROM moving v WHERE v.member = d.member AND v.moved <> 0),"                                \
    " (SELECT inviter FROM invitation i WHERE i.joined = d.member AND i.unit = d.unit),"                               \
    " (SELECT adder FROM hand_member x WHERE x.member = d.member), 0)"

static void list_waiting(struct list *list)
{
    sqlite3_stmt *row = db_query(list->store,
        "SELECT d.member, d.since, " HANDLE_OF("d.member") ", d.home, " HANDLE_OF(
            BROUGHT_BY) ", " BROUGHT_BY
                        ", d.unit FROM at_door d JOIN member m ON m.id = d.member WHERE d.yes = 0 AND m.gone = 0 ORDER BY d.since, d.member");
    while (*list->count < list->limit && db_step(list->store, row)) {
        struct newcomer *one = &list->out[*list->count];
        *one = (struct newcomer) { .state = NEWCOMER_WAITS,
            .id = sqlite3_column_int64(row, 0),
            .at = sqlite3_column_int64(row, 1),
            .unit = sqlite3_column_int64(row, 6) };
        db_copy(row, 2, one->handle, sizeof one->handle);
        db_copy(row, 3, one->home, sizeof one->home);
        db_copy(row, 4, one->by, sizeof one->by);
        if (admission_may_let_in(list->store, list->actor, sqlite3_column_int64(row, 6), one->home,
                sqlite3_column_int64(row, 5), list->now))
            ++*list->count;
    }
    db_done(list->store, row);
}

static void list_moving(struct list *list)
{
    sqlite3_stmt *row = moving_told(list->store, list->unit, list->household, list->now);
    while (*list->count < list->limit && db_step(list->store, row)) {
        struct newcomer *one = &list->out[*list->count];
        bool went = sqlite3_column_int(row, 5) != 0;
        *one = (struct newcomer) { .state = went ? NEWCOMER_WENT : NEWCOMER_MOVES,
            .id = sqlite3_column_int64(row, 0),
            .at = sqlite3_column_int64(row, 1),
            .unit = list->unit };
        db_copy(row, 2, one->handle, sizeof one->handle);
        db_copy(row, 3, one->home, sizeof one->home);
        db_copy(row, 4, one->from, sizeof one->from);
        if (went || admission_may_let_in(list->store, list->actor, list->unit, one->home, one->id, list->now))
            ++*list->count;
    }
    db_done(list->store, row);
}

/* RULES 1.1: an inviter learns that her card was used, as long as she is of that unit herself. Who waits for
 * admission did not come in yet. */
static void list_in(struct list *list)
{
    take_rows(list, NEWCOMER_IN,
        db_query(list->store,
            "SELECT m.id, i.used, " HANDLE_OF(
                "m.id") ", i.home, '', i.unit FROM invitation i JOIN member m ON m.id = i.joined"
                        " WHERE i.inviter = ?1 AND i.unit IN (SELECT unit FROM membership WHERE member = ?1) AND i.used > ?2 - ?3 AND i.stopped = 0 AND m.gone = 0"
                        " AND NOT EXISTS (SELECT 1 FROM at_door d WHERE d.member = m.id AND d.yes = 0) ORDER BY i.used",
            list->actor->member, list->now, (int64_t)CAME_IN_TOLD_SECONDS));
}

static void read_self(struct list *list)
{
    sqlite3_stmt *row = db_query(list->store,
        "SELECT coalesce(h.label, ''), coalesce(h.unit, 0), m.joined, coalesce(h.id, 0) FROM member m"
        " LEFT JOIN household h ON h.id = m.household WHERE m.id = ?",
        list->actor->member);
    if (db_step(list->store, row)) {
        db_copy(row, 0, list->home, sizeof list->home);
        list->unit = sqlite3_column_int64(row, 1);
        list->joined = sqlite3_column_int64(row, 2);
        list->household = sqlite3_column_int64(row, 3);
    }
    db_done(list->store, row);
}

enum result newcomers_list(
    struct store *store, const struct actor *actor, int64_t now, struct newcomer *out, size_t limit, size_t *count)
{
    struct list list = { .store = store, .actor = actor, .now = now, .out = out, .limit = limit, .count = count };
    *count = 0;
    enum result result = rights_require_member(store, actor);
    if (result != RESULT_OK)
        return result;
    db_reading_begin(store);
    read_self(&list);
    list_waiting(&list);
    list_moving(&list);
    if (list.home[0] != '\0') {
        list.valid_from = now - number_of(store, list.unit, NUMBER_INVITATION);
        list_came(&list);
        list_cards(&list);
        list_told(&list);
    }
    list_in(&list);
    return db_reading_end(store);
}

/* --- stopping; inside a write --- */

/* Puts her out of the home. Cards that she made and her yes to others' cards become void; what she wrote stays. */
static enum result put_out(struct store *store, int64_t member, int64_t now)
{
    char home[HOME_BYTES];
    int64_t unit = unit_street_of(store, member);
    person_home(store, member, home);
    db_run(store, "UPDATE member SET household = NULL WHERE id = ?", member);
    db_run(store, "DELETE FROM invitation WHERE inviter = ? AND joined = 0", member);
    db_run(store, "UPDATE invitation SET second = 0 WHERE second = ? AND joined = 0", member);
    db_run(store, "DELETE FROM hand_person WHERE adder = ?", member);
    db_run(store, "UPDATE presence SET there = 0 WHERE member = ?", member);
    ledger_wrote_remember(store, &(struct wrote) { .member = member }); /* her sessions end */
    return admission_wait(store, unit, member, home, ADMISSION_STOPPED, now);
}

static bool came_lately(struct store *store, const struct actor *actor, int64_t member, int64_t now)
{
    char home[HOME_BYTES];
    person_home(store, actor->member, home);
    int64_t since = db_number(store, 0, "SELECT joined FROM member WHERE id = ?", actor->member);
    int64_t came = db_number(store, 0, "SELECT joined FROM (" CAME_SELECT ") c WHERE c.id = ?5", home, actor->member,
        since, unit_street_of(store, actor->member), member);
    return home[0] != '\0' && came != 0 && newcomer_may_be_stopped(came, store_time_over(store, now));
}

/* She lives in the actor's street, or waits for admission there. Of others the actor knows nothing (RULES 1.0). */
static bool is_of_her_street(struct store *store, const struct actor *actor, int64_t member)
{
    return db_number(store, 0,
               "SELECT 1 FROM membership WHERE unit = ?1 AND member = ?2 UNION SELECT 1 FROM at_door WHERE unit = ?1 AND member = ?2",
               unit_street_of(store, actor->member), member) == 1;
}

static enum result nobody_came(struct store *store)
{
    return db_refuse(
        store, RESULT_NOT_FOUND, _("Nobody of that name came into your home lately. `newcomers` lists them."));
}

static enum result stop_member(struct store *store, const struct actor *actor, int64_t member, int64_t now)
{
    if (!is_of_her_street(store, actor, member))
        return nobody_came(store);
    if (!came_lately(store, actor, member, now))
        return db_refuse(store, RESULT_REFUSED,
            _("Only whoever lived in that home before can stop somebody's entry, within 48 hours."));
    db_run(store,
        "UPDATE invitation SET stopped = ?1 WHERE joined = ?2 AND used >= (SELECT joined FROM member WHERE id = ?2)",
        now, member);
    return put_out(store, member, now);
}

static enum result stop_card(struct store *store, const struct actor *actor, int64_t invitation, int64_t now)
{
    char home[HOME_BYTES], cards[HOME_BYTES] = "";
    int64_t joined = 0, stopped = 0, inviter = 0, made = 0;
    sqlite3_stmt *row =
        db_query(store, "SELECT home, joined, stopped, inviter, made FROM invitation WHERE id = ? AND unit = ?",
            invitation, unit_street_of(store, actor->member));
    if (db_step(store, row)) {
        db_copy(row, 0, cards, sizeof cards);
        joined = sqlite3_column_int64(row, 1);
        stopped = sqlite3_column_int64(row, 2);
        inviter = sqlite3_column_int64(row, 3);
        made = sqlite3_column_int64(row, 4);
    }
    db_done(store, row);
    person_home(store, actor->member, home);
    int64_t since = db_number(store, 0, "SELECT joined FROM member WHERE id = ?", actor->member);
    if (home[0] == '\0' || !person_same_home(home, cards) || inviter == actor->member || stopped != 0 || since > made)
        return db_refuse(store, RESULT_NOT_FOUND,
            _("There is no such card for your home. `newcomers` lists those that you can stop."));
    if (joined != 0)
        return stop_member(store, actor, joined, now);
    return db_run(store, "UPDATE invitation SET stopped = ? WHERE id = ?", now, invitation);
}

enum result newcomer_stop_card(struct store *store, const struct actor *actor, int64_t invitation, int64_t now)
{
    enum result result = rights_require_member(store, actor);
    if (result != RESULT_OK || (result = db_begin(store)) != RESULT_OK)
        return result;
    return db_finish(store, stop_card(store, actor, invitation, now));
}

/* For a person who was told of and is no member yet. False when nobody with that name was told of for the actor's
 * home. */
static bool stop_told(struct store *store, const struct actor *actor, const char *handle)
{
    char home[HOME_BYTES];
    person_home(store, actor->member, home);
    db_run(store, "DELETE FROM hand_person WHERE handle = ? COLLATE NOCASE AND home = ? AND adder <> ? AND unit = ?",
        handle, home, actor->member, unit_street_of(store, actor->member));
    return home[0] != '\0' && sqlite3_changes(store->db) > 0;
}

enum result newcomer_stop(struct store *store, const struct actor *actor, const char *handle, int64_t now)
{
    enum result result = rights_require_member(store, actor);
    if (result != RESULT_OK || (result = db_begin(store)) != RESULT_OK)
        return result;
    int64_t member = handle_find_member(store, handle);
    if (member != 0)
        result = stop_member(store, actor, member, now);
    else if (!stop_told(store, actor, handle))
        result = nobody_came(store);
    return db_finish(store, result);
}

const char *newcomer_stopped_words(void)
{
    return _("Stopped. The code opens nothing; whoever came in by it is out of your home, until somebody of it says "
             "yes. Nothing they wrote is lost.");
}

/* --- letting in --- */

static enum result let_in(struct store *store, const struct actor *actor, int64_t member, int64_t now)
{
    char home[HOME_BYTES] = "";
    int64_t by = 0, cause = 0, unit = 0;
    sqlite3_stmt *row = db_query(store,
        "SELECT d.home, " BROUGHT_BY ", d.cause, d.unit FROM at_door d WHERE d.member = ? AND d.yes = 0", member);
    bool waits = db_step(store, row);
    if (waits) {
        db_copy(row, 0, home, sizeof home);
        by = sqlite3_column_int64(row, 1);
        cause = sqlite3_column_int64(row, 2);
        unit = sqlite3_column_int64(row, 3);
    }
    db_done(store, row);
    if (!waits || unit_street_of(store, actor->member) != unit)
        return db_refuse(
            store, RESULT_NOT_FOUND, _("Nobody of that name waits for a yes. `newcomers` lists who does."));
    if (!admission_may_let_in(store, actor, unit, home, by, now))
        return db_refuse(store, RESULT_REFUSED,
            _("The yes comes from somebody who lives at home %s. If nobody of it logs in, it comes from a second "
              "home of its block. It never comes from whoever brought them."),
            home);
    db_run(store, "UPDATE at_door SET yes = ? WHERE member = ?", now, member);
    ledger_wrote_remember(store, &(struct wrote) { .member = member });
    enum result result = member_take_in(store, unit, member, home, now);
    if (result != RESULT_OK || cause != ADMISSION_SHELL)
        return result;
    return ledger_append(
        store, &(struct ledger_new) {
                   .at = now, .unit = unit, .subject = member, .actor = member, .kind = LEDGER_MEMBER_JOINED });
}

enum result newcomer_yes(struct store *store, const struct actor *actor, const char *handle, int64_t now)
{
    enum result result = rights_require_member(store, actor);
    if (result != RESULT_OK || (result = db_begin(store)) != RESULT_OK)
        return result;
    int64_t member = handle_find_member(store, handle);
    result = moving_yes(store, actor, member, now);
    return db_finish(store, result == RESULT_NOT_FOUND ? let_in(store, actor, member, now) : result);
}

/* --- forgetting --- */

static void newcomers_leave(struct store *store, int64_t member, int64_t at)
{
    (void)at;
    db_run(store, "DELETE FROM at_door WHERE member = ?", member);
}

static int newcomers_forget(struct store *store, int64_t now)
{
    if (db_begin(store) != RESULT_OK)
        return -1;
    db_run(store, "DELETE FROM at_door WHERE yes <> 0 AND yes <= ?", now - HOME_STOP_SECONDS);
    int count = sqlite3_changes(store->db);
    return db_commit(store) == RESULT_OK ? count : -1;
}

const struct subject newcomers_subject = {
    .name = "newcomers",
    .forget = newcomers_forget,
    .leave = newcomers_leave,
    .units =
        (const struct subject_unit[]) {
            UNIT_HELD("at_door", "unit = ?1", UNIT_ROWS_PEOPLE),
            { 0 },
        },
};
