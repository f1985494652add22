/* paper_code.h: one code of a printed list. RULES 1.4. Private to store/. */
#ifndef BBS_PAPER_CODE_H
#define BBS_PAPER_CODE_H

#include "paper_codes.h"
#include "store/base/db.h"

enum { PAPER_CODE_LETTERS = 12, PAPER_CODE_GROUP = 4, PAPER_CODE_HASH = 32 };

/* Makes a random code as it is printed, in groups of PAPER_CODE_GROUP with dashes. The caller wipes it. */
void paper_code_make(char out[PAPER_CODE_BYTES]);
/* Reads a code as people type it: drops spaces and dashes, makes capitals, and replaces I, L, O and U by what they look
 * like. False unless this gives PAPER_CODE_LETTERS letters. `out` is not terminated. */
bool paper_code_read(const char *typed, char out[PAPER_CODE_LETTERS]);
/* The hash of a code that paper_code_read() gave, with the salt of its list. */
void paper_code_hash(const char code[PAPER_CODE_LETTERS], const unsigned char salt[PAPER_CODE_HASH],
    unsigned char hash[PAPER_CODE_HASH]);

#endif
