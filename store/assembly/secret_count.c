/* secret_count.c: the choices of a secret vote become open ballots, and the vote ends: in one transaction. RULES 4.7.
 */
#include <sodium.h>
#include <stdlib.h>

#include "store/assembly/secret_row.h"
#include "store/people/people.h"

/* Two voters can have drawn the same number by the greatest chance, or by an attack: then the later one gets another,
 * so that no ballot is lost. */
static void write_ballot(struct store *store, const struct vote_row *row, const struct choice *choice)
{
    char text[BALLOT_TEXT_BYTES];
    struct choice open = *choice;
    ballot_write(row->kind, row->options, &open.ballot, text);
    do {
        db_run(store, "INSERT OR IGNORE INTO secret_ballot (vote, key, ballot) VALUES (?, ?, ?)", row->id,
            db_blob(open.key, sizeof open.key), text);
        randombytes_buf(open.key, sizeof open.key);
    } while (!db_failed(store) && sqlite3_changes(store->db) == 0);
    sodium_memzero(text, sizeof text);
    sodium_memzero(&open, sizeof open);
}

static int64_t papers(struct store *store, const struct vote_row *row)
{
    char why[300];
    struct vote_box box = { 0 };
    char *agreed = vote_paper_agreed(store, row->id);
    if (agreed != NULL)
        vote_box_read(agreed, row->kind, row->options, &box, why, sizeof why);
    int64_t sum = vote_box_sum(&box);
    vote_box_free(&box);
    free(agreed);
    return sum;
}

enum result secret_count(struct store *store, const struct vote_row *row, const struct secret_row *secret,
    const struct choice *choice, size_t count, int64_t now)
{
    struct actor closer;
    struct vote_box box = { 0 };
    bool by_chair = secret->closer != 0 && actor_fill(store, secret->closer, &closer) == RESULT_OK;
    for (size_t i = 0; i < count; i++)
        if (vote_ballot_fits(row, &choice[i].ballot))
            vote_box_add(&box, 1, &choice[i].ballot);
    bool enough = vote_box_sum(&box) + papers(store, row) >= SECRET_LEAST;
    for (size_t i = 0; enough && i < count; i++)
        if (vote_ballot_fits(row, &choice[i].ballot))
            write_ballot(store, row, &choice[i]);
    db_run(store, "DELETE FROM secret_box WHERE vote = ?", row->id);
    db_run(store, "DELETE FROM secret_slip WHERE vote = ?", row->id);
    db_run(store, "UPDATE vote SET closer = 0 WHERE id = ?", row->id);
    enum result result = enough ? vote_end(store, by_chair ? &closer : NULL, row, &box, now)
                                : vote_end_without(store, by_chair ? &closer : NULL, row, VOTE_FEW, now);
    if (box.list != NULL)
        sodium_memzero(box.list, box.room * sizeof *box.list);
    vote_box_free(&box);
    return result;
}
