/* line_own.c: tells of what is her own beside letters and mutual aid: days on a rota, things of the shelf, words that
 * were struck, paper codes. Home shows the same (RULES 9.1). */
#include "bbs/line/line.h"

#include <stdlib.h>
#include <string.h>

#include "gettext.h"
#include "hand.h"
#include "paper_codes.h"
#include "rota.h"
#include "shelf.h"
#include "text.h"
#include "units.h"
#include "when.h"

enum { OWN_MOST = 5, OWN_BYTES = 700 };

static void tell(struct line *line, const char *words)
{
    char *shown = text_shown(words, strlen(words), TEXT_LINE, line->setup.settings.ascii);
    line_say_wrapped(line, shown);
    free(shown);
}

/* RULES 1.0: a caucus of hers is named only while she is in it. */
static bool is_hidden(const struct line *line, int64_t id)
{
    const struct actor *actor = line->setup.actor;
    struct unit unit;
    return id != actor->here && unit_get(line->setup.store, actor, id, &unit) == RESULT_OK && unit.kind == UNIT_CAUCUS;
}

/* A day that somebody asks her to take. */
static bool tell_swaps(struct line *line)
{
    struct rota_line asked[OWN_MOST + 1];
    char words[OWN_BYTES], day[WHEN_BYTES];
    size_t count = 0, told = 0;
    int64_t now = line->setup.now();
    rota_asked(line->setup.store, line->setup.actor, now, asked, OWN_MOST + 1, &count);
    for (size_t i = 0; i < count && i < OWN_MOST; i++) {
        if (is_hidden(line, asked[i].unit))
            continue;
        snprintf(words, sizeof words, _("%s asks you to take a day: %s, %s: `rota accept %lld`"), asked[i].with,
            asked[i].task, when_say_day(asked[i].day, when_day(now), day), (long long)asked[i].swap);
        tell(line, words);
        told++;
    }
    line_tell_rest(line, count > OWN_MOST);
    return told > 0;
}

static bool tell_things(struct line *line)
{
    struct thing things[OWN_MOST + 1];
    char words[OWN_BYTES], day[WHEN_BYTES];
    size_t count = 0, told = 0;
    int64_t now = line->setup.now();
    shelf_waits(line->setup.store, line->setup.actor, now, things, OWN_MOST + 1, &count);
    for (size_t i = 0; i < count && i < OWN_MOST; i++) {
        const struct thing *thing = &things[i];
        if (is_hidden(line, thing->unit))
            continue;
        if (!thing->overdue)
            snprintf(words, sizeof words, _("Somebody asks to borrow: %s: `shelf show %lld`"), thing->line,
                (long long)thing->id);
        else
            snprintf(words, sizeof words,
                thing->mine ? _("%s was to be back on %s; %s has it: `shelf show %lld`")
                            : _("%s was to be back on %s; %s keeps it: `shelf show %lld`"),
                thing->line, when_say_date(thing->until, when_day(now), day),
                thing->mine ? thing->borrower_handle : thing->keeper_handle, (long long)thing->id);
        tell(line, words);
        told++;
    }
    line_tell_rest(line, count > OWN_MOST);
    return told > 0;
}

/* Her next day in any of her units. */
static bool tell_day(struct line *line)
{
    struct actor there = *line->setup.actor;
    struct rota_line mine, next = { 0 };
    char words[OWN_BYTES], day[WHEN_BYTES];
    int64_t now = line->setup.now();
    for (int i = 0; i < line->setup.actor->unit_count; i++) {
        size_t count = 0;
        there.here = line->setup.actor->units[i];
        if (!is_hidden(line, there.here) && rota_mine(line->setup.store, &there, now, &mine, 1, &count) == RESULT_OK &&
            count > 0 && (next.rota == 0 || mine.day < next.day))
            next = mine;
    }
    if (next.rota == 0)
        return false;
    when_say_day(next.day, when_day(now), day);
    if (next.with[0] == '\0')
        snprintf(words, sizeof words, _("%s: you are on %s: `rota show %lld`"), next.task, day, (long long)next.rota);
    else
        snprintf(words, sizeof words, _("%s: you are on %s, with %s: `rota show %lld`"), next.task, day, next.with,
            (long long)next.rota);
    tell(line, words);
    return true;
}

/* RULES 1.8: whoever typed them hears it, while a striking can be taken back. */
static bool tell_struck(struct line *line)
{
    struct hand_waits waits;
    char words[OWN_BYTES];
    if (hand_waits_get(line->setup.store, line->setup.actor, line->setup.now(), &waits) != RESULT_OK ||
        waits.struck == 0)
        return false;
    const struct hand_entry *word = &waits.last_struck;
    if (waits.struck == 1)
        snprintf(words, sizeof words, _("%s struck what you wrote for %s: `hands words %s`"), word->by.struck_by,
            word->handle, word->handle);
    else
        snprintf(words, sizeof words, _("Struck of what you wrote for others: %d: `hands words %s`"), waits.struck,
            word->handle);
    tell(line, words);
    return true;
}

static bool tell_codes(struct line *line)
{
    struct paper_list codes;
    char words[OWN_BYTES];
    if (paper_codes_get(line->setup.store, line->setup.actor, &codes) != RESULT_OK || codes.made == 0 ||
        codes.left > PAPER_CODES_FEW)
        return false;
    snprintf(words, sizeof words,
        ngettext("%d paper code left: `codes new` makes a list", "%d paper codes left: `codes new` makes a list",
            (unsigned long)codes.left),
        codes.left);
    tell(line, words);
    return true;
}

/* On a shared computer line_tell_private() counts days and things (RULES 1.6). */
bool line_tell_own(struct line *line)
{
    if (line->setup.actor->kind != ACTOR_MEMBER || line->owner != NULL)
        return false;
    bool any = tell_codes(line);
    any = tell_struck(line) || any;
    if (line->lock.on)
        return any;
    any = tell_swaps(line) || any;
    any = tell_things(line) || any;
    return tell_day(line) || any;
}
