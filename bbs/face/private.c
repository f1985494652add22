/* private.c: see private.h. */
#include "private.h"

#include <stdio.h>
#include <stdlib.h>

#include "aid.h"
#include "care.h"
#include "circles.h"
#include "deferred.h"
#include "gettext.h"
#include "hand.h"
#include "letters.h"
#include "meetings.h"
#include "moderation.h"
#include "proposals.h"
#include "rota.h"
#include "shelf.h"
#include "units.h"
#include "util.h"
#include "when.h"
#include "womens.h"

enum { LOOKED_AT = COUNT_MAX + 1, VOICES_MOST = 8, DUE_MOST = 20 };

static int count_letters(struct store *store, const struct actor *actor, int64_t now)
{
    (void)now;
    return letters_unread(store, actor, LOOKED_AT);
}

static int count_aid_of(struct store *store, const struct actor *voice, int64_t now)
{
    struct aid_due *due = xcalloc(DUE_MOST, sizeof *due);
    size_t count = 0;
    int counted = 0;
    if (aid_due_list(store, voice, now, DUE_MOST, due, &count) != RESULT_OK)
        count = 0;
    for (size_t i = 0; i < count; i++)
        counted += due[i].is_private && due[i].kind != AID_DUE_COMES; /* that waits for nothing */
    free(due);
    return counted;
}

static int count_aid(struct store *store, const struct actor *actor, int64_t now)
{
    int64_t members[VOICES_MOST];
    struct actor voice;
    size_t voices = 0;
    int counted = count_aid_of(store, actor, now);
    if (hand_voices(store, actor, members, VOICES_MOST, &voices) != RESULT_OK)
        voices = 0;
    for (size_t i = 0; i < voices; i++)
        if (actor_by_hand(store, actor, members[i], now, &voice) == RESULT_OK)
            counted += count_aid_of(store, &voice, now);
    return counted;
}

static int count_answers(struct store *store, const struct actor *actor, int64_t now)
{
    (void)now;
    if (actor->unit_count == actor->places) /* she is in no caucus */
        return 0;
    struct answer *answers = xcalloc(LOOKED_AT, sizeof *answers);
    size_t count = 0;
    int counted = 0;
    if (mark_answers_list(store, actor, LOOKED_AT, answers, &count) != RESULT_OK)
        count = 0;
    for (size_t i = 0; i < count; i++)
        counted += answers[i].caucus;
    free(answers);
    return counted;
}

static int count_drafts(struct store *store, const struct actor *actor, int64_t now)
{
    (void)now;
    struct draft *drafts = xcalloc(LOOKED_AT, sizeof *drafts);
    size_t count = 0;
    if (drafts_list(store, actor, LOOKED_AT, drafts, &count) != RESULT_OK)
        count = 0;
    drafts_free(drafts, count);
    free(drafts);
    return (int)count;
}

static int count_due(struct store *store, const struct actor *actor, int64_t now)
{
    struct rota_line *asked = xcalloc(DUE_MOST, sizeof *asked);
    struct thing *things = xcalloc(DUE_MOST, sizeof *things);
    size_t swaps = 0, waits = 0;
    if (rota_asked(store, actor, now, asked, DUE_MOST, &swaps) != RESULT_OK)
        swaps = 0;
    if (shelf_waits(store, actor, now, things, DUE_MOST, &waits) != RESULT_OK)
        waits = 0;
    free(asked);
    free(things);
    return (int)(swaps + waits);
}

/* A meeting that is asked for, and her home has not said whether it wants it. Of a caucus where she is not now, also
 * one that begins soon: home does not show it there. */
static bool waits(const struct meeting_line *line, bool hidden)
{
    return line->why == MEETING_WANTED || (hidden && line->why != MEETING_NEXT);
}

int private_meetings(struct store *store, const struct actor *actor, int64_t now, int64_t *first)
{
    struct meeting_line *lines = xcalloc(DUE_MOST, sizeof *lines);
    struct actor there = *actor;
    struct unit unit;
    int counted = 0;
    for (int i = 0; i < actor->unit_count; i++) {
        size_t count = 0;
        there.here = actor->units[i];
        if (meeting_lines(store, &there, now, lines, DUE_MOST, &count) != RESULT_OK || count == 0)
            continue;
        bool hidden = there.here != actor->here && unit_get(store, actor, there.here, &unit) == RESULT_OK &&
                      unit.kind == UNIT_CAUCUS;
        for (size_t k = 0; k < count; k++)
            if (waits(&lines[k], hidden) && counted++ == 0 && first != NULL)
                *first = there.here;
    }
    free(lines);
    return counted;
}

/* Items about her, and those for which somebody named her. */
static int items_of_hers(struct store *store, const struct actor *actor, int64_t now)
{
    struct item_person_line *items = xcalloc(DUE_MOST, sizeof *items);
    size_t count = 0;
    int64_t unit, from;
    if (meeting_items_about_me(store, actor, now, items, DUE_MOST, &count) != RESULT_OK)
        count = 0;
    free(items);
    return (int)count + (effect_removal_of_me(store, actor, &unit, &from) != 0);
}

static int count_meetings(struct store *store, const struct actor *actor, int64_t now)
{
    return private_meetings(store, actor, now, NULL) + items_of_hers(store, actor, now);
}

int private_of_caucuses(struct store *store, const struct actor *actor, int64_t now)
{
    struct suspended suspended[DUE_MOST];
    size_t count = 0;
    if (actor->kind != ACTOR_MEMBER || !caucus_concerns(store, actor))
        return 0;
    int counted = caucus_waits(store, actor, now) + stops_wait(store, actor, now, NULL);
    if (womens_suspended(store, actor, now, suspended, DUE_MOST, &count) != RESULT_OK)
        count = 0;
    for (size_t i = 0; i < count; i++)
        counted += suspended[i].said == 0;
    return counted;
}

/* Who looks over her shoulder learns of no circle. RULES 1.6, 6.4. */
static int count_circles(struct store *store, const struct actor *actor, int64_t now)
{
    struct circle_step steps[DUE_MOST];
    struct circles_home home;
    size_t count = 0;
    int counted = 0;
    if (circles_home(store, actor, now, &home) != RESULT_OK)
        return 0;
    if (circle_steps(store, actor, steps, DUE_MOST, &count) != RESULT_OK)
        count = 0;
    for (size_t i = 0; i < count; i++)
        counted += steps[i].mine && when_day(steps[i].day) >= when_day(now);
    return counted + (home.open != 0) + home.asked_count + (home.next != 0) + (home.ended != 0) + home.visits;
}

static int count_moderation(struct store *store, const struct actor *actor, int64_t now)
{
    struct moderation_home home;
    if (moderation_home(store, actor, now, &home) != RESULT_OK)
        return 0;
    return (home.told != 0) + (home.panel != 0) + (home.panel_sits != 0) + (home.talk != 0) + home.reports +
           home.seconds;
}

static int count_care(struct store *store, const struct actor *actor, int64_t now)
{
    struct care_home home;
    return care_home(store, actor, now, &home) == RESULT_OK ? care_waits(&home) : 0;
}

static const struct {
    const char *name, *words, *command;
    int (*count)(struct store *store, const struct actor *member, int64_t now);
} kinds[PRIVATE_KINDS] = {
    [PRIVATE_LETTERS] = { "letters", N_("Letters to read"), "inbox", count_letters },
    [PRIVATE_AID] = { "aid", N_("Asks and offers that wait for you"), "aid matches", count_aid },
    [PRIVATE_ANSWERS] = { "caucus", N_("Answers to you in a caucus"), "private", count_answers },
    [PRIVATE_DRAFTS] = { "drafts", N_("Texts not yet sent"), "drafts", count_drafts },
    [PRIVATE_DUE] = { "due", N_("Days and things you are asked for"), "rota", count_due },
    [PRIVATE_MEETINGS] = { "meetings", N_("Meetings that wait for you"), "meetings", count_meetings },
    [PRIVATE_CAUCUS] = { "calls", N_("Questions for your yes or no"), "caucus", private_of_caucuses },
    [PRIVATE_CIRCLES] = { "circles", N_("Circles"), "circles", count_circles },
    [PRIVATE_MODERATION] = { "moderation", N_("About covered posts"), "modlog", count_moderation },
    [PRIVATE_CARE] = { "care", N_("From people to you"), "care", count_care },
};

void private_count(struct store *store, const struct actor *actor, int64_t now, struct private_matters *out)
{
    *out = (struct private_matters) { 0 };
    if (actor->kind != ACTOR_MEMBER)
        return;
    for (int i = 0; i < PRIVATE_KINDS; i++) {
        out->of[i] = kinds[i].count(store, actor, now);
        out->all += out->of[i];
    }
}

void private_words(enum private_kind kind, int count, char *out, size_t size)
{
    char number[16];
    snprintf(number, sizeof number, count > COUNT_MAX ? "%d+" : "%d", count > COUNT_MAX ? COUNT_MAX : count);
    snprintf(out, size, "%s: %s", _(kinds[kind].words), number);
}

const char *private_command(enum private_kind kind)
{
    return kinds[kind].command;
}

const char *private_name(enum private_kind kind)
{
    return kinds[kind].name;
}
