/* gain_subject.c: gains as a subject (subject.h). RULES 8.3, 10.
 *
 * What a street won or lost is its own history: nothing of it is forgotten with time. A member who leaves stays in it
 * as a former member, and her word that she comes goes. */
#include "store/assembly/gain_row.h"
#include "store/base/subject.h"
#include "store/people/person.h"

#define GAINS_OF "SELECT id FROM gain WHERE ?2 IN (0, unit)"

static void forget_hands(struct store *store, int64_t member, int64_t unit)
{
    db_run(store, "DELETE FROM gain_hand WHERE member = ?1 AND gain IN (" GAINS_OF ")", member, unit);
}

static void leave(struct store *store, int64_t member, int64_t at)
{
    (void)at;
    forget_hands(store, member, 0);
    db_run(store, "UPDATE gain SET member = 0 WHERE member = ?", member);
}

static void part(struct store *store, int64_t unit, int64_t member, int64_t now)
{
    (void)now;
    forget_hands(store, member, unit);
}

/* The end of a caucus: nothing of what was said there stays. */
static void end(struct store *store, int64_t caucus, int64_t now)
{
    (void)now;
    db_run(store, "DELETE FROM gain_hand WHERE gain IN (SELECT id FROM gain WHERE unit = ?)", caucus);
    db_run(store, "DELETE FROM gain_text WHERE gain IN (SELECT id FROM gain WHERE unit = ?)", caucus);
    db_run(store, "DELETE FROM gain WHERE unit = ?", caucus);
}

#define WORD_OF_STATE                                                                                                  \
    "CASE g.state WHEN " SQL_GAIN_OPEN " THEN 'open' WHEN " SQL_GAIN_RESTS " THEN 'rests' WHEN " SQL_GAIN_WON          \
    " THEN 'won' ELSE 'lost' END"

const struct subject gain_subject = {
    .name = "gain",
    .leave = leave,
    .part = part,
    .end = end,
    .file =
        (const struct subject_rows[]) {
            { "gains_named", "SELECT g.id, g.made, t.demand, t.act FROM gain g JOIN gain_text t ON t.gain = g.id"
                             " WHERE g.member = ?" },
            { "gains_to_come_to", "SELECT gain FROM gain_hand WHERE member = ?" },
            { NULL, NULL },
        },
    .exports =
        (const struct subject_export[]) {
            { .file = "gains.jsonl",
                .explained =
                    "gains.jsonl    id, uid, item (of a meeting; 0: none), named_by, made, state (open, rests, won, lost),\n"
                    "               day (of the act, or until when it rests), ended, demand, act, result, learned,\n"
                    "               hands (how many come)\n",
                .sql =
                    "SELECT g.id, g.uid, g.item, CASE g.member WHEN 0 THEN 'a former member' ELSE"
                    " coalesce(n.handle, 'a former member') END AS named_by, g.made, " WORD_OF_STATE
                    " AS state, date(g.day * 86400, 'unixepoch') AS day, g.ended, t.demand, t.act, t.result, t.learned,"
                    " (SELECT count(*) FROM gain_hand h WHERE h.gain = g.id) AS hands FROM gain g JOIN gain_text t"
                    " ON t.gain = g.id LEFT JOIN member_name n ON n.member = g.member WHERE g.unit = ? ORDER BY g.id" },
            { 0 },
        },
    .units =
        (const struct subject_unit[]) {
            UNIT_HELD("gain", "unit = ?1", UNIT_ROWS_PEOPLE),
            { 0 },
        },
};
