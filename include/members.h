/*
 * members.h: people, their homes and tasks, and the ways in. RULES 1.
 *
 * Handles are 2-20 letters (one in Han), digits, - _ and ', of one script, not beginning with - or ', compared after
 * NFKC, caseless, without apostrophes and by look-alike, never given twice (RULES 1.5; store/people/handle.h). The
 * store keeps names apart from numbers, so that names can be emptied.
 */
#ifndef BBS_MEMBERS_H
#define BBS_MEMBERS_H

#include "house.h"

enum { STEWARDS_MOST = 2 }; /* RULES 1.10: of two homes */
/* How long that task is given in that unit, in seconds. RULES 5.5. */
int64_t seat_term(struct store *store, int64_t unit, const char *name);
/* Gives a member a task until `until`. Operator only, as long as there are no assemblies. Names as in RULES: "steward",
 * "greeter" ... Refused for a third steward, and for a second steward of one home. */
enum result seat_give(struct store *store, const struct actor *actor, int64_t unit, const char *name, int64_t member,
    int64_t until, int64_t now);

/* Ends a task at any time. For the operator, and for the member who has the task. */
enum result seat_take_back(
    struct store *store, const struct actor *actor, int64_t unit, const char *name, int64_t member, int64_t now);

struct seat {
    char name[32], handle[HANDLE_BYTES], home[32];
    int64_t until;
};
/* The tasks that members of the unit have now (actor->here), in the order in which they were given. */
enum result seats_list(
    struct store *store, const struct actor *actor, int64_t now, struct seat *out, size_t limit, size_t *count);

struct member {
    int64_t id;
    char handle[HANDLE_BYTES]; /* "a former member" once she left */
    char home[32];             /* block and number, "C 14" */
    char language[16];         /* "" = the house's */
    int64_t joined, seen;      /* seen = 0: never, or before what is kept */
    bool left, password_due;   /* password_due: somebody else set it, and she must change it at log-in (RULES 1.4) */
    bool waits;                /* she has an account and no home yet: a home has to say yes (newcomers.h) */
    bool by_hand;              /* she has no device: others write for her (RULES 1.8) */
    bool online;               /* true only for the actor and for members who chose to be seen */
};
struct member_new {
    const char *handle, *home; /* home "C 14" is made if it is new; NULL: a worker of a forum without a home here */
    const char *password;      /* at least 8 characters, hashed here with argon2id; NULL: none */
    const char *key;           /* NULL, or one line as in authorized_keys: ed25519, rsa >= 3072, ecdsa-sha2-nistp256 */
    bool password_due;
};
/* Adds a member from the shell. Until the house is founded she is a member at once; later she waits until a home says
 * yes. For ACTOR_CARETAKER, which makes the made-up streets, she never waits. */
enum result member_add(
    struct store *store, const struct actor *actor, const struct member_new *form, int64_t now, int64_t *member);
bool person_may_know_people(const struct actor *actor); /* guests may not know the people who live here */
/* Finds a member by name or number, if the actor may know of her (RULES 1.0): people of her own units, people with whom
 * she agreed on an ask, and authors of posts that she can read. `home` is "" for people of another street. */
enum result member_by_handle(struct store *store, const struct actor *actor, const char *handle, struct member *out);
enum result member_get(struct store *store, const struct actor *actor, int64_t member, struct member *out);
/* Since when the actor belongs to the unit where she is; for her own street: since when she lives there. 0: she does
 * not belong to it. The wait for her vote begins then (invitations.h). */
int64_t member_since(struct store *store, const struct actor *actor);
/* RULES 1.1, 1.2: a member votes 14 days after she came in (`since`; `wait` is what the unit decided). Until the
 * founding assembly closes, all who are in vote, and who came before votes at once later too. `assembled`: when it
 * closed, 0: not yet. Pure. */
bool member_may_vote(int64_t since, int64_t assembled, int64_t wait, int64_t now);
/* The same of a member of that unit: 0: she votes now; INT64_MAX: she does not belong to it. */
int64_t member_votes_from(struct store *store, int64_t unit, int64_t member, int64_t now);
/* And her account was not restored lately (RULES 1.9). */
bool member_votes(struct store *store, int64_t unit, int64_t member, int64_t now);
/* In handle order after `after` ("" for the first page); returns in *count how many of `limit` were filled. */
enum result members_list(struct store *store, const struct actor *actor, const char *after, size_t limit, int64_t now,
    struct member *out, size_t *count);
/* How many people members_list() gives, all pages together. */
enum result members_count(struct store *store, const struct actor *actor, int64_t *count);
/* RULES 10.2: she leaves; contact data, keys and password are gone at once, posts stay under "a former member". */
enum result member_leave(struct store *store, const struct actor *actor, int64_t now);
/* RULES 10.2: all the program keeps about her, as JSON text; the caller frees. On a shared computer it takes her
 * password again (RULES 1.6): her caucuses, letters and care stand in it. */
enum result member_file(struct store *store, const struct actor *actor, int64_t now, char **json);

/* Who is logged in now: the number of all, and the names of those who chose to be seen (RULES 2.3). */
enum result members_online(struct store *store, const struct actor *actor, int64_t now, int64_t *number,
    struct member *seen, size_t limit, size_t *count);

/* --- the ways in (RULES 1.4); called before there is an actor --- */

/* Fills an actor for log-in. A handle that nobody has takes as long as a wrong password. `argon_slots` is the
 * descriptor of a folder of files whose locks limit how many argon2 runs go on at the same time; -1: no limit. */
enum result login_password(
    struct store *store, const char *handle, const char *password, int argon_slots, int64_t now, struct actor *actor);
/* `blob` is the key in SSH wire format. Called when a client only offers the key, and again when it proves that it has
 * it; the caller must tell the two apart. */
enum result login_key(
    struct store *store, const char *handle, const unsigned char *blob, size_t length, struct actor *actor);
enum result login_guest(struct store *store, struct actor *actor); /* refused when the house lets no guests in */
/* RULES 1.11: a wrong password slows a handle from one source. This is the handle as a number for the gate, which has
 * no key and so cannot find out the handle. All spellings of a handle have one number; a handle that nobody has also
 * has one. */
int64_t source_handle_number(struct store *store, const char *handle);
/* The handle without apostrophes, because ssh's command line takes none. The house finds her by this form, too. True
 * when something was left out. */
bool handle_for_ssh(const char *handle, char out[HANDLE_BYTES]);
/* True when she logged in from this source in the last month, in any way: there she never has to wait (RULES 1.11).
 * False for a handle that nobody has. */
bool source_is_known(struct store *store, const char *handle, const char *source, int64_t now);

/* Notes her answer to "Is this computer shared?" at this source. No (`shared` false) counts only after a paper code
 * (`by_code`); then no code is asked for there as long as she comes at least once a month. After yes a code is asked
 * for. */
enum result source_said(
    struct store *store, const struct actor *actor, const char *source, bool shared, bool by_code, int64_t now);

/* --- my settings --- */
struct settings {
    char language[16]; /* "", "en", "de" ... */
    bool ascii;        /* lines and arrows in ASCII */
    bool plain;        /* no colour */
    bool line_mode;    /* always line mode */
    bool be_seen;      /* her name may stand in `who` */
    bool silence; /* her greeter may hear that she was silent for 14 days (care.h); as she came in the answer is no */
    enum shared { SHARED_ASK, SHARED_ALWAYS, SHARED_NEVER } shared; /* is her computer shared? RULES 1.6 */
    /* How lists show the selected row. Its sign stands before it in every case. */
    enum marking { MARKING_REVERSE, MARKING_BOLD, MARKING_SIGN } marking;
};
const char *settings_shared_name(enum shared shared); /* "ask", "always", "never": as it is kept and typed */
/* True when after this change fewer computers count as shared. On a shared computer settings_set() needs a proof for it
 * (password_prove). */
bool settings_less_shared(enum shared before, enum shared after);
bool settings_shared_parse(const char *name, enum shared *shared);
const char *settings_marking_name(enum marking marking); /* "reverse", "bold", "sign": as it is kept and typed */
bool settings_marking_parse(const char *name, enum marking *marking);
enum result settings_get(struct store *store, const struct actor *actor, struct settings *out);
enum result settings_set(struct store *store, const struct actor *actor, const struct settings *in, int64_t now);
/* Her own new password. `old_password` is NULL only while a change is due, when she has none, or just after
 * password_prove(). RESULT_REFUSED: the old one is wrong, or the new one is the one that somebody else set (RULES 1.4).
 */
enum result password_change(struct store *store, const struct actor *actor, const char *old_password,
    const char *new_password, int argon_slots, int64_t now);
/* Checks whether this is her password. RESULT_REFUSED when it is not, or when she has none. Takes as long as a log-in.
 */
enum result password_check(
    struct store *store, const struct actor *actor, const char *password, int argon_slots, int64_t now);
/* The same. A right password counts as a proof for one act. */
enum result password_prove(
    struct store *store, const struct actor *actor, const char *password, int argon_slots, int64_t now);
/* She logged in by key. When she has no password, that counts as a proof for one act, as long as a typed one. */
void password_prove_by_key(struct store *store, const struct actor *actor, int64_t now);
/* For a face, before such an act. */
enum proves {
    PROVES_NOTHING,     /* the computer is not shared: nothing is to prove */
    PROVES_BY_PASSWORD, /* ask for it */
    PROVES_BY_KEY,      /* she has none, and her log-in by key counts still: the act may go on */
    PROVES_NOT,         /* she has none, and it counts no more: the reason says the way out */
};
enum proves password_proves(struct store *store, const struct actor *actor, int64_t now);
bool member_has_password(struct store *store, const struct actor *actor);
/* True when somebody else set her password. Until she has chosen her own, rights_require_member() refuses everything
 * else (RULES 1.4). */
bool member_password_is_due(struct store *store, const struct actor *actor);
struct lost_answer; /* lost.h */
/* Operator only. Until 14 days after founding it sets a password (*set true): she must change it at log-in, older
 * letters and drafts stay shut for 7 days, and it stands on her home screen (RULES 1.10). Later it only begins a
 * request, as lost_begin() does, and fills *request. */
enum result password_reset(struct store *store, const struct actor *actor, const char *handle, const char *new_password,
    int64_t now, bool *set, struct lost_answer *request);

/* RULES 1.10: acts of a steward from the shell that concern her (a password, a task, a unit, its name). Newest first,
 * until she has read them. */
enum { SHELL_ACTS_MOST = 8 };
struct shell_act {
    int64_t id, at;
    char words[640]; /* a sentence */
};
enum result shell_acts_list(
    struct store *store, const struct actor *actor, struct shell_act *out, size_t limit, size_t *count);
/* She has read these, which shell_acts_list() gave. Acts that came later, or did not fit into that list, stay. */
enum result shell_acts_seen(
    struct store *store, const struct actor *actor, const struct shell_act *acts, size_t count, int64_t now);

struct key {
    int64_t id, added;
    char type[32], comment[64], fingerprint[64]; /* "SHA256:..." */
};
/* Her own public keys. key_add() takes one line as in authorized_keys (struct member_new). On a shared computer adding
 * and removing need a proof (password_prove). */
enum result keys_list(struct store *store, const struct actor *actor, struct key *out, size_t limit, size_t *count);
enum result key_add(struct store *store, const struct actor *actor, const char *line, int64_t now, int64_t *key);
enum result key_remove(struct store *store, const struct actor *actor, int64_t key, int64_t now);

#endif
