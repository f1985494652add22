/* number_subject.c: the numbers of a unit as a subject (subject.h). They are nobody's own: they stay as they are. */
#include "numbers.h"
#include "store/base/subject.h"
#include "store/people/number_write.h"

/* All of them: those that nobody decided have the value of the rules. */
static bool write_numbers(const struct unit_export *export)
{
    FILE *file = export_open(export, "numbers.jsonl");
    if (file == NULL)
        return false;
    for (int i = 0; i < NUMBERS; i++) {
        struct number_rule rule;
        enum number number = (enum number)i;
        char value[NUMBER_WORDS_BYTES], by_rule[NUMBER_WORDS_BYTES];
        number_rule_get(number, &rule);
        bool is_digits = rule.measure != NUMBER_MEASURE_SHARE && rule.measure != NUMBER_MEASURE_YES;
        const char *quote = is_digits ? "" : "\"";
        number_typed(number, number_value(export->store, export->unit, number), value);
        number_typed(number, rule.value, by_rule);
        fprintf(file, "{\"name\": \"%s\", \"value\": %s%s%s, \"by_the_rules\": %s%s%s, \"decision\": %lld}\n",
            rule.name, quote, value, quote, quote, by_rule, quote,
            (long long)db_number(export->store, 0, "SELECT decision FROM unit_number WHERE unit = ? AND number = ?",
                export->unit, (int64_t)i));
    }
    return export_close(export, file, "numbers.jsonl");
}

const struct subject number_subject = {
    .name = "number",
    .exports =
        (const struct subject_export[]) {
            { .file = "numbers.jsonl",
                .explained =
                    "numbers.jsonl  name, value, by_the_rules (the value that the rules give), decision (that changed it;\n"
                    "               0: none did). The unit of a value is the last word of its name; a share is \"1/3\",\n"
                    "               and secrecy is \"yes\" or \"no\"\n",
                .write = write_numbers },
            { 0 },
        },
    .units =
        (const struct subject_unit[]) {
            UNIT_GOES("unit_number", "unit = ?1"),
            { 0 },
        },
};
