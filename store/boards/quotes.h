/*
 * quotes.h: covered words in the quotations of other posts and of drafts. RULES 7. Private to store/.
 *
 * A line that begins with ">" and is in a covered post of the same unit's boards is taken out of the posts that quote
 * it:
 * "> [...]" stands there. So no page, search, export or print finds it. It may be wrapped otherwise than the post was.
 * In another thread only longer pieces count, as a short line is in many texts. When the cover is lifted such a line
 * comes back, unless its author wrote the post anew meanwhile. In drafts those lines are gone for good.
 */
#ifndef BBS_QUOTES_H
#define BBS_QUOTES_H

#include "deferred.h"
#include "store/boards/access.h"

/* RESULT_REFUSED with a sentence when this text, for that thread (0: a new one), quotes words that are covered there or
 * elsewhere in the unit. */
enum result quotes_refuse(struct store *store, const struct place *place, const char *body);
/* A draft of a post, without the lines that quote covered words; NULL: it has none, or is no draft of a post, and stays
 * as it is. The caller frees. */
char *quotes_clean_draft(struct store *store, enum draft_place place, int64_t target, const char *body);

/* --- inside a write --- */

/* `post` was covered or uncovered just now: all posts of the unit that quote are brought up to date. */
void quotes_settle(struct store *store, const struct place *place, int64_t post);
/* `post` was just covered: drafts of posts lose what they quote of it; those that answer it all that they quote. */
void quotes_of_drafts(struct store *store, const struct place *place, int64_t post);
/* A covered post is withdrawn, and its words are gone: what was taken out because of it never comes back. Called while
 * the words are there. */
void quotes_end(struct store *store, const struct place *place, int64_t post);
/* The author of a quoting post writes it anew or withdraws it. */
void quotes_drop(struct store *store, int64_t post);

#endif
