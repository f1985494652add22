/* harm_text.c: see harm_text.h. One line for each thing: a word that says what it is, numbers, and words to its end. */
#include "store/care/harm_text.h"

#include <sodium.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { VERSION = 1, HEX_ID = HARM_ID * 2 + 1, HEX_KEY = HARM_KEY * 2 + 1 };

struct text {
    char *out;
    size_t used;
    bool full;
};

static void add(struct text *text, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void add(struct text *text, const char *format, ...)
{
    va_list arguments;
    size_t room = HARM_TEXT_SIZE - text->used;
    va_start(arguments, format);
    int length = vsnprintf(text->out + text->used, room, format, arguments);
    va_end(arguments);
    text->full = text->full || length < 0 || (size_t)length >= room;
    if (!text->full)
        text->used += (size_t)length;
}

static void add_person(struct text *text, const struct harm_person *person)
{
    char seat[HEX_ID], key[HEX_KEY];
    sodium_bin2hex(seat, sizeof seat, person->seat, HARM_ID);
    sodium_bin2hex(key, sizeof key, person->key, HARM_KEY);
    add(text, "person %lld %d %s %s %s\n", (long long)person->member, person->opened, seat, key, person->line);
}

bool harm_text_write(const struct harm *harm, char out[HARM_TEXT_SIZE])
{
    struct text text = { .out = out };
    sodium_memzero(out, HARM_TEXT_SIZE);
    add(&text, "path %d %d %lld %d %lld %lld\n", VERSION, (int)harm->stage, (long long)harm->since, harm->together,
        (long long)harm->review[0], (long long)harm->review[1]);
    for (int i = 0; i < harm->people; i++)
        add_person(&text, &harm->person[i]);
    for (int i = 0; i < harm->steps; i++)
        add(&text, "step %lld %d %s\n", (long long)harm->step[i].day, harm->step[i].done, harm->step[i].words);
    for (int i = 0; i < harm->notes; i++)
        add(&text, "note %lld %d %s\n", (long long)harm->note[i].at, harm->note[i].by, harm->note[i].words);
    return !text.full;
}

static void copy_rest(char *to, size_t size, const char *line, size_t length, int from)
{
    snprintf(to, size, "%.*s", (int)(length - (size_t)from), line + from);
}

static bool read_person(const char *line, size_t length, struct harm *out)
{
    struct harm_person *person = &out->person[out->people];
    long long member;
    int opened, rest = 0;
    char seat[HEX_ID], key[HEX_KEY];
    if (out->people == HARM_PEOPLE_MOST ||
        sscanf(line, "person %lld %d %32s %64s %n", &member, &opened, seat, key, &rest) != 4 || rest == 0)
        return false;
    *person = (struct harm_person) { .member = member, .opened = opened != 0 };
    if (sodium_hex2bin(person->seat, HARM_ID, seat, HEX_ID - 1, NULL, NULL, NULL) != 0 ||
        sodium_hex2bin(person->key, HARM_KEY, key, HEX_KEY - 1, NULL, NULL, NULL) != 0)
        return false;
    if ((size_t)rest < length)
        copy_rest(person->line, sizeof person->line, line, length, rest);
    out->people++;
    return true;
}

static bool read_step(const char *line, size_t length, struct harm *out)
{
    long long day;
    int done, rest = 0;
    if (out->steps == HARM_STEPS_MOST || sscanf(line, "step %lld %d %n", &day, &done, &rest) != 2 || rest == 0)
        return false;
    struct harm_step *step = &out->step[out->steps++];
    *step = (struct harm_step) { .day = day, .done = done != 0 };
    copy_rest(step->words, sizeof step->words, line, length, rest);
    return true;
}

static bool read_note(const char *line, size_t length, struct harm *out)
{
    long long at;
    int by, rest = 0;
    if (out->notes == HARM_NOTES_MOST || sscanf(line, "note %lld %d %n", &at, &by, &rest) != 2 || rest == 0)
        return false;
    struct harm_note *note = &out->note[out->notes++];
    *note = (struct harm_note) { .at = at, .by = by };
    copy_rest(note->words, sizeof note->words, line, length, rest);
    return true;
}

static bool read_path(const char *line, struct harm *out)
{
    int version, stage, together;
    long long since, first, second;
    if (sscanf(line, "path %d %d %lld %d %lld %lld", &version, &stage, &since, &together, &first, &second) != 6 ||
        version != VERSION || stage < 0 || stage >= HARM_STAGES)
        return false;
    out->stage = (enum harm_stage)stage;
    out->since = since;
    out->together = together != 0;
    out->review[0] = first;
    out->review[1] = second;
    return true;
}

bool harm_text_read(const char text[HARM_TEXT_SIZE], struct harm *out)
{
    sodium_memzero(out, sizeof *out);
    if (text[HARM_TEXT_SIZE - 1] != '\0' || !read_path(text, out))
        return false;
    for (const char *line = strchr(text, '\n'); line != NULL && *++line != '\0'; line = strchr(line, '\n')) {
        size_t length = strcspn(line, "\n");
        bool good = strncmp(line, "person ", 7) == 0 ? read_person(line, length, out)
                    : strncmp(line, "step ", 5) == 0 ? read_step(line, length, out)
                                                     : read_note(line, length, out);
        if (!good)
            return false;
    }
    return out->people > 0;
}
