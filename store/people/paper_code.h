/* paper_code.h: one code of a printed list. Private to store/. */
#ifndef BBS_PAPER_CODE_H
#define BBS_PAPER_CODE_H

#include "paper_codes.h"
#include "store/base/db.h"

enum { PAPER_CODE_LETTERS = 12, PAPER_CODE_GROUP = 4, PAPER_CODE_HASH = 32 };

void paper_code_make(char out[PAPER_CODE_BYTES]);
/* As it was meant: without spaces and dashes, in capitals, look-alikes set right. False: not twelve of our signs. */
bool paper_code_read(const char *typed, char out[PAPER_CODE_LETTERS]);
void paper_code_hash(const char code[PAPER_CODE_LETTERS], const unsigned char salt[PAPER_CODE_HASH],
    unsigned char hash[PAPER_CODE_HASH]);

#endif
