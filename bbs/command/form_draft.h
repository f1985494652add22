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
/* After the call was done: what was kept of an earlier try goes. A draft with another title stays. */
void form_draft_done(const struct call *call, const struct actor *voice);

#endif
