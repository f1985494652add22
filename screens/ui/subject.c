/* subject.c: see subject.h. */
#include "screens/ui/subject.h"

#include <string.h>

bool subject_is(const struct call *call, const char *command)
{
    return strcmp(call->command->name, command) == 0;
}

bool subject_has_number(const struct call *call, const char *command, int64_t *number)
{
    return subject_is(call, command) && call->words == 1 && util_parse_number(call->word[0], number);
}

void subject_tell_key(struct ui *ui, const struct call *call)
{
    if (ui->notice[0] == '\0') /* else the page could not be opened, and the notice says why */
        ui_notice(ui, _("A key of this page does `%s`: ? says which."), call->command->name);
}
