#include "bbs/serve/door.h"

#include <string.h>

#include "gettext.h"
#include "util.h"

const struct door_bounds door_bounds[DOOR_PLACES] = {
    [DOOR_SILENT] = { 1024, 10 * 1000 },
    [DOOR_READY] = { 512, 20 * 1000 },
    [DOOR_EXCHANGE] = { 512, 40 * 1000 },
    [DOOR_ASKED] = { 512, 130 * 1000 },
    [DOOR_VISITOR] = { 256, 60 * 60 * 1000 },
};

/* --- connections and their places --- */

static struct door_standing *find(struct door *door, int key)
{
    for (int i = 0; i < door->standing_count; i++)
        if (door->standing[i].key == key)
            return &door->standing[i];
    return NULL;
}

const struct door_standing *door_find(const struct door *door, int key)
{
    return find((struct door *)(uintptr_t)door, key);
}

/* The row of a source; a source without connections is a free row. There are as many rows as places to stand. */
static uint32_t source_row(struct door *door, const char *name)
{
    int unused = -1;
    for (int i = 0; i < door->source_count; i++) {
        if (door->sources[i].all == 0)
            unused = i;
        else if (strcmp(door->sources[i].name, name) == 0)
            return (uint32_t)i;
    }
    if (unused < 0)
        unused = door->source_count++;
    copy_text(door->sources[unused].name, DOOR_SOURCE_BYTES, name);
    return (uint32_t)unused;
}

static void count(struct door *door, const struct door_standing *standing, int change)
{
    struct door_source *source = &door->sources[standing->source];
    door->count[standing->place] += change;
    source->count[standing->place] += change;
    source->all += change;
}

static void put(struct door *door, struct door_standing *standing, enum door_place place, int64_t now)
{
    standing->place = place;
    standing->came = now;
    standing->order = ++door->order;
    count(door, standing, 1);
}

/* The number of connections that have processes, or soon will. */
static int with_processes(const struct door *door)
{
    return door->inside + door->count[DOOR_EXCHANGE] + door->count[DOOR_ASKED] + door->count[DOOR_VISITOR];
}

bool door_come(struct door *door, int key, const char *source, int64_t now)
{
    if (door->inside + door->count[DOOR_VISITOR] >= door->most || door->standing_count == DOOR_STANDING_MOST)
        return false;
    struct door_standing *standing = &door->standing[door->standing_count++];
    *standing = (struct door_standing) { .key = key, .source = source_row(door, source) };
    put(door, standing, DOOR_SILENT, now);
    return true;
}

void door_move(struct door *door, int key, enum door_place place, int64_t now)
{
    struct door_standing *standing = find(door, key);
    if (standing == NULL || standing->place == place)
        return;
    count(door, standing, -1);
    put(door, standing, place, now);
}

void door_taken(struct door *door, int key, int new_key, int64_t now)
{
    struct door_standing *standing = find(door, key);
    if (standing == NULL)
        return;
    door_move(door, key, DOOR_EXCHANGE, now);
    standing->key = new_key;
}

void door_leave(struct door *door, int key)
{
    struct door_standing *standing = find(door, key);
    if (standing == NULL)
        return;
    count(door, standing, -1);
    *standing = door->standing[--door->standing_count];
}

void door_in(struct door *door, int key)
{
    door_leave(door, key);
    door->inside++;
}

void door_leave_inside(struct door *door)
{
    door->inside--;
}

/* --- which connection is next --- */

static bool may_go_in(const struct door_standing *standing, bool crowded, int64_t now)
{
    return standing->place == DOOR_READY ||
           (standing->place == DOOR_SILENT && !crowded && now - standing->came >= DOOR_PATIENCE_MS);
}

static bool goes_before(const struct door *door, const struct door_standing *one, const struct door_standing *other)
{
    int own = door->sources[one->source].all, others = door->sources[other->source].all;
    if (one->place != other->place)
        return one->place == DOOR_READY;
    return own != others ? own < others : one->order > other->order;
}

int door_next(const struct door *door, int64_t now)
{
    const struct door_standing *next = NULL;
    bool crowded = door->count[DOOR_SILENT] + door->count[DOOR_EXCHANGE] > DOOR_CROWDED;
    if (door->count[DOOR_READY] == 0 && (crowded || door->count[DOOR_SILENT] == 0))
        return -1;
    for (int i = 0; i < door->standing_count; i++) {
        const struct door_standing *own = &door->standing[i];
        if (may_go_in(own, crowded, now) && (next == NULL || goes_before(door, own, next)))
            next = own;
    }
    return next != NULL ? next->key : -1;
}

/* --- which connection must leave --- */

/* Chooses the source that has most connections at this place, and its oldest connection. */
static int makes_room(const struct door *door, enum door_place place)
{
    const struct door_standing *chosen = NULL;
    int most = 0;
    for (int i = 0; i < door->standing_count; i++) {
        const struct door_standing *own = &door->standing[i];
        if (own->place != place)
            continue;
        int from_there = door->sources[own->source].count[place];
        if (chosen == NULL || from_there > most || (from_there == most && own->order < chosen->order)) {
            chosen = own;
            most = from_there;
        }
    }
    return chosen != NULL ? chosen->key : -1;
}

int door_over(const struct door *door)
{
    for (enum door_place place = 0; place < DOOR_PLACES; place++)
        if (door->count[place] > door_bounds[place].most)
            return makes_room(door, place);
    if (with_processes(door) <= door->most)
        return -1;
    int key = makes_room(door, DOOR_EXCHANGE);
    return key >= 0 ? key : makes_room(door, DOOR_ASKED);
}

int door_late(const struct door *door, int64_t now)
{
    for (int i = 0; i < door->standing_count; i++)
        if (now - door->standing[i].came >= door_bounds[door->standing[i].place].longest)
            return door->standing[i].key;
    return -1;
}

/* --- the first line --- */

enum door_line door_line(const char *bytes, size_t length)
{
    static const char begins[] = "SSH-";
    size_t compared = length < sizeof begins - 1 ? length : sizeof begins - 1;
    if (memcmp(bytes, begins, compared) != 0)
        return DOOR_LINE_OTHER;
    if (memchr(bytes, '\n', length < DOOR_LINE_MOST ? length : DOOR_LINE_MOST) != NULL)
        return DOOR_LINE_WHOLE;
    return length < DOOR_LINE_MOST ? DOOR_LINE_PART : DOOR_LINE_OTHER;
}

const char *door_sentence(bool house_full)
{
    return house_full ? _("The house is full. Come back in a few minutes.")
                      : _("Too many are at the door just now. Come back in a minute.");
}
