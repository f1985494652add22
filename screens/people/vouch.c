/*
 * vouch.c: somebody lost her password, and a neighbour helps her in (RULES 1.9). The page shows who asked for a new
 * password for her, and when. The neighbour types the six digits that she says, or begins a new request here.
 */

#include <stdlib.h>
#include <string.h>

#include "lost.h"
#include "screens/people/people_rooms.h"
#include "screens/ui/password.h"

enum { STEPS_MOST = 4, COMMAND_BYTES = HANDLE_BYTES + 120 };

enum step { STEP_NONE, STEP_DIGITS, STEP_BEGIN, STEP_BACK, STEP_KNOWN };

struct vouch {
    char handle[HANDLE_BYTES], home[32];
    struct buffer words;
    enum step steps[STEPS_MOST];
    struct list list;
    int proving; /* the step that waits for the neighbour's own password, or STEP_NONE: see password_guard() */
    bool begins; /* the page was opened to begin a request */
};

static const char *step_words(enum step step)
{
    switch (step) {
    case STEP_DIGITS:
        return _("Type the six digits they say");
    case STEP_BEGIN:
        return _("They are here: ask for a new password");
    case STEP_BACK:
        return _("Take back what I said or asked");
    case STEP_KNOWN:
        return _("It is them: I am of their caucus");
    case STEP_NONE:
        break;
    }
    return "";
}

static void add_step(struct vouch *vouch, enum step step)
{
    vouch->steps[vouch->list.count++] = step;
}

static void say_requests(struct ui *ui, struct vouch *vouch, const struct lost_request *open, size_t count)
{
    char when[32];
    buffer_clear(&vouch->words);
    if (count == 0)
        buffer_string(&vouch->words, _("Nobody asked for a new password for them, or it has ended.\n"));
    else
        buffer_string(&vouch->words, _("A new password is asked for them:\n"));
    for (size_t i = 0; i < count; i++)
        buffer_format(&vouch->words,
            open[i].vouches ? _("%s  by %s, vouched: %d, you too\n") : _("%s  by %s, vouched: %d\n"),
            ui_time(ui, open[i].begun, when, sizeof when), open[i].by, open[i].vouched);
    buffer_string(&vouch->words,
        count == 0 ? _("\n"
                       "Are they with you? Then ask here: they type the password they want. Six digits are shown; they "
                       "say them to each neighbour who vouches.")
                   : _("\n"
                       "Meet them. Whoever gets in like this can read and write as that person. They say six digits; "
                       "type them, and your word counts for what they asked."));
}

static enum result load(struct ui *ui, struct vouch *vouch)
{
    struct member whom;
    struct lost_request open[LOST_OPEN_MOST];
    size_t count, selected = vouch->list.selected;
    bool mine = false;
    enum result result = lost_open_for(ui->store, ui->actor, vouch->handle, ui_now(ui), &whom, open, &count);
    if (result != RESULT_OK)
        return result;
    util_copy_text(vouch->handle, sizeof vouch->handle, whom.handle);
    util_copy_text(vouch->home, sizeof vouch->home, whom.home);
    say_requests(ui, vouch, open, count);
    for (size_t i = 0; i < count; i++)
        mine = mine || open[i].mine;
    vouch->list = (struct list) { 0 };
    if (count > 0)
        add_step(vouch, STEP_DIGITS);
    add_step(vouch, STEP_BEGIN);
    if (mine)
        add_step(vouch, STEP_BACK);
    if (restored_lately(ui->store, whom.id, ui_now(ui)))
        add_step(vouch, STEP_KNOWN);
    vouch->list.selected = selected < vouch->list.count ? selected : 0;
    ui_dirty(ui);
    return RESULT_OK;
}

static enum result vouch_open(struct ui *ui, struct screen *screen, const void *argument)
{
    struct vouch *vouch = screen->state;
    const struct vouch_ask *ask = argument;
    util_copy_text(vouch->handle, sizeof vouch->handle, ask->handle);
    vouch->begins = ask->begins;
    return load(ui, vouch);
}

static void vouch_close(struct ui *ui, struct screen *screen)
{
    struct vouch *vouch = screen->state;
    (void)ui;
    buffer_clear(&vouch->words);
}

static void vouch_draw(struct ui *ui, struct screen *screen)
{
    struct vouch *vouch = screen->state;
    char title[HANDLE_BYTES + 80], home[64] = "";
    snprintf(title, sizeof title, _("A lost password: %s"), vouch->handle);
    if (vouch->home[0] != '\0')
        snprintf(home, sizeof home, _("home %s"), vouch->home);
    int row = ui_title(ui, title, home), last = ui_last_row(ui);
    row = ui_paragraph(
        ui, row, last - (int)vouch->list.count - (ui->rows >= 20), STYLE_PLAIN, buffer_text(&vouch->words));
    row += ui->rows >= 20;
    for (size_t i = 0; i < vouch->list.count && row <= last; i++) {
        enum style style = list_mark(ui, row, i == vouch->list.selected);
        ui_textf(ui, row, 2, 2, STYLE_NEEDS_YOU, "%zu", i + 1);
        row = ui_hanging(ui, row, last, 4, style, step_words(vouch->steps[i]));
    }
    ui_keys(ui, NULL);
}

static void take_step(struct ui *ui, struct vouch *vouch, enum step step)
{
    static const char *const commands[] = { [STEP_DIGITS] = "vouch %s",
        [STEP_BEGIN] = "vouch begin %s",
        [STEP_BACK] = "vouch back %s",
        [STEP_KNOWN] = "vouch known %s" };
    char line[COMMAND_BYTES];
    snprintf(line, sizeof line, "%.*s%s", (int)strcspn(commands[step], "%"), commands[step], vouch->handle);
    if (step == STEP_BEGIN || step == STEP_DIGITS)
        command_ask_secret(ui, line);
    else
        command_give(ui, line);
    load(ui, vouch);
}

static void go(struct ui *ui, struct vouch *vouch, enum step step)
{
    if (step == STEP_BACK || password_guard(ui, (int)step, &vouch->proving))
        take_step(ui, vouch, step);
}

static void vouch_opened(struct ui *ui, struct screen *screen)
{
    struct vouch *vouch = screen->state;
    if (vouch->begins)
        go(ui, vouch, STEP_BEGIN);
}

static bool vouch_act(struct ui *ui, struct screen *screen, enum action action)
{
    struct vouch *vouch = screen->state;
    if (list_act(&vouch->list, action, (int)vouch->list.count))
        return true;
    if (action != ACTION_OPEN)
        return false;
    go(ui, vouch, vouch->steps[vouch->list.selected]);
    return true;
}

static void vouch_key(struct ui *ui, struct screen *screen, wint_t key, bool special)
{
    struct vouch *vouch = screen->state;
    if (!special && key >= '1' && key - '1' < vouch->list.count) {
        vouch->list.selected = key - '1';
        go(ui, vouch, vouch->steps[key - '1']);
    }
}

static void vouch_back(
    struct ui *ui, struct screen *screen, const struct screen_type *from, const struct outcome *outcome)
{
    struct vouch *vouch = screen->state;
    (void)from;
    if (vouch->proving != STEP_NONE) {
        enum step step = (enum step)password_guarded(ui, outcome, &vouch->proving);
        if (step != STEP_NONE)
            take_step(ui, vouch, step);
        return;
    }
    load(ui, vouch);
}

static const enum action actions[] = { ACTION_OPEN, ACTION_BACK, ACTION_MENU, ACTION_HELP, ACTION_NONE };

const struct screen_type screen_vouch = {
    .name = "vouch",
    .help =
        N_("Somebody lost their password, and you know them.\n\n"
           "With one neighbour they type the password they want. Six digits are shown there, once; they say them, "
           "face to face, to each neighbour who vouches, and that neighbour types them here. With people of "
           "{vouching-homes} homes that are not theirs the password counts {vouching-hours} after it was asked for. "
           "If they log in before, it ends.\n\n"
           "If they chose you beforehand and have one of their paper codes with them, it counts at once. The code is "
           "asked for after the password or the digits.\n\n"
           "Up to three neighbours can ask for them side by side. Your word counts for one of them: the digits of "
           "another move it there."),
    .actions = actions,
    .size = sizeof(struct vouch),
    .open = vouch_open,
    .opened = vouch_opened,
    .close = vouch_close,
    .draw = vouch_draw,
    .act = vouch_act,
    .key = vouch_key,
    .back = vouch_back,
};
