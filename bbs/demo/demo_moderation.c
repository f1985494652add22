/* demo_moderation.c: see demo_moderation.h. The house is not served yet: the numbers of the lot lie here meanwhile, and
 * not in the process `ephemeral`. */
#include "bbs/demo/demo_moderation.h"

#include <string.h>

#include "ephemeral.h"
#include "moderation.h"

enum { SLIPS = DRAW_HOMES + 1, HOUR = 3600 };

struct slips {
    char text[SLIPS][EPHEMERAL_SHORT_MAX];
    uint32_t length[SLIPS], count;
};

/* As the process `ephemeral` answers about one box, which everybody may put one text into. */
static bool answer(void *context, struct ephemeral_frame *frame)
{
    struct slips *slips = context;
    frame->answer = EPHEMERAL_DONE;
    if (frame->act == EPHEMERAL_HELLO)
        frame->key = 1;
    else if (frame->act == EPHEMERAL_PUT && slips->count < SLIPS && frame->length <= EPHEMERAL_SHORT_MAX) {
        memcpy(slips->text[slips->count], frame->text, frame->length);
        slips->length[slips->count++] = frame->length;
    } else if (frame->act == EPHEMERAL_TAKE && frame->number < slips->count) {
        memcpy(frame->text, slips->text[frame->number], slips->length[frame->number]);
        frame->length = slips->length[frame->number];
    } else if (frame->act == EPHEMERAL_TAKE)
        frame->answer = EPHEMERAL_NO_MORE;
    else if (frame->act != EPHEMERAL_WIPE)
        frame->answer = EPHEMERAL_WRONG;
    return true;
}

/* Three homes give a number; an hour later the house opens them. */
static enum result give_numbers(struct store *store, const struct demo_moderation *story, int64_t lot, int64_t at)
{
    char slip[DRAW_SLIP_BYTES];
    int given = 0;
    for (size_t i = 0; i < story->count && given < DRAW_HOMES; i++)
        if (story->actors[i].kind == ACTOR_MEMBER &&
            draw_give(store, &story->actors[i], lot, 7 + (int64_t)i, at, slip) == RESULT_OK)
            given++;
    moderation_tend(store, at + HOUR);
    return given == DRAW_HOMES ? RESULT_OK : RESULT_REFUSED;
}

/* The first five who were drawn accept, and three of them say the same. */
static enum result decide(struct store *store, const struct demo_moderation *story, int64_t act, int64_t at)
{
    static const char words[] = "It is rude, and it threatens nobody. We asked him to say it otherwise next time.";
    const struct actor *panel[PANEL_SITTING] = { NULL };
    int sits = 0;
    for (size_t i = 0; i < story->count && sits < PANEL_SITTING; i++)
        if (story->actors[i].kind == ACTOR_MEMBER && panel_answer(store, &story->actors[i], act, true, at) == RESULT_OK)
            panel[sits++] = &story->actors[i];
    enum result result = sits == PANEL_SITTING ? RESULT_OK : RESULT_REFUSED;
    for (int i = 0; i < PANEL_MAJORITY && result == RESULT_OK; i++)
        result = panel_say(store, panel[i], act, PANEL_LIFT, words, at + HOUR);
    return result;
}

static enum result appeal(struct store *store, const struct demo_moderation *story, int64_t at)
{
    struct act out;
    int64_t act;
    enum result result = act_cover_make(store, story->first, story->appealed, COVER_THREATENS,
        "Graveyards are no answer to a neighbour who asks for sleep.", at, &act);
    if (result == RESULT_OK)
        result = panel_appeal_make(store, story->author, act,
            "A graveyard is quiet, that was all. I was tired and loud. I threatened nobody.", at + HOUR);
    moderation_tend(store, at + HOUR);
    if (result == RESULT_OK)
        result = act_get(store, story->author, act, at + HOUR, &out);
    if (result == RESULT_OK)
        result = give_numbers(store, story, out.draw, at + 2 * HOUR);
    if (result == RESULT_OK)
        result = decide(store, story, act, at + 4 * HOUR);
    return result == RESULT_OK ? act_seen(store, story->author, act, at + 6 * HOUR) : result;
}

enum result demo_moderate(struct store *store, const struct demo_moderation *story, int64_t at)
{
    struct slips slips = { .count = 0 };
    int64_t act;
    ephemeral_reach(store, answer, &slips);
    enum result result = act_cover_make(store, story->first, story->other, COVER_OTHER,
        "We agreed not to threaten each other with the police.", at, &act);
    if (result == RESULT_OK)
        result = act_cover_second(store, story->second, act, at + HOUR);
    if (result == RESULT_OK)
        result = appeal(store, story, at + 2 * HOUR);
    ephemeral_reach(store, NULL, NULL);
    return result;
}
