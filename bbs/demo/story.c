/*
 * story.c: reads the text files of the story into words, numbers and times. It does not use the store.
 *
 * It copies each text once and cuts the copy in place; the strings of the story point into the copies.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "demo.h"
#include "util.h"

enum { DEPTH_MAX = 32 };

struct reader {
    struct story *story;
    const char *file;
    const char *unit; /* the unit of the lines that follow, set by "in | KEY"; NULL: the first street */
    int line;
    int64_t now;
    char *problem;
    size_t size;
    int last_at_depth[DEPTH_MAX]; /* the last post of each depth, which a deeper post answers; -1: none */
    int depth;                    /* of the present post; -1: none yet */
};

static bool wrong(struct reader *reader, const char *what)
{
    snprintf(reader->problem, reader->size, "%s:%d: %s", reader->file, reader->line, what);
    return false;
}

/* Adds a zeroed item at the end of an array. Growing by one is fast enough for these files. */
static void *grow(void *array, int *count, size_t size)
{
    char *grown = xrealloc(array, (size_t)*count + 1, size);
    memset(grown + (size_t)*count * size, 0, size);
    (*count)++;
    return grown;
}
#define ADD(array, count) (&((array) = grow((array), &(count), sizeof *(array)))[(count)-1])

char *story_trim(char *s)
{
    while (isspace((unsigned char)*s))
        s++;
    size_t length = strlen(s);
    while (length > 0 && isspace((unsigned char)s[length - 1]))
        s[--length] = '\0';
    return s;
}

int story_split(char *line, char *fields[STORY_FIELDS])
{
    int count = 0;
    char *rest = line;
    while (rest != NULL && count < STORY_FIELDS) {
        char *bar = count < STORY_FIELDS - 1 ? strchr(rest, '|') : NULL;
        if (bar != NULL)
            *bar++ = '\0';
        fields[count++] = story_trim(rest);
        rest = bar;
    }
    for (int i = count; i < STORY_FIELDS; i++)
        fields[i] = NULL;
    return count;
}

/* --- times --- */

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

/* "w6", "Sat", "18:02": a time in the time zone of this process, as the screens will show it. Week 1 is the one before
 * the present week. */
static bool week_day_read(const char *week, const char *day, const char *clock, int64_t now, int64_t *at)
{
    static const char *const days[] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };
    int64_t weeks;
    int hour, minute, used = 0, weekday = 0;
    if (week[0] != 'w' || !util_parse_number(week + 1, &weeks) || weeks < 1 || weeks > 52)
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

bool story_time(const char *words, int64_t now, int64_t *at)
{
    char week[8], day[8], clock[8];
    return sscanf(words, "%7s %7s %7s", week, day, clock) == 3 && week_day_read(week, day, clock, now, at);
}

/* Reads a time at the front of `words`, which then points behind it. A span with a plus counts from `answered`, the
 * time of the post that is answered; -1 when there is none. */
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

/* "in | KEY": the lines below belong to that unit. "in" alone: to the first street again. */
static bool unit_chosen(struct reader *reader, char *field[STORY_FIELDS], int count)
{
    if (strcmp(field[0], "in") != 0 || count > 2)
        return false;
    reader->unit = field[1];
    return true;
}

/* "unit | naledi | commune | Naledi Street | hills | w7 Sat 10:00": the parent (hills) and the time may be missing. */
static bool unit_line(struct reader *reader, char *field[STORY_FIELDS], int count)
{
    struct story_unit *unit = ADD(reader->story->units, reader->story->unit_count);
    if (count < 4)
        return wrong(reader, "a unit is: key | kind | name | key of its parent | when it began");
    *unit = (struct story_unit) { .key = field[1], .kind = field[2], .name = field[3], .above = field[4] };
    return field[5] == NULL || when_read(reader, &field[5], -1, &unit->begun);
}

static bool board_line(struct reader *reader, char *field[STORY_FIELDS], int count)
{
    if (count != 4)
        return wrong(reader, "a board is: short name | title | readers");
    *ADD(reader->story->boards, reader->story->board_count) =
        (struct story_board) { .slug = field[1], .title = field[2], .visibility = field[3], .unit = reader->unit };
    return true;
}

static bool join_line(struct reader *reader, char *field[STORY_FIELDS], int count)
{
    char *save = NULL;
    if (count != 3)
        return wrong(reader, "a join is: unit | handles");
    for (char *handle = strtok_r(field[2], " ", &save); handle; handle = strtok_r(NULL, " ", &save))
        *ADD(reader->story->joins, reader->story->join_count) =
            (struct story_join) { .unit = field[1], .handle = handle };
    return true;
}

static bool hand_line(struct reader *reader, char *field[STORY_FIELDS], int count)
{
    char *save = NULL;
    struct story_hand *hand = ADD(reader->story->hands, reader->story->hand_count);
    *hand = (struct story_hand) { .handle = field[1], .hand = count == 3 ? strtok_r(field[2], " ", &save) : NULL };
    hand->helper = hand->hand != NULL ? strtok_r(NULL, " ", &save) : NULL;
    return hand->helper != NULL || wrong(reader, "a by-hand is: person | her hand, the helper who confirms");
}

static bool mark_line(struct reader *reader, char *field[STORY_FIELDS], int count)
{
    int64_t at = 0;
    char *save = NULL;
    if (count < 2 || (count == 3 && !when_read(reader, &field[2], -1, &at)))
        return wrong(reader, "a mark is: handles, and for `read` a time");
    for (char *handle = strtok_r(field[1], " ", &save); handle; handle = strtok_r(NULL, " ", &save))
        *ADD(reader->story->marks, reader->story->mark_count) =
            (struct story_mark) { .word = field[0], .handle = handle, .at = at };
    return true;
}

/* "rota | sipho | mon, thu 6:00 | 2 | Fill the corner tank | The key hangs in the shop." */
static bool rota_line(struct reader *reader, char *field[STORY_FIELDS], int count)
{
    struct story_rota *rota = ADD(reader->story->rotas, reader->story->rota_count);
    *rota = (struct story_rota) { .unit = reader->unit };
    if (count < 5 || !util_parse_number(field[3], &rota->hands))
        return wrong(reader, "a rota is: who | days | how many hands | task | details");
    rota->handle = field[1];
    rota->days = field[2];
    rota->task = field[4];
    rota->details = field[5];
    return true;
}

/* "turn | lerato | 1": a day of the rota above. */
static bool turn_line(struct reader *reader, char *field[STORY_FIELDS], int count)
{
    struct story_turn_taken *turn = ADD(reader->story->turns_taken, reader->story->taken_count);
    turn->rota = reader->story->rota_count - 1;
    turn->handle = field[1];
    if (count != 3 || turn->rota < 0 || !util_parse_number(field[2], &turn->day) || turn->day < 1 || turn->day > 2)
        return wrong(reader, "a turn stands below a rota: who | 1 or 2, the next day or the one after it");
    return true;
}

/* "thing | lerato | A drill | With bits for walls.", then "lent | sipho" or "asked-for | thandi" */
static bool thing_line(struct reader *reader, char *field[STORY_FIELDS], int count)
{
    struct story *story = reader->story;
    if (strcmp(field[0], "thing") == 0 && count >= 3) {
        *ADD(story->things, story->thing_count) =
            (struct story_thing) { .unit = reader->unit, .handle = field[1], .name = field[2], .details = field[3] };
        return true;
    }
    if (story->thing_count == 0 || count != 2)
        return wrong(reader, "a thing is: who | name | details, and below it lent | who, asked-for | who");
    struct story_thing *thing = &story->things[story->thing_count - 1];
    *(strcmp(field[0], "lent") == 0 ? &thing->borrower : &thing->asker) = field[1];
    return true;
}

/* "meeting | thandi sipho lerato | sun 15:00 | the corner | A title", then "need | lerato | children" */
static bool meeting_line(struct reader *reader, char *field[STORY_FIELDS], int count)
{
    struct story_meeting *meeting = ADD(reader->story->meetings, reader->story->meeting_count);
    *meeting = (struct story_meeting) { .unit = reader->unit, .homes = field[1], .day = field[2], .place = field[3] };
    meeting->title = count > 4 ? field[4] : NULL;
    return count >= 4 || wrong(reader, "a meeting is: who want it | day and hour | place | title");
}

static bool need_line(struct reader *reader, char *field[STORY_FIELDS], int count)
{
    struct story *story = reader->story;
    if (story->meeting_count == 0 || count != 3)
        return wrong(reader, "a need stands below a meeting: who | children, lift, reader or interpreter");
    story->meetings[story->meeting_count - 1].needer = field[1];
    story->meetings[story->meeting_count - 1].need = field[2];
    return true;
}

/* "item | sipho | 20 decide money | A second tank | For block D." */
static bool item_line(struct reader *reader, char *field[STORY_FIELDS], int count)
{
    char *save = NULL;
    struct story_item *item = ADD(reader->story->items, reader->story->item_count);
    char *minutes = count >= 4 ? strtok_r(field[2], " ", &save) : NULL;
    *item = (struct story_item) { .meeting = reader->story->meeting_count - 1,
        .handle = field[1],
        .wants = minutes != NULL ? strtok_r(NULL, " ", &save) : NULL,
        .title = count >= 4 ? field[3] : NULL,
        .details = count > 4 ? field[4] : NULL };
    item->about = item->wants != NULL ? strtok_r(NULL, " ", &save) : NULL;
    if (item->about == NULL || item->meeting < 0 || !util_parse_number(minutes, &item->minutes))
        return wrong(
            reader, "an item stands below a meeting: who | minutes, what it wants, about what | title | details");
    return true;
}

static bool matters_line(struct reader *reader, char *field[STORY_FIELDS], int count)
{
    if (reader->story->item_count == 0 || count != 2)
        return wrong(reader, "a matters stands below an item: to whose homes");
    reader->story->items[reader->story->item_count - 1].matters = field[1];
    return true;
}

/* "demand | zanele | w4 Tue 10:00 | The clinic opens on Saturdays | Nine of us ask for it", then "comes | nomsa sipho"
 * and "won | w2 Thu 16:20 | Nine to twelve" */
static bool demand_line(struct reader *reader, char *field[STORY_FIELDS], int count)
{
    struct story_demand *demand = ADD(reader->story->demands, reader->story->demand_count);
    *demand = (struct story_demand) { .unit = reader->unit, .handle = field[1], .demand = field[3], .act = field[4] };
    return (count == 5 && story_time(field[2], reader->now, &demand->made)) ||
           wrong(reader, "a demand is: who | when | what is demanded | what is done for it");
}

static bool demand_more_line(struct reader *reader, char *field[STORY_FIELDS], int count)
{
    struct story *story = reader->story;
    struct story_demand *demand = story->demand_count > 0 ? &story->demands[story->demand_count - 1] : NULL;
    if (demand != NULL && strcmp(field[0], "comes") == 0 && count == 2) {
        demand->hands = field[1];
        return true;
    }
    if (demand == NULL || count != 3 || !story_time(field[1], reader->now, &demand->ended))
        return wrong(reader, "below a demand stands comes | who, or won | when | what came of it, or lost");
    demand->won = strcmp(field[0], "won") == 0;
    demand->result = field[2];
    return true;
}

/* "with | grace | My brother died in Polokwane" */
static bool with_line(struct reader *reader, char *field[STORY_FIELDS], int count)
{
    *ADD(reader->story->withs, reader->story->with_count) =
        (struct story_with) { .unit = reader->unit, .handle = field[1], .sorrow = field[2] };
    return count == 3 || wrong(reader, "a with is: who | the title of the sorrow");
}

static bool now_line(struct reader *reader, char *field[STORY_FIELDS], int count)
{
    *ADD(reader->story->nows, reader->story->now_count) =
        (struct story_now) { .unit = reader->unit, .name = field[0], .line = field[1] };
    return count == 2 ||
           wrong(reader, "a now is: the line at the top of home; a help: numbers of help outside, with ; between");
}

static bool task_line(struct reader *reader, char *field[STORY_FIELDS], int count)
{
    *ADD(reader->story->tasks, reader->story->task_count) =
        (struct story_task) { .unit = reader->unit, .name = field[1], .handle = field[2] };
    return count == 3 || wrong(reader, "a task is: name | who");
}

/* "checkin | nomsa | tired | thandi lerato | Nights.", "visit | petrus | | who comes | After six.", "learns | grace |
 * greeter" */
static bool care_line(struct reader *reader, char *field[STORY_FIELDS], int count)
{
    *ADD(reader->story->cares, reader->story->care_count) = (struct story_care) { .unit = reader->unit,
        .word = field[0],
        .handle = field[1],
        .what = field[2],
        .people = field[3],
        .words = field[4] };
    return count == (strcmp(field[0], "learns") == 0 ? 3 : 5) ||
           wrong(reader,
               "a checkin is: who | word | to whom | words; a visit: who | | who comes | words; learns: who | task");
}

static bool house_line(struct reader *reader, char *line)
{
    static const struct {
        const char *word;
        bool (*take)(struct reader *, char *field[STORY_FIELDS], int count);
    } words[] = { { "unit", unit_line }, { "board", board_line }, { "join", join_line }, { "by-hand", hand_line },
        { "read", mark_line }, { "be-seen", mark_line }, { "line-mode", mark_line }, { "ascii", mark_line },
        { "rota", rota_line }, { "turn", turn_line }, { "thing", thing_line }, { "lent", thing_line },
        { "asked-for", thing_line }, { "now", now_line }, { "help", now_line }, { "task", task_line },
        { "meeting", meeting_line }, { "need", need_line }, { "item", item_line }, { "matters", matters_line },
        { "demand", demand_line }, { "comes", demand_more_line }, { "won", demand_more_line },
        { "lost", demand_more_line }, { "with", with_line }, { "checkin", care_line }, { "visit", care_line },
        { "learns", care_line } };
    char *field[STORY_FIELDS];
    int count = story_split(line, field);
    if (unit_chosen(reader, field, count))
        return true;
    if (strcmp(field[0], "house") == 0 && count == 2) {
        reader->story->house = field[1];
        return true;
    }
    if (strcmp(field[0], "founded") == 0 && count == 2)
        return when_read(reader, &field[1], -1, &reader->story->founded);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(words[i].word, field[0]) == 0)
            return words[i].take(reader, field, count);
    return wrong(reader,
        "house, founded, in, now, unit, join, board, task, by-hand, rota, turn, thing, lent, asked-for, meeting, need, item, matters, "
        "demand, comes, won, lost, with, "
        "be-seen, line-mode, ascii or read, then bars");
}

/* --- people.txt: "D 12  amina yusuf | w3 Tue 09:30" --- */

/* Cuts the home off the front of a line: "D 12", or "-" for a person without a home here. NULL when there is neither.
 */
static char *home_cut(char *line)
{
    char *end = line + 1;
    if (line[0] == '\0' || (line[0] != '-' && (line[1] != ' ' || !isdigit((unsigned char)line[2]))))
        return NULL;
    if (line[0] != '-')
        end = line + 2 + strspn(line + 2, "0123456789");
    if (*end != '\0')
        *end++ = '\0';
    return end;
}

static bool people_line(struct reader *reader, char *line)
{
    struct story *story = reader->story;
    char *field[STORY_FIELDS];
    int64_t joined = 0;
    int count = story_split(line, field);
    if (unit_chosen(reader, field, count))
        return true;
    if (count > 1 && !when_read(reader, &field[1], -1, &joined))
        return false;
    char *handles = home_cut(field[0]);
    if (handles == NULL)
        return wrong(reader, "a home is a block and a number: C 14");
    const char *home = field[0][0] == '-' ? NULL : field[0];
    char *save = NULL, *handle = strtok_r(handles, " ", &save);
    if (handle == NULL)
        return wrong(reader, "nobody lives in this home");
    for (; handle != NULL; handle = strtok_r(NULL, " ", &save))
        *ADD(story->people, story->person_count) =
            (struct story_person) { .unit = reader->unit, .home = home, .handle = handle, .joined = joined };
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

/* "# water | Water tank on the corner | thandi | w6 Sat 18:02"; "# naledi/general | ..." for a board of another unit */
static bool thread_line(struct reader *reader, char *line)
{
    char *field[STORY_FIELDS];
    if (story_split(line, field) != 4)
        return wrong(reader, "a thread begins with # board | title | who | when");
    struct story_post *post = post_new(reader, 0);
    post->handle = field[2];
    post->title = field[1];
    char *slash = strchr(field[0], '/');
    post->board = slash != NULL ? slash + 1 : field[0];
    if (slash != NULL) {
        *slash = '\0';
        post->unit = field[0];
    }
    if (strcmp(field[0], "letters") == 0) {
        if (strncmp(field[1], "to ", 3) != 0)
            return wrong(reader, "a letter begins with # letters | to HANDLE | who | when");
        post->to = field[1] + 3;
        post->title = post->board = NULL;
    }
    return when_read(reader, &field[3], -1, &post->at);
}

/* Reads the words that may follow the time of an answer: draft, withdrawn, kept-by HANDLE,HANDLE */
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
    if (number == NULL || !util_parse_number(number, &depth) || depth < 1 || depth >= DEPTH_MAX)
        return wrong(reader, "an answer begins with @1 who when, @2 one level deeper");
    if (depth > reader->depth + 1)
        return wrong(reader, "there is nothing one level up to answer");
    struct story_post *post = post_new(reader, (int)depth);
    const struct story_post *answered = &reader->story->posts[post->parent];
    post->handle = strtok_r(NULL, " ", &words);
    if (post->handle == NULL)
        return wrong(reader, "an answer needs the handle of its writer");
    if (answered->draft)
        return wrong(reader, "a draft was not sent, so nobody can answer it");
    if (answered->board == NULL)
        post->to = strcmp(post->handle, answered->handle) == 0 ? answered->to : answered->handle;
    post->board = answered->board;
    post->unit = answered->unit;
    return when_read(reader, &words, answered->at, &post->at) && answer_words(reader, words, post);
}

static bool body_line(struct reader *reader, const char *line)
{
    struct story *story = reader->story;
    if (reader->depth < 0)
        return *line == '\0' || wrong(reader, "there is text before the first thread");
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

/* Reads a number from 1 to 99 after a word. */
static bool small_number(char **save, int *out)
{
    int64_t number;
    const char *word = strtok_r(NULL, " ", save);
    if (word == NULL || !util_parse_number(word, &number) || number < 1 || number > 99)
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
        else if (strcmp(word, "hands") == 0)
            good = small_number(&save, &aid->hands);
        else if (strcmp(word, "room") == 0)
            good = small_number(&save, &aid->room);
        else if (strcmp(word, "from") == 0 || strcmp(word, "weekly") == 0)
            good = aid_window(&save, aid);
        else
            good = strcmp(word, "women") == 0 || strcmp(word, "box") == 0 || strcmp(word, "climbs") == 0 ||
                   strcmp(word, "learner") == 0;
        if (!good)
            return wrong(reader,
                "after the kind: many N, hands N, room N, women, box, climbs, learner, from or weekly DAY HH:MM HH:MM");
        aid->weekly |= strcmp(word, "weekly") == 0;
        aid->climbs |= strcmp(word, "climbs") == 0;
        aid->learner |= strcmp(word, "learner") == 0;
        if (strcmp(word, "box") == 0)
            aid->pays = AID_PAYS_BOX;
        if (strcmp(word, "women") == 0)
            aid->who_may = AID_WOMEN;
    }
    return true;
}

/* "ask | lucky | 4h ago | goods today | Nappies" */
static bool aid_begin(struct reader *reader, char *field[STORY_FIELDS], int count)
{
    struct story_aid *aid = ADD(reader->story->aids, reader->story->aid_count);
    *aid = (struct story_aid) { .file = reader->file, .line = reader->line, .many = 1, .room = 1 };
    aid->unit = reader->unit;
    aid->is_offer = strcmp(field[0], "offer") == 0;
    if (count != 5)
        return wrong(reader, "an ask or offer is: who | when | kind, and options | line");
    aid->handle = field[1];
    aid->words = field[4];
    return when_read(reader, &field[2], -1, &aid->at) && aid_words(reader, field[3], aid);
}

/* "can | dineo | +40m" */
static bool aid_turn(struct reader *reader, enum story_turn_kind kind, char *field[STORY_FIELDS], int count)
{
    struct story *story = reader->story;
    int ask = story->aid_count - 1;
    if (ask < 0 || story->aids[ask].is_offer)
        return wrong(reader, "there is no ask above");
    if (count != (kind == TURN_SAY ? 4 : 3))
        return wrong(reader, "a turn of an ask is: who | when, and for say the words");
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
    char *field[STORY_FIELDS], *save = NULL;
    int count = story_split(line, field);
    if (unit_chosen(reader, field, count))
        return true;
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
        return wrong(reader, "a line begins with ask, offer, more, can, accept, say, done, woman or reach");
    }
    return true;
}

/* --- all files --- */

/* True for people.txt, and for naledi-people.txt and the like. */
static bool is_file_of(const char *file, const char *subject)
{
    size_t length = strlen(file), end = strlen(subject);
    return length >= end && strcmp(file + length - end, subject) == 0;
}

static bool file_read(struct reader *reader, char *text)
{
    bool (*take)(struct reader *, char *) = is_file_of(reader->file, "house.txt")    ? house_line
                                            : is_file_of(reader->file, "people.txt") ? people_line
                                            : is_file_of(reader->file, "aid.txt")    ? aid_line
                                                                                     : thread_file_line;
    reader->line = 0;
    reader->unit = NULL;
    reader->depth = -1;
    for (char *line = text; line != NULL;) {
        char *end = strchr(line, '\n');
        if (end != NULL)
            *end++ = '\0';
        reader->line++;
        if (line[0] == ';' || (take != thread_file_line && *story_trim(line) == '\0')) {
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
        char *body = story_trim(post->body);
        memmove(post->body, body, strlen(body) + 1);
        reader->file = post->file;
        reader->line = post->line;
        if (*post->body == '\0')
            return wrong(reader, "the text is empty");
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

int story_unit_find(const struct story *story, const char *key)
{
    if (key == NULL)
        return -1;
    for (int i = 0; i < story->unit_count; i++)
        if (strcmp(story->units[i].key, key) == 0)
            return i;
    return -2;
}

/* Fills in missing times: a person came when her unit began, and a unit began with the house. */
static bool people_sound(struct reader *reader)
{
    struct story *story = reader->story;
    reader->line = 0;
    for (int i = 0; i < story->unit_count; i++)
        if (story->units[i].begun == 0)
            story->units[i].begun = story->founded;
    for (int i = 0; i < story->person_count; i++) {
        struct story_person *person = &story->people[i];
        int unit = story_unit_find(story, person->unit);
        reader->file = person->handle;
        if (unit == -2)
            return wrong(reader, "there is no unit with the key above this person");
        int64_t begun = unit < 0 ? story->founded : story->units[unit].begun;
        person->joined = person->joined == 0 ? begun : person->joined;
        if (person->joined < begun)
            return wrong(reader, "this person would come before the unit was there");
    }
    return true;
}

bool story_read(const struct embedded *files, int64_t now, struct story *out, char *problem, size_t size)
{
    memset(out, 0, sizeof *out);
    struct reader reader = { .story = out, .now = now, .problem = problem, .size = size };
    for (; files->name != NULL; files++) {
        if (strncmp(files->name, "tour.", 5) == 0 || strncmp(files->name, "play-", 5) == 0)
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
    return people_sound(&reader) && posts_sound(&reader) && aids_sound(&reader);
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
    free(story->nows);
    free(story->rotas);
    free(story->turns_taken);
    free(story->things);
    free(story->cares);
    free(story->meetings);
    free(story->items);
    free(story->demands);
    free(story->withs);
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
