/* effect_words.c: an effect as a clause in the reader's language, and how each kind is typed. */
#include <stdio.h>

#include "gettext.h"
#include "numbers.h"
#include "util.h"
#include <string.h>

#include "store/assembly/effect_row.h"
#include "store/people/number_write.h"
#include "store/people/person.h"
#include "store/people/unit_row.h"
#include "units.h"
#include "when.h"

static const struct {
    const char *name, *usage, *words;
} kinds[EFFECT_KINDS] = {
    [EFFECT_NONE] = { "none", "", N_("nothing by itself: people carry it") },
    [EFFECT_NUMBER] = { "number", "number NAME VALUE", N_("one of our numbers changes") },
    [EFFECT_BOARD] = { "board", "board SLUG unit|confederation|public TITLE", N_("a board opens") },
    [EFFECT_BOARD_CLOSE] = { "close", "close SLUG", N_("a board closes") },
    [EFFECT_SLOW] = { "slow", "slow SLUG MINUTES until DAY", N_("slow mode on a board; with 0 minutes it ends") },
    [EFFECT_SEAT] = { "seat", "seat TASK HANDLE", N_("somebody has a task, for a term") },
    [EFFECT_SEAT_BACK] = { "back", "seat back TASK HANDLE", N_("somebody no longer has a task") },
    [EFFECT_LOT] = { "lot", "lot TASK HOW-MANY", N_("a task goes by lot to willing people") },
    [EFFECT_GUESTS] = { "guests", "guests yes|no", N_("guests may read what is public, or not") },
    [EFFECT_AGREEMENT_END] = { "agreement", "agreement end D", N_("one of our agreements ends") },
    [EFFECT_ASSEMBLIES] = { "assemblies", "assemblies unit|confederation|public",
        N_("who else may read along in our meetings") },
    [EFFECT_UNIT_NAME] = { "name", "name NEW NAME", N_("we are called by another name") },
    [EFFECT_REMOVE] = { "remove", "remove HANDLE",
        N_("somebody is no longer one of us: three quarters, at two meetings") },
};

const char *effect_usage(enum effect_kind kind)
{
    return kind < EFFECT_KINDS ? kinds[kind].usage : NULL;
}

const char *effect_kind_words(enum effect_kind kind)
{
    return kind < EFFECT_KINDS ? _(kinds[kind].words) : NULL;
}

const char *effect_kind_name(enum effect_kind kind)
{
    return kind < EFFECT_KINDS ? kinds[kind].name : "";
}

bool effect_kind_parse(const char *name, enum effect_kind *kind)
{
    for (int i = 0; i < EFFECT_KINDS; i++)
        if (strcmp(kinds[i].name, name) == 0) {
            *kind = (enum effect_kind)i;
            return true;
        }
    return false;
}

static void say_number(struct store *store, int64_t unit, struct effect *effect)
{
    struct number_rule rule;
    enum number number = (enum number)effect->number;
    char value[NUMBER_WORDS_BYTES], before[NUMBER_WORDS_BYTES];
    if (effect->number < 0 || effect->number >= NUMBERS)
        return;
    number_rule_get(number, &rule);
    number_words(number, effect->value, value);
    number_words(number, number_value(store, unit, number), before);
    if (effect->acted != 0)
        snprintf(effect->words, sizeof effect->words, _("%s (%s): %s"), rule.name, rule.words, value);
    else
        snprintf(
            effect->words, sizeof effect->words, _("%s (%s): %s, until now %s"), rule.name, rule.words, value, before);
}

static const char *readers_of(struct store *store, int64_t unit, enum visibility visibility)
{
    if (visibility == VISIBLE_PUBLIC)
        return _("EVERYBODY (POLICE TOO)");
    if (visibility == VISIBLE_CONFEDERATION)
        return _("THE NEIGHBOURHOOD");
    return db_number(store, 0, "SELECT kind FROM unit WHERE id = ?", unit) == UNIT_FORUM ? _("THE WORKPLACE")
                                                                                         : _("THE STREET");
}

static void say_assemblies(struct store *store, int64_t unit, struct effect *effect)
{
    if (effect->value == VISIBLE_UNIT)
        util_copy_text(effect->words, sizeof effect->words, _("nobody else reads along in our meetings"));
    else
        snprintf(effect->words, sizeof effect->words, _("our open meetings may be followed, silently, by %s"),
            readers_of(store, unit, (enum visibility)effect->value));
}

/* Done already, the name before is known no more. */
static void say_name(struct store *store, int64_t unit, struct effect *effect)
{
    char before[UNIT_NAME_BYTES];
    unit_name_of(store, unit, before);
    if (effect->acted == 0)
        snprintf(effect->words, sizeof effect->words, _("our name is %s, until now %s"), effect->title, before);
    else
        snprintf(effect->words, sizeof effect->words, _("our name is %s"), effect->title);
}

static void say_slow(struct effect *effect)
{
    char day[WHEN_BYTES];
    if (effect->value == 0)
        snprintf(effect->words, sizeof effect->words, _("slow mode on the board `%s` ends"), effect->name);
    else
        snprintf(effect->words, sizeof effect->words, _("on the board `%s` each posts once in %d minutes, until %s"),
            effect->name, (int)effect->value, when_say_date(effect->until, effect->until, day));
}

/* Whom it is about. */
static void read_handle(struct store *store, const struct effect *effect, char handle[HANDLE_BYTES])
{
    sqlite3_stmt *row = db_query(store, "SELECT " HANDLE_OF("?"), effect->subject);
    handle[0] = '\0';
    if (db_step(store, row))
        person_copy_handle(row, 0, handle);
    db_done(store, row);
}

static void say_seat(struct store *store, int64_t unit, struct effect *effect)
{
    char handle[HANDLE_BYTES];
    read_handle(store, effect, handle);
    int days = (int)(seat_term(store, unit, effect->name) / 86400);
    if (effect->kind == EFFECT_SEAT)
        snprintf(effect->words, sizeof effect->words, _("%s is %s for %d days"), handle, effect->name, days);
    else
        snprintf(effect->words, sizeof effect->words, _("%s is no longer %s"), handle, effect->name);
}

static void say_removal(struct store *store, struct effect *effect)
{
    char handle[HANDLE_BYTES];
    read_handle(store, effect, handle);
    snprintf(effect->words, sizeof effect->words, _("%s no longer belongs here"), handle);
}

/* Whom the lot drew, and that there were not more who are willing. */
static bool say_drawn(struct store *store, int64_t unit, int days, struct effect *effect)
{
    struct buffer names = { 0 };
    char handle[HANDLE_BYTES];
    int drawn = 0;
    sqlite3_stmt *row = db_query(store,
        "SELECT " HANDLE_OF("seat.member") " FROM seat WHERE unit = ? AND name = ? AND since = ? ORDER BY 1", unit,
        effect->name, effect->acted);
    for (; db_step(store, row); drawn++) {
        person_copy_handle(row, 0, handle);
        buffer_format(&names, "%s%s", drawn > 0 ? ", " : "", handle);
    }
    db_done(store, row);
    if (drawn >= effect->value)
        snprintf(effect->words, sizeof effect->words, _("drawn by lot, as %s for %d days: %s"), effect->name, days,
            buffer_text(&names));
    else if (drawn > 0)
        snprintf(effect->words, sizeof effect->words, _("drawn by lot, as %s for %d days: %s; nobody else was willing"),
            effect->name, days, buffer_text(&names));
    buffer_clear(&names);
    return drawn > 0;
}

static void say_lot(struct store *store, int64_t unit, struct effect *effect)
{
    int days = (int)(seat_term(store, unit, effect->name) / 86400);
    if (effect->acted != 0 && effect->fault[0] == '\0' && say_drawn(store, unit, days, effect))
        return;
    snprintf(effect->words, sizeof effect->words,
        ngettext("%d person is drawn by lot among those who are willing, as %s for %d days",
            "%d people are drawn by lot among those who are willing, as %s for %d days", (unsigned long)effect->value),
        (int)effect->value, effect->name, days);
}

void effect_say(struct store *store, int64_t unit, struct effect *effect)
{
    effect->words[0] = '\0';
    switch (effect->kind) {
    case EFFECT_NUMBER:
        say_number(store, unit, effect);
        break;
    case EFFECT_BOARD:
        snprintf(effect->words, sizeof effect->words, _("the board `%s` (%s) opens. Who reads it: %s"), effect->name,
            effect->title, readers_of(store, unit, (enum visibility)effect->value));
        break;
    case EFFECT_BOARD_CLOSE:
        snprintf(effect->words, sizeof effect->words, _("the board `%s` closes: it is read, and no longer written to"),
            effect->name);
        break;
    case EFFECT_SLOW:
        say_slow(effect);
        break;
    case EFFECT_SEAT:
    case EFFECT_SEAT_BACK:
        say_seat(store, unit, effect);
        break;
    case EFFECT_LOT:
        say_lot(store, unit, effect);
        break;
    case EFFECT_REMOVE:
        say_removal(store, effect);
        break;
    case EFFECT_GUESTS:
        util_copy_text(effect->words, sizeof effect->words,
            effect->value != 0 ? _("guests read what is public, without a name") : _("no guests are let in"));
        break;
    case EFFECT_ASSEMBLIES:
        say_assemblies(store, unit, effect);
        break;
    case EFFECT_UNIT_NAME:
        say_name(store, unit, effect);
        break;
    case EFFECT_AGREEMENT_END:
        snprintf(effect->words, sizeof effect->words, _("agreement %lld ends"), (long long)effect->number);
        break;
    default:
        break;
    }
}

/* RULES 4.1. All read the rule alone, always in the same words: who is a woman, and whether there is such a caucus, is
 * told to its members only (facilitators.h). */
static void say_of_women(const struct effect *effect, char *out, size_t size)
{
    bool gives = effect->kind == EFFECT_SEAT || effect->kind == EFFECT_LOT;
    size_t used = strlen(out);
    if (gives && strcmp(effect->name, "facilitator") == 0 && effect->fault[0] == '\0')
        snprintf(out + used, size - used, " %s",
            _("Of the facilitators one is a woman where one is willing; else the women's caucus, if there is one, is asked."));
}

void effect_sentence(const struct effect *effect, bool decided, char *out, size_t size)
{
    out[0] = '\0';
    if (effect->kind == EFFECT_NONE)
        return;
    if (effect->acted == 0)
        snprintf(out, size, decided ? _("It does this by itself: %s.") : _("When this passes: %s."), effect->words);
    else if (effect->fault[0] == '\0')
        snprintf(out, size, _("Done by itself: %s."), effect->words);
    else
        snprintf(out, size, _("It could not be done by itself: %s. %s"), effect->words, effect->fault);
    say_of_women(effect, out, size);
}
