/*
 * player.h: the played neighbours of the made-up house. They hold an assembly as a play (play.h) says it, at the pace
 * of people, by the same calls of the store as everybody, so that every right and rule is checked.
 *
 * While they play for a person they wait for her: nothing goes on while nobody but them is in the room, or while she
 * has the turn. A played chair gives her the turn as the order of speakers says, and a question stays open for her as
 * long as the rules let it. What cannot be done for a while is left out, so that no play stands still.
 *
 * Only for a house that is made up. In any other one player_open() gives NULL.
 */
#ifndef BBS_PLAYER_H
#define BBS_PLAYER_H

#include "store.h"

struct player;
/* Takes up the play of that name ("today") in the first street: calls and opens its meeting as if it had been called
 * days ago, or goes on with the one that is open. NULL when there is nothing to play: the house is real, a meeting of
 * that street was held in the last hours, or another one is open. */
struct player *player_open(struct store *store, const char *name, int64_t now);
/* Does what is due by now. The caretaker calls it every few seconds. False: it is over. */
bool player_tick(struct player *player, int64_t now);
void player_close(struct player *player); /* NULL is good */

/* Holds a whole assembly in the past, with nobody but the neighbours: for demo_make(). False: `problem` has the reason.
 */
bool player_hold(struct store *store, const char *name, int64_t now, char *problem, size_t size);
/* When that was, or begins; 0: the play says no time, or there is no such play. */
int64_t player_opens(const char *name, int64_t now);

#endif
