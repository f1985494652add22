/*
 * hands.c: people without a device. The list has first the people and entries that wait for the member's yes, then
 * those that wait for another's, then all people without a device. RULES 1.8. Each row opens a question with all that
 * can be done.
 */
#include <stdlib.h>
#include <string.h>

#include "hand.h"
#include "screens/people/hand_room.h"
#include "screens/people/people_rooms.h"

enum { MOST = 40, WIDE = 60 };

struct row {
    enum { ROW_PERSON, ROW_ENTRY, ROW_MEMBER } kind;
    int64_t id;                            /* of the person who waits, the entry, or the member */
    int64_t member, thread, post, leaving; /* leaving: the entry that says that she leaves, while it can be struck */
    bool may, mine, nameless, leaves;      /* may: this member may say yes; leaves: the entry says that she leaves */
    char handle[HANDLE_BYTES], by[HANDLE_BYTES], home[32];
    char words[300]; /* the beginning of the entry's text */
};

struct hands {
    struct row *rows;
    struct list list;
    int shown;
    bool stale;
    enum { ASKED_NOTHING, ASKED_ROW, ASKED_PAPER, ASKED_LEAVE, ASKED_NAME, ASKED_SLIP } asked;
};

/* --- loading --- */

static struct row *add(struct hands *hands, int kind, int64_t id, const char *handle)
{
    hands->rows = xrealloc(hands->rows, hands->list.count + 1, sizeof *hands->rows);
    struct row *row = &hands->rows[hands->list.count++];
    *row = (struct row) { .id = id };
    row->kind = kind;
    util_copy_text(row->handle, sizeof row->handle, handle);
    return row;
}

/* `may`: loads the people to whom the member may say yes; else the others. */
static void load_people(struct ui *ui, struct hands *hands, bool may)
{
    struct hand_person people[MOST];
    size_t count = 0;
    if (hand_members_waiting(ui->store, ui->actor, ui_now(ui), people, MOST, &count) != RESULT_OK)
        return;
    for (size_t i = 0; i < count; i++) {
        if (people[i].may_confirm != may)
            continue;
        struct row *row = add(hands, ROW_PERSON, people[i].id, people[i].handle);
        row->may = may;
        row->mine = people[i].mine;
        util_copy_text(row->by, sizeof row->by, people[i].adder);
        util_copy_text(row->home, sizeof row->home, people[i].home);
    }
}

static void load_entries(struct ui *ui, struct hands *hands, bool may)
{
    struct hand_entry *words = xcalloc(MOST, sizeof *words);
    size_t count = 0;
    enum hand_which which = may ? HAND_ENTRIES_FOR_ME : HAND_ENTRIES_WAITING; /* else MOST others could hide hers */
    if (hand_entries_list(ui->store, ui->actor, which, 0, 0, MOST, words, &count) != RESULT_OK)
        count = 0;
    for (size_t i = 0; i < count; i++) {
        if (words[i].may_confirm != may)
            continue;
        struct row *row = add(hands, ROW_ENTRY, words[i].id, words[i].handle);
        row->member = words[i].member;
        row->may = may;
        row->mine = words[i].mine;
        row->nameless = words[i].nameless;
        row->leaves = words[i].kind == HAND_LEAVE;
        row->thread = words[i].thread;
        row->post = words[i].subject;
        util_copy_text(row->by, sizeof row->by, words[i].by.hand);
        const char *what = hand_kind_words(words[i].kind);
        if (what[0] != '\0' && words[i].body[0] != '\0')
            snprintf(row->words, sizeof row->words, "%s: %.200s", what, words[i].body);
        else
            util_copy_text(row->words, sizeof row->words, what[0] != '\0' ? what : words[i].body);
    }
    hand_entries_free(words, count);
    free(words);
}

static void load_members(struct ui *ui, struct hands *hands)
{
    struct member *members = xcalloc(MOST, sizeof *members);
    struct hand_entry entry;
    size_t count = 0;
    if (hand_members_list(ui->store, ui->actor, members, MOST, &count) != RESULT_OK)
        count = 0;
    for (size_t i = 0; i < count; i++) {
        struct row *row = add(hands, ROW_MEMBER, members[i].id, members[i].handle);
        row->member = members[i].id;
        util_copy_text(row->home, sizeof row->home, members[i].home);
        if (hand_entry_of(ui->store, ui->actor, HAND_LEAVE, members[i].id, &entry) != RESULT_OK)
            continue;
        row->leaving = entry.by.struck_by[0] == '\0' ? entry.id : 0;
        hand_entries_free(&entry, 1);
    }
    free(members);
}

static void load(struct ui *ui, struct hands *hands)
{
    struct row was = { 0 };
    bool had = hands->list.count > 0;
    if (had)
        was = hands->rows[hands->list.selected];
    hands->list.count = 0;
    for (int may = 1; may >= 0; may--) {
        load_people(ui, hands, may);
        load_entries(ui, hands, may);
    }
    load_members(ui, hands);
    for (size_t i = 0; had && i < hands->list.count; i++)
        if (hands->rows[i].kind == was.kind && hands->rows[i].id == was.id)
            hands->list.selected = i;
    hands->stale = false;
}

static enum result hands_open(struct ui *ui, struct screen *screen, const void *argument)
{
    (void)argument;
    if (!ui_member(ui))
        return RESULT_REFUSED;
    load(ui, screen->state);
    return RESULT_OK;
}

static void hands_close(struct ui *ui, struct screen *screen)
{
    (void)ui;
    free(((struct hands *)screen->state)->rows);
}

/* --- drawing --- */

/* The words at the right edge: who has to say yes. */
static const char *edge_words(const struct row *row)
{
    if (row->kind == ROW_MEMBER)
        return row->leaving != 0 ? _("leaves") : _("no device");
    if (!row->may)
        return _("waits for a yes");
    return row->kind == ROW_PERSON ? _("lives here?") : _("said so?");
}

static void row_words(const struct ui *ui, const struct row *row, char *out, size_t size)
{
    if (row->kind == ROW_ENTRY)
        snprintf(out, size, "%s: %s", row->handle, row->words);
    else if (row->kind == ROW_MEMBER || ui->columns < WIDE)
        snprintf(out, size, "%s, %s", row->handle, row->home);
    else
        snprintf(out, size, _("%s, %s, says %s"), row->handle, row->home, row->by);
    for (char *c = out; *c != '\0'; c++)
        if (*c == '\n')
            *c = ' ';
}

static const struct list_column wide_columns[] = { { N_("What"), 0, false }, { N_("How it stands"), 44, false },
    { NULL, 0, false } };

static void draw_row(struct ui *ui, const struct row *of, int row, bool selected)
{
    char words[400];
    const char *right = edge_words(of);
    int edge = ui->columns - 1, used = text_width(right, strlen(right));
    enum style style = list_mark(ui, row, selected);
    enum style right_style = of->may || of->leaving != 0 ? STYLE_NEEDS_YOU : STYLE_DIM;
    row_words(ui, of, words, sizeof words);
    if (list_is_wide(ui)) {
        list_cell(ui, row, wide_columns, 0, style, words);
        list_cell(ui, row, wide_columns, 1, right_style, right);
        return;
    }
    ui_right(ui, row, edge, used, right_style, right);
    ui_text(ui, row, 2, edge - used - 4, style, words);
}

static void hands_draw(struct ui *ui, struct screen *screen)
{
    struct hands *hands = screen->state;
    char where[48];
    if (hands->stale)
        load(ui, hands);
    int row = ui_title(ui, _("People without a device"), NULL), last = ui_last_row(ui);
    if (hands->list.count > 0)
        last = ui_foot(ui, last, STYLE_DIM,
            ui->columns < WIDE ? _("w adds somebody. L prints.")
                               : _("w adds somebody else without a device. L prints a slip or a sheet."));
    if (list_is_wide(ui) && hands->list.count > 0)
        row = list_heads(ui, row, wide_columns);
    hands->shown = last - row + 1;
    list_keep(&hands->list, hands->list.count, hands->shown);
    if (hands->list.count == 0)
        ui_paragraph(ui, row + 1, last, STYLE_PLAIN,
            _("Nobody here is without a device. Is there a neighbour who has none? They belong here too: w adds "
              "them, another home says yes, and you write for them."));
    for (size_t i = hands->list.top; i < hands->list.count && row <= last; i++, row++)
        draw_row(ui, &hands->rows[i], row, i == hands->list.selected);
    ui_keys(ui, list_where(&hands->list, false, where, sizeof where));
}

/* --- asking --- */

static void ask(struct ui *ui, struct hands *hands, int asked, const struct question_ask *question)
{
    hands->asked = asked;
    ui_push(ui, &screen_question, question);
}

static void ask_person(struct ui *ui, struct hands *hands, const struct row *row)
{
    char title[200];
    const struct choice may[] = { { 'y', _("Yes, they live here") }, { 'n', _("I don't know them") }, { 0, NULL } };
    const struct choice mine[] = { { 'x', _("Take it back: I was wrong") }, { 'n', _("Leave it") }, { 0, NULL } };
    const struct choice other[] = { { 'n', _("Go back") }, { 0, NULL } };
    snprintf(title, sizeof title, _("%s, home %s, has no device, says %s."), row->handle, row->home, row->by);
    ask(ui, hands, ASKED_ROW,
        &(struct question_ask) { .title = title,
            .text =
                row->may ? _("Two homes have to know them. With your yes they are a member, and count.")
                : row->mine
                    ? _("It waits for the yes of another home than theirs and yours. After 14 days it is forgotten.")
                    : _("It waits for the yes of a third home."),
            .choices = row->may    ? may
                       : row->mine ? mine
                                   : other,
            .destroys = true });
}

static void ask_entry(struct ui *ui, struct hands *hands, const struct row *row)
{
    struct buffer text = { 0 };
    char title[300];
    struct choice choices[5] = { 0 };
    size_t count = 0;
    snprintf(title, sizeof title, _("%s, by %s's hand, not confirmed yet"), row->handle, row->by);
    buffer_format(&text, "%.240s", row->words);
    if (row->leaves)
        buffer_string(
            &text, _(": a day after a yes their name is gone, and their posts stay under \"a former member\"."));
    if (row->may && row->nameless)
        buffer_format(&text, _("\n%s tells you for whom it was: ask them."), row->by);
    if (row->may)
        choices[count++] = (struct choice) { 'y', _("I asked them: they said so") };
    choices[count++] = (struct choice) { 'x', _("Strike it: they did not say it") };
    if (row->thread != 0)
        choices[count++] = (struct choice) { 'o', _("Read it where it stands") };
    choices[count++] = (struct choice) { 'n', _("Leave it as it is") };
    ask(ui, hands, ASKED_ROW,
        &(struct question_ask) { .title = title, .text = buffer_text(&text), .choices = choices, .destroys = true });
    buffer_clear(&text);
}

static void ask_member(struct ui *ui, struct hands *hands, const struct row *row)
{
    char title[200];
    struct choice choices[] = {
        { 's', _("Their slip: what stands in their name") },
        { row->leaving != 0 ? 'x' : 'e',
            row->leaving != 0 ? _("Strike it: they do not leave") : _("They leave the house for good") },
        { 'n', _("Go back") },
        { 0, NULL },
    };
    snprintf(title, sizeof title, row->leaving != 0 ? _("%s, home %s, leaves.") : _("%s, home %s, has no device."),
        row->handle, row->home);
    ask(ui, hands, ASKED_ROW,
        &(struct question_ask) { .title = title,
            .text = _("To write for them: h on a board, on a post, or in aid. It stands in their name, by your hand."),
            .choices = choices });
}

static void ask_leave(struct ui *ui, struct hands *hands)
{
    const struct choice choices[] = { { 'y', _("Yes, they told me") }, { 'n', _("No") }, { 0, NULL } };
    ask(ui, hands, ASKED_LEAVE,
        &(struct question_ask) { .title = _("They leave the house for good, and said so to you?"),
            .text = _("Somebody of another home asks them and confirms it. A day later their name is gone, and their "
                      "posts stay under \"a former member\". Until then anybody strikes it if they say that it is "
                      "not so."),
            .choices = choices,
            .destroys = true });
}

static void ask_paper(struct ui *ui, struct hands *hands)
{
    const struct choice choices[] = { { '1', _("A slip: what stands in their name") },
        { '2', _("A sheet for the shop door") }, { '3', _("A sheet that strangers may read") },
        { '4', _("A page to read aloud to those who live here") }, { 'n', _("Go back") }, { 0, NULL } };
    ask(ui, hands, ASKED_PAPER,
        &(struct question_ask) { .title = _("On paper"),
            .text = _("It comes on the screen, to read aloud; `ssh NAME@HOST sheet | lp` prints it."),
            .choices = choices,
            .harmless = true });
}

static void ask_name(struct ui *ui, struct hands *hands, const char *typed)
{
    hands->asked = ASKED_NAME;
    ui_push(ui, &screen_prompt,
        &(struct prompt_ask) { .label = _("Name, home"),
            .text = _("As people call them, a comma, block and number: Gogo Maria, C 7"),
            .initial = typed,
            .limit = 40 });
}

/* --- answers --- */

static void told(struct ui *ui, struct hands *hands, enum result result, const char *words)
{
    char reason[300];
    util_copy_text(reason, sizeof reason, result == RESULT_OK ? words : store_reason(ui->store));
    load(ui, hands);
    ui_notice(ui, "%s", reason);
}

/* Returns the character between name and home in "Gogo Maria, C 7" or "Gogo Maria C 7". NULL: there is no home. Without
 * a comma the home must end with a digit. */
static const char *home_in(const char *typed)
{
    const char *comma = strchr(typed, ','), *end = typed + strlen(typed);
    if (comma != NULL)
        return comma;
    while (end > typed && end[-1] == ' ')
        end--;
    if (end == typed || end[-1] < '0' || end[-1] > '9')
        return NULL;
    const char *word = end;
    while (word > typed && word[-1] != ' ')
        word--;
    if (*word >= '0' && *word <= '9') { /* only a number: its block is the word before */
        while (word > typed && word[-1] == ' ')
            word--;
        while (word > typed && word[-1] != ' ')
            word--;
    }
    return word > typed ? word - 1 : NULL;
}

/* Adds the person. When the line is not understood or refused, the prompt comes again with the same text. */
static void tell_of(struct ui *ui, struct hands *hands, const char *typed)
{
    char name[80], line[200], words[300];
    struct hand_person person;
    if (typed[strspn(typed, " ")] == '\0')
        return;
    util_copy_text(line, sizeof line, typed);
    const char *home = home_in(line);
    snprintf(name, sizeof name, "%.*s", (int)(home != NULL ? home - line : 0), line);
    if (home == NULL) {
        ask_name(ui, hands, line);
        ui_notice(ui, "%s", _("Their home is missing, a block and a number: Gogo Maria, C 7"));
    } else if (hand_member_add(ui->store, ui->actor, name, home + 1 + strspn(home + 1, " "), ui_now(ui), &person) !=
               RESULT_OK) {
        util_copy_text(words, sizeof words, store_reason(ui->store));
        ask_name(ui, hands, line);
        ui_notice(ui, "%s", words);
    } else {
        snprintf(words, sizeof words,
            _("Noted: %s, home %s. People of other homes are asked on their home screens; with one yes they are a member."),
            person.handle, person.home);
        told(ui, hands, RESULT_OK, words);
    }
}

static void answer_person(struct ui *ui, struct hands *hands, const struct row *row, int64_t key)
{
    int64_t member = 0;
    if (key == 'y')
        told(ui, hands, hand_member_confirm(ui->store, ui->actor, row->id, ui_now(ui), &member),
            _("They are a member now. h on a board, a post or in aid writes for them."));
    else if (key == 'x')
        told(ui, hands, hand_member_withdraw(ui->store, ui->actor, row->id, ui_now(ui)), _("Taken back."));
}

static void answer_entry(struct ui *ui, struct hands *hands, const struct row *row, int64_t key)
{
    if (key == 'y')
        told(ui, hands, hand_confirm(ui->store, ui->actor, row->id, ui_now(ui)),
            row->leaves ? _("Confirmed. They leave in a day. Until then anybody can strike it, if they say that it "
                            "is not so.")
                        : _("Confirmed: they said so."));
    else if (key == 'x')
        told(ui, hands, hand_strike(ui->store, ui->actor, row->id, ui_now(ui)),
            _("Struck, as they say that it is not theirs. Your name stands beside it."));
    else if (key == 'o')
        navigate_to_post(ui, row->thread, row->post);
}

static void show_slip(struct ui *ui, const char *name)
{
    char command[HANDLE_BYTES * 2 + 20];
    snprintf(command, sizeof command, "slip %s", name);
    command_show(ui, command);
}

static void answer_member(struct ui *ui, struct hands *hands, const struct row *row, int64_t key)
{
    if (key == 's')
        show_slip(ui, row->handle);
    else if (key == 'e')
        ask_leave(ui, hands);
    else if (key == 'x')
        told(ui, hands, hand_strike(ui->store, ui->actor, row->leaving, ui_now(ui)),
            _("Struck, as they say so: they stay."));
}

static void take_answer(struct ui *ui, struct hands *hands, int asked, int64_t key)
{
    int64_t entry = 0;
    if (asked == ASKED_PAPER) {
        if (key == '1') {
            hands->asked = ASKED_SLIP;
            hand_ask_name(ui);
        } else if (key != 'n')
            command_show(ui, key == '2' ? "sheet" : key == '3' ? "sheet --public" : "sheet --aloud");
        return;
    }
    if (hands->list.selected >= hands->list.count)
        return;
    struct row row = hands->rows[hands->list.selected]; /* a copy, because told() loads the rows again */
    if (asked == ASKED_LEAVE && key == 'y')
        told(ui, hands, hand_member_leaves(ui->store, ui->actor, row.member, ui_now(ui), &entry),
            _("Noted. It waits for somebody of another home, who asks them."));
    else if (asked == ASKED_ROW)
        (row.kind == ROW_PERSON     ? answer_person
            : row.kind == ROW_ENTRY ? answer_entry
                                    : answer_member)(ui, hands, &row, key);
}

static void hands_back(
    struct ui *ui, struct screen *screen, const struct screen_type *from, const struct outcome *outcome)
{
    struct hands *hands = screen->state;
    struct actor voice;
    int asked = hands->asked;
    hands->asked = ASKED_NOTHING;
    /* The answer of a question is for the selected row: the rows must not change before it is taken. */
    if (from != &screen_question)
        hands->stale = true;
    if (!outcome->done)
        return;
    if (from == &screen_question)
        take_answer(ui, hands, asked, outcome->number);
    else if (from == &screen_prompt && asked == ASKED_NAME)
        tell_of(ui, hands, outcome->text);
    else if (from == &screen_prompt && asked == ASKED_SLIP && hand_voice_of(ui, outcome->text, &voice))
        show_slip(ui, voice.handle);
}

/* --- acting --- */

static bool hands_can(const struct ui *ui, const struct screen *screen, enum action action)
{
    const struct hands *hands = screen->state;
    (void)ui;
    if (action == ACTION_YES)
        return hands->list.count > 0 && hands->rows[hands->list.selected].may;
    return hands->list.count > 0 || action != ACTION_OPEN;
}

static bool hands_act(struct ui *ui, struct screen *screen, enum action action)
{
    struct hands *hands = screen->state;
    if (list_act(&hands->list, action, hands->shown))
        return true;
    const struct row *row = hands->list.count > 0 ? &hands->rows[hands->list.selected] : NULL;
    if ((action == ACTION_OPEN || action == ACTION_YES) && row != NULL)
        (row->kind == ROW_PERSON ? ask_person : row->kind == ROW_ENTRY ? ask_entry : ask_member)(ui, hands, row);
    else if (action == ACTION_WRITE)
        ask_name(ui, hands, NULL);
    else if (action == ACTION_PRINT)
        ask_paper(ui, hands);
    else
        return false;
    return true;
}

static void hands_event(struct ui *ui, struct screen *screen, const struct face_event *event)
{
    struct hands *hands = screen->state;
    if (event->kind != FACE_WRITTEN || hands->asked != ASKED_NOTHING)
        return;
    hands->stale = true;
    if (ui->top == screen)
        ui_dirty(ui);
}

static const char *word(const struct screen *screen, enum action action)
{
    (void)screen;
    return action == ACTION_WRITE ? N_("add somebody") : NULL;
}

static const enum action actions[] = { ACTION_YES, ACTION_OPEN, ACTION_WRITE, ACTION_PRINT, ACTION_BACK, ACTION_MENU,
    ACTION_HELP, ACTION_NONE };

const struct screen_type screen_hands = {
    .lists = true,
    .name = "hands",
    .help =
        N_("People without a device belong here too: neighbours write in their names, and beside it stands by whose "
           "hand. First stands what waits for your yes, then what waits for others, then who they are. Enter says "
           "what can be done.\n\n"
           "\"Lives here?\": two homes have to know them. \"Said so?\": somebody wrote for them; ask them, then "
           "confirm it, or strike it if they say that it is not theirs. You can answer if you are of another home "
           "than theirs and than the writer's.\n\n"
           "w adds somebody without a device. L prints: a slip for one, with all that was written in their name; a "
           "sheet for the shop door. To write for them: h on a board, on a post, or in aid."),
    .actions = actions,
    .word = word,
    .size = sizeof(struct hands),
    .open = hands_open,
    .close = hands_close,
    .draw = hands_draw,
    .act = hands_act,
    .can = hands_can,
    .back = hands_back,
    .event = hands_event,
};
