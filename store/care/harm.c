/* harm.c: what somebody keeps who was harmed: seats, phrases, sealing. See harm.h. RULES 6.7. */
#include "harm.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "store/care/care_row.h"
#include "store/care/harm_seat.h"
#include "store/people/credentials.h"

enum {
    OPEN_SECONDS = 600,
    MONTH = 30 * 86400,
    DERIVED = HARM_KEY * 2, /* the tag of the row, and the key of its secret half */
    KEPT = crypto_box_SECRETKEYBYTES + HARM_KEY + HARM_ID,
    KEY_BOX = crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES + KEPT,
    TEXT_BOX = HARM_TEXT_SIZE + crypto_box_SEALBYTES,
};

void harm_shut(struct store *store)
{
    if (store->harm == NULL)
        return;
    sodium_memzero(store->harm, sizeof *store->harm);
    munlock(store->harm, sizeof *store->harm);
    free(store->harm);
    store->harm = NULL;
}

bool harm_tend(struct store *store, int64_t now)
{
    if (store->harm != NULL && now >= store->harm->until)
        harm_shut(store);
    return store->harm != NULL;
}

void harm_touch(struct store *store, int64_t now)
{
    if (harm_tend(store, now))
        store->harm->until = now + OPEN_SECONDS;
}

void harm_wipe(struct harm *harm)
{
    sodium_memzero(harm, sizeof *harm);
}

static void hold(struct store *store, int64_t member, const struct harm_person *person,
    const unsigned char secret[crypto_box_SECRETKEYBYTES], int64_t now)
{
    harm_shut(store);
    store->harm = xcalloc(1, sizeof *store->harm);
    mlock(store->harm, sizeof *store->harm); /* where the machine allows it */
    store->harm->member = member;
    store->harm->until = now + OPEN_SECONDS;
    memcpy(store->harm->seat, person->seat, HARM_ID);
    memcpy(store->harm->key, person->key, HARM_KEY);
    memcpy(store->harm->secret, secret, sizeof store->harm->secret);
}

static enum result nothing(struct store *store)
{
    return db_refuse(store, RESULT_NOT_FOUND,
        _("These words open nothing. If you typed them wrongly, type them again; `hurt begin` begins a new one."));
}

enum result harm_require_open(struct store *store, const struct actor *actor, int64_t now)
{
    enum result result = care_require(store, actor);
    if (result != RESULT_OK)
        return result;
    if (!harm_tend(store, now) || store->harm->member != actor->member) {
        harm_shut(store);
        return nothing(store);
    }
    harm_touch(store, now);
    return RESULT_OK;
}

/* --- phrases --- */

/* One blank between words, none around them. False: it has more bytes than a phrase may. */
static bool tidy(const char *phrase, char out[HARM_PHRASE_BYTES])
{
    size_t used = 0;
    for (const char *c = phrase; *c != '\0'; c++) {
        bool blank = *c == ' ' || *c == '\t' || *c == '\n' || *c == '\r';
        if (blank && (used == 0 || out[used - 1] == ' '))
            continue;
        if (used == HARM_PHRASE_BYTES - 1)
            return false;
        out[used++] = blank ? ' ' : *c;
    }
    out[used > 0 && out[used - 1] == ' ' ? used - 1 : used] = '\0';
    return true;
}

/* The salt is of this house and this member: one phrase gives two members two rows. */
static void salt_of(struct store *store, int64_t member, unsigned char salt[crypto_pwhash_SALTBYTES])
{
    char from[200] = "";
    sqlite3_stmt *row = db_query(store,
        "SELECT 'harm ' || (SELECT uid FROM unit ORDER BY id LIMIT 1) || ' ' || uid FROM member WHERE id = ?", member);
    if (db_step(store, row))
        db_copy(row, 0, from, sizeof from);
    db_done(store, row);
    crypto_generichash(salt, crypto_pwhash_SALTBYTES, (const unsigned char *)from, strlen(from), NULL, 0);
}

/* Outside a write. */
static enum result derive(
    struct store *store, int64_t member, const char *phrase, int slots, unsigned char out[DERIVED])
{
    unsigned char salt[crypto_pwhash_SALTBYTES];
    char words[HARM_PHRASE_BYTES];
    enum result result = tidy(phrase, words) ? RESULT_OK : nothing(store);
    salt_of(store, member, salt);
    if (result == RESULT_OK)
        result = credentials_derive(store, words, salt, slots, out, DERIVED);
    sodium_memzero(words, sizeof words);
    return result;
}

static enum result check_phrase(struct store *store, const char *phrase)
{
    char words[HARM_PHRASE_BYTES];
    bool good = tidy(phrase, words) && strlen(words) >= HARM_PHRASE_LEAST;
    sodium_memzero(words, sizeof words);
    return good
               ? RESULT_OK
               : db_refuse(store, RESULT_INVALID,
                     _("Choose %d letters or more: five words in a row that nobody would guess. Whoever has the machine "
                       "can guess as often as they like."),
                     HARM_PHRASE_LEAST);
}

/* Five words that can be said and kept in mind: 61 bits. */
static void make_words(char out[HARM_WORDS_BYTES])
{
    static const char consonants[] = "bdfgklmnprstvz", vowels[] = "aeiou";
    size_t used = 0;
    for (int i = 0; i < 10; i++) {
        if (i > 0 && i % 2 == 0)
            out[used++] = ' ';
        out[used++] = consonants[randombytes_uniform(sizeof consonants - 1)];
        out[used++] = vowels[randombytes_uniform(sizeof vowels - 1)];
    }
    out[used] = '\0';
}

/* --- sealing --- */

/* The secret half of a seat's key, under what the phrase gave. */
static void close_key(const struct harm_person *person, const unsigned char *secret,
    const unsigned char derived[DERIVED], unsigned char out[KEY_BOX])
{
    unsigned char kept[KEPT];
    memcpy(kept, secret, crypto_box_SECRETKEYBYTES);
    memcpy(kept + crypto_box_SECRETKEYBYTES, person->key, HARM_KEY);
    memcpy(kept + crypto_box_SECRETKEYBYTES + HARM_KEY, person->seat, HARM_ID);
    randombytes_buf(out, crypto_secretbox_NONCEBYTES);
    crypto_secretbox_easy(out + crypto_secretbox_NONCEBYTES, kept, KEPT, out, derived + HARM_KEY);
    sodium_memzero(kept, sizeof kept);
}

static bool open_key(const unsigned char box[KEY_BOX], const unsigned char derived[DERIVED], struct harm_person *person,
    unsigned char secret[crypto_box_SECRETKEYBYTES])
{
    unsigned char kept[KEPT];
    bool good = crypto_secretbox_open_easy(kept, box + crypto_secretbox_NONCEBYTES,
                    KEY_BOX - crypto_secretbox_NONCEBYTES, box, derived + HARM_KEY) == 0;
    if (good) {
        memcpy(secret, kept, crypto_box_SECRETKEYBYTES);
        memcpy(person->key, kept + crypto_box_SECRETKEYBYTES, HARM_KEY);
        memcpy(person->seat, kept + crypto_box_SECRETKEYBYTES + HARM_KEY, HARM_ID);
    }
    sodium_memzero(kept, sizeof kept);
    return good;
}

static void find_me(struct harm *harm, const unsigned char seat[HARM_ID])
{
    harm->me = -1;
    for (int i = 0; i < harm->people; i++)
        if (memcmp(harm->person[i].seat, seat, HARM_ID) == 0)
            harm->me = i;
}

/* Opens a box with the key that is held. */
static bool unseal(struct store *store, const unsigned char *box, struct harm *out)
{
    char *text = xcalloc(1, HARM_TEXT_SIZE);
    bool good =
        crypto_box_seal_open((unsigned char *)text, box, TEXT_BOX, store->harm->key, store->harm->secret) == 0 &&
        harm_text_read(text, out);
    if (good)
        find_me(out, store->harm->seat);
    sodium_memzero(text, HARM_TEXT_SIZE);
    free(text);
    return good && out->me >= 0;
}

enum result harm_seal(struct store *store, const struct harm *harm, int64_t now)
{
    char *text = xcalloc(1, HARM_TEXT_SIZE);
    unsigned char *box = xcalloc(1, TEXT_BOX);
    enum result result = harm_text_write(harm, text)
                             ? RESULT_OK
                             : db_refuse(store, RESULT_FULL, _("It is full. Write shorter, or begin again."));
    for (int i = 0; result == RESULT_OK && i < harm->people; i++) {
        if (crypto_box_seal(box, (const unsigned char *)text, HARM_TEXT_SIZE, harm->person[i].key) != 0)
            die("a text could not be sealed");
        db_run(store, "UPDATE harm_seat SET box = ?2, month = ?3 WHERE id = ?1", db_blob(harm->person[i].seat, HARM_ID),
            db_blob(box, TEXT_BOX), now / MONTH);
    }
    sodium_memzero(text, HARM_TEXT_SIZE);
    free(text);
    free(box);
    return result;
}

enum result harm_read_open(struct store *store, struct harm *out)
{
    bool good = false;
    sqlite3_stmt *row = db_query(store, "SELECT box FROM harm_seat WHERE id = ?", db_blob(store->harm->seat, HARM_ID));
    if (db_step(store, row) && sqlite3_column_bytes(row, 0) == TEXT_BOX)
        good = unseal(store, sqlite3_column_blob(row, 0), out);
    db_done(store, row);
    if (good)
        return RESULT_OK;
    harm_shut(store);
    return nothing(store);
}

/* --- reading --- */

void harm_read_handles(struct store *store, struct harm *harm)
{
    for (int i = 0; i < harm->people; i++) {
        sqlite3_stmt *row = db_query(store, "SELECT " HANDLE_OF("?1"), harm->person[i].member);
        if (db_step(store, row))
            person_copy_handle(row, 0, harm->person[i].handle);
        db_done(store, row);
    }
}

enum result harm_look(struct store *store, const struct actor *actor, int64_t now, struct harm *out)
{
    harm_wipe(out);
    enum result result = harm_require_open(store, actor, now);
    if (result == RESULT_OK && (result = harm_read_open(store, out)) == RESULT_OK)
        harm_read_handles(store, out);
    return result;
}

/* --- seats --- */

/* Inside a write. A row of this seat, whose text is sealed afterwards. */
static void put_seat(struct store *store, const struct harm_person *person, const unsigned char *secret,
    const unsigned char derived[DERIVED], int64_t now)
{
    unsigned char key[KEY_BOX];
    close_key(person, secret, derived, key);
    db_run(store,
        "INSERT INTO harm_seat VALUES (?1, ?2, ?3, x'', ?4) ON CONFLICT (id) DO UPDATE SET tag = excluded.tag, key ="
        " excluded.key",
        db_blob(person->seat, HARM_ID), db_blob(derived, HARM_KEY), db_blob(key, KEY_BOX), now / MONTH);
}

/* Another key pair, and another row: what an old backup has opens nothing that is written from now on. */
static void make_seat(struct harm_person *person, unsigned char secret[crypto_box_SECRETKEYBYTES])
{
    randombytes_buf(person->seat, HARM_ID);
    crypto_box_keypair(person->key, secret);
    person->opened = false;
}

static bool tag_is_taken(struct store *store, const unsigned char derived[DERIVED])
{
    return db_number(store, 0, "SELECT 1 FROM harm_seat WHERE tag = ?", db_blob(derived, HARM_KEY)) == 1;
}

enum result harm_begin(struct store *store, const struct actor *actor, const char *phrase, int slots, int64_t now)
{
    unsigned char derived[DERIVED], secret[crypto_box_SECRETKEYBYTES];
    struct harm *harm = xcalloc(1, sizeof *harm);
    enum result result = care_require(store, actor);
    if (result == RESULT_OK && (result = check_phrase(store, phrase)) == RESULT_OK)
        result = derive(store, actor->member, phrase, slots, derived);
    if (result == RESULT_OK && (result = db_begin(store)) == RESULT_OK) {
        harm->people = 1;
        harm->since = now;
        harm->person[0].member = actor->member;
        make_seat(&harm->person[0], secret);
        harm->person[0].opened = true;
        if (tag_is_taken(store, derived))
            result =
                db_abandon(store, db_refuse(store, RESULT_CONFLICT, _("Choose other words: these are used already.")));
        else {
            put_seat(store, &harm->person[0], secret, derived, now);
            result = db_finish(store, harm_seal(store, harm, now));
        }
        if (result == RESULT_OK)
            hold(store, actor->member, &harm->person[0], secret, now);
    }
    sodium_memzero(derived, sizeof derived);
    sodium_memzero(secret, sizeof secret);
    harm_wipe(harm);
    free(harm);
    return result;
}

/* As long as opening what is there. */
static void open_nothing(const unsigned char derived[DERIVED])
{
    unsigned char *box = xcalloc(1, TEXT_BOX), key[KEY_BOX], public[HARM_KEY], secret[crypto_box_SECRETKEYBYTES];
    struct harm_person none;
    char *text = xcalloc(1, HARM_TEXT_SIZE);
    randombytes_buf(key, sizeof key);
    crypto_box_keypair(public, secret);
    if (open_key(key, derived, &none, secret) ||
        crypto_box_seal(box, (unsigned char *)text, HARM_TEXT_SIZE, public) != 0 ||
        crypto_box_seal_open((unsigned char *)text, box, TEXT_BOX, public, secret) != 0)
        die("libsodium does not work");
    sodium_memzero(secret, sizeof secret);
    free(box);
    free(text);
}

/* Finds the row by what the phrase gave, and holds its key. */
static bool take_key(struct store *store, int64_t member, const unsigned char derived[DERIVED], int64_t now)
{
    unsigned char secret[crypto_box_SECRETKEYBYTES];
    struct harm_person person = { 0 };
    bool good = false;
    sqlite3_stmt *row = db_query(store, "SELECT key FROM harm_seat WHERE tag = ?", db_blob(derived, HARM_KEY));
    if (db_step(store, row) && sqlite3_column_bytes(row, 0) == KEY_BOX)
        good = open_key(sqlite3_column_blob(row, 0), derived, &person, secret);
    db_done(store, row);
    if (good)
        hold(store, member, &person, secret, now);
    else
        open_nothing(derived);
    sodium_memzero(secret, sizeof secret);
    return good;
}

enum result harm_open(
    struct store *store, const struct actor *actor, const char *phrase, int slots, int64_t now, struct harm *out)
{
    unsigned char derived[DERIVED];
    harm_wipe(out);
    harm_shut(store);
    enum result result = care_require(store, actor);
    if (result == RESULT_OK && (result = derive(store, actor->member, phrase, slots, derived)) == RESULT_OK)
        result = take_key(store, actor->member, derived, now) ? harm_look(store, actor, now, out) : nothing(store);
    sodium_memzero(derived, sizeof derived);
    return result;
}

enum result harm_phrase(struct store *store, const struct actor *actor, const char *phrase, int slots, int64_t now)
{
    unsigned char derived[DERIVED];
    struct harm *harm = xcalloc(1, sizeof *harm);
    enum result result = harm_require_open(store, actor, now);
    if (result == RESULT_OK && (result = check_phrase(store, phrase)) == RESULT_OK)
        result = derive(store, actor->member, phrase, slots, derived);
    if (result == RESULT_OK && (result = db_begin(store)) == RESULT_OK) {
        if (tag_is_taken(store, derived))
            result = db_refuse(store, RESULT_CONFLICT, _("Choose other words: these are used already."));
        else if ((result = harm_read_open(store, harm)) == RESULT_OK) {
            harm->person[harm->me].opened = true;
            put_seat(store, &harm->person[harm->me], store->harm->secret, derived, now);
            result = harm_seal(store, harm, now);
        }
        result = db_finish(store, result);
    }
    sodium_memzero(derived, sizeof derived);
    harm_wipe(harm);
    free(harm);
    return result;
}

/* --- naming somebody --- */

/* The place of this member; a free one for her who was harmed; -1 with a refusal. */
static int place_for(struct store *store, const struct harm *harm, int64_t member)
{
    for (int i = 0; i < harm->people; i++)
        if (harm->person[i].member == member)
            return i;
    if (harm->me != 0)
        db_refuse(store, RESULT_REFUSED, _("Only whoever was harmed names people."));
    else if (harm->people == HARM_PEOPLE_MOST)
        db_refuse(store, RESULT_REFUSED, _("Three people at most. `hurt unname` takes one out."));
    return harm->me != 0 || harm->people == HARM_PEOPLE_MOST ? -1 : harm->people;
}

static enum result seat_for(struct store *store, int64_t member, const unsigned char derived[DERIVED], int64_t now)
{
    unsigned char secret[crypto_box_SECRETKEYBYTES];
    struct harm *harm = xcalloc(1, sizeof *harm);
    enum result result = harm_read_open(store, harm);
    int place = result == RESULT_OK ? place_for(store, harm, member) : -1;
    if (place < 0 && result == RESULT_OK)
        result = RESULT_REFUSED;
    else if (result == RESULT_OK) {
        struct harm_person *person = &harm->person[place];
        if (place == harm->people)
            *person = (struct harm_person) { .member = member };
        else
            db_run(store, "DELETE FROM harm_seat WHERE id = ?", db_blob(person->seat, HARM_ID));
        harm->people += place == harm->people;
        make_seat(person, secret);
        put_seat(store, person, secret, derived, now);
        result = harm_seal(store, harm, now);
    }
    sodium_memzero(secret, sizeof secret);
    harm_wipe(harm);
    free(harm);
    return result;
}

enum result harm_name(struct store *store, const struct actor *actor, const char *handle, int slots, int64_t now,
    char words[HARM_WORDS_BYTES])
{
    unsigned char derived[DERIVED];
    struct member found = { 0 };
    words[0] = '\0';
    enum result result = harm_require_open(store, actor, now);
    if (result == RESULT_OK)
        result = harm_find(store, actor, handle, now, &found);
    if (result == RESULT_OK && found.id == actor->member)
        result = db_refuse(store, RESULT_INVALID, _("That is you. `hurt phrase` gives your own seat another phrase."));
    if (result == RESULT_OK && found.by_hand)
        result = db_refuse(
            store, RESULT_INVALID, _("%s has no device, and could not open it. Tell them face to face."), found.handle);
    if (result != RESULT_OK)
        return result;
    make_words(words);
    if ((result = derive(store, found.id, words, slots, derived)) == RESULT_OK &&
        (result = db_begin(store)) == RESULT_OK)
        result = db_finish(store, seat_for(store, found.id, derived, now));
    if (result != RESULT_OK)
        sodium_memzero(words, HARM_WORDS_BYTES);
    sodium_memzero(derived, sizeof derived);
    return result;
}
