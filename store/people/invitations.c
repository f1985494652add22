/* invitations.c: invitation codes, the yes of a second home, signing up, and greeters. RULES 1.1, 1.2. */
#include "invitations.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "numbers.h"
#include "store/base/db.h"
#include "store/base/retention.h"
#include "store/base/subject.h"
#include "store/people/admission.h"
#include "store/people/credentials.h"
#include "store/people/handles.h"
#include "store/people/people.h"
#include "store/people/person.h"
#include "text.h"

/* Without 0, 1, i, l and o, which look alike on paper. Twelve letters are 59 bits. */
static const char code_letters[] = "23456789abcdefghjkmnpqrstuvwxyz";
enum { CODE_LETTERS = 12, CODE_GROUP = 4, CODE_HASH = 32 };

static void code_make(char code[INVITATION_CODE_BYTES])
{
    size_t at = 0;
    for (int i = 0; i < CODE_LETTERS; i++) {
        if (i > 0 && i % CODE_GROUP == 0)
            code[at++] = '-';
        code[at++] = code_letters[randombytes_uniform(sizeof code_letters - 1)];
    }
    code[at] = '\0';
}

/* Ignores capitals, spaces and dashes. False when the text cannot be a code. */
static bool code_hash(const char *code, unsigned char hash[CODE_HASH])
{
    char plain[CODE_LETTERS + 1];
    if (!text_code(code, plain, sizeof plain) || strlen(plain) != CODE_LETTERS)
        return false;
    crypto_generichash(hash, CODE_HASH, (const unsigned char *)plain, CODE_LETTERS, NULL, 0);
    return true;
}

/* --- reading --- */

struct kept {
    struct invitation told;
    int64_t inviter, second, joined;
};

#define INVITATION_COLUMNS                                                                                             \
    "i.id, i.home, i.inviter, i.made, i.second, i.joined, CASE i.inviter WHEN 0 THEN ''"                               \
    " ELSE " HANDLE_OF("i.inviter") " END, i.stopped, i.unit FROM invitation i"

/* Once the street is founded, these cards need the yes of a second home (RULES 1.1, 1.2): for a home that is new; for a
 * home from which nobody logs in, because it cannot hear of the card; from the shell, made in founding time. A card for
 * a workplace names no home and needs a second worker's yes (RULES 1.0). */
static bool waits_for_yes(struct store *store, const struct kept *invitation, int64_t now)
{
    char inviters[HOME_BYTES];
    int64_t unit = invitation->told.unit;
    if (invitation->second != 0 || unit_is_founding(store, unit))
        return false;
    if (invitation->told.home[0] == '\0')
        return true;
    person_home(store, invitation->inviter, inviters);
    return invitation->inviter == 0 || !person_home_is_in(store, unit, invitation->told.home) ||
           !(person_same_home(inviters, invitation->told.home) ||
               admission_home_answers(store, unit, invitation->told.home, now));
}

static void read_found(struct store *store, const struct actor *actor, sqlite3_stmt *row, int64_t now, struct kept *out)
{
    *out = (struct kept) {
        .told = { .id = sqlite3_column_int64(row, 0),
            .made = sqlite3_column_int64(row, 3),
            .unit = sqlite3_column_int64(row, 8) },
        .inviter = sqlite3_column_int64(row, 2),
        .second = sqlite3_column_int64(row, 4),
        .joined = sqlite3_column_int64(row, 5),
    };
    out->told.until = out->told.made + number_of(store, out->told.unit, NUMBER_INVITATION);
    db_copy(row, 1, out->told.home, sizeof out->told.home);
    db_copy(row, 6, out->told.inviter, sizeof out->told.inviter);
    out->told.mine = actor->kind == ACTOR_OPERATOR ? out->inviter == 0 : out->inviter == actor->member;
    out->told.stopped = sqlite3_column_int64(row, 7) != 0;
    out->told.waits = waits_for_yes(store, out, now);
    out->told.asks_home = out->told.waits && out->inviter == 0 && out->told.home[0] != '\0' &&
                          admission_home_answers(store, out->told.unit, out->told.home, now);
}

static bool find(struct store *store, const struct actor *actor, int64_t id, int64_t now, struct kept *out)
{
    sqlite3_stmt *row = db_query(store, "SELECT " INVITATION_COLUMNS " WHERE i.id = ?", id);
    bool found = db_step(store, row);
    if (found)
        read_found(store, actor, row, now, out);
    db_done(store, row);
    return found;
}

static bool is_open(const struct kept *invitation, int64_t now)
{
    return invitation->joined == 0 && !invitation->told.stopped && invitation->told.until > now;
}

/* May the actor say the yes that this card waits for? */
static bool may_say_yes(struct store *store, const struct actor *actor, const struct kept *invitation, int64_t now)
{
    char hers[HOME_BYTES], inviters[HOME_BYTES];
    if (actor->kind != ACTOR_MEMBER || !invitation->told.waits || admission_can_be_stopped(store, actor->member, now))
        return false;
    if (!actor_belongs(actor, invitation->told.unit))
        return false;
    if (invitation->told.home[0] == '\0') /* of a workplace: any other worker, of another home */
        return invitation->inviter != actor->member &&
               (person_household(store, actor->member) == 0 ||
                   person_household(store, actor->member) != person_household(store, invitation->inviter));
    person_home(store, actor->member, hers);
    person_home(store, invitation->inviter, inviters);
    if (hers[0] != '\0' && person_same_home(hers, invitation->told.home))
        return true;
    return !invitation->told.asks_home &&
           person_may_be_second_home(store, invitation->told.unit, hers, invitation->told.home, inviters);
}

enum result invitations_list(
    struct store *store, const struct actor *actor, int64_t now, struct invitation *out, size_t limit, size_t *count)
{
    *count = 0;
    if (actor->kind != ACTOR_MEMBER && actor->kind != ACTOR_OPERATOR)
        return db_refuse(store, RESULT_REFUSED, _("Invitations are for members."));
    enum result result = unit_require_here(store, actor);
    if (result != RESULT_OK)
        return result;
    db_reading_begin(store);
    sqlite3_stmt *row = db_query(store,
        "SELECT " INVITATION_COLUMNS " WHERE (i.joined = 0 OR i.stopped <> 0) AND i.made > ?1 AND i.unit = ?3"
        " ORDER BY i.inviter <> ?2, i.id",
        now - number_of(store, actor->here, NUMBER_INVITATION), actor->member, actor->here);
    while (*count < limit && db_step(store, row)) {
        struct kept kept = { 0 };
        read_found(store, actor, row, now, &kept);
        if (kept.told.mine || (is_open(&kept, now) && may_say_yes(store, actor, &kept, now)))
            out[(*count)++] = kept.told;
    }
    db_done(store, row);
    return db_reading_end(store);
}

/* --- making, agreeing, withdrawing --- */

static enum result may_invite(struct store *store, const struct actor *actor, int64_t now)
{
    if (actor->kind == ACTOR_OPERATOR && !unit_is_founding(store, actor->here))
        return db_refuse(store, RESULT_REFUSED,
            _("The house is founded: its members invite. The shell does so in founding time alone."));
    int64_t open = db_number(store, 0,
        "SELECT count(*) FROM invitation WHERE inviter = ? AND joined = 0 AND stopped = 0"
        " AND made > ? AND unit = ?",
        actor->member, now - number_of(store, actor->here, NUMBER_INVITATION), actor->here);
    int most = (int)number_of(store, actor->here, actor->kind == ACTOR_OPERATOR ? NUMBER_FOUNDING : NUMBER_INVITATIONS);
    if (open >= most)
        return db_refuse(store, RESULT_REFUSED,
            _("%d invitations are open already. `invitations` shows them; one that you withdraw makes room."), most);
    return RESULT_OK;
}

static enum result make(struct store *store, const struct actor *actor, const char *home, int64_t now,
    const unsigned char hash[CODE_HASH], struct invitation *out)
{
    struct kept made = { 0 };
    enum result result = may_invite(store, actor, now);
    if (result != RESULT_OK)
        return result;
    result = db_run(store, "INSERT INTO invitation (code, unit, home, inviter, made) VALUES (?, ?, ?, ?, ?)",
        db_blob(hash, CODE_HASH), actor->here, home, actor->member, now);
    if (result == RESULT_OK && find(store, actor, db_last_id(store), now, &made))
        *out = made.told;
    if (home[0] != '\0')
        admission_home_hears(store, actor->here, home, actor->member);
    return result;
}

enum result invitation_make(struct store *store, const struct actor *actor, const char *home, int64_t now,
    char code[INVITATION_CODE_BYTES], struct invitation *out)
{
    unsigned char hash[CODE_HASH];
    char own[HOME_BYTES], *clean;
    enum result result =
        actor->kind == ACTOR_OPERATOR ? rights_require_operator(store, actor) : rights_require_member(store, actor);
    if (result != RESULT_OK || (result = unit_require_here(store, actor)) != RESULT_OK)
        return result;
    int64_t kind = db_number(store, -1, "SELECT kind FROM unit WHERE id = ?", actor->here);
    if (kind != UNIT_COMMUNE && kind != UNIT_FORUM)
        return db_refuse(store, RESULT_REFUSED,
            _("Cards are for streets and workplaces. A caucus takes in whom it wants: `caucus invite HANDLE`."));
    if (home == NULL) {
        person_home(store, actor->member, own);
        home = own;
    }
    if ((result = home_for_unit(store, actor->here, home, &clean)) != RESULT_OK)
        return result;
    code_make(code);
    code_hash(code, hash);
    if ((result = db_begin(store)) == RESULT_OK) {
        result = make(store, actor, clean, now, hash, out);
        result = result == RESULT_OK ? db_commit(store) : db_abandon(store, result);
    }
    free(clean);
    return result;
}

/* Inside a write. Of other members' invitations the actor finds only those that wait for her yes. */
static enum result find_open(struct store *store, const struct actor *actor, int64_t id, int64_t now, struct kept *out)
{
    if (find(store, actor, id, now, out) && is_open(out, now) &&
        (out->told.mine || may_say_yes(store, actor, out, now)))
        return RESULT_OK;
    return db_refuse(store, RESULT_NOT_FOUND, _("There is no such open invitation. `invitations` lists them."));
}

enum result invitation_yes(struct store *store, const struct actor *actor, int64_t invitation, int64_t now)
{
    struct kept kept = { 0 };
    enum result result = rights_require_member(store, actor);
    if (result != RESULT_OK || (result = db_begin(store)) != RESULT_OK)
        return result;
    result = find_open(store, actor, invitation, now, &kept);
    if (result == RESULT_OK && !may_say_yes(store, actor, &kept, now))
        result = db_refuse(store, RESULT_REFUSED,
            kept.told.waits ? _("The yes comes from a second home, not from the one that invites.")
                            : _("This one needs no yes."));
    if (result == RESULT_OK)
        result = db_run(store, "UPDATE invitation SET second = ? WHERE id = ?", actor->member, invitation);
    return result == RESULT_OK ? db_commit(store) : db_abandon(store, result);
}

enum result invitation_withdraw(struct store *store, const struct actor *actor, int64_t invitation, int64_t now)
{
    struct kept kept = { 0 };
    enum result result =
        actor->kind == ACTOR_OPERATOR ? rights_require_operator(store, actor) : rights_require_member(store, actor);
    if (result != RESULT_OK || (result = db_begin(store)) != RESULT_OK)
        return result;
    result = find_open(store, actor, invitation, now, &kept);
    if (result == RESULT_OK && !kept.told.mine)
        result = db_refuse(store, RESULT_REFUSED, _("That invitation is not yours."));
    if (result == RESULT_OK)
        result = db_run(store, "DELETE FROM invitation WHERE id = ?", invitation);
    return result == RESULT_OK ? db_commit(store) : db_abandon(store, result);
}

/* --- the sign-up --- */

static enum result find_by_code(struct store *store, const char *code, int64_t now, struct kept *out)
{
    static const struct actor nobody = { .kind = ACTOR_NOBODY };
    unsigned char hash[CODE_HASH];
    sqlite3_stmt *row = NULL;
    bool found = false;
    if (code_hash(code, hash)) {
        row = db_query(store, "SELECT " INVITATION_COLUMNS " WHERE i.code = ?", db_blob(hash, sizeof hash));
        if ((found = db_step(store, row)))
            read_found(store, &nobody, row, now, out);
        db_done(store, row);
    }
    if (!found)
        return db_refuse(store, RESULT_NOT_FOUND,
            _("That code opens nothing. A code is 12 letters and digits, on a card that anybody who lives here can "
              "make for you. Ask a neighbour who is in, at a meeting or at the shop."));
    if (out->told.stopped && out->joined == 0)
        return db_refuse(store, RESULT_REFUSED,
            _("People of that home stopped this card: they do not know for whom it is. Ask them, or ask for a card for "
              "the home where you live."));
    if (out->joined != 0)
        return db_refuse(store, RESULT_CONFLICT,
            _("Somebody came in with that code already; each opens once. Ask whoever gave it to you for another."));
    if (!is_open(out, now))
        return db_refuse(store, RESULT_REFUSED,
            _("That code is older than %d days. Ask whoever gave it to you for a new one."),
            (int)(number_of(store, out->told.unit, NUMBER_INVITATION) / 86400));
    if (out->told.asks_home)
        return db_refuse(store, RESULT_REFUSED,
            _("Somebody who lives in that home has to say yes first: it stands on their home screens. The code stays "
              "good meanwhile."));
    if (out->told.waits && out->told.home[0] == '\0')
        return db_refuse(store, RESULT_REFUSED,
            _("A second worker has to say yes first. Tell whoever gave you the code; it stays good meanwhile."));
    if (out->told.waits)
        return db_refuse(store, RESULT_REFUSED,
            person_home_is_in(store, out->told.unit, out->told.home)
                ? _("Nobody of your home logs in here, so a second home has to say yes first. Tell whoever gave you the "
                    "code; it stays good meanwhile.")
                : _("Your home is new here, and a second home has to say yes first. Tell whoever gave you the code; it "
                    "stays good meanwhile."));
    return RESULT_OK;
}

enum result invitation_check_code(struct store *store, const char *code, int64_t now, struct invitation *out)
{
    struct kept kept = { 0 };
    enum result result = find_by_code(store, code, now, &kept);
    if (result == RESULT_OK) {
        *out = kept.told;
        out->inviter[0] = '\0';
    }
    return result;
}

enum result invitation_check_handle(struct store *store, const char *handle)
{
    return handle_is_free(store, handle);
}

enum result invitation_check_password(struct store *store, const char *password)
{
    return credentials_check_password(store, password);
}

enum result invitation_check_key(struct store *store, const char *line)
{
    return credentials_check_key(store, line);
}

/* Chooses a greeter by task with the fewest newcomers, one of the same block first; else the member who invited; else
 * the member who has been here longest. 0: she is the first member. */
static int64_t choose_greeter(
    struct store *store, int64_t unit, const char *at_home, int64_t by, int64_t member, int64_t now)
{
    int64_t best = 0, fewest = INT64_MAX;
    char home[HOME_BYTES];
    sqlite3_stmt *row = db_query(store,
        "SELECT s.member, coalesce(h.label, ''), (SELECT count(*) FROM greeter g WHERE g.greeter = s.member) FROM seat s"
        " JOIN member m ON m.id = s.member LEFT JOIN household h ON h.id = m.household"
        " WHERE s.unit = ? AND s.name = 'greeter' AND s.until > ? AND m.gone = 0 AND m.id <> ? ORDER BY s.id",
        unit, now, member);
    while (db_step(store, row)) {
        db_copy(row, 1, home, sizeof home);
        int64_t weight = sqlite3_column_int64(row, 2) * 2 + !person_same_block(home, at_home);
        if (weight < fewest) {
            fewest = weight;
            best = sqlite3_column_int64(row, 0);
        }
    }
    db_done(store, row);
    if (best == 0)
        best = db_number(store, 0, "SELECT id FROM member WHERE id = ? AND gone = 0", by);
    if (best == 0)
        best = db_number(store, 0,
            "SELECT m.id FROM membership s JOIN member m ON m.id = s.member WHERE s.unit = ? AND m.gone = 0 AND m.id <> ?"
            " ORDER BY s.since, m.id LIMIT 1",
            unit, member);
    return best;
}

void invitation_greeter_give(
    struct store *store, int64_t unit, const char *home, int64_t by, int64_t member, int64_t now)
{
    int64_t greeter = choose_greeter(store, unit, home, by, member, now);
    if (greeter != 0)
        db_run(store, "INSERT OR REPLACE INTO greeter VALUES (?, ?, ?, ?)", member, unit, greeter, now);
}

/* Inside a write. Marks the card as used, and gives her a greeter. */
static enum result arrive(struct store *store, const struct kept *invitation, int64_t member, int64_t now)
{
    int64_t unit = invitation->told.unit;
    invitation_greeter_give(store, unit, invitation->told.home, invitation->inviter, member, now);
    if (invitation->told.home[0] != '\0')
        admission_home_hears(store, unit, invitation->told.home, member);
    return db_run(store, "UPDATE invitation SET joined = ?, used = ? WHERE id = ?", member, now, invitation->told.id);
}

/* Inside a write. Checks the code again: somebody else may have used it meanwhile. */
static enum result join(struct store *store, const struct joining *form, const char *hash, int64_t now)
{
    struct kept invitation = { 0 };
    int64_t member;
    enum result result = find_by_code(store, form->code, now, &invitation);
    if (result != RESULT_OK)
        return result;
    struct member_new person = { .handle = form->handle, .key = form->key };
    result = member_insert(
        store, invitation.told.unit, &person, invitation.told.home, form->password != NULL ? hash : NULL, now, &member);
    return result == RESULT_OK ? arrive(store, &invitation, member, now) : result;
}

enum result invitation_join(
    struct store *store, const struct joining *form, int argon_slots, int64_t now, struct actor *actor)
{
    char hash[PASSWORD_HASH] = "";
    struct invitation invitation;
    enum result result = invitation_check_code(store, form->code, now, &invitation);
    if (result == RESULT_OK && form->password == NULL && form->key == NULL)
        result = db_refuse(store, RESULT_INVALID, _("Choose a way in: a password or a key."));
    if (result == RESULT_OK && form->password != NULL)
        result = credentials_hash(store, form->password, argon_slots, hash);
    if (result != RESULT_OK || (result = db_begin(store)) != RESULT_OK)
        return result;
    result = join(store, form, hash, now);
    result = result == RESULT_OK ? db_commit(store) : db_abandon(store, result);
    sodium_memzero(hash, sizeof hash);
    return result == RESULT_OK ? actor_for(store, ACTOR_MEMBER, form->handle, actor) : result;
}

/* --- a member uses a card --- */

/* Inside a write. May she belong to this unit too? RULES 1.0: at most one street and one workplace. */
static enum result may_enter(struct store *store, const struct actor *actor, const struct invitation *invitation)
{
    bool workplace = invitation->home[0] == '\0';
    if (actor_belongs(actor, invitation->unit))
        return db_refuse(
            store, RESULT_CONFLICT, _("You belong there already. The card is still good for somebody else."));
    if (!workplace && person_household(store, actor->member) != 0)
        return db_refuse(store, RESULT_REFUSED,
            _("You live in another street of this house. To move, type: `move HOME --to STREET`."));
    int64_t other = db_number(store, 0,
        "SELECT 1 FROM membership s JOIN unit u ON u.id = s.unit WHERE s.member = ? AND u.kind = " SQL_UNIT_FORUM,
        actor->member);
    return workplace && other != 0
               ? db_refuse(store, RESULT_REFUSED, _("You belong to a workplace already, and nobody belongs to two."))
               : RESULT_OK;
}

static enum result use(
    struct store *store, const struct actor *actor, const char *code, int64_t now, struct invitation *out)
{
    struct kept invitation = { 0 };
    enum result result = find_by_code(store, code, now, &invitation);
    *out = invitation.told;
    if (result != RESULT_OK || (result = may_enter(store, actor, out)) != RESULT_OK ||
        (result = member_take_in(store, out->unit, actor->member, out->home, now)) != RESULT_OK ||
        (result = arrive(store, &invitation, actor->member, now)) != RESULT_OK)
        return result;
    return ledger_append(store, &(struct ledger_new) { .at = now,
                                    .unit = out->unit,
                                    .subject = actor->member,
                                    .actor = actor->member,
                                    .kind = LEDGER_UNIT_JOINED });
}

enum result invitation_use(
    struct store *store, const struct actor *actor, const char *code, int64_t now, struct invitation *out)
{
    *out = (struct invitation) { 0 };
    enum result result = rights_require_member(store, actor);
    if (result != RESULT_OK || (result = db_begin(store)) != RESULT_OK)
        return result;
    result = use(store, actor, code, now, out);
    return result == RESULT_OK ? db_commit(store) : db_abandon(store, result);
}

/* --- greeters, votes --- */

enum result invitation_greeter_of(struct store *store, const struct actor *actor, int64_t member, struct member *out)
{
    int64_t greeter = db_number(store, 0,
        "SELECT g.greeter FROM greeter g JOIN member m ON m.id = g.greeter WHERE g.member = ? AND m.gone = 0"
        " ORDER BY g.unit <> ? LIMIT 1",
        member, actor->here);
    return member_get(store, actor, greeter, out);
}

enum result invitation_greeted_by(
    struct store *store, const struct actor *actor, int64_t now, struct member *out, size_t limit, size_t *count)
{
    *count = 0;
    db_reading_begin(store);
    sqlite3_stmt *row =
        db_query(store, "SELECT member FROM greeter WHERE greeter = ? AND unit = ? AND since > ? ORDER BY since DESC",
            actor->member, actor->here, now - number_of(store, actor->here, NUMBER_INVITATION));
    while (*count < limit && db_step(store, row))
        if (member_get(store, actor, sqlite3_column_int64(row, 0), &out[*count]) == RESULT_OK && !out[*count].left)
            ++*count;
    db_done(store, row);
    return db_reading_end(store);
}

/* --- forgetting --- */

static void invitations_leave(struct store *store, int64_t member, int64_t at)
{
    (void)at;
    db_run(store, "DELETE FROM invitation WHERE inviter = ?1 OR joined = ?1", member);
    db_run(store, "UPDATE invitation SET second = 0 WHERE second = ?", member);
    db_run(store, "DELETE FROM greeter WHERE member = ?1 OR greeter = ?1", member);
}

/* Deletes her unused cards for the street that she leaves, and gives the newcomers whom she greets there another
 * greeter. */
static void invitations_part(struct store *store, int64_t unit, int64_t member, int64_t now)
{
    int64_t other;
    db_run(store, "DELETE FROM invitation WHERE inviter = ? AND unit = ? AND joined = 0", member, unit);
    db_run(store, "UPDATE invitation SET second = 0 WHERE second = ? AND unit = ? AND joined = 0", member, unit);
    db_run(store, "DELETE FROM greeter WHERE member = ? AND unit = ?", member, unit);
    while ((other = db_number(
                store, 0, "SELECT member FROM greeter WHERE greeter = ? AND unit = ? LIMIT 1", member, unit)) != 0 &&
           !db_failed(store)) {
        char home[HOME_BYTES];
        person_home(store, other, home);
        db_run(store, "DELETE FROM greeter WHERE member = ? AND unit = ?", other, unit);
        int64_t greeter = choose_greeter(store, unit, home, 0, other, now);
        if (greeter != 0 && greeter != member)
            db_run(store, "INSERT INTO greeter VALUES (?, ?, ?, ?)", other, unit, greeter, now);
    }
}

static int invitations_forget(struct store *store, int64_t now)
{
    int64_t before = now - retention_period(store, "invitation");
    if (db_begin(store) != RESULT_OK)
        return -1;
    db_run(store, "DELETE FROM invitation WHERE made <= ?", before);
    int count = sqlite3_changes(store->db);
    db_run(store, "DELETE FROM greeter WHERE since <= ?", before);
    count += sqlite3_changes(store->db);
    return db_commit(store) == RESULT_OK ? count : -1;
}

const struct subject invitations_subject = {
    .name = "invitations",
    .forget = invitations_forget,
    .leave = invitations_leave,
    .part = invitations_part,
    .file =
        (const struct subject_rows[]) {
            { "invitations", "SELECT home, made, joined <> 0 AS used FROM invitation WHERE inviter = ?" },
            { "greeter", "SELECT n.handle, g.since FROM greeter g JOIN member_name n ON n.member = g.greeter"
                         " WHERE g.member = ?" },
            { NULL, NULL },
        },
    .units =
        (const struct subject_unit[]) {
            UNIT_HELD("greeter", "unit = ?1", UNIT_ROWS_PEOPLE),
            UNIT_HELD("invitation", "unit = ?1 AND (used <> 0 OR joined <> 0)", UNIT_ROWS_PEOPLE),
            UNIT_GOES("invitation", "unit = ?1"),
            { 0 },
        },
};
