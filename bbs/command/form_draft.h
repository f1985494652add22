/*
 * form_draft.h: the draft of a form whose command has a text: `ask`, `offer` and `agenda add`. The same lines as the
 * forms of the screens and of line mode keep (form_fields.h), so that either face goes on with what came of a call.
 */
#ifndef BBS_FORM_DRAFT_H
#define BBS_FORM_DRAFT_H

#include "bbs/command/call.h"

/* Appends a line for each option of the call that is a field of its form, and one with `words` as its details ("";
 * NULL: none), in one line as all rows of a form. */
void form_draft_pack(const struct call *call, const char *words, struct buffer *out);
/* The title of that draft; "" when the call does not say it. */
const char *form_draft_name(const struct call *call);
/* True when this draft is of an earlier try of the call: it has the same title, and its rows beside the details are all
 * those of the call, which may have more. Kept over it, the call loses nothing that lies there but the details. */
bool form_draft_is_of(const struct call *call, const struct draft *draft);
/* The details that lie there, in one line; "": none. The caller frees. */
char *form_draft_details(const struct draft *draft);
/* True when all of these details stand in the words. */
bool form_draft_has_words(const struct draft *draft, const char *words, size_t length);
/* What lies there in any form, a row a line: its question and the answer, in the words of her language. */
void form_draft_say(const struct call *call, struct reply *reply, const struct draft *draft);
/* After the call was done: what was kept of an earlier try goes. A draft with another title stays, and so do details
 * that were not sent. */
void form_draft_done(const struct call *call, const struct actor *voice);

#endif
