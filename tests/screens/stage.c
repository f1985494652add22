#include "tests/screens/stage.h"

#include <fcntl.h>
#include <limits.h>
#include <locale.h>
#include <poll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "face.h"
#include "input.h"
#include "store/base/db.h"
#include "util.h"
#include "visits.h"

static int64_t later; /* seconds behind NOW */

static int64_t standing_still(void)
{
    return NOW + later;
}

static int64_t passed;

static int64_t passed_milliseconds(void)
{
    return passed;
}

/* --- the house --- */

static void add_member(struct stage *stage, const char *handle, const char *home, struct actor *out)
{
    struct member_new form = { .handle = handle, .home = home };
    int64_t member;
    must(member_add(stage->store, &stage->operator, & form, NOW - 30 * DAY, &member));
    must(actor_for(stage->store, ACTOR_MEMBER, handle, out));
    out->floor = 0;
}

/* Whoever was here before is not greeted as a newcomer. */
static void was_here(struct stage *stage, const struct actor *who)
{
    must(db_run(
        stage->store, "INSERT INTO presence (member, there, seen) VALUES (?, 0, ?)", who->member, NOW - 2 * DAY));
    must(visit_begin(stage->store, who, "192.0.2.x", "key", NOW - 2 * DAY, &(int64_t) { 0 }));
}

static int64_t open_thread(
    struct stage *stage, const struct actor *who, const char *title, const char *body, int64_t at)
{
    int64_t thread, post;
    must(thread_open(stage->store, who, stage->general, title, body, at, &thread, &post));
    return post;
}

int64_t stage_reply(struct stage *stage, const struct actor *who, int64_t parent, const char *body, int64_t at)
{
    int64_t post;
    must(post_reply(stage->store, who, parent, body, at, &post));
    return post;
}

static void write_threads(struct stage *stage)
{
    int64_t at = NOW - 2 * DAY;
    stage->tank = open_thread(stage, &stage->thandi, "Water tank on the corner",
        "The tank leaks again. There is a puddle to the shop door and the children are sailing bottle tops in it.\n\n"
        "Who has a spanner?",
        at);
    int64_t six = stage_reply(stage, &stage->sipho, stage->tank, "I do. Tonight at six.", at + 38 * MINUTE);
    int64_t lamp = stage_reply(
        stage, &stage->lerato, six, "> Tonight at six.\nThen I bring the lamp. The street light is out.", at + HOUR);
    stage_reply(stage, &stage->sipho, lamp, "Six is gone already, I see now. I meant tomorrow.", at + 2 * HOUR);
    stage_reply(stage, &stage->lerato, stage->tank, "My brother holds the ladder.", NOW - 5 * HOUR);
    open_thread(stage, &stage->sipho, "Bins: Tuesday now, not Monday", "Put them out on Monday night.", at + 3 * HOUR);
    open_thread(stage, &stage->lerato, "東京からの手紙 と、とても長い題名が一行に収まらないことを確かめる",
        "Wide words: 水槽が漏れています。 And combining ones: o\u0301, e\u0302.", NOW - 3 * HOUR);
}

static void write_letters(struct stage *stage)
{
    int64_t letter;
    must(letter_write(stage->store, &stage->lerato, "thandi",
        "Could you come by this week? I am going through the list for the clinic and two names are missing.", 0, 0,
        NOW - DAY, &letter));
    must(letter_write(
        stage->store, &stage->thandi, "lerato", "Tomorrow after six.", letter, 0, NOW - 20 * HOUR, &letter));
    must(letter_write(
        stage->store, &stage->sipho, "thandi", "I mind a little. Let it be ours.", 0, 0, NOW - HOUR, &letter));
}

static void people_the_street(struct stage *stage)
{
    int64_t board;
    struct board general;
    add_member(stage, "thandi", "A 7", &stage->thandi);
    add_member(stage, "sipho", "C 3", &stage->sipho);
    add_member(stage, "lerato", "C 4", &stage->lerato);
    was_here(stage, &stage->thandi);
    was_here(stage, &stage->sipho);
    was_here(stage, &stage->lerato);
    must(house_set(stage->store, &stage->operator, "guests", "yes", NOW));
    must(house_set(stage->store, &stage->operator, "now", "Water is off until 22:00. The corner tank is full.", NOW));
    must(board_add(
        stage->store, &stage->operator, 1, "joy", "Births, feasts, songs, thanks", VISIBLE_UNIT, NOW, &board));
    must(board_by_slug(stage->store, &stage->thandi, "general", &general));
    stage->general = general.id;
    write_threads(stage);
    write_letters(stage);
    must(draft_save(stage->store, &stage->thandi, DRAFT_REPLY, stage->tank, "", "I want to say one thing about this,",
        NOW - 25 * HOUR));
}

void stage_open(struct stage *stage, bool empty)
{
    *stage = (struct stage) { .fd = -1 };
    later = 0;
    setenv("TZ", "UTC", 1);
    tzset();
    setlocale(LC_ALL, "C.UTF-8");
    assert_int_equal(store_create(":memory:", &stage->store), STORE_OPENED);
    store_bulk(stage->store);
    must(house_make(stage->store, "Vilakazi Street", UNIT_COMMUNE, NOW - 40 * DAY));
    must(actor_for(stage->store, ACTOR_OPERATOR, "", &stage->operator));
    must(actor_for(stage->store, ACTOR_GUEST, "", &stage->guest));
    if (!empty)
        people_the_street(stage);
    add_member(stage, "nomsa", "D 12", &stage->nomsa);
}

void stage_close(struct stage *stage)
{
    stage_leave(stage);
    store_close(stage->store);
}

/* --- the face and its terminal --- */

static void pump(struct stage *stage)
{
    if (!stage->stalled)
        terminal_pump(stage->terminal);
}

void stage_stall(struct stage *stage)
{
    static const char nothing[64 * 1024]; /* more than the quarter of the buffer that tty_room() allows */
    assert_int_equal(write(stage->fd, nothing, sizeof nothing), sizeof nothing);
    stage->stalled = true;
}

void stage_flow(struct stage *stage)
{
    stage->stalled = false;
    for (pump(stage); screens_face.wants_write(stage->face); pump(stage))
        screens_face.writable(stage->face);
}

void stage_enter_larger(struct stage *stage, const struct actor *who, const struct view *view, int by)
{
    char problem[300] = "";
    int pair[2];
    stage_leave(stage);
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair), 0);
    fcntl(pair[1], F_SETFL, O_NONBLOCK);
    stage->fd = pair[1];
    stage->terminal = terminal_open(view->columns + by, view->rows + by);
    terminal_attach(stage->terminal, pair[0]);
    terminal_shows_dim(stage->terminal);
    struct face_setup setup = { .in = pair[1],
        .out = pair[1],
        .term = stage->term != NULL ? stage->term : "xterm-256color",
        .columns = view->columns,
        .rows = view->rows,
        .terminal = true,
        .store = stage->store,
        .actor = who,
        .settings = { .ascii = view->ascii, .shared = stage->shared },
        .argon_slots = -1,
        .by_password = stage->by_password,
        .milliseconds = passed_milliseconds,
        .now = standing_still,
        .source = "192.0.2.x" };
    stage->face = screens_face.open(&setup, problem, sizeof problem);
    if (stage->face == NULL)
        fail_msg("the screens do not open: %s", problem);
    pump(stage);
}

void stage_enter(struct stage *stage, const struct actor *who, const struct view *view)
{
    stage_enter_larger(stage, who, view, 0);
}

/* The loop wakes when an Esc becomes a key, and not only at the end of the pause. */
static void pass(struct stage *stage, int milliseconds)
{
    static const int wakes[] = { INPUT_ESCAPE_MS, INPUT_ESCAPE_PATIENT_MS, INT_MAX };
    int gone = 0;
    for (size_t i = 0; i < sizeof wakes / sizeof wakes[0] && !screens_face.done(stage->face); i++) {
        int until = milliseconds < wakes[i] ? milliseconds : wakes[i];
        passed += until - gone;
        gone = until;
        screens_face.tick(stage->face);
        if (gone == milliseconds)
            break;
    }
}

void stage_bytes(struct stage *stage, const char *bytes, size_t length, int milliseconds)
{
    struct pollfd ready = { stage->fd, POLLIN, 0 };
    terminal_send_bytes(stage->terminal, bytes, length);
    while (!screens_face.done(stage->face) && poll(&ready, 1, 0) > 0)
        screens_face.input(stage->face);
    pass(stage, milliseconds);
    pump(stage);
}

void stage_send(struct stage *stage, const char *bytes)
{
    enum { UNTIL_ESCAPE_COUNTS = 400, UNTIL_MENUS_LISTEN = 300 };
    stage_bytes(stage, bytes, strlen(bytes), UNTIL_ESCAPE_COUNTS);
    passed += UNTIL_MENUS_LISTEN;
}

void stage_press(struct stage *stage, const char *keys)
{
    for (; *keys != '\0'; keys++)
        stage_send(stage, (const char[]) { *keys, '\0' });
}

/* The row with the marker and the cursor: in a question below a list both have a marker, and the cursor says which. */
static bool marked_row_shows(struct stage *stage, const char *words)
{
    int row, column;
    terminal_cursor(stage->terminal, &row, &column);
    const char *text = terminal_row(stage->terminal, row);
    bool marked = strncmp(text, "›", strlen("›")) == 0 || *text == '>';
    return marked && strstr(text, words) != NULL;
}

/* False: the key changes nothing any more. */
static bool seek(struct stage *stage, const char *words, const char *key)
{
    bool moved = true;
    while (moved && !marked_row_shows(stage, words)) {
        char *before = xstrdup(terminal_screen(stage->terminal));
        stage_press(stage, key);
        moved = strcmp(before, terminal_screen(stage->terminal)) != 0;
        free(before);
    }
    return moved;
}

bool stage_find(struct stage *stage, const char *words)
{
    return seek(stage, words, "j") || seek(stage, words, "k");
}

void stage_choose(struct stage *stage, const char *words)
{
    if (!stage_find(stage, words))
        fail_msg("no row to choose shows \"%s\":\n%s", words, terminal_screen(stage->terminal));
}

void stage_resize(struct stage *stage, int columns, int rows)
{
    terminal_resize(stage->terminal, columns, rows);
    screens_face.resize(stage->face, columns, rows);
    pump(stage);
}

void stage_wait(struct stage *stage, int seconds)
{
    passed += (int64_t)seconds * 1000;
    screens_face.tick(stage->face);
    pump(stage);
}

void stage_later(struct stage *stage, int seconds)
{
    later += seconds;
    stage_wait(stage, seconds);
}

static void hint(struct stage *stage, const struct face_event *event)
{
    screens_face.event(stage->face, event);
    screens_face.tick(stage->face);
    pump(stage);
}

void stage_hint(struct stage *stage, int64_t board, int64_t thread)
{
    hint(stage, &(struct face_event) { .kind = FACE_WRITTEN, .board = board, .thread = thread });
}

void stage_said(struct stage *stage, int64_t meeting, int64_t line, int64_t member, const char *words)
{
    hint(stage, &(struct face_event) { .kind = FACE_SAID,
                    .board = HINT_OF_ROOM,
                    .thread = meeting,
                    .seq = line,
                    .member = member,
                    .words = words });
}

void stage_hint_post(struct stage *stage, int64_t board, int64_t post)
{
    struct post written;
    must(post_get(stage->store, &stage->thandi, post, &written));
    hint(stage, &(struct face_event) { .kind = FACE_WRITTEN, .board = board, .thread = written.thread, .post = post });
    posts_free(&written, 1);
}

void stage_drop(struct stage *stage)
{
    screens_face.save(stage->face);
    stage_leave(stage);
}

void stage_leave(struct stage *stage)
{
    if (stage->face != NULL)
        screens_face.close(stage->face);
    stage->face = NULL;
    if (stage->fd >= 0)
        close(stage->fd);
    stage->fd = -1;
    terminal_close(stage->terminal);
    stage->terminal = NULL;
}

/* --- seeing --- */

void stage_shows(struct stage *stage, const char *text)
{
    if (!terminal_shows(stage->terminal, text))
        fail_msg("\"%s\" is not on this screen:\n%s", text, terminal_screen(stage->terminal));
}

void stage_shows_not(struct stage *stage, const char *text)
{
    if (terminal_shows(stage->terminal, text))
        fail_msg("\"%s\" must not be on this screen:\n%s", text, terminal_screen(stage->terminal));
}

const char *stage_last_row(struct stage *stage, const struct view *view)
{
    return terminal_row(stage->terminal, view->rows - 1);
}
