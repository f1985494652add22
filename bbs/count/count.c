/* count.c: what `bbs tally` and `bbs lot` share: reading a file, and JSON. */
#include "bbs/count/count.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bbs/count/count_json.h"
#include "gettext.h"
#include "text.h"

bool count_refuse(struct buffer *out, const char *format, ...)
{
    struct buffer sentence = { 0 };
    va_list arguments;
    va_start(arguments, format);
    buffer_format_list(&sentence, format, arguments);
    va_end(arguments);
    char *shown = text_shown(buffer_text(&sentence), sentence.length, TEXT_LINE, false);
    buffer_clear(out);
    buffer_string(out, shown);
    free(shown);
    buffer_clear(&sentence);
    return false;
}

/* --- the file --- */

static bool read_all(int fd, const char *path, struct buffer *out)
{
    char bytes[1 << 16];
    ssize_t length;
    while ((length = read(fd, bytes, sizeof bytes)) != 0) {
        if (length < 0 && errno == EINTR)
            continue;
        if (length < 0)
            return count_refuse(out, _("%s cannot be read: %s"), path, strerror(errno));
        if (out->length + (size_t)length > COUNT_INPUT_MOST)
            return count_refuse(out, _("%s is longer than %d bytes, the most that is read."), path, COUNT_INPUT_MOST);
        buffer_add(out, bytes, (size_t)length);
    }
    return true;
}

bool count_read(const char *path, struct buffer *out)
{
    if (strcmp(path, "-") == 0)
        return read_all(STDIN_FILENO, _("standard input"), out);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return count_refuse(out, _("%s cannot be read: %s"), path, strerror(errno));
    bool whole = read_all(fd, path, out);
    close(fd);
    return whole;
}

/* --- JSON --- */

static bool refuse_text(struct buffer *out, const json_error_t *error)
{
    switch (json_error_code(error)) {
    case json_error_premature_end_of_input:
        return count_refuse(out, _("line %d: the text ends in the middle."), error->line);
    case json_error_numeric_overflow:
        return count_refuse(out, _("line %d, column %d: this number is too large."), error->line, error->column);
    case json_error_duplicate_key:
        return count_refuse(
            out, _("line %d, column %d: the same name stands twice in one object."), error->line, error->column);
    default:
        /* TRANSLATORS: the last value is jansson's, in English */
        return count_refuse(out, _("line %d, column %d: this is no JSON: %s"), error->line, error->column, error->text);
    }
}

json_t *count_object(const char *text, size_t length, struct buffer *out)
{
    json_error_t error;
    json_t *root = json_loadb(length > 0 ? text : "", length, JSON_REJECT_DUPLICATES, &error);
    if (root == NULL)
        refuse_text(out, &error);
    else if (!json_is_object(root)) {
        count_refuse(out, _("the text must be one JSON object: it begins with {."));
        json_decref(root);
        root = NULL;
    }
    return root;
}

bool count_whole(const json_t *value, int64_t least, int64_t most, int64_t *out)
{
    *out = json_integer_value(value);
    return json_is_integer(value) && *out >= least && *out <= most;
}

const char *count_quote(const char *name, char out[COUNT_QUOTE_BYTES])
{
    char cut[COUNT_QUOTE_BYTES - 8];
    bool whole = util_copy_text(cut, sizeof cut, name) < sizeof cut;
    snprintf(out, COUNT_QUOTE_BYTES, "\"%s%s\"", cut, whole ? "" : "...");
    return out;
}

void count_answer(json_t *answer, struct buffer *out)
{
    char *text = json_dumps(answer, 0);
    if (text == NULL)
        die("JSON that cannot be written");
    text = text_json(text);
    buffer_string(out, text);
    free(text);
    json_decref(answer);
}
