/* number_rule.c: the numbers that are marked * in the rules: names, values, limits, words. Pure. */
#include <stdio.h>
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

/* RULES, head: within half to double. The half of an odd number is rounded up, so that it is never less than half. */
void number_rule_get(enum number number, struct number_rule *out)
{
    *out = (struct number_rule) {
        .name = rules[number].name,
        .section = rules[number].section,
        .words = _(rules[number].words),
        .measure = rules[number].measure,
        .value = rules[number].value,
        .least = (rules[number].value + 1) / 2,
        .most = rules[number].value * 2,
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
    return value >= rule.least && value <= rule.most;
}

bool number_is_rule(enum number number)
{
    return number == NUMBER_POWER;
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
