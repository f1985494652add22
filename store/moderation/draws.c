/* draws.c: the lot: begun, numbers given and opened, drawn. See draw_row.h. RULES 7.2. */
#include <ctype.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "lot.h"
#include "store/base/ledger_chain.h"
#include "store/moderation/draw_row.h"
#include "store/people/person.h"

enum { HASH = 32, SALT = 16, GOING_MOST = 64, SEED = 5 };

/* --- slips; pure --- */

void draw_slip_make(int64_t number, const unsigned char bytes[16], char out[DRAW_SLIP_BYTES])
{
    char hex[SALT * 2 + 1];
    sodium_bin2hex(hex, sizeof hex, bytes, SALT);
    snprintf(out, DRAW_SLIP_BYTES, "%lld.%s", (long long)number, hex);
    sodium_memzero(hex, sizeof hex);
}

bool draw_seed_line(const char *slip, int64_t out[5])
{
    size_t digits = strspn(slip, "0123456789");
    if (digits == 0 || digits > 18 || slip[digits] != '.' || strlen(slip + digits + 1) != (size_t)SALT * 2 ||
        strspn(slip + digits + 1, "0123456789abcdef") != (size_t)SALT * 2)
        return false;
    out[0] = strtoll(slip, NULL, 10);
    for (int i = 0; i < 4; i++) {
        char part[9];
        snprintf(part, sizeof part, "%.8s", slip + digits + 1 + i * 8);
        out[1 + i] = strtoll(part, NULL, 16);
    }
    return true;
}

void draw_slip_hash(const char *slip, unsigned char hash[32])
{
    crypto_generichash(hash, HASH, (const unsigned char *)slip, strlen(slip), NULL, 0);
}

/* --- the book --- */

static enum result book(struct store *store, int64_t unit, int64_t draw, enum ledger_kind kind,
    const unsigned char *hash, const char *data, int64_t now)
{
    return ledger_append(
        store, &(struct ledger_new) {
                   .at = now, .unit = unit, .subject = draw, .kind = kind, .text_hash = hash, .data = data });
}

static enum result book_pool(struct store *store, const struct act_row *act, int64_t draw, const int64_t *pool,
    size_t count, int chosen, const unsigned char *hash, int64_t now)
{
    struct buffer data = { 0 };
    buffer_format(&data, "{\"act\":%lld,\"select\":%d,\"pool\":[", (long long)act->id, chosen);
    for (size_t i = 0; i < count; i++)
        buffer_format(&data, "%s%lld", i > 0 ? "," : "", (long long)pool[i]);
    buffer_string(&data, "]}");
    enum result result = book(store, act->unit, draw, LEDGER_POOL_NUMBERED, hash, buffer_text(&data), now);
    buffer_clear(&data);
    return result;
}

/* --- begun --- */

static void hint_pool(struct store *store, int64_t draw)
{
    sqlite3_stmt *row = db_query(store, "SELECT member FROM draw_pool WHERE draw = ?", draw);
    while (db_step(store, row))
        act_hint_member(store, sqlite3_column_int64(row, 0));
    db_done(store, row);
}

static enum result insert_draw(struct store *store, const struct act_row *act, const int64_t *pool, size_t count,
    int64_t after, int64_t instance, const char *slip, int64_t now)
{
    unsigned char hash[HASH];
    int chosen = count < DRAW_CHOSEN_MOST ? (int)count : DRAW_CHOSEN_MOST;
    draw_slip_hash(slip, hash);
    db_run(store,
        "INSERT INTO draw (unit, act, at, pool, chosen, due, instance, hash, after) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        act->unit, act->id, now, (int64_t)count, (int64_t)chosen, now + DRAW_NUMBERS_TIME, instance,
        db_blob(hash, sizeof hash), after);
    int64_t draw = db_last_id(store);
    for (size_t i = 0; i < count; i++)
        db_run(store, "INSERT INTO draw_pool VALUES (?, ?, ?)", draw, (int64_t)i + 1, pool[i]);
    hint_pool(store, draw);
    enum result result = book_pool(store, act, draw, pool, count, chosen, hash, now);
    if (result == RESULT_OK) /* a caretaker that was killed before its commit left a number there */
        result = ephemeral_wipe(store, EPHEMERAL_LOT, draw);
    return result == RESULT_OK ? ephemeral_put(store, EPHEMERAL_LOT, draw, slip, strlen(slip)) : result;
}

enum result draw_begin(
    struct store *store, const struct act_row *act, const int64_t *pool, size_t count, int64_t after, int64_t now)
{
    unsigned char bytes[SALT];
    char slip[DRAW_SLIP_BYTES];
    int64_t instance;
    enum result result = ephemeral_instance(store, &instance);
    if (result != RESULT_OK || (result = db_begin(store)) != RESULT_OK)
        return result;
    randombytes_buf(bytes, sizeof bytes);
    draw_slip_make((int64_t)randombytes_random(), bytes, slip);
    result = insert_draw(store, act, pool, count, after, instance, slip, now);
    sodium_memzero(slip, sizeof slip);
    sodium_memzero(bytes, sizeof bytes);
    return db_finish(store, result);
}

/* --- a home gives a number --- */

struct going {
    int64_t id, unit, act, due, instance;
    enum draw_state state;
    int numbers, unopened;
};

static bool load_going(struct store *store, int64_t id, struct going *out)
{
    *out = (struct going) { 0 };
    sqlite3_stmt *row = db_query(store,
        "SELECT d.id, d.unit, d.act, d.due, d.instance, d.state, (SELECT count(*) FROM draw_number n WHERE n.draw = d.id),"
        " (SELECT count(*) FROM draw_number n WHERE n.draw = d.id AND n.opened = '') FROM draw d WHERE d.id = ?",
        id);
    if (db_step(store, row))
        *out = (struct going) {
            .id = sqlite3_column_int64(row, 0),
            .unit = sqlite3_column_int64(row, 1),
            .act = sqlite3_column_int64(row, 2),
            .due = sqlite3_column_int64(row, 3),
            .instance = sqlite3_column_int64(row, 4),
            .state = (enum draw_state)sqlite3_column_int(row, 5),
            .numbers = sqlite3_column_int(row, 6),
            .unopened = sqlite3_column_int(row, 7),
        };
    db_done(store, row);
    return out->id != 0;
}

/* RESULT_NOT_FOUND unless she is a member of its unit who acts herself. */
static enum result find_going(struct store *store, const struct actor *actor, int64_t id, struct going *out)
{
    enum result result = rights_require_member(store, actor);
    if (result == RESULT_OK && (!load_going(store, id, out) || !actor_belongs(actor, out->unit)))
        result = db_refuse(store, RESULT_NOT_FOUND, _("There is no such lot. `modlog` names those of its panels."));
    return result;
}

static enum result may_give(struct store *store, const struct actor *actor, const struct going *draw)
{
    int64_t home = person_household(store, actor->member);
    if (draw->state != DRAW_NUMBERS || draw->numbers >= DRAW_HOMES)
        return db_refuse(
            store, RESULT_CONFLICT, _("This lot takes no more numbers. `lot %lld` shows it."), (long long)draw->id);
    if (db_number(store, 0, "SELECT 1 FROM draw_pool WHERE draw = ? AND member = ?", draw->id, actor->member) != 1)
        return db_refuse(store, RESULT_REFUSED,
            _("A number is given by somebody of the pool. You are not in it: you do not vote here yet, you are part of the matter, or you were drawn for it before."));
    if (db_number(store, 0,
            "SELECT 1 FROM draw_number WHERE draw = ?1 AND (member = ?2 OR (household = ?3 AND ?3 <> 0))", draw->id,
            actor->member, home) == 1)
        return db_refuse(
            store, RESULT_CONFLICT, _("Your home has given a number to this lot. Two other homes give the others."));
    return RESULT_OK;
}

/* With the last number they are opened. Inside a write. */
static void begin_opening(struct store *store, int64_t draw, int64_t now)
{
    db_run(
        store, "UPDATE draw SET state = " SQL_DRAW_OPENING ", due = ?2 WHERE id = ?1", draw, now + DRAW_OPENING_TIME);
    sqlite3_stmt *row = db_query(store, "SELECT member FROM draw_number WHERE draw = ?", draw);
    while (db_step(store, row))
        act_hint_member(store, sqlite3_column_int64(row, 0));
    db_done(store, row);
}

static enum result give(struct store *store, const struct actor *actor, int64_t id, const char *slip, int64_t now)
{
    struct going draw;
    unsigned char hash[HASH];
    char data[40];
    int64_t instance;
    enum result result = find_going(store, actor, id, &draw);
    if (result != RESULT_OK || (result = may_give(store, actor, &draw)) != RESULT_OK ||
        (result = ephemeral_instance(store, &instance)) != RESULT_OK)
        return result;
    if (instance != draw.instance)
        return db_refuse(
            store, RESULT_BUSY, _("This lot begins again in a moment: the memory with its numbers was lost."));
    draw_slip_hash(slip, hash);
    db_run(store, "INSERT INTO draw_number (draw, place, member, household, hash) VALUES (?, ?, ?, ?, ?)", id,
        (int64_t)draw.numbers + 1, actor->member, person_household(store, actor->member), db_blob(hash, sizeof hash));
    snprintf(data, sizeof data, "{\"place\":%d}", draw.numbers + 1);
    result = book(store, draw.unit, id, LEDGER_NUMBER_GIVEN, hash, data, now);
    if (draw.numbers + 1 == DRAW_HOMES)
        begin_opening(store, id, now);
    return result == RESULT_OK ? ephemeral_put(store, EPHEMERAL_LOT, id, slip, strlen(slip)) : result;
}

enum result draw_give(
    struct store *store, const struct actor *actor, int64_t id, int64_t number, int64_t now, char slip[DRAW_SLIP_BYTES])
{
    unsigned char bytes[SALT];
    slip[0] = '\0';
    if (number < 0 || number > 999999999999999999)
        return db_refuse(store, RESULT_INVALID, _("A whole number of at most 18 digits, not below 0."));
    enum result result = rights_require_member(store, actor);
    if (result != RESULT_OK || (result = db_begin(store)) != RESULT_OK)
        return result;
    randombytes_buf(bytes, sizeof bytes);
    draw_slip_make(number, bytes, slip);
    sodium_memzero(bytes, sizeof bytes);
    result = db_finish(store, give(store, actor, id, slip, now));
    if (result != RESULT_OK)
        sodium_memzero(slip, DRAW_SLIP_BYTES);
    return result;
}

/* --- drawn --- */

/* The opened numbers as the key of RFC 3797, in their order; the house's own last. */
static void make_key(struct store *store, int64_t draw, struct buffer *key)
{
    int64_t numbers[SEED];
    sqlite3_stmt *row = db_query(store,
        "SELECT opened, place FROM draw_number WHERE draw = ?1 AND opened <> '' UNION ALL SELECT opened, 99 FROM draw"
        " WHERE id = ?1 AND opened <> '' ORDER BY 2",
        draw);
    while (db_step(store, row))
        if (draw_seed_line(db_text(row, 0), numbers))
            lot_key_add(key, numbers, SEED);
    db_done(store, row);
}

/* The first of the drawn who are not involved are asked; who reported is passed over as if she had not answered. */
static void ask_drawn(
    struct store *store, const struct act_row *act, int64_t draw, const uint16_t *drawn, int chosen, int64_t now)
{
    int64_t wanted =
        PANEL_DRAWN -
        db_number(store, 0, "SELECT count(*) FROM panel_seat WHERE act = ? AND state = " SQL_PANEL_SITS, act->id);
    for (int i = 0; i < chosen && wanted > 0; i++) {
        int64_t member =
            db_number(store, 0, "SELECT member FROM draw_pool WHERE draw = ? AND number = ?", draw, (int64_t)drawn[i]);
        if (pool_is_silent(store, act, member) || pool_keeps_out(store, act, member, now) ||
            db_number(store, 0, "SELECT 1 FROM membership WHERE unit = ? AND member = ?", act->unit, member) != 1)
            continue;
        db_run(store, "INSERT OR IGNORE INTO panel_seat (act, member, place, draw, at) VALUES (?, ?, ?, ?, ?)", act->id,
            member, (int64_t)i + 1, draw, now);
        act_hint_member(store, member);
        wanted--;
    }
}

/* All numbers are opened. Inside a write. */
static enum result draw_now(struct store *store, const struct going *draw, int64_t now)
{
    struct act_row act;
    struct buffer key = { 0 };
    unsigned char hash[HASH];
    int pool = (int)db_number(store, 0, "SELECT pool FROM draw WHERE id = ?", draw->id);
    int chosen = (int)db_number(store, 0, "SELECT chosen FROM draw WHERE id = ?", draw->id);
    uint16_t drawn[DRAW_CHOSEN_MOST];
    enum result result = act_load(store, draw->act, &act);
    if (result != RESULT_OK)
        return result;
    make_key(store, draw->id, &key);
    lot_draw(LOT_BLAKE2B, buffer_text(&key), pool, chosen, drawn);
    crypto_generichash(hash, HASH, (const unsigned char *)buffer_text(&key), key.length, NULL, 0);
    buffer_clear(&key);
    db_run(store, "UPDATE draw SET state = " SQL_DRAW_DRAWN " WHERE id = ?", draw->id);
    db_run(store, "UPDATE mod_act SET due = ?2, stuck = 0 WHERE id = ?1", act.id, now + PANEL_ACCEPTS);
    ask_drawn(store, &act, draw->id, drawn, chosen, now);
    return book(store, draw->unit, draw->id, LEDGER_DRAWN, hash, NULL, now);
}

/* --- opened --- */

static enum result note_opened(
    struct store *store, const struct going *draw, int64_t place, const char *slip, int64_t now)
{
    char data[120];
    snprintf(data, sizeof data, "{\"place\":%lld,\"opened\":\"%.63s\"}", (long long)place, slip);
    return book(store, draw->unit, draw->id, LEDGER_NUMBER_OPENED, NULL, data, now);
}

static bool fits(sqlite3_stmt *row, int column, const char *slip)
{
    unsigned char hash[HASH];
    draw_slip_hash(slip, hash);
    return sqlite3_column_bytes(row, column) == HASH &&
           sodium_memcmp(hash, sqlite3_column_blob(row, column), HASH) == 0;
}

static enum result open_own(struct store *store, const struct actor *actor, int64_t id, const char *slip, int64_t now)
{
    struct going draw;
    int64_t place = 0;
    bool fit = false;
    enum result result = find_going(store, actor, id, &draw);
    if (result != RESULT_OK)
        return result;
    sqlite3_stmt *row = db_query(
        store, "SELECT place, hash FROM draw_number WHERE draw = ? AND member = ? AND opened = ''", id, actor->member);
    if (db_step(store, row)) {
        place = sqlite3_column_int64(row, 0);
        fit = fits(row, 1, slip);
    }
    db_done(store, row);
    if (draw.state == DRAW_NUMBERS && place != 0)
        return db_refuse(store, RESULT_REFUSED, _("Not yet: it is opened when three homes have given a number."));
    if (draw.state != DRAW_OPENING || place == 0)
        return db_refuse(store, RESULT_CONFLICT, _("You have no number there that waits to be opened."));
    if (!fit)
        return db_refuse(store, RESULT_REFUSED,
            _("That does not fit what you gave: its hash is another one. Type the slip as it was shown; else the house opens it from its memory within the hour."));
    db_run(store, "UPDATE draw_number SET opened = ?3 WHERE draw = ?1 AND place = ?2", id, place, slip);
    result = note_opened(store, &draw, place, slip, now);
    return result == RESULT_OK && draw.unopened == 1 ? draw_now(store, &draw, now) : result;
}

enum result draw_open(struct store *store, const struct actor *actor, int64_t id, const char *slip, int64_t now)
{
    int64_t numbers[SEED];
    char clean[DRAW_SLIP_BYTES];
    size_t length = strcspn(slip, " \r\n");
    snprintf(clean, sizeof clean, "%.*s", (int)(length < sizeof clean ? length : sizeof clean - 1), slip);
    if (!draw_seed_line(clean, numbers))
        return db_refuse(store, RESULT_INVALID,
            _("A slip is a number, a dot, and 32 signs of 0-9 and a-f, as it was shown when you gave the number."));
    enum result result = rights_require_member(store, actor);
    if (result != RESULT_OK || (result = db_begin(store)) != RESULT_OK)
        return result;
    return db_finish(store, open_own(store, actor, id, clean, now));
}

/* --- the caretaker --- */

/* Reads the lot anew, inside the write. False when somebody changed it since it was read: a home gave a number, or the
 * last one was opened by hand and it is drawn. The next second looks at it again. */
static bool is_as_read(struct store *store, const struct going *draw)
{
    struct going fresh;
    return load_going(store, draw->id, &fresh) && fresh.state == draw->state && fresh.numbers == draw->numbers;
}

/* The process that had the numbers died: the book says so, and a new lot begins with the same people. Both or neither:
 * a caretaker that is killed between the two would leave a lost lot that names no other in its place. */
static enum result lose_now(struct store *store, const struct going *draw, int64_t now)
{
    struct act_row act;
    int64_t *pool;
    db_run(store, "UPDATE draw SET state = " SQL_DRAW_LOST " WHERE id = ?", draw->id);
    enum result result = book(store, draw->unit, draw->id, LEDGER_DRAW_LOST, NULL, NULL, now);
    if (result != RESULT_OK || (result = act_load(store, draw->act, &act)) != RESULT_OK)
        return result;
    size_t count = pool_find(store, &act, now, &pool);
    if (count > 0) /* else the caretaker says that too few are left */
        result = draw_begin(store, &act, pool, count, draw->id, now);
    free(pool);
    return result;
}

static int lose(struct store *store, const struct going *draw, int64_t now)
{
    if (db_begin(store) != RESULT_OK)
        return -1;
    if (!is_as_read(store, draw))
        return db_abandon(store, RESULT_OK) == RESULT_OK ? 0 : -1;
    return db_finish(store, lose_now(store, draw, now)) == RESULT_OK ? 1 : 0;
}

/* Opens what fits from memory. Returns how many numbers still are closed. Inside a write. */
static int open_from_memory(
    struct store *store, const struct going *draw, const struct ephemeral_text *texts, size_t count, int64_t now)
{
    int64_t place[DRAW_HOMES];
    unsigned char hash[DRAW_HOMES][HASH], mine[HASH];
    int closed = 0, left = 0;
    sqlite3_stmt *row =
        db_query(store, "SELECT place, hash FROM draw_number WHERE draw = ? AND opened = '' ORDER BY place", draw->id);
    while (closed < DRAW_HOMES && db_step(store, row))
        if (sqlite3_column_bytes(row, 1) == HASH) {
            place[closed] = sqlite3_column_int64(row, 0);
            memcpy(hash[closed++], sqlite3_column_blob(row, 1), HASH);
        }
    db_done(store, row);
    for (int i = 0; i < closed; i++) {
        bool found = false;
        for (size_t k = 0; k < count && !found; k++) {
            draw_slip_hash(texts[k].text, mine);
            if (!(found = memcmp(mine, hash[i], HASH) == 0))
                continue;
            db_run(store, "UPDATE draw_number SET opened = ?3, from_memory = 1 WHERE draw = ?1 AND place = ?2",
                draw->id, place[i], texts[k].text);
            note_opened(store, draw, place[i], texts[k].text, now);
        }
        left += !found;
    }
    return left;
}

/* Fewer than three homes gave a number: the house's own is opened too. Inside a write. */
static bool open_of_house(
    struct store *store, const struct going *draw, const struct ephemeral_text *texts, size_t count, int64_t now)
{
    bool found = false;
    sqlite3_stmt *row = db_query(store, "SELECT hash FROM draw WHERE id = ?", draw->id);
    size_t which = 0;
    if (db_step(store, row))
        for (; which < count && !found; which += !found)
            found = fits(row, 0, texts[which].text);
    db_done(store, row);
    if (!found)
        return false;
    db_run(store, "UPDATE draw SET opened = ?2 WHERE id = ?1", draw->id, texts[which].text);
    return note_opened(store, draw, 0, texts[which].text, now) == RESULT_OK;
}

/* RESULT_NOT_FOUND: a number is neither opened nor in memory. Inside a write, so that no home gives one meanwhile, and
 * nobody opens the last one by hand. */
static enum result open_and_draw(
    struct store *store, const struct going *draw, struct ephemeral_text *texts, size_t most, int64_t now)
{
    size_t count = 0;
    enum result result = ephemeral_take(store, EPHEMERAL_LOT, draw->id, true, texts, most, &count);
    if (result != RESULT_OK && result != RESULT_NOT_FOUND)
        return result;
    bool all = open_from_memory(store, draw, texts, count, now) == 0;
    if (all && draw->numbers < DRAW_HOMES)
        all = open_of_house(store, draw, texts, count, now);
    return all ? draw_now(store, draw, now) : RESULT_NOT_FOUND;
}

static int open_all(struct store *store, const struct going *draw, int64_t now)
{
    enum { TEXTS_MOST = 200 };
    if (db_begin(store) != RESULT_OK)
        return 0;
    if (!is_as_read(store, draw))
        return db_abandon(store, RESULT_OK) == RESULT_OK ? 0 : -1;
    struct ephemeral_text *texts = xcalloc(TEXTS_MOST, sizeof *texts);
    enum result result = db_finish(store, open_and_draw(store, draw, texts, TEXTS_MOST, now));
    sodium_memzero(texts, TEXTS_MOST * sizeof *texts);
    free(texts);
    if (result == RESULT_NOT_FOUND)
        return lose(store, draw, now);
    return result == RESULT_OK ? 1 : 0;
}

/* The act ended meanwhile: nobody needs the lot. */
static int stop(struct store *store, const struct going *draw)
{
    if (db_begin(store) != RESULT_OK)
        return -1;
    if (!is_as_read(store, draw))
        return db_abandon(store, RESULT_OK) == RESULT_OK ? 0 : -1;
    db_run(store, "UPDATE draw SET state = " SQL_DRAW_LOST " WHERE id = ?", draw->id);
    return db_commit(store) == RESULT_OK ? 1 : -1;
}

/* What the memory has of lots that are over is wiped, however they ended: also by the last home, which opened its
 * number by hand. `instance` 0 says that this is done. Else a house of many lots fills that memory. */
static int wipe_ended(struct store *store)
{
    int64_t ids[GOING_MOST];
    size_t count = 0;
    sqlite3_stmt *row =
        db_query(store, "SELECT id FROM draw WHERE state >= " SQL_DRAW_DRAWN " AND instance <> 0 ORDER BY id LIMIT ?",
            (int64_t)GOING_MOST);
    while (count < GOING_MOST && db_step(store, row))
        ids[count++] = sqlite3_column_int64(row, 0);
    db_done(store, row);
    if (count == 0)
        return db_failed(store) ? -1 : 0;
    for (size_t i = 0; i < count; i++)
        if (ephemeral_wipe(store, EPHEMERAL_LOT, ids[i]) != RESULT_OK)
            return 0; /* it does not answer: the next second tries again */
    if (db_begin(store) != RESULT_OK)
        return 0;
    for (size_t i = 0; i < count; i++)
        db_run(store, "UPDATE draw SET instance = 0 WHERE id = ?", ids[i]);
    return db_commit(store) == RESULT_OK ? 0 : -1;
}

static int tend_one(struct store *store, const struct going *draw, int64_t instance, int64_t now)
{
    if (db_number(store, 0, "SELECT state FROM mod_act WHERE id = ?", draw->act) != ACT_APPEALED)
        return stop(store, draw);
    if (draw->instance != instance)
        return lose(store, draw, now);
    return now >= draw->due ? open_all(store, draw, now) : 0;
}

static int tend_going(struct store *store, int64_t now)
{
    int64_t ids[GOING_MOST], instance;
    size_t count = 0;
    int changed = 0;
    sqlite3_stmt *row = db_query(
        store, "SELECT id FROM draw WHERE state < " SQL_DRAW_DRAWN " ORDER BY id LIMIT ?", (int64_t)GOING_MOST);
    while (count < GOING_MOST && db_step(store, row))
        ids[count++] = sqlite3_column_int64(row, 0);
    db_done(store, row);
    if (count == 0)
        return db_failed(store) ? -1 : 0;
    if (ephemeral_instance(store, &instance) != RESULT_OK)
        return 0;
    for (size_t i = 0; i < count; i++) {
        struct going draw;
        int one = load_going(store, ids[i], &draw) ? tend_one(store, &draw, instance, now) : 0;
        if (one < 0)
            return -1;
        changed += one;
    }
    return changed;
}

int draws_tend(struct store *store, int64_t now)
{
    int changed = tend_going(store, now);
    return changed < 0 || wipe_ended(store) < 0 ? -1 : changed;
}

/* --- reading --- */

static void hex_of(sqlite3_stmt *row, int column, char out[65])
{
    if (sqlite3_column_bytes(row, column) == HASH)
        sodium_bin2hex(out, 65, sqlite3_column_blob(row, column), HASH);
}

static void read_numbers(struct store *store, const struct actor *actor, struct draw *out)
{
    sqlite3_stmt *row = db_query(store,
        "SELECT " HANDLE_OF(
            "n.member") ", n.hash, n.opened, n.from_memory, n.member, n.place FROM draw_number n"
                        " WHERE n.draw = ?1 UNION ALL SELECT '', hash, opened, 0, 0, 99 FROM draw WHERE id"
                        " = ?1 ORDER BY 6",
        out->id);
    while (out->numbers <= DRAW_HOMES && db_step(store, row)) {
        struct draw_number *number = &out->number[out->numbers++];
        bool house = sqlite3_column_int(row, 5) == 99;
        *number = (struct draw_number) { .from_memory = sqlite3_column_int(row, 3) != 0,
            .mine = !house && sqlite3_column_int64(row, 4) == actor->member };
        if (!house)
            person_copy_handle(row, 0, number->handle);
        hex_of(row, 1, number->hash);
        db_copy(row, 2, number->opened, sizeof number->opened);
        out->house_counts = house && number->opened[0] != '\0';
        out->mine_to_open =
            out->mine_to_open || (out->state == DRAW_OPENING && number->mine && number->opened[0] == '\0');
    }
    db_done(store, row);
}

static void run_again(struct store *store, struct draw *out)
{
    struct buffer key = { 0 };
    out->drawn = xcalloc((size_t)out->chosen, sizeof *out->drawn);
    make_key(store, out->id, &key);
    lot_draw(LOT_BLAKE2B, buffer_text(&key), out->pool, out->chosen, out->drawn);
    out->key = buffer_take(&key);
}

static void read_pool(struct store *store, struct draw *out)
{
    out->people = xcalloc((size_t)out->pool, sizeof *out->people);
    sqlite3_stmt *row = db_query(
        store, "SELECT number, " HANDLE_OF("p.member") " FROM draw_pool p WHERE draw = ? ORDER BY number", out->id);
    while (db_step(store, row)) {
        int64_t number = sqlite3_column_int64(row, 0);
        if (number >= 1 && number <= out->pool)
            person_copy_handle(row, 1, out->people[number - 1]);
    }
    db_done(store, row);
}

enum result draw_get(struct store *store, const struct actor *actor, int64_t id, int64_t now, struct draw *out)
{
    struct going going;
    (void)now;
    *out = (struct draw) { 0 };
    db_reading_begin(store);
    enum result result = find_going(store, actor, id, &going);
    if (result == RESULT_OK) {
        *out = (struct draw) { .id = id, .unit = going.unit, .act = going.act, .due = going.due, .state = going.state };
        out->at = db_number(store, 0, "SELECT at FROM draw WHERE id = ?", id);
        out->pool = (int)db_number(store, 0, "SELECT pool FROM draw WHERE id = ?", id);
        out->chosen = (int)db_number(store, 0, "SELECT chosen FROM draw WHERE id = ?", id);
        out->after = db_number(store, 0, "SELECT after FROM draw WHERE id = ?", id);
        out->next = db_number(store, 0, "SELECT id FROM draw WHERE after = ?", id);
        read_numbers(store, actor, out);
        read_pool(store, out);
        out->may_give = may_give(store, actor, &going) == RESULT_OK;
        if (out->state == DRAW_DRAWN)
            run_again(store, out);
    }
    enum result outcome = db_reading_end(store);
    return result != RESULT_OK ? result : outcome;
}

void draw_clear(struct draw *draw)
{
    free(draw->key);
    free(draw->drawn);
    free(draw->people);
    draw->key = NULL;
    draw->drawn = NULL;
    draw->people = NULL;
}
