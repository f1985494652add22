/* fuzz_handle.c: what may be a handle, and that she is found by whatever she types of it. RULES 1.5. */
#include <stdlib.h>
#include <string.h>

#include "members.h"
#include "store/people/handle.h"
#include "tests/fuzz/property.h"
#include "text.h"

static void is_one_with(const char *skeleton, const char *spelling, const char *what)
{
    char other[HANDLE_SKELETON];
    handle_skeleton(spelling, other);
    property(strcmp(skeleton, other) == 0, what);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char typed[HANDLE_BYTES * 3] = "", skeleton[HANDLE_SKELETON], written[HANDLE_SKELETON], plain[HANDLE_BYTES], *clean;
    memcpy(typed, data, size < sizeof typed - 1 ? size : sizeof typed - 1);
    enum handle_fault fault = handle_check(typed, skeleton);
    handle_as_written(typed, written);
    property(utf8_valid(skeleton, strlen(skeleton)), "a skeleton is text");
    property(utf8_valid(written, strlen(written)), "a skeleton as written is text");
    if (fault != HANDLE_GOOD && fault != HANDLE_RESERVED)
        return 0;
    property(skeleton[0] != '\0' && written[0] != '\0', "a handle looks like something");
    property_safe(typed, strlen(typed), false);
    property(strpbrk(typed, " \"`$;&|<>()\\/@") == NULL, "nothing that a shell or a command takes apart but '");
    handle_for_ssh(typed, plain);
    property(strchr(plain, '\'') == NULL && plain[0] != '\0' && plain[0] != '-', "ssh takes it");
    is_one_with(skeleton, plain, "she is found without her apostrophes");
    property(text_clean(typed, strlen(typed), TEXT_LINE, HANDLE_MAX, &clean) == TEXT_GOOD, "it can be written down");
    is_one_with(skeleton, clean, "she is found by what is written down");
    free(clean);
    return 0;
}
