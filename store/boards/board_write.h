/* board_write.h: what a decision does to boards: opens one, closes one, slow mode. RULES 2.1, 2.5. Private to store/.
 * All are inside a write. */
#ifndef BBS_BOARD_WRITE_H
#define BBS_BOARD_WRITE_H

#include "store/boards/access.h"

/* Refuses a short name that cannot be typed, and one that a board of that unit has, also a closed one. */
enum result board_may_open(struct store *store, int64_t unit, const char *slug);
/* `title` is clean. */
enum result board_open(struct store *store, int64_t unit, const char *slug, const char *title,
    enum visibility visibility, int64_t now, int64_t *board);
/* An open board of that unit by its short name; RESULT_NOT_FOUND. */
enum result board_of_unit(struct store *store, int64_t unit, const char *slug, int64_t *board);
/* Refuses to close `general` and `welcome`: the minutes stand in the one, newcomers write in the other. */
enum result board_may_close(struct store *store, int64_t unit, const char *slug, int64_t *board);
enum result board_close(struct store *store, int64_t unit, int64_t board, int64_t now);
/* minutes 0: it ends. until: the second after which it ends by itself. */
enum result board_slow(struct store *store, int64_t unit, int64_t board, int64_t minutes, int64_t until, int64_t now);
/* Refuses somebody who may not write on the boards of that unit for a while (RULES 7.3). */
enum result board_may_write(struct store *store, int64_t member, const struct place *place, int64_t now);
/* The same; and refuses a post to a closed board, and one that comes too soon after her last one there. */
enum result board_takes_post(struct store *store, const struct actor *actor, const struct place *place, int64_t now);

#endif
