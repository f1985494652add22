#include "tests/fuzz/property.h"

#include "util.h"

void property(bool holds, const char *what)
{
    if (!holds)
        die("does not hold: %s", what);
}

/* Written apart from the program's own decoder, so that one fault is not in both. Returns the bytes of one character,
 * 0 when it is none. */
static size_t character(const unsigned char *s, size_t length, uint32_t *out)
{
    static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
    size_t bytes = s[0] < 0x80             ? 1
                   : (s[0] & 0xe0) == 0xc0 ? 2
                   : (s[0] & 0xf0) == 0xe0 ? 3
                   : (s[0] & 0xf8) == 0xf0 ? 4
                                           : 0;
    if (bytes == 0 || bytes > length)
        return 0;
    uint32_t value = bytes == 1 ? s[0] : s[0] & (0x7fu >> bytes);
    for (size_t i = 1; i < bytes; i++) {
        if ((s[i] & 0xc0) != 0x80)
            return 0;
        value = value << 6 | (s[i] & 0x3f);
    }
    if (value < least[bytes] || value > 0x10ffff || (value >= 0xd800 && value <= 0xdfff))
        return 0;
    *out = value;
    return bytes;
}

bool utf8_valid(const char *text, size_t length)
{
    const unsigned char *s = (const unsigned char *)text;
    uint32_t value;
    while (length > 0) {
        size_t bytes = character(s, length, &value);
        if (bytes == 0)
            return false;
        s += bytes;
        length -= bytes;
    }
    return true;
}

static bool overrides(uint32_t c)
{
    return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

void property_safe(const char *text, size_t length, bool lines)
{
    const unsigned char *s = (const unsigned char *)text;
    uint32_t value = 0;
    while (length > 0) {
        size_t bytes = character(s, length, &value);
        property(bytes > 0, "valid UTF-8");
        property(value >= 0x20 || (lines && value == '\n'), "no control character (C0)");
        property(value < 0x7f || value > 0x9f, "no control character (DEL, C1)");
        property(!overrides(value), "no bidirectional override");
        s += bytes;
        length -= bytes;
    }
}

void property_ascii(const char *text)
{
    for (; *text != '\0'; text++)
        property((*text >= ' ' && *text <= '~') || *text == '\n', "ASCII alone");
}
