/*
 * aid_guess.h: what the words of one line say of an ask or offer: its kind, how soon, when, where and for how many
 * (RULES 3.1). Pure: the present is an argument.
 *
 * It compares the words with small tables (aid_guess_words.c), in English and in the present language. It learns
 * nothing from anybody, and knows nothing of who writes. A guess is read back before anything is sent (aid_said.h), and
 * each field of it can be changed.
 */
#ifndef BBS_AID_GUESS_H
#define BBS_AID_GUESS_H

#include <stdbool.h>
#include <stdint.h>

#include "aid_fields.h"
#include "aid_kinds.h"

enum {
    AID_WORDS_MAX = 160, /* characters of the one line that she types; the ask's own line is shorter */
    AID_GUESS_PLACE = 24,
};

struct aid_guess {
    int kind; /* enum aid_kind; -1: no word tells it */
    enum aid_urgency urgency;
    int many;             /* 0: not said */
    int hands;            /* helpers that are wanted: "four people to carry a fridge"; 0: not said */
    int64_t starts, ends; /* as in struct aid_form; 0: not said */
    unsigned guessed;     /* of the window: bits of enum when_guess */
    bool weekly;          /* both ends of the window are said then */
    char place[AID_GUESS_PLACE];
    char *line, *details; /* the words without what became a field; words that do not fit the line make `details` */
};
/* Reads a line, which may be hostile. aid_guess_free() frees what *out holds. */
void aid_guess_read(const char *words, int64_t now, struct aid_guess *out);
void aid_guess_free(struct aid_guess *guess);

/* The answers of the form (aid_fields.h) that the guess gives: as a draft spells them, malloc'd; NULL: the guess says
 * nothing of that field. An offer has no urgency. */
void aid_guess_answers(const struct aid_guess *guess, bool is_offer, int64_t now, char *answer[AID_FIELDS]);

#endif
