/* aid_mine.c: the member's own part of mutual aid: first her matches, then her asks, then her offers. */
#include <stdlib.h>
#include <string.h>

#include "screens/aid/aid_rooms.h"
#include "when.h"

enum { MOST = 40 };

struct row {
    enum { ROW_MATCH, ROW_ASK, ROW_OFFER } kind;
    int64_t id, unit;
    bool waits; /* it waits for an act of hers */
    char line[AID_LINE_MAX * 4 + 1], words[120];
};

struct mine {
    struct row *rows;
    struct list list;
    int shown;
    bool stale;
};

/* Of a caucus where she is not now, a row says nothing but that it is there. */
static struct row *add(struct ui *ui, struct mine *mine, int kind, int64_t id, int64_t unit, const char *line)
{
    mine->rows = xrealloc(mine->rows, mine->list.count + 1, sizeof *mine->rows);
    struct row *row = &mine->rows[mine->list.count++];
    *row = (struct row) { .id = id, .unit = unit };
    row->kind = kind;
    util_copy_text(row->line, sizeof row->line, ui_is_hidden(ui, unit) ? _("Something private") : line);
    return row;
}

static const char *match_words(const struct aid_match *match, bool *waits)
{
    *waits = true;
    if (match->happened_due)
        return _("did it happen?");
    if (match->state == MATCH_HOLDS && !match->mine_said)
        return _("your yes?");
    if (match->unread > 0)
        return _("new words");
    *waits = false;
    return match->state == MATCH_SUGGESTED ? _("suggested")
           : match->state == MATCH_HOLDS   ? _("waits for a yes")
           : match->state == MATCH_AGREED  ? _("agreed")
                                           : _("done");
}

/* Each week of a weekly ask is a row of its own, and only its day tells one from the other. */
static void add_day(const struct ui *ui, struct row *row, int64_t starts)
{
    char day[WHEN_BYTES];
    size_t used = strlen(row->words);
    snprintf(row->words + used, sizeof row->words - used, ", %s", ui_time(ui, starts, day, sizeof day));
}

static void load_matches(struct ui *ui, struct mine *mine)
{
    struct aid_match *matches = xcalloc(MOST, sizeof *matches);
    size_t count = 0;
    if (aid_matches(ui->store, ui->actor, ui_now(ui), MOST, matches, &count) != RESULT_OK)
        count = 0;
    for (size_t i = 0; i < count; i++) {
        struct row *row = add(ui, mine, ROW_MATCH, matches[i].id, matches[i].unit, matches[i].line);
        const char *words = match_words(&matches[i], &row->waits);
        if (ui_is_hidden(ui, row->unit))
            continue;
        if (matches[i].state >= MATCH_AGREED && ui->columns >= 60)
            snprintf(row->words, sizeof row->words, "%s, %s", matches[i].other, words);
        else
            util_copy_text(row->words, sizeof row->words, words);
        if (matches[i].weekly && matches[i].state >= MATCH_AGREED && matches[i].starts != 0)
            add_day(ui, row, matches[i].starts);
    }
    free(matches);
}

static void load_own(struct ui *ui, struct mine *mine, bool offers)
{
    const struct aid_filter filter = { .offers = offers, .kind = -1, .urgency = -1, .mine = true };
    struct aid *own = xcalloc(MOST, sizeof *own);
    size_t count = 0;
    if (aid_list(ui->store, ui->actor, &filter, NULL, ui_now(ui), MOST, own, &count) != RESULT_OK)
        count = 0;
    for (size_t i = 0; i < count; i++) {
        struct row *row = add(ui, mine, offers ? ROW_OFFER : ROW_ASK, own[i].id, own[i].unit, own[i].line);
        if (!ui_is_hidden(ui, row->unit))
            util_copy_text(row->words, sizeof row->words, aid_state_words(own[i].state));
        if (!ui_is_hidden(ui, row->unit) && own[i].hands > 1 && own[i].state <= AID_ANSWERED)
            snprintf(row->words, sizeof row->words, _("%d of %d hands"), own[i].found, own[i].hands);
        if (!ui_is_hidden(ui, row->unit) && own[i].weekly && !offers && own[i].state >= AID_AGREED)
            add_day(ui, row, own[i].starts);
    }
    aid_rows_free(own, count);
    free(own);
}

static void load(struct ui *ui, struct mine *mine)
{
    struct row was = { 0 };
    bool had = mine->list.count > 0;
    if (had)
        was = mine->rows[mine->list.selected];
    mine->list.count = 0;
    load_matches(ui, mine);
    load_own(ui, mine, false);
    load_own(ui, mine, true);
    for (size_t i = 0; had && i < mine->list.count; i++)
        if (mine->rows[i].kind == was.kind && mine->rows[i].id == was.id)
            mine->list.selected = i;
    mine->stale = false;
}

static enum result mine_open(struct ui *ui, struct screen *screen, const void *argument)
{
    (void)argument;
    if (!ui_member(ui))
        return RESULT_REFUSED;
    load(ui, screen->state);
    return RESULT_OK;
}

static void mine_close(struct ui *ui, struct screen *screen)
{
    struct mine *mine = screen->state;
    (void)ui;
    free(mine->rows);
}

static const struct list_column wide_columns[] = { { "", 8, false }, { N_("What"), 0, false },
    { N_("How it stands"), 44, false }, { NULL, 0, false } };

static void draw_row(struct ui *ui, const struct row *row, int at, bool selected)
{
    static const char *const kinds[] = { N_("match"), N_("ask"), N_("offer") };
    enum { KIND = 7 };
    enum style style = list_mark(ui, at, selected);
    int edge = ui->columns - 1, used = text_width(row->words, strlen(row->words)), most = ui->columns / 2 - 4;
    used = used < most ? used : most;
    if (list_is_wide(ui)) {
        list_cell(ui, at, wide_columns, 0, row->kind == ROW_MATCH ? STYLE_NEEDS_YOU : STYLE_DIM, _(kinds[row->kind]));
        list_cell(ui, at, wide_columns, 1, style, row->line);
        list_cell(ui, at, wide_columns, 2, row->waits ? STYLE_NEEDS_YOU : STYLE_DIM, row->words);
        return;
    }
    ui_text(ui, at, 2, KIND - 1, row->kind == ROW_MATCH ? STYLE_NEEDS_YOU : STYLE_DIM, _(kinds[row->kind]));
    ui_right(ui, at, edge, used, row->waits ? STYLE_NEEDS_YOU : STYLE_DIM, row->words);
    ui_text(ui, at, 2 + KIND, edge - used - 3 - KIND, style, row->line);
}

static void mine_draw(struct ui *ui, struct screen *screen)
{
    struct mine *mine = screen->state;
    char where[48];
    if (mine->stale)
        load(ui, mine);
    int row = ui_title(ui, _("My asks and offers"), ui->actor->handle), last = ui_last_row(ui);
    if (list_is_wide(ui) && mine->list.count > 0)
        row = list_heads(ui, row, wide_columns);
    mine->shown = last - row + 1;
    list_keep(&mine->list, mine->list.count, mine->shown);
    if (mine->list.count == 0)
        ui_paragraph(ui, row + 1, last, STYLE_PLAIN,
            _("Nothing of yours stands here. w asks for something, o offers a hand, I says how to reach you."));
    for (size_t i = mine->list.top; i < mine->list.count && row <= last; i++, row++)
        draw_row(ui, &mine->rows[i], row, i == mine->list.selected);
    ui_keys(ui, list_where(&mine->list, false, where, sizeof where));
}

static bool mine_can(const struct ui *ui, const struct screen *screen, enum action action)
{
    const struct mine *mine = screen->state;
    (void)ui;
    return mine->list.count > 0 || action != ACTION_OPEN;
}

static bool mine_act(struct ui *ui, struct screen *screen, enum action action)
{
    struct mine *mine = screen->state;
    if (list_act(&mine->list, action, mine->shown))
        return true;
    const struct row *row = mine->list.count > 0 ? &mine->rows[mine->list.selected] : NULL;
    if (action == ACTION_OPEN)
        ui_enter(ui, row->unit);
    if (action == ACTION_OPEN && row->kind == ROW_MATCH)
        ui_go(ui, PLACE_AID_MATCH, &(struct aid_match_page_ask) { .match = row->id });
    else if (action == ACTION_OPEN)
        ui_go(ui, PLACE_AID_PAGE, &(struct aid_page_ask) { .is_offer = row->kind == ROW_OFFER, .id = row->id });
    else if (action == ACTION_WRITE || action == ACTION_OFFER)
        ui_go(ui, PLACE_AID_FORM, &(struct aid_form_ask) { .offers = action == ACTION_OFFER, .kind = -1 });
    else if (action == ACTION_ABOUT_ME)
        ui_go(ui, PLACE_AID_ABOUT, NULL);
    else
        return false;
    return true;
}

static void mine_back(
    struct ui *ui, struct screen *screen, const struct screen_type *from, const struct outcome *outcome)
{
    (void)ui, (void)from, (void)outcome;
    ((struct mine *)screen->state)->stale = true;
}

static void mine_event(struct ui *ui, struct screen *screen, const struct face_event *event)
{
    if (!ui_beside_boards(event))
        return;
    ((struct mine *)screen->state)->stale = true;
    ui_dirty(ui);
}

static const char *word(const struct screen *screen, enum action action)
{
    (void)screen;
    return action == ACTION_WRITE ? N_("ask") : NULL;
}

static const enum action actions[] = { ACTION_OPEN, ACTION_WRITE, ACTION_OFFER, ACTION_ABOUT_ME, ACTION_BACK,
    ACTION_NEXT_UNREAD, ACTION_MENU, ACTION_HELP, ACTION_NONE };

const struct screen_type screen_aid_mine = {
    .lists = true,
    .name = "my aid",
    .help = N_("What is yours. First the people you meet, with what waits for you on top; then your asks, then "
               "your offers. Enter opens one.\n\n"
               "I says what languages you speak and how to reach you. Only the people you agreed with read that."),
    .actions = actions,
    .word = word,
    .size = sizeof(struct mine),
    .open = mine_open,
    .close = mine_close,
    .draw = mine_draw,
    .act = mine_act,
    .can = mine_can,
    .back = mine_back,
    .event = mine_event,
};
