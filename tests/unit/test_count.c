/*
 * test_count.c: `bbs tally` and `bbs lot`, by votes and draws that others published (tests/unit/data, each with its
 * source), and by input that must be refused with the place of the fault.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>
#include <sodium.h>

#include "bbs/count/count.h"

#define LENGTH(list) (sizeof(list) / sizeof *(list))
typedef bool count_function(const char *text, size_t length, struct buffer *out);

/* --- published --- */

static json_t *read_cases(const char *path)
{
    json_error_t error;
    json_t *cases = json_load_file(path, 0, &error);
    if (cases == NULL)
        fail_msg("%s: %s", path, error.text);
    return cases;
}

/* The case itself is the input; what it has beyond the format is passed over. */
static json_t *counted(count_function *count, const json_t *request)
{
    struct buffer out = { 0 };
    char *text = json_dumps(request, 0);
    if (!count(text, strlen(text), &out))
        fail_msg("%s: %s", json_string_value(json_object_get(request, "id")), buffer_text(&out));
    json_t *answer = json_loads(buffer_text(&out), 0, NULL);
    assert_non_null(answer);
    buffer_clear(&out);
    free(text);
    return answer;
}

static void same(const json_t *request, const char *what, const json_t *expected, const json_t *found)
{
    if (json_equal(expected, found))
        return;
    char *one = json_dumps(expected, 0), *other = json_dumps(found, 0);
    fail_msg("%s, %s: expected %s, found %s", json_string_value(json_object_get(request, "id")), what, one, other);
}

/* Debian's 2007 to 2020 elections also say how many ballots there were: it is the data that is checked so. */
static void has_all_ballots(const json_t *request, const json_t *expected)
{
    json_int_t all = 0;
    size_t i;
    json_t *ballot, *ballots = json_object_get(expected, "ballots");
    json_array_foreach(json_object_get(request, "ballots"), i, ballot) all +=
        json_integer_value(json_object_get(ballot, "count"));
    if (ballots != NULL)
        assert_int_equal(all, json_integer_value(ballots));
}

static void published_votes_by_ranking_come_out_as_published(void **state)
{
    (void)state;
    static const char *const told[] = { "winners", "order", "pairwise", "paths" };
    json_t *cases = read_cases("tests/unit/data/schulze.json"), *request;
    size_t i, margins = 0;
    json_array_foreach(cases, i, request)
    {
        json_t *expected = json_object_get(request, "expected");
        json_object_set_new(request, "kind", json_string("schulze"));
        json_t *answer = counted(count_tally, request);
        if (strcmp(json_string_value(json_object_get(request, "strength")), "margins") == 0) {
            margins++; /* counted by another rule, under which another option wins */
            assert_false(json_equal(json_object_get(answer, "winners"), json_object_get(expected, "winners")));
        } else
            for (size_t k = 0; k < LENGTH(told); k++)
                if (json_object_get(expected, told[k]) != NULL)
                    same(request, told[k], json_object_get(expected, told[k]), json_object_get(answer, told[k]));
        has_all_ballots(request, expected);
        json_decref(answer);
    }
    assert_int_equal(i, 30);
    assert_int_equal(margins, 1);
    json_decref(cases);
}

/* From the table that was made of the ballots the same comes out again. */
static void a_table_of_pairs_counts_as_its_ballots_do(void **state)
{
    (void)state;
    json_t *cases = read_cases("tests/unit/data/schulze.json"), *request;
    size_t i;
    json_array_foreach(cases, i, request)
    {
        json_object_set_new(request, "kind", json_string("schulze"));
        json_t *first = counted(count_tally, request);
        json_object_del(request, "ballots");
        json_object_set(request, "pairwise", json_object_get(first, "pairwise"));
        json_t *second = counted(count_tally, request);
        same(request, "from its pairs", first, second);
        json_decref(first);
        json_decref(second);
    }
    json_decref(cases);
}

static void published_votes_by_score_come_out_as_published(void **state)
{
    (void)state;
    json_t *cases = read_cases("tests/unit/data/score.json"), *request;
    size_t i;
    json_array_foreach(cases, i, request)
    {
        json_t *expected = json_object_get(request, "expected");
        json_object_set_new(request, "kind", json_string("score"));
        json_t *answer = counted(count_tally, request);
        same(request, "totals", json_object_get(expected, "totals"), json_object_get(answer, "totals"));
        same(request, "winners", json_object_get(expected, "top"), json_object_get(answer, "winners"));
        has_all_ballots(request, expected);
        json_decref(answer);
    }
    assert_int_equal(i, 12);
    json_decref(cases);
}

static void published_draws_come_out_as_published(void **state)
{
    (void)state;
    json_t *cases = read_cases("tests/unit/data/lot.json"), *request;
    size_t i;
    json_array_foreach(cases, i, request)
    {
        json_t *answer = counted(count_lot, request);
        same(request, "drawn", json_object_get(request, "expected"), json_object_get(answer, "drawn"));
        same(request, "key", json_object_get(request, "key_string"), json_object_get(answer, "key_string"));
        json_decref(answer);
    }
    assert_int_equal(i, 6);
    json_decref(cases);
}

/* --- byte by byte --- */

struct said {
    const char *text, *says;
};

static void says(count_function *count, bool good, const struct said *rows, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        struct buffer out = { 0 };
        if (count(rows[i].text, strlen(rows[i].text), &out) != good)
            fail_msg("%s\nis answered: %s", rows[i].text, buffer_text(&out));
        if (strcmp(buffer_text(&out), rows[i].says) != 0)
            fail_msg("%s\nis answered: %s\nand not:     %s", rows[i].text, buffer_text(&out), rows[i].says);
        buffer_clear(&out);
    }
}

static void answers_are_as_the_manual_says(void **state)
{
    (void)state;
    static const struct said tallies[] = {
        /* a circle of three, and an option that nobody ranked */
        { "{\"kind\": \"schulze\", \"options\": [\"A\", \"B\", \"C\", \"leave it\"], \"ballots\": ["
          "{\"count\": 4, \"ranking\": [[\"A\"], [\"B\"], [\"C\"]]}, {\"count\": 3, \"ranking\": [[\"B\"], [\"C\"], "
          "[\"A\"]]}, {\"count\": 2, \"ranking\": [[\"C\"], [\"A\"], [\"B\"]]}]}",
            "{\"winners\": [\"A\"], \"order\": [[\"A\"], [\"B\"], [\"C\"], [\"leave it\"]], \"pairwise\": {"
            "\"A\": {\"B\": 6, \"C\": 4, \"leave it\": 9}, \"B\": {\"A\": 3, \"C\": 7, \"leave it\": 9}, "
            "\"C\": {\"A\": 5, \"B\": 2, \"leave it\": 9}, \"leave it\": {\"A\": 0, \"B\": 0, \"C\": 0}}, \"paths\": {"
            "\"A\": {\"B\": 6, \"C\": 6, \"leave it\": 9}, \"B\": {\"A\": 5, \"C\": 7, \"leave it\": 9}, "
            "\"C\": {\"A\": 5, \"B\": 5, \"leave it\": 9}, \"leave it\": {\"A\": 0, \"B\": 0, \"C\": 0}}}" },
        /* a tie is told, and a group in a ballot stands together */
        { "{\"kind\": \"schulze\", \"options\": [\"A\", \"B\"], \"ballots\": [{\"count\": 2, \"ranking\": [[\"B\", "
          "\"A\"]]}, {\"count\": 1, \"ranking\": []}]}",
            "{\"winners\": [\"A\", \"B\"], \"order\": [[\"A\", \"B\"]], \"pairwise\": {\"A\": {\"B\": 0}, \"B\": "
            "{\"A\": 0}}, \"paths\": {\"A\": {\"B\": 0}, \"B\": {\"A\": 0}}}" },
        { "{\"kind\": \"schulze\", \"options\": [\"A\"], \"ballots\": []}",
            "{\"winners\": [\"A\"], \"order\": [[\"A\"]], \"pairwise\": {\"A\": {}}, \"paths\": {\"A\": {}}}" },
        { "{\"kind\": \"schulze\", \"options\": [\"A\", \"B\"], \"pairwise\": {\"B\": {\"A\": 3}, \"A\": {\"B\": 1}}}",
            "{\"winners\": [\"B\"], \"order\": [[\"B\"], [\"A\"]], \"pairwise\": {\"A\": {\"B\": 1}, \"B\": {\"A\": "
            "3}}, \"paths\": {\"A\": {\"B\": 0}, \"B\": {\"A\": 3}}}" },
        { "{\"kind\": \"score\", \"options\": [\"A\", \"B\"], \"ballots\": [{\"count\": 2, \"scores\": {\"B\": 5}}, "
          "{\"count\": 1, \"scores\": {\"A\": 4, \"B\": 0}}, {\"count\": 7, \"scores\": {}}]}",
            "{\"totals\": {\"A\": 4, \"B\": 10}, \"winners\": [\"B\"]}" },
        { "{\"kind\": \"score\", \"options\": [\"A\"], \"ballots\": [{\"count\": 1000000000000000000, \"scores\": "
          "{\"A\": 5}}]}",
            "{\"totals\": {\"A\": 5000000000000000000}, \"winners\": [\"A\"]}" },
        { "{\"kind\": \"yesno\", \"ballots\": [{\"count\": 5, \"choice\": \"yes\"}, {\"count\": 4, \"choice\": "
          "\"no\"}]}",
            "{\"totals\": {\"yes\": 5, \"no\": 4, \"abstain\": 0}, \"winners\": [\"yes\"]}" },
        { "{\"kind\": \"yesno\", \"ballots\": [{\"count\": 5, \"choice\": \"yes\"}, {\"count\": 4, \"choice\": "
          "\"no\"}, {\"count\": 1, \"choice\": \"abstain\"}]}",
            "{\"totals\": {\"yes\": 5, \"no\": 4, \"abstain\": 1}, \"winners\": []}" },
        { "{\"kind\": \"score\", \"options\": [\"A\", \"B\"], \"totals\": {\"A\": 4, \"B\": 10}}",
            "{\"totals\": {\"A\": 4, \"B\": 10}, \"winners\": [\"B\"]}" },
        { "{\"kind\": \"yesno\", \"majority\": \">3/5\", \"ballots\": [{\"count\": 6, \"choice\": \"yes\"}, "
          "{\"count\": 4, \"choice\": \"no\"}]}",
            "{\"totals\": {\"yes\": 6, \"no\": 4, \"abstain\": 0}, "
            "\"winners\": []}" },
        { "{\"kind\": \"yesno\", \"majority\": \">3/5\", \"ballots\": [{\"count\": 7, \"choice\": \"yes\"}, "
          "{\"count\": 4, \"choice\": \"no\"}]}",
            "{\"totals\": {\"yes\": 7, \"no\": 4, \"abstain\": 0}, "
            "\"winners\": [\"yes\"]}" },
        { "{\"kind\": \"yesno\", \"majority\": \"two-thirds\", \"ballots\": [{\"count\": 5, \"choice\": \"yes\"}, "
          "{\"count\": 4, \"choice\": \"no\"}]}",
            "{\"totals\": {\"yes\": 5, \"no\": 4, \"abstain\": 0}, \"winners\": []}" },
        { "{\"kind\": \"yesno\", \"majority\": \"two-thirds\", \"ballots\": [{\"count\": 6, \"choice\": \"yes\"}, "
          "{\"count\": 3, \"choice\": \"no\"}]}",
            "{\"totals\": {\"yes\": 6, \"no\": 3, \"abstain\": 0}, \"winners\": [\"yes\"]}" },
        /* control characters stay what they are, and reach no terminal; jansson writes B, text_json() b */
        { "{\"kind\": \"score\", \"options\": [\"\\u001b[2J\\u009b31m\\u202e\\u007f\"], \"ballots\": []}",
            "{\"totals\": {\"\\u001B[2J\\u009b31m\\u202e\\u007f\": 0}, \"winners\": "
            "[\"\\u001B[2J\\u009b31m\\u202e\\u007f\"]}" },
    };
    static const struct said lots[] = {
        { "{\"pool_size\": 25, \"select\": 3, \"seed_lines\": [[9319], [2, 5, 12, 8, 10], [9, 18, 26, 34, 41, 45]], "
          "\"hash\": \"MD5\"}",
            "{\"key_string\": \"9319./2.5.8.10.12./9.18.26.34.41.45./\", \"drawn\": [17, 7, 2]}" },
        { "{\"pool_size\": 5, \"select\": 5, \"seed_lines\": [[1]], \"hash\": \"BLAKE2b-256\"}",
            "{\"key_string\": \"1./\", \"drawn\": [5, 2, 1, 3, 4]}" },
    };
    says(count_tally, true, tallies, LENGTH(tallies));
    says(count_lot, true, lots, LENGTH(lots));
}

/* --- refused --- */

#define SCHULZE "{\"kind\": \"schulze\", \"options\": [\"A\", \"B\"], "
#define BALLOT(count, ranking) "{\"count\": " count ", \"ranking\": " ranking "}"
#define ONE BALLOT("1", "[[\"A\"]]")
#define THIRD(count, ranking) SCHULZE "\"ballots\": [" ONE ", " ONE ", " BALLOT(count, ranking) "]}"
#define SCORES(scores)                                                                                                 \
    "{\"kind\": \"score\", \"options\": [\"A\", \"B\"], \"ballots\": [{\"count\": 1, \"scores\": " scores "}]}"
#define PAIRS(pairwise) SCHULZE "\"pairwise\": " pairwise "}"
#define COUNT_SENTENCE "ballot 3: \"count\" must be a whole number from 0 to 1000000000000000000."

static void what_is_no_vote_is_refused_with_its_place(void **state)
{
    (void)state;
    static const struct said rows[] = {
        { "", "line 1: the text ends in the middle." },
        { SCHULZE "\"ballots\": [" ONE ",\n{\"cou", "line 2: the text ends in the middle." },
        { "[]", "the text must be one JSON object: it begins with {." },
        { "{\"kind\": \"yesno\"} {}", "line 1, column 19: this is no JSON: end of file expected near '{'" },
        { "{\"kind\": \"yesno\", \"ballots\": [], \"ballots\": []}",
            "line 1, column 42: the same name stands twice in one object." },
        { "{}", "\"kind\" must be \"schulze\", \"score\" or \"yesno\"." },
        { "{\"kind\": 5}", "\"kind\" must be \"schulze\", \"score\" or \"yesno\"." },
        { "{\"kind\": \"schulze\"}", "\"options\" must be a list of names, at least one." },
        { "{\"kind\": \"score\", \"options\": []}", "\"options\" must be a list of names, at least one." },
        { "{\"kind\": \"score\", \"options\": [\"A\", 2]}", "option 2: it must be a name of 1 to 200 characters." },
        { "{\"kind\": \"score\", \"options\": [\"\"]}", "option 1: it must be a name of 1 to 200 characters." },
        { "{\"kind\": \"score\", \"options\": [\"A\", \"B\", \"A\"]}", "option 3: \"A\" is option 1 already." },
        { SCHULZE "\"ballots\": {}}", "\"ballots\" must be a list." },
        { "{\"kind\": \"score\", \"options\": [\"A\"], \"pairwise\": {}}", "\"ballots\" must be a list." },
        { SCHULZE "\"ballots\": [], \"pairwise\": {}}",
            "\"ballots\" and \"pairwise\" cannot both be counted. Take one of them out." },
        { SCHULZE "\"ballots\": [5]}", "ballot 1: it must be an object: it begins with {." },
        { THIRD("-1", "[]"), COUNT_SENTENCE },
        { THIRD("1.5", "[]"), COUNT_SENTENCE },
        { THIRD("1.0", "[]"), COUNT_SENTENCE },
        { THIRD("\"1\"", "[]"), COUNT_SENTENCE },
        { THIRD("1000000000000000001", "[]"), COUNT_SENTENCE },
        { THIRD("9223372036854775807", "[]"), COUNT_SENTENCE },
        { THIRD("9223372036854775808", "[]"), "line 1, column 152: this number is too large." },
        { THIRD("1000000000000000000", "[]"),
            "ballot 3: with it there are more than 1000000000000000000 votes in all." },
        { SCHULZE "\"ballots\": [{\"ranking\": []}]}",
            "ballot 1: \"count\" must be a whole number from 0 to 1000000000000000000." },
        { THIRD("1", "[[\"A\"], [\"C\"]]"), "ballot 3: there is no option \"C\"." },
        { THIRD("1", "[[\"A\"], [\"B\", \"A\"]]"), "ballot 3: \"A\" stands in it twice." },
        { THIRD("1", "[[\"B\", \"B\"]]"), "ballot 3: \"B\" stands in it twice." },
        { THIRD("1", "[[5]]"), "ballot 3: each option in \"ranking\" must be a name." },
        { THIRD("1", "[\"A\", \"B\"]"),
            "ballot 3: \"ranking\" must be a list of lists, the best first: [[\"A\"], [\"B\", \"C\"]]." },
        { THIRD("1", "5"),
            "ballot 3: \"ranking\" must be a list of lists, the best first: [[\"A\"], [\"B\", \"C\"]]." },
        { SCORES("{\"A\": 6}"), "ballot 1: the score of \"A\" must be a whole number from 0 to 5." },
        { SCORES("{\"A\": -1}"), "ballot 1: the score of \"A\" must be a whole number from 0 to 5." },
        { SCORES("{\"A\": 2.5}"), "ballot 1: the score of \"A\" must be a whole number from 0 to 5." },
        { SCORES("{\"C\": 5}"), "ballot 1: there is no option \"C\"." },
        { SCORES("[5, 3]"), "ballot 1: \"scores\" must be an object, like {\"A\": 5}." },
        { "{\"kind\": \"yesno\", \"ballots\": [{\"count\": 1, \"choice\": \"maybe\"}]}",
            "ballot 1: \"choice\" must be \"yes\", \"no\" or \"abstain\"." },
        { "{\"kind\": \"yesno\", \"majority\": \"most\", \"ballots\": []}",
            "\"majority\" must be \"half\", \"two-thirds\", \"three-quarters\", or as \">3/5\"." },
        { "{\"kind\": \"score\", \"options\": [\"A\"], \"totals\": {\"A\": -1}}",
            "totals: that of \"A\" must be a whole number from 0 to 1000000000000000000." },
        { "{\"kind\": \"score\", \"options\": [\"A\", \"B\"], \"totals\": {\"A\": 1}}",
            "\"totals\" must have a number for each option." },
        { "{\"kind\": \"score\", \"options\": [\"A\"], \"totals\": {\"A\": 1}, \"ballots\": []}",
            "\"ballots\" and \"totals\" cannot both be counted. Take one of them out." },
        { PAIRS("{\"A\": {\"B\": 1}, \"B\": {\"A\": -1}}"),
            "pairwise: \"B\" above \"A\" must be a whole number from 0 to 1000000000000000000." },
        { PAIRS("{\"A\": {\"B\": 1}}"), "\"pairwise\" must have an object for each option." },
        { PAIRS("[]"), "\"pairwise\" must have an object for each option." },
        { PAIRS("{\"A\": {\"B\": 1}, \"B\": {}}"), "pairwise: \"B\" must have a number for each other option." },
        { PAIRS("{\"A\": {\"B\": 1}, \"B\": 5}"), "pairwise: \"B\" must have a number for each other option." },
        { PAIRS("{\"A\": {\"A\": 1}}"), "pairwise: \"A\" cannot stand above itself." },
        { PAIRS("{\"A\": {\"C\": 1}}"), "pairwise: there is no option \"C\"." },
        { PAIRS("{\"C\": {}}"), "pairwise: there is no option \"C\"." },
        /* what came in reaches no terminal as it is */
        { THIRD("1", "[[\"\\u001b[2J\\u202e\"]]"), "ballot 3: there is no option \"\xef\xbf\xbd[2J\xef\xbf\xbd\"." },
        { "{\"kind\": \x1b[2J}", "line 1, column 10: this is no JSON: invalid token near '\xef\xbf\xbd'" },
    };
    says(count_tally, false, rows, LENGTH(rows));
}

#define LOT(pool, select, seed) "{\"pool_size\": " pool ", \"select\": " select ", \"hash\": \"MD5\", " seed "}"

static void what_is_no_lot_is_refused_with_its_place(void **state)
{
    (void)state;
    static const struct said rows[] = {
        { "{\"pool_size\": 25, \"sel", "line 1: the text ends in the middle." },
        { "{}", "\"pool_size\" must be a whole number from 1 to 65535." },
        { LOT("0", "1", "\"seed_lines\": [[1]]"), "\"pool_size\" must be a whole number from 1 to 65535." },
        { LOT("65536", "1", "\"seed_lines\": [[1]]"), "\"pool_size\" must be a whole number from 1 to 65535." },
        { LOT("5", "6", "\"seed_lines\": [[1]]"),
            "\"select\" must be a whole number from 1 to 5: no more can be drawn than are in the pool." },
        { LOT("5", "1.5", "\"seed_lines\": [[1]]"),
            "\"select\" must be a whole number from 1 to 5: no more can be drawn than are in the pool." },
        { "{\"pool_size\": 5, \"select\": 1, \"seed_lines\": [[1]], \"hash\": \"md5\"}",
            "\"hash\" must be \"BLAKE2b-256\" or \"MD5\"." },
        { LOT("5", "1", "\"x\": 1"), "\"seed_lines\" must be a list of lists of numbers, at least one." },
        { LOT("5", "1", "\"seed_lines\": []"), "\"seed_lines\" must be a list of lists of numbers, at least one." },
        { LOT("5", "1", "\"seed_lines\": [[1], []]"), "seed line 2: it must be a list of numbers, at least one." },
        { LOT("5", "1", "\"seed_lines\": [[1], 5]"), "seed line 2: it must be a list of numbers, at least one." },
        { LOT("5", "1", "\"seed_lines\": [[1], [3, -1]]"),
            "seed line 2, number 2: it must be a whole number, not below 0." },
        { LOT("5", "1", "\"seed_lines\": [[\"1\"]]"),
            "seed line 1, number 1: it must be a whole number, not below 0." },
        { LOT("5", "1", "\"seed_lines\": [[9223372036854775808]]"), "line 1, column 80: this number is too large." },
    };
    says(count_lot, false, rows, LENGTH(rows));
}

/* --- as large as it gets --- */

static void add_options(struct buffer *text, int options)
{
    buffer_string(text, "{\"kind\": \"schulze\", \"options\": [");
    for (int i = 0; i < options; i++)
        buffer_format(text, "%s\"option %d\"", i > 0 ? ", " : "", i);
    buffer_string(text, "], \"ballots\": [");
}

static void ten_thousand_options_are_refused(void **state)
{
    (void)state;
    struct buffer text = { 0 }, out = { 0 };
    add_options(&text, 10000);
    buffer_string(&text, "]}");
    assert_false(count_tally(text.data, text.length, &out));
    assert_string_equal(buffer_text(&out), "there are 10000 options; at most 256 can be counted.");
    buffer_clear(&text);
    buffer_clear(&out);
}

/* A chain of 256: each beats the next alone, so the paths are as long as they can be. */
static void the_most_options_are_counted(void **state)
{
    (void)state;
    struct buffer text = { 0 }, out = { 0 };
    add_options(&text, 256);
    for (int i = 0; i + 1 < 256; i++)
        buffer_format(&text, "%s{\"count\": %d, \"ranking\": [[\"option %d\"], [\"option %d\"]]}", i > 0 ? ", " : "",
            300 - i, i, i + 1);
    buffer_string(&text, "]}");
    assert_true(count_tally(text.data, text.length, &out));
    assert_non_null(
        strstr(buffer_text(&out), "{\"winners\": [\"option 1\"], \"order\": [[\"option 1\"], [\"option 2\"]"));
    buffer_clear(&text);
    buffer_clear(&out);
}

/* It is hashed once for each that is drawn: a seed of megabytes would take hours. */
static void a_long_seed_is_refused(void **state)
{
    (void)state;
    struct buffer text = { 0 }, out = { 0 };
    buffer_string(&text, "{\"pool_size\": 65535, \"select\": 65535, \"hash\": \"MD5\", \"seed_lines\": [[1");
    for (int i = 0; i < 5000; i++)
        buffer_string(&text, ", 2");
    buffer_string(&text, "]]}");
    assert_false(count_lot(text.data, text.length, &out));
    assert_string_equal(buffer_text(&out), "\"seed_lines\" are too long: at most 10000 digits and signs.");
    buffer_clear(&text);
    buffer_clear(&out);
}

static void a_long_name_is_cut_in_a_sentence(void **state)
{
    (void)state;
    char name[2000], text[3000];
    struct buffer out = { 0 };
    memset(name, 'x', sizeof name - 1);
    name[sizeof name - 1] = '\0';
    snprintf(text, sizeof text, SCHULZE "\"ballots\": [{\"count\": 1, \"ranking\": [[\"%s\"]]}]}", name);
    assert_false(count_tally(text, strlen(text), &out));
    assert_in_range(out.length, 100, 140);
    assert_non_null(strstr(buffer_text(&out), "xxx...\"."));
    buffer_clear(&out);
}

static int begin(void **state)
{
    (void)state;
    return sodium_init() < 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(published_votes_by_ranking_come_out_as_published),
        cmocka_unit_test(a_table_of_pairs_counts_as_its_ballots_do),
        cmocka_unit_test(published_votes_by_score_come_out_as_published),
        cmocka_unit_test(published_draws_come_out_as_published),
        cmocka_unit_test(answers_are_as_the_manual_says),
        cmocka_unit_test(what_is_no_vote_is_refused_with_its_place),
        cmocka_unit_test(what_is_no_lot_is_refused_with_its_place),
        cmocka_unit_test(ten_thousand_options_are_refused),
        cmocka_unit_test(the_most_options_are_counted),
        cmocka_unit_test(a_long_seed_is_refused),
        cmocka_unit_test(a_long_name_is_cut_in_a_sentence),
    };
    return cmocka_run_group_tests(tests, begin, NULL);
}
