/*
 * circle_player.h: the circle of the made-up house. Played neighbours call one that is open to all of the street, come
 * in, and wait. When a person comes in a keeper begins; they say a few lines each at the pace of people, pass, go on
 * from part to part, and wait for her while she has the piece. When she has gone, or it has ended, they call the next.
 *
 * They act by the same calls of the store as everybody, each in her own name. The process `ephemeral` knows members by
 * their sockets alone, and the gate gives out sockets in the name of played neighbours in a made-up house only
 * (hub_speaks_as()). So in a real house nobody but herself speaks for a member.
 */
#ifndef BBS_CIRCLE_PLAYER_H
#define BBS_CIRCLE_PLAYER_H

#include "store.h"

enum { CIRCLE_CAST_MOST = 6 };

/* From now on the store asks `ephemeral` in the name of this member; 0: as the house again. False: there is no socket
 * for her yet. */
typedef bool circle_speak_as(void *context, int64_t member);

struct circle_player;
/* NULL: the house is real, or the story has no circle. */
struct circle_player *circle_player_open(struct store *store, circle_speak_as *as, void *context);
/* Does what is due by now. The caretaker calls it every few seconds. */
void circle_player_tick(struct circle_player *player, int64_t now);
void circle_player_close(struct circle_player *player); /* NULL is good */

#endif
