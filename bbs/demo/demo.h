/*
 * demo.h: the made-up streets (RULES 9.3): one story, told through every room, from text files in bbs/demo/.
 *
 * Vilakazi Street is the first unit. Beside it there are two more communes of its neighbourhood, the workers of the bus
 * depot and a caucus. Each file explains its own format: house.txt has the units, each *people.txt the people of one
 * unit, each *aid.txt their asks and offers, letters.txt and the others the texts. Houses that are made from these
 * files differ only in their dates, which count back from `now`.
 */
#ifndef BBS_DEMO_H
#define BBS_DEMO_H

#include "aid_kinds.h"
#include "store.h"

/* The three people who can log in; nobody else has a key or a password. The third one lives on the next street, and
 * also belongs to the workers of the depot. */
#define DEMO_HANDLE_1 "thandi"
#define DEMO_PASSWORD_1 "corner tank full"
#define DEMO_HANDLE_2 "sipho"
#define DEMO_PASSWORD_2 "lamp at six"
#define DEMO_HANDLE_3 "sakhile"
#define DEMO_PASSWORD_3 "names in a bread bag"

/* Fills a new, empty database with the streets, by calls of the store that check every right and rule. Takes a second
 * or two. False on failure: `problem` holds one sentence, and the database must not be used. */
bool demo_make(struct store *store, int64_t now, char *problem, size_t size);

/* The text of the tour through a demo house: eight stops, plain text, lines of at most 80 columns. */
const char *demo_tour(void);

/* --- the story as it was read from the files, with absolute times; for demo_make() and the tests --- */
struct embedded {
    const char *name, *text;
};
extern const struct embedded demo_story[]; /* ends with a name of NULL */

/* Every `unit` below is the key of a story_unit; NULL is the first street, which every house has. */
struct story_person {
    const char *unit, *home, *handle; /* home NULL: a worker without a home here */
    int64_t joined;
};
struct story_unit {
    const char *key, *kind, *name, *above; /* key: its name in other lines; above: key of its parent, may be NULL */
    int64_t begun; /* when it was made; at the same time as the house, unless its line says when */
};
struct story_join {
    const char *unit, *handle;
};
struct story_board {
    const char *slug, *title, *visibility, *unit;
};
struct story_now {
    const char *unit, *name, *line; /* as house_set() takes them: "now" or "help" */
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
struct story_thing { /* a thing: its keeper, its borrower, and the next person who asks for it (NULL: nobody) */
    const char *unit, *handle, *name, *details, *borrower, *asker;
};
struct story_meeting { /* the first of `homes` asks for it; of the others, divided by blanks, each says "we want it" */
    const char *unit, *day, *place, *title; /* day: "sun 15:00"; title may be NULL */
    char *homes;
    const char *needer, *need; /* who asks for what people need to be able to come; NULL: nobody */
};
struct story_item { /* of a meeting's agenda */
    int meeting;    /* index into meetings */
    const char *handle, *title, *details, *wants, *about;
    int64_t minutes;
    char *matters; /* to whose homes, divided by blanks; NULL: to nobody's */
};
struct story_demand {                                  /* what is demanded, and what is done for it a week later */
    const char *unit, *handle, *demand, *act, *result; /* result: what came of it; NULL: it is open */
    char *hands;                                       /* who else comes, divided by blanks; NULL: nobody */
    int64_t made, ended;
    bool won;
};
struct story_with { /* who is with whoever wrote a sorrow; `sorrow`: the title of its thread */
    const char *unit, *handle, *sorrow;
};
struct story_hand {
    const char *handle, *hand, *helper; /* a person without a device, her hand, and the helper who confirms */
};
struct story_mark {
    const char *word, *handle; /* "read", "be-seen", "line-mode", "ascii" */
    int64_t at;                /* for "read": she read everything before this time */
};
struct story_post {
    const char *file;
    int line;
    const char *board;   /* slug; NULL: a letter */
    const char *unit;    /* of the board */
    const char *title;   /* of the first post of a thread; NULL for a reply */
    const char *handle;  /* the writer */
    const char *to;      /* the receiver of a letter, else NULL */
    char *body;          /* freed by story_free() */
    const char *kept_by; /* handles, divided by commas, or NULL */
    int64_t at;
    int parent; /* index into posts, smaller than its own; -1 for a first post */
    bool draft; /* it was not finished, and never sent */
    bool withdrawn;
};
struct story_task {
    const char *unit, *name, *handle;
};
struct story_about {
    const char *handle, *reach; /* how to reach her; NULL: she claims to be a woman instead */
};
struct story_aid { /* an ask or an offer */
    const char *file;
    int line;
    bool is_offer, weekly, climbs, learner;
    const char *unit, *handle, *words, *details; /* details may be NULL */
    const char *day, *from, *until;              /* "fri", "15:00", "18:00", read at the time `at`; NULL: no window */
    enum aid_kind kind;
    enum aid_urgency urgency;
    enum aid_who who_may;
    int many, room, hands;
    enum aid_pays pays;
    int64_t at;
};
enum story_turn_kind { TURN_CAN, TURN_ACCEPT, TURN_SAY, TURN_DONE, TURN_KINDS };
struct story_turn { /* an answer to an ask */
    const char *file;
    int line;
    enum story_turn_kind kind;
    int ask; /* index into aids */
    const char *handle, *words;
    int64_t at;
};
struct story_care {
    const char *unit;
    const char *word; /* "checkin", "visit", "learns" */
    const char *handle, *what, *people, *words;
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
    struct story_meeting *meetings;
    struct story_item *items;
    struct story_demand *demands;
    struct story_with *withs;
    struct story_hand *hands;
    struct story_mark *marks;
    struct story_post *posts; /* in the order of the files, not by time */
    struct story_task *tasks;
    struct story_care *cares;
    struct story_about *abouts;
    struct story_aid *aids;
    struct story_turn *turns;
    int person_count, unit_count, join_count, board_count, hand_count, mark_count, post_count;
    int task_count, about_count, aid_count, turn_count, now_count, rota_count, taken_count, thing_count;
    int meeting_count, item_count, demand_count, with_count, care_count;
    char **texts; /* copies of the files; the strings above point into them */
    int text_count;
};
/* Reads the files. False on failure: `problem` names file and line and says what is wrong. Call story_free() in both
 * cases. */
bool story_read(const struct embedded *files, int64_t now, struct story *out, char *problem, size_t size);
void story_free(struct story *story);
/* Cuts a line at its bars into fields without blanks around them. Returns their number; the others are NULL. */
enum { STORY_FIELDS = 6 };
int story_split(char *line, char *fields[STORY_FIELDS]);
char *story_trim(char *words);                                /* without the blanks around it; cut in place */
bool story_time(const char *words, int64_t now, int64_t *at); /* "w1 Sun 15:00" */
/* The index of a unit; -1 for the first street (key NULL); -2 when no unit has that key. */
int story_unit_find(const struct story *story, const char *key);

#endif
