/*
 * home_lines.h: the lines of the home screen. Each subject adds its own (subject.h). Their rank gives them the order of
 * RULES 9.1, so that no subject has to know another. Private to screens/.
 */
#ifndef BBS_HOME_LINES_H
#define BBS_HOME_LINES_H

#include "screens/ui/ui.h"

enum home_rank {
    /* Waits for you: */
    HOME_MEETS,       /* a meeting that begins within the hour, or goes on */
    HOME_IN_HER_NAME, /* acts on her account or in her name */
    HOME_PERSON,      /* people who wait for her */
    HOME_CUT_OFF,     /* her own texts that are not sent yet */
    HOME_BEGINS,      /* something that begins or ends soon, or did not happen */
    HOME_BY_HAND,     /* RULES 1.8: entries to confirm */
    HOME_ANSWER,      /* answers to her posts */
    /* The street: */
    HOME_DECIDED, /* what was decided, and needs hands or is new */
    HOME_YOURS,   /* her own tasks */
    HOME_WON,     /* what was won these days */
    HOME_NEXT,    /* the next meeting */
    HOME_NEWS,    /* what is new: home joins all lines of this rank and the next into one */
    HOME_UNREAD,  /* unread posts: last in that line, so that Enter on it opens them */
    HOME_NEEDED,  /* where hands are needed */
    HOME_JOY
};

enum {
    HOME_WAITS_SHOWN = 5,
    HOME_WAITS_MOST = 40,
    HOME_STREET_SHOWN = 6,
    HOME_WORDS = 400,
    HOME_BRIEF = 160,
    HOME_TYPES = 60
};

/* What the time beside a line is of the thing: the hour when it came, begins or ends. */
enum home_when { HOME_CAME, HOME_FROM, HOME_UNTIL };

struct home_line {
    enum home_rank rank;
    int order; /* lines are sorted by it: by rank, then the unit where she is before others */
    void (*go)(struct ui *ui, const struct home_line *line); /* opens what the line is about */
    int64_t at;                                              /* the time shown beside it; 0: no time */
    enum home_when when;                                     /* what that time is */
    int64_t unit; /* the unit it belongs to; 0: no unit. Home names it when she is in another one */
    /* Only `go` reads these; each subject says what they mean. */
    int64_t id, of, written_for;
    int kind;
    const char *label;                         /* only lines of the street: "New", "Joy"; translated, not owned */
    char types[HOME_TYPES];                    /* the command that opens the same, for `home`; "": none */
    char words[HOME_WORDS], brief[HOME_BRIEF]; /* brief: for a narrow screen; "": `words` serve there too */
};

struct home_lines {
    struct home_line
        *waits; /* the caller's, of waits_most lines: home shows five, the page of all that waits has more */
    size_t waits_most, wait_count, wait_all; /* how many fit, how many stand there, how many there are */
    struct home_line street[HOME_STREET_SHOWN];
    size_t street_count;
    size_t hidden;     /* lines of caucuses where she is not now: home shows only their number */
    int64_t hidden_in; /* the first of those caucuses */
};

/* `waits` is room for `most` lines, and must outlive *lines. */
void home_lines_begin(struct home_lines *lines, struct home_line *waits, size_t most);
void home_lines_clear(struct home_lines *lines);
/* The time beside a line, as "until Tue 20:00", "from 15:00", or only "14:02" of what came. */
const char *home_line_when(const struct ui *ui, const struct home_line *line, char *out, size_t size);
/* Adds a line behind those of the same rank, and returns it for the caller to fill before adding another. NULL: it is
 * only counted, because enough lines stand before it. */
struct home_line *home_lines_add(
    struct home_lines *lines, enum home_rank rank, void (*go)(struct ui *ui, const struct home_line *line), int64_t at);
/* The same for a line of this unit. NULL also for a caucus where she is not now: a caucus shows only on its own pages,
 * so that nobody who looks over her shoulder learns of it. */
struct home_line *home_lines_add_of(struct ui *ui, struct home_lines *lines, int64_t unit, enum home_rank rank,
    void (*go)(struct ui *ui, const struct home_line *line), int64_t at);
/* Who types commands has no Enter on a line: what she types instead. `line` may be NULL. */
void home_line_types(struct home_line *line, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Call it after the last line was added: puts the unit's name before the lines of other units. */
void home_lines_name_units(const struct ui *ui, struct home_lines *lines);
/* Call it after the last line was added: joins all lines of what is new into one. */
void home_lines_join_news(struct home_lines *lines);

#endif
