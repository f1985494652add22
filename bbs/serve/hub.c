#include "bbs/serve/hub.h"

#include "ephemeral.h"

#include <unistd.h>

#include "store.h"
#include "util.h"

struct connection *hub_add(struct hub *hub, int fd, const char *source)
{
    size_t place = (size_t)fd;
    if (place >= hub->room) {
        size_t room = place * 2 + 64;
        hub->connections = xrealloc(hub->connections, room, sizeof *hub->connections);
        for (size_t i = hub->room; i < room; i++)
            hub->connections[i].hub = -1;
        hub->room = room;
    }
    hub->connections[place] = (struct connection) { .hub = fd, .board = -1, .thread = -1 };
    util_copy_text(hub->connections[place].source, sizeof hub->connections[place].source, source);
    hub->count++;
    return &hub->connections[place];
}

struct connection *hub_find(struct hub *hub, int fd)
{
    if (fd < 0 || (size_t)fd >= hub->room || hub->connections[fd].hub != fd)
        return NULL;
    return &hub->connections[fd];
}

void hub_remove(struct hub *hub, int fd)
{
    struct connection *connection = hub_find(hub, fd);
    if (connection == NULL)
        return;
    connection->hub = -1;
    hub->count--;
    close(fd);
}

static bool shows(int64_t shown, int64_t told)
{
    return shown <= 0 || told == 0 || shown == told;
}

bool hub_concerns(const struct connection *connection, const struct hub_frame *hint)
{
    if (!connection->in)
        return false;
    if (hint->member != 0)
        return connection->member == hint->member;
    /* The rest of the house need not draw because somebody raised her hand, or passed a piece on. */
    if (hint->board == HINT_OF_ROOM)
        return (connection->board == HINT_OF_ROOM || connection->board == HINT_OF_READER) &&
               connection->thread == hint->thread;
    if (hint->board == HINT_OF_CIRCLE)
        return connection->board == HINT_OF_CIRCLE && connection->thread == hint->thread;
    if (connection->board < 0 && connection->thread < 0)
        return false;
    return shows(connection->board, hint->board) && shows(connection->thread, hint->thread);
}

void hub_spread(struct hub *hub, int from, const struct hub_frame *hint)
{
    for (size_t i = 0; i < hub->room; i++) {
        const struct connection *connection = &hub->connections[i];
        if (connection->hub >= 0 && connection->hub != from && hub_concerns(connection, hint))
            frame_hub_send(connection->hub, hint, -1, -1);
    }
}

/* --- rooms --- */

static struct hub_room *room_of(struct hub *hub, int64_t meeting, int64_t now)
{
    struct hub_room *free_one = NULL;
    for (int i = 0; i < HUB_ROOMS; i++) {
        struct hub_room *room = &hub->rooms[i];
        if (room->meeting == meeting)
            return room;
        if (room->meeting == 0 || (!room->waits && now >= room->hint_from && now >= room->said_from))
            free_one = room;
    }
    if (free_one != NULL)
        *free_one = (struct hub_room) { .meeting = meeting };
    return free_one;
}

/* Words travel to members in the room. Whoever reads along may not have all of them: she is told to read. */
static bool gets_words(const struct connection *connection)
{
    return connection->board == HINT_OF_ROOM && connection->member != 0;
}

/* Returns how many were told. words NULL: none follow. */
static int spread_in_room(struct hub *hub, int from, struct hub_frame frame, const char *words)
{
    struct hub_frame hint = { .type = HUB_HINT, .board = HINT_OF_ROOM, .thread = frame.thread };
    int count = 0;
    for (size_t i = 0; i < hub->room; i++) {
        const struct connection *connection = &hub->connections[i];
        if (connection->hub < 0 || connection->hub == from || !hub_concerns(connection, &hint))
            continue;
        frame.post = hint.post = count++;
        if (words == NULL)
            frame_hub_send(connection->hub, &frame, -1, -1);
        else if (!gets_words(connection))
            frame_hub_send(connection->hub, &hint, -1, -1);
        else
            frame_hub_send_words(connection->hub, &frame, words);
    }
    return count;
}

void hub_room_hint(struct hub *hub, int from, const struct hub_frame *hint, int64_t now)
{
    struct hub_room *room = room_of(hub, hint->thread, now);
    if (room != NULL && now < room->hint_from) {
        room->waits = true;
        return;
    }
    int told = spread_in_room(hub, from, *hint, NULL);
    if (room != NULL)
        room->hint_from = now + (int64_t)told * HUB_SHARE_MS;
}

void hub_room_said(struct hub *hub, int from, const struct hub_frame *said, const char *words, int64_t now)
{
    struct hub_room *room = room_of(hub, said->thread, now);
    if (room != NULL && now >= room->said_from) {
        room->said_from = now + HUB_SAID_MS;
        spread_in_room(hub, from, *said, words);
        return;
    }
    const struct hub_frame hint = { .type = HUB_HINT, .board = HINT_OF_ROOM, .thread = said->thread };
    hub_room_hint(hub, from, &hint, now);
}

int hub_readers(const struct hub *hub, int64_t meeting)
{
    int count = 0;
    for (size_t i = 0; i < hub->room; i++) {
        const struct connection *connection = &hub->connections[i];
        count += connection->hub >= 0 && connection->in && connection->board == HINT_OF_READER &&
                 connection->thread == meeting;
    }
    return count;
}

int hub_rooms_tick(struct hub *hub, int64_t now)
{
    int64_t next = -1;
    for (int i = 0; i < HUB_ROOMS; i++) {
        struct hub_room *room = &hub->rooms[i];
        if (!room->waits)
            continue;
        if (now >= room->hint_from) {
            const struct hub_frame hint = { .type = HUB_HINT, .board = HINT_OF_ROOM, .thread = room->meeting };
            room->waits = false;
            hub_room_hint(hub, -1, &hint, now);
        } else if (next < 0 || room->hint_from - now < next)
            next = room->hint_from - now;
    }
    return (int)next;
}

struct connection *hub_quietest(struct hub *hub, int64_t member, bool stays, int most)
{
    struct connection *quietest = NULL;
    int count = 0;
    for (size_t i = 0; i < hub->room; i++) {
        struct connection *connection = &hub->connections[i];
        if (connection->hub < 0 || !connection->in || connection->leaving || connection->member != member ||
            connection->stays != stays)
            continue;
        count++;
        if (quietest == NULL || connection->stirred < quietest->stirred)
            quietest = connection;
    }
    return count > most ? quietest : NULL;
}

void hub_told(struct hub *hub, int64_t entry)
{
    int64_t beyond = entry - hub->told - 1;
    if (beyond < 0 || beyond >= 64)
        return;
    hub->ahead |= 1ULL << beyond;
    while (hub->ahead & 1) {
        hub->ahead >>= 1;
        hub->told++;
    }
}

bool hub_lost(struct hub *hub, int64_t entry)
{
    if (entry <= hub->told)
        return false;
    hub->told = entry;
    hub->ahead = 0; /* later entries that were told are told once more */
    return true;
}

/* The member is taken from the gate's own record of the log-in, not from the frame. */
void hub_end_visit(struct hub *hub, const struct connection *from, int64_t visit)
{
    const struct hub_frame frame = { .type = HUB_END, .seq = visit, .member = from->member };
    for (size_t i = 0; from->in && from->member != 0 && i < hub->room; i++) {
        const struct connection *connection = &hub->connections[i];
        if (connection->hub >= 0 && connection != from && connection->in && connection->member == from->member)
            frame_hub_send(connection->hub, &frame, -1, -1);
    }
}

int64_t hub_speaks_as(bool made_up, const struct hub_frame *asked)
{
    if (asked->member == 0 || asked->member == EPHEMERAL_HOUSE)
        return EPHEMERAL_HOUSE;
    return made_up && asked->member > 0 ? asked->member : 0;
}
