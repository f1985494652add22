/* command_numbers.c: the numbers that the unit changes by decision. RULES, head. */
#include <stdlib.h>

#include "bbs/command/command_table.h"
#include "gettext.h"
#include "numbers.h"

static void say_number(const struct call *call, struct reply *reply, const struct number_row *row)
{
    struct number_rule rule;
    char value[NUMBER_WORDS_BYTES], by_rule[NUMBER_WORDS_BYTES], line[400];
    number_rule_get(row->number, &rule);
    number_words(row->number, row->value, value);
    number_words(row->number, rule.value, by_rule);
    if (row->decision != 0)
        snprintf(line, sizeof line, _("%s: %s, by decision %lld (the rules say %s): %s"), rule.name, value,
            (long long)row->decision, by_rule, rule.words);
    else
        snprintf(line, sizeof line, "%s: %s: %s", rule.name, value, rule.words);
    reply_text(reply, call, 0, line);
    json_array_append_new(reply->json,
        json_pack("{s:s, s:s, s:o, s:o, s:o, s:o, s:b, s:I, s:s}", "name", rule.name, "rule", rule.section, "value",
            reply_number_json(row->number, row->value), "by_the_rules", reply_number_json(row->number, rule.value),
            "least", reply_number_json(row->number, rule.least), "most", reply_number_json(row->number, rule.most),
            "is_rule", number_is_rule(row->number), "decision", (json_int_t)row->decision, "words", value));
}

/* Shows one number, and the limits within which it can be set. */
static void say_limits(const struct call *call, struct reply *reply, enum number number)
{
    struct number_rule rule;
    char least[NUMBER_WORDS_BYTES], most[NUMBER_WORDS_BYTES], line[400];
    number_rule_get(number, &rule);
    number_words(number, rule.least, least);
    number_words(number, rule.most, most);
    snprintf(line, sizeof line,
        _("RULES %s. It may be from %s to %s. `propose --effect number %s VALUE` proposes another one."), rule.section,
        least, most, rule.name);
    reply_text(reply, call, 0, line);
    if (number_is_rule(number))
        reply_line(reply, "%s", _("It is itself a rule: three quarters say yes at two meetings, 14 days apart."));
}

static enum result run_numbers(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    struct number_row *rows = xcalloc(NUMBERS, sizeof *rows);
    enum number only = NUMBERS;
    size_t count = 0;
    enum result result = numbers_list(speaker->store, speaker->actor, rows, &count);
    if (result == RESULT_OK && call->words > 0 && !number_parse(call->word[0], &only)) {
        free(rows);
        return reply_refuse(reply, RESULT_NOT_FOUND, _("There is no such number. `numbers` lists them."));
    }
    reply->json = json_array();
    for (size_t i = 0; result == RESULT_OK && i < count; i++)
        if (only == NUMBERS || only == rows[i].number)
            say_number(call, reply, &rows[i]);
    if (result == RESULT_OK && only != NUMBERS)
        say_limits(call, reply, only);
    free(rows);
    return reply_from_store(reply, result, speaker->store);
}

const struct command command_numbers[] = {
    { "numbers", "numbers [NAME]", N_("the numbers of the rules that the street changes by decision"),
        N_("What each is now, what the rules say, and which decision changed it. With NAME it also tells the limits: "
           "from half of what the rules say to double of it, if the rules name no others. A share is typed as 1/3. "
           "Quorum, majorities, notice, terms and secrecy are rules: three quarters change them, at two meetings."),
        "", 0, 1, COMMAND_INSIDER, COMMAND_NO_BODY, .run = run_numbers },
};
const size_t command_numbers_count = sizeof command_numbers / sizeof *command_numbers;
