/*
 * aid_rule.h: the arithmetic of mutual aid: what waits how long, and the words that commands spell. Pure. RULES 3.
 *
 * Numbers marked * in the rules are what a commune begins with.
 */
#ifndef BBS_AID_RULE_H
#define BBS_AID_RULE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "aid_kinds.h"
#include "matching.h"

enum aid_state { AID_OPEN, AID_ANSWERED, AID_AGREED, AID_DONE, AID_WITHDRAWN, AID_EXPIRED };
enum match_state {
    MATCH_SUGGESTED, /* nobody said yes yet */
    MATCH_HOLDS,     /* one of the two did */
    MATCH_AGREED,
    MATCH_DONE,
    MATCH_NOT_NOW, /* one said "not this time" */
    MATCH_LAPSED,  /* nobody answered in time, or somebody was first */
    MATCH_FELL,    /* agreed, and did not happen */
};
enum aid_side { SIDE_ASKER = 1, SIDE_HELPER = 2 }; /* as stored: a bit each */

const char *aid_state_name(enum aid_state state); /* as JSON shows them: "open" */
const char *match_state_name(enum match_state state);
/* In the reader's language: "goods", "today", "in days" ... */
const char *aid_kind_words(enum aid_kind kind);
const char *aid_urgency_words(enum aid_urgency urgency);
const char *aid_who_words(enum aid_who who);
const char *aid_state_words(enum aid_state state);
const char *aid_from_words(enum aid_from from); /* "From the next street"; "" from here */

/* Languages are a bit each: "en, zu" <-> 0x5. Codes of ISO 639-1 and their own names ("isizulu"). False: one of them
 * is not known; *bad says which (at most `size` bytes). "" is 0: any. */
bool aid_languages_parse(const char *words, uint32_t *languages, char *bad, size_t size);
/* "English, isiZulu"; "" for 0. */
void aid_languages_words(uint32_t languages, char *out, size_t size);
void aid_languages_known(char *out, size_t size); /* all codes, for a refusal: "en, zu, xh ..." */

/* How long a yes is waited for (RULES 3.2): today 30 min, days 12 h, week 24 h, else 48 h *. Seconds. */
int64_t aid_wait(enum aid_urgency urgency);
/* When an ask or offer ends that names no end: today 24 h after now, or after it begins; days 3 days, week 7 days,
 * whenever and offers 90 days. */
int64_t aid_default_end(enum aid_urgency urgency, int64_t begins);
/* When its owner is told that it ends: 24 h before (RULES 3.2); of what is open for less than two days, at half time.
 */
int64_t aid_warn_at(int64_t asked, int64_t ends);
/* "Did it happen?" is asked when the window is over, and of a long window when that kind of urgency should be: a day,
 * three, seven, fourteen after the two agreed. */
int64_t aid_happened_at(enum aid_urgency urgency, int64_t ends, int64_t agreed);
/* RULES 3.7: 2 h, 2, 7, 14 days after it was asked *. */
int64_t aid_climbs_at(enum aid_urgency urgency, int64_t asked);
/* RULES 3.4, the helper's rest: 10 for who helped nobody in the last seven days, less for each she did, never below 0.
 */
int aid_rest(int helped_lately);
/* The next time a weekly window [starts, ends) begins that is not over at `now`; `starts` itself when it is not. */
int64_t aid_next_week(int64_t starts, int64_t ends, int64_t now);

/* The words of a line and its details that matter for likeness: folded, of four letters or more, an English plural's s
 * left off. */
void aid_keywords(const char *line, const char *details, struct matching_words *out);
/* Would somebody who read `post` recognise the words of an ask? Four words in a row, or all of a shorter line of two or
 * three; folded as above. */
bool aid_recognises(const char *ask, const char *post);
/* Seconds since 1970 as the clocks of the house show them, and back (matching.h); 0 stays 0. */
int64_t aid_wall(int64_t at);
int64_t aid_unwall(int64_t wall);
/* A place as a number that is the same for all its spellings; 0 for none. */
int64_t aid_place_number(const char *place);

enum {
    AID_REMIND_SECONDS = 3 * 3600, /* before an agreed window begins */
    AID_WIPE_SECONDS = 14 * 86400,
    AID_NEWCOMER_SECONDS = 30 * 86400,
    AID_REST_SECONDS = 7 * 86400,
    AID_UNMET_MANY = 10, /* * of one kind in AID_UNMET_SECONDS draft a proposal (RULES 3.8) */
    AID_UNMET_SECONDS = 30 * 86400,
};

#endif
