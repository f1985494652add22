/* vote_open.c: opens a vote: who may, on what, and who votes in it. RULES 4.1, 4.5, 4.6. */
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "difference.h"
#include "lot.h"
#include "store/assembly/effect_row.h"
#include "store/assembly/proposal_row.h"
#include "store/assembly/room_row.h"
#include "store/assembly/twice.h"
#include "store/assembly/vote_row.h"
#include "store/people/number_write.h"

struct opening {
    const struct vote_new *form; /* its words are clean */
    struct vote_row row;         /* what is kept; `id` once it is */
    char *options;               /* one a line */
    char *text;                  /* NULL: that of the form */
    char title[VOTE_TITLE_MAX * 4 + 1];
};

bool vote_is_secret_by_default(struct store *store, int64_t unit, enum item_about about)
{
    static const struct {
        bool known;
        enum number number;
    } decided[ITEM_ABOUTS] = { [ITEM_ACTION] = { true, NUMBER_SECRET_WORK },
        [ITEM_TASKS] = { true, NUMBER_SECRET_TASKS },
        [ITEM_MONEY] = { true, NUMBER_SECRET_MONEY },
        [ITEM_RULES] = { true, NUMBER_SECRET_RULES } };
    return about == ITEM_PERSON || (decided[about].known && number_of(store, unit, decided[about].number) != 0);
}

/* --- the room it is opened in --- */

static enum result check_item(struct store *store, const struct room *room, const struct vote_new *form)
{
    if (room->item == 0)
        return db_refuse(
            store, RESULT_REFUSED, _("No item is open. A vote is opened while the item that it belongs to is open."));
    if (room->item_wants != ITEM_DECIDE && room->item_wants != ITEM_CHOOSE)
        return db_refuse(store, RESULT_REFUSED,
            _("This item is not there to decide or to choose, and nobody came prepared for it. Put one on the next agenda: `agenda add N --wants choose`."));
    if (room->item_about == ITEM_PERSON && form->openly)
        return db_refuse(store, RESULT_REFUSED, _("What is about a person is voted on secretly."));
    if (form->kind < VOTE_YESNO || form->kind >= VOTE_KINDS)
        return db_refuse(store, RESULT_INVALID, _("A vote is one of: yesno, choose, score."));
    if (room->item_about == ITEM_PERSON && room->person == 0 && form->kind == VOTE_YESNO)
        return db_refuse(store, RESULT_REFUSED,
            _("This item is about a person and names nobody, so nobody was told. Choose among names: `vote open choose --of`. A yes or no about somebody is an item of the next agenda: `agenda add N --wants decide --about HANDLE`."));
    return RESULT_OK;
}

static enum result check_nothing_open(struct store *store, const struct room *room, const struct vote_new *form)
{
    if (db_number(store, 0, "SELECT count(*) FROM vote WHERE item = ?", room->item) >= VOTES_OF_ITEM)
        return db_refuse(
            store, RESULT_REFUSED, _("%d votes are enough for one item. The next meeting can go on."), VOTES_OF_ITEM);
    if (form->days)
        return RESULT_OK;
    if (room->test != 0 || room->small_until != 0)
        return db_refuse(store, RESULT_CONFLICT, _("A question is put. Close it first."));
    if (room->vote != 0)
        return db_refuse(
            store, RESULT_CONFLICT, _("Vote %lld is open in this room. Close it first."), (long long)room->vote);
    return RESULT_OK;
}

/* The room where she has the chair, and an item is open that can be voted on. */
static enum result ready(
    struct store *store, const struct actor *actor, const struct vote_new *form, int64_t now, struct room *room)
{
    struct room_row row;
    enum result result = rights_require_member(store, actor);
    if (result == RESULT_OK)
        result = room_require(store, actor, form->meeting, now, ROOM_NEEDS_CHAIR, &row);
    if (result == RESULT_OK)
        result = room_get(store, actor, form->meeting, now, room);
    if (result != RESULT_OK)
        return result;
    if (room->state == ROOM_BREAK)
        return room_refuse_paused(store, room->cut != 0);
    result = check_item(store, room, form);
    if (result == RESULT_OK)
        result = check_nothing_open(store, room, form);
    return result == RESULT_OK ? proposal_require_enough(store, room, now) : result;
}

/* --- who votes --- */

/* RULES 4.5: on an item about a person her home does not answer. */
#define LIST_VOTER                                                                                                     \
    "INSERT INTO vote_voter (vote, member, home) SELECT ?1, m.id, " HOME_KEY(                                          \
        "m") " FROM member m WHERE m.id = ?2 AND (?3 = 0 OR " HOME_KEY("m") " <> (SELECT " HOME_KEY("p") " FROM member p WHERE p.id = ?3))"

static void list_voter(struct store *store, struct vote_row *row, int64_t member, int64_t now)
{
    if (!vote_may_vote(store, row->unit, member, now))
        return;
    db_run(store, LIST_VOTER, row->id, member, row->person);
    int listed = sqlite3_changes(store->db);
    row->voters += listed;
    row->left_out += listed == 0;
}

static void list_members(struct store *store, struct vote_row *row, int64_t now)
{
    int64_t member = 0;
    while ((member = db_number(store, 0,
                "SELECT m.id FROM membership s JOIN member m ON m.id = s.member WHERE s.unit = ? AND m.gone = 0"
                " AND m.id > ? AND NOT " AWAITS_ADMISSION("m.id") " ORDER BY m.id LIMIT 1",
                row->unit, member)) != 0 &&
           !db_failed(store))
        list_voter(store, row, member, now);
}

static enum result list_present(struct store *store, const struct actor *actor, struct vote_row *row, int64_t now)
{
    struct room_people people;
    enum result result = proposal_people_read(store, actor, row->meeting, now, &people);
    for (size_t i = 0; result == RESULT_OK && i < people.count; i++)
        list_voter(store, row, people.list[i].member, now);
    proposal_people_free(&people);
    return result;
}

static enum result list_voters(struct store *store, const struct actor *actor, struct vote_row *row, int64_t now)
{
    enum result result = RESULT_OK;
    if (row->days) {
        list_members(store, row, now);
        row->active = room_active_members(store, row->unit, now);
        row->homes = room_counted_homes(store, row->unit);
    } else
        result = list_present(store, actor, row, now);
    if (result == RESULT_OK && row->voters == 0)
        return db_refuse(
            store, RESULT_REFUSED, _("Nobody who is here may vote yet: whoever is new here votes after some days."));
    db_run(store, "UPDATE vote SET voters = ?, active = ?, homes = ?, left_out = ? WHERE id = ?", row->voters,
        row->active, row->homes, row->left_out, row->id);
    return result;
}

/* --- writing --- */

static int64_t reading_time(const struct vote_new *form, const char *title, const char *options)
{
    int64_t words = (int64_t)(difference_words(title) + difference_words(form->text != NULL ? form->text : "") +
                              difference_words(options));
    return (words * 60 + TEST_READING_WORDS - 1) / TEST_READING_WORDS;
}

/* The hash of the seed's line as the lot reads it: it stands in the book before anybody votes. */
static void hash_seed(int64_t seed, char hex[65])
{
    unsigned char hash[32];
    struct buffer key = { 0 };
    lot_key_add(&key, &seed, 1);
    crypto_generichash(hash, sizeof hash, (const unsigned char *)buffer_text(&key), key.length, NULL, 0);
    sodium_bin2hex(hex, 65, hash, sizeof hash);
    buffer_clear(&key);
}

static enum result book_opening(struct store *store, const struct actor *actor, const struct vote_row *row, int64_t now)
{
    char numbers[200], hex[65] = "";
    if (row->seed != 0)
        hash_seed(row->seed, hex);
    snprintf(numbers, sizeof numbers,
        "{\"kind\":\"%s\",\"secret\":%d,\"days\":%d,\"voters\":%d,\"options\":%d,\"seed\":\"%s\"}",
        vote_kind_name(row->kind), row->secret, row->days, row->voters, row->options, hex);
    return proposal_book(store, actor, row->unit, LEDGER_VOTE_OPENED, row->id, numbers, now);
}

static void keep(struct store *store, struct opening *opening, int64_t now)
{
    char uid[37];
    struct vote_row *row = &opening->row;
    const struct vote_new *form = opening->form;
    uid_make(now, uid);
    if (row->after != 0)
        row->seed = 1 + (int64_t)(((uint64_t)randombytes_random() << 31 ^ randombytes_random()) & (INT64_MAX >> 1));
    row->closes = now + (row->days ? (int64_t)VOTE_DAYS
                                   : reading_time(form, opening->title, opening->options) +
                                         number_of(store, row->unit, NUMBER_TEST));
    db_run(store,
        "INSERT INTO vote (uid, unit, meeting, item, proposal, after, person, opener, kind, secret, days, majority,"
        " about, state, opened) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, " SQL_VOTE_OPEN ", ?)",
        uid, row->unit, row->meeting, row->item, row->proposal, row->after, row->person, row->opener, row->kind,
        row->secret, row->days, row->majority, row->about, now);
    row->id = db_last_id(store);
    row->needs = (int)number_value(store, row->unit, NUMBER_YES);
    row->quorum_members = (int)number_value(store, row->unit, NUMBER_QUORUM_MEMBERS);
    row->quorum_homes = (int)number_value(store, row->unit, NUMBER_QUORUM_HOMES);
    db_run(store, "UPDATE vote SET needs = ?, quorum_members = ?, quorum_homes = ? WHERE id = ?", row->needs,
        row->quorum_members, row->quorum_homes, row->id);
    db_run(store, "UPDATE vote SET closes = ?, title = ?, body = ?, options = ?, seed = ? WHERE id = ?", row->closes,
        opening->title,
        opening->text != NULL ? opening->text
        : form->text != NULL  ? form->text
                              : "",
        opening->options, row->seed, row->id);
}

/* Says it in the room, in which it is open now unless it goes over days. */
static enum result tell_room(struct store *store, const struct actor *actor, const struct opening *opening, int64_t now)
{
    struct room_row room;
    const struct vote_row *row = &opening->row;
    enum result result = room_row_get(store, actor, row->meeting, now, &room);
    if (result == RESULT_OK)
        result = room_tell(
            store, &room, row->days ? ROOM_VOTE_BEGAN : ROOM_VOTE_OPENED, actor->member, row->id, opening->title, now);
    if (!row->days)
        db_run(store, "UPDATE room SET vote = ? WHERE meeting = ?", row->id, row->meeting);
    room_hint(store, row->meeting);
    return result;
}

static enum result begin(struct store *store, const struct actor *actor, struct opening *opening, int64_t now)
{
    struct vote_row *row = &opening->row;
    row->kind = opening->form->kind;
    row->secret =
        opening->form->secret || (!opening->form->openly && vote_is_secret_by_default(store, row->unit, row->about));
    row->days = opening->form->days;
    if (row->proposal == 0)
        row->proposal = opening->form->proposal;
    row->meeting = opening->form->meeting;
    if (row->majority == MAJORITY_THIRD)
        row->majority = opening->form->majority == MAJORITY_THIRD ? MAJORITY_HALF : opening->form->majority;
    row->opener = actor != NULL ? actor->member : 0;
    row->options = (int)opening->form->options + (row->kind == VOTE_CHOOSE);
    keep(store, opening, now);
    enum result result = list_voters(store, actor, row, now);
    if (result == RESULT_OK && row->secret && (result = vote_secret_begin(store, row, &row->state, now)) == RESULT_OK)
        db_run(store, "UPDATE vote SET state = ? WHERE id = ?", row->state, row->id);
    if (result == RESULT_OK && actor != NULL)
        result = tell_room(store, actor, opening, now);
    if (row->days)
        meeting_hint(store);
    return result == RESULT_OK ? book_opening(store, actor, row, now) : result;
}

/* What it is about stands in the vote in the words that were proposed, and not in the chair's. */
static void take_proposal(struct store *store, struct opening *opening, int64_t proposal)
{
    struct effect effect;
    char does[EFFECT_WORDS + 280];
    struct buffer words = { 0 };
    char *title = proposal_title(store, proposal);
    char *text =
        proposal_text(store, proposal, (int)db_number(store, 0, "SELECT version FROM proposal WHERE id = ?", proposal));
    effect_load(store, proposal, &effect);
    effect_sentence(&effect, false, does, sizeof does);
    buffer_format(&words, does[0] != '\0' ? "%s\n%s" : "%s%s", does, text);
    opening->row.proposal = proposal;
    opening->text = buffer_take(&words);
    util_copy_text(opening->title, sizeof opening->title, title);
    free(title);
    free(text);
}

static enum result check_stops(struct store *store, const struct room *room, int64_t proposal, int64_t now)
{
    if (proposal_stops_standing(store, room->item, 0, now) == 0)
        return RESULT_OK;
    return db_refuse(store, RESULT_REFUSED,
        _("A stop stands, and no vote can override it. Change the text (`amend %lld`), or ask whoever said it whether it is answered."),
        (long long)proposal);
}

/* A yes or no on an item about a person decides what is proposed there; so does one on what takes two meetings. */
static enum result take_road(struct store *store, const struct room *room, struct opening *opening, int64_t now)
{
    const struct vote_new *form = opening->form;
    int64_t proposal = proposal_of_item(store, room->item);
    bool twice = proposal != 0 && twice_is_needed(store, proposal);
    enum result result = check_stops(store, room, proposal, now);
    if (result == RESULT_OK && form->proposal != 0 && form->proposal != proposal && opening->row.after == 0)
        return db_refuse(store, RESULT_REFUSED, _("That proposal is not before the room."));
    if (result == RESULT_OK && twice)
        result = twice_check_vote(store, proposal, form->kind == VOTE_YESNO, form->days, now);
    if (result != RESULT_OK || proposal == 0 || form->kind != VOTE_YESNO || !(twice || room->item_about == ITEM_PERSON))
        return result;
    if (room->put_from > now)
        return db_refuse(store, RESULT_REFUSED,
            ngettext("The text is new. Read it aloud: the vote can be opened in %d second.",
                "The text is new. Read it aloud: the vote can be opened in %d seconds.",
                (unsigned long)(room->put_from - now)),
            (int)(room->put_from - now));
    if (twice)
        opening->row.majority = MAJORITY_THREE_QUARTERS;
    take_proposal(store, opening, proposal);
    return RESULT_OK;
}

/* She was heard, first and last. */
static enum result check_heard(struct store *store, const struct actor *actor, const struct room *room, int64_t now)
{
    struct room_row row;
    if (room->person == 0)
        return RESULT_OK;
    enum result result = room_row_get(store, actor, room->meeting, now, &row);
    return result == RESULT_OK ? room_person_heard_in(store, &row, now) : result;
}

static enum result open_in_room(struct store *store, const struct actor *actor, struct opening *opening, int64_t now)
{
    struct room room = { 0 };
    enum result result = ready(store, actor, opening->form, now, &room);
    if (result == RESULT_OK)
        result = check_heard(store, actor, &room, now);
    if (result == RESULT_OK)
        result = take_road(store, &room, opening, now);
    if (result != RESULT_OK)
        return result;
    if (room.person != 0)
        opening->row.person = room.person;
    opening->row.unit = room.unit;
    opening->row.item = room.item;
    opening->row.about = room.item_about;
    if (opening->title[0] == '\0')
        util_copy_text(opening->title, sizeof opening->title, room.item_title);
    return begin(store, actor, opening, now);
}

/* Cleans the words of the form, and opens the vote with them. */
static enum result with_clean_words(
    struct store *store, const struct actor *actor, const struct vote_new *form, struct opening *opening, int64_t now)
{
    char *title = NULL, *text = NULL;
    struct vote_new clean = *form;
    enum result result = vote_options_clean(store, form, opening->row.after != 0, &opening->options);
    bool titled = form->title != NULL && form->title[strspn(form->title, " \t\r\n")] != '\0';
    if (result == RESULT_OK && titled &&
        (result = db_clean_text(store, form->title, true, VOTE_TITLE_MAX, &title)) == RESULT_OK)
        util_copy_text(opening->title, sizeof opening->title, title);
    bool has_text = form->text != NULL && form->text[strspn(form->text, " \t\r\n")] != '\0';
    if (result == RESULT_OK && has_text)
        result = db_clean_text(store, form->text, false, VOTE_TEXT_MAX, &text);
    clean.text = text;
    opening->form = &clean;
    if (result == RESULT_OK && (result = db_begin(store)) == RESULT_OK)
        result = db_finish(store, open_in_room(store, actor, opening, now));
    opening->form = NULL;
    free(title);
    free(text);
    free(opening->text);
    free(opening->options);
    return result;
}

enum result vote_open(
    struct store *store, const struct actor *actor, const struct vote_new *form, int64_t now, int64_t *vote)
{
    struct opening opening = { 0 };
    enum result result = rights_require_member(store, actor);
    *vote = 0;
    if (result == RESULT_OK)
        result = with_clean_words(store, actor, form, &opening, now);
    if (result == RESULT_OK)
        *vote = opening.row.id;
    return result;
}

enum result vote_open_by_house(struct store *store, int64_t unit, int64_t item, enum item_about about,
    const struct vote_new *form, int64_t now, int64_t *vote)
{
    struct opening opening = { .form = form, .row = { .unit = unit, .item = item, .about = about } };
    struct buffer lines = { 0 };
    for (size_t i = 0; i < form->options; i++) {
        buffer_string(&lines, i > 0 ? "\n" : "");
        buffer_string(&lines, form->option[i]);
    }
    opening.options = buffer_take(&lines);
    util_copy_text(opening.title, sizeof opening.title, form->title != NULL ? form->title : "");
    enum result result = begin(store, NULL, &opening, now);
    free(opening.options);
    *vote = opening.row.id;
    return result;
}

/* --- once more, among those that are level --- */

/* Points into `vote`; "leave it as it is" comes by itself. */
static size_t level_options(
    const struct vote *vote, const struct vote_result *result, const char *option[VOTE_OPTIONS_MOST])
{
    size_t count = 0;
    int written = vote->options - (vote->kind == VOTE_CHOOSE);
    for (int i = 0; i < written; i++)
        if (result->group[i] == 0)
            option[count++] = vote->option[i];
    return count;
}

static enum result check_again(struct store *store, const struct vote *vote)
{
    if (vote->state != VOTE_TIED)
        return db_refuse(store, RESULT_REFUSED, _("Only a tie can be asked once more."));
    if (vote->again != 0)
        return db_refuse(
            store, RESULT_CONFLICT, _("It was asked once more already: vote %lld."), (long long)vote->again);
    return RESULT_OK;
}

enum result vote_again(struct store *store, const struct actor *actor, int64_t vote, int64_t now, int64_t *again)
{
    struct vote before;
    struct vote_result came;
    const char *option[VOTE_OPTIONS_MOST];
    *again = 0;
    enum result result = vote_get(store, actor, vote, now, &before);
    if (result == RESULT_OK)
        result = check_again(store, &before);
    if (result == RESULT_OK)
        result = vote_result_get(store, actor, vote, &came);
    if (result != RESULT_OK)
        return result;
    struct opening opening = { .row = { .after = vote,
                                   .person = db_number(store, 0, "SELECT person FROM vote WHERE id = ?", vote) } };
    struct vote_new form = {
        .meeting = room_open_here(store, actor, now),
        .proposal = before.proposal,
        .kind = before.kind,
        .majority = before.majority,
        .secret = before.secret,
        .openly = !before.secret,
        .title = before.title,
        .text = before.text,
        .option = option,
        .options = level_options(&before, &came, option),
    };
    if (form.meeting == 0)
        return db_refuse(store, RESULT_REFUSED,
            _("It goes back to a meeting, whose chair asks once more in an item that is there to decide or to choose."));
    result = with_clean_words(store, actor, &form, &opening, now);
    if (result == RESULT_OK)
        *again = opening.row.id;
    return result;
}
