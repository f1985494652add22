/* vote_form.c: the chair opens a vote: how, on what, what can be chosen, in the room or over seven days. RULES 4.6. */
#include <stdlib.h>
#include <string.h>

#include "form_fields.h"
#include "screens/assembly/room_page.h"
#include "votes.h"

enum row { ROW_KIND, ROW_TITLE, ROW_TEXT, ROW_WHERE, ROW_SECRET, ROW_NEEDS, ROW_OPTION };
enum { ROWS_MOST = ROW_OPTION + VOTE_OPTIONS_MOST + 2 };

struct vote_form {
    int64_t meeting;
    struct vote_new form;
    char title[VOTE_TITLE_MAX * 4 + 1], text[VOTE_TEXT_MAX * 4 + 1];
    char option[VOTE_OPTIONS_MOST][VOTE_OPTION_MAX * 4 + 1];
    bool usual; /* whether such an item is voted on secretly by default */
    struct list list;
    int shown;
    int asked; /* the row whose words are asked for; ROW_OPTION + n: option n */
};

/* --- its draft, in the fields of form_fields.h, as line mode keeps it --- */

static void keep_field(struct buffer *out, enum form_vote_field field, const char *words)
{
    if (words[0] != '\0')
        buffer_format(out, "%s %s\n", form_fields_vote[field].name, words);
}

static void keep_options(const struct vote_form *page, const char *typed, struct buffer *out)
{
    struct buffer options = { 0 };
    size_t asked = typed != NULL && page->asked >= ROW_OPTION ? (size_t)(page->asked - ROW_OPTION) : VOTE_OPTIONS_MOST;
    for (size_t i = 0; i < page->form.options + (asked == page->form.options); i++)
        buffer_format(&options, "%s%s", i == 0 ? "" : "; ", i == asked ? typed : page->option[i]);
    keep_field(out, FIELD_VOTE_OF, buffer_text(&options));
    buffer_clear(&options);
}

/* `typed`: the present words of the row that is asked for; NULL: none is. */
static void keep_with(struct ui *ui, const struct vote_form *page, const char *typed)
{
    const struct vote_new *form = &page->form;
    const char *title = typed != NULL && page->asked == ROW_TITLE ? typed : page->title;
    struct buffer out = { 0 };
    keep_field(&out, FIELD_VOTE_KIND, vote_kind_name(form->kind));
    keep_field(&out, FIELD_VOTE_TITLE, title);
    keep_options(page, typed, &out);
    keep_field(&out, FIELD_VOTE_NEEDS, vote_majority_name(form->majority));
    keep_field(&out, FIELD_VOTE_DAYS, form->days ? "yes" : "no");
    if (form->secret && !page->usual)
        keep_field(&out, FIELD_VOTE_SECRET, "yes");
    keep_field(&out, FIELD_VOTE_TEXT, typed != NULL && page->asked == ROW_TEXT ? typed : page->text);
    draft_save(ui->store, ui->actor, DRAFT_VOTE, ui->actor->here, title, buffer_text(&out), ui_now(ui));
    buffer_clear(&out);
}

static void keep_typed(struct ui *ui, void *context, const char *typed)
{
    keep_with(ui, context, typed);
}

static void read_options(struct vote_form *page, const char *words)
{
    page->form.options = 0;
    while (*words != '\0' && page->form.options < VOTE_OPTIONS_MOST) {
        words += strspn(words, "; ");
        size_t length = strcspn(words, ";");
        if (length > 0)
            snprintf(page->option[page->form.options++], sizeof page->option[0], "%.*s", (int)length, words);
        words += length;
    }
}

static void read_field(void *context, const char *name, const char *words)
{
    struct vote_form *page = context;
    size_t field = form_fields_named(form_fields_vote, name);
    int choice = 0;
    bool yes = false;
    if (form_fields_vote[field].choices > 0 && !form_fields_choice(&form_fields_vote[field], words, &choice))
        return;
    switch ((enum form_vote_field)field) {
    case FIELD_VOTE_KIND:
        page->form.kind = (enum vote_kind)choice;
        break;
    case FIELD_VOTE_TITLE:
        util_copy_text(page->title, sizeof page->title, words);
        break;
    case FIELD_VOTE_OF:
        read_options(page, words);
        break;
    case FIELD_VOTE_NEEDS:
        page->form.majority = (enum majority)(MAJORITY_HALF + choice);
        break;
    case FIELD_VOTE_DAYS:
        form_fields_yes(words, &page->form.days);
        break;
    case FIELD_VOTE_SECRET: /* a draft may be of another item: it makes a vote only more secret */
        if (form_fields_yes(words, &yes) && yes)
            page->form.secret = true;
        break;
    case FIELD_VOTE_TEXT:
        util_copy_text(page->text, sizeof page->text, words);
        break;
    case FIELD_VOTE_FIELDS:
        break; /* of no field */
    }
}

static void bring_back(struct ui *ui, struct vote_form *page)
{
    struct draft draft;
    if (draft_get(ui->store, ui->actor, DRAFT_VOTE, ui->actor->here, &draft) != RESULT_OK)
        return;
    form_fields_read(draft.body, read_field, page);
    drafts_free(&draft, 1);
    ui_notice(ui, "%s", _("Your earlier words are here."));
}

static enum result form_open(struct ui *ui, struct screen *screen, const void *argument)
{
    struct vote_form *page = screen->state;
    const struct vote_form_ask *ask = argument;
    struct room *room = xcalloc(1, sizeof *room);
    page->meeting = ask->meeting;
    enum result result = room_get(ui->store, ui->actor, ask->meeting, ui_now(ui), room);
    util_copy_text(page->title, sizeof page->title, room->item_title);
    page->form.kind = room->item_wants == ITEM_CHOOSE ? VOTE_CHOOSE : VOTE_YESNO;
    page->usual = vote_is_secret_by_default(ui->store, room->unit, room->item_about);
    page->form.secret = page->usual;
    page->form.majority = MAJORITY_HALF;
    if (result == RESULT_OK)
        bring_back(ui, page);
    free(room);
    return result;
}

/* --- its rows: a yes or no has no options, and the others no share --- */

static size_t row_list(const struct vote_form *page, int rows[ROWS_MOST])
{
    size_t count = 0;
    for (int row = ROW_KIND; row <= ROW_NEEDS; row++)
        if (row != ROW_NEEDS || page->form.kind == VOTE_YESNO)
            rows[count++] = row;
    if (page->form.kind != VOTE_YESNO)
        for (size_t i = 0; i <= page->form.options && i < VOTE_OPTIONS_MOST; i++)
            rows[count++] = ROW_OPTION + (int)i;
    rows[count++] = -1; /* "open it" */
    return count;
}

static void say_row(struct ui *ui, const struct vote_form *page, int row, char *out, size_t size)
{
    const struct vote_new *form = &page->form;
    size_t option = row >= ROW_OPTION ? (size_t)(row - ROW_OPTION) : 0;
    if (row == ROW_KIND)
        snprintf(out, size, _("How: %s"), vote_kind_words(form->kind));
    else if (row == ROW_TITLE)
        snprintf(out, size, _("Question: %s"), page->title);
    else if (row == ROW_TEXT)
        snprintf(out, size, _("More words: %s"), page->text[0] != '\0' ? page->text : _("none"));
    else if (row == ROW_WHERE)
        snprintf(out, size, _("Where: %s"), form->days ? _("over seven days, all members") : _("in the room, now"));
    else if (row == ROW_SECRET)
        snprintf(out, size, _("Ballots: %s"), form->secret ? _("secret") : _("open"));
    else if (row == ROW_NEEDS)
        snprintf(out, size, _("A yes needs: %s"), ui_numbers(ui, vote_majority_words(form->majority)));
    else if (row < 0)
        util_copy_text(out, size, _("Open the vote"));
    else if (option < form->options)
        snprintf(out, size, "%d  %s", (int)option + 1, page->option[option]);
    else
        util_copy_text(out, size, _("+  one more to choose from"));
}

static void form_draw(struct ui *ui, struct screen *screen)
{
    struct vote_form *page = screen->state;
    int rows[ROWS_MOST];
    char words[VOTE_TEXT_MAX * 4 + 60], where[48];
    int row = ui_title(ui, _("Open a vote"), ""), last = ui_last_row(ui);
    size_t count = row_list(page, rows);
    if (page->form.kind == VOTE_CHOOSE && ui->rows >= ROOM_LOW)
        last = ui_foot(ui, last, STYLE_DIM, _("\"leave it as it is\" can always be chosen, too."));
    page->shown = last - row + 1 > 0 ? last - row + 1 : 1;
    list_keep(&page->list, count, page->shown);
    for (size_t i = page->list.top; i < count && row <= last; i++, row++) {
        enum style style = list_mark(ui, row, i == page->list.selected);
        say_row(ui, page, rows[i], words, sizeof words);
        ui_text(ui, row, rows[i] >= ROW_OPTION ? 4 : 2, ui->columns - 5, style, words);
    }
    ui_keys(ui, list_where(&page->list, false, where, sizeof where));
}

/* --- changing --- */

static void ask_words(struct ui *ui, struct vote_form *page, int row)
{
    size_t option = row >= ROW_OPTION ? (size_t)(row - ROW_OPTION) : 0;
    page->asked = row;
    struct prompt_ask ask = { .label = row == ROW_TITLE  ? _("Question:")
                                       : row == ROW_TEXT ? _("More words:")
                                                         : _("To choose from:"),
        .text = row >= ROW_OPTION ? _("In a few words. Enter alone takes it out.") : NULL,
        .initial = row == ROW_TITLE              ? page->title
                   : row == ROW_TEXT             ? page->text
                   : option < page->form.options ? page->option[option]
                                                 : NULL,
        .limit = row == ROW_TEXT    ? VOTE_TEXT_MAX
                 : row == ROW_TITLE ? VOTE_TITLE_MAX
                                    : VOTE_OPTION_MAX,
        .keep = keep_typed,
        .context = page };
    ui_push(ui, &screen_prompt, &ask);
}

static void take_option(struct vote_form *page, size_t option, const char *words)
{
    bool blank = words[strspn(words, " ")] == '\0';
    if (!blank) {
        util_copy_text(page->option[option], sizeof page->option[option], words);
        page->form.options += option == page->form.options;
    } else if (option < page->form.options) {
        memmove(
            page->option[option], page->option[option + 1], (page->form.options - option - 1) * sizeof page->option[0]);
        page->form.options--;
    }
}

static void form_back(
    struct ui *ui, struct screen *screen, const struct screen_type *from, const struct outcome *outcome)
{
    struct vote_form *page = screen->state;
    if (from != &screen_prompt || !outcome->done)
        return;
    bool added = page->asked == ROW_OPTION + (int)page->form.options;
    if (page->asked == ROW_TITLE)
        util_copy_text(page->title, sizeof page->title, outcome->text);
    else if (page->asked == ROW_TEXT)
        util_copy_text(page->text, sizeof page->text, outcome->text);
    else
        take_option(page, (size_t)(page->asked - ROW_OPTION), outcome->text);
    keep_with(ui, page, NULL);
    /* After one more, the next is asked for: a list is typed line by line. */
    if (added && outcome->text[strspn(outcome->text, " ")] != '\0') {
        list_act(&page->list, ACTION_DOWN, page->shown);
        if (page->form.options < VOTE_OPTIONS_MOST)
            ask_words(ui, page, ROW_OPTION + (int)page->form.options);
    }
    ui_dirty(ui);
}

static void open_vote(struct ui *ui, struct vote_form *page)
{
    const char *option[VOTE_OPTIONS_MOST];
    int64_t vote = 0;
    struct vote_new form = page->form;
    for (size_t i = 0; i < form.options; i++)
        option[i] = page->option[i];
    form.meeting = page->meeting;
    form.title = page->title;
    form.text = page->text;
    form.option = option;
    form.openly = !form.secret;
    form.options = form.kind == VOTE_YESNO ? 0 : form.options;
    if (vote_open(ui->store, ui->actor, &form, ui_now(ui), &vote) != RESULT_OK) {
        ui_refused(ui);
        return;
    }
    draft_drop(ui->store, ui->actor, DRAFT_VOTE, ui->actor->here, ui_now(ui));
    ui_pop(ui, &(struct outcome) { .done = true, .number = vote });
    ui_notice(
        ui, "%s", form.days ? _("The vote is open for seven days.") : _("The vote is open. Read it aloud, twice."));
}

static void change(struct ui *ui, struct vote_form *page, int row)
{
    struct vote_new *form = &page->form;
    if (row == ROW_KIND)
        form->kind = (enum vote_kind)((form->kind + 1) % VOTE_KINDS);
    else if (row == ROW_WHERE)
        form->days = !form->days;
    else if (row == ROW_SECRET)
        form->secret = !form->secret;
    else if (row == ROW_NEEDS)
        form->majority = (enum majority)(MAJORITY_HALF + (form->majority - MAJORITY_HALF + 1) % FORM_SHARES);
    else if (row < 0)
        open_vote(ui, page);
    else
        ask_words(ui, page, row);
    ui_dirty(ui);
}

static bool form_act(struct ui *ui, struct screen *screen, enum action action)
{
    struct vote_form *page = screen->state;
    int rows[ROWS_MOST];
    size_t count = row_list(page, rows);
    if (list_act(&page->list, action, page->shown))
        return true;
    if (action != ACTION_OPEN || page->list.selected >= count)
        return false;
    change(ui, page, rows[page->list.selected]);
    return true;
}

static const char *word(const struct screen *screen, enum action action)
{
    (void)screen;
    return action == ACTION_OPEN ? N_("change") : NULL;
}

static const enum action actions[] = { ACTION_OPEN, ACTION_BACK, ACTION_MENU, ACTION_HELP, ACTION_NONE };

const struct screen_type screen_vote_form = {
    .name = "open a vote",
    .help = N_("The chair opens a vote on the item that is open. Enter on a line changes it; on the last line it "
               "opens the vote.\n\n"
               "One of several: people put them in order, best first, and \"leave it as it is\" can always be chosen. "
               "Points: each gets 0 to 5. In the room, those who are here now vote. Over seven days all members vote, "
               "and it counts when {quorum-members} of the active members and people of {quorum-homes} of the homes "
               "voted."),
    .actions = actions,
    .word = word,
    .size = sizeof(struct vote_form),
    .open = form_open,
    .draw = form_draw,
    .act = form_act,
    .back = form_back,
};
