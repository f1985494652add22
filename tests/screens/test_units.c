/*
 * test_units.c: a member with a street, a workplace and a caucus: where she is, what waits for her in each, and that
 * nothing she begins in one is sent in another. RULES 1.0.
 */
#include "aid.h"
#include "command.h"
#include "deferred.h"
#include "face.h"
#include "store/base/db.h"
#include "tests/screens/units_stage.h"

static const struct view usual = { "80x24", 80, 24, false }, small = { "40x15", 40, 15, false };

static void title_is(struct units_stage *units, const char *words)
{
    const char *row = terminal_row(units->stage.terminal, 0);
    if (strstr(row, words) != row + 1)
        fail_msg("the top line is not of \"%s\":\n%s", words, terminal_screen(units->stage.terminal));
}

static void tab_goes_round_her_units(void **state)
{
    struct units_stage units;
    (void)state;
    units_open(&units);
    stage_enter(&units.stage, &units.thandi, &usual);
    title_is(&units, "Vilakazi Street ");
    stage_press(&units.stage, "\t");
    title_is(&units, "Bus Depot ");
    stage_shows(&units.stage, "The workplace, for now");
    stage_press(&units.stage, "P");
    title_is(&units, "Bus Depot: People");
    stage_press(&units.stage, "q\t");
    title_is(&units, "Women of the Street ");
    stage_press(&units.stage, "\t");
    title_is(&units, "Vilakazi Street ");
    stage_press(&units.stage, ":in depot\r");
    title_is(&units, "Bus Depot ");
    stage_press(&units.stage, "t:in Vilakazi Street\r");
    title_is(&units, "Vilakazi Street ");
    stage_press(&units.stage, ":in second-street\r");
    title_is(&units, "Vilakazi Street ");
    stage_shows(&units.stage, "You do not belong to that unit.");
    stage_close(&units.stage);
}

static void renames(struct units_stage *units, int64_t unit, const char *name)
{
    must(unit_rename(units->stage.store, &units->stage.operator, unit, name, NULL, NOW));
    stage_hint(&units->stage, 0, 0);
}

/* A steward, or a decision, gives a unit another name while she sits there. */
static void a_new_name_stands_on_every_page_at_once(void **state)
{
    struct units_stage units;
    (void)state;
    units_open(&units);
    units_answers(&units);
    must(db_run(units.stage.store, "UPDATE unit SET founded = 0"));
    stage_enter(&units.stage, &units.thandi, &usual);
    stage_shows(&units.stage, "Bus Depot: a neighbour, block D");
    renames(&units, units.depot, "The Garage");
    stage_shows(&units.stage, "The Garage: a neighbour, block D");
    renames(&units, 1, "Moema Street");
    title_is(&units, "Moema Street ");
    stage_press(&units.stage, "\tP");
    title_is(&units, "The Garage: People");
    renames(&units, units.depot, "The Yard");
    title_is(&units, "The Yard: People");
    stage_shows_not(&units.stage, "Garage");
    stage_close(&units.stage);
}

/* A steward takes back a street while somebody looks at its public board. */
static void a_board_that_is_gone_is_left(void **state)
{
    struct units_stage units;
    struct unit_drop drop;
    int64_t mistake;
    (void)state;
    units_open(&units);
    must(unit_found(units.stage.store, &units.stage.operator, "By Mistake", NULL, UNIT_COMMUNE, NOW, &mistake));
    stage_enter(&units.stage, &units.thandi, &usual);
    stage_press(&units.stage, "tz");
    stage_shows(&units.stage, "By Mistake");
    stage_press(&units.stage, "jj\r");
    title_is(&units, "Vilakazi Street: Welcome");
    must(unit_drop(units.stage.store, &units.stage.operator, mistake, NOW, &drop));
    stage_hint(&units.stage, 0, 0);
    stage_press(&units.stage, "w1");
    stage_shows(&units.stage, "There is no such board.");
    stage_press(&units.stage, "q");
    stage_shows(&units.stage, "Second Street");
    stage_shows_not(&units.stage, "By Mistake");
    stage_close(&units.stage);
}

static void with_one_street_tab_reads_on(void **state)
{
    struct units_stage units;
    (void)state;
    units_open(&units);
    stage_enter(&units.stage, &units.stage.sipho, &usual);
    stage_shows_not(&units.stage, "Tab");
    stage_press(&units.stage, "\t");
    stage_shows(&units.stage, "Wide words"); /* the next unread post */
    stage_close(&units.stage);
}

static void tab_passes_over_a_caucus_on_a_shared_computer(void **state)
{
    struct units_stage units;
    (void)state;
    units_open(&units);
    units.stage.by_password = true;
    stage_enter(&units.stage, &units.thandi, &usual);
    stage_press(&units.stage, "y\t");
    title_is(&units, "Bus Depot ");
    stage_press(&units.stage, "\t");
    title_is(&units, "Vilakazi Street ");
    assert_null(strstr(terminal_said(units.stage.terminal), "Women"));
    stage_close(&units.stage);
}

/* Somebody of each unit answers an ask that she made there. */
static void what_waits_is_gathered_and_named(void **state)
{
    struct units_stage units;
    (void)state;
    units_open(&units);
    units_answers(&units);
    stage_enter(&units.stage, &units.thandi, &usual);
    stage_shows(&units.stage, "Bus Depot: a neighbour, block D waits for your yes: A li");
    stage_shows(&units.stage, " a neighbour, block C waits for your yes: Somebody to h");
    stage_shows_not(&units.stage, "Vilakazi Street: ");
    stage_shows(&units.stage, "Something private (1)");
    assert_null(strstr(terminal_said(units.stage.terminal), "Women"));
    stage_choose(&units.stage, "Bus Depot: a neighbour");
    stage_press(&units.stage, "\r");
    title_is(&units, "Bus Depot: ");
    stage_press(&units.stage, "q");
    title_is(&units, "Vilakazi Street "); /* she is back where she was */
    stage_choose(&units.stage, "Something private");
    stage_press(&units.stage, "\r");
    title_is(&units, "Women of the Street ");
    stage_shows(&units.stage, " a neighbour, block C waits for your yes: Walk with me");
    stage_close(&units.stage);
}

static void a_draft_of_one_unit_is_not_sent_in_another(void **state)
{
    struct units_stage units;
    struct draft draft;
    (void)state;
    units_open(&units);
    stage_enter(&units.stage, &units.thandi, &usual);
    stage_press(&units.stage, "\tawA lift after the late shift\0333"); /* put away */
    assert_int_equal(draft_get(units.stage.store, &units.thandi, DRAFT_ASK, units.depot, &draft), RESULT_OK);
    drafts_free(&draft, 1);
    assert_int_equal(
        draft_get(units.stage.store, &units.thandi, DRAFT_ASK, units.thandi.here, &draft), RESULT_NOT_FOUND);
    stage_press(&units.stage, "q\t\t");
    title_is(&units, "Vilakazi Street ");
    stage_shows(&units.stage, "Bus Depot: Your words on");
    stage_press(&units.stage, "aw");
    stage_shows_not(&units.stage, "late shift"); /* a new one, of the street */
    stage_press(&units.stage, "\033q");
    stage_choose(&units.stage, "Bus Depot: Your words on");
    stage_press(&units.stage, "\r");
    title_is(&units, "Bus Depot: ");
    stage_shows(&units.stage, "A lift after the late shift");
    stage_shows(&units.stage, "THE WORKPLACE (Bus Depot), without your name");
    stage_send(&units.stage, "\023"); /* Ctrl-S reads it back, */
    stage_send(&units.stage, "\023"); /* and sends */
    assert_int_equal(db_number(units.stage.store, 0, "SELECT count(*) FROM ask WHERE unit = ?", units.depot), 1);
    assert_int_equal(db_number(units.stage.store, 0, "SELECT count(*) FROM ask WHERE unit = 1"), 0);
    stage_close(&units.stage);
}

static void boards_stand_by_unit(void **state)
{
    struct units_stage units;
    (void)state;
    units_open(&units);
    stage_enter(&units.stage, &units.thandi, &usual);
    stage_press(&units.stage, "t");
    stage_shows(&units.stage, "Bus Depot");
    stage_shows(&units.stage, "1 board of others");
    stage_shows_not(&units.stage, "Second Street");
    stage_shows(&units.stage, "Something private");
    stage_shows_not(&units.stage, "Women");
    stage_press(&units.stage, "z");
    stage_shows(&units.stage, "Second Street");
    stage_press(&units.stage, "w");
    stage_shows(&units.stage, "Bus Depot: General");
    stage_shows(&units.stage, "Vilakazi Street: General");
    stage_shows_not(&units.stage, "Women");
    stage_close(&units.stage);
}

/* Its asks have no block: neither may the sentence that sums one up. */
static void a_workplace_has_no_block(void **state)
{
    struct units_stage units;
    (void)state;
    units_open(&units);
    stage_enter(&units.stage, &units.thandi, &usual);
    stage_press(&units.stage, "awMilk\re\r\r");
    stage_shows(&units.stage, "your block; may");
    stage_press(&units.stage, "\0333"); /* put away */
    stage_press(&units.stage, "q\tawMilk\re\r\r");
    stage_shows(&units.stage, "THE WORKPLACE");
    stage_shows(&units.stage, "; may answer");
    stage_shows_not(&units.stage, "your block");
    stage_close(&units.stage);
}

/* Whoever looks on must not read from a top line that she is in a caucus. */
static void with_one_street_and_a_caucus_only_the_caucus_is_named(void **state)
{
    struct units_stage units;
    (void)state;
    units_open(&units);
    stage_enter(&units.stage, &units.lerato, &usual);
    stage_press(&units.stage, "P");
    title_is(&units, "People");
    stage_press(&units.stage, "q\t");
    title_is(&units, "Women of the Street ");
    stage_press(&units.stage, "P");
    title_is(&units, "Women of the Street: People");
    stage_close(&units.stage);
}

static void on_a_shared_computer_tab_is_not_for_a_caucus_alone(void **state)
{
    struct units_stage units;
    (void)state;
    units_open(&units);
    units.stage.by_password = true;
    stage_enter(&units.stage, &units.lerato, &usual);
    stage_press(&units.stage, "y");
    title_is(&units, "Vilakazi Street ");
    stage_shows_not(&units.stage, "next unit");
    stage_close(&units.stage);
}

static int64_t say_in_caucus(struct units_stage *units)
{
    struct board board;
    struct actor lerato = units->lerato;
    int64_t thread, post;
    lerato.here = units->women;
    must(board_by_slug(units->stage.store, &lerato, "women", &board));
    must(thread_open(units->stage.store, &lerato, board.id, "Who hides the purse", "Sewing on Thursday", NOW - HOUR,
        &thread, &post));
    must(post_bookmark_set(units->stage.store, &units->thandi, post, true, NOW - HOUR));
    return post;
}

static void words_of_a_caucus_show_only_in_its_rooms(void **state)
{
    struct units_stage units;
    (void)state;
    units_open(&units);
    units_answers(&units);
    say_in_caucus(&units);
    stage_enter(&units.stage, &units.thandi, &usual);
    stage_press(&units.stage, "/sewing\r");
    stage_shows(&units.stage, "Something private");
    stage_press(&units.stage, "q:bookmarks\r");
    stage_shows(&units.stage, "Something private");
    stage_press(&units.stage, "qam");
    stage_shows(&units.stage, "Something private");
    stage_press(&units.stage, "qq");
    for (int i = 0; i < 40 && strstr(terminal_screen(units.stage.terminal), "You have read everything") == NULL; i++)
        stage_press(&units.stage, " ");
    stage_shows(&units.stage, "Something private is new");
    const char *said = terminal_said(units.stage.terminal);
    assert_null(strstr(said, "purse"));
    assert_null(strstr(said, "Sewing"));
    assert_null(strstr(said, "Walk with me"));
    assert_null(strstr(said, "women"));
    stage_press(&units.stage, "/sewing\r\r");
    title_is(&units, "Women of the Street: ");
    stage_shows(&units.stage, "Sewing on Thursday");
    stage_close(&units.stage);
}

static void who_leaves_a_caucus_stands_in_her_street(void **state)
{
    struct units_stage units;
    (void)state;
    units_open(&units);
    say_in_caucus(&units);
    stage_enter(&units.stage, &units.thandi, &usual);
    stage_press(&units.stage, "\t\t");
    title_is(&units, "Women of the Street ");
    stage_press(&units.stage, ":caucus\r\r");
    stage_press(&units.stage, "L");
    stage_shows(&units.stage, "You left it.");
    title_is(&units, "Vilakazi Street: Caucuses");
    stage_press(&units.stage, "q");
    title_is(&units, "Vilakazi Street ");
    stage_press(&units.stage, "t");
    stage_shows_not(&units.stage, "Something private");
    stage_close(&units.stage);
}

static void a_guest_reads_by_unit(void **state)
{
    struct units_stage units;
    (void)state;
    units_open(&units);
    must(actor_for(units.stage.store, ACTOR_GUEST, "", &units.stage.guest));
    stage_enter(&units.stage, &units.stage.guest, &usual);
    stage_shows(&units.stage, "Second Street: Welcome; ");
    stage_press(&units.stage, "q");
    title_is(&units, "Vilakazi Street, Second Street, Bus Depot ");
    stage_press(&units.stage, "t");
    stage_shows(&units.stage, "Second Street");
    stage_shows(&units.stage, "Bus Depot");
    stage_shows_not(&units.stage, "of others");
    stage_close(&units.stage);
}

/* In her settings: what ends with it is said, and the session goes on in the street. */
static void a_workplace_is_left_in_her_settings(void **state)
{
    struct units_stage units;
    struct actor now;
    (void)state;
    units_open(&units);
    struct store *store = units.stage.store;
    struct actor at_work = units.thandi;
    at_work.here = units.depot;
    must(aid_offer_make(store, &at_work, &(struct aid_form) { .kind = AID_TOOL, .line = "A jack", .capacity = 1 }, NOW,
        &(int64_t) { 0 }));
    stage_enter(&units.stage, &units.stage.sipho, &usual);
    stage_press(&units.stage, ":settings\r");
    stage_shows(&units.stage, "Leave this house for good");
    stage_shows_not(&units.stage, "I leave my workplace");
    stage_enter(&units.stage, &units.thandi, &usual);
    stage_press(&units.stage, "\t");
    title_is(&units, "Bus Depot ");
    stage_press(&units.stage, ":settings\r");
    stage_choose(&units.stage, "I leave my workplace");
    stage_press(&units.stage, "\r");
    stage_shows(&units.stage, "Leave Bus Depot?");
    stage_shows(&units.stage, "1 offer of yours there ends.");
    stage_press(&units.stage, "\r"); /* Enter alone leaves all as it is */
    must(actor_for(store, ACTOR_MEMBER, "thandi", &now));
    assert_true(actor_belongs(&now, units.depot));
    stage_press(&units.stage, "\ry");
    stage_shows(&units.stage, "You left Bus Depot.");
    stage_shows_not(&units.stage, "I leave my workplace");
    must(actor_for(store, ACTOR_MEMBER, "thandi", &now));
    assert_false(actor_belongs(&now, units.depot));
    stage_press(&units.stage, "q");
    title_is(&units, "Vilakazi Street ");
    stage_close(&units.stage);
}

/* --- who belongs to one street only --- */

/* Pages, and what a house of several communes may add on each: what its rules give to people of one street, too. A
 * street to move to (RULES 1.0), a card for a workplace (1.0), boards of others, folded (2.1), and the word that lets
 * an ask climb to the next street (3.7). */
static const struct {
    const char *keys;
    const char *adds[4];
    bool typed; /* letters write there: it has no menu, and no help by `?` */
} of_one_street[] = {
    { "", { NULL }, false },
    { "t", { "boards of others" }, false },
    { "t\r", { NULL }, false },
    { "a", { NULL }, false },
    { "a\tq", { NULL }, false },
    { "ao", { NULL }, true },
    { "aw", { "Ask further" }, true },
    { "m", { NULL }, false },
    { "mw", { NULL }, true },
    { "l", { NULL }, false },
    { "P", { NULL }, false },
    { "i", { "I have a card" }, false },
    { "o", { NULL }, false },
    { "c", { NULL }, false },
    { "@", { NULL }, false },
    { "^", { NULL }, false },
    { "s", { "I move to another street" }, false },
    { "/tank\r", { NULL }, false },
};
enum { ROWS = 140, TEXT = 64 * 1024 };
static const struct view tall = { "100x140", 100, ROWS, false };

/* A row without its mark, the number before an entry, and "1 of 17" at its end: those count what is compared. */
static void row_plain(const char *row, char *out, size_t size)
{
    static const char mark[] = "\u203a";
    int from, of, end = 0;
    row += strspn(row, " ");
    if (strncmp(row, mark, strlen(mark)) == 0)
        row += strlen(mark);
    row += strspn(row, " 0123456789");
    snprintf(out, size, "%s", row);
    for (char *at = out; *at != '\0'; at++)
        if (sscanf(at, "%d of %d%n", &from, &of, &end) == 2 && at[end] == '\0')
            *at = '\0';
    for (size_t length = strlen(out); length > 0 && out[length - 1] == ' '; length--)
        out[length - 1] = '\0';
}

static void screen_add(struct stage *stage, char *out)
{
    char plain[1000];
    for (int row = 0; row < ROWS; row++) {
        row_plain(terminal_row(stage->terminal, row), plain, sizeof plain);
        size_t used = strlen(out);
        assert_true(used + strlen(plain) + 3 < TEXT);
        snprintf(out + used, TEXT - used, "%s\n", plain);
    }
}

/* The page, its menu and its help. */
static char *page_text(struct stage *stage, const char *keys, bool typed)
{
    char *text = calloc(1, TEXT);
    assert_non_null(text);
    strcpy(text, "\n");
    stage_enter(stage, &stage->sipho, &tall);
    stage_press(stage, keys);
    screen_add(stage, text);
    if (typed) { /* all fields of a form */
        stage_send(stage, "\033[B");
        screen_add(stage, text);
    } else {
        stage_press(stage, ".");
        screen_add(stage, text);
        stage_press(stage, "q?");
        screen_add(stage, text);
    }
    return text;
}

static bool has_row(const char *text, const char *row)
{
    char whole[1002];
    snprintf(whole, sizeof whole, "\n%s\n", row);
    return strstr(text, whole) != NULL;
}

static bool is_added(const char *const *adds, const char *row)
{
    for (size_t i = 0; i < 4 && adds[i] != NULL; i++)
        if (strstr(row, adds[i]) != NULL)
            return true;
    return false;
}

static void same_rows(const char *keys, const char *one, const char *other, const char *const *adds, const char *what)
{
    char row[1000];
    for (const char *at = other; *at != '\0'; at += strcspn(at, "\n") + (at[strcspn(at, "\n")] == '\n')) {
        snprintf(row, sizeof row, "%.*s", (int)strcspn(at, "\n"), at);
        if (row[0] != '\0' && !has_row(one, row) && !is_added(adds, row))
            fail_msg("after \"%s\" %s: %s", keys, what, row);
    }
}

/* The same of commands; what may be added stands as above. */
#define MOVE_AND_CARD                                                                                                  \
    {                                                                                                                  \
        "move            you move", "move back       takes your move back", "card            uses a card",             \
            "Streets and workplaces:"                                                                                  \
    }
static const struct {
    const char *line;
    const char *adds[4];
} told_of_one_street[] = {
    { "help", MOVE_AND_CARD },
    { "help all", MOVE_AND_CARD },
    { "boards", { "boards of others: `boards all` lists them." } },
    { "whoami", { NULL } },
    { "home", { NULL } },
    { "where", { NULL } },
    { "aid", { NULL } },
    { "people", { NULL } },
};

static char *answer_text(struct stage *stage, const char *line)
{
    const struct speaker speaker = { .store = stage->store, .actor = &stage->sipho, .now = NOW, .columns = 100 };
    struct reply reply = { 0 };
    char *text = calloc(1, TEXT);
    assert_non_null(text);
    command_run(&speaker, line, strlen(line), NULL, 0, &reply);
    assert_int_equal(reply_status(&reply), 0);
    snprintf(text, TEXT, "\n%s", buffer_text(&reply.text));
    reply_clear(&reply);
    return text;
}

static void answers_are_the_same(struct stage *alone, struct stage *several)
{
    static const char *const nothing[4] = { NULL };
    for (size_t i = 0; i < sizeof told_of_one_street / sizeof *told_of_one_street; i++) {
        const char *line = told_of_one_street[i].line;
        char *one = answer_text(alone, line), *other = answer_text(several, line);
        same_rows(line, one, other, told_of_one_street[i].adds, "this is told besides in a house of several");
        same_rows(line, other, one, nothing, "this is not told in a house of several");
        free(one);
        free(other);
    }
}

/* Not one key, not one word more, but what the rules give. */
static void who_belongs_to_one_street_only_reads_the_same(void **state)
{
    static const char *const nothing[4] = { NULL }, *const keys_below[4] = { "? help" };
    struct stage alone;
    struct units_stage several;
    (void)state;
    stage_open(&alone, false);
    must(db_run(alone.store, "DELETE FROM shell_act"));
    units_open(&several);
    must(unit_neighbour_set(several.stage.store, &several.stage.operator, 1, several.second, true, NOW));
    must(db_run(several.stage.store, "DELETE FROM shell_act"));
    for (size_t i = 0; i < sizeof of_one_street / sizeof *of_one_street; i++) {
        const char *keys = of_one_street[i].keys;
        char *one = page_text(&alone, keys, of_one_street[i].typed);
        char *other = page_text(&several.stage, keys, of_one_street[i].typed);
        same_rows(keys, one, other, of_one_street[i].adds, "this is a word more in a house of several");
        /* a key that is added changes the row of keys */
        same_rows(keys, other, one, of_one_street[i].adds[0] != NULL ? keys_below : nothing,
            "this is missing in a house of several");
        free(one);
        free(other);
    }
    answers_are_the_same(&alone, &several.stage);
    stage_close(&several.stage);
    stage_close(&alone);
}

/* What another street says outside is not hers: its name stands before it. Her own need none. */
static void boards_of_others_are_named_where_she_writes(void **state)
{
    struct units_stage units;
    int64_t board;
    (void)state;
    units_open(&units);
    must(board_add(units.stage.store, &made_up, units.second, "outside", "What the street says outside", VISIBLE_PUBLIC,
        NOW, &board));
    stage_enter(&units.stage, &units.stage.sipho, &usual);
    stage_press(&units.stage, "tw");
    stage_shows(&units.stage, "Second Street: What the street says outside");
    stage_shows(&units.stage, "Second Street: Welcome");
    stage_shows(&units.stage, " Welcome");
    stage_shows_not(&units.stage, "Vilakazi Street: Welcome");
    stage_enter(&units.stage, &units.stage.sipho, &small);
    stage_press(&units.stage, "tw");
    stage_shows(&units.stage, "What the st");         /* not "Second Stre" twice */
    stage_enter(&units.stage, &units.thandi, &usual); /* two units of hers have boards of one title */
    stage_press(&units.stage, "tw");
    stage_shows(&units.stage, "Vilakazi Street: General");
    stage_shows(&units.stage, "Bus Depot: General");
    stage_close(&units.stage);
}

/* In a house of one street and one workplace nobody can move; who has both has no use for a card. */
static void what_she_cannot_use_is_not_named(void **state)
{
    struct units_stage units;
    int64_t empty; /* nobody there could say yes to a move */
    (void)state;
    units_open(&units);
    stage_enter(&units.stage, &units.thandi, &usual); /* she has a street and a workplace */
    stage_press(&units.stage, "i");
    stage_shows_not(&units.stage, "G ");
    stage_press(&units.stage, "q:help all\r");
    stage_press(&units.stage, ">");
    stage_shows(&units.stage, "move back");
    stage_shows_not(&units.stage, "uses a card");
    must(db_run(units.stage.store, "UPDATE unit SET kind = 1 WHERE id = ?", units.second));
    must(unit_found(units.stage.store, &units.stage.operator, "Empty Street", NULL, UNIT_COMMUNE, NOW, &empty));
    stage_enter(&units.stage, &units.stage.sipho, &usual);
    stage_press(&units.stage, "s");
    stage_shows(&units.stage, "Leave this house for good");
    stage_shows_not(&units.stage, "I move to another street");
    stage_press(&units.stage, "q:help all\r>");
    stage_shows(&units.stage, "uses a card");
    stage_shows_not(&units.stage, "move back");
    stage_close(&units.stage);
}

/* A guest and a newcomer have nothing that is kept; the code of a newcomer opens again. */
static void a_visitor_is_not_told_that_words_are_kept(void **state)
{
    struct units_stage units;
    struct stage *stage = &units.stage;
    (void)state;
    units_open(&units);
    stage_enter(stage, &stage->guest, &small);
    screens_face.event(stage->face, &(struct face_event) { .kind = FACE_CLOSING });
    screens_face.close(stage->face);
    stage->face = NULL;
    terminal_pump(stage->terminal);
    stage_shows(stage, "a code stays good.");
    stage_shows_not(stage, "What you wrote");
    stage_close(stage);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tab_goes_round_her_units),
        cmocka_unit_test(a_new_name_stands_on_every_page_at_once),
        cmocka_unit_test(a_board_that_is_gone_is_left),
        cmocka_unit_test(with_one_street_tab_reads_on),
        cmocka_unit_test(tab_passes_over_a_caucus_on_a_shared_computer),
        cmocka_unit_test(what_waits_is_gathered_and_named),
        cmocka_unit_test(a_draft_of_one_unit_is_not_sent_in_another),
        cmocka_unit_test(boards_stand_by_unit),
        cmocka_unit_test(a_workplace_has_no_block),
        cmocka_unit_test(with_one_street_and_a_caucus_only_the_caucus_is_named),
        cmocka_unit_test(on_a_shared_computer_tab_is_not_for_a_caucus_alone),
        cmocka_unit_test(words_of_a_caucus_show_only_in_its_rooms),
        cmocka_unit_test(who_leaves_a_caucus_stands_in_her_street),
        cmocka_unit_test(a_guest_reads_by_unit),
        cmocka_unit_test(a_workplace_is_left_in_her_settings),
        cmocka_unit_test(who_belongs_to_one_street_only_reads_the_same),
        cmocka_unit_test(boards_of_others_are_named_where_she_writes),
        cmocka_unit_test(what_she_cannot_use_is_not_named),
        cmocka_unit_test(a_visitor_is_not_told_that_words_are_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
