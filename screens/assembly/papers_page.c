/*
 * papers_page.c: what an assembly did on paper (RULES 1.7, 1.8): who was there, the question, the vote; what was typed
 * in by whom, and what waits for a second home.
 */
#include <stdlib.h>
#include <string.h>

#include "bbs/command/papers_say.h"
#include "proposals.h"
#include "screens/assembly/assembly_rooms.h"
#include "votes.h"

enum { PEOPLE_MOST = 400, TYPED_MOST = 1000 };

struct papers_page {
    int64_t meeting;
    struct room room;
    bool may; /* she may tick and type what is open */
    enum { ASKS_NOTHING, ASKS_DOOR, ASKS_TICK, ASKS_COUNT } asked;
    struct paper paper;
    bool stale;
};

/* --- reading --- */

static void add_door(struct ui *ui, const struct papers_page *page, struct buffer *text)
{
    struct papers_door door;
    struct room_person *people = xcalloc(PEOPLE_MOST, sizeof *people);
    size_t count = 0;
    room_people(ui->store, ui->actor, page->meeting, ui_now(ui), people, PEOPLE_MOST, &count);
    papers_door_read(people, count, &door);
    char *words = papers_say_door(&door);
    buffer_format(text, "%s\n%s\n", _("Who was there"), words);
    papers_door_free(&door);
    free(words);
    free(people);
}

static void add_papers(struct ui *ui, struct papers_page *page, struct buffer *text)
{
    struct papers papers = { 0 };
    bool vote = page->room.vote != 0;
    enum result result = vote ? vote_paper_get(ui->store, ui->actor, page->room.vote, ui_now(ui), &papers)
                              : question_paper_get(ui->store, ui->actor, page->room.proposal, ui_now(ui), &papers);
    page->may = result == RESULT_OK && papers.may;
    char *words = result == RESULT_OK ? papers_say(&papers, vote) : xstrdup(store_reason(ui->store));
    buffer_format(text, "\n%s\n%s\n", vote ? _("The vote") : _("The question"), words);
    free(words);
}

static enum result load(struct ui *ui, struct papers_page *page)
{
    struct buffer text = { 0 };
    page->stale = page->may = false;
    enum result result = room_get(ui->store, ui->actor, page->meeting, ui_now(ui), &page->room);
    if (result != RESULT_OK)
        return result;
    add_door(ui, page, &text);
    if (page->room.test != 0 || page->room.vote != 0)
        add_papers(ui, page, &text);
    else
        buffer_format(&text, "\n%s",
            _("No question and no vote is open. First the chair puts to the room what was asked on paper. Then two people of two homes type what the papers say."));
    free(page->paper.text);
    page->paper.text = buffer_take(&text);
    return RESULT_OK;
}

static enum result papers_open(struct ui *ui, struct screen *screen, const void *argument)
{
    struct papers_page *page = screen->state;
    const struct room_ask *ask = argument;
    page->meeting = ask != NULL ? ask->meeting : room_open_here(ui->store, ui->actor, ui_now(ui));
    return load(ui, page);
}

static void papers_close(struct ui *ui, struct screen *screen)
{
    (void)ui;
    paper_close(&((struct papers_page *)screen->state)->paper);
}

static void papers_draw(struct ui *ui, struct screen *screen)
{
    struct papers_page *page = screen->state;
    char where[48];
    if (page->stale)
        load(ui, page);
    int row = ui_title(ui, _("On paper"), ui->columns >= 80 ? page->room.title : "");
    paper_draw(ui, &page->paper, row, ui_last_row(ui));
    ui_keys(ui, paper_where(&page->paper, where, sizeof where));
}

/* --- typing in --- */

/* What is typed here is no draft. Counts of few papers would tell who said what; the store keeps those of a secret vote
 * under a key that is not in the file (paper_seal.h), and a draft would put the same numbers there in clear. Nor must
 * one note-taker find what the other typed, where both sit at one laptop and one log-in. The papers lie there: whose
 * line drops counts them once more. */
static void ask(struct ui *ui, struct papers_page *page, int asked, const char *label, const char *words)
{
    page->asked = asked;
    ui_push(ui, &screen_prompt, &(struct prompt_ask) { .label = label, .text = words, .limit = TYPED_MOST });
}

static const char *count_words(const struct papers_page *page)
{
    return page->room.vote != 0
               ? _("How many papers say what, with ; between: 12 yes; 3 no. Or rankings: 4 2>1; 3 1>2.")
               : _("With ; between: 12 yes; 2 aside; but WORDS; stop NAME WORDS. A line for each paper with words.");
}

static bool papers_act(struct ui *ui, struct screen *screen, enum action action)
{
    struct papers_page *page = screen->state;
    if (paper_act(&page->paper, action))
        return true;
    if (action == ACTION_DONE)
        ask(ui, page, ASKS_DOOR, _("Names:"),
            _("Names of the door list on paper, with ; between. A name on the lists of two homes counts as here."));
    else if (action == ACTION_YES)
        ask(ui, page, ASKS_TICK, _("Who has a paper:"),
            page->room.vote != 0 ? _("A name. They vote only on paper then.")
                                 : _("A name, or all: whoever has not answered. They answer only on paper then."));
    else if (action == ACTION_WRITE)
        ask(ui, page, ASKS_COUNT, _("The papers:"), count_words(page));
    else if (action == ACTION_NEXT || action == ACTION_OPEN)
        ui_pop(ui, NULL);
    else
        return false;
    return true;
}

/* The same words as the command takes: so all faces refuse and answer alike. */
static void papers_back(
    struct ui *ui, struct screen *screen, const struct screen_type *from, const struct outcome *outcome)
{
    struct papers_page *page = screen->state;
    struct buffer line = { 0 };
    int asked = page->asked;
    page->stale = true;
    if (from != &screen_prompt)
        return;
    page->asked = ASKS_NOTHING;
    if (!outcome->done || outcome->text[0] == '\0')
        return;
    if (asked == ASKS_DOOR)
        buffer_format(&line, "door paper %lld %s", (long long)page->meeting, outcome->text);
    else
        buffer_format(&line, page->room.vote != 0 ? "vote paper %lld %s%s" : "position paper %lld %s%s",
            (long long)(page->room.vote != 0 ? page->room.vote : page->room.proposal),
            asked == ASKS_TICK ? "tick " : "", outcome->text);
    command_give(ui, buffer_text(&line));
    buffer_clear(&line);
}

static bool papers_can(const struct ui *ui, const struct screen *screen, enum action action)
{
    const struct papers_page *page = screen->state;
    (void)ui;
    if (action == ACTION_YES || action == ACTION_WRITE)
        return page->may;
    return action != ACTION_DONE || page->room.state != ROOM_CLOSED;
}

static void papers_event(struct ui *ui, struct screen *screen, const struct face_event *event)
{
    if (!ui_beside_boards(event) && !(event->kind == FACE_WRITTEN && event->board == HINT_OF_ROOM))
        return;
    ((struct papers_page *)screen->state)->stale = true;
    ui_dirty(ui);
}

static const char *word(const struct screen *screen, enum action action)
{
    (void)screen;
    return action == ACTION_DONE    ? N_("door list")
           : action == ACTION_YES   ? N_("has a paper")
           : action == ACTION_WRITE ? N_("type counts")
                                    : NULL;
}

static const enum action actions[] = { ACTION_DONE, ACTION_YES, ACTION_WRITE, ACTION_NEXT, ACTION_BACK, ACTION_MENU,
    ACTION_HELP, ACTION_NONE };

const struct screen_type screen_papers = {
    .name = "papers",
    .help =
        N_("What was done on paper. When the power fails the meeting goes on by the kit that `meeting print N` "
           "prints. Later two people of two homes type in what stands on paper, each alone. What both type the same "
           "counts. What differs is shown to both and does not count: they count once more.\n\n"
           "d: the names of the door list on paper. y: who has a paper in the open question or vote; they answer "
           "only on paper then, and nobody ticks themselves. w: how many papers say what. Words count as the same "
           "when their letters do.\n\n"
           "Whoever brought the matter before the meeting counts no papers of it."),
    .actions = actions,
    .word = word,
    .size = sizeof(struct papers_page),
    .open = papers_open,
    .close = papers_close,
    .draw = papers_draw,
    .act = papers_act,
    .can = papers_can,
    .back = papers_back,
    .event = papers_event,
};
