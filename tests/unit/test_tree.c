/*
 * test_tree.c: a thread as it is drawn. A tree is written as the depths of its posts; what is seen is written out, a
 * line each, with | where the stroke ends.
 */
#include "screens/boards/tree.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "text.h"
#include "util.h"

enum { POSTS_MOST = 80 };

struct thread_shown {
    struct post posts[POSTS_MOST];
    bool folded[POSTS_MOST];
    const char *words[POSTS_MOST];
    size_t count;
};

/* A post is the last child when its depth does not come again before a smaller one. */
static struct thread_shown shown_of(size_t count, const int *depths)
{
    struct thread_shown shown = { .count = count };
    for (size_t i = 0; i < count; i++) {
        shown.words[i] = "words";
        shown.posts[i].depth = depths[i];
        shown.posts[i].last_child = true;
        for (size_t k = i + 1; k < count && depths[k] >= depths[i]; k++)
            if (depths[k] == depths[i])
                shown.posts[i].last_child = false;
    }
    return shown;
}
#define SHOWN(...) shown_of(sizeof((int[]) { __VA_ARGS__ }) / sizeof(int), (int[]) { __VA_ARGS__ })

static void assert_drawn(const struct thread_shown *shown, int columns, const char *expected)
{
    struct tree tree = { 0 };
    struct buffer out = { 0 };
    tree_lay(&tree, shown->posts, shown->count, shown->folded, shown->words, columns);
    for (size_t i = 0; i < tree.count; i++) {
        const struct tree_line *line = &tree.lines[i];
        buffer_string(&out, line->stroke);
        if (line->kind == TREE_HEAD)
            buffer_format(&out, "#%zu", line->post);
        else
            buffer_add(&out, shown->words[line->post] + line->start, line->length);
        buffer_string(&out, line->kind == TREE_QUOTE ? " (quoted)\n" : "\n");
        assert_true(text_width(line->stroke, strlen(line->stroke)) + (int)line->length <= columns);
    }
    assert_string_equal(buffer_text(&out), expected);
    buffer_clear(&out);
    tree_free(&tree);
}

static void strokes_lead_from_an_answer_to_what_it_answers(void **state)
{
    (void)state;
    struct thread_shown shown = SHOWN(0, 1, 2, 2, 1, 2);
    assert_drawn(&shown, 80,
        "#0\n"
        "words\n"
        "+ #1\n"
        "| words\n"
        "| + #2\n"
        "| | words\n"
        "| ` #3\n"
        "|   words\n"
        "` #4\n"
        "  words\n"
        "  ` #5\n"
        "    words\n");
}

static void a_narrow_screen_draws_them_close(void **state)
{
    (void)state;
    struct thread_shown shown = SHOWN(0, 1, 2, 1);
    assert_drawn(&shown, 40,
        "#0\n"
        "words\n"
        "+ #1\n"
        "| words\n"
        "|` #2\n"
        "|  words\n"
        "` #3\n"
        "  words\n");
}

/* Deep down only the nearest levels are drawn, so that words always have room. */
static void depth_never_takes_the_words_room(void **state)
{
    (void)state;
    static const struct {
        int columns;
        size_t widest;
    } cases[] = { { 80, 24 }, { 60, 24 }, { 59, 4 }, { 40, 4 } };
    int depths[65];
    for (int i = 0; i < 65; i++)
        depths[i] = i;
    struct thread_shown shown = shown_of(65, depths);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct tree tree = { 0 };
        tree_lay(&tree, shown.posts, shown.count, shown.folded, shown.words, cases[i].columns);
        assert_int_equal(tree.count, 130);
        for (size_t k = 0; k < tree.count; k++)
            assert_in_range(strlen(tree.lines[k].stroke), 0, cases[i].widest);
        assert_int_equal(strlen(tree.lines[129].stroke), cases[i].widest);
        tree_free(&tree);
    }
    struct thread_shown deep = SHOWN(0, 1, 2, 3, 4, 4, 1);
    assert_drawn(&deep, 40,
        "#0\nwords\n"
        "+ #1\n| words\n"
        "|` #2\n|  words\n"
        "| ` #3\n|   words\n"
        "  + #4\n  | words\n" /* the stroke of #1 is out of sight */
        "  ` #5\n    words\n"
        "` #6\n  words\n");
}

static void words_are_wrapped_beside_their_strokes(void **state)
{
    (void)state;
    struct thread_shown shown = SHOWN(0, 1, 1);
    shown.words[0] = "The tank on the corner leaks again since last night.\n\nWho has a spanner?";
    shown.words[1] = "I do. Tonight at six, when I am back from work.";
    shown.words[2] = "";
    assert_drawn(&shown, 40,
        "#0\n"
        "The tank on the corner leaks again since\n"
        "last night.\n"
        "\n"
        "Who has a spanner?\n"
        "+ #1\n"
        "| I do. Tonight at six, when I am back\n"
        "| from work.\n"
        "` #2\n"
        "  \n");
}

/* A quotation stays one when its line is wrapped; a sign in the middle of a line makes none. */
static void quoted_lines_are_told_apart(void **state)
{
    (void)state;
    struct thread_shown shown = SHOWN(0);
    shown.words[0] =
        "> The tank on the corner leaks again since last night.\nSince last night? On Monday it was 3 cm > 2 cm.";
    assert_drawn(&shown, 40,
        "#0\n"
        "> The tank on the corner leaks again (quoted)\n"
        "since last night. (quoted)\n"
        "Since last night? On Monday it was 3 cm\n"
        "> 2 cm.\n");
}

static void a_folded_post_hides_all_that_is_below_it(void **state)
{
    (void)state;
    struct thread_shown shown = SHOWN(0, 1, 2, 3, 1);
    shown.folded[1] = true;
    assert_drawn(&shown, 80,
        "#0\n"
        "words\n"
        "+ #1\n"
        "` #4\n"
        "  words\n");
    static const bool hidden[] = { false, false, true, true, false };
    for (size_t i = 0; i < shown.count; i++)
        assert_int_equal(tree_hidden(shown.posts, shown.folded, i), hidden[i]);
    assert_int_equal(tree_below(shown.posts, shown.count, 0), 4);
    assert_int_equal(tree_below(shown.posts, shown.count, 1), 2);
    assert_int_equal(tree_below(shown.posts, shown.count, 4), 0);
}

static void a_fold_inside_a_fold_opens_with_the_outer_one_only(void **state)
{
    (void)state;
    struct thread_shown shown = SHOWN(0, 1, 2, 3);
    shown.folded[1] = shown.folded[2] = true;
    assert_drawn(&shown, 80, "#0\nwords\n` #1\n");
    shown.folded[1] = false;
    assert_drawn(&shown, 80, "#0\nwords\n` #1\n  words\n  ` #2\n");
}

/* A page may begin in the middle of a thread: what is answered above it is not there to lead to. */
static void a_page_may_begin_amid_the_tree(void **state)
{
    (void)state;
    struct thread_shown shown = SHOWN(3, 2, 1);
    shown.posts[0].last_child = shown.posts[1].last_child = shown.posts[2].last_child = false;
    assert_drawn(&shown, 80,
        "    + #0\n"
        "    | words\n"
        "  + #1\n"
        "  | words\n"
        "+ #2\n"
        "| words\n");
}

static void one_tree_is_laid_again_and_again(void **state)
{
    (void)state;
    struct thread_shown shown = SHOWN(0, 1);
    struct tree tree = { 0 };
    for (int columns = 40; columns <= 200; columns += 40) {
        tree_lay(&tree, shown.posts, shown.count, shown.folded, shown.words, columns);
        assert_int_equal(tree.count, 4);
    }
    tree_lay(&tree, shown.posts, 0, shown.folded, shown.words, 80);
    assert_int_equal(tree.count, 0);
    tree_free(&tree);
}

/* --- one more post --- */

enum { DEEPEST = 64 };

/* The tree as a list of who hangs below whom, in the order of writing; `order` is filled with it in tree order. */
static void walk(const size_t *hangs, size_t count, size_t from, size_t *order, size_t *length)
{
    order[(*length)++] = from;
    for (size_t i = from + 1; i < count; i++)
        if (hangs[i] == from)
            walk(hangs, count, i, order, length);
}

static void assert_whole(const struct post *posts, size_t count, const size_t *hangs, const int *depths)
{
    size_t order[POSTS_MOST], length = 0;
    int in_order[POSTS_MOST];
    walk(hangs, count, 0, order, &length);
    assert_int_equal(length, count);
    for (size_t i = 0; i < count; i++)
        in_order[i] = depths[order[i]];
    struct thread_shown whole = shown_of(count, in_order);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(posts[i].id, order[i] + 1);
        assert_int_equal(posts[i].number, i + 1);
        assert_int_equal(posts[i].total, count);
        assert_int_equal(posts[i].last_child, whole.posts[i].last_child);
    }
}

static size_t some(size_t below)
{
    static uint32_t chance = 2026;
    chance = chance * 1664525 + 1013904223;
    return (chance >> 8) % below;
}

/* Written one by one, sometimes deeper than a tree is drawn. */
static void what_comes_in_stands_where_the_whole_tree_has_it(void **state)
{
    (void)state;
    for (int round = 0; round < 200; round++) {
        struct post posts[POSTS_MOST] = { { .id = 1, .number = 1, .total = 1, .last_child = true } };
        size_t hangs[POSTS_MOST] = { POSTS_MOST }, odds = 1 + some(40);
        int depths[POSTS_MOST] = { 0 };
        for (size_t count = 1; count < POSTS_MOST; count++) {
            size_t parent = some(odds) > 0 ? count - 1 : some(count);
            hangs[count] = depths[parent] == DEEPEST ? hangs[parent] : parent;
            depths[count] = depths[hangs[count]] + 1;
            struct post post = { .id = (int64_t)count + 1,
                .parent = (int64_t)parent + 1,
                .depth = depths[count],
                .last_child = true,
                .total = (int64_t)count + 1 };
            size_t place = tree_place(posts, count, &post);
            assert_true(place > 0 && place <= count);
            post.number = (int64_t)place + 1;
            memmove(&posts[place + 1], &posts[place], (count - place) * sizeof *posts);
            posts[place] = post;
            tree_came_in(posts, count + 1, place);
            assert_whole(posts, count + 1, hangs, depths);
        }
    }
}

static void what_answers_a_post_of_another_page_stands_in_none_of_it(void **state)
{
    const struct post page[] = { { .id = 5, .parent = 4, .depth = 3 }, { .id = 6, .parent = 5, .depth = 4 } };
    (void)state;
    assert_int_equal(tree_place(page, 2, &(struct post) { .id = 9, .parent = 4, .depth = 3 }), 0);
    assert_int_equal(tree_place(page, 2, &(struct post) { .id = 9, .parent = 5, .depth = 4 }), 2);
}

int main(void)
{
    if (setlocale(LC_ALL, "C.UTF-8") == NULL)
        return 1;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(strokes_lead_from_an_answer_to_what_it_answers),
        cmocka_unit_test(a_narrow_screen_draws_them_close),
        cmocka_unit_test(depth_never_takes_the_words_room),
        cmocka_unit_test(words_are_wrapped_beside_their_strokes),
        cmocka_unit_test(quoted_lines_are_told_apart),
        cmocka_unit_test(a_folded_post_hides_all_that_is_below_it),
        cmocka_unit_test(a_fold_inside_a_fold_opens_with_the_outer_one_only),
        cmocka_unit_test(a_page_may_begin_amid_the_tree),
        cmocka_unit_test(one_tree_is_laid_again_and_again),
        cmocka_unit_test(what_comes_in_stands_where_the_whole_tree_has_it),
        cmocka_unit_test(what_answers_a_post_of_another_page_stands_in_none_of_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
