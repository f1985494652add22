/*
 * letters.h: private letters between two members. RULES 2.3, 1.12 (90 days unless kept).
 *
 * Letters are in no search index and no ledger. Whoever holds the machine can read them, and the screens say so.
 */
#ifndef BBS_LETTERS_H
#define BBS_LETTERS_H

#include "store.h"

struct letter {
    int64_t id, from, to, at, answers,
        about_post;            /* answers: the letter, about_post: the post that it refers to, or 0 */
    bool unread, mine, kept;   /* mine: the actor wrote it */
    char handle[HANDLE_BYTES]; /* of the other person */
    char *body;                /* letters_free */
};
void letters_free(struct letter *letters, size_t count);

/* Reaches people of a unit of both, people she agreed with in mutual aid, people whose posts she can read, and people
 * who wrote to her. Every other name is answered like a name that nobody has (RULES 1.0). A letter to a person who
 * muted the writer is accepted, but does not arrive; the writer is not told (RULES 2.3). */
enum result letter_write(struct store *store, const struct actor *actor, const char *to_handle, const char *body,
    int64_t answers, int64_t about_post, int64_t now, int64_t *letter);
/* Letters to her and by her, newest first; `before`: only those below this id; 0: from the newest. */
enum result letters_list(
    struct store *store, const struct actor *actor, int64_t before, size_t limit, struct letter *out, size_t *count);
int letters_unread(struct store *store, const struct actor *actor, int most); /* how many, counted up to `most` */
enum result letter_get(struct store *store, const struct actor *actor, int64_t letter, struct letter *out);
enum result letter_mark_read(struct store *store, const struct actor *actor, int64_t letter, int64_t now);
enum result letter_keep(struct store *store, const struct actor *actor, int64_t letter, bool keep, int64_t now);
/* Removes only her copy. The text is erased when both have removed theirs. */
enum result letter_remove(struct store *store, const struct actor *actor, int64_t letter, int64_t now);

#endif
