/*
 * text_fold.c: folds letters for comparing words (text_fold.h).
 *
 * Each letter is decomposed and its case folded, as Unicode says; then letters that Unicode holds apart, but readers
 * type for each other, become one; then marks are dropped or kept by the script of the letter they stand on.
 */
#include "text_fold.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "util.h"

enum {
    PARTS_MOST = 24, /* letters of one decomposed letter: at most 18 in Unicode */
    ALEF = 0x627,
    TATWEEL = 0x640, /* it only makes an Arabic word longer on paper */
    HAMZA_ABOVE = 0x654,
    HAMZA_BELOW = 0x655,
    GRAVE = 0x300,
    ACUTE = 0x301,
    DIAERESIS = 0x308,
    CYRILLIC_GHE = 0x433,
    CYRILLIC_KA = 0x43a,
    CYRILLIC_IE = 0x435,
};

/* --- letters that people type for each other --- */

static const struct {
    utf8proc_int32_t letter;
    const char *plain;
} plain_letters[] = {
    { 0x00e6, "ae" },     /* æ */
    { 0x00f0, "d" },      /* ð */
    { 0x00f8, "o" },      /* ø */
    { 0x00fe, "th" },     /* þ */
    { 0x0111, "d" },      /* đ */
    { 0x0127, "h" },      /* ħ */
    { 0x0131, "i" },      /* ı */
    { 0x0142, "l" },      /* ł */
    { 0x0153, "oe" },     /* œ */
    { 0x0167, "t" },      /* ŧ */
    { 0x0199, "k" },      /* ƙ */
    { 0x01b4, "y" },      /* ƴ */
    { 0x0253, "b" },      /* ɓ */
    { 0x0257, "d" },      /* ɗ */
    { 0x0643, "\u06a9" }, /* the Arabic kaf, as the Persian and Kurdish one */
    { 0x0649, "\u06cc" }, /* alef maksura */
    { 0x064a, "\u06cc" }, /* the Arabic yeh */
    { 0x0671, "\u0627" }, /* alef wasla */
};

/* NULL: the letter stays. */
static const char *plain_of(utf8proc_int32_t letter)
{
    size_t low = 0, high = sizeof plain_letters / sizeof *plain_letters;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (plain_letters[middle].letter == letter)
            return plain_letters[middle].plain;
        if (plain_letters[middle].letter < letter)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

/* --- marks --- */

static bool is_between(utf8proc_int32_t letter, utf8proc_int32_t first, utf8proc_int32_t last)
{
    return letter >= first && letter <= last;
}

static bool is_mark(utf8proc_int32_t letter)
{
    utf8proc_category_t category = utf8proc_category(letter);
    return category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_MC || category == UTF8PROC_CATEGORY_ME;
}

/* Is this mark an accent on that letter? `base` 0: it stands on nothing, as on a Latin letter. */
static bool is_accent(utf8proc_int32_t mark, utf8proc_int32_t base)
{
    if (is_between(mark, 0xfe00, 0xfe0f)) /* it chooses between two drawings of one letter */
        return true;
    if (base < 0x400 || is_between(base, 0x1e00, 0x1fff)) /* Latin and Greek */
        return true;
    if (is_between(base, 0x400, 0x52f)) {
        if (mark == DIAERESIS)
            return base == CYRILLIC_IE;
        return mark == GRAVE || (mark == ACUTE && base != CYRILLIC_GHE && base != CYRILLIC_KA);
    }
    if (is_between(base, 0x590, 0x5ff))
        return true;
    if (is_between(base, 0x600, 0x8ff))
        return (mark != HAMZA_ABOVE && mark != HAMZA_BELOW) || base == ALEF;
    return false;
}

/* Letters that only help to draw others: joiners, soft hyphens, tatweel. */
static bool is_nothing(utf8proc_int32_t letter)
{
    return letter == TATWEEL || letter == 0xad || is_between(letter, 0x200b, 0x200d) || letter == 0x2060 ||
           letter == 0xfeff;
}

/* --- folding --- */

struct folding {
    struct text_folded *out;
    size_t room, at;       /* at: of the letter in the original text */
    utf8proc_int32_t base; /* the last letter that is no mark */
    size_t base_at;        /* where it stands in `out` */
};

static void add_bytes(struct folding *folding, const char *bytes, size_t count)
{
    struct text_folded *out = folding->out;
    if (out->length + count + 1 > folding->room) {
        folding->room = folding->room * 2 + count + 1;
        out->text = xrealloc(out->text, folding->room, 1);
        out->origin = xrealloc(out->origin, folding->room, sizeof *out->origin);
    }
    memcpy(out->text + out->length, bytes, count);
    for (size_t i = 0; i < count; i++)
        out->origin[out->length++] = folding->at;
}

/* A letter and a mark that is kept are one letter again where Unicode has one: "ga" does not begin with "ka". */
static bool add_to_base(struct folding *folding, utf8proc_int32_t mark)
{
    utf8proc_int32_t both[] = { folding->base, mark };
    utf8proc_uint8_t bytes[4];
    size_t standing = (size_t)utf8proc_encode_char(folding->base, bytes);
    if (folding->base == 0 || folding->out->length != folding->base_at + standing ||
        utf8proc_normalize_utf32(both, 2, UTF8PROC_COMPOSE | UTF8PROC_STABLE) != 1)
        return false;
    size_t at = folding->at;
    folding->at = folding->out->origin[folding->base_at];
    folding->out->length = folding->base_at;
    folding->base = both[0];
    add_bytes(folding, (const char *)bytes, (size_t)utf8proc_encode_char(both[0], bytes));
    folding->at = at;
    return true;
}

static void add_letter(struct folding *folding, utf8proc_int32_t letter)
{
    utf8proc_uint8_t bytes[4];
    if (is_nothing(letter))
        return;
    if (is_mark(letter)) {
        if (is_accent(letter, folding->base) || add_to_base(folding, letter))
            return;
    } else {
        folding->base = letter;
        folding->base_at = folding->out->length;
    }
    const char *plain = plain_of(letter);
    if (plain != NULL)
        add_bytes(folding, plain, strlen(plain));
    else
        add_bytes(folding, (const char *)bytes, (size_t)utf8proc_encode_char(letter, bytes));
}

bool text_fold(const char *text, struct text_folded *out)
{
    static const utf8proc_option_t options = UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD;
    size_t length = strlen(text);
    struct folding folding = { .out = out, .room = length + length / 4 + 16 };
    utf8proc_int32_t letter, parts[PARTS_MOST];
    *out = (struct text_folded) { .text = xmalloc(folding.room), .origin = xcalloc(folding.room, sizeof(size_t)) };
    while (folding.at < length) {
        int boundary = 0;
        utf8proc_ssize_t step = utf8proc_iterate(
            (const utf8proc_uint8_t *)text + folding.at, (utf8proc_ssize_t)(length - folding.at), &letter);
        if (step <= 0)
            break;
        utf8proc_ssize_t count = utf8proc_decompose_char(letter, parts, PARTS_MOST, options, &boundary);
        for (utf8proc_ssize_t i = 0; i < count && i < PARTS_MOST; i++)
            add_letter(&folding, parts[i]);
        folding.at += (size_t)step;
    }
    out->text[out->length] = '\0';
    out->origin[out->length] = folding.at;
    return folding.at == length;
}

void text_folded_free(struct text_folded *folded)
{
    free(folded->text);
    free(folded->origin);
    *folded = (struct text_folded) { 0 };
}

char *text_fold_only(const char *text)
{
    struct text_folded folded;
    bool whole = text_fold(text, &folded);
    free(folded.origin);
    if (whole)
        return folded.text;
    free(folded.text);
    return NULL;
}

/* Takes the blanks around it away, in place. */
static const char *trimmed(char *text)
{
    char *at = text + strspn(text, " ");
    size_t length = strlen(at);
    while (length > 0 && at[length - 1] == ' ')
        at[--length] = '\0';
    return at;
}

bool text_folds_alike(const char *one, const char *other)
{
    char *a = text_fold_only(one), *b = text_fold_only(other);
    bool alike = a != NULL && b != NULL && strcmp(trimmed(a), trimmed(b)) == 0;
    free(a);
    free(b);
    return alike;
}
