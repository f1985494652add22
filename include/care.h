/*
 * care.h: how somebody is, a visit that she would like, silence, and listeners in a quarrel. RULES 6.6, 6.7.
 *
 * Nothing of it is in the book, in mutual aid, in search, or in a unit's export. Who is not meant learns nothing: for
 * her there is no such thing (RESULT_NOT_FOUND). People of the asker's own home, and people whom she muted, see neither
 * the visit that she would like nor her silence, whatever their task. For 7 days after a lost password it all stays
 * closed to the account (RULES 1.9).
 *
 * Refusals give a sentence in store_reason().
 */
#ifndef BBS_CARE_H
#define BBS_CARE_H

#include "actor.h"
#include "store.h"

enum care_word { CARE_WELL, CARE_TIRED, CARE_WORRIED, CARE_HEAVY, CARE_ALONE, CARE_WORDS };
enum {
    CARE_TO_MOST = 12,     /* people who see one check-in */
    CARE_TEXT_MAX = 400,   /* letters */
    CARE_LISTED_MOST = 40, /* rows of each list */
    CARE_SILENT = 14 * 86400,
};
const char *care_word_name(enum care_word word); /* as it is typed: "heavy" */
const char *care_word_said(enum care_word word); /* in the reader's language: "it is heavy" */
bool care_word_parse(const char *name, enum care_word *out);

/* --- how she is: those she named see it, for 7 days or until she takes it back. A new one replaces the last --- */
struct checkin {
    char handle[HANDLE_BYTES]; /* whose it is */
    enum care_word word;
    bool mine, read; /* read: this reader has read it */
    int64_t at;
    char words[CARE_TEXT_MAX * 4 + 1];          /* "": none */
    char to[CARE_TO_MOST * (HANDLE_BYTES + 2)]; /* of her own: who sees it, "anna, lerato" */
};
/* `words` may be NULL. */
enum result checkin_set(struct store *store, const struct actor *actor, enum care_word word, const char *words,
    const char *const *handles, size_t count, int64_t now);
enum result checkin_take_back(struct store *store, const struct actor *actor, int64_t now);
/* Her own first, then those that she may see, newest first. */
enum result checkins_list(
    struct store *store, const struct actor *actor, int64_t now, struct checkin *out, size_t limit, size_t *count);
/* She has read it: home tells of it no more. */
enum result checkin_read(struct store *store, const struct actor *actor, const char *handle, int64_t now);

/* --- "I would like a visit": the greeter of her block and the keepers see it, for 14 days --- */
struct care_visit {
    int64_t id, unit, at;
    bool mine, i_come, somebody; /* somebody: one of them said "I come" */
    bool unheard;                /* her own, and nobody is there now who reads it: no greeter of hers, no keeper */
    char handle[HANDLE_BYTES], home[32];
    char comes[HANDLE_BYTES]; /* who comes, for whoever asked; "" for the others: they read only that somebody does */
    char words[CARE_TEXT_MAX * 4 + 1];
};
/* In the unit where she is; `words` may be NULL. A new one replaces the last. */
enum result care_visit_ask(
    struct store *store, const struct actor *actor, const char *words, int64_t now, int64_t *visit);
/* Her own, and those that she may see, oldest first. */
enum result care_visits(
    struct store *store, const struct actor *actor, int64_t now, struct care_visit *out, size_t limit, size_t *count);
/* "I come"; with `on` false she cannot come after all. RESULT_CONFLICT: somebody was first. */
enum result care_visit_come(struct store *store, const struct actor *actor, int64_t visit, bool on, int64_t now);
/* By whoever asked: somebody was there, or she takes it back. */
enum result care_visit_end(struct store *store, const struct actor *actor, int64_t now);

/* --- silence: the greeter of her block, else whoever met her, hears once that somebody was silent for 14 days, if that
 * one agreed (settings) --- */
struct care_silence {
    char handle[HANDLE_BYTES], home[32];
};
/* Who would hear of her silence if it were told now; an empty handle: nobody would. */
enum result care_silence_hears(struct store *store, const struct actor *actor, int64_t now, struct care_silence *out);
/* Those that she has not put away. */
enum result care_silences(
    struct store *store, const struct actor *actor, int64_t now, struct care_silence *out, size_t limit, size_t *count);
/* Puts it away. */
enum result care_silence_read(struct store *store, const struct actor *actor, const char *handle, int64_t now);
/* For the caretaker: notes who is silent by now. Returns how many rows changed; -1 on failure. */
int care_tend(struct store *store, int64_t now);

/* --- a quarrel of two --- */
enum care_listen_state {
    CARE_LISTEN_ASKED,
    CARE_LISTEN_DRAWN, /* both want it, and two listeners were drawn by lot */
    CARE_LISTEN_NOT_NOW,
};
enum care_side { CARE_ASKER, CARE_OTHER, CARE_LISTENER };
struct care_listen {
    int64_t id, unit, at;
    enum care_listen_state state; /* for the asker a "not now" reads as no answer: CARE_LISTEN_ASKED, until it ends */
    enum care_side side;
    char asker[HANDLE_BYTES], other[HANDLE_BYTES], listener[2][HANDLE_BYTES]; /* listeners: once they are drawn */
};
/* Asks the other side, once in 30 days. What somebody asks whom the other muted does not arrive. */
enum result care_listen_ask(
    struct store *store, const struct actor *actor, const char *handle, int64_t now, int64_t *listen);
/* By the other side. With yes two listeners are drawn by lot among the keepers of homes that are neither's. */
enum result care_listen_answer(struct store *store, const struct actor *actor, int64_t listen, bool yes, int64_t now);
/* By a listener, who cannot: another one is drawn. */
enum result care_listen_cannot(struct store *store, const struct actor *actor, int64_t listen, int64_t now);
/* By one of the two sides: it is over, or not wanted any more. */
enum result care_listen_end(struct store *store, const struct actor *actor, int64_t listen, int64_t now);
enum result care_listens(
    struct store *store, const struct actor *actor, int64_t now, struct care_listen *out, size_t limit, size_t *count);

/* For home; all of her units. Only numbers, and whose check-in it is when it is one alone. */
struct care_home {
    int checkins, visits, silences, asked, drawn; /* asked: quarrels that ask her; drawn: where she is to listen */
    int lines;                                    /* lines that somebody put on her home (harm.h) */
    int64_t visit_unit;                           /* of the first visit */
    int64_t listen_unit;                          /* of the first quarrel */
    char checkin[HANDLE_BYTES], visitor[HANDLE_BYTES], silent[HANDLE_BYTES];
    char coming[HANDLE_BYTES]; /* who comes to her; "": nobody */
    char line[CARE_TEXT_MAX * 4 + 1];
    /* After a meeting (learn.h): the first about which she is asked, its unit and who chaired; what she was told who
     * chaired, and has not read. */
    int64_t tell, tell_unit;
    char chair[HANDLE_BYTES];
    int told;
};
enum result care_home(struct store *store, const struct actor *actor, int64_t now, struct care_home *out);
int care_waits(const struct care_home *home); /* how many matters of these wait for her */

#endif
