/* boards_subject.c: boards and letters as a subject (subject.h): lines on home, pages, keys, commands, drafts. */
#include <stdlib.h>
#include <string.h>

#include "feelings.h"
#include "screens/boards/boards_rooms.h"

enum { ANSWERS_MOST = 15 };

/* --- on home --- */

static void go_inbox(struct ui *ui, const struct home_line *line)
{
    (void)line;
    ui_go(ui, PLACE_INBOX, NULL);
}

static void add_letters(struct home_lines *lines, int letters)
{
    struct home_line *line = letters > 0 ? home_lines_add(lines, HOME_PERSON, go_inbox, 0) : NULL;
    char count[8];
    home_line_types(line, "inbox");
    if (line != NULL)
        snprintf(line->words, sizeof line->words,
            ngettext("A letter to read", "Letters to read: %s", (unsigned long)letters), ui_count(letters, count));
}

/* `of` is the thread, `id` the post; id 0: the first unread post. */
static void go_answer(struct ui *ui, const struct home_line *line)
{
    navigate_to_post(ui, line->of, line->id);
}

static void add_answers(struct ui *ui, struct home_lines *lines)
{
    struct answer answers[ANSWERS_MOST];
    size_t count = 0;
    if (mark_answers_list(ui->store, ui->actor, ANSWERS_MOST, answers, &count) != RESULT_OK)
        return;
    for (size_t i = 0; i < count; i++) {
        if (ui_shared(ui) && answers[i].caucus)
            continue; /* home counts it with the private matters */
        struct home_line *line = home_lines_add_of(ui, lines, answers[i].unit, HOME_ANSWER, go_answer, answers[i].at);
        if (line == NULL)
            continue;
        line->of = answers[i].thread;
        home_line_types(line, "read %lld --from %lld", (long long)answers[i].thread, (long long)answers[i].post);
        line->id = answers[i].post;
        snprintf(line->words, sizeof line->words, _("%s answered you in \"%s\""), answers[i].handle, answers[i].title);
        snprintf(line->brief, sizeof line->brief, _("%s answered: %.80s"), answers[i].handle, answers[i].title);
    }
}

static void go_unread(struct ui *ui, const struct home_line *line)
{
    (void)line;
    navigate_next_unread(ui, 0);
}

static void add_unread(struct home_lines *lines, const struct unread_total *total)
{
    char posts[8], threads[8];
    struct home_line *line = total->posts > 0 ? home_lines_add(lines, HOME_UNREAD, go_unread, 0) : NULL;
    if (line == NULL)
        return;
    line->label = _("New");
    home_line_types(line, "next");
    size_t used = (size_t)snprintf(line->words, sizeof line->words,
        ngettext("%s post", "%s posts", (unsigned long)total->posts), ui_count(total->posts, posts));
    snprintf(line->words + used, sizeof line->words - used,
        ngettext(" in %s thread", " in %s threads", (unsigned long)total->threads), ui_count(total->threads, threads));
}

/* `with`: who said last that she is with the writer of a sorrow; only that one is told. */
static void add_feeling(
    struct home_lines *lines, const char *label, int64_t thread, int64_t at, const char *title, const char *with)
{
    struct home_line *line = home_lines_add(lines, HOME_JOY, go_answer, at);
    if (line == NULL)
        return;
    line->of = thread;
    line->label = label;
    home_line_types(line, "read %lld", (long long)thread);
    if (with[0] != '\0')
        snprintf(line->words, sizeof line->words, _("%.150s. %s is with you."), title, with);
    else
        util_copy_text(line->words, sizeof line->words, title);
}

/* Guests see the joy of the unit that they visit. */
static void add_joy_of_guests(struct ui *ui, struct home_lines *lines)
{
    struct board board;
    struct thread thread;
    size_t count = 0;
    if (board_by_slug(ui->store, ui->actor, feeling_slug(FEELING_JOY), &board) == RESULT_OK &&
        threads_list(ui->store, ui->actor, board.id, 0, 1, &thread, &count) == RESULT_OK && count > 0)
        add_feeling(lines, _("Joy"), thread.id, thread.last_at, thread.title, "");
}

/* The newest sorrow of the last days, and the newest joy: the last line. RULES 8.3, 9.1. */
static void on_home_of_all(struct ui *ui, struct home_lines *lines)
{
    enum { SORROW_SHOWN = 14 * 86400 };
    struct feeling_line newest[FEELINGS];
    if (!ui_member(ui)) {
        add_joy_of_guests(ui, lines);
        return;
    }
    if (feelings_newest(ui->store, ui->actor, newest) != RESULT_OK)
        return;
    const struct feeling_line *joy = &newest[FEELING_JOY], *sorrow = &newest[FEELING_SORROW];
    if (sorrow->thread != 0 && ui_now(ui) - sorrow->at < SORROW_SHOWN)
        add_feeling(lines, _("Sorrow"), sorrow->thread, sorrow->at, sorrow->title, sorrow->with);
    if (joy->thread != 0)
        add_feeling(lines, _("Joy"), joy->thread, joy->at, joy->title, "");
}

static void on_home(struct ui *ui, struct home_lines *lines)
{
    struct unread_total total = { 0 };
    mark_unread_total(ui->store, ui->actor, &total);
    if (!ui_shared(ui)) /* else home counts them with the private matters */
        add_letters(lines, total.letters);
    add_answers(ui, lines);
    add_unread(lines, &total);
}

/* --- opening what home only counts on a shared computer (RULES 1.6) --- */

static void open_letters(struct ui *ui)
{
    ui_go(ui, PLACE_INBOX, NULL);
}

static void open_drafts(struct ui *ui)
{
    ui_go(ui, PLACE_BOOKMARKS, NULL);
}

/* Opens the newest answer to her in a caucus. */
static void open_answers(struct ui *ui)
{
    struct answer *answers = xcalloc(COUNT_MAX, sizeof *answers);
    size_t count = 0, i = 0;
    mark_answers_list(ui->store, ui->actor, COUNT_MAX, answers, &count);
    while (i < count && !answers[i].caucus)
        i++;
    if (i < count)
        navigate_to_post(ui, answers[i].thread, answers[i].post);
    free(answers);
}

/* --- by command --- */

static bool open(struct ui *ui, const struct call *call, const char *rest)
{
    int64_t number = 0;
    struct board board;
    if (subject_is(call, "search") && call->words > 0)
        ui_go(ui, PLACE_SEARCH, &(struct search_ask) { .words = rest });
    else if (subject_has_number(call, "read", &number))
        ui_go(ui, PLACE_READER, &(struct reader_ask) { .thread = number });
    else if (subject_has_number(call, "letter", &number))
        ui_go(ui, PLACE_LETTER, &(struct letter_ask) { .letter = number });
    else if (subject_is(call, "next") && ui_member(ui))
        navigate_next_unread(ui, 0);
    else if (subject_is(call, "threads") && board_by_slug(ui->store, ui->actor, call->word[0], &board) == RESULT_OK)
        ui_go(ui, PLACE_THREADS, &(struct threads_ask) { .board = board.id });
    else
        return false;
    return true;
}

/* --- drafts --- */

static void name_thread(struct ui *ui, const struct draft *draft, char *out, size_t size)
{
    thread_title_of(ui->store, ui->actor, draft->target, out, size);
}

static void name_board(struct ui *ui, const struct draft *draft, char *out, size_t size)
{
    struct board board;
    if (board_get(ui->store, ui->actor, draft->target, &board) == RESULT_OK)
        util_copy_text(out, size, board.title);
}

static void name_member(struct ui *ui, const struct draft *draft, char *out, size_t size)
{
    struct member member;
    if (member_get(ui->store, ui->actor, draft->target, &member) == RESULT_OK)
        util_copy_text(out, size, member.handle);
}

static const struct subject_page pages[] = {
    { PLACE_BOARDS, &screen_boards },
    { PLACE_WHICH_BOARD, &screen_which_board },
    { PLACE_THREADS, &screen_threads },
    { PLACE_READER, &screen_reader },
    { PLACE_EDITOR, &screen_editor },
    { PLACE_SAY, &screen_say },
    { PLACE_SEARCH, &screen_search },
    { PLACE_FEELINGS, &screen_feelings },
    { PLACE_BOOKMARKS, &screen_bookmarks },
    { PLACE_INBOX, &screen_inbox },
    { PLACE_LETTER, &screen_letter },
    { 0, NULL },
};

static const struct subject_key keys[] = {
    { ACTION_TALK, PLACE_BOARDS, true, true },
    { ACTION_LETTERS, PLACE_INBOX, false, true },
    { ACTION_JOYS, PLACE_FEELINGS, false, false },
    { ACTION_NONE, 0, false, false },
};

static const struct subject_command commands[] = {
    { "boards", PLACE_BOARDS, NULL, true },
    { "inbox", PLACE_INBOX, NULL, false },
    { "joys", PLACE_FEELINGS, NULL, false },
    { "sorrows", PLACE_FEELINGS, NULL, false },
    { "bookmarks", PLACE_BOOKMARKS, NULL, false },
    { "drafts", PLACE_BOOKMARKS, NULL, false },
    { NULL, 0, NULL, false },
};

/* An angry one may become an ask, a proposal or a demand when it is sent (RULES 2.6). */
static void go_on_thread(struct ui *ui, enum draft_place place, int64_t target, int64_t written_for)
{
    struct draft draft = { 0 };
    bool own = written_for == 0 && draft_get(ui->store, ui->actor, place, target, &draft) == RESULT_OK;
    if (own)
        drafts_free(&draft, 1);
    if (own && draft.anger != DRAFT_CALM)
        ui_go(ui, PLACE_SAY, &(struct say_ask) { .board = target, .angry = true });
    else
        navigate_to_editor(ui, place, target, written_for);
}

static const struct subject_draft drafts[] = {
    { DRAFT_THREAD, N_("new thread"), false, name_board, go_on_thread },
    { DRAFT_REPLY, N_("answer"), false, name_thread, navigate_to_editor },
    { DRAFT_EDIT, N_("change"), false, name_thread, navigate_to_editor },
    { DRAFT_LETTER, N_("letter"), true, name_member, navigate_to_editor },
    { 0, NULL, false, NULL, NULL },
};

const struct page_subject boards_pages = {
    .name = "boards",
    .pages = pages,
    .home = on_home,
    .home_of_all = on_home_of_all,
    .open_private = { [PRIVATE_LETTERS] = open_letters,
        [PRIVATE_ANSWERS] = open_answers,
        [PRIVATE_DRAFTS] = open_drafts },
    .keys = keys,
    .commands = commands,
    .open = open,
    .drafts = drafts,
};
