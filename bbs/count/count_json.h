/* count_json.h: reads and writes JSON for the two commands. */
#ifndef BBS_COUNT_JSON_H
#define BBS_COUNT_JSON_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "util.h"

/* Writes why into `out`, safe for a terminal; returns false. */
bool count_refuse(struct buffer *out, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The one object that the text is, or NULL with a sentence in `out`. The caller gives it back with json_decref(). */
json_t *count_object(const char *text, size_t length, struct buffer *out);

/* True when the value is a whole number within these bounds. */
bool count_whole(const json_t *value, int64_t least, int64_t most, int64_t *out);

/* A name from the input for a sentence: in quotes, and cut when it is long. Returns `out`. */
enum { COUNT_QUOTE_BYTES = 100 };
const char *count_quote(const char *name, char out[COUNT_QUOTE_BYTES]);

/* Writes the answer and gives it back. */
void count_answer(json_t *answer, struct buffer *out);

#endif
