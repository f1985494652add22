/*
 * numbers.h: the numbers that a unit changes by decision: those that are marked * in the rules. RULES, head.
 *
 * The rules give each number a value. A decision of the unit gives it another one: from half of that value to double of
 * it, in whole steps of its measure. Commands and decisions know a number by its name ("notice-days"). A decided number
 * holds from the moment at which its decision acts, also for what runs already (an open invitation). Only minutes that
 * are written keep the day from which they stand.
 *
 * A number that is marked ** is itself a rule: it changes as the rules do, by three quarters at two meetings
 * (proposals.h). number_is_rule() knows them: quorum, majorities, notice, terms, secrecy. The rules name notice and
 * terms there, although the text marks two of these numbers with one *: what protects more holds.
 *
 * Half to double does not fit shares and secrecy. Their limits, and why:
 * - quorum-members, quorum-homes: a sixth to two thirds. With less a few homes would decide for all; with more a few
 * who stay away would stop all.
 * - yes-share: a yes takes more than that. Half to three quarters: never below more than half, and never more than the
 *   removal of a person takes.
 * - but-share: a sixth to a half. With less two who hesitate would stop a room of ten; with more most of those who
 * answer could have doubts, and it would pass.
 * - stop-share, fallback-share: three fifths to four fifths. With less a bare majority would outvote each stop; with
 * more one home alone could hold out for ever in a small unit.
 * - secret-work, secret-tasks, secret-money, secret-rules: yes or no. Whether such a vote is secret when nobody says
 *   otherwise. A vote about a person is secret always, so that there is no number for it.
 *
 * A decided share holds for rooms, votes and questions that are opened from then on: each keeps the one it began with.
 *
 * Most numbers are about one unit. What touches people of several units (the lock of a member of two, letters) takes
 * the value that protects most: the smaller or the larger one, as NUMBERS_ALL says.
 */
#ifndef BBS_NUMBERS_H
#define BBS_NUMBERS_H

#include "fraction.h"
#include "store.h"

/* NUMBER(name in code, name as it is typed, measure, value by the rules, which value protects more, section, words).
 * As they are kept: only ever appended. */
#define NUMBERS_ALL(NUMBER)                                                                                            \
    NUMBER(INVITATION, "invitation-days", DAYS, 14, SMALLER, "1.1", N_("an invitation is good for this long"))         \
    NUMBER(INVITATIONS, "invitations-open", COUNT, 3, SMALLER, "1.1", N_("open invitations of one member"))            \
    NUMBER(VOTE_AFTER, "vote-after-days", DAYS, 14, LARGER, "1.1", N_("a newcomer votes after this long"))             \
    NUMBER(FOUNDING, "founding-homes", COUNT, 10, LARGER, "1.2",                                                       \
        N_("until this many homes are in, everything is for now"))                                                     \
    NUMBER(LOCK, "lock-minutes", MINUTES, 2, SMALLER, "1.6", N_("a shared computer locks after this long"))            \
    NUMBER(LOG_OUT, "log-out-minutes", MINUTES, 10, SMALLER, "1.6", N_("it logs out this long after it locked"))       \
    NUMBER(POWER_CUT, "power-cut-minutes", MINUTES, 60, LARGER, "1.7",                                                 \
        N_("after a power cut presence is held this long"))                                                            \
    NUMBER(HAND_FOR, "hand-for-people", COUNT, 2, SMALLER, "1.8", N_("people for whom one helper speaks"))             \
    NUMBER(VOUCHERS, "vouching-homes", COUNT, 3, LARGER, "1.9", N_("homes that vouch for a lost password"))            \
    NUMBER(VOUCHING, "vouching-hours", HOURS, 48, LARGER, "1.9", N_("a lost password waits this long"))                \
    NUMBER(POSITION, "position-months", MONTHS, 12, SMALLER, "1.12", N_("names of positions are kept this long"))      \
    NUMBER(LETTER, "letter-days", DAYS, 90, SMALLER, "1.12", N_("letters are kept for this long"))                     \
    NUMBER(POST, "post-letters", COUNT, 4000, SMALLER, "2.2", N_("letters of a post"))                                 \
    NUMBER(                                                                                                            \
        SHARE, "share-percent", COUNT, 20, SMALLER, "2.5", N_("share of last posts by one writer, who is then told"))  \
    NUMBER(YES_TODAY, "yes-today-minutes", MINUTES, 30, SMALLER, "3.2", N_("an ask for today waits for a yes"))        \
    NUMBER(YES_DAYS, "yes-days-hours", HOURS, 12, SMALLER, "3.2", N_("an ask for these days waits for a yes"))         \
    NUMBER(YES_WEEK, "yes-week-hours", HOURS, 24, SMALLER, "3.2", N_("an ask for this week waits for a yes"))          \
    NUMBER(YES_WHENEVER, "yes-whenever-hours", HOURS, 48, SMALLER, "3.2", N_("an ask for whenever waits for a yes"))   \
    NUMBER(CLIMB_TODAY, "climb-today-hours", HOURS, 2, LARGER, "3.7",                                                  \
        N_("an unmet ask for today climbs after this long"))                                                           \
    NUMBER(CLIMB_DAYS, "climb-days-days", DAYS, 2, LARGER, "3.7", N_("an unmet ask for these days climbs"))            \
    NUMBER(CLIMB_WEEK, "climb-week-days", DAYS, 7, LARGER, "3.7", N_("an unmet ask for this week climbs"))             \
    NUMBER(CLIMB_WHENEVER, "climb-whenever-days", DAYS, 14, LARGER, "3.7", N_("an unmet ask for whenever climbs"))     \
    NUMBER(UNMET, "unmet-days", DAYS, 30, SMALLER, "3.8", N_("ten unmet asks within this time draft a proposal"))      \
    NUMBER(NOTICE, "notice-days", DAYS, 4, LARGER, "4.1", N_("from the call of a meeting to its beginning"))           \
    NUMBER(AGENDA, "agenda-hours", HOURS, 48, LARGER, "4.1", N_("the agenda closes this long before the meeting"))     \
    NUMBER(MEETING, "meeting-minutes", MINUTES, 90, SMALLER, "4.1", N_("a meeting takes this long at most"))           \
    NUMBER(ANGER, "anger-words", COUNT, 15, SMALLER, "4.1", N_("words of each, when an angry item begins"))            \
    NUMBER(ACTIVE, "active-days", DAYS, 30, LARGER, "4.1", N_("a member seen within this time counts as active"))      \
    NUMBER(TURN, "turn-letters", COUNT, 600, SMALLER, "4.3", N_("letters of a turn"))                                  \
    NUMBER(READING, "reading-words", COUNT, 60, SMALLER, "4.3", N_("words that are read aloud in a minute"))           \
    NUMBER(TEST, "question-minutes", MINUTES, 3, LARGER, "4.5",                                                        \
        N_("a question, or a vote in the room, stays open so long after its reading"))                                 \
    NUMBER(TABLES, "tables-minutes", MINUTES, 15, LARGER, "4.5", N_("a question waits this long for the tables"))      \
    NUMBER(SMALL, "small-minutes", MINUTES, 2, LARGER, "4.5", N_("time to say \"talk about it\" to a small matter"))   \
    NUMBER(LATE_STOP, "late-stop-days", DAYS, 7, LARGER, "4.5", N_("time for a late stop after the minutes"))          \
    NUMBER(MINUTES, "minutes-days", DAYS, 7, LARGER, "4.8", N_("the minutes stand after this long"))                   \
    NUMBER(SERVICE, "service-months", MONTHS, 6, SMALLER, "5.5", N_("a task of service is given for this long"))       \
    NUMBER(POWER, "power-months", MONTHS, 3, SMALLER, "5.5", N_("a task of power is given for this long"))             \
    NUMBER(QUORUM_MEMBERS, "quorum-members", SHARE, FRACTION_KEPT(1, 3), LARGER, "4.1",                                \
        N_("share of active members that is enough"))                                                                  \
    NUMBER(                                                                                                            \
        QUORUM_HOMES, "quorum-homes", SHARE, FRACTION_KEPT(1, 3), LARGER, "4.1", N_("share of homes that is enough"))  \
    NUMBER(YES, "yes-share", SHARE, FRACTION_KEPT(1, 2), LARGER, "4.5",                                                \
        N_("it passes when more than this share say yes"))                                                             \
    NUMBER(BUTS, "but-share", SHARE, FRACTION_KEPT(1, 3), SMALLER, "4.5",                                              \
        N_("most answers that may be \"yes, but\" or \"I stand aside\""))                                              \
    NUMBER(STOP, "stop-share", SHARE, FRACTION_KEPT(2, 3), LARGER, "4.5",                                              \
        N_("share of those present that sets a stop aside"))                                                           \
    NUMBER(FALLBACK, "fallback-share", SHARE, FRACTION_KEPT(2, 3), LARGER, "4.5",                                      \
        N_("share that decides after three sittings"))                                                                 \
    NUMBER(SECRET_WORK, "secret-work", YES, 1, LARGER, "4.7",                                                          \
        N_("a vote about action at work is secret, unless its chair says otherwise"))                                  \
    NUMBER(SECRET_TASKS, "secret-tasks", YES, 0, LARGER, "4.7",                                                        \
        N_("a vote about tasks is secret, unless its chair says otherwise"))                                           \
    NUMBER(SECRET_MONEY, "secret-money", YES, 0, LARGER, "4.7",                                                        \
        N_("a vote about money is secret, unless its chair says otherwise"))                                           \
    NUMBER(SECRET_RULES, "secret-rules", YES, 0, LARGER, "4.7",                                                        \
        N_("a vote about the rules is secret, unless its chair says otherwise"))                                       \
    NUMBER(CIRCLE, "circle-people", COUNT, 12, SMALLER, "6.1", N_("people in a circle at most"))                       \
    NUMBER(CIRCLE_PERSON, "circle-person-minutes", MINUTES, 4, LARGER, "6.1",                                          \
        N_("one person has this long in a round of a circle"))                                                         \
    NUMBER(CIRCLE_STEPS, "circle-minutes", MINUTES, 70, SMALLER, "6.1",                                                \
        N_("after this time next steps of a circle begin"))                                                            \
    NUMBER(CIRCLE_WORDS, "circle-words", COUNT, 120, SMALLER, "6.2", N_("words of a turn in a circle"))                \
    NUMBER(CIRCLE_SILENCE, "circle-silence-minutes", MINUTES, 3, LARGER, "6.2",                                        \
        N_("silence with the piece before \"more time?\" is asked"))                                                   \
    NUMBER(SHORT_CIRCLE, "short-circle-minutes", MINUTES, 15, SMALLER, "6.5", N_("a short circle takes this long"))    \
    NUMBER(APPEAL, "appeal-days", DAYS, 14, LARGER, "7.1", N_("an act of a moderator can be appealed for this long"))  \
    NUMBER(RESTRICTION, "restriction-days", DAYS, 30, SMALLER, "7.3",                                                  \
        N_("a moderator keeps somebody from the boards at most this long"))                                            \
    NUMBER(HARM_FIRST, "harm-review-days", DAYS, 30, SMALLER, "6.7",                                                   \
        N_("after harm, steps are looked at again this long after"))                                                   \
    NUMBER(HARM_SECOND, "harm-second-review-days", DAYS, 90, SMALLER, "6.7", N_("and a second time this long after"))

#define NUMBER_ENUM(code, typed, measure, value, protects, section, words) NUMBER_##code,
/* clang-format off */
enum number { NUMBERS_ALL(NUMBER_ENUM) NUMBERS };
/* clang-format on */

enum number_measure {
    NUMBER_MEASURE_COUNT,
    NUMBER_MEASURE_MINUTES,
    NUMBER_MEASURE_HOURS,
    NUMBER_MEASURE_DAYS,
    NUMBER_MEASURE_MONTHS,
    NUMBER_MEASURE_SHARE, /* as it is kept: fraction.h */
    NUMBER_MEASURE_YES    /* 1 or 0 */
};

/* --- the rules alone; pure. number_rule.c --- */
struct number_rule {
    const char *name, *section; /* "notice-days", "4.1" */
    const char *words;          /* in the reader's language, after number_rule_get() */
    enum number_measure measure;
    int value, least, most; /* by the rules, in its measure */
    bool smaller_protects;
};
void number_rule_get(enum number number, struct number_rule *out);
bool number_parse(const char *name, enum number *number);
bool number_may_be(enum number number, int64_t value);
bool number_is_rule(enum number number); /* marked ** */
/* "5 days", "3", "two thirds", "yes". */
enum { NUMBER_WORDS_BYTES = 64 };
void number_words(enum number number, int64_t value, char out[NUMBER_WORDS_BYTES]);
void number_fraction_words(int64_t kept, char out[NUMBER_WORDS_BYTES]); /* "two thirds"; "3 of 7" */
/* As people type it, and programs read it: "5", "2/3", "yes". number_read() says false of anything else; limits are
 * number_may_be()'s. */
void number_typed(enum number number, int64_t value, char out[NUMBER_WORDS_BYTES]);
bool number_read(enum number number, const char *typed, int64_t *value);
/* In seconds, where it is a time; else the value itself. A month is the twelfth part of 365 days. */
int64_t number_in_seconds(enum number number, int64_t value);
/* Writes each "{notice-days}" of a sentence as that number: "5 days". value_of (NULL: the rules) says what it is, in
 * its measure. malloc'd. */
typedef int64_t number_value_of(void *context, enum number number);
char *numbers_write(const char *words, number_value_of *value_of, void *context);

/* --- as a unit has decided; numbers.c --- */
/* In seconds, where it is a time. A unit that decided nothing has the value of the rules. */
int64_t number_of(struct store *store, int64_t unit, enum number number);
/* One whose measure is SHARE; more: more than that is needed. */
struct fraction number_fraction(struct store *store, int64_t unit, enum number number, bool more);
/* The value that protects most among those of the units of this member; member 0: of all streets and workplaces. */
int64_t number_safest(struct store *store, int64_t member, enum number number);
/* numbers_write() for the actor: as the unit has decided where she is; what touches several units, as it is safest. */
struct actor;
char *numbers_in(struct store *store, const struct actor *actor, const char *words);

struct number_row {
    enum number number;
    int64_t value;    /* in its measure */
    int64_t decision; /* that gave it; 0: none did */
    int64_t since;
};
/* All numbers of the unit where she is; `out` has room for NUMBERS. Only its members read them, and the operator. */
enum result numbers_list(struct store *store, const struct actor *actor, struct number_row *out, size_t *count);

#endif
