/*
 * line.c: line mode: the same commands at a prompt, plain sentences, no drawing. For screen readers, dumb terminals and
 * pipes. Nothing is printed while a person types: news are only counted, and an empty Enter tells of them.
 *
 * With a pty the client echoes nothing, so the line is edited and echoed here. Without a pty the client does both.
 * This file has the functions of the face, which the session calls. line.h says which file does what.
 */
#include "bbs/line/line.h"

#include <stdlib.h>
#include <unistd.h>

#include "gettext.h"
#include "util.h"

static void *line_open(const struct face_setup *setup, char *problem, size_t size)
{
    (void)problem, (void)size;
    struct line *line = xcalloc(1, sizeof *line);
    line->setup = *setup;
    line->input.only_utf8 = !setup->terminal;
    if (line_knows_sequences(line))
        buffer_string(&line->out, INPUT_MODES_OFF INPUT_PASTE_ON);
    bool member = setup->actor->kind == ACTOR_MEMBER;
    int counts[NOTICE_KINDS];
    if (member)
        ledger_notices_count(setup->store, setup->actor, 0, counts, &line->noticed);
    if (member && setup->settings.shared == SHARED_ALWAYS)
        line_set_shared(line);
    if (member && setup->settings.shared == SHARED_ASK && setup->by_password)
        line->state = ASKING_SHARED;
    else if (setup->actor->kind == ACTOR_NOBODY)
        line_meet_newcomer(line);
    else
        line_greet(line);
    line_prompt(line);
    if (line->lock.on)
        lock_touched(&line->lock, line->words, setup->milliseconds());
    line_flush(line);
    return line;
}

static void line_input(void *face)
{
    struct line *line = face;
    ssize_t length = read(line->setup.in, line->ahead, sizeof line->ahead);
    line->ahead_at = 0;
    line->ahead_length = length > 0 ? (size_t)length : 0;
    line->read_at = line->setup.milliseconds();
    struct input_read now = input_count(&line->input, line->ahead, line->ahead_length, line->read_at);
    line->burst = line->setup.terminal && input_is_burst_of_lines(&line->run, &now, line->read_at);
    if (length == 0)
        line->ended = true;
    line_look_at_lock(line); /* before the keys are taken: a key after the time of the lock must not prevent it */
    line_circle_typing(line);
    line_take_ahead(line);
    line_circle_wipe_input(line);
    line_keep_when_due(line);
    if (line->lock.on)
        lock_touched(&line->lock, line->words, line->setup.milliseconds());
}

static bool line_wants_input(const void *face)
{
    const struct line *line = face;
    return line->ahead_at == line->ahead_length && line->out.length == 0;
}

static void line_writable(void *face)
{
    line_flush(face);
    line_take_ahead(face);
    line_circle_wipe_input(face);
}

static bool line_wants_write(const void *face)
{
    return ((const struct line *)face)->out.length > 0;
}

static void line_resize(void *face, int columns, int rows)
{
    struct line *line = face;
    line->setup.columns = columns;
    line->setup.rows = rows;
}

static void line_event(void *face, const struct face_event *event)
{
    struct line *line = face;
    if (event->kind == FACE_WRITTEN && event->board == HINT_OF_ROOM)
        line_room_woken(line);
    else if (event->kind == FACE_WRITTEN && event->board == HINT_OF_CIRCLE) {
        if (line->circle.id == event->thread)
            line_circle_woken(line);
    } else if (event->kind == FACE_WRITTEN)
        line->news += event->board != 0; /* 0: it does not concern a board */
    else if (event->kind == FACE_LETTER)
        line->notices += line->owner == NULL;
    else if (event->kind == FACE_CLOSING && line->circle.id != 0) {
        line_leave(line, _("\nThe house closes for a while, and the circle with it.\n"));
        line_flush(line);
    } else if (event->kind == FACE_CLOSING) {
        line_say(line, line->setup.actor->kind == ACTOR_NOBODY || line->setup.actor->kind == ACTOR_GUEST
                           ? _("\nThe house closes for a while. Come back later; a code stays good.\n")
                           : _("\nThe house closes for a while. What you wrote is kept.\n"));
        line_flush(line);
    } else if (event->kind == FACE_ENDED) {
        line_leave(line, _("\nThis session was ended from another one of yours. What you wrote is kept.\n"));
        line_flush(line);
    } else if (event->kind == FACE_PUT_OUT) {
        line_leave(line, _("\n"
                           "People of your home stopped your entry. What you wrote is kept. Log in again: it says "
                           "what you can do.\n"));
        line_flush(line);
    } else if (event->kind == FACE_SHUT) {
        line_leave(line, _("\n"
                           "Others set a new password for you, so this session ended. What you wrote is kept, and "
                           "`book` says who did it. Log in with your key, or ask them.\n"));
        line_flush(line);
    } else if (event->kind == FACE_MOVED) {
        line_leave(
            line, _("\n"
                    "You moved, or left a workplace or caucus, while this session was open. What stands here may "
                    "belong to it, so this session ended. What you wrote is kept. Log in again.\n"));
        line_flush(line);
    } else if (event->kind == FACE_CROWDED) {
        line_leave(line, _("\n"
                           "You logged in once more elsewhere. This session of yours was quiet longest, so it "
                           "ended. What you wrote is kept; `sessions` shows the others.\n"));
        line_flush(line);
    } else if (event->kind == FACE_ROOM) {
        line_leave(line, _("\nOthers wait at the door, and you are here as a visitor. Come back in a while; a code "
                           "stays good.\n"));
        line_flush(line);
    }
}

static int line_timeout(const void *face)
{
    const struct line *line = face;
    int64_t lock =
        line->lock.on && !line->ended && line->owner == NULL ? lock_due(&line->lock, line->setup.milliseconds()) : -1;
    int64_t keep = line_keep_due(line);
    if (line->typed_at != 0 && keep < 0)
        keep = 0;
    int64_t due = lock < 0                  ? keep
                  : keep < 0 || lock < keep ? lock
                                            : keep,
            room = line_room_due(line), circle = line_circle_due(line);
    due = room >= 0 && (due < 0 || room < due) ? room : due;
    return (int)(circle >= 0 && (due < 0 || circle < due) ? circle : due);
}

static void line_tick(void *face)
{
    struct line *line = face;
    line_look_at_lock(line);
    line_keep_when_due(line);
    line_room_beat(line);
    line_circle_beat(line);
    line_flush(line);
}

static void line_watching(const void *face, int64_t *board, int64_t *thread)
{
    const struct line *line = face;
    *board = *thread = line->state == JOINING ? -1 : 0;
    if (line->room != 0) {
        *board = line->room_reads ? HINT_OF_READER : HINT_OF_ROOM;
        *thread = line->room;
    }
    if (line->circle.id != 0) {
        *board = HINT_OF_CIRCLE;
        *thread = line->circle.id;
    }
}

static bool line_done(const void *face)
{
    const struct line *line = face;
    return line->ended && line->out.length == 0;
}

static void line_save(void *face)
{
    struct line *line = face;
    if (!line->hidden) /* when it is locked, everything was saved already */
        line_keep(line);
}

static void line_close(void *face)
{
    struct line *line = face;
    if (line_knows_sequences(line))
        buffer_string(&line->out, INPUT_PASTE_OFF);
    line_flush(line);
    line_circle_end(line);
    if (line->join != NULL)
        line_end_join(line);
    line_forget_brought(line);
    aid_talk_end(&line->talk);
    form_talk_end(&line->form);
    line_wipe(&line->typed);
    line_wipe(&line->aside);
    buffer_clear(&line->out);
    buffer_clear(&line->later);
    buffer_clear(&line->body);
    line_forget_secret(line);
    free(line->more);
    free(line);
}

const struct face_type line_face = {
    .name = "line",
    .open = line_open,
    .input = line_input,
    .wants_input = line_wants_input,
    .writable = line_writable,
    .wants_write = line_wants_write,
    .resize = line_resize,
    .event = line_event,
    .timeout = line_timeout,
    .tick = line_tick,
    .watching = line_watching,
    .done = line_done,
    .save = line_save,
    .close = line_close,
};
