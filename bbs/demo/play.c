/* play.c: see play.h. */
#include "bbs/demo/play.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bbs/demo/demo.h"
#include "util.h"

static const struct verb {
    const char *name;
    int fields;
} verbs[PLAY_VERBS] = {
    [PLAY_BEGIN] = { "begin", 0 },
    [PLAY_HAND] = { "hand", 1 },
    [PLAY_SAY] = { "say", 2 },
    [PLAY_SIGN] = { "sign", 2 },
    [PLAY_PROPOSE] = { "propose", 3 },
    [PLAY_AMEND] = { "amend", 2 },
    [PLAY_TAKE] = { "take", 0 },
    [PLAY_PUT] = { "put", 0 },
    [PLAY_ANSWER] = { "answer", 2 },
    [PLAY_PAPER] = { "paper", 2 },
    [PLAY_COUNT] = { "count", 2 },
    [PLAY_REST] = { "rest", 1 },
    [PLAY_CLOSE] = { "close", 0 },
    [PLAY_END] = { "end", 0 },
    [PLAY_VOTE] = { "vote", 2 },
    [PLAY_BALLOT] = { "ballot", 2 },
    [PLAY_FINISH] = { "finish", 0 },
    [PLAY_CARRY] = { "carry", 3 },
    [PLAY_DONE] = { "done", 2 },
};

struct reader {
    struct play *play;
    int64_t now;
};

int play_find(const struct play *play, const char *handle)
{
    for (size_t i = 0; i < play->cast_count; i++)
        if (strcmp(play->cast[i], handle) == 0)
            return (int)i;
    return -1;
}

/* --- one line; each gives what is wrong with it, or NULL --- */

static const char *read_opens(struct reader *reader, char *field[STORY_FIELDS])
{
    return story_time(field[1], reader->now, &reader->play->opens) ? NULL : "a time is written w1 Sun 15:00";
}

static const char *read_call(struct reader *reader, char *field[STORY_FIELDS])
{
    if (field[3] == NULL)
        return "a call needs homes, a place and a title";
    reader->play->homes = field[1];
    reader->play->place = field[2];
    reader->play->title = field[3];
    return NULL;
}

static const char *read_item(struct reader *reader, char *field[STORY_FIELDS])
{
    struct play *play = reader->play;
    if (field[3] == NULL || play->item_count == PLAY_ITEMS_MOST)
        return "an item needs a handle, its minutes and kind, and a title; and there are too many after eight";
    play->items[play->item_count++] = (struct play_item) { field[1], field[2], field[3], field[4] };
    return NULL;
}

static const char *read_come(struct reader *reader, char *field[STORY_FIELDS])
{
    struct play *play = reader->play;
    char *save = NULL;
    for (char *name = strtok_r(field[1], " ", &save); name != NULL; name = strtok_r(NULL, " ", &save)) {
        if (play->cast_count == PLAY_CAST_MOST || play_find(play, name) >= 0)
            return "somebody comes twice, or too many come";
        play->cast[play->cast_count++] = name;
    }
    return NULL;
}

static const char *read_chair(struct reader *reader, char *field[STORY_FIELDS])
{
    reader->play->chair = field[1];
    return play_find(reader->play, field[1]) < 0 ? "the chair is somebody who came" : NULL;
}

static const char *read_act(struct reader *reader, char *field[STORY_FIELDS])
{
    struct play *play = reader->play;
    char *name = strchr(field[0], ' ');
    if (name == NULL || play->act_count == PLAY_ACTS_MOST)
        return "an act begins with seconds and a verb";
    *name++ = '\0';
    struct play_act *act = &play->acts[play->act_count++];
    while (act->verb < PLAY_VERBS && strcmp(verbs[act->verb].name, story_trim(name)) != 0)
        act->verb++;
    if (act->verb == PLAY_VERBS || !util_parse_number(field[0], &act->wait))
        return "there is no such act";
    for (int i = 0; i < PLAY_FIELDS; i++)
        act->field[i] = field[i + 1];
    if (verbs[act->verb].fields > 0 && act->field[verbs[act->verb].fields - 1] == NULL)
        return "this act needs more words";
    return NULL;
}

static const char *read_line(struct reader *reader, char *line)
{
    static const struct {
        const char *word;
        const char *(*read)(struct reader *, char *[STORY_FIELDS]);
    } words[] = { { "opens", read_opens }, { "call", read_call }, { "item", read_item }, { "come", read_come },
        { "chair", read_chair } };
    char *field[STORY_FIELDS];
    int count = story_split(line, field);
    if (field[0][0] == '\0' || field[0][0] == ';')
        return NULL;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(field[0], words[i].word) == 0)
            return count > 1 ? words[i].read(reader, field) : "this line needs more words";
    return read_act(reader, field);
}

bool play_read(const char *text, int64_t now, struct play *out, char *problem, size_t size)
{
    *out = (struct play) { .text = xstrdup(text) };
    struct reader reader = { .play = out, .now = now };
    const char *fault = NULL;
    int number = 0;
    char *next;
    for (char *line = out->text; line != NULL && fault == NULL; line = next) {
        next = strchr(line, '\n');
        if (next != NULL)
            *next++ = '\0';
        number++;
        fault = read_line(&reader, line);
    }
    if (fault == NULL && (out->homes == NULL || out->chair == NULL))
        fault = "the lines `call` and `chair` are missing";
    if (fault != NULL)
        snprintf(problem, size, "line %d of the play: %s", number, fault);
    return fault == NULL;
}

void play_free(struct play *play)
{
    free(play->text);
    *play = (struct play) { 0 };
}
