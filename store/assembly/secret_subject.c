/*
 * secret_subject.c: secret ballots as a subject (subject.h): leaving, and a member's own file. RULES 1.12, 4.7.
 *
 * Nothing of them is exported: vote.ballots and vote.totals, which are, say what was counted. Open ballots name nobody,
 * so nothing of them is forgotten.
 */
#include "store/assembly/secret_row.h"
#include "store/base/subject.h"

/* Her box goes with her. Her slip still opens: somebody else in the list may type it. */
static void forget_boxes_of(struct store *store, int64_t member, int64_t unit)
{
    db_run(store, "DELETE FROM secret_box WHERE member = ?1 AND vote IN (SELECT id FROM vote WHERE ?2 IN (0, unit))",
        member, unit);
    db_run(store,
        "UPDATE secret_slip SET holder = 0 WHERE holder = ?1 AND vote IN (SELECT id FROM vote WHERE ?2 IN (0, unit))",
        member, unit);
    db_run(store, "UPDATE vote SET closer = 0 WHERE closer = ?1 AND ?2 IN (0, unit)", member, unit);
}

static void leave(struct store *store, int64_t member, int64_t at)
{
    (void)at;
    forget_boxes_of(store, member, 0);
}

static void parting(struct store *store, int64_t unit, int64_t member, int64_t now, struct parting *out)
{
    (void)now;
    if (db_number(store, 0,
            "SELECT 1 FROM secret_slip s JOIN vote v ON v.id = s.vote WHERE s.holder = ? AND v.unit = ? LIMIT 1",
            member, unit) != 0)
        parting_say(out->owes, sizeof out->owes,
            _("You hold a slip of a secret vote there: give it to somebody who may vote in it."));
}

static void part(struct store *store, int64_t unit, int64_t member, int64_t now)
{
    (void)now;
    forget_boxes_of(store, member, unit);
}

static void end(struct store *store, int64_t caucus, int64_t now)
{
    (void)now;
    db_run(store, "DELETE FROM secret_box WHERE vote IN (SELECT id FROM vote WHERE unit = ?)", caucus);
    db_run(store, "DELETE FROM secret_slip WHERE vote IN (SELECT id FROM vote WHERE unit = ?)", caucus);
    db_run(store, "DELETE FROM secret_ballot WHERE vote IN (SELECT id FROM vote WHERE unit = ?)", caucus);
}

const struct subject secret_vote_subject = {
    .name = "secret_vote",
    .leave = leave,
    .parting = parting,
    .part = part,
    .end = end,
    .file =
        (const struct subject_rows[]) {
            { "sealed_choices", "SELECT b.vote, length(b.box) AS bytes FROM secret_box b WHERE b.member = ?" },
            { "slips_of_secret_votes", "SELECT s.vote, s.taken, s.back AS typed_back FROM secret_slip s"
                                       " WHERE s.holder = ?" },
            { NULL, NULL },
        },
};
