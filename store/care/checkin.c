/* checkin.c: how somebody is, for those she named. See care.h. RULES 6.6. */
#include <stdlib.h>
#include <string.h>

#include "store/base/ledger_chain.h"
#include "store/base/retention.h"
#include "store/base/rights.h"
#include "store/care/care_row.h"
#include "store/people/restored.h"

static const struct {
    const char *name, *said;
} words_of[CARE_WORDS] = {
    [CARE_WELL] = { "well", N_("I am well") },
    [CARE_TIRED] = { "tired", N_("I am tired") },
    [CARE_WORRIED] = { "worried", N_("I am worried") },
    [CARE_HEAVY] = { "heavy", N_("it is heavy") },
    [CARE_ALONE] = { "alone", N_("I feel alone") },
};

const char *care_word_name(enum care_word word)
{
    return words_of[word].name;
}

const char *care_word_said(enum care_word word)
{
    return _(words_of[word].said);
}

bool care_word_parse(const char *name, enum care_word *out)
{
    for (int i = 0; i < CARE_WORDS; i++)
        if (strcmp(words_of[i].name, name) == 0) {
            *out = (enum care_word)i;
            return true;
        }
    return false;
}

enum result care_require(struct store *store, const struct actor *actor)
{
    enum result result = rights_require_member(store, actor);
    if (result == RESULT_OK && db_number(store, 0, "SELECT " RESTORED_AT, actor->member) != 0)
        return db_refuse(store, RESULT_REFUSED,
            _("Others set a new password for you these days: for a week care stays closed to you. Nothing is lost."));
    return result;
}

void care_hint(struct store *store, int64_t member)
{
    if (member != 0)
        ledger_wrote_remember(store, &(struct wrote) { .member = member });
}

enum result care_clean(struct store *store, const char *text, char **out)
{
    *out = NULL;
    if (text == NULL || text[strspn(text, " \n")] == '\0') {
        *out = xstrdup("");
        return RESULT_OK;
    }
    return db_clean_text(store, text, false, CARE_TEXT_MAX, out);
}

/* Finds the people she names, each once. */
static enum result find_people(struct store *store, const struct actor *actor, const char *const *handles, size_t count,
    int64_t members[CARE_TO_MOST])
{
    struct member found;
    if (count == 0 || count > CARE_TO_MOST)
        return db_refuse(store, RESULT_INVALID, _("Name who sees it, 1 to %d people: --to lerato, anna"), CARE_TO_MOST);
    for (size_t i = 0; i < count; i++) {
        enum result result = member_by_handle(store, actor, handles[i], &found);
        if (result != RESULT_OK)
            return result;
        if (found.id == actor->member)
            return db_refuse(store, RESULT_INVALID, _("That is you. Name those who should see it."));
        if (found.by_hand)
            return db_refuse(store, RESULT_INVALID,
                _("%s has no device: others would read it to them. Tell them yourself."), found.handle);
        members[i] = found.id;
    }
    return RESULT_OK;
}

/* Inside a write. */
static void drop(struct store *store, int64_t member)
{
    db_run(store, "DELETE FROM checkin_to WHERE member = ?", member);
    db_run(store, "DELETE FROM checkin WHERE member = ?", member);
}

enum result checkin_set(struct store *store, const struct actor *actor, enum care_word word, const char *words,
    const char *const *handles, size_t count, int64_t now)
{
    int64_t members[CARE_TO_MOST] = { 0 };
    char *clean = NULL;
    enum result result = care_require(store, actor);
    if (result != RESULT_OK || (result = find_people(store, actor, handles, count, members)) != RESULT_OK ||
        (result = care_clean(store, words, &clean)) != RESULT_OK)
        return result;
    if ((result = db_begin(store)) == RESULT_OK) {
        drop(store, actor->member);
        db_run(store, "INSERT INTO checkin VALUES (?, ?, ?, ?)", actor->member, word, clean, now);
        for (size_t i = 0; i < count; i++) {
            db_run(store, "INSERT OR IGNORE INTO checkin_to VALUES (?, ?, 0)", actor->member, members[i]);
            care_hint(store, members[i]);
        }
        result = db_commit(store);
    }
    free(clean);
    return result;
}

enum result checkin_take_back(struct store *store, const struct actor *actor, int64_t now)
{
    (void)now;
    enum result result = care_require(store, actor);
    if (result != RESULT_OK || (result = db_begin(store)) != RESULT_OK)
        return result;
    if (db_number(store, 0, "SELECT 1 FROM checkin WHERE member = ?", actor->member) == 0)
        return db_abandon(store, db_refuse(store, RESULT_NOT_FOUND, _("You have not said how you are these days.")));
    drop(store, actor->member);
    return db_commit(store);
}

/* ?1: the reader. ?2: what is older is over. A check-in of somebody whom the reader muted does not arrive. */
#define CHECKINS_FOR                                                                                                     \
    " FROM checkin c JOIN checkin_to t ON t.member = c.member AND t.other = ?1 WHERE c.at > ?2 AND NOT EXISTS (SELECT 1" \
    " FROM muted_member x WHERE x.member = ?1 AND x.other = c.member)"

static void read_row(sqlite3_stmt *row, const struct actor *actor, struct checkin *out)
{
    *out = (struct checkin) { .word = (enum care_word)sqlite3_column_int(row, 1),
        .at = sqlite3_column_int64(row, 3),
        .read = sqlite3_column_int(row, 4) != 0,
        .mine = sqlite3_column_int64(row, 5) == actor->member };
    person_copy_handle(row, 0, out->handle);
    db_copy(row, 2, out->words, sizeof out->words);
    db_copy(row, 6, out->to, sizeof out->to);
}

enum result checkins_list(
    struct store *store, const struct actor *actor, int64_t now, struct checkin *out, size_t limit, size_t *count)
{
    *count = 0;
    enum result result = care_require(store, actor);
    if (result != RESULT_OK)
        return result;
    int64_t over = now - retention_period(store, "checkin");
    sqlite3_stmt *row = db_query(store,
        "SELECT " HANDLE_OF(
            "c.member") ", c.word, c.words, c.at AS at, 1, c.member, (SELECT group_concat(n.handle, ', ') FROM"
                        " checkin_to t JOIN member_name n ON n.member = t.other WHERE t.member = c.member), 0 AS theirs FROM checkin c"
                        " WHERE c.member = ?1 AND c.at > ?2 UNION ALL SELECT " HANDLE_OF(
                            "c.member") ", c.word, c.words, c.at, t.read,"
                                        " c.member, '', 1" CHECKINS_FOR " ORDER BY theirs, at DESC LIMIT ?3",
        actor->member, over, (int64_t)limit);
    while (*count < limit && db_step(store, row))
        read_row(row, actor, &out[(*count)++]);
    db_done(store, row);
    return db_outcome(store);
}

enum result checkin_read(struct store *store, const struct actor *actor, const char *handle, int64_t now)
{
    struct member found;
    enum result result = care_require(store, actor);
    if (result != RESULT_OK || (result = member_by_handle(store, actor, handle, &found)) != RESULT_OK ||
        (result = db_begin(store)) != RESULT_OK)
        return result;
    if (db_number(store, 0, "SELECT 1" CHECKINS_FOR " AND c.member = ?3", actor->member,
            now - retention_period(store, "checkin"), found.id) == 0)
        return db_abandon(store,
            db_refuse(store, RESULT_NOT_FOUND, _("There is nothing of theirs for you. `care` shows what there is.")));
    db_run(store, "UPDATE checkin_to SET read = 1 WHERE member = ? AND other = ?", found.id, actor->member);
    return db_commit(store);
}
