/* test_search.c: finding what one may read and nothing else, whatever is typed. RULES 2.4. */
#include "tests/store/street.h"

#include "store/boards/search_index.h"
#include "store/keep/subjects.h"

enum { PAGE = 20 };

static size_t find(
    struct street *street, const struct actor *actor, const struct search_query *query, struct found *out)
{
    size_t count;
    must(search(street->store, actor, query, PAGE, out, &count));
    return count;
}

static size_t find_words(struct street *street, const struct actor *actor, const char *words)
{
    struct found found[PAGE];
    return find(street, actor, &(struct search_query) { .words = words }, found);
}

static void words_are_found_newest_first(void **state)
{
    struct street *street = *state;
    struct found found[PAGE];
    int64_t old = street_thread(street, &street->ann, street->general, "Water tank", "It leaks at the corner.");
    int64_t new = street_reply(street, &street->ben, old, "The TANK is empty.");
    street_reply(street, &street->ann, old, "Nothing about it here.");
    assert_int_equal(find(street, &street->ann, &(struct search_query) { .words = "tank" }, found), 2);
    assert_int_equal(found[0].post, new);
    assert_int_equal(found[1].post, old); /* by its title */
    assert_string_equal(found[0].title, "Water tank");
    assert_string_equal(found[0].handle, "ben");
    assert_string_equal(found[0].board, "general");
    assert_string_equal(found[0].excerpt, "The TANK is empty.");
    assert_int_equal(find(street, &street->ann, &(struct search_query) { .words = "tank", .before = new }, found), 1);
    assert_int_equal(found[0].post, old);
    assert_int_equal(find_words(street, &street->ann, "leaks corner"), 1);
}

static void accents_are_folded(void **state)
{
    struct street *street = *state;
    street_thread(street, &street->ann, street->general, "Caf\xc3\xa9",
        "Na\xc3\xafve \xc3\x9c"
        "bung.");
    assert_int_equal(find_words(street, &street->ann, "cafe"), 1);
    assert_int_equal(find_words(street, &street->ann, "CAF\xc3\x89"), 1);
    assert_int_equal(find_words(street, &street->ann, "ubung naive"), 1);
}

/* What a reader types, and the word in the post: one finds the other, whichever of them was typed. */
static void every_script_is_found_as_its_readers_type_it(void **state)
{
    static const struct {
        const char *typed, *written;
    } words[] = {
        { "isik", "ışık" },
        { "ISIK", "IŞIK" },
        { "istanbul", "İstanbul" },
        { "strasse", "Straße" },
        { "STRASSE", "straße" },
        { "duong", "đường" },
        { "Lodz", "Łódź" },
        { "Bjorn", "Bjørn" },
        { "Aero", "Ærø" },
        { "thing", "þing" },
        { "oeuvre", "œuvre" },
        { "manana", "mañana" },
        { "محمد", "مُحَمَّد" },
        { "احمد", "أحمد" },
        { "كتێب", "کتێب" },
        { "على", "علي" },
        { "שלום", "שָׁלוֹם" },
        { "елка", "ёлка" },
        { "Αθηνα", "Αθήνα" },
        { "σας", "ΣΑΣ" },
        { "office", "oﬃce" },
        { "Tokyo", "Ｔｏｋｙｏ" },
        { "カフェ", "ｶﾌｪ" },
    };
    struct street *street = *state;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        char title[40], body[200], typed[200];
        snprintf(title, sizeof title, "Both%zu", i);
        snprintf(body, sizeof body, "x%zu %s.", i, words[i].written);
        street_thread(street, &street->ann, street->general, title, body);
        snprintf(typed, sizeof typed, "x%zu %s", i, words[i].typed);
        if (find_words(street, &street->ann, typed) != 1)
            fail_msg("%s does not find %s", words[i].typed, words[i].written);
        snprintf(typed, sizeof typed, "x%zu %s", i, words[i].written);
        if (find_words(street, &street->ann, typed) != 1)
            fail_msg("%s does not find itself", words[i].written);
        snprintf(body, sizeof body, "y%zu %s", i, words[i].typed);
        street_thread(street, &street->ann, street->general, title, body);
        snprintf(typed, sizeof typed, "y%zu %s", i, words[i].written);
        if (find_words(street, &street->ann, typed) != 1)
            fail_msg("%s does not find %s", words[i].written, words[i].typed);
    }
}

/* Marks that make another word are kept. */
static void other_words_are_not_found(void **state)
{
    static const struct {
        const char *typed, *written;
    } words[] = {
        { "か", "が" },   /* ka, ga */
        { "мои", "мой" }, /* my (many), my (one) */
        { "की", "कि" },   /* of, that */
    };
    struct street *street = *state;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        street_thread(street, &street->ann, street->general, "One", words[i].written);
        if (find_words(street, &street->ann, words[i].typed) != 0)
            fail_msg("%s finds %s", words[i].typed, words[i].written);
    }
}

static void words_without_spaces_are_found(void **state)
{
    struct street *street = *state;
    struct found found[PAGE];
    street_thread(street, &street->ann, street->general, "公園に米がある", "明日の朝、NHK前で。米");
    street_thread(street, &street->ann, street->general, "น้ำไม่ไหล", "ขอยืมถังน้ำวันนี้");
    static const char *const finds[] = { "米", "公園", "公園に", "園", "公", "朝", "明日の朝", "NHK前", "nhk", "น้ำ",
        "ถังน้ำ", "วันนี้" };
    static const char *const not [] = { "公米", "園公", "夜", "朝明" };
    for (size_t i = 0; i < sizeof finds / sizeof *finds; i++)
        if (find_words(street, &street->ann, finds[i]) != 1)
            fail_msg("%s is not found", finds[i]);
    for (size_t i = 0; i < sizeof not / sizeof *not ; i++)
        if (find_words(street, &street->ann, not [i]) != 0)
            fail_msg("%s is found", not [i]);
    assert_int_equal(find(street, &street->ann, &(struct search_query) { .words = "前" }, found), 1);
    assert_non_null(strstr(found[0].excerpt, "NHK前"));
}

/* An old house: its posts come into the index in steps, the newest first, and may change meanwhile. */
static void an_index_is_made_anew_while_the_house_is_open(void **state)
{
    struct street *street = *state;
    int64_t old = street_thread(street, &street->ann, street->general, "Old", "giraffe Straße one");
    int64_t gone = street_thread(street, &street->ann, street->general, "Gone", "giraffe two");
    int64_t changed = street_thread(street, &street->ann, street->general, "Changed", "giraffe three");
    int64_t last = street_thread(street, &street->ann, street->general, "Last", "giraffe four");
    int64_t since;
    must(db_run(street->store, "INSERT INTO post_words (post_words) VALUES ('delete-all')"));
    must(db_run(street->store, "UPDATE search_state SET below = ?", last + 1));
    int64_t fresh = street_thread(street, &street->ann, street->general, "New", "giraffe five");
    assert_int_equal(find_words(street, &street->ann, "giraffe"), 1);
    must(db_begin(street->store));
    assert_int_equal(search_index_renew(street->store, 1), last);
    must(db_commit(street->store));
    assert_int_equal(find_words(street, &street->ann, "giraffe"), 2);
    must(search_reach(street->store, &street->ann, &since));
    assert_int_equal(since, db_number(street->store, 0, "SELECT at FROM post WHERE id = ?", last));
    must(post_edit(street->store, &street->ann, changed, "zebra three", street->now));
    must(post_withdraw(street->store, &street->ann, gone, street->now));
    must(post_edit(street->store, &street->ann, last, "zebra four", street->now));
    assert_int_equal(find_words(street, &street->ann, "giraffe"), 1);
    assert_int_equal(find_words(street, &street->ann, "zebra"), 1);
    must(db_begin(street->store));
    while (search_index_renew(street->store, 2) != 0)
        ;
    must(db_commit(street->store));
    must(search_reach(street->store, &street->ann, &since));
    assert_int_equal(since, 0);
    assert_int_equal(find_words(street, &street->ann, "strasse"), 1);
    assert_int_equal(find_words(street, &street->ann, "giraffe"), 2); /* the old one and the new one */
    assert_int_equal(find_words(street, &street->ann, "zebra"), 2);
    must(post_edit(street->store, &street->ann, old, "zebra one", street->now));
    must(post_edit(street->store, &street->ann, fresh, "zebra five", street->now));
    assert_int_equal(find_words(street, &street->ann, "giraffe"), 0);
    must(db_run(street->store, "INSERT INTO post_words (post_words) VALUES ('integrity-check')"));
}

static void nobody_finds_what_is_not_hers_to_read(void **state)
{
    struct street *street = *state;
    street_thread(street, &street->ann, street->general, "One", "giraffe for the street");
    street_thread(street, &street->ann, street->shared, "Two", "giraffe for the neighbourhood");
    street_thread(street, &street->ann, street->welcome, "Three", "giraffe for all");
    street_thread(street, &street->dora, street->away, "Four", "giraffe far away");
    const struct actor nobody = { .kind = ACTOR_NOBODY };
    struct actor lonely = { .kind = ACTOR_MEMBER, .member = street->ann.member };
    struct found found[PAGE];
    size_t count;
    assert_int_equal(find_words(street, &street->ann, "giraffe"), 3);
    assert_int_equal(find_words(street, &street->cora, "giraffe"), 2);
    assert_int_equal(find_words(street, &street->dora, "giraffe"), 2);
    assert_int_equal(find_words(street, &street->guest, "giraffe"), 1);
    assert_int_equal(find_words(street, &street->operator, "giraffe"), 1);
    assert_int_equal(find_words(street, &lonely, "giraffe"), 1);
    assert_int_equal(search(street->store, &nobody, &(struct search_query) { .words = "giraffe" }, PAGE, found, &count),
        RESULT_REFUSED);
}

/* Public posts, those of the street and those of the neighbourhood are found apart, and shown in one order. */
static void finds_of_all_boards_come_in_one_order_page_by_page(void **state)
{
    struct street *street = *state;
    const int64_t board[] = { street->general, street->shared, street->welcome };
    enum { POSTS = 9 };
    int64_t post[POSTS];
    struct found found[PAGE];
    size_t count;
    for (int i = 0; i < POSTS; i++)
        post[i] = street_thread(street, &street->ann, board[i % 3], "One", "giraffe");
    assert_int_equal(find(street, &street->ann, &(struct search_query) { .words = "giraffe" }, found), POSTS);
    for (int i = 0; i < POSTS; i++)
        assert_int_equal(found[i].post, post[POSTS - 1 - i]);
    struct search_query next = { .words = "giraffe" };
    for (int i = POSTS - 1; i >= 0; i -= 2, next.before = found[1].post) {
        must(search(street->store, &street->ann, &next, 2, found, &count));
        assert_int_equal(count, i == 0 ? 1 : 2);
        assert_int_equal(found[0].post, post[i]);
    }
}

/* Members of the unit above find what units below wrote for the confederation; another parent ends that. */
static void the_unit_above_finds_what_is_for_the_confederation(void **state)
{
    struct street *street = *state;
    struct actor delegate = street->dora, far = street->dora;
    int64_t post = street_thread(street, &street->ann, street->shared, "One", "giraffe");
    street_thread(street, &street->ann, street->general, "Two", "giraffe");
    delegate.units[0] = street->parent;
    delegate.parents[0] = 0;
    far.parents[0] = 0;
    struct found found[PAGE];
    assert_int_equal(find(street, &delegate, &(struct search_query) { .words = "giraffe" }, found), 1);
    assert_int_equal(found[0].post, post);
    assert_int_equal(find_words(street, &street->cora, "giraffe"), 1);
    must(unit_set_parent(street->store, &street->operator, 1, 0));
    struct actor below = street->dora; /* of a caucus of the street, who moved away */
    below.units[0] = street->far;
    below.parents[0] = 1;
    assert_int_equal(find_words(street, &below, "giraffe"), 0);
    assert_int_equal(find_words(street, &delegate, "giraffe"), 0);
    assert_int_equal(find_words(street, &street->cora, "giraffe"), 0);
    assert_int_equal(find_words(street, &street->ann, "giraffe"), 2);
    must(unit_set_parent(street->store, &street->operator, 1, street->parent));
    assert_int_equal(find_words(street, &delegate, "giraffe"), 1);
    assert_int_equal(find_words(street, &street->cora, "giraffe"), 1);
    assert_int_equal(find_words(street, &far, "giraffe"), 0);
    must(db_run(street->store, "INSERT INTO post_words (post_words) VALUES ('integrity-check')"));
}

/* Tags are not words: nobody can look for them. */
static void tags_are_not_words(void **state)
{
    struct street *street = *state;
    street_thread(street, &street->ann, street->welcome, "One", "Words.");
    assert_int_equal(find_words(street, &street->ann, "b1"), 0);
    assert_int_equal(find_words(street, &street->ann, "u1"), 0);
}

static void words_are_never_syntax(void **state)
{
    struct street *street = *state;
    static const char *const typed[] = { "\"", "tank\" OR \"", "title : x", "tags : p", "NEAR(a b)", "a* ", "-tank",
        "(", "AND", "NOT tank", "{title} : tank", "^tank", "tank' --", "a AND b OR c NOT d", "+ + +",
        "\xe2\x80\x94 tank", "0 1 2 3 4 5 6 7 8 9 a b c d e f g h i j k l m n o p q r s t u v w x y z" };
    struct found found[PAGE];
    size_t count;
    street_thread(street, &street->ann, street->general, "One", "Something else.");
    for (size_t i = 0; i < sizeof typed / sizeof *typed; i++) {
        enum result result =
            search(street->store, &street->ann, &(struct search_query) { .words = typed[i] }, PAGE, found, &count);
        assert_true(result == RESULT_OK || result == RESULT_INVALID);
        assert_int_equal(count, 0);
    }
    street_thread(street, &street->ann, street->general, "Two", "the tank");
    assert_int_equal(find_words(street, &street->ann, "\xe2\x80\x94 tank"), 1);
}

static void board_writer_and_dates_narrow_it(void **state)
{
    struct street *street = *state;
    struct found found[PAGE];
    street_thread(street, &street->ann, street->general, "One", "zebra");
    street->now += 3 * DAY;
    int64_t middle = street_thread(street, &street->ben, street->general, "Two", "zebra");
    street->now += 3 * DAY;
    street_thread(street, &street->ben, street->welcome, "Three", "zebra");
    assert_int_equal(find(street, &street->ann, &(struct search_query) { .words = "zebra", .by = "ben" }, found), 2);
    assert_int_equal(
        find(street, &street->ann, &(struct search_query) { .words = "zebra", .board = "general" }, found), 2);
    struct search_query narrow = { .by = "ben", .board = "general" };
    assert_int_equal(find(street, &street->ann, &narrow, found), 1);
    assert_int_equal(found[0].post, middle);
    struct search_query dated = { .words = "zebra", .since = NOON + 2 * DAY, .until = NOON + 4 * DAY };
    assert_int_equal(find(street, &street->ann, &dated, found), 1);
    assert_int_equal(found[0].post, middle);
    struct search_query hidden = { .words = "zebra", .board = "general" };
    size_t count;
    assert_int_equal(search(street->store, &street->guest, &hidden, PAGE, found, &count), RESULT_NOT_FOUND);
}

static void nothing_found_says_what_nearly_was(void **state)
{
    struct street *street = *state;
    struct found found[PAGE];
    size_t count;
    for (int i = 0; i < 4; i++)
        street_thread(street, &street->ann, street->general, "T", "the tank");
    street_thread(street, &street->dora, street->away, "T", "a giraffe");
    assert_int_equal(find_words(street, &street->ann, "tank giraffe"), 0);
    assert_string_equal(store_reason(street->store), "No post has both words. 4 have 'tank'.");
    assert_int_equal(find_words(street, &street->ann, "tan"), 0);
    assert_string_equal(store_reason(street->store), "No post has 'tan'. 4 have a word that begins like this.");
    assert_int_equal(find_words(street, &street->ann, "giraffe"), 0);
    assert_string_equal(store_reason(street->store), "No post has 'giraffe'.");
    assert_int_equal(find(street, &street->ann, &(struct search_query) { .words = "tank", .by = "nobody" }, found), 0);
    assert_string_equal(store_reason(street->store), "Nobody here is called 'nobody'.");
    assert_int_equal(search(street->store, &street->ann, &(struct search_query) { .words = "" }, PAGE, found, &count),
        RESULT_INVALID);
    for (int i = 0; i < 120; i++)
        street_thread(street, &street->ann, street->general, "T", "the lamp");
    find_words(street, &street->ann, "lamp giraffe");
    assert_string_equal(store_reason(street->store), "No post has both words. More than 100 have 'lamp'.");
}

static void the_index_follows_edits_and_withdrawals(void **state)
{
    struct street *street = *state;
    int64_t post = street_thread(street, &street->ann, street->general, "Lantern", "the first words");
    must(post_edit(street->store, &street->ann, post, "the second words", street->now));
    assert_int_equal(find_words(street, &street->ann, "first"), 0);
    assert_int_equal(find_words(street, &street->ann, "second lantern"), 1);
    must(post_withdraw(street->store, &street->ann, post, street->now));
    assert_int_equal(find_words(street, &street->ann, "words"), 0);
    assert_int_equal(find_words(street, &street->ann, "lantern"), 0);
    must(post_restore(street->store, &street->ann, post, street->now));
    assert_int_equal(find_words(street, &street->ann, "second lantern"), 1);
}

/* How often bytes stand in the index's own tables. */
static int64_t in_index(struct street *street, const char *word)
{
    return db_number(
        street->store, -1, "SELECT count(*) FROM post_words_data WHERE instr(block, CAST(? AS BLOB))", word);
}

static void forgotten_words_leave_the_index(void **state)
{
    struct street *street = *state;
    for (int i = 0; i < 30; i++)
        street_thread(street, &street->ben, street->general, "Other talk", "Many other words stand here.");
    int64_t post = street_thread(street, &street->ann, street->general, "Xylophone", "quetzalcoatl");
    assert_true(in_index(street, "quetzalcoatl") > 0);
    must(post_withdraw(street->store, &street->ann, post, street->now));
    assert_int_equal(boards_subject.forget(street->store, street->now + DAY), 1);
    assert_int_equal(in_index(street, "quetzalcoatl"), 0);
    assert_int_equal(in_index(street, "xylophone"), 0);
    assert_int_equal(find_words(street, &street->ann, "other"), PAGE);
}

static void the_excerpt_is_one_line_around_the_word(void **state)
{
    struct street *street = *state;
    struct found found[PAGE];
    street_thread(street, &street->ann, street->general, "Long",
        "There is a lot that stands before the word that is looked for, line after line.\n\nAnd then\n> the "
        "\xc3\x89"
        "clair itself, and a great deal more behind it, so much that nobody would want to read it all in a "
        "list of things that were found somewhere.");
    assert_int_equal(find(street, &street->ann, &(struct search_query) { .words = "eclair" }, found), 1);
    assert_non_null(strstr(found[0].excerpt, "\xc3\x89"
                                             "clair itself"));
    assert_null(strchr(found[0].excerpt, '\n'));
    assert_int_equal(strncmp(found[0].excerpt, "... ", 4), 0);
    assert_true(strlen(found[0].excerpt) < 180);
}

int main(void)
{
#define on_street(test) cmocka_unit_test_setup_teardown(test, street_open, street_close)
    const struct CMUnitTest tests[] = {
        on_street(words_are_found_newest_first),
        on_street(accents_are_folded),
        on_street(every_script_is_found_as_its_readers_type_it),
        on_street(other_words_are_not_found),
        on_street(words_without_spaces_are_found),
        on_street(an_index_is_made_anew_while_the_house_is_open),
        on_street(nobody_finds_what_is_not_hers_to_read),
        on_street(finds_of_all_boards_come_in_one_order_page_by_page),
        on_street(the_unit_above_finds_what_is_for_the_confederation),
        on_street(tags_are_not_words),
        on_street(words_are_never_syntax),
        on_street(board_writer_and_dates_narrow_it),
        on_street(nothing_found_says_what_nearly_was),
        on_street(the_index_follows_edits_and_withdrawals),
        on_street(forgotten_words_leave_the_index),
        on_street(the_excerpt_is_one_line_around_the_word),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
