/*
 * spoken.h: secret bytes as words that a person writes down on paper, reads and types again: "lusab babad gutih". Each
 * word has five letters and stands for two bytes; the last word checks the others. Pure.
 */
#ifndef BBS_SPOKEN_H
#define BBS_SPOKEN_H

#include <stdbool.h>
#include <stddef.h>

enum {
    SPOKEN_MOST = 16, /* bytes */
    SPOKEN_WORD = 5,  /* letters */
    SPOKEN_BYTES = (SPOKEN_MOST / 2 + 1) * (SPOKEN_WORD + 1),
};
/* `count`: an even number of bytes, SPOKEN_MOST at most. Words with a blank between them. */
void spoken_write(const unsigned char *bytes, size_t count, char out[SPOKEN_BYTES]);
/* Takes small and capital letters, and anything between them. False when a letter is wrong, missing or too many; out is
 * then zero. */
bool spoken_read(const char *typed, size_t count, unsigned char *out);

#endif
