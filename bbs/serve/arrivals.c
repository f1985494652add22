#include "bbs/serve/arrivals.h"

#include <string.h>

#include "gettext.h"
#include "util.h"

const struct arrival_bounds arrival_bounds[ARRIVAL_PLACES] = {
    [ARRIVAL_SILENT] = { 1024, 10 * 1000 },
    [ARRIVAL_READY] = { 512, 20 * 1000 },
    [ARRIVAL_EXCHANGE] = { 512, 40 * 1000 },
    [ARRIVAL_ASKED] = { 512, 130 * 1000 },
    [ARRIVAL_VISITOR] = { 256, 60 * 60 * 1000 },
};

/* --- connections and their places --- */

static struct arrival *find(struct arrivals *arrivals, int key)
{
    for (int i = 0; i < arrivals->standing_count; i++)
        if (arrivals->standing[i].key == key)
            return &arrivals->standing[i];
    return NULL;
}

const struct arrival *arrivals_find(const struct arrivals *arrivals, int key)
{
    return find((struct arrivals *)(uintptr_t)arrivals, key);
}

/* The row of a source; a source without connections is a free row. There are as many rows as places to stand. */
static uint32_t source_row(struct arrivals *arrivals, const char *name)
{
    int unused = -1;
    for (int i = 0; i < arrivals->source_count; i++) {
        if (arrivals->sources[i].all == 0)
            unused = i;
        else if (strcmp(arrivals->sources[i].name, name) == 0)
            return (uint32_t)i;
    }
    if (unused < 0)
        unused = arrivals->source_count++;
    util_copy_text(arrivals->sources[unused].name, ARRIVAL_SOURCE_BYTES, name);
    return (uint32_t)unused;
}

static void count(struct arrivals *arrivals, const struct arrival *standing, int change)
{
    struct arrival_source *source = &arrivals->sources[standing->source];
    arrivals->count[standing->place] += change;
    source->count[standing->place] += change;
    source->all += change;
}

static void put(struct arrivals *arrivals, struct arrival *standing, enum arrival_place place, int64_t now)
{
    standing->place = place;
    standing->came = now;
    standing->order = ++arrivals->order;
    count(arrivals, standing, 1);
}

/* The number of connections that have processes, or soon will. */
static int with_processes(const struct arrivals *arrivals)
{
    return arrivals->inside + arrivals->count[ARRIVAL_EXCHANGE] + arrivals->count[ARRIVAL_ASKED] +
           arrivals->count[ARRIVAL_VISITOR];
}

bool arrivals_come(struct arrivals *arrivals, int key, const char *source, int64_t now)
{
    if (arrivals->inside + arrivals->count[ARRIVAL_VISITOR] >= arrivals->most ||
        arrivals->standing_count == ARRIVAL_STANDING_MOST)
        return false;
    struct arrival *standing = &arrivals->standing[arrivals->standing_count++];
    *standing = (struct arrival) { .key = key, .source = source_row(arrivals, source) };
    put(arrivals, standing, ARRIVAL_SILENT, now);
    return true;
}

void arrivals_move(struct arrivals *arrivals, int key, enum arrival_place place, int64_t now)
{
    struct arrival *standing = find(arrivals, key);
    if (standing == NULL || standing->place == place)
        return;
    count(arrivals, standing, -1);
    put(arrivals, standing, place, now);
}

void arrivals_taken(struct arrivals *arrivals, int key, int new_key, int64_t now)
{
    struct arrival *standing = find(arrivals, key);
    if (standing == NULL)
        return;
    arrivals_move(arrivals, key, ARRIVAL_EXCHANGE, now);
    standing->key = new_key;
}

void arrivals_leave(struct arrivals *arrivals, int key)
{
    struct arrival *standing = find(arrivals, key);
    if (standing == NULL)
        return;
    count(arrivals, standing, -1);
    *standing = arrivals->standing[--arrivals->standing_count];
}

void arrivals_in(struct arrivals *arrivals, int key)
{
    arrivals_leave(arrivals, key);
    arrivals->inside++;
}

void arrivals_leave_inside(struct arrivals *arrivals)
{
    arrivals->inside--;
}

/* --- which connection is next --- */

static bool may_go_in(const struct arrival *standing, bool crowded, int64_t now)
{
    return standing->place == ARRIVAL_READY ||
           (standing->place == ARRIVAL_SILENT && !crowded && now - standing->came >= ARRIVAL_PATIENCE_MS);
}

static bool goes_before(const struct arrivals *arrivals, const struct arrival *one, const struct arrival *other)
{
    int own = arrivals->sources[one->source].all, others = arrivals->sources[other->source].all;
    if (one->place != other->place)
        return one->place == ARRIVAL_READY;
    return own != others ? own < others : one->order > other->order;
}

int arrivals_next(const struct arrivals *arrivals, int64_t now)
{
    const struct arrival *next = NULL;
    bool crowded = arrivals->count[ARRIVAL_SILENT] + arrivals->count[ARRIVAL_EXCHANGE] > ARRIVAL_CROWDED;
    if (arrivals->count[ARRIVAL_READY] == 0 && (crowded || arrivals->count[ARRIVAL_SILENT] == 0))
        return -1;
    for (int i = 0; i < arrivals->standing_count; i++) {
        const struct arrival *own = &arrivals->standing[i];
        if (may_go_in(own, crowded, now) && (next == NULL || goes_before(arrivals, own, next)))
            next = own;
    }
    return next != NULL ? next->key : -1;
}

/* --- which connection must leave --- */

/* Chooses the source that has most connections at this place, and its oldest connection. */
static int makes_room(const struct arrivals *arrivals, enum arrival_place place)
{
    const struct arrival *chosen = NULL;
    int most = 0;
    for (int i = 0; i < arrivals->standing_count; i++) {
        const struct arrival *own = &arrivals->standing[i];
        if (own->place != place)
            continue;
        int from_there = arrivals->sources[own->source].count[place];
        if (chosen == NULL || from_there > most || (from_there == most && own->order < chosen->order)) {
            chosen = own;
            most = from_there;
        }
    }
    return chosen != NULL ? chosen->key : -1;
}

int arrivals_over(const struct arrivals *arrivals)
{
    for (enum arrival_place place = 0; place < ARRIVAL_PLACES; place++)
        if (arrivals->count[place] > arrival_bounds[place].most)
            return makes_room(arrivals, place);
    if (with_processes(arrivals) <= arrivals->most)
        return -1;
    int key = makes_room(arrivals, ARRIVAL_EXCHANGE);
    return key >= 0 ? key : makes_room(arrivals, ARRIVAL_ASKED);
}

int arrivals_late(const struct arrivals *arrivals, int64_t now)
{
    for (int i = 0; i < arrivals->standing_count; i++)
        if (now - arrivals->standing[i].came >= arrival_bounds[arrivals->standing[i].place].longest)
            return arrivals->standing[i].key;
    return -1;
}

/* --- the first line --- */

enum arrival_line arrival_line(const char *bytes, size_t length)
{
    static const char begins[] = "SSH-";
    size_t compared = length < sizeof begins - 1 ? length : sizeof begins - 1;
    if (memcmp(bytes, begins, compared) != 0)
        return ARRIVAL_LINE_OTHER;
    if (memchr(bytes, '\n', length < ARRIVAL_LINE_MOST ? length : ARRIVAL_LINE_MOST) != NULL)
        return ARRIVAL_LINE_WHOLE;
    return length < ARRIVAL_LINE_MOST ? ARRIVAL_LINE_PART : ARRIVAL_LINE_OTHER;
}

const char *arrivals_sentence(bool house_full)
{
    return house_full ? _("The house is full. Come back in a few minutes.")
                      : _("Too many are at the door just now. Come back in a minute.");
}
