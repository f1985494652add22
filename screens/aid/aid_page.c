/*
 * aid_page.c: one ask or offer: its words, its state, and the offers or asks that fit it, with the reasons. RULES 3.2,
 * 3.4, 3.6.
 */
#include <stdlib.h>
#include <string.h>

#include "aid_said.h"
#include "aid_window.h"
#include "claim.h"
#include "hand.h"
#include "screens/aid/aid_rooms.h"
#include "screens/people/hand_room.h"

enum { MINE_MOST = 8, DETAIL_ROWS = 4, NARROW = 60 };

struct aid_page {
    bool is_offer;
    int64_t id;
    struct actor voice; /* the member herself, or the person for whom she writes (RULES 1.8) */
    struct aid aid;
    struct aid_match match; /* id 0: there is no match; of several hands of hers the one under the cursor */
    struct aid_match hands[AID_HANDS_MAX]; /* of her own ask of several hands */
    struct aid_suggestion found[AID_SUGGESTIONS];
    size_t hand_count, found_count;
    struct list list; /* of `hands`, then `found` */
    int rows;
    char climb[400]; /* what neighbouring streets see of it, or will see from `climb_at` on; "": nothing */
    char claim[CLAIM_WORDS_BYTES]; /* for an ask that women answer: the state of her own claim; else "" */
    char unwanted[AID_NAMED_MAX * (HANDLE_BYTES + 2)]; /* who may not answer her own ask; "": nobody */
    int64_t climb_at;
    int64_t mine[MINE_MOST]; /* ids of her offers of that kind, while a question asks which one */
    bool loaded, stale, cut; /* cut: only a part of the details is shown */
    enum { ASKED_NOTHING, ASKED_WHICH, ASKED_WITHDRAW, ASKED_MATCH, ASKED_HAND } asked;
};

static int64_t written_for(const struct aid_page *page)
{
    return page->voice.hand != 0 ? page->voice.member : 0;
}

/* --- loading --- */

static void unload(struct aid_page *page)
{
    for (size_t i = 0; i < page->found_count; i++)
        aid_rows_free(&page->found[i].aid, 1);
    page->list.count = page->found_count = page->hand_count = 0;
    if (page->loaded)
        aid_rows_free(&page->aid, 1);
    page->loaded = false;
}

static bool has_hands(const struct aid_page *page)
{
    return page->aid.mine && !page->is_offer && page->aid.hands > 1;
}

/* What fits, under the cursor; NULL: the cursor is on a hand, or there is nothing. */
static const struct aid_suggestion *found_here(const struct aid_page *page)
{
    size_t at = page->list.selected;
    return page->list.count > 0 && at >= page->hand_count ? &page->found[at - page->hand_count] : NULL;
}

/* The keys are about the hand under the cursor. */
static void follow_cursor(struct aid_page *page)
{
    if (!has_hands(page))
        return;
    page->match = (struct aid_match) { 0 };
    if (page->list.selected < page->hand_count)
        page->match = page->hands[page->list.selected];
}

/* The cursor stays on what it was on. */
static void select_again(struct aid_page *page, int64_t hand, int64_t found)
{
    page->list.count = page->hand_count + page->found_count;
    for (size_t i = 0; i < page->hand_count; i++)
        if (page->hands[i].id == hand)
            page->list.selected = i;
    for (size_t i = 0; i < page->found_count; i++)
        if (page->found[i].aid.id == found)
            page->list.selected = page->hand_count + i;
    if (page->list.selected >= page->list.count)
        page->list.selected = page->list.count > 0 ? page->list.count - 1 : 0;
    follow_cursor(page);
}

/* For an ask that women answer: a member who may answer reads what the asker will learn about her; another reads why
 * she may not. */
static void load_claim(struct ui *ui, struct aid_page *page)
{
    struct claim claim;
    const struct aid *aid = &page->aid;
    page->claim[0] = '\0';
    if (!aid->is_offer && !aid->mine && aid->who_may == AID_WOMEN && aid->state == AID_OPEN && page->voice.hand == 0 &&
        claim_get(ui->store, ui->actor, ui_now(ui), &claim) == RESULT_OK)
        claim_words(&claim, page->claim);
}

static enum result load(struct ui *ui, struct aid_page *page)
{
    int64_t now = ui_now(ui), found = found_here(page) != NULL ? found_here(page)->aid.id : 0;
    int64_t hand = has_hands(page) ? page->match.id : 0;
    struct aid aid;
    enum result result = page->is_offer ? aid_offer_get(ui->store, &page->voice, page->id, now, &aid)
                                        : aid_ask_get(ui->store, &page->voice, page->id, now, &aid);
    page->stale = false;
    if (result != RESULT_OK)
        return result; /* the page stays as it was */
    unload(page);
    page->aid = aid;
    page->loaded = true;
    page->match = (struct aid_match) { 0 };
    if (aid.match != 0 && aid_match_get(ui->store, &page->voice, aid.match, now, &page->match) != RESULT_OK)
        page->match.id = 0;
    if (aid.mine && aid.state == AID_EXPIRED) /* told once */
        aid_end_read(ui->store, &page->voice, page->is_offer, page->id);
    if (aid.mine && aid.state == AID_OPEN &&
        aid_suggestions(ui->store, &page->voice, page->is_offer, page->id, now, AID_SUGGESTIONS, page->found,
            &page->found_count) != RESULT_OK)
        page->found_count = 0;
    if (has_hands(page) && aid_matches_of(ui->store, &page->voice, page->id, now, AID_HANDS_MAX, page->hands,
                               &page->hand_count) != RESULT_OK)
        page->hand_count = 0;
    select_again(page, hand, found);
    load_claim(ui, page);
    page->unwanted[0] = '\0';
    if (!page->is_offer && aid.mine)
        aid_ask_unwanted(ui->store, &page->voice, page->id, page->unwanted, sizeof page->unwanted);
    page->climb[0] = '\0';
    if (!page->is_offer && aid.mine && aid.climbs)
        aid_ask_climb(ui->store, &page->voice, page->id, &page->climb_at, page->climb, sizeof page->climb);
    return RESULT_OK;
}

static enum result page_open(struct ui *ui, struct screen *screen, const void *argument)
{
    struct aid_page *page = screen->state;
    const struct aid_page_ask *ask = argument;
    page->is_offer = ask->is_offer;
    page->id = ask->id;
    enum result result = hand_voice(ui, ask->written_for, &page->voice);
    return result == RESULT_OK ? load(ui, page) : result;
}

static void page_close(struct ui *ui, struct screen *screen)
{
    (void)ui;
    unload(screen->state);
}

/* --- drawing --- */

static void say_about(const struct ui *ui, const struct aid *aid, struct buffer *out)
{
    char words[AID_WINDOW_BYTES];
    if (aid->line_told) {
        buffer_format(out, _("%s, %s. You read who it is when both of you have said yes."), aid_from_words(aid->from),
            aid_window_say(aid->starts, aid->ends, aid->weekly, ui_now(ui), words));
        return;
    }
    if (aid->from != AID_FROM_HERE)
        buffer_format(out, "%s. ", aid_from_words(aid->from));
    if (aid->veiled) {
        buffer_string(out, _("You read who it is, and the words, when both of you have said yes."));
        return;
    }
    if (!aid->is_offer)
        buffer_format(out, "%s, ", aid_urgency_words(aid->urgency));
    buffer_string(out, aid_window_say(aid->starts, aid->ends, aid->weekly, ui_now(ui), words));
    if (aid->many > 1)
        buffer_format(out, aid->is_offer ? _(", at most for %d") : _(", for %d"), aid->many);
    if (aid->is_offer)
        buffer_format(out, _(", %d of %d left"), aid->left, aid->capacity);
    if (aid->languages != 0) {
        aid_languages_words(aid->languages, words, sizeof words);
        buffer_format(out, ". %s", words);
    }
    if (!aid->is_offer && aid->who_may != AID_ANYONE)
        buffer_format(out, _(". May answer: %s"), aid_who_words(aid->who_may));
    if (!aid->is_offer && aid->pays != AID_PAYS_NOTHING)
        buffer_format(out, _(". What it costs: %s"), aid_pays_words(aid->pays));
    buffer_string(out, ".");
}

static int draw_details(struct ui *ui, struct aid_page *page, int row, int last)
{
    const char *details = page->aid.details != NULL ? page->aid.details : "";
    int columns = ui->columns > 3 ? ui->columns - 2 : 1, most = ui->rows < 20 ? 2 : DETAIL_ROWS;
    page->cut = false;
    if (details[0] == '\0')
        return row;
    int rows = (int)text_wrap(details, strlen(details), columns, NULL, 0);
    page->cut = rows > most;
    int end = row + (page->cut ? most - 1 : rows) - 1;
    row = ui_paragraph(ui, row, end < last ? end : last, STYLE_PLAIN, details);
    if (page->cut && row <= last)
        ui_text(ui, row++, 1, ui->columns - 2, STYLE_DIM, _("Space reads all of it."));
    return row;
}

/* "2 of 4 hands found: eve, flo; 2 still missing." Names are for the asker alone. */
static void say_hands(const struct aid_page *page, struct buffer *out)
{
    struct buffer names = { 0 };
    char said[AID_HANDS_BYTES];
    if (page->is_offer || page->aid.hands <= 1 || page->aid.state > AID_DONE)
        return;
    for (size_t i = 0; i < page->hand_count; i++)
        if (page->hands[i].state == MATCH_AGREED || page->hands[i].state == MATCH_DONE)
            buffer_format(&names, "%s%s", names.length > 0 ? ", " : "", page->hands[i].other);
    buffer_format(out, "%s. ", aid_hands_say(page->aid.hands, page->aid.found, buffer_text(&names), said, sizeof said));
    buffer_clear(&names);
}

static void state_words(const struct ui *ui, const struct aid_page *page, struct buffer *out)
{
    char words[AID_WORDS], when[24];
    say_hands(page, out);
    buffer_string(out, page->match.id != 0 && page->match.state != MATCH_DONE
                           ? aid_match_sentence(ui, &page->match, words)
                           : aid_state_sentence(ui, &page->aid, words));
    if (aid_every_say(page->match.every, page->match.other, words, sizeof words)[0] != '\0')
        buffer_format(out, " %s", words);
    if (page->match.state == MATCH_AGREED || page->match.state == MATCH_DONE)
        page->voice.hand != 0 ? buffer_format(out, _(" r shows how %s and %s reach each other, and writes."),
                                    page->voice.handle, page->match.other)
                              : buffer_format(out, _(" r shows how to reach %s, and writes."), page->match.other);
    else if (!page->aid.is_offer && !page->aid.mine && page->aid.may_answer && page->match.id == 0)
        buffer_string(out, _(" y says \"I can\"."));
    else if (page->aid.is_offer && !page->aid.mine && page->aid.state == AID_OPEN)
        buffer_string(out, _(" w asks for it."));
    if (page->unwanted[0] != '\0')
        buffer_format(out, _(" May not answer, and only you know: %s."), page->unwanted);
    if (page->claim[0] != '\0')
        buffer_format(out, " %s", page->claim);
    if (page->climb[0] != '\0' && page->climb_at == 0)
        buffer_format(out, _(" The next streets now see this: %s"), page->climb);
    else if (page->climb[0] != '\0')
        buffer_format(out, _(" If nobody can, this goes on to neighbouring streets %s: %s"),
            ui_time(ui, page->climb_at, when, sizeof when), page->climb);
}

static const char *hand_words(const struct aid_match *hand)
{
    return hand->state == MATCH_SUGGESTED                   ? _("suggested")
           : hand->state == MATCH_HOLDS && !hand->mine_said ? _("can: y accepts")
           : hand->state == MATCH_HOLDS                     ? _("waits for a yes")
           : hand->happened_due                             ? _("did it happen?")
           : hand->state == MATCH_AGREED                    ? _("agreed")
                                                            : _("done");
}

static void draw_hand(struct ui *ui, const struct aid_page *page, size_t at, int row)
{
    const struct aid_match *hand = &page->hands[at];
    enum style style = list_mark(ui, row, at == page->list.selected);
    const char *words = hand_words(hand);
    int used = text_width(words, strlen(words));
    bool waits = (hand->state == MATCH_HOLDS && !hand->mine_said) || hand->happened_due;
    ui_text(ui, row, 2, ui->columns - used - 5, style, hand->other);
    ui_right(ui, row, ui->columns - 1, used, waits ? STYLE_NEEDS_YOU : STYLE_DIM, words);
}

static void draw_fit(struct ui *ui, const struct aid_page *page, size_t at, int row)
{
    const struct aid_suggestion *found = &page->found[at - page->hand_count];
    enum style style = list_mark(ui, row, at == page->list.selected);
    int used = text_width(found->aid.who, strlen(found->aid.who)), most = ui->columns / 3;
    used = used < most ? used : most;
    ui_text(ui, row, 2, ui->columns - used - 5, style, found->aid.line);
    ui_right(ui, row, ui->columns - 1, used, STYLE_DIM, found->aid.who);
    char why[AID_REASON_BYTES + sizeof found->helper + 4];
    snprintf(why, sizeof why, "%s%s%s", found->helper, found->helper[0] != '\0' ? "; " : "", found->reason);
    ui_text(ui, row + 1, 4, ui->columns - 5, STYLE_DIM, why);
}

static const char *fits_words(const struct ui *ui, const struct aid_page *page)
{
    bool narrow = ui->columns < NARROW;
    return page->is_offer
               ? narrow ? _("Asks that fit: y says \"I can\"") : _("Asks that fit: Enter reads, y says \"I can\"")
           : narrow ? _("Offers that fit: y asks for one")
                    : _("Offers that fit: Enter reads, y asks for it");
}

/* Her hands, then what fits. */
static void draw_found(struct ui *ui, struct aid_page *page, int row, int last)
{
    bool looks = page->aid.mine && page->aid.state == AID_OPEN;
    if ((!looks && page->hand_count == 0) || row > last)
        return;
    if (ui->rows >= 20)
        row++;
    page->rows = (last - row) / 2 > 0 ? (last - row) / 2 : 1;
    list_keep(&page->list, page->list.count, page->rows);
    for (size_t i = page->list.top; i < page->hand_count && row <= last; i++)
        draw_hand(ui, page, i, row++);
    if (!looks || row > last)
        return;
    if (page->found_count == 0) {
        ui_paragraph(ui, row, last, STYLE_TITLE,
            page->is_offer ? _("No ask fits it just now. Your home screen tells you of one for today.")
                           : _("No offer fits it yet. People see it on the board."));
        return;
    }
    ui_text(ui, row++, 1, ui->columns - 2, STYLE_TITLE, fits_words(ui, page));
    size_t first = page->list.top > page->hand_count ? page->list.top : page->hand_count;
    for (size_t i = first; i < page->list.count && row + 1 <= last; i++, row += 2)
        draw_fit(ui, page, i, row);
}

static void page_draw(struct ui *ui, struct screen *screen)
{
    struct aid_page *page = screen->state;
    struct buffer words = { 0 };
    char title[120], where[48];
    if (page->stale)
        load(ui, page);
    const struct aid *aid = &page->aid;
    snprintf(title, sizeof title, page->is_offer ? _("An offer: %s") : _("An ask: %s"), aid_kind_words(aid->kind));
    int row = ui_title(ui, title, aid->mine && page->voice.hand == 0 ? _("yours") : aid->who), last = ui_last_row(ui);
    row = ui_paragraph(ui, row, row + 1, STYLE_SELECTED, aid->line);
    say_about(ui, aid, &words);
    row = ui_paragraph(ui, row, row + 2, STYLE_DIM, buffer_text(&words));
    buffer_clear(&words);
    row = draw_details(ui, page, row, last);
    if (aid->by_hand[0] != '\0')
        row = ui_paragraph(ui, row, last, STYLE_DIM, aid->by_hand);
    if (page->voice.hand != 0)
        row = hand_draw_voice(ui, &page->voice, row);
    if (ui->rows >= 20)
        row++;
    state_words(ui, page, &words);
    row = ui_paragraph(ui, row, last, STYLE_PLAIN, buffer_text(&words));
    buffer_clear(&words);
    draw_found(ui, page, row, last);
    ui_keys(ui, list_where(&page->list, false, where, sizeof where));
}

/* --- acting --- */

/* While a match goes on, the keys are about the match and not about the ask or offer. */
static bool match_goes_on(const struct aid_page *page)
{
    return page->match.id != 0 && page->match.state <= MATCH_AGREED;
}

/* True when there is something to say yes to. */
static bool may_say_yes(const struct aid_page *page)
{
    const struct aid *aid = &page->aid;
    if (match_goes_on(page))
        return aid_match_can(&page->match, ACTION_YES);
    if (aid->mine)
        return aid->state == AID_OPEN && found_here(page) != NULL;
    return !aid->is_offer && aid->may_answer;
}

static bool page_can(const struct ui *ui, const struct screen *screen, enum action action)
{
    const struct aid_page *page = screen->state;
    const struct aid *aid = &page->aid;
    (void)ui;
    switch (action) {
    case ACTION_OPEN:
        return page->list.count > 0;
    case ACTION_NEXT:
        return page->cut;
    case ACTION_YES:
        return may_say_yes(page);
    case ACTION_NOT_NOW:
    case ACTION_DONE:
    case ACTION_WEEKLY:
    case ACTION_REPLY:
        return aid_match_can(&page->match, action);
    case ACTION_AGAIN:
        return aid->mine &&
               ((aid->state == AID_AGREED && !aid->is_offer) || (aid->found > 0 && aid->state < AID_DONE) ||
                   (aid->state == AID_EXPIRED && (aid->is_offer || !aid->weekly)));
    case ACTION_WITHDRAW:
        return aid->mine && aid->state <= (aid->is_offer ? AID_OPEN : AID_AGREED);
    case ACTION_WRITE:
        return aid->is_offer && !aid->mine;
    case ACTION_BY_HAND:
        return page->voice.hand == 0 && !aid->mine && (aid->is_offer || aid->state <= AID_AGREED);
    default:
        return true;
    }
}

/* Copies the refusal first, because load() may set another store_reason(). */
static void told(struct ui *ui, struct aid_page *page, enum result result, const char *words)
{
    char reason[300];
    util_copy_text(reason, sizeof reason, result == RESULT_OK ? words : store_reason(ui->store));
    load(ui, page);
    ui_notice(ui, "%s", reason);
}

static void can_with(struct ui *ui, struct aid_page *page, int64_t ask, int64_t offer)
{
    int64_t match = 0;
    told(ui, page, aid_can(ui->store, &page->voice, ask, offer, ui_now(ui), &match),
        page->voice.hand != 0 ? _("Said, by your hand: they can. Your home screen tells you what they answer.")
                              : _("Said: you can. Your home screen tells you what they answer."));
}

/* When she has open offers of that kind, asks with which of them; else says "I can" without an offer. */
static void say_i_can(struct ui *ui, struct aid_page *page)
{
    struct aid mine[MINE_MOST];
    struct choice choices[MINE_MOST + 3] = { 0 };
    const struct aid_filter filter = {
        .offers = true, .kind = page->aid.kind, .urgency = -1, .mine = true, .open = true
    };
    size_t count = 0, shown = 0;
    if (aid_list(ui->store, &page->voice, &filter, NULL, ui_now(ui), MINE_MOST, mine, &count) != RESULT_OK)
        count = 0;
    for (size_t i = 0; i < count; i++)
        if (mine[i].state == AID_OPEN && mine[i].left > 0) {
            page->mine[shown] = mine[i].id;
            choices[shown] = (struct choice) { '1' + (int)shown, mine[i].line };
            shown++;
        }
    if (shown > 0) {
        choices[shown] = (struct choice) { '0',
            page->voice.hand != 0 ? _("Without an offer of theirs") : _("Without an offer of mine") };
        choices[shown + 1] = (struct choice) { 'n', _("I haven't decided") };
        page->asked = ASKED_WHICH;
        ui_push(ui, &screen_question,
            &(struct question_ask) { .title = page->voice.hand != 0 ? _("They can: with which of their offers?")
                                                                    : _("You can: with which of your offers?"),
                .choices = choices });
    } else
        can_with(ui, page, page->id, 0);
    aid_rows_free(mine, count);
}

static void say_yes(struct ui *ui, struct aid_page *page)
{
    int64_t match = 0, now = ui_now(ui);
    const char *said;
    if (match_goes_on(page)) {
        enum result result = aid_match_yes(ui, &page->voice, &page->match, &said);
        told(ui, page, result, said);
    } else if (!page->aid.mine)
        say_i_can(ui, page);
    else if (page->is_offer)
        can_with(ui, page, found_here(page)->aid.id, page->id);
    else
        told(ui, page, aid_choose(ui->store, &page->voice, page->id, found_here(page)->aid.id, now, &match),
            _("Asked for. Your home screen tells you when they answer."));
}

/* RULES 1.8. When she wrote this ask or offer for somebody, opens the page in that name. Else asks for whom she acts
 * here, for instance says "I can". */
static void by_hand(struct ui *ui, struct aid_page *page)
{
    struct hand_entry word;
    int64_t member = 0;
    if (hand_entry_of(ui->store, ui->actor, page->is_offer ? HAND_OFFER : HAND_ASK, page->id, &word) == RESULT_OK) {
        member = word.mine && word.by.struck_by[0] == '\0' ? word.member : 0;
        hand_entries_free(&word, 1);
    }
    if (member != 0)
        ui_go(ui, PLACE_AID_PAGE, &(struct aid_page_ask) { page->is_offer, page->id, member });
    else {
        page->asked = ASKED_HAND;
        hand_ask_name(ui);
    }
}

static void ask_withdraw_it(struct ui *ui, struct aid_page *page)
{
    const struct choice choices[] = { { 'y', _("Yes, withdraw it") }, { 'n', _("No, leave it") }, { 0, NULL } };
    page->asked = ASKED_WITHDRAW;
    ui_push(ui, &screen_question,
        &(struct question_ask) { .title = page->is_offer ? _("Withdraw this offer?") : _("Withdraw this ask?"),
            .text = _("Whoever answered it is told. It can't be taken back; you can write a new one."),
            .choices = choices,
            .destroys = true });
}

static void ask_or_offer_again(struct ui *ui, struct aid_page *page)
{
    if (page->is_offer)
        told(ui, page, aid_offer_again(ui->store, &page->voice, page->id, 0, ui_now(ui)), _("Offered again."));
    else
        told(ui, page, aid_again(ui->store, &page->voice, page->id, 0, ui_now(ui)), _("Asked again, first in line."));
}

static void say_weekly(struct ui *ui, struct aid_page *page)
{
    const char *said;
    enum result result = aid_match_weekly(ui, &page->voice, &page->match, &said);
    told(ui, page, result, said);
}

static bool page_act(struct ui *ui, struct screen *screen, enum action action)
{
    struct aid_page *page = screen->state;
    if (page->list.count > 0 && list_act(&page->list, action, page->rows)) {
        follow_cursor(page);
        return true;
    }
    switch (action) {
    case ACTION_OPEN:
        if (found_here(page) != NULL)
            ui_go(ui, PLACE_AID_PAGE,
                &(struct aid_page_ask) { !page->is_offer, found_here(page)->aid.id, written_for(page) });
        else
            ui_go(ui, PLACE_AID_MATCH, &(struct aid_match_page_ask) { page->match.id, written_for(page) });
        return true;
    case ACTION_NEXT:
        ui_push(ui, &screen_output,
            &(struct output_ask) { .title = page->aid.line, .text = page->aid.details ? page->aid.details : "" });
        return true;
    case ACTION_YES:
        say_yes(ui, page);
        return true;
    case ACTION_NOT_NOW:
    case ACTION_DONE:
        page->asked = ASKED_MATCH;
        aid_match_ask(ui, &page->match, action);
        return true;
    case ACTION_WEEKLY:
        say_weekly(ui, page);
        return true;
    case ACTION_AGAIN:
        ask_or_offer_again(ui, page);
        return true;
    case ACTION_WITHDRAW:
        ask_withdraw_it(ui, page);
        return true;
    case ACTION_REPLY:
        ui_go(ui, PLACE_AID_MATCH, &(struct aid_match_page_ask) { page->match.id, written_for(page) });
        return true;
    case ACTION_BY_HAND:
        by_hand(ui, page);
        return true;
    case ACTION_WRITE:
        ui_go(ui, PLACE_AID_FORM, &(struct aid_form_ask) { .kind = page->aid.kind, .written_for = written_for(page) });
        return true;
    default:
        return false;
    }
}

static void withdraw(struct ui *ui, struct aid_page *page)
{
    told(ui, page,
        page->is_offer ? aid_offer_withdraw(ui->store, &page->voice, page->id, ui_now(ui))
                       : aid_ask_withdraw(ui->store, &page->voice, page->id, ui_now(ui)),
        _("Withdrawn."));
}

static void page_back(
    struct ui *ui, struct screen *screen, const struct screen_type *from, const struct outcome *outcome)
{
    struct aid_page *page = screen->state;
    int asked = page->asked;
    int64_t key = outcome->number;
    page->asked = ASKED_NOTHING;
    page->stale = true;
    if (from == &screen_prompt && outcome->done && asked == ASKED_HAND) {
        struct actor voice;
        if (hand_voice_of(ui, outcome->text, &voice))
            ui_go(ui, PLACE_AID_PAGE, &(struct aid_page_ask) { page->is_offer, page->id, voice.member });
        return;
    }
    if (from != &screen_question || !outcome->done)
        return;
    if (asked == ASKED_WITHDRAW && key == 'y')
        withdraw(ui, page);
    else if (asked == ASKED_WHICH && key != 'n')
        can_with(ui, page, page->id, key == '0' ? 0 : page->mine[key - '1']);
    else if (asked == ASKED_MATCH)
        aid_take_answer(ui, &page->voice, &page->match, outcome);
}

static void page_event(struct ui *ui, struct screen *screen, const struct face_event *event)
{
    struct aid_page *page = screen->state;
    if (!ui_beside_boards(event))
        return;
    page->stale = true;
    ui_dirty(ui);
}

static const char *word(const struct screen *screen, enum action action)
{
    return aid_match_word(&((const struct aid_page *)screen->state)->match, action);
}

static const enum action actions[] = { ACTION_YES, ACTION_NOT_NOW, ACTION_DONE, ACTION_WEEKLY, ACTION_REPLY,
    ACTION_OPEN, ACTION_NEXT, ACTION_WRITE, ACTION_AGAIN, ACTION_WITHDRAW, ACTION_BY_HAND, ACTION_BACK, ACTION_MENU,
    ACTION_HELP, ACTION_NONE };

const struct screen_type screen_aid_page = {
    .name = "ask",
    .help =
        N_("One ask or one offer. On your own you see what fits best, and why: place, time, words and language, "
           "never who somebody is. y says yes: \"I can\" to an ask, or asks for the offer under the cursor, or "
           "accepts whoever can.\n\n"
           "An ask from the next street shows no name before both of you said yes. You read its line once you "
           "said \"I can\", if the asker agreed to that.\n\n"
           "An ask of several hands lists who was found, and who waits for your yes; the keys are about the one under "
           "the cursor.\n\n"
           "x says not this time, or not this person: only you know which. d says whether it happened. r opens "
           "what you two write to each other, once both said yes.\n\n"
           "h does the same for somebody without a device, in their name and by your hand: it stands on their "
           "slip."),
    .actions = actions,
    .word = word,
    .size = sizeof(struct aid_page),
    .open = page_open,
    .close = page_close,
    .draw = page_draw,
    .act = page_act,
    .can = page_can,
    .back = page_back,
    .event = page_event,
};
