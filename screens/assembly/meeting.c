/*
 * meeting.c: one meeting: when and where, who called it and how many homes want it, what people need to be able to
 * come, and its agenda. RULES 4.1.
 *
 * The agenda is a list. The needs stand above it, each with a digit; on a small screen they are the last rows of the
 * list.
 */
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "room.h"
#include "screens/assembly/assembly_rooms.h"
#include "screens/people/hand_room.h"

enum { WIDE = 60, AIRY = 20 };

struct meeting_page {
    int64_t id;
    struct actor voice; /* the member herself, or the person for whom she writes (RULES 1.8) */
    struct meeting meeting;
    enum room_state held;       /* whether its room is open, or was closed */
    bool may_open;              /* she may open it now */
    char opens[200];            /* that, or from when; "": never */
    struct meeting_item *items; /* room for ITEMS_MOST */
    size_t item_count;
    struct list list; /* of the items; on a small screen the needs follow them */
    int rows;
    bool stale;
    int64_t dropped;        /* the item that she dropped on this page; 0: none */
    enum meeting_need need; /* the open question is about */
    enum { ASKED_NOTHING, ASKED_NEED, ASKED_CHANGE, ASKED_TIME, ASKED_PLACE, ASKED_WITHDRAW, ASKED_HAND } asked;
};

static int64_t written_for(const struct meeting_page *page)
{
    return page->voice.hand != 0 ? page->voice.member : 0;
}

/* --- loading --- */

static void select_item(struct meeting_page *page, int64_t item)
{
    for (size_t i = 0; i < page->item_count; i++)
        if (page->items[i].id == item)
            page->list.selected = i;
}

static const struct meeting_item *selected(const struct meeting_page *page)
{
    return page->list.selected < page->item_count ? &page->items[page->list.selected] : NULL;
}

static void load_room(struct ui *ui, struct meeting_page *page)
{
    struct room *room = xcalloc(1, sizeof *room);
    page->held = ROOM_NOT_OPEN;
    page->may_open = false;
    page->opens[0] = '\0';
    if (room_get(ui->store, &page->voice, page->id, ui_now(ui), room) == RESULT_OK) {
        page->held = room->state;
        page->may_open = room->may_open;
        if (room->may_open || room->opens_from < room->starts) /* on a small page others are told only once they may */
            room_opens_words(room, ui_now(ui), keys_shown(ACTION_ROOM), page->opens, sizeof page->opens);
    }
    free(room);
}

static enum result load(struct ui *ui, struct meeting_page *page)
{
    const struct meeting_item *at = selected(page);
    int64_t item = at != NULL ? at->id : 0, now = ui_now(ui);
    page->stale = false;
    enum result result = meeting_get(ui->store, &page->voice, page->id, now, &page->meeting);
    if (result != RESULT_OK)
        return result; /* the page stays as it was */
    if (meeting_items_list(ui->store, &page->voice, page->id, now, page->items, ITEMS_MOST, &page->item_count) !=
        RESULT_OK)
        page->item_count = 0;
    load_room(ui, page);
    select_item(page, item);
    return RESULT_OK;
}

static enum result page_open(struct ui *ui, struct screen *screen, const void *argument)
{
    struct meeting_page *page = screen->state;
    const struct meeting_page_ask *ask = argument;
    page->id = ask->meeting;
    page->items = xcalloc(ITEMS_MOST, sizeof *page->items);
    enum result result = hand_voice(ui, ask->written_for, &page->voice);
    if (result == RESULT_OK)
        result = load(ui, page);
    if (result != RESULT_OK)
        free(page->items);
    return result;
}

static void page_close(struct ui *ui, struct screen *screen)
{
    (void)ui;
    free(((struct meeting_page *)screen->state)->items);
}

/* --- drawing --- */

/* True when there is room for the needs above the agenda. */
static bool is_roomy(const struct ui *ui)
{
    return ui->columns >= WIDE && ui->rows >= AIRY;
}

/* What people need is asked for once it is called. */
static bool has_needs(const struct meeting_page *page)
{
    return page->meeting.state == MEETING_CALLED;
}

static size_t needs_listed(const struct ui *ui, const struct meeting_page *page)
{
    return is_roomy(ui) || !has_needs(page) ? 0 : MEETING_NEEDS;
}

static void say_when_and_where(const struct ui *ui, const struct meeting *meeting, struct buffer *out)
{
    char when[WHEN_BYTES];
    meeting_when_words(ui, meeting->starts, when);
    const char *where = meeting->place[0] != '\0' ? meeting->place : _("no place yet");
    if (ui->columns >= WIDE)
        buffer_format(out, _("%s, %s. %d minutes at most."), when, where, meeting->minutes);
    else
        buffer_format(out, "%s, %s", when, where);
}

/* Who called it; while it is asked for, how many homes want it, and what she can say to that. */
static void say_state(const struct meeting_page *page, int64_t now, struct buffer *out)
{
    char words[300];
    const struct meeting *meeting = &page->meeting;
    bool by_hand = page->voice.hand != 0;
    if (page->may_open && meeting_is_coming(meeting))
        buffer_format(out, "%s ", page->opens);
    if (meeting->state == MEETING_ASKED)
        buffer_format(out,
            meeting->wanted ? by_hand ? _("Enough homes: %d of %d, theirs too. x takes that back.")
                                      : _("Enough homes: %d of %d, yours too. x takes that back.")
            : by_hand ? _("Enough homes: %d of %d. y: their home wants it too.")
                            : _("Enough homes: %d of %d. y: our home wants it too."),
            meeting->homes, meeting->homes_needed);
    else if (meeting->state == MEETING_LAPSED)
        buffer_string(out, _("Too few homes wanted it in time. w in the list asks for another."));
    else if (meeting->state == MEETING_WITHDRAWN)
        buffer_string(out, _("It is withdrawn: nobody meets then."));
    else if (meeting->homes > 0)
        buffer_format(out,
            ngettext(
                "Called by %d home, first by %s.", "Called by %d homes, first by %s.", (unsigned long)meeting->homes),
            meeting->homes, meeting->caller);
    else
        buffer_format(
            out, meeting->by_facilitator ? _("Called by %s, a facilitator.") : _("Called by %s."), meeting->caller);
    meeting_last_try_words(meeting, now, words, sizeof words);
    if (words[0] != '\0')
        buffer_format(out, " %s", words);
    if (!page->may_open && meeting->state == MEETING_CALLED && page->opens[0] != '\0')
        buffer_format(out, " %s", page->opens);
}

/* The state of a need in words. Returns their style: one that nobody took yet is highlighted. */
static enum style say_need(const struct meeting *meeting, enum meeting_need need, const char **out)
{
    bool open = meeting->need[need] != 0 && !meeting->need_met[need];
    *out = meeting->need_met[need] && meeting->need_stale[need] ? _("agreed for the old time")
           : meeting->need_met[need]                            ? _("somebody agreed")
           : open                                               ? _("asked, nobody yet")
                                                                : _("not asked yet");
    return open || meeting->need_stale[need] ? STYLE_NEEDS_YOU : STYLE_DIM;
}

/* The needs above the agenda; the digit before each is its key. */
static int draw_needs(struct ui *ui, const struct meeting *meeting, int row)
{
    const char *state;
    ui_text(ui, row++, 1, ui->columns - 2, STYLE_TITLE, _("So that everybody can come"));
    for (int i = 0; i < MEETING_NEEDS; i++, row++) {
        enum style lit = say_need(meeting, (enum meeting_need)i, &state);
        int used = text_width(state, strlen(state));
        ui_textf(ui, row, 3, 2, STYLE_NEEDS_YOU, "%d", i + 1);
        ui_text(ui, row, 5, ui->columns - used - 8, STYLE_PLAIN, meeting_need_words((enum meeting_need)i));
        ui_right(ui, row, ui->columns - 1, used, lit, state);
    }
    return row + 1;
}

static void draw_need_row(struct ui *ui, const struct meeting_page *page, enum meeting_need need, int row)
{
    const char *state;
    bool here = page->list.selected == page->item_count + (size_t)need;
    enum style style = list_mark(ui, row, here), lit = say_need(&page->meeting, need, &state);
    ui_textf(ui, row, 2, 2, STYLE_NEEDS_YOU, "%d", (int)need + 1);
    const char *words = meeting_need_words(need);
    if (text_width(words, strlen(words)) > ui->columns - 5)
        words = meeting_need_question(need); /* which is shorter */
    ui_text(ui, row, 4, ui->columns - 5, style, words);
    ui_text(ui, row + 1, 4, ui->columns - 5, lit, state);
}

/* On a narrow screen the selected item shows its whole title: so many rows more than the others have. */
static int rows_more(const struct ui *ui, const struct meeting_page *page, int each)
{
    struct text_row rows[ITEM_TITLE_MAX];
    size_t index = page->list.selected;
    if (each == 1 || index >= page->item_count)
        return 0;
    const char *title = page->items[index].title;
    return (int)text_wrap(title, strlen(title), ui->columns - 3, rows, ITEM_TITLE_MAX) - 1;
}

/* Returns the row below it. */
static int draw_item_row(struct ui *ui, const struct meeting_page *page, size_t index, int row, int each)
{
    const struct meeting_item *item = &page->items[index];
    char words[MEETING_WORDS];
    enum style style = list_mark(ui, row, index == page->list.selected);
    enum style lit = item->matters ? STYLE_PLAIN : STYLE_DIM;
    int room = each > 1 ? ui->columns - 5 : ui->columns * 6 / 10;
    meeting_item_words(item, page->voice.hand != 0, room, words, sizeof words);
    int used = text_width(words, strlen(words));
    if (each > 1) {
        int more = index == page->list.selected ? rows_more(ui, page, each) : 0;
        if (more > 0)
            ui_hanging(ui, row, row + more, 2, style, item->title);
        else
            ui_text(ui, row, 2, ui->columns - 3, style, item->title);
        ui_text(ui, row + more + 1, 4, ui->columns - 5, lit, words);
        return row + more + 2;
    }
    ui_right(ui, row, ui->columns - 1, used, lit, words);
    ui_text(ui, row, 2, ui->columns - used - 5, style, item->title);
    return row + 1;
}

/* "Agenda: 4 items, 55 of 90 minutes. w adds one until Friday 15:00." */
static int draw_agenda_heading(struct ui *ui, const struct meeting_page *page, int row)
{
    const struct meeting *meeting = &page->meeting;
    char until[WHEN_BYTES];
    struct buffer words = { 0 };
    bool wide = ui->columns >= WIDE;
    if (meeting->items == 0)
        buffer_string(
            &words, meeting->agenda_open ? _("The agenda is empty. w adds an item.") : _("The agenda is empty."));
    else
        buffer_format(&words,
            ngettext("Agenda: %d item, %d of %d min", "Agenda: %d items, %d of %d min", (unsigned long)meeting->items),
            meeting->items, meeting->lasts, meeting->minutes);
    if (wide && meeting->lasts > meeting->minutes)
        buffer_string(&words, _(". That is too long: what most homes mark comes first."));
    else if (wide && meeting->items > 0 && meeting->agenda_open)
        buffer_format(&words, _(". w adds one until %s."), meeting_when_words(ui, meeting->agenda_closes, until));
    ui_text(ui, row, 1, ui->columns - 2, STYLE_TITLE, buffer_text(&words));
    buffer_clear(&words);
    return row + 1;
}

static void draw_list(struct ui *ui, struct meeting_page *page, int row, int last)
{
    int each = ui->columns >= WIDE && is_roomy(ui) ? 1 : 2;
    int room = last - row + 1 - rows_more(ui, page, each);
    page->rows = room >= each ? room / each : 1;
    list_keep(&page->list, page->item_count + needs_listed(ui, page), page->rows);
    for (size_t i = page->list.top; i < page->list.count && row + each - 1 <= last;)
        if (i < page->item_count)
            row = draw_item_row(ui, page, i++, row, each);
        else {
            draw_need_row(ui, page, (enum meeting_need)(i++ - page->item_count), row);
            row += each;
        }
}

static void page_draw(struct ui *ui, struct screen *screen)
{
    struct meeting_page *page = screen->state;
    struct buffer words = { 0 };
    char where[48];
    if (page->stale)
        load(ui, page);
    int row = ui_title(ui, page->meeting.title,
            page->meeting.adjourned ? _("adjourned") : meeting_state_words(page->meeting.state)),
        last = ui_last_row(ui);
    if (page->voice.hand != 0)
        row = hand_draw_voice(ui, &page->voice, row);
    say_when_and_where(ui, &page->meeting, &words);
    row = ui_paragraph(ui, row, row + 1, STYLE_SELECTED, buffer_text(&words));
    buffer_clear(&words);
    say_state(page, ui_now(ui), &words);
    row = ui_paragraph(ui, row, row + 1, STYLE_PLAIN, buffer_text(&words)) + (ui->rows >= AIRY);
    buffer_clear(&words);
    if (is_roomy(ui) && has_needs(page))
        row = draw_needs(ui, &page->meeting, row);
    row = draw_agenda_heading(ui, page, row);
    draw_list(ui, page, row, last);
    ui_keys(ui, list_where(&page->list, false, where, sizeof where));
}

/* --- acting --- */

static bool page_can(const struct ui *ui, const struct screen *screen, enum action action)
{
    const struct meeting_page *page = screen->state;
    const struct meeting *meeting = &page->meeting;
    const struct meeting_item *item = selected(page);
    (void)ui;
    switch (action) {
    case ACTION_OPEN:
        return page->list.count > 0;
    case ACTION_ROOM:
        return page->held != ROOM_NOT_OPEN || page->may_open;
    case ACTION_MINUTES:
        return page->held == ROOM_CLOSED;
    case ACTION_YES:
        return meeting->state == MEETING_ASKED && !meeting->wanted;
    case ACTION_NOT_NOW:
        return meeting->state == MEETING_ASKED && meeting->wanted;
    case ACTION_WRITE:
        return meeting->agenda_open;
    case ACTION_PROPOSE:
        return meeting->agenda_open && page->voice.hand == 0;
    case ACTION_STOPS:
        return item != NULL && item->proposal != 0;
    case ACTION_MATTERS:
        return item != NULL && meeting_is_coming(meeting);
    case ACTION_EDIT:
    case ACTION_WITHDRAW:
        return meeting->may_change && meeting_is_coming(meeting);
    case ACTION_REMOVE:
        return item != NULL && item->mine && meeting->agenda_open;
    case ACTION_RESTORE:
        return page->dropped != 0 && meeting->agenda_open;
    case ACTION_OFFER:
        return page->voice.hand == 0;
    case ACTION_BY_HAND:
        return page->voice.hand == 0 && meeting_is_coming(meeting);
    default:
        return true;
    }
}

/* Makes the words first, because load() may set another store_reason(). */
static void told(struct ui *ui, struct meeting_page *page, enum result result, const char *words)
{
    char reason[300];
    util_copy_text(reason, sizeof reason, result == RESULT_OK ? words : store_reason(ui->store));
    load(ui, page);
    ui_notice(ui, "%s", reason);
}

static void read_item(struct ui *ui, const struct meeting_item *item)
{
    struct buffer text = { 0 };
    buffer_format(&text, "%s\n\n", item->title); /* whole: the top row may have no room for it */
    meeting_item_say(item->minutes, item->wants, item->about, &text);
    if (item->about_me)
        buffer_format(&text,
            _(" It is about you: you speak first and last. `:agenda speaker %lld NAME` lets somebody speak for you."),
            (long long)item->id);
    else if (item->person != 0)
        buffer_format(&text, _(" It is about %s, who speaks first and last."), item->person_handle);
    if (item->speaker != 0)
        buffer_format(&text, _(" %s speaks for them."), item->speaker_handle);
    if (item->by[0] != '\0')
        buffer_format(&text, _(" Added by %s."), item->by);
    else
        buffer_string(&text, _(" It stands on the first agenda by itself."));
    if (item->by_hand[0] != '\0')
        buffer_format(&text, " %s.", item->by_hand);
    if (item->homes > 0)
        buffer_format(&text,
            ngettext(" It matters to %d home.", " It matters to %d homes.", (unsigned long)item->homes), item->homes);
    if (item->details[0] != '\0')
        buffer_format(&text, "\n\n%s", item->details);
    ui_push(ui, &screen_output, &(struct output_ask) { .title = _("An item"), .text = buffer_text(&text) });
    buffer_clear(&text);
}

/* Asks before it opens an ask in her name; leads to the one that is open already. */
static void take_need(struct ui *ui, struct meeting_page *page, enum meeting_need need)
{
    const struct choice choices[] = { { 'y', _("Yes, ask for it") }, { 'n', _("No, not now") }, { 0, NULL } };
    char title[160];
    if (page->meeting.need[need] != 0) {
        ui_go(ui, PLACE_AID_PAGE,
            &(struct aid_page_ask) { .id = page->meeting.need[need], .written_for = written_for(page) });
        return;
    }
    page->asked = ASKED_NEED;
    page->need = need;
    snprintf(title, sizeof title, _("Ask for %s?"), meeting_need_words(need));
    ui_push(ui, &screen_question,
        &(struct question_ask) { .title = title,
            .text = _("It becomes an ask for the hours of the meeting, for all who need it. It is yours: your home "
                      "screen tells you who answers."),
            .choices = choices });
}

static void open_need(struct ui *ui, struct meeting_page *page)
{
    int64_t ask = 0;
    enum result result = meeting_need_ask(ui->store, &page->voice, page->id, page->need, ui_now(ui), &ask);
    told(ui, page, result, _("Asked. It stands among the asks, and here."));
}

static void mark(struct ui *ui, struct meeting_page *page, const struct meeting_item *item)
{
    bool on = !item->matters;
    told(ui, page, meeting_item_matters(ui->store, &page->voice, item->id, on, ui_now(ui)),
        !on                     ? _("Taken back.")
        : page->voice.hand != 0 ? _("Said, by your hand: it matters to their home.")
                                : _("Said: it matters to your home. What most homes mark comes first."));
}

static void want(struct ui *ui, struct meeting_page *page, bool on)
{
    enum result result = meeting_want(ui->store, &page->voice, page->id, on, ui_now(ui));
    struct meeting meeting;
    bool called = result == RESULT_OK &&
                  meeting_get(ui->store, &page->voice, page->id, ui_now(ui), &meeting) == RESULT_OK &&
                  meeting.state == MEETING_CALLED;
    told(ui, page, result,
        called                  ? _("Enough homes: it is called.")
        : !on                   ? _("Taken back.")
        : page->voice.hand != 0 ? _("Said, by your hand: their home wants it.")
                                : _("Said: your home wants it."));
}

static void ask_change(struct ui *ui, struct meeting_page *page)
{
    const struct choice choices[] = { { '1', _("Another time") }, { '2', _("Another place") },
        { 'n', _("Leave it as it is") }, { 0, NULL } };
    page->asked = ASKED_CHANGE;
    ui_push(ui, &screen_question,
        &(struct question_ask) { .title = _("What changes?"),
            .text =
                ui_numbers(ui, _("A new time must be at least {notice-days} away. Everybody here sees the change.")),
            .choices = choices });
}

static void ask_time(struct ui *ui, struct meeting_page *page, const char *typed)
{
    page->asked = ASKED_TIME;
    ui_push(ui, &screen_prompt,
        &(struct prompt_ask) { .label = _("When?"),
            .text = _("A day and an hour: sun 15:00, 13 dec 15:00."),
            .initial = typed,
            .replaced = true,
            .limit = 60 });
}

static void ask_place(struct ui *ui, struct meeting_page *page, const char *typed)
{
    page->asked = ASKED_PLACE;
    ui_push(ui, &screen_prompt,
        &(struct prompt_ask) { .label = _("Where?"),
            .text = _("So that everybody finds it: the corner yard."),
            .initial = typed,
            .replaced = true,
            .limit = MEETING_PLACE_MAX,
            .place = DRAFT_PLACE,
            .target = page->id });
}

static void ask_withdraw(struct ui *ui, struct meeting_page *page)
{
    const struct choice choices[] = { { 'y', _("Yes, withdraw it") }, { 'n', _("No, leave it") }, { 0, NULL } };
    page->asked = ASKED_WITHDRAW;
    ui_push(ui, &screen_question,
        &(struct question_ask) { .title = _("Withdraw this meeting?"),
            .text = _(
                "Its agenda ends with it, and so do asks for it that nobody agreed to. What an earlier meeting left to it comes on the next."),
            .choices = choices,
            .destroys = true });
}

static void open_selected(struct ui *ui, struct meeting_page *page)
{
    const struct meeting_item *item = selected(page);
    if (item != NULL)
        read_item(ui, item);
    else
        take_need(ui, page, (enum meeting_need)(page->list.selected - page->item_count));
}

static void drop(struct ui *ui, struct meeting_page *page, int64_t item)
{
    enum result result = meeting_item_drop(ui->store, &page->voice, item, ui_now(ui));
    if (result == RESULT_OK)
        page->dropped = item;
    told(ui, page, result, _("Dropped. U puts it back."));
}

static void put_back(struct ui *ui, struct meeting_page *page)
{
    int64_t item = page->dropped;
    enum result result = meeting_item_restore(ui->store, &page->voice, item, ui_now(ui));
    if (result == RESULT_OK)
        page->dropped = 0;
    told(ui, page, result, _("It is on the agenda again."));
    select_item(page, item);
}

/* What is done with the item under the cursor. */
static bool item_act(struct ui *ui, struct meeting_page *page, enum action action)
{
    const struct meeting_item *item = selected(page);
    if (item == NULL)
        return false;
    if (action == ACTION_MATTERS)
        mark(ui, page, item);
    else if (action == ACTION_REMOVE)
        drop(ui, page, item->id);
    else
        return false;
    return true;
}

static bool page_act(struct ui *ui, struct screen *screen, enum action action)
{
    struct meeting_page *page = screen->state;
    if (list_act(&page->list, action, page->rows) || item_act(ui, page, action))
        return true;
    if (action == ACTION_OPEN)
        open_selected(ui, page);
    else if (action == ACTION_YES || action == ACTION_NOT_NOW)
        want(ui, page, action == ACTION_YES);
    else if (action == ACTION_WRITE)
        ui_go(ui, PLACE_ITEM_FORM, &(struct item_form_ask) { page->id, written_for(page) });
    else if (action == ACTION_PROPOSE)
        ui_go(ui, PLACE_PROPOSE, &(struct propose_ask) { .meeting = page->id });
    else if (action == ACTION_STOPS)
        ui_go(ui, PLACE_PROPOSAL, &(struct proposal_page_ask) { .proposal = selected(page)->proposal });
    else if (action == ACTION_RESTORE)
        put_back(ui, page);
    else if (action == ACTION_EDIT)
        ask_change(ui, page);
    else if (action == ACTION_WITHDRAW)
        ask_withdraw(ui, page);
    else if (action == ACTION_ROOM)
        ui_go(ui, PLACE_ROOM, &(struct room_ask) { .meeting = page->id, .written_for = written_for(page) });
    else if (action == ACTION_MINUTES)
        ui_go(ui, PLACE_MINUTES, &(struct room_ask) { .meeting = page->id });
    else if (action == ACTION_OFFER)
        ui_go(ui, PLACE_WILLING, NULL);
    else if (action == ACTION_BY_HAND) {
        page->asked = ASKED_HAND;
        hand_ask_name(ui);
    } else
        return false;
    return true;
}

static void page_key(struct ui *ui, struct screen *screen, wint_t key, bool special)
{
    struct meeting_page *page = screen->state;
    if (!special && key >= '1' && key < '1' + MEETING_NEEDS && has_needs(page))
        take_need(ui, page, (enum meeting_need)(key - '1'));
}

/* --- what a question or prompt brought back --- */

/* When the time cannot be, the prompt comes again with the same text. */
static void took_time(struct ui *ui, struct meeting_page *page, const char *typed)
{
    char when[WHEN_BYTES], words[MEETING_WORDS];
    int64_t at = 0;
    enum when_fault fault = when_read_moment(typed, ui_now(ui), &at);
    if (fault != WHEN_GOOD) {
        ask_time(ui, page, typed);
        ui_notice(ui, "%s", when_fault_sentence(fault));
        return;
    }
    if (meeting_change(ui->store, &page->voice, page->id, at, NULL, ui_now(ui)) != RESULT_OK) {
        util_copy_text(words, sizeof words, store_reason(ui->store));
        ask_time(ui, page, typed);
        ui_notice(ui, "%s", words);
        return;
    }
    snprintf(words, sizeof words, _("Changed: %s."), meeting_when_words(ui, at, when));
    told(ui, page, RESULT_OK, words);
}

/* Refused words stay her draft. */
static void took_place(struct ui *ui, struct meeting_page *page, const char *typed)
{
    enum result result = meeting_change(ui->store, &page->voice, page->id, 0, typed, ui_now(ui));
    if (result == RESULT_OK)
        draft_drop(ui->store, ui->actor, DRAFT_PLACE, page->id, ui_now(ui));
    told(ui, page, result, _("Changed."));
}

static void took_prompt(struct ui *ui, struct meeting_page *page, int asked, const char *typed)
{
    struct actor voice;
    if (asked == ASKED_TIME)
        took_time(ui, page, typed);
    else if (asked == ASKED_PLACE)
        took_place(ui, page, typed);
    else if (asked == ASKED_HAND && hand_voice_of(ui, typed, &voice))
        ui_go(ui, PLACE_MEETING, &(struct meeting_page_ask) { page->id, voice.member });
}

static void withdraw(struct ui *ui, struct meeting_page *page)
{
    if (meeting_withdraw(ui->store, &page->voice, page->id, ui_now(ui)) != RESULT_OK) {
        ui_refused(ui);
        return;
    }
    ui_pop(ui, NULL);
    ui_notice(ui, "%s", _("It is withdrawn."));
}

static void took_answer(struct ui *ui, struct meeting_page *page, int asked, int64_t key)
{
    if (asked == ASKED_NEED && key == 'y')
        open_need(ui, page);
    else if (asked == ASKED_CHANGE && key == '1')
        ask_time(ui, page, NULL);
    else if (asked == ASKED_CHANGE && key == '2')
        ask_place(ui, page, page->meeting.place);
    else if (asked == ASKED_WITHDRAW && key == 'y')
        withdraw(ui, page);
}

static void page_back(
    struct ui *ui, struct screen *screen, const struct screen_type *from, const struct outcome *outcome)
{
    struct meeting_page *page = screen->state;
    int asked = page->asked;
    page->asked = ASKED_NOTHING;
    page->stale = true;
    if (!outcome->done)
        return;
    if (from == &screen_prompt) {
        char *typed = xstrdup(outcome->text);
        took_prompt(ui, page, asked, typed);
        free(typed);
    } else if (from == &screen_question)
        took_answer(ui, page, asked, outcome->number);
    else if (from == ui_page(ui, PLACE_ITEM_FORM)) {
        load(ui, page);
        select_item(page, outcome->number);
    }
}

static void page_event(struct ui *ui, struct screen *screen, const struct face_event *event)
{
    if (!ui_beside_boards(event))
        return;
    ((struct meeting_page *)screen->state)->stale = true;
    ui_dirty(ui);
}

static const char *room_word(const struct meeting_page *page)
{
    if (page == NULL || page->held == ROOM_OPEN || page->held == ROOM_BREAK)
        return N_("go in: it is open");
    return page->held == ROOM_CLOSED || (page->held == ROOM_ADJOURNED && !page->may_open) ? N_("what was said")
                                                                                          : N_("open it");
}

static const char *word(const struct screen *screen, enum action action)
{
    const struct meeting_item *item = screen->state != NULL ? selected(screen->state) : NULL;
    switch (action) {
    case ACTION_ROOM:
        return room_word(screen->state);
    case ACTION_YES:
        return N_("our home wants it");
    case ACTION_NOT_NOW:
        return N_("no longer want it");
    case ACTION_WRITE:
        return N_("add an item");
    case ACTION_MATTERS:
        return item != NULL && item->matters ? N_("no longer matters") : NULL;
    case ACTION_EDIT:
        return N_("time or place");
    case ACTION_WITHDRAW:
        return N_("withdraw it");
    case ACTION_REMOVE:
        return N_("drop my item");
    case ACTION_RESTORE:
        return N_("put it back");
    case ACTION_OFFER:
        return N_("take a task");
    case ACTION_PROPOSE:
        return N_("write a proposal");
    case ACTION_STOPS:
        return N_("its proposal");
    default:
        return NULL;
    }
}

static const enum action actions[] = { ACTION_ROOM, ACTION_MINUTES, ACTION_OPEN, ACTION_YES, ACTION_NOT_NOW,
    ACTION_MATTERS, ACTION_WRITE, ACTION_PROPOSE, ACTION_STOPS, ACTION_RESTORE, ACTION_REMOVE, ACTION_EDIT,
    ACTION_WITHDRAW, ACTION_OFFER, ACTION_BY_HAND, ACTION_BACK, ACTION_MENU, ACTION_HELP, ACTION_NONE };

const struct screen_type screen_meeting = {
    .name = "assembly",
    .help =
        N_("One meeting: when and where, what people need to be able to come, and its agenda. While it is asked for, "
           "y says that your home wants it: when enough homes do, it is called. A home counts once, whoever of it "
           "says so.\n\n"
           "A digit asks for what people need: somebody who minds the children, a lift, a reader, an interpreter. "
           "When it is asked for already, the digit shows that ask, and there y says \"I can\".\n\n"
           "w adds an item until {agenda-hours} before the beginning. m says that the item under the cursor matters "
           "to your home. What most homes mark comes first. ! writes a proposal, as an item with a text that is "
           "before the room at once; # shows the proposal of the item under the cursor. Whoever added an item drops "
           "it by D, and U puts it back. The line \"Agenda\" tells how many minutes all items take, and how many the "
           "meeting has.\n\n"
           "Whoever called it changes its time or place by e, or withdraws it by W. o says that you would take a "
           "task there. From half an hour before its beginning G opens its room, or goes in; afterwards G shows what "
           "was said, and J the minutes. h says and adds for somebody without a device, by your hand."),
    .actions = actions,
    .word = word,
    .size = sizeof(struct meeting_page),
    .open = page_open,
    .close = page_close,
    .draw = page_draw,
    .act = page_act,
    .can = page_can,
    .key = page_key,
    .back = page_back,
    .event = page_event,
};
