/*
 * post_cover.h: covers a post, brings it back, keeps the words of a reported one, keeps somebody from the boards for a
 * while. RULES 7. Private to store/. Who may do so is decided in store/moderation.
 *
 * A covered post's words move to the table post_covered. No search, list, export or quotation reads that table, so that
 * none can show them by mistake.
 */
#ifndef BBS_POST_COVER_H
#define BBS_POST_COVER_H

#include "store/boards/access.h"

struct post_place {
    struct place place;
    int64_t post, parent, author, answered; /* answered: the author of the parent; 0: it is the first */
    enum post_state state;
};
/* RESULT_NOT_FOUND, with a sentence, also when the actor may not read there. */
enum result post_find(struct store *store, const struct actor *actor, int64_t post, struct post_place *out);

/* --- inside a write --- */

/* The post is shown. `letter`: of the moderator, 1 is A. */
enum result post_cover(
    struct store *store, const struct post_place *post, enum cover_reason reason, int letter, int64_t now);
/* Brings the words back, into the search index too. Does nothing to a post that is not covered. */
enum result post_uncover(struct store *store, int64_t post, int64_t now);
/* While a post is held, its old versions and withdrawn words are not forgotten. */
void post_hold(struct store *store, int64_t post, bool on);
/* The member writes nothing on the boards of that unit until then; until 0: she does again. */
void post_rest_member(struct store *store, int64_t unit, int64_t member, int64_t until, int64_t act);

/* --- reading --- */

/* The words of a covered post; of another one its words as they are, or as they were when it was withdrawn while held.
 * Both are malloc'd; "" when they are gone. Checks no right. */
void post_hidden_words(struct store *store, int64_t post, char **title, char **body);

#endif
