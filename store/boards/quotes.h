/*
 * quotes.h: covered words in the quotations of other posts and of drafts. RULES 7. Private to store/.
 *
 * A line that begins with ">" and is in a covered post of the same thread is taken out of the posts that quote it: ">
 * [...]" stands there. So no page, search, export or print finds it. When the cover is lifted such a line comes back,
 * unless its author wrote the post anew meanwhile. In drafts those lines are gone for good.
 */
#ifndef BBS_QUOTES_H
#define BBS_QUOTES_H

#include "store/boards/access.h"

/* RESULT_REFUSED with a sentence when this text quotes words that are covered in the thread. */
enum result quotes_refuse(struct store *store, int64_t thread, const char *body);
/* A draft that answers `post`, or is a new text for it, without the lines that quote covered words there; NULL: it has
 * none, and stays as it is. The caller frees. */
char *quotes_clean_draft(struct store *store, int64_t post, const char *body);

/* --- inside a write --- */

/* Something was covered or uncovered in this thread: all posts that quote are brought up to date. */
void quotes_settle(struct store *store, const struct place *place);
/* `post` was just covered: the drafts in its thread lose what they quote of it; those that answer it all that they
 * quote. */
void quotes_of_drafts(struct store *store, int64_t thread, int64_t post);
/* A covered post is withdrawn, and its words are gone: what was taken out because of it never comes back. Called while
 * the words are there. */
void quotes_end(struct store *store, int64_t thread, int64_t post);
/* The author of a quoting post writes it anew or withdraws it. */
void quotes_drop(struct store *store, int64_t post);

#endif
