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

/* A coarse script: enough to see that two were mixed. 0: common to all. */
static int script_of(utf8proc_int32_t c)
{
    if (c < 0x80)
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ? 1 : 0;
    if (c < 0x250 || (c >= 0x1e00 && c < 0x1f00))
        return 1;
    if (c >= 0x370 && c < 0x400)
        return 2;
    if (c >= 0x400 && c < 0x530)
        return 3;
    return 4 + (int)(c >> 8);
}

static bool may_stand(utf8proc_int32_t c)
{
    utf8proc_category_t category = utf8proc_category(c);
    return c == '-' || c == '_' || (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_MC) ||
           category == UTF8PROC_CATEGORY_ND;
}

static enum handle_fault check_letters(const char *handle)
{
    const utf8proc_uint8_t *at = (const utf8proc_uint8_t *)handle;
    utf8proc_int32_t c;
    int characters = 0, script = 0;
    if (*handle == '-')
        return HANDLE_LETTERS; /* it would read as an option */
    while (*at != '\0') {
        utf8proc_ssize_t length = utf8proc_iterate(at, -1, &c);
        if (length <= 0 || !may_stand(c))
            return HANDLE_LETTERS;
        int own = script_of(c);
        if (own != 0 && script != 0 && own != script)
            return HANDLE_SCRIPTS;
        script = own != 0 ? own : script;
        at += length;
        characters++;
    }
    return characters < HANDLE_MIN || characters > HANDLE_MAX ? HANDLE_LENGTH : HANDLE_GOOD;
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
    enum handle_fault fault = check_letters(handle);
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
