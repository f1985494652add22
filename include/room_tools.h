/*
 * room_tools.h: what else a meeting has while it is held, beside speaking (room.h) and deciding (proposals.h): urgent
 * items, items called in anger, who chairs when the chair is empty or wants to speak, turns that are folded, the mood,
 * small groups, unsigned lines, and the last two questions. RULES 4.1 to 4.4, 5.5, 7.1.
 *
 * Each call is a write of the room like those of room.h, with the same refusals. room_get() tells how it stands:
 * `struct room_tools`.
 */
#ifndef BBS_ROOM_TOOLS_H
#define BBS_ROOM_TOOLS_H

#include "room.h"

enum {
    ROOM_LOT_WAIT = 30,    /* seconds in which people say that they would take the empty chair, before the lot */
    ROOM_URGENT_TIME = 10, /* minutes of an urgent item */
    ROOM_BLAME_HOMES = 3,  /* homes that fold a turn; RULES 7.1 */
    ROOM_FEELS_MAX = 200,  /* letters of the mood */
    ROOM_THANKS_MAX = 200,
    ROOM_THANKS_OF_ONE = 3,
    ROOM_UNSIGNED_MAX = 200, /* letters of an unsigned line */
    ROOM_TEAM_LEAST = 4,     /* people of a small group */
    ROOM_TEAM_MOST = 7,
    ROOM_TEAMS_MOST = 20, /* small groups of a meeting */
};

/* --- an urgent item: taken when three quarters of those present say so; about things alone --- */
/* By anybody who is present; she wants it taken. RESULT_CONFLICT while another one is asked for. */
enum result room_urgent_ask(struct store *store, const struct actor *actor, int64_t meeting, const char *title,
    enum item_about about, int64_t now);
/* The one that makes three quarters puts it first on the agenda: *item is its number, else 0. */
enum result room_urgent_yes(
    struct store *store, const struct actor *actor, int64_t meeting, bool on, int64_t now, int64_t *item);
/* By the chair, or whoever asked for it: it is not taken. */
enum result room_urgent_leave(struct store *store, const struct actor *actor, int64_t meeting, int64_t now);

/* --- an item called in anger --- */
/* By the chair: one round, NUMBER_ANGER words each, in an order that is drawn. Speaking begins with it. */
enum result room_home_round(struct store *store, const struct actor *actor, int64_t meeting, int64_t now);
/* By the chair, after the round. */
enum result room_ask_friday(struct store *store, const struct actor *actor, int64_t meeting, int64_t now);
/* By anybody who is present: an act and its day (when.h); the first one who comes is she. An item called in anger ends
 * with it, or with room_rest(), or is parked. Another act, by her or the chair, replaces it. *gain: gains.h. */
enum result room_name_act(struct store *store, const struct actor *actor, int64_t meeting, const char *act, int64_t day,
    int64_t now, int64_t *gain);
/* By the chair: "We rest until that day." */
enum result room_rest(struct store *store, const struct actor *actor, int64_t meeting, int64_t day, int64_t now);
/* "I come." */
enum result room_come(struct store *store, const struct actor *actor, int64_t meeting, bool on, int64_t now);

/* --- the chair --- */
/* Nobody is there who could take it at once: she says that she would. After ROOM_LOT_WAIT the next such call draws one
 * of those who said so. room_take_chair() does this where it has to. By the chair, a facilitator: another facilitator
 * who is on line, else one of the willing by lot, has the chair until the item ends. */
enum result room_would_chair(struct store *store, const struct actor *actor, int64_t meeting, bool on, int64_t now);
enum result room_lend_chair(struct store *store, const struct actor *actor, int64_t meeting, int64_t now);
/* By the chair, after three points on an item: those that wait, and those to come, are one act. */
enum result room_points_together(struct store *store, const struct actor *actor, int64_t meeting, int64_t now);

/* --- a turn that blames people for what they are (RULES 7.1) --- */
/* `line`: 0 for the last turn. The third home folds it: *folded. Nobody says it of her own words. */
enum result room_blame(
    struct store *store, const struct actor *actor, int64_t meeting, int64_t line, int64_t now, bool *folded);
/* By the speaker of a turn that was folded, until the next turn: what was done. */
enum result room_instead(
    struct store *store, const struct actor *actor, int64_t meeting, const char *text, int64_t now);

/* --- the mood --- */
/* She watches the mood from now on (`on` false: no longer). RESULT_CONFLICT: somebody who is here does. */
enum result room_watch_mood(struct store *store, const struct actor *actor, int64_t meeting, bool on, int64_t now);
/* By the mood watcher, once an item. */
enum result room_feels(struct store *store, const struct actor *actor, int64_t meeting, const char *text, int64_t now);

/* --- what lives in memory only (ephemeral.h): small groups, unsigned lines, "did you not dare?" --- */
/* By the chair: all who are present are drawn into groups of ROOM_TEAM_LEAST to ROOM_TEAM_MOST. One of each reports
 * back. Nobody is called meanwhile. */
enum result room_groups(struct store *store, const struct actor *actor, int64_t meeting, int64_t now);
/* By the chair: they are back. Their words are wiped; those who report speak one after the other. */
enum result room_groups_end(struct store *store, const struct actor *actor, int64_t meeting, int64_t now);
/* In her group, herself and on line. It is read by that group alone. */
enum result room_group_say(
    struct store *store, const struct actor *actor, int64_t meeting, const char *text, int64_t now);
struct room_group_line {
    int64_t number;
    char handle[HANDLE_BYTES];
    char text[SPEAKERS_LETTERS * 4 + 1];
};
/* What was said in her group after `after`, oldest first. */
enum result room_group_lines(struct store *store, const struct actor *actor, int64_t meeting, int64_t now,
    int64_t after, struct room_group_line *out, size_t limit, size_t *count);
/* "A neighbour says": one a person a meeting, by herself, in an item that is not about a person. Nothing says whose it
 * is. It is shown with two others, or when the item ends. */
enum result room_unsigned(
    struct store *store, const struct actor *actor, int64_t meeting, const char *text, int64_t now);
/* "Was there something you did not dare to say?", once the last questions are asked; once a person, by herself. Only
 * nobody, some or many is told of it, after the closing. */
enum result room_dare(struct store *store, const struct actor *actor, int64_t meeting, bool yes, int64_t now);
/* Many: at least three, and a third of those who answered. Pure. */
enum room_dared room_dared_of(int yes, int answers);

/* --- the end --- */
/* By the chair, once no item is open: both questions are asked. They may be left out. */
enum result room_last_questions(struct store *store, const struct actor *actor, int64_t meeting, int64_t now);
/* From then on, by anybody who is present: whom she thanks, or a song. */
enum result room_thank(struct store *store, const struct actor *actor, int64_t meeting, const char *text, int64_t now);
const char *room_dared_words(enum room_dared dared); /* "nobody", "some", "many" */

#endif
