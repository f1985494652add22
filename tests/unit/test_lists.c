/*
 * test_lists.c: a list that is longer than its page says so, and its pages together are the whole list. Every command
 * with pages is walked in the made-up streets, with pages of a single row (speaker.rows).
 */
#include "tests/store/street.h"

#include <locale.h>
#include <sqlite3.h>

#include "bbs/demo/demo.h"
#include "command.h"

#define KEY "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA"
enum { MADE = 1795392000 + 3 * 24 * 3600, PAGES_WALKED = 60, PAGES_AIMED_AT = 40, WHOLE = 5000 };

/* What stands behind the name of a command, who types it, and what others did before. A command without a row is typed
 * alone, by thandi. */
static const struct walk {
    const char *name, *words, *handle;
    const char *before;    /* "handle: line; handle: line" */
    const char *one_alone; /* why it is not walked: tests/support/list_rules.sh alone looks after it */
} walks[] = {
    { "aid matches", NULL, "dineo", NULL, NULL },
    { "aid proposals", NULL, NULL, NULL, "the streets have no draft" },
    { "agreements", NULL, NULL, NULL, "the streets agreed on nothing yet" },
    { "care", NULL, NULL, "sipho: checkin heavy --to thandi; lerato: checkin well --to thandi", NULL },
    { "caucus", NULL, NULL, NULL, "one caucus, and it asks nothing" },
    { "circle steps", NULL, NULL, NULL, "no circle was held" },
    { "circles", NULL, NULL, NULL, "no circle is called" },
    { "door", "1 list", NULL, NULL, NULL },
    { "drafts", NULL, NULL, NULL, "thandi was cut off once" },
    { "hands", NULL, NULL, "sipho: hands add Gogo Thoko --home C 7; lerato: hands add Gogo Zodwa --home D 6", NULL },
    { "homes", "--in vilakazi-street", "", NULL, NULL },
    { "invitations", NULL, NULL, "thandi: invite; thandi: invite", NULL },
    { "keys", NULL, NULL,
        "thandi: key add " KEY "IAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f one; thandi: key add " KEY
        "IAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4g two",
        NULL },
    { "learn", NULL, NULL, "thandi: learn facilitator; sipho: learn note-taker", NULL },
    { "listen", NULL, NULL, NULL, "nobody asked for listeners" },
    { "newcomers", NULL, NULL, NULL, "nobody is brought into thandi's home" },
    { "proposal", "1", NULL, NULL, NULL },
    { "proposals", "1", NULL, NULL, NULL },
    { "read", "1", NULL, NULL, NULL },
    { "reports", NULL, NULL,
        ": seat moderator thandi --in vilakazi-street; sipho: report 1 --reason floods; lerato: report 2 --reason floods",
        NULL },
    { "rota show", "1", NULL, NULL, NULL },
    { "search", "water", NULL, NULL, NULL },
    { "sessions", NULL, NULL, NULL, "nobody is logged in" },
    { "shelf show", "2", NULL, NULL, "who asks for it stands in its words alone" },
    { "slip", "gogo-maria", NULL, NULL, "paper: its last words name the next slip" },
    { "steward", NULL, NULL, NULL, "no steward did anything to thandi" },
    { "tell", NULL, NULL, NULL, "the lot drew thandi for no meeting" },
    { "threads", "general", NULL, NULL, NULL },
    { "told", NULL, NULL, NULL, "thandi had the chair of no meeting" },
    { "units", NULL, "", NULL, NULL },
    { "versions", "@post", NULL, "thandi: post general --title Old; thandi: edit @post; thandi: edit @post", NULL },
    { "visits", NULL, NULL, NULL, "it asks the process that keeps secrets" },
    { "vote", "1 --names", NULL, NULL, NULL },
    { "votes", "1", NULL, NULL, "one vote is open" },
    { "who", NULL, NULL, NULL, "nobody is logged in" },
    { "willing", NULL, NULL, "thandi: willing facilitator; sipho: willing facilitator", NULL },
    { "with", "65 --names", "oupa-jacob", "thandi: with 65; sipho: with 65", NULL },
    { "woman objections", NULL, NULL, "thandi: woman object sipho; thandi: woman object vusi", NULL },
};

struct lists {
    struct store *store;
    sqlite3 *made, *filled; /* the streets as they were made; and with what was done before a walk */
    int seconds;            /* since then */
};

static void copy_database(sqlite3 *to, sqlite3 *from)
{
    sqlite3_backup *backup = sqlite3_backup_init(to, "main", from, "main");
    assert_non_null(backup);
    assert_int_equal(sqlite3_backup_step(backup, -1), SQLITE_DONE);
    assert_int_equal(sqlite3_backup_finish(backup), SQLITE_OK);
}

static int make_streets(void **state)
{
    static struct lists lists;
    char problem[400] = "";
    assert_int_equal(store_create(":memory:", &lists.store), STORE_OPENED);
    if (!demo_make(lists.store, MADE, problem, sizeof problem))
        fail_msg("%s", problem);
    assert_int_equal(sqlite3_open(":memory:", &lists.made), SQLITE_OK);
    assert_int_equal(sqlite3_open(":memory:", &lists.filled), SQLITE_OK);
    copy_database(lists.made, lists.store->db);
    *state = &lists;
    return 0;
}

static int leave_streets(void **state)
{
    struct lists *lists = *state;
    sqlite3_close(lists->made);
    sqlite3_close(lists->filled);
    store_close(lists->store);
    return 0;
}

/* "@post" is the newest post. */
static void fill_in(struct lists *lists, const char *words, char *out, size_t size)
{
    const char *at = strstr(words, "@post");
    if (at == NULL)
        snprintf(out, size, "%s", words);
    else
        snprintf(out, size, "%.*s%lld%s", (int)(at - words), words,
            (long long)db_number(lists->store, 0, "SELECT max(id) FROM post"), at + strlen("@post"));
}

/* One call. The caller clears the reply. */
static void type(struct lists *lists, const char *handle, const char *words, size_t rows, struct reply *reply)
{
    struct actor actor;
    char line[300], body[40];
    fill_in(lists, words, line, sizeof line);
    must(actor_for(lists->store, handle[0] != '\0' ? ACTOR_MEMBER : ACTOR_OPERATOR, handle, &actor));
    struct speaker speaker = { .store = lists->store,
        .actor = &actor,
        .now = MADE + lists->seconds++,
        .argon_slots = -1,
        .rows = rows,
        .once = true };
    *reply = (struct reply) { 0 };
    snprintf(body, sizeof body, "Words %d.\n", lists->seconds);
    command_run(&speaker, line, strlen(line), body, strlen(body), reply);
}

static void do_before(struct lists *lists, const char *before)
{
    char all[2000], *rest = all, *one;
    snprintf(all, sizeof all, "%s", before);
    while ((one = strsep(&rest, ";")) != NULL) {
        struct reply reply;
        one += strspn(one, " ");
        char *line = strchr(one, ':');
        *line++ = '\0';
        type(lists, one, line + 1, 0, &reply);
        if (reply.result != RESULT_OK)
            fail_msg("%s:%s: %s", one, line, reply.reason);
        reply_clear(&reply);
    }
}

/* "Something private" stands once on each page that has some. */
static void take_private_out(json_t *rows)
{
    for (size_t i = json_array_size(rows); i > 0; i--)
        if (json_object_get(json_array_get(rows, i - 1), "private") != NULL)
            json_array_remove(rows, i - 1);
}

static json_t *without_private(const json_t *json)
{
    const char *name;
    json_t *copy = json_deep_copy(json), *value;
    take_private_out(copy);
    json_object_foreach(copy, name, value) take_private_out(value);
    return copy;
}

/* Adds the rows of a page to those of the pages before it. */
static void add_rows(json_t *all, const json_t *page)
{
    const char *name;
    json_t *value;
    if (json_is_array(page))
        json_array_extend(all, (json_t *)page);
    else
        json_object_foreach(
            (json_t *)page, name, value) if (json_is_array(value) && json_is_array(json_object_get(all, name)))
            json_array_extend(json_object_get(all, name), value);
}

static size_t rows_of(const json_t *json)
{
    const char *name;
    json_t *value;
    size_t most = json_array_size(json);
    json_object_foreach((json_t *)json, name, value) if (json_array_size(value) > most) most = json_array_size(value);
    return most;
}

/* All pages of it. The caller frees. Returns how many there were. */
static int walk_pages(struct lists *lists, const char *handle, const char *line, size_t rows, json_t **all)
{
    char *next = xstrdup(line);
    int pages = 0;
    *all = NULL;
    while (next != NULL) {
        struct reply reply;
        if (pages++ == PAGES_WALKED)
            fail_msg("%s: its pages have no end", line);
        type(lists, handle, next, rows, &reply);
        if (reply.result != RESULT_OK)
            fail_msg("%s: %s", next, reply.reason);
        if (reply.more != NULL && strstr(reply.text.data, reply.more) == NULL)
            fail_msg("%s: its last line does not say how to go on:\n%s", next, reply.text.data);
        json_t *page = without_private(reply.json);
        if (*all == NULL)
            *all = json_incref(page);
        else
            add_rows(*all, page);
        json_decref(page);
        free(next);
        next = reply.more != NULL ? xstrdup(reply.more) : NULL;
        reply_clear(&reply);
    }
    return pages;
}

/* What stands on every page, and is no list with pages, is there as often as there are pages. */
static bool is_repeated(const json_t *all, const json_t *whole, int pages)
{
    json_t *copies = json_array();
    for (int i = 0; i < pages; i++)
        json_array_extend(copies, (json_t *)whole);
    bool same = json_equal(all, copies) == 1;
    json_decref(copies);
    return same;
}

static bool same_rows(const json_t *all, const json_t *whole, int pages)
{
    const char *name;
    json_t *value;
    bool same = !json_is_array(whole) || json_equal(all, whole) == 1;
    json_object_foreach((json_t *)whole, name, value)
    {
        const json_t *found = json_object_get(all, name);
        same = same && (!json_is_array(value) || json_equal(found, value) == 1 || is_repeated(found, value, pages));
    }
    return same;
}

static const struct walk *walk_of(const char *name)
{
    for (size_t i = 0; i < sizeof walks / sizeof *walks; i++)
        if (strcmp(walks[i].name, name) == 0)
            return &walks[i];
    return NULL;
}

/* True when `options` has this one: "page=" in "all page=". */
static bool has_option(const struct command *command, const char *option)
{
    const char *at = command->options != NULL ? strstr(command->options, option) : NULL;
    return at != NULL && (at == command->options || at[-1] == ' ');
}

static bool has_pages(const struct command *command)
{
    return has_option(command, "page=") || has_option(command, "after=") ||
           (has_option(command, "before=") && !has_option(command, "from=")) || strcmp(command->name, "read") == 0;
}

static bool walk_command(struct lists *lists, const struct command *command)
{
    const struct walk *walk = walk_of(command->name);
    const char *handle = walk != NULL && walk->handle != NULL ? walk->handle : "thandi";
    char line[200];
    struct reply whole;
    json_t *all = NULL;
    if (walk != NULL && walk->one_alone != NULL)
        return true;
    snprintf(line, sizeof line, "%s%s%s", command->name, walk != NULL && walk->words != NULL ? " " : "",
        walk != NULL && walk->words != NULL ? walk->words : "");
    copy_database(lists->store->db, lists->made);
    if (walk != NULL && walk->before != NULL)
        do_before(lists, walk->before);
    copy_database(lists->filled, lists->store->db);
    type(lists, handle, line, WHOLE, &whole);
    if (whole.result != RESULT_OK || whole.more != NULL) {
        print_error("%s: %s\n", line, whole.reason != NULL ? whole.reason : "longer than this test reads");
        reply_clear(&whole);
        return false;
    }
    json_t *rows_all = without_private(whole.json);
    size_t rows = rows_of(rows_all);
    copy_database(lists->store->db, lists->filled);
    int pages = walk_pages(lists, handle, line, rows / PAGES_AIMED_AT + 1, &all);
    bool same = same_rows(all, rows_all, pages), walked = pages > 1 && rows > 1;
    if (!same || !walked)
        print_error("%s: %d pages for %zu rows%s\n", line, pages, rows, same ? "" : ", and not the same rows");
    json_decref(all);
    json_decref(rows_all);
    reply_clear(&whole);
    return same && walked;
}

static void the_pages_of_a_list_are_the_whole_list(void **state)
{
    size_t count, walked = 0, wrong = 0;
    const struct command *table = command_table(&count);
    for (size_t i = 0; i < count; i++)
        if (has_pages(&table[i])) {
            walked++;
            wrong += !walk_command(*state, &table[i]);
        }
    if (wrong > 0)
        fail_msg("%zu of %zu lists were cut without a word, or have too few rows here", wrong, walked);
    assert_true(walked > 40);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_pages_of_a_list_are_the_whole_list, make_streets, leave_streets),
    };
    setlocale(LC_ALL, "C.UTF-8");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
