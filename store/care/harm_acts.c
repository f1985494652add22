/* harm_acts.c: what the people of a path write and decide in it. See harm.h. RULES 6.7. */
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "numbers.h"
#include "store/care/care_row.h"
#include "store/care/harm_seat.h"
#include "when.h"

struct change {
    struct store *store;
    const struct actor *actor;
    struct harm *harm;
    char *text; /* clean */
    int64_t number, now;
};

/* --- lines on home: in clear, so that they can be shown without a phrase --- */

/* The second of an act would lead from a line, which is not sealed, to whoever was logged in at that second. */
static int64_t whole_day(int64_t at)
{
    return when_day_begin(when_day(at));
}

static void drop_lines(struct store *store, const struct harm_person *person, int64_t until)
{
    if (person->line[0] != '\0')
        db_run(store, "DELETE FROM harm_line WHERE member = ? AND words = ? AND day <= ?", person->member, person->line,
            until);
}

static void put_lines(struct store *store, const struct harm *harm, const struct harm_person *person)
{
    for (int i = 0; i < HARM_REVIEWS && person->line[0] != '\0'; i++)
        if (harm->review[i] != 0)
            db_run(store, "INSERT INTO harm_line (member, day, words) VALUES (?, ?, ?)", person->member,
                whole_day(harm->review[i]), person->line);
}

/* --- acts --- */

static enum result only_her(const struct change *change)
{
    return change->harm->me == 0 ? RESULT_OK
                                 : db_refuse(change->store, RESULT_REFUSED, _("Only whoever was harmed decides that."));
}

static enum result needs_words(const struct change *change)
{
    return change->text != NULL && change->text[0] != '\0'
               ? RESULT_OK
               : db_refuse(change->store, RESULT_INVALID, _("It needs words."));
}

static enum result full(const struct change *change)
{
    return db_refuse(change->store, RESULT_FULL, _("It is full. Write shorter, or begin again."));
}

/* What refuses an act whatever its words are, so that nobody writes them for nothing. */
static enum result may_allow(const struct change *change)
{
    const struct harm *harm = change->harm;
    enum result result = only_her(change);
    if (result != RESULT_OK)
        return result;
    if (change->number < 0 || change->number >= harm->people)
        return db_refuse(change->store, RESULT_NOT_FOUND, _("Nobody of that name is in it."));
    return harm->person[change->number].opened ? RESULT_OK
                                               : db_refuse(change->store, RESULT_REFUSED,
                                                     _("They were not in it yet: a line would tell them nothing."));
}

static enum result may_add_step(const struct change *change)
{
    if (change->harm->stage != HARM_DATED)
        return db_refuse(change->store, RESULT_REFUSED,
            _("First separate talks, then a circle if they want one, then steps with a date: `hurt on` goes on."));
    return change->harm->steps == HARM_STEPS_MOST ? full(change) : RESULT_OK;
}

/* Before its day a look again would take that day away, and with it the line that reminds of it. */
static enum result may_review(const struct change *change)
{
    const int64_t *review = change->harm->review;
    int64_t next = review[0] != 0 ? review[0] : review[1];
    char day[WHEN_BYTES];
    if (next == 0)
        return db_refuse(change->store, RESULT_NOT_FOUND, _("Nothing is left to look at again."));
    return next <= change->now
               ? RESULT_OK
               : db_refuse(change->store, RESULT_CONFLICT, _("Its day has not come. To be looked at again: %s"),
                     when_say_date(when_day(next), when_day(change->now), day));
}

static enum result may(const struct change *change, enum harm_act act)
{
    switch (act) {
    case HARM_WRITE:
        return change->harm->notes == HARM_NOTES_MOST ? full(change) : RESULT_OK;
    case HARM_ADD_STEP:
        return may_add_step(change);
    case HARM_REVIEWED:
        return may_review(change);
    case HARM_ALLOW:
        return may_allow(change);
    case HARM_GO_ON:
    case HARM_TOGETHER:
    case HARM_END:
        return only_her(change);
    case HARM_UNNAME:
    case HARM_DONE:
        break;
    }
    return RESULT_OK;
}

static enum result unname(struct change *change)
{
    struct harm *harm = change->harm;
    int at = -1;
    harm_read_handles(change->store, harm);
    for (int i = 1; i < harm->people; i++)
        if (change->text != NULL && strcmp(harm->person[i].handle, change->text) == 0)
            at = i;
    if (at < 0)
        return db_refuse(change->store, RESULT_NOT_FOUND, _("Nobody of that name is in it."));
    if (harm->me != 0 && harm->me != at)
        return only_her(change);
    drop_lines(change->store, &harm->person[at], INT64_MAX);
    db_run(change->store, "DELETE FROM harm_seat WHERE id = ?", db_blob(harm->person[at].seat, HARM_ID));
    for (int i = 0; i < harm->notes; i++) /* her notes stay, as of somebody who is not in it any more */
        harm->note[i].by = harm->note[i].by == at ? -1 : harm->note[i].by - (harm->note[i].by > at);
    memmove(&harm->person[at], &harm->person[at + 1], (size_t)(harm->people - at - 1) * sizeof *harm->person);
    harm->people--;
    return RESULT_OK;
}

static enum result write_note(struct change *change)
{
    struct harm *harm = change->harm;
    enum result result = needs_words(change);
    if (result != RESULT_OK)
        return result;
    struct harm_note *note = &harm->note[harm->notes++];
    *note = (struct harm_note) { .at = change->now, .by = harm->me };
    util_copy_text(note->words, sizeof note->words, change->text);
    return RESULT_OK;
}

static enum result add_step(struct change *change)
{
    struct harm *harm = change->harm;
    enum result result = needs_words(change);
    if (result != RESULT_OK)
        return result;
    struct harm_step *step = &harm->step[harm->steps++];
    *step = (struct harm_step) { .day = change->number };
    util_copy_text(step->words, sizeof step->words, change->text);
    return RESULT_OK;
}

static enum result done(struct change *change)
{
    if (change->number < 1 || change->number > change->harm->steps)
        return db_refuse(change->store, RESULT_NOT_FOUND, _("There is no step of that number."));
    change->harm->step[change->number - 1].done = true;
    return RESULT_OK;
}

/* With dated steps the two days come on which they look at them again. */
static enum result go_on(struct change *change)
{
    static const enum number days[HARM_REVIEWS] = { NUMBER_HARM_FIRST, NUMBER_HARM_SECOND };
    struct harm *harm = change->harm;
    if (harm->stage == HARM_DATED)
        return db_refuse(
            change->store, RESULT_CONFLICT, _("Steps with a date are the last. `hurt end` ends all of it."));
    harm->stage++;
    harm->since = change->now;
    for (int i = 0; i < HARM_REVIEWS && harm->stage == HARM_DATED; i++)
        harm->review[i] = whole_day(change->now + number_safest(change->store, change->actor->member, days[i]));
    for (int i = 0; i < harm->people && harm->stage == HARM_DATED; i++)
        put_lines(change->store, harm, &harm->person[i]);
    return RESULT_OK;
}

static enum result together(struct change *change)
{
    change->harm->together = change->number != 0;
    return RESULT_OK;
}

static enum result reviewed(struct change *change)
{
    struct harm *harm = change->harm;
    int next = harm->review[0] != 0 ? 0 : 1;
    for (int k = 0; k < harm->people; k++)
        drop_lines(change->store, &harm->person[k], harm->review[next]);
    harm->review[next] = 0;
    return RESULT_OK;
}

static enum result allow(struct change *change)
{
    struct harm *harm = change->harm;
    struct harm_person *person = &harm->person[change->number];
    if (change->text != NULL && strlen(change->text) >= sizeof person->line)
        return db_refuse(change->store, RESULT_INVALID, _("A line has at most %d letters."), HARM_LINE_MAX);
    drop_lines(change->store, person, INT64_MAX);
    util_copy_text(person->line, sizeof person->line, change->text != NULL ? change->text : "");
    put_lines(change->store, harm, person);
    return RESULT_OK;
}

static enum result end(struct change *change)
{
    struct harm *harm = change->harm;
    for (int i = 0; i < harm->people; i++) {
        drop_lines(change->store, &harm->person[i], INT64_MAX);
        db_run(change->store, "DELETE FROM harm_seat WHERE id = ?", db_blob(harm->person[i].seat, HARM_ID));
    }
    return RESULT_OK;
}

static enum result (*const acts[])(struct change *change) = {
    [HARM_UNNAME] = unname,
    [HARM_WRITE] = write_note,
    [HARM_ADD_STEP] = add_step,
    [HARM_DONE] = done,
    [HARM_GO_ON] = go_on,
    [HARM_TOGETHER] = together,
    [HARM_REVIEWED] = reviewed,
    [HARM_ALLOW] = allow,
    [HARM_END] = end,
};

static enum result change_it(struct change *change, enum harm_act act)
{
    enum result result = harm_read_open(change->store, change->harm);
    if (result == RESULT_OK)
        result = may(change, act);
    if (result == RESULT_OK)
        result = acts[act](change);
    return result == RESULT_OK && act != HARM_END ? harm_seal(change->store, change->harm, change->now) : result;
}

enum result harm_may(struct store *store, const struct actor *actor, enum harm_act act, int64_t number, int64_t now)
{
    struct change change = { .store = store, .actor = actor, .number = number, .now = now };
    enum result result = harm_require_open(store, actor, now);
    change.harm = xcalloc(1, sizeof *change.harm);
    if (result == RESULT_OK && (result = harm_read_open(store, change.harm)) == RESULT_OK)
        result = may(&change, act);
    harm_wipe(change.harm);
    free(change.harm);
    return result;
}

enum result harm_do(
    struct store *store, const struct actor *actor, enum harm_act act, const char *text, int64_t number, int64_t now)
{
    struct change change = { .store = store, .actor = actor, .number = number, .now = now };
    enum result result = harm_require_open(store, actor, now);
    if (result == RESULT_OK && text != NULL && text[strspn(text, " \n")] != '\0')
        result = db_clean_text(store, text, true, HARM_TEXT_MAX, &change.text);
    change.harm = xcalloc(1, sizeof *change.harm);
    if (result == RESULT_OK && (result = db_begin(store)) == RESULT_OK)
        result = db_finish(store, change_it(&change, act));
    if (result == RESULT_OK && act == HARM_END)
        harm_shut(store);
    harm_wipe(change.harm);
    free(change.harm);
    if (change.text != NULL)
        sodium_memzero(change.text, strlen(change.text));
    free(change.text);
    return result;
}

enum result harm_lines_away(struct store *store, const struct actor *actor, int64_t now)
{
    enum result result = care_require(store, actor);
    if (result != RESULT_OK || (result = db_begin(store)) != RESULT_OK)
        return result;
    db_run(store, "DELETE FROM harm_line WHERE member = ? AND day <= ?", actor->member, now);
    return db_commit(store);
}
