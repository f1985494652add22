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

/* Ballots that came by hand of the machine, and those on paper, each with a number of its own. */
struct urn {
    struct choice *list;
    size_t count;
};

static void put_in(struct urn *urn, const struct choice *choice)
{
    urn->list[urn->count++] = *choice;
}

/* RULES 1.8: papers are never shown apart. Without them among the open ballots, whoever takes these from the result
 * would know what the few said who voted on paper. */
static struct urn mix(
    const struct vote_row *row, const struct choice *choice, size_t count, const struct vote_box *papers)
{
    size_t most = count + (size_t)vote_box_sum(papers);
    struct urn urn = { .list = xcalloc(most + 1, sizeof *urn.list) };
    for (size_t i = 0; i < count; i++)
        if (vote_ballot_fits(row, &choice[i].ballot))
            put_in(&urn, &choice[i]);
    for (size_t i = 0; i < papers->count; i++)
        for (int64_t k = 0; k < papers->list[i].count; k++) {
            struct choice paper = { .ballot = papers->list[i].ballot };
            randombytes_buf(paper.key, sizeof paper.key);
            put_in(&urn, &paper);
        }
    for (size_t left = urn.count; left > 1; left--) {
        size_t drawn = randombytes_uniform((uint32_t)left);
        struct choice last = urn.list[left - 1];
        urn.list[left - 1] = urn.list[drawn];
        urn.list[drawn] = last;
    }
    return urn;
}

static void empty(struct urn *urn)
{
    sodium_memzero(urn->list, urn->count * sizeof *urn->list);
    free(urn->list);
}

enum result secret_count(struct store *store, const struct vote_row *row, const struct secret_row *secret,
    const struct choice *choice, size_t count, int64_t now)
{
    struct actor closer;
    struct vote_box box = { 0 }, papers = { 0 };
    bool by_chair = secret->closer != 0 && member_fill_actor(store, secret->closer, &closer) == RESULT_OK;
    for (size_t i = 0; i < count; i++)
        if (vote_ballot_fits(row, &choice[i].ballot))
            vote_box_add(&box, 1, &choice[i].ballot);
    vote_paper_add(store, row, &papers);
    struct urn urn = mix(row, choice, count, &papers);
    bool enough = urn.count >= SECRET_LEAST;
    for (size_t i = 0; enough && i < urn.count; i++)
        write_ballot(store, row, &urn.list[i]);
    empty(&urn);
    db_run(store, "DELETE FROM secret_box WHERE vote = ?", row->id);
    db_run(store, "DELETE FROM secret_slip WHERE vote = ?", row->id);
    db_run(store, "UPDATE vote SET closer = 0 WHERE id = ?", row->id);
    enum result result = enough ? vote_end(store, by_chair ? &closer : NULL, row, &box, now)
                                : vote_end_few(store, by_chair ? &closer : NULL, row, now);
    if (box.list != NULL)
        sodium_memzero(box.list, box.room * sizeof *box.list);
    vote_box_free(&box);
    vote_box_free(&papers);
    return result;
}
