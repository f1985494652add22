/* test_demo.c: the reader of the story's files, and that the story itself is sound whenever the demo is made. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "aid.h"
#include "bbs/demo/demo.h"
#include "boards.h"
#include "deferred.h"
#include "language.h"
#include "letters.h"
#include "meetings.h"
#include "members.h"
#include "text.h"
#include "units.h"

enum { NOW = 1795392000, HOUR = 3600, DAY = 24 * HOUR }; /* NOW is Monday, 23 November 2026, 00:00 UTC */

static void problem_in(const char *name, const char *text, const char *expected)
{
    const struct embedded files[] = {
        { "house.txt", "house | A Street\nfounded | w9 Mon 09:00\n" },
        { "people.txt", "A 1  ann ben\n" },
        { name, text },
        { 0, 0 },
    };
    struct story story;
    char problem[200] = "";
    assert_false(story_read(files, NOW, &story, problem, sizeof problem));
    assert_non_null(strstr(problem, expected));
    story_free(&story);
}

static void problem_is(const char *threads, const char *expected)
{
    problem_in("threads.txt", threads, expected);
}

static void aid_problem_is(const char *text, const char *expected)
{
    problem_in("aid.txt", text, expected);
}

static void reads_a_thread(void **state)
{
    (void)state;
    const struct embedded files[] = {
        { "house.txt", "; a remark\nhouse | A Street\nfounded | w9 Mon 09:00\njoin | women | ann\n" },
        { "people.txt", "A 1  ann ben\n\nB 12 cora | w2 Tue 10:00\n" },
        { "threads.txt",
            "# general | Soup | ann | w1 Sat 18:02\nFirst line.\n\n> a quote\nLast line.\n\n"
            "@1 ben +38m kept-by ann\nYes.\n\n@2 ann +2h draft\nAnd so\n\n@1 cora 3h ago withdrawn\nNo.\n" },
        { 0, 0 },
    };
    struct story story;
    char problem[200] = "";
    assert_true(story_read(files, NOW, &story, problem, sizeof problem));
    assert_int_equal(story.person_count, 3);
    assert_string_equal(story.people[2].home, "B 12");
    assert_int_equal(story.people[2].joined, NOW - 13 * DAY + 10 * HOUR);
    assert_int_equal(story.join_count, 1);
    assert_int_equal(story.post_count, 4);
    const struct story_post *posts = story.posts;
    assert_string_equal(posts[0].body, "First line.\n\n> a quote\nLast line.");
    assert_int_equal(posts[0].at, NOW - 2 * DAY + 18 * HOUR + 2 * 60);
    assert_int_equal(posts[1].at, posts[0].at + 38 * 60);
    assert_string_equal(posts[1].kept_by, "ann");
    assert_true(posts[2].draft && posts[2].parent == 1);
    assert_true(posts[3].withdrawn && posts[3].parent == 0);
    assert_int_equal(posts[3].at, NOW - 3 * HOUR);
    story_free(&story);
}

static void letters_go_back_and_forth(void **state)
{
    (void)state;
    const struct embedded files[] = {
        { "house.txt", "house | A Street\nfounded | w9 Mon 09:00\n" },
        { "letters.txt", "# letters | to ben | ann | w1 Sat 18:02\nHello.\n\n@1 ben +5m\nYes?\n\n@2 ben +1m\nWell?\n" },
        { 0, 0 },
    };
    struct story story;
    char problem[200] = "";
    assert_true(story_read(files, NOW, &story, problem, sizeof problem));
    assert_string_equal(story.posts[0].to, "ben");
    assert_string_equal(story.posts[1].to, "ann");
    assert_string_equal(story.posts[2].to, "ann"); /* who writes again, writes to the same person */
    assert_null(story.posts[0].board);
    story_free(&story);
}

static void says_what_is_wrong_and_where(void **state)
{
    (void)state;
    problem_is("# general | Soup | ann\nText.\n", "threads.txt:1: a thread begins");
    problem_is("Text.\n", "threads.txt:1: there is text before");
    problem_is("# general | Soup | ann | Sat 18:02\nText.\n", "a time is written");
    problem_is("# general | Soup | ann | w1 Sat 25:02\nText.\n", "a time is written");
    problem_is("# general | Soup | ann | +3h\nText.\n", "a time is written");
    problem_is("# general | Soup | ann | w1 Sat 18:02\nText.\n@2 ben +1m\nText.\n", "threads.txt:3: there is nothing");
    problem_is("# general | Soup | ann | w1 Sat 18:02\nText.\n@99 ben +1m\nText.\n", "an answer begins");
    problem_is("# general | Soup | ann | w1 Sat 18:02\nText.\n@1\nText.\n", "an answer needs the handle");
    problem_is("# general | Soup | ann | w1 Sat 18:02\nText.\n@1 ben +1m loudly\nText.\n", "after the time");
    problem_is("# general | Soup | ann | w1 Sat 18:02\nText.\n@1 ben +90d\nText.\n", "threads.txt:3: this would be");
    problem_is("# general | Soup | ann | w1 Sat 18:02\nText.\n@1 ben 70h ago\nText.\n", "before what it answers");
    problem_is("# general | Soup | ann | w1 Sat 18:02\nText.\n@1 ben +1m\n\n", "threads.txt:3: the text is empty");
    problem_is("# letters | ben | ann | w1 Sat 18:02\nText.\n", "a letter begins");
}

static void reads_an_ask_and_what_comes_of_it(void **state)
{
    (void)state;
    const struct embedded files[] = {
        { "house.txt", "house | A Street\nfounded | w9 Mon 09:00\ntask | coordinator | ann\n" },
        { "people.txt", "A 1  ann ben\n" },
        { "aid.txt", "; a remark\nwoman | ann\nreach | ben | Ring twice.\n\n"
                     "offer | ben | 3d ago | food room 3 weekly fri 15:00 18:00 | Soup\n"
                     "ask | ann | 5h ago | care days many 2 women climbs | A talk\nmore | Or two.\n"
                     "can | ben | +38m\nsay | ben | 3h ago | Hello\n" },
        { 0, 0 },
    };
    struct story story;
    char problem[200] = "";
    assert_true(story_read(files, NOW, &story, problem, sizeof problem));
    assert_string_equal(story.tasks[0].handle, "ann");
    assert_int_equal(story.about_count, 2);
    assert_null(story.abouts[0].reach);
    assert_string_equal(story.abouts[1].reach, "Ring twice.");
    assert_int_equal(story.aid_count, 2);
    const struct story_aid *offer = &story.aids[0], *ask = &story.aids[1];
    assert_true(offer->is_offer && offer->weekly && offer->room == 3 && offer->kind == AID_FOOD);
    assert_string_equal(offer->from, "15:00");
    assert_true(!ask->is_offer && ask->climbs && ask->many == 2 && ask->who_may == AID_WOMEN);
    assert_int_equal(ask->urgency, AID_DAYS);
    assert_int_equal(ask->at, NOW - 5 * HOUR);
    assert_string_equal(ask->details, "Or two.");
    assert_int_equal(story.turn_count, 2);
    assert_true(story.turns[0].kind == TURN_CAN && story.turns[0].ask == 1);
    assert_int_equal(story.turns[0].at, ask->at + 38 * 60);
    assert_string_equal(story.turns[1].words, "Hello");
    story_free(&story);
}

static void says_what_is_wrong_with_an_ask(void **state)
{
    (void)state;
    aid_problem_is("asks\n", "aid.txt:1: a line begins with ask");
    aid_problem_is("ask | ann | 5h ago | food today\n", "aid.txt:1: an ask or offer is");
    aid_problem_is("ask | ann | soon | food today | Bread\n", "a time is written");
    aid_problem_is("ask | ann | 5h ago | bread today | Bread\n", "no such kind");
    aid_problem_is("ask | ann | 5h ago | food now | Bread\n", "after the kind of an ask");
    aid_problem_is("ask | ann | 5h ago | food today many x | Bread\n", "after the kind: many N");
    aid_problem_is("offer | ann | 5h ago | food weekly fri | Bread\n", "after the kind: many N");
    aid_problem_is("offer | ann | 5h ago | food | Bread\ncan | ben | +5m\n", "aid.txt:2: there is no ask above");
    aid_problem_is("ask | ann | 5h ago | food today | Bread\nsay | ben | +5m\n", "aid.txt:2: a turn of an ask");
    aid_problem_is("ask | ann | 5h ago | food today | Bread\ncan | ben | 6h ago\n", "before the line above");
    aid_problem_is(
        "ask | ann | 5h ago | food today | Bread\ncan | ben | +6h\n", "aid.txt:2: this would be in the future");
}

/* --- the story of the street --- */

static struct story street_at(int64_t now)
{
    struct story story;
    char problem[200] = "";
    if (!story_read(demo_story, now, &story, problem, sizeof problem))
        fail_msg("%s", problem);
    return story;
}

static int64_t joined(const struct story *story, const char *handle)
{
    for (int i = 0; i < story->person_count; i++)
        if (strcmp(story->people[i].handle, handle) == 0)
            return story->people[i].joined;
    fail_msg("'%s' does not live on the street", handle);
    return 0;
}

static bool has_board(const struct story *story, const char *unit, const char *slug)
{
    if (story_unit_find(story, unit) == -2)
        return false;
    if (strcmp(slug, "welcome") == 0 || strcmp(slug, "general") == 0)
        return true;
    for (int i = 0; i < story->board_count; i++)
        if (strcmp(story->boards[i].slug, slug) == 0 &&
            story_unit_find(story, story->boards[i].unit) == story_unit_find(story, unit))
            return true;
    return false;
}

static int characters(const char *s)
{
    int count = 0;
    for (; *s != '\0'; s++)
        count += ((unsigned char)*s & 0xC0) != 0x80;
    return count;
}

static void post_is_sound(const struct story *story, const struct story_post *post)
{
    if (joined(story, post->handle) >= post->at)
        fail_msg("%s:%d: %s had not moved in yet", post->file, post->line, post->handle);
    if (post->to != NULL)
        assert_true(joined(story, post->to) < post->at);
    else if (!has_board(story, post->unit, post->board))
        fail_msg("%s:%d: no board '%s'", post->file, post->line, post->board);
    if (post->title != NULL)
        assert_in_range(characters(post->title), 1, TITLE_MAX);
    assert_in_range(characters(post->body), 1, POST_MAX);
    assert_null(strpbrk(post->body, "\t\r\033"));
}

static void the_story_is_sound(void **state)
{
    (void)state;
    struct story story = street_at(NOW);
    int posts = 0, threads = 0, drafts = 0, letters = 0;
    for (int i = 0; i < story.post_count; i++) {
        const struct story_post *post = &story.posts[i];
        post_is_sound(&story, post);
        drafts += post->draft;
        letters += post->to != NULL;
        posts += post->to == NULL && !post->draft;
        threads += post->title != NULL;
    }
    assert_in_range(posts, 450, 1000);
    assert_in_range(threads, 70, 200);
    assert_in_range(letters, 10, 100);
    assert_int_equal(drafts, 1);
    assert_in_range(story.board_count + 2, 12, 24);
    for (int i = 0; i < story.join_count; i++)
        joined(&story, story.joins[i].handle);
    for (int i = 0; i < story.mark_count; i++)
        joined(&story, story.marks[i].handle);
    story_free(&story);
}

static void count_people(const struct story *story, const char *unit, int *homes, int *people)
{
    int which = story_unit_find(story, unit);
    *homes = *people = 0;
    for (int i = 0; i < story->person_count; i++) {
        const struct story_person *person = &story->people[i];
        if (story_unit_find(story, person->unit) != which)
            continue;
        bool first = person->home != NULL;
        for (int j = 0; first && j < i; j++)
            first = story_unit_find(story, story->people[j].unit) != which || story->people[j].home == NULL ||
                    strcmp(story->people[j].home, person->home) != 0;
        *homes += first;
        (*people)++;
    }
}

static void enough_people_live_here(void **state)
{
    (void)state;
    struct story story = street_at(NOW);
    static const struct {
        const char *unit;
        int homes[2], people[2]; /* at least, at most */
    } expected[] = { { NULL, { 90, 100 }, { 195, 220 } }, { "naledi", { 80, 90 }, { 150, 180 } },
        { "bridge", { 7, 7 }, { 7, 14 } }, { "depot", { 0, 0 }, { 4, 12 } } };
    for (int i = 0; i < story.person_count; i++)
        for (int j = 0; j < i; j++)
            assert_string_not_equal(story.people[j].handle, story.people[i].handle);
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        int homes, people;
        count_people(&story, expected[i].unit, &homes, &people);
        assert_in_range(homes, expected[i].homes[0], expected[i].homes[1]);
        assert_in_range(people, expected[i].people[0], expected[i].people[1]);
    }
    assert_true(joined(&story, DEMO_HANDLE_1) == story.founded);
    assert_true(joined(&story, DEMO_HANDLE_2) == story.founded);
    story_free(&story);
}

/* What is said of a unit stands below its name; a line of a unit that is not there, or comes too early, is refused. */
static void lines_belong_to_units(void **state)
{
    (void)state;
    const struct embedded files[] = {
        { "house.txt", "house | A Street\nfounded | w9 Mon 09:00\nunit | hill | commune | A Hill | top | w3 Mon 09:00\n"
                       "unit | top | neighbourhood | The Top\nin | hill\nboard | water | Water | unit\nnow | Rain.\n"
                       "task | coordinator | hugo\nrota | hugo | mon 6:00 | 2 | Sweep | Both ways.\nturn | hugo | 1\n"
                       "thing | hugo | A broom\nlent | ida\nin\nboard | tools | Tools | public\n" },
        { "people.txt", "A 1  ann ben\n" },
        { "hill-aid.txt", "in | hill\nask | hugo | 5h ago | food today | Bread\n" },
        { "hill-people.txt", "in | hill\nA 1  hugo\n- ida | w2 Tue 10:00\n" },
        { "threads.txt", "# hill/water | Rain | hugo | w1 Sat 18:02\nYes.\n\n@1 ida +5m\nNo.\n" },
        { 0, 0 },
    };
    struct story story;
    char problem[200] = "";
    if (!story_read(files, NOW, &story, problem, sizeof problem))
        fail_msg("%s", problem);
    assert_string_equal(story.units[0].above, "top");
    assert_true(story.units[1].begun == story.founded && story.units[0].begun > story.founded);
    assert_string_equal(story.boards[0].unit, "hill");
    assert_null(story.boards[1].unit);
    assert_true(story.people[0].unit == NULL && story.people[0].joined == story.founded);
    assert_string_equal(story.people[2].unit, "hill");
    assert_int_equal(story.people[2].joined, story.units[0].begun);
    assert_null(story.people[3].home);
    assert_string_equal(story.aids[0].unit, "hill");
    assert_string_equal(story.posts[1].unit, "hill");
    assert_string_equal(story.nows[0].unit, "hill");
    assert_string_equal(story.tasks[0].unit, "hill");
    assert_true(story.rotas[0].hands == 2 && story.turns_taken[0].rota == 0 && story.turns_taken[0].day == 1);
    assert_string_equal(story.things[0].borrower, "ida");
    story_free(&story);
    problem_in("hill-people.txt", "in | hill\nA 1  hugo\n", "there is no unit");
    problem_in("more-house.txt", "unit | hill | commune\n", "a unit is:");
    problem_in("more-house.txt", "turn | ann | 1\n", "a turn stands below a rota");
    problem_in("more-house.txt", "lent | ann\n", "a thing is:");
    problem_in("more-house.txt", "rota | ann | mon | two | Sweep\n", "a rota is:");
}

static void many_are_heard_and_nobody_speaks_alone(void **state)
{
    (void)state;
    struct story story = street_at(NOW);
    int writers = 0, most = 0;
    for (int i = 0; i < story.person_count; i++) {
        int own = 0;
        for (int j = 0; j < story.post_count; j++)
            own += story.posts[j].to == NULL && strcmp(story.posts[j].handle, story.people[i].handle) == 0;
        writers += own > 0;
        most = own > most ? own : most;
    }
    assert_in_range(writers, 120, story.person_count);
    assert_true(most * 10 < story.post_count);
    story_free(&story);
}

/* Whatever day and hour it is made, all is in the past and nothing answers what was not yet written. */
static void it_holds_on_every_day_of_the_year(void **state)
{
    (void)state;
    static const char *const zones[] = { "UTC", "Africa/Johannesburg", "America/New_York", "Pacific/Auckland" };
    for (size_t zone = 0; zone < sizeof zones / sizeof *zones; zone++) {
        setenv("TZ", zones[zone], 1);
        tzset();
        for (int64_t hour = 0; hour < 366 * 24; hour += 13) {
            struct story story = street_at(NOW + hour * HOUR + 1);
            story_free(&story);
        }
    }
    setenv("TZ", "UTC", 1);
    tzset();
}

static void tour_has_eight_stops(const char *tour)
{
    int stops = 0;
    for (const char *line = tour; line != NULL && *line != '\0';) {
        const char *end = strchr(line, '\n');
        size_t length = end == NULL ? strlen(line) : (size_t)(end - line);
        assert_true(text_width(line, length) <= 78); /* a page has a margin on both sides */
        stops += *line >= '1' && *line <= '9';
        line = end == NULL ? NULL : end + 1;
    }
    assert_int_equal(stops, 8);
}

/* In the reader's language. What is typed is the same in each. */
static void the_tour_has_eight_stops(void **state)
{
    static const char *const typed[] = { "decisions", "minutes 1", "gains", "boards", "search frog", "modlog", "aid",
        "match --dry-run", "inbox", "circle come N", "settings", "meeting print 1 --kit" };
    (void)state;
    language_speak("");
    const char *tour = demo_tour();
    assert_non_null(strstr(tour, "Nobody here is real"));
    tour_has_eight_stops(tour);
    language_speak("es");
    const char *spanish = demo_tour();
    language_speak("");
    assert_non_null(strstr(spanish, "Una calle inventada"));
    tour_has_eight_stops(spanish);
    for (size_t i = 0; i < sizeof typed / sizeof *typed; i++)
        if (strstr(tour, typed[i]) == NULL || strstr(spanish, typed[i]) == NULL)
            fail_msg("%s", typed[i]);
}

/* --- the house made from it --- */

static int make_street(void **state)
{
    struct store *store;
    char problem[400] = "";
    assert_int_equal(store_create(":memory:", &store), STORE_OPENED);
    if (!demo_make(store, NOW + 3 * DAY, problem, sizeof problem))
        fail_msg("%s", problem);
    *state = store;
    return 0;
}

static int leave_street(void **state)
{
    store_close(*state);
    return 0;
}

static struct actor actor_of(struct store *store, const char *handle)
{
    struct actor actor;
    assert_int_equal(actor_for(store, ACTOR_MEMBER, handle, &actor), RESULT_OK);
    return actor;
}

/* Offers and assemblies have their days of the week, and rules have hours: it can be made at any of them. */
static void it_can_be_made_at_any_hour_of_the_week(void **state)
{
    static const int hours[] = { 1, 8, 14, 22 };
    (void)state;
    for (int day = 0; day < 7; day++) {
        struct store *store;
        char problem[300] = "";
        int64_t now = NOW + day * DAY + hours[day % 4] * HOUR;
        assert_int_equal(store_create(":memory:", &store), STORE_OPENED);
        if (!demo_make(store, now, problem, sizeof problem))
            fail_msg("day %d, hour %d: %s", day, hours[day % 4], problem);
        store_close(store);
    }
}

static void say(void *context, const char *sentence)
{
    (void)context;
    print_error("%s\n", sentence);
}

static void the_house_is_whole(void **state)
{
    struct store *store = *state;
    struct house house;
    assert_int_equal(house_get(store, 1, &house), RESULT_OK);
    assert_string_equal(house.name, "Vilakazi Street");
    assert_true(house.demo && house.guests);
    assert_non_null(strstr(house.now_line, "corner tank"));
    assert_in_range(house.homes, 90, 100);
    assert_in_range(house.members, 195, 220);
    assert_int_equal(store_check(store, NULL, NULL, say, NULL), 0);
}

static size_t on_board(struct store *store, const struct actor *actor, bool offers, bool open, struct aid found[40])
{
    size_t count;
    const struct aid_filter filter = { .offers = offers, .kind = -1, .urgency = -1, .open = open };
    assert_int_equal(aid_list(store, actor, &filter, NULL, NOW + 3 * DAY, 40, found, &count), RESULT_OK);
    aid_rows_free(found, count);
    return count;
}

static void the_other_streets_stand_beside_it(void **state)
{
    struct store *store = *state;
    static const struct {
        const char *slug;
        enum unit_kind kind;
        int64_t homes[2];
        bool founding;
    } expected[] = { { "naledi-street", UNIT_COMMUNE, { 80, 90 }, false },
        { "bridge-row", UNIT_COMMUNE, { 7, 7 }, true }, { "the-depot", UNIT_FORUM, { 10, 14 }, false } };
    struct actor operator;
    struct unit unit;
    int64_t id;
    assert_int_equal(actor_for(store, ACTOR_OPERATOR, "", &operator), RESULT_OK);
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        assert_int_equal(unit_find(store, &operator, expected[i].slug, &id), RESULT_OK);
        assert_int_equal(unit_get(store, &operator, id, &unit), RESULT_OK);
        assert_int_equal(unit.kind, expected[i].kind);
        assert_in_range(unit.homes, expected[i].homes[0], expected[i].homes[1]);
        assert_int_equal(unit.founded == 0, expected[i].founding);
        assert_true(unit.neighbours);
    }
}

/* Of the streets of the story the founding assembly is not told. One that gets its tenth home later holds its own. */
static void the_third_street_goes_on_founding_itself(void **state)
{
    struct store *store = *state;
    static const struct member_new tenth[] = { { .handle = "cee-one", .home = "C 1" },
        { .handle = "cee-two", .home = "C 2" }, { .handle = "cee-three", .home = "C 3" } };
    struct actor operator;
    struct unit unit;
    int64_t added;
    assert_int_equal(actor_for(store, ACTOR_OPERATOR, "", &operator), RESULT_OK);
    assert_int_equal(unit_enter(store, &operator, "naledi-street"), RESULT_OK);
    assert_int_equal(unit_get(store, &operator, operator.here, &unit), RESULT_OK);
    assert_int_not_equal(unit.assembled, 0);
    assert_int_equal(unit_enter(store, &operator, "bridge-row"), RESULT_OK);
    for (size_t i = 0; i < sizeof tenth / sizeof *tenth; i++)
        assert_int_equal(member_add(store, &operator, & tenth[i], NOW, &added), RESULT_OK);
    assert_int_equal(unit_get(store, &operator, operator.here, &unit), RESULT_OK);
    assert_int_not_equal(unit.founded, 0);
    assert_int_equal(unit.assembled, 0);
}

/* Who writes on the board of both hills is read on each, and meets the others by no other way. */
static void the_hills_talk_to_each_other(void **state)
{
    struct store *store = *state;
    struct actor sakhile = actor_of(store, DEMO_HANDLE_3), thandi = actor_of(store, DEMO_HANDLE_1);
    struct found found[4];
    struct aid list[40];
    size_t count;
    assert_int_equal(sakhile.unit_count, 2);
    assert_int_equal(search(store, &thandi, &(struct search_query) { .words = "floury" }, 4, found, &count), RESULT_OK);
    assert_int_equal(count, 1);
    assert_int_equal(
        search(store, &sakhile, &(struct search_query) { .words = "minister" }, 4, found, &count), RESULT_OK);
    assert_int_equal(count, 1); /* of the goat he reads what the hills wrote, not what Vilakazi Street did */
    assert_int_equal(on_board(store, &sakhile, false, true, list), 4);
    assert_int_equal(unit_enter(store, &sakhile, "the-depot"), RESULT_OK);
    assert_int_equal(on_board(store, &sakhile, false, true, list), 1);
    assert_int_equal(unit_enter(store, &sakhile, "vilakazi-street"), RESULT_REFUSED);
}

static void three_can_log_in_and_nobody_else(void **state)
{
    struct store *store = *state;
    struct actor actor;
    assert_int_equal(login_password(store, DEMO_HANDLE_1, DEMO_PASSWORD_1, -1, NOW + 3 * DAY, &actor), RESULT_OK);
    assert_int_equal(login_password(store, DEMO_HANDLE_2, DEMO_PASSWORD_2, -1, NOW + 3 * DAY, &actor), RESULT_OK);
    assert_int_equal(login_password(store, DEMO_HANDLE_3, DEMO_PASSWORD_3, -1, NOW + 3 * DAY, &actor), RESULT_OK);
    assert_int_not_equal(login_password(store, "lerato", DEMO_PASSWORD_1, -1, NOW + 3 * DAY, &actor), RESULT_OK);
    assert_int_equal(login_guest(store, &actor), RESULT_OK);
}

static void thandi_finds_what_waits_for_her(void **state)
{
    struct store *store = *state;
    const struct actor thandi = actor_of(store, DEMO_HANDLE_1);
    struct unread_total unread;
    assert_int_equal(mark_unread_total(store, &thandi, &unread), RESULT_OK);
    assert_in_range(unread.posts, 10, 50);
    assert_in_range(unread.threads, 4, 20);
    assert_int_equal(unread.letters, 2);
    struct answer answers[20];
    size_t count;
    assert_int_equal(mark_answers_list(store, &thandi, 20, answers, &count), RESULT_OK);
    assert_in_range(count, 3, 10);
    struct draft draft;
    assert_int_equal(drafts_list(store, &thandi, 1, &draft, &count), RESULT_OK);
    assert_int_equal(count, 1);
    assert_non_null(strstr(draft.body, "Grace said"));
    drafts_free(&draft, count);
    struct post kept[10];
    assert_int_equal(post_bookmarks_list(store, &thandi, 0, 10, kept, &count), RESULT_OK);
    assert_int_equal(count, 3);
    posts_free(kept, count);
}

/* One that five homes called, and in the street that founds itself one that brought its agenda along. */
static void two_streets_call_a_meeting(void **state)
{
    struct store *store = *state;
    const struct actor thandi = actor_of(store, DEMO_HANDLE_1), noxolo = actor_of(store, "noxolo");
    struct meeting_line line[2];
    struct meeting_item items[ITEMS_MOST];
    size_t count;
    assert_int_equal(meeting_lines(store, &thandi, NOW, line, 2, &count), RESULT_OK);
    assert_int_equal(count, 1);
    assert_int_equal(line[0].meeting.state, MEETING_CALLED);
    assert_int_equal(line[0].meeting.homes, 5);
    assert_int_equal(line[0].lacking, 1);
    assert_true(line[0].meeting.agenda_open);
    assert_int_equal(meeting_items_list(store, &thandi, line[0].meeting.id, NOW, items, ITEMS_MOST, &count), RESULT_OK);
    assert_int_equal(count, 4);
    assert_string_equal(items[0].title, "A second tank, for block D");
    assert_int_equal(items[0].homes, 7);
    assert_int_equal(items[2].homes, 0);
    assert_int_equal(meeting_lines(store, &noxolo, NOW, line, 2, &count), RESULT_OK);
    assert_int_equal(count, 1);
    assert_true(line[0].meeting.founding && line[0].meeting.items == 3);
}

static void neighbours_ask_and_offer(void **state)
{
    struct store *store = *state;
    const struct actor thandi = actor_of(store, DEMO_HANDLE_1), sipho = actor_of(store, DEMO_HANDLE_2);
    struct aid found[40];
    struct aid_due due[10];
    struct aid_match match;
    struct aid_message words[10];
    size_t count;
    assert_int_equal(on_board(store, &thandi, true, false, found), 12);
    assert_int_equal(on_board(store, &thandi, false, true, found), 11);
    int of_four = 0;
    for (int i = 0; i < 11; i++) {
        assert_non_null(strstr(found[i].who, "a neighbour, block "));
        of_four += found[i].hands == 4 && found[i].found == 2;
    }
    assert_int_equal(of_four, 1);
    assert_int_equal(aid_due_list(store, &thandi, NOW + 3 * DAY, 10, due, &count), RESULT_OK);
    assert_int_equal(count, 1);
    assert_int_equal(due[0].kind, AID_DUE_SUITS);
    assert_int_equal(aid_matches(store, &sipho, NOW + 3 * DAY, 1, &match, &count), RESULT_OK);
    assert_true(count == 1 && match.state == MATCH_AGREED);
    assert_string_equal(match.other, "tendai");
    assert_int_equal(aid_messages(store, &sipho, match.id, 0, 10, words, &count), RESULT_OK);
    assert_int_equal(count, 2);
    aid_messages_free(words, count);
}

/* Who reads the tour tries it. */
static void sipho_is_coordinator(void **state)
{
    struct store *store = *state;
    const struct actor thandi = actor_of(store, DEMO_HANDLE_1), sipho = actor_of(store, DEMO_HANDLE_2);
    struct aid_night night;
    assert_false(aid_may_match(store, &thandi, NOW + 3 * DAY));
    assert_int_equal(aid_match_all(store, &sipho, true, NOW + 3 * DAY, NULL, NULL, &night), RESULT_OK);
    assert_in_range(night.count, 4, 9);
    aid_night_free(&night);
}

static void each_sees_only_her_boards(void **state)
{
    struct store *store = *state;
    const struct actor thandi = actor_of(store, DEMO_HANDLE_1), sipho = actor_of(store, DEMO_HANDLE_2);
    struct actor guest;
    struct board boards[32];
    size_t hers, his, open;
    assert_int_equal(login_guest(store, &guest), RESULT_OK);
    assert_int_equal(boards_list(store, &thandi, boards, 32, &hers), RESULT_OK);
    assert_int_equal(boards_list(store, &sipho, boards, 32, &his), RESULT_OK);
    assert_int_equal(boards_list(store, &guest, boards, 32, &open), RESULT_OK);
    /* Of the three others each reads what is for everybody: their `welcome`. */
    assert_int_equal(hers, 16 + 3);
    assert_int_equal(his, 15 + 3);
    assert_int_equal(open, 2 + 3);
    assert_int_equal(board_by_slug(store, &sipho, "women", boards), RESULT_NOT_FOUND);
}

int main(void)
{
    setenv("TZ", "UTC", 1);
    tzset();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_a_thread),
        cmocka_unit_test(letters_go_back_and_forth),
        cmocka_unit_test(says_what_is_wrong_and_where),
        cmocka_unit_test(reads_an_ask_and_what_comes_of_it),
        cmocka_unit_test(says_what_is_wrong_with_an_ask),
        cmocka_unit_test(the_story_is_sound),
        cmocka_unit_test(enough_people_live_here),
        cmocka_unit_test(lines_belong_to_units),
        cmocka_unit_test(many_are_heard_and_nobody_speaks_alone),
        cmocka_unit_test(it_can_be_made_at_any_hour_of_the_week),
        cmocka_unit_test(it_holds_on_every_day_of_the_year),
        cmocka_unit_test(the_tour_has_eight_stops),
    };
    const struct CMUnitTest house_tests[] = {
        cmocka_unit_test(the_house_is_whole),
        cmocka_unit_test(three_can_log_in_and_nobody_else),
        cmocka_unit_test(the_other_streets_stand_beside_it),
        cmocka_unit_test(the_hills_talk_to_each_other),
        cmocka_unit_test(thandi_finds_what_waits_for_her),
        cmocka_unit_test(two_streets_call_a_meeting),
        cmocka_unit_test(neighbours_ask_and_offer),
        cmocka_unit_test(sipho_is_coordinator),
        cmocka_unit_test(each_sees_only_her_boards),
        cmocka_unit_test(the_third_street_goes_on_founding_itself),
    };
    int failures = cmocka_run_group_tests_name("story", tests, NULL, NULL);
    return failures + cmocka_run_group_tests_name("house", house_tests, make_street, leave_street);
}
