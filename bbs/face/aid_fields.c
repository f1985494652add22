/* aid_fields.c: see aid_fields.h. */
#include "aid_fields.h"

#include <string.h>

#include "aid.h"
#include "gettext.h"
#include "text_fold.h"

enum { DAY_MAX = 60, NAMES_MAX = 200, LANGUAGES_MAX = 60 };

static const char *kind_code(int kind)
{
    return aid_kind_name((enum aid_kind)kind);
}

static const char *kind_word(int kind)
{
    return aid_kind_words((enum aid_kind)kind);
}

static const char *urgency_code(int urgency)
{
    return aid_urgency_name((enum aid_urgency)urgency);
}

static const char *urgency_word(int urgency)
{
    return aid_urgency_words((enum aid_urgency)urgency);
}

static const char *who_code(int who)
{
    return aid_who_name((enum aid_who)who);
}

static const char *who_word(int who)
{
    return aid_who_words((enum aid_who)who);
}

static const char *pays_code(int pays)
{
    return aid_pays_name((enum aid_pays)pays);
}

static const char *pays_word(int pays)
{
    return aid_pays_words((enum aid_pays)pays);
}

static const char *climbs_code(int climbs)
{
    return aid_climbs_name((enum aid_climbs)climbs);
}

static const char *climbs_word(int climbs)
{
    return climbs == AID_STAYS ? _("no") : climbs == AID_CLIMBS ? _("yes") : _("yes, with my line");
}

static const struct aid_field_row rows[AID_FIELDS] = {
    [AID_FIELD_KIND] = { .name = "kind",
        .question = N_("What is it about (goods, food, care, transport, skill, tool, space, company, other)"),
        .of_asks = AID_ASKED,
        .of_offers = AID_ASKED,
        .takes = AID_TAKES_CHOICE,
        .choices = AID_KINDS,
        .code = kind_code,
        .word = kind_word },
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
        .word = urgency_word },
    [AID_FIELD_FROM] = { .name = "from",
        .question = N_("From when (fri 14:00, 2026-12-01 ...)"),
        .otherwise = N_("now"),
        .of_asks = AID_ASKED,
        .of_offers = AID_ASKED,
        .takes = AID_TAKES_FROM,
        .limit = DAY_MAX },
    [AID_FIELD_UNTIL] = { .name = "until",
        .question = N_("Until when (18:00: of the day it begins)"),
        .otherwise = N_("as fits how soon"),
        .offered = N_("in 90 days"),
        .of_asks = AID_ASKED,
        .of_offers = AID_ASKED,
        .takes = AID_TAKES_UNTIL,
        .limit = DAY_MAX },
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
        .takes = AID_TAKES_TEXT,
        .limit = AID_PLACE_MAX },
    [AID_FIELD_MANY] = { .name = "many",
        .question = N_("For how many"),
        .otherwise = "1",
        .offered = "", /* no limit */
        .of_asks = AID_ASKED,
        .of_offers = AID_OPTION,
        .takes = AID_TAKES_NUMBER,
        .limit = AID_MANY_MAX },
    [AID_FIELD_HANDS] = { .name = "hands",
        .question = N_("How many hands: each is one helper"),
        .otherwise = "1",
        .of_asks = AID_ASKED,
        .takes = AID_TAKES_NUMBER,
        .limit = AID_HANDS_MAX },
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
        .word = who_word },
    [AID_FIELD_NAMED] = { .name = "named",
        .question = N_("Whom do you name, with commas between"),
        .missing = N_("Their names are needed here; `back` goes one question back, `stop` puts it away."),
        .of_asks = AID_ASKED,
        .takes = AID_TAKES_TEXT,
        .limit = NAMES_MAX },
    [AID_FIELD_UNWANTED] = { .name = "not",
        .question = N_("Who may not answer, with commas between (only you know)"),
        .otherwise = N_("nobody"),
        .of_asks = AID_ASKED,
        .takes = AID_TAKES_TEXT,
        .limit = NAMES_MAX },
    [AID_FIELD_PAYS] = { .name = "pays",
        .question =
            N_("Who pays what it costs (nothing: it costs nothing, back: you pay it back, box: the common box)"),
        .otherwise = "nothing",
        .of_asks = AID_ASKED,
        .takes = AID_TAKES_CHOICE,
        .choices = AID_PAYS,
        .code = pays_code,
        .word = pays_word },
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
        .takes = AID_TAKES_TEXT,
        .limit = LANGUAGES_MAX },
    [AID_FIELD_CLIMB] = { .name = "climb",
        .question = N_(
            "If nobody here can: may the next streets see kind, time, number and area (no, yes; line: your one line, "
            "too)"),
        .otherwise = "no",
        .of_asks = AID_OPTION,
        .takes = AID_TAKES_CHOICE,
        .choices = AID_CLIMBS_WITH_LINE + 1,
        .code = climbs_code,
        .word = climbs_word },
    [AID_FIELD_LEARNER] = { .name = "learner", .otherwise = "", .of_offers = AID_OPTION, .takes = AID_TAKES_YES },
    [AID_FIELD_SAME_WORDS] = { .name = "same-words",
        .question = N_("Ask in these words anyway (yes, no)"),
        .otherwise = "no",
        .of_asks = AID_OPTION,
        .takes = AID_TAKES_YES },
};

const struct aid_field_row *aid_field_row(enum aid_field field)
{
    return &rows[field];
}

enum aid_field aid_field_named(const char *name, size_t length)
{
    int field = 0;
    while (field < AID_FIELDS && (strlen(rows[field].name) != length || strncmp(rows[field].name, name, length) != 0))
        field++;
    return (enum aid_field)field;
}

enum aid_use aid_field_use(enum aid_field field, bool is_offer)
{
    return is_offer ? rows[field].of_offers : rows[field].of_asks;
}

const char *aid_field_otherwise(enum aid_field field, bool is_offer)
{
    return is_offer && rows[field].offered != NULL ? rows[field].offered : rows[field].otherwise;
}

bool aid_field_parse(enum aid_field field, const char *code, int *choice)
{
    const struct aid_field_row *row = &rows[field];
    int found = 0;
    while (found < row->choices && !text_folds_alike(row->code(found), code))
        found++;
    for (int i = 0; found == row->choices && i < row->choices; i++)
        if (text_folds_alike(row->word(i), code))
            found = i;
    if (found < row->choices)
        *choice = found;
    return found < row->choices;
}

static bool is_either(const char *words, const char *english, const char *translated)
{
    return text_folds_alike(words, english) || text_folds_alike(words, translated);
}

bool aid_weekly_parse(const char *words, bool *weekly)
{
    bool every_week = is_either(words, "weekly", _("weekly")) || is_either(words, "every week", _("every week"));
    bool known = every_week || is_either(words, "once", _("once"));
    if (known)
        *weekly = every_week;
    return known;
}

bool aid_yes_parse(const char *words, bool *yes)
{
    bool agrees = is_either(words, "yes", _("yes"));
    bool known = agrees || is_either(words, "no", _("no"));
    if (known)
        *yes = agrees;
    return known;
}

static bool is_option(const char *name, bool is_offer)
{
    enum aid_field field = aid_field_named(name, strlen(name));
    return field < AID_FIELDS && rows[field].takes != AID_TAKES_BODY && aid_field_use(field, is_offer) != AID_UNUSED;
}

bool aid_field_of_ask(const char *option)
{
    return is_option(option, false);
}

bool aid_field_of_offer(const char *option)
{
    return is_option(option, true);
}
