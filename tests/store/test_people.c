/* test_people.c: the house, its units and members, their handles and ways in. RULES 1, 10.2. */
#include "tests/store/street.h"

#include <sodium.h>
#include <strings.h>

#include "deferred.h"
#include "letters.h"
#include "lost.h"
#include "store/people/handle.h"
#include "units.h"
#include "visits.h"

/* --- handles --- */

static const struct {
    const char *handle;
    enum handle_fault fault;
} handle_cases[] = {
    { "thandi", HANDLE_GOOD }, { "Gogo_Maria", HANDLE_GOOD }, { "x9", HANDLE_GOOD }, { "42", HANDLE_GOOD },
    { "abcdefghijklmnopqrst", HANDLE_GOOD }, { "abcdefghijklmnopqrstu", HANDLE_LENGTH }, { "a", HANDLE_LENGTH },
    { "", HANDLE_LENGTH }, { "-rf", HANDLE_LETTERS }, { "a b", HANDLE_LETTERS }, { "a/b", HANDLE_LETTERS },
    { "a\tb", HANDLE_LETTERS }, { "a\033[2J", HANDLE_LETTERS }, { "a\xff", HANDLE_LETTERS }, { "a@b", HANDLE_LETTERS },
    { "../x", HANDLE_LETTERS }, { "a\xf0\x9f\x98\x80", HANDLE_LETTERS },
    /* people's own letters */
    { "\xc3\xa9lodie", HANDLE_GOOD },                 /* é */
    { "e\xcc\x81lodie", HANDLE_GOOD },                /* e and an accent, as some keyboards send it */
    { "\xe1\xba\xb9\xcc\x81w\xc3\xa0", HANDLE_GOOD }, /* ẹ́wà: Yoruba has no single letter for it */
    { "\xc9\x93"
      "ala",
        HANDLE_GOOD },                                   /* ɓala: Hausa */
    { "\xd0\xbc\xd0\xb0\xd1\x88\xd0\xb0", HANDLE_GOOD }, /* маша */
    { "\xe7\x8e\x8b\xe6\x98\x8e", HANDLE_GOOD },         /* 王明 */
    { "李", HANDLE_GOOD },                               /* in Han one is enough */
    { "𠮷", HANDLE_GOOD },                               /* beyond the first plane too */
    { "あ", HANDLE_LENGTH }, { "ж", HANDLE_LENGTH }, { "o'brien", HANDLE_GOOD }, { "n'komo", HANDLE_GOOD },
    { "o’brien", HANDLE_GOOD }, { "oʼbrien", HANDLE_GOOD }, { "oʻzbek", HANDLE_GOOD },
    { "ʻiolani", HANDLE_GOOD },                                /* there it is a letter */
    { "thomas'", HANDLE_GOOD }, { "'thooft", HANDLE_LETTERS }, /* it would read as a quotation */
    { "‘thooft’", HANDLE_LETTERS }, { "a'", HANDLE_LENGTH }, { "''", HANDLE_LETTERS }, { "a\"b", HANDLE_LETTERS },
    { "a`b", HANDLE_LETTERS }, { "a;b", HANDLE_LETTERS }, { "a$b", HANDLE_LETTERS },
    { "kɔfi", HANDLE_GOOD },                                /* Twi, Ewe */
    { "ŋuɖoɖo", HANDLE_GOOD }, { "ǃnaruseb", HANDLE_GOOD }, /* Khoekhoe */
    { "ⵜⵉⵡⵓⵍⵉ", HANDLE_GOOD },                              /* Tamazight */
    { "ᏣᎳᎩ", HANDLE_GOOD },                                 /* Cherokee */
    { "ߒߞߏ", HANDLE_GOOD },                                 /* N'Ko */
    /* letters of no alphabet of today */
    { "ɑlice", HANDLE_ALPHABET }, { "ƅob", HANDLE_ALPHABET }, { "ɡogo", HANDLE_ALPHABET }, { "ʀosa", HANDLE_ALPHABET },
    { "𐌰𐌱", HANDLE_ALPHABET },                                           /* Gothic */
    { "\xeb\xaf\xbc\xec\x88\x98", HANDLE_GOOD },                         /* 민수 */
    { "\xe3\x81\x95\xe3\x81\x8f\xe3\x82\x89\xe5\xad\x90", HANDLE_GOOD }, /* さくら子 */
    { "\xe1\x88\xb0\xe1\x8b\xad\xe1\x8d\x8b", HANDLE_GOOD },             /* ሰይፋ */
    { "\xe0\xa4\xb8\xe0\xa5\x80\xe0\xa4\xa4\xe0\xa4\xbe", HANDLE_GOOD }, /* सीता */
    { "\xd9\x86\xd9\x88\xd8\xb1", HANDLE_GOOD },                         /* نور */
    /* two alphabets in one, and what is not seen */
    { "th\xd0\xb0ndi", HANDLE_SCRIPTS },            /* a Cyrillic а */
    { "\xce\xbfmega", HANDLE_SCRIPTS },             /* a Greek ο */
    { "\xe3\x85\xa4\xe3\x85\xa4", HANDLE_LETTERS }, /* Hangul fillers: letters that show nothing */
    { "a\xe2\x80\x8d"
      "b",
        HANDLE_LETTERS }, /* a zero-width joiner */
    { "\xe2\x80\xae"
      "abc",
        HANDLE_LETTERS },                                   /* an override */
    { "\xcc\x81\xcc\x81", HANDLE_LETTERS },                 /* accents on nothing */
    { "\xca\xbb\xcc\x81\xcc\x81\xcc\x81", HANDLE_LETTERS }, /* and on an apostrophe, which may be left out */
    { "_\xcc\x81\xcc\x81", HANDLE_LETTERS },
    { "\xca\xbb\xcc\x81"
      "ana",
        HANDLE_LETTERS },
    { "__", HANDLE_LETTERS }, { "_-", HANDLE_LETTERS },
    /* names of the house */
    { "guest", HANDLE_RESERVED }, { "NEW", HANDLE_RESERVED }, { "r00t", HANDLE_RESERVED }, { "Adm1n", HANDLE_RESERVED },
    { "\xef\xbd\x87uest", HANDLE_SCRIPTS }, { "аdmin", HANDLE_SCRIPTS }, /* a Cyrillic а */
    { "АDМІN", HANDLE_SCRIPTS }, { "аll", HANDLE_SCRIPTS },
    { "ʻadmin", HANDLE_RESERVED }, /* apostrophes do not count */
    { "ad'min", HANDLE_RESERVED }, { "facilitator", HANDLE_RESERVED }, { "Moderator", HANDLE_RESERVED },
    { "moderator-a", HANDLE_RESERVED }, /* as the log of acts calls one */
    { "rnoderator", HANDLE_RESERVED }, { "keeper", HANDLE_RESERVED }, { "coordinator", HANDLE_RESERVED },
    { "co-ordinator", HANDLE_RESERVED }, { "greeter", HANDLE_RESERVED }, { "note-taker", HANDLE_RESERVED },
    { "NoteTaker", HANDLE_RESERVED }, { "note_taker", HANDLE_RESERVED }, { "delegate", HANDLE_RESERVED },
    { "steward", HANDLE_RESERVED }, { "the-steward", HANDLE_RESERVED }, { "a-neighbour", HANDLE_RESERVED },
    { "a_neighbour", HANDLE_RESERVED }, { "former-member", HANDLE_RESERVED }, { "formermember", HANDLE_RESERVED },
    { "moderadora", HANDLE_RESERVED }, { "vecina", HANDLE_RESERVED }, { "ΗΕLΡ", HANDLE_SCRIPTS },
    { "ВОТ", HANDLE_GOOD }, { "ΜΕ", HANDLE_RESERVED }, /* all in Greek, and it reads ME */
};

static void what_may_be_a_handle(void **state)
{
    char skeleton[HANDLE_SKELETON];
    (void)state;
    for (size_t i = 0; i < sizeof handle_cases / sizeof *handle_cases; i++) {
        enum handle_fault fault = handle_check(handle_cases[i].handle, skeleton);
        if (fault != handle_cases[i].fault)
            fail_msg("'%s': %d, not %d", handle_cases[i].handle, (int)fault, (int)handle_cases[i].fault);
        if (fault != HANDLE_GOOD)
            assert_true(strlen(handle_sentence(fault)) > 20);
    }
}

static void look_alikes_are_the_same(void **state)
{
    static const char *const same[][2] = { { "thandi", "THANDI" }, { "lily", "1i1y" }, { "bob", "b0b" },
        { "gogo_maria", "gogo-maria" }, { "\xc3\xa9lodie", "elodie" }, { "e\xcc\x81lodie", "\xc3\xa9lodie" },
        { "\xef\xbd\x94\xef\xbd\x88\xef\xbd\x81\xef\xbd\x8e\xef\xbd\x84\xef\xbd\x89", "thandi" },
        { "\xd1\x81\xd0\xbe\xd1\x80\xd0\xb0", "copa" }, { "ɑlice", "alice" }, { "AIice", "alice" },
        { "o'brien", "obrien" }, { "o’brien", "o'brien" }, { "oʼbrien", "o'brien" }, { "n'komo", "N‘KOMO" },
        { "tom", "torn" }, { "ɓala", "bala" }, { "ѕсоре", "scope" }, { "оо", "OO" }, { "ᎪᎳᎥ", "ᎪᎳᎥ" },
        { "ａｎｎ", "ann" }, { "ﬁna", "fina" }, { "ǀona", "lona" } };
    static const char *const other[][2] = { { "thandi", "thando" }, { "anna", "ana" }, { "x1", "x2" }, { "李", "王" },
        { "ana", "ava" }, { "n'komo", "nkomi" }, { "маша", "мама" } };
    char a[HANDLE_SKELETON], b[HANDLE_SKELETON];
    (void)state;
    for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
        handle_check(same[i][0], a);
        handle_check(same[i][1], b);
        assert_string_equal(a, b);
    }
    for (size_t i = 0; i < sizeof other / sizeof *other; i++) {
        handle_check(other[i][0], a);
        handle_check(other[i][1], b);
        assert_string_not_equal(a, b);
    }
}

/* Whole names of another alphabet, as capitals: small, they would look like others. */
static void capitals_look_like_capitals(void **state)
{
    static const char *const same[][2] = { { "ΑΝΝΑ", "anna" }, { "НЕLЕN", "helen" }, { "ΝΙΚΟ", "niko" },
        { "ТОМ", "tom" } };
    char a[HANDLE_SKELETON], b[HANDLE_SKELETON];
    (void)state;
    for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
        handle_as_written(same[i][0], a);
        handle_skeleton(same[i][1], b);
        assert_string_equal(a, b);
    }
}

/* What is typed at the log-in is anything at all. */
static void a_handle_of_any_length_and_bytes_is_survived(void **state)
{
    char skeleton[HANDLE_SKELETON], *long_one = malloc(65537);
    (void)state;
    for (int byte = 1; byte < 256; byte++) {
        memset(long_one, byte, 65536);
        for (size_t length = 1; length <= 65536; length *= 2) {
            long_one[length] = '\0';
            handle_check(long_one, skeleton);
            assert_true(strlen(skeleton) < HANDLE_SKELETON);
            handle_as_written(long_one, skeleton);
            assert_true(strlen(skeleton) < HANDLE_SKELETON);
            handle_as_before(long_one, skeleton);
            assert_true(strlen(skeleton) < HANDLE_SKELETON);
            memset(long_one, byte, 65536);
        }
    }
    free(long_one);
}

/* --- members --- */

static enum result add(struct street *street, const char *handle, const char *home, struct actor *actor)
{
    struct member_new form = { .handle = handle, .home = home };
    int64_t member;
    enum result result = member_add(street->store, &street->operator, & form, NOON, &member);
    if (result == RESULT_OK && actor != NULL)
        must(actor_for(street->store, ACTOR_MEMBER, handle, actor));
    return result;
}

static void a_handle_is_given_once(void **state)
{
    struct street *street = *state;
    struct actor actor;
    must(add(street, "lily", "D 1", &actor));
    assert_int_equal(add(street, "L1LY", "D 2", NULL), RESULT_CONFLICT);
    assert_int_equal(add(street, "guest", "D 2", NULL), RESULT_INVALID);
    must(member_leave(street->store, &actor, NOON));
    assert_int_equal(add(street, "lily", "D 2", NULL), RESULT_CONFLICT); /* never by another person */
    assert_int_equal(db_number(street->store, -1, "SELECT count(*) FROM household WHERE label = 'D 2'"), 0);
}

/* However a handle was typed, it is stored in one form, and she comes in by whichever she types. */
static void handles_are_stored_in_one_form(void **state)
{
    struct street *street = *state;
    struct actor actor;
    must(add(street, "e\xcc\x81lodie", "D 1", NULL));
    must(actor_for(street->store, ACTOR_MEMBER, "\xc3\x89LODIE", &actor));
    assert_string_equal(actor.handle, "\xc3\xa9lodie");
}

static void a_home_is_a_block_and_a_number(void **state)
{
    struct street *street = *state;
    struct member found;
    struct house before, after;
    static const char *const bad[] = { "", " ", "14 Vilakazi Street" };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_int_equal(add(street, "nia", bad[i], NULL), RESULT_INVALID);
        assert_non_null(strstr(store_reason(street->store), "C 14"));
    }
    must(house_get(street->store, 1, &before));
    must(add(street, "nia", "C 15", NULL));
    must(add(street, "zoe", "c 15", NULL)); /* the same home */
    must(house_get(street->store, 1, &after));
    assert_int_equal(after.homes, before.homes + 1);
    assert_int_equal(after.members, before.members + 2);
    must(member_by_handle(street->store, &street->ann, "nia", &found));
    assert_string_equal(found.home, "C 15");
}

/* RULES 2.3: who is there is a number; names only of those who chose to be seen. */
static void presence_is_shown_of_those_who_chose_it(void **state)
{
    struct street *street = *state;
    struct member found[4];
    size_t count;
    int64_t number;
    must(deferred_seen_now(street->store, &street->ann, true, NOON));
    must(deferred_seen_now(street->store, &street->ben, true, NOON));
    must(deferred_seen_now(street->store, &street->cora, true, NOON));
    must(settings_set(street->store, &street->ben, &(struct settings) { .be_seen = true }, NOON));
    must(members_online(street->store, &street->ann, NOON + 60, &number, found, 4, &count));
    assert_int_equal(number, 2); /* of the street; cora is of the next */
    assert_int_equal(count, 2);  /* ben, who chose it, and herself */
    assert_string_equal(found[0].handle, "ann");
    assert_string_equal(found[1].handle, "ben");
    assert_int_equal(member_by_handle(street->store, &street->ann, "cora", &found[0]), RESULT_NOT_FOUND);
    must(member_by_handle(street->store, &street->ben, "ann", &found[0])); /* who did not choose it */
    assert_int_equal(found[0].seen, 0);
    assert_false(found[0].online);
    must(member_by_handle(street->store, &street->ann, "ben", &found[0]));
    assert_int_equal(found[0].seen, NOON);
    /* RULES 1.7: ten minutes after a dropped line she counts no more */
    must(members_online(street->store, &street->ann, NOON + 601, &number, found, 4, &count));
    assert_int_equal(number, 0);
    must(deferred_seen_now(street->store, &street->ann, false, NOON + 700));
    must(members_online(street->store, &street->ben, NOON + 700, &number, found, 4, &count));
    assert_int_equal(number, 0);
}

static void people_are_listed_in_pages(void **state)
{
    struct street *street = *state;
    struct member page[3];
    char after[HANDLE_BYTES] = "";
    size_t count, seen = 0;
    must(add(street, "Zed", "D 1", NULL));
    must(add(street, "bea", "D 1", NULL));
    do {
        must(members_list(street->store, &street->ann, after, 3, NOON, page, &count));
        for (size_t i = 0; i < count; i++) {
            assert_true(strcasecmp(after, page[i].handle) < 0);
            util_copy_text(after, sizeof after, page[i].handle);
        }
        seen += count;
    } while (count == 3);
    assert_int_equal(seen, 4); /* of the street alone */
    assert_string_equal(after, "Zed");
}

static void people_are_counted_as_they_are_listed(void **state)
{
    struct street *street = *state;
    int64_t count;
    must(add(street, "Zed", "D 1", NULL));
    must(members_count(street->store, &street->ann, &count));
    assert_int_equal(count, 3); /* of the street alone */
    assert_int_equal(members_count(street->store, &street->guest, &count), RESULT_REFUSED);
    must(member_leave(street->store, &street->ben, NOON));
    must(members_count(street->store, &street->ann, &count));
    assert_int_equal(count, 2);
}

/* RULES 1.1: what is older than 14 days counts as read for who is new. */
static void a_newcomer_has_the_last_fortnight_unread(void **state)
{
    struct street *street = *state;
    struct unread_total total;
    struct actor actor;
    struct member_new form = { .handle = "newcomer", .home = "D 1" };
    int64_t member;
    street_thread(street, &street->ann, street->general, "Old", "Old.");
    street->now += 15 * DAY;
    street_thread(street, &street->ann, street->general, "New", "New.");
    must(member_add(street->store, &street->operator, & form, street->now + 60, &member));
    must(actor_for(street->store, ACTOR_MEMBER, "newcomer", &actor));
    must(mark_unread_total(street->store, &actor, &total));
    assert_int_equal(total.posts, 1);
}

static void who_leaves_leaves_only_posts(void **state)
{
    struct street *street = *state;
    struct member found;
    struct actor again;
    struct post post;
    char *json;
    int64_t letter, id = street_thread(street, &street->ann, street->general, "Mine", "My post.");
    must(password_change(street->store, &street->ann, NULL, "correct horse", -1, NOON));
    must(letter_write(street->store, &street->ann, "ben", "To ben.", 0, 0, NOON, &letter));
    must(member_file(street->store, &street->ann, 0, &json));
    assert_non_null(strstr(json, "My post."));
    assert_non_null(strstr(json, "To ben."));
    free(json);
    must(member_leave(street->store, &street->ann, NOON));
    must(post_get(street->store, &street->ben, id, &post));
    assert_string_equal(post.handle, "a former member");
    assert_string_equal(post.body, "My post.");
    posts_free(&post, 1);
    assert_int_equal(member_by_handle(street->store, &street->ben, "ann", &found), RESULT_NOT_FOUND);
    must(member_get(street->store, &street->ben, street->ann.member, &found));
    assert_true(found.left);
    assert_string_equal(found.home, "");
    assert_int_equal(login_password(street->store, "ann", "correct horse", -1, NOON, &again), RESULT_REFUSED);
    assert_int_equal(actor_for(street->store, ACTOR_MEMBER, "ann", &again), RESULT_NOT_FOUND);
    assert_int_equal(letter_write(street->store, &street->ben, "ann", "Hello?", 0, 0, NOON, &letter), RESULT_NOT_FOUND);
    assert_int_equal(store_check(street->store, NULL, NULL, NULL, NULL), 0);
}

/* RULES 10.2: all that is kept about her, also what is kept for a while only. */
static void her_file_holds_what_is_kept_about_her(void **state)
{
    struct street *street = *state;
    char *json;
    int64_t id = street_thread(street, &street->ann, street->general, "Old title", "Old words.");
    must(post_edit(street->store, &street->ann, id, "New words.", NOON));
    must(draft_save(street->store, &street->ann, DRAFT_REPLY, 1, "", "Draft words.", NOON));
    must(visit_begin(street->store, &street->ann, "192.0.2.x", "key", NOON, &(int64_t) { 0 }));
    must(mute_member(street->store, &street->ann, street->ben.member, true, NOON));
    must(post_bookmark_set(street->store, &street->ann, id, true, NOON));
    must(member_file(street->store, &street->ann, 0, &json));
    static const char *const held[] = { "\"ann\"", "C 14", "New words.", "Old words.", "Old title", "Draft words.",
        "192.0.2.x", "\"ben\"", "Vilakazi Street" };
    for (size_t i = 0; i < sizeof held / sizeof *held; i++)
        if (strstr(json, held[i]) == NULL)
            fail_msg("her file lacks %s", held[i]);
    free(json);
}

/* --- passwords --- */

static void passwords_open_one_door(void **state)
{
    struct street *street = *state;
    struct actor actor;
    struct store *store = street->store;
    must(password_change(store, &street->ann, NULL, "correct horse", -1, NOON)); /* she had none yet */
    must(login_password(store, "ann", "correct horse", -1, NOON, &actor));
    assert_int_equal(actor.member, street->ann.member);
    assert_true(member_has_password(store, &street->ann));
    must(password_prove(store, &street->ann, "correct horse", -1, NOON));
    assert_int_equal(password_prove(store, &street->ann, "correct hors", -1, NOON), RESULT_REFUSED);
    assert_false(member_has_password(store, &street->ben));
    assert_int_equal(password_prove(store, &street->ben, "correct horse", -1, NOON), RESULT_REFUSED);
    static const char *const wrong[] = { "", "correct hors", "correct horse ", "Correct horse" };
    char reason[300] = "";
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        assert_int_equal(login_password(store, "ann", wrong[i], -1, NOON, &actor), RESULT_REFUSED);
        util_copy_text(reason, sizeof reason, store_reason(store));
    }
    /* nobody, somebody without a password, and a wrong password are told the same */
    assert_int_equal(login_password(store, "nobody-here", "correct horse", -1, NOON, &actor), RESULT_REFUSED);
    assert_string_equal(reason, store_reason(store));
    assert_int_equal(login_password(store, "ben", "correct horse", -1, NOON, &actor), RESULT_REFUSED);
    assert_string_equal(reason, store_reason(store));
    assert_int_equal(db_number(store, -1, "SELECT count(*) FROM password WHERE hash LIKE '%horse%'"), 0);
    assert_int_equal(db_number(store, -1, "SELECT count(*) FROM password WHERE hash LIKE '$argon2id$%'"), 1);
}

static void a_password_is_changed_by_who_knows_it(void **state)
{
    struct street *street = *state;
    struct actor actor;
    struct member me;
    struct store *store = street->store;
    must(password_change(store, &street->ann, NULL, "correct horse", -1, NOON));
    assert_int_equal(password_change(store, &street->ann, "wrong", "another horse", -1, NOON), RESULT_REFUSED);
    assert_int_equal(password_change(store, &street->ann, NULL, "another horse", -1, NOON), RESULT_REFUSED);
    assert_int_equal(password_change(store, &street->ann, "correct horse", "short", -1, NOON), RESULT_INVALID);
    must(login_password(store, "ann", "correct horse", -1, NOON, &actor)); /* nothing was changed */
    must(street_reset(store, &street->operator, "ann", "from the steward", NOON));
    must(member_get(store, &street->ann, street->ann.member, &me));
    assert_true(me.password_due);
    must(member_get(store, &street->ben, street->ann.member, &me));
    assert_false(me.password_due); /* that is hers to know */
    must(password_change(store, &street->ann, NULL, "mine again, at last", -1, NOON));
    must(member_get(store, &street->ann, street->ann.member, &me));
    assert_false(me.password_due);
    assert_int_equal(login_password(store, "ann", "from the steward", -1, NOON, &actor), RESULT_REFUSED);
    assert_int_equal(street_reset(store, &street->operator, "nobody-here", "some password", NOON), RESULT_NOT_FOUND);
}

/* Whoever comes in with a password that somebody else set, or by key while one is due: nothing is open to her. */
static void nothing_is_open_before_she_chose_her_own(void **state)
{
    struct street *street = *state;
    struct store *store = street->store;
    struct actor actor;
    struct board board;
    struct draft drafts[1];
    struct letter letters[1];
    size_t count;
    int64_t id;
    char *file;
    must(letter_write(store, &street->ben, "ann", "for her eyes", 0, 0, NOON, &id));
    must(street_reset(store, &street->operator, "ann", "from the steward", NOON));
    must(login_password(store, "ann", "from the steward", -1, NOON, &actor));
    assert_true(member_password_is_due(store, &actor));
    assert_int_equal(board_by_slug(store, &actor, "general", &board), RESULT_NOT_FOUND);
    assert_int_equal(letters_list(store, &actor, 0, 1, letters, &count), RESULT_REFUSED);
    assert_int_equal(drafts_list(store, &actor, 1, drafts, &count), RESULT_REFUSED);
    assert_int_equal(member_file(store, &actor, 0, &file), RESULT_REFUSED);
    assert_int_equal(thread_open(store, &actor, street->general, "T", "words", NOON, &id, &id), RESULT_REFUSED);
    assert_int_equal(key_add(store, &actor, "ssh-ed25519 AAAA", NOON, &id), RESULT_REFUSED);
    assert_int_equal(letter_write(store, &actor, "ben", "words", 0, 0, NOON, &id), RESULT_REFUSED);
    assert_non_null(strstr(store_reason(store), "Choose your own first"));
    must(password_prove(store, &actor, "from the steward", -1, NOON));
    assert_int_equal(password_change(store, &actor, NULL, "from the steward", -1, NOON), RESULT_REFUSED);
    assert_non_null(strstr(store_reason(store), "somebody else knows it"));
    assert_true(member_password_is_due(store, &actor));
    must(password_change(store, &actor, NULL, "mine again, at last", -1, NOON));
    must(password_prove(store, &actor, "mine again, at last", -1, NOON));
    must(password_change(store, &actor, NULL, "mine again, at last", -1, NOON)); /* her own she may keep */
    must(actor_for(store, ACTOR_MEMBER, "ann", &actor));
    must(board_by_slug(store, &actor, "general", &board));
}

/* RULES 1.10: two of two homes, for a term, taken back at any time. */
static void two_stewards_of_two_homes(void **state)
{
    struct street *street = *state;
    struct store *store = street->store;
    const struct actor *operator= & street->operator;
    struct shell_act acts[SHELL_ACTS_MOST];
    size_t count;
    must(db_run(store, "INSERT INTO household (uid, unit, label) VALUES ('a', 1, 'A 1'), ('b', 1, 'A 2')"));
    must(db_run(store, "UPDATE member SET household = (SELECT id FROM household WHERE label = 'A 1') WHERE id = ?",
        street->cora.member));
    must(db_run(store, "UPDATE member SET household = (SELECT id FROM household WHERE label = 'A 2') WHERE id = ?",
        street->dora.member));
    int64_t until = NOON + seat_term(store, 1, "steward");
    assert_int_equal(seat_give(store, operator, 1, "steward", street->cora.member, until, NOON),
        RESULT_REFUSED); /* of the next street */
    assert_non_null(strstr(store_reason(store), "belongs there"));
    must(db_run(
        store, "UPDATE membership SET unit = 1 WHERE member IN (?, ?)", street->cora.member, street->dora.member));
    must(seat_give(store, operator, 1, "steward", street->ann.member, until, NOON + 1));
    assert_int_equal(seat_give(store, operator, 1, "steward", street->ann.member, until, NOON + 1), RESULT_REFUSED);
    assert_int_equal(seat_give(store, operator, 1, "steward", street->ben.member, until, NOON + 1), RESULT_REFUSED);
    must(seat_give(store, operator, 1, "steward", street->cora.member, until, NOON + 1));
    assert_int_equal(seat_give(store, operator, 1, "steward", street->dora.member, until, NOON + 1), RESULT_REFUSED);
    assert_non_null(strstr(store_reason(store), "seat back steward"));
    assert_int_equal(seat_take_back(store, &street->ben, 1, "steward", street->ann.member, NOON + 2), RESULT_REFUSED);
    must(seat_take_back(store, operator, 1, "steward", street->ann.member, NOON + 2));
    must(shell_acts_list(store, &street->ann, acts, SHELL_ACTS_MOST, &count));
    assert_non_null(strstr(acts[0].words, "took back your task of steward"));
    must(seat_give(store, operator, 1, "steward", street->dora.member, until, NOON + 3));
    must(seat_take_back(store, &street->cora, 1, "steward", street->cora.member, NOON + 4)); /* her own */
    assert_int_equal(seat_take_back(store, operator, 1, "steward", street->cora.member, NOON + 5), RESULT_NOT_FOUND);
    must(seat_give(store, operator, 1, "steward", street->ben.member, until, NOON + 5));
    must(seat_give(store, operator, 1, "steward", street->cora.member, until + DAY, until)); /* those terms are over */
    /* of several units, the act names the one */
    int64_t depot;
    must(unit_found(store, operator, "Depot", NULL, UNIT_FORUM, NOON, &depot));
    must(unit_join(store, &street_house, depot, street->ben.member, NOON));
    must(seat_give(store, operator, depot, "greeter", street->ben.member, until, NOON + 6));
    must(shell_acts_list(store, &street->ben, acts, SHELL_ACTS_MOST, &count));
    assert_non_null(strstr(acts[0].words, "the task of greeter (Depot)"));
}

/* --- keys --- */

#define ED25519 "AAAAC3NzaC1lZDI1NTE5AAAAIKwZ0VLNMHG1Mec3wUQWPbLtiH5s9x8oYH/PXKcnTY9n"

static void keys_of_good_kinds_are_taken(void **state)
{
    struct street *street = *state;
    struct key keys[4];
    size_t count;
    int64_t key, again;
    static const char *const bad[] = { "", " ", "hello", "ssh-ed25519", "ssh-ed25519 !!!!",
        "ssh-dss AAAAB3NzaC1kc3M=", "ssh-rsa " ED25519,                                 /* says one thing, is another */
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5",                                             /* cut off */
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKwZ0VLNMHG1Mec3wUQWPbLtiH5s9x8oYH/PXKcn", /* cut off later */
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAEAAAAAAAAAAAAAAAAAAAAAA=",                 /* half a key */
        "command=\"sh\" ssh-ed25519 " ED25519, "-----BEGIN OPENSSH PRIVATE KEY-----",
        "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAgQDJ" };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        enum result result = key_add(street->store, &street->ann, bad[i], NOON, &key);
        if (result != RESULT_INVALID)
            fail_msg("'%s' is taken", bad[i]);
        assert_true(strlen(store_reason(street->store)) > 20);
    }
    must(key_add(street->store, &street->ann, "ssh-ed25519 " ED25519 " ann@home", NOON, &key));
    must(key_add(street->store, &street->ann, "ssh-ed25519 " ED25519 " the same", NOON, &again));
    assert_int_equal(key, again);
    must(keys_list(street->store, &street->ann, keys, 4, &count));
    assert_int_equal(count, 1);
    assert_string_equal(keys[0].type, "ssh-ed25519");
    assert_string_equal(keys[0].comment, "ann@home");
    assert_int_equal(strncmp(keys[0].fingerprint, "SHA256:", 7), 0);
    must(keys_list(street->store, &street->ben, keys, 4, &count));
    assert_int_equal(count, 0);
}

/* An RSA key in wire form whose modulus has this many bits, behind `zeros` bytes of nothing. */
static void make_rsa(char *line, size_t size, size_t bits, size_t zeros)
{
    unsigned char blob[1200] = { 0, 0, 0, 7, 's', 's', 'h', '-', 'r', 's', 'a', 0, 0, 0, 3, 1, 0, 1 };
    size_t length = 18, own = bits / 8 + zeros + 1;
    blob[length + 2] = (unsigned char)(own >> 8);
    blob[length + 3] = (unsigned char)own;
    memset(blob + length + 4 + zeros + 1, 0xc5, bits / 8);
    length += 4 + own;
    int at = snprintf(line, size, "ssh-rsa ");
    sodium_bin2base64(line + at, size - (size_t)at, blob, length, sodium_base64_VARIANT_ORIGINAL);
}

static void rsa_keys_are_long_enough(void **state)
{
    struct street *street = *state;
    static const struct {
        size_t bits, zeros;
        enum result result;
    } cases[] = { { 1024, 0, RESULT_INVALID }, { 2048, 0, RESULT_INVALID }, { 3064, 0, RESULT_INVALID },
        { 1024, 300, RESULT_INVALID }, { 3072, 0, RESULT_OK }, { 4096, 0, RESULT_OK } };
    char line[2000];
    int64_t key;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        make_rsa(line, sizeof line, cases[i].bits, cases[i].zeros);
        if (key_add(street->store, &street->ann, line, NOON, &key) != cases[i].result)
            fail_msg("%zu bits and %zu zeros", cases[i].bits, cases[i].zeros);
    }
}

static void a_key_opens_its_owners_door(void **state)
{
    struct street *street = *state;
    struct actor actor;
    unsigned char blob[200];
    size_t length;
    int64_t key;
    assert_int_equal(sodium_base642bin(blob, sizeof blob, ED25519, strlen(ED25519), NULL, &length, NULL, 1), 0);
    assert_int_equal(login_key(street->store, "ann", blob, length, &actor), RESULT_REFUSED);
    must(key_add(street->store, &street->ann, "ssh-ed25519 " ED25519, NOON, &key));
    must(login_key(street->store, "ann", blob, length, &actor));
    assert_int_equal(actor.member, street->ann.member);
    assert_int_equal(login_key(street->store, "ben", blob, length, &actor), RESULT_REFUSED);
    assert_int_equal(login_key(street->store, "nobody-here", blob, length, &actor), RESULT_REFUSED);
    assert_int_equal(login_key(street->store, "ann", blob, length - 1, &actor), RESULT_REFUSED);
    must(key_remove(street->store, &street->ann, key, NOON));
    assert_int_equal(login_key(street->store, "ann", blob, length, &actor), RESULT_REFUSED);
    assert_int_equal(key_remove(street->store, &street->ann, key, NOON), RESULT_NOT_FOUND);
}

static void one_has_only_so_many_keys(void **state)
{
    struct street *street = *state;
    char line[2000];
    int64_t key;
    enum result result = RESULT_OK;
    int count = 0;
    for (; result == RESULT_OK && count < 100; count++) {
        make_rsa(line, sizeof line, 3072 + 8 * (size_t)count, 0);
        result = key_add(street->store, &street->ann, line, NOON, &key);
    }
    assert_int_equal(result, RESULT_REFUSED);
    assert_int_equal(count, 21);
}

/* --- house and units --- */

static void the_house_says_what_it_is(void **state)
{
    struct street *street = *state;
    struct house house;
    struct actor guest;
    must(house_get(street->store, 1, &house));
    assert_string_equal(house.name, "Vilakazi Street");
    assert_int_equal(house.kind, UNIT_COMMUNE);
    assert_false(house.guests || house.demo);
    assert_string_equal(house.now_line, "");
    assert_int_equal(login_guest(street->store, &guest), RESULT_REFUSED); /* RULES 1.3: off until decided on */
    struct actor elsewhere = street->operator;
    const int64_t streets[] = { 1, street->next, street->far };
    for (int i = 0; i < 3; i++) { /* each street says it for itself, and the last of them opens the door */
        assert_int_equal(login_guest(street->store, &guest), RESULT_REFUSED);
        elsewhere.here = streets[i];
        must(house_set(street->store, &elsewhere, "guests", "yes", NOON));
    }
    must(house_set(street->store, &street->operator, "now", "Water is off until six", NOON));
    must(login_guest(street->store, &guest));
    assert_int_equal(guest.kind, ACTOR_GUEST);
    assert_int_equal(guest.unit_count, 0);
    must(house_get(street->store, 1, &house));
    assert_string_equal(house.now_line, "Water is off until six");
    must(house_set(street->store, &street->operator, "now", "", NOON));
    must(house_get(street->store, 1, &house));
    assert_string_equal(house.now_line, "");
    assert_int_equal(house_set(street->store, &street->operator, "guests", "maybe", NOON), RESULT_INVALID);
    assert_int_equal(house_set(street->store, &street->operator, "rank", "yes", NOON), RESULT_INVALID);
    assert_int_equal(house_set(street->store, &street->operator, "now", "\033[2J", NOON), RESULT_INVALID);
}

static void units_form_a_tree(void **state)
{
    struct street *street = *state;
    struct store *store = street->store;
    const struct actor *operator= & street->operator;
    int64_t unit, seq;
    assert_int_equal(unit_add(store, operator, "Lost", NULL, UNIT_FORUM, 999, NOON, &unit), RESULT_NOT_FOUND);
    assert_int_equal(unit_set_parent(store, operator, 999, street->parent), RESULT_NOT_FOUND);
    assert_int_equal(unit_set_parent(store, operator, 1, 999), RESULT_NOT_FOUND);
    assert_int_equal(unit_set_parent(store, operator, 1, 1), RESULT_REFUSED);
    assert_int_equal(unit_set_parent(store, operator, street->parent, 1), RESULT_REFUSED); /* it is below that one */
    must(unit_set_parent(store, operator, 1, 0));
    assert_int_equal(unit_set_parent(store, operator, 1, street->far), RESULT_REFUSED); /* a street below a street */
    must(unit_set_parent(store, operator, 1, street->parent));
    must(unit_find(store, operator, "next street", &unit));
    assert_int_equal(unit, street->next);
    assert_int_equal(unit_find(store, operator, "No Street", &unit), RESULT_NOT_FOUND);
    assert_int_equal(unit_join(store, operator, 999, street->ann.member, NOON), RESULT_NOT_FOUND);
    assert_int_equal(unit_join(store, operator, 1, 999, NOON), RESULT_NOT_FOUND);
    seq = ledger_last(store);
    must(unit_join(store, operator, 1, street->ann.member, NOON)); /* where she is already */
    assert_int_equal(ledger_last(store), seq);
    assert_int_equal(seat_give(store, operator, 1, "king", street->ann.member, NOON + DAY, NOON), RESULT_INVALID);
    assert_int_equal(seat_give(store, operator, 1, "greeter", 999, NOON + DAY, NOON), RESULT_NOT_FOUND);
    must(seat_give(store, operator, 1, "greeter", street->ann.member, NOON + DAY, NOON));
    assert_int_equal(store_check(store, NULL, NULL, NULL, NULL), 0);
}

/* RULES 1.6: one proof, one thing, and not for long. */
static void a_shared_computer_takes_the_password_again(void **state)
{
    struct street *street = *state;
    struct store *store = street->store;
    int64_t key;
    char *file;
    static const char line[] = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKwZ0VLNMHG1Mec3wUQWPbLtiH5s9x8oYH/PXKcnTY9n";
    must(password_change(store, &street->ann, NULL, "correct horse", -1, NOON));
    must(key_add(store, &street->ann, line, NOON, &key)); /* not on her own */
    store_set_shared(store);
    assert_int_equal(key_remove(store, &street->ann, key, NOON), RESULT_REFUSED);
    assert_int_equal(member_file(store, &street->ann, NOON, &file), RESULT_REFUSED);
    must(password_prove(store, &street->ann, "correct horse", -1, NOON));
    must(member_file(store, &street->ann, NOON, &file));
    free(file);
    assert_int_equal(password_prove(store, &street->ann, "wrong horse", -1, NOON), RESULT_REFUSED);
    assert_int_equal(key_remove(store, &street->ann, key, NOON), RESULT_REFUSED);
    must(password_prove(store, &street->ann, "correct horse", -1, NOON));
    assert_int_equal(key_remove(store, &street->ann, key, NOON + 120), RESULT_REFUSED);
    must(password_prove(store, &street->ann, "correct horse", -1, NOON));
    must(key_remove(store, &street->ann, key, NOON + 119));
    assert_int_equal(key_add(store, &street->ann, line, NOON, &key), RESULT_REFUSED);
    assert_int_equal(member_leave(store, &street->ann, NOON), RESULT_REFUSED);
    must(password_prove(store, &street->ann, "correct horse", -1, NOON));
    must(member_leave(store, &street->ann, NOON));
}

/* Who has only a key types none again: her log-in counts in its place, and once. She sets her first password so. */
static void a_log_in_by_key_proves_who_has_no_password(void **state)
{
    struct street *street = *state;
    struct store *store = street->store;
    char *file;
    assert_int_equal(password_proves(store, &street->ann, NOON), PROVES_NOTHING);
    store_set_shared(store);
    assert_int_equal(member_file(store, &street->ann, NOON, &file), RESULT_REFUSED);
    assert_non_null(strstr(store_reason(store), "Log in again with your key"));
    assert_int_equal(password_change(store, &street->ann, NULL, "correct horse", -1, NOON), RESULT_REFUSED);
    assert_int_equal(password_prove(store, &street->ann, "", -1, NOON), RESULT_REFUSED);
    assert_non_null(strstr(store_reason(store), "You have no password."));
    assert_int_equal(password_proves(store, &street->ann, NOON), PROVES_NOT);
    password_prove_by_key(store, &street->ann, NOON);
    assert_int_equal(password_proves(store, &street->ann, NOON + 119), PROVES_BY_KEY);
    assert_int_equal(password_proves(store, &street->ann, NOON + 120), PROVES_NOT);
    must(member_file(store, &street->ann, NOON, &file));
    free(file);
    assert_int_equal(member_file(store, &street->ann, NOON, &file), RESULT_REFUSED);
    password_prove_by_key(store, &street->ann, NOON);
    must(password_change(store, &street->ann, NULL, "correct horse", -1, NOON));
    assert_int_equal(password_proves(store, &street->ann, NOON), PROVES_BY_PASSWORD);
    password_prove_by_key(store, &street->ann, NOON); /* from now on it is the password that she types */
    assert_int_equal(member_file(store, &street->ann, NOON, &file), RESULT_REFUSED);
}

/* Each of these would stay when she has gone: a door for whoever sits there after her, or one for somebody else. */
static void nor_is_a_door_opened_there_without_it(void **state)
{
    struct street *street = *state;
    struct store *store = street->store;
    struct settings settings = { .language = "", .shared = SHARED_ALWAYS };
    char digits[LOST_DIGITS_BYTES];
    struct lost_answer lost;
    must(password_change(store, &street->ann, NULL, "correct horse", -1, NOON));
    must(settings_set(store, &street->ann, &settings, NOON));
    must(db_run(store, "INSERT INTO household (id, uid, unit, label) VALUES (99, 'x', 1, 'D 9')"));
    must(db_run(store, "UPDATE member SET household = 99 WHERE id = ?", street->ben.member)); /* not of her home */
    must(db_run(store, "UPDATE member SET joined = ?", NOON - 30 * DAY));                     /* her word counts */
    must(db_run(store, "UPDATE unit SET founded = ?1, assembled = ?1 WHERE id = 1", NOON - 20 * DAY));
    must(lost_begin(store, &street->operator, "ben", "another long one", -1, NULL, NOON, &lost));
    util_copy_text(digits, sizeof digits, lost.digits);
    store_set_shared(store);
    settings.ascii = true;
    must(settings_set(store, &street->ann, &settings, NOON)); /* what is only for her eyes */
    settings.shared = SHARED_NEVER;
    assert_int_equal(settings_set(store, &street->ann, &settings, NOON), RESULT_REFUSED);
    settings.shared = SHARED_ASK;
    assert_int_equal(settings_set(store, &street->ann, &settings, NOON), RESULT_REFUSED);
    assert_int_equal(voucher_add(store, &street->ann, "ben", NOON), RESULT_REFUSED);
    assert_int_equal(lost_vouch(store, &street->ann, "ben", digits, NULL, NOON, &lost), RESULT_REFUSED);
    assert_int_equal(lost_begin(store, &street->ann, "ben", "another long one", -1, NULL, NOON, &lost), RESULT_REFUSED);
    must(password_prove(store, &street->ann, "correct horse", -1, NOON));
    must(settings_set(store, &street->ann, &settings, NOON));
    must(password_prove(store, &street->ann, "correct horse", -1, NOON));
    must(voucher_add(store, &street->ann, "ben", NOON));
    assert_int_equal(voucher_remove(store, &street->ann, "ben", NOON), RESULT_REFUSED);
    must(password_prove(store, &street->ann, "correct horse", -1, NOON));
    must(voucher_remove(store, &street->ann, "ben", NOON));
    must(password_prove(store, &street->ann, "correct horse", -1, NOON));
    must(lost_vouch(store, &street->ann, "ben", digits, NULL, NOON, &lost));
    must(password_prove(store, &street->ann, "correct horse", -1, NOON));
    settings.shared = SHARED_NEVER;
    assert_int_equal(settings_set(store, &street->ann, &settings, NOON - 1), RESULT_REFUSED); /* the clock went back */
    must(settings_get(store, &street->ann, &settings));
    assert_int_equal(settings.shared, SHARED_ASK);
}

static void settings_are_kept(void **state)
{
    struct street *street = *state;
    struct settings settings, in = { .language = "de", .ascii = true, .line_mode = true };
    must(settings_set(street->store, &street->ann, &in, NOON));
    must(settings_get(street->store, &street->ann, &settings));
    assert_string_equal(settings.language, "de");
    assert_true(settings.ascii && settings.line_mode && !settings.plain && !settings.be_seen);
    assert_int_equal(settings.shared, SHARED_ASK);
    settings.shared = SHARED_NEVER;
    must(settings_set(street->store, &street->ann, &settings, NOON));
    must(settings_get(street->store, &street->ann, &settings));
    assert_int_equal(settings.shared, SHARED_NEVER);
    util_copy_text(in.language, sizeof in.language, "../x");
    assert_int_equal(settings_set(street->store, &street->ann, &in, NOON), RESULT_INVALID);
    must(settings_get(street->store, &street->ann, &settings));
    assert_string_equal(settings.language, "de");
    must(settings_get(street->store, &street->guest, &settings));
    assert_false(settings.ascii);
}

int main(void)
{
#define on_street(test) cmocka_unit_test_setup_teardown(test, street_open, street_close)
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_may_be_a_handle),
        cmocka_unit_test(look_alikes_are_the_same),
        cmocka_unit_test(capitals_look_like_capitals),
        cmocka_unit_test(a_handle_of_any_length_and_bytes_is_survived),
        on_street(a_handle_is_given_once),
        on_street(handles_are_stored_in_one_form),
        on_street(a_home_is_a_block_and_a_number),
        on_street(presence_is_shown_of_those_who_chose_it),
        on_street(people_are_listed_in_pages),
        on_street(people_are_counted_as_they_are_listed),
        on_street(a_newcomer_has_the_last_fortnight_unread),
        on_street(who_leaves_leaves_only_posts),
        on_street(her_file_holds_what_is_kept_about_her),
        on_street(passwords_open_one_door),
        on_street(a_password_is_changed_by_who_knows_it),
        on_street(nothing_is_open_before_she_chose_her_own),
        on_street(two_stewards_of_two_homes),
        on_street(keys_of_good_kinds_are_taken),
        on_street(rsa_keys_are_long_enough),
        on_street(a_key_opens_its_owners_door),
        on_street(one_has_only_so_many_keys),
        on_street(the_house_says_what_it_is),
        on_street(units_form_a_tree),
        on_street(a_shared_computer_takes_the_password_again),
        on_street(a_log_in_by_key_proves_who_has_no_password),
        on_street(nor_is_a_door_opened_there_without_it),
        on_street(settings_are_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
