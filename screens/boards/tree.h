/* tree.h: the lines of a page of posts: who, the tree's strokes, wrapped words. Pure; drawn by reader.c. */
#ifndef BBS_TREE_H
#define BBS_TREE_H

#include "boards.h"

enum { TREE_NARROW = 60 };                                       /* columns: below them it is drawn as on a phone */
enum tree_kind { TREE_HEAD, TREE_HAND, TREE_WORDS, TREE_QUOTE }; /* HAND: by whose hand, where the head has no room */
struct tree_line {
    enum tree_kind kind;
    size_t post;          /* index into the posts */
    size_t start, length; /* of the body, for WORDS and QUOTE */
    char stroke[48];      /* drawn before it: "| " and "+ ", in ASCII; '|' '+' '`' become line glyphs */
};
struct tree {
    struct tree_line *lines;
    size_t count, room;
};
/* Lays out what is not folded away. `columns` is the width of text and strokes together; below TREE_NARROW a level is
 * one column wide and at most 3 levels are drawn, and a post by another's hand that stands has a line that says so.
 * `folded[i]`: of posts[i] the head alone is shown, of the answers below it nothing. `words[i]` are the shown bodies.
 * Fills `tree` (tree_free). */
void tree_lay(struct tree *tree, const struct post *posts, size_t count, const bool *folded, const char *const *words,
    int columns);
/* Is posts[i] below a folded one? */
bool tree_hidden(const struct post *posts, const bool *folded, size_t i);
/* How many posts are hidden below a folded posts[i], of those loaded. */
size_t tree_below(const struct post *posts, size_t count, size_t i);
/* A post that has just been written, and is not among them yet: where in the page it stands. It is the last one below
 * what it answers. 0: not in this page. */
size_t tree_place(const struct post *posts, size_t count, const struct post *post);
/* posts[place] has just been put there: what that changes for those around it. */
void tree_came_in(struct post *posts, size_t count, size_t place);
void tree_free(struct tree *tree);

#endif
