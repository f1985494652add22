/* effects.c: what a proposal will do by itself: reads it as it is typed, checks it, keeps it. RULES' head, 4.9, 5.5. */
#include "effects.h"

#include <stdlib.h>
#include <string.h>

#include "moderation.h"
#include "store/assembly/effect_row.h"
#include "store/assembly/proposal_row.h"
#include "store/assembly/room_reader.h"
#include "store/boards/board_write.h"
#include "store/people/handles.h"
#include "store/people/number_write.h"
#include "store/people/seat_write.h"
#include "store/people/unit_row.h"
#include "when.h"

enum { WORDS_MOST = 40 };

/* The words of an effect, and what of its text stands behind each. */
struct typed {
    char text[EFFECT_TYPED_MAX * 4 + 1];
    char *word[WORDS_MOST];
    int count;
};

static void split(struct typed *typed)
{
    char *at = typed->text, *next = NULL;
    for (char *word = strtok_r(at, " \t", &next); word != NULL && typed->count < WORDS_MOST;
         word = strtok_r(NULL, " \t", &next))
        typed->word[typed->count++] = word;
}

static bool is_word(const struct typed *typed, int at, const char *word)
{
    return at < typed->count && strcmp(typed->word[at], word) == 0;
}

/* The words from `first` on, with blanks between them. */
static void rest_of(const struct typed *typed, int first, char *out, size_t size)
{
    size_t used = 0;
    out[0] = '\0';
    for (int i = first; i < typed->count && used < size; i++)
        used += (size_t)snprintf(out + used, size - used, "%s%s", i > first ? " " : "", typed->word[i]);
}

static bool read_count(const struct typed *typed, int at, int64_t *out)
{
    char *end = NULL;
    if (at >= typed->count || typed->word[at][0] < '0' || typed->word[at][0] > '9')
        return false;
    *out = strtoll(typed->word[at], &end, 10);
    return *end == '\0' && *out <= INT32_MAX;
}

static bool read_yes(const struct typed *typed, int at, int64_t *out)
{
    *out = is_word(typed, at, "yes");
    return *out == 1 || is_word(typed, at, "no");
}

static enum result refuse_usage(struct store *store, enum effect_kind kind)
{
    return db_refuse(store, RESULT_INVALID, _("Type it like this: %s"), effect_usage(kind));
}

/* --- each kind --- */

static enum result refuse_value(struct store *store, enum number number)
{
    struct number_rule rule;
    number_rule_get(number, &rule);
    if (rule.measure == NUMBER_MEASURE_SHARE)
        return db_refuse(store, RESULT_INVALID, _("Type a share like this: 1/3. Both numbers are from 1 to 9."));
    if (rule.measure == NUMBER_MEASURE_YES)
        return db_refuse(store, RESULT_INVALID, _("%s is yes or no."), rule.name);
    return refuse_usage(store, EFFECT_NUMBER);
}

static enum result parse_new_number(struct store *store, const struct typed *typed, struct effect *out)
{
    enum number number;
    if (typed->count != 3)
        return refuse_usage(store, EFFECT_NUMBER);
    if (!number_parse(typed->word[1], &number))
        return db_refuse(store, RESULT_INVALID, _("There is no such number. `numbers` lists them."));
    out->number = number;
    return number_read(number, typed->word[2], &out->value) ? RESULT_OK : refuse_value(store, number);
}

static enum result parse_board(struct store *store, const struct typed *typed, struct effect *out)
{
    enum visibility visibility;
    char *title = NULL, words[sizeof typed->text];
    if (typed->count < 4 || !board_visibility_parse(typed->word[2], &visibility))
        return refuse_usage(store, EFFECT_BOARD);
    rest_of(typed, 3, words, sizeof words);
    enum result result = db_clean_text(store, words, true, TITLE_MAX, &title);
    if (result != RESULT_OK)
        return result;
    util_copy_text(out->title, sizeof out->title, title);
    util_copy_text(out->name, sizeof out->name, typed->word[1]);
    out->value = visibility;
    free(title);
    return strlen(typed->word[1]) < sizeof out->name ? RESULT_OK : refuse_usage(store, EFFECT_BOARD);
}

/* "slow general 10 until fri", "slow general 0". */
static enum result parse_slow(struct store *store, const struct typed *typed, int64_t now, struct effect *out)
{
    char words[sizeof typed->text];
    struct when when;
    if (typed->count < 3 || !read_count(typed, 2, &out->value) || out->value > EFFECT_SLOW_MOST ||
        (out->value > 0 && typed->count < 5) || (out->value > 0 && !is_word(typed, 3, "until")))
        return refuse_usage(store, EFFECT_SLOW);
    util_copy_text(out->name, sizeof out->name, typed->word[1]);
    if (out->value == 0)
        return RESULT_OK;
    rest_of(typed, 4, words, sizeof words);
    enum when_fault fault = when_read(words, now, &when);
    if (fault == WHEN_GOOD && when.past)
        fault = WHEN_PAST;
    if (fault != WHEN_GOOD)
        return db_refuse(store, RESULT_INVALID, "%s", when_fault_sentence(fault));
    out->until = when.day;
    return RESULT_OK;
}

static enum result find_person(struct store *store, const char *handle, int64_t unit, struct effect *out)
{
    out->subject = handle_find_member(store, handle);
    if (out->subject != 0 &&
        db_number(store, 0, "SELECT 1 FROM membership WHERE member = ? AND unit = ?", out->subject, unit) == 1)
        return db_outcome(store);
    return db_refuse(store, RESULT_NOT_FOUND, _("Nobody here is called that. `people` lists all."));
}

static enum result parse_person(struct store *store, const struct typed *typed, int64_t unit, struct effect *out)
{
    return typed->count == 2 ? find_person(store, typed->word[1], unit, out) : refuse_usage(store, out->kind);
}

static enum result parse_seat(struct store *store, const struct typed *typed, int64_t unit, struct effect *out)
{
    int at = out->kind == EFFECT_SEAT_BACK ? 2 : 1;
    if (typed->count != at + 2)
        return refuse_usage(store, out->kind);
    util_copy_text(out->name, sizeof out->name, typed->word[at]);
    return find_person(store, typed->word[at + 1], unit, out);
}

static enum result parse_lot(struct store *store, const struct typed *typed, struct effect *out)
{
    if (typed->count != 3 || !read_count(typed, 2, &out->value) || out->value < 1 || out->value > EFFECT_LOT_MOST)
        return refuse_usage(store, EFFECT_LOT);
    util_copy_text(out->name, sizeof out->name, typed->word[1]);
    return RESULT_OK;
}

static enum result parse_assemblies(struct store *store, const struct typed *typed, struct effect *out)
{
    enum visibility visibility;
    if (typed->count != 2 || !board_visibility_parse(typed->word[1], &visibility))
        return refuse_usage(store, EFFECT_ASSEMBLIES);
    out->value = visibility;
    return RESULT_OK;
}

static enum result parse_name(struct store *store, const struct typed *typed, struct effect *out)
{
    char *name = NULL, words[sizeof typed->text];
    if (typed->count < 2)
        return refuse_usage(store, EFFECT_UNIT_NAME);
    rest_of(typed, 1, words, sizeof words);
    enum result result = db_clean_text(store, words, true, UNIT_NAME_MAX, &name);
    if (result != RESULT_OK)
        return result;
    util_copy_text(out->title, sizeof out->title, name);
    free(name);
    return RESULT_OK;
}

static enum result parse_kind(
    struct store *store, int64_t unit, const struct typed *typed, int64_t now, struct effect *out)
{
    switch (out->kind) {
    case EFFECT_NUMBER:
        return parse_new_number(store, typed, out);
    case EFFECT_BOARD:
        return parse_board(store, typed, out);
    case EFFECT_BOARD_CLOSE:
        if (typed->count != 2)
            return refuse_usage(store, out->kind);
        util_copy_text(out->name, sizeof out->name, typed->word[1]);
        return RESULT_OK;
    case EFFECT_SLOW:
        return parse_slow(store, typed, now, out);
    case EFFECT_REMOVE:
        return parse_person(store, typed, unit, out);
    case EFFECT_SEAT:
    case EFFECT_SEAT_BACK:
        return parse_seat(store, typed, unit, out);
    case EFFECT_LOT:
        return parse_lot(store, typed, out);
    case EFFECT_GUESTS:
        return typed->count == 2 && read_yes(typed, 1, &out->value) ? RESULT_OK : refuse_usage(store, out->kind);
    case EFFECT_ASSEMBLIES:
        return parse_assemblies(store, typed, out);
    case EFFECT_UNIT_NAME:
        return parse_name(store, typed, out);
    case EFFECT_AGREEMENT_END:
        return typed->count == 3 && read_count(typed, 2, &out->number) ? RESULT_OK : refuse_usage(store, out->kind);
    default:
        return typed->count == 1 ? RESULT_OK : refuse_usage(store, out->kind);
    }
}

static enum effect_kind kind_of(const struct typed *typed)
{
    static const struct {
        const char *first, *second;
        enum effect_kind kind;
    } kinds[] = { { "number", NULL, EFFECT_NUMBER }, { "board", NULL, EFFECT_BOARD },
        { "close", NULL, EFFECT_BOARD_CLOSE }, { "slow", NULL, EFFECT_SLOW }, { "seat", "back", EFFECT_SEAT_BACK },
        { "seat", NULL, EFFECT_SEAT }, { "lot", NULL, EFFECT_LOT }, { "guests", NULL, EFFECT_GUESTS },
        { "assemblies", NULL, EFFECT_ASSEMBLIES }, { "name", NULL, EFFECT_UNIT_NAME },
        { "agreement", "end", EFFECT_AGREEMENT_END }, { "remove", NULL, EFFECT_REMOVE } };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (is_word(typed, 0, kinds[i].first) && (kinds[i].second == NULL || is_word(typed, 1, kinds[i].second)))
            return kinds[i].kind;
    return EFFECT_NONE;
}

enum result effect_parse(struct store *store, int64_t unit, const char *typed, int64_t now, struct effect *out)
{
    struct typed words = { .count = 0 };
    char *clean = NULL;
    *out = (struct effect) { 0 };
    if (typed == NULL || typed[strspn(typed, " \t\r\n")] == '\0')
        return RESULT_OK;
    enum result result = db_clean_text(store, typed, true, EFFECT_TYPED_MAX, &clean);
    if (result != RESULT_OK)
        return result;
    util_copy_text(words.text, sizeof words.text, clean);
    free(clean);
    split(&words);
    out->kind = kind_of(&words);
    if (out->kind == EFFECT_NONE)
        return db_refuse(store, RESULT_INVALID,
            _("A decision does one of these by itself: number, board, close, slow, seat, seat back, lot, guests, assemblies, name, agreement end, remove. `help propose` says how each is typed."));
    return parse_kind(store, unit, &words, now, out);
}

/* --- could it be done? --- */

static enum result check_number(struct store *store, const struct effect *effect)
{
    struct number_rule rule;
    char least[NUMBER_WORDS_BYTES], most[NUMBER_WORDS_BYTES];
    enum number number = (enum number)effect->number;
    if (number_may_be(number, effect->value))
        return RESULT_OK;
    number_rule_get(number, &rule);
    number_words(number, rule.least, least);
    number_words(number, rule.most, most);
    return db_refuse(
        store, RESULT_INVALID, _("%s may be from %s to %s (RULES %s)."), rule.name, least, most, rule.section);
}

static enum result check_agreement(struct store *store, int64_t unit, const struct effect *effect, int64_t now)
{
    if (agreement_is_in_force(store, unit, effect->number, now))
        return RESULT_OK;
    return db_refuse(store, RESULT_NOT_FOUND, _("There is no such agreement. `agreements` lists them."));
}

/* Nobody but its members knows of a caucus. */
static enum result check_assemblies(struct store *store, int64_t unit)
{
    if (!unit_is_caucus(store, unit))
        return RESULT_OK;
    return db_refuse(store, RESULT_REFUSED, _("What a caucus talks about stays in it: nobody else reads along."));
}

static enum result check_name(struct store *store, int64_t unit, const struct effect *effect)
{
    char slug[UNIT_SLUG_BYTES];
    return unit_may_decide_name(store, unit, effect->title, slug);
}

enum result effect_check(struct store *store, int64_t unit, const struct effect *effect, int64_t now)
{
    int64_t board;
    switch (effect->kind) {
    case EFFECT_NUMBER:
        return check_number(store, effect);
    case EFFECT_BOARD:
        return board_may_open(store, unit, effect->name);
    case EFFECT_BOARD_CLOSE:
        return board_may_close(store, unit, effect->name, &board);
    case EFFECT_SLOW:
        return board_of_unit(store, unit, effect->name, &board);
    case EFFECT_SEAT:
        return seat_may_have(store, unit, effect->name, effect->subject, now);
    case EFFECT_SEAT_BACK:
        return db_number(store, 0, "SELECT 1 FROM seat WHERE unit = ? AND name = ? AND member = ? AND until > ?", unit,
                   effect->name, effect->subject, now) == 1
                   ? RESULT_OK
                   : db_refuse(store, RESULT_NOT_FOUND, _("That task is not theirs. `where` says whose."));
    case EFFECT_LOT:
        return seat_known(store, effect->name);
    case EFFECT_AGREEMENT_END:
        return check_agreement(store, unit, effect, now);
    case EFFECT_ASSEMBLIES:
        return check_assemblies(store, unit);
    case EFFECT_UNIT_NAME:
        return check_name(store, unit, effect);
    case EFFECT_REMOVE:
        return meeting_item_check_person(store, unit, effect->subject);
    default:
        return RESULT_OK;
    }
}

bool effect_takes_two_meetings(const struct effect *effect)
{
    return effect->kind == EFFECT_REMOVE ||
           (effect->kind == EFFECT_NUMBER && number_is_rule((enum number)effect->number));
}

/* RULES 4.1: an urgent item is never about the rules, nor about who comes in: who is not here could not know of it. */
enum result effect_fits_urgent(struct store *store, const struct effect *effect, int64_t item)
{
    bool urgent = db_number(store, 0, "SELECT urgent FROM meeting_item WHERE id = ?", item) == 1;
    if (!urgent || (effect->kind != EFFECT_NUMBER && effect->kind != EFFECT_GUESTS && effect->kind != EFFECT_UNIT_NAME))
        return RESULT_OK;
    return db_refuse(store, RESULT_REFUSED,
        _("An urgent item changes no number and no name, and lets no guests in: people who are not here could not know of it. Put that on the next agenda: `agenda add N --wants decide --about rules`."));
}

/* Nothing but the person is decided by a vote about her, which nobody can stop. */
static enum result fits_person(struct store *store, const struct effect *effect, enum item_about about, int64_t person)
{
    if (effect->kind == EFFECT_REMOVE && (about != ITEM_PERSON || person != effect->subject))
        return db_refuse(store, RESULT_REFUSED,
            _("Somebody is removed in an item about them alone. Put one on the agenda: `agenda add N --wants decide --about HANDLE`."));
    if (about == ITEM_PERSON && effect->kind != EFFECT_REMOVE && effect->kind != EFFECT_NONE)
        return db_refuse(store, RESULT_REFUSED,
            _("An item about a person decides nothing else. Put that on the agenda as an item of its own."));
    return RESULT_OK;
}

enum result effect_fits(struct store *store, const struct effect *effect, enum item_about about, int64_t person)
{
    enum effect_kind kind = effect->kind;
    bool tasks = kind == EFFECT_SEAT || kind == EFFECT_SEAT_BACK || kind == EFFECT_LOT;
    if (tasks && about != ITEM_TASKS)
        return db_refuse(store, RESULT_REFUSED,
            _("A task is given and taken back in an item about tasks. Put one on the agenda: `agenda add N --wants decide --about tasks`."));
    if (kind == EFFECT_NUMBER && about != ITEM_RULES && effect_takes_two_meetings(effect))
        return db_refuse(store, RESULT_REFUSED,
            _("That number is itself a rule. Put an item about the rules on the agenda: `agenda add N --wants decide --about rules`."));
    if (kind == EFFECT_AGREEMENT_END && about != ITEM_RULES)
        return db_refuse(store, RESULT_REFUSED,
            _("An agreement ends in an item about the rules. Put one on the agenda: `agenda add N --wants decide --about rules`."));
    return fits_person(store, effect, about, person);
}

/* --- keeping --- */

void effect_keep(struct store *store, int64_t proposal, const struct effect *effect)
{
    db_run(store, "DELETE FROM effect WHERE proposal = ?", proposal);
    if (effect->kind != EFFECT_NONE)
        db_run(store,
            "INSERT INTO effect (proposal, kind, subject, number, value, until, name, title) VALUES (?, ?, ?, ?, ?, ?, ?,"
            " ?)",
            proposal, effect->kind, effect->subject, effect->number, effect->value, effect->until, effect->name,
            effect->title);
    if (effect->kind == EFFECT_SEAT_BACK && strcmp(effect->name, "moderator") == 0) /* RULES 7.4: at recall */
        act_moderator_named(
            store, db_number(store, 0, "SELECT unit FROM proposal WHERE id = ?", proposal), effect->subject);
}

void effect_load(struct store *store, int64_t proposal, struct effect *out)
{
    *out = (struct effect) { 0 };
    sqlite3_stmt *row = db_query(store,
        "SELECT e.kind, e.subject, e.number, e.value, e.until, e.acted, e.name, e.title, e.fault, p.unit FROM effect e"
        " JOIN proposal p ON p.id = e.proposal WHERE e.proposal = ?",
        proposal);
    bool found = db_step(store, row);
    int64_t unit = found ? sqlite3_column_int64(row, 9) : 0;
    if (found) {
        out->kind = (enum effect_kind)sqlite3_column_int(row, 0);
        out->subject = sqlite3_column_int64(row, 1);
        out->number = sqlite3_column_int64(row, 2);
        out->value = sqlite3_column_int64(row, 3);
        out->until = sqlite3_column_int64(row, 4);
        out->acted = sqlite3_column_int64(row, 5);
        db_copy(row, 6, out->name, sizeof out->name);
        db_copy(row, 7, out->title, sizeof out->title);
        db_copy(row, 8, out->fault, sizeof out->fault);
    }
    db_done(store, row);
    if (found)
        effect_say(store, unit, out);
}

enum result effect_read(
    struct store *store, const struct actor *actor, const char *typed, int64_t now, struct effect *out)
{
    int64_t unit = 0;
    db_reading_begin(store);
    enum result result = meeting_require_unit(store, actor, &unit);
    if (result == RESULT_OK)
        result = effect_parse(store, unit, typed, now, out);
    if (result == RESULT_OK)
        result = effect_check(store, unit, out, now);
    if (result == RESULT_OK)
        effect_say(store, unit, out);
    enum result end = db_reading_end(store);
    return result != RESULT_OK ? result : end;
}

enum result effect_get(struct store *store, const struct actor *actor, int64_t proposal, struct effect *out)
{
    struct proposal_row row;
    *out = (struct effect) { 0 };
    db_reading_begin(store);
    enum result result = proposal_row_get(store, actor, proposal, &row);
    if (result == RESULT_OK)
        effect_load(store, proposal, out);
    enum result end = db_reading_end(store);
    return result != RESULT_OK ? result : end;
}

enum visibility effect_assemblies(struct store *store, const struct actor *actor)
{
    return room_open_to(store, actor->here);
}
