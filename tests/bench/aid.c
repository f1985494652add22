/*
 * aid.c: measures matching night, and the best offers of an ask, over made-up asks and offers (aid_made.h).
 *
 *     aid match NAME ASKS OFFERS     matching night, beside a greedy pass
 *     aid check NAME ASKS OFFERS     matching night, beside GLPK's general solver: the same optimum? which is faster?
 *     aid best NAME OFFERS           the best ten offers of each of 2,000 asks
 *     aid open NAME OFFERS FILE      opens each of 2,000 asks with its best ten, through the store of a house at FILE
 *
 * Figures are printed as "NAME.what value", one a line; times in milliseconds.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "tests/bench/aid_board.h"
#include "tests/bench/aid_made.h"
#include "tests/bench/figures.h"
#include "util.h"

enum { SEED = 8, TEN = 10, OPENED = 2000 };

struct outcome {
    int met[AID_URGENCIES], all;
    int64_t score;
    double ms;
};

static void count(struct outcome *outcome, const struct aid_made *made, size_t ask, int score)
{
    outcome->met[made->ask[ask].urgency]++;
    outcome->all++;
    outcome->score += score;
}

static struct outcome by_flow(const struct aid_made *made)
{
    struct outcome outcome = { .all = 0 };
    struct matching_answer *answers = xcalloc(made->asks, sizeof *answers);
    size_t found;
    double begun = now_ms();
    if (matching_solve(&made->context, made->ask, made->asks, made->offer, made->offers, NULL, NULL, answers, &found) !=
        MATCHING_SOLVED)
        die("no memory for the matching");
    outcome.ms = now_ms() - begun;
    for (size_t i = 0; i < found; i++)
        count(&outcome, made, answers[i].ask, answers[i].score);
    free(answers);
    return outcome;
}

static const struct aid_made *ordered;
static int by_turn(const void *first, const void *second)
{
    const struct matching_ask *a = &ordered->ask[*(const size_t *)first], *b = &ordered->ask[*(const size_t *)second];
    if (a->urgency != b->urgency)
        return a->urgency < b->urgency ? -1 : 1;
    return a->asked_at != b->asked_at ? (a->asked_at < b->asked_at ? -1 : 1) : (a->id > b->id) - (a->id < b->id);
}

/* A greedy pass, as a person would match: the most urgent and oldest ask first; each takes the best offer left. */
static struct outcome by_greed(const struct aid_made *made)
{
    struct outcome outcome = { .all = 0 };
    struct matching_offer *left = xcalloc(made->offers, sizeof *left);
    size_t *turn = xcalloc(made->asks, sizeof *turn);
    double begun = now_ms();
    memcpy(left, made->offer, made->offers * sizeof *left);
    for (size_t i = 0; i < made->asks; i++)
        turn[i] = i;
    ordered = made;
    qsort(turn, made->asks, sizeof *turn, by_turn);
    for (size_t i = 0; i < made->asks; i++) {
        struct matching_found best;
        if (matching_best_offers(&made->context, &made->ask[turn[i]], left, made->offers, &best, 1) == 0)
            continue;
        left[best.index].capacity--;
        count(&outcome, made, turn[i], best.score.total);
    }
    outcome.ms = now_ms() - begun;
    free(left);
    free(turn);
    return outcome;
}

static void print_outcome(const char *name, const char *who, const struct outcome *outcome)
{
    printf("%s.%s_ms %.1f\n%s.%s_met %d\n%s.%s_score %" PRId64 "\n", name, who, outcome->ms, name, who, outcome->all,
        name, who, outcome->score);
    for (int i = 0; i < AID_URGENCIES; i++)
        printf("%s.%s_met_%s %d\n", name, who, aid_urgency_name((enum aid_urgency)i), outcome->met[i]);
}

static void match(const char *name, const struct aid_made *made)
{
    struct rusage usage;
    struct outcome flow = by_flow(made);
    getrusage(RUSAGE_SELF, &usage);
    struct outcome greed = by_greed(made);
    print_outcome(name, "flow", &flow);
    print_outcome(name, "greedy", &greed);
    printf("%s.mebibytes %.0f\n", name, (double)usage.ru_maxrss / 1024);
}

static void check(const char *name, const struct aid_made *made)
{
    struct outcome flow = by_flow(made), general = { .all = 0 };
    double begun = now_ms();
    if (!aid_by_general_solver(made, general.met, &general.score))
        die("the general solver gave up");
    general.ms = now_ms() - begun;
    for (int i = 0; i < AID_URGENCIES; i++)
        general.all += general.met[i];
    print_outcome(name, "flow", &flow);
    print_outcome(name, "general", &general);
    printf("%s.same %d\n", name, memcmp(flow.met, general.met, sizeof flow.met) == 0 && flow.score == general.score);
}

static void best(const char *name, const struct aid_made *made)
{
    double *times = xcalloc(made->asks, sizeof *times);
    struct matching_found found[TEN];
    char reason[MATCHING_REASON_BYTES], label[64];
    size_t all = 0;
    for (size_t i = 0; i < made->asks; i++) {
        double begun = now_ms();
        size_t few = matching_best_offers(&made->context, &made->ask[i], made->offer, made->offers, found, TEN);
        for (size_t k = 0; k < few; k++)
            all += strlen(matching_reason(&made->context, &found[k].score, reason, sizeof reason)) > 0;
        times[i] = now_ms() - begun;
    }
    snprintf(label, sizeof label, "%s.best", name);
    print_times(label, times, made->asks);
    printf("%s.found %.1f\n", name, (double)all / (double)made->asks);
    free(times);
}

static void open_all(const char *name, const struct aid_made *made, const char *path)
{
    double *times = xcalloc(made->asks, sizeof *times);
    char label[64];
    double found = aid_board_open(made, path, times);
    snprintf(label, sizeof label, "%s.open", name);
    print_times(label, times, made->asks);
    printf("%s.found %.1f\n", name, found);
    free(times);
}

int main(int argc, char **argv)
{
    struct aid_made made;
    int64_t asks = OPENED, offers = 0;
    bool is_best = argc == 4 && strcmp(argv[1], "best") == 0, is_open = argc == 5 && strcmp(argv[1], "open") == 0;
    if (!(argc == 5 || is_best) || !util_parse_number(argv[is_best || is_open ? 3 : 4], &offers) ||
        (!is_best && !is_open && !util_parse_number(argv[3], &asks)) || asks < 1 || offers < 1) {
        fprintf(stderr, "usage: aid match|check NAME ASKS OFFERS | best NAME OFFERS | open NAME OFFERS FILE\n");
        return 2;
    }
    aid_make(&made, (size_t)asks, (size_t)offers, SEED);
    if (is_best)
        best(argv[2], &made);
    else if (is_open)
        open_all(argv[2], &made, argv[4]);
    else if (strcmp(argv[1], "match") == 0)
        match(argv[2], &made);
    else
        check(argv[2], &made);
    aid_made_free(&made);
    return 0;
}
