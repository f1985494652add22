/* harm_seat.h: what the two files of harm.h share. Private to store/care. */
#ifndef BBS_HARM_SEAT_H
#define BBS_HARM_SEAT_H

#include <sodium.h>

#include "members.h"
#include "store/base/db.h"
#include "store/care/harm_text.h"

/* The seat that is open in this process. */
struct harm_key {
    int64_t member, until;
    unsigned char seat[HARM_ID], key[HARM_KEY], secret[crypto_box_SECRETKEYBYTES];
};

/* RESULT_NOT_FOUND, with the sentence for words that open nothing, when no seat of hers is open in this process. */
enum result harm_require_open(struct store *store, const struct actor *actor, int64_t now);
/* Reads the path whose seat is open. */
enum result harm_read_open(struct store *store, struct harm *out);
/* Finds the handles of its people. */
void harm_read_handles(struct store *store, struct harm *harm);
/* Seals it to all its people. Inside a write. */
enum result harm_seal(struct store *store, const struct harm *harm, int64_t now);
/* By handle, as far as the actor may know of people; also those of a caucus who can be named (harm_ready_list). */
enum result harm_find(
    struct store *store, const struct actor *actor, const char *handle, int64_t now, struct member *out);

#endif
