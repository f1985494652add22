/* minutes_text.h: the text of the minutes. Private to store/assembly/. */
#ifndef BBS_MINUTES_TEXT_H
#define BBS_MINUTES_TEXT_H

#include "store/assembly/proposal_row.h"

/* As the tables stand now, which is the moment of closing. malloc'd. */
char *minutes_text(struct store *store, int64_t meeting, int64_t stands, int64_t now);
/* Of a vote alone: what was voted on, and what won. decisions.c */
void decision_title(
    struct store *store, int64_t proposal, int64_t of_vote, const char *title, char out[DECISION_TITLE_BYTES]);
/* A text in lines of 80 columns, each with its end. malloc'd. */
char *minutes_wrapped(const char *text);

#endif
