/*
 * make.c: writes store/people/handle_table.c from ICU's data: Unicode's confusables and identifier status (UTS #39),
 * script usage (UAX #31) and the alphabets of CLDR. `make handle-table` runs it; no other file needs ICU.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <unicode/uchar.h>
#include <unicode/uloc.h>
#include <unicode/ulocdata.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/uset.h>
#include <unicode/uspoof.h>
#include <unicode/ustring.h>
#include <unicode/uversion.h>

#include "store/people/handle_table.h"

enum { UNITS = 64, FIRST_BEYOND_ASCII = 0x80 };

static void must(UErrorCode fault, const char *what)
{
    if (U_FAILURE(fault)) {
        fprintf(stderr, "%s: %s\n", what, u_errorName(fault));
        exit(1);
    }
}

static bool is_of(UChar32 c, uint32_t categories)
{
    return (U_MASK(u_charType(c)) & categories) != 0;
}

/* --- letters --- */

static const uint32_t letter_categories = U_GC_L_MASK | U_GC_MN_MASK | U_GC_MC_MASK | U_GC_ND_MASK;

static void add_alphabets(USet *letters)
{
    for (int32_t i = 0; i < uloc_countAvailable(); i++) {
        UErrorCode fault = U_ZERO_ERROR;
        ULocaleData *data = ulocdata_open(uloc_getAvailable(i), &fault);
        USet *alphabet = ulocdata_getExemplarSet(data, NULL, USET_ADD_CASE_MAPPINGS, ULOCDATA_ES_STANDARD, &fault);
        must(fault, uloc_getAvailable(i));
        uset_removeAllStrings(alphabet);
        uset_addAll(letters, alphabet);
        uset_close(alphabet);
        ulocdata_close(data);
    }
}

static void add_scripts_of_limited_use(USet *letters)
{
    for (UChar32 c = FIRST_BEYOND_ASCII; c <= UCHAR_MAX_VALUE; c++) {
        UErrorCode fault = U_ZERO_ERROR;
        UScriptCode script = uscript_getScript(c, &fault);
        if (uscript_getUsage(script) == USCRIPT_USAGE_LIMITED_USE && u_hasBinaryProperty(c, UCHAR_XID_CONTINUE))
            uset_add(letters, c);
    }
}

static void write_letters(void)
{
    UErrorCode fault = U_ZERO_ERROR;
    USet *letters = uset_openEmpty();
    uset_addAll(letters, uspoof_getRecommendedSet(&fault));
    must(fault, "recommended letters");
    add_alphabets(letters);
    add_scripts_of_limited_use(letters);
    printf("const struct handle_letters handle_letters[] = {\n");
    for (UChar32 c = FIRST_BEYOND_ASCII, first = -1; c <= UCHAR_MAX_VALUE + 1; c++) {
        bool good = c <= UCHAR_MAX_VALUE && uset_contains(letters, c) && is_of(c, letter_categories);
        if (good && first < 0)
            first = c;
        else if (!good && first >= 0) {
            printf("    { 0x%" PRIx32 ", 0x%" PRIx32 " },\n", (uint32_t)first, (uint32_t)c - 1);
            first = -1;
        }
    }
    printf("};\nconst size_t handle_letters_count = sizeof handle_letters / sizeof *handle_letters;\n");
    uset_close(letters);
}

/* --- look-alikes --- */

static void write_look(UChar32 from, const UChar *to, int32_t length)
{
    char bytes[4 * UNITS];
    int32_t count = 0;
    UErrorCode fault = U_ZERO_ERROR;
    u_strToUTF8(bytes, sizeof bytes, &count, to, length, &fault);
    must(fault, "UTF-8");
    if (count >= HANDLE_LOOK_BYTES) {
        fprintf(stderr, "U+%04" PRIX32 " looks like more than there is room for\n", (uint32_t)from);
        exit(1);
    }
    printf("    { 0x%" PRIx32 ", \"", (uint32_t)from);
    for (int32_t i = 0; i < count; i++)
        printf("\\x%02x", (unsigned char)bytes[i]);
    printf("\" },\n");
}

static void write_looks(void)
{
    UErrorCode fault = U_ZERO_ERROR;
    USpoofChecker *spoof = uspoof_open(&fault);
    const UNormalizer2 *apart = unorm2_getNFKDInstance(&fault);
    must(fault, "confusables");
    printf("const struct handle_look handle_looks[] = {\n");
    for (UChar32 c = '0'; c <= UCHAR_MAX_VALUE; c++) {
        UChar from[2], to[UNITS];
        int32_t length = 0;
        if (U_IS_SURROGATE((uint32_t)c) || !is_of(c, U_GC_L_MASK | U_GC_ND_MASK | U_GC_NL_MASK))
            continue;
        U16_APPEND_UNSAFE(from, length, c);
        if (!unorm2_isNormalized(apart, from, length, &fault))
            continue;
        int32_t looks = uspoof_getSkeleton(spoof, 0, from, length, to, UNITS, &fault);
        must(fault, "a skeleton");
        if (looks != length || u_memcmp(from, to, length) != 0)
            write_look(c, to, looks);
    }
    printf("};\nconst size_t handle_looks_count = sizeof handle_looks / sizeof *handle_looks;\n");
    uspoof_close(spoof);
}

int main(void)
{
    printf("/* Made by `make handle-table` (store/people/handles/make.c); do not edit. See handle_table.h. */\n"
           "#include \"store/people/handle_table.h\"\n\n"
           "const char handle_table_version[] = \"ICU " U_ICU_VERSION ", Unicode " U_UNICODE_VERSION "\";\n\n"
           "/* clang-format off */\n");
    write_looks();
    printf("\n");
    write_letters();
    printf("/* clang-format on */\n");
    return 0;
}
