/* lost.c: somebody asks for a new password in a member's name (RULES 1.9): her lines on home, and the pages that they
 * open. */
#include <stdlib.h>

#include "lost.h"
#include "screens/people/people_rooms.h"

static void say_requests(struct ui *ui, const struct lost *lost, struct buffer *words)
{
    char when[32], ended[LOST_END_BYTES];
    for (size_t i = 0; i < lost->count; i++) {
        const struct lost_request *request = &lost->request[i];
        lost_end_say(request, ended, sizeof ended);
        buffer_format(words, "%s  ", ui_time(ui, request->begun, when, sizeof when));
        if (request->ended == 0)
            buffer_format(words,
                ngettext("Begun by %s; %d person vouched that it is you.",
                    "Begun by %s; %d people vouched that it is you.", (unsigned long)request->vouched),
                request->by, request->vouched);
        else
            buffer_string(words, ended);
        buffer_string(words, "\n");
    }
}

static void ask_lost(struct ui *ui, const struct lost *lost)
{
    struct buffer words = { 0 };
    const struct choice choices[] = { { 'x', _("Stop all of it: it was not me") }, { 'b', _("Let it go on") },
        { 0, NULL } };
    say_requests(ui, lost, &words);
    ui_push(ui, &screen_question,
        &(struct question_ask) { .title = _("Somebody asked for a new password in your name."),
            .text = buffer_text(&words),
            .choices = choices });
    buffer_clear(&words);
}

/* This screen draws nothing itself: it opens a question over home. */
static void asked_opened(struct ui *ui, struct screen *screen)
{
    struct lost lost;
    (void)screen;
    if (lost_mine(ui->store, ui->actor, &lost) == RESULT_OK)
        ask_lost(ui, &lost);
    else
        ui_pop(ui, NULL);
}

static void asked_back(
    struct ui *ui, struct screen *screen, const struct screen_type *from, const struct outcome *outcome)
{
    (void)screen, (void)from;
    bool stop = outcome->done && outcome->number == 'x';
    ui_pop(ui, NULL);
    if (stop && lost_stop(ui->store, ui->actor, ui_now(ui)) != RESULT_OK)
        ui_refused(ui);
}

static const enum action no_actions[] = { ACTION_NONE };

static const struct screen_type screen_asked = {
    .name = "asked",
    .actions = no_actions,
    .opened = asked_opened,
    .draw = ui_below,
    .back = asked_back,
};

static void show_lost(struct ui *ui, const struct home_line *line)
{
    struct lost lost;
    struct buffer words = { 0 };
    (void)line;
    if (lost_mine(ui->store, ui->actor, &lost) != RESULT_OK) {
        ui_refused(ui);
        return;
    }
    if (lost.open > 0) {
        ui_push(ui, &screen_asked, NULL);
        return;
    }
    if (lost.restored != 0)
        buffer_format(&words, "%s\n\n", lost_restored_words(lost.by_shell));
    if (lost.count > 0) {
        buffer_string(&words, _("Somebody asked for a new password in your name. Nothing was changed by it:\n\n"));
        say_requests(ui, &lost, &words);
        buffer_string(&words,
            _("\nIf that was no mistake between you, tell your greeter or somebody you trust; it stands in the book: "
              "`book`."));
    }
    ui_push(
        ui, &screen_output, &(struct output_ask) { .title = _("If I lose my password"), .text = buffer_text(&words) });
    buffer_clear(&words);
}

/* RULES 1.9: requests in her name come before everything else. */
void lost_on_home(struct ui *ui, struct home_lines *lines)
{
    struct lost lost;
    struct home_line *line;
    if (lost_mine(ui->store, ui->actor, &lost) != RESULT_OK)
        return;
    for (size_t i = 0; i < lost.count; i++) {
        const struct lost_request *request = &lost.request[i];
        if ((request->ended != 0 && i > 0) ||
            (line = home_lines_add(lines, HOME_IN_HER_NAME, show_lost, request->begun)) == NULL)
            continue; /* of the requests that ended only the newest has a line; the page shows all */
        home_line_types(line, request->ended == 0 ? "vouch stop" : "book");
        snprintf(line->words, sizeof line->words,
            request->ended == 0            ? _("%s asked for a new password for you. Was it you?")
            : request->how == LOST_STOPPED ? _("%s asked for a new password for you; you stopped it")
                                           : _("%s asked for a new password for you; it has ended"),
            request->by);
        snprintf(line->brief, sizeof line->brief, _("New password asked by %s"), request->by);
    }
    line = lost.restored != 0 ? home_lines_add(lines, HOME_IN_HER_NAME, show_lost, lost.restored) : NULL;
    home_line_types(line, "help vouch known");
    if (line != NULL)
        util_copy_text(line->words, sizeof line->words,
            lost.by_shell ? _("A steward set your password: not all is open")
                          : _("Your password was restored: not all is open"));
}
