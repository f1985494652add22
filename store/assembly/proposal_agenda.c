/* proposal_agenda.c: a proposal comes to a meeting: written before it, also in a post, or brought back after it was
 * stopped or went back to the room. RULES 2.6, 3.8, 4.5. */
#include <stdlib.h>

#include "store/assembly/effect_row.h"
#include "store/assembly/proposal_row.h"
#include "store/boards/access.h"

/* The unit's next meeting whose agenda is open; 0: none. */
static int64_t next_meeting(struct store *store, int64_t unit, int64_t now)
{
    return db_number(store, 0,
        "SELECT id FROM meeting WHERE unit = ? AND state IN (" SQL_MEETING_ASKED ", " SQL_MEETING_CALLED
        ") AND starts > ?"
        " ORDER BY state DESC, starts, id LIMIT 1",
        unit, now + number_of(store, unit, NUMBER_AGENDA));
}

static enum result find_meeting(struct store *store, int64_t unit, int64_t now, int64_t *meeting)
{
    if (*meeting == 0)
        *meeting = next_meeting(store, unit, now);
    if (*meeting != 0)
        return RESULT_OK;
    return db_refuse(store, RESULT_REFUSED,
        _("No meeting with an open agenda is called. `meeting call --at sun 15:00` calls one, or asks for it; then bring this."));
}

/* --- written before it --- */

/* A post of a board of this unit that she may read. Its words are her proposal now, so it need not be hers. */
static enum result check_post(struct store *store, const struct actor *actor, int64_t post, int64_t unit)
{
    struct place place;
    if (post == 0)
        return RESULT_OK;
    int64_t thread = db_number(store, 0, "SELECT thread FROM post WHERE id = ? AND state = " SQL_POST_SHOWN, post);
    if (thread == 0)
        return db_refuse(store, RESULT_NOT_FOUND, _("There is no such post."));
    enum result result = access_thread_place(store, actor, thread, &place);
    if (result != RESULT_OK || place.unit == unit)
        return result;
    return db_refuse(
        store, RESULT_REFUSED, _("That post stands on a board of another unit. Go there first: `in NAME`."));
}

static enum result write_it(
    struct store *store, const struct actor *actor, const struct proposal_new *form, int64_t now, int64_t *proposal)
{
    struct meeting_row meeting;
    struct proposal_row row = { .mover = actor->member };
    struct effect effect;
    int64_t unit = 0;
    struct item_new item = { .meeting = form->meeting,
        .title = form->title,
        .details = "",
        .wants = ITEM_DECIDE,
        .about = form->about,
        .person = form->person,
        .minutes = form->minutes,
        .angry = form->angry };
    enum result result = meeting_require_unit(store, actor, &unit);
    if (result == RESULT_OK)
        result = find_meeting(store, unit, now, &item.meeting);
    if (result == RESULT_OK)
        result = agenda_add(store, actor, &item, now, &meeting, &row.item);
    if (result == RESULT_OK)
        result = check_post(store, actor, form->post, meeting.unit);
    if (result == RESULT_OK)
        result = effect_new(store, meeting.unit, &item, form->effect, now, &effect);
    if (result != RESULT_OK)
        return result;
    row.unit = meeting.unit;
    row.meeting = meeting.id;
    *proposal = proposal_insert(store, &row, form->title, form->text, form->post, now);
    effect_keep(store, *proposal, &effect);
    return proposal_book(store, actor, row.unit, LEDGER_PROPOSED, *proposal, NULL, now);
}

enum result proposal_write(
    struct store *store, const struct actor *actor, const struct proposal_new *form, int64_t now, int64_t *proposal)
{
    char *title = NULL, *text = NULL;
    struct proposal_new clean = *form;
    *proposal = 0;
    enum result result = rights_require_member(store, actor);
    if (result == RESULT_OK)
        result = proposal_check_title(store, form->title);
    if (result == RESULT_OK)
        result = agenda_check(store, &(struct item_new) { .title = form->title,
                                         .about = form->about,
                                         .person = form->person,
                                         .minutes = form->minutes,
                                         .wants = ITEM_DECIDE });
    if (result == RESULT_OK)
        result = db_clean_text(store, form->title, true, PROPOSAL_TITLE_MAX, &title);
    if (result == RESULT_OK)
        result = db_clean_text(store, form->text, false, PROPOSAL_TEXT_MAX, &text);
    clean.title = title;
    clean.text = text;
    if (result == RESULT_OK && (result = db_begin(store)) == RESULT_OK)
        result = db_finish(store, write_it(store, actor, &clean, now, proposal));
    free(title);
    free(text);
    return result;
}

enum result proposal_from_post(
    struct store *store, const struct actor *actor, const struct proposal_new *form, int64_t now, int64_t *proposal)
{
    struct post post;
    struct thread thread = { 0 };
    struct proposal_new full = *form;
    *proposal = 0;
    enum result result = post_get(store, actor, form->post, &post);
    if (result != RESULT_OK)
        return result;
    if (post.state != POST_SHOWN) {
        posts_free(&post, 1);
        return db_refuse(store, RESULT_REFUSED, _("That post is covered or withdrawn: its words become no proposal."));
    }
    result = thread_get(store, actor, post.thread, &thread);
    if (form->title == NULL)
        full.title = thread.title;
    full.text = post.body;
    if (result == RESULT_OK)
        result = proposal_write(store, actor, &full, now, proposal);
    posts_free(&post, 1);
    return result;
}

/* --- brought back --- */

static enum result check_again(
    struct store *store, const struct actor *actor, const struct proposal_row *row, int64_t now)
{
    struct meeting_row meeting;
    if (row->state == PROPOSAL_DECIDED)
        return db_refuse(store, RESULT_REFUSED, _("It is decided."));
    if (row->state == PROPOSAL_WITHDRAWN)
        return db_refuse(store, RESULT_REFUSED, _("That proposal was withdrawn."));
    enum result result = meeting_row_get(store, actor, row->meeting, now, &meeting);
    if (result != RESULT_OK)
        return result;
    if (meeting_is_ahead(&meeting, now))
        return db_refuse(
            store, RESULT_CONFLICT, _("It is on the agenda of meeting %lld already."), (long long)meeting.id);
    if (meeting.opened != 0 && meeting.closed == 0)
        return db_refuse(
            store, RESULT_REFUSED, _("Its meeting is open. Change its text there: `amend %lld`."), (long long)row->id);
    return RESULT_OK;
}

static enum result again(
    struct store *store, const struct actor *actor, int64_t proposal, int64_t meeting, int64_t now, int64_t *to)
{
    struct proposal_row row;
    struct meeting_row there;
    char title[PROPOSAL_TITLE_MAX * 4 + 1] = "";
    int64_t copy;
    enum result result = proposal_row_get(store, actor, proposal, &row);
    if (result == RESULT_OK)
        result = check_again(store, actor, &row, now);
    if (result == RESULT_OK)
        result = find_meeting(store, row.unit, now, &meeting);
    if (result != RESULT_OK)
        return result;
    sqlite3_stmt *found = db_query(store,
        "SELECT t.title, i.minutes FROM proposal_text t JOIN meeting_item i ON i.id = ?2"
        " WHERE t.proposal = ?1 ORDER BY t.version DESC LIMIT 1",
        proposal, row.item);
    struct item_new form = { .meeting = meeting,
        .title = title,
        .details = "",
        .wants = ITEM_DECIDE,
        .about = row.about,
        .person = meeting_item_person_of(store, row.item) };
    if (db_step(store, found)) {
        db_copy(found, 0, title, sizeof title);
        form.minutes = sqlite3_column_int(found, 1);
    }
    db_done(store, found);
    result = agenda_add(store, actor, &form, now, &there, &copy);
    if (result == RESULT_OK && there.unit != row.unit)
        result = db_refuse(store, RESULT_REFUSED, _("That meeting is of another unit."));
    if (result != RESULT_OK)
        return result;
    db_run(store, "UPDATE meeting_item SET speaker = (SELECT speaker FROM meeting_item z WHERE z.id = ?) WHERE id = ?",
        row.item, copy);
    proposal_move(store, row.item, copy);
    *to = there.id;
    return proposal_book(store, actor, row.unit, LEDGER_PROPOSAL_CHANGED, proposal, NULL, now);
}

enum result proposal_again(
    struct store *store, const struct actor *actor, int64_t proposal, int64_t meeting, int64_t now, int64_t *to)
{
    *to = 0;
    enum result result = rights_require_member(store, actor);
    if (result != RESULT_OK || (result = db_begin(store)) != RESULT_OK)
        return result;
    return db_finish(store, again(store, actor, proposal, meeting, now, to));
}
