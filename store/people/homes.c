/* homes.c: how a home is written, and what becomes of labels in another form. RULES 1.1. */
#include "homes.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "store/people/people.h"
#include "store/people/person.h"

enum {
    BLOCK_LETTERS_MOST = 6, /* of a block that the street named */
    BLOCKS_MOST = 40,
    NUMBER_MOST = 9999,
};

/* --- the form; pure --- */

/* Capitals of other alphabets that look like Latin ones. A home is known by its label on a door, so look-alikes are the
 * same. */
static const struct {
    utf8proc_int32_t from;
    char to;
} look_alikes[] = {
    { 0x410, 'A' },
    { 0x412, 'B' },
    { 0x415, 'E' },
    { 0x405, 'S' },
    { 0x406, 'I' },
    { 0x408, 'J' },
    { 0x41a, 'K' },
    { 0x41c, 'M' },
    { 0x41d, 'H' },
    { 0x41e, 'O' },
    { 0x420, 'P' },
    { 0x421, 'C' },
    { 0x422, 'T' },
    { 0x423, 'Y' },
    { 0x425, 'X' },
    { 0x4ae, 'Y' },
    { 0x50c, 'G' },
    { 0x51a, 'Q' },
    { 0x51c, 'W' },
    { 0x391, 'A' },
    { 0x392, 'B' },
    { 0x395, 'E' },
    { 0x396, 'Z' },
    { 0x397, 'H' },
    { 0x399, 'I' },
    { 0x39a, 'K' },
    { 0x39c, 'M' },
    { 0x39d, 'N' },
    { 0x39f, 'O' },
    { 0x3a1, 'P' },
    { 0x3a4, 'T' },
    { 0x3a5, 'Y' },
    { 0x3a7, 'X' },
    { 0x3f9, 'C' },
};

static utf8proc_int32_t capital(utf8proc_int32_t c)
{
    c = utf8proc_toupper(c);
    for (size_t i = 0; i < sizeof look_alikes / sizeof *look_alikes; i++)
        if (look_alikes[i].from == c)
            return look_alikes[i].to;
    return c;
}

static bool is_letter(utf8proc_int32_t c)
{
    utf8proc_category_t category = utf8proc_category(c);
    return category == UTF8PROC_CATEGORY_LU || category == UTF8PROC_CATEGORY_LL || category == UTF8PROC_CATEGORY_LT ||
           category == UTF8PROC_CATEGORY_LO;
}

static bool is_mark(utf8proc_int32_t c)
{
    utf8proc_category_t category = utf8proc_category(c);
    return category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_MC;
}

/* People write "C 14", "C14", "C-14", "C/14" and "C.14". */
static bool parts_words(utf8proc_int32_t c)
{
    return c == ' ' || c == '-' || c == '/' || c == '.' || c == '#' || c == 0x2010 || c == 0x2011 || c == 0x2013 ||
           c == 0x2014;
}

/* A place in a text in NFKC; `c` is the code point there. c is 0 at the end, and where the text is not UTF-8. */
struct reading {
    const utf8proc_uint8_t *at;
    utf8proc_int32_t c;
};

static void read_next(struct reading *reading)
{
    utf8proc_ssize_t length = *reading->at != '\0' ? utf8proc_iterate(reading->at, -1, &reading->c) : 0;
    if (length <= 0)
        reading->c = 0;
    else
        reading->at += length;
}

static void skip_between(struct reading *reading)
{
    while (parts_words(reading->c))
        read_next(reading);
}

/* Reads at most `most` letters, as capitals, with the marks that belong to them. Returns the number of letters; 0 when
 * there are none; -1 when there are too many letters or bytes. */
static int read_letters(struct reading *reading, int most, char *out, size_t room)
{
    size_t used = 0;
    int letters = 0;
    for (; is_letter(reading->c) || (letters > 0 && is_mark(reading->c)); read_next(reading)) {
        letters += is_letter(reading->c);
        if (letters > most || used + 5 > room)
            return -1;
        used += (size_t)utf8proc_encode_char(capital(reading->c), (utf8proc_uint8_t *)out + used);
    }
    out[used] = '\0';
    return letters;
}

/* Returns 0 unless a number from 1 to NUMBER_MOST stands there. */
static int read_house_number(struct reading *reading)
{
    int number = 0;
    for (; reading->c >= '0' && reading->c <= '9'; read_next(reading))
        number = number > NUMBER_MOST ? number : number * 10 + (int)(reading->c - '0');
    return number <= NUMBER_MOST ? number : 0;
}

static utf8proc_uint8_t *compose(const char *typed)
{
    utf8proc_uint8_t *composed = NULL;
    if (utf8proc_map((const utf8proc_uint8_t *)typed, 0, &composed,
            UTF8PROC_NULLTERM | UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_COMPOSE | UTF8PROC_IGNORE) < 0)
        return NULL;
    return composed;
}

/* Finds the block of this street that looks like `block`, and copies it as the street writes it. */
static bool find_block(const char *blocks, const char *block, char *out, size_t size)
{
    char own[HOME_BYTES];
    while (*blocks != '\0') {
        size_t length = strcspn(blocks, " ");
        char *name = xstrndup(blocks, length);
        struct reading reading = { .at = (const utf8proc_uint8_t *)name };
        read_next(&reading);
        bool same = read_letters(&reading, BLOCK_LETTERS_MOST, own, sizeof own) > 0 && strcmp(own, block) == 0;
        if (same)
            util_copy_text(out, size, name);
        free(name);
        if (same)
            return true;
        blocks += length + (blocks[length] == ' ');
    }
    return false;
}

static enum home_fault read_home(struct reading *reading, const char *blocks, char out[HOME_BYTES])
{
    char block[HOME_BYTES], part[8];
    int most = blocks[0] != '\0' ? BLOCK_LETTERS_MOST : HOME_BLOCK_LETTERS;
    read_next(reading);
    skip_between(reading);
    if (read_letters(reading, most, block, sizeof block - 8) <= 0)
        return HOME_SHAPE;
    skip_between(reading);
    int number = read_house_number(reading);
    skip_between(reading);
    int parts = read_letters(reading, 1, part, sizeof part);
    skip_between(reading);
    if (number == 0 || parts < 0 || reading->c != 0 || *reading->at != '\0')
        return HOME_SHAPE;
    if (blocks[0] != '\0' && !find_block(blocks, block, block, sizeof block))
        return HOME_BLOCK;
    return snprintf(out, HOME_BYTES, "%s %d%s", block, number, part) < HOME_BYTES ? HOME_GOOD : HOME_SHAPE;
}

enum home_fault home_form(const char *typed, const char *blocks, char out[HOME_BYTES])
{
    utf8proc_uint8_t *composed = compose(typed);
    struct reading reading = { .at = composed };
    enum home_fault fault = composed != NULL ? read_home(&reading, blocks, out) : HOME_SHAPE;
    free(composed);
    if (fault != HOME_GOOD)
        out[0] = '\0';
    return fault;
}

bool home_blocks_clean(const char *typed, char out[HOME_BLOCKS_BYTES])
{
    char block[HOME_BYTES], other[HOME_BYTES];
    utf8proc_uint8_t *composed = compose(typed);
    int count = 0;
    bool good = composed != NULL;
    char *save = NULL;
    out[0] = '\0';
    for (char *name = good ? strtok_r((char *)composed, " ,", &save) : NULL; name != NULL && good;
         name = strtok_r(NULL, " ,", &save)) {
        struct reading reading = { .at = (const utf8proc_uint8_t *)name };
        read_next(&reading);
        good = read_letters(&reading, BLOCK_LETTERS_MOST, block, sizeof block - 8) > 0 && reading.c == 0 &&
               strlen(name) < sizeof block - 8 && !find_block(out, block, other, sizeof other) &&
               ++count <= BLOCKS_MOST && strlen(out) + strlen(name) + 2 <= HOME_BLOCKS_BYTES;
        if (good)
            snprintf(out + strlen(out), HOME_BLOCKS_BYTES - strlen(out), "%s%s", count > 1 ? " " : "", name);
    }
    free(composed);
    return good;
}

/* --- in the house --- */

static void blocks_of(struct store *store, int64_t unit, char out[HOME_BLOCKS_BYTES])
{
    out[0] = '\0';
    sqlite3_stmt *row = db_query(store, "SELECT value FROM unit_value WHERE unit = ? AND name = 'blocks'", unit);
    if (db_step(store, row))
        db_copy(row, 0, out, HOME_BLOCKS_BYTES);
    db_done(store, row);
}

static enum result refuse_home(struct store *store, const char *blocks)
{
    if (blocks[0] != '\0')
        return db_refuse(
            store, RESULT_INVALID, _("A home is a block and a number. The blocks of this street are: %s."), blocks);
    return db_refuse(store, RESULT_INVALID,
        _("A home is a block and a number, like \"C 14\": at most three letters and then the number. It is no street "
          "address."));
}

/* Accepts the label of an older version as it is, in any form, while people live there. */
enum result home_clean(struct store *store, int64_t unit, const char *home, char **out)
{
    char blocks[HOME_BLOCKS_BYTES], form[HOME_BYTES];
    char *clean = NULL;
    enum result result = db_clean_text(store, home, true, HOME_BYTES - 1, &clean);
    if (result != RESULT_OK)
        return refuse_home(store, "");
    blocks_of(store, unit, blocks);
    if (home_form(clean, blocks, form) == HOME_GOOD)
        *out = xstrdup(form);
    else if (person_home_is_in(store, unit, clean))
        *out = xstrdup(clean);
    else
        result = refuse_home(store, blocks);
    free(clean);
    return result;
}

/* A block counts when people live in it: without that, "bus 7" would be home 7 of a block "bus". */
static bool block_lives(struct store *store, int64_t unit, const char *home, char out[HOME_BYTES])
{
    bool found = false;
    sqlite3_stmt *row = db_query(store,
        "SELECT DISTINCT h.label FROM member m JOIN household h ON h.id = m.household WHERE m.gone = 0 AND h.unit = ?",
        unit);
    while (!found && db_step(store, row)) {
        found = person_same_block(home, db_text(row, 0));
        if (found)
            util_copy_text(out, HOME_BYTES, db_text(row, 0));
    }
    db_done(store, row);
    out[found ? person_block_length(out) : 0] = '\0';
    return found;
}

/* Words that may stand before the name of a block, in any language that is spoken in the house. */
static bool is_block_word(const char *word)
{
    static const char *const words[] = { "block", "bloque", "manzana", "cuadra", "blok", "bloco", "quadra", "bloc" };
    bool found = false;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        found = found || strcasecmp(words[i], word) == 0;
    return found;
}

/* `next` NULL: it is the last word. `before`: the word before, or "". A block's name alone counts where it is the whole
 * text, or stands behind such a word. */
static bool names_home(
    struct store *store, int64_t unit, const char *before, const char *word, const char *next, char out[HOME_BYTES])
{
    char home[2 * HOME_BYTES], form[HOME_BYTES];
    snprintf(home, sizeof home, "%.*s %.*s", HOME_BYTES - 2, word, HOME_BYTES - 2, next != NULL ? next : "");
    if (next != NULL && home_form(home, "", form) == HOME_GOOD && block_lives(store, unit, form, out))
        return true;
    if (home_form(word, "", form) == HOME_GOOD && block_lives(store, unit, form, out))
        return true;
    return (is_block_word(before) || (before[0] == '\0' && next == NULL)) &&
           strcspn(word, "0123456789") == strlen(word) && block_lives(store, unit, word, out);
}

bool home_block_named(struct store *store, int64_t unit, const char *text, char out[HOME_BYTES])
{
    enum { WORDS_MOST = 12 };
    char *copy = xstrdup(text), *save = NULL, *words[WORDS_MOST + 1] = { NULL };
    size_t count = 0;
    bool found = false;
    out[0] = '\0';
    for (char *word = strtok_r(copy, " ,.;:()", &save); word != NULL && count < WORDS_MOST;
         word = strtok_r(NULL, " ,.;:()", &save))
        words[count++] = word;
    for (size_t i = 0; i < count && !found; i++)
        found = names_home(store, unit, i > 0 ? words[i - 1] : "", words[i], words[i + 1], out);
    free(copy);
    return found;
}

static bool is_home(const char *home, const char *word, const char *next)
{
    char both[2 * HOME_BYTES], form[HOME_BYTES];
    snprintf(both, sizeof both, "%.*s %.*s", HOME_BYTES - 2, word, HOME_BYTES - 2, next != NULL ? next : "");
    return (home_form(word, "", form) == HOME_GOOD && person_same_home(form, home)) ||
           (next != NULL && home_form(both, "", form) == HOME_GOOD && person_same_home(form, home));
}

bool home_is_said(const char *home, const char *text)
{
    static const char between[] = " \n\t,.;:!?()\"";
    char *copy = xstrdup(text), *save = NULL, *before = NULL;
    bool said = false;
    for (char *word = strtok_r(copy, between, &save); word != NULL && !said; word = strtok_r(NULL, between, &save)) {
        said = is_home(home, word, NULL) || (before != NULL && is_home(home, before, word));
        before = word;
    }
    free(copy);
    return said;
}

enum result home_for_unit(struct store *store, int64_t unit, const char *home, char **out)
{
    if (db_number(store, 0, "SELECT kind FROM unit WHERE id = ?", unit) != UNIT_FORUM)
        return home_clean(store, unit, home != NULL ? home : "", out);
    *out = xstrdup("");
    return RESULT_OK;
}

/* --- labels in another form --- */

/* Tells the people of both homes, so that whoever does not live there can say so. */
static void tell_merged(struct store *store, int64_t household, const char *before, const char *now_is, int64_t at)
{
    char detail[HOME_BYTES * 2];
    snprintf(detail, sizeof detail, "%s\t%s", before, now_is);
    db_run(store,
        "INSERT INTO shell_act (member, kind, detail, at)"
        " SELECT id, 'merged', ?2, ?3 FROM member WHERE household = ?1 AND gone = 0",
        household, detail, at);
}

static void settle_home(struct store *store, int64_t household, const char *label, const char *form, int64_t at)
{
    int64_t other = db_number(store, 0,
        "SELECT o.id FROM household o JOIN household h ON h.unit = o.unit WHERE h.id = ?2 AND o.label = ?1"
        " AND o.id <> ?2",
        form, household);
    if (other == 0) {
        db_run(store, "UPDATE household SET label = ?1 WHERE id = ?2", form, household);
        return;
    }
    bool both =
        db_number(store, 0, "SELECT count(DISTINCT household) FROM member WHERE gone = 0 AND household IN (?, ?)",
            household, other) == 2;
    if (both) {
        tell_merged(store, household, label, form, at);
        tell_merged(store, other, label, form, at);
    }
    db_run(store, "UPDATE member SET household = ?1 WHERE household = ?2", other, household);
    db_run(store, "DELETE FROM household WHERE id = ?", household);
}

/* Calls `settle` for each label of `sql` whose proper form differs from what is stored. All rows are read first,
 * because settling changes them. */
static void for_each_label(struct store *store, const char *sql, int64_t unit, const char *blocks, int64_t at,
    void (*settle)(struct store *store, int64_t id, const char *label, const char *form, int64_t at))
{
    struct label {
        int64_t id;
        char label[HOME_BYTES * 2], form[HOME_BYTES];
    } *labels = NULL;
    size_t count = 0, room = 0;
    sqlite3_stmt *row = db_query(store, sql, unit);
    while (db_step(store, row)) {
        if (count == room)
            labels = xrealloc(labels, room = room * 2 + 64, sizeof *labels);
        labels[count].id = sqlite3_column_int64(row, 0);
        db_copy(row, 1, labels[count].label, sizeof labels[count].label);
        if (home_form(labels[count].label, blocks, labels[count].form) == HOME_GOOD &&
            strcmp(labels[count].label, labels[count].form) != 0)
            count++;
    }
    db_done(store, row);
    for (size_t i = 0; i < count; i++)
        settle(store, labels[i].id, labels[i].label, labels[i].form, at);
    free(labels);
}

static void settle_invitation(struct store *store, int64_t id, const char *label, const char *form, int64_t at)
{
    (void)label, (void)at;
    db_run(store, "UPDATE invitation SET home = ? WHERE id = ?", form, id);
}

static void settle_person(struct store *store, int64_t id, const char *label, const char *form, int64_t at)
{
    (void)label, (void)at;
    db_run(store, "UPDATE hand_person SET home = ? WHERE id = ?", form, id);
}

static void settle_admission(struct store *store, int64_t member, const char *label, const char *form, int64_t at)
{
    (void)label, (void)at;
    db_run(store, "UPDATE at_door SET home = ? WHERE member = ?", form, member);
}

enum result homes_settle(struct store *store, int64_t unit, int64_t at)
{
    char blocks[HOME_BLOCKS_BYTES];
    blocks_of(store, unit, blocks);
    for_each_label(store, "SELECT id, label FROM household WHERE unit = ? ORDER BY id", unit, blocks, at, settle_home);
    for_each_label(store, "SELECT id, home FROM invitation WHERE unit = ?", unit, blocks, at, settle_invitation);
    for_each_label(store, "SELECT id, home FROM hand_person WHERE unit = ?", unit, blocks, at, settle_person);
    for_each_label(store, "SELECT member, home FROM at_door WHERE unit = ?", unit, blocks, at, settle_admission);
    return db_outcome(store);
}

static void settle_moving(struct store *store, int64_t member, const char *label, const char *form, int64_t at)
{
    (void)label, (void)at;
    db_run(store, "UPDATE moving SET home = ? WHERE member = ?", form, member);
}

void homes_settle_moves(struct store *store, int64_t unit, int64_t at)
{
    char blocks[HOME_BLOCKS_BYTES];
    blocks_of(store, unit, blocks);
    for_each_label(store, "SELECT member, home FROM moving WHERE unit = ?", unit, blocks, at, settle_moving);
}

/* --- for the steward --- */

static void read_home_row(sqlite3_stmt *row, const char *blocks, struct home_row *out)
{
    char form[HOME_BYTES];
    *out = (struct home_row) { .people = sqlite3_column_int64(row, 1) };
    db_copy(row, 0, out->label, sizeof out->label);
    out->unwritten = home_form(out->label, blocks, form) != HOME_GOOD;
}

#define HOMES_SELECT                                                                                                   \
    "SELECT h.label, count(*) FROM household h JOIN member m ON m.household = h.id WHERE m.gone = 0 AND h.unit = ?"    \
    " GROUP BY h.id ORDER BY h.label"

enum result homes_list(struct store *store, const struct actor *actor, bool only_unwritten, struct home_row *out,
    size_t limit, size_t *count)
{
    char blocks[HOME_BLOCKS_BYTES];
    *count = 0;
    if (!person_may_know_people(actor))
        return person_refuse_people(store);
    if (actor->kind == ACTOR_OPERATOR && unit_require_here(store, actor) != RESULT_OK)
        return RESULT_INVALID;
    db_reading_begin(store);
    blocks_of(store, actor->here, blocks);
    sqlite3_stmt *row = db_query(store, HOMES_SELECT, actor->here);
    while (*count < limit && db_step(store, row)) {
        read_home_row(row, blocks, &out[*count]);
        *count += !only_unwritten || out[*count].unwritten;
    }
    db_done(store, row);
    return db_reading_end(store);
}

static int64_t unwritten_of(struct store *store, int64_t unit)
{
    char blocks[HOME_BLOCKS_BYTES];
    struct home_row home;
    int64_t count = 0;
    blocks_of(store, unit, blocks);
    sqlite3_stmt *row = db_query(store, HOMES_SELECT, unit);
    while (db_step(store, row)) {
        read_home_row(row, blocks, &home);
        count += home.unwritten;
    }
    db_done(store, row);
    return count;
}

int64_t homes_unwritten(struct store *store, int64_t unit)
{
    int64_t count = 0, each = 0;
    if (unit != 0)
        return unwritten_of(store, unit);
    while ((each = db_number(store, 0, "SELECT min(unit) FROM household WHERE unit > ?", each)) != 0)
        count += unwritten_of(store, each);
    return count;
}

/* Inside a write. */
static enum result write_anew(struct store *store, int64_t unit, const char *label, const char *to, int64_t now)
{
    char blocks[HOME_BLOCKS_BYTES], form[HOME_BYTES], detail[HOME_BYTES * 2];
    blocks_of(store, unit, blocks);
    int64_t household = db_number(store, 0, "SELECT id FROM household WHERE unit = ? AND label = ?", unit, label);
    if (household == 0 || !person_home_is_in(store, unit, label))
        return db_refuse(store, RESULT_NOT_FOUND, _("Nobody lives at a home of that name. `homes` lists them."));
    if (home_form(label, blocks, form) == HOME_GOOD)
        return db_refuse(store, RESULT_REFUSED, _("That home is a block and a number already."));
    if (home_form(to, blocks, form) != HOME_GOOD)
        return refuse_home(store, blocks);
    if (person_home_is_in(store, unit, form))
        return db_refuse(store, RESULT_CONFLICT,
            _("People live at %s already. Whoever belongs to them comes in by a card of theirs."), form);
    snprintf(detail, sizeof detail, "%s\t%s", label, form);
    db_run(store,
        "INSERT INTO shell_act (member, kind, detail, at)"
        " SELECT id, 'home', ?2, ?3 FROM member WHERE household = ?1 AND gone = 0",
        household, detail, now);
    db_run(store, "DELETE FROM household WHERE unit = ? AND label = ? AND id <> ?", unit, form,
        household); /* nobody lives there */
    db_run(store, "UPDATE invitation SET home = ? WHERE home = ? AND unit = ?", form, label, unit);
    db_run(store, "UPDATE hand_person SET home = ? WHERE home = ? AND unit = ?", form, label, unit);
    db_run(store, "UPDATE at_door SET home = ? WHERE home = ? AND unit = ?", form, label, unit);
    db_run(store, "UPDATE moving SET home = ? WHERE home = ? AND unit = ?", form, label, unit);
    db_run(store, "UPDATE household SET label = ? WHERE id = ?", form, household);
    return ledger_append(
        store, &(struct ledger_new) { .at = now, .unit = unit, .subject = unit, .kind = LEDGER_HOUSE_SET });
}

enum result home_write(struct store *store, const struct actor *actor, const char *label, const char *to, int64_t now)
{
    enum result result = rights_require_operator(store, actor);
    if (result != RESULT_OK || (result = unit_require_here(store, actor)) != RESULT_OK ||
        (result = db_begin(store)) != RESULT_OK)
        return result;
    result = write_anew(store, actor->here, label, to, now);
    return result == RESULT_OK ? db_commit(store) : db_abandon(store, result);
}
