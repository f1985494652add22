/* demo_state.h: the state while the story is played, and what its parts share. */
#ifndef BBS_DEMO_STATE_H
#define BBS_DEMO_STATE_H

#include "bbs/demo/demo.h"
#include "members.h"

enum { DEMO_TERM = 91 * 86400 }; /* seconds that a task lasts */

struct demo {
    struct store *store;
    const struct story *story;
    int64_t now;
    struct actor operator;   /* its `here` is the first street */
    struct actor *actors;    /* one for each person of the story; ACTOR_NOBODY until she has moved in */
    int64_t *last_seen;      /* one for each person: when she last did something */
    int64_t *units, *boards; /* ids, one for each unit and board of the story */
    int64_t *posts;          /* ids of posts and letters; 0 while it is not written */
    int64_t *aids, *matches; /* ids of asks and offers, and of the match of an ask */
    char *problem;
    size_t size;
};

extern const struct actor demo_maker; /* makes what no person of the story makes */
/* Says what could not be made, and why; returns false. */
bool demo_failed(struct demo *demo, const char *what);
bool demo_line_failed(struct demo *demo, const char *file, int line);
bool demo_post_failed(struct demo *demo, const struct story_post *post);
int demo_person_find(const struct story *story, const char *handle); /* -1: nobody has that handle */
int64_t demo_unit_of(struct demo *demo, const char *key);
/* The actor of a person, who is seen at that time. NULL, with the problem set, when she has not moved in (yet). */
struct actor *demo_actor_of(struct demo *demo, const char *handle, int64_t at);
struct actor demo_in_unit(const struct actor *actor, int64_t unit);
bool demo_set(struct demo *demo, int64_t unit, const char *name, const char *value, int64_t at);
bool demo_everybody_seen(struct demo *demo);

#endif
