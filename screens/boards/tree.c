/* tree.c: see tree.h. Posts come in the order of the thread: each before its answers, with its depth. */
#include "screens/boards/tree.h"

#include <stdlib.h>
#include <string.h>

#include "text.h"
#include "util.h"

enum { LEVELS_WIDE = 12, LEVELS_NARROW = 3, ROOM_LEAST = 10 };

bool tree_hidden(const struct post *posts, const bool *folded, size_t i)
{
    int depth = posts[i].depth;
    while (i-- > 0)
        if (posts[i].depth < depth) {
            if (folded[i])
                return true;
            depth = posts[i].depth;
        }
    return false;
}

size_t tree_below(const struct post *posts, size_t count, size_t i)
{
    size_t below = 0;
    for (size_t k = i + 1; k < count && posts[k].depth > posts[i].depth; k++)
        below++;
    return below;
}

/* True when the stroke at `depth` goes on below posts[i]: its ancestor at that depth has a sibling further below. */
static bool goes_on(const struct post *posts, size_t i, int depth)
{
    while (posts[i].depth > depth) {
        if (i == 0)
            return false;
        i--;
    }
    return posts[i].depth == depth && !posts[i].last_child;
}

static void stroke(const struct post *posts, size_t i, int columns, bool head, char out[48])
{
    int depth = posts[i].depth, levels = columns < TREE_NARROW ? LEVELS_NARROW : LEVELS_WIDE;
    int from = depth > levels ? depth - levels : 0;
    size_t at = 0;
    for (int level = from + 1; level <= depth; level++) {
        char c = level < depth ? (goes_on(posts, i, level) ? '|' : ' ')
                 : head        ? (posts[i].last_child ? '`' : '+')
                               : (posts[i].last_child ? ' ' : '|');
        out[at++] = c;
        if (columns >= TREE_NARROW)
            out[at++] = ' ';
    }
    if (columns < TREE_NARROW && depth > 0)
        out[at++] = ' ';
    out[at] = '\0';
}

static struct tree_line *add(struct tree *tree, enum tree_kind kind, size_t post)
{
    if (tree->count == tree->room) {
        tree->room = tree->room * 2 + 64;
        tree->lines = xrealloc(tree->lines, tree->room, sizeof *tree->lines);
    }
    tree->lines[tree->count] = (struct tree_line) { .kind = kind, .post = post };
    return &tree->lines[tree->count++];
}

static void lay_words(struct tree *tree, const struct post *posts, size_t i, const char *words, int columns)
{
    char before[48];
    size_t length = strlen(words);
    stroke(posts, i, columns, false, before);
    int room = columns - (int)strlen(before);
    room = room < ROOM_LEAST ? ROOM_LEAST : room;
    size_t count = text_wrap(words, length, room, NULL, 0);
    struct text_row *rows = xcalloc(count, sizeof *rows);
    text_wrap(words, length, room, rows, count);
    for (size_t k = 0; k < count; k++) {
        struct tree_line *line = add(tree, text_is_quote(words, rows[k].start) ? TREE_QUOTE : TREE_WORDS, i);
        line->start = rows[k].start;
        line->length = rows[k].length;
        memcpy(line->stroke, before, sizeof before);
    }
    free(rows);
}

void tree_lay(struct tree *tree, const struct post *posts, size_t count, const bool *folded, const char *const *words,
    int columns)
{
    tree->count = 0;
    for (size_t i = 0; i < count; i++) {
        if (tree_hidden(posts, folded, i))
            continue;
        struct tree_line *head = add(tree, TREE_HEAD, i);
        stroke(posts, i, columns, true, head->stroke);
        if (folded[i])
            continue;
        if (columns < TREE_NARROW && posts[i].by.entry != 0 && posts[i].state == POST_SHOWN)
            stroke(posts, i, columns, false, add(tree, TREE_HAND, i)->stroke);
        lay_words(tree, posts, i, words[i], columns);
    }
}

/* The store limits depth: an answer to a post of the greatest depth has the same depth as that post. */
size_t tree_place(const struct post *posts, size_t count, const struct post *post)
{
    size_t above = 0;
    while (above < count && posts[above].id != post->parent)
        above++;
    if (above == count)
        return 0;
    while (above > 0 && posts[above].depth >= post->depth)
        above--;
    return posts[above].depth < post->depth ? above + 1 + tree_below(posts, count, above) : 0;
}

void tree_came_in(struct post *posts, size_t count, size_t place)
{
    size_t before = place;
    while (before > 0 && posts[before - 1].depth > posts[place].depth)
        before--;
    if (before > 0 && posts[before - 1].depth == posts[place].depth)
        posts[before - 1].last_child = false;
    for (size_t i = 0; i < count; i++) {
        posts[i].number += i > place;
        posts[i].total = posts[place].total;
    }
}

void tree_free(struct tree *tree)
{
    free(tree->lines);
    *tree = (struct tree) { 0 };
}
