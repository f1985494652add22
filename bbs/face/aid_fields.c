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
    [AID_FIELD_KIND] = { .field.name = "kind",
        .field.question = N_("What is it about (goods, food, care, transport, skill, tool, space, company, other)"),
        .of_asks = AID_ASKED,
        .of_offers = AID_ASKED,
        .field.takes = FORM_TAKES_CHOICE,
        .field.choices = AID_KINDS,
        .field.code = kind_code,
        .field.word = kind_word },
    [AID_FIELD_LINE] = { .field.name = "line",
        .field.question = N_("In one line"),
        .field.missing = N_("A few words are needed here; `back` goes one question back, `stop` puts it away."),
        .of_asks = AID_ASKED,
        .of_offers = AID_ASKED,
        .field.takes = FORM_TAKES_WORDS,
        .field.limit = AID_LINE_MAX },
    [AID_FIELD_URGENCY] = { .field.name = "urgency",
        .field.question = N_("How soon (today, days, week, whenever)"),
        .field.otherwise = "days",
        .of_asks = AID_ASKED,
        .field.takes = FORM_TAKES_CHOICE,
        .field.choices = AID_URGENCIES,
        .field.code = urgency_code,
        .field.word = urgency_word },
    [AID_FIELD_FROM] = { .field.name = "from",
        .field.question = N_("From when (fri 14:00, 2026-12-01 ...)"),
        .field.otherwise = N_("now"),
        .of_asks = AID_ASKED,
        .of_offers = AID_ASKED,
        .field.takes = FORM_TAKES_FROM,
        .field.limit = DAY_MAX },
    [AID_FIELD_UNTIL] = { .field.name = "until",
        .field.question = N_("Until when (18:00: of the day it begins)"),
        .field.otherwise = N_("as fits how soon"),
        .offered = N_("in 90 days"),
        .of_asks = AID_ASKED,
        .of_offers = AID_ASKED,
        .field.takes = FORM_TAKES_UNTIL,
        .field.limit = DAY_MAX },
    [AID_FIELD_REPEATS] = { .field.name = "repeats",
        .field.question = N_("Once or weekly"),
        .field.otherwise = "once",
        .of_asks = AID_ASKED,
        .of_offers = AID_ASKED,
        .field.takes = FORM_TAKES_WEEKLY },
    [AID_FIELD_PLACE] = { .field.name = "place",
        .field.question = N_("Where, a block or a cross street"),
        .field.otherwise = N_("your block"),
        .of_asks = AID_ASKED,
        .of_offers = AID_ASKED,
        .field.takes = FORM_TAKES_WORDS,
        .field.limit = AID_PLACE_MAX },
    [AID_FIELD_MANY] = { .field.name = "many",
        .field.question = N_("For how many"),
        .field.otherwise = "1",
        .offered = "", /* no limit */
        .of_asks = AID_ASKED,
        .of_offers = AID_OPTION,
        .field.takes = FORM_TAKES_NUMBER,
        .field.limit = AID_MANY_MAX },
    [AID_FIELD_HANDS] = { .field.name = "hands",
        .field.question = N_("How many hands: each is one helper"),
        .field.otherwise = "1",
        .of_asks = AID_ASKED,
        .field.takes = FORM_TAKES_NUMBER,
        .field.limit = AID_HANDS_MAX },
    [AID_FIELD_CAPACITY] = { .field.name = "capacity",
        .field.question = N_("How many asks can it take"),
        .field.otherwise = "1",
        .of_offers = AID_ASKED,
        .field.takes = FORM_TAKES_NUMBER,
        .field.limit = AID_CAPACITY_MAX },
    [AID_FIELD_WHO] = { .field.name = "who",
        .field.question = N_("Who may answer (anyone, women, my-block, named)"),
        .field.otherwise = "anyone",
        .of_asks = AID_ASKED,
        .field.takes = FORM_TAKES_CHOICE,
        .field.choices = AID_NAMED + 1,
        .field.code = who_code,
        .field.word = who_word },
    [AID_FIELD_NAMED] = { .field.name = "named",
        .field.question = N_("Whom do you name, with commas between"),
        .field.missing = N_("Their names are needed here; `back` goes one question back, `stop` puts it away."),
        .of_asks = AID_ASKED,
        .field.takes = FORM_TAKES_WORDS,
        .field.limit = NAMES_MAX },
    [AID_FIELD_UNWANTED] = { .field.name = "not",
        .field.question = N_("Who may not answer, with commas between (only you know)"),
        .field.otherwise = N_("nobody"),
        .of_asks = AID_ASKED,
        .field.takes = FORM_TAKES_WORDS,
        .field.limit = NAMES_MAX },
    [AID_FIELD_PAYS] = { .field.name = "pays",
        .field.question =
            N_("Who pays what it costs (nothing: it costs nothing, back: you pay it back, box: the common box)"),
        .field.otherwise = "nothing",
        .of_asks = AID_ASKED,
        .field.takes = FORM_TAKES_CHOICE,
        .field.choices = AID_PAYS,
        .field.code = pays_code,
        .field.word = pays_word },
    [AID_FIELD_DETAILS] = { .field.name = "details",
        .field.question = N_("Details, if any"),
        .field.otherwise = N_("none"),
        .of_asks = AID_ASKED,
        .of_offers = AID_ASKED,
        .field.takes = FORM_TAKES_BODY,
        .field.limit = AID_DETAILS_MAX },
    [AID_FIELD_LANGUAGES] = { .field.name = "languages",
        .field.otherwise = "",
        .of_asks = AID_OPTION,
        .of_offers = AID_OPTION,
        .field.takes = FORM_TAKES_WORDS,
        .field.limit = LANGUAGES_MAX },
    [AID_FIELD_CLIMB] = { .field.name = "climb",
        .field.question = N_(
            "If nobody here can: may the next streets see kind, time, number and area (no, yes; line: your one line, "
            "too)"),
        .field.otherwise = "no",
        .of_asks = AID_OPTION,
        .field.takes = FORM_TAKES_CHOICE,
        .field.choices = AID_CLIMBS_WITH_LINE + 1,
        .field.code = climbs_code,
        .field.word = climbs_word },
    [AID_FIELD_LEARNER] = { .field.name = "learner",
        .field.otherwise = "",
        .of_offers = AID_OPTION,
        .field.takes = FORM_TAKES_YES },
    [AID_FIELD_SAME_WORDS] = { .field.name = "same-words",
        .field.question = N_("Ask in these words anyway (yes, no)"),
        .field.otherwise = "no",
        .of_asks = AID_OPTION,
        .field.takes = FORM_TAKES_YES },
};

const struct aid_field_row *aid_field_row(enum aid_field field)
{
    return &rows[field];
}

enum aid_field aid_field_named(const char *name, size_t length)
{
    int field = 0;
    while (field < AID_FIELDS &&
           (strlen(rows[field].field.name) != length || strncmp(rows[field].field.name, name, length) != 0))
        field++;
    return (enum aid_field)field;
}

enum aid_use aid_field_use(enum aid_field field, bool is_offer)
{
    return is_offer ? rows[field].of_offers : rows[field].of_asks;
}

const char *aid_field_otherwise(enum aid_field field, bool is_offer)
{
    return is_offer && rows[field].offered != NULL ? rows[field].offered : rows[field].field.otherwise;
}

bool aid_field_parse(enum aid_field field, const char *code, int *choice)
{
    return form_fields_choice(&rows[field].field, code, choice);
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

static bool is_option(const char *name, bool is_offer)
{
    enum aid_field field = aid_field_named(name, strlen(name));
    return field < AID_FIELDS && rows[field].field.takes != FORM_TAKES_BODY &&
           aid_field_use(field, is_offer) != AID_UNUSED;
}

bool aid_field_of_ask(const char *option)
{
    return is_option(option, false);
}

bool aid_field_of_offer(const char *option)
{
    return is_option(option, true);
}
