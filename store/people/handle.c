/* handle.c: which handles are good, and their skeletons. RULES 1.5. handle.h explains them. */
#include "store/people/handle.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "gettext.h"
#include "members.h"
#include "store/people/handle_table.h"
#include "util.h"

/* Names that nobody may take as a handle: what the house calls itself, what it writes in place of a name, the tasks
 * (RULES, "Words"), and the log-in names; in each language that the house speaks. Compared without - and _:
 * "a-neighbour" equals "aneighbour". test_people.c compares the translations with this list. */
static const char *const reserved[] = { "new", "guest", "a-guest", "visitor", "root", "admin", "administrator",
    "operator", "the-operator", "caretaker", "house", "the-house", "street", "the-street", "everybody", "everyone",
    "all", "nobody", "somebody", "someone", "anybody", "anyone", "system", "bbs", "me", "you", "help", "former", "demo",
    "police", "console", "a-former-member", "former-member", "member", "a-neighbour", "neighbour", "a-neighbor",
    "neighbor", /* tasks */
    "steward", "the-steward", "facilitator", "moderator", "keeper", "coordinator", "greeter", "note-taker", "delegate",
    "co-delegate", "reserve", "scribe", "reader", "door-keeper", /* Spanish */
    "nueva", "nuevo", "visita", "una-visita", "invitada", "invitado", "casa", "la-casa", "calle", "la-calle",
    "todo-el-mundo", "toda-la-gente", "todos", "todas", "nadie", "alguien", "sistema", "ayuda", "policia", "miembro",
    "alguienqueyanoesta", "alguiendelvecindario", "quienoperalamaquina", "vecina", "vecino", "una-vecina", "un-vecino",
    "operadora", "operador", "encargada", "encargado", "persona-encargada", "la-encargada", "el-encargado",
    "administradora", "administrador", "facilitadora", "facilitador", "moderadora", "moderador", "moderacion",
    "la-moderacion", "guardiana", "guardian", "coordinadora", "coordinador", "acogedora", "acogedor", "secretaria",
    "secretario", "delegada", "delegado", "lectora", "lector", "portera", "portero" };

/* From a code point to the letter that looks the same in terminal fonts, beyond what UTS #39 says. Do not change it:
 * handle_as_before() uses it too, and hashes of its results are stored. */
static const struct {
    utf8proc_int32_t from;
    char to;
} look_alikes[] = {
    { '0', 'o' },
    { '1', 'i' },
    { 'l', 'i' },
    { '|', 'i' },
    { '-', '_' },
    { 0x430, 'a' },
    { 0x435, 'e' },
    { 0x43e, 'o' },
    { 0x440, 'p' },
    { 0x441, 'c' },
    { 0x443, 'y' },
    { 0x445, 'x' },
    { 0x456, 'i' },
    { 0x455, 's' },
    { 0x458, 'j' },
    { 0x4bb, 'h' },
    { 0x501, 'd' },
    { 0x51b, 'q' },
    { 0x51d, 'w' },
    { 0x3b1, 'a' },
    { 0x3bf, 'o' },
    { 0x3c1, 'p' },
    { 0x3bd, 'v' },
    { 0x3b9, 'i' },
    { 0x3ba, 'k' },
    { 0x3c5, 'u' },
    { 0x3c7, 'x' },
    { 0x3b5, 'e' },
    { 0x131, 'i' },
};

static utf8proc_int32_t looks_like(utf8proc_int32_t c)
{
    for (size_t i = 0; i < sizeof look_alikes / sizeof *look_alikes; i++)
        if (look_alikes[i].from == c)
            return look_alikes[i].to;
    return c;
}

/* Coarse scripts, only to see that two were mixed. Each range of the table belongs to one script. */
enum { COMMON, LATIN, GREEK, CYRILLIC, ARABIC, ETHIOPIC, GEORGIAN, EAST_ASIAN, OTHERS };
static const struct {
    utf8proc_int32_t first, last;
    int script;
} scripts[] = {
    { 'A', 'Z', LATIN },
    { 'a', 'z', LATIN },
    { 0xaa, 0x2b8, LATIN },
    { 0x1d00, 0x1dbf, LATIN },
    { 0x1e00, 0x1eff, LATIN },
    { 0x2c60, 0x2c7f, LATIN },
    { 0xa720, 0xa7ff, LATIN },
    { 0xab30, 0xab6f, LATIN },
    { 0x370, 0x3ff, GREEK },
    { 0x1f00, 0x1fff, GREEK },
    { 0x400, 0x52f, CYRILLIC },
    { 0x1c80, 0x1c8f, CYRILLIC },
    { 0xa640, 0xa69f, CYRILLIC },
    { 0x600, 0x6ff, ARABIC },
    { 0x750, 0x77f, ARABIC },
    { 0x8a0, 0x8ff, ARABIC },
    { 0x1200, 0x139f, ETHIOPIC },
    { 0x2d80, 0x2ddf, ETHIOPIC },
    { 0xab00, 0xab2f, ETHIOPIC },
    { 0x10a0, 0x10ff, GEORGIAN },
    { 0x1c90, 0x1cbf, GEORGIAN },
    { 0x2d00, 0x2d2f, GEORGIAN },
    { 0x1100, 0x11ff, EAST_ASIAN },
    { 0x3005, 0x318f, EAST_ASIAN },
    { 0x31a0, 0x31ff, EAST_ASIAN },
    { 0x3400, 0x9fff, EAST_ASIAN },
    { 0xac00, 0xd7ff, EAST_ASIAN },
    { 0xf900, 0xfaff, EAST_ASIAN },
    { 0x20000, 0x3ffff, EAST_ASIAN },
};

static bool is_mark(utf8proc_int32_t c)
{
    utf8proc_category_t category = utf8proc_category(c);
    return category >= UTF8PROC_CATEGORY_MN && category <= UTF8PROC_CATEGORY_MC;
}

/* The apostrophe of keyboards, and the two that typographers use. */
static bool is_quote(utf8proc_int32_t c)
{
    return c == '\'' || c == 0x2018 || c == 0x2019;
}

static bool is_apostrophe(utf8proc_int32_t c)
{
    return is_quote(c) || c == 0x2bb || c == 0x2bc || c == 0x2bd || c == 0xa78b || c == 0xa78c;
}

static bool is_han(utf8proc_int32_t c)
{
    return c == 0x3005 || c == 0x3007 || (c >= 0x3400 && c <= 0x9fff) || (c >= 0xf900 && c <= 0xfaff) ||
           (c >= 0x20000 && c <= 0x3ffff);
}

static int script_of(utf8proc_int32_t c)
{
    if (c < 'A' || c == '_' || is_mark(c) || is_apostrophe(c))
        return COMMON;
    for (size_t i = 0; i < sizeof scripts / sizeof *scripts; i++)
        if (c >= scripts[i].first && c <= scripts[i].last)
            return scripts[i].script;
    return OTHERS + (int)(c >> 7); /* most scripts fill one block of 128 */
}

/* Excludes letters that show nothing, like the Hangul fillers: Unicode calls them "ignorable". */
static bool may_stand(utf8proc_int32_t c)
{
    utf8proc_category_t category = utf8proc_category(c);
    return c == '-' || c == '_' || is_apostrophe(c) || category == UTF8PROC_CATEGORY_ND ||
           (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_MC &&
               !utf8proc_get_property(c)->ignorable);
}

/* Is it a letter of an alphabet that people write today? */
static bool is_in_use(utf8proc_int32_t c)
{
    size_t from = 0, to = handle_letters_count;
    if (c < 0x80 || is_apostrophe(c))
        return true;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        if ((uint32_t)c > handle_letters[middle].last)
            from = middle + 1;
        else if ((uint32_t)c < handle_letters[middle].first)
            to = middle;
        else
            return true;
    }
    return false;
}

/* What check_letters() learns about a handle from its letters. */
struct letters {
    int characters, apostrophes, script;
    bool letters, one_is_enough, in_use;
};

static enum handle_fault judge(const struct letters *seen)
{
    int least = seen->one_is_enough ? 1 : HANDLE_MIN;
    if (seen->characters - seen->apostrophes < least || seen->characters > HANDLE_MAX)
        return HANDLE_LENGTH;
    if (!seen->letters)
        return HANDLE_LETTERS;
    return seen->in_use ? HANDLE_GOOD : HANDLE_ALPHABET;
}

/* `at` is in NFC. */
static enum handle_fault check_letters(const utf8proc_uint8_t *at)
{
    utf8proc_int32_t c;
    struct letters seen = { .script = COMMON, .in_use = true };
    while (*at != '\0') {
        utf8proc_ssize_t length = utf8proc_iterate(at, -1, &c);
        if (length <= 0 || !may_stand(c) || (seen.characters == 0 && is_quote(c)))
            return HANDLE_LETTERS;
        if ((c == '-' || is_mark(c)) && seen.characters == seen.apostrophes)
            return HANDLE_LETTERS; /* A - would read as an option, and a mark would stand on nothing: at once, or after
                                    * handle_for_ssh() left the apostrophes out. */
        seen.letters = seen.letters || (c != '-' && c != '_' && !is_apostrophe(c) && !is_mark(c));
        seen.one_is_enough = seen.one_is_enough || is_han(c);
        seen.in_use = seen.in_use && is_in_use(c);
        seen.apostrophes += is_apostrophe(c);
        int own = script_of(c);
        if (own != COMMON && seen.script != COMMON && own != seen.script)
            return HANDLE_SCRIPTS;
        seen.script = own != COMMON ? own : seen.script;
        at += length;
        seen.characters++;
    }
    return judge(&seen);
}

/* A handle may be typed with letters and accents as separate code points, so it may be up to twice as long. */
static enum handle_fault check_typed(const char *handle)
{
    if (strlen(handle) >= HANDLE_BYTES * 2)
        return HANDLE_LENGTH;
    utf8proc_uint8_t *composed = utf8proc_NFC((const utf8proc_uint8_t *)handle);
    if (composed == NULL)
        return HANDLE_LETTERS;
    enum handle_fault fault = check_letters(composed);
    free(composed);
    return fault;
}

/* --- skeletons --- */

enum {
    DECOMPOSITION = UTF8PROC_NULLTERM | UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE | UTF8PROC_STRIPMARK |
                    UTF8PROC_IGNORE
};

/* Returns NULL when this fails, as for a text that is not UTF-8. The caller frees. */
static utf8proc_uint8_t *decompose(const char *text, bool fold)
{
    utf8proc_uint8_t *out = NULL;
    utf8proc_option_t options = (utf8proc_option_t)(DECOMPOSITION | (fold ? UTF8PROC_CASEFOLD : 0));
    if (utf8proc_map((const utf8proc_uint8_t *)text, 0, &out, options) < 0)
        return NULL;
    return out;
}

/* Adds a character. False when there is no more room. */
static bool put_character(char *out, size_t room, size_t *length, utf8proc_int32_t c)
{
    if (*length + 5 > room)
        return false;
    *length += (size_t)utf8proc_encode_char(c, (utf8proc_uint8_t *)out + *length);
    out[*length] = '\0';
    return true;
}

/* Replaces letters by our own table only. */
static void replace_by_own_table(const utf8proc_uint8_t *at, char out[HANDLE_SKELETON])
{
    utf8proc_int32_t c;
    utf8proc_ssize_t step;
    size_t length = 0;
    for (out[0] = '\0'; *at != '\0' && (step = utf8proc_iterate(at, -1, &c)) > 0; at += step)
        if (!put_character(out, HANDLE_SKELETON, &length, looks_like(c)))
            return;
}

static int by_letter(const void *c, const void *look)
{
    uint32_t own = *(const uint32_t *)c, other = ((const struct handle_look *)look)->from;
    return own < other ? -1 : own > other;
}

/* Replaces letters by our own table, else by Unicode's. Leaves apostrophes out. */
static void replace_by_both_tables(const utf8proc_uint8_t *at, char out[HANDLE_SKELETON])
{
    utf8proc_int32_t c;
    utf8proc_ssize_t step;
    size_t length = 0;
    for (out[0] = '\0'; *at != '\0' && (step = utf8proc_iterate(at, -1, &c)) > 0; at += step) {
        uint32_t letter = (uint32_t)looks_like(c);
        const struct handle_look *look =
            letter != (uint32_t)c ? NULL
                                  : bsearch(&letter, handle_looks, handle_looks_count, sizeof *handle_looks, by_letter);
        size_t more = look != NULL ? strlen(look->to) : 0;
        if (is_apostrophe(c))
            continue;
        if (look == NULL && !put_character(out, HANDLE_SKELETON, &length, (utf8proc_int32_t)letter))
            return;
        if (length + more + 1 > HANDLE_SKELETON)
            return;
        memcpy(out + length, look != NULL ? look->to : "", more + 1);
        length += more;
    }
}

/* Takes the text apart, then replaces each letter. */
static void replace_text(const char *text, bool fold, char out[HANDLE_SKELETON])
{
    utf8proc_uint8_t *apart = decompose(text, fold);
    out[0] = '\0';
    if (apart != NULL)
        replace_by_both_tables(apart, out);
    free(apart);
}

static bool may_be_handle(const char *text)
{
    return strlen(text) < HANDLE_BYTES * 2;
}

/* Twice: the look-alike of a letter may have accents, or be a capital, itself. */
static void skeleton(const char *text, char out[HANDLE_SKELETON])
{
    char looks[HANDLE_SKELETON];
    replace_text(text, true, looks);
    utf8proc_uint8_t *apart = decompose(looks, true);
    out[0] = '\0';
    if (apart != NULL)
        replace_by_own_table(apart, out);
    free(apart);
}

void handle_skeleton(const char *handle, char out[HANDLE_SKELETON])
{
    skeleton(may_be_handle(handle) ? handle : "", out);
}

void handle_as_written(const char *handle, char out[HANDLE_SKELETON])
{
    char looks[HANDLE_SKELETON];
    replace_text(may_be_handle(handle) ? handle : "", false, looks);
    skeleton(looks, out);
}

void handle_as_before(const char *handle, char out[HANDLE_SKELETON])
{
    out[0] = '\0';
    utf8proc_uint8_t *folded = may_be_handle(handle) ? decompose(handle, true) : NULL;
    if (folded != NULL)
        replace_by_own_table(folded, out);
    free(folded);
}

bool handle_for_ssh(const char *handle, char out[HANDLE_BYTES])
{
    utf8proc_int32_t c;
    utf8proc_ssize_t step;
    size_t length = 0;
    bool left_out = false;
    out[0] = '\0';
    for (const utf8proc_uint8_t *at = (const utf8proc_uint8_t *)handle;
         *at != '\0' && (step = utf8proc_iterate(at, -1, &c)) > 0; at += step) {
        if (is_apostrophe(c))
            left_out = true;
        else if (!put_character(out, HANDLE_BYTES, &length, c))
            break;
    }
    return left_out;
}

/* --- names of the house --- */

/* Leaves out `_`, which only separates words. It also drops one letter at the end that stands behind a `_`: the house
 * calls a moderator "moderator A" for a term, and that is "moderator". */
static void squeeze(const char *skeleton, char out[HANDLE_SKELETON])
{
    size_t length = strlen(skeleton), kept = 0;
    if (length > 2 && skeleton[length - 2] == '_')
        length -= 2;
    for (size_t i = 0; i < length; i++)
        if (skeleton[i] != '_')
            out[kept++] = skeleton[i];
    out[kept] = '\0';
}

static bool is_reserved(const char *typed)
{
    char own[HANDLE_SKELETON], other[HANDLE_SKELETON], whole[HANDLE_SKELETON] = "";
    squeeze(typed, own);
    for (size_t i = 0; i < sizeof reserved / sizeof *reserved; i++) {
        skeleton(reserved[i], whole);
        squeeze(whole, other);
        if (strcmp(own, other) == 0)
            return true;
    }
    return false;
}

enum handle_fault handle_check(const char *handle, char out[HANDLE_SKELETON])
{
    char written[HANDLE_SKELETON];
    handle_skeleton(handle, out);
    enum handle_fault fault = check_typed(handle);
    if (fault != HANDLE_GOOD)
        return fault;
    handle_as_written(handle, written);
    return is_reserved(out) || is_reserved(written) ? HANDLE_RESERVED : HANDLE_GOOD;
}

const char *handle_sentence(enum handle_fault fault)
{
    switch (fault) {
    case HANDLE_GOOD:
        return "";
    case HANDLE_LENGTH:
        return _("A handle has 2 to 20 letters; in Chinese writing one is enough.");
    case HANDLE_LETTERS:
        return _("A handle has letters, digits, -, _ and ', and does not begin with - or '.");
    case HANDLE_ALPHABET:
        return _("One of those letters is in no alphabet that people write today. Type it as your keyboard has it.");
    case HANDLE_SCRIPTS:
        return _("A handle is written in one alphabet.");
    case HANDLE_RESERVED:
        return _("That name is taken by the house itself. Choose another.");
    }
    return "";
}
