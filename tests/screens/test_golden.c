/*
 * test_golden.c: each main screen as a person sees it, beside the text file that says how it shall look:
 * tests/screens/golden/NAME-80x24.txt. `GOLDEN=write` writes them anew; look at what changed before you keep it.
 * `SCENES=table` looks only at those whose names begin so.
 * `make screens` shows all of them on one page, beside those of the folder that BEFORE names.
 * The last line of a file is where the cursor stands: whoever cannot see the screen is read that line.
 */
#include <errno.h>
#include <sys/stat.h>

#include "tests/screens/page.h"
#include "tests/screens/scenes.h"
#include "util.h"

#define FOLDER "tests/screens/golden"

static const struct view usual[] = { { "80x24", 80, 24, false }, { "40x15", 40, 15, false } };
static const struct view ascii = { "80x24-ascii", 80, 24, true }, small_ascii = { "40x15-ascii", 40, 15, true },
                         wide = { "120x40", 120, 40, false };

static char *read_whole(const char *path)
{
    struct buffer text = { 0 };
    char part[4096];
    size_t length;
    FILE *file = fopen(path, "re");
    if (file == NULL)
        return NULL;
    while ((length = fread(part, 1, sizeof part, file)) > 0)
        buffer_add(&text, part, length);
    fclose(file);
    return buffer_take(&text);
}

static void write_whole(const char *path, const char *text)
{
    FILE *file = fopen(path, "we");
    if (file == NULL || fputs(text, file) < 0 || fclose(file) != 0)
        fail_msg("%s: %s", path, strerror(errno));
}

static char *as_text(struct stage *stage)
{
    struct buffer text = { 0 };
    int row, column;
    terminal_cursor(stage->terminal, &row, &column);
    buffer_string(&text, terminal_screen(stage->terminal));
    buffer_format(&text, "cursor: row %d, column %d\n", row, column);
    return buffer_take(&text);
}

static void show_on_page(struct stage *stage, const char *name, const char *seen)
{
    const char *folder = getenv("BEFORE");
    char path[600];
    snprintf(path, sizeof path, "%s/%s.txt", folder != NULL ? folder : FOLDER, name);
    char *before = read_whole(path);
    page_add(stage->terminal, name, seen, before);
    free(before);
}

/* False: it looks otherwise; both are printed. */
static bool looks_right(struct stage *stage, const char *name)
{
    char path[300];
    const char *mode = getenv("GOLDEN");
    char *seen = as_text(stage);
    snprintf(path, sizeof path, FOLDER "/%s.txt", name);
    if (mode != NULL && strcmp(mode, "write") == 0)
        write_whole(path, seen);
    show_on_page(stage, name, seen);
    char *golden = read_whole(path);
    bool right = golden != NULL && strcmp(golden, seen) == 0;
    if (!right)
        fprintf(stderr, "--- %s shall be\n%s--- and is\n%s", path, golden != NULL ? golden : "(no such file)\n", seen);
    free(golden);
    free(seen);
    return right;
}

static bool scene_looks_right(const struct scene *scene, const struct view *view)
{
    struct stage stage;
    char name[100];
    snprintf(name, sizeof name, "%s-%s", scene->name, view->name);
    scene_play(&stage, scene, view, 0);
    bool right = looks_right(&stage, name);
    stage_close(&stage);
    return right;
}

static bool is_looked_at(const struct scene *scene)
{
    const char *only = getenv("SCENES");
    return only == NULL || strncmp(scene->name, only, strlen(only)) == 0;
}

static void every_screen_looks_as_it_shall(void **state)
{
    const struct view *view = *state;
    int wrong = 0;
    for (size_t i = 0; i < scene_count; i++)
        if (is_looked_at(&scenes[i]))
            wrong += !scene_looks_right(&scenes[i], view);
    assert_int_equal(wrong, 0);
}

static bool is_one_of(const char *name, const char *const *names)
{
    while (*names != NULL && strcmp(*names, name) != 0)
        names++;
    return *names != NULL;
}

static void holds_only_ascii(const struct scene *scene, const struct view *view)
{
    struct stage stage;
    scene_play(&stage, scene, view, 0);
    for (const char *s = terminal_screen(stage.terminal); *s != '\0'; s++)
        if ((unsigned char)*s > 0x7e)
            fail_msg("%s in ASCII looks:\n%s", scene->name, terminal_screen(stage.terminal));
    stage_close(&stage);
}

static void ascii_looks_hold_nothing_but_ascii(void **state)
{
    static const char *const at_80[] = { "home", "reader", "settings", "aid", "aid-fits", "aid-match-words",
        "reader-hand", "hands", "assembly", "room", "question-put", NULL },
                             *const at_40[] = { "aid", "aid-fits", "aid-match-words", "assembly", "room",
                                 "question-put", NULL };
    int wrong = 0;
    (void)state;
    for (size_t i = 0; i < scene_count; i++) {
        if (!is_looked_at(&scenes[i]))
            continue;
        if (is_one_of(scenes[i].name, at_80))
            wrong += !scene_looks_right(&scenes[i], &ascii);
        if (is_one_of(scenes[i].name, at_40))
            wrong += !scene_looks_right(&scenes[i], &small_ascii);
        holds_only_ascii(&scenes[i], &ascii);
    }
    assert_int_equal(wrong, 0);
}

/* Where a wide screen has another order than a narrow one. */
static void wide_screens_look_as_they_shall(void **state)
{
    static const char *const names[] = { "room", "room-writing", "room-put", "room-chair", "home", "boards", "threads",
        "people", "letters", "assemblies", "decisions", "circles", "rotas", "shelf", "aid", "aid-mine", "reader",
        "help", "bookmarks", "sessions", "invitations", "hands", NULL };
    int wrong = 0;
    (void)state;
    for (size_t i = 0; i < scene_count; i++)
        if (is_looked_at(&scenes[i]) && is_one_of(scenes[i].name, names))
            wrong += !scene_looks_right(&scenes[i], &wide);
    assert_int_equal(wrong, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_prestate(every_screen_looks_as_it_shall, (void *)(uintptr_t)&usual[0]),
        cmocka_unit_test_prestate(every_screen_looks_as_it_shall, (void *)(uintptr_t)&usual[1]),
        cmocka_unit_test(wide_screens_look_as_they_shall),
        cmocka_unit_test(ascii_looks_hold_nothing_but_ascii),
    };
    mkdir(FOLDER, 0755);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    return page_write() == 0 ? failed : 1;
}
