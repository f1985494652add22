/* number_rule.c: the numbers that are marked * and ** in the rules: names, values, limits, words. Pure. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gettext.h"
#include "numbers.h"
#include "util.h"

enum { SMALLER = true, LARGER = false };

static const struct {
    const char *name, *section, *words;
    enum number_measure measure;
    int value;
    bool smaller_protects;
} rules[NUMBERS] = {
#define NUMBER_RULE(code, typed, of, by_rule, protects, rule, said)                                                    \
    [NUMBER_##code] = { typed, rule, said, NUMBER_MEASURE_##of, by_rule, protects },
    NUMBERS_ALL(NUMBER_RULE)
};

/* Where half to double does not fit. numbers.h says why. */
static const struct {
    int least, most;
} limits[NUMBERS] = {
    [NUMBER_QUORUM_MEMBERS] = { FRACTION_KEPT(1, 6), FRACTION_KEPT(2, 3) },
    [NUMBER_QUORUM_HOMES] = { FRACTION_KEPT(1, 6), FRACTION_KEPT(2, 3) },
    [NUMBER_YES] = { FRACTION_KEPT(1, 2), FRACTION_KEPT(3, 4) },
    [NUMBER_BUTS] = { FRACTION_KEPT(1, 6), FRACTION_KEPT(1, 2) },
    [NUMBER_STOP] = { FRACTION_KEPT(3, 5), FRACTION_KEPT(4, 5) },
    [NUMBER_FALLBACK] = { FRACTION_KEPT(3, 5), FRACTION_KEPT(4, 5) },
    [NUMBER_SECRET_WORK] = { 0, 1 },
    [NUMBER_SECRET_TASKS] = { 0, 1 },
    [NUMBER_SECRET_MONEY] = { 0, 1 },
    [NUMBER_SECRET_RULES] = { 0, 1 },
};

/* RULES, head: within half to double. The half of an odd number is rounded up, so that it is never less than half. */
void number_rule_get(enum number number, struct number_rule *out)
{
    bool doubles = limits[number].most == 0;
    *out = (struct number_rule) {
        .name = rules[number].name,
        .section = rules[number].section,
        .words = _(rules[number].words),
        .measure = rules[number].measure,
        .value = rules[number].value,
        .least = doubles ? (rules[number].value + 1) / 2 : limits[number].least,
        .most = doubles ? rules[number].value * 2 : limits[number].most,
        .smaller_protects = rules[number].smaller_protects,
    };
}

bool number_parse(const char *name, enum number *number)
{
    for (int i = 0; i < NUMBERS; i++)
        if (strcmp(rules[i].name, name) == 0) {
            *number = (enum number)i;
            return true;
        }
    return false;
}

bool number_may_be(enum number number, int64_t value)
{
    struct number_rule rule;
    number_rule_get(number, &rule);
    if (rule.measure != NUMBER_MEASURE_SHARE)
        return value >= rule.least && value <= rule.most;
    return value % 10 > 0 && value >= 0 && fraction_compare(value, rule.least) >= 0 &&
           fraction_compare(value, rule.most) <= 0;
}

/* RULES, head: quorum, majorities, notice, terms, secrecy. */
bool number_is_rule(enum number number)
{
    switch (number) {
    case NUMBER_NOTICE:
    case NUMBER_SERVICE:
    case NUMBER_POWER:
    case NUMBER_QUORUM_MEMBERS:
    case NUMBER_QUORUM_HOMES:
    case NUMBER_YES:
    case NUMBER_BUTS:
    case NUMBER_STOP:
    case NUMBER_FALLBACK:
    case NUMBER_SECRET_WORK:
    case NUMBER_SECRET_TASKS:
    case NUMBER_SECRET_MONEY:
    case NUMBER_SECRET_RULES:
        return true;
    default:
        return false;
    }
}

void number_fraction_words(int64_t kept, char out[NUMBER_WORDS_BYTES])
{
    static const struct {
        int kept;
        const char *words;
    } known[] = {
        { FRACTION_KEPT(1, 6), N_("a sixth") },
        { FRACTION_KEPT(1, 5), N_("a fifth") },
        { FRACTION_KEPT(1, 4), N_("a quarter") },
        { FRACTION_KEPT(1, 3), N_("a third") },
        { FRACTION_KEPT(2, 5), N_("two fifths") },
        { FRACTION_KEPT(1, 2), N_("half") },
        { FRACTION_KEPT(3, 5), N_("three fifths") },
        { FRACTION_KEPT(2, 3), N_("two thirds") },
        { FRACTION_KEPT(3, 4), N_("three quarters") },
        { FRACTION_KEPT(4, 5), N_("four fifths") },
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (known[i].kept == kept) {
            snprintf(out, NUMBER_WORDS_BYTES, "%s", _(known[i].words));
            return;
        }
    snprintf(out, NUMBER_WORDS_BYTES, _("%d of %d"), (int)(kept / 10), (int)(kept % 10));
}

void number_typed(enum number number, int64_t value, char out[NUMBER_WORDS_BYTES])
{
    if (rules[number].measure == NUMBER_MEASURE_SHARE)
        snprintf(out, NUMBER_WORDS_BYTES, "%d/%d", (int)(value / 10), (int)(value % 10));
    else if (rules[number].measure == NUMBER_MEASURE_YES)
        snprintf(out, NUMBER_WORDS_BYTES, "%s", value != 0 ? "yes" : "no");
    else
        snprintf(out, NUMBER_WORDS_BYTES, "%lld", (long long)value);
}

static bool read_digits(const char *typed, int64_t *value)
{
    char *end = NULL;
    if (typed[0] < '0' || typed[0] > '9')
        return false;
    *value = strtoll(typed, &end, 10);
    return *end == '\0' && *value <= INT32_MAX;
}

bool number_read(enum number number, const char *typed, int64_t *value)
{
    if (rules[number].measure == NUMBER_MEASURE_SHARE)
        return fraction_parse(typed, value);
    if (rules[number].measure != NUMBER_MEASURE_YES)
        return read_digits(typed, value);
    *value = strcmp(typed, "yes") == 0;
    return *value == 1 || strcmp(typed, "no") == 0;
}

void number_words(enum number number, int64_t value, char out[NUMBER_WORDS_BYTES])
{
    unsigned long n = (unsigned long)value;
    long long said = (long long)value;
    switch (rules[number].measure) {
    case NUMBER_MEASURE_MINUTES:
        snprintf(out, NUMBER_WORDS_BYTES, ngettext("%lld minute", "%lld minutes", n), said);
        break;
    case NUMBER_MEASURE_HOURS:
        snprintf(out, NUMBER_WORDS_BYTES, ngettext("%lld hour", "%lld hours", n), said);
        break;
    case NUMBER_MEASURE_DAYS:
        snprintf(out, NUMBER_WORDS_BYTES, ngettext("%lld day", "%lld days", n), said);
        break;
    case NUMBER_MEASURE_MONTHS:
        snprintf(out, NUMBER_WORDS_BYTES, ngettext("%lld month", "%lld months", n), said);
        break;
    case NUMBER_MEASURE_SHARE:
        number_fraction_words(value, out);
        break;
    case NUMBER_MEASURE_YES:
        snprintf(out, NUMBER_WORDS_BYTES, "%s", value != 0 ? _("yes") : _("no"));
        break;
    case NUMBER_MEASURE_COUNT:
        snprintf(out, NUMBER_WORDS_BYTES, "%lld", said);
        break;
    }
}

int64_t number_in_seconds(enum number number, int64_t value)
{
    enum { MINUTE = 60, HOUR = 3600, DAY = 86400 };
    switch (rules[number].measure) {
    case NUMBER_MEASURE_MINUTES:
        return value * MINUTE;
    case NUMBER_MEASURE_HOURS:
        return value * HOUR;
    case NUMBER_MEASURE_DAYS:
        return value * DAY;
    case NUMBER_MEASURE_MONTHS:
        return value * 365 / 12 * DAY;
    case NUMBER_MEASURE_COUNT:
    case NUMBER_MEASURE_SHARE:
    case NUMBER_MEASURE_YES:
        break;
    }
    return value;
}

/* The number that is named between { and }; NUMBERS: it is none. */
static enum number named(const char *name, size_t length)
{
    for (int i = 0; i < NUMBERS; i++)
        if (strlen(rules[i].name) == length && strncmp(rules[i].name, name, length) == 0)
            return (enum number)i;
    return NUMBERS;
}

char *numbers_write(const char *words, number_value_of *value_of, void *context)
{
    struct buffer out = { 0 };
    char value[NUMBER_WORDS_BYTES];
    while (*words != '\0') {
        size_t plain = strcspn(words, "{"), length = words[plain] == '{' ? strcspn(words + plain + 1, "}") : 0;
        enum number number = length > 0 ? named(words + plain + 1, length) : NUMBERS;
        if (number == NUMBERS) { /* a brace that is no number stays */
            plain += words[plain] == '{';
            buffer_add(&out, words, plain);
            words += plain;
            continue;
        }
        buffer_add(&out, words, plain);
        number_words(number, value_of != NULL ? value_of(context, number) : rules[number].value, value);
        buffer_string(&out, value);
        words += plain + length + 2;
    }
    return buffer_take(&out);
}
