/*
 * subject.h: what a subject (people, boards, aid ...) tells the files that see all subjects: home, the `:` line, and
 * the list of drafts. Each room of screens/ has one struct page_subject. screens/home/subjects.c lists them; a new
 * subject adds its row and its header there. Private to screens/.
 */
#ifndef BBS_SUBJECT_H
#define BBS_SUBJECT_H

#include "private.h"
#include "screens/ui/home_lines.h"

struct subject_page {
    enum place place;
    const struct screen_type *screen;
};

/* A key of home that opens a page. Home's own list of actions gives their order on its last line. */
struct subject_key {
    enum action action;
    enum place place;
    bool guests, drawn; /* guests: they have it too; drawn: on home's last line */
};

/* A command that opens a page when it is typed alone, without a word or an option. */
struct subject_command {
    const char *name;
    enum place place;
    const void *argument; /* of ui_go(); may be NULL */
    bool guests;
};

/* One kind of draft (deferred.h): its name in lists, and how its writer goes on with it. */
struct subject_draft {
    enum draft_place place;
    const char *word; /* N_(): "answer" */
    bool letter;      /* home calls it a letter; else it says "your words" */
    /* Writes what a draft without title is about; `out` is "" before. NULL: `word` is enough. */
    void (*name)(struct ui *ui, const struct draft *draft, char *out, size_t size);
    void (*go_on)(struct ui *ui, enum draft_place place, int64_t target, int64_t written_for);
};

/* All lists end with an empty row. A field that the subject does not need is NULL. */
struct page_subject {
    const char *name;
    const struct subject_page *pages;
    void (*home)(struct ui *ui, struct home_lines *lines);        /* a member's lines on home */
    void (*home_of_all)(struct ui *ui, struct home_lines *lines); /* lines that guests see too */
    void (*open_private[PRIVATE_KINDS])(struct ui *ui); /* RULES 1.6: opens what home only counts when shared */
    const struct subject_key *keys;                     /* ends with ACTION_NONE */
    const struct subject_command *commands;             /* ends with a name of NULL */
    /* Opens the page of a command that has words and no option, or that is done on a page of its own; false: it has
     * none. `rest` is what was typed behind the command's name. */
    bool (*open)(struct ui *ui, const struct call *call, const char *rest);
    /* The same, of a command with options: false unless the page takes them all. */
    bool (*open_with)(struct ui *ui, const struct call *call);
    const struct subject_draft *drafts; /* ends with place 0 */
};

/* True when it is this command. */
bool subject_is(const struct call *call, const char *command);
/* True when it is this command with one word, a number above 0. */
bool subject_has_number(const struct call *call, const char *command, int64_t *number);
/* The notice of a page that was opened for a command which one of its keys does. */
void subject_tell_key(struct ui *ui, const struct call *call);

#endif
