/* table_see.c: a table and its people, as its screen shows them. RULES 1.6, 4.1, 4.5. */
#include "store/assembly/proposal_row.h"
#include "store/assembly/room_row.h"
#include "store/assembly/table_row.h"
#include "store/assembly/vote_row.h"

static void read_person(struct store *store, sqlite3_stmt *row, struct table_person *out)
{
    (void)store;
    *out = (struct table_person) {
        .member = sqlite3_column_int64(row, 0),
        .has_digits = sqlite3_column_int(row, 2) != 0,
        .may_answer = sqlite3_column_int(row, 3) != 0,
        .answered = sqlite3_column_int(row, 4) != 0,
        .may_vote = sqlite3_column_int(row, 5) != 0,
        .voted = sqlite3_column_int(row, 6) != 0,
    };
    person_copy_handle(row, 1, out->handle);
}

/* SQL: with `here` 1 the people who are present and sit at this table; with 0 the people who came in at the door and
 * sit at another table or at none. */
static void read_people(struct store *store, const struct room_row *row, const struct actor *table, bool here,
    int64_t now, struct table_person *out, size_t limit, size_t *count)
{
    sqlite3_stmt *person = db_query(store,
        "SELECT p.member, " HANDLE_OF(
            "p.member") ", length(p.digits) > 0,"
                        " EXISTS (SELECT 1 FROM question_present e WHERE e.question = ?5 AND e.member = p.member)"
                        " AND NOT EXISTS (SELECT 1 FROM question_paper e WHERE e.question = ?5 AND e.member = p.member),"
                        " EXISTS (SELECT 1 FROM position o WHERE o.question = ?5 AND o.member = p.member),"
                        " EXISTS (SELECT 1 FROM vote_voter v WHERE v.vote = ?6 AND v.member = p.member"
                        " AND v.way <> " SQL_VOTE_ON_PAPER "),"
                        " EXISTS (SELECT 1 FROM vote_voter v WHERE v.vote = ?6 AND v.member = p.member"
                        " AND v.way NOT IN (" SQL_VOTE_NOT_YET ", " SQL_VOTE_ON_PAPER "))"
                        " FROM room_present p WHERE p.meeting = ?1 AND CASE ?4 WHEN 1 THEN p.seat = ?3 ELSE p.seat <> ?3 AND p.door = 1"
                        " END AND " ROOM_WAY("p") " <> " SQL_ROOM_AWAY
                                                  " ORDER BY CASE ?4 WHEN 1 THEN p.seated ELSE 0 END, 2",
        row->meeting.id, room_since(now), table->table, here, row->test, row->vote);
    while (*count < limit && db_step(store, person))
        read_person(store, person, &out[(*count)++]);
    db_done(store, person);
}

/* With each item another person is the reader, and the next person is the scribe. A person who cannot do it passes the
 * task on: table_shift. */
static void share_tasks(struct store *store, const struct room_row *row, int64_t shift, struct table *out)
{
    out->reader = out->scribe = -1;
    if (out->count == 0)
        return;
    int64_t items = db_number(store, 0, "SELECT count(*) FROM room_item WHERE meeting = ?", row->meeting.id);
    int64_t first = (items > 0 ? items - 1 : 0) + shift;
    out->reader = (int)(first % out->count);
    out->scribe = (int)((first + 1) % out->count);
}

static void read_order(struct store *store, struct table *out)
{
    const struct speakers *speakers = room_speakers(store, out->meeting);
    for (int i = 0; i < out->count; i++) {
        struct table_person *person = &out->people[i];
        const struct speakers_person *her = speakers_person(speakers, person->member);
        person->has_turn = speakers->turn.act != SPEAKERS_NO_ACT && speakers->turn.member == person->member;
        person->waits = her != NULL && (speakers_place(speakers, person->member) > 0 || her->point > 0 ||
                                           her->answer > 0 || her->sentence > 0);
    }
}

/* Who has voted in a secret vote is not in the database: only the process `ephemeral` knows it. */
static void read_voted(struct store *store, const struct actor *table, int64_t vote, struct table *out)
{
    if (db_number(store, 0, "SELECT 1 FROM vote WHERE id = ? AND secret = 1", vote) != 1)
        return;
    for (int i = 0; i < out->count; i++) {
        struct actor voice = *table;
        voice.member = out->people[i].member;
        out->people[i].voted = out->people[i].may_vote && vote_secret_has_voted(store, &voice, vote);
    }
}

static void read_table(
    struct store *store, const struct actor *table, const struct room_row *row, int64_t now, struct table *out)
{
    size_t count = 0;
    int64_t shift = 0;
    *out = (struct table) { .meeting = row->meeting.id, .owner = table->table };
    sqlite3_stmt *own = db_query(store,
        "SELECT table_number, table_shift, table_read, table_done = ?3 AND ?3 > 0, aloud = ?4 AND ?4 > 0"
        " FROM room_present WHERE meeting = ?1 AND member = ?2",
        row->meeting.id, table->table, row->test, row->proposal);
    if (db_step(store, own)) {
        out->number = sqlite3_column_int(own, 0);
        shift = sqlite3_column_int64(own, 1);
        out->read = sqlite3_column_int(own, 2) != 0;
        out->done = sqlite3_column_int(own, 3) != 0;
        out->aloud = sqlite3_column_int(own, 4) != 0;
    }
    db_done(store, own);
    read_people(store, row, table, true, now, out->people, TABLE_SEATS, &count);
    out->count = (int)count;
    share_tasks(store, row, shift, out);
    read_order(store, out);
    read_voted(store, table, row->vote, out);
}

enum result table_get(struct store *store, const struct actor *table, int64_t now, struct table *out)
{
    struct room_row row;
    *out = (struct table) { 0 };
    db_reading_begin(store);
    enum result result = room_require(store, table, table->meeting, now, ROOM_NEEDS_TABLE, &row);
    if (result == RESULT_OK)
        read_table(store, table, &row, now, out);
    enum result done = db_reading_end(store);
    return result != RESULT_OK ? result : done;
}

enum result table_others(
    struct store *store, const struct actor *table, int64_t now, struct table_person *out, size_t limit, size_t *count)
{
    struct room_row row;
    *count = 0;
    db_reading_begin(store);
    enum result result = room_require(store, table, table->meeting, now, ROOM_NEEDS_TABLE, &row);
    if (result == RESULT_OK)
        read_people(store, &row, table, false, now, out, limit, count);
    enum result done = db_reading_end(store);
    return result != RESULT_OK ? result : done;
}
