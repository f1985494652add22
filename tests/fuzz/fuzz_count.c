/* fuzz_count.c: any text for `bbs tally` and `bbs lot`: the answer is JSON, a refusal one sentence, both safe for a
 * terminal; and a table of pairs that was told can be counted again. */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "bbs/count/count.h"
#include "tests/fuzz/property.h"

typedef bool count_function(const char *text, size_t length, struct buffer *out);

static void again(const char *answer)
{
    struct buffer out = { 0 };
    json_t *first = json_loads(answer, 0, NULL), *names = json_array();
    property(first != NULL, "the answer is JSON");
    json_t *pairs = json_object_get(first, "pairwise");
    if (pairs != NULL) {
        for (void *at = json_object_iter(pairs); at != NULL; at = json_object_iter_next(pairs, at))
            json_array_append_new(names, json_string(json_object_iter_key(at)));
        json_t *request = json_pack("{s:s, s:O, s:O}", "kind", "schulze", "options", names, "pairwise", pairs);
        char *text = json_dumps(request, 0);
        property(count_tally(text, strlen(text), &out), "its pairs can be counted");
        property(strcmp(buffer_text(&out), answer) == 0, "and give the same answer");
        free(text);
        json_decref(request);
    }
    json_decref(names);
    json_decref(first);
    buffer_clear(&out);
}

static void try(count_function *count, const char *text, size_t length)
{
    struct buffer out = { 0 };
    bool good = count(text, length, &out);
    property(out.length > 0, "it says something");
    property_safe(out.data, out.length, false);
    if (good)
        again(out.data);
    buffer_clear(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    try(count_tally, (const char *)data, size);
    try(count_lot, (const char *)data, size);
    return 0;
}
