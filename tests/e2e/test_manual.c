/*
 * test_manual.c: every example of the manual pages and of the README is typed, in the order of its page, into a shell
 * beside a served made-up street. It ends well, and prints what the page shows.
 *
 * Of what is printed numbers, days and hashes are not compared: they differ from house to house. "..." in a page stands
 * for anything. The README shows other houses than the made-up one: its examples only have to end well.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "members.h"
#include "tests/e2e/served.h"
#include "util.h"

/* What is not typed, because another test does it, or no test can. */
static const struct {
    const char *begins, *why;
} left_out[] = {
    { "bbs serve", "it does not end: tests/e2e/served.c serves" },
    { "bbs restore", "it asks for the secret key that was shown: test_backup.c" },
    { "vi ", "the answer is changed by a person" },
    { "ssh thandi@host vote 5 ", "no vote of the made-up street is closed: test_votes.c counts one again" },
};

struct page {
    const char *path;
    bool compared;
    char *text; /* as it is read, an example a line; a line of output after it */
};

struct place {
    struct served house;
    char work[700];
};

/* --- what stands in a page --- */

/* The few escapes of mdoc(7) that our examples use. */
static void add_unescaped(struct buffer *out, const char *line)
{
    static const struct {
        const char *escape, *plain;
    } escapes[] = { { "\\-", "-" }, { "\\(dq", "\"" }, { "\\&", "" }, { "\\e", "\\" } };
    while (*line != '\0') {
        size_t i = 0, count = sizeof escapes / sizeof *escapes;
        while (i < count && strncmp(line, escapes[i].escape, strlen(escapes[i].escape)) != 0)
            i++;
        if (i < count) {
            buffer_string(out, escapes[i].plain);
            line += strlen(escapes[i].escape);
        } else
            buffer_add(out, line++, 1);
    }
}

/* Keeps the lines of examples. In the README they stand four columns in; in a manual page in .Dl, or .Bd to .Ed. */
static char *read_examples(const char *path)
{
    struct buffer out = { 0 };
    char line[1000];
    bool manual = strstr(path, ".md") == NULL, inside = false;
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    while (fgets(line, sizeof line, file) != NULL) {
        line[strcspn(line, "\n")] = '\0';
        if (manual && strncmp(line, ".Dl $", 5) == 0) {
            add_unescaped(&out, line + 4);
            buffer_string(&out, "\n.\n");
        } else if (manual && strncmp(line, ".Bd", 3) == 0)
            inside = true;
        else if (manual && strncmp(line, ".Ed", 3) == 0) {
            inside = false;
            buffer_string(&out, ".\n");
        } else if (manual && inside) {
            add_unescaped(&out, line);
            buffer_string(&out, "\n");
        } else if (!manual && strncmp(line, "    ", 4) == 0)
            buffer_format(&out, "%s\n", line + 4);
        else if (!manual)
            buffer_string(&out, ".\n");
    }
    fclose(file);
    return buffer_take(&out);
}

/* A command goes on in the next line after a backslash, or while a quotation is open. */
static bool goes_on(const char *command)
{
    bool open = false;
    size_t length = strlen(command);
    for (const char *at = command; *at != '\0'; at++)
        open = *at == '\'' ? !open : open;
    return open || (length > 0 && command[length - 1] == '\\');
}

/* The next example: its command, and what is printed. False: there is none. */
static bool next_example(char **rest, struct buffer *command, struct buffer *output)
{
    char *line;
    bool found = false;
    buffer_clear(command);
    buffer_clear(output);
    while ((line = strsep(rest, "\n")) != NULL) {
        if (!found) {
            found = strncmp(line, "$ ", 2) == 0;
            if (found)
                buffer_string(command, line + 2);
        } else if (goes_on(buffer_text(command)))
            buffer_format(command, "\n%s", line);
        else if (strcmp(line, ".") == 0)
            return true;
        else if (strncmp(line, "$ ", 2) == 0) {
            line[strlen(line)] = *rest != NULL ? '\n' : '\0'; /* it is read again */
            *rest = line;
            return true;
        } else { /* a line that is too long for the page goes on after its backslash */
            size_t length = strlen(line);
            bool cut = length > 0 && line[length - 1] == '\\';
            buffer_format(output, "%.*s%s", (int)(length - cut), line, cut ? "" : "\n");
        }
    }
    return found;
}

/* --- what is printed --- */

static bool is_hash(const char *at, size_t length)
{
    return length >= 8 && strspn(at, "0123456789abcdef") >= length;
}

/* "e94c-x5aa-k7mp", perhaps cut: also without any digit. */
static bool is_code(const char *at, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if ((i % 5 == 4) != (at[i] == '-') || strchr("abcdefghijklmnopqrstuvwxyz0123456789-", at[i]) == NULL)
            return false;
    return length > 5;
}

enum { SHORT = 3 }; /* letters of the short name of a day or a month */

/* Words between blanks; one with a digit in it is as good as any other, and so is one day or month as another. */
static void add_masked(struct buffer *out, const char *text)
{
    static const char *const days[] = { "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December" };
    while (*(text += strspn(text, " \n")) != '\0') {
        size_t length = strcspn(text, " \n");
        bool masked = strcspn(text, "0123456789") < length || is_hash(text, length) || is_code(text, length);
        for (size_t i = 0; i < sizeof days / sizeof *days; i++)
            masked = masked || strncmp(text, days[i], strlen(days[i])) == 0 ||
                     (length >= SHORT && strncmp(text, days[i], length) == 0); /* "Mon", "Sept" */
        if (masked)
            buffer_string(out, "# ");
        else
            buffer_format(out, "%.*s ", (int)length, text);
        text += length;
    }
}

/* True when `said` begins as the page shows it, up to its "...". */
static bool is_as_shown(const char *shown, const char *said)
{
    struct buffer want = { 0 }, have = { 0 };
    add_masked(&want, shown);
    add_masked(&have, said);
    char *dots = want.data != NULL ? strstr(want.data, "...") : NULL;
    size_t length = dots != NULL ? (size_t)(dots - want.data) : want.length;
    bool same = want.data == NULL || strncmp(buffer_text(&want), buffer_text(&have), length) == 0;
    buffer_clear(&want);
    buffer_clear(&have);
    return same;
}

/* --- the shell --- */

static const char *why_left_out(const char *command)
{
    for (size_t i = 0; i < sizeof left_out / sizeof *left_out; i++)
        if (strncmp(command, left_out[i].begins, strlen(left_out[i].begins)) == 0)
            return left_out[i].why;
    return NULL;
}

static void write_file(const struct place *place, const char *name, const char *text, mode_t mode)
{
    char path[900];
    snprintf(path, sizeof path, "%s/%s", place->work, name);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
    chmod(path, mode);
}

static struct ran type(const struct place *place, const char *command)
{
    struct buffer script = { 0 };
    buffer_format(&script, "PATH=%s/bin:$PATH; cd %s && ", place->work, place->work);
    buffer_string(&script, command);
    struct ran ran = run((const char *const[]) { "sh", "-c", buffer_text(&script), NULL }, NULL, 0);
    buffer_clear(&script);
    return ran;
}

static bool holds(const struct place *place, const struct page *page, const char *command, const char *shown)
{
    char name[100];
    if (sscanf(command, "cat %99s", name) == 1) { /* a file that the page shows */
        write_file(place, name, shown, 0600);
        return true;
    }
    struct ran ran = type(place, command);
    bool good = ran.status == 0 && (!page->compared || is_as_shown(shown, ran.out) || is_as_shown(shown, ran.err));
    if (!good)
        print_error("%s: $ %s\nended with %d and printed\n%s%s\nand not\n%s\n", page->path, command, ran.status,
            ran.out, ran.err, shown);
    ran_free(&ran);
    return good;
}

/* --- the made-up street --- */

/* thandi and sipho come in by the tests' key. */
static void give_key(const struct place *place, const char *handle)
{
    char path[700], line[2000] = "";
    struct store *store;
    struct actor actor;
    int64_t key;
    snprintf(path, sizeof path, "%s.pub", place->house.key);
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    assert_non_null(fgets(line, sizeof line, file));
    fclose(file);
    line[strcspn(line, "\n")] = '\0';
    assert_int_equal(store_open(place->house.database, STORE_TOOL, &store), STORE_OPENED);
    assert_int_equal(actor_for(store, ACTOR_MEMBER, handle, &actor), RESULT_OK);
    assert_int_equal(key_add(store, &actor, line, (int64_t)time(NULL), &key), RESULT_OK);
    store_close(store);
}

static int open_place(void **state)
{
    static struct place place;
    struct buffer script = { 0 };
    char path[900];
    served_make(&place.house, true);
    give_key(&place, "thandi");
    give_key(&place, "sipho");
    snprintf(place.work, sizeof place.work, "%s/work", place.house.folder);
    assert_int_equal(mkdir(place.work, 0700), 0);
    snprintf(path, sizeof path, "%s/bin", place.work);
    assert_int_equal(mkdir(path, 0700), 0);
    served_serve(&place.house);
    buffer_format(&script,
        "#!/bin/sh\nexec /usr/bin/ssh -F /dev/null -p %d -i %s -o HostName=127.0.0.1 -o HostKeyAlias=[127.0.0.1]:%d"
        " -o UserKnownHostsFile=%s -o IdentitiesOnly=yes -o BatchMode=yes -o LogLevel=ERROR \"$@\"\n",
        place.house.port, place.house.key, place.house.port, place.house.known_hosts);
    write_file(&place, "bin/ssh", buffer_text(&script), 0700);
    buffer_clear(&script);
    const char *bbs = getenv("BBS");
    assert_non_null(bbs);
    buffer_format(&script, "#!/bin/sh\nexec %s \"$@\"\n", bbs);
    write_file(&place, "bin/bbs", buffer_text(&script), 0700);
    buffer_clear(&script);
    snprintf(path, sizeof path, "cp %s.pub sipho.pub; mkdir street", place.house.key);
    struct ran ran = type(&place, path);
    assert_int_equal(ran.status, 0);
    ran_free(&ran);
    free(served_says(&place.house, "thandi", "hurt begin", "seven birds over the water tank\n", 0));
    write_file(&place, "two-lines", "seven birds over the water tank\nOn Monday.\n", 0600);
    *state = &place;
    return 0;
}

static int close_place(void **state)
{
    served_close(&((struct place *)*state)->house);
    return 0;
}

static int every_example_of(const struct place *place, struct page *page)
{
    struct buffer command = { 0 }, output = { 0 };
    int count = 0, wrong = 0;
    page->text = read_examples(page->path);
    for (char *rest = page->text; next_example(&rest, &command, &output); count++) {
        const char *why = why_left_out(buffer_text(&command));
        if (why == NULL)
            wrong += !holds(place, page, buffer_text(&command), buffer_text(&output));
    }
    assert_true(count > 2); /* so they are found */
    buffer_clear(&command);
    buffer_clear(&output);
    free(page->text);
    return wrong;
}

static void every_example_is_true(void **state)
{
    struct page pages[] = { { "bbs/man/bbs.1", true, NULL }, { "bbs/man/bbs-commands.7.in", true, NULL },
        { "README.md", false, NULL } };
    int wrong = 0;
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
        wrong += every_example_of(*state, &pages[i]);
    assert_int_equal(wrong, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_example_is_true, open_place, close_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
