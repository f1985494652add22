/* question_sheet.c: reads what a note-taker typed of the papers of a question, and writes it in one order. RULES 1.8.
 */
#include "store/assembly/question_sheet.h"

#include <stdlib.h>
#include <string.h>
#include <wchar.h>
#include <wctype.h>

#include "store/people/people.h"

enum { COUNT_MOST = 100000 };

void question_sheet_free(struct paper_sheet *sheet)
{
    for (size_t i = 0; i < sheet->count; i++) {
        free(sheet->line[i].text);
        free(sheet->line[i].compared);
    }
    sheet->count = 0;
}

int64_t question_sheet_sum(const struct paper_sheet *sheet)
{
    int64_t sum = 0;
    for (size_t i = 0; i < sheet->count; i++)
        sum += sheet->line[i].count;
    return sum;
}

/* --- reading what was typed --- */

/* Two people who copy one sentence differ in commas and capitals. */
static char *to_compare(const char *line)
{
    size_t length = mbstowcs(NULL, line, 0);
    wchar_t *letters = xcalloc(length + 1, sizeof *letters);
    size_t kept = 0;
    mbstowcs(letters, line, length + 1);
    for (size_t i = 0; i < length; i++)
        if (iswalnum((wint_t)letters[i]))
            letters[kept++] = (wchar_t)towlower((wint_t)letters[i]);
    letters[kept] = L'\0';
    size_t room = kept * 4 + 1;
    char *out = xmalloc(room);
    wcstombs(out, letters, room);
    free(letters);
    return out;
}

static const char *skip_blanks(const char *s)
{
    return s + strspn(s, " \t\r");
}

/* The next word, cut to `size`. Returns what stands behind it. */
static const char *take_word(const char *s, char *word, size_t size)
{
    size_t length = strcspn(s, " \t\r");
    snprintf(word, size, "%.*s", (int)length, s);
    return skip_blanks(s + length);
}

/* Whose stop it is: she answers it, and takes it back. */
static enum result take_owner(struct store *store, int64_t question, const char **rest, struct paper_line *out)
{
    *rest = take_word(*rest, out->handle, sizeof out->handle);
    out->owner = db_number(store, 0,
        "SELECT e.member FROM question_present e JOIN member_name n ON n.member = e.member WHERE e.question = ?"
        " AND n.handle = ? COLLATE NOCASE",
        question, out->handle);
    return out->owner != 0 ? RESULT_OK
                           : db_refuse(store, RESULT_INVALID,
                                 _("After \"stop\" write whose stop it is, and their words: stop NAME WORDS."));
}

static enum result refuse_line(struct store *store, const char *line)
{
    return db_refuse(store, RESULT_INVALID,
        _("\"%.40s\" is not understood. A line is: 12 yes; 2 aside; but WORDS; aside WORDS; stop NAME WORDS; 3 no."),
        line);
}

static enum result read_line(struct store *store, int64_t question, const char *line, struct paper_line *out)
{
    char word[32];
    *out = (struct paper_line) { .count = 1 };
    const char *rest = skip_blanks(line);
    size_t digits = strspn(rest, "0123456789");
    if (digits > 0 && digits < 7) {
        out->count = strtoll(rest, NULL, 10);
        rest = skip_blanks(rest + digits);
    }
    rest = take_word(rest, word, sizeof word);
    if (!position_parse(word, &out->answer) || out->count < 1 || out->count > COUNT_MOST)
        return refuse_line(store, line);
    if (out->answer == POSITION_STOP) {
        enum result result = take_owner(store, question, &rest, out);
        if (result != RESULT_OK)
            return result;
    }
    bool worded = rest[0] != '\0';
    if (out->answer == POSITION_BUT && !worded)
        return db_refuse(store, RESULT_INVALID, _("Each \"but\" has its words: a line for each, but WORDS."));
    if ((worded || out->answer == POSITION_STOP) && out->count != 1)
        return db_refuse(store, RESULT_INVALID, _("A line with words is for one paper only."));
    if (worded && (out->answer == POSITION_YES || out->answer == POSITION_NO))
        return refuse_line(store, line);
    if (!worded)
        out->text = xstrdup("");
    return worded ? db_clean_text(store, rest, true, POSITION_TEXT_MAX, &out->text) : RESULT_OK;
}

static char *write_line(const struct paper_line *line)
{
    struct buffer out = { 0 };
    buffer_format(&out, "%lld %s", (long long)line->count, position_name(line->answer));
    if (line->handle[0] != '\0')
        buffer_format(&out, " %s", line->handle);
    if (line->text[0] != '\0')
        buffer_format(&out, " %s", line->text);
    return buffer_take(&out);
}

/* Equal lines without words become one. */
static void add_line(struct paper_sheet *sheet, const struct paper_line *line)
{
    for (size_t i = 0; i < sheet->count && line->text[0] == '\0' && line->owner == 0; i++)
        if (sheet->line[i].answer == line->answer && sheet->line[i].text[0] == '\0') {
            sheet->line[i].count += line->count;
            free(line->text);
            return;
        }
    sheet->line[sheet->count++] = *line;
}

static int by_comparison(const void *first, const void *second)
{
    return strcmp(((const struct paper_line *)first)->compared, ((const struct paper_line *)second)->compared);
}

static void sort_lines(struct paper_sheet *sheet)
{
    for (size_t i = 0; i < sheet->count; i++) {
        char *line = write_line(&sheet->line[i]);
        sheet->line[i].compared = to_compare(line);
        free(line);
    }
    if (sheet->count > 1)
        qsort(sheet->line, sheet->count, sizeof *sheet->line, by_comparison);
}

enum result question_sheet_read(struct store *store, int64_t question, const char *lines, struct paper_sheet *sheet)
{
    enum result result = RESULT_OK;
    *sheet = (struct paper_sheet) { 0 };
    while (result == RESULT_OK && *lines != '\0') {
        size_t length = strcspn(lines, "\n");
        char *line = xstrndup(lines, length);
        struct paper_line read = { 0 };
        if (*skip_blanks(line) != '\0') {
            result = sheet->count == SHEET_LINES
                         ? db_refuse(store, RESULT_FULL, _("That is too much for one question."))
                         : read_line(store, question, line, &read);
            if (result == RESULT_OK)
                add_line(sheet, &read);
        }
        free(line);
        lines += length + (lines[length] == '\n');
    }
    sort_lines(sheet);
    return result;
}

char *question_sheet_write(const struct paper_sheet *sheet, bool compared)
{
    struct buffer out = { 0 };
    for (size_t i = 0; i < sheet->count; i++) {
        char *line = compared ? xstrdup(sheet->line[i].compared) : write_line(&sheet->line[i]);
        buffer_format(&out, "%s\n", line);
        free(line);
    }
    return buffer_take(&out);
}
