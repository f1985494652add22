#include "bbs/serve/signup.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "pace.h"
#include "util.h"

static int64_t *row_of(struct signup_table *table, const char *source, int64_t now)
{
    size_t unused = 0;
    for (size_t i = 0; i < SIGNUP_ROWS; i++) {
        if (table->rows[i].whole_at > now && strcmp(table->rows[i].source, source) == 0)
            return &table->rows[i].whole_at;
        if (table->rows[i].whole_at < table->rows[unused].whole_at)
            unused = i;
    }
    util_copy_text(table->rows[unused].source, SIGNUP_SOURCE_BYTES, source);
    table->rows[unused].whole_at = 0;
    return &table->rows[unused].whole_at;
}

int64_t signup_ask(struct signup_table *table, const char *source, int64_t now)
{
    static const struct pace one = { SIGNUP_AT_ONCE, SIGNUP_EACH_MS };
    static const struct pace all = { SIGNUP_AT_ONCE_ALL, SIGNUP_EACH_ALL_MS };
    int64_t *whole_at = row_of(table, source, now);
    bool few = *whole_at < now + SIGNUP_FEW * SIGNUP_EACH_MS;
    int64_t wait = pace_take(&one, whole_at, now);
    if (wait > 0 || few)
        return wait;
    wait = pace_take(&all, &table->all_whole, now);
    if (wait > 0)
        *whole_at -= SIGNUP_EACH_MS; /* the sign-up does not begin, so give this back */
    return wait;
}
