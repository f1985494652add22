/* demo_state.c: see demo_state.h. */
#include "bbs/demo/demo_state.h"

#include <stdio.h>
#include <string.h>

#include "deferred.h"
#include "units.h"

bool demo_failed(struct demo *demo, const char *what)
{
    snprintf(
        demo->problem, demo->size, "The made-up street could not be made: %s: %s", what, store_reason(demo->store));
    return false;
}

bool demo_line_failed(struct demo *demo, const char *file, int line)
{
    char where[80];
    snprintf(where, sizeof where, "%s:%d", file, line);
    return demo_failed(demo, where);
}

bool demo_post_failed(struct demo *demo, const struct story_post *post)
{
    return demo_line_failed(demo, post->file, post->line);
}

/* The index of a person; -1 when nobody in the story has that handle. */
int demo_person_find(const struct story *story, const char *handle)
{
    for (int i = 0; i < story->person_count; i++)
        if (strcmp(story->people[i].handle, handle) == 0)
            return i;
    return -1;
}

struct actor *demo_actor_of(struct demo *demo, const char *handle, int64_t at)
{
    int person = demo_person_find(demo->story, handle);
    if (person < 0 || demo->actors[person].kind != ACTOR_MEMBER) {
        snprintf(demo->problem, demo->size, "The made-up street could not be made: '%s' does not live here.", handle);
        return NULL;
    }
    if (demo->last_seen[person] < at)
        demo->last_seen[person] = at;
    return &demo->actors[person];
}

/* The id of a unit of the story; 0, with the problem set, when it is not founded (yet). */
int64_t demo_unit_of(struct demo *demo, const char *key)
{
    int unit = story_unit_find(demo->story, key);
    int64_t id = unit == -1 ? demo->operator.here : unit >= 0 ? demo->units[unit] : 0;
    if (id == 0)
        snprintf(demo->problem, demo->size, "The made-up street could not be made: there is no unit '%s'.", key);
    return id;
}

/* Founds the units of the made-up house and puts people into them, also into its caucuses, which no steward may do. */
const struct actor demo_maker = { .kind = ACTOR_CARETAKER };

/* A copy of an actor (the operator, the house itself, a member) in that unit. */
struct actor demo_in_unit(const struct actor *actor, int64_t unit)
{
    struct actor there = *actor;
    there.here = unit;
    return there;
}

bool demo_set(struct demo *demo, int64_t unit, const char *name, const char *value, int64_t at)
{
    const struct actor there = demo_in_unit(&demo->operator, unit);
    return house_set(demo->store, &there, name, value, at) == RESULT_OK || demo_failed(demo, name);
}

/* All who came in so far. */
bool demo_everybody_seen(struct demo *demo)
{
    for (int i = 0; i < demo->story->person_count; i++)
        if (demo->last_seen[i] != 0 &&
            deferred_seen_now(demo->store, &demo->actors[i], false, demo->last_seen[i]) != RESULT_OK)
            return demo_failed(demo, demo->story->people[i].handle);
    return true;
}
