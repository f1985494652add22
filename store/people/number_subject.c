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
        number_rule_get(number, &rule);
        fprintf(file, "{\"name\": \"%s\", \"value\": %lld, \"by_the_rules\": %d, \"decision\": %lld}\n", rule.name,
            (long long)number_value(export->store, export->unit, number), rule.value,
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
                    "               0: none did). The unit of a value is the last word of its name\n",
                .write = write_numbers },
            { 0 },
        },
};
