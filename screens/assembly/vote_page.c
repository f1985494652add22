/*
 * vote_page.c: a vote (RULES 4.6). While it is open she presses numbers, best first, or moves lines, and Enter sends;
 * a yes or no is its number, points are digits on the line of the cursor. Once it is closed the page tells in words
 * what came of it, and who was put before whom.
 */
#include <stdlib.h>
#include <string.h>

#include <sodium.h>

#include "bbs/command/secret_say.h"
#include "language.h"
#include "screens/assembly/room_page.h"
#include "screens/people/hand_room.h"
#include "secret_votes.h"
#include "votes.h"

enum {
    WORDS = 1200,
    DIGITS = 9,
    VOTERS_SHOWN = 400,
    COVERED = 120, /* seconds without a key after which the page of somebody at a table covers itself */
};

struct vote_page {
    int64_t id;
    struct actor voice;
    bool at_door;  /* she types for somebody who came in at the door, and does not see what that one said before */
    bool at_table; /* somebody at a table, after her digits: the page covers itself once she has voted */
    int64_t touched;
    struct vote vote;
    struct secret_vote secret; /* of a secret vote */
    bool wants_words;          /* and she wants words by which she finds her ballot again */
    char words[SPOKEN_BYTES];  /* they are shown until this page is closed */
    struct list list;
    int shown;
    struct ballot ballot;            /* not sent yet, of points and of yes or no */
    int order[BALLOT_OPTIONS_MOST];  /* of a ranking: the options as she pressed them, best first */
    bool level[BALLOT_OPTIONS_MOST]; /* beside the one before it */
    int ranked;
    bool levels;        /* the next one that she presses stands beside the last */
    bool said;          /* she has chosen something */
    bool changed;       /* and it is not sent */
    struct paper paper; /* of a closed vote */
    bool stale;
};

/* --- her ballot --- */

static void take_ranking(struct vote_page *page, const struct ballot *ballot)
{
    page->ranked = 0;
    for (int place = 1; place <= page->vote.options; place++) {
        bool first = true;
        for (int i = 0; i < page->vote.options; i++)
            if (ballot->value[i] == place) {
                page->level[page->ranked] = !first;
                page->order[page->ranked++] = i;
                first = false;
            }
    }
}

static struct ballot her_ballot(const struct vote_page *page)
{
    struct ballot ballot = { 0 };
    uint8_t place = 0;
    if (page->vote.kind != VOTE_CHOOSE)
        return page->ballot;
    for (int i = 0; i < page->ranked; i++) {
        place = (uint8_t)(place + (page->level[i] && i > 0 ? 0 : 1));
        ballot.value[page->order[i]] = place;
    }
    return ballot;
}

static int ranked_at(const struct vote_page *page, int option)
{
    for (int i = 0; i < page->ranked; i++)
        if (page->order[i] == option)
            return i;
    return -1;
}

static void unrank(struct vote_page *page, int at)
{
    page->ranked--;
    for (int i = at; i < page->ranked; i++) {
        page->order[i] = page->order[i + 1];
        page->level[i] = page->level[i + 1];
    }
}

/* Ranks it next; one that is ranked already is taken out. */
static void press_option(struct vote_page *page, int option)
{
    int at = ranked_at(page, option);
    if (at >= 0)
        unrank(page, at);
    else {
        page->level[page->ranked] = page->levels && page->ranked > 0;
        page->order[page->ranked++] = option;
    }
    page->levels = false;
    page->said = page->ranked > 0;
    page->changed = true;
}

/* Moves the line of the cursor one place better or worse. */
static void move_option(struct vote_page *page, int option, bool better)
{
    int at = ranked_at(page, option), other = better ? at - 1 : at + 1;
    page->changed = true;
    if (at < 0 && better)
        press_option(page, option);
    else if (at >= 0 && !better && other == page->ranked)
        unrank(page, at);
    else if (at >= 0 && other >= 0 && other < page->ranked) {
        page->order[at] = page->order[other];
        page->order[other] = option;
    }
    page->said = page->ranked > 0;
}

static void take_mine(struct vote_page *page)
{
    page->ballot = page->vote.mine;
    page->said = !page->vote.secret && (page->vote.way == VOTE_SELF || page->vote.way == VOTE_BY_HAND);
    page->ranked = 0;
    if (page->said && page->vote.kind == VOTE_CHOOSE)
        take_ranking(page, &page->vote.mine);
    page->changed = false;
}

/* --- reading --- */

static void add_pairs(const struct vote *vote, const struct vote_result *result, struct buffer *out,
    void words_of(const struct vote *vote, const struct vote_result *result, int a, int b, char *out, size_t size))
{
    char words[WORDS];
    for (int a = 0; a < vote->options; a++)
        for (int b = a + 1; b < vote->options; b++) {
            words_of(vote, result, a, b, words, sizeof words);
            buffer_format(out, "\n%s", words);
        }
}

static void add_result(struct ui *ui, const struct vote_page *page, struct buffer *out)
{
    char words[WORDS];
    const struct vote *vote = &page->vote;
    struct vote_result *result = xcalloc(1, sizeof *result);
    if (vote_result_get(ui->store, ui->actor, vote->id, result) != RESULT_OK) {
        buffer_format(out, "\n\n%s", store_reason(ui->store));
        free(result);
        return;
    }
    vote_result_words(vote, result, words, sizeof words);
    buffer_format(out, "\n\n%s\n", words);
    if (!vote_too_few_to_count(vote, result))
        buffer_format(out, ngettext("%d of %d voted.", "%d of %d voted.", (unsigned long)result->voted),
            (int)result->voted, vote->voters);
    if (vote->kind != VOTE_YESNO && result->voted > 0 && vote->about != ITEM_PERSON) {
        vote_order_words(vote, result, words, sizeof words);
        buffer_string(out, "\n");
        buffer_format(out, _("In order: %s."), words);
    }
    if (vote->kind == VOTE_CHOOSE && result->voted > 0 && vote->about != ITEM_PERSON) {
        buffer_format(out, "\n\n%s", _("In pairs:"));
        add_pairs(vote, result, out, vote_pair_words);
        buffer_format(out, "\n\n%s",
            _("The strongest ways. A way goes from one to the next where more people put the first before the second, and is as strong as its weakest step:"));
        add_pairs(vote, result, out, vote_path_words);
    }
    free(result);
}

static void add_names(struct ui *ui, const struct vote_page *page, struct buffer *out)
{
    char words[WORDS];
    size_t count = 0;
    struct vote_voter *list = xcalloc(VOTERS_SHOWN, sizeof *list);
    if (vote_voters_list(ui->store, ui->actor, page->id, list, VOTERS_SHOWN, &count) != RESULT_OK)
        count = 0;
    bool first = true;
    for (size_t i = 0; i < count; i++) {
        if (!list[i].has_ballot)
            continue;
        if (first)
            buffer_format(
                out, "\n\n%s", ui_numbers(ui, _("Who said what; the names are forgotten after {position-months}:")));
        first = false;
        vote_ballot_words(&page->vote, &list[i].ballot, words, sizeof words);
        buffer_format(out, "\n%s: %s", list[i].handle, words);
    }
    free(list);
}

/* How a secret vote stands, and the words that were made for her. */
static void add_secret(const struct vote_page *page, struct buffer *out)
{
    char *words = secret_say(&page->vote, &page->secret);
    if (page->words[0] != '\0')
        buffer_format(out, "\n\n%s %s\n%s", _("The words that find your ballot after the closing:"), page->words,
            _("They are shown only now. Whoever sees your words sees your vote."));
    buffer_format(out, "\n\n%s", words);
    free(words);
}

static void forget_paper(struct vote_page *page)
{
    if (page->paper.text != NULL)
        sodium_memzero(page->paper.text, strlen(page->paper.text));
    free(page->paper.text);
    page->paper.text = NULL;
}

static void write_paper(struct ui *ui, struct vote_page *page)
{
    struct buffer text = { 0 };
    const struct vote *vote = &page->vote;
    buffer_format(&text, "%s", vote->title);
    if (vote->text[0] != '\0')
        buffer_format(&text, "\n%s", vote->text);
    if (vote->person != 0)
        buffer_format(&text, _("\nIt is about %s. Their home counts for \"enough people\", and does not vote."),
            vote->person_handle);
    if (vote->closed != 0)
        add_result(ui, page, &text);
    if (vote->closed != 0 && !vote->secret)
        add_names(ui, page, &text);
    if (vote->secret)
        add_secret(page, &text);
    forget_paper(page);
    page->paper.text = buffer_take(&text);
}

static enum result load(struct ui *ui, struct vote_page *page)
{
    page->stale = false;
    enum result result =
        vote_get(ui->store, page->at_door ? ui->actor : &page->voice, page->id, ui_now(ui), &page->vote);
    if (result != RESULT_OK)
        return result;
    if (page->at_door) {
        page->vote.way = VOTE_NOT_YET;
        page->vote.may_vote = page->vote.state == VOTE_OPEN && !page->vote.secret;
    }
    if (page->vote.secret && secret_vote_get(ui->store, &page->voice, page->id, ui_now(ui), &page->secret) != RESULT_OK)
        page->secret = (struct secret_vote) { 0 };
    if (!page->changed)
        take_mine(page);
    write_paper(ui, page);
    return RESULT_OK;
}

static enum result page_open(struct ui *ui, struct screen *screen, const void *argument)
{
    struct vote_page *page = screen->state;
    const struct vote_page_ask *ask = argument;
    page->id = ask->vote;
    page->at_door = ask->at_door != 0;
    page->at_table = ask->at_table != NULL;
    page->touched = ui_now(ui);
    if (page->at_table) {
        page->voice = *ask->at_table;
        return load(ui, page);
    }
    enum result result =
        page->at_door ? room_scribe(ui->store, ui->actor, ask->at_door, ask->written_for, ui_now(ui), &page->voice)
                      : hand_voice(ui, ask->written_for, &page->voice);
    return result == RESULT_OK ? load(ui, page) : result;
}

static void page_close(struct ui *ui, struct screen *screen)
{
    struct vote_page *page = screen->state;
    (void)ui;
    forget_paper(page);
    paper_close(&page->paper);
    sodium_memzero(page, sizeof *page); /* her choice may be in it */
}

/* --- drawing --- */

/* The page has the choices. Else it is a text: what came of it, or how a secret vote stands. */
static bool is_open(const struct vote_page *page)
{
    return page->vote.closed == 0 && (!page->vote.secret || (page->vote.may_vote && page->secret.ready));
}

static void say_top(const struct ui *ui, const struct vote *vote, char *out, size_t size)
{
    char clock[40];
    ui_time(ui, vote->closes, clock, sizeof clock);
    if (vote->first_yes) /* its day stands in the result */
        vote_first_words(0, vote->closed, out, size);
    else if (vote->closed != 0)
        util_copy_text(out, size, vote_state_words(vote->state));
    else
        snprintf(out, size, vote->secret ? _("secret, %s") : _("open, %s"), clock);
}

/* The key that chooses this option: a digit, then capital letters. */
static char key_of(int option)
{
    return (char)(option < DIGITS ? '1' + option : 'A' + option - DIGITS);
}

static const char *place_words(int place, char out[24])
{
    static const char *const first[] = { N_("1st"), N_("2nd"), N_("3rd") };
    if (place <= 3)
        util_copy_text(out, 24, _(first[place - 1]));
    else
        snprintf(out, 24, _("%dth"), place);
    return out;
}

static void draw_option(struct ui *ui, const struct vote_page *page, int option, int row)
{
    char mark[24] = "";
    struct ballot ballot = her_ballot(page);
    enum style style = list_mark(ui, row, (size_t)option == page->list.selected);
    if (page->vote.kind == VOTE_CHOOSE && ballot.value[option] > 0)
        place_words(ballot.value[option], mark);
    else if (page->vote.kind == VOTE_SCORE)
        snprintf(mark, sizeof mark, "%d", ballot.value[option]);
    ui_text(ui, row, 2, 4, STYLE_NEEDS_YOU, mark);
    if (page->vote.kind == VOTE_CHOOSE)
        ui_textf(ui, row, 7, 1, STYLE_DIM, "%c", key_of(option));
    ui_text(ui, row, 9, ui->columns - 10, style, page->vote.option[option]);
}

static const char *answer_words(int answer)
{
    static const char *const words[TALLY_CHOICES] = { N_("Yes"), N_("No"), N_("I abstain") };
    return _(words[answer]);
}

static void draw_answers(struct ui *ui, const struct vote_page *page, int row, int last)
{
    for (int i = 0; i < TALLY_CHOICES && row <= last; i++, row++) {
        bool chosen = page->said && page->ballot.value[0] == i;
        enum style style = list_mark(ui, row, (size_t)i == page->list.selected);
        ui_text(ui, row, 2, 1, STYLE_NEEDS_YOU, chosen ? ui_glyph(ui, "•", "*") : "");
        ui_textf(ui, row, 4, 1, STYLE_DIM, "%d", i + 1);
        ui_text(ui, row, 6, ui->columns - 7, style, answer_words(i));
    }
}

static const char *how_words(const struct vote_page *page)
{
    static const char *const how[VOTE_KINDS] = { [VOTE_YESNO] = N_("Press a number, then Enter."),
        [VOTE_CHOOSE] = N_("Press numbers, best first. One is enough."),
        [VOTE_SCORE] = N_("Give points, 0 to 5, line by line.") };
    if (page->vote.way == VOTE_ON_PAPER)
        return _("You vote on paper.");
    if (!page->vote.may_vote)
        return _("You are not among those who vote in this.");
    return _(how[page->vote.kind]);
}

/* What she says, in words, above the keys. */
static int draw_said(struct ui *ui, const struct vote_page *page, int last)
{
    char words[WORDS];
    struct ballot ballot = her_ballot(page);
    if (!page->vote.may_vote)
        return ui_foot(ui, last, STYLE_DIM, how_words(page));
    if (!page->said)
        return last;
    vote_ballot_words(&page->vote, &ballot, words, sizeof words);
    last = ui_foot(ui, last, page->changed ? STYLE_SELECTED : STYLE_PLAIN, words);
    return ui_foot(ui, last, STYLE_DIM,
        page->vote.secret ? _("Not sent yet: Enter sends it, for good.")
        : page->changed   ? _("Not sent yet: Enter sends it.")
                          : _("Sent. You may change it until it is closed."));
}

static void draw_choices(struct ui *ui, struct vote_page *page, int row, int last)
{
    size_t count = page->vote.kind == VOTE_YESNO ? TALLY_CHOICES : (size_t)page->vote.options;
    page->shown = last - row + 1 > 0 ? last - row + 1 : 1;
    list_keep(&page->list, count, page->shown);
    if (page->vote.kind == VOTE_YESNO) {
        draw_answers(ui, page, row, last);
        return;
    }
    for (size_t i = page->list.top; i < count && row <= last; i++, row++)
        draw_option(ui, page, (int)i, row);
}

/* What it protects against, before the choice, on a phone too (RULES 4.7). */
static int draw_secret(struct ui *ui, const struct vote_page *page, int row, bool roomy)
{
    if (roomy) {
        row = ui_paragraph(ui, row, row + 5, STYLE_DIM, secret_votes_warn(page->vote.days));
        row = ui_paragraph(ui, row, row + 1, STYLE_DIM, secret_votes_final());
    } else
        row = ui_paragraph(ui, row, row + 3, STYLE_DIM, secret_votes_warn_shortly());
    if (page->secret.asked > 0)
        row = ui_paragraph(ui, row, row + 2, STYLE_NEEDS_YOU,
            _("The house lost what was said in this vote. Everybody is asked again."));
    if (page->secret.words)
        row = ui_paragraph(ui, row, row + 1, STYLE_DIM,
            page->wants_words ? _("w: with words that find your ballot again. Who sees them sees your vote.")
                              : _("w: words that find your ballot again"));
    return row;
}

static void draw_open(struct ui *ui, struct vote_page *page, int row)
{
    bool roomy = ui->rows >= ROOM_LOW, full = !roomy && page->vote.secret;
    int last = draw_said(ui, page, ui_last_row(ui));
    if (roomy)
        row = ui_paragraph(ui, row, row + 2, STYLE_PLAIN, page->vote.title);
    if (page->vote.text[0] != '\0')
        row = ui_paragraph(ui, row, row + (roomy ? 6 : full ? 0 : 2), STYLE_PLAIN, page->vote.text);
    if (page->vote.may_vote && !(full && page->said)) /* there each row is needed for the choices */
        row = ui_paragraph(ui, row, row + 1, STYLE_DIM, how_words(page));
    if (page->vote.secret)
        row = draw_secret(ui, page, row, roomy);
    draw_choices(ui, page, row + (roomy ? 1 : 0), last);
}

static void page_draw(struct ui *ui, struct screen *screen)
{
    struct vote_page *page = screen->state;
    char where[48] = "", top[80];
    if (page->stale)
        load(ui, page);
    say_top(ui, &page->vote, top, sizeof top);
    int row = ui_title(ui, ui->rows >= ROOM_LOW ? _("A vote") : page->vote.title, top);
    if (page->voice.hand != 0)
        row = hand_draw_voice(ui, &page->voice, row);
    if (page->at_table) {
        char words[HANDLE_BYTES + 60];
        snprintf(words, sizeof words, _("%s votes. The others look away."), page->voice.handle);
        row = ui_paragraph(ui, row, row, STYLE_NEEDS_YOU, words);
    }
    if (is_open(page))
        draw_open(ui, page, row);
    else {
        paper_draw(ui, &page->paper, row, ui_last_row(ui));
        paper_where(&page->paper, where, sizeof where);
    }
    ui_keys(ui, where);
}

/* --- voting --- */

static void send(struct ui *ui, struct vote_page *page)
{
    struct ballot ballot = her_ballot(page);
    if (!page->said) {
        ui_notice(ui, "%s", how_words(page));
        return;
    }
    bool secret = page->vote.secret;
    sodium_memzero(page->words, sizeof page->words); /* of a choice that was lost */
    enum result result = secret ? secret_cast(ui->store, &page->voice, page->id, &ballot, ui_now(ui),
                                      page->wants_words ? page->words : NULL)
                                : vote_cast(ui->store, &page->voice, page->id, &ballot, ui_now(ui));
    sodium_memzero(&ballot, sizeof ballot);
    if (result != RESULT_OK) {
        ui_refused(ui);
        return;
    }
    page->changed = false;
    if (secret)
        ui_forget_shown(ui);
    if (page->at_table && page->words[0] == '\0') {
        ui_pop(ui, &(struct outcome) { .done = true });
        return;
    }
    load(ui, page);
    if (page->at_door || secret)
        take_mine(page);
    if (secret) {
        sodium_memzero(page->order, sizeof page->order);
        sodium_memzero(page->level, sizeof page->level);
    }
    if (secret)
        ui_notice(ui, "%s", _("Your choice is in. It is secret, and nobody can change it."));
    else if (!page->said) /* else it stands above the keys */
        ui_notice(ui, "%s", _("Sent. It may be changed until the vote is closed."));
}

static void take_digit(struct ui *ui, struct vote_page *page, int digit)
{
    if (page->vote.kind == VOTE_YESNO && digit >= 1 && digit <= TALLY_CHOICES) {
        page->ballot.value[0] = (uint8_t)(digit - 1);
        page->list.selected = (size_t)digit - 1;
        page->said = page->changed = true;
    } else if (page->vote.kind == VOTE_SCORE && digit <= TALLY_SCORE_MOST) {
        page->ballot.value[page->list.selected] = (uint8_t)digit;
        page->said = page->changed = true;
        list_act(&page->list, ACTION_DOWN, page->shown);
    } else
        ui_no_choice(ui, (wint_t)('0' + digit), page->vote.kind == VOTE_YESNO ? "1, 2, 3" : _("0 to 5"));
}

/* Letters and signs of a ballot. False: this key is none. */
static bool take_sign(struct ui *ui, struct vote_page *page, wint_t key)
{
    int option = key >= '1' && key <= '9'   ? (int)(key - '1')
                 : key >= 'A' && key <= 'L' ? (int)(key - 'A') + DIGITS
                                            : -1;
    bool ranks = page->vote.kind == VOTE_CHOOSE;
    if (ranks && option >= 0 && option < page->vote.options) {
        page->list.selected = (size_t)option;
        press_option(page, option);
    } else if (!ranks && key >= '0' && key <= '9')
        take_digit(ui, page, (int)(key - '0'));
    else if (ranks && (key == '+' || key == '-'))
        move_option(page, (int)page->list.selected, key == '+');
    else if (ranks && key == ' ')
        press_option(page, (int)page->list.selected);
    else if (ranks && key == '=')
        page->levels = !page->levels;
    else if (ranks && (key == KEY_RUBOUT || key == '\b')) {
        page->ranked -= page->ranked > 0;
        page->said = page->ranked > 0;
        page->changed = true;
    } else if (page->vote.kind == VOTE_YESNO && (key == 'y' || key == (wint_t)language_yes()))
        take_digit(ui, page, 1);
    else if (page->vote.kind == VOTE_YESNO && key == ' ')
        take_digit(ui, page, (int)page->list.selected + 1);
    else
        return false;
    ui_dirty(ui);
    return true;
}

static void ask_again(struct ui *ui, struct vote_page *page)
{
    int64_t again = 0;
    if (vote_again(ui->store, ui->actor, page->id, ui_now(ui), &again) != RESULT_OK)
        ui_refused(ui);
    else
        ui_pop(ui, NULL);
    (void)page;
}

/* Whoever has the chair asks once more in a session of her own, not at a table. */
static bool may_again(const struct vote_page *page)
{
    return page->vote.may_again && !page->at_table;
}

/* What Enter does for a slip of a secret vote over days; NULL: nothing. */
static const char *slip_command(const struct vote_page *page)
{
    bool holds = page->secret.slip[0].mine || page->secret.slip[1].mine;
    if (!page->vote.secret || is_open(page))
        return NULL;
    return page->secret.may_type ? "vote type" : page->secret.may_take && !holds ? "vote hold" : NULL;
}

static void give_slip(struct ui *ui, struct vote_page *page)
{
    char line[40];
    snprintf(line, sizeof line, "%s %lld", slip_command(page), (long long)page->id);
    page->stale = true;
    command_give(ui, line);
}

/* A key that was sent before this page was drawn votes nothing. */
static void page_key(struct ui *ui, struct screen *screen, wint_t key, bool special)
{
    struct vote_page *page = screen->state;
    enum action action = keys_action(key, special);
    bool votes = is_open(page) && page->vote.may_vote;
    bool early = ui->unseen || ui_too_soon(ui);
    page->touched = ui_now(ui);
    if (votes && !early && !special && take_sign(ui, page, key))
        return;
    if (!special && key == 'w' && is_open(page) && page->vote.secret && page->secret.words) {
        page->wants_words = !page->wants_words;
        ui_dirty(ui);
    } else if (early && ((!special && key == '0') || (action == ACTION_OPEN && (votes || slip_command(page) != NULL))))
        return;
    else if (!special && key == '0') /* RULES 1.6: in every menu */
        ui_act(ui, ACTION_QUIT_NOW);
    else if (action == ACTION_OPEN && votes)
        send(ui, page);
    else if (action == ACTION_AGAIN && may_again(page))
        ask_again(ui, page);
    else if (action == ACTION_OPEN && slip_command(page) != NULL)
        give_slip(ui, page);
    else if ((action == ACTION_BACK || (action == ACTION_OPEN && !votes)) && page->words[0] != '\0' && !page->at_table)
        ui_ask_written(ui);
    else if (action == ACTION_BACK || (action == ACTION_OPEN && !votes))
        ui_pop(ui, &(struct outcome) { .done = page->at_table && page->words[0] != '\0' });
    else if (action == ACTION_HELP || (action == ACTION_MENU && !page->at_table))
        ui_act(ui, action);
    else if (is_open(page) ? !list_act(&page->list, action, page->shown) : !paper_act(&page->paper, action))
        if (!special && action == ACTION_NONE)
            ui_no_choice(ui, key, _("numbers, Space, +, -, =, Enter, q"));
}

/* The words that find her ballot are written down. */
static void page_back(
    struct ui *ui, struct screen *screen, const struct screen_type *from, const struct outcome *outcome)
{
    const struct vote_page *page = screen->state;
    if (from == &screen_question && outcome->done && outcome->number == 'y' && page->words[0] != '\0')
        ui_pop(ui, NULL);
}

/* At a table the next neighbour may look already. */
static void page_tick(struct ui *ui, struct screen *screen)
{
    struct vote_page *page = screen->state;
    if (!page->at_table || ui_now(ui) - page->touched < COVERED)
        return;
    ui_pop(ui, &(struct outcome) { .done = page->words[0] != '\0' });
    ui_notice(ui, "%s", _("Covered: nobody pressed a key. Their digits open it again."));
}

static void page_event(struct ui *ui, struct screen *screen, const struct face_event *event)
{
    if (!ui_beside_boards(event) && !(event->kind == FACE_WRITTEN && event->board == HINT_OF_ROOM))
        return;
    ((struct vote_page *)screen->state)->stale = true;
    ui_dirty(ui);
}

static bool page_can(const struct ui *ui, const struct screen *screen, enum action action)
{
    const struct vote_page *page = screen->state;
    (void)ui;
    if (action == ACTION_OPEN)
        return (is_open(page) && page->vote.may_vote) || slip_command(page) != NULL;
    return action != ACTION_AGAIN || may_again(page);
}

static const char *word(const struct screen *screen, enum action action)
{
    const struct vote_page *page = screen != NULL ? screen->state : NULL;
    const char *slip = page != NULL ? slip_command(page) : NULL;
    if (action == ACTION_OPEN && slip != NULL)
        return page->secret.may_type ? N_("type your slip") : N_("hold a slip");
    return action == ACTION_AGAIN ? N_("ask once more") : action == ACTION_OPEN ? N_("send") : NULL;
}

static const enum action actions[] = { ACTION_OPEN, ACTION_AGAIN, ACTION_BACK, ACTION_HELP, ACTION_NONE };

const struct screen_type screen_vote = {
    .name = "a vote",
    .help =
        N_("A vote. While it is open, nobody sees what others say, and you may change what you said. Enter sends "
           "it.\n\n"
           "One of several: press numbers, best first; one is enough, and what you leave out stands level after "
           "these. A number pressed again is taken out, Backspace takes the last one out. = puts the next one level "
           "with the last. Or move to a line with the arrows: Space ranks it, + moves it forward and - back. Above "
           "nine, capital letters stand for numbers.\n\n"
           "Points: a digit from 0 to 5 on each line. Yes or no: its number.\n\n"
           "A secret vote cannot be changed once it is sent. In the room it is kept in memory, and over days it is "
           "sealed. Two people of two homes hold a slip each, and only with both can the house count. It protects "
           "against whoever reads the file, a backup or a log; not against a machine that lies. w gives you words "
           "that find your own ballot after the closing: whoever sees your words sees your vote.\n\n"
           "Once it is closed this page tells what came of it. Ranked votes are counted in pairs: the one that more "
           "people put before each other one wins. If there is none, the strongest ways over others decide "
           "(Schulze). A tie goes back to the meeting, and then to the lot."),
    .actions = actions,
    .word = word,
    .chooses = true,
    .size = sizeof(struct vote_page),
    .open = page_open,
    .close = page_close,
    .draw = page_draw,
    .key = page_key,
    .back = page_back,
    .can = page_can,
    .tick = page_tick,
    .event = page_event,
};
