/* answer_player.c: see answer_player.h. */
#include "bbs/demo/answer_player.h"

#include <stdlib.h>
#include <string.h>

#include "bbs/demo/demo.h"
#include "boards.h"
#include "ledger.h"
#include "members.h"
#include "util.h"

enum {
    LINES_MOST = 9,
    ANSWERED_MOST = 40,
    PAGE = 100,     /* members at once */
    READS_FOR = 25, /* seconds: nobody answers at once */
};

struct answer_player {
    struct store *store;
    char *text;
    struct {
        struct actor who;
        char *words;
    } line[LINES_MOST];
    size_t count, next;
    int64_t since; /* when the house was opened */
    int64_t seq;   /* of the book, when it was last looked at */
    int64_t answered[ANSWERED_MOST];
    size_t answers;
    bool waits; /* somebody's post is too new to be answered */
};

/* --- the story --- */

static void read_line(struct answer_player *player, char *row)
{
    char *bar = strchr(row, '|');
    if (row[0] == ';' || bar == NULL || player->count == LINES_MOST)
        return;
    *bar = '\0';
    row[strcspn(row, " ")] = '\0';
    struct actor *who = &player->line[player->count].who;
    player->line[player->count].words = bar + 1 + strspn(bar + 1, " ");
    if (actor_for(player->store, ACTOR_MEMBER, row, who) == RESULT_OK)
        player->count++;
}

struct answer_player *answer_player_open(struct store *store, int64_t now)
{
    struct house house;
    struct actor steward;
    const struct embedded *story = demo_story;
    if (actor_for(store, ACTOR_OPERATOR, NULL, &steward) != RESULT_OK ||
        house_get(store, steward.here, &house) != RESULT_OK || !house.demo)
        return NULL;
    while (story->name != NULL && strcmp(story->name, "play-answers.txt") != 0)
        story++;
    if (story->name == NULL)
        return NULL;
    struct answer_player *player = xcalloc(1, sizeof *player);
    *player = (struct answer_player) { .store = store, .text = xstrdup(story->text), .since = now };
    char *rest = player->text, *row;
    while ((row = strtok_r(rest, "\n", &rest)) != NULL)
        read_line(player, row);
    if (player->count > 0)
        return player;
    answer_player_close(player);
    return NULL;
}

void answer_player_close(struct answer_player *player)
{
    if (player == NULL)
        return;
    free(player->text);
    free(player);
}

/* --- the answer --- */

static bool walked_in(const struct answer_player *player, const struct member *member)
{
    return member->joined > player->since || strcmp(member->handle, DEMO_HANDLE_1) == 0 ||
           strcmp(member->handle, DEMO_HANDLE_2) == 0 || strcmp(member->handle, DEMO_HANDLE_3) == 0;
}

static bool was_answered(const struct answer_player *player, int64_t member)
{
    for (size_t i = 0; i < player->answers; i++)
        if (player->answered[i] == member)
            return true;
    return player->answers == ANSWERED_MOST;
}

/* Her first post since the house was opened, on a board of the street, when it was there for a while. */
static void answer(struct answer_player *player, const struct member *member, int64_t now)
{
    struct found found[8];
    size_t count = 0;
    int64_t post;
    const struct actor *who = &player->line[player->next % player->count].who;
    const struct search_query query = { .by = member->handle, .since = player->since };
    if (search(player->store, who, &query, sizeof found / sizeof *found, found, &count) != RESULT_OK)
        return;
    while (count > 0 && strchr(found[count - 1].board, '/') != NULL)
        count--;
    if (count == 0)
        return;
    if (found[count - 1].at + READS_FOR > now) {
        player->waits = true;
        return;
    }
    player->answered[player->answers++] = member->id;
    post_reply(player->store, who, found[count - 1].post, player->line[player->next % player->count].words, now, &post);
    player->next++;
}

void answer_player_tick(struct answer_player *player, int64_t now)
{
    struct member members[PAGE];
    char after[HANDLE_BYTES] = "";
    size_t count = 0;
    int64_t seq = ledger_last(player->store);
    if (seq == player->seq && !player->waits)
        return;
    player->seq = seq;
    player->waits = false;
    do {
        if (members_list(player->store, &player->line[0].who, after, PAGE, now, members, &count) != RESULT_OK)
            return;
        for (size_t i = 0; i < count; i++)
            if (walked_in(player, &members[i]) && !was_answered(player, members[i].id))
                answer(player, &members[i], now);
        if (count > 0)
            util_copy_text(after, sizeof after, members[count - 1].handle);
    } while (count == PAGE);
}
