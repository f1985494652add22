/* my_file.c: shows the member all that the house keeps about her. RULES 10.2. */
#include <stdlib.h>

#include "screens/people/people_rooms.h"

void my_file_show(struct ui *ui)
{
    char *json = NULL;
    if (member_file(ui->store, ui->actor, ui_now(ui), &json) != RESULT_OK) {
        ui_refused(ui);
        return;
    }
    ui_push(ui, &screen_output, &(struct output_ask) { .title = _("What the house keeps about me"), .text = json });
    free(json);
}
