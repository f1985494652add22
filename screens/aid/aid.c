/*
 * aid.c: the board of asks and offers: side by side where there is room, else one side at a time (Tab). New asks and
 * offers come in without moving the cursor from its row. RULES 3.
 */
#include <stdlib.h>
#include <string.h>

#include "screens/aid/aid_rooms.h"
#include "screens/people/hand_room.h"

enum { PAGE = 60, SIDE_BY_SIDE = 100, ASKS = 0, OFFERS = 1 };

struct side {
    struct aid *rows;
    struct list list;
    bool all;
};

struct aid_board {
    struct side sides[2];
    int at;     /* ASKS or OFFERS: the side with the cursor */
    int making; /* ASKS or OFFERS: what the open form makes */
    struct aid_filter filter;
    char place[AID_PLACE_MAX * 4 + 1];
    int shown;
    bool stale;
    enum {
        ASKED_NOTHING,
        ASKED_FILTER,
        ASKED_KIND,
        ASKED_URGENCY,
        ASKED_WINDOW,
        ASKED_PLACE,
        ASKED_DRAFTED,
        ASKED_HAND,
        ASKED_VOICE
    } asked;
    int64_t written_for; /* RULES 1.8: the person for whom she writes, while a question asks what that person wants */
    struct aid_proposal drafted[8];
    size_t drafted_count;
    int64_t taking; /* the id of the drafted proposal that is open in the editor */
};

/* --- loading --- */

static enum result load_more(struct ui *ui, struct aid_board *board, int which, size_t page)
{
    struct side *side = &board->sides[which];
    size_t had = side->list.count, count = 0;
    struct aid_filter filter = board->filter;
    filter.offers = which == OFFERS;
    filter.place = board->place[0] != '\0' ? board->place : NULL;
    if (filter.offers)
        filter.urgency = -1;
    side->rows = xrealloc(side->rows, had + page, sizeof *side->rows);
    enum result result = aid_list(ui->store, ui->actor, &filter, had > 0 ? &side->rows[had - 1] : NULL, ui_now(ui),
        page, side->rows + had, &count);
    if (result != RESULT_OK)
        count = 0;
    side->list.count = had + count;
    side->all = count < page;
    return result;
}

static void select_id(struct side *side, int64_t id)
{
    for (size_t i = 0; i < side->list.count; i++)
        if (side->rows[i].id == id)
            side->list.selected = i;
}

/* The cursor stays on the same ask or offer, and that in its row of the screen where possible. */
static enum result reload_side(struct ui *ui, struct aid_board *board, int which)
{
    struct side *side = &board->sides[which];
    size_t had = side->list.count, above = side->list.selected - side->list.top;
    int64_t selected = had > 0 ? side->rows[side->list.selected].id : 0;
    aid_rows_free(side->rows, had);
    side->list.count = 0;
    enum result result = load_more(ui, board, which, had >= PAGE ? had + 1 : PAGE);
    select_id(side, selected);
    if (side->list.top > 0 && side->list.selected > above)
        side->list.top = side->list.selected - above;
    return result;
}

static enum result reload(struct ui *ui, struct aid_board *board)
{
    enum result result = reload_side(ui, board, ASKS);
    board->stale = false;
    board->drafted_count = 0;
    if (result == RESULT_OK)
        aid_proposals(ui->store, ui->actor, sizeof board->drafted / sizeof board->drafted[0], board->drafted,
            &board->drafted_count);
    return result == RESULT_OK ? reload_side(ui, board, OFFERS) : result;
}

static void free_sides(struct aid_board *board)
{
    for (int i = 0; i < 2; i++) {
        aid_rows_free(board->sides[i].rows, board->sides[i].list.count);
        free(board->sides[i].rows);
    }
}

static enum result aid_open(struct ui *ui, struct screen *screen, const void *argument)
{
    struct aid_board *board = screen->state;
    (void)argument;
    board->filter.kind = board->filter.urgency = -1;
    enum result result = reload(ui, board);
    if (result != RESULT_OK)
        free_sides(board);
    return result;
}

static void aid_close(struct ui *ui, struct screen *screen)
{
    struct aid_board *board = screen->state;
    aid_look(ui->store, ui->actor); /* from now on nothing on this board is new to her */
    free_sides(board);
}

static const struct aid *selected(const struct aid_board *board)
{
    const struct side *side = &board->sides[board->at];
    return side->list.count > 0 ? &side->rows[side->list.selected] : NULL;
}

/* --- drawing --- */

/* The most important word about a row. */
static const char *row_words(const struct aid *aid)
{
    if (aid->state == AID_ANSWERED || aid->state == AID_AGREED)
        return aid_state_words(aid->state);
    if (aid->is_new)
        return aid->is_offer ? C_("an offer", "new") : C_("an ask", "new");
    return aid->mine ? _("yours") : "";
}

static void draw_row(struct ui *ui, const struct aid *aid, int row, int column, int width, enum style style)
{
    enum { WIDE = 70, MIDDLE = 46, URGENCY = 12, KIND = 11, PLACE = 7 };
    int edge = column + width;
    const char *words = row_words(aid), *urgency = aid->is_offer ? "" : aid_urgency_words(aid->urgency);
    char right[80];
    util_copy_text(right, sizeof right, words[0] == '\0' && width < MIDDLE ? urgency : words);
    if (aid->hands > 1 && !aid->is_offer && !aid->veiled) /* of several hands, how many are found */
        snprintf(right, sizeof right, width < MIDDLE ? _("%d of %d") : _("%d of %d hands"), aid->found, aid->hands);
    int used = text_width(right, strlen(right));
    if (aid->veiled) { /* its line says all that may be known */
        ui_right(ui, row, edge, used, STYLE_DIM, aid->state == AID_OPEN ? "" : right);
        ui_text(ui, row, column, edge - column - (aid->state == AID_OPEN ? 0 : used + 1), style, aid->line);
        return;
    }
    ui_right(ui, row, edge, used, aid->is_new ? STYLE_NEW : aid->mine ? STYLE_NEEDS_YOU : STYLE_DIM, right);
    edge -= used > 0 ? used + 1 : 0;
    if (width >= MIDDLE && !aid->is_offer) {
        ui_text(ui, row, column, URGENCY - 1, aid->urgency == AID_TODAY ? STYLE_NEEDS_YOU : STYLE_DIM, urgency);
        column += URGENCY;
    }
    if (width >= WIDE) {
        ui_text(ui, row, column, KIND - 1, STYLE_DIM, aid_kind_words(aid->kind));
        column += KIND;
        ui_text(ui, row, column, PLACE - 1, STYLE_DIM, aid->place);
        column += PLACE;
    }
    ui_text(ui, row, column, edge - column, style, aid->line);
}

static bool filtered(const struct aid_board *board)
{
    const struct aid_filter *filter = &board->filter;
    return filter->kind >= 0 || filter->urgency >= 0 || board->place[0] != '\0' || filter->until != 0 || filter->open;
}

static void filter_words(const struct aid_board *board, struct buffer *out)
{
    const struct aid_filter *filter = &board->filter;
    const char *words[5];
    char block[AID_PLACE_MAX * 4 + 32];
    size_t count = 0;
    if (filter->kind >= 0)
        words[count++] = aid_kind_words((enum aid_kind)filter->kind);
    if (filter->urgency >= 0)
        words[count++] = aid_urgency_words((enum aid_urgency)filter->urgency);
    if (board->place[0] != '\0') {
        snprintf(block, sizeof block, _("at %s"), board->place);
        words[count++] = block;
    }
    if (filter->until != 0)
        words[count++] = filter->until - filter->from > 2 * 86400 ? _("this week") : _("by tomorrow");
    if (filter->open)
        words[count++] = _("not answered yet");
    buffer_string(out, count > 0 ? _("only: ") : "");
    for (size_t i = 0; i < count; i++)
        buffer_format(out, "%s%s", i > 0 ? ", " : "", words[i]);
}

static const char *empty_words(const struct aid_board *board, int which)
{
    if (filtered(board))
        return _("Nothing like that just now. F shows all again.");
    return which == ASKS ? _("Nobody asks for anything today. o offers a hand, w asks.")
                         : _("Nobody offers anything yet. o offers a hand.");
}

/* RULES 3.7: asks that climbed here from other units stand below a heading of their own. True: row `row` needs one. */
static bool begins_a_head(const struct side *side, size_t row)
{
    return side->rows[row].from != AID_FROM_HERE &&
           (row == side->list.top || side->rows[row].from != side->rows[row - 1].from);
}

/* The greatest number of headings that can be on the page at once. */
static int heads(const struct side *side)
{
    int count = 0;
    for (size_t i = 0; i < side->list.count; i++)
        count += side->rows[i].from != AID_FROM_HERE && (i == 0 || side->rows[i].from != side->rows[i - 1].from);
    return count;
}

static void draw_side(struct ui *ui, struct aid_board *board, int which, int first, int last, int column, int width)
{
    struct side *side = &board->sides[which];
    list_keep(&side->list, side->list.count, board->shown - heads(side));
    if (side->list.count == 0) {
        if (column == 0)
            ui_paragraph(ui, first + 1, last, STYLE_PLAIN, empty_words(board, which));
        else
            ui_text(ui, first, column + 2, width - 2, STYLE_PLAIN, empty_words(board, which));
        return;
    }
    for (size_t i = side->list.top; i < side->list.count && first <= last; i++, first++) {
        bool here = which == board->at && i == side->list.selected;
        if (begins_a_head(side, i) && first < last)
            ui_text(ui, first++, column + 2, width - 2, STYLE_TITLE, aid_from_words(side->rows[i].from));
        enum style style = list_mark_part(ui, first, column, column + 1, column + width, here);
        draw_row(ui, &side->rows[i], first, column + 2, width - 2, style);
    }
}

static void side_title(const struct aid_board *board, int which, char *out, size_t size)
{
    const struct side *side = &board->sides[which];
    snprintf(
        out, size, which == ASKS ? _("Asks (%zu%s)") : _("Offers (%zu%s)"), side->list.count, side->all ? "" : "+");
}

/* Draws the headings of both sides, and marks the side with the cursor. */
static void draw_heads(struct ui *ui, const struct aid_board *board, int row, int second)
{
    char words[80];
    for (int which = 0; which < 2; which++) {
        side_title(board, which, words, sizeof words);
        int column = which == ASKS ? 2 : second + 2;
        ui_text(ui, row, column - 2, 1, STYLE_NEEDS_YOU, which == board->at ? ui_glyph(ui, "▸", "*") : "");
        ui_text(ui, row, column, ui->columns - column - 1, which == board->at ? STYLE_TITLE : STYLE_DIM, words);
    }
}

static void aid_draw(struct ui *ui, struct screen *screen)
{
    struct aid_board *board = screen->state;
    struct buffer right = { 0 };
    char where[48];
    if (board->stale)
        reload(ui, board);
    filter_words(board, &right);
    bool both = ui->columns >= SIDE_BY_SIDE;
    int row = ui_title(ui, ui->columns >= 60 ? _("Asks and offers") : _("Aid"), buffer_text(&right));
    int last = ui_last_row(ui), half = ui->columns / 2;
    buffer_clear(&right);
    draw_heads(ui, board, row++, both ? half : 16);
    board->shown = last - row + 1;
    if (both)
        draw_side(ui, board, ASKS, row, last, 0, half - 2);
    if (both)
        draw_side(ui, board, OFFERS, row, last, half, ui->columns - half - 1);
    else
        draw_side(ui, board, board->at, row, last, 0, ui->columns - 1);
    const struct side *side = &board->sides[board->at];
    ui_keys(ui, list_where(&side->list, !side->all, where, sizeof where));
}

/* --- filters --- */

static void ask_filter(struct ui *ui, struct aid_board *board)
{
    const struct choice choices[] = { { '1', _("A kind") }, { '2', _("How soon it is needed") }, { '3', _("A block") },
        { '4', _("By tomorrow") }, { '5', _("This week") },
        { '6', board->filter.open ? _("Answered ones too") : _("Only what nobody answered yet") }, { '0', _("All") },
        { 0, NULL } };
    board->asked = ASKED_FILTER;
    ui_push(ui, &screen_question,
        &(struct question_ask) { .title = _("Show only ..."), .choices = choices, .harmless = true });
}

static void ask_kind(struct ui *ui, struct aid_board *board)
{
    struct choice choices[AID_KINDS + 2] = { 0 };
    for (int i = 0; i < AID_KINDS; i++)
        choices[i] = (struct choice) { '1' + i, aid_kind_words((enum aid_kind)i) };
    choices[AID_KINDS] = (struct choice) { '0', _("any") };
    board->asked = ASKED_KIND;
    ui_push(ui, &screen_question,
        &(struct question_ask) { .title = _("Which kind?"), .choices = choices, .harmless = true });
}

static void ask_urgency(struct ui *ui, struct aid_board *board)
{
    struct choice choices[AID_URGENCIES + 2] = { 0 };
    for (int i = 0; i < AID_URGENCIES; i++)
        choices[i] = (struct choice) { '1' + i, aid_urgency_words((enum aid_urgency)i) };
    choices[AID_URGENCIES] = (struct choice) { '0', _("any") };
    board->asked = ASKED_URGENCY;
    ui_push(
        ui, &screen_question, &(struct question_ask) { .title = _("How soon?"), .choices = choices, .harmless = true });
}

static void show_window(struct ui *ui, struct aid_board *board, int days)
{
    board->filter.from = days > 0 ? ui_now(ui) : 0;
    board->filter.until = days > 0 ? ui_now(ui) + days * INT64_C(86400) : 0;
}

static void take_filter(struct ui *ui, struct aid_board *board, int64_t key)
{
    if (key == '1')
        ask_kind(ui, board);
    else if (key == '2')
        ask_urgency(ui, board);
    else if (key == '3') {
        board->asked = ASKED_PLACE;
        ui_push(ui, &screen_prompt,
            &(struct prompt_ask) {
                .label = _("Block"), .text = _("A block or a cross street. Empty: any."), .limit = AID_PLACE_MAX });
    } else if (key == '4' || key == '5')
        show_window(ui, board, key == '4' ? 2 : 7);
    else if (key == '6')
        board->filter.open = !board->filter.open;
    else if (key == '0') {
        board->filter = (struct aid_filter) { .kind = -1, .urgency = -1 };
        board->place[0] = '\0';
    }
}

/* --- statistics: only by kind and urgency, never by person (RULES 3.8) --- */

static void show_statistics(struct ui *ui)
{
    enum { MOST = AID_KINDS * AID_URGENCIES, BAR = 20, DAYS = 30 };
    struct aid_statistic *found = xcalloc(MOST, sizeof *found);
    struct buffer text = { 0 };
    size_t count = 0;
    int64_t most = 1;
    if (aid_statistics(ui->store, ui->actor, DAYS, ui_now(ui), found, MOST, &count) != RESULT_OK)
        ui_refused(ui);
    for (size_t i = 0; i < count; i++)
        most = found[i].asked > most ? found[i].asked : most;
    buffer_format(&text, _("In the last %d days: what was asked, and how much was met. No person is counted."), DAYS);
    buffer_string(&text, "\n\n");
    for (size_t i = 0; i < count; i++) {
        buffer_format(&text, _("%s, %s: %lld asked, %lld met"), aid_kind_words(found[i].kind),
            aid_urgency_words(found[i].urgency), (long long)found[i].asked, (long long)found[i].met);
        if (found[i].hours > 0)
            buffer_format(&text, _(", half of it within %lld h"), (long long)found[i].hours);
        buffer_string(&text, "\n  ");
        for (int64_t k = 0; k < (found[i].asked * BAR + most - 1) / most; k++)
            buffer_string(
                &text, k < (found[i].met * BAR + most - 1) / most ? ui_glyph(ui, "█", "#") : ui_glyph(ui, "░", "."));
        buffer_string(&text, "\n");
    }
    if (count == 0)
        buffer_string(&text, _("Nothing was asked yet. w asks."));
    ui_push(ui, &screen_output, &(struct output_ask) { .title = _("Asked and met"), .text = buffer_text(&text) });
    buffer_clear(&text);
    free(found);
}

/* --- proposals that the house drafted --- */

static void ask_drafted(struct ui *ui, struct aid_board *board)
{
    struct choice choices[10] = { 0 };
    char words[8][120];
    size_t count = board->drafted_count;
    for (size_t i = 0; i < count; i++) {
        snprintf(words[i], sizeof words[i],
            ngettext("%s: %d of %d asks was not met", "%s: %d of %d asks were not met",
                (unsigned long)board->drafted[i].unmet),
            aid_kind_words(board->drafted[i].kind), board->drafted[i].unmet, board->drafted[i].asked);
        choices[i] = (struct choice) { '1' + (int)i, words[i] };
    }
    choices[count] = (struct choice) { 'n', _("None now") };
    board->asked = ASKED_DRAFTED;
    ui_push(ui, &screen_question,
        &(struct question_ask) { .title = _("Open one as a thread? You can change its words."),
            .choices = choices,
            .selected = count,
            .harmless = true });
}

static void open_drafted(struct ui *ui, struct aid_board *board, const struct aid_proposal *proposal)
{
    struct board boards[40];
    char title[120], body[600];
    size_t count = 0, to = 0;
    if (boards_list(ui->store, ui->actor, boards, 40, &count) != RESULT_OK)
        return;
    while (to < count &&
           (!boards[to].may_post || boards[to].unit != ui->actor->here || boards[to].visibility == VISIBLE_PUBLIC))
        to++;
    if (to == count) {
        ui_notice(ui, "%s", _("The street has no board yet to open it in."));
        return;
    }
    const char *kind = aid_kind_words(proposal->kind);
    snprintf(title, sizeof title, _("What we lack: %s"), kind);
    snprintf(body, sizeof body,
        _("In the last %s %d asks of this kind (%s) were made, and %d of them were not met.\n\nWhat could we do "
          "about it together?\n"),
        ui_numbers(ui, "{unmet-days}"), proposal->asked, kind, proposal->unmet);
    board->taking = proposal->id;
    ui_go(ui, PLACE_EDITOR,
        &(struct editor_ask) { .place = DRAFT_THREAD, .target = boards[to].id, .title = title, .initial = body });
}

static void took_drafted(struct ui *ui, struct aid_board *board, int64_t written)
{
    struct post post;
    if (post_get(ui->store, ui->actor, written, &post) != RESULT_OK)
        return;
    if (aid_proposal_taken(ui->store, ui->actor, board->taking, post.thread) != RESULT_OK)
        ui_refused(ui);
    else
        ui_go(ui, PLACE_PROPOSE, &(struct propose_ask) { .post = written });
    posts_free(&post, 1);
    board->taking = 0;
}

/* --- acting --- */

static bool aid_can_do(const struct ui *ui, const struct screen *screen, enum action action)
{
    const struct aid_board *board = screen->state;
    switch (action) {
    case ACTION_OPEN:
        return selected(board) != NULL;
    case ACTION_NIGHT:
        return aid_may_match(ui->store, ui->actor, ui_now(ui));
    case ACTION_DRAFTED:
        return board->drafted_count > 0;
    default:
        return true;
    }
}

static void open_form(struct ui *ui, struct aid_board *board, int which)
{
    board->making = which;
    ui_go(ui, PLACE_AID_FORM, &(struct aid_form_ask) { .offers = which == OFFERS, .kind = -1 });
}

/* RULES 1.8: asks whether the person without a device asks or offers. */
static void ask_hand(struct ui *ui, struct aid_board *board, const char *typed)
{
    char title[HANDLE_BYTES + 60];
    struct actor voice;
    const struct choice choices[] = { { '1', _("They ask for something") }, { '2', _("They offer a hand") },
        { 'n', _("Nothing now") }, { 0, NULL } };
    if (!hand_voice_of(ui, typed, &voice))
        return;
    board->asked = ASKED_VOICE;
    board->written_for = voice.member;
    snprintf(title, sizeof title, _("What does %s say?"), voice.handle);
    ui_push(ui, &screen_question,
        &(struct question_ask) { .title = title,
            .text = _("It stands in their name, by your hand. For \"I can\", open the ask, then press h."),
            .choices = choices,
            .harmless = true });
}

static bool act_elsewhere(struct ui *ui, struct aid_board *board, enum action action)
{
    switch (action) {
    case ACTION_WRITE:
    case ACTION_OFFER:
        open_form(ui, board, action == ACTION_OFFER ? OFFERS : ASKS);
        return true;
    case ACTION_OURS:
        return ui_go(ui, PLACE_AID_MINE, NULL);
    case ACTION_ABOUT_ME:
        return ui_go(ui, PLACE_AID_ABOUT, NULL);
    case ACTION_NIGHT:
        ui_go(ui, PLACE_AID_NIGHT, NULL);
        return true;
    case ACTION_STATISTICS:
        show_statistics(ui);
        return true;
    case ACTION_DRAFTED:
        ask_drafted(ui, board);
        return true;
    case ACTION_FILTER:
        ask_filter(ui, board);
        return true;
    case ACTION_BY_HAND:
        board->asked = ASKED_HAND;
        hand_ask_name(ui);
        return true;
    case ACTION_ROTAS:
        return ui_go(ui, PLACE_ROTAS, NULL);
    case ACTION_SHELF:
        return ui_go(ui, PLACE_SHELF, NULL);
    default:
        return false;
    }
}

static bool aid_act(struct ui *ui, struct screen *screen, enum action action)
{
    struct aid_board *board = screen->state;
    struct side *side = &board->sides[board->at];
    if (list_act(&side->list, action, board->shown)) {
        if (!side->all && side->list.selected + (size_t)board->shown >= side->list.count)
            load_more(ui, board, board->at, PAGE);
        return true;
    }
    const struct aid *aid = selected(board);
    if (action == ACTION_OPEN && aid != NULL)
        ui_go(ui, PLACE_AID_PAGE, &(struct aid_page_ask) { .is_offer = aid->is_offer, .id = aid->id });
    else if (action == ACTION_SIDE)
        board->at = board->at == ASKS ? OFFERS : ASKS;
    else
        return act_elsewhere(ui, board, action);
    return true;
}

static void take_choice(struct ui *ui, struct aid_board *board, int asked, int64_t key)
{
    if (asked == ASKED_FILTER)
        take_filter(ui, board, key);
    else if (asked == ASKED_KIND)
        board->filter.kind = key == '0' ? -1 : (int)key - '1';
    else if (asked == ASKED_URGENCY)
        board->filter.urgency = key == '0' ? -1 : (int)key - '1';
    else if (asked == ASKED_DRAFTED && key >= '1' && (size_t)(key - '1') < board->drafted_count)
        open_drafted(ui, board, &board->drafted[key - '1']);
    else if (asked == ASKED_VOICE && key != 'n')
        ui_go(ui, PLACE_AID_FORM,
            &(struct aid_form_ask) { .offers = key == '2', .kind = -1, .written_for = board->written_for });
}

static void aid_back(
    struct ui *ui, struct screen *screen, const struct screen_type *from, const struct outcome *outcome)
{
    struct aid_board *board = screen->state;
    int asked = board->asked;
    board->asked = ASKED_NOTHING;
    if (from == &screen_question && outcome->done)
        take_choice(ui, board, asked, outcome->number);
    else if (from == &screen_prompt && outcome->done && asked == ASKED_PLACE)
        util_copy_text(board->place, sizeof board->place, outcome->text);
    else if (from == &screen_prompt && outcome->done && asked == ASKED_HAND)
        ask_hand(ui, board, outcome->text);
    else if (from == ui_page(ui, PLACE_EDITOR) && outcome->done && board->taking != 0)
        took_drafted(ui, board, outcome->number);
    reload(ui, board);
    if (from == ui_page(ui, PLACE_AID_FORM) && outcome->done) {
        board->at = board->making;
        select_id(&board->sides[board->at], outcome->number);
    }
}

static void aid_event(struct ui *ui, struct screen *screen, const struct face_event *event)
{
    struct aid_board *board = screen->state;
    if (!ui_beside_boards(event))
        return;
    board->stale = true;
    ui_dirty(ui);
}

static void aid_watching(const struct screen *screen, int64_t *board, int64_t *thread)
{
    (void)screen;
    *board = *thread = 0;
}

static const char *word(const struct screen *screen, enum action action)
{
    (void)screen;
    return action == ACTION_WRITE ? N_("ask") : NULL;
}

static const enum action actions[] = { ACTION_OPEN, ACTION_WRITE, ACTION_OFFER, ACTION_SIDE, ACTION_OURS, ACTION_FILTER,
    ACTION_ABOUT_ME, ACTION_NIGHT, ACTION_DRAFTED, ACTION_STATISTICS, ACTION_ROTAS, ACTION_SHELF, ACTION_BY_HAND,
    ACTION_BACK, ACTION_MENU, ACTION_HELP, ACTION_NONE };

const struct screen_type screen_aid = {
    .name = "aid",
    .help = N_("What people of the street ask for, and what they offer. An ask shows a block and no name, until the "
               "asker accepts an answer.\n\n"
               "w asks, o offers a hand, Tab goes between asks and offers, m shows your own. F shows only a kind, a "
               "block, or what is needed soon.\n\n"
               "An ask that nobody here can meet goes further, if the asker agreed to that. Neighbouring streets see "
               "its kind, time, number and area, never a name. Asks that came from other streets stand below those "
               "of your own. y says \"I can\" to them, too; each learns who the other is when both said yes.\n\n"
               "R opens the rotas: tasks that come again. B opens the shelf: things to borrow. h asks and offers for "
               "somebody without a device, by your hand.\n\n"
               "Nobody is counted or ranked here: the numbers (S) are by kind only."),
    .actions = actions,
    .word = word,
    .size = sizeof(struct aid_board),
    .open = aid_open,
    .close = aid_close,
    .draw = aid_draw,
    .act = aid_act,
    .can = aid_can_do,
    .back = aid_back,
    .event = aid_event,
    .watching = aid_watching,
};
