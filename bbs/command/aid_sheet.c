/* aid_sheet.c: see aid_sheet.h. */
#include "aid_sheet.h"

#include <string.h>

#include "gettext.h"
#include "text.h"
#include "when.h"

enum { ROWS_MOST = 24, LEAST_COLUMNS = 24, INDENT = 4, DEEPER = 8 };

static void add_wrapped(struct buffer *out, int columns, int indent, const char *words)
{
    struct text_row rows[ROWS_MOST];
    size_t count = text_wrap(words, strlen(words), columns - indent, rows, ROWS_MOST);
    for (size_t i = 0; i < count && i < ROWS_MOST; i++)
        buffer_format(out, "%*s%.*s\n", indent, "", (int)rows[i].length, words + rows[i].start);
}

static void add_head(const struct aid_night *night, bool written, int64_t now, int columns, struct buffer *out)
{
    char day[WHEN_BYTES], words[400];
    when_say(now, true, now, day);
    snprintf(words, sizeof words,
        written ? _("Matching night, %s. Written; both sides are told.")
                : _("Matching night, %s. A dry run: nothing is written."),
        day);
    add_wrapped(out, columns, 0, words);
    add_wrapped(out, columns, 0, _("For whoever goes from door to door. Names stand in it: hang it on no door."));
    snprintf(words, sizeof words, _("Open asks: %lld. Open offers: %lld. Suggested: %zu."), (long long)night->asks,
        (long long)night->offers, night->count);
    add_wrapped(out, columns, 0, words);
    if (night->hands > night->asks) {
        snprintf(words, sizeof words, _("Hands that these asks want: %lld."), (long long)night->hands);
        add_wrapped(out, columns, 0, words);
    }
    if (night->went_by > 0) {
        snprintf(words, sizeof words, _("No longer free when it was written: %lld."), (long long)night->went_by);
        add_wrapped(out, columns, 0, words);
    }
}

static void add_pair(const struct aid_pair *pair, size_t number, int columns, struct buffer *out)
{
    char words[200];
    /* TRANSLATORS: a number, how soon, a kind; then the numbers of ask and offer, and how well they fit of 100 */
    snprintf(words, sizeof words, _("%zu  %s, %s. Ask %lld, offer %lld, fits %d of 100."), number,
        pair->from == AID_FROM_HERE ? aid_urgency_words(pair->urgency) : aid_from_words(pair->from),
        aid_kind_words(pair->kind), (long long)pair->ask, (long long)pair->offer, pair->score);
    buffer_string(out, "\n");
    add_wrapped(out, columns, 0, words);
    add_wrapped(out, columns, INDENT, pair->ask_line);
    add_wrapped(out, columns, DEEPER, pair->asker);
    add_wrapped(out, columns, INDENT, pair->offer_line);
    add_wrapped(out, columns, DEEPER, pair->helper);
    add_wrapped(out, columns, INDENT, pair->reason);
    add_wrapped(out, columns, INDENT, _("[ ] yes   [ ] not this time"));
}

/* Pairs that a coordinator left out, each with its reason, so that whoever prints the list sees that, too. */
static void add_left_out(const struct aid_night *night, int columns, struct buffer *out)
{
    char words[2 * sizeof night->left_out->ask_line + 200];
    if (night->left_count > 0) {
        buffer_string(out, "\n");
        add_wrapped(out, columns, 0, _("Left out by a coordinator:"));
    }
    for (size_t i = 0; i < night->left_count; i++) {
        const struct aid_pair *pair = &night->left_out[i];
        /* TRANSLATORS: the numbers of an ask and an offer, why, then the words of both */
        snprintf(words, sizeof words, _("Ask %lld, offer %lld: %s. %s / %s"), (long long)pair->ask,
            (long long)pair->offer, aid_drop_words(pair->drop), pair->ask_line, pair->offer_line);
        add_wrapped(out, columns, INDENT, words);
    }
}

void aid_sheet(const struct aid_night *night, bool written, int64_t now, int columns, struct buffer *out)
{
    if (columns > AID_SHEET_COLUMNS)
        columns = AID_SHEET_COLUMNS;
    if (columns < LEAST_COLUMNS)
        columns = LEAST_COLUMNS;
    add_head(night, written, now, columns, out);
    for (size_t i = 0; i < night->count; i++)
        add_pair(&night->pairs[i], i + 1, columns, out);
    add_left_out(night, columns, out);
}
