/* test_homes.c: how a home is written: a block and a number (RULES, "Words"). */
#include "homes.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "util.h"

static const struct {
    const char *typed, *blocks;
    const char *form; /* NULL: refused with `fault` */
    enum home_fault fault;
} cases[] = {
    { "A 1", "", "A 1", HOME_GOOD },
    { "A1", "", "A 1", HOME_GOOD },
    { "a 1", "", "A 1", HOME_GOOD },
    { "a  1", "", "A 1", HOME_GOOD },
    { " A 1 ", "", "A 1", HOME_GOOD },
    { "A-1", "", "A 1", HOME_GOOD },
    { "A/1", "", "A 1", HOME_GOOD },
    { "A. 1", "", "A 1", HOME_GOOD },
    { "A\xe2\x80\x93"
      "1",
        "", "A 1", HOME_GOOD }, /* a dash that a phone makes of - */
    { "A 01", "", "A 1", HOME_GOOD },
    { "A\xc2\xa0"
      "1",
        "", "A 1", HOME_GOOD },                           /* a blank that does not break */
    { "\xef\xbc\xa1\xef\xbc\x91", "", "A 1", HOME_GOOD }, /* full width */
    { "\xd0\x90 1", "", "A 1", HOME_GOOD },               /* the Cyrillic letter that looks like A */
    { "\xce\x91 1", "", "A 1", HOME_GOOD },               /* the Greek one */
    { "A\xe2\x80\x8b"
      "1",
        "", "A 1", HOME_GOOD },                      /* a blank without width */
    { "\xd0\x94 14", "", "\xd0\x94 14", HOME_GOOD }, /* a block of another alphabet */
    { "\xe4\xb8\x9c 14", "", "\xe4\xb8\x9c 14", HOME_GOOD },
    { "e\xcc\x81 3", "", "\xc3\x89 3", HOME_GOOD },
    { "AB 9999", "", "AB 9999", HOME_GOOD },
    { "C 14b", "", "C 14B", HOME_GOOD },
    { "c14 B", "", "C 14B", HOME_GOOD },
    { "NE 7", "", "NE 7", HOME_GOOD },
    { "14 Moema St", "", NULL, HOME_SHAPE },
    { "ThokoC 7", "", NULL, HOME_SHAPE },
    { "Moema 14", "", NULL, HOME_SHAPE },
    { "C", "", NULL, HOME_SHAPE },
    { "14", "", NULL, HOME_SHAPE },
    { "C C 14", "", NULL, HOME_SHAPE },
    { "C 0", "", NULL, HOME_SHAPE },
    { "C 10000", "", NULL, HOME_SHAPE },
    { "C 99999999999999999999", "", NULL, HOME_SHAPE },
    { "C 14 bc", "", NULL, HOME_SHAPE },
    { "C 14, Moema", "", NULL, HOME_SHAPE },
    { "C 1 2", "", NULL, HOME_SHAPE },
    { "", "", NULL, HOME_SHAPE },
    { "   ", "", NULL, HOME_SHAPE },
    { "C\xff 14", "", NULL, HOME_SHAPE }, /* no UTF-8 */
    { "a 1", "A B C", "A 1", HOME_GOOD },
    { "D 1", "A B C", NULL, HOME_BLOCK },
    { "ThokoC 7", "A B C", NULL, HOME_BLOCK },
    { "north-7", "North South", "North 7", HOME_GOOD }, /* as the street writes it */
    { "NORTH 7a", "North South", "North 7A", HOME_GOOD },
    { "N 7", "North South", NULL, HOME_BLOCK },
    { "\xd0\x92 2", "A \xd0\x92", "\xd0\x92 2", HOME_GOOD },
    { "14 Moema St", "A B C", NULL, HOME_SHAPE },
};

static void homes_are_written_in_one_way(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char form[HOME_BYTES] = "?";
        enum home_fault fault = home_form(cases[i].typed, cases[i].blocks, form);
        if (fault != (cases[i].form != NULL ? HOME_GOOD : cases[i].fault) ||
            strcmp(form, cases[i].form != NULL ? cases[i].form : "") != 0)
            fail_msg(
                "\"%s\" with blocks \"%s\" is \"%s\", fault %d", cases[i].typed, cases[i].blocks, form, (int)fault);
    }
}

/* What it gives it takes, and gives again. */
static void a_form_stays_as_it_is(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char form[HOME_BYTES], again[HOME_BYTES];
        if (cases[i].form == NULL)
            continue;
        assert_int_equal(home_form(cases[i].typed, cases[i].blocks, form), HOME_GOOD);
        assert_int_equal(home_form(form, cases[i].blocks, again), HOME_GOOD);
        assert_string_equal(form, again);
    }
}

/* Hostile: nothing is written beyond the label. */
static void the_longest_text_ends(void **state)
{
    (void)state;
    static const char *const units[] = { "A", "1", " ", "\xf0\x9d\x94\x84", "e\xcc\x81", "A\xcc\x81\xcc\x81\xcc\x81",
        "\xef\xb7\xba" };
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        for (size_t times = 1; times <= 4096; times *= 2) {
            struct buffer typed = { 0 };
            char form[HOME_BYTES], blocks[HOME_BLOCKS_BYTES];
            for (size_t k = 0; k < times; k++)
                buffer_string(&typed, units[i]);
            home_form(buffer_text(&typed), "", form);
            home_form(buffer_text(&typed), "A North", form);
            home_blocks_clean(buffer_text(&typed), blocks);
            buffer_string(&typed, " 7");
            home_form(buffer_text(&typed), "", form);
            assert_true(strlen(form) < sizeof form);
            buffer_clear(&typed);
        }
}

static void blocks_are_names_each_once(void **state)
{
    (void)state;
    static const struct {
        const char *typed, *kept; /* NULL: refused */
    } lists[] = {
        { "A B C D", "A B C D" },
        { " A,  B ,C ", "A B C" },
        { "North South", "North South" },
        { "", "" },
        { "A a", NULL },
        { "A \xd0\x90", NULL }, /* they look alike */
        { "A B2", NULL },
        { "Northern", NULL },
        { "A 14", NULL },
        { "A\xff", NULL },
    };
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        char kept[HOME_BLOCKS_BYTES];
        bool good = home_blocks_clean(lists[i].typed, kept);
        if (good != (lists[i].kept != NULL) || (good && strcmp(kept, lists[i].kept) != 0))
            fail_msg("\"%s\" is kept as \"%s\"", lists[i].typed, good ? kept : "nothing");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(homes_are_written_in_one_way),
        cmocka_unit_test(a_form_stays_as_it_is),
        cmocka_unit_test(the_longest_text_ends),
        cmocka_unit_test(blocks_are_names_each_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
