/*
 * demo.h: the made-up streets (RULES 9.3): one story, told through every room, from text files in bbs/demo/.
 *
 * Vilakazi Street is the first; two more communes of its neighbourhood, the workers of the bus depot and a caucus stand
 * beside it. How the files are written stands in them: house.txt the units, each *people.txt the people of one unit,
 * each *aid.txt what they ask and offer, letters.txt and the others the threads. Everything but the dates is the same
 * in every house made from them; the dates count back from `now`.
 */
#ifndef BBS_DEMO_H
#define BBS_DEMO_H

#include "aid_kinds.h"
#include "store.h"

/* The three who can log in; nobody else has a key or a password. The third lives on the next street, and belongs to the
 * workers of the depot too. */
#define DEMO_HANDLE_1 "thandi"
#define DEMO_PASSWORD_1 "corner tank full"
#define DEMO_HANDLE_2 "sipho"
#define DEMO_PASSWORD_2 "lamp at six"
#define DEMO_HANDLE_3 "sakhile"
#define DEMO_PASSWORD_3 "names in a bread bag"

/* Fills a new, empty database with the streets: `house_make` first, everything else through the store's own rules.
 * False: `problem` holds one sentence, and the database is of no use. Takes a second or two. */
bool demo_make(struct store *store, int64_t now, char *problem, size_t size);

/* What the command `tour` prints in a demo house: eight stops, plain text, lines of at most 80 columns. */
const char *demo_tour(void);

/* --- the story as read from the files, times worked out; for demo_make and the tests --- */
struct embedded {
    const char *name, *text;
};
extern const struct embedded demo_story[]; /* ended by a name of 0 */

/* Every `unit` below is the key of a story_unit; NULL is the first street, which the house is made with. */
struct story_person {
    const char *unit, *home, *handle; /* home NULL: a worker who lives nowhere here */
    int64_t joined;
};
struct story_unit {
    const char *key, *kind, *name, *above; /* key: what other lines call it; above: key of its parent, may be NULL */
    int64_t begun;                         /* when it was made; with the house, unless its line says a time */
};
struct story_join {
    const char *unit, *handle;
};
struct story_board {
    const char *slug, *title, *visibility, *unit;
};
struct story_now {
    const char *unit, *line; /* on top of its people's home screens */
};
struct story_rota {
    const char *unit, *handle, *days, *task, *details; /* days: as rota_plan_read() takes them */
    int64_t hands;
};
struct story_turn_taken {
    int rota; /* index into rotas */
    const char *handle;
    int64_t day; /* 1: the next day of that rota after tomorrow's beginning, 2: the one after it */
};
struct story_thing { /* what is lent: who keeps it, to whom it is lent, who asks for it next; NULL: nobody */
    const char *unit, *handle, *name, *details, *borrower, *asker;
};
struct story_hand {
    const char *handle, *hand, *helper; /* who has no device, who writes for her, who confirms */
};
struct story_mark {
    const char *word, *handle; /* "read", "be-seen", "line-mode", "ascii" */
    int64_t at;                /* "read": all before it */
};
struct story_post {
    const char *file;
    int line;
    const char *board;   /* slug; NULL: a letter */
    const char *unit;    /* of the board */
    const char *title;   /* of the first post of a thread; NULL below it */
    const char *handle;  /* who writes */
    const char *to;      /* a letter's receiver, else NULL */
    char *body;          /* owned */
    const char *kept_by; /* handles parted by commas, or NULL */
    int64_t at;
    int parent; /* index into posts, -1 for a first post; always below its own index */
    bool draft; /* begun and cut off: never sent */
    bool withdrawn;
};
struct story_task {
    const char *unit, *name, *handle;
};
struct story_about {
    const char *handle, *reach; /* reach NULL: she is a woman */
};
struct story_aid { /* an ask or an offer */
    const char *file;
    int line;
    bool is_offer, weekly, climbs, learner;
    const char *unit, *handle, *words, *details; /* details may be NULL */
    const char *day, *from, *until;              /* "fri", "15:00", "18:00", after it was made; NULL: no window */
    enum aid_kind kind;
    enum aid_urgency urgency;
    enum aid_who who_may;
    int many, room;
    int64_t at;
};
enum story_turn_kind { TURN_CAN, TURN_ACCEPT, TURN_SAY, TURN_DONE, TURN_KINDS };
struct story_turn { /* what comes of an ask */
    const char *file;
    int line;
    enum story_turn_kind kind;
    int ask; /* index into aids */
    const char *handle, *words;
    int64_t at;
};
struct story {
    const char *house;
    int64_t founded;
    struct story_person *people;
    struct story_unit *units;
    struct story_join *joins;
    struct story_board *boards;
    struct story_now *nows;
    struct story_rota *rotas;
    struct story_turn_taken *turns_taken;
    struct story_thing *things;
    struct story_hand *hands;
    struct story_mark *marks;
    struct story_post *posts; /* as they stand in the files, not by time */
    struct story_task *tasks;
    struct story_about *abouts;
    struct story_aid *aids;
    struct story_turn *turns;
    int person_count, unit_count, join_count, board_count, hand_count, mark_count, post_count;
    int task_count, about_count, aid_count, turn_count, now_count, rota_count, taken_count, thing_count;
    char **texts; /* what the words above point into */
    int text_count;
};
/* False: `problem` says file, line and what is wrong. story_free() in both cases. */
bool story_read(const struct embedded *files, int64_t now, struct story *out, char *problem, size_t size);
void story_free(struct story *story);
/* The index of a unit, -1 for the first street (key NULL), -2 when there is none of that key. */
int story_unit_find(const struct story *story, const char *key);

#endif
