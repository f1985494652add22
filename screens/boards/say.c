/*
 * say.c: `w` on a board: what is this? 1 say 2 ask 3 I am angry about ... (RULES 2.6). This screen draws nothing
 * itself: it asks over the board, opens the editor or the form of an ask, and hands on the outcome.
 */
#include <stdlib.h>
#include <string.h>

#include "hurt.h"
#include "screens/boards/boards_rooms.h"

struct say {
    int64_t board, written; /* written: the post that she wrote, or 0 */
    bool angry;             /* it is known from the beginning */
    bool turning;           /* the open question: does the angry post become an ask? */
};

static enum result say_open(struct ui *ui, struct screen *screen, const void *argument)
{
    struct say *say = screen->state;
    (void)ui;
    const struct say_ask *ask = argument;
    say->board = ask->board;
    say->angry = ask->angry;
    return RESULT_OK;
}

static void ask_what(struct ui *ui)
{
    const struct choice choices[] = { { '1', _("Say something") },
        { '2', _("Ask for something: a hand, a tool, an hour") }, { '3', _("I am angry about ...") },
        { '4', _("Somebody was hurt: help, numbers") }, { 0, NULL } };
    ui_push(ui, &screen_question,
        &(struct question_ask) { .title = _("What is this?"), .choices = choices, .harmless = true });
}

static void say_draw(struct ui *ui, struct screen *screen)
{
    ui_below(ui, screen);
}

void boards_hurt_show(struct ui *ui)
{
    struct hurt hurt;
    struct buffer words = { 0 };
    if (hurt_get(ui->store, ui->actor, ui_now(ui), &hurt) != RESULT_OK) {
        ui_refused(ui);
        return;
    }
    hurt_words(&hurt, ui_member(ui), &words);
    ui_push(ui, &screen_output, &(struct output_ask) { .title = _("Somebody was hurt"), .text = buffer_text(&words) });
    buffer_clear(&words);
}

static void finish(struct ui *ui, const struct say *say)
{
    ui_pop(ui, &(struct outcome) { .done = say->written != 0, .number = say->written });
}

static void begin(struct ui *ui, struct say *say, int64_t what)
{
    if (what == '4') {
        boards_hurt_show(ui);
        return;
    }
    bool opened = what == '2'
                      ? ui_go(ui, PLACE_AID_FORM, &(struct aid_form_ask) { .kind = -1 })
                      : ui_go(ui, PLACE_EDITOR,
                            &(struct editor_ask) { .place = DRAFT_THREAD, .target = say->board, .angry = what == '3' });
    if (!opened)
        finish(ui, say);
}

static void say_opened(struct ui *ui, struct screen *screen)
{
    struct say *say = screen->state;
    if (say->angry)
        begin(ui, say, '3');
    else
        ask_what(ui);
}

/* The question names the readers of the ask. A post in a caucus has few readers, and she must know before the form
 * opens that an ask has more. RULES 2.1. */
static void ask_turn(struct ui *ui, struct say *say)
{
    struct readers readers = { 0 };
    char text[READERS_LINE_BYTES + 400];
    const struct choice choices[] = { { 'a', _("Make it an ask; your words come along, to change") },
        { 'p', _("Make it a proposal for the next meeting, on an item called in anger") },
        { 'd', _("Make it a demand: what we do, and on which day") }, { 'n', _("No, that is all") }, { 0, NULL } };
    say->turning = true;
    readers_of(ui->store, ui->actor, DRAFT_ASK, 0, ui_now(ui), &readers);
    snprintf(text, sizeof text, "%s.\n%s", readers.line,
        _("An ask names nobody, but your post bears your name: whoever reads both recognises the words. "
          "You can change them before it is sent."));
    ui_push(ui, &screen_question,
        &(struct question_ask) { .title = _("You said what would help. Ask for it?"),
            .text = text,
            .choices = choices,
            .selected = 3,
            .harmless = true });
}

/* "What would help" becomes the line of the ask; the post's title and text become its details. */
static bool turn_into_ask(struct ui *ui, const struct say *say)
{
    struct post post;
    struct thread thread;
    if (post_get(ui->store, ui->actor, say->written, &post) != RESULT_OK)
        return false;
    const char *help = strstr(post.body, _("What would help: "));
    char *line = xstrdup(help != NULL ? help + strlen(_("What would help: ")) : post.body);
    struct buffer details = { 0 };
    if (thread_get(ui->store, ui->actor, post.thread, &thread) == RESULT_OK)
        buffer_format(&details, "%s. ", thread.title);
    buffer_add(&details, post.body, help != NULL ? (size_t)(help - post.body) : strlen(post.body));
    bool opened = ui_go(
        ui, PLACE_AID_FORM, &(struct aid_form_ask) { .kind = -1, .line = line, .details = buffer_text(&details) });
    buffer_clear(&details);
    free(line);
    posts_free(&post, 1);
    return opened;
}

/* The post's title becomes what is demanded. */
static bool turn_into_demand(struct ui *ui, const struct say *say)
{
    struct post post;
    struct thread thread;
    if (post_get(ui->store, ui->actor, say->written, &post) != RESULT_OK)
        return false;
    bool found = thread_get(ui->store, ui->actor, post.thread, &thread) == RESULT_OK;
    posts_free(&post, 1);
    return found && ui_go(ui, PLACE_GAIN_FORM, &(struct gain_form_ask) { .demand = thread.title });
}

/* False: it stays a post. */
static bool turn(struct ui *ui, const struct say *say, int64_t key)
{
    if (key == 'p')
        return ui_go(ui, PLACE_PROPOSE, &(struct propose_ask) { .post = say->written, .angry = true });
    return key == 'a' ? turn_into_ask(ui, say) : key == 'd' && turn_into_demand(ui, say);
}

static void say_back(
    struct ui *ui, struct screen *screen, const struct screen_type *from, const struct outcome *outcome)
{
    struct say *say = screen->state;
    bool turned = say->turning;
    say->turning = false;
    if (from == &screen_question && turned) {
        if (!outcome->done || !turn(ui, say, outcome->number))
            finish(ui, say);
    } else if (from == &screen_question && outcome->done)
        begin(ui, say, outcome->number);
    else if (from == ui_page(ui, PLACE_EDITOR) && outcome->done) {
        say->written = outcome->number;
        if (outcome->text != NULL) /* she said what would help */
            ask_turn(ui, say);
        else
            finish(ui, say);
    } else
        finish(ui, say);
}

static const enum action actions[] = { ACTION_NONE };

const struct screen_type screen_say = {
    .name = "say",
    .actions = actions,
    .size = sizeof(struct say),
    .open = say_open,
    .opened = say_opened,
    .draw = say_draw,
    .back = say_back,
};
