/*
 * circle_room.h: what the files of the room of a circle share: circle_room.c calls circle_acts.c and circle_draw.c,
 * these call circle_hold.c. Private to them.
 *
 * Words of a circle stand in this struct, in edit lines and in the cells of the screen alone. circle_hold_wipe() ends
 * them: on leaving, at the end, and when the screen locks. They are read again when the page is drawn again.
 */
#ifndef BBS_CIRCLE_ROOM_H
#define BBS_CIRCLE_ROOM_H

#include "screens/circles/circles_rooms.h"
#include "screens/ui/edit_keys.h"

enum {
    CIRCLE_WIDE = 60,
    CIRCLE_LOW = 20,
    CIRCLE_ROWS_MOST = 900, /* of the words of one round, as drawn */
    CIRCLE_LOOKS = 2,       /* seconds between two looks: changes by time send no hint */
    CIRCLE_TYPES = 20,      /* seconds between two signs that she writes */
};

enum circle_mode {
    CIRCLE_LOBBY, /* she has not said yes to the agreements yet */
    CIRCLE_IN,
    CIRCLE_OUT,  /* she stepped out, or left: she hears nothing, her place stays */
    CIRCLE_GONE, /* it is over */
};

enum circle_asked { /* the open question or prompt is about: */
    CIRCLE_ASKED_NOTHING,
    CIRCLE_ASKED_MENU,
    CIRCLE_ASKED_KEEPER, /* the keeper's menu */
    CIRCLE_ASKED_PAUSE,  /* its reason */
    CIRCLE_ASKED_ALONG,  /* with whom she goes along */
    CIRCLE_ASKED_CLOSE,
    CIRCLE_ASKED_LEAVE, /* "Shall somebody come by?" */
    CIRCLE_ASKED_COME_BY,
    CIRCLE_ASKED_STEP, /* what she says of a next step */
    CIRCLE_ASKED_STEP_WORDS,
    CIRCLE_ASKED_STEP_DAY,
    CIRCLE_ASKED_STEP_NAMES,
    CIRCLE_ASKED_LINE,  /* one of the three lines of a short circle */
    CIRCLE_ASKED_ABOUT, /* for whom the criticism is */
};

struct circle_turn { /* the words of one place that she may read */
    char text[RING_TURN_BYTES + 1];
    size_t length;
    uint16_t changed;
    bool known; /* as of `changed` */
};
struct circle_row { /* a row of the words of the round, as drawn; `text` is not owned and has no NUL */
    const char *text;
    size_t length;
    bool name;
};

struct circle_room {
    int64_t id;
    enum circle_mode mode;
    struct circle_view view;
    struct circle_turn turn[RING_PEOPLE_MOST];
    struct ring_step step[RING_STEPS_MOST];
    char two[RING_TURN_BYTES + 1]; /* lines for two; two_with: the other's place, RING_NOBODY: there are none */
    size_t two_length;
    int two_with;
    struct circle_step kept[RING_STEPS_MOST]; /* once it is over */
    size_t kept_count;
    int words_most; /* of a turn */
    struct edit edit;
    bool pasting, stale;
    int above;        /* rows of the words that are below the screen: she reads back */
    int shown, total; /* rows of them that were drawn, and in all */
    int64_t looked_at, typed_at;
    enum circle_asked asked;
    int number;                                                          /* with ASKED_STEP, ASKED_LINE: which */
    int who[RING_PEOPLE_MOST];                                           /* the places that the open question offers */
    char step_words[RING_STEP_BYTES + 1], line[CIRCLE_LINE_MAX * 4 + 1]; /* typed, while the next is asked */
    int64_t step_day;
    struct circle_row row[CIRCLE_ROWS_MOST];
    char names[RING_PEOPLE_MOST][HANDLE_BYTES + 80];
};

/* --- circle_hold.c: the state --- */
/* Looks again, and fetches the words that changed. */
void circle_hold_load(struct ui *ui, struct circle_room *room);
void circle_hold_end(struct ui *ui, struct circle_room *room);  /* looks how it ended, once it is over */
void circle_hold_wipe(struct ui *ui, struct circle_room *room); /* all words; the next load fetches them again */
void circle_hold_clear_line(struct circle_room *room);          /* what she types now */
/* One act. False: refused, and the notice says why. */
bool circle_hold_do(struct ui *ui, struct circle_room *room, const struct ring_ask *ask);
int circle_hold_mine(const struct circle_room *room); /* her place */
const struct ring_person *circle_hold_me(const struct circle_room *room);
bool circle_hold_has_piece(const struct circle_room *room);
bool circle_hold_types(const struct circle_room *room); /* letters write: she has the piece, or lines for two */
bool circle_hold_says_to_two(const struct circle_room *room);
bool circle_hold_sits(const struct circle_room *room, int place); /* somebody of the ring has this place */
bool circle_hold_is_heard_of(const struct circle_room *room);     /* short circle: "heard" is hers to say */
/* The places in the order in which the piece goes on, without the holder's. Returns how many. */
int circle_hold_next(const struct circle_room *room, int out[RING_PEOPLE_MOST]);
const char *circle_hold_name(const struct circle_room *room, int place); /* "you", or the handle */

/* --- circle_draw.c --- */
void circle_draw(struct ui *ui, struct screen *screen);

/* --- circle_acts.c --- */
void circle_acts_menu(struct ui *ui, struct circle_room *room);
void circle_acts_keeper(struct ui *ui, struct circle_room *room); /* the keeper's menu */
void circle_acts_took(struct ui *ui, struct circle_room *room, enum circle_asked asked, int64_t key);
void circle_acts_typed(struct ui *ui, struct circle_room *room, enum circle_asked asked, const char *text);
void circle_acts_step(struct ui *ui, struct circle_room *room, int number); /* asks what she says of it */
void circle_acts_add_step(struct ui *ui, struct circle_room *room);
void circle_acts_leave(struct ui *ui, struct circle_room *room); /* asks whether somebody shall come by */
void circle_acts_step_out(struct ui *ui, struct circle_room *room);

#endif
