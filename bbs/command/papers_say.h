/* papers_say.h: how it stands with what is counted on paper (papers.h), for the command, line mode and the screens. */
#ifndef BBS_PAPERS_SAY_H
#define BBS_PAPERS_SAY_H

#include <jansson.h>

#include "papers.h"
#include "room.h"
#include "util.h"

/* "7 people answer on paper. sipho, C 14 has typed what they say. ..." malloc'd. `vote`: they vote. */
char *papers_say(const struct papers *papers, bool vote);
json_t *papers_json(const struct papers *papers);

/* The door list: what two homes have in common counts; what one alone has waits. */
struct papers_door {
    int here;                   /* by the door list */
    struct buffer mine, others; /* names that only the actor, or only somebody else, has ticked */
};
void papers_door_read(const struct room_person *people, size_t count, struct papers_door *out);
void papers_door_free(struct papers_door *door);
char *papers_say_door(const struct papers_door *door); /* malloc'd */

#endif
