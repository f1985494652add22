/* count_tally.c: `bbs tally`: counts a vote again, from its ballots or from its table of pairs. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "bbs/count/count.h"
#include "bbs/count/count_json.h"
#include "gettext.h"
#include "majority.h"
#include "tally.h"
#include "text.h"

struct request {
    const json_t *root;
    struct buffer *out;
    const json_t *options; /* the list of names */
    json_t *numbers;       /* name: number of the option */
    int count;             /* of options */
    int64_t votes;         /* of the ballots so far */
    size_t ballot;         /* the one being read, from 1 */
    /* What the ballots come to; each kind fills one of them. */
    struct tally_table pairs;
    int64_t sums[TALLY_OPTIONS_MOST];
    int64_t answers[TALLY_CHOICES];
};

/* --- options --- */

static const char *option_name(const struct request *request, int option)
{
    return json_string_value(json_array_get(request->options, (size_t)option));
}

/* -1: there is no such option. */
static int option_number(const struct request *request, const char *name)
{
    const json_t *number = json_object_get(request->numbers, name);
    return number != NULL ? (int)json_integer_value(number) : -1;
}

static bool take_option(struct request *request, int at)
{
    const char *name = option_name(request, at);
    char quoted[COUNT_QUOTE_BYTES];
    size_t characters = name != NULL ? text_characters(name, strlen(name)) : 0;
    if (characters == 0 || characters > COUNT_NAME_MOST)
        return count_refuse(
            request->out, _("option %d: it must be a name of 1 to %d characters."), at + 1, COUNT_NAME_MOST);
    int before = option_number(request, name);
    if (before >= 0)
        return count_refuse(
            request->out, _("option %d: %s is option %d already."), at + 1, count_quote(name, quoted), before + 1);
    json_object_set_new(request->numbers, name, json_integer(at));
    return true;
}

static bool read_options(struct request *request)
{
    request->options = json_object_get(request->root, "options");
    size_t count = json_array_size(request->options);
    if (count == 0)
        return count_refuse(request->out, _("\"options\" must be a list of names, at least one."));
    if (count > TALLY_OPTIONS_MOST)
        return count_refuse(
            request->out, _("there are %zu options; at most %d can be counted."), count, TALLY_OPTIONS_MOST);
    request->count = (int)count;
    for (int i = 0; i < request->count; i++)
        if (!take_option(request, i))
            return false;
    return true;
}

/* --- ballots --- */

static bool take_count(struct request *request, const json_t *ballot, int64_t *count)
{
    if (!json_is_object(ballot))
        return count_refuse(request->out, _("ballot %zu: it must be an object: it begins with {."), request->ballot);
    if (!count_whole(json_object_get(ballot, "count"), 0, TALLY_VOTES_MOST, count))
        return count_refuse(request->out, _("ballot %zu: \"count\" must be a whole number from 0 to %" PRId64 "."),
            request->ballot, TALLY_VOTES_MOST);
    if (!tally_votes_add(&request->votes, *count))
        return count_refuse(request->out, _("ballot %zu: with it there are more than %" PRId64 " votes in all."),
            request->ballot, TALLY_VOTES_MOST);
    return true;
}

/* Gives each ballot of the list to `add`, with its count. */
static bool read_ballots(
    struct request *request, bool (*add)(struct request *request, const json_t *ballot, int64_t count))
{
    const json_t *ballots = json_object_get(request->root, "ballots");
    if (!json_is_array(ballots))
        return count_refuse(request->out, _("\"ballots\" must be a list."));
    for (size_t i = 0; i < json_array_size(ballots); i++) {
        const json_t *ballot = json_array_get(ballots, i);
        int64_t count = 0;
        request->ballot = i + 1;
        if (!take_count(request, ballot, &count) || !add(request, ballot, count))
            return false;
    }
    return true;
}

static bool refuse_unknown(const struct request *request, const char *name)
{
    char quoted[COUNT_QUOTE_BYTES];
    return count_refuse(
        request->out, _("ballot %zu: there is no option %s."), request->ballot, count_quote(name, quoted));
}

/* --- by ranking --- */

/* free(table.cell) gives it back. */
static struct tally_table new_table(int options)
{
    size_t cells = (size_t)options * (size_t)options;
    return (struct tally_table) { options, xcalloc(cells, sizeof(int64_t)) };
}

static bool take_group(const struct request *request, const json_t *group, uint16_t rank, uint16_t *place)
{
    char quoted[COUNT_QUOTE_BYTES];
    for (size_t i = 0; i < json_array_size(group); i++) {
        const char *name = json_string_value(json_array_get(group, i));
        if (name == NULL)
            return count_refuse(
                request->out, _("ballot %zu: each option in \"ranking\" must be a name."), request->ballot);
        int option = option_number(request, name);
        if (option < 0)
            return refuse_unknown(request, name);
        if (place[option] != 0)
            return count_refuse(
                request->out, _("ballot %zu: %s stands in it twice."), request->ballot, count_quote(name, quoted));
        place[option] = rank;
    }
    return true;
}

static bool add_ranking(struct request *request, const json_t *ballot, int64_t count)
{
    const json_t *ranking = json_object_get(ballot, "ranking");
    uint16_t place[TALLY_OPTIONS_MOST] = { 0 }, rank = 0;
    bool listed = json_is_array(ranking);
    for (size_t i = 0; i < json_array_size(ranking); i++) {
        const json_t *group = json_array_get(ranking, i);
        listed = listed && json_is_array(group);
        if (json_array_size(group) > 0 && !take_group(request, group, ++rank, place))
            return false;
    }
    if (!listed)
        return count_refuse(request->out,
            _("ballot %zu: \"ranking\" must be a list of lists, the best first: [[\"A\"], [\"B\", \"C\"]]."),
            request->ballot);
    tally_rank(&request->pairs, place, count);
    return true;
}

static bool take_pair(const struct request *request, int a, const char *below, const json_t *number)
{
    char above_quoted[COUNT_QUOTE_BYTES], below_quoted[COUNT_QUOTE_BYTES];
    int b = option_number(request, below);
    count_quote(option_name(request, a), above_quoted);
    count_quote(below, below_quoted);
    if (b < 0)
        return count_refuse(request->out, _("pairwise: there is no option %s."), below_quoted);
    if (a == b)
        return count_refuse(request->out, _("pairwise: %s cannot stand above itself."), above_quoted);
    if (!count_whole(number, 0, TALLY_VOTES_MOST, tally_cell(&request->pairs, a, b)))
        return count_refuse(request->out, _("pairwise: %s above %s must be a whole number from 0 to %" PRId64 "."),
            above_quoted, below_quoted, TALLY_VOTES_MOST);
    return true;
}

static bool take_row(const struct request *request, int a, json_t *row)
{
    const char *below;
    json_t *number;
    char quoted[COUNT_QUOTE_BYTES];
    json_object_foreach(row, below, number) if (!take_pair(request, a, below, number)) return false;
    if (json_object_size(row) != (size_t)request->count - 1)
        return count_refuse(request->out, _("pairwise: %s must have a number for each other option."),
            count_quote(option_name(request, a), quoted));
    return true;
}

static bool read_pairs(const struct request *request, json_t *pairwise)
{
    const char *above;
    json_t *row;
    char quoted[COUNT_QUOTE_BYTES];
    json_object_foreach(pairwise, above, row)
    {
        int a = option_number(request, above);
        if (a < 0)
            return count_refuse(request->out, _("pairwise: there is no option %s."), count_quote(above, quoted));
        if (!take_row(request, a, row))
            return false;
    }
    return json_object_size(pairwise) == (size_t)request->count ||
           count_refuse(request->out, _("\"pairwise\" must have an object for each option."));
}

static json_t *table_json(const struct request *request, const struct tally_table *table)
{
    json_t *whole = json_object();
    for (int a = 0; a < table->options; a++) {
        json_t *row = json_object();
        for (int b = 0; b < table->options; b++)
            if (b != a)
                json_object_set_new(row, option_name(request, b), json_integer(*tally_cell(table, a, b)));
        json_object_set_new(whole, option_name(request, a), row);
    }
    return whole;
}

static json_t *order_json(const struct request *request, const struct tally_table *paths)
{
    uint16_t group[TALLY_OPTIONS_MOST];
    json_t *order = json_array();
    int groups = tally_order(paths, group);
    for (int i = 0; i < groups; i++)
        json_array_append_new(order, json_array());
    for (int i = 0; i < request->count; i++)
        json_array_append_new(json_array_get(order, group[i]), json_string(option_name(request, i)));
    return order;
}

static json_t *schulze_answer(const struct request *request)
{
    struct tally_table paths = new_table(request->count);
    tally_paths(&request->pairs, &paths);
    json_t *order = order_json(request, &paths);
    json_t *answer = json_pack("{s:O, s:o, s:o, s:o}", "winners", json_array_get(order, 0), "order", order, "pairwise",
        table_json(request, &request->pairs), "paths", table_json(request, &paths));
    free(paths.cell);
    return answer;
}

static json_t *count_schulze(struct request *request)
{
    json_t *pairwise = json_object_get(request->root, "pairwise"), *answer = NULL;
    if (!read_options(request))
        return NULL;
    request->pairs = new_table(request->count);
    if (pairwise != NULL && json_object_get(request->root, "ballots") != NULL)
        count_refuse(request->out, _("\"ballots\" and \"pairwise\" cannot both be counted. Take one of them out."));
    else if (pairwise != NULL ? read_pairs(request, pairwise) : read_ballots(request, add_ranking))
        answer = schulze_answer(request);
    free(request->pairs.cell);
    return answer;
}

/* --- by score --- */

static bool add_scores(struct request *request, const json_t *ballot, int64_t count)
{
    json_t *scores = json_object_get(ballot, "scores"), *value;
    uint8_t score[TALLY_OPTIONS_MOST] = { 0 };
    const char *name;
    char quoted[COUNT_QUOTE_BYTES];
    if (!json_is_object(scores))
        return count_refuse(
            request->out, _("ballot %zu: \"scores\" must be an object, like {\"A\": 5}."), request->ballot);
    json_object_foreach(scores, name, value)
    {
        int option = option_number(request, name);
        int64_t given;
        if (option < 0)
            return refuse_unknown(request, name);
        if (!count_whole(value, 0, TALLY_SCORE_MOST, &given))
            return count_refuse(request->out, _("ballot %zu: the score of %s must be a whole number from 0 to %d."),
                request->ballot, count_quote(name, quoted), TALLY_SCORE_MOST);
        score[option] = (uint8_t)given;
    }
    tally_score(request->sums, request->count, score, count);
    return true;
}

/* Of a secret vote the sums alone are known. */
static bool read_totals(struct request *request, json_t *totals)
{
    const char *name;
    json_t *number;
    char quoted[COUNT_QUOTE_BYTES];
    json_object_foreach(totals, name, number)
    {
        int option = option_number(request, name);
        if (option < 0)
            return count_refuse(request->out, _("totals: there is no option %s."), count_quote(name, quoted));
        if (!count_whole(number, 0, TALLY_VOTES_MOST, &request->sums[option]))
            return count_refuse(request->out, _("totals: that of %s must be a whole number from 0 to %" PRId64 "."),
                count_quote(name, quoted), TALLY_VOTES_MOST);
    }
    return json_object_size(totals) == (size_t)request->count ||
           count_refuse(request->out, _("\"totals\" must have a number for each option."));
}

static bool read_scores(struct request *request)
{
    json_t *totals = json_object_get(request->root, "totals");
    if (totals == NULL)
        return read_ballots(request, add_scores);
    if (json_object_get(request->root, "ballots") != NULL)
        return count_refuse(
            request->out, _("\"ballots\" and \"totals\" cannot both be counted. Take one of them out."));
    return read_totals(request, totals);
}

static json_t *count_score(struct request *request)
{
    bool highest[TALLY_OPTIONS_MOST];
    if (!read_options(request) || !read_scores(request))
        return NULL;
    json_t *totals = json_object(), *winners = json_array();
    tally_highest(request->sums, request->count, highest);
    for (int i = 0; i < request->count; i++) {
        json_object_set_new(totals, option_name(request, i), json_integer(request->sums[i]));
        if (highest[i])
            json_array_append_new(winners, json_string(option_name(request, i)));
    }
    return json_pack("{s:o, s:o}", "totals", totals, "winners", winners);
}

/* --- yes or no --- */

static const char *const choices[TALLY_CHOICES] = {
    [TALLY_YES] = "yes", [TALLY_NO] = "no", [TALLY_ABSTAIN] = "abstain"
};

static bool add_choice(struct request *request, const json_t *ballot, int64_t count)
{
    const char *choice = json_string_value(json_object_get(ballot, "choice"));
    for (int i = 0; i < TALLY_CHOICES; i++)
        if (choice != NULL && strcmp(choice, choices[i]) == 0) {
            request->answers[i] += count;
            return true;
        }
    return count_refuse(
        request->out, _("ballot %zu: \"choice\" must be \"yes\", \"no\" or \"abstain\"."), request->ballot);
}

/* ">3/5": more than that. */
static bool read_more_than(const char *said, struct fraction *out)
{
    int64_t kept;
    if (said[0] != '>' || !fraction_parse(said + 1, &kept))
        return false;
    *out = fraction_read(kept, true);
    return true;
}

/* How many of all answers are needed: more than half, unless the vote says otherwise. */
static bool read_majority(struct request *request, struct fraction *out)
{
    static const struct {
        const char *name;
        enum majority majority;
    } shares[] = { { "half", MAJORITY_HALF }, { "two-thirds", MAJORITY_TWO_THIRDS },
        { "three-quarters", MAJORITY_THREE_QUARTERS } };
    const json_t *json = json_object_get(request->root, "majority");
    const char *said = json_string_value(json);
    *out = majority_fraction(MAJORITY_HALF);
    for (size_t i = 0; said != NULL && i < sizeof shares / sizeof *shares; i++)
        if (strcmp(said, shares[i].name) == 0) {
            *out = majority_fraction(shares[i].majority);
            return true;
        }
    return json == NULL || (said != NULL && read_more_than(said, out)) ||
           count_refuse(
               request->out, _("\"majority\" must be \"half\", \"two-thirds\", \"three-quarters\", or as \">3/5\"."));
}

/* Short of the share nobody wins, but for a no of more than half. */
static enum tally_choice yesno_winner(const struct request *request, struct fraction needs)
{
    enum tally_choice winner = tally_yesno(request->answers);
    if (winner == TALLY_YES && !fraction_reached(needs, request->answers[TALLY_YES], request->votes))
        return TALLY_CHOICES;
    return winner;
}

static json_t *count_yesno(struct request *request)
{
    struct fraction needs;
    if (!read_majority(request, &needs) || !read_ballots(request, add_choice))
        return NULL;
    json_t *totals = json_object(), *winners = json_array();
    for (int i = 0; i < TALLY_CHOICES; i++)
        json_object_set_new(totals, choices[i], json_integer(request->answers[i]));
    enum tally_choice winner = yesno_winner(request, needs);
    if (winner != TALLY_CHOICES)
        json_array_append_new(winners, json_string(choices[winner]));
    return json_pack("{s:o, s:o}", "totals", totals, "winners", winners);
}

/* --- the kinds --- */

static json_t *count_kind(struct request *request)
{
    static const struct {
        const char *name;
        json_t *(*count)(struct request *request);
    } kinds[] = { { "schulze", count_schulze }, { "score", count_score }, { "yesno", count_yesno } };
    const char *name = json_string_value(json_object_get(request->root, "kind"));
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (name != NULL && strcmp(name, kinds[i].name) == 0)
            return kinds[i].count(request);
    count_refuse(request->out, _("\"kind\" must be \"schulze\", \"score\" or \"yesno\"."));
    return NULL;
}

bool count_tally(const char *text, size_t length, struct buffer *out)
{
    json_t *root = count_object(text, length, out);
    if (root == NULL)
        return false;
    struct request request = { .root = root, .out = out, .numbers = json_object() };
    json_t *answer = count_kind(&request);
    if (answer != NULL)
        count_answer(answer, out);
    json_decref(request.numbers);
    json_decref(root);
    return answer != NULL;
}
