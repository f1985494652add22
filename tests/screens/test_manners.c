/*
 * test_manners.c: what a person relies on in every screen, whatever it shows: nothing is drawn where there is no
 * screen, the last line says what to press, nobody's words move another's terminal, and nothing typed is lost.
 */
#include "face.h"
#include "store/base/db.h"
#include "tests/screens/scenes.h"
#include "text.h"

static const struct view wide = { "120x40", 120, 40, false }, usual = { "80x24", 80, 24, false },
                         phone = { "40x15", 40, 15, false }, tiny = { "20x8", 20, 8, false };

/* --- every screen --- */

static void stays_inside(struct stage *stage, const struct scene *scene, const struct view *view, int by)
{
    for (int row = 0; row < view->rows + by; row++) {
        const char *words = terminal_row(stage->terminal, row);
        int columns = text_width(words, strlen(words));
        if (columns > view->columns || (row >= view->rows && columns > 0))
            fail_msg("%s at %s draws outside of itself, in row %d:\n%s", scene->name, view->name, row,
                terminal_screen(stage->terminal));
    }
}

static void last_line_says_what_to_press(struct stage *stage, const struct scene *scene, const struct view *view)
{
    const char *words = stage_last_row(stage, view);
    if (strstr(words, "? help") == NULL && strstr(words, "F1 help") == NULL)
        fail_msg("%s at %s ends with \"%s\"", scene->name, view->name, words);
}

static void promised_help_comes(struct stage *stage, const struct scene *scene, const struct view *view)
{
    bool typing = strstr(stage_last_row(stage, view), "F1 help") != NULL;
    stage_send(stage, typing ? "\033OP" : "?");
    if (strstr(scene->name, "help") == NULL) /* there it closes the help */
        stage_shows(stage, "Help");
}

/* Nothing is drawn beyond the size that was told, the last line says what to press, and the help that it promises
 * comes. Each scene is played once a size for all three: to play is what takes time. */
static void each_scene_at_each_size(void **state)
{
    enum { BY = 6 };
    const struct view *view = *state;
    for (size_t i = 0; i < scene_count; i++) {
        struct stage stage;
        scene_play(&stage, &scenes[i], view, BY);
        stays_inside(&stage, &scenes[i], view, BY);
        if (view != &tiny) {
            last_line_says_what_to_press(&stage, &scenes[i], view);
            promised_help_comes(&stage, &scenes[i], view);
            stays_inside(&stage, &scenes[i], view, BY);
        }
        stage_close(&stage);
    }
}

/* --- hostile words --- */

#define TITLE_SEQUENCE "\033]0;pwned\007"
#define HOSTILE                                                                                                        \
    TITLE_SEQUENCE "\033[2Jred \033[31m, \302\233"                                                                     \
                   "5A, \xe2\x80\xae"                                                                                  \
                   "back, \r\b\b\016 tank end"

/* As if the door had been left open: such words stand in the database, in every place where words stand. */
static void poison(struct stage *stage)
{
    must(db_run(stage->store, "UPDATE post_text SET body = ?", HOSTILE));
    must(db_run(stage->store, "UPDATE thread_title SET title = ?", HOSTILE));
    must(db_run(stage->store, "UPDATE letter_text SET body = ?", HOSTILE));
    must(db_run(stage->store, "UPDATE board SET title = ?", HOSTILE));
    must(db_run(stage->store, "UPDATE draft SET body = ?", HOSTILE));
}

static void says_nothing_hostile(struct stage *stage, const char *where)
{
    static const char *const never[] = { "\033]0;", "\007", "\033[31m", "\302\233", "\xe2\x80\xae", "\016" };
    const char *said = terminal_said(stage->terminal);
    for (size_t i = 0; i < sizeof never / sizeof never[0]; i++)
        if (strstr(said, never[i]) != NULL)
            fail_msg("%s hands sequence %zu of another's words on to the terminal", where, i);
}

static void no_post_reaches_the_terminal_as_commands(void **state)
{
    static const char *const ways[] = { "", "t", "tj\r", "tj\rjj\r", "tj\rjj\rf", "tj\rjj\r.", "/tank\r", "l", "l\r",
        "l\rf", "s\r", "2", ":threads general --limit 5\r" };
    (void)state;
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
        struct stage stage;
        stage_open(&stage, false);
        poison(&stage);
        stage_enter(&stage, &stage.thandi, &usual);
        stage_press(&stage, ways[i]);
        says_nothing_hostile(&stage, ways[i]);
        stage_close(&stage);
    }
}

static void what_is_harmless_in_a_hostile_post_is_still_read(void **state)
{
    struct stage stage;
    (void)state;
    stage_open(&stage, false);
    poison(&stage);
    stage_enter(&stage, &stage.thandi, &usual);
    stage_press(&stage, "tj\rjj\r");
    stage_shows(&stage, "tank end");
    stage_close(&stage);
}

static void empty_lines_alone_are_no_words_to_go_on_with(void **state)
{
    struct stage stage;
    (void)state;
    stage_open(&stage, false);
    stage_enter(&stage, &stage.sipho, &usual);
    stage_press(&stage, "tj\rw1");
    stage_shows(&stage, "Title:");
    stage_press(&stage, "\r \r\r\r3");
    stage_shows(&stage, "w write a post");
    stage_press(&stage, "qq");
    stage_shows(&stage, "Waits for you");
    stage_shows_not(&stage, "cut off");
    stage_close(&stage);
}

/* --- reading --- */

/* The row of the screen where the words stand. */
static int row_of(struct stage *stage, const char *words)
{
    for (int row = 0; row < usual.rows; row++)
        if (strstr(terminal_row(stage->terminal, row), words) != NULL)
            return row;
    fail_msg("\"%s\" is not on this screen:\n%s", words, terminal_screen(stage->terminal));
    return -1;
}

static void a_post_that_comes_in_moves_nothing_above_it(void **state)
{
    struct stage stage;
    (void)state;
    stage_open(&stage, false);
    stage_enter(&stage, &stage.thandi, &usual);
    stage_press(&stage, "tj\rjj\r");
    int spanner = row_of(&stage, "Who has a spanner?"), ladder = row_of(&stage, "My brother holds the ladder.");
    stage_reply(&stage, &stage.sipho, stage.tank, "The ladder is here.", NOW);
    stage_hint(&stage, stage.general, 0);
    assert_true(row_of(&stage, "The ladder is here.") > ladder);
    assert_int_equal(row_of(&stage, "Who has a spanner?"), spanner);
    assert_int_equal(row_of(&stage, "My brother holds the ladder."), ladder);
    stage_shows(&stage, "1 came in");
    stage_close(&stage);
}

/* One that came in is read by itself: what is seen then is what a reading of all would show. */
static void a_post_that_came_in_stands_where_the_whole_thread_has_it(void **state)
{
    struct stage stage;
    (void)state;
    stage_open(&stage, false);
    stage_enter(&stage, &stage.thandi, &usual);
    stage_press(&stage, "tj\rjj\r");
    const struct actor *writers[] = { &stage.sipho, &stage.lerato, &stage.thandi };
    int64_t written[6] = { stage.tank };
    for (int i = 1; i < 6; i++) {
        char words[40];
        snprintf(words, sizeof words, "Number %d of the answers.", i);
        written[i] = stage_reply(&stage, writers[i % 3], written[i / 2], words, NOW);
        stage_hint_post(&stage, stage.general, written[i]);
        char *alone = xstrdup(terminal_screen(stage.terminal));
        stage_hint(&stage, stage.general, 0);
        assert_string_equal(alone, terminal_screen(stage.terminal));
        free(alone);
    }
    stage_send(&stage, "\033[F"); /* to the last one written, which only a sound window knows */
    stage_shows(&stage, "Number 5 of the answers.");
    stage_close(&stage);
}

/* A hint that was lost is no loss: the next one shows both. */
static void what_came_in_unheard_is_shown_with_the_next_post(void **state)
{
    struct stage stage;
    (void)state;
    stage_open(&stage, false);
    stage_enter(&stage, &stage.thandi, &usual);
    stage_press(&stage, "tj\rjj\r");
    stage_reply(&stage, &stage.sipho, stage.tank, "Nobody was told of this.", NOW);
    int64_t told = stage_reply(&stage, &stage.lerato, stage.tank, "But of this.", NOW);
    stage_hint_post(&stage, stage.general, told);
    assert_true(row_of(&stage, "But of this.") > row_of(&stage, "Nobody was told of this."));
    stage_shows(&stage, "2 came in");
    stage_close(&stage);
}

static void a_search_says_how_far_it_reaches(void **state)
{
    struct stage stage;
    (void)state;
    stage_open(&stage, false);
    must(db_run(stage.store, "UPDATE search_state SET below = (SELECT max(id) FROM post)"));
    stage_enter(&stage, &stage.thandi, &phone);
    stage_press(&stage, "/tank\r");
    stage_shows(&stage, "The search list is being made again.");
    stage_close(&stage);
}

static void a_long_thread_opens_at_its_first_unread_post(void **state)
{
    struct stage stage;
    struct post post;
    char words[40];
    (void)state;
    stage_open(&stage, false);
    must(post_get(stage.store, &stage.thandi, stage.tank, &post));
    for (int i = 0; i < 150; i++) {
        snprintf(words, sizeof words, "Answer number %d.", i);
        stage_reply(&stage, &stage.sipho, stage.tank, words, NOW - HOUR + i);
    }
    must(mark_thread_read(stage.store, &stage.thandi, post.thread));
    stage_reply(&stage, &stage.lerato, stage.tank, "Nobody has read this one.", NOW - MINUTE);
    stage_enter(&stage, &stage.thandi, &phone);
    stage_press(&stage, "tj\r<\r"); /* it was written in last, so it stands first */
    stage_shows(&stage, "Nobody has read this one.");
    posts_free(&post, 1);
    stage_close(&stage);
}

static void nothing_to_fold_hides_no_words(void **state)
{
    struct stage stage;
    (void)state;
    stage_open(&stage, false);
    stage_enter(&stage, &stage.thandi, &usual);
    stage_press(&stage, "tj\rjj\r>z");
    stage_shows(&stage, "My brother holds the ladder.");
    stage_shows(&stage, "nothing to fold");
    stage_close(&stage);
}

/* --- writing --- */

static void nobody_types_a_change_to_what_is_not_hers(void **state)
{
    struct stage stage;
    char line[40];
    (void)state;
    stage_open(&stage, false);
    stage_enter(&stage, &stage.sipho, &usual);
    snprintf(line, sizeof line, ":edit %lld\r", (long long)stage.tank);
    stage_press(&stage, line);
    stage_shows(&stage, "That post is not yours.");
    stage_shows_not(&stage, "Who has a spanner?");
    stage_close(&stage);
}

static void many_enters_send_nothing(void **state)
{
    struct stage stage;
    (void)state;
    stage_open(&stage, false);
    stage_enter(&stage, &stage.thandi, &usual);
    stage_press(&stage, "tj\rjj\rnfFirst.\r\rSecond.\r\r\r");
    stage_shows(&stage, "What now?");
    stage_press(&stage, "\r\r\r");
    stage_press(&stage, "2");
    stage_shows(&stage, "Second.");
    stage_shows(&stage, "Read by: THE STREET");
    stage_send(&stage, "\023"); /* Ctrl-S */
    stage_shows(&stage, "Posted.");
    stage_shows(&stage, "6 posts");
    stage_close(&stage);
}

static void whoever_wrote_nothing_is_asked_nothing(void **state)
{
    struct draft drafts[4];
    struct stage stage;
    size_t count;
    (void)state;
    stage_open(&stage, false);
    stage_enter(&stage, &stage.sipho, &usual);
    stage_press(&stage, "tj\rjj\rnf");
    stage_send(&stage, "\033[A"); /* moving about is no writing */
    stage_press(&stage, "\033");
    stage_shows(&stage, "post 2 of 5");
    must(drafts_list(stage.store, &stage.sipho, 4, drafts, &count));
    assert_int_equal(count, 0);
    stage_close(&stage);
}

static void the_text_is_there_after_a_resize_and_a_dropped_line(void **state)
{
    struct stage stage;
    (void)state;
    stage_open(&stage, false);
    stage_enter(&stage, &stage.sipho, &usual);
    stage_press(&stage, "tj\rjj\rf"
                        "My words, typed on a bad line");
    stage_resize(&stage, 40, 15);
    stage_shows(&stage, "on a bad line");
    stage_leave(&stage); /* as when the line drops: the face is closed without a key */
    stage_enter(&stage, &stage.sipho, &phone);
    stage_shows(&stage, "Go on:");
    stage_press(&stage, "1");
    stage_shows(&stage, "on a bad line");
    stage_close(&stage);
}

static void a_paste_never_presses_enter(void **state)
{
    struct stage stage;
    (void)state;
    stage_open(&stage, false);
    stage_enter(&stage, &stage.thandi, &usual);
    stage_press(&stage, ":");
    stage_send(&stage, "\033[200~quit\rquit\r\033[201~");
    assert_true(screens_face.done(stage.face) == false);
    stage_shows(&stage, ": quit quit");
    stage_close(&stage);
}

static void a_paste_of_ten_thousand_is_cut_and_said(void **state)
{
    struct stage stage;
    char words[10001];
    (void)state;
    memset(words, 'a', sizeof words - 1);
    words[sizeof words - 1] = '\0';
    for (size_t i = 7; i < sizeof words - 1; i += 8)
        words[i] = i % 64 == 63 ? '\r' : ' ';
    stage_open(&stage, false);
    stage_enter(&stage, &stage.thandi, &phone);
    stage_press(&stage, "tj\rjj\rf");
    stage_send(&stage, "\033[200~");
    stage_send(&stage, words);
    stage_send(&stage, "\033[201~");
    stage_shows(&stage, "Not all of it fitted");
    stage_shows(&stage, "0 left");
    stage_press(&stage, "\032"); /* Ctrl-Z takes all of it back */
    stage_shows(&stage, "Esc or Enter 3 times: menu");
    stage_close(&stage);
}

static void a_password_is_never_on_the_screen(void **state)
{
    static const char *const prompts[] = { "Password now", "New password", "Once more" };
    struct stage stage;
    (void)state;
    stage_open(&stage, false);
    must(password_change(stage.store, &stage.thandi, NULL, "lamp at six", -1, NOW));
    stage_enter(&stage, &stage.thandi, &usual);
    stage_press(&stage, "s");
    stage_choose(&stage, "Password");
    stage_press(&stage, "\r");
    for (size_t i = 0; i < sizeof prompts / sizeof prompts[0]; i++) {
        stage_shows(&stage, prompts[i]);
        stage_press(&stage, "lamp at six");
        stage_shows(&stage, "***********"); /* so the prompt took it, letter by letter */
        stage_shows_not(&stage, "lamp");
        stage_press(&stage, "\r");
    }
    assert_null(strstr(terminal_said(stage.terminal), "lamp"));
    stage_close(&stage);
}

/* Whoever types on after a fault of the fingers types a password: no room below may take its letters for keys. */
static void a_new_password_that_does_not_fit_is_asked_for_anew(void **state)
{
    static const char *const ways[] = { "sjjjjjjj\rnot asked about yet\r", ":vouch begin nomsa\r" };
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        struct stage stage;
        (void)state;
        stage_open(&stage, false);
        must(db_run(stage.store, "UPDATE unit SET founded = ?1, assembled = ?1 WHERE id = 1", (int64_t)NOW - 20 * DAY));
        must(password_change(stage.store, &stage.thandi, NULL, "not asked about yet", -1, NOW));
        stage_enter(&stage, &stage.thandi, &usual);
        stage_press(&stage, ways[i]);
        stage_shows(&stage, "New password");
        stage_press(&stage, "quick\r");
        stage_shows(&stage, "at least 8 characters.");
        stage_shows(&stage, "New password");
        stage_press(&stage, "quick brown hens\rquick brown hen\r");
        stage_shows(&stage, "The two were not the same.");
        stage_shows(&stage, "New password");
        stage_press(&stage, "quick brown hens\r");
        stage_shows(&stage, "Once more");
        stage_press(&stage, "\033");
        stage_shows_not(&stage, "Leave the house?");
        stage_close(&stage);
    }
}

static void a_wrong_password_is_asked_for_again(void **state)
{
    static const char *const ways[] = { ":codes new\r", ":codes require yes\r", ":codes return yes\r", ":prove\r",
        "sjjjjjjj\r" };
    static const char *const then[] = { "Thirty paper codes", "asked for at each log-in", "", "It is you.",
        "New password" };
    struct stage stage;
    (void)state;
    stage_open(&stage, false);
    must(password_change(stage.store, &stage.thandi, NULL, "lamp at six", -1, NOW));
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        stage_enter(&stage, &stage.thandi, &usual);
        stage_press(&stage, ways[i]);
        stage_press(&stage, "quick brown hens\r");
        stage_shows(&stage, "That is not your password.");
        stage_shows(&stage, "The one you log in with.");
        stage_press(&stage, "lamp at six\r");
        stage_shows_not(&stage, "The one you log in with.");
        stage_shows(&stage, then[i]);
    }
    stage_close(&stage);
}

/* Nobody types a password twice to hear that there is no such person. */
static void no_password_is_asked_for_nobody(void **state)
{
    struct stage stage;
    (void)state;
    stage_open(&stage, false);
    stage_enter(&stage, &stage.thandi, &usual);
    stage_press(&stage, ":vouch begin zzznobody\r");
    stage_shows(&stage, "Nobody here is called that.");
    stage_shows_not(&stage, "New password");
    stage_press(&stage, ":vouch begin\r");
    stage_shows(&stage, "Type it like this: vouch begin");
    stage_shows_not(&stage, "New password");
    stage_press(&stage, ":vouch begin sipho\r");
    stage_shows(&stage, "A lost password: sipho");
    stage_shows(&stage, "New password");
    stage_close(&stage);
}

static void whoever_looks_for_a_yes_is_answered(void **state)
{
    struct stage stage;
    struct actor waiting;
    int64_t member;
    (void)state;
    stage_open(&stage, false);
    must(db_run(stage.store, "UPDATE unit SET founded = ?1, assembled = ?1 WHERE id = 1", (int64_t)NOW - 20 * DAY));
    must(member_add(
        stage.store, &stage.operator, &(struct member_new) { .handle = "mira", .home = "A 1" }, NOW, &member));
    must(actor_for(stage.store, ACTOR_MEMBER, "mira", &waiting));
    assert_int_equal(waiting.kind, ACTOR_WAITING);
    stage_enter(&stage, &waiting, &usual);
    stage_press(&stage, "1");
    stage_shows(&stage, "Nobody said yes yet.");
    stage_close(&stage);
}

/* RULES 2.6: `w` asks what this is, among posts too. */
static void among_posts_w_asks_what_this_is(void **state)
{
    struct stage stage;
    (void)state;
    stage_open(&stage, false);
    stage_enter(&stage, &stage.thandi, &usual);
    stage_press(&stage, "tj\r\rw");
    stage_shows(&stage, "What is this?");
    stage_press(&stage, "3");
    stage_shows(&stage, "Title:");
    stage_press(&stage, "The lamp\rThe third time.\023");
    stage_shows(&stage, "What would help?");
    stage_press(&stage, "1Two with a lad");
    stage_drop(&stage);
    struct draft drafts[4];
    size_t count;
    must(drafts_list(stage.store, &stage.thandi, 4, drafts, &count));
    assert_string_equal(drafts[0].title, "The lamp");
    assert_string_equal(drafts[0].body, "The third time.\n\nWhat would help: Two with a lad");
    drafts_free(drafts, count);
    stage_close(&stage);
}

/* --- other keyboards --- */

static void a_letter_of_another_keyboard_is_answered(void **state)
{
    static const char *const letters[] = { "\xc3\xb1", "\xd1\x8b", "\xd8\xb4" };
    struct stage stage;
    char words[60];
    (void)state;
    stage_open(&stage, false);
    stage_enter(&stage, &stage.thandi, &usual);
    for (size_t i = 0; i < sizeof letters / sizeof letters[0]; i++) {
        snprintf(words, sizeof words, "%s does nothing here", letters[i]);
        stage_send(&stage, letters[i]); /* on home */
        stage_shows(&stage, words);
        stage_shows(&stage, "keys are a to z");
        stage_press(&stage, ".");
        stage_send(&stage, letters[i]);
        stage_shows(&stage, words);
        stage_shows(&stage, "These keys do: the numbers");
        stage_press(&stage, "q\t"); /* a post */
        stage_press(&stage, "r");
        stage_send(&stage, letters[i]);
        stage_shows(&stage, words);
        stage_shows(&stage, "These keys do: ");
        stage_press(&stage, "\033");
        stage_shows_not(&stage, words);
        stage_press(&stage, "q");
    }
    stage_close(&stage);
}

/* --- terminals that count columns in other ways --- */

/* By libc it has 2 + 2 + 0 + 1 + 0 columns. */
#define NURSE "\xf0\x9f\x91\xa9\xf0\x9f\x8f\xbd\xe2\x80\x8d\xe2\x9a\x95\xef\xb8\x8f"

/* Joined to one sign, one narrow sign, each of its characters by itself, and more than anybody counts. */
static const char *const counted[] = { "\xe4\xb8\x96", "N", "\xe4\xb8\x96\xe4\xb8\x96+c", "abcdefghi" };

/* What is on the screen is what is there when all is drawn anew. */
static void is_left_clean(struct stage *stage, const char *where)
{
    char *before = strdup(terminal_screen(stage->terminal));
    stage_press(stage, "\f");
    if (strcmp(before, terminal_screen(stage->terminal)) != 0)
        fail_msg("%s: the screen was\n%s\nand is, drawn anew,\n%s", where, before, terminal_screen(stage->terminal));
    free(before);
}

/* Keys, one by one, and what is left of each screen by the next. */
static void walk(struct stage *stage, const char *keys)
{
    for (; *keys != '\0'; keys++) {
        stage_press(stage, (const char[]) { *keys, '\0' });
        is_left_clean(stage, keys);
    }
}

static void write_with_such_a_sign(struct stage *stage)
{
    stage_press(stage, "f"); /* the editor, with the quote in it */
    is_left_clean(stage, "the editor");
    stage_send(stage, "a " NURSE " b");
    walk(stage, "c\177\177\177\177\177z");
    stage_send(stage, "\033[A");
    is_left_clean(stage, "one row up");
    stage_send(stage, "\033[D\033[D");
    is_left_clean(stage, "two signs back");
    walk(stage, "xy");
}

static void a_sign_that_is_counted_otherwise_leaves_nothing_behind(void **state)
{
    static const struct view *const views[] = { &usual, &phone };
    (void)state;
    for (size_t i = 0; i < sizeof counted / sizeof counted[0]; i++)
        for (size_t k = 0; k < sizeof views / sizeof views[0]; k++) {
            struct stage stage;
            int64_t thread, post;
            stage_open(&stage, false);
            must(thread_open(stage.store, &stage.sipho, stage.general, NURSE " nurse",
                "A " NURSE " comes " NURSE NURSE "\n\n> " NURSE " quoted\n\nIn the clinic " NURSE, NOW - HOUR, &thread,
                &post));
            must(house_set(stage.store, &stage.operator, "now", NURSE " is here until 22:00.", NOW));
            stage_enter(&stage, &stage.thandi, views[k]);
            terminal_shows_as(stage.terminal, NURSE, counted[i]);
            walk(&stage, "\ftj\r\rq\r?q.q");
            stage_shows(&stage, " nurse");
            write_with_such_a_sign(&stage);
            stage_close(&stage);
        }
}

static void words_after_such_a_sign_stand_where_they_belong(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof counted / sizeof counted[0]; i++) {
        struct stage stage;
        int row, column;
        stage_open(&stage, false);
        stage_enter(&stage, &stage.thandi, &usual);
        terminal_shows_as(stage.terminal, NURSE, counted[i]);
        stage_press(&stage, ":");
        stage_send(&stage, NURSE "end");
        terminal_cursor(stage.terminal, &row, &column);
        const char *words = terminal_row(stage.terminal, row), *end = strstr(words, "end");
        assert_non_null(end);
        assert_int_equal(text_width(words, (size_t)(end - words)) + 3, column);
        stage_close(&stage);
    }
}

static void only_a_session_that_lasts_is_told_to_end(void **state)
{
    struct stage stage;
    struct wrote wrote;
    (void)state;
    stage_open(&stage, false);
    must(db_run(stage.store,
        "INSERT INTO login (member, at, source, method, visit, seen) VALUES (?, ?, 'x', 'key', 7, ?)",
        stage.thandi.member, NOW - HOUR, NOW));
    while (store_wrote(stage.store, &wrote))
        ;
    stage_enter(&stage, &stage.thandi, &usual);
    stage_press(&stage, "sjjjjjjjjjjj\rjD");
    assert_false(store_wrote(stage.store, &wrote));
    stage_press(&stage, "kD");
    stage_shows(&stage, "That session is ending");
    assert_true(store_wrote(stage.store, &wrote));
    assert_int_equal(wrote.visit, 7);
    stage_close(&stage);
}

static void ended_from_elsewhere_nothing_is_left_on_the_screen(void **state)
{
    struct stage stage;
    (void)state;
    stage_open(&stage, false);
    stage_enter(&stage, &stage.thandi, &usual);
    stage_press(&stage, "l\r");
    screens_face.event(stage.face, &(struct face_event) { .kind = FACE_ENDED });
    screens_face.close(stage.face);
    stage.face = NULL;
    terminal_pump(stage.terminal);
    stage_shows(&stage, "ended from another one of yours");
    stage_shows_not(&stage, "lerato");
    assert_non_null(strstr(terminal_said(stage.terminal), "\033[3J"));
    stage_close(&stage);
}

static void quick_exit_clears_the_screen(void **state)
{
    struct stage stage;
    (void)state;
    stage_open(&stage, false);
    stage_enter(&stage, &stage.thandi, &usual);
    stage_press(&stage, "l\r\034"); /* Ctrl-\ */
    assert_true(screens_face.done(stage.face));
    screens_face.close(stage.face);
    stage.face = NULL;
    terminal_pump(stage.terminal);
    stage_shows(&stage, "Close this window too.");
    stage_shows_not(&stage, "lerato");
    assert_non_null(strstr(terminal_said(stage.terminal), "\033[3J")); /* the scrollback too */
    stage_close(&stage);
}

/* Whether what stands at `at` is drawn in reverse: the SGR parameters 7 and 0 (or 27) before it. */
static bool is_reverse(const char *said, const char *at)
{
    bool reverse = false;
    for (const char *s = said; (s = strstr(s, "\033[")) != NULL && s < at; s += 2) {
        const char *end = s + 2 + strspn(s + 2, "0123456789;");
        for (const char *number = s + 2; *end == 'm' && number <= end; number += strcspn(number, ";m") + 1) {
            long value = strtol(number, NULL, 10);
            reverse = value == 7 || (reverse && value != 0 && value != 27);
        }
    }
    return reverse;
}

/* Before strangers and the police read it, that stands on top in reverse: seen without colours, too. RULES 2.1. */
static void what_everybody_reads_is_warned_of(void **state)
{
    static const struct {
        const char *keys, *words;
        bool warns;
    } cases[] = { { "t\rw1", "Read by: EVERYBODY (POLICE TOO)", true }, { "tj\rw1", "Read by: THE STREET", false },
        { "tw", "EVERYBODY (POLICE TOO)", true }, { "tj", "EVERYBODY (POLICE TOO)", true } };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct stage stage;
        stage_open(&stage, false);
        stage_enter(&stage, &stage.thandi, &(struct view) { "80x24", 80, 24, false });
        stage_press(&stage, cases[i].keys);
        terminal_forget(stage.terminal);
        stage_send(&stage, "\f"); /* all of it anew */
        stage_shows(&stage, cases[i].words);
        const char *said = terminal_said(stage.terminal), *words = strstr(said, cases[i].words);
        assert_non_null(words);
        if (is_reverse(said, words) != cases[i].warns)
            fail_msg("\"%s\" looks otherwise:\n%s", cases[i].words, terminal_screen(stage.terminal));
        stage_close(&stage);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_everybody_reads_is_warned_of),
        cmocka_unit_test_prestate(each_scene_at_each_size, (void *)(uintptr_t)&wide),
        cmocka_unit_test_prestate(each_scene_at_each_size, (void *)(uintptr_t)&usual),
        cmocka_unit_test_prestate(each_scene_at_each_size, (void *)(uintptr_t)&phone),
        cmocka_unit_test_prestate(each_scene_at_each_size, (void *)(uintptr_t)&tiny),
        cmocka_unit_test(no_post_reaches_the_terminal_as_commands),
        cmocka_unit_test(what_is_harmless_in_a_hostile_post_is_still_read),
        cmocka_unit_test(empty_lines_alone_are_no_words_to_go_on_with),
        cmocka_unit_test(a_post_that_comes_in_moves_nothing_above_it),
        cmocka_unit_test(a_post_that_came_in_stands_where_the_whole_thread_has_it),
        cmocka_unit_test(what_came_in_unheard_is_shown_with_the_next_post),
        cmocka_unit_test(a_search_says_how_far_it_reaches),
        cmocka_unit_test(a_long_thread_opens_at_its_first_unread_post),
        cmocka_unit_test(nothing_to_fold_hides_no_words),
        cmocka_unit_test(nobody_types_a_change_to_what_is_not_hers),
        cmocka_unit_test(many_enters_send_nothing),
        cmocka_unit_test(whoever_wrote_nothing_is_asked_nothing),
        cmocka_unit_test(the_text_is_there_after_a_resize_and_a_dropped_line),
        cmocka_unit_test(a_paste_never_presses_enter),
        cmocka_unit_test(a_paste_of_ten_thousand_is_cut_and_said),
        cmocka_unit_test(a_password_is_never_on_the_screen),
        cmocka_unit_test(a_new_password_that_does_not_fit_is_asked_for_anew),
        cmocka_unit_test(a_wrong_password_is_asked_for_again),
        cmocka_unit_test(no_password_is_asked_for_nobody),
        cmocka_unit_test(whoever_looks_for_a_yes_is_answered),
        cmocka_unit_test(among_posts_w_asks_what_this_is),
        cmocka_unit_test(a_letter_of_another_keyboard_is_answered),
        cmocka_unit_test(a_sign_that_is_counted_otherwise_leaves_nothing_behind),
        cmocka_unit_test(words_after_such_a_sign_stand_where_they_belong),
        cmocka_unit_test(only_a_session_that_lasts_is_told_to_end),
        cmocka_unit_test(ended_from_elsewhere_nothing_is_left_on_the_screen),
        cmocka_unit_test(quick_exit_clears_the_screen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
