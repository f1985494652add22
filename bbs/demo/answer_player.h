/*
 * answer_player.h: in the made-up house a played neighbour answers the first post of whoever walks in (RULES 9.3),
 * within a minute: of those who can log in, and of anybody who joined since the house was opened. Once a person; then
 * the talk is theirs. She acts by the same calls of the store as everybody.
 */
#ifndef BBS_ANSWER_PLAYER_H
#define BBS_ANSWER_PLAYER_H

#include "store.h"

struct answer_player;
/* NULL: the house is real, or the story has no answers. `now`: only posts after it are answered. */
struct answer_player *answer_player_open(struct store *store, int64_t now);
/* Does what is due by now. The caretaker calls it every few seconds. */
void answer_player_tick(struct answer_player *player, int64_t now);
void answer_player_close(struct answer_player *player); /* NULL is good */

#endif
