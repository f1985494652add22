/* aid_kinds.c: the names that commands and the store use for kinds, urgencies, and for the people who may answer. */
#include "aid_kinds.h"

#include <stddef.h>
#include <string.h>

static const char *const kinds[AID_KINDS] = {
    [AID_GOODS] = "goods",
    [AID_FOOD] = "food",
    [AID_CARE] = "care",
    [AID_TRANSPORT] = "transport",
    [AID_SKILL] = "skill",
    [AID_TOOL] = "tool",
    [AID_SPACE] = "space",
    [AID_COMPANY] = "company",
    [AID_OTHER] = "other",
};
static const char *const urgencies[AID_URGENCIES] = {
    [AID_TODAY] = "today",
    [AID_DAYS] = "days",
    [AID_WEEK] = "week",
    [AID_WHENEVER] = "whenever",
};
enum { WHO_COUNT = AID_NAMED + 1 };
static const char *const whos[WHO_COUNT] = {
    [AID_ANYONE] = "anyone",
    [AID_WOMEN] = "women",
    [AID_MY_BLOCK] = "my-block",
    [AID_NAMED] = "named",
};

static const char *name_of(const char *const *names, size_t count, size_t number)
{
    return number < count ? names[number] : "";
}

/* Returns -1 when no entry has this name. */
static int number_of(const char *const *names, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(names[i], name) == 0)
            return (int)i;
    return -1;
}

const char *aid_kind_name(enum aid_kind kind)
{
    return name_of(kinds, AID_KINDS, kind);
}

bool aid_kind_parse(const char *name, enum aid_kind *kind)
{
    int number = number_of(kinds, AID_KINDS, name);
    if (number >= 0)
        *kind = (enum aid_kind)number;
    return number >= 0;
}

const char *aid_urgency_name(enum aid_urgency urgency)
{
    return name_of(urgencies, AID_URGENCIES, urgency);
}

bool aid_urgency_parse(const char *name, enum aid_urgency *urgency)
{
    int number = number_of(urgencies, AID_URGENCIES, name);
    if (number >= 0)
        *urgency = (enum aid_urgency)number;
    return number >= 0;
}

const char *aid_who_name(enum aid_who who)
{
    return name_of(whos, WHO_COUNT, who);
}

static const char *const climbs_names[] = {
    [AID_STAYS] = "no",
    [AID_CLIMBS] = "yes",
    [AID_CLIMBS_WITH_LINE] = "line",
};
enum { CLIMBS_COUNT = sizeof climbs_names / sizeof *climbs_names };

const char *aid_climbs_name(enum aid_climbs climbs)
{
    return name_of(climbs_names, CLIMBS_COUNT, climbs);
}

const char *aid_pays_name(enum aid_pays pays)
{
    static const char *const names[AID_PAYS] = {
        [AID_PAYS_NOTHING] = "nothing", [AID_PAYS_BACK] = "back", [AID_PAYS_BOX] = "box"
    };
    return name_of(names, AID_PAYS, pays);
}

static const char *const drops[AID_DROPS] = {
    [AID_DROP_THING] = "thing",
    [AID_DROP_SIZE] = "size",
    [AID_DROP_MANY] = "many",
    [AID_DROP_PLACE] = "place",
    [AID_DROP_TIME] = "time",
};

const char *aid_drop_name(enum aid_drop drop)
{
    return name_of(drops, AID_DROPS, drop);
}

bool aid_drop_parse(const char *name, enum aid_drop *drop)
{
    int number = number_of(drops, AID_DROPS, name);
    if (number >= 0)
        *drop = (enum aid_drop)number;
    return number >= 0;
}

const char *aid_from_name(enum aid_from from)
{
    static const char *const names[] = {
        [AID_FROM_HERE] = "here", [AID_FROM_BESIDE] = "beside", [AID_FROM_ABOVE] = "above"
    };
    return name_of(names, sizeof names / sizeof *names, from);
}
