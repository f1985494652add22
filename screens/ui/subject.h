/*
 * subject.h: what a subject (people, boards, aid ...) tells those rooms that see all subjects: home, the `:` line, and
 * the list of drafts. Each room of screens/ fills one struct page_subject; screens/home/subjects.c lists them, and a
 * new subject adds its row and its header there. Private to screens/.
 */
#ifndef BBS_SUBJECT_H
#define BBS_SUBJECT_H

#include "private.h"
#include "screens/ui/home_lines.h"

struct subject_page {
    enum place place;
    const struct screen_type *screen;
};

/* A key of home that opens a page. The order on home's last line is that of home's own list of actions. */
struct subject_key {
    enum action action;
    enum place place;
    bool guests, drawn; /* guests too have it; it stands on the last line */
};

/* A command that opens a page when it is typed with nothing behind it. */
struct subject_command {
    const char *name;
    enum place place;
    const void *argument; /* of the place; may be NULL */
    bool guests;
};

/* What is kept while it is written (deferred.h): how it is named in lists, and how one goes on with it. */
struct subject_draft {
    enum draft_place place;
    const char *word; /* N_(): "answer" */
    bool letter;      /* home calls it a letter, else words */
    void (*name)(struct ui *ui, const struct draft *draft, char *out,
        size_t size); /* what it is about, where it has no title; `out` comes as "". NULL: `word` says it */
    void (*go_on)(struct ui *ui, enum draft_place place, int64_t target, int64_t written_for);
};

/* All lists end with an empty row. What a subject does not have is NULL. */
struct page_subject {
    const char *name;
    const struct subject_page *pages;
    void (*home)(struct ui *ui, struct home_lines *lines);        /* a member's lines on home */
    void (*home_of_all)(struct ui *ui, struct home_lines *lines); /* lines that guests see too */
    void (*open_private[PRIVATE_KINDS])(struct ui *ui);           /* on a shared computer: what was only counted */
    const struct subject_key *keys;                               /* ends with ACTION_NONE */
    const struct subject_command *commands;                       /* ends with a name of NULL */
    bool (*open)(struct ui *ui, const char *line);                /* a command's page with what is typed behind it */
    const struct subject_draft *drafts;                           /* ends with place 0 */
};

enum { SUBJECT_WORDS = 4, SUBJECT_WORD_BYTES = 64 };
/* Cuts a typed line into its words. Returns how many there are, SUBJECT_WORDS at most; 0: it has options ("--"). */
int subject_words(const char *line, char word[SUBJECT_WORDS][SUBJECT_WORD_BYTES]);

#endif
