/*
 * welcome.c: the page before home for a guest, for the first member of a house, for a new member, and for a member who
 * has to choose a password because somebody else set it (RULES 1.3, 1.4, 9.2).
 */
#include <stdlib.h>
#include <string.h>

#include "aid.h"
#include "invitations.h"
#include "join.h"
#include "numbers.h"
#include "screens/home/home_own.h"
#include "screens/home/home_rooms.h"
#include "screens/ui/password.h"
#include "shelf.h"

enum { STEPS_MOST = 4, BOARDS_MOST = 12, WORDS_BYTES = 1200 };

/* --- the four steps of RULES 9.2, and what of them is done; also for home (home_own.h) --- */

void welcome_steps_look(struct ui *ui, struct first_steps *steps)
{
    struct invitation cards[FIRST_CARDS];
    struct aid_totals totals = { 0 };
    struct thing thing;
    size_t count = 0;
    *steps = (struct first_steps) { 0 };
    invitations_list(ui->store, ui->actor, ui_now(ui), cards, FIRST_CARDS, &count);
    steps->cards = (int)count;
    aid_totals(ui->store, ui->actor, &totals);
    steps->needs = totals.asks > 0;
    steps->lends = shelf_list(ui->store, ui->actor, 0, ui_now(ui), &thing, 1, &count) == RESULT_OK && count > 0;
    steps->done = (steps->cards >= FIRST_CARDS) + steps->needs + steps->lends;
}

struct step {
    enum step_kind { STEP_HELLO, STEP_CARDS, STEP_NEEDS, STEP_LENDS, STEP_LOOK, STEP_READ, STEP_HOME } kind;
    const char *words;
};

struct welcome {
    enum whom { FOR_GUEST, FOR_PASSWORD, FOR_FIRST, FOR_NEW } whom;
    char words[WORDS_BYTES];
    struct step steps[STEPS_MOST];
    struct list list;
    int rows;
    struct password password;
    bool new_here; /* she has never been on home */
    bool said;     /* she has said hello to the street */
    bool looked;   /* she has read how a made-up street is opened */
};

static void add_step(struct welcome *welcome, enum step_kind kind, const char *words)
{
    struct step *step = &welcome->steps[welcome->list.count++];
    step->kind = kind;
    step->words = words;
}

/* --- the words and steps for each kind of reader --- */

/* "Welcome, News"; of several units "First Street: Welcome, News; The Depot: Welcome" */
static void name_boards(const struct board *boards, size_t count, bool units, struct buffer *names)
{
    for (size_t i = 0; i < count; i++) {
        bool other = units && (i == 0 || boards[i].unit != boards[i - 1].unit);
        buffer_string(names, i == 0 ? "" : other ? "; " : ", ");
        if (other)
            buffer_format(names, "%s: ", boards[i].unit_name);
        buffer_string(names, boards[i].title);
    }
}

static void for_guest(struct ui *ui, struct welcome *welcome)
{
    struct board boards[BOARDS_MOST];
    size_t count = 0;
    struct buffer names = { 0 };
    if (boards_list(ui->store, ui->actor, boards, BOARDS_MOST, &count) == RESULT_OK)
        name_boards(boards, count, ui_several(ui), &names);
    snprintf(welcome->words, sizeof welcome->words,
        _("Welcome. You are a guest: you can read what these people made public, and write nothing. No note is "
          "kept of your visit.\n\n"
          "Public here: %s."),
        count > 0 ? buffer_text(&names) : _("nothing so far"));
    buffer_clear(&names);
    add_step(welcome, STEP_READ, N_("Read"));
}

static void for_password(struct ui *ui, struct welcome *welcome)
{
    (void)ui;
    util_copy_text(welcome->words, sizeof welcome->words,
        _("Somebody else set your password, so somebody else knows it. Choose your own now; then the house is open to "
          "you.\n\nAt least 8 characters; a few words in a row are good."));
    add_step(welcome, STEP_HOME, N_("Choose a password"));
}

static void for_first(struct ui *ui, struct welcome *welcome)
{
    bool workplace = ui->house.kind == UNIT_FORUM;
    snprintf(welcome->words, sizeof welcome->words,
        workplace
            ? _("Welcome to %s, %s. You are the first.\n\nThe others come in by cards that you hand them. Until people of %d homes are in, everything is for now: no task and no rule binds.")
            : _("Welcome to %s, %s. You are the first.\n\nNeighbours come in by cards that you hand them. Until %d homes are in, everything is for now: no task and no rule binds."),
        ui->house.name, ui->actor->handle, (int)number_of(ui->store, ui->actor->here, NUMBER_FOUNDING));
    add_step(welcome, STEP_CARDS, workplace ? N_("Cards for three others") : N_("Cards for three neighbours"));
    add_step(welcome, STEP_NEEDS, workplace ? N_("One thing the workplace needs") : N_("One thing the street needs"));
    add_step(welcome, STEP_LENDS, N_("One thing you can lend"));
    add_step(welcome, STEP_LOOK, N_("Look round a made-up street"));
}

static void for_new(struct ui *ui, struct welcome *welcome)
{
    char greeting[500];
    join_welcome(ui->store, ui->actor, greeting, sizeof greeting);
    snprintf(welcome->words, sizeof welcome->words,
        _("%s\n\nSpace reads on, Enter opens, q goes back, ? explains. What you write is "
          "kept even when the line drops, and nobody sees it before you send it."),
        greeting);
    if (!welcome->said)
        add_step(welcome, STEP_HELLO,
            ui->house.kind == UNIT_FORUM ? N_("Say hello to the workplace") : N_("Say hello to the street"));
    add_step(welcome, STEP_READ, N_("Read the boards"));
    add_step(welcome, STEP_HOME, N_("Go home"));
}

static void greet(struct ui *ui, struct welcome *welcome, enum whom whom)
{
    static void (*const say[])(struct ui *, struct welcome *) = {
        [FOR_GUEST] = for_guest,
        [FOR_PASSWORD] = for_password,
        [FOR_FIRST] = for_first,
        [FOR_NEW] = for_new,
    };
    welcome->whom = whom;
    welcome->list = (struct list) { 0 };
    say[whom](ui, welcome);
}

static enum whom after_password(const struct ui *ui)
{
    return ui->house.members <= 1 ? FOR_FIRST : FOR_NEW;
}

/* `argument`: not NULL when home opens it again, for the first member. */
static enum result welcome_open(struct ui *ui, struct screen *screen, const void *argument)
{
    struct welcome *welcome = screen->state;
    struct member member = { 0 };
    if (ui_member(ui))
        member_get(ui->store, ui->actor, ui->actor->member, &member);
    welcome->new_here = member.seen == 0;
    greet(ui, welcome,
        !ui_member(ui)        ? FOR_GUEST
        : argument != NULL    ? FOR_FIRST
        : member.password_due ? FOR_PASSWORD
                              : after_password(ui));
    return RESULT_OK;
}

static void welcome_close(struct ui *ui, struct screen *screen)
{
    struct welcome *welcome = screen->state;
    (void)ui;
    password_forget(&welcome->password);
}

/* --- drawing and acting --- */

/* What of a step is done, for the right edge: "2 of 3", "done"; "": nothing. */
static const char *done_words(
    const struct welcome *welcome, const struct first_steps *steps, enum step_kind kind, char out[32])
{
    bool done = (kind == STEP_CARDS && steps->cards >= FIRST_CARDS) || (kind == STEP_NEEDS && steps->needs) ||
                (kind == STEP_LENDS && steps->lends) || (kind == STEP_LOOK && welcome->looked);
    out[0] = '\0';
    if (done)
        util_copy_text(out, 32, _("done"));
    else if (kind == STEP_CARDS && steps->cards > 0)
        snprintf(out, 32, _("%d of %d"), steps->cards, FIRST_CARDS);
    return out;
}

static void welcome_draw(struct ui *ui, struct screen *screen)
{
    struct welcome *welcome = screen->state;
    const char *house = ui->house.name[0] != '\0' ? ui->house.name : _("The house"); /* a guest is in no unit */
    int row = ui_title(ui, house, ui->actor->handle), last = ui_last_row(ui);
    welcome->rows = (int)welcome->list.count;
    row += ui->rows >= 20;
    int words_last = last - welcome->rows - 1;
    row = ui_paragraph(ui, row, words_last, STYLE_PLAIN, ui_whole_paragraphs(ui, row, words_last, welcome->words)) + 1;
    struct first_steps steps = { 0 };
    char done[32];
    if (welcome->whom == FOR_FIRST)
        welcome_steps_look(ui, &steps);
    for (size_t i = 0; i < welcome->list.count && row <= last; i++) {
        enum style style = list_mark(ui, row, i == welcome->list.selected);
        ui_textf(ui, row, 2, 2, STYLE_NEEDS_YOU, "%zu", i + 1);
        done_words(welcome, &steps, welcome->steps[i].kind, done);
        ui_right(ui, row, ui->columns - 1, text_width(done, strlen(done)), STYLE_DIM, done);
        row = ui_hanging(ui, row, last, 4, style, _(welcome->steps[i].words));
    }
    ui_keys(ui, NULL);
}

/* It names units, whose names change, and boards. */
static void welcome_event(struct ui *ui, struct screen *screen, const struct face_event *event)
{
    struct welcome *welcome = screen->state;
    size_t selected = welcome->list.selected;
    if (!ui_beside_boards(event) || welcome->whom == FOR_PASSWORD)
        return;
    greet(ui, welcome, welcome->whom);
    welcome->list.selected = selected < welcome->list.count ? selected : 0;
    ui_dirty(ui);
}

static void write_to_street(struct ui *ui)
{
    struct board board;
    if (board_by_slug(ui->store, ui->actor, "general", &board) == RESULT_OK)
        ui_go(ui, PLACE_EDITOR, &(struct editor_ask) { .place = DRAFT_THREAD, .target = board.id });
    else
        ui_refused(ui);
}

static void look_round(struct ui *ui)
{
    ui_push(ui, &screen_output,
        &(struct output_ask) {
            .title = _("Made-up streets"),
            .text = _("Whoever keeps the machine can open a made-up house beside this one. It has three streets and a "
                      "workplace, boards full of posts, and a tour of eight stops:\n\n"
                      "bbs demo --db demo/house.db\nbbs serve --db demo/house.db --listen 127.0.0.1:2223\n\n"
                      "Nobody in it is real, and nothing done there touches this house."),
        });
}

static void take_step(struct ui *ui, struct welcome *welcome, const struct step *step)
{
    if (welcome->whom == FOR_PASSWORD) {
        password_begin(ui, &welcome->password, true);
        return;
    }
    switch (step->kind) {
    case STEP_HELLO:
        ui_pop(ui, NULL);
        write_to_street(ui);
        break;
    case STEP_NEEDS: /* all four come back to this page, because it has more steps */
        ui_go(ui, PLACE_AID_FORM, &(struct aid_form_ask) { .kind = -1 });
        break;
    case STEP_LENDS:
        ui_go(ui, PLACE_ROTA_FORM, &(struct rota_form_ask) { .thing = true });
        break;
    case STEP_CARDS:
        ui_go(ui, PLACE_INVITATIONS, NULL);
        break;
    case STEP_LOOK:
        welcome->looked = true;
        look_round(ui);
        break;
    case STEP_READ:
        ui_pop(ui, NULL);
        ui_go(ui, PLACE_BOARDS, NULL);
        break;
    case STEP_HOME:
        ui_pop(ui, NULL);
        break;
    }
}

/* Until she has chosen a password she can only do that, read help, or leave. */
static bool welcome_can(const struct ui *ui, const struct screen *screen, enum action action)
{
    const struct welcome *welcome = screen->state;
    if (welcome->whom == FOR_PASSWORD)
        return action == ACTION_OPEN || action == ACTION_BACK || action == ACTION_HELP;
    return action != ACTION_NEXT_UNREAD || ui_member(ui);
}

static bool welcome_act(struct ui *ui, struct screen *screen, enum action action)
{
    struct welcome *welcome = screen->state;
    bool due = welcome->whom == FOR_PASSWORD;
    if (list_act(&welcome->list, action, welcome->rows))
        return true;
    if (action == ACTION_OPEN || (action == ACTION_NEXT && !due))
        take_step(ui, welcome, &welcome->steps[welcome->list.selected]);
    else if (action == ACTION_BACK && due)
        ui_ask_leave(ui); /* a stalled line may make an Esc of an arrow key */
    else
        return due && action != ACTION_HELP;
    return true;
}

static void welcome_key(struct ui *ui, struct screen *screen, wint_t key, bool special)
{
    struct welcome *welcome = screen->state;
    if (!special && key >= '1' && key - '1' < welcome->list.count)
        take_step(ui, welcome, &welcome->steps[key - '1']);
}

static void welcome_back(
    struct ui *ui, struct screen *screen, const struct screen_type *from, const struct outcome *outcome)
{
    struct welcome *welcome = screen->state;
    if (from == ui_page(ui, PLACE_EDITOR) && outcome->done && welcome->whom == FOR_NEW) {
        welcome->said = true;
        greet(ui, welcome, FOR_NEW);
    }
    if (from == &screen_question && welcome->whom == FOR_PASSWORD && outcome->done && outcome->number == 'y')
        ui_leave(ui);
    if (from != &screen_prompt || welcome->password.asked == PASSWORD_NONE ||
        !password_take(ui, &welcome->password, outcome))
        return;
    if (welcome->new_here)
        greet(ui, welcome, after_password(ui));
    else
        ui_pop(ui, NULL);
}

static const enum action actions[] = { ACTION_OPEN, ACTION_BACK, ACTION_MENU, ACTION_HELP, ACTION_NONE };

const struct screen_type screen_welcome = {
    .name = "welcome",
    .help =
        N_("The first page. Press the number before a line, or move to it and press Enter; q goes to the home screen."),
    .actions = actions,
    .size = sizeof(struct welcome),
    .open = welcome_open,
    .close = welcome_close,
    .draw = welcome_draw,
    .event = welcome_event,
    .act = welcome_act,
    .can = welcome_can,
    .key = welcome_key,
    .back = welcome_back,
};
