/*
 * harm.h: what somebody keeps who was harmed, for herself and up to three people whom she names. RULES 6.7.
 *
 * One path has a seat for each of its people: hers, and one for each whom she named. A seat is one row: a key pair, its
 * secret half under a phrase of that person, and the whole text, sealed to that key. Whoever writes seals anew to all
 * seats. No row names a member, and none leads to another; all have one size. The row is found by what the phrase and
 * the member give together (argon2id): a wrong phrase and no path at all are the same, and take as long.
 *
 * Whom she names gets five words from her, outside the house: with them that person opens the seat, and then chooses a
 * phrase of her own. When a phrase is lost, another person of the path makes that seat anew in the same way.
 *
 * What this protects: a machine that is seized, and its backups, as far as a phrase is not guessed. What not: a server
 * that lies while the phrase is typed, and whoever looks over her shoulder. The file shows how many seats there are in
 * the whole house, and in which month each last changed; two copies of it show which changed in between. No row says
 * whose.
 *
 * The store keeps the key of an opened seat in locked memory until harm_shut(), for ten minutes after the last act at
 * most: a command shuts it when it is done, and the page when she leaves it, when another page comes over it, when the
 * screen locks and when the line drops. Nothing of it is in the book, in an export, in a member's own file, or on home,
 * but for a line that one of its people allowed, in words of their own (harm_lines, which are not sealed). For 7 days
 * after a lost password it does not open (RULES 1.9).
 */
#ifndef BBS_HARM_H
#define BBS_HARM_H

#include "actor.h"
#include "store.h"

enum {
    HARM_NAMED_MOST = 3,
    HARM_PEOPLE_MOST = 1 + HARM_NAMED_MOST,
    HARM_STEPS_MOST = 16,
    HARM_NOTES_MOST = 32,
    HARM_TEXT_MAX = 300, /* letters of a note or step */
    HARM_LINE_MAX = 60,
    HARM_TEXT_BYTES = HARM_TEXT_MAX * 4 + 1,
    HARM_LINE_BYTES = HARM_LINE_MAX * 4 + 1,
    HARM_PHRASE_LEAST = 16, /* letters of a phrase that she chooses */
    HARM_PHRASE_BYTES = 404,
    HARM_WORDS_BYTES = 40, /* the five words that open a seat for the first time */
    HARM_REVIEWS = 2,
    HARM_ID = 16,
    HARM_KEY = 32,
};
enum harm_stage { HARM_TALKS, HARM_CIRCLE, HARM_DATED, HARM_STAGES }; /* RULES 6.7, one after the other */

struct harm_person { /* the first is whoever was harmed */
    int64_t member;
    bool opened; /* she was in it, with a phrase of her own */
    unsigned char seat[HARM_ID], key[HARM_KEY];
    char line[HARM_LINE_BYTES]; /* what may stand on her home when a review is due; "": nothing */
    char handle[HANDLE_BYTES];  /* not in the text: found when it is read */
};
struct harm_step {
    int64_t day; /* when_day() */
    bool done;
    char words[HARM_TEXT_BYTES];
};
struct harm_note {
    int64_t at;
    int by; /* of the people */
    char words[HARM_TEXT_BYTES];
};
struct harm {
    enum harm_stage stage;
    int64_t since; /* when that stage began */
    bool together; /* she asked to sit together; else nobody proposes it */
    int64_t
        review[HARM_REVIEWS]; /* once there are dated steps: days on which they look at them again; 0: it was done */
    int people, steps, notes, me;
    struct harm_person person[HARM_PEOPLE_MOST];
    struct harm_step step[HARM_STEPS_MOST];
    struct harm_note note[HARM_NOTES_MOST];
};

/* A new path, which opens with this phrase; RESULT_INVALID when it is too short. `slots`: members.h, login_password. */
enum result harm_begin(struct store *store, const struct actor *actor, const char *phrase, int slots, int64_t now);
/* RESULT_NOT_FOUND: these words open nothing. *out is sensitive: harm_wipe() it. */
enum result harm_open(
    struct store *store, const struct actor *actor, const char *phrase, int slots, int64_t now, struct harm *out);
/* Reads what is open once more. RESULT_NOT_FOUND: nothing is, any more. */
enum result harm_look(struct store *store, const struct actor *actor, int64_t now, struct harm *out);
void harm_shut(struct store *store);
/* True while a seat is open; wipes its key when its ten minutes are over. */
bool harm_tend(struct store *store, int64_t now);
/* She types: the ten minutes begin anew. */
void harm_touch(struct store *store, int64_t now);
void harm_wipe(struct harm *harm);
/* Another phrase for her own seat, which is open. */
enum result harm_phrase(struct store *store, const struct actor *actor, const char *phrase, int slots, int64_t now);
/* Names somebody, or makes the seat of somebody of the path anew; `words` is what she is told, outside. New people only
 * by her who was harmed. */
enum result harm_name(struct store *store, const struct actor *actor, const char *handle, int slots, int64_t now,
    char words[HARM_WORDS_BYTES]);

enum harm_act {
    HARM_UNNAME,   /* text: a handle. By her who was harmed; or somebody takes herself out */
    HARM_WRITE,    /* text: a note, with its date */
    HARM_ADD_STEP, /* text; number: its day. From the stage HARM_DATED on */
    HARM_DONE,     /* number: which step, from 1 */
    HARM_GO_ON,    /* to the next stage, by her */
    HARM_TOGETHER, /* number 1: she asks to sit together; 0: not. By her */
    HARM_REVIEWED, /* the first review that is left was held; from its day on */
    HARM_ALLOW,    /* text: a line on the home of person `number` (0: her own) when a review is due; "": none. By her,
                      and only for who was in it */
    HARM_END,      /* wipes all seats. By her */
};
/* Whether an act of the path that is open would be refused whatever its words are: asked before they are written. */
enum result harm_may(struct store *store, const struct actor *actor, enum harm_act act, int64_t number, int64_t now);
/* In the path that is open. */
enum result harm_do(
    struct store *store, const struct actor *actor, enum harm_act act, const char *text, int64_t number, int64_t now);

/* The lines that are due on her own home: she puts them away. They open nothing. */
enum result harm_lines_away(struct store *store, const struct actor *actor, int64_t now);

/* --- people of a women's caucus whom whoever was harmed may name: each said so herself --- */
struct harm_ready {
    char handle[HANDLE_BYTES], caucus[100];
    bool near; /* of a caucus nearby: her own street has none */
};
enum result harm_ready_set(struct store *store, const struct actor *actor, bool on, int64_t now);
/* For members whose word as a woman stands; an empty list for all others. */
enum result harm_ready_list(
    struct store *store, const struct actor *actor, int64_t now, struct harm_ready *out, size_t limit, size_t *count);

#endif
