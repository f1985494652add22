/* numbers.c: the numbers that a unit changed by decision. RULES, head. number_rule.c has the rules alone. */
#include "store/people/number_write.h"
#include "store/people/person.h"
#include "store/people/unit_row.h"

int64_t number_value(struct store *store, int64_t unit, enum number number)
{
    struct number_rule rule;
    number_rule_get(number, &rule);
    return db_number(store, rule.value, "SELECT value FROM unit_number WHERE unit = ? AND number = ?", unit, number);
}

int64_t number_of(struct store *store, int64_t unit, enum number number)
{
    return number_in_seconds(number, number_value(store, unit, number));
}

struct fraction number_fraction(struct store *store, int64_t unit, enum number number, bool more)
{
    return fraction_read(number_value(store, unit, number), more);
}

/* Units that decided nothing count with the value of the rules. */
static int64_t safest(struct store *store, int64_t member, enum number number)
{
    struct number_rule rule;
    number_rule_get(number, &rule);
    int64_t value = rule.value, others = 0;
    sqlite3_stmt *row = db_query(store,
        "SELECT CASE ?1 WHEN 1 THEN min(n.value) ELSE max(n.value) END, count(n.value), count(*) - count(n.value)"
        " FROM unit u LEFT JOIN unit_number n ON n.unit = u.id AND n.number = ?2 WHERE " IS_PLACE(
            "u.kind") " AND (?3 = 0 OR EXISTS (SELECT 1 FROM membership s WHERE s.unit = u.id AND s.member = ?3))",
        rule.smaller_protects, number, member);
    if (db_step(store, row) && sqlite3_column_int64(row, 1) > 0) { /* somebody decided on it */
        value = sqlite3_column_int64(row, 0);
        others = sqlite3_column_int64(row, 2);
    }
    db_done(store, row);
    if (others > 0 && (rule.smaller_protects ? rule.value < value : rule.value > value))
        value = rule.value;
    return value;
}

int64_t number_safest(struct store *store, int64_t member, enum number number)
{
    return number_in_seconds(number, safest(store, member, number));
}

/* --- in sentences --- */

struct reader {
    struct store *store;
    const struct actor *actor;
};

static int64_t value_for(void *context, enum number number)
{
    const struct reader *reader = context;
    switch (number) {
    case NUMBER_LETTER: /* letters go between units */
        return safest(reader->store, 0, number);
    case NUMBER_LOCK:
    case NUMBER_LOG_OUT:
    case NUMBER_VOUCHERS:
    case NUMBER_VOUCHING:
        return safest(reader->store, reader->actor->member, number);
    default:
        return number_value(reader->store, reader->actor->here, number);
    }
}

char *numbers_in(struct store *store, const struct actor *actor, const char *words)
{
    struct reader reader = { store, actor };
    return numbers_write(words, value_for, &reader);
}

enum result numbers_list(struct store *store, const struct actor *actor, struct number_row *out, size_t *count)
{
    *count = 0;
    if (!person_may_know_people(actor))
        return person_refuse_people(store);
    enum result result = unit_require_here(store, actor);
    if (result != RESULT_OK)
        return result;
    db_reading_begin(store);
    for (int i = 0; i < NUMBERS; i++)
        out[i] = (struct number_row) { .number = (enum number)i, .value = number_value(store, 0, (enum number)i) };
    sqlite3_stmt *row =
        db_query(store, "SELECT number, value, decision, since FROM unit_number WHERE unit = ?", actor->here);
    while (db_step(store, row)) {
        int64_t number = sqlite3_column_int64(row, 0);
        if (number < 0 || number >= NUMBERS)
            continue;
        out[number].value = sqlite3_column_int64(row, 1);
        out[number].decision = sqlite3_column_int64(row, 2);
        out[number].since = sqlite3_column_int64(row, 3);
    }
    db_done(store, row);
    *count = NUMBERS;
    return db_reading_end(store);
}

enum result number_set(
    struct store *store, int64_t unit, enum number number, int64_t value, int64_t decision, int64_t now)
{
    struct number_rule rule;
    char least[NUMBER_WORDS_BYTES], most[NUMBER_WORDS_BYTES];
    number_rule_get(number, &rule);
    if (!number_may_be(number, value)) {
        number_words(number, rule.least, least);
        number_words(number, rule.most, most);
        return db_refuse(
            store, RESULT_INVALID, _("%s is from %s to %s, by the rules (%s)."), rule.name, least, most, rule.section);
    }
    return db_run(store,
        "INSERT INTO unit_number (unit, number, value, decision, since) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE"
        " SET value = excluded.value, decision = excluded.decision, since = excluded.since",
        unit, number, value, decision, now);
}
