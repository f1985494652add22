/*
 * boards.h: boards, thread trees, posts, and what each member has read of them. RULES 2.
 *
 * For a board, thread or post that the actor may not read, calls return RESULT_NOT_FOUND: the store does not tell that
 * it exists.
 * A post is unread to a member when it came after her floor, she has not read it, she did not write it, it is not
 * withdrawn, and she muted neither its thread nor its author. All counters use this one definition. What home and
 * `unread` count together, and where Space leads, leaves out the public boards of units that are neither hers nor above
 * hers: she may look in there, but it is not news to her (RULES 1.0).
 */
#ifndef BBS_BOARDS_H
#define BBS_BOARDS_H

#include "hand.h"
#include "units.h"

enum {
    TITLE_MAX = 72,  /* characters; RULES 2.2 */
    POST_MAX = 4000, /* characters after NFC; * in RULES 2.2 */
    POST_BYTES = 16000,
    COUNT_MAX = 99, /* counters stop here and are shown as 99+ */
};

enum visibility { VISIBLE_UNIT, VISIBLE_CONFEDERATION, VISIBLE_PUBLIC };
const char *board_visibility_name(enum visibility visibility); /* "unit" | "confederation" | "public" */
bool board_visibility_parse(const char *name, enum visibility *visibility);

struct board {
    int64_t id, unit, threads, last_post_at;
    enum visibility visibility;
    int unread; /* posts, at most COUNT_MAX + 1; 0 for a guest */
    char slug[32], title[80 * 4], unit_name[128], unit_slug[UNIT_SLUG_BYTES];
    bool may_post;
    int64_t closed, slow_until; /* closed: when a decision closed it; 0: it is open */
    int slow;                   /* slow mode: until slow_until each posts once in so many minutes (RULES 2.5) */
    bool own;                   /* it belongs to the unit where the actor is now: her own street, or workplace */
    bool several; /* she belongs to several units: a sentence about the readers must name this board's unit */
    bool caucus;  /* only a caucus reads it: private on a shared computer (RULES 1.6) */
};
/* Operator only. */
enum result board_add(struct store *store, const struct actor *actor, int64_t unit, const char *slug, const char *title,
    enum visibility visibility, int64_t now, int64_t *board);
enum result boards_list(struct store *store, const struct actor *actor, struct board *out, size_t limit, size_t *count);
/* Only the boards of units that she belongs to, in the same order. *others: how many boards of other units she may
 * read. In a house of many communes this is much less work than boards_list(). */
enum result boards_mine(
    struct store *store, const struct actor *actor, struct board *out, size_t limit, size_t *count, size_t *others);
/* Finds a board by its short name as it is typed. `general` means the board of the unit where she is; else one of her
 * other units; else any that she may read. `second-street/general` means the board of that unit. RESULT_INVALID when
 * several boards could be meant; the sentence names them. */
enum result board_by_slug(struct store *store, const struct actor *actor, const char *slug, struct board *out);
enum { BOARD_TYPED_BYTES = UNIT_SLUG_BYTES + 32 };
/* The name to type for this board: its short name. The short name of its unit stands before it when another board that
 * she may read has the same short name, unless this board is of the unit where she is. */
void board_typed(
    struct store *store, const struct actor *actor, const struct board *board, char out[BOARD_TYPED_BYTES]);
int64_t board_unit(struct store *store, int64_t board); /* 0: there is no such board */
int64_t thread_unit(struct store *store, int64_t thread);
enum result board_get(struct store *store, const struct actor *actor, int64_t board, struct board *out);

struct thread {
    int64_t id, board, first_post, last_post, last_at, opened_at;
    int64_t posts;
    int unread;             /* at most COUNT_MAX + 1 */
    bool muted, bookmarked; /* bookmarked: any post in it */
    char title[TITLE_MAX * 4 + 1], author[HANDLE_BYTES], last_author[HANDLE_BYTES];
};
/* Threads of a board, those with the newest post first: only those whose last_post is below `before` (0: all). */
enum result threads_list(struct store *store, const struct actor *actor, int64_t board, int64_t before, size_t limit,
    struct thread *out, size_t *count);
enum result thread_get(struct store *store, const struct actor *actor, int64_t thread, struct thread *out);
/* Only the title of the thread in which a post stands, for lists. `out` is "" on failure. */
enum result thread_title_of(struct store *store, const struct actor *actor, int64_t post, char *out, size_t size);

enum post_state { POST_SHOWN, POST_WITHDRAWN, POST_COVERED };
/* Why a moderator covers a post: each cites an agreement. RULES 7.1 */
enum cover_reason { COVER_BLAMES = 1, COVER_THREATENS, COVER_EXPOSES, COVER_FLOODS, COVER_OTHER, COVER_REASONS };
const char *cover_reason_name(enum cover_reason reason); /* "blames", as commands spell it */
bool cover_reason_parse(const char *name, enum cover_reason *reason);
/* "blames people for what they are", in the reader's language. */
const char *cover_reason_words(enum cover_reason reason);
/* The letter that stands for a moderator in the log of acts: 1 is "A", 27 "AA". */
enum { LETTER_BYTES = 8 };
void cover_moderator_letter(int letter, char out[LETTER_BYTES]);
struct post {
    int64_t id, thread, parent, author; /* parent 0: the first of its thread */
    int64_t at, edited_at;              /* edited_at 0: never */
    int64_t number, total;              /* "3 of 18", in tree order; filled by posts_page and post_get */
    int depth;                          /* 0 for the first post; at most 64, also for posts deeper than that */
    int versions;
    enum post_state state;
    bool unread, mine, author_muted, bookmarked;
    bool last_child; /* no later sibling: the tree line ends here */
    char handle[HANDLE_BYTES];
    struct by_hand by;         /* RULES 1.8: the hand that typed it, when its author has no device */
    enum cover_reason covered; /* POST_COVERED: why, and by which moderator */
    int covered_by;
    char *body; /* cleaned UTF-8; "" when withdrawn or covered. Owned by the post: posts_free */
};
/* A page of posts, always in tree order. PAGE_AT begins with post `from` itself (0: with the first post). PAGE_AFTER
 * gives the posts directly after it, PAGE_BEFORE those directly before it. */
enum page { PAGE_AT, PAGE_AFTER, PAGE_BEFORE };
enum result posts_page(struct store *store, const struct actor *actor, int64_t thread, enum page page, int64_t from,
    size_t limit, struct post *out, size_t *count);
enum result post_get(struct store *store, const struct actor *actor, int64_t post, struct post *out);
void posts_free(struct post *posts, size_t count); /* frees the bodies; the array is the caller's */
/* What stands in place of the words: "[covered: threatens (moderator A)]", in the reader's language. */
enum { COVER_WORDS = 200 };
void cover_post_words(const struct post *post, char out[COVER_WORDS]);

struct post_version {
    int64_t at;
    char *body;
}; /* newest first; kept 24 h (RULES 1.12) */
enum result post_versions(struct store *store, const struct actor *actor, int64_t post, struct post_version *out,
    size_t limit, size_t *count);
void post_versions_free(struct post_version *versions, size_t count);

/* Texts are cleaned (text.h), and too long ones are refused. Only the author edits or withdraws a post; *thread and
 * *post are the new ids. */
enum result thread_open(struct store *store, const struct actor *actor, int64_t board, const char *title,
    const char *body, int64_t now, int64_t *thread, int64_t *post);
enum result post_reply(
    struct store *store, const struct actor *actor, int64_t parent, const char *body, int64_t now, int64_t *post);
enum result post_edit(struct store *store, const struct actor *actor, int64_t post, const char *body, int64_t now);
enum result post_withdraw(struct store *store, const struct actor *actor, int64_t post, int64_t now);
/* Within 24 h a withdrawal can be taken back (its text is kept that long, RULES 1.12). */
enum result post_restore(struct store *store, const struct actor *actor, int64_t post, int64_t now);

/* RULES 2.5: how many of a thread's last 30 posts the actor wrote. `due` is false when she should not be told: there
 * are fewer than 12 posts or 5 writers, or she wrote at most 20 % (or what the unit decided). thread_share_due()
 * decides that; it is pure. */
struct share {
    bool due;
    int mine, of;
};
enum result thread_share(struct store *store, const struct actor *actor, int64_t thread, struct share *out);
bool thread_share_due(int posts, int writers, int mine, int of, int percent);
/* post_get(), and her share of its thread, in one read transaction. */
enum result post_read(
    struct store *store, const struct actor *actor, int64_t post, struct post *out, struct share *share);
/* A page of posts, the thread's own data, and her share of it, in one read transaction: all show the same moment, and
 * the database is locked only once. RESULT_NOT_FOUND also when the page is empty. */
enum result posts_read(struct store *store, const struct actor *actor, int64_t thread, enum page page, int64_t from,
    size_t limit, struct post *out, size_t *count, struct thread *head, struct share *share);

/* --- reading. For guests, and by another's hand, mark_read() does nothing and returns RESULT_OK --- */
enum result mark_read(struct store *store, const struct actor *actor, int64_t post);
enum result mark_unread(struct store *store, const struct actor *actor, int64_t post);
enum result mark_thread_read(struct store *store, const struct actor *actor, int64_t thread);
enum result mark_board_read(struct store *store, const struct actor *actor, int64_t board);
/* The next unread post after `post` in tree order in its thread, else of the next thread of its board, else of the
 * next board (post 0: from the first of the unit where she is). A caucus of hers where she is not now is left out.
 * RESULT_NOT_FOUND with a sentence when all is read. */
struct unread_place {
    int64_t board, thread, post;
};
enum result mark_next_unread(struct store *store, const struct actor *actor, int64_t post, struct unread_place *out);
/* All that is unread to her: posts (at most COUNT_MAX + 1), the threads in which they stand, and letters. */
struct unread_total {
    int posts, threads, letters;
};
enum result mark_unread_total(struct store *store, const struct actor *actor, struct unread_total *out);

enum result post_bookmark_set(struct store *store, const struct actor *actor, int64_t post, bool on, int64_t now);
enum result post_bookmarks_list(struct store *store, const struct actor *actor, int64_t before, size_t limit,
    struct post *out, size_t *count); /* posts_free; before: the last post of the page before; 0: the first page */
enum result mute_thread(struct store *store, const struct actor *actor, int64_t thread, bool on, int64_t now);
enum result mute_member(struct store *store, const struct actor *actor, int64_t member, bool on, int64_t now);
bool mute_has_member(struct store *store, const struct actor *actor, int64_t member);

/* Unread replies that others wrote to her posts, newest first: for home (RULES 9.1) and `unread`. */
struct answer {
    int64_t post, thread, at, unit;
    bool caucus; /* it stands in a thread that only a caucus reads */
    char handle[HANDLE_BYTES], title[TITLE_MAX * 4 + 1];
};
enum result mark_answers_list(
    struct store *store, const struct actor *actor, size_t limit, struct answer *out, size_t *count);

/* --- search: newest first; RULES 2.4 --- */
struct search_query {
    const char *words;    /* as typed; each word is quoted, so nothing in it is syntax of the search engine (FTS5) */
    const char *board;    /* as board_by_slug() takes it, or NULL */
    const char *by;       /* handle, or NULL */
    int64_t since, until; /* 0: no limit on that side */
    int64_t before;       /* only posts below this id: the last one of the page before; 0: the first page */
};
struct found {
    int64_t post, thread, at;
    char handle[HANDLE_BYTES], title[TITLE_MAX * 4 + 1];
    char board[BOARD_TYPED_BYTES]; /* as board_by_slug() takes it; with its unit's short name when she is elsewhere */
    char excerpt[400];             /* one line around the first word found */
};
/* When nothing is found: RESULT_OK, *count 0, and store_reason() says what the nearest finds would be ("No post has
 * both words. 4 have 'tank'."). */
enum result search(struct store *store, const struct actor *actor, const struct search_query *query, size_t limit,
    struct found *out, size_t *count);
/* After an update of the program the house may index its posts anew, the newest first, while it is open. *since: so far
 * search() finds posts since this time; 0: all. */
enum result search_reach(struct store *store, const struct actor *actor, int64_t *since);

#endif
