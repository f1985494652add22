/* act_row.h: rows of the log of acts, letters of moderators, and who is concerned. Private to store/moderation. */
#ifndef BBS_ACT_ROW_H
#define BBS_ACT_ROW_H

#include "moderation.h"
#include "store/base/db.h"
#include "store/boards/post_cover.h"
#include "store/people/by_hand.h"

struct act_row {
    int64_t id, unit, post, person, moderator, second, at, until, appealed, due, seated;
    enum act_kind kind;
    enum act_state state;
    enum cover_reason reason;
    enum act_talk talk;
    bool stuck;
};
/* Without a check of rights. RESULT_NOT_FOUND with a sentence. */
enum result act_load(struct store *store, int64_t act, struct act_row *out);
/* The same; RESULT_NOT_FOUND unless she is a member of its unit who acts herself. */
enum result act_require(struct store *store, const struct actor *actor, int64_t act, struct act_row *out);
/* A cover or a restriction: something holds as long as it stands, and can be lifted or appealed. */
static inline bool act_holds(enum act_kind kind)
{
    return kind == ACT_COVER || kind == ACT_RESTRICTION;
}
static inline bool act_is_live(const struct act_row *row)
{
    return row->state <= ACT_APPEALED;
}

/* Her row in `moderator` for her present term in that unit. Makes one when `make`, inside a write. 0: she is no
 * moderator there, or has not acted yet. */
int64_t act_moderator_row(struct store *store, int64_t unit, int64_t member, int64_t now, bool make, int *letter);
bool act_is_moderator(struct store *store, int64_t unit, int64_t member, int64_t now);
/* Refuses unless she is a moderator of that unit, in her term, and acts herself. */
enum result act_require_moderator(struct store *store, const struct actor *actor, int64_t unit, int64_t now);

/* She, or somebody of her home, is `member`. 0 is nobody. */
bool act_of_one_home(struct store *store, int64_t member, int64_t other);
/* RULES 7.4: she or her home wrote it, or typed it; it answers one of them; it names her. */
bool act_post_concerns(struct store *store, int64_t member, int64_t post);
bool act_concerns(struct store *store, int64_t member, const struct act_row *row);

/* How many reported posts of the unit wait for this moderator: none of those that concern her. */
int reports_waiting(struct store *store, int64_t unit, int64_t member);

/* Why, in words, on one line. NULL or blank: refused when they are needed, else "". *out is malloc'd. */
enum result act_clean_words(struct store *store, const char *words, bool needed, char **out);
enum result act_check_reason(struct store *store, enum cover_reason reason);
enum result act_refuse_concerned(struct store *store);
/* Writes it into the log. Returns its number. Inside a write. */
int64_t act_log(struct store *store, const struct act_row *row, const char *words);

/* The act is over in this way: a cover or restriction that no longer holds ends, the panel ends (and its lot, when the
 * caretaker looks at it), reports are forgotten. `by`: the moderator's row, or 0. `sentence` may be NULL. Inside a
 * write. */
void act_end(struct store *store, const struct act_row *row, enum act_state state, int64_t by, const char *sentence,
    int64_t now);
/* An entry in the book about it. Inside a write. */
enum result act_book(
    struct store *store, const struct act_row *row, enum ledger_kind kind, int64_t now, const char *data);
extern const struct by_hand_kind appeal_by_hand[]; /* panel.c */
/* Tells the sessions of this member, of those who are on the panel, of all. Nothing is written. */
void act_hint_member(struct store *store, int64_t member);

#endif
