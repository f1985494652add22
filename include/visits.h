/*
 * visits.h: the sessions in which a member is logged in now, and her last log-ins. RULES 1.6, 1.7, 1.12.
 *
 * A visit is a session of screens or line mode; a single command is none. It lasts from the first to the last
 * visit_seen() of its session. Its address is kept 7 days, without the last part.
 */
#ifndef BBS_VISITS_H
#define BBS_VISITS_H

#include "store.h"

struct visit {
    int64_t id;      /* the number that people type: `sessions end ID` */
    int64_t number;  /* the number that its session knows (visit_begin) */
    int64_t at;      /* when she logged in */
    bool here;       /* it has not ended, and its session called visit_seen() lately */
    char source[48]; /* "192.0.2.x"; "" when it is forgotten, or when the key that sealed it is lost */
    char method[32]; /* "key", "password", "password and code": see visit_way */
};
/* "by key", "by password", in her language. */
const char *visit_way(const struct visit *visit);

/* Notes a log-in: the address without its last part, sealed, kept 7 days (RULES 1.12), and a keyed hash of it, kept 30
 * days, for source_is_known(). *number is a new random number. For an actor who is not a member nothing is noted, and
 * *number is 0. */
enum result visit_begin(struct store *store, const struct actor *actor, const char *source, const char *method,
    int64_t now, int64_t *number);

/* The session calls this once a minute and at its end; the write is deferred. VISIT_DROPPED: the connection dropped,
 * and she counts as present for 10 more minutes (RULES 1.7). */
enum visit_state { VISIT_LEFT, VISIT_HERE, VISIT_DROPPED };
enum result visit_seen(
    struct store *store, const struct actor *actor, int64_t number, enum visit_state state, int64_t now);

/* Her own visits, newest first; `only_here`: only those that have not ended. */
enum result visits_list(struct store *store, const struct actor *actor, int64_t now, bool only_here, size_t limit,
    struct visit *out, size_t *count);
/* Her newest log-in other than visit `own`. RESULT_NOT_FOUND when none is known. */
enum result visit_last(struct store *store, const struct actor *actor, int64_t own, int64_t now, struct visit *out);
/* Tells the session of her visit `id` to end, by a hint of store_wrote(). The visit has ended when that session says
 * so. `own` is the visit that calls; it cannot end itself in this way. */
enum result visit_end(struct store *store, const struct actor *actor, int64_t own, int64_t id, int64_t now);

#endif
