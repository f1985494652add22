/*
 * aid.h: mutual aid: asks, offers, who meets whom, and what comes of it. RULES 3.
 *
 * An ask shows "a neighbour, block C" until its asker accepted somebody; from then on the two know each other's name
 * and how to reach each other, in a private thread of the two. Nothing here counts or compares people: suggestions
 * compare an ask with an offer, and statistics know kinds and urgencies alone.
 *
 * An ask is open, answered (one of the two said yes, the other's yes is waited for), agreed, and done; or withdrawn, or
 * expired. One helper holds it at a time: whoever comes second is told that somebody was first (RESULT_CONFLICT).
 * Fourteen days after an ask or offer ended all of it but its numbers is emptied (store_forget).
 *
 * Members of a unit read and write its asks and offers. An ask that nobody met climbs to other units of the house, when
 * its asker agreed (RULES 3.7). Asks and offers of two houses meet when houses confederate.
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
    AID_UNANSWERED_MOST = 2, /* "I can"s of one helper that no asker answered yet (RULES 3.3) */
    AID_OPEN_MOST = 20,      /* asks of one member that are open at once, and offers */
    AID_SUGGESTIONS = 10,
    AID_REASON_BYTES = 200,
    AID_HOME_BYTES = 300,
};

/* What an ask or an offer is made of. Fields of the other one are not looked at. */
struct aid_form {
    enum aid_kind kind;
    const char *line, *details; /* details may be "" or NULL */
    int many;                   /* an ask: how many it is for; an offer: the most it gives at once, 0: no bound */
    int64_t starts, ends;       /* the window; starts 0: from now on; ends 0: aid_default_end() after it
                                 * begins; of what comes weekly both are needed */
    const char *place;          /* block or cross street; NULL or "": her home's block */
    uint32_t languages;         /* a bit each, aid_rule.h; 0: those that she named about herself, else any */
    bool weekly;
    /* of an ask */
    enum aid_urgency urgency;
    enum aid_who who_may;
    const char *named[AID_NAMED_MAX]; /* handles, when who_may is AID_NAMED; up to the first NULL */
    enum aid_climbs climbs;           /* refused with AID_MY_BLOCK and AID_NAMED: these never climb */
    /* of an offer */
    int capacity; /* how many asks it can take; of a weekly one, a week */
    bool learner;
};
enum result ask_make(
    struct store *store, const struct actor *actor, const struct aid_form *form, int64_t now, int64_t *ask);
enum result offer_make(
    struct store *store, const struct actor *actor, const struct aid_form *form, int64_t now, int64_t *offer);

/* Before an ask is sent: do its words stand in a post that bears the asker's name? An ask is by "a neighbour"; whoever
 * read that post knows by whom. *post: the newest such of her last ones; 0: none. */
enum result ask_recognised(struct store *store, const struct actor *actor, const struct aid_form *form, int64_t *post);

/* An ask or an offer, as it is shown to the actor. What is veiled has its kind, window, `many` and area; its line says
 * these in words; the rest is empty, "whenever", and "anyone". */
struct aid {
    bool is_offer;
    int64_t id, unit, at, starts, ends;
    enum aid_kind kind;
    enum aid_urgency urgency; /* of an ask */
    enum aid_state state;
    int many, capacity, left; /* left: of the capacity */
    uint32_t languages;
    enum aid_who who_may;
    bool weekly, learner, again;
    enum aid_climbs climbs;
    bool mine;
    enum aid_from from;
    bool veiled;                 /* of another unit, and not both said yes */
    bool line_told;              /* veiled, but its line is the asker's own: she agreed to that, and the actor can */
    bool is_new;                 /* came since she last looked at the board */
    bool may_answer;             /* an ask: she may say "I can" just now */
    int64_t match;               /* an ask: that match of it which is the actor's to know of; 0: none */
    char who[HANDLE_BYTES + 64]; /* "a neighbour, block C"; a name once the actor may know it; "you" never: see mine */
    char place[AID_PLACE_MAX * 4 + 1];
    char line[AID_LINE_MAX * 4 + 1]; /* in words where it was forgotten */
    char by_hand[160];               /* "by thandi's hand, not confirmed yet" (RULES 1.8); "": she wrote it herself */
    char *details;                   /* aids_free */
};
void aids_free(struct aid *aids, size_t count);

struct aid_filter {
    bool offers;         /* false: asks */
    int kind, urgency;   /* -1: any */
    const char *place;   /* NULL: any */
    int64_t from, until; /* whose window meets this one; 0: no bound */
    bool mine;           /* the actor's own, in every state that is not forgotten */
    bool open;           /* only what nobody answered yet; else answered and agreed ones too, while they go on */
};
/* Asks by urgency, asked-again ones first, then the older one; offers and her own newest first. After the asks of the
 * unit come those that climbed to it, the nearer first, and of these whatever ends soonest; a filter of place or
 * urgency leaves them out. `after`: the last one of the page before, NULL: the first page. */
enum result aid_list(struct store *store, const struct actor *actor, const struct aid_filter *filter,
    const struct aid *after, int64_t now, size_t limit, struct aid *out, size_t *count);
enum result ask_get(struct store *store, const struct actor *actor, int64_t ask, int64_t now, struct aid *out);
enum result offer_get(struct store *store, const struct actor *actor, int64_t offer, int64_t now, struct aid *out);

/* Whoever holds it, or was suggested, is told. A withdrawn ask cannot be taken back: it is asked anew. */
enum result ask_withdraw(struct store *store, const struct actor *actor, int64_t ask, int64_t now);
enum result offer_withdraw(struct store *store, const struct actor *actor, int64_t offer, int64_t now);

/* The best that fit, best first, with the reason in words (RULES 3.4): offers for an ask of hers, asks for an offer of
 * hers. What she answered with "not this time" is left out. */
struct aid_suggestion {
    struct aid aid;
    int score;
    char helper[96]; /* of an offer for an ask that women alone answer: "a woman of block C, 5 months here"; else "" */
    char reason[AID_REASON_BYTES];
};
enum result aid_suggestions(struct store *store, const struct actor *actor, bool is_offer, int64_t id, int64_t now,
    size_t limit, struct aid_suggestion *out, size_t *count);

/* --- who meets whom --- */

/* Each of these may be done by another's hand (RULES 1.8), and then stands on her slip. */
/* "I can", with one of her offers (0: without). */
enum result aid_can(
    struct store *store, const struct actor *actor, int64_t ask, int64_t offer, int64_t now, int64_t *match);
/* The asker asks the neighbour behind an offer that was suggested to her. */
enum result aid_choose(
    struct store *store, const struct actor *actor, int64_t ask, int64_t offer, int64_t now, int64_t *match);
/* The asker's yes to whoever said "I can". */
enum result aid_accept(struct store *store, const struct actor *actor, int64_t ask, int64_t now);
/* RULES 3.6. After both said yes, AID_NOT_NOW means that it falls through: the ask is open again, first in line. No is
 * final for the two and this ask: a helper to whom the asker said no cannot say "I can" to it again, and a neighbour
 * who said no is not chosen for it again.
 * AID_NOT_THEM keeps the two apart for good: they never come to agree. The other cannot tell it from AID_NOT_NOW, and
 * nothing that anybody sees differs before a second yes (the head of store/aid/aid_match.c). A second yes of two who
 * are kept apart is answered as if the other's had been taken back a moment before. */
enum aid_answer { AID_YES, AID_NOT_NOW, AID_NOT_THEM };
enum result aid_answer(
    struct store *store, const struct actor *actor, int64_t match, enum aid_answer answer, int64_t now);
/* It happened (RULES 3.2). The asker's word ends it; a weekly ask is asked again for the next week: *next, else 0. The
 * helper's is told to the asker, who is asked then: done, or again. */
enum result aid_done(struct store *store, const struct actor *actor, int64_t ask, int64_t now, int64_t *next);
/* It did not happen: asked again, first in line, until `ends` (0: aid_default_end), a year from now at most. By the
 * asker; also of an ask that expired, unless it is weekly: that one comes again by itself. */
enum result aid_again(struct store *store, const struct actor *actor, int64_t ask, int64_t ends, int64_t now);

struct aid_match {
    int64_t id, ask, offer; /* offer 0: none */
    enum match_state state;
    bool asks;                  /* the actor is the asker, else the helper */
    bool mine_said, other_said; /* yes */
    int64_t made, until;        /* until: when waiting for a yes ends */
    int64_t agreed, starts, ends;
    int64_t wiped_at;  /* when its private thread is emptied; 0: it is not done yet */
    bool helper_done;  /* agreed, and the helper said that it happened */
    bool happened_due; /* "Did it happen?" (RULES 3.2): the window is over, or, of the asker, the helper said so */
    bool is_new; /* the other's yes made it agreed, and she has not looked since (aid_messages_read); or the other, or
                  * a striking, let it fall through */
    int unread;  /* words of the other in the private thread */
    int64_t unread_at; /* the newest of them; 0: there is none */
    int64_t seen;      /* the last word of the thread that she read */
    int64_t unit;      /* where it was asked; 0 where that is not told (veiled) */
    enum aid_kind kind;
    enum aid_urgency urgency;
    char line[AID_LINE_MAX * 4 + 1];
    char other[HANDLE_BYTES + 64]; /* "a neighbour, block C" until both said yes */
    bool veiled; /* to a helper of another unit, until both said yes: its urgency is not told, its line as struct aid
                    has it */
    enum aid_from from;                /* whether the other is of another unit */
    char home[AID_HOME_BYTES];         /* "" until then; of another unit with its name: "C 14, Second Street" */
    char reach[AID_REACH_MAX * 4 + 1]; /* "" until then */
    char by_hand[160];                 /* "by thandi's hand": how the other's side was written; "" until then */
    char reason[AID_REASON_BYTES];     /* why they were suggested to each other; "" where there is no offer */
};
/* Those that go on, and those done whose thread is not wiped: what waits for her first, then the newest. */
enum result aid_matches(
    struct store *store, const struct actor *actor, int64_t now, size_t limit, struct aid_match *out, size_t *count);
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
/* The last `limit` before a word (0: the newest), oldest first all the same. */
enum result aid_messages_before(struct store *store, const struct actor *actor, int64_t match, int64_t before,
    size_t limit, struct aid_message *out, size_t *count);
void aid_messages_free(struct aid_message *words, size_t count);
/* She looked, and has read up to this word (0: there was none). */
enum result aid_messages_read(struct store *store, const struct actor *actor, int64_t match, int64_t upto);

/* --- about her --- */
struct aid_about {
    uint32_t languages;
    char reach[AID_REACH_MAX * 4 + 1]; /* a number, a bell; told to those she agreed with, until it is wiped */
};
enum result aid_about_get(struct store *store, const struct actor *actor, struct aid_about *out);
enum result aid_about_set(struct store *store, const struct actor *actor, const struct aid_about *in);

/* --- matching night: RULES 3.5. By a coordinator (a seat); in founding time, when no seat binds, by any member --- */
struct aid_pair {
    int64_t ask, offer, match; /* match 0: not written (a dry run) */
    int score;
    enum aid_kind kind;
    enum aid_urgency urgency; /* not told of an ask that climbed here */
    enum aid_from from;       /* of the ask */
    char ask_line[AID_LINE_MAX * 4 + 1], offer_line[AID_LINE_MAX * 4 + 1];
    char asker[64], helper[HANDLE_BYTES]; /* the asker: "a neighbour, block C" */
    char reason[AID_REASON_BYTES];
};
struct aid_night {
    struct aid_pair *pairs; /* in the order of the asks; aid_night_free */
    size_t count;
    int64_t asks, offers; /* that were open */
    int64_t went_by;      /* pairs that no longer fitted when they were written: somebody was quicker */
};
bool aid_may_match(struct store *store, const struct actor *actor, int64_t now); /* her term may be over */
/* `progress` (or NULL) is called now and then; its false ends the run, which then wrote nothing (RESULT_CONFLICT). */
enum result aid_match_all(struct store *store, const struct actor *actor, bool dry_run, int64_t now,
    bool (*progress)(void *context, int done, int of), void *context, struct aid_night *out);
/* What the last night wrote and nobody answered yet, to print it again: its pairs, and when it was written (0: there is
 * none). `asks` and `offers` are those open now. The same may read it as may run one. */
enum result aid_night_written(
    struct store *store, const struct actor *actor, int64_t now, struct aid_night *out, int64_t *at);
void aid_night_free(struct aid_night *night);

/* --- for home, and for the board --- */
enum aid_due_kind {
    AID_DUE_SUITS,     /* somebody asks for today what she offers */
    AID_DUE_SUGGESTED, /* a matching night suggested somebody; neither said yes yet */
    AID_DUE_ANSWER,    /* her yes is waited for */
    AID_DUE_WORD,      /* the other wrote */
    AID_DUE_AGREED,    /* the other said yes, and she has not looked since */
    AID_DUE_HAPPENED,  /* "Did it happen?" */
    AID_DUE_SOON,      /* agreed, and begins within three hours */
    AID_DUE_NOT_NOW,   /* she said yes, and the other did not: said for a day, without a match to go to */
    AID_DUE_FELL,      /* agreed, and the other could not, or withdrew: said for two days */
    AID_DUE_ENDS,      /* her ask or offer ends soon, and nobody answered */
    AID_DUE_WOMAN,     /* her word that she is a woman was suspended (claim.h); id 0 */
};
struct aid_due {
    enum aid_due_kind kind;
    bool is_offer;
    int64_t id, match; /* of the ask or offer */
    int64_t unit;      /* where that stands, for who belongs to several; 0: of none */
    int64_t at;        /* what the line is about: when it came, begins, or ends */
    enum aid_kind aid_kind;
    enum aid_from from;
    bool is_private; /* not for the screen of a shared computer (RULES 1.6) */
    char who[HANDLE_BYTES + 64], line[AID_LINE_MAX * 4 + 1], place[AID_PLACE_MAX * 4 + 1];
};
enum result aid_due_list(
    struct store *store, const struct actor *actor, int64_t now, size_t limit, struct aid_due *out, size_t *count);
struct aid_totals {
    int asks, offers, new_asks, new_offers; /* open ones; at most 100: "99+" */
};
enum result aid_totals(struct store *store, const struct actor *actor, struct aid_totals *out);
enum result aid_look(struct store *store, const struct actor *actor); /* she looked: nothing on the board is new */

/* What climbs, if she agreed, and when (RULES 3.7): the whole of it, in words. *when 0: it climbed, and is shown in
 * other units. "" when it is met or over. */
enum result ask_climb(
    struct store *store, const struct actor *actor, int64_t ask, int64_t *when, char *words, size_t size);

/* RULES 3.8; of the last `days` days. */
struct aid_statistic {
    enum aid_kind kind;
    enum aid_urgency urgency;
    int64_t asked, met;
    int64_t hours; /* to meet, in the middle (median); 0: none was met */
};
enum result aid_statistics(struct store *store, const struct actor *actor, int days, int64_t now,
    struct aid_statistic *out, size_t limit, size_t *count);
/* A proposal that the house drafted, because ten asks of one kind were not met in 30 days. A member opens a thread with
 * its words, which are hers to change; then it is hers, and nobody else is asked. */
struct aid_proposal {
    int64_t id, made;
    enum aid_kind kind;
    int asked, unmet;
};
enum result aid_proposals(
    struct store *store, const struct actor *actor, size_t limit, struct aid_proposal *out, size_t *count);
enum result aid_proposal_taken(struct store *store, const struct actor *actor, int64_t proposal, int64_t thread);

/* --- for the caretaker: waits that are over, asks that expire, warnings, reminders, drafts. Returns how much changed,
 * -1 on failure; store_wrote() has the hints. --- */
int aid_tick(struct store *store, int64_t now);

#endif
