#include "store/handle.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "gettext.h"
#include "util.h"

static const char *const reserved[] = { "new", "guest", "root", "admin", "administrator", "operator", "steward",
    "caretaker", "house", "moderator", "facilitator", "keeper", "everybody", "everyone", "all", "nobody", "system",
    "bbs", "me", "you", "help", "former", "demo" };

/* From -> to, code points: what looks the same in the type that terminals use. */
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

/* A coarse script: enough to see that two were mixed. Each range belongs to the script of its number. */
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

static int script_of(utf8proc_int32_t c)
{
    if (c < 'A' || c == '_' || is_mark(c))
        return COMMON;
    for (size_t i = 0; i < sizeof scripts / sizeof *scripts; i++)
        if (c >= scripts[i].first && c <= scripts[i].last)
            return scripts[i].script;
    return OTHERS + (int)(c >> 7); /* most scripts fill one block of 128 */
}

/* Letters that show nothing (Hangul fillers) are "ignorable" to Unicode. */
static bool may_stand(utf8proc_int32_t c)
{
    utf8proc_category_t category = utf8proc_category(c);
    return c == '-' || c == '_' || category == UTF8PROC_CATEGORY_ND ||
           (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_MC &&
               !utf8proc_get_property(c)->ignorable);
}

/* `handle` is in NFC. */
static enum handle_fault check_letters(const utf8proc_uint8_t *at)
{
    utf8proc_int32_t c;
    int characters = 0, script = COMMON;
    bool letters = false;
    if (*at == '-')
        return HANDLE_LETTERS; /* it would read as an option */
    while (*at != '\0') {
        utf8proc_ssize_t length = utf8proc_iterate(at, -1, &c);
        if (length <= 0 || !may_stand(c) || (characters == 0 && is_mark(c)))
            return HANDLE_LETTERS;
        letters = letters || (c != '-' && c != '_');
        int own = script_of(c);
        if (own != COMMON && script != COMMON && own != script)
            return HANDLE_SCRIPTS;
        script = own != COMMON ? own : script;
        at += length;
        characters++;
    }
    if (characters < HANDLE_MIN || characters > HANDLE_MAX)
        return HANDLE_LENGTH;
    return letters ? HANDLE_GOOD : HANDLE_LETTERS;
}

/* A handle may be typed as letter and accent apart: in that form it is longer. */
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

static void skeleton(const char *handle, char out[HANDLE_SKELETON])
{
    utf8proc_uint8_t *folded = NULL;
    utf8proc_int32_t c;
    size_t length = 0;
    out[0] = '\0';
    if (strlen(handle) >= HANDLE_BYTES * 2 ||
        utf8proc_map((const utf8proc_uint8_t *)handle, 0, &folded,
            UTF8PROC_NULLTERM | UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD |
                UTF8PROC_STRIPMARK | UTF8PROC_IGNORE) < 0)
        return;
    for (utf8proc_uint8_t *at = folded; *at != '\0' && length + 5 < HANDLE_SKELETON;) {
        utf8proc_ssize_t step = utf8proc_iterate(at, -1, &c);
        if (step <= 0)
            break;
        length += (size_t)utf8proc_encode_char(looks_like(c), (utf8proc_uint8_t *)out + length);
        at += step;
    }
    out[length] = '\0';
    free(folded);
}

enum handle_fault handle_check(const char *handle, char out[HANDLE_SKELETON])
{
    skeleton(handle, out);
    enum handle_fault fault = check_typed(handle);
    if (fault != HANDLE_GOOD)
        return fault;
    for (size_t i = 0; i < sizeof reserved / sizeof *reserved; i++) {
        char other[HANDLE_SKELETON];
        skeleton(reserved[i], other);
        if (strcmp(out, other) == 0)
            return HANDLE_RESERVED;
    }
    return HANDLE_GOOD;
}

const char *handle_sentence(enum handle_fault fault)
{
    switch (fault) {
    case HANDLE_GOOD:
        return "";
    case HANDLE_LENGTH:
        return _("A handle has 2 to 20 letters.");
    case HANDLE_LETTERS:
        return _("A handle has letters, digits, - and _, and does not begin with -.");
    case HANDLE_SCRIPTS:
        return _("A handle is written in one alphabet.");
    case HANDLE_RESERVED:
        return _("That name is taken by the house itself. Choose another.");
    }
    return "";
}
