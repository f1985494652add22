/* lost.c: how a member who lost her password comes in again, and what is closed to her account for a while. RULES
 * 1.9. */
#include "lost.h"

#include <sodium.h>
#include <string.h>

#include "numbers.h"
#include "paper_codes.h"
#include "store/base/retention.h"
#include "store/base/subject.h"
#include "store/people/credentials.h"
#include "store/people/handles.h"
#include "store/people/lost_request.h"
#include "store/people/people.h"
#include "store/people/vouchers.h"

enum { DAY = 86400, SALT = 16, HASH = 32 };

/* --- the rule --- */

enum lost_state lost_judge(const struct lost_case *lost, int64_t now, int64_t *when)
{
    *when = lost->begun + lost->wait;
    if (lost->code_at_once || (lost->homes >= lost->homes_needed && now >= *when))
        return LOST_RESTORED;
    if (lost->homes >= lost->homes_needed)
        return LOST_NEEDS_TIME;
    return now >= lost->begun + LOST_DAYS * DAY ? LOST_TOO_OLD : LOST_NEEDS_HOMES;
}

bool lost_reset_is_open(int64_t founded, int64_t now)
{
    return founded == 0 || now < founded + RESET_DAYS * DAY;
}

/* --- writes in her name; all inside a write --- */

static enum result note(struct store *store, int64_t member, int64_t actor, enum ledger_kind kind, int64_t now)
{
    return ledger_append(
        store, &(struct ledger_new) {
                   .at = now, .unit = unit_street_of(store, member), .subject = member, .actor = actor, .kind = kind });
}

/* Counts the homes of the vouchers as they are now. A voucher who left, moved in with her or no longer qualifies does
 * not count. */
static int count_homes(struct store *store, int64_t member, int64_t request, int64_t now)
{
    int homes = 0;
    int64_t counted = -1;
    sqlite3_stmt *row = db_query(store,
        "SELECT m.household, m.id FROM lost_vouch v JOIN member m ON m.id = v.voucher WHERE v.request = ? AND m.gone = 0"
        " ORDER BY m.household",
        request);
    while (db_step(store, row)) {
        int64_t home = sqlite3_column_int64(row, 0);
        if (home == counted || vouchers_refusal(store, member, sqlite3_column_int64(row, 1), now) != NULL)
            continue;
        counted = home;
        homes++;
    }
    db_done(store, row);
    return homes;
}

static enum lost_state judge(struct store *store, int64_t member, int64_t request, int64_t now, int64_t *when)
{
    struct lost_case lost = {
        .begun = db_number(store, 0, "SELECT begun FROM lost_request WHERE id = ?", request),
        .homes = count_homes(store, member, request, now),
        .homes_needed = (int)number_safest(store, member, NUMBER_VOUCHERS),
        .wait = number_safest(store, member, NUMBER_VOUCHING),
        .code_at_once =
            db_number(store, 0,
                "SELECT 1 FROM lost_vouch v JOIN voucher c ON c.member = v.member AND c.voucher = v.voucher"
                " JOIN lost_request l ON l.id = v.request WHERE v.request = ? AND v.code = 1 AND c.since <= l.begun",
                request) == 1,
    };
    return lost_judge(&lost, store_time_over(store, now), when); /* store_time_over(): the 48 h do not pass by
                                                                  * setting the clock */
}

/* The oldest open request for her with a number above `after`; 0 when there is none. */
static int64_t next_open(struct store *store, int64_t member, int64_t after, int64_t now)
{
    int64_t when, request = after;
    while ((request = db_number(store, 0,
                "SELECT min(id) FROM lost_request WHERE member = ? AND id > ? AND hash IS NOT NULL", member,
                request)) != 0)
        if (judge(store, member, request, now, &when) != LOST_TOO_OLD)
            return request;
    return 0;
}

static bool is_open(struct store *store, int64_t member)
{
    return db_number(store, 0, "SELECT 1 FROM lost_request WHERE member = ? AND hash IS NOT NULL LIMIT 1", member) == 1;
}

/* Keeps nothing of the password and the digits. */
static void end_request(struct store *store, int64_t request, enum lost_end how, int64_t now)
{
    db_run(store, "DELETE FROM lost_vouch WHERE request = ?", request);
    db_run(store, "UPDATE lost_request SET hash = NULL, salt = NULL, digits = NULL, ended = ?, how = ? WHERE id = ?",
        now, how, request);
}

/* --- restoring --- */

/* When no voucher showed a code, she may have lost her paper too: from now on no code is asked for. */
static enum result restore(struct store *store, int64_t member, int64_t request, int64_t now)
{
    if (db_number(store, 0, "SELECT 1 FROM lost_vouch WHERE request = ? AND code = 1", request) == 0) {
        db_run(store, "DELETE FROM paper_code WHERE member = ?", member);
        db_run(store, "DELETE FROM paper_list WHERE member = ?", member);
        db_run(store, "DELETE FROM setting WHERE member = ? AND name = 'code'", member);
    }
    db_run(store,
        "INSERT INTO password SELECT member, hash, 1, ?2 FROM lost_request WHERE id = ?1"
        " ON CONFLICT DO UPDATE SET hash = excluded.hash, due = 1, set_at = excluded.set_at",
        request, now);
    db_run(store, "DELETE FROM lost_vouch WHERE member = ?", member);
    db_run(store, "DELETE FROM lost_wrong WHERE member = ?", member);
    db_run(store, "DELETE FROM lost_request WHERE member = ?", member);
    restored_begin(store, member, false, now);
    return note(store, member, 0, LEDGER_LOST_RESTORED, now);
}

static enum result judge_and_restore(
    struct store *store, int64_t member, int64_t request, int64_t now, struct lost_answer *out)
{
    out->begun = db_number(store, 0, "SELECT begun FROM lost_request WHERE id = ?", request);
    sqlite3_stmt *row = db_query(store,
        "SELECT coalesce(n.handle, '') FROM lost_request l LEFT JOIN member_name n ON n.member = l.begun_by WHERE l.id = ?",
        request);
    if (db_step(store, row))
        db_copy(row, 0, out->by, sizeof out->by);
    db_done(store, row);
    if (out->by[0] == '\0')
        util_copy_text(out->by, sizeof out->by, _("the steward"));
    out->state = judge(store, member, request, now, &out->when);
    return out->state == LOST_RESTORED ? restore(store, member, request, now) : RESULT_OK;
}

/* --- six digits --- */

/* False when these are not six digits. */
static bool read_digits(const char *typed, char digits[LOST_DIGITS + 1])
{
    int count = 0;
    for (; *typed != '\0'; typed++) {
        if (*typed == ' ' || *typed == '-')
            continue;
        if (*typed < '0' || *typed > '9' || count == LOST_DIGITS)
            return false;
        digits[count++] = *typed;
    }
    digits[count] = '\0';
    return count == LOST_DIGITS;
}

/* Her open request that these six digits belong to; 0 when there is none. */
static int64_t find_by_digits(struct store *store, int64_t member, const char *digits, int64_t now)
{
    int64_t request = 0;
    while ((request = next_open(store, member, request, now)) != 0) {
        bool same = false;
        unsigned char hash[HASH];
        sqlite3_stmt *row = db_query(store, "SELECT salt, digits FROM lost_request WHERE id = ?", request);
        if (db_step(store, row) && sqlite3_column_bytes(row, 0) == SALT && sqlite3_column_bytes(row, 1) == HASH) {
            db_salted_again(digits, sqlite3_column_blob(row, 0), hash);
            same = sodium_memcmp(hash, sqlite3_column_blob(row, 1), HASH) == 0;
        }
        db_done(store, row);
        if (same)
            return request;
    }
    return 0;
}

/* No two open requests of one account have the same digits. */
static void draw_digits(struct store *store, int64_t member, int64_t now, char digits[LOST_DIGITS + 1])
{
    do
        snprintf(digits, LOST_DIGITS + 1, "%06u", (unsigned)randombytes_uniform(1000000));
    while (find_by_digits(store, member, digits, now) != 0);
}

static enum result check_tries(struct store *store, int64_t member, int64_t voucher, int64_t now)
{
    if (db_number(store, 0,
            "SELECT 1 FROM lost_wrong WHERE member = ? AND voucher = ? AND tries >= ? AND first > ? AND first <= ?",
            member, voucher, LOST_WRONG_MOST, now - DAY, now) == 1)
        return db_refuse(store, RESULT_REFUSED,
            _("You typed wrong digits for them %d times. Wait a day, and meet them before you try again."),
            LOST_WRONG_MOST);
    return RESULT_OK;
}

static void count_wrong(struct store *store, int64_t member, int64_t voucher, int64_t now)
{
    db_run(store,
        "INSERT INTO lost_wrong VALUES (?1, ?2, 1, ?3) ON CONFLICT DO UPDATE SET"
        " tries = CASE WHEN first > ?4 AND first <= ?3 THEN tries + 1 ELSE 1 END,"
        " first = CASE WHEN first > ?4 AND first <= ?3 THEN first ELSE ?3 END",
        member, voucher, now, now - DAY);
}

/* --- to vouch --- */

static enum result show_code(
    struct store *store, int64_t member, int64_t request, int64_t voucher, const char *code, int64_t now)
{
    if (db_number(store, 0,
            "SELECT 1 FROM voucher c JOIN lost_request l ON l.member = c.member"
            " WHERE l.id = ? AND c.voucher = ? AND c.since <= l.begun",
            request, voucher) == 0)
        return db_refuse(
            store, RESULT_REFUSED, _("A code counts with somebody whom they chose beforehand. Vouch without it."));
    return paper_code_use(store, member, code, now);
}

static enum result vouch(struct store *store, int64_t member, int64_t request, int64_t voucher, const char *code,
    int64_t now, struct lost_answer *out)
{
    enum result result = vouchers_check(store, member, voucher, now);
    if (result != RESULT_OK ||
        (code != NULL && (result = show_code(store, member, request, voucher, code, now)) != RESULT_OK))
        return result;
    int64_t before =
        db_number(store, 0, "SELECT request FROM lost_vouch WHERE member = ? AND voucher = ?", member, voucher);
    out->moved = before != 0 && before != request;
    db_run(store,
        "INSERT INTO lost_vouch VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO UPDATE SET"
        " code = CASE WHEN request = ?3 THEN max(code, ?5) ELSE ?5 END, request = ?3, at = ?4",
        member, voucher, request, now, code != NULL);
    return before == request ? RESULT_OK : note(store, member, voucher, LEDGER_LOST_VOUCHED, now);
}

/* At most three requests are open at once, begun by three people of three homes: so no single home takes all the
 * places. */
static enum result check_begin(struct store *store, const struct actor *actor, int64_t member, int64_t now)
{
    int open = 0;
    if (actor->member == member)
        return db_refuse(store, RESULT_REFUSED, _("You are in. `settings` changes your own password."));
    for (int64_t request = 0; (request = next_open(store, member, request, now)) != 0; open++) {
        int64_t by = db_number(store, 0, "SELECT begun_by FROM lost_request WHERE id = ?", request);
        if (by == actor->member)
            return db_refuse(store, RESULT_REFUSED,
                _("You asked for a new password for them already; its six digits were shown then. To begin again, take that one back first: `%s`."),
                actor->kind == ACTOR_OPERATOR ? "lost back HANDLE" : "vouch back HANDLE");
        if (by != 0 && actor->kind == ACTOR_MEMBER &&
            person_household(store, by) == person_household(store, actor->member))
            return db_refuse(store, RESULT_REFUSED,
                _("Somebody of your home asked for a new password for them already. Vouch for that one: `vouch HANDLE`."));
    }
    return open < LOST_OPEN_MOST
               ? RESULT_OK
               : db_refuse(store, RESULT_REFUSED,
                     _("%d people asked for a new password for them already, and there are no more than %d at a time. `vouch HANDLE` shows who they are: ask them. Each ends %d days after it was begun, or when they log in."),
                     LOST_OPEN_MOST, LOST_OPEN_MOST, LOST_DAYS);
}

static enum result begin(struct store *store, const struct actor *actor, int64_t member, const char *hash,
    const char *code, int64_t now, struct lost_answer *out)
{
    char digits[LOST_DIGITS + 1];
    unsigned char salt[SALT], digest[HASH];
    enum result result = check_begin(store, actor, member, now);
    if (result != RESULT_OK)
        return result;
    draw_digits(store, member, now, digits);
    db_salted_hash(digits, salt, digest);
    db_run(store, "INSERT INTO lost_request (member, begun, begun_by, hash, salt, digits) VALUES (?, ?, ?, ?, ?, ?)",
        member, store_time_begun(store, now), actor->member, hash, db_blob(salt, sizeof salt),
        db_blob(digest, sizeof digest));
    int64_t request = db_last_id(store);
    snprintf(out->digits, sizeof out->digits, "%.3s %.3s", digits, digits + 3);
    explicit_bzero(digits, sizeof digits);
    result = note(store, member, actor->member, LEDGER_LOST_BEGUN, now);
    if (result == RESULT_OK && actor->kind == ACTOR_MEMBER)
        result = vouch(store, member, request, actor->member, code, now, out);
    return result == RESULT_OK ? judge_and_restore(store, member, request, now, out) : result;
}

static enum result require_beginner(struct store *store, const struct actor *actor)
{
    return actor->kind == ACTOR_OPERATOR ? rights_require_operator(store, actor) : rights_require_member(store, actor);
}

enum result lost_begin(struct store *store, const struct actor *actor, const char *handle, const char *new_password,
    int argon_slots, const char *code, int64_t now, struct lost_answer *out)
{
    int64_t member;
    char hash[PASSWORD_HASH];
    *out = (struct lost_answer) { 0 };
    enum result result = require_beginner(store, actor);
    if (result != RESULT_OK || (result = vouchers_find_member(store, actor, handle, &member)) != RESULT_OK ||
        (result = credentials_require_proof(store, actor, now)) != RESULT_OK ||
        (result = credentials_hash(store, new_password, argon_slots, hash)) != RESULT_OK ||
        (result = db_begin(store)) != RESULT_OK)
        return result;
    result = begin(store, actor, member, hash, code, now, out);
    explicit_bzero(hash, sizeof hash);
    result = result == RESULT_OK ? db_commit(store) : db_abandon(store, result);
    if (result != RESULT_OK)
        explicit_bzero(out, sizeof *out);
    return result;
}

/* *wrong: these digits belong to none of her requests. The try was counted, and the caller must commit that. */
static enum result vouch_by_digits(struct store *store, int64_t member, int64_t voucher, const char *typed,
    const char *code, int64_t now, struct lost_answer *out, bool *wrong)
{
    char digits[LOST_DIGITS + 1];
    enum result result = vouchers_check(store, member, voucher, now);
    if (result != RESULT_OK)
        return result;
    if (next_open(store, member, 0, now) == 0)
        return db_refuse(store, RESULT_NOT_FOUND,
            _("Nobody asked for a new password for them, or what was asked has ended. If they are with you: `vouch begin HANDLE`; they type it themselves."));
    if (!read_digits(typed, digits))
        return db_refuse(store, RESULT_INVALID,
            _("Those are not six digits. Ask them: they know the six that were shown when it was begun."));
    if ((result = check_tries(store, member, voucher, now)) != RESULT_OK)
        return result;
    int64_t request = find_by_digits(store, member, digits, now);
    if (request == 0) {
        *wrong = true;
        count_wrong(store, member, voucher, now);
        return RESULT_OK;
    }
    if ((result = vouch(store, member, request, voucher, code, now, out)) == RESULT_OK)
        result = judge_and_restore(store, member, request, now, out);
    return result;
}

enum result lost_vouch(struct store *store, const struct actor *actor, const char *handle, const char *digits,
    const char *code, int64_t now, struct lost_answer *out)
{
    int64_t member;
    bool wrong = false;
    *out = (struct lost_answer) { 0 };
    enum result result = rights_require_member(store, actor);
    if (result != RESULT_OK || (result = vouchers_find_member(store, actor, handle, &member)) != RESULT_OK ||
        (result = credentials_require_proof(store, actor, now)) != RESULT_OK || (result = db_begin(store)) != RESULT_OK)
        return result;
    result = vouch_by_digits(store, member, actor->member, digits, code, now, out, &wrong);
    result = result == RESULT_OK ? db_commit(store) : db_abandon(store, result);
    if (result == RESULT_OK && wrong)
        return db_refuse(store, RESULT_REFUSED,
            _("Those six digits belong to nothing that was asked for them. Let them say the digits again, face to face. Nothing was done."));
    return result;
}

bool lost_chose(struct store *store, const struct actor *actor, const char *handle)
{
    int64_t member;
    return rights_require_member(store, actor) == RESULT_OK &&
           vouchers_find_member(store, actor, handle, &member) == RESULT_OK &&
           db_number(store, 0, "SELECT 1 FROM voucher WHERE member = ? AND voucher = ?", member, actor->member) == 1;
}

static enum result take_back(
    struct store *store, const struct actor *actor, const char *handle, int64_t now, bool *request)
{
    int64_t member = handle_find_member(store, handle), by = actor->member;
    int64_t own = db_number(store, 0,
        "SELECT max(id) FROM lost_request WHERE member = ? AND begun_by = ? AND hash IS NOT NULL", member, by);
    *request = own != 0;
    if (own != 0)
        end_request(store, own, LOST_TAKEN_BACK, now);
    else {
        db_run(store, "DELETE FROM lost_vouch WHERE member = ? AND voucher = ?", member, by);
        if (sqlite3_changes(store->db) == 0)
            return vouchers_nothing_taken_back(
                store, actor, handle, _("You vouched for nothing that is open for them."));
    }
    return note(store, member, by, LEDGER_LOST_TAKEN_BACK, now);
}

enum result lost_take_back(
    struct store *store, const struct actor *actor, const char *handle, int64_t now, bool *request)
{
    *request = false;
    enum result result = require_beginner(store, actor);
    if (result != RESULT_OK || (result = db_begin(store)) != RESULT_OK)
        return result;
    result = take_back(store, actor, handle, now, request);
    return result == RESULT_OK ? db_commit(store) : db_abandon(store, result);
}

/* --- her caucus says that it is she --- */

static bool share_a_caucus(struct store *store, int64_t one, int64_t other)
{
    return db_number(store, 0,
               "SELECT 1 FROM membership a JOIN membership b ON b.unit = a.unit JOIN unit u ON u.id = a.unit"
               " WHERE a.member = ? AND b.member = ? AND u.kind = " SQL_UNIT_CAUCUS " LIMIT 1",
               one, other) == 1;
}

static enum result say_it_is_she(struct store *store, int64_t member, int64_t mate, int64_t now, int *left)
{
    if (!restored_lately(store, member, now))
        return db_refuse(
            store, RESULT_NOT_FOUND, _("Their password was not set by others these days: nothing is shut to them."));
    if (member == mate || !share_a_caucus(store, member, mate))
        return db_refuse(
            store, RESULT_REFUSED, _("Only people of their caucus can say that. For all others it ends after 7 days."));
    enum result result = vouchers_check(store, member, mate, now);
    if (result != RESULT_OK)
        return result;
    db_run(store, "INSERT OR IGNORE INTO restored_said VALUES (?, ?)", member, mate);
    *left = RESTORED_MATES - (int)db_number(store, 0, "SELECT count(*) FROM restored_said WHERE member = ?", member);
    if (*left > 0)
        return RESULT_OK;
    *left = 0;
    restored_end(store, member); /* no entry in the street's book: it would show who is in the caucus */
    return RESULT_OK;
}

enum result lost_known(struct store *store, const struct actor *actor, const char *handle, int64_t now, int *left)
{
    int64_t member;
    *left = RESTORED_MATES;
    enum result result = rights_require_member(store, actor);
    if (result != RESULT_OK || (result = vouchers_find_member(store, actor, handle, &member)) != RESULT_OK ||
        (result = credentials_require_proof(store, actor, now)) != RESULT_OK || (result = db_begin(store)) != RESULT_OK)
        return result;
    result = say_it_is_she(store, member, actor->member, now, left);
    return result == RESULT_OK ? db_commit(store) : db_abandon(store, result);
}

/* --- reading requests --- */

#define REQUEST_SELECT                                                                                                 \
    "SELECT l.begun, l.ended, coalesce(n.handle, ''), l.how, l.begun_by, l.id,"                                        \
    " (SELECT count(*) FROM lost_vouch v WHERE v.request = l.id),"                                                     \
    " EXISTS (SELECT 1 FROM lost_vouch v WHERE v.request = l.id AND v.voucher = ?1)"                                   \
    " FROM lost_request l LEFT JOIN member_name n ON n.member = l.begun_by"

static void read_request(const struct actor *actor, sqlite3_stmt *row, struct lost_request *out)
{
    int64_t by = sqlite3_column_int64(row, 4);
    *out = (struct lost_request) {
        .begun = sqlite3_column_int64(row, 0),
        .ended = sqlite3_column_int64(row, 1),
        .how = (enum lost_end)sqlite3_column_int(row, 3),
        .vouched = sqlite3_column_int(row, 6),
        .mine = sqlite3_column_int(row, 7) != 0 || by == actor->member,
        .vouches = sqlite3_column_int(row, 7) != 0,
    };
    db_copy(row, 2, out->by, sizeof out->by);
    if (out->by[0] == '\0')
        util_copy_text(out->by, sizeof out->by, by == 0 ? _("the steward") : _("a former member"));
}

enum result lost_open_for(struct store *store, const struct actor *actor, const char *handle, int64_t now,
    struct member *whom, struct lost_request *out, size_t *count)
{
    *count = 0;
    enum result result = require_beginner(store, actor);
    if (result != RESULT_OK)
        return result;
    db_begin_read(store);
    result = member_by_handle(store, actor, handle, whom);
    int64_t request = 0;
    while (
        result == RESULT_OK && *count < LOST_OPEN_MOST && (request = next_open(store, whom->id, request, now)) != 0) {
        sqlite3_stmt *row = db_query(store, REQUEST_SELECT " WHERE l.id = ?2", actor->member, request);
        if (db_step(store, row))
            read_request(actor, row, &out[(*count)++]);
        db_done(store, row);
    }
    db_end_read(store);
    return result;
}

enum result lost_mine(struct store *store, const struct actor *actor, struct lost *out)
{
    *out = (struct lost) { 0 };
    enum result result = rights_require_member(store, actor);
    if (result != RESULT_OK)
        return result;
    db_begin_read(store);
    sqlite3_stmt *row =
        db_query(store, REQUEST_SELECT " WHERE l.member = ?1 ORDER BY l.ended <> 0, l.id DESC", actor->member);
    while (out->count < LOST_SHOWN && db_step(store, row)) {
        read_request(actor, row, &out->request[out->count]);
        out->open += out->request[out->count++].ended == 0;
    }
    db_done(store, row);
    row = db_query(store, "SELECT at, by_shell FROM restored WHERE member = ?", actor->member);
    if (db_step(store, row)) {
        out->restored = sqlite3_column_int64(row, 0);
        out->by_shell = sqlite3_column_int(row, 1) != 0;
    }
    db_done(store, row);
    db_end_read(store);
    return RESULT_OK;
}

void lost_end_say(const struct lost_request *request, char *out, size_t size)
{
    switch (request->how) {
    case LOST_STOPPED:
        snprintf(out, size, _("%s asked; you stopped it."), request->by);
        break;
    case LOST_TAKEN_BACK:
        snprintf(out, size, _("%s asked, and took it back."), request->by);
        break;
    case LOST_ENDED_BY_CHANGE:
        snprintf(out, size, _("%s asked; it ended when the house learned a safer way. Whoever needs it begins again."),
            request->by);
        break;
    case LOST_IS_OPEN:
        snprintf(out, size, _("%s asked."), request->by);
        break;
    }
}

const char *lost_restored_words(bool by_shell)
{
    return by_shell
               ? _("A steward set your password, from the shell. For 7 days you can't vote or open what is older: letters, drafts, caucus, care. Two of your caucus can end it by `vouch known` and your name, if it is you.")
               : _("Your password was restored by others' word. For 7 days you can't vote or open what is older: letters, drafts, caucus, care. Two of your caucus can end it by `vouch known` and your name, if it is you.");
}

static enum result stop(struct store *store, int64_t member, int64_t now)
{
    int64_t request;
    enum result result = db_begin(store);
    if (result != RESULT_OK)
        return result;
    if (!is_open(store, member)) /* it was granted or stopped since the caller looked */
        return db_abandon(store, db_refuse(store, RESULT_NOT_FOUND, _("Nothing is asked in your name.")));
    while ((request = db_number(
                store, 0, "SELECT id FROM lost_request WHERE member = ? AND hash IS NOT NULL LIMIT 1", member)) != 0 &&
           !db_failed(store))
        end_request(store, request, LOST_STOPPED, now);
    note(store, member, member, LEDGER_LOST_STOPPED, now);
    return db_commit(store);
}

enum result lost_stop(struct store *store, const struct actor *actor, int64_t now)
{
    enum result result = rights_require_member(store, actor);
    return result == RESULT_OK ? stop(store, actor->member, now) : result;
}

void lost_login(struct store *store, int64_t member, int64_t now)
{
    if (is_open(store, member))
        stop(store, member, now);
}

/* The oldest request that is due now; 0 when there is none. */
static int64_t find_due(struct store *store, int64_t member, int64_t now)
{
    int64_t request = 0, when;
    while ((request = next_open(store, member, request, now)) != 0)
        if (judge(store, member, request, now, &when) == LOST_RESTORED)
            return request;
    return 0;
}

void lost_settle(struct store *store, int64_t member, int64_t now)
{
    if (!is_open(store, member) || find_due(store, member, now) == 0 || db_begin(store) != RESULT_OK)
        return;
    int64_t request = find_due(store, member, now); /* asked again under the lock */
    enum result result = request != 0 ? restore(store, member, request, now) : RESULT_CONFLICT;
    if (result == RESULT_OK)
        db_commit(store);
    else
        db_abandon(store, result);
}

/* --- forgetting --- */

static void settle_all(struct store *store, int64_t now)
{
    int64_t member = 0;
    while ((member = db_number(
                store, 0, "SELECT min(member) FROM lost_request WHERE hash IS NOT NULL AND member > ?", member)) != 0)
        lost_settle(store, member, now);
}

static int lost_forget(struct store *store, int64_t now)
{
    int64_t due = now - retention_period(store, "lost");
    settle_all(store, now);
    if (db_begin(store) != RESULT_OK)
        return -1;
    db_run(store, "DELETE FROM lost_vouch WHERE request IN (SELECT id FROM lost_request WHERE begun <= ?)", due);
    db_run(store, "DELETE FROM lost_request WHERE begun <= ?", due);
    int count = sqlite3_changes(store->db);
    db_run(store, "DELETE FROM lost_wrong WHERE first <= ?", now - DAY);
    due = now - retention_period(store, "restored");
    db_run(store, "DELETE FROM restored_said WHERE member IN (SELECT member FROM restored WHERE at <= ?)", due);
    db_run(store, "DELETE FROM restored WHERE at <= ?", due);
    count += sqlite3_changes(store->db);
    restored_return_drafts(store);
    return db_commit(store) == RESULT_OK ? count : -1;
}

static void lost_leave(struct store *store, int64_t member, int64_t at)
{
    static const char *const emptied[] = { "DELETE FROM voucher WHERE member = ?1 OR voucher = ?1",
        "DELETE FROM lost_vouch WHERE member = ?1 OR voucher = ?1",
        "DELETE FROM lost_wrong WHERE member = ?1 OR voucher = ?1",
        "DELETE FROM restored_said WHERE member = ?1 OR mate = ?1", "DELETE FROM lost_request WHERE member = ?",
        "DELETE FROM draft_shut WHERE member = ?", "DELETE FROM restored WHERE member = ?" };
    (void)at;
    for (size_t i = 0; i < sizeof emptied / sizeof *emptied; i++)
        db_run(store, emptied[i], member);
}

const struct subject lost_subject = {
    .name = "lost",
    .forget = lost_forget,
    .leave = lost_leave,
    .file =
        (const struct subject_rows[]) {
            { "vouchers",
                "SELECT n.handle, v.since FROM voucher v JOIN member_name n ON n.member = v.voucher WHERE v.member = ?" },
            { "vouched_for",
                "SELECT n.handle, v.at FROM lost_vouch v JOIN member_name n ON n.member = v.member WHERE v.voucher = ?" },
            { "password_asked_for", "SELECT begun, ended FROM lost_request WHERE member = ?" },
            { "wrong_digits",
                "SELECT n.handle, w.tries, w.first FROM lost_wrong w JOIN member_name n ON n.member = w.member WHERE w.voucher = ?" },
            { "password_restored", "SELECT at FROM restored WHERE member = ?" },
            { NULL, NULL },
        },
};
