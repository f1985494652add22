/*
 * rota_page.c: one rota: its coming days, the people on them, and the days that need hands. The member signs up for a
 * day, leaves it, or swaps it. RULES 8.1.
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "screens/people/people_rooms.h"
#include "screens/rota/rota_rooms.h"

enum { DAYS_SHOWN = 30, WIDE = 60, DATE = 25, CHOICES = 8 };

struct rota_page {
    int64_t id;
    struct rota rota;
    struct rota_day *days; /* room for DAYS_SHOWN */
    struct list list;      /* of the days */
    int rows;
    bool stale, cut;        /* cut: only a part of the details is shown */
    int64_t day;            /* the day that the open question is about */
    int64_t swaps[CHOICES]; /* ids of the swaps that she can take, in the order of the question */
    char owners[CHOICES][HANDLE_BYTES];
    int64_t swap;         /* the swap that she takes */
    int64_t own[CHOICES]; /* days of hers that she can give for it, in the order of the question */
    enum { ASKED_NOTHING, ASKED_WHOM, ASKED_NAME, ASKED_TAKE, ASKED_GIVE, ASKED_END } asked;
};

/* --- loading --- */

static enum result load(struct ui *ui, struct rota_page *page)
{
    int64_t now = ui_now(ui), at = page->list.count > 0 ? page->days[page->list.selected].day : 0;
    size_t found = 0, kept = 0;
    page->stale = false;
    enum result result = rota_get(ui->store, ui->actor, page->id, now, &page->rota);
    if (result != RESULT_OK)
        return result;
    if (page->rota.closed != 0 ||
        rota_days(ui->store, ui->actor, &page->rota, now, page->days, DAYS_SHOWN, &found) != RESULT_OK)
        found = 0;
    for (size_t i = 0; i < found; i++)
        if (rota_is_coming(&page->rota.plan, page->days[i].day, now))
            page->days[kept++] = page->days[i];
    page->list.count = kept;
    for (size_t i = 0; i < kept; i++)
        if (page->days[i].day == at)
            page->list.selected = i;
    return RESULT_OK;
}

static enum result page_open(struct ui *ui, struct screen *screen, const void *argument)
{
    struct rota_page *page = screen->state;
    page->id = ((const struct rota_ask *)argument)->rota;
    page->days = xcalloc(DAYS_SHOWN, sizeof *page->days);
    enum result result = load(ui, page);
    if (result != RESULT_OK)
        free(page->days);
    return result;
}

static void page_close(struct ui *ui, struct screen *screen)
{
    (void)ui;
    free(((struct rota_page *)screen->state)->days);
}

static const struct rota_day *selected(const struct rota_page *page)
{
    return page->list.count > 0 ? &page->days[page->list.selected] : NULL;
}

/* The entry of the member herself on that day; NULL: she is not on it. */
static const struct rota_hand *own_hand(const struct ui *ui, const struct rota_day *day)
{
    for (int i = 0; day != NULL && i < day->count; i++)
        if (day->hand[i].member == ui->actor->member)
            return &day->hand[i];
    return NULL;
}

static bool others_swap(const struct ui *ui, const struct rota_day *day)
{
    for (int i = 0; day != NULL && i < day->count; i++)
        if (day->hand[i].swap != 0 && day->hand[i].member != ui->actor->member)
            return true;
    return false;
}

/* --- drawing --- */

static void say_hands(const struct ui *ui, const struct rota_day *day, struct buffer *out)
{
    for (int i = 0; i < day->count; i++) {
        const struct rota_hand *hand = &day->hand[i];
        buffer_format(out, "%s%s%s", i > 0 ? ", " : "", hand->member == ui->actor->member ? _("you") : hand->handle,
            hand->first ? _(" (first time)") : "");
        if (hand->swap != 0)
            buffer_string(out, _(" (asks to swap)"));
    }
}

/* The words on the right of a day. Returns their style: a near day that needs hands is highlighted. */
static enum style say_lack(const struct ui *ui, const struct rota_day *day, char *out, size_t size)
{
    bool near = day->day < when_day(ui_now(ui)) + ROTA_NEEDS_AHEAD;
    out[0] = '\0';
    if (day->lacking > 0 && near)
        util_copy_text(out, size, _("needs hands"));
    else if (day->lacking > 0)
        snprintf(out, size, ngettext("%d place free", "%d places free", (unsigned long)day->lacking), day->lacking);
    return day->lacking > 0 && near ? STYLE_NEEDS_YOU : STYLE_DIM;
}

static void draw_day(struct ui *ui, const struct rota_page *page, size_t index, int row)
{
    const struct rota_day *day = &page->days[index];
    struct buffer hands = { 0 };
    char date[WHEN_BYTES], lack[80];
    enum style style = list_mark(ui, row, index == page->list.selected);
    enum style lit = say_lack(ui, day, lack, sizeof lack);
    int edge = ui->columns - 1, used = text_width(lack, strlen(lack));
    ui_right(ui, row, edge, used, lit, lack);
    edge -= used > 0 ? used + 2 : 0;
    rota_day_words(ui, day->day, date);
    say_hands(ui, day, &hands);
    if (ui->columns >= WIDE) {
        ui_text(ui, row, 2, DATE - 1, style, date);
        ui_text(ui, row, 2 + DATE, edge - 2 - DATE, day->mine ? STYLE_SELECTED : STYLE_PLAIN, buffer_text(&hands));
    } else {
        ui_text(ui, row, 2, edge - 2, style, date);
        ui_text(ui, row + 1, 4, ui->columns - 5, day->mine ? STYLE_SELECTED : STYLE_DIM,
            hands.length > 0 ? buffer_text(&hands) : _("nobody yet"));
    }
    buffer_clear(&hands);
}

/* Says what she can do with the day under the cursor. */
static const char *day_sentence(const struct ui *ui, const struct rota_page *page)
{
    const struct rota_day *day = selected(page);
    const struct rota_hand *mine = own_hand(ui, day);
    if (page->rota.closed != 0)
        return _("This rota is closed.");
    if (day == NULL)
        return _("It has no days left. E closes it; w in the list starts a new one.");
    if (mine != NULL)
        return mine->swap != 0 ? _("You ask for a swap; the day is yours until somebody takes it. c calls it off.")
                               : _("You are on it. x takes you off, c asks somebody to take it.");
    if (others_swap(ui, day))
        return _("Somebody asks to swap: c takes the day over.");
    return day->lacking > 0 ? _("y puts you on this day. Y: it is my first time.") : _("This day has all its hands.");
}

static int draw_details(struct ui *ui, struct rota_page *page, int row)
{
    const char *details = page->rota.details;
    int columns = ui->columns > 3 ? ui->columns - 2 : 1, most = ui->rows < 20 ? 1 : 4;
    int rows = details[0] != '\0' ? (int)text_wrap(details, strlen(details), columns, NULL, 0) : 0;
    page->cut = rows > most;
    if (rows == 0)
        return row;
    if (!page->cut || most > 1)
        row = ui_paragraph(ui, row, row + (page->cut ? most - 1 : rows) - 1, STYLE_PLAIN, details);
    if (page->cut)
        ui_text(ui, row++, 1, ui->columns - 2, STYLE_DIM, _("Space reads more about it."));
    return row;
}

/* Draws day_sentence() in the last rows. Returns the last row above it. */
static int draw_sentence(struct ui *ui, const struct rota_page *page, int last)
{
    const char *words = day_sentence(ui, page);
    int columns = ui->columns > 3 ? ui->columns - 2 : 1, rows = (int)text_wrap(words, strlen(words), columns, NULL, 0);
    ui_paragraph(ui, last - rows + 1, last, STYLE_DIM, words);
    return last - rows - (ui->rows >= 20);
}

static void page_draw(struct ui *ui, struct screen *screen)
{
    struct rota_page *page = screen->state;
    char plan[200], words[HANDLE_BYTES + 200], where[48];
    struct buffer about = { 0 };
    if (page->stale)
        load(ui, page);
    const struct rota *rota = &page->rota;
    rota_plan_say(&rota->plan, plan, sizeof plan);
    int row = ui_title(ui, _("Rota"),
            rota->closed != 0     ? _("closed")
            : ui->columns >= WIDE ? plan
                                  : ""),
        last = ui_last_row(ui);
    row = ui_paragraph(ui, row, row + 1, STYLE_SELECTED, rota->task);
    snprintf(words, sizeof words,
        ngettext("%d person a day. Started by %s.", "%d people a day. Started by %s.", (unsigned long)rota->hands),
        rota->hands, rota->starter);
    if (ui->columns < WIDE)
        buffer_format(&about, "%s. ", plan);
    buffer_string(&about, words);
    row = ui_paragraph(ui, row, row + 1, STYLE_DIM, buffer_text(&about));
    buffer_clear(&about);
    row = draw_details(ui, page, row) + (ui->rows >= 20);
    last = draw_sentence(ui, page, last);
    int each = ui->columns >= WIDE ? 1 : 2;
    page->rows = last - row + 1 >= each ? (last - row + 1) / each : 1;
    list_keep(&page->list, page->list.count, page->rows);
    for (size_t i = page->list.top; i < page->list.count && row + each - 1 <= last; i++, row += each)
        draw_day(ui, page, i, row);
    ui_keys(ui, list_where(&page->list, false, where, sizeof where));
}

/* --- acting --- */

static bool page_can(const struct ui *ui, const struct screen *screen, enum action action)
{
    const struct rota_page *page = screen->state;
    const struct rota_day *day = selected(page);
    switch (action) {
    case ACTION_YES:
    case ACTION_FIRST_TIME:
        return day != NULL && !day->mine && day->lacking > 0;
    case ACTION_NOT_NOW:
        return day != NULL && day->mine;
    case ACTION_SWAP:
        return day != NULL && (day->mine || others_swap(ui, day));
    case ACTION_NEXT:
        return page->cut;
    case ACTION_END:
        return page->rota.may_close && page->rota.closed == 0;
    default:
        return true;
    }
}

/* Makes the words first, because load() may set another store_reason(). */
__attribute__((format(printf, 4, 5))) static void told(
    struct ui *ui, struct rota_page *page, enum result result, const char *format, ...)
{
    char words[300];
    va_list arguments;
    va_start(arguments, format);
    if (result == RESULT_OK)
        vsnprintf(words, sizeof words, format, arguments);
    else
        util_copy_text(words, sizeof words, store_reason(ui->store));
    va_end(arguments);
    load(ui, page);
    ui_notice(ui, "%s", words);
}

/* Asks who may take a day of hers. `asks_already`: she asks for a swap of this day already, and can call it off. */
static void ask_whom(struct ui *ui, struct rota_page *page, bool asks_already)
{
    struct choice choices[5] = { { '1', _("Anybody who can") }, { '2', _("Somebody I name") } };
    size_t count = 2;
    if (asks_already)
        choices[count++] = (struct choice) { '0', _("Nobody: I keep the day") };
    choices[count] = (struct choice) { 'n', asks_already ? _("Leave it as it is") : _("I haven't decided") };
    page->asked = ASKED_WHOM;
    ui_push(ui, &screen_question,
        &(struct question_ask) { .title = _("Who may take your day?"),
            .text = _("It stays yours until somebody says yes."),
            .choices = choices });
}

/* True when somebody asks her by name for this swap. Then she can say no to it. */
static bool asked_by_name(struct ui *ui, int64_t swap)
{
    struct rota_line asked[CHOICES];
    size_t count = 0;
    if (rota_asked(ui->store, ui->actor, ui_now(ui), asked, CHOICES, &count) != RESULT_OK)
        return false;
    for (size_t i = 0; i < count; i++)
        if (asked[i].swap == swap)
            return true;
    return false;
}

static void ask_take(struct ui *ui, struct rota_page *page, const struct rota_day *day)
{
    struct choice choices[CHOICES + 3] = { 0 };
    char words[CHOICES][HANDLE_BYTES + 80];
    size_t count = 0, shown;
    page->swap = 0;
    for (int i = 0; i < day->count && count < CHOICES; i++) {
        const struct rota_hand *hand = &day->hand[i];
        if (hand->swap == 0 || hand->member == ui->actor->member)
            continue;
        if (page->swap == 0 && asked_by_name(ui, hand->swap))
            page->swap = hand->swap;
        page->swaps[count] = hand->swap;
        util_copy_text(page->owners[count], HANDLE_BYTES, hand->handle);
        snprintf(words[count], sizeof words[count], _("Take it over from %s"), hand->handle);
        choices[count] = (struct choice) { '1' + (int)count, words[count] };
        count++;
    }
    shown = count;
    if (page->swap != 0)
        choices[shown++] = (struct choice) { 'x', _("No, not this time; the asker sees that nobody is asked now") };
    choices[shown] = (struct choice) { 'n', _("I haven't decided") };
    page->asked = ASKED_TAKE;
    ui_push(ui, &screen_question, &(struct question_ask) { .title = _("Take this day?"), .choices = choices });
}

static void take_over(struct ui *ui, struct rota_page *page, int64_t given)
{
    char date[WHEN_BYTES];
    told(ui, page, rota_swap_accept(ui->store, ui->actor, page->swap, given, ui_now(ui)),
        given != 0 ? _("Swapped. You are on %s now.") : _("Taken over. You are on %s now."),
        rota_day_words(ui, page->day, date));
}

/* Asks whether she gives one of her own days for it. */
static void ask_give(struct ui *ui, struct rota_page *page)
{
    struct choice choices[CHOICES + 3] = { { '0', _("None: I just take it") } };
    char dates[CHOICES][WHEN_BYTES];
    size_t own = 0;
    for (size_t i = 0; i < page->list.count && own < CHOICES; i++)
        if (page->days[i].mine) {
            page->own[own] = page->days[i].day;
            choices[own + 1] = (struct choice) { '1' + (int)own, rota_day_words(ui, page->days[i].day, dates[own]) };
            own++;
        }
    if (own == 0) {
        take_over(ui, page, 0);
        return;
    }
    choices[own + 1] = (struct choice) { 'n', _("I haven't decided") };
    page->asked = ASKED_GIVE;
    ui_push(ui, &screen_question,
        &(struct question_ask) { .title = _("Which day of yours do you give for it?"), .choices = choices });
}

static void ask_end(struct ui *ui, struct rota_page *page)
{
    const struct choice choices[] = { { 'y', _("Yes, close it") }, { 'n', _("No, it goes on") }, { 0, NULL } };
    page->asked = ASKED_END;
    ui_push(ui, &screen_question,
        &(struct question_ask) { .title = _("Close this rota?"),
            .text = _("Everybody is taken off its coming days. It can't be opened again; a new one can be started."),
            .choices = choices,
            .destroys = true });
}

static bool page_act(struct ui *ui, struct screen *screen, enum action action)
{
    struct rota_page *page = screen->state;
    const struct rota_day *day = selected(page);
    char date[WHEN_BYTES];
    if (list_act(&page->list, action, page->rows))
        return true;
    page->day = day != NULL ? day->day : 0;
    if (action == ACTION_YES || action == ACTION_FIRST_TIME)
        told(ui, page, rota_sign(ui->store, ui->actor, page->id, page->day, action == ACTION_FIRST_TIME, ui_now(ui)),
            _("You are on it: %s."), rota_day_words(ui, page->day, date));
    else if (action == ACTION_NOT_NOW)
        told(ui, page, rota_leave(ui->store, ui->actor, page->id, page->day, ui_now(ui)),
            _("You are off it: %s. Whoever looks here sees that hands are needed."),
            rota_day_words(ui, page->day, date));
    else if (action == ACTION_SWAP && day != NULL && day->mine)
        ask_whom(ui, page, own_hand(ui, day)->swap != 0);
    else if (action == ACTION_SWAP && day != NULL)
        ask_take(ui, page, day);
    else if (action == ACTION_NEXT)
        ui_push(ui, &screen_output, &(struct output_ask) { .title = page->rota.task, .text = page->rota.details });
    else if (action == ACTION_END)
        ask_end(ui, page);
    else
        return false;
    return true;
}

static void swap_with(struct ui *ui, struct rota_page *page, const char *handle)
{
    int64_t swap = 0;
    told(ui, page, rota_swap_ask(ui->store, ui->actor, page->id, page->day, handle, ui_now(ui), &swap),
        handle == NULL ? _("Asked: whoever looks here sees it. The day stays yours until then.")
                       : _("Asked: it stands on their home screen. The day stays yours until then."));
}

static void call_off(struct ui *ui, struct rota_page *page, int64_t swap)
{
    told(ui, page, rota_swap_cancel(ui->store, ui->actor, swap, ui_now(ui)), _("Called off. The day stays as it was."));
}

static void answered_whom(struct ui *ui, struct rota_page *page, int64_t key)
{
    const struct rota_hand *mine = NULL;
    for (size_t i = 0; i < page->list.count; i++)
        if (page->days[i].day == page->day)
            mine = own_hand(ui, &page->days[i]);
    if (key == '1')
        swap_with(ui, page, NULL);
    else if (key == '0' && mine != NULL)
        call_off(ui, page, mine->swap);
    else if (key == '2') {
        page->asked = ASKED_NAME;
        ui_push(ui, &screen_prompt,
            &(struct prompt_ask) { .label = _("Whom?"),
                .text = _("Their name here."),
                .limit = HANDLE_BYTES,
                .complete = people_complete });
    }
}

static void page_back(
    struct ui *ui, struct screen *screen, const struct screen_type *from, const struct outcome *outcome)
{
    struct rota_page *page = screen->state;
    int asked = page->asked;
    int64_t key = outcome->number;
    page->asked = ASKED_NOTHING;
    if (from == &screen_prompt && outcome->done && asked == ASKED_NAME) {
        char *name = xstrdup(outcome->text);
        name[strcspn(name, " ")] = '\0'; /* completion puts a blank behind a whole name */
        if (name[0] != '\0')
            swap_with(ui, page, name);
        free(name);
    }
    page->stale = true;
    if (from != &screen_question || !outcome->done)
        return;
    if (asked == ASKED_WHOM)
        answered_whom(ui, page, key);
    else if (asked == ASKED_TAKE && key == 'x')
        call_off(ui, page, page->swap);
    else if (asked == ASKED_TAKE && key != 'n') {
        page->swap = page->swaps[key - '1'];
        ask_give(ui, page);
    } else if (asked == ASKED_GIVE && key != 'n')
        take_over(ui, page, key == '0' ? 0 : page->own[key - '1']);
    else if (asked == ASKED_END && key == 'y')
        told(ui, page, rota_close(ui->store, ui->actor, page->id, ui_now(ui)), _("The rota is closed."));
}

static void page_event(struct ui *ui, struct screen *screen, const struct face_event *event)
{
    if (!ui_beside_boards(event))
        return;
    ((struct rota_page *)screen->state)->stale = true;
    ui_dirty(ui);
}

static const char *word(const struct screen *screen, enum action action)
{
    (void)screen;
    return action == ACTION_NOT_NOW ? N_("take me off") : NULL;
}

static const enum action actions[] = { ACTION_YES, ACTION_NOT_NOW, ACTION_SWAP, ACTION_FIRST_TIME, ACTION_NEXT,
    ACTION_END, ACTION_BACK, ACTION_MENU, ACTION_HELP, ACTION_NONE };

const struct screen_type screen_rota = {
    .name = "rota",
    .help =
        N_("One rota: its coming days, and who is on them. y puts you on the day under the cursor, x takes you off. Y "
           "says that it is your first time, so that somebody who has done it comes along.\n\n"
           "c on your own day asks somebody to take it, everybody or one person; the day stays yours until they do. "
           "c on a day that somebody wants to swap takes it over, and can give one of yours for it.\n\n"
           "Whoever started a rota, or a steward, closes it by E."),
    .actions = actions,
    .word = word,
    .size = sizeof(struct rota_page),
    .open = page_open,
    .close = page_close,
    .draw = page_draw,
    .act = page_act,
    .can = page_can,
    .back = page_back,
    .event = page_event,
};
