/*
 * vote_keys.h: the files keys/vote-N: the house's part of the key of a secret vote over days (secret_votes.h). 32 raw
 * bytes, in no backup. A file is overwritten before it is removed, at the closing of its vote.
 */
#ifndef BBS_VOTE_KEYS_H
#define BBS_VOTE_KEYS_H

#include "bbs/safe/house_files.h"
#include "secret_votes.h"

/* For secret_votes_tend(). `files` must live as long as *out. */
void vote_keys_of(const struct house_files *files, struct vote_keys *out);
/* Removes the files of votes that are over: a kill at the wrong moment may have left one. At the caretaker's start. */
void vote_keys_clean(const struct house_files *files, struct store *store);

#endif
