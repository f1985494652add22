/*
 * test_speakers.c: who speaks next, as minutes of small meetings; and what holds of any meeting. RULES 4.2.
 *
 * Minutes are acts and checks with commas between them; `phrases` has them all. "anna spoke" also gives her the turn,
 * and fails when it is not hers. An act that is refused is followed by "refused: ...".
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "speakers.h"

#define LENGTH(list) (sizeof(list) / sizeof *(list))

enum { NAMES = 20, WORD_BYTES = 120 };

struct minutes {
    struct speakers speakers;
    char name[NAMES][WORD_BYTES]; /* member N is name[N - 1] */
    int names;
    enum speakers_result refused; /* by the last act; it waits for its "refused: ..." */
    const char *title, *step;
};

static int64_t member_of(struct minutes *minutes, const char *name)
{
    int i = 0;
    while (i < minutes->names && strcmp(minutes->name[i], name) != 0)
        i++;
    if (i == minutes->names) {
        assert_true(minutes->names < NAMES);
        snprintf(minutes->name[minutes->names++], WORD_BYTES, "%s", name);
    }
    return i + 1;
}

static const char *name_of(const struct minutes *minutes, int64_t member)
{
    return member > 0 && member <= minutes->names ? minutes->name[member - 1] : "nobody";
}

static void expect(const struct minutes *minutes, const char *is, const char *wanted)
{
    if (strcmp(is, wanted) != 0)
        fail_msg("%s\n  at \"%s\": it is \"%s\"", minutes->title, minutes->step, is);
}

static void expect_number(const struct minutes *minutes, int is, const char *wanted)
{
    char text[20];
    snprintf(text, sizeof text, "%d", is);
    expect(minutes, text, wanted);
}

/* --- the words of the minutes --- */

static const char *const refusals[] = { [SPEAKERS_ALREADY] = "already",
    [SPEAKERS_NOT_WAITING] = "she does not wait",
    [SPEAKERS_NOBODY] = "nobody",
    [SPEAKERS_ONCE_AN_ITEM] = "once an item",
    [SPEAKERS_NO_MORE] = "no more points",
    [SPEAKERS_NO_APPEAL] = "no appeal",
    [SPEAKERS_SINGLY] = "too few points",
    [SPEAKERS_NOT_NAMED] = "not named",
    [SPEAKERS_NO_REASON] = "no reason",
    [SPEAKERS_NO_LAST_WORD] = "no last word",
    [SPEAKERS_FULL] = "full" };
static const char *const acts[] = { [SPEAKERS_POINT] = "point",
    [SPEAKERS_ANSWER] = "answer",
    [SPEAKERS_SENTENCE] = "go-round",
    [SPEAKERS_TURN] = "hand",
    [SPEAKERS_FIRST] = "first word",
    [SPEAKERS_LAST] = "last word" };
static const char *const whys[] = { [SPEAKERS_PASSED_OVER] = "passed over",
    [SPEAKERS_MOVED] = "moved",
    [SPEAKERS_FIRST_TIME] = "first time",
    [SPEAKERS_FEWER_TURNS] = "fewer turns",
    [SPEAKERS_WAITED_LONGEST] = "waited longest" };
static const char *const reasons[] = { [SPEAKERS_NEW_VOICE] = "new voice",
    [SPEAKERS_TO_ANSWER] = "answer",
    [SPEAKERS_HARM] = "harm",
    [SPEAKERS_LEAVING_EARLY] = "leaving early",
    [SPEAKERS_OTHER] = "other" };

static int index_of(const char *const *words, size_t count, const char *word)
{
    for (size_t i = 1; i < count; i++)
        if (words[i] != NULL && strcmp(words[i], word) == 0)
            return (int)i;
    return 0;
}

/* --- acts --- */

static enum speakers_result raises(struct minutes *minutes, const char *a, const char *b)
{
    (void)b;
    return speakers_raise(&minutes->speakers, member_of(minutes, a), 1000);
}
static enum speakers_result lowers(struct minutes *minutes, const char *a, const char *b)
{
    (void)b;
    return speakers_lower(&minutes->speakers, member_of(minutes, a), SPEAKERS_TURN);
}
static enum speakers_result takes_back(struct minutes *minutes, const char *a, const char *b)
{
    return speakers_lower(
        &minutes->speakers, member_of(minutes, a), (enum speakers_act)index_of(acts, LENGTH(acts), b));
}
static enum speakers_result moves(struct minutes *minutes, const char *a, const char *b)
{
    return speakers_move(
        &minutes->speakers, member_of(minutes, a), (enum speakers_reason)index_of(reasons, LENGTH(reasons), b));
}
static enum speakers_result cannot_follow(struct minutes *minutes, const char *a, const char *b)
{
    (void)b;
    return speakers_point(&minutes->speakers, member_of(minutes, a), SPEAKERS_CANNOT_FOLLOW);
}
static enum speakers_result appeals(struct minutes *minutes, const char *a, const char *b)
{
    (void)b;
    return speakers_point(&minutes->speakers, member_of(minutes, a), SPEAKERS_BREAKS_RULE);
}
static enum speakers_result was_wrong(struct minutes *minutes, const char *a, const char *b)
{
    (void)b;
    return speakers_wrong_appeal(&minutes->speakers, member_of(minutes, a));
}
static enum speakers_result taken_together(struct minutes *minutes, const char *a, const char *b)
{
    (void)a;
    (void)b;
    return speakers_take_together(&minutes->speakers);
}
static enum speakers_result is_named(struct minutes *minutes, const char *a, const char *b)
{
    (void)b;
    return speakers_name(&minutes->speakers, member_of(minutes, a));
}
static enum speakers_result lets_answer(struct minutes *minutes, const char *a, const char *b)
{
    (void)b;
    return speakers_let_answer(&minutes->speakers, member_of(minutes, a));
}
static enum speakers_result go_round(struct minutes *minutes, const char *a, const char *b)
{
    int64_t drawn[NAMES];
    size_t count = 0;
    char list[WORD_BYTES];
    (void)b;
    snprintf(list, sizeof list, "%s", a);
    for (char *rest = NULL, *word = strtok_r(list, " ", &rest); word != NULL; word = strtok_r(NULL, " ", &rest))
        drawn[count++] = member_of(minutes, word);
    return speakers_go_round(&minutes->speakers, drawn, count);
}
static enum speakers_result begins(struct minutes *minutes, const char *a, const char *b)
{
    (void)b;
    enum speakers_result result = speakers_give(&minutes->speakers, NULL);
    if (result == SPEAKERS_OK)
        expect(minutes, name_of(minutes, minutes->speakers.turn.member), a);
    return result;
}
static enum speakers_result spoke(struct minutes *minutes, const char *a, const char *b)
{
    enum speakers_result result = SPEAKERS_OK;
    if (minutes->speakers.turn.act == SPEAKERS_NO_ACT)
        result = begins(minutes, a, b);
    expect(minutes, result == SPEAKERS_OK ? name_of(minutes, minutes->speakers.turn.member) : a, a);
    return result == SPEAKERS_OK ? speakers_spoke(&minutes->speakers) : result;
}
static enum speakers_result is_silent(struct minutes *minutes, const char *a, const char *b)
{
    (void)b;
    speakers_hold(&minutes->speakers, member_of(minutes, a));
    return SPEAKERS_OK;
}
static enum speakers_result is_back(struct minutes *minutes, const char *a, const char *b)
{
    (void)b;
    speakers_back(&minutes->speakers, member_of(minutes, a));
    return SPEAKERS_OK;
}
static enum speakers_result leaves(struct minutes *minutes, const char *a, const char *b)
{
    (void)b;
    speakers_leave(&minutes->speakers, member_of(minutes, a));
    return SPEAKERS_OK;
}
static enum speakers_result next_item(struct minutes *minutes, const char *a, const char *b)
{
    (void)a;
    (void)b;
    speakers_item(&minutes->speakers);
    return SPEAKERS_OK;
}

static enum speakers_result is_about(struct minutes *minutes, const char *a, const char *b)
{
    (void)b;
    return speakers_concerns(&minutes->speakers, member_of(minutes, a));
}
static enum speakers_result calls_last(struct minutes *minutes, const char *a, const char *b)
{
    (void)a;
    (void)b;
    return speakers_call_last(&minutes->speakers);
}

/* --- checks --- */

static enum speakers_result next_is(struct minutes *minutes, const char *a, const char *b)
{
    struct speakers_turn next = speakers_next(&minutes->speakers);
    char said[WORD_BYTES];
    expect(minutes, name_of(minutes, next.member), a);
    if (*b == '\0')
        return SPEAKERS_OK;
    const char *why = next.act == SPEAKERS_TURN ? whys[next.why] : acts[next.act];
    snprintf(said, sizeof said, next.reason != SPEAKERS_NO_MOVE ? "%s for %s" : "%s", why, reasons[next.reason]);
    expect(minutes, said, b);
    return SPEAKERS_OK;
}
static enum speakers_result letters_are(struct minutes *minutes, const char *a, const char *b)
{
    struct speakers_turn next = speakers_next(&minutes->speakers);
    (void)b;
    expect_number(minutes, next.letters, a);
    assert_false(next.sentence);
    return SPEAKERS_OK;
}
static enum speakers_result one_sentence(struct minutes *minutes, const char *a, const char *b)
{
    (void)a;
    (void)b;
    assert_true(speakers_next(&minutes->speakers).sentence);
    return SPEAKERS_OK;
}
static enum speakers_result at_once(struct minutes *minutes, const char *a, const char *b)
{
    (void)b;
    expect_number(minutes, speakers_next(&minutes->speakers).together, a);
    return SPEAKERS_OK;
}
static enum speakers_result order_is(struct minutes *minutes, const char *a, const char *b)
{
    struct speakers_turn order[NAMES];
    char said[NAMES * WORD_BYTES] = "";
    (void)b;
    size_t count = speakers_order(&minutes->speakers, order, NAMES);
    for (size_t i = 0; i < count; i++)
        strcat(strcat(said, i > 0 ? " " : ""), name_of(minutes, order[i].member));
    expect(minutes, said, a);
    return SPEAKERS_OK;
}
static enum speakers_result place_is(struct minutes *minutes, const char *a, const char *b)
{
    expect_number(minutes, speakers_place(&minutes->speakers, member_of(minutes, a)), b);
    return SPEAKERS_OK;
}
static enum speakers_result turns_are(struct minutes *minutes, const char *a, const char *b)
{
    const struct speakers_person *person = speakers_person(&minutes->speakers, member_of(minutes, a));
    expect_number(minutes, person != NULL ? person->turns_item : 0, b);
    return SPEAKERS_OK;
}
static enum speakers_result passed_is(struct minutes *minutes, const char *a, const char *b)
{
    const struct speakers_person *person = speakers_person(&minutes->speakers, member_of(minutes, a));
    expect_number(minutes, person != NULL ? person->passed : 0, b);
    return SPEAKERS_OK;
}
static enum speakers_result last_is(struct minutes *minutes, const char *a, const char *b)
{
    (void)b;
    expect(minutes, speakers_last_is_due(&minutes->speakers) ? "missing" : "said", a);
    return SPEAKERS_OK;
}
static enum speakers_result may_interpret(struct minutes *minutes, const char *a, const char *b)
{
    expect(minutes, speakers_may_interpret(&minutes->speakers, member_of(minutes, a)) ? "" : " not", b);
    return SPEAKERS_OK;
}

/* --- reading --- */

/* Each * stands for some words; a step follows the first phrase that it fits. */
static const struct {
    const char *phrase;
    enum speakers_result (*follow)(struct minutes *, const char *first, const char *second);
} phrases[] = {
    { "* raises", raises }, { "* lowers", lowers }, { "* takes back her *", takes_back }, /* point, answer, go-round */
    { "facilitators move * for *", moves }, { "* cannot follow", cannot_follow },
    { "* says a rule is broken", appeals }, { "* was wrong about the rule", was_wrong },
    { "points are taken together", taken_together }, { "* is named", is_named },
    { "the chair lets * answer", lets_answer }, { "go-round *", go_round }, { "* begins", begins },
    { "* spoke", spoke }, { "* is silent", is_silent }, { "* is back", is_back }, { "* leaves", leaves },
    { "next item", next_item }, { "next=*: *", next_is }, /* point, answer, go-round; or why a hand is next */
    { "next=*", next_is }, { "letters=*", letters_are },  /* of the next turn */
    { "one sentence", one_sentence }, { "at once=*", at_once }, { "order=*", order_is }, { "place of *=*", place_is },
    { "turns of *=*", turns_are }, { "passed over *=*", passed_is }, { "it is about *", is_about },
    { "the chair calls the last word", calls_last }, { "last word *", last_is },
    { "* may* interpret", may_interpret }, /* may not interpret */
};

/* What the stars stand for; false when the step is another. */
static bool fits(const char *phrase, const char *step, char stars[2][WORD_BYTES])
{
    int star = 0;
    stars[0][0] = stars[1][0] = '\0';
    for (const char *at = strchr(phrase, '*'); at != NULL; at = strchr(phrase, '*')) {
        size_t before = (size_t)(at - phrase), length = strcspn(at + 1, "*");
        char after[WORD_BYTES];
        snprintf(after, sizeof after, "%.*s", (int)length, at + 1);
        if (strncmp(step, phrase, before) != 0)
            return false;
        step += before;
        const char *end = length == 0 ? step + strlen(step) : strstr(step, after);
        if (end == NULL)
            return false;
        snprintf(stars[star++], WORD_BYTES, "%.*s", (int)(end - step), step);
        step = end;
        phrase = at + 1;
    }
    return strcmp(phrase, step) == 0;
}

static void follow(struct minutes *minutes, const char *step)
{
    char stars[2][WORD_BYTES];
    minutes->step = step;
    if (strncmp(step, "refused: ", 9) == 0) {
        expect(minutes, minutes->refused != SPEAKERS_OK ? refusals[minutes->refused] : "not refused", step + 9);
        minutes->refused = SPEAKERS_OK;
        return;
    }
    expect(minutes, minutes->refused != SPEAKERS_OK ? refusals[minutes->refused] : "", "");
    for (size_t i = 0; i < LENGTH(phrases); i++)
        if (fits(phrases[i].phrase, step, stars)) {
            minutes->refused = phrases[i].follow(minutes, stars[0], stars[1]);
            return;
        }
    fail_msg("%s\n  \"%s\" is no phrase", minutes->title, step);
}

static void read_minutes(const char *title, const char *text)
{
    static struct minutes minutes;
    char *copy = strdup(text), *step = copy;
    memset(&minutes, 0, sizeof minutes);
    minutes.title = title;
    speakers_open(&minutes.speakers, SPEAKERS_LETTERS);
    while (step != NULL) {
        char *comma = strstr(step, ", ");
        if (comma != NULL)
            *comma = '\0';
        follow(&minutes, step);
        step = comma != NULL ? comma + 2 : NULL;
    }
    expect(&minutes, minutes.refused != SPEAKERS_OK ? refusals[minutes.refused] : "", "");
    free(copy);
}

/* Anna has spoken, and waits again; five others come later and speak before her. */
#define FIVE_PASS_ANNA                                                                                                 \
    "anna raises, anna spoke, anna raises, bongi raises, bongi spoke, cebo raises, cebo spoke, dudu raises, "          \
    "dudu spoke, ella raises, ella spoke, fikile raises, fikile spoke"

static const struct {
    const char *title, *text;
} cases[] = {
    { "nobody waits", "next=nobody, order=, anna spoke, refused: nobody, next=nobody" },
    { "hands that are equal go by the longest wait",
        "anna raises, bongi raises, cebo raises, next=anna: first time, anna spoke, next=bongi: first time, "
        "bongi spoke, cebo spoke, next=nobody" },
    { "who hasn't spoken on this item first",
        "anna raises, anna spoke, anna raises, bongi raises, next=bongi: first time, order=bongi anna" },
    { "then who waited longest",
        "anna raises, bongi raises, anna spoke, bongi spoke, bongi raises, anna raises, next=bongi: waited longest, "
        "order=bongi anna" },
    { "of those who have spoken, who had fewer turns on this item",
        "anna raises, anna spoke, anna raises, anna spoke, bongi raises, bongi spoke, anna raises, bongi raises, "
        "next=bongi: fewer turns, bongi spoke, next=anna: waited longest" },
    { "of those who haven't spoken on this item, who had fewer turns in this meeting",
        "anna raises, anna spoke, next item, anna raises, bongi raises, order=bongi anna, next=bongi: first time" },
    { "a new item begins anew with turns, and each has a long one again",
        "anna raises, anna spoke, turns of anna=1, next item, turns of anna=0, anna raises, letters=600" },
    { "a hand stays up from one item to the next, with what it was passed over",
        "anna raises, anna spoke, anna raises, bongi raises, bongi spoke, next item, place of anna=1, "
        "passed over anna=1, next=anna: first time" },
    { "nobody is passed over more than five times",
        FIVE_PASS_ANNA ", passed over anna=5, gugu raises, next=anna: passed over, order=anna gugu, anna spoke, "
                       "passed over anna=0, next=gugu: first time" },
    { "four times is not five",
        "anna raises, anna spoke, anna raises, bongi raises, bongi spoke, cebo raises, cebo spoke, dudu raises, "
        "dudu spoke, ella raises, ella spoke, passed over anna=4, fikile raises, next=fikile: first time, "
        "gugu raises, order=fikile anna gugu" },
    { "of two who were passed over five times the earlier hand is first",
        "anna raises, hlengiwe raises, anna spoke, hlengiwe spoke, anna raises, hlengiwe raises, bongi raises, "
        "bongi spoke, cebo raises, cebo spoke, dudu raises, dudu spoke, ella raises, ella spoke, fikile raises, "
        "fikile spoke, gugu raises, order=anna hlengiwe gugu, anna spoke, next=hlengiwe: passed over" },
    { "an earlier hand that speaks passes over nobody", "anna raises, bongi raises, anna spoke, passed over bongi=0" },

    { "whom the item is about speaks first, though others raised a hand before, and has a long turn",
        "anna raises, bongi raises, it is about dudu, next=dudu: first word, letters=600, order=dudu anna bongi dudu, "
        "dudu spoke, next=anna: first time" },
    { "and last, when nobody else waits",
        "it is about dudu, anna raises, dudu spoke, last word said, anna spoke, last word missing, "
        "next=dudu: last word, letters=600, dudu spoke, last word said, next=nobody" },
    { "who speaks after the last word gives her another",
        "it is about dudu, dudu spoke, anna raises, anna spoke, dudu spoke, bongi raises, bongi spoke, "
        "last word missing, next=dudu: last word" },
    { "an answer and a go-round are spoken after her, a process point is not",
        "it is about dudu, dudu spoke, anna cannot follow, anna spoke, last word said, anna is named, "
        "the chair lets anna answer, anna spoke, last word missing" },
    { "a process point goes before her first word", "it is about dudu, anna cannot follow, order=anna dudu" },
    { "her first word goes before answers and go-rounds",
        "go-round anna bongi, it is about dudu, order=dudu anna bongi dudu" },
    { "the chair calls the last word before hands that wait",
        "it is about dudu, dudu spoke, anna raises, anna spoke, bongi raises, next=bongi, "
        "the chair calls the last word, next=dudu: last word, the chair calls the last word, refused: already, "
        "dudu spoke, next=bongi, bongi spoke, last word missing" },
    { "the last word is not called when nobody spoke after her, or the item is about nobody",
        "the chair calls the last word, refused: no last word, it is about dudu, dudu spoke, "
        "the chair calls the last word, refused: no last word" },
    { "both words are no turns: her hand counts as all others do",
        "it is about dudu, dudu spoke, turns of dudu=0, dudu raises, anna raises, next=dudu: first time, "
        "dudu spoke, turns of dudu=1, last word said" },
    { "who is not there holds up nobody, and speaks as soon as she is back",
        "anna raises, bongi raises, it is about dudu, dudu is silent, anna spoke, last word said, next=bongi, "
        "dudu is back, next=dudu: first word, dudu spoke, next=bongi" },
    { "she may pass, first and last",
        "it is about dudu, dudu takes back her first word, anna raises, anna spoke, dudu takes back her last word, "
        "next=nobody, last word said, dudu takes back her last word, refused: she does not wait" },
    { "whom she names speaks for her, also from the middle on",
        "it is about dudu, dudu spoke, anna raises, anna spoke, it is about ella, next=ella: last word, ella spoke, "
        "last word said, dudu takes back her last word, refused: she does not wait" },
    { "who leaves the room loses the turn and not her words",
        "it is about dudu, dudu begins, dudu leaves, anna raises, anna spoke, dudu is back, next=dudu: first word" },
    { "the next item is about nobody",
        "it is about dudu, anna raises, next item, order=anna, anna spoke, next=nobody" },

    { "a process point goes first", "anna raises, bongi cannot follow, next=bongi: point, order=bongi anna" },
    { "a process point goes before who was passed over five times, and passes over nobody",
        FIVE_PASS_ANNA ", gugu cannot follow, next=gugu: point, gugu spoke, passed over anna=5, next=anna" },
    { "a process point goes before an answer and before a go-round",
        "anna is named, the chair lets anna answer, go-round bongi cebo, dudu says a rule is broken, "
        "order=dudu anna bongi cebo" },
    { "a process point waits until the turn that is now is over",
        "anna raises, anna begins, bongi cannot follow, anna spoke, bongi spoke" },
    { "a process point has one sentence", "anna cannot follow, next=anna: point, one sentence" },
    { "a process point once a person an item",
        "anna cannot follow, anna says a rule is broken, refused: already, anna spoke, anna cannot follow, "
        "refused: once an item, next item, anna cannot follow, next=anna: point" },
    { "a process point that she takes back is not used up",
        "anna cannot follow, anna takes back her point, next=nobody, anna cannot follow, next=anna" },
    { "a process point is no turn",
        "anna cannot follow, anna spoke, turns of anna=0, anna raises, next=anna: first time, letters=600" },
    { "points go by the order in which they came",
        "anna cannot follow, bongi says a rule is broken, cebo cannot follow, order=anna bongi cebo" },
    { "the facilitators may not take two or three points together",
        "anna cannot follow, bongi cannot follow, cebo cannot follow, points are taken together, "
        "refused: too few points, anna spoke, bongi spoke, points are taken together, refused: too few points" },
    { "after three on an item the facilitators may take the rest together",
        "anna cannot follow, bongi cannot follow, cebo cannot follow, dudu cannot follow, ella cannot follow, "
        "anna spoke, bongi spoke, cebo spoke, at once=1, points are taken together, next=dudu: point, at once=2, "
        "fikile raises, order=dudu fikile, dudu spoke, next=fikile, ella cannot follow, refused: once an item" },
    { "a point that comes while others are taken together is the next act",
        "anna cannot follow, bongi cannot follow, cebo cannot follow, anna spoke, bongi spoke, cebo spoke, "
        "dudu cannot follow, ella cannot follow, points are taken together, dudu begins, fikile cannot follow, "
        "dudu spoke, next=fikile: point, at once=1" },
    { "on the next item points are taken one by one again",
        "anna cannot follow, bongi cannot follow, cebo cannot follow, anna spoke, bongi spoke, cebo spoke, "
        "points are taken together, next item, anna cannot follow, bongi cannot follow, at once=1, "
        "points are taken together, refused: too few points" },
    { "a wrong appeal to a rule costs that person further ones",
        "anna says a rule is broken, anna spoke, anna was wrong about the rule, next item, anna says a rule is broken, "
        "refused: no more points, anna cannot follow, refused: no more points, bongi cannot follow, next=bongi" },
    { "a right appeal costs nothing, and \"I can't follow\" is no appeal",
        "anna says a rule is broken, anna was wrong about the rule, refused: no appeal, bongi cannot follow, "
        "anna spoke, bongi spoke, bongi was wrong about the rule, refused: no appeal, next item, "
        "anna was wrong about the rule, refused: no appeal, anna cannot follow" },
    { "a wrong appeal costs her no turn",
        "anna says a rule is broken, anna spoke, anna was wrong about the rule, anna raises, next=anna: first time" },

    { "someone named answers before the next turn, if the chair gives it",
        "anna raises, cebo raises, anna spoke, bongi is named, next=cebo, the chair lets bongi answer, "
        "next=bongi: answer, one sentence, order=bongi cebo" },
    { "nobody answers whom nobody asked or named", "the chair lets anna answer, refused: not named" },
    { "when the next turn has begun it is too late for an answer",
        "anna raises, cebo raises, anna spoke, bongi is named, cebo begins, the chair lets bongi answer, "
        "refused: not named" },
    { "who is named in a turn may answer after it",
        "anna raises, cebo raises, anna begins, bongi is named, anna spoke, the chair lets bongi answer, next=bongi" },
    { "a process point does not end the time for an answer",
        "bongi is named, cebo cannot follow, cebo spoke, the chair lets bongi answer, next=bongi: answer" },
    { "an answer once an item",
        "bongi is named, the chair lets bongi answer, the chair lets bongi answer, refused: already, bongi spoke, "
        "bongi is named, the chair lets bongi answer, refused: once an item, next item, bongi is named, "
        "the chair lets bongi answer, next=bongi" },
    { "an answer is no turn, passes over nobody, and keeps her hand where it is",
        "anna raises, bongi raises, bongi is named, the chair lets bongi answer, bongi spoke, turns of bongi=0, "
        "passed over anna=0, order=anna bongi" },
    { "who is asked may rather not answer",
        "bongi is named, the chair lets bongi answer, bongi takes back her answer, next=nobody" },

    { "a second turn on an item has 300 characters",
        "anna raises, letters=600, anna spoke, anna raises, letters=300, anna spoke, anna raises, letters=300" },

    { "everyone sees her own place",
        "anna raises, anna spoke, anna raises, bongi raises, cebo raises, place of bongi=1, place of cebo=2, "
        "place of anna=3, place of dudu=0" },
    { "her place counts the points and answers before it",
        "anna raises, bongi cannot follow, cebo is named, the chair lets cebo answer, place of anna=3" },
    { "her place reckons with hands that will have been passed over five times",
        "anna raises, anna spoke, anna raises, bongi raises, cebo raises, dudu raises, ella raises, fikile raises, "
        "gugu raises, place of anna=6, place of fikile=5, place of gugu=7, order=bongi cebo dudu ella fikile anna gugu" },
    { "during a turn the others' places are those after it",
        "anna raises, bongi raises, anna begins, next=bongi, place of anna=0, place of bongi=1, order=bongi" },
    { "she may lower her hand",
        "anna raises, bongi raises, anna lowers, order=bongi, place of anna=0, anna lowers, refused: she does not wait" },
    { "a hand that is raised anew has waited from now on",
        "anna raises, bongi raises, anna lowers, anna raises, order=bongi anna" },
    { "a hand is up once", "anna raises, anna raises, refused: already, anna begins, anna raises, refused: already" },
    { "who lowers her hand in her turn has not spoken",
        "anna raises, bongi raises, anna begins, anna lowers, turns of anna=0, next=bongi, bongi spoke" },

    { "facilitators reorder for a new voice",
        "anna raises, bongi raises, facilitators move bongi for new voice, next=bongi: moved for new voice, "
        "order=bongi anna" },
    { "for an answer", "anna raises, bongi raises, facilitators move bongi for answer, next=bongi: moved for answer" },
    { "for harm", "anna raises, bongi raises, facilitators move bongi for harm, next=bongi: moved for harm" },
    { "for who leaves early",
        "anna raises, bongi raises, facilitators move bongi for leaving early, next=bongi: moved for leaving early" },
    { "for another reason",
        "anna raises, bongi raises, facilitators move bongi for other, next=bongi: moved for other" },
    { "not without one of the five reasons",
        "anna raises, bongi raises, facilitators move bongi for friendship, refused: no reason, next=anna" },
    { "not whose hand is down",
        "anna raises, facilitators move bongi for harm, refused: she does not wait, anna begins, "
        "facilitators move anna for harm, refused: she does not wait" },
    { "the latest move is first",
        "anna raises, bongi raises, cebo raises, facilitators move bongi for harm, facilitators move cebo for other, "
        "order=cebo bongi anna, facilitators move bongi for harm, order=bongi cebo anna" },
    { "a move passes over, and passes nobody over more than five times",
        FIVE_PASS_ANNA ", gugu raises, facilitators move gugu for harm, next=anna: passed over, anna spoke, "
                       "next=gugu: moved for harm" },
    { "a move passes over the earlier hands alone",
        "anna raises, bongi raises, cebo raises, facilitators move bongi for other, bongi spoke, passed over anna=1, "
        "passed over cebo=0" },
    { "a move is over when she has spoken, lowered her hand, or the item is over",
        "anna raises, facilitators move anna for harm, anna spoke, anna raises, next=anna: waited longest, bongi raises, "
        "facilitators move bongi for harm, bongi lowers, bongi raises, next=bongi: first time, cebo raises, "
        "facilitators move cebo for harm, next item, next=bongi: first time" },

    { "unanswered, the next speaks and she keeps her place",
        "anna raises, bongi raises, cebo raises, anna begins, anna is silent, turns of anna=0, bongi spoke, anna is back, "
        "next=anna: first time, letters=600, order=anna cebo" },
    { "a dropped line keeps her place, and she sees it",
        "anna raises, bongi raises, cebo raises, anna is silent, order=bongi cebo, place of anna=1, place of bongi=1, "
        "anna is back, order=anna bongi cebo" },
    { "who is not there is not passed over",
        "anna raises, bongi raises, anna is silent, bongi spoke, passed over anna=0" },
    { "nor is who comes back while another has the turn",
        "anna raises, bongi raises, anna is silent, bongi begins, anna is back, bongi spoke, passed over anna=0" },
    { "who does something is there",
        "anna raises, anna is silent, next=nobody, anna cannot follow, order=anna anna, anna spoke, next=anna: first time" },
    { "a point of a dropped line waits too",
        "anna cannot follow, bongi raises, anna is silent, next=bongi, anna is back, next=anna: point" },
    { "who left waits no more, and comes back with the turns she had",
        "anna raises, anna spoke, anna raises, anna cannot follow, anna leaves, next=nobody, anna raises, "
        "bongi raises, order=bongi anna" },
    { "who was named and left answers no more",
        "anna is named, anna leaves, the chair lets anna answer, refused: not named" },
    { "who leaves in her turn gives it up",
        "anna raises, bongi raises, anna begins, anna leaves, next=bongi, bongi spoke" },

    { "a go-round is in the order that was drawn, before hands, one sentence each",
        "anna raises, go-round cebo anna bongi, next=cebo: go-round, one sentence, order=cebo anna bongi anna" },
    { "a go-round is no turn, and passes over nobody",
        "anna raises, go-round bongi cebo, bongi spoke, cebo spoke, turns of bongi=0, passed over anna=0, next=anna, "
        "go-round anna, next=anna: go-round" },
    { "one go-round at a time", "go-round anna bongi, anna spoke, go-round cebo, refused: already, order=bongi" },
    { "who passes in a go-round, and who is silent in it",
        "go-round anna bongi cebo, anna takes back her go-round, bongi is silent, order=cebo, cebo spoke, bongi is back, "
        "next=bongi: go-round" },
    { "a go-round ends with its item", "go-round anna bongi, next item, next=nobody" },

    { "an interpreter's lines are no turn",
        "thandi may not interpret, anna raises, anna begins, thandi may interpret, anna may not interpret, "
        "anna spoke, turns of thandi=0, turns of anna=1, thandi raises, next=thandi: first time" },
    { "an interpreter types when the words are there to be read",
        "anna raises, anna spoke, thandi may interpret, anna may not interpret, thandi raises, thandi begins, "
        "thandi may not interpret, anna may interpret, thandi spoke, thandi may not interpret, next item, "
        "anna may not interpret" },
    { "a turn is given once", "anna raises, bongi raises, anna begins, bongi begins, refused: already, anna spoke" },
};

static void minutes_of_small_meetings(void **state)
{
    (void)state;
    for (size_t i = 0; i < LENGTH(cases); i++)
        read_minutes(cases[i].title, cases[i].text);
}

static void a_full_street_and_one_more(void **state)
{
    (void)state;
    static struct speakers speakers, before;
    static struct speakers_turn order[SPEAKERS_MOST + 1];
    static int64_t drawn[SPEAKERS_MOST + 1];
    speakers_open(&speakers, SPEAKERS_LETTERS);
    for (int64_t member = 1; member <= SPEAKERS_MOST; member++)
        assert_int_equal(speakers_raise(&speakers, member, member), SPEAKERS_OK);
    before = speakers;
    for (int64_t i = 0; i <= SPEAKERS_MOST; i++)
        drawn[i] = i + 1;
    assert_int_equal(speakers_raise(&speakers, 1000, 0), SPEAKERS_FULL);
    assert_int_equal(speakers_point(&speakers, 1000, SPEAKERS_CANNOT_FOLLOW), SPEAKERS_FULL);
    assert_int_equal(speakers_name(&speakers, 1000), SPEAKERS_FULL);
    assert_int_equal(speakers_go_round(&speakers, drawn, SPEAKERS_MOST + 1), SPEAKERS_FULL);
    assert_memory_equal(&speakers, &before, sizeof speakers);
    assert_int_equal(speakers_order(&speakers, order, LENGTH(order)), SPEAKERS_MOST);
    assert_int_equal(speakers_order(&speakers, order, 3), 3);
    assert_int_equal(speakers_place(&speakers, SPEAKERS_MOST), SPEAKERS_MOST);
    assert_int_equal(speakers_go_round(&speakers, drawn, SPEAKERS_MOST), SPEAKERS_OK);
}

/* --- what holds of any meeting --- */

enum { CROWD = 12, MEETINGS = 300, ACTS = 400 };

/* The same meeting, kept by somebody who counts by himself. */
struct witness {
    struct speakers speakers;
    uint64_t chance;
    int hands;
    int hand[CROWD + 1], passed[CROWD + 1], points[CROWD + 1]; /* hand: its number, 0 is down; points: on this item */
    bool away[CROWD + 1], was_away[CROWD + 1];                 /* was_away: since the turn was given */
};

static int below(struct witness *witness, int limit)
{
    witness->chance = witness->chance * 6364136223846793005u + 1442695040888963407u;
    return (int)((witness->chance >> 33) % (uint64_t)limit);
}

static void see_turn_given(struct witness *witness)
{
    if (speakers_give(&witness->speakers, NULL) == SPEAKERS_OK)
        memcpy(witness->was_away, witness->away, sizeof witness->away);
}

static void see_spoken(struct witness *witness)
{
    const struct speakers_turn turn = witness->speakers.turn;
    if (speakers_spoke(&witness->speakers) != SPEAKERS_OK)
        return;
    if (turn.act == SPEAKERS_POINT && turn.together == 1)
        assert_int_equal(++witness->points[turn.member], 1);
    if (turn.act != SPEAKERS_TURN)
        return;
    for (int one = 1; one <= CROWD; one++)
        if (witness->hand[one] > 0 && witness->hand[one] < witness->hand[turn.member] && !witness->was_away[one])
            assert_true(++witness->passed[one] <= 5);
    witness->hand[turn.member] = witness->passed[turn.member] = 0;
}

static void see_hand(struct witness *witness, int member)
{
    if (speakers_raise(&witness->speakers, member, 0) == SPEAKERS_OK) {
        witness->hand[member] = ++witness->hands;
        witness->away[member] = false;
    } else {
        assert_true(witness->hand[member] > 0);
    }
}

static void see_lowered(struct witness *witness, int member)
{
    enum speakers_result result = speakers_lower(&witness->speakers, member, SPEAKERS_TURN);
    assert_int_equal(result, witness->hand[member] > 0 ? SPEAKERS_OK : SPEAKERS_NOT_WAITING);
    witness->hand[member] = witness->passed[member] = 0;
    assert_int_equal(speakers_place(&witness->speakers, member), 0);
}

static void see_line(struct witness *witness, int member, bool away)
{
    if (away)
        speakers_hold(&witness->speakers, member);
    else
        speakers_back(&witness->speakers, member);
    if (speakers_person(&witness->speakers, member) == NULL)
        return; /* nobody knows her yet */
    witness->away[member] = away;
    witness->was_away[member] |= away;
}

static void see_point(struct witness *witness, int member)
{
    if (speakers_point(&witness->speakers, member, SPEAKERS_BREAKS_RULE) == SPEAKERS_OK)
        witness->away[member] = false;
}

static void see_item(struct witness *witness)
{
    speakers_item(&witness->speakers);
    memset(witness->points, 0, sizeof witness->points);
}

static void any_act(struct witness *witness)
{
    int member = 1 + below(witness, below(witness, 2) ? 3 : CROWD); /* three are loud */
    int act = below(witness, 100);
    if (act < 35)
        see_hand(witness, member);
    else if (act < 55)
        see_turn_given(witness);
    else if (act < 80)
        see_spoken(witness);
    else if (act < 83)
        see_lowered(witness, member);
    else if (act < 87)
        see_line(witness, member, true);
    else if (act < 92)
        see_line(witness, member, false);
    else if (act < 95)
        speakers_move(&witness->speakers, member, SPEAKERS_OTHER);
    else if (act < 97)
        see_point(witness, member);
    else if (act < 98)
        speakers_name(&witness->speakers, member);
    else if (act < 99)
        speakers_let_answer(&witness->speakers, member);
    else
        see_item(witness);
}

/* The order that is shown is the order that comes. */
static void the_order_holds(const struct witness *witness)
{
    struct speakers_turn order[4 * CROWD];
    struct speakers copy = witness->speakers;
    size_t count = speakers_order(&copy, order, LENGTH(order));
    speakers_spoke(&copy);
    for (size_t i = 0; i < count; i++) {
        if (order[i].act == SPEAKERS_TURN)
            assert_int_equal(speakers_place(&witness->speakers, order[i].member), i + 1);
        assert_int_equal(speakers_next(&copy).member, order[i].member);
        assert_int_equal(speakers_give(&copy, NULL), SPEAKERS_OK);
        assert_int_equal(speakers_spoke(&copy), SPEAKERS_OK);
    }
    assert_int_equal(speakers_give(&copy, NULL), SPEAKERS_NOBODY);
}

static void counts_agree(const struct witness *witness)
{
    for (int member = 1; member <= CROWD; member++) {
        const struct speakers_person *person = speakers_person(&witness->speakers, member);
        assert_int_equal(person != NULL ? person->passed : 0, witness->passed[member]);
        assert_int_equal(person != NULL && person->hand > 0, witness->hand[member] > 0);
    }
}

/* However loud the three are, and whom ever the facilitators move: before a hand speak at most the earlier hands, and
 * five later ones. */
static void every_hand_is_heard(struct witness *witness)
{
    bool waits[CROWD + 1];
    int turns = 0, left = 0;
    see_spoken(witness);
    for (int member = 1; member <= CROWD; member++) {
        see_line(witness, member, false);
        waits[member] = witness->hand[member] > 0;
        left += waits[member];
    }
    while (left > 0) {
        for (int loud = 1; loud <= 3; loud++)
            see_hand(witness, loud);
        speakers_move(&witness->speakers, 1 + below(witness, 3), SPEAKERS_OTHER);
        see_turn_given(witness);
        const struct speakers_turn turn = witness->speakers.turn;
        see_spoken(witness);
        if (turn.act != SPEAKERS_TURN)
            continue;
        assert_true(++turns <= CROWD + SPEAKERS_PASSED_MOST);
        left -= waits[turn.member];
        waits[turn.member] = false;
    }
}

static void what_holds_of_any_meeting(void **state)
{
    (void)state;
    static struct witness witness;
    for (int meeting = 0; meeting < MEETINGS; meeting++) {
        memset(&witness, 0, sizeof witness);
        witness.chance = (uint64_t)meeting;
        speakers_open(&witness.speakers, SPEAKERS_LETTERS);
        for (int i = 0; i < ACTS; i++) {
            any_act(&witness);
            counts_agree(&witness);
            if (i % 20 == 0)
                the_order_holds(&witness);
        }
        every_hand_is_heard(&witness);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(minutes_of_small_meetings),
        cmocka_unit_test(a_full_street_and_one_more),
        cmocka_unit_test(what_holds_of_any_meeting),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
