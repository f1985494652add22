/*
 * aid_rule.h: the rules of mutual aid that need no store: waiting times, likeness of texts, and names in the reader's
 * language. Pure. RULES 3.
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
    MATCH_HOLDS,     /* one of the two said yes: the match holds the ask */
    MATCH_AGREED,
    MATCH_DONE,
    MATCH_NOT_NOW, /* one said "not this time" */
    MATCH_LAPSED,  /* nobody answered in time, or somebody was first */
    MATCH_FELL,    /* the two had agreed, and it did not happen */
};
enum aid_side { SIDE_ASKER = 1, SIDE_HELPER = 2 }; /* stored as bits: 3 means both */

const char *aid_state_name(enum aid_state state); /* for JSON, never translated: "open" */
const char *aid_match_state_name(enum match_state state);
/* In the reader's language: "goods", "today", "in days" ... */
const char *aid_kind_words(enum aid_kind kind);
const char *aid_urgency_words(enum aid_urgency urgency);
const char *aid_who_words(enum aid_who who);
const char *aid_pays_words(enum aid_pays pays); /* "I pay it back" */
const char *aid_drop_words(enum aid_drop drop); /* "another thing" */
const char *aid_state_words(enum aid_state state);
/* Why a match is over that did not come about: one sentence. `ask`: the state of its ask now. `asker_left`: whoever
 * asked is no member any more. `asks`: the reader is the asker. "" for a match that is not over. */
const char *aid_match_over_words(enum match_state match, enum aid_state ask, bool asker_left, bool asks);
const char *aid_from_words(enum aid_from from); /* "From the next street"; "" for AID_FROM_HERE */

/* Reads a list of languages into a set with one bit for each: "en, zu" gives 0x5. Takes ISO 639-1 codes, the
 * languages' own names ("isizulu"), and their names in English and in the present language ("inglés"), with or without
 * accents. "" gives 0, which means any language. False when a language is not known; `bad`
 * (of `size` bytes) then names it. */
bool aid_languages_parse(const char *words, uint32_t *languages, char *bad, size_t size);
/* "English, isiZulu"; "" for 0. */
void aid_languages_words(uint32_t languages, char *out, size_t size);
void aid_languages_known(char *out, size_t size); /* lists all codes, for a refusal: "en, zu, xh ..." */

/* The end of an ask or offer that names no end, counted from `begins`: today 24 hours, days 3 days, week 7 days,
 * whenever (and offers) 90 days. */
int64_t aid_default_end(enum aid_urgency urgency, int64_t begins);
/* When the owner is told that her ask or offer ends: 24 h before the end (RULES 3.2). When it lasts less than two days:
 * after half of that time. */
int64_t aid_warn_at(int64_t asked, int64_t ends);
/* When the two are asked "Did it happen?": at the end of the window, but at the latest 1 day (today), 3 days (days), 7
 * days (week) or 14 days (whenever) after they agreed. `ends` 0: the window has no end. */
int64_t aid_happened_at(enum aid_urgency urgency, int64_t ends, int64_t agreed);
/* The score for the helper's rest (RULES 3.4): 10 when she helped nobody in the last seven days, less for each time she
 * helped, never below 0. */
int aid_rest(int helped_lately);
/* One week's time of a weekly window. */
struct aid_week {
    int64_t starts, ends;
};
/* The first time of the weekly window [starts, ends) that is not over at `now`. It goes by the house's calendar: both
 * hours on the wall stay the same when clocks change. */
struct aid_week aid_week_at(int64_t starts, int64_t ends, int64_t now);

/* The words by which two texts are compared: those of `line` and `details` with three letters or more, folded, singular
 * and plural as one. Words that say nothing in a language of the house are left out ("could", "this week"). */
void aid_keywords(const char *line, const char *details, struct matching_words *out);
/* The words that say nothing in this language ("es"), folded, with a blank before and behind each; NULL: no list. */
const char *aid_empty_words(const char *language);
bool aid_is_letter(int32_t letter); /* or a digit */
/* Would a reader of `post` recognise the words of an ask? True when four words of the ask stand there in a row, or all
 * words of an ask that has only two or three. Folded as above. */
bool aid_recognises(const char *ask, const char *post);
/* Seconds since 1970 as the clocks of the house show them, and back (matching.h); 0 stays 0. */
int64_t aid_wall(int64_t at);
int64_t aid_unwall(int64_t wall);
/* A number for a place, the same for all its spellings; 0 for an empty place. */
int64_t aid_place_number(const char *place);

enum {
    AID_REMIND_SECONDS = 3 * 3600, /* before an agreed window begins */
    AID_WIPE_SECONDS = 14 * 86400,
    AID_NEWCOMER_SECONDS = 30 * 86400,
    AID_REST_SECONDS = 7 * 86400,
    AID_UNMET_MANY = 10, /* so many unmet asks of one kind in NUMBER_UNMET draft a proposal (RULES 3.8) */
};

#endif
