/* command_units.c: the units of a house: the member's own ones, the one where she is, and new ones by a steward.
 * RULES 1.0. */
#include <stdlib.h>
#include <string.h>

#include "bbs/command/command_table.h"
#include "gettext.h"
#include "homes.h"
#include "invitations.h"
#include "members.h"
#include "units.h"
#include "workplace.h"

enum { UNITS_SHOWN = 60 };

static const char *kind_words(enum unit_kind kind)
{
    static const char *const words[] = {
        [UNIT_COMMUNE] = N_("street"),
        [UNIT_FORUM] = N_("workplace"),
        [UNIT_CAUCUS] = N_("caucus"),
        [UNIT_NEIGHBOURHOOD] = N_("neighbourhood"),
        [UNIT_CITY] = N_("city"),
        [UNIT_CANTON] = N_("canton"),
        [UNIT_NATIONAL] = N_("national"),
    };
    return _(words[kind]);
}

/* The words of the call from `first` to before `end`, as one name. The caller clears it. */
static const char *name_of_words(const struct call *call, int first, int end, struct buffer *name)
{
    for (int i = first; i < end; i++)
        buffer_format(name, "%s%s", i > first ? " " : "", call->word[i]);
    return buffer_text(name);
}

static const char *whole_name(const struct call *call, struct buffer *name)
{
    return name_of_words(call, 0, call->words, name);
}

/* --- hers --- */

static void say_unit(const struct call *call, struct reply *reply, const struct unit *unit)
{
    bool here = unit->id == call->speaker->actor->here;
    /* TRANSLATORS: a unit's short name, its name, and "street", "workplace" or "caucus" */
    reply_line(reply, here ? _("%s: %s, %s. You are here.") : _("%s: %s, %s."), unit->slug,
        reply_shown(call, unit->name), kind_words(unit->kind));
    json_array_append_new(
        reply->json, json_pack("{s:I, s:s, s:s, s:s, s:b, s:b}", "id", (json_int_t)unit->id, "slug", unit->slug, "name",
                         unit->name, "kind", unit_kind_name(unit->kind), "here", here, "founding", unit->founded == 0));
}

/* RULES 1.0: a caucus is named only while she is in it. On a shared computer nothing is said of it elsewhere. */
static enum result say_hers(const struct call *call, struct reply *reply)
{
    const struct actor *actor = call->speaker->actor;
    struct unit unit;
    for (int i = 0; i < actor->unit_count; i++) {
        bool hidden = call_hides(call, actor->units[i]);
        if (hidden && !call->speaker->shared)
            call_say_hidden(reply, reply->json);
        else if (!hidden && unit_get(call->speaker->store, actor, actor->units[i], &unit) == RESULT_OK)
            say_unit(call, reply, &unit);
    }
    return RESULT_OK;
}

static enum result run_units(const struct call *call, struct reply *reply)
{
    struct call_page page;
    size_t count = 0;
    if (!call_page(call, UNITS_SHOWN, &page, reply))
        return reply->result;
    reply->json = json_array();
    if (call->speaker->actor->kind == ACTOR_MEMBER) /* ACTOR_UNITS_MAX at most: they stand on one page */
        return say_hers(call, reply);
    struct unit *units = xcalloc(page.load, sizeof *units);
    enum result result = units_list(call->speaker->store, call->speaker->actor, units, page.load, &count);
    call_page_of(&page, count);
    for (size_t i = page.first; i < page.end; i++)
        say_unit(call, reply, &units[i]);
    free(units);
    call_page_end(call, &page, reply);
    return reply_from_store(reply, result, call->speaker->store);
}

static enum result run_in(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    struct actor there = *speaker->actor;
    struct unit unit;
    struct buffer name = { 0 };
    enum result result = unit_enter(speaker->store, &there, whole_name(call, &name));
    buffer_clear(&name);
    if (result == RESULT_OK)
        result = unit_get(speaker->store, &there, there.here, &unit);
    if (result != RESULT_OK)
        return reply_from_store(reply, result, speaker->store);
    if (speaker->here == NULL)
        return reply_refuse(reply, RESULT_INVALID,
            _("`in` holds for a session, and this one ends with the command. One command is done there with --in %s behind it."),
            unit.slug);
    *speaker->here = unit.id;
    reply_line(reply, _("You are in %s now."), reply_shown(call, unit.name));
    reply->json = json_pack("{s:I, s:s, s:s}", "id", (json_int_t)unit.id, "slug", unit.slug, "name", unit.name);
    return RESULT_OK;
}

static enum result run_card(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    struct invitation invitation;
    struct unit unit = { 0 };
    struct actor there = *speaker->actor;
    struct buffer code = { 0 };
    enum result result =
        invitation_use(speaker->store, speaker->actor, whole_name(call, &code), speaker->now, &invitation);
    buffer_clear(&code);
    if (result != RESULT_OK)
        return reply_from_store(reply, result, speaker->store);
    reply->units = true;
    unit_get(speaker->store, &there, invitation.unit, &unit);
    reply_line(reply, _("You belong to %s now. `in %s` goes there."), reply_shown(call, unit.name), unit.slug);
    reply->json = json_pack("{s:I, s:s, s:s}", "id", (json_int_t)unit.id, "slug", unit.slug, "name", unit.name);
    return RESULT_OK;
}

/* What ends with it is said first; what others count on is given back, or --anyway. */
static enum result run_leave_unit(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    struct workplace workplace;
    char words[WORKPLACE_WORDS * 2];
    struct buffer name = { 0 };
    enum result result =
        workplace_get(speaker->store, speaker->actor, whole_name(call, &name), speaker->now, &workplace);
    buffer_clear(&name);
    if (result != RESULT_OK)
        return reply_from_store(reply, result, speaker->store);
    bool anyway = call_option(call, "anyway") != NULL;
    workplace_words(&workplace, words);
    if ((anyway || workplace.owes[0] == '\0') &&
        reply_asks(reply, speaker, _("Leave %s? %s"), reply_shown(call, workplace.name), words))
        return reply->result;
    result = workplace_leave(speaker->store, speaker->actor, workplace.unit, anyway, speaker->now);
    if (result == RESULT_CONFLICT)
        return reply_refuse(
            reply, result, _("%s To leave anyway: --anyway; then it ends."), store_reason(speaker->store));
    if (result != RESULT_OK)
        return reply_from_store(reply, result, speaker->store);
    reply->units = true;
    reply_line(reply, _("You left %s."), reply_shown(call, workplace.name));
    reply->json = json_pack("{s:I, s:s}", "id", (json_int_t)workplace.unit, "slug", workplace.slug);
    return RESULT_OK;
}

/* --- what a steward adds --- */

static void say_first_code(const struct call *call, struct reply *reply, const struct unit *unit,
    const struct invitation *first, const char *code)
{
    char until[32];
    reply_line(reply, _("%s is there. Its short name is %s."), reply_shown(call, unit->name), unit->slug);
    if (unit->kind == UNIT_COMMUNE)
        reply_text(reply, call, 0, _("Its first member says `ssh new@ADDRESS` and the code:"));
    else
        reply_text(reply, call, 0,
            _("Its first member says `ssh new@ADDRESS` and the code, or `card CODE` when they are in this house already:"));
    reply_line(reply, "  %s", code);
    if (unit->kind == UNIT_COMMUNE)
        reply_line(reply, _("It is for home %s and good until %s. More: invite --household H --in %s"), first->home,
            reply_time(first->until, until), unit->slug);
    else
        reply_line(reply, _("It is good until %s. More: invite --in %s"), reply_time(first->until, until), unit->slug);
    reply->json = json_pack(
        "{s:I, s:s, s:s, s:s}", "id", (json_int_t)unit->id, "slug", unit->slug, "code", code, "home", first->home);
}

/* Makes a unit, and the code for its first member. */
static enum result found(const struct call *call, struct reply *reply, enum unit_kind kind, const char *home)
{
    const struct speaker *speaker = call->speaker;
    struct actor there = *speaker->actor;
    struct unit unit;
    struct invitation first;
    struct buffer name = { 0 };
    char code[INVITATION_CODE_BYTES];
    enum result result = unit_found(speaker->store, speaker->actor, whole_name(call, &name), call_option(call, "short"),
        kind, speaker->now, &there.here);
    buffer_clear(&name);
    if (result == RESULT_OK)
        result = unit_get(speaker->store, &there, there.here, &unit);
    if (result == RESULT_OK)
        result = invitation_make(speaker->store, &there, home, speaker->now, code, &first);
    if (result == RESULT_OK)
        say_first_code(call, reply, &unit, &first, code);
    explicit_bzero(code, sizeof code);
    return reply_from_store(reply, result, speaker->store);
}

static enum result run_commune_add(const struct call *call, struct reply *reply)
{
    const char *home = call_option(call, "household");
    char form[HOME_BYTES];
    if (home == NULL)
        home = "A 1";
    if (home_form(home, "", form) != HOME_GOOD) /* checked before anything is written */
        return reply_refuse(reply, RESULT_INVALID, _("A home is a block and a number, like C 14. Nothing was added."));
    return found(call, reply, UNIT_COMMUNE, home);
}

static enum result run_forum_add(const struct call *call, struct reply *reply)
{
    return found(call, reply, UNIT_FORUM, NULL);
}

static enum result run_neighbourhood_add(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    struct unit unit;
    struct buffer name = { 0 };
    int64_t id;
    enum result result = unit_add(speaker->store, speaker->actor, whole_name(call, &name), call_option(call, "short"),
        UNIT_NEIGHBOURHOOD, 0, speaker->now, &id);
    buffer_clear(&name);
    if (result == RESULT_OK)
        result = unit_get(speaker->store, speaker->actor, id, &unit);
    if (result != RESULT_OK)
        return reply_from_store(reply, result, speaker->store);
    reply_line(reply, _("%s is there. Its short name is %s."), reply_shown(call, unit.name), unit.slug);
    reply_line(reply, _("A street comes below it with: unit above STREET %s"), unit.slug);
    reply->json = json_pack("{s:I, s:s}", "id", (json_int_t)unit.id, "slug", unit.slug);
    return RESULT_OK;
}

/* --- what a steward added by mistake --- */

/* The first word of the commands about a unit of that kind. */
static const char *family(enum unit_kind kind)
{
    return unit_kind_name(kind == UNIT_COMMUNE || kind == UNIT_FORUM ? kind : UNIT_NEIGHBOURHOOD);
}

/* `commune drop` is for streets alone: whoever types it for a workplace may mean another unit. */
static enum result require_family(
    const struct call *call, struct reply *reply, const struct unit *unit, const char *behind)
{
    const char *name = call->command->name, *of = family(unit->kind);
    size_t length = strlen(of);
    if (strncmp(name, of, length) == 0 && name[length] == ' ')
        return RESULT_OK;
    return reply_refuse(reply, RESULT_REFUSED, _("%s is of another kind. Type it like this: %s%s %s%s"),
        reply_shown(call, unit->name), of, strchr(name, ' '), unit->slug, behind);
}

/* Nothing was removed yet; asked for it again, she says --yes. */
static enum result ask_drop(
    const struct call *call, struct reply *reply, const struct unit *unit, const struct unit_drop *drop)
{
    struct buffer goes = { 0 };
    buffer_format(&goes, ngettext("%d board", "%d boards", (unsigned long)drop->boards), (int)drop->boards);
    buffer_string(&goes, ", ");
    buffer_format(&goes, ngettext("%d unused code", "%d unused codes", (unsigned long)drop->codes), (int)drop->codes);
    reply_refuse(reply, RESULT_REFUSED,
        _("Nothing is removed yet. %s goes for good, and with it: %s. Nobody was ever in it. If that is right: %s %s --yes"),
        reply_shown(call, unit->name), buffer_text(&goes), call->command->name, unit->slug);
    buffer_clear(&goes);
    return RESULT_REFUSED;
}

static enum result run_drop(const struct call *call, struct reply *reply)
{
    struct store *store = call->speaker->store;
    struct unit unit;
    struct unit_drop drop;
    int64_t id;
    struct buffer name = { 0 };
    bool sure = call_option(call, "yes") != NULL;
    enum result result = unit_find(store, call->speaker->actor, whole_name(call, &name), &id);
    buffer_clear(&name);
    if (result == RESULT_OK)
        result = unit_get(store, call->speaker->actor, id, &unit);
    if (result != RESULT_OK)
        return reply_from_store(reply, result, store);
    if (require_family(call, reply, &unit, "") != RESULT_OK)
        return reply->result;
    if (!sure && (result = store_rehearse_begin(store)) != RESULT_OK)
        return reply_from_store(reply, result, store);
    result = unit_drop(store, call->speaker->actor, id, call->speaker->now, &drop);
    if (!sure)
        result = store_rehearse_end(store, result);
    if (result != RESULT_OK)
        return reply_from_store(reply, result, store);
    if (!sure)
        return ask_drop(call, reply, &unit, &drop);
    reply_line(reply, _("%s is gone. The book tells that it was added and taken back."), reply_shown(call, unit.name));
    reply->json = json_pack("{s:I, s:s, s:I, s:I}", "id", (json_int_t)id, "slug", unit.slug, "boards",
        (json_int_t)drop.boards, "codes", (json_int_t)drop.codes);
    return RESULT_OK;
}

/* Finds the unit that the first words name, as many of them as can be, and puts the new name in `name`: so neither
 * needs quotes. */
static enum result find_renamed(const struct call *call, int64_t *unit, struct buffer *name)
{
    enum result result = RESULT_NOT_FOUND;
    for (int words = call->words - 1; words > 0 && result == RESULT_NOT_FOUND; words--) {
        struct buffer before = { 0 };
        result = unit_find(call->speaker->store, call->speaker->actor, name_of_words(call, 0, words, &before), unit);
        buffer_clear(&before);
        if (result == RESULT_OK)
            name_of_words(call, words, call->words, name);
    }
    return result;
}

static enum result run_rename(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    struct unit before = { 0 }, after = { 0 };
    struct house house = { 0 };
    struct buffer name = { 0 };
    int64_t id;
    enum result result = find_renamed(call, &id, &name);
    if (result == RESULT_OK)
        result = unit_get(speaker->store, speaker->actor, id, &before);
    if (result == RESULT_OK && require_family(call, reply, &before, " NEW NAME") != RESULT_OK) {
        buffer_clear(&name);
        return reply->result;
    }
    if (result == RESULT_OK)
        result = unit_rename(
            speaker->store, speaker->actor, id, buffer_text(&name), call_option(call, "short"), speaker->now);
    if (result == RESULT_OK)
        result = unit_get(speaker->store, speaker->actor, id, &after);
    buffer_clear(&name);
    if (result != RESULT_OK)
        return reply_from_store(reply, result, speaker->store);
    reply_line(reply, _("%s is called %s now. Its short name is %s."), reply_shown(call, before.name),
        reply_shown(call, after.name), after.slug);
    house_get(speaker->store, id, &house);
    if (after.members > 0 && !house.demo) /* nobody real is told in a made-up one */
        reply_text(reply, call, 0, _("Its people read on the home screen that a steward did it."));
    reply->json = json_pack("{s:I, s:s, s:s}", "id", (json_int_t)id, "slug", after.slug, "name", after.name);
    return RESULT_OK;
}

/* --- one above another, and side by side --- */

/* `before`: the unit as it was. */
static void say_above(const struct call *call, struct reply *reply, const struct unit *before, bool none)
{
    bool named = before->parent == 0 && before->neighbours;
    if (none) {
        reply_line(reply, _("%s has no unit above it now."), call->word[0]);
        reply_text(reply, call, 0, _("It has no neighbours until `unit neighbours` names some."));
        return;
    }
    reply_line(reply, _("%s is above %s now."), call->word[1], call->word[0]);
    if (named)
        reply_text(reply, call, 0,
            _("All that are below it are neighbours now. Those that were named by hand are no neighbours any more."));
}

static enum result run_unit_above(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    struct unit before;
    int64_t unit, above = 0;
    bool none = strcmp(call->word[1], "none") == 0;
    enum result result = unit_find(speaker->store, speaker->actor, call->word[0], &unit);
    if (result == RESULT_OK)
        result = unit_get(speaker->store, speaker->actor, unit, &before);
    if (result == RESULT_OK && !none)
        result = unit_find(speaker->store, speaker->actor, call->word[1], &above);
    if (result == RESULT_OK)
        result = unit_set_parent(speaker->store, speaker->actor, unit, above);
    if (result == RESULT_OK)
        say_above(call, reply, &before, none);
    return reply_from_store(reply, result, speaker->store);
}

static enum result run_unit_neighbours(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    int64_t unit, neighbour;
    bool set = call_option(call, "off") == NULL;
    enum result result = unit_find(speaker->store, speaker->actor, call->word[0], &unit);
    if (result == RESULT_OK)
        result = unit_find(speaker->store, speaker->actor, call->word[1], &neighbour);
    if (result == RESULT_OK)
        result = unit_neighbour_set(speaker->store, speaker->actor, unit, neighbour, set, speaker->now);
    if (result == RESULT_OK)
        reply_line(reply, set ? _("%s and %s are neighbours now.") : _("%s and %s are no neighbours any more."),
            call->word[0], call->word[1]);
    return reply_from_store(reply, result, speaker->store);
}

#define DROP(kind, summary, detail)                                                                                    \
    {                                                                                                                  \
        kind " drop", kind " drop NAME [--yes]", summary, detail, "yes", 1, 20, COMMAND_OPERATOR, COMMAND_NO_BODY,     \
            .run = run_drop                                                                                            \
    }
#define RENAME(kind, summary, detail)                                                                                  \
    {                                                                                                                  \
        kind " rename", kind " rename NAME NEW NAME [--short S]", summary, detail, "short=", 2, 40, COMMAND_OPERATOR,  \
            COMMAND_NO_BODY, .run = run_rename                                                                         \
    }

const struct command command_units[] = {
    { "units", "units [--page N]", N_("the units you belong to, and where you are"),
        N_("Each with its short name, as --in, `in` and `NAME/board` take it."), "page=", 0, 0, COMMAND_ANYONE,
        COMMAND_NO_BODY, .of_units = COMMAND_UNITS_OF_HERS, .run = run_units },
    { "in", "in UNIT", N_("goes to another of your units"),
        N_("What you do from then on is done there: its boards, people, asks and offers. UNIT is its short name, as `units` shows it. --in UNIT behind any command does only that one there."),
        "", 1, 20, COMMAND_MEMBER, COMMAND_NO_BODY, .of_units = COMMAND_UNITS_OF_HERS, .run = run_in },
    { "card", "card CODE",
        N_("uses a card that somebody gave you: for a workplace, or for a street when you have none"),
        N_("A card of another street than yours is not used like this: you move there."), "", 1, 6, COMMAND_MEMBER,
        COMMAND_NO_BODY, .of_units = COMMAND_PLACE_BEYOND, .run = run_card },
    { "unit leave", "unit leave NAME [--anyway]", N_("leaves a workplace of yours"),
        N_("What you wrote stays where it was written. Your tasks there, your things on its shelf, and asks and offers that nobody agreed to, end; what you agreed on with somebody goes on. Days of a rota and things that are lent you give back first; --anyway leaves all the same, and they end with it. Your caucuses stay yours. A card brings you in again. A street is left by `move`, a caucus by `caucus leave`."),
        "anyway", 1, 20, COMMAND_MEMBER, COMMAND_NO_BODY, .of_units = COMMAND_UNITS_OF_HERS, .run = run_leave_unit },
    { "commune add", "commune add NAME [--short S] [--household H]",
        N_("a new street, and the code of its first member"),
        N_("It has its own homes, people, boards, asks, tasks and founding time. S is its short name, as --in takes it; without it one is made of NAME. H is the home of the first member, else A 1."),
        "short= household=", 1, 20, COMMAND_OPERATOR, COMMAND_NO_BODY, .run = run_commune_add },
    { "forum add", "forum add NAME [--short S]", N_("a new workplace, and the code of its first member"),
        N_("Its cards name no home. Whoever is in the house already uses one with `card CODE`."), "short=", 1, 20,
        COMMAND_OPERATOR, COMMAND_NO_BODY, .run = run_forum_add },
    { "neighbourhood add", "neighbourhood add NAME [--short S]", N_("a unit above streets and workplaces"),
        N_("`unit above` puts them below it. S is its short name; without it one is made of NAME."), "short=", 1, 20,
        COMMAND_OPERATOR, COMMAND_NO_BODY, .run = run_neighbourhood_add },
    DROP("commune", N_("takes back a street that was added by mistake"),
        N_("Only while nobody was ever taken in or is on the way in, and nobody wrote on its boards. A street where people are belongs to them. Its boards, settings and unused codes go with it; the book tells that it was added and taken back. It says first what goes; --yes does it. The only street or workplace of a house stays.")),
    DROP("forum", N_("takes back a workplace that was added by mistake"), N_("As `commune drop` does.")),
    DROP("neighbourhood", N_("takes back a neighbourhood that was added by mistake"),
        N_("Only while no unit is below it: `unit above UNIT none` takes one away from there.")),
    RENAME("commune", N_("gives a street another name"),
        N_("NAME is its name or short name. S is its new short name; without it one is made of NEW NAME. Until its founding time is over, and its people read on the home screen that a steward did it. Later the street decides its name itself: `help propose`, name NEW NAME.")),
    RENAME("forum", N_("gives a workplace another name"), N_("As `commune rename` does.")),
    RENAME("neighbourhood", N_("gives a neighbourhood another name"),
        N_("As `commune rename` does. A steward may do it at any time, and everybody in its streets and workplaces reads it.")),
    { "unit above", "unit above UNIT ABOVE", N_("says which unit is above another"),
        N_("Both by short name. ABOVE is none where nothing is above it any more. All that are below one unit are neighbours; those that `unit neighbours` named for UNIT are none any more."),
        "", 2, 2, COMMAND_OPERATOR, COMMAND_NO_BODY, .run = run_unit_above },
    { "unit neighbours", "unit neighbours UNIT UNIT [--off]", N_("says that two streets or workplaces are neighbours"),
        N_("For those without a unit above them: what nobody meets in one of them can be asked in the other. --off takes it back."),
        "off", 2, 2, COMMAND_OPERATOR, COMMAND_NO_BODY, .run = run_unit_neighbours },
};
const size_t command_units_count = sizeof command_units / sizeof *command_units;
