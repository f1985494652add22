/* tree.h: computes the lines of a page of posts: the authors, the strokes of the tree, the wrapped words. Pure;
 * reader.c draws them. */
#ifndef BBS_TREE_H
#define BBS_TREE_H

#include "boards.h"

enum { TREE_NARROW = 60 }; /* columns; with fewer it is drawn as for a phone */
/* TREE_HAND: the line that names the helper who typed the post, where the head has no room for it. */
enum tree_kind { TREE_HEAD, TREE_HAND, TREE_WORDS, TREE_QUOTE };
struct tree_line {
    enum tree_kind kind;
    size_t post;          /* index into the posts */
    size_t start, length; /* bytes of the post's words, for TREE_WORDS and TREE_QUOTE */
    char stroke[48]; /* drawn before the line, in ASCII: "| " and "+ ". reader.c draws '|' '+' '`' as line glyphs */
};
struct tree {
    struct tree_line *lines;
    size_t count, room;
};
/* Lays out all posts that are not folded away. `columns` is the width of strokes and text together. Below TREE_NARROW a
 * level is one column wide, at most 3 levels are drawn, and a post that was written by hand has a TREE_HAND line.
 * `folded[i]`: only the head of posts[i] is shown, and no answer below it. `words[i]` is the text of posts[i] as shown.
 * Fills `tree`, which tree_free() frees. */
void tree_lay(struct tree *tree, const struct post *posts, size_t count, const bool *folded, const char *const *words,
    int columns);
/* True when posts[i] is below a folded post. */
bool tree_hidden(const struct post *posts, const bool *folded, size_t i);
/* Number of the loaded posts below posts[i], at any depth. */
size_t tree_below(const struct post *posts, size_t count, size_t i);
/* The place in this page for a post that was just written and is not among `posts` yet: it comes last below the post
 * that it answers. 0: it is not in this page. */
size_t tree_place(const struct post *posts, size_t count, const struct post *post);
/* Call it after posts[place] was inserted: corrects the numbers and `last_child` of the posts around it. */
void tree_came_in(struct post *posts, size_t count, size_t place);
void tree_free(struct tree *tree);

#endif
