/*
 * demo_parse.c: reads the story's text files. Knows no store: what comes out are words, numbers and times.
 *
 * Texts are copied once and cut in place; the story's words point into the copies.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "demo.h"
#include "util.h"

enum { DEPTH_MAX = 32, FIELDS_MAX = 5 };

struct reader {
    struct story *story;
    const char *file;
    int line;
    int64_t now;
    char *problem;
    size_t size;
    int last_at_depth[DEPTH_MAX]; /* index of the post a deeper one answers; -1: none */
    int depth;                    /* of the post being read; -1: none yet */
};

static bool wrong(struct reader *reader, const char *what)
{
    snprintf(reader->problem, reader->size, "%s:%d: %s", reader->file, reader->line, what);
    return false;
}

/* One more zeroed item at the end of an array; they grow by one, which is fast enough for one street. */
static void *grow(void *array, int *count, size_t size)
{
    char *grown = xrealloc(array, (size_t)*count + 1, size);
    memset(grown + (size_t)*count * size, 0, size);
    (*count)++;
    return grown;
}
#define ADD(array, count) (&((array) = grow((array), &(count), sizeof *(array)))[(count)-1])

static char *trim(char *s)
{
    while (isspace((unsigned char)*s))
        s++;
    size_t length = strlen(s);
    while (length > 0 && isspace((unsigned char)s[length - 1]))
        s[--length] = '\0';
    return s;
}

/* Cuts `line` at its bars. Returns how many fields there are. */
static int split(char *line, char *fields[FIELDS_MAX])
{
    int count = 0;
    char *rest = line;
    while (rest != NULL && count < FIELDS_MAX) {
        char *bar = count < FIELDS_MAX - 1 ? strchr(rest, '|') : NULL;
        if (bar != NULL)
            *bar++ = '\0';
        fields[count++] = trim(rest);
        rest = bar;
    }
    for (int i = count; i < FIELDS_MAX; i++)
        fields[i] = NULL;
    return count;
}

/* --- when --- */

static int64_t seconds_of(char unit)
{
    switch (unit) {
    case 'm':
        return 60;
    case 'h':
        return 3600;
    case 'd':
        return 86400;
    default:
        return 0;
    }
}

/* "38m", "14h", "9d" */
static bool span_read(const char *word, int64_t *span)
{
    char *end;
    long number = strtol(word, &end, 10);
    if (end == word || end[0] == '\0' || end[1] != '\0' || number < 1 || number > 365 * 24)
        return false;
    *span = number * seconds_of(*end);
    return *span > 0;
}

/* "w6", "Sat", "18:02": by this machine's calendar, as the screens will show it. Week 1 is the one before now's. */
static bool week_day_read(const char *week, const char *day, const char *clock, int64_t now, int64_t *at)
{
    static const char *const days[] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };
    int64_t weeks;
    int hour, minute, used = 0, weekday = 0;
    if (week[0] != 'w' || !parse_number(week + 1, &weeks) || weeks < 1 || weeks > 52)
        return false;
    while (weekday < 7 && strcmp(day, days[weekday]) != 0)
        weekday++;
    if (weekday == 7 || sscanf(clock, "%2d:%2d%n", &hour, &minute, &used) != 2 || clock[used] != '\0')
        return false;
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59)
        return false;
    time_t present = (time_t)now;
    struct tm date;
    if (localtime_r(&present, &date) == NULL)
        return false;
    date.tm_mday += weekday - (date.tm_wday + 6) % 7 - 7 * (int)weeks;
    date.tm_hour = hour;
    date.tm_min = minute;
    date.tm_sec = 0;
    date.tm_isdst = -1;
    *at = (int64_t)mktime(&date);
    return true;
}

/* Reads a time off the front of `words`, which then points at what follows it. `answered` is the time that a span with
 * a plus counts from; -1 where there is none. */
static bool when_read(struct reader *reader, char **words, int64_t answered, int64_t *at)
{
    char *save = NULL, *first = strtok_r(*words, " ", &save);
    bool good = false;
    if (first != NULL && first[0] == '+') {
        int64_t span;
        good = answered >= 0 && span_read(first + 1, &span);
        if (good)
            *at = answered + span;
    } else if (first != NULL && first[0] == 'w') {
        char *day = strtok_r(NULL, " ", &save), *clock = strtok_r(NULL, " ", &save);
        good = day != NULL && clock != NULL && week_day_read(first, day, clock, reader->now, at);
    } else if (first != NULL) {
        int64_t span;
        char *ago = strtok_r(NULL, " ", &save);
        good = ago != NULL && strcmp(ago, "ago") == 0 && span_read(first, &span);
        if (good)
            *at = reader->now - span;
    }
    if (!good)
        return wrong(reader, "a time is written w6 Sat 18:02, or 3h ago, or, in an answer, +38m");
    *words = save;
    return true;
}

/* --- house.txt --- */

static bool house_line(struct reader *reader, char *line)
{
    struct story *story = reader->story;
    char *field[FIELDS_MAX];
    int count = split(line, field);
    const char *word = field[0];
    if (strcmp(word, "house") == 0 && count == 2) {
        story->house = field[1];
    } else if (strcmp(word, "now") == 0 && count == 2) {
        story->now_line = field[1];
    } else if (strcmp(word, "founded") == 0 && count == 2) {
        return when_read(reader, &field[1], -1, &story->founded);
    } else if (strcmp(word, "unit") == 0 && count == 4) {
        *ADD(story->units, story->unit_count) =
            (struct story_unit) { .key = field[1], .kind = field[2], .name = field[3] };
    } else if (strcmp(word, "board") == 0 && count >= 4) {
        *ADD(story->boards, story->board_count) =
            (struct story_board) { .slug = field[1], .title = field[2], .visibility = field[3], .unit = field[4] };
    } else if (strcmp(word, "join") == 0 && count == 3) {
        char *save = NULL;
        for (char *handle = strtok_r(field[2], " ", &save); handle; handle = strtok_r(NULL, " ", &save))
            *ADD(story->joins, story->join_count) = (struct story_join) { .unit = field[1], .handle = handle };
    } else if (strcmp(word, "task") == 0 && count == 3) {
        *ADD(story->tasks, story->task_count) = (struct story_task) { .name = field[1], .handle = field[2] };
    } else if (strcmp(word, "by-hand") == 0 && count == 3) {
        struct story_hand *hand = ADD(story->hands, story->hand_count);
        char *save = NULL;
        *hand = (struct story_hand) { .handle = field[1], .hand = strtok_r(field[2], " ", &save) };
        hand->helper = strtok_r(NULL, " ", &save);
        if (hand->hand == NULL || hand->helper == NULL)
            return wrong(reader, "by-hand, who, then whose hand and who confirms");
    } else if (strcmp(word, "read") == 0 || strcmp(word, "be-seen") == 0 || strcmp(word, "line-mode") == 0 ||
               strcmp(word, "ascii") == 0) {
        int64_t at = 0;
        if (count < 2 || (count == 3 && !when_read(reader, &field[2], -1, &at)))
            return wrong(reader, "who, and for `read` until when?");
        char *save = NULL;
        for (char *handle = strtok_r(field[1], " ", &save); handle; handle = strtok_r(NULL, " ", &save))
            *ADD(story->marks, story->mark_count) = (struct story_mark) { .word = word, .handle = handle, .at = at };
    } else {
        return wrong(
            reader, "house, founded, now, unit, join, board, task, be-seen, line-mode, ascii or read, then bars");
    }
    return true;
}

/* --- people.txt: "D 12  amina yusuf | w3 Tue 09:30" --- */

static bool people_line(struct reader *reader, char *line)
{
    struct story *story = reader->story;
    char *field[FIELDS_MAX];
    int64_t joined = 0;
    if (split(line, field) > 1 && !when_read(reader, &field[1], -1, &joined))
        return false;
    char *handles = field[0];
    if (handles[0] == '\0' || handles[1] != ' ' || !isdigit((unsigned char)handles[2]))
        return wrong(reader, "a home is a block and a number: C 14");
    handles += 2 + strspn(handles + 2, "0123456789");
    if (*handles != '\0')
        *handles++ = '\0';
    char *save = NULL, *handle = strtok_r(handles, " ", &save);
    if (handle == NULL)
        return wrong(reader, "nobody lives in this home");
    for (; handle != NULL; handle = strtok_r(NULL, " ", &save))
        *ADD(story->people, story->person_count) =
            (struct story_person) { .home = field[0], .handle = handle, .joined = joined };
    return true;
}

/* --- threads and letters --- */

static struct story_post *post_new(struct reader *reader, int depth)
{
    struct story *story = reader->story;
    struct story_post *post = ADD(story->posts, story->post_count);
    post->file = reader->file;
    post->line = reader->line;
    post->parent = depth > 0 ? reader->last_at_depth[depth - 1] : -1;
    post->body = xstrdup("");
    reader->last_at_depth[depth] = story->post_count - 1;
    reader->depth = depth;
    return post;
}

/* "# water | Water tank on the corner | thandi | w6 Sat 18:02" */
static bool thread_line(struct reader *reader, char *line)
{
    char *field[FIELDS_MAX];
    if (split(line, field) != 4)
        return wrong(reader, "a thread begins with # board | title | who | when");
    struct story_post *post = post_new(reader, 0);
    post->handle = field[2];
    post->title = field[1];
    post->board = field[0];
    if (strcmp(field[0], "letters") == 0) {
        if (strncmp(field[1], "to ", 3) != 0)
            return wrong(reader, "a letter begins with # letters | to HANDLE | who | when");
        post->to = field[1] + 3;
        post->title = post->board = NULL;
    }
    return when_read(reader, &field[3], -1, &post->at);
}

/* What may follow the time of an answer: draft, withdrawn, kept-by HANDLE,HANDLE */
static bool answer_words(struct reader *reader, char *words, struct story_post *post)
{
    char *save = NULL;
    for (char *word = strtok_r(words, " ", &save); word != NULL; word = strtok_r(NULL, " ", &save)) {
        if (strcmp(word, "draft") == 0)
            post->draft = true;
        else if (strcmp(word, "withdrawn") == 0)
            post->withdrawn = true;
        else if (strcmp(word, "kept-by") != 0 || (post->kept_by = strtok_r(NULL, " ", &save)) == NULL)
            return wrong(reader, "after the time: draft, withdrawn, or kept-by HANDLE,HANDLE");
    }
    return true;
}

/* "@2 lerato +25m" */
static bool answer_line(struct reader *reader, char *line)
{
    char *words = NULL;
    int64_t depth = 0;
    const char *number = strtok_r(line, " ", &words);
    if (number == NULL || !parse_number(number, &depth) || depth < 1 || depth >= DEPTH_MAX)
        return wrong(reader, "an answer begins with @1 who when, @2 one level deeper");
    if (depth > reader->depth + 1)
        return wrong(reader, "there is nothing one level up to answer");
    struct story_post *post = post_new(reader, (int)depth);
    const struct story_post *answered = &reader->story->posts[post->parent];
    post->handle = strtok_r(NULL, " ", &words);
    if (post->handle == NULL)
        return wrong(reader, "who answers?");
    if (answered->draft)
        return wrong(reader, "nobody can answer what was not sent");
    if (answered->board == NULL)
        post->to = strcmp(post->handle, answered->handle) == 0 ? answered->to : answered->handle;
    post->board = answered->board;
    return when_read(reader, &words, answered->at, &post->at) && answer_words(reader, words, post);
}

static bool body_line(struct reader *reader, const char *line)
{
    struct story *story = reader->story;
    if (reader->depth < 0)
        return *line == '\0' || wrong(reader, "words before the first thread");
    struct story_post *post = &story->posts[story->post_count - 1];
    struct buffer body = { 0 };
    buffer_string(&body, post->body);
    if (*post->body != '\0')
        buffer_string(&body, "\n");
    buffer_string(&body, line);
    free(post->body);
    post->body = buffer_take(&body);
    return true;
}

static bool thread_file_line(struct reader *reader, char *line)
{
    if (line[0] == '#' && line[1] == ' ')
        return thread_line(reader, line + 2);
    if (line[0] == '@')
        return answer_line(reader, line + 1);
    return body_line(reader, line);
}

/* --- aid.txt --- */

/* A number from 1 to 99 behind a word. */
static bool small_number(char **save, int *out)
{
    int64_t number;
    const char *word = strtok_r(NULL, " ", save);
    if (word == NULL || !parse_number(word, &number) || number < 1 || number > 99)
        return false;
    *out = (int)number;
    return true;
}

static bool aid_window(char **save, struct story_aid *aid)
{
    aid->day = strtok_r(NULL, " ", save);
    aid->from = strtok_r(NULL, " ", save);
    aid->until = strtok_r(NULL, " ", save);
    return aid->until != NULL;
}

/* "food today many 2 women", "food room 3 weekly fri 15:00 18:00" */
static bool aid_words(struct reader *reader, char *words, struct story_aid *aid)
{
    char *save = NULL;
    const char *kind = strtok_r(words, " ", &save);
    if (kind == NULL || !aid_kind_parse(kind, &aid->kind))
        return wrong(reader, "there is no such kind of help");
    const char *urgency = aid->is_offer ? NULL : strtok_r(NULL, " ", &save);
    if (!aid->is_offer && (urgency == NULL || !aid_urgency_parse(urgency, &aid->urgency)))
        return wrong(reader, "after the kind of an ask: today, days, week or whenever");
    for (const char *word = strtok_r(NULL, " ", &save); word != NULL; word = strtok_r(NULL, " ", &save)) {
        bool good = true;
        if (strcmp(word, "many") == 0)
            good = small_number(&save, &aid->many);
        else if (strcmp(word, "room") == 0)
            good = small_number(&save, &aid->room);
        else if (strcmp(word, "from") == 0 || strcmp(word, "weekly") == 0)
            good = aid_window(&save, aid);
        else
            good = strcmp(word, "women") == 0 || strcmp(word, "climbs") == 0 || strcmp(word, "learner") == 0;
        if (!good)
            return wrong(
                reader, "after the kind: many N, room N, women, climbs, learner, from or weekly DAY HH:MM HH:MM");
        aid->weekly |= strcmp(word, "weekly") == 0;
        aid->climbs |= strcmp(word, "climbs") == 0;
        aid->learner |= strcmp(word, "learner") == 0;
        if (strcmp(word, "women") == 0)
            aid->who_may = AID_WOMEN;
    }
    return true;
}

/* "ask | lucky | 4h ago | goods today | Nappies" */
static bool aid_begin(struct reader *reader, char *field[FIELDS_MAX], int count)
{
    struct story_aid *aid = ADD(reader->story->aids, reader->story->aid_count);
    *aid = (struct story_aid) { .file = reader->file, .line = reader->line, .many = 1, .room = 1 };
    aid->is_offer = strcmp(field[0], "offer") == 0;
    if (count != 5)
        return wrong(reader, "an ask or offer is: who | when | kind, and what else | line");
    aid->handle = field[1];
    aid->words = field[4];
    return when_read(reader, &field[2], -1, &aid->at) && aid_words(reader, field[3], aid);
}

/* "can | dineo | +40m" */
static bool aid_turn(struct reader *reader, enum story_turn_kind kind, char *field[FIELDS_MAX], int count)
{
    struct story *story = reader->story;
    int ask = story->aid_count - 1;
    if (ask < 0 || story->aids[ask].is_offer)
        return wrong(reader, "there is no ask above");
    if (count != (kind == TURN_SAY ? 4 : 3))
        return wrong(reader, "what comes of an ask is: who | when, and after say: words");
    const struct story_turn *last = story->turn_count > 0 ? &story->turns[story->turn_count - 1] : NULL;
    int64_t before = last != NULL && last->ask == ask ? last->at : story->aids[ask].at;
    struct story_turn *turn = ADD(story->turns, story->turn_count);
    *turn = (struct story_turn) { .file = reader->file, .line = reader->line, .kind = kind, .ask = ask };
    turn->handle = field[1];
    turn->words = field[3];
    return when_read(reader, &field[2], before, &turn->at) &&
           (turn->at > before || wrong(reader, "this would come before the line above"));
}

static bool aid_line(struct reader *reader, char *line)
{
    static const char *const turns[TURN_KINDS] = { "can", "accept", "say", "done" };
    struct story *story = reader->story;
    char *field[FIELDS_MAX], *save = NULL;
    int count = split(line, field);
    for (int kind = 0; kind < TURN_KINDS; kind++)
        if (strcmp(field[0], turns[kind]) == 0)
            return aid_turn(reader, (enum story_turn_kind)kind, field, count);
    if (strcmp(field[0], "ask") == 0 || strcmp(field[0], "offer") == 0)
        return aid_begin(reader, field, count);
    if (strcmp(field[0], "more") == 0 && count == 2 && story->aid_count > 0) {
        story->aids[story->aid_count - 1].details = field[1];
    } else if (strcmp(field[0], "woman") == 0 && count == 2) {
        for (char *handle = strtok_r(field[1], " ", &save); handle; handle = strtok_r(NULL, " ", &save))
            *ADD(story->abouts, story->about_count) = (struct story_about) { .handle = handle };
    } else if (strcmp(field[0], "reach") == 0 && count == 3) {
        *ADD(story->abouts, story->about_count) = (struct story_about) { .handle = field[1], .reach = field[2] };
    } else {
        return wrong(reader, "ask, offer, more, can, accept, say, done, woman or reach, then bars");
    }
    return true;
}

/* --- all of it --- */

static bool file_read(struct reader *reader, char *text)
{
    bool (*take)(struct reader *, char *) = strcmp(reader->file, "house.txt") == 0    ? house_line
                                            : strcmp(reader->file, "people.txt") == 0 ? people_line
                                            : strcmp(reader->file, "aid.txt") == 0    ? aid_line
                                                                                      : thread_file_line;
    reader->line = 0;
    reader->depth = -1;
    for (char *line = text; line != NULL;) {
        char *end = strchr(line, '\n');
        if (end != NULL)
            *end++ = '\0';
        reader->line++;
        if (line[0] == ';' || (take != thread_file_line && *trim(line) == '\0')) {
            line = end;
            continue;
        }
        if (!take(reader, line))
            return false;
        line = end;
    }
    return true;
}

static bool posts_sound(struct reader *reader)
{
    struct story *story = reader->story;
    for (int i = 0; i < story->post_count; i++) {
        struct story_post *post = &story->posts[i];
        char *body = trim(post->body);
        memmove(post->body, body, strlen(body) + 1);
        reader->file = post->file;
        reader->line = post->line;
        if (*post->body == '\0')
            return wrong(reader, "there are no words");
        if (post->at >= reader->now)
            return wrong(reader, "this would be written in the future");
        if (post->at <= (post->parent < 0 ? story->founded : story->posts[post->parent].at))
            return wrong(reader, "this would be written before what it answers, or before the house was there");
    }
    return true;
}

static bool aids_sound(struct reader *reader)
{
    const struct story *story = reader->story;
    for (int i = 0; i < story->aid_count; i++) {
        reader->file = story->aids[i].file;
        reader->line = story->aids[i].line;
        if (story->aids[i].at >= reader->now || story->aids[i].at <= story->founded)
            return wrong(reader, "this would be in the future, or before the house was there");
    }
    for (int i = 0; i < story->turn_count; i++) {
        reader->file = story->turns[i].file;
        reader->line = story->turns[i].line;
        if (story->turns[i].at >= reader->now)
            return wrong(reader, "this would be in the future");
    }
    return true;
}

bool story_read(const struct embedded *files, int64_t now, struct story *out, char *problem, size_t size)
{
    memset(out, 0, sizeof *out);
    struct reader reader = { .story = out, .now = now, .problem = problem, .size = size };
    for (; files->name != NULL; files++) {
        if (strcmp(files->name, "tour.txt") == 0)
            continue;
        char *text = xstrdup(files->text);
        *ADD(out->texts, out->text_count) = text;
        reader.file = files->name;
        if (!file_read(&reader, text))
            return false;
    }
    reader.line = 0;
    reader.file = "house.txt";
    if (out->house == NULL || out->founded == 0)
        return wrong(&reader, "the lines `house` and `founded` are missing");
    for (int i = 0; i < out->person_count; i++)
        if (out->people[i].joined == 0)
            out->people[i].joined = out->founded;
    return posts_sound(&reader) && aids_sound(&reader);
}

void story_free(struct story *story)
{
    for (int i = 0; i < story->post_count; i++)
        free(story->posts[i].body);
    for (int i = 0; i < story->text_count; i++)
        free(story->texts[i]);
    free(story->people);
    free(story->units);
    free(story->joins);
    free(story->boards);
    free(story->hands);
    free(story->marks);
    free(story->posts);
    free(story->tasks);
    free(story->abouts);
    free(story->aids);
    free(story->turns);
    free(story->texts);
    *story = (struct story) { 0 };
}
