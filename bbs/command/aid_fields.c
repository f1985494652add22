/* aid_fields.c: the table of the fields of an ask and an offer, and the functions by which commands read them. */
#include "bbs/command/aid_fields.h"

#include <string.h>

#include "aid.h"
#include "gettext.h"

static const char *kind_code(int kind)
{
    return aid_kind_name((enum aid_kind)kind);
}

static bool kind_parse(const char *words, int *choice)
{
    enum aid_kind kind;
    bool known = aid_kind_parse(words, &kind);
    if (known)
        *choice = (int)kind;
    return known;
}

static const char *urgency_code(int urgency)
{
    return aid_urgency_name((enum aid_urgency)urgency);
}

static bool urgency_parse(const char *words, int *choice)
{
    enum aid_urgency urgency;
    bool known = aid_urgency_parse(words, &urgency);
    if (known)
        *choice = (int)urgency;
    return known;
}

static const char *who_code(int who)
{
    return aid_who_name((enum aid_who)who);
}

static bool who_parse(const char *words, int *choice)
{
    enum aid_who who;
    bool known = aid_who_parse(words, &who);
    if (known)
        *choice = (int)who;
    return known;
}

static const char *climbs_code(int climbs)
{
    return aid_climbs_name((enum aid_climbs)climbs);
}

static bool climbs_parse(const char *words, int *choice)
{
    enum aid_climbs climbs;
    bool known = aid_climbs_parse(words, &climbs);
    if (known)
        *choice = (int)climbs;
    return known;
}

static const struct aid_field_row rows[AID_FIELDS] = {
    [AID_FIELD_KIND] = { .name = "kind",
        .question = N_("What is it about (goods, food, care, transport, skill, tool, space, company, other)"),
        .of_asks = AID_ASKED,
        .of_offers = AID_ASKED,
        .takes = AID_TAKES_CHOICE,
        .choices = AID_KINDS,
        .code = kind_code,
        .parse = kind_parse },
    [AID_FIELD_LINE] = { .name = "line",
        .question = N_("In one line"),
        .missing = N_("A few words are needed here; `back` goes one question back, `stop` puts it away."),
        .of_asks = AID_ASKED,
        .of_offers = AID_ASKED,
        .takes = AID_TAKES_TEXT,
        .limit = AID_LINE_MAX },
    [AID_FIELD_URGENCY] = { .name = "urgency",
        .question = N_("How soon (today, days, week, whenever)"),
        .otherwise = "days",
        .of_asks = AID_ASKED,
        .takes = AID_TAKES_CHOICE,
        .choices = AID_URGENCIES,
        .code = urgency_code,
        .parse = urgency_parse },
    [AID_FIELD_FROM] = { .name = "from",
        .question = N_("From when (fri 14:00, 2026-12-01 ...)"),
        .otherwise = N_("now"),
        .of_asks = AID_ASKED,
        .of_offers = AID_ASKED,
        .takes = AID_TAKES_FROM },
    [AID_FIELD_UNTIL] = { .name = "until",
        .question = N_("Until when (18:00 is of the day it begins)"),
        .otherwise = N_("what suits how soon"),
        .offered = N_("in 90 days"),
        .of_asks = AID_ASKED,
        .of_offers = AID_ASKED,
        .takes = AID_TAKES_UNTIL },
    [AID_FIELD_REPEATS] = { .name = "repeats",
        .question = N_("Once or weekly"),
        .otherwise = "once",
        .of_asks = AID_ASKED,
        .of_offers = AID_ASKED,
        .takes = AID_TAKES_WEEKLY },
    [AID_FIELD_PLACE] = { .name = "place",
        .question = N_("Where, a block or a cross street"),
        .otherwise = N_("your block"),
        .of_asks = AID_ASKED,
        .of_offers = AID_ASKED,
        .takes = AID_TAKES_TEXT },
    [AID_FIELD_MANY] = { .name = "many",
        .question = N_("For how many"),
        .otherwise = "1",
        .of_asks = AID_ASKED,
        .of_offers = AID_OPTION,
        .takes = AID_TAKES_NUMBER,
        .limit = AID_MANY_MAX },
    [AID_FIELD_CAPACITY] = { .name = "capacity",
        .question = N_("How many asks can it take"),
        .otherwise = "1",
        .of_offers = AID_ASKED,
        .takes = AID_TAKES_NUMBER,
        .limit = AID_CAPACITY_MAX },
    [AID_FIELD_WHO] = { .name = "who",
        .question = N_("Who may answer (anyone, women, my-block, named)"),
        .otherwise = "anyone",
        .of_asks = AID_ASKED,
        .takes = AID_TAKES_CHOICE,
        .choices = AID_NAMED + 1,
        .code = who_code,
        .parse = who_parse },
    [AID_FIELD_NAMED] = { .name = "named",
        .question = N_("Whom do you name, parted by commas"),
        .missing = N_("Their names are needed here; `back` goes one question back, `stop` puts it away."),
        .of_asks = AID_ASKED,
        .takes = AID_TAKES_TEXT },
    [AID_FIELD_DETAILS] = { .name = "details",
        .question = N_("Details, if any"),
        .otherwise = N_("none"),
        .of_asks = AID_ASKED,
        .of_offers = AID_ASKED,
        .takes = AID_TAKES_BODY,
        .limit = AID_DETAILS_MAX },
    [AID_FIELD_LANGUAGES] = { .name = "languages",
        .otherwise = "",
        .of_asks = AID_OPTION,
        .of_offers = AID_OPTION,
        .takes = AID_TAKES_TEXT },
    [AID_FIELD_CLIMB] = { .name = "climb",
        .question = N_(
            "If nobody here can: may the next streets see kind, time, how many and the area (no, yes; line: who says \"I can\" reads your one line too)"),
        .otherwise = "no",
        .of_asks = AID_OPTION,
        .takes = AID_TAKES_CHOICE,
        .choices = AID_CLIMBS_WITH_LINE + 1,
        .code = climbs_code,
        .parse = climbs_parse },
    [AID_FIELD_LEARNER] = { .name = "learner", .otherwise = "", .of_offers = AID_OPTION, .takes = AID_TAKES_YES },
    [AID_FIELD_SAME_WORDS] = { .name = "same-words",
        .question = N_("Ask in these words all the same (yes, no)"),
        .otherwise = "no",
        .of_asks = AID_OPTION,
        .takes = AID_TAKES_YES },
};

const struct aid_field_row *aid_field_row(enum aid_field field)
{
    return &rows[field];
}

static const struct aid_field_row *option_named(const char *name)
{
    for (int i = 0; i < AID_FIELDS; i++)
        if (rows[i].takes != AID_TAKES_BODY && strcmp(rows[i].name, name) == 0)
            return &rows[i];
    return NULL;
}

bool aid_field_of_ask(const char *option)
{
    const struct aid_field_row *row = option_named(option);
    return row != NULL && row->of_asks != AID_UNUSED;
}

bool aid_field_of_offer(const char *option)
{
    const struct aid_field_row *row = option_named(option);
    return row != NULL && row->of_offers != AID_UNUSED;
}

enum result aid_field_choice(const struct call *call, struct reply *reply, enum aid_field field, int *out)
{
    const struct aid_field_row *row = &rows[field];
    struct buffer known = { 0 };
    const char *value = call_option(call, row->name);
    if (value == NULL ? row->otherwise != NULL : row->parse(value, out))
        return RESULT_OK;
    for (int i = 0; i < row->choices; i++)
        buffer_format(&known, "%s%s", i > 0 ? ", " : "", row->code(i));
    reply_usage(reply, _("--%s is one of: %s."), row->name, buffer_text(&known));
    buffer_clear(&known);
    return RESULT_INVALID;
}

enum result aid_field_number(const struct call *call, struct reply *reply, enum aid_field field, int *out)
{
    const struct aid_field_row *row = &rows[field];
    int64_t number;
    const char *value = call_option(call, row->name);
    if (value == NULL)
        return RESULT_OK;
    if (!parse_number(value, &number) || number < 1 || number > row->limit)
        return reply_usage(reply, _("--%s takes a number from %d to %d."), row->name, 1, row->limit);
    *out = (int)number;
    return RESULT_OK;
}

enum result aid_field_yes(const struct call *call, struct reply *reply, enum aid_field field, bool *out)
{
    const char *name = rows[field].name, *value = call_option(call, name);
    if (value == NULL)
        return RESULT_OK;
    if (strcmp(value, "yes") != 0 && strcmp(value, "no") != 0)
        return reply_usage(reply, _("--%s is yes or no."), name);
    *out = strcmp(value, "yes") == 0;
    return RESULT_OK;
}
