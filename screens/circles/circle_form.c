/* circle_form.c: the form that calls a circle. It is kept as a draft while she types. A prompt is typed in own words,
 * or as its number in the library. RULES 6.1. */
#include <curses.h>
#include <stdlib.h>
#include <string.h>

#include "screens/circles/circles_rooms.h"
#include "screens/ui/form.h"

enum row {
    ROW_KIND,
    ROW_PURPOSE,
    ROW_PROMPT,
    ROW_WHEN,
    ROW_WHO,
    ROW_PLACES,
    ROW_SEND,
    ROW_PROMPT_2,
    ROW_PROMPT_3,
    ROWS
};
enum { LOW = 20 };

static const struct form_line lines[ROWS] = {
    [ROW_KIND] = { .field = &form_fields_circle[FIELD_CIRCLE_KIND],
        .label = N_("What kind"),
        .hint = N_("Short: a quarter of an hour, three lines of each.") },
    [ROW_PURPOSE] = { .field = &form_fields_circle[FIELD_CIRCLE_PURPOSE],
        .label = N_("What for"),
        .hint = N_("In a few words: our nights.") },
    [ROW_PROMPT] = { .field = &form_fields_circle[FIELD_CIRCLE_PROMPT],
        .label = N_("Prompt"),
        .hint = N_("What each is asked: your own words, or a number of the list. A short circle needs none.") },
    [ROW_WHEN] = { .field = &form_fields_circle[FIELD_CIRCLE_AT],
        .label = N_("When"),
        .hint = N_("A day and an hour: fri 19:00. People come in from a quarter of an hour before.") },
    [ROW_WHO] = { .field = &form_fields_circle[FIELD_CIRCLE_NAMES],
        .label = N_("Who"),
        .hint = N_("Who is asked: names, with spaces between. Empty: it is open to all here.") },
    [ROW_PLACES] = { .field = &form_fields_circle[FIELD_CIRCLE_PLACES],
        .label = N_("Places"),
        .hint = N_("Your place and the keepers' count too. Whoever comes later is on a waiting list."),
        .to_send = true },
    [ROW_SEND] = { .label = N_("Call it") },
    [ROW_PROMPT_2] = { .field = &form_fields_circle[FIELD_CIRCLE_PROMPT_2],
        .label = N_("Round 2"),
        .hint = N_("Another prompt for a second round. Empty: the same one once more.") },
    [ROW_PROMPT_3] = { .field = &form_fields_circle[FIELD_CIRCLE_PROMPT_3],
        .label = N_("Round 3"),
        .hint = N_("Another prompt for a third round.") },
};

struct circle_page {
    struct form_room room; /* must be first: form.h */
    struct circle_prompt *library;
    size_t prompts;
};

static bool is_prompt(size_t row)
{
    return row == ROW_PROMPT || row == ROW_PROMPT_2 || row == ROW_PROMPT_3;
}

/* Puts the words of the library in the place of a number. */
static void take_number(struct circle_page *page, size_t row)
{
    int64_t number = 0;
    const char *typed = form_text(&page->room.form, row);
    if (util_parse_number(typed, &number) && number >= 1 && (size_t)number <= page->prompts)
        form_set(&page->room.form, row, page->library[number - 1].words);
}

static void take_numbers(struct circle_page *page)
{
    const size_t rows[] = { ROW_PROMPT, ROW_PROMPT_2, ROW_PROMPT_3 };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        take_number(page, rows[i]);
}

/* Cuts the typed names, which it changes. */
static size_t cut_names(char *typed, const char *names[], size_t most)
{
    size_t count = 0;
    char *rest = NULL;
    for (char *name = strtok_r(typed, " ,;", &rest); name != NULL && count < most; name = strtok_r(NULL, " ,;", &rest))
        names[count++] = name;
    return count;
}

/* --- drawing --- */

static void say_all(struct ui *ui, const struct circle_page *page, struct buffer *out)
{
    const struct form *form = &page->room.form;
    char when[WHEN_BYTES], *typed = xstrdup(form_text(form, ROW_WHO));
    const char *names[CIRCLE_LISTED_MOST];
    size_t count = cut_names(typed, names, CIRCLE_LISTED_MOST);
    int64_t at;
    free(typed);
    if (when_read_moment(form_text(form, ROW_WHEN), ui_now(ui), &at) != WHEN_GOOD) {
        buffer_string(out, _("When is it? A day and an hour are needed."));
        return;
    }
    buffer_format(out, "%s. ", when_say(at, true, ui_now(ui), when));
    if (count == 0)
        buffer_string(out, _("Everybody here reads that it is called, and may come."));
    else
        buffer_format(out,
            ngettext("You, %zu other and the keepers are asked; nobody else learns of it.",
                "You, %zu others and the keepers are asked; nobody else learns of it.", count),
            count);
    if (form_chosen(form, ROW_KIND) == FORM_CIRCLE_QUARREL)
        buffer_string(out, _(" Each who comes is asked alone whether they would be afraid to speak there."));
}

/* Then it is no matter of all who are here, and the top line says so. */
static bool names_somebody(const struct form *form)
{
    const char *typed = form_text(form, ROW_WHO);
    return typed[strspn(typed, " ,;")] != '\0';
}

/* While she is at a prompt, the list stands below, as far as there is room. Returns the last row above it. */
static int draw_library(struct ui *ui, const struct circle_page *page, int first, int last)
{
    size_t shown = (size_t)(last - first + 1 > ROWS + 4 ? last - first + 1 - ROWS - 4 : 0);
    if (!is_prompt(page->room.form.list.selected) || ui->rows < LOW || shown == 0)
        return last;
    shown = shown < page->prompts ? shown : page->prompts;
    for (size_t i = 0; i < shown; i++)
        ui_textf(
            ui, last - (int)(shown - i) + 1, 3, ui->columns - 4, STYLE_DIM, "%zu  %s", i + 1, page->library[i].words);
    return last - (int)shown - 1;
}

static void form_draws(struct ui *ui, struct screen *screen)
{
    struct circle_page *page = screen->state;
    struct buffer said = { 0 };
    say_all(ui, page, &said);
    struct readers readers = page->room.readers;
    if (names_somebody(&page->room.form)) {
        util_copy_text(readers.line, sizeof readers.line, _("Read by: who is asked, and the keepers"));
        util_copy_text(readers.brief, sizeof readers.brief, _("who is asked"));
    }
    int row = ui_title_read(ui, _("Call a circle"), &readers, true);
    int last = draw_library(ui, page, row, ui_last_row(ui));
    form_draw(ui, &page->room.form, row, last, buffer_text(&said));
    buffer_clear(&said);
    ui_keys(ui, form_keys(ui, &page->room.form));
}

/* --- sending --- */

static void send_now(struct ui *ui, struct form_room *room)
{
    struct circle_page *page = (struct circle_page *)room;
    struct form *form = &room->form;
    const char *names[CIRCLE_LISTED_MOST];
    int kind = form_chosen(form, ROW_KIND);
    int64_t id = 0;
    take_numbers(page);
    struct circle_form out = { .short_circle = kind == FORM_CIRCLE_SHORT,
        .quarrel = kind == FORM_CIRCLE_QUARREL,
        .purpose = form_text(form, ROW_PURPOSE),
        .prompts = { form_text(form, ROW_PROMPT), form_text(form, ROW_PROMPT_2), form_text(form, ROW_PROMPT_3) } };
    if (!form_has_words(ui, form, ROW_PURPOSE) ||
        (kind != FORM_CIRCLE_SHORT && !form_has_words(ui, form, ROW_PROMPT)) ||
        !form_moment(ui, form, ROW_WHEN, &out.at) ||
        !form_number(ui, form, ROW_PLACES, RING_PEOPLE_MOST, RING_PEOPLE_MOST, &out.places))
        return;
    char *typed = xstrdup(form_text(form, ROW_WHO));
    out.handles = names;
    out.count = cut_names(typed, names, CIRCLE_LISTED_MOST);
    out.open = out.count == 0;
    enum result result = circle_call(ui->store, &room->voice, &out, ui_now(ui), &id);
    free(typed);
    if (result != RESULT_OK) {
        ui_refused(ui);
        return;
    }
    form_room_sent(ui, room, id);
    ui_notice(ui, "%s", _("It is called. Enter opens it: who comes, and who keeps it."));
}

/* --- opening, keys --- */

static enum result form_opens(struct ui *ui, struct screen *screen, const void *argument)
{
    struct circle_page *page = screen->state;
    const struct circle_form_ask *ask = argument;
    if (!ui_member(ui))
        return RESULT_REFUSED;
    page->library = xcalloc(CIRCLE_LIBRARY_MOST, sizeof *page->library);
    circle_prompts(ui->store, ui->actor, page->library, CIRCLE_LIBRARY_MOST, &page->prompts);
    page->room.voice = *ui->actor;
    page->room.place = DRAFT_CIRCLE;
    page->room.about = ROW_PURPOSE;
    page->room.send_words = lines[ROW_SEND].label;
    page->room.send = send_now;
    form_begin(&page->room.form, lines, ROWS);
    form_choose(&page->room.form, ROW_KIND, ask != NULL && ask->quarrel ? FORM_CIRCLE_QUARREL : FORM_CIRCLE);
    form_set(&page->room.form, ROW_PLACES, "8");
    if (!form_room_bring_back(ui, &page->room) && ask != NULL && ask->prompt != NULL)
        form_set(&page->room.form, ROW_PROMPT, ask->prompt);
    return RESULT_OK;
}

static void form_closes(struct ui *ui, struct screen *screen)
{
    struct circle_page *page = screen->state;
    form_room_close(ui, screen);
    free(page->library);
}

static void form_takes_key(struct ui *ui, struct screen *screen, wint_t key, bool special)
{
    struct circle_page *page = screen->state;
    size_t row = page->room.form.list.selected;
    /* A number becomes its words as she goes on; sending sees to it itself, as it may close this page. */
    bool goes = (special && (key == KEY_DOWN || key == KEY_UP || key == KEY_ENTER)) ||
                (!special && (key == '\t' || key == '\r' || key == '\n'));
    if (goes && !page->room.form.pasting && is_prompt(row))
        take_number(page, row);
    form_room_key(ui, screen, key, special);
}

const struct screen_type screen_circle_form = {
    .name = "circle form",
    .help = N_("The call of a circle. Enter goes from row to row; on the last step it says in words what will stand "
               "there, and Enter sends it.\n\n"
               "A prompt is what each is asked, one after the other: your own words, or a number of the list below. It "
               "is sent with the invitation, so that nobody is surprised. What is typed here is read by everybody who "
               "may come; what is said in the circle is kept nowhere.\n\n"
               "The house finds two keepers among those who would: those who kept least lately, and never one who kept "
               "the last two. A circle about a quarrel asks each who comes alone whether they would be afraid to speak "
               "there.\n\n"
               "Ctrl-S sends from anywhere, Esc opens the menu. What you type is kept while you type."),
    .actions = form_room_actions,
    .typing = true,
    .size = sizeof(struct circle_page),
    .open = form_opens,
    .draw = form_draws,
    .key = form_takes_key,
    .back = form_room_back,
    .event = form_room_event,
    .tick = form_room_tick,
    .save = form_room_tick,
    .close = form_closes,
};
