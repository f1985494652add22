/* paper_seal.h: what two note-takers counted of the papers of a secret vote, as it is kept until the closing.
 * RULES 1.8, 4.7. Private to store/assembly/. */
#ifndef BBS_PAPER_SEAL_H
#define BBS_PAPER_SEAL_H

#include "store/base/db.h"

/* Counts of few papers would tell who said what. So they are kept under one of the house's keys, which are not in the
 * database file, and all have one length. Equal counts have equal seals. malloc'd. */
char *paper_seal(struct store *store, int64_t vote, const char *counts);
/* The counts, malloc'd; of counts that are not sealed, a copy. NULL: it was sealed under another key. */
char *paper_open(struct store *store, int64_t vote, const char *kept);

#endif
