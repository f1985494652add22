#include "bbs/limit.h"

#include <string.h>

#include "gettext.h"
#include "util.h"

void limit_begin(struct limit *limit, int all_most, int waiting_most, int waiting_most_source)
{
    *limit = (struct limit) {
        .all_most = all_most,
        .waiting_most = waiting_most,
        .waiting_most_source = waiting_most_source,
    };
}

/* The row of a source, or a free one, or NULL when all rows are taken. A source nobody waits from is a free row. */
static int *waiting_from(struct limit *limit, const char *source)
{
    size_t unused = LIMIT_SOURCES;
    for (size_t i = 0; i < LIMIT_SOURCES; i++) {
        if (limit->sources[i].waiting == 0) {
            if (unused == LIMIT_SOURCES)
                unused = i;
        } else if (strcmp(limit->sources[i].source, source) == 0)
            return &limit->sources[i].waiting;
    }
    if (unused == LIMIT_SOURCES)
        return NULL;
    copy_text(limit->sources[unused].source, LIMIT_SOURCE_BYTES, source);
    return &limit->sources[unused].waiting;
}

enum limit_answer limit_come(struct limit *limit, const char *source)
{
    if (limit->all >= limit->all_most)
        return LIMIT_HOUSE_FULL;
    int *waiting = waiting_from(limit, source);
    if (limit->waiting >= limit->waiting_most || waiting == NULL)
        return LIMIT_DOOR_FULL;
    if (*waiting >= limit->waiting_most_source)
        return LIMIT_SOURCE_FULL;
    limit->all++;
    limit->waiting++;
    (*waiting)++;
    return LIMIT_WELCOME;
}

void limit_in(struct limit *limit, const char *source)
{
    int *waiting = waiting_from(limit, source);
    limit->waiting--;
    if (waiting != NULL && *waiting > 0)
        (*waiting)--;
}

void limit_leave(struct limit *limit, const char *source, bool was_in)
{
    limit->all--;
    if (!was_in)
        limit_in(limit, source);
}

const char *limit_sentence(enum limit_answer answer)
{
    switch (answer) {
    case LIMIT_HOUSE_FULL:
        return _("The house is full. Come back in a few minutes.");
    case LIMIT_DOOR_FULL:
        return _("Too many are at the door just now. Come back in a minute.");
    case LIMIT_SOURCE_FULL:
        return _("Too many from your address are at the door just now. Come back in a minute.");
    case LIMIT_WELCOME:
        break;
    }
    return "";
}
