/* test_aid_words.c: are the words of an ask those of a post? Which words of an ask and an offer are compared? RULES
 * 2.6, 3.2, 3.4. */
#include <dirent.h>
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "aid_fields.h"
#include "aid_rule.h"
#include "tests/support/catalogue.h"
#include "text_fold.h"

static void words_in_a_row_are_recognised(void **state)
{
    static const char post[] =
        "The tank. It leaks AGAIN, and nobody comes; Mbalí's tap drips.\n\nWhat would help: new taps";
    static const struct {
        const char *ask;
        bool known;
    } cases[] = {
        { "", false },
        { "tank", false }, /* one word is nobody's own */
        { "new taps", true },
        { "New, taps!", true },
        { "taps new", false },
        { "the new taps", false }, /* all of a short line, or four in a row */
        { "It leaks again", true },
        { "it leaks again and", true },
        { "Since Friday it leaks again, and nobody sleeps", true },
        { "Since Friday it leaks again. Nobody came", false },
        { "mbali s tap", true }, /* accents and capitals do not matter */
        { "leaks agai", false }, /* whole words */
        { "ne taps", false },
        { "...", false },
        { "A plumber on Friday, please", false },
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (aid_recognises(cases[i].ask, post) != cases[i].known)
            fail_msg("\"%s\"", cases[i].ask);
    assert_false(aid_recognises("new taps", ""));
    assert_false(aid_recognises("\xff\xfe", "\xff\xfe"));
}

static int shared(const char *one, const char *other)
{
    struct matching_words a, b;
    int count = 0;
    aid_keywords(one, "", &a);
    aid_keywords(other, "", &b);
    for (int i = 0; i < a.count; i++)
        for (int j = 0; j < b.count; j++)
            count += a.hash[i] == b.hash[j];
    return count;
}

static void only_words_that_say_something_are_compared(void **state)
{
    static const struct {
        const char *ask, *offer;
        int shared;
    } cases[] = {
        { "a wheelchair that I could borrow this week", "a drill that somebody could borrow this week", 0 },
        { "A baby cot, please", "One cot to give away", 1 },
        { "A van on Saturday", "I have a van and Saturday is free", 1 },
        { "A bed for my mother", "Spare bed", 1 },
        { "Nappies, the smallest size. One packet is enough.", "School clothes that were grown out of, washed, by size",
            0 },
        { "A nappy or two", "Nappies of every size", 1 },
        { "tables for the hall", "a table", 1 },
        { "Two boxes", "one box", 1 },
        { "baby dresses", "a dress for babies", 2 },
        { "30 chairs in 2026", "in 2026: 30 lamps", 0 }, /* numbers alone */
        { "Necesito una silla de ruedas para esta semana", "Puedo prestar un taladro para esta semana", 0 },
        { "Pañales, talla pequeña", "un pañal de cada talla", 1 },
        { "¿Alguien puede prestar una cuna?", "Tengo una cuna que presto", 1 },
        { "una cama mañana por la tarde", "mañana por la tarde, una mesa", 0 },
        { "Pan para dos personas", "Pan para quien necesite", 1 },
        { "", "bed", 0 },
        { "\xff\xfe", "\xff\xfe", 0 },
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (shared(cases[i].ask, cases[i].offer) != cases[i].shared)
            fail_msg("\"%s\" and \"%s\" share %d", cases[i].ask, cases[i].offer, shared(cases[i].ask, cases[i].offer));
}

/* A list that is not folded would be searched in vain. Names of things are in none. */
static void check_list(const char *language)
{
    static const char *const things[] = { " van ", " bed ", " cot ", " pan ", " car ", " gas ", " cama ", " mesa ",
        " silla ", " cuna ", " leche ", " bus ", " bag ", " box ", " ropa ", " luz ", " sal ", " manzana ",
        " medias " };
    const char *words = aid_empty_words(language);
    if (words == NULL) {
        fail_msg("%s has no list of words that say nothing", language);
        return;
    }
    char *folded = text_fold_only(words);
    assert_string_equal(folded, words);
    free(folded);
    for (size_t thing = 0; thing < sizeof things / sizeof *things; thing++)
        assert_null(strstr(words, things[thing]));
}

/* The catalogues lie beside the tests (bbs/base/language.c). */
static void each_language_of_the_house_has_its_list(void **state)
{
    char self[600] = "", folder[700];
    ssize_t length = readlink("/proc/self/exe", self, sizeof self - 1);
    struct dirent *entry;
    int known = 0;
    (void)state;
    self[length > 0 ? length : 0] = '\0';
    char *tests = strstr(self, "/tests/unit/");
    assert_non_null(tests);
    *tests = '\0';
    snprintf(folder, sizeof folder, "%s/locale", self);
    DIR *catalogues = opendir(folder);
    assert_non_null(catalogues);
    check_list("en");
    while ((entry = readdir(catalogues)) != NULL)
        if (entry->d_name[0] != '.') {
            check_list(entry->d_name);
            known++;
        }
    closedir(catalogues);
    assert_true(known > 0);
}

/* --- what the screen says is taken back as typed --- */

static void words_of_the_screen_are_taken_back(void **state)
{
    static const char *const spoken[] = { "en", "es" };
    static const enum aid_field choices[] = { AID_FIELD_KIND, AID_FIELD_URGENCY, AID_FIELD_WHO, AID_FIELD_CLIMB };
    int choice = -1;
    bool yes;
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        catalogue_speak(spoken[i]);
        for (size_t k = 0; k < sizeof choices / sizeof *choices; k++) {
            const struct form_field *row = &aid_field_row(choices[k])->field;
            for (int one = 0; one < row->choices; one++) {
                if (!aid_field_parse(choices[k], row->word(one), &choice) || choice != one)
                    fail_msg("%s: \"%s\" is not taken back as %s", spoken[i], row->word(one), row->code(one));
                assert_true(aid_field_parse(choices[k], row->code(one), &choice) && choice == one);
            }
        }
        for (int bit = 0; bit < 32; bit++) {
            char words[100], bad[40];
            uint32_t bits;
            aid_languages_words(UINT32_C(1) << bit, words, sizeof words);
            if (!aid_languages_parse(words, &bits, bad, sizeof bad) || bits != UINT32_C(1) << bit)
                fail_msg("%s: \"%s\" is not taken back", spoken[i], words);
        }
    }
    uint32_t one, other;
    char bad[40];
    assert_true(aid_field_parse(AID_FIELD_KIND, "COMIDA", &choice) && choice == AID_FOOD);
    assert_true(aid_field_parse(AID_FIELD_KIND, "food", &choice) && choice == AID_FOOD);
    assert_false(aid_field_parse(AID_FIELD_KIND, "nada", &choice));
    assert_true(aid_languages_parse("inglés, español", &one, bad, sizeof bad));
    assert_true(aid_languages_parse("Ingles; espanol", &other, bad, sizeof bad) && one == other);
    assert_true(aid_languages_parse("English/Spanish", &other, bad, sizeof bad) && one == other);
    assert_true(form_fields_yes("sí", &yes) && yes);
    assert_true(form_fields_yes("si", &yes) && yes);
    assert_true(form_fields_yes("no", &yes) && !yes);
    assert_false(form_fields_yes("quizá", &yes));
    assert_true(aid_weekly_parse("cada semana", &yes) && yes);
    assert_true(aid_weekly_parse("una vez", &yes) && !yes);
    catalogue_speak("en");
}

int main(void)
{
    if (setlocale(LC_ALL, "C.UTF-8") == NULL)
        return 1;
    const struct CMUnitTest tests[] = { cmocka_unit_test(words_in_a_row_are_recognised),
        cmocka_unit_test(only_words_that_say_something_are_compared),
        cmocka_unit_test(each_language_of_the_house_has_its_list),
        cmocka_unit_test(words_of_the_screen_are_taken_back) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
