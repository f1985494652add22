/*
 * text_fold.h: one form of a text in which words are compared, whoever typed them on whatever keyboard. Pure.
 *
 * "Isik" and "ışık", "strasse" and "Straße", "duong" and "đường", "Lodz" and "Łódź", "Bjorn" and "Bjørn", the Arabic
 * and the Kurdish kaf and yeh fold to the same letters. Search (RULES 2.4), likeness of asks and offers (RULES 3.4) and
 * dates that people type are compared so. Names of people are not: they have a rule of their own (RULES 1.5).
 *
 * A mark is dropped where it is an accent and kept where it makes another word: dropped in Latin, Greek, Arabic and
 * Hebrew; in Cyrillic only the stress and the dots of yo are dropped; kept in all other scripts, whose vowels and tones
 * are marks.
 */
#ifndef BBS_TEXT_FOLD_H
#define BBS_TEXT_FOLD_H

#include <stdbool.h>
#include <stddef.h>

struct text_folded {
    char *text;     /* UTF-8, malloc'd */
    size_t *origin; /* for each byte of `text`, and its end: where in the original text its letter begins; malloc'd */
    size_t length;
};
/* Folds UTF-8. False when `text` is not UTF-8: then *out is what stands before the fault. text_folded_free frees. */
bool text_fold(const char *text, struct text_folded *out);
void text_folded_free(struct text_folded *folded);
/* The folded text alone, malloc'd; NULL when `text` is not UTF-8. */
char *text_fold_only(const char *text);
/* Do two texts fold to the same letters? Blanks around them do not count. */
bool text_folds_alike(const char *one, const char *other);

#endif
