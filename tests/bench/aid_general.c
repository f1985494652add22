/* aid_general.c: matching night for a general solver: one network of all kinds, with all goals in one number. */
#include <glpk.h>
#include <stddef.h>

#include "tests/bench/aid_made.h"
#include "util.h"

struct data_of_vertex {
    double supply;
};
struct data_of_arc {
    double low, capacity, cost, flow;
};

static void add_arc(glp_graph *graph, size_t from, size_t to, double capacity, double cost)
{
    glp_arc *arc = glp_add_arc(graph, (int)from, (int)to);
    struct data_of_arc *data = arc->data;
    *data = (struct data_of_arc) { 0, capacity, cost, 0 };
}

/* Vertices: the asks from 1 on, then the offers, then the sink. An ask can also reach the sink directly, at cost 0:
 * then it is not met. */
static glp_graph *network(const struct aid_made *made, int64_t tier_worth)
{
    glp_graph *graph = glp_create_graph(sizeof(struct data_of_vertex), sizeof(struct data_of_arc));
    size_t end = made->asks + made->offers + 1;
    glp_add_vertices(graph, (int)end);
    ((struct data_of_vertex *)graph->v[end]->data)->supply = -(double)made->asks;
    for (size_t ask = 0; ask < made->asks; ask++) {
        const struct matching_ask *one = &made->ask[ask];
        ((struct data_of_vertex *)graph->v[ask + 1]->data)->supply = 1;
        add_arc(graph, ask + 1, end, 1, 0);
        for (size_t offer = 0; offer < made->offers; offer++)
            if (matching_fits(&made->context, one, &made->offer[offer]) == MATCHING_FITS)
                add_arc(graph, ask + 1, made->asks + offer + 1, 1,
                    -(double)(tier_worth * (AID_URGENCIES - (int64_t)one->urgency) +
                              matching_score(&made->context, one, &made->offer[offer]).total));
    }
    for (size_t offer = 0; offer < made->offers; offer++)
        add_arc(graph, made->asks + offer + 1, end, made->offer[offer].capacity, 0);
    return graph;
}

bool aid_by_general_solver(const struct aid_made *made, int met[AID_URGENCIES], int64_t *score)
{
    int64_t tier_worth = 100 * (int64_t)made->asks + 1;
    glp_term_out(GLP_OFF);
    glp_graph *graph = network(made, tier_worth);
    double sum = 0;
    int failed = glp_mincost_okalg(graph, offsetof(struct data_of_vertex, supply), offsetof(struct data_of_arc, low),
        offsetof(struct data_of_arc, capacity), offsetof(struct data_of_arc, cost), &sum,
        offsetof(struct data_of_arc, flow), -1);
    *score = -(int64_t)sum;
    for (int i = 0; i < AID_URGENCIES; i++)
        met[i] = 0;
    for (size_t ask = 0; failed == 0 && ask < made->asks; ask++)
        for (const glp_arc *arc = graph->v[ask + 1]->out; arc != NULL; arc = arc->t_next) {
            const struct data_of_arc *data = arc->data;
            if (data->flow < 0.5 || data->cost > -0.5)
                continue;
            met[made->ask[ask].urgency]++;
            *score -= tier_worth * (AID_URGENCIES - (int64_t)made->ask[ask].urgency);
        }
    glp_delete_graph(graph);
    return failed == 0;
}
