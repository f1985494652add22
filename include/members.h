/*
 * members.h: people, homes, units, and the ways in. RULES 1.
 *
 * Handles are 2-20 letters (one in Han), digits, - _ and ', of one script, not beginning with - or ', compared after
 * NFKC, caseless, without apostrophes and by look-alike, never given twice (RULES 1.5; store/people/handle.h). The
 * store keeps names apart from numbers, so that names can be emptied.
 */
#ifndef BBS_MEMBERS_H
#define BBS_MEMBERS_H

#include "store.h"
#include "units.h"

/* `house_make` is the first write of a new database: the house's own unit (id 1) with boards `welcome` (public) and
 * `general` (unit). */
enum result house_make(struct store *store, const char *name, enum unit_kind kind, int64_t now);
enum { HOUSE_HELP_MAX = 500, HOUSE_HELP_BYTES = HOUSE_HELP_MAX * 4 + 1 };
struct house {
    char name[UNIT_NAME_BYTES]; /* of the unit, cleaned */
    enum unit_kind kind;
    bool demo;          /* a made-up street: says so on top of every screen (RULES 9.3) */
    bool guests;        /* RULES 1.3: off until decided on */
    char now_line[256]; /* RULES 9.1 "danger now"; "" when there is none */
    char address[256];  /* how it is reached, for invitation cards: "bbs.example.org:2222"; "" when nobody said */
    char help[HOUSE_HELP_BYTES]; /* numbers of help outside, "NAME NUMBER; NAME NUMBER" (hurt.h) */
    char blocks[256];            /* of the street, "A B C"; "": nobody said which, so any passes (homes.h) */
    int64_t founded;             /* when the tenth home came in; 0: it is founding time, all is "for now" (RULES 1.2) */
    int64_t homes, members;
    int64_t units; /* communes and forums in the house: with one alone no face speaks of units */
};
/* The house, and what is the unit's own; `unit` 0: the house alone. */
enum result house_get(struct store *store, int64_t unit, struct house *house);
enum result house_set(struct store *store, const struct actor *actor, const char *name, const char *value, int64_t now);
/* Operator only. Names of the house: "guests", "demo", "address"; of the unit that is actor->here: "now", "blocks"
 * (homes.h), "help" (hurt.h). */

enum result unit_add(struct store *store, const struct actor *actor, const char *name, enum unit_kind kind,
    int64_t parent, int64_t now, int64_t *unit);
enum result unit_join(struct store *store, const struct actor *actor, int64_t unit, int64_t member, int64_t now);

/* parent 0: none. Refused where `parent` is a street, workplace or caucus, or is below `unit`. */
enum result unit_set_parent(struct store *store, const struct actor *actor, int64_t unit, int64_t parent);
enum { STEWARDS_MOST = 2 };          /* RULES 1.10: of two homes */
int64_t seat_term(const char *name); /* seconds; RULES 5.5 */
/* A task for a term; operator only, until assemblies give them. Names as in RULES: "steward", "greeter" ... A third
 * steward, and a second of one home, is refused. */
enum result seat_give(struct store *store, const struct actor *actor, int64_t unit, const char *name, int64_t member,
    int64_t until, int64_t now);

/* At any time: by the operator, or by whoever has it. */
enum result seat_take_back(
    struct store *store, const struct actor *actor, int64_t unit, const char *name, int64_t member, int64_t now);

struct seat {
    char name[32], handle[HANDLE_BYTES], home[32];
    int64_t until;
};
/* Who does what in the house just now, in the order in which it was given. */
enum result seats_list(
    struct store *store, const struct actor *actor, int64_t now, struct seat *out, size_t limit, size_t *count);

struct member {
    int64_t id;
    char handle[HANDLE_BYTES]; /* "a former member" once she left */
    char home[32];             /* block and number, "C 14" */
    char language[16];         /* "" = the house's */
    int64_t joined, seen;      /* seen = 0: never, or before what is kept */
    bool left, password_due;   /* somebody else set her password: changed at first log-in (RULES 1.4) */
    bool waits;                /* she has an account and no home yet: a home has to say yes (newcomers.h) */
    bool by_hand;              /* she has no device: others write for her (RULES 1.8) */
    bool online;               /* only true for those who chose to be seen, or oneself */
};
struct member_new {
    const char *handle, *home; /* home "C 14" is made if it is new; NULL: a worker of a forum who lives nowhere here */
    const char *password;      /* NULL: none. Hashed by argon2id here. At least 8 characters */
    const char *key;           /* NULL, or one line as in authorized_keys: ed25519, rsa >= 3072, ecdsa-sha2-nistp256 */
    bool password_due;
};
/* From the shell. Until the house is founded she is a member at once; then she waits until a home says yes. The house
 * itself (ACTOR_CARETAKER), which makes a made-up street, asks nobody. */
enum result member_add(
    struct store *store, const struct actor *actor, const struct member_new *form, int64_t now, int64_t *member);
bool may_know_people(const struct actor *actor); /* who lives here is not for guests */
/* By name or number, whom she may know of (RULES 1.0): people of her units, with whom she agreed on an ask, whose posts
 * she can read. `home` is "" where that is in a street that is not hers. */
enum result member_by_handle(struct store *store, const struct actor *actor, const char *handle, struct member *out);
enum result member_get(struct store *store, const struct actor *actor, int64_t member, struct member *out);
/* Since when the actor belongs to the unit where she is; where she lives, since she came to live there; 0: she does not
 * belong to it. Her vote counts from then (invitations.h). */
int64_t member_since(struct store *store, const struct actor *actor);
/* In handle order after `after` ("" for the first page); returns in *count how many of `limit` were filled. */
enum result members_list(struct store *store, const struct actor *actor, const char *after, size_t limit, int64_t now,
    struct member *out, size_t *count);
/* RULES 10.2: she leaves; contact data, keys and password are gone at once, posts stay under "a former member". */
enum result member_leave(struct store *store, const struct actor *actor, int64_t now);
/* RULES 10.2: all the program keeps about her, as JSON text; the caller frees. */
enum result member_file(struct store *store, const struct actor *actor, char **json);

/* Presence: `who` gives a number; names only of those who chose to be seen (RULES 2.3). */
enum result members_online(struct store *store, const struct actor *actor, int64_t now, int64_t *number,
    struct member *seen, size_t limit, size_t *count);

/* --- the ways in (RULES 1.4); called before there is an actor --- */

/* Fills an actor for log-in. A handle nobody has costs the same time as a wrong password. `argon_slots` is the folder
 * descriptor of files whose locks bound how many argon2 runs go on at once, or -1 for no bound. */
enum result login_password(
    struct store *store, const char *handle, const char *password, int argon_slots, int64_t now, struct actor *actor);
/* `blob` is the key in SSH wire format. Both the probe and the proof ask here; only the caller knows which it was. */
enum result login_key(
    struct store *store, const char *handle, const unsigned char *blob, size_t length, struct actor *actor);
enum result login_guest(struct store *store, struct actor *actor); /* refused where guests are not let in */
/* For the operator's shell, the caretaker, tests and `bbs console` (which asks for the password itself). */
enum result actor_for(struct store *store, enum actor_kind kind, const char *handle, struct actor *actor);

/* RULES 1.11: a wrong password slows a handle from one source. The handle as a number, for the gate, which has no key
 * and so cannot tell whose it is: the same for all its spellings, and there is one for a handle that nobody has too. */
int64_t handle_number(struct store *store, const char *handle);
/* The handle as it goes through ssh's command line, which takes no apostrophe: without any. The house finds her by that
 * too. True: something was left out. */
bool handle_for_ssh(const char *handle, char out[HANDLE_BYTES]);
/* She came in from there this month, by whatever way: there she never waits. Of a handle that nobody has: no. */
bool source_is_known(struct store *store, const char *handle, const char *source, int64_t now);

/* What she answered there, "Is this computer shared?". No, after a paper code (or where she had said so before): no
 * code is asked for there while she comes at least once a month. Yes: one is, from then on. */
enum result source_said(
    struct store *store, const struct actor *actor, const char *source, bool shared, bool by_code, int64_t now);

/* --- my settings --- */
struct settings {
    char language[16];                                              /* "", "en", "de" ... */
    bool ascii;                                                     /* lines and arrows in ASCII */
    bool plain;                                                     /* no colour */
    bool line_mode;                                                 /* always line mode */
    bool be_seen;                                                   /* my name may stand in `who` */
    enum shared { SHARED_ASK, SHARED_ALWAYS, SHARED_NEVER } shared; /* is the computer? RULES 1.6; asked at log-in */
};
const char *shared_name(enum shared shared); /* "ask", "always", "never": as it is kept and typed */
/* Whether by this change fewer computers count as shared: from a shared one settings_set takes a proof for it. */
bool settings_less_shared(enum shared before, enum shared after);
bool shared_parse(const char *name, enum shared *shared);
enum result settings_get(struct store *store, const struct actor *actor, struct settings *out);
enum result settings_set(struct store *store, const struct actor *actor, const struct settings *in, int64_t now);
enum result password_change(struct store *store, const struct actor *actor, const char *old_password,
    const char *new_password, int argon_slots,
    int64_t now); /* old is NULL only while a change is due, or just after password_prove() */
/* She sits before a shared computer (RULES 1.6): what opens her door or cannot be undone takes her password again, by
 * password_prove() just before: keys, vouchers, to vouch, fewer shared computers, leaving for good. */
void store_set_shared(struct store *store);
/* Is this hers? RESULT_REFUSED: no, or she has none. Costs as much as a log-in. */
enum result password_check(
    struct store *store, const struct actor *actor, const char *password, int argon_slots, int64_t now);
/* The same; and if it is, it counts as her proof for one act. */
enum result password_prove(
    struct store *store, const struct actor *actor, const char *password, int argon_slots, int64_t now);
bool password_is_set(struct store *store, const struct actor *actor);
/* Somebody else set her password: until she chose her own, require_member() refuses all else (RULES 1.4). */
bool password_is_due(struct store *store, const struct actor *actor);
struct lost_answer; /* lost.h */
/* Operator. Until 14 days after founding it sets a password that is due, shuts what is older for 7 days, and stands on
 * her home screen (1.10): *set. Later it only begins a request, as lost_begin() does: *request. */
enum result password_reset(struct store *store, const struct actor *actor, const char *handle, const char *new_password,
    int64_t now, bool *set, struct lost_answer *request);

/* RULES 1.10: what a steward did to her from the shell: a password, a task, a unit. Newest first, until she read it. */
enum { SHELL_ACTS_MOST = 8 };
struct shell_act {
    int64_t id, at;
    char words[300]; /* a sentence */
};
enum result shell_acts_list(
    struct store *store, const struct actor *actor, struct shell_act *out, size_t limit, size_t *count);
/* She has read these, as shell_acts_list() gave them: whatever came since, or did not fit, still waits. */
enum result shell_acts_seen(
    struct store *store, const struct actor *actor, const struct shell_act *acts, size_t count, int64_t now);

struct key {
    int64_t id, added;
    char type[32], comment[64], fingerprint[64]; /* "SHA256:..." */
};
enum result keys_list(struct store *store, const struct actor *actor, struct key *out, size_t limit, size_t *count);
enum result key_add(struct store *store, const struct actor *actor, const char *line, int64_t now, int64_t *key);
enum result key_remove(struct store *store, const struct actor *actor, int64_t key, int64_t now);

#endif
