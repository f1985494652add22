/* table_digits.c: asks for the four digits of somebody in the yard. RULES 1.8. */
#include <string.h>

#include "screens/assembly/table_page.h"

static void ask(struct ui *ui, const char *handle, const char *text)
{
    char label[HANDLE_BYTES + 40];
    snprintf(label, sizeof label, _("%s, four digits:"), handle);
    ui_push(ui, &screen_prompt,
        &(struct prompt_ask) { .label = label, .text = text, .limit = TABLE_DIGITS, .secret = true });
}

void table_ask_digits(struct ui *ui, const char *handle)
{
    ask(ui, handle, _("The others look away, please."));
}

static void ask_first(struct ui *ui, const struct table_digits *chosen)
{
    ask(ui, chosen->handle,
        _("Of your own choice, for this meeting only; any that you chose in it before are replaced. The others look "
          "away. With them you answer and speak at a table."));
}

void table_ask_new_digits(struct ui *ui, struct table_digits *chosen, const char *handle)
{
    char name[HANDLE_BYTES];
    util_copy_text(name, sizeof name, handle);
    table_forget_digits(chosen);
    util_copy_text(chosen->handle, sizeof chosen->handle, name);
    ask_first(ui, chosen);
}

static bool are_digits(const char *words)
{
    return strlen(words) == TABLE_DIGITS && strspn(words, "0123456789") == TABLE_DIGITS;
}

bool table_took_new_digits(struct ui *ui, struct table_digits *chosen, const struct outcome *outcome)
{
    if (!outcome->done) {
        table_forget_digits(chosen);
        return false;
    }
    if (!are_digits(outcome->text)) {
        ui_notice(ui, "%s", _("Four digits, please: 0 to 9."));
        chosen->first[0] = '\0';
        ask_first(ui, chosen);
        return false;
    }
    if (chosen->first[0] == '\0') {
        util_copy_text(chosen->first, sizeof chosen->first, outcome->text);
        ask(ui, chosen->handle, _("Once more, the same."));
        return false;
    }
    if (strcmp(chosen->first, outcome->text) != 0) {
        ui_notice(ui, "%s", _("The two were not the same. Choose again."));
        chosen->first[0] = '\0';
        ask_first(ui, chosen);
        return false;
    }
    util_copy_text(chosen->digits, sizeof chosen->digits, outcome->text);
    return true;
}

void table_forget_digits(struct table_digits *chosen)
{
    explicit_bzero(chosen, sizeof *chosen);
}
