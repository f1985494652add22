/* by_hand.c: a neighbour writes for somebody without a device: who may do it, and how readers are told of it. RULES
 * 1.8. */
#include "store/people/by_hand.h"

#include <string.h>

#include "store/people/people.h"

static const char *const kind_names[] = { "post", "ask", "offer", "answer", "accept", "done", "helped", "no", "again",
    "leave", "woman", "item", "want", "matters", "said", "position", "vote", "appeal", "correction" };

const char *hand_kind_name(enum hand_kind kind)
{
    return kind_names[kind];
}

const char *hand_kind_words(enum hand_kind kind)
{
    static const char *const words[] = {
        [HAND_POST] = "",
        [HAND_ASK] = N_("Asks for a hand"),
        [HAND_OFFER] = N_("Offers a hand"),
        [HAND_ANSWER] = N_("Says \"I can\" to this ask"),
        [HAND_ACCEPT] = N_("Says yes to a neighbour's help, for their own ask"),
        [HAND_DONE] = N_("Says that it happened"),
        [HAND_HELPED] = N_("Says that it happened"),
        [HAND_NO] = N_("Says \"not this time\""),
        [HAND_AGAIN] = N_("Says that it did not happen, and asks again"),
        [HAND_LEAVE] = N_("Leaves the house for good"),
        [HAND_WOMAN] = N_("Says that she is a woman, who may answer what women are asked"),
        [HAND_ITEM] = N_("Puts this on the agenda"),
        [HAND_WANT] = N_("Says that their home wants this meeting"),
        [HAND_MATTERS] = N_("Says that this item matters to their home"),
        [HAND_SAID] = N_("Says this in a meeting"),
        [HAND_POSITION] = N_("Answers the question of a meeting"),
        [HAND_VOTE] = N_("Votes"),
        [HAND_APPEAL] = N_("Appeals against an act of a moderator"),
        [HAND_CORRECTION] = N_("Sets this beside the minutes"),
    };
    return words[kind][0] != '\0' ? _(words[kind]) : "";
}

enum hand_kind by_hand_kind(const char *name)
{
    enum hand_kind kind = HAND_POST;
    while (kind + 1 < HAND_KINDS && strcmp(kind_names[kind], name) != 0)
        kind++;
    return kind;
}

/* --- in her name --- */

/* People type "Gogo Maria"; the handle is Gogo-Maria. */
void by_hand_name(const char *name, char *out, size_t size)
{
    util_copy_text(out, size, name + strspn(name, " "));
    size_t length = strlen(out);
    while (length > 0 && out[length - 1] == ' ')
        out[--length] = '\0';
    for (char *c = out; *c != '\0'; c++)
        if (*c == ' ')
            *c = '-';
}

bool hand_writes_for(struct store *store, int64_t member)
{
    return db_number(
               store, 0, "SELECT 1 FROM member m WHERE m.id = ? AND m.gone = 0 AND " IS_BY_HAND("m.id"), member) == 1;
}

static enum result require_hand(struct store *store, int64_t member)
{
    if (hand_writes_for(store, member))
        return RESULT_OK;
    return db_refuse(store, RESULT_REFUSED,
        _("Others write only for somebody without a device. `hands` lists them; `hands add` adds one."));
}

/* In her name a hand sees only what both may see: a caucus stays closed to a hand that is not its member. */
static void take_units(const struct actor *hand, struct actor *actor)
{
    int kept = 0;
    for (int i = 0; i < actor->unit_count; i++)
        for (int j = 0; j < hand->unit_count; j++)
            if (actor->units[i] == hand->units[j]) {
                actor->units[kept] = actor->units[i];
                actor->parents[kept++] = actor->parents[i];
                break;
            }
    actor->unit_count = kept;
    if (kept > 0 && !actor_belongs(actor, actor->here))
        actor->here = actor->units[0];
}

enum result actor_by_hand(
    struct store *store, const struct actor *actor, int64_t member, int64_t now, struct actor *out)
{
    struct actor hand = *actor, filled;
    (void)now;
    enum result result = rights_require_member(store, actor);
    if (result != RESULT_OK || (result = require_hand(store, member)) != RESULT_OK ||
        (result = member_fill_actor(store, member, &filled)) != RESULT_OK)
        return result;
    take_units(&hand, &filled);
    if (filled.unit_count == 0) /* RULES 1.0: of another street, as after a move */
        return db_refuse(store, RESULT_NOT_FOUND, _("Nobody here is called that. `people` lists all."));
    filled.hand = hand.member;
    *out = filled;
    return RESULT_OK;
}

enum result actor_by_hand_of(
    struct store *store, const struct actor *actor, const char *name, int64_t now, struct actor *out)
{
    char handle[HANDLE_BYTES * 2];
    struct member found;
    by_hand_name(name, handle, sizeof handle);
    enum result result = member_by_handle(store, actor, handle, &found);
    return result == RESULT_OK ? actor_by_hand(store, actor, found.id, now, out) : result;
}

enum result by_hand_require_voice(struct store *store, const struct actor *actor)
{
    if (actor->hand == 0 || actor->kind != ACTOR_MEMBER)
        return rights_require_member(store, actor);
    if (db_number(store, 0, "SELECT 1 FROM member WHERE id = ? AND gone = 0", actor->hand) == 0)
        return db_refuse(store, RESULT_REFUSED, _("That is for members. Ask one of them to invite you."));
    return require_hand(store, actor->member);
}

enum result by_hand_note(
    struct store *store, const struct actor *actor, enum hand_kind kind, int64_t subject, int64_t now)
{
    if (actor->hand == 0)
        return RESULT_OK;
    db_run(store, "DELETE FROM hand_word WHERE kind = ? AND subject = ?", kind_names[kind], subject);
    return db_run(store, "INSERT INTO hand_word (member, hand, kind, subject, at) VALUES (?, ?, ?, ?, ?)",
        actor->member, actor->hand, kind_names[kind], subject, now);
}

static enum result refuse_other_hand(struct store *store, const struct by_hand *by)
{
    if (by->entry == 0)
        return db_refuse(store, RESULT_REFUSED, _("They have answered themselves. Only they can change that."));
    return db_refuse(store, RESULT_REFUSED,
        _("%s typed their answer. If they say otherwise, strike that first: `hands strike %lld`."), by->hand,
        (long long)by->entry);
}

enum result by_hand_require_same(
    struct store *store, const struct actor *actor, enum hand_kind kind, int64_t subject, bool given)
{
    struct by_hand by = { 0 };
    bool same = false;
    if (actor->hand == 0 || !given)
        return RESULT_OK;
    sqlite3_stmt *word = db_query(store,
        "SELECT " BY_HAND_COLUMNS ", w.hand FROM hand_word w WHERE w.kind = ? AND w.subject = ? AND w.struck_by = 0",
        kind_names[kind], subject);
    if (db_step(store, word)) {
        by_hand_read(word, 0, &by);
        same = sqlite3_column_int64(word, 5) == actor->hand;
    }
    db_done(store, word);
    return same ? db_outcome(store) : refuse_other_hand(store, &by);
}

enum result by_hand_note_anew(
    struct store *store, const struct actor *actor, enum hand_kind kind, int64_t subject, int64_t now)
{
    if (actor->hand != 0)
        return by_hand_note(store, actor, kind, subject, now);
    return db_run(store, "DELETE FROM hand_word WHERE kind = ? AND subject = ?", kind_names[kind], subject);
}

/* --- how it is shown --- */

static void read_name(sqlite3_stmt *row, int column, char out[HANDLE_BYTES])
{
    const char *name = db_text(row, column);
    util_copy_text(out, HANDLE_BYTES, strcmp(name, "?") == 0 ? _("a former member") : name);
}

void by_hand_read(sqlite3_stmt *row, int column, struct by_hand *out)
{
    *out = (struct by_hand) { .entry = sqlite3_column_int64(row, column) };
    read_name(row, column + 1, out->hand);
    read_name(row, column + 2, out->confirmed_by);
    read_name(row, column + 3, out->struck_by);
    out->struck_at = sqlite3_column_int64(row, column + 4);
}

void by_hand_words(const struct by_hand *by, char *out, size_t size)
{
    out[0] = '\0';
    if (by->entry == 0)
        return;
    if (by->struck_by[0] != '\0')
        snprintf(out, size, _("by %s's hand, struck by %s"), by->hand, by->struck_by);
    else if (by->confirmed_by[0] == '\0')
        snprintf(out, size, _("by %s's hand, not confirmed yet"), by->hand);
    else
        snprintf(out, size, _("by %s's hand"), by->hand);
}

void by_hand_of(struct store *store, enum hand_kind kind, int64_t subject, char *out, size_t size)
{
    struct by_hand by = { 0 };
    sqlite3_stmt *word = db_query(store,
        "SELECT " BY_HAND_COLUMNS " FROM hand_word w WHERE w.kind = ? AND w.subject = ?", kind_names[kind], subject);
    if (db_step(store, word))
        by_hand_read(word, 0, &by);
    db_done(store, word);
    by_hand_words(&by, out, size);
}

enum result by_hand_say_anew(struct store *store)
{
    return db_refuse(
        store, RESULT_REFUSED, _("What was struck of that is not put back. If they say so, write it again."));
}

enum result by_hand_require_neighbour(struct store *store, const struct actor *actor)
{
    enum result result = by_hand_require_voice(store, actor);
    if (result != RESULT_OK || actor_belongs(actor, actor->here))
        return result;
    return db_refuse(store, RESULT_REFUSED, _("That is for members of this house."));
}
