/*
 * readers.h: says who will read a text. All faces use this, so that they always say the same. RULES 2.1, 1.10.
 */
#ifndef BBS_READERS_H
#define BBS_READERS_H

#include "boards.h"
#include "deferred.h"
#include "members.h"

enum {
    READERS_WHO_BYTES = 200,
    READERS_LINE_BYTES = READERS_WHO_BYTES + 60,
    READERS_PAGE_BYTES = READERS_WHO_BYTES + 120,
};

struct readers {
    bool everybody;                /* strangers and the police too: drawn in the warning style */
    char who[READERS_WHO_BYTES];   /* "THE STREET", "EVERYBODY (POLICE TOO)", "only sipho", "the two of you" */
    char brief[READERS_WHO_BYTES]; /* `who` for a narrow screen, without the part about the author: "THE STREET" */
    char line[READERS_LINE_BYTES]; /* "Read by: THE STREET": shown before a text is sent */
    char page[READERS_PAGE_BYTES]; /* the sentence at the foot of a page that few people may read: "Only the two of you.
                                    * Whoever holds the machine can read this."; "" when a street or more may read it */
};

/* The readers of posts on a board. */
void readers_of_board(const struct house *house, const struct board *board, struct readers *out);
/* The readers of her letters: of the whole list, and of one letter. */
void readers_of_inbox(struct readers *out);
void readers_of_letter(struct readers *out);
/* The readers of "how to reach her": those with whom she agreed on an ask. */
void readers_of_reach(struct readers *out);
/* The readers of the messages of a match. `voice` is one of the two, or an actor by hand who acts for her (RULES 1.8).
 */
void readers_of_match(const struct actor *voice, const char *other, struct readers *out);
/* The readers of words that are in memory alone, and never a draft. RULES 4.4, 6.4, 6.5. */
enum readers_spoken {
    READERS_OF_CIRCLE = 1, /* what is said in a circle, the reason of a pause, next steps */
    READERS_OF_TWO,        /* lines for two beside a circle */
    READERS_OF_OWN_LINE,   /* a line that is ready for a short circle */
    READERS_OF_GROUP,      /* a small group of a meeting */
    READERS_OF_DARE,       /* whether there was something that she did not dare to say */
};
void readers_of_spoken(enum readers_spoken spoken, struct readers *out);
/* The readers of a text before it is written. Place and target as in its draft (deferred.h); `voice` is the author, or
 * an actor by hand. Refused with a sentence when the author may not write there. */
enum result readers_of(struct store *store, const struct actor *voice, enum draft_place place, int64_t target,
    int64_t now, struct readers *out);
/* The same of a form that is about something in another unit, maybe: an item of the meeting `of`, what the proposal
 * `of` does by itself. 0: of the unit where she is. */
enum result readers_of_form(struct store *store, const struct actor *voice, enum draft_place place, int64_t of,
    int64_t now, struct readers *out);

/* The boards she may write on: first those that only her own street reads, public ones last. */
enum result readers_boards(
    struct store *store, const struct actor *actor, struct board *out, size_t limit, size_t *count);

#endif
