/* ledger_chain.h: the hashes of the book, for appending and for checking. Private to store/. */
#ifndef BBS_LEDGER_CHAIN_H
#define BBS_LEDGER_CHAIN_H

#include "store/base/db.h"

struct ledger_row {
    int64_t seq, at, unit, subject, thread, actor;
    int kind, seen_by;
    const unsigned char *digest; /* 32 bytes or NULL */
    const char *data;
};
void ledger_entry_hash(const struct ledger_row *row, const unsigned char salt[16], unsigned char hash[32]);
void ledger_head_hash(const unsigned char before[32], const unsigned char entry[32], unsigned char head[32]);

/* For store_wrote(). */
void ledger_wrote_remember(struct store *store, const struct wrote *wrote);

#endif
