/*
 * aid.h: mutual aid: asks, offers, matches of the two, and how a match ends. RULES 3.
 *
 * An ask shows "a neighbour, block C" until its asker has accepted a helper. From then on asker and helper read each
 * other's name and how to reach each other, and they have a private thread. Nothing here counts or compares people:
 * suggestions compare an ask with an offer, and statistics contain only kinds and urgencies.
 *
 * An ask is open, then answered (one of the two said yes, the other has not answered yet), agreed, and done; or it is
 * withdrawn or expired. Only one helper at a time holds an ask: a second helper is told that somebody was first
 * (RESULT_CONFLICT). An ask of several hands has a place for each: it is open while one is free, answered when each is
 * held, agreed when each is agreed on, and nobody has two of them. Fourteen days after an ask or offer has ended,
 * store_forget() empties all of it but its numbers.
 *
 * Members of a unit read and write its asks and offers. An ask that nobody met climbs to other units of the house, if
 * its asker agreed (RULES 3.7). No ask climbs to a unit of another house: houses are not connected yet.
 */
#ifndef BBS_AID_H
#define BBS_AID_H

#include "aid_rule.h"
#include "store.h"

enum {
    AID_LINE_MAX = 72, /* characters */
    AID_DETAILS_MAX = 1000,
    AID_PLACE_MAX = 24,
    AID_REACH_MAX = 120,
    AID_MESSAGE_MAX = 1000,
    AID_MANY_MAX = 999,
    AID_CAPACITY_MAX = 99,
    AID_NAMED_MAX = 8,
    AID_HANDS_MAX = MATCHING_HANDS_MOST,
    AID_UNANSWERED_MOST = 2, /* "I can" answers of one helper that wait for their asker (RULES 3.3) */
    AID_OPEN_MOST = 20,      /* open asks of one member at once; the same number of open offers */
    AID_SUGGESTIONS = 10,
    AID_REASON_BYTES = 200,
    AID_HOME_BYTES = 300,
};

/* The content of a new ask or offer. An ask ignores the fields of offers, and an offer those of asks. */
struct aid_form {
    enum aid_kind kind;
    const char *line, *details; /* details may be "" or NULL */
    int many;                   /* an ask: how many it is for; an offer: the most it gives at once, 0: no limit */
    int64_t starts, ends;       /* the window; starts 0: from now on; ends 0: aid_default_end() after it
                                 * begins; a weekly ask or offer needs both */
    const char *place;          /* block or cross street; NULL or "": her home's block */
    uint32_t languages;         /* one bit for each language (aid_rule.h); 0: those of aid_about_set(), else any */
    bool weekly;
    /* of an ask */
    bool of_meeting; /* `details` is the place of a meeting, which all are told, though it may be the asker's home */
    enum aid_urgency urgency;
    enum aid_who who_may;
    const char *named[AID_NAMED_MAX];    /* handles, when who_may is AID_NAMED; up to the first NULL */
    const char *unwanted[AID_NAMED_MAX]; /* handles of people who may not answer; only the asker learns of it */
    enum aid_climbs climbs;              /* only AID_STAYS is allowed with AID_MY_BLOCK and AID_NAMED */
    int hands;                           /* how many helpers it wants; 0: one */
    enum aid_pays pays;
    /* of an offer */
    int capacity; /* how many asks it can take; of a weekly offer: in each week, by the week that it serves */
    bool learner;
};
/* Makes an ask or offer; its texts are cleaned here. *ask, *offer: the new id. */
enum result aid_ask_make(
    struct store *store, const struct actor *actor, const struct aid_form *form, int64_t now, int64_t *ask);
enum result aid_offer_make(
    struct store *store, const struct actor *actor, const struct aid_form *form, int64_t now, int64_t *offer);

/* Called before an ask is sent: do its words also stand in a post under the asker's name? An ask shows only "a
 * neighbour", but a reader of that post would recognise her. *post is the newest such post among her last posts, or 0.
 */
enum result aid_ask_recognised(
    struct store *store, const struct actor *actor, const struct aid_form *form, int64_t *post);

/* An ask or an offer, as it is shown to the actor. A veiled one contains only kind, window, `many` and area. Its line
 * says these in words; its other texts are empty, its urgency is "whenever", and "anyone" may answer. */
struct aid {
    bool is_offer;
    int64_t id, unit, at, starts, ends;
    enum aid_kind kind;
    enum aid_urgency urgency; /* of an ask */
    enum aid_state state;
    int many, capacity, left; /* left: of the capacity; of a weekly offer: in the week that comes */
    uint32_t languages;
    enum aid_who who_may;
    bool weekly, learner, again;
    enum aid_climbs climbs;
    int hands, found; /* of an ask: how many helpers it wants, and how many agreed */
    enum aid_pays pays;
    bool mine;
    enum aid_from from;
    bool veiled;                 /* it is of another unit, and the two have not both said yes */
    bool line_told;              /* veiled, but its line is the asker's own: she agreed to that, and the actor can */
    bool is_new;                 /* came since she last looked at the board */
    bool may_answer;             /* an ask: she may say "I can" just now */
    int64_t match;               /* an ask: its match that the actor may know of; 0: none. Of an ask of several hands
                                  * the asker has aid_matches_of() */
    int64_t next;                /* a weekly ask of hers: the one for the week after it; 0: none yet */
    char who[HANDLE_BYTES + 64]; /* "a neighbour, block C"; a name once the actor may know it; never "you": see mine */
    char place[AID_PLACE_MAX * 4 + 1];
    char line[AID_LINE_MAX * 4 + 1]; /* when it was emptied: a sentence instead */
    char by_hand[160];               /* "by thandi's hand, not confirmed yet" (RULES 1.8); "": she wrote it herself */
    char *details;                   /* aid_rows_free */
};
void aid_rows_free(struct aid *aids, size_t count);
/* The handles of those who may not answer an ask of the actor's own, divided by commas; "" when there are none. */
enum result aid_ask_unwanted(struct store *store, const struct actor *actor, int64_t ask, char *out, size_t size);

struct aid_filter {
    bool offers;         /* false: asks */
    int kind, urgency;   /* -1: any */
    const char *place;   /* NULL: any */
    int64_t from, until; /* only those whose window shares time with this one; 0: no limit on that side */
    bool mine;           /* the actor's own, in every state, until they are emptied */
    bool open;           /* only open ones; false: also answered and agreed ones that are not over */
};
/* Lists asks by urgency; within one urgency those that were asked again come first, then the older ones. Offers, and
 * her own asks, come newest first. After the asks of the unit come the asks that climbed to it: nearer units first,
 * then those that end soonest. A filter of place or urgency leaves these out. `after` is the last entry of the page
 * before; NULL gives the first page. */
enum result aid_list(struct store *store, const struct actor *actor, const struct aid_filter *filter,
    const struct aid *after, int64_t now, size_t limit, struct aid *out, size_t *count);
enum result aid_ask_get(struct store *store, const struct actor *actor, int64_t ask, int64_t now, struct aid *out);
enum result aid_offer_get(struct store *store, const struct actor *actor, int64_t offer, int64_t now, struct aid *out);

/* Tells the person who holds it and those who were suggested. A withdrawal cannot be taken back: she has to ask anew.
 */
enum result aid_ask_withdraw(struct store *store, const struct actor *actor, int64_t ask, int64_t now);
enum result aid_offer_withdraw(struct store *store, const struct actor *actor, int64_t offer, int64_t now);

/* The offers that fit an ask of hers, or the asks that fit an offer of hers, best first, each with the reason in words
 * (RULES 3.4). Leaves out pairs that were answered with "not this time". */
struct aid_suggestion {
    struct aid aid;
    int score;
    char helper[96]; /* of an offer for an ask that women alone answer: "a woman of block C, 5 months here"; else "" */
    char reason[AID_REASON_BYTES];
};
enum result aid_suggestions(struct store *store, const struct actor *actor, bool is_offer, int64_t id, int64_t now,
    size_t limit, struct aid_suggestion *out, size_t *count);

/* --- answers: "I can", yes, not this time --- */

/* Each of these may be done by another's hand (RULES 1.8), and then stands on her slip. */
/* A helper says "I can", with one of her offers (`offer` 0: without an offer). */
enum result aid_can(
    struct store *store, const struct actor *actor, int64_t ask, int64_t offer, int64_t now, int64_t *match);
/* The asker asks the owner of an offer that fits her ask; refused, with the reason, when it does not. */
enum result aid_choose(
    struct store *store, const struct actor *actor, int64_t ask, int64_t offer, int64_t now, int64_t *match);
/* The asker's yes to whoever said "I can"; of several to the first. */
enum result aid_accept(struct store *store, const struct actor *actor, int64_t ask, int64_t now);
/* One of the two answers a match. RULES 3.6. When both had said yes, AID_NOT_NOW ends the agreement, and the ask is
 * open again, first in line. A no is final for these two and this ask: a helper whom the asker refused cannot say "I
 * can" to it again, and a neighbour who said no cannot be chosen for it again.
 * AID_NOT_THEM keeps the two apart for ever: they never agree on any ask. The other person cannot tell it from
 * AID_NOT_NOW, and before a second yes nobody sees any difference (the head of store/aid/aid_match.c). When two people
 * are kept apart, the second yes is answered as if the other person had taken the first yes back a moment before. */
enum aid_answer { AID_YES, AID_NOT_NOW, AID_NOT_THEM };
enum result aid_answer(
    struct store *store, const struct actor *actor, int64_t match, enum aid_answer answer, int64_t now);
/* One of the two says that it happened (RULES 3.2). When the asker says so, the ask is done, with all its hands; a
 * weekly ask is then asked again for the next week, and *next is its number (else 0). When the helper says so, the
 * asker is told, and is asked whether it is done or asked again. */
enum result aid_done(struct store *store, const struct actor *actor, int64_t ask, int64_t now, int64_t *next);
/* Offers again what expired, until `ends` (0: aid_default_end()), at most a year from now. */
enum result aid_offer_again(struct store *store, const struct actor *actor, int64_t offer, int64_t ends, int64_t now);
/* She has read that her ask or offer expired, so home tells it no more. For any other one of hers it changes nothing.
 */
enum result aid_end_read(struct store *store, const struct actor *actor, bool is_offer, int64_t id);
/* The asker says that it did not happen: the ask is open again, first in line, until `ends` (0: aid_default_end()), at
 * most a year from now. Also for an ask that expired, unless it is weekly: a weekly ask comes again by itself. When the
 * one for the next week stands already, that one goes first in line, and this one is over. */
enum result aid_again(struct store *store, const struct actor *actor, int64_t ask, int64_t ends, int64_t now);

/* One helper for every week of a weekly ask: what the two said of it, for the reader. */
enum aid_every {
    AID_EVERY_NOT,
    AID_EVERY_SAID,   /* she said so, the other has not answered yet */
    AID_EVERY_ASKED,  /* the other said so, and waits for her yes */
    AID_EVERY_AGREED, /* the ask of each next week is agreed by itself, until either ends it */
    AID_EVERY_ENDED,  /* the other ended it, or it could not go on: so for two days */
};
/* Of two who agreed on one week. `yes` false ends it, or takes a yes back. From the week after on; this week stays as
 * it is. A "not this time" to one week ends that week alone. */
enum result aid_every_week(struct store *store, const struct actor *actor, int64_t match, bool yes, int64_t now);

struct aid_match {
    int64_t id, ask, offer; /* offer 0: none */
    enum match_state state;
    enum aid_state ask_state;   /* with `asker_left`, for aid_match_over_words() */
    bool asker_left;            /* whoever asked is no member any more */
    bool asks;                  /* the actor is the asker, else the helper */
    bool mine_said, other_said; /* the actor, the other person has said yes */
    bool weekly;                /* of the ask */
    enum aid_every every;
    int hands, found;    /* of the ask: how many helpers it wants, and how many agreed */
    int64_t made, until; /* until: when waiting for a yes ends */
    int64_t agreed;
    int64_t starts, ends; /* the time that ask and offer share; starts 0: it has begun */
    int64_t wiped_at;     /* when its private thread is emptied; 0: it is not done yet */
    bool helper_done;     /* agreed, and the helper said that it happened */
    bool happened_due; /* ask her "Did it happen?" (RULES 3.2): the window is over, or she is the asker and the helper
                          said so */
    bool is_new; /* the other's yes made it agreed, and she has not looked since (aid_messages_read); or it ended after
                  * that, because the other person could not come or a yes was struck */
    int unread;  /* unread messages of the other in the private thread */
    int64_t unread_at; /* when the newest of them was written; 0: there is none */
    int64_t seen;      /* the last message of the thread that she read */
    int64_t unit;      /* where it was asked; 0 when she may not know that (veiled) */
    enum aid_kind kind;
    enum aid_urgency urgency;
    char line[AID_LINE_MAX * 4 + 1];
    char other[HANDLE_BYTES + 64]; /* "a neighbour, block C" until both said yes */
    bool veiled; /* for a helper of another unit, until both said yes: the urgency is not told, and the line is that of
                    a veiled struct aid */
    enum aid_from from;        /* whether the other is of another unit */
    char home[AID_HOME_BYTES]; /* "" until both said yes; with the name of another unit: "C 14, Second Street" */
    char reach[AID_REACH_MAX * 4 + 1]; /* "" until both said yes */
    char by_hand[160];             /* "by thandi's hand": the hand that wrote for the other; "" until both said yes */
    char reason[AID_REASON_BYTES]; /* why they were suggested to each other; "" when there is no offer */
};
/* Her matches that are not over, and her done ones while their thread is kept. First those that wait for her, then the
 * newest. */
enum result aid_matches(
    struct store *store, const struct actor *actor, int64_t now, size_t limit, struct aid_match *out, size_t *count);
/* Those of one ask of hers: its hands. */
enum result aid_matches_of(struct store *store, const struct actor *actor, int64_t ask, int64_t now, size_t limit,
    struct aid_match *out, size_t *count);
enum result aid_match_get(
    struct store *store, const struct actor *actor, int64_t match, int64_t now, struct aid_match *out);

/* The private thread of the two, oldest first. */
struct aid_message {
    int64_t id, at;
    bool mine;
    char *body; /* aid_messages_free */
};
enum result aid_say(struct store *store, const struct actor *actor, int64_t match, const char *body, int64_t now);
enum result aid_messages(struct store *store, const struct actor *actor, int64_t match, int64_t after, size_t limit,
    struct aid_message *out, size_t *count);
/* The last `limit` messages before message `before` (0: the newest ones). They come oldest first, too. */
enum result aid_messages_before(struct store *store, const struct actor *actor, int64_t match, int64_t before,
    size_t limit, struct aid_message *out, size_t *count);
void aid_messages_free(struct aid_message *words, size_t count);
/* She looked at the thread, and has read it up to message `upto` (0: it was empty). */
enum result aid_messages_read(struct store *store, const struct actor *actor, int64_t match, int64_t upto);

/* --- about her --- */
struct aid_about {
    uint32_t languages;
    char reach[AID_REACH_MAX * 4 + 1]; /* a phone number, a door bell; shown to those she agreed with, until their
                                          private thread is wiped */
};
enum result aid_about_get(struct store *store, const struct actor *actor, struct aid_about *out);
enum result aid_about_set(struct store *store, const struct actor *actor, const struct aid_about *in);

/* --- matching night: RULES 3.5. A coordinator (a seat) runs it; in founding time any member may --- */
struct aid_pair {
    int64_t ask, offer, match; /* match 0: not written (a dry run) */
    int64_t starts, ends;      /* the time that both share */
    int score;
    enum aid_kind kind;
    enum aid_urgency urgency; /* callers must not show it unless `from` is AID_FROM_HERE (RULES 3.7) */
    enum aid_from from;       /* of the ask */
    char ask_line[AID_LINE_MAX * 4 + 1], offer_line[AID_LINE_MAX * 4 + 1];
    char asker[64], helper[HANDLE_BYTES]; /* the asker: "a neighbour, block C" */
    char reason[AID_REASON_BYTES];
    enum aid_drop drop; /* of a pair that was left out: why */
};
struct aid_night {
    struct aid_pair *pairs; /* in the order of the asks; aid_night_free */
    size_t count;
    int64_t asks, offers;      /* how many were open */
    int64_t hands;             /* how many helpers these asks still wanted */
    int64_t went_by;           /* pairs that no longer fitted when they were to be written: somebody was quicker */
    struct aid_pair *left_out; /* of open asks and offers: pairs that a coordinator left out, with `drop` */
    size_t left_count;
};
/* Leaves a pair out of this night and those to come, with a reason in words of things; a suggestion of it that nobody
 * answered ends, and nobody is told. aid_pair_keep() takes that back. Allowed to those whom aid_may_match() allows a
 * night. */
enum result aid_pair_drop(
    struct store *store, const struct actor *actor, int64_t ask, int64_t offer, enum aid_drop why, int64_t now);
enum result aid_pair_keep(struct store *store, const struct actor *actor, int64_t ask, int64_t offer, int64_t now);
/* May the actor run a matching night now? A coordinator may only during her term. */
bool aid_may_match(struct store *store, const struct actor *actor, int64_t now);
/* Runs a matching night; writes nothing when `dry_run`. What an earlier night suggested too keeps its number.
 * `progress` (or NULL) is called now and then; when it returns false the run ends, nothing is written, and the result
 * is RESULT_CONFLICT. */
enum result aid_match_all(struct store *store, const struct actor *actor, bool dry_run, int64_t now,
    bool (*progress)(void *context, int done, int of), void *context, struct aid_night *out);
/* The pairs of the last night that nobody has answered yet, to print them again. *at is when they were written, or 0
 * when there was no night. `asks` and `offers` count those that are open now. Allowed to those whom aid_may_match()
 * allows a night. */
enum result aid_night_written(
    struct store *store, const struct actor *actor, int64_t now, struct aid_night *out, int64_t *at);
void aid_night_free(struct aid_night *night);

/* --- for home, and for the board --- */
enum aid_due_kind {
    AID_DUE_SUITS,       /* somebody asks for today what she offers */
    AID_DUE_SUGGESTED,   /* a matching night suggested somebody; neither said yes yet */
    AID_DUE_ANSWER,      /* the other said yes, and waits for hers */
    AID_DUE_MESSAGE,     /* the other wrote a message */
    AID_DUE_AGREED,      /* the other said yes, and she has not looked since */
    AID_DUE_HAPPENED,    /* "Did it happen?" */
    AID_DUE_WEEKLY,      /* the other would do it every week */
    AID_DUE_SOON,        /* agreed, and begins within three hours */
    AID_DUE_NOT_NOW,     /* she said yes, and the other did not: shown for a day, without a match to go to */
    AID_DUE_FELL,        /* they had agreed, and the other could not, or withdrew: shown for two days */
    AID_DUE_ENDS,        /* her ask or offer ends soon, and nobody answered */
    AID_DUE_ENDED,       /* her ask or offer expired: shown until she has read it (aid_end_read) */
    AID_DUE_NIGHT,       /* she is a coordinator, and there was no matching night for a week; id 0, `unit` is set */
    AID_DUE_WOMAN,       /* her claim to be a woman was suspended (claim.h); id 0 */
    AID_DUE_WEEKLY_OVER, /* it is not every week any more */
    AID_DUE_COMES,       /* agreed, and still to come: nothing waits for her, home tells it with what is hers to do */
};
struct aid_due {
    enum aid_due_kind kind;
    bool is_offer;
    int64_t id, match;    /* id: of the ask or offer */
    int64_t unit;         /* its unit, for members of several units; 0: it has no unit */
    int64_t at;           /* the time that the line shows: when it came, begins, or ends; 0: none */
    int64_t starts, ends; /* of a match: the time that the two share; ends 0: none */
    enum aid_kind aid_kind;
    enum aid_from from;
    bool is_private; /* a shared computer only counts it (RULES 1.6) */
    char who[HANDLE_BYTES + 64], line[AID_LINE_MAX * 4 + 1], place[AID_PLACE_MAX * 4 + 1];
};
enum result aid_due_list(
    struct store *store, const struct actor *actor, int64_t now, size_t limit, struct aid_due *out, size_t *count);
/* Of the unit where she is, its own. An ask that climbed here is counted where it was asked and nowhere else, as in
 * aid_statistics() (RULES 3.8). */
struct aid_totals {
    int asks, offers, new_asks, new_offers; /* open ones; at most 100: "99+" */
};
enum result aid_totals(struct store *store, const struct actor *actor, struct aid_totals *out);
enum result aid_look(struct store *store, const struct actor *actor); /* she has seen the board: nothing on it is new */

/* Says in words everything that other units would read of an ask if it climbed, and when that is (RULES 3.7). *when 0:
 * it has climbed already. `words` is "" when the ask is met or over. */
enum result aid_ask_climb(
    struct store *store, const struct actor *actor, int64_t ask, int64_t *when, char *words, size_t size);

/* Statistics of the last `days` days: what was asked in the unit where she is. RULES 3.8. */
struct aid_statistic {
    enum aid_kind kind;
    enum aid_urgency urgency;
    int64_t asked, met;
    int64_t hours; /* until an ask was met, the median; 0: none was met */
};
enum result aid_statistics(struct store *store, const struct actor *actor, int days, int64_t now,
    struct aid_statistic *out, size_t limit, size_t *count);
/* A proposal that the house drafted because ten asks of one kind were not met in 30 days. A member opens a thread with
 * its text, which she may change. Then the proposal is hers, and the house shows it to nobody else. */
struct aid_proposal {
    int64_t id, made;
    enum aid_kind kind;
    int asked, unmet;
};
enum result aid_proposals(
    struct store *store, const struct actor *actor, size_t limit, struct aid_proposal *out, size_t *count);
enum result aid_proposal_taken(struct store *store, const struct actor *actor, int64_t proposal, int64_t thread);

/* For the caretaker: ends waits that are over, expires asks, and sends warnings, reminders and drafted proposals.
 * Returns how many rows changed, -1 on failure. store_wrote() then gives the hints. */
int aid_tick(struct store *store, int64_t now);

#endif
