/*
 * table.c: a table in the yard: the assembly, for all who sit at one laptop. RULES 1.6, 4.1.
 *
 * It is the only page of its session, which holds the actor of a table. Letters act here; whoever acts chooses her name
 * and types her digits first. Leaving takes the password of whoever logged in.
 */
#include <curses.h>
#include <stdlib.h>
#include <string.h>

#include "screens/assembly/table_page.h"
#include "votes.h"

enum { BEAT = 60, OTHERS_MOST = 200 };

enum asked {
    ASKED_NOTHING,
    ASKED_WHO,
    ASKED_DIGITS,
    ASKED_SITS,
    ASKED_HERS,
    ASKED_CHOICE,
    ASKED_RISES,
    ASKED_PASSWORD,
    ASKED_HANG_UP
};

struct table_page {
    struct room_page page; /* the room and its transcript, as the table reads it */
    struct table table;
    struct vote vote; /* open in the room; id 0: none */
    enum asked asked;
    int64_t who; /* of whom it asks the digits */
    struct table_digits digits;
    int wrong; /* passwords */
};

/* --- loading --- */

static enum result load(struct ui *ui, struct table_page *own)
{
    enum result result = table_get(ui->store, ui->actor, ui_now(ui), &own->table);
    if (result == RESULT_OK)
        result = room_page_load(ui, &own->page);
    own->vote = (struct vote) { 0 };
    if (result == RESULT_OK && own->page.room.vote != 0)
        result = vote_get(ui->store, ui->actor, own->page.room.vote, ui_now(ui), &own->vote);
    return result;
}

static enum result table_page_open(struct ui *ui, struct screen *screen, const void *argument)
{
    struct table_page *own = screen->state;
    own->page.id = ((const struct room_ask *)argument)->meeting;
    own->page.voice = *ui->actor;
    own->page.beat_at = ui_now(ui);
    return load(ui, own);
}

static void table_page_close(struct ui *ui, struct screen *screen)
{
    struct table_page *own = screen->state;
    (void)ui;
    room_lines_free(own->page.lines, own->page.line_count);
    free(own->page.lines);
    table_forget_digits(&own->digits);
}

static void told(struct ui *ui, struct table_page *own, enum result result, const char *words)
{
    char reason[300];
    util_copy_text(reason, sizeof reason, result == RESULT_OK ? words : store_reason(ui->store));
    load(ui, own);
    ui_notice(ui, "%s", reason);
}

/* --- drawing --- */

static const char *name_of(const struct table *table, int index)
{
    return index >= 0 ? table->people[index].handle : "-";
}

static void say_title(const struct ui *ui, const struct table_page *own, char *left, size_t size)
{
    const struct room *room = &own->page.room;
    if (room->item == 0 || ui->columns < ROOM_WIDE)
        util_copy_text(left, size, room->item != 0 ? room->item_title : room->title);
    else
        snprintf(
            left, size, _("%s   %d of %d: %s"), room->title, room->item_number, room->item_count, room->item_title);
}

static void say_table(const struct ui *ui, const struct table *table, char *out, size_t size)
{
    if (ui->columns < ROOM_WIDE)
        snprintf(out, size, _("table %d"), table->number);
    else
        snprintf(out, size, ngettext("table %d, %d person", "table %d, %d people", (unsigned long)table->count),
            table->number, table->count);
}

/* Who of this table has the turn; NULL: somebody else, or nobody. */
static const struct table_person *has_turn(const struct table *table)
{
    for (int i = 0; i < table->count; i++)
        if (table->people[i].has_turn)
            return &table->people[i];
    return NULL;
}

static const char *vote_words(const struct table_page *own)
{
    int may = 0, awaited = 0;
    for (int i = 0; i < own->table.count; i++) {
        may += own->table.people[i].may_vote;
        awaited += own->table.people[i].may_vote && !own->table.people[i].voted;
    }
    if (own->vote.state != VOTE_OPEN)
        return _("The vote is closed, and the house counts it.");
    if (may == 0)
        return _("A vote is open. Nobody at this table is in its list, or they vote on paper.");
    if (awaited == 0)
        return _("All at this table who may vote have voted.");
    return own->vote.secret ? _("A SECRET VOTE IS OPEN: v. One after the other, alone.")
                            : _("THE VOTE IS OPEN: v. One after the other.");
}

/* What this table should do now, in one sentence; "": listen. */
static void say_needed(const struct ui *ui, const struct table_page *own, char *out, size_t size)
{
    const struct room *room = &own->page.room;
    const struct table *table = &own->table;
    const struct table_person *speaker = has_turn(table);
    out[0] = '\0';
    if (room->state == ROOM_CLOSED)
        util_copy_text(out, size, _("The meeting is over. Thank you. x ends this table."));
    else if (table->count == 0)
        util_copy_text(out, size, _("Nobody sits here yet. s: sit down."));
    else if (room->test != 0)
        util_copy_text(
            out, size, table->done ? _("Our table is done with the question.") : _("THE QUESTION IS PUT: q"));
    else if (room->vote != 0)
        util_copy_text(out, size, vote_words(own));
    else if (room->small_until != 0 && !table->aloud)
        snprintf(out, size, _("A small matter. %s reads it aloud, then presses r."), name_of(table, table->reader));
    else if (room->small_until != 0)
        util_copy_text(out, size, _("A small matter. Who wants to talk about it: a, and their digits."));
    else if (speaker != NULL)
        snprintf(out, size, _("%s HAS THE TURN: a, their digits, and %s types."), speaker->handle,
            name_of(table, table->scribe));
    else if (room->next_from > ui_now(ui) && !table->read)
        snprintf(out, size, _("%s reads the last turn aloud, then presses r."), name_of(table, table->reader));
}

static void say_speakers(const struct room *room, char *out, size_t size)
{
    struct buffer words = { 0 };
    if (room->turn.act != SPEAKERS_NO_ACT)
        buffer_format(&words, _("%s speaks. "), room->turn_handle);
    if (room->next[0].act != SPEAKERS_NO_ACT)
        buffer_format(&words, _("Next: %s."), room->next_handle[0]);
    else if (words.length == 0)
        buffer_string(&words, _("Nobody waits."));
    util_copy_text(out, size, buffer_text(&words));
    buffer_clear(&words);
}

static int draw_foot(struct ui *ui, const struct table_page *own, int last)
{
    char words[400];
    const struct room *room = &own->page.room;
    say_needed(ui, own, words, sizeof words);
    if (words[0] != '\0')
        last = ui_foot(ui, last, STYLE_NEEDS_YOU, words);
    ui_cursor(ui, last + 1, 1);
    snprintf(words, sizeof words, _("Reader: %s   Scribe: %s"), name_of(&own->table, own->table.reader),
        name_of(&own->table, own->table.scribe));
    ui_text(ui, last--, 1, ui->columns - 2, STYLE_PLAIN, words);
    say_speakers(room, words, sizeof words);
    ui_text(ui, last--, 1, ui->columns - 2, STYLE_PLAIN, words);
    if (own->page.above > 0)
        ui_text(ui, last--, 1, ui->columns - 2, STYLE_DIM, _("You read back. PgDn goes on."));
    return last;
}

static int draw_proposal(struct ui *ui, const struct table_page *own, int row, int last)
{
    if (own->page.proposal.id == 0 || ui->rows < ROOM_LOW)
        return row;
    char words[PROPOSAL_TEXT_MAX * 4 + 200];
    snprintf(words, sizeof words, _("Proposal of %s: %s"), own->page.proposal.mover_handle, own->page.proposal.text);
    return room_draw_text(ui, row, row + 2 < last ? row + 2 : last, 1, ui->columns - 2, STYLE_SELECTED, words) + 1;
}

static void table_page_draw(struct ui *ui, struct screen *screen)
{
    struct table_page *own = screen->state;
    char left[800], right[80];
    if (own->page.stale)
        load(ui, own);
    own->page.minute = ui_now(ui) / 60;
    say_title(ui, own, left, sizeof left);
    say_table(ui, &own->table, right, sizeof right);
    int row = ui_title(ui, left, right), last = draw_foot(ui, own, ui_last_row(ui));
    row = draw_proposal(ui, own, row, last);
    if (own->page.line_count == 0)
        room_draw_text(ui, row, last, 1, ui->columns - 2, STYLE_DIM, _("Nobody has said anything yet."));
    else
        room_transcript_draw(ui, &own->page, row, last, ui->columns - 2);
    ui_keys(ui, ui->columns >= ROOM_WIDE ? _("a act  q question  v vote  r read  s sit  u get up  t reader  x end")
                                         : _("a act q question v vote r s x"));
}

/* --- who acts --- */

static int index_of(const struct table *table, int64_t member)
{
    for (int i = 0; i < table->count; i++)
        if (table->people[i].member == member)
            return i;
    return -1;
}

static void ask_who(struct ui *ui, struct table_page *own, enum asked asked, const char *title)
{
    const struct table_person *speaker = has_turn(&own->table);
    own->asked = asked;
    ui_push(ui, &screen_table_people,
        &(struct table_people_ask) { .title = title,
            .empty = _("Nobody sits here yet. Esc, then s: sit down."),
            .people = own->table.people,
            .count = (size_t)own->table.count,
            .selected = speaker != NULL ? (size_t)(speaker - own->table.people) : 0 });
}

static void ask_sits(struct ui *ui, struct table_page *own)
{
    struct table_person *others = xcalloc(OTHERS_MOST, sizeof *others);
    size_t count = 0;
    own->asked = ASKED_SITS;
    table_others(ui->store, ui->actor, ui_now(ui), others, OTHERS_MOST, &count);
    ui_push(ui, &screen_table_people,
        &(struct table_people_ask) { .title = _("Who sits down here?"),
            .empty =
                _("Everybody who was ticked at the door sits here already. Two neighbours of two homes tick who comes: "
                  "in their own sessions, on the page \"Who is here\"."),
            .people = others,
            .count = count });
    free(others);
}

static void took_who(struct ui *ui, struct table_page *own, int64_t member)
{
    int index = index_of(&own->table, member);
    own->who = member;
    own->asked = ASKED_DIGITS;
    if (index >= 0)
        table_ask_digits(ui, own->table.people[index].handle);
}

/* She types digits that she has, or chooses hers. */
static void took_sitter(struct ui *ui, struct table_page *own, int64_t member)
{
    struct table_person *others = xcalloc(OTHERS_MOST, sizeof *others);
    size_t count = 0;
    own->who = member;
    table_others(ui->store, ui->actor, ui_now(ui), others, OTHERS_MOST, &count);
    for (size_t i = 0; i < count; i++)
        if (others[i].member == member) {
            own->asked = others[i].has_digits ? ASKED_HERS : ASKED_CHOICE;
            if (others[i].has_digits)
                table_ask_digits(ui, others[i].handle);
            else
                table_ask_new_digits(ui, &own->digits, others[i].handle);
        }
    free(others);
}

static void took_digits(struct ui *ui, struct table_page *own, const char *digits)
{
    struct actor voice;
    if (table_person(ui->store, ui->actor, own->who, digits, ui_now(ui), &voice) == RESULT_OK)
        ui_push(ui, &screen_table_act, &(struct table_act_ask) { .meeting = own->page.id, .voice = &voice });
    else
        told(ui, own, RESULT_REFUSED, "");
}

static void sits(struct ui *ui, struct table_page *own, const char *digits)
{
    told(ui, own, table_sit(ui->store, ui->actor, own->who, digits, ui_now(ui)), _("They sit here. Welcome."));
    table_forget_digits(&own->digits);
}

/* --- the end --- */

static void ask_end(struct ui *ui, struct table_page *own)
{
    const struct choice choices[] = { { 'y', _("Hang up") }, { 'n', _("Stay a table") }, { 0, NULL } };
    if (table_has_password(ui->store, ui->actor)) {
        own->asked = ASKED_PASSWORD;
        ui_push(ui, &screen_prompt,
            &(struct prompt_ask) { .label = _("Password:"),
                .text = _("Password of whoever logged in here. It ends the table and shows their own pages again."),
                .secret = true });
        return;
    }
    own->asked = ASKED_HANG_UP;
    ui_push(ui, &screen_question,
        &(struct question_ask) {
            .title = _("Whoever logged in here has no password, so only hanging up ends the table."),
            .choices = choices });
}

static void took_password(struct ui *ui, struct table_page *own, const char *password)
{
    if (table_prove(ui->store, ui->actor, password, ui->setup->argon_slots, ui_now(ui)) == RESULT_OK) {
        table_end(ui->store, ui->actor, ui_now(ui));
        ui_table_end(ui); /* it closes this page */
        return;
    }
    if (++own->wrong >= LOCK_TRIES_MOST)
        ui_act(ui, ACTION_QUIT_NOW);
    ui_refused(ui);
}

/* --- keys --- */

static void read_aloud(struct ui *ui, struct table_page *own)
{
    int64_t now = ui_now(ui);
    if (own->page.room.small_until != 0)
        told(ui, own, table_aloud(ui->store, ui->actor, own->page.id, now),
            ui_numbers(ui, _("Read. {small-minutes} begin when each table has read it.")));
    else
        told(ui, own, table_read(ui->store, ui->actor, now), _("Read aloud: it counts for everybody here."));
}

static void table_letter(struct ui *ui, struct table_page *own, wint_t key)
{
    if (key == 'a')
        ask_who(ui, own, ASKED_WHO, _("Who acts? The laptop goes to them."));
    else if (key == 's')
        ask_sits(ui, own);
    else if (key == 'u')
        ask_who(ui, own, ASKED_RISES, _("Who gets up? They stay counted as here."));
    else if (key == 'r')
        read_aloud(ui, own);
    else if (key == 't')
        told(ui, own, table_shift(ui->store, ui->actor, ui_now(ui)), _("Another one reads, and the next one types."));
    else if (key == 'q' || key == '\r' || key == '\n') {
        if (own->page.room.test != 0)
            ui_push(ui, &screen_table_question, &(struct room_ask) { .meeting = own->page.id });
        else
            ui_notice(ui, "%s", _("No question is put now."));
    } else if (key == 'v') {
        if (own->page.room.vote != 0)
            ui_push(ui, &screen_table_vote, &(struct room_ask) { .meeting = own->page.id });
        else
            ui_notice(ui, "%s", _("No vote is open now."));
    } else if (key == 'x')
        ask_end(ui, own);
    else if (key == '?')
        ui_act(ui, ACTION_HELP);
    else
        ui_no_choice(ui, key, "a, q, v, r, s, u, t, x, ?");
}

static void table_takes_key(struct ui *ui, struct screen *screen, wint_t key, bool special)
{
    struct table_page *own = screen->state;
    int rows = own->page.shown_rows > 1 ? own->page.shown_rows - 1 : 1;
    if (special && (key == KEY_PASTE_BEGIN || key == KEY_PASTE_END))
        own->page.pasting = key == KEY_PASTE_BEGIN;
    else if (own->page.pasting)
        return;
    else if (!special)
        table_letter(ui, own, key);
    else if (key == KEY_ENTER)
        table_letter(ui, own, '\r');
    else if (key == KEY_PPAGE || key == KEY_UP)
        room_transcript_scroll(ui, &own->page, key == KEY_UP ? 1 : rows);
    else if (key == KEY_NPAGE || key == KEY_DOWN)
        room_transcript_scroll(ui, &own->page, key == KEY_DOWN ? -1 : -rows);
}

static void table_is_back(
    struct ui *ui, struct screen *screen, const struct screen_type *from, const struct outcome *outcome)
{
    struct table_page *own = screen->state;
    enum asked asked = own->asked;
    own->page.stale = true;
    if (asked == ASKED_CHOICE && from == &screen_prompt) {
        if (table_took_new_digits(ui, &own->digits, outcome))
            sits(ui, own, own->digits.digits);
        return;
    }
    own->asked = ASKED_NOTHING;
    if (!outcome->done)
        return;
    if (asked == ASKED_WHO)
        took_who(ui, own, outcome->number);
    else if (asked == ASKED_SITS)
        took_sitter(ui, own, outcome->number);
    else if (asked == ASKED_RISES)
        told(ui, own, table_rise(ui->store, ui->actor, outcome->number, ui_now(ui)), _("They got up."));
    else if (asked == ASKED_DIGITS)
        took_digits(ui, own, outcome->text);
    else if (asked == ASKED_HERS)
        sits(ui, own, outcome->text);
    else if (asked == ASKED_HANG_UP && outcome->number == 'y')
        ui_act(ui, ACTION_QUIT_NOW);
    else if (asked == ASKED_PASSWORD)
        took_password(ui, own, outcome->text); /* it may close this page */
}

/* --- time and news --- */

static void table_ticks(struct ui *ui, struct screen *screen)
{
    struct table_page *own = screen->state;
    int64_t now = ui_now(ui);
    if (now - own->page.beat_at >= BEAT) {
        own->page.beat_at = now;
        table_stay(ui->store, ui->actor, now);
        own->page.stale = true;
        ui_dirty(ui);
    }
    if (now / 60 != own->page.minute || own->page.room.next_from > now)
        ui_dirty(ui);
}

static void table_hears(struct ui *ui, struct screen *screen, const struct face_event *event)
{
    if (!ui_beside_boards(event) && !(event->kind == FACE_WRITTEN && event->board == HINT_OF_ROOM))
        return;
    ((struct table_page *)screen->state)->page.stale = true;
    ui_dirty(ui);
}

static void table_watching(const struct screen *screen, int64_t *board, int64_t *thread)
{
    *board = HINT_OF_ROOM;
    *thread = ((const struct table_page *)screen->state)->page.id;
}

static const enum action actions[] = { ACTION_HELP, ACTION_NONE };

const struct screen_type screen_table = {
    .name = "table",
    .help =
        N_("A table: the meeting, for all who sit at this laptop. It shows nothing of whoever logged in, and does "
           "not lock.\n\n"
           "a: one act of one person. They choose their name, type their four digits while the others look away, and "
           "speak, signal or answer. Then the laptop goes to the next.\n\n"
           "q: the question, when it is put. Each one types their digits and their answer.\n\n"
           "v: the vote, when one is open, secret or not. Each one types their digits and votes alone.\n\n"
           "r: the reader has read the last turn, or the small matter, aloud. It counts for everybody here.\n\n"
           "s: somebody whom two neighbours ticked at the door sits down here, and chooses their digits. Somebody "
           "who moves to another table does the same there. u: somebody gets up. After three wrong tries somebody's "
           "digits are gone: two neighbours tick their name again.\n\n"
           "Reader and scribe change with each item; t passes both tasks on.\n\n"
           "x: ends the table. It takes the password of whoever logged in. Ctrl-\\ clears the screen and hangs up at "
           "once."),
    .actions = actions,
    .typing = true,
    .size = sizeof(struct table_page),
    .open = table_page_open,
    .close = table_page_close,
    .draw = table_page_draw,
    .key = table_takes_key,
    .back = table_is_back,
    .tick = table_ticks,
    .event = table_hears,
    .watching = table_watching,
};
