/* vote_tally.c: what the ballots of a vote come to, by tally.h, and who is level with whom. RULES 4.6. Pure. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "lot.h"
#include "store/assembly/vote_row.h"

void vote_tally(const struct vote_box *box, enum vote_kind kind, int options, struct vote_result *out)
{
    struct tally_table pairs = { options, out->pairs };
    uint16_t place[BALLOT_OPTIONS_MOST];
    for (size_t i = 0; i < box->count; i++) {
        const struct vote_count *one = &box->list[i];
        for (int j = 0; j < BALLOT_OPTIONS_MOST; j++)
            place[j] = one->ballot.value[j];
        if (kind == VOTE_YESNO)
            out->answers[one->ballot.value[0] % TALLY_CHOICES] += one->count;
        else if (kind == VOTE_CHOOSE)
            tally_rank(&pairs, place, one->count);
        else
            tally_score(out->sums, options, one->ballot.value, one->count);
    }
}

/* Equal sums have one group. */
static void order_by_sum(int options, struct vote_result *out)
{
    for (int i = 0; i < options; i++) {
        out->group[i] = 0;
        for (int j = 0; j < options; j++) {
            bool counted = false;
            for (int k = 0; k < j; k++)
                counted = counted || out->sums[k] == out->sums[j];
            out->group[i] = (uint16_t)(out->group[i] + (out->sums[j] > out->sums[i] && !counted));
        }
    }
}

void vote_tally_judge(enum vote_kind kind, int options, struct fraction needs, struct vote_result *out)
{
    struct tally_table pairs = { options, out->pairs }, paths = { options, out->paths };
    out->winner = -1;
    out->best = 0;
    if (kind == VOTE_YESNO) {
        out->needed = fraction_needed(needs, out->base);
        return;
    }
    if (kind == VOTE_CHOOSE) {
        tally_paths(&pairs, &paths);
        tally_order(&paths, out->group);
    } else
        order_by_sum(options, out);
    for (int i = 0; i < options; i++)
        if (out->group[i] == 0) {
            out->winner = i;
            out->best++;
        }
    if (out->best != 1)
        out->winner = -1;
}

/* --- the lot --- */

int vote_lot_draw(int64_t seed, int level)
{
    uint16_t drawn = 1;
    struct buffer key = { 0 };
    lot_key_add(&key, &seed, 1);
    lot_draw(LOT_BLAKE2B, buffer_text(&key), level, 1, &drawn);
    buffer_clear(&key);
    return drawn;
}

/* --- as it is kept --- */

static int64_t *numbers_of(struct vote_result *result, enum vote_kind kind, int options, int *count)
{
    *count = kind == VOTE_YESNO ? TALLY_CHOICES : kind == VOTE_CHOOSE ? options * options : options;
    return kind == VOTE_YESNO ? result->answers : kind == VOTE_CHOOSE ? result->pairs : result->sums;
}

char *vote_tally_write(const struct vote_result *result, enum vote_kind kind, int options)
{
    int count;
    struct buffer out = { 0 };
    struct vote_result copy = *result;
    const int64_t *numbers = numbers_of(&copy, kind, options, &count);
    for (int i = 0; i < count; i++)
        buffer_format(&out, "%s%" PRId64, i > 0 ? " " : "", numbers[i]);
    return buffer_take(&out);
}

void vote_tally_read(const char *numbers, enum vote_kind kind, int options, struct vote_result *out)
{
    int count;
    int64_t *to = numbers_of(out, kind, options, &count);
    char *end;
    for (int i = 0; i < count && *numbers != '\0'; i++) {
        to[i] = strtoll(numbers, &end, 10);
        numbers = end + (*end == ' ');
    }
}
