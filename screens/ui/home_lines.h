/*
 * home_lines.h: what home says, a line at a time. Each subject adds its lines (subject.h); their rank is the order of
 * RULES 9.1, so that no subject has to know of another. Private to screens/.
 */
#ifndef BBS_HOME_LINES_H
#define BBS_HOME_LINES_H

#include "screens/ui/ui.h"

enum home_rank {
    /* Waits for you: */
    HOME_IN_HER_NAME, /* what was done to her, or in her name */
    HOME_PERSON,      /* people who wait for her */
    HOME_CUT_OFF,     /* her own words, not sent yet */
    HOME_BEGINS,      /* what begins soon, or ends, or came to nothing */
    HOME_BY_HAND,     /* RULES 1.8: what is to be confirmed */
    HOME_ANSWER,      /* answers to what she wrote */
    /* The street: */
    HOME_YOURS,  /* what she does herself */
    HOME_NEWS,   /* what is new: home makes one line of all lines of this rank and the next */
    HOME_UNREAD, /* what Space reads: it comes last in that line, and Enter opens it */
    HOME_NEEDED, /* where hands are needed */
    HOME_JOY
};

enum { HOME_WAITS_SHOWN = 5, HOME_STREET_SHOWN = 6, HOME_WORDS = 400, HOME_BRIEF = 160 };

struct home_line {
    enum home_rank rank;
    int order; /* of its place: by rank, then her own unit before others */
    void (*go)(struct ui *ui, const struct home_line *line); /* opens what it is about */
    int64_t at;                                              /* shown beside it; 0: nothing */
    int64_t unit; /* of which of her units it is; 0: of none. Home names it where she is in another one */
    /* For `go` alone; each subject says what they are. */
    int64_t id, of, written_for;
    int kind;
    const char *label;                         /* of lines of the street: "New", "Joy"; translated, not owned */
    char words[HOME_WORDS], brief[HOME_BRIEF]; /* brief: for a narrow screen; "": the same */
};

struct home_lines {
    struct home_line waits[HOME_WAITS_SHOWN], street[HOME_STREET_SHOWN];
    size_t wait_count, wait_all; /* shown, and how many there are */
    size_t street_count;
    size_t hidden;     /* lines of caucuses where she is not now: home says how many, and no more */
    int64_t hidden_in; /* the first of those caucuses */
};

void home_lines_clear(struct home_lines *lines);
/* A new line behind those of its rank, to be filled before the next one is added. NULL: it is counted, but enough
 * lines stand before it. */
struct home_line *home_lines_add(
    struct home_lines *lines, enum home_rank rank, void (*go)(struct ui *ui, const struct home_line *line), int64_t at);
/* The same for a line of this unit. NULL also for a caucus where she is not now: it is known in its own rooms alone. */
struct home_line *home_lines_add_of(struct ui *ui, struct home_lines *lines, int64_t unit, enum home_rank rank,
    void (*go)(struct ui *ui, const struct home_line *line), int64_t at);
/* After the last one: the lines of other units begin with the unit's name. */
void home_lines_name_units(const struct ui *ui, struct home_lines *lines);
/* After the last one: what is new becomes one line. */
void home_lines_join_news(struct home_lines *lines);

#endif
