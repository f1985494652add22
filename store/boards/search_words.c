/* search_words.c: texts and questions as entries of the search index (search_words.h). */
#include "store/boards/search_words.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "text_fold.h"
#include "util.h"

static bool is_mark(utf8proc_int32_t letter)
{
    utf8proc_category_t category = utf8proc_category(letter);
    return category >= UTF8PROC_CATEGORY_MN && category <= UTF8PROC_CATEGORY_ME;
}

/* Of a script without spaces between words. Folded texts have no half-wide forms. */
static bool is_of_pairs(utf8proc_int32_t letter)
{
    static const struct {
        utf8proc_int32_t first, last;
    } scripts[] = {
        { 0x0e00, 0x0eff },   /* Thai, Lao */
        { 0x1000, 0x109f },   /* Burmese */
        { 0x1780, 0x17ff },   /* Khmer */
        { 0x3005, 0x3007 },   /* signs within Han */
        { 0x3041, 0x30ff },   /* kana */
        { 0x31f0, 0x31ff },   /* small katakana */
        { 0x3400, 0x9fff },   /* Han */
        { 0x20000, 0x3ffff }, /* rare Han */
    };
    utf8proc_category_t category = utf8proc_category(letter);
    if (category < UTF8PROC_CATEGORY_LU || category > UTF8PROC_CATEGORY_ME)
        return false; /* their digits and signs */
    for (size_t i = 0; i < sizeof scripts / sizeof *scripts; i++)
        if (letter >= scripts[i].first && letter <= scripts[i].last)
            return true;
    return false;
}

/* The letter at `at` with the marks on it. Returns its bytes, 0 at the end. */
static size_t next_letter(const char *at, utf8proc_int32_t *letter)
{
    utf8proc_int32_t mark;
    utf8proc_ssize_t step = utf8proc_iterate((const utf8proc_uint8_t *)at, -1, letter), more;
    if (*at == '\0' || step <= 0)
        return 0;
    size_t length = (size_t)step;
    while (at[length] != '\0' && (more = utf8proc_iterate((const utf8proc_uint8_t *)at + length, -1, &mark)) > 0 &&
           is_mark(mark))
        length += (size_t)more;
    return length;
}

/* Adds the pairs of a run of letters, and the last letter alone unless the run may go on in the index. Returns what
 * follows the run. *alone: the run is one letter. */
static const char *add_run(struct buffer *out, const char *at, bool goes_on, bool *alone)
{
    utf8proc_int32_t letter;
    size_t length = next_letter(at, &letter), next;
    *alone = true;
    buffer_string(out, " ");
    while ((next = next_letter(at + length, &letter)) > 0 && is_of_pairs(letter)) {
        *alone = false;
        buffer_add(out, at, length + next);
        buffer_string(out, " ");
        at += length;
        length = next;
    }
    bool at_end = at[length] == '\0';
    if (!goes_on || !at_end || *alone)
        buffer_add(out, at, length);
    buffer_string(out, " ");
    return at + length;
}

static char *entries_of(const char *text, bool is_question, bool *begins)
{
    struct buffer out = { 0 };
    char *folded = text_fold_only(text);
    const char *at = folded != NULL ? folded : "";
    utf8proc_int32_t letter;
    *begins = false;
    for (size_t length; (length = next_letter(at, &letter)) > 0;) {
        bool alone = false;
        if (!is_of_pairs(letter)) {
            buffer_add(&out, at, length);
            at += length;
            continue;
        }
        at = add_run(&out, at, is_question, &alone);
        *begins = is_question && alone && *at == '\0';
    }
    free(folded);
    return buffer_take(&out);
}

char *search_index_words(const char *text)
{
    bool begins;
    return entries_of(text, false, &begins);
}

char *search_question_words(const char *word, bool *begins)
{
    return entries_of(word, true, begins);
}
