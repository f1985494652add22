/*
 * my_codes.c: the paper codes of a member: the number left, a new list, and whether each log-in asks for a code. RULES
 * 1.4.
 */

#include <string.h>

#include "paper_codes.h"

#include "screens/people/people_rooms.h"
#include "screens/ui/password.h"

enum entry { NEW_LIST, REQUIRE, RETURN, ENTRIES };

struct my_codes {
    struct paper_list codes;
    struct list list;
    enum entry asked; /* the entry for which the prompt asks the password */
};

static enum result load(struct ui *ui, struct my_codes *state)
{
    return paper_codes_get(ui->store, ui->actor, &state->codes);
}

static enum result my_codes_open(struct ui *ui, struct screen *screen, const void *argument)
{
    struct my_codes *state = screen->state;
    (void)argument;
    state->list.count = ENTRIES;
    return load(ui, state);
}

/* "3 (21 Nov), 4 (19:42)" */
static void struck_out(const struct ui *ui, const struct paper_list *codes, struct buffer *out)
{
    char time[24];
    for (int i = 0; i < PAPER_CODES; i++)
        if (codes->used[i] != 0)
            buffer_format(
                out, "%s%d (%s)", out->length > 0 ? ", " : "", i + 1, ui_time(ui, codes->used[i], time, sizeof time));
}

static int draw_state(struct ui *ui, const struct my_codes *state, int row, int last)
{
    char words[200], time[24];
    struct buffer struck = { 0 };
    if (state->codes.made == 0)
        return ui_paragraph(ui, row, last, STYLE_PLAIN,
            _("No list yet. For computers where somebody may see what you type: thirty codes on paper, each good once, typed after your password."));
    snprintf(words, sizeof words, _("%d of %d left, of the list of %s."), state->codes.left, PAPER_CODES,
        ui_time(ui, state->codes.made, time, sizeof time));
    row = ui_paragraph(ui, row, last, STYLE_PLAIN, words);
    struck_out(ui, &state->codes, &struck);
    if (struck.length > 0) {
        row = ui_paragraph(ui, row, row, STYLE_DIM, _("Struck out:"));
        row = ui_paragraph(ui, row, last, STYLE_DIM, buffer_text(&struck));
    }
    buffer_clear(&struck);
    return row;
}

static void my_codes_draw(struct ui *ui, struct screen *screen)
{
    struct my_codes *state = screen->state;
    const char *const titles[ENTRIES] = {
        [NEW_LIST] = state->codes.made == 0 ? _("Make a list") : _("Make a new list; the old one ends"),
        [REQUIRE] = state->codes.required ? _("Asked at each log-in by password") : _("Asked on shared computers only"),
        [RETURN] =
            state->codes.returns ? _("Line dropped: no code for 10 minutes") : _("Line dropped: asked as always"),
    };
    int row = ui_title(ui, _("Paper codes"), ui->actor->handle), last = ui_last_row(ui);
    row = draw_state(ui, state, row, last - ENTRIES - 1) + 1;
    list_keep(&state->list, ENTRIES, ENTRIES);
    for (size_t i = 0; i < ENTRIES && row <= last; i++, row++)
        ui_text(ui, row, 2, ui->columns - 3, list_mark(ui, row, i == state->list.selected), titles[i]);
    ui_keys(ui, NULL);
}

static void ask_password(struct ui *ui)
{
    ui_push(ui, &screen_prompt,
        &(struct prompt_ask) {
            .label = _("Password"),
            .text = _("The one you log in with. Leave it empty to go back."),
            .limit = 200,
            .secret = true,
        });
}

static bool my_codes_act(struct ui *ui, struct screen *screen, enum action action)
{
    struct my_codes *state = screen->state;
    if (list_act(&state->list, action, ENTRIES))
        return true;
    if (action != ACTION_OPEN)
        return false;
    state->asked = (enum entry)state->list.selected;
    ask_password(ui);
    return true;
}

static void show_codes(struct ui *ui, char codes[PAPER_CODES][PAPER_CODE_BYTES])
{
    struct buffer text = { 0 };
    buffer_format(&text, "%s\n\n", paper_codes_words());
    paper_codes_sheet(codes, ui->columns - 2, &text);
    ui_push(ui, &screen_output,
        &(struct output_ask) { .title = _("Paper codes"), .text = buffer_text(&text), .once = true });
    explicit_bzero(text.data, text.length);
    buffer_clear(&text);
}

static void make_list(struct ui *ui, struct my_codes *state, const char *password)
{
    char codes[PAPER_CODES][PAPER_CODE_BYTES];
    if (paper_codes_make(ui->store, ui->actor, password, ui->setup->argon_slots, ui_now(ui), codes) != RESULT_OK)
        ui_refused(ui);
    else {
        load(ui, state);
        show_codes(ui, codes);
    }
    explicit_bzero(codes, sizeof codes);
}

static enum result change(struct ui *ui, const struct my_codes *state, const char *password)
{
    int slots = ui->setup->argon_slots;
    if (state->asked == REQUIRE)
        return paper_codes_require(ui->store, ui->actor, !state->codes.required, password, slots, ui_now(ui));
    return paper_codes_return(ui->store, ui->actor, !state->codes.returns, password, slots, ui_now(ui));
}

static void my_codes_back(
    struct ui *ui, struct screen *screen, const struct screen_type *from, const struct outcome *outcome)
{
    struct my_codes *state = screen->state;
    if (from != &screen_prompt || !outcome->done || outcome->text[0] == '\0')
        return;
    if (!password_is_hers(ui, outcome->text)) /* a wrong one is asked for again */
        ask_password(ui);
    else if (state->asked == NEW_LIST)
        make_list(ui, state, outcome->text);
    else if (change(ui, state, outcome->text) != RESULT_OK)
        ui_refused(ui);
    else
        load(ui, state);
}

static const enum action actions[] = { ACTION_OPEN, ACTION_BACK, ACTION_MENU, ACTION_HELP, ACTION_NONE };

const struct screen_type screen_my_codes = {
    .lists = true,
    .name = "codes",
    .help =
        N_("Paper codes are for computers where somebody may see what you type. A list has thirty; each opens the "
           "door once, after your password. Strike out on paper what you used, as the house does.\n\n"
           "They are shown only when they are made. You can have a code asked for at each log-in by password; a key "
           "opens without one. Make a new list before the last code is used.\n\n"
           "When your line drops you can come back without a code, if you allow it here. That works within 10 "
           "minutes, from the same place, by your password. After you log out a code is asked for as always."),
    .actions = actions,
    .open_word = N_("choose"),
    .size = sizeof(struct my_codes),
    .open = my_codes_open,
    .draw = my_codes_draw,
    .act = my_codes_act,
    .back = my_codes_back,
};
