/*
 * visits.h: where a member is logged in now, and where she was. RULES 1.6, 1.7, 1.12.
 *
 * A visit lasts from its session's first word that it is here to its last; one command is none. Its address is kept 7
 * days, without its last part.
 */
#ifndef BBS_VISITS_H
#define BBS_VISITS_H

#include "store.h"

struct visit {
    int64_t id;      /* as people name it: `sessions end ID` */
    int64_t number;  /* as its session knows itself */
    int64_t at;      /* of the log-in */
    bool here;       /* it lasts, and its session said so lately */
    char source[48]; /* "192.0.2.x"; "" when it is forgotten already, or was sealed by a house whose key is lost */
    char method[32]; /* "key", "password", "password and code": see visit_way */
};
/* "by key", "by password", in her language. */
const char *visit_way(const struct visit *visit);

/* What the session writes down at log-in: the address without its last part, sealed, kept 7 days (RULES 1.12), and a
 * hash of it under a key, kept 30 days, for source_is_known. *number is drawn here; 0 for who is no member, of whom no
 * note is kept. */
enum result visit_begin(struct store *store, const struct actor *actor, const char *source, const char *method,
    int64_t now, int64_t *number);

/* A deferred write, once a minute and at the end. VISIT_DROPPED: the line is gone, and she counts as present for 10
 * more minutes (RULES 1.7). */
enum visit_state { VISIT_LEFT, VISIT_HERE, VISIT_DROPPED };
enum result visit_seen(
    struct store *store, const struct actor *actor, int64_t number, enum visit_state state, int64_t now);

/* Her own, newest first; only_here: those that last. */
enum result visits_list(struct store *store, const struct actor *actor, int64_t now, bool only_here, size_t limit,
    struct visit *out, size_t *count);
/* The newest log-in of hers but `own`; RESULT_NOT_FOUND: it is not known. */
enum result visit_last(struct store *store, const struct actor *actor, int64_t own, int64_t now, struct visit *out);
/* Tells the session of her visit `id` to end, by way of store_wrote(); it is over when that session says so. `own` is
 * the visit that asks, and does not end itself so. */
enum result visit_end(struct store *store, const struct actor *actor, int64_t own, int64_t id, int64_t now);

#endif
