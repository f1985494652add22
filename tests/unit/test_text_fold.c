/* test_text_fold.c: words that readers hold for one word fold to one text. RULES 2.4. */
#include "text_fold.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void letters_fold(void **state)
{
    static const struct {
        const char *text, *folded;
    } rows[] = {
        { "", "" },
        { "Water Tank", "water tank" },
        { "ışık İSTANBUL", "isik istanbul" },
        { "Straße STRASSE", "strasse strasse" },
        { "đường ĐƯỜNG", "duong duong" },
        { "Łódź Bjørn Ærø", "lodz bjorn aero" },
        { "e\u0301 é \u0301", "e e " },
        { "مُحَمَّد", "محمد" },
        { "مـــحمد", "محمد" },
        { "أحمد إبراهيم آب", "احمد ابراهیم اب" },
        { "مؤمن", "مؤمن" }, /* a hamza on another letter makes another word */
        { "كتاب علي على", "کتاب علی علی" },
        { "ёлка мой Киї\u0301в", "елка мой київ" },
        { "が ｶﾞ", "が ガ" },
        { "हिन्दी", "हिन्दी" },
        { "co\u00adoperate zero\u200bwidth", "cooperate zerowidth" },
        { "½ ﬁ Ｔ", "1⁄2 fi t" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char *folded = text_fold_only(rows[i].text);
        assert_string_equal(folded, rows[i].folded);
        free(folded);
    }
}

/* A place in the folded text leads back to the letter in the original one. */
static void places_lead_back(void **state)
{
    struct text_folded folded;
    const char *text = "Die Straße, ガ und ｶﾞ";
    (void)state;
    assert_true(text_fold(text, &folded));
    size_t place = (size_t)(strstr(folded.text, "strasse") - folded.text);
    assert_int_equal(folded.origin[place], strstr(text, "Straße") - text);
    assert_int_equal(folded.origin[place + 5], strstr(text, "ße") - text); /* both s of it */
    place = (size_t)(strstr(folded.text, "und ガ") - folded.text) + 4;
    assert_int_equal(folded.origin[place], strstr(text, "ｶﾞ") - text);
    assert_int_equal(folded.origin[folded.length], strlen(text));
    text_folded_free(&folded);
}

static void what_is_no_text_is_told(void **state)
{
    struct text_folded folded;
    (void)state;
    assert_false(text_fold("Tank\xff water", &folded));
    assert_string_equal(folded.text, "tank");
    text_folded_free(&folded);
    assert_null(text_fold_only("\xc3"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(letters_fold),
        cmocka_unit_test(places_lead_back),
        cmocka_unit_test(what_is_no_text_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
