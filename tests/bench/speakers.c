/*
 * speakers.c: who gets to speak, in simulated meetings of forty people (include/speakers.h, RULES 4.2).
 *
 *     speakers SEEDS     the means of so many meetings
 *
 * How eager each of them is comes from recorded meetings (speakers_shares.h), drawn at random until there are forty
 * people: ten to fourteen meetings. There are 200 turns over four items. Before each turn some hands go up, `hands` in
 * the mean (Poisson), each of somebody whose hand is down, drawn by how eager she is. When nobody waits, one goes up.
 * The same chance meets each order of speakers that is compared.
 *
 * Whoever waits when an item ends either leaves her hand up for the next ("kept"), or all lower theirs ("lowered").
 *
 * Prints "speakers.END.HANDS.ORDER.what value", one a line:
 *     eager      the share of all turns that the four most eager people had
 *     loudest    the share of the four who had the most turns
 *     distinct   how many people spoke
 *     wait       the longest wait of a hand, in turns, also of hands that never got their turn
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "speakers.h"
#include "tests/bench/figures.h"
#include "tests/bench/speakers_shares.h"
#include "util.h"

enum { PEOPLE = 40, FOUR = 4, TURNS = 200, ITEMS = 4, FINE = 1 << 24 };

struct meeting {
    uint64_t seed;
    double eager[PEOPLE]; /* the most eager first; their sum is 1 */
    double hands;         /* that go up before each turn, in the mean */
    bool lower;           /* all hands, when an item ends */
};
struct figures {
    double eager, loudest, distinct, wait;
};
/* What happens in one meeting; members are numbered from 1 on. */
struct floor {
    struct speakers speakers;
    int turns[PEOPLE + 1], since[PEOPLE + 1]; /* since: the turn before which her hand went up */
    int longest;
};

static struct chance chance_of(uint64_t seed, uint64_t part)
{
    struct chance chance = { ((seed << 16) + part + 1) * 0x9E3779B97F4A7C15u };
    chance_below(&chance, FINE); /* seeds that are near give numbers that are near, at first */
    return chance;
}

static double fraction(struct chance *chance)
{
    return (double)chance_below(chance, FINE) / FINE;
}

static int falling_real(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x < y) - (x > y);
}

static int falling(const void *a, const void *b)
{
    return *(const int *)b - *(const int *)a;
}

static void draw_people(struct meeting *meeting)
{
    struct chance chance = chance_of(meeting->seed, TURNS);
    double sum = 0;
    for (int count = 0; count < PEOPLE;) {
        const short *shares = speakers_share[chance_below(&chance, SPEAKERS_MEETINGS)];
        for (int i = 0; i < SPEAKERS_IN_ONE && shares[i] > 0 && count < PEOPLE; i++)
            sum += meeting->eager[count++] = shares[i];
    }
    for (int i = 0; i < PEOPLE; i++)
        meeting->eager[i] /= sum;
    qsort(meeting->eager, PEOPLE, sizeof *meeting->eager, falling_real);
}

static int drawn_by_eagerness(const struct meeting *meeting, struct chance *chance)
{
    double at = fraction(chance);
    int member = 1;
    while (member < PEOPLE && (at -= meeting->eager[member - 1]) >= 0)
        member++;
    return member;
}

static bool hand_is_up(const struct floor *floor, int member)
{
    const struct speakers_person *person = speakers_person(&floor->speakers, member);
    return person != NULL && person->hand > 0;
}

static int hands_up(const struct floor *floor)
{
    int count = 0;
    for (int member = 1; member <= PEOPLE; member++)
        count += hand_is_up(floor, member);
    return count;
}

static int poisson(struct chance *chance, double mean)
{
    int count = -1;
    for (double left = 1, end = exp(-mean); left > end; count++)
        left *= fraction(chance);
    return count;
}

static void raise_hands(struct floor *floor, const struct meeting *meeting, int turn)
{
    struct chance chance = chance_of(meeting->seed, (uint64_t)turn);
    int up = hands_up(floor), wanted = poisson(&chance, meeting->hands);
    if (up == 0 && wanted == 0)
        wanted = 1;
    for (; wanted > 0 && up < PEOPLE; wanted--, up++) {
        int member = drawn_by_eagerness(meeting, &chance);
        while (hand_is_up(floor, member))
            member = drawn_by_eagerness(meeting, &chance);
        speakers_raise(&floor->speakers, member, turn);
        floor->since[member] = turn;
    }
}

static void note_wait(struct floor *floor, int member, int turn)
{
    if (turn - floor->since[member] > floor->longest)
        floor->longest = turn - floor->since[member];
}

static void end_item(struct floor *floor, bool lower, int turn)
{
    for (int member = 1; member <= PEOPLE; member++)
        if (hand_is_up(floor, member) && lower) {
            note_wait(floor, member, turn);
            speakers_lower(&floor->speakers, member, SPEAKERS_TURN);
        }
    speakers_item(&floor->speakers);
}

static void hold_meeting(struct floor *floor, const struct meeting *meeting, enum speakers_policy policy)
{
    memset(floor, 0, sizeof *floor);
    speakers_open(&floor->speakers, SPEAKERS_LETTERS);
    floor->speakers.policy = policy;
    for (int turn = 0; turn < TURNS; turn++) {
        struct speakers_turn given;
        if (turn > 0 && turn % (TURNS / ITEMS) == 0)
            end_item(floor, meeting->lower, turn);
        raise_hands(floor, meeting, turn);
        if (speakers_give(&floor->speakers, &given) != SPEAKERS_OK || speakers_spoke(&floor->speakers) != SPEAKERS_OK)
            die("nobody speaks in turn %d", turn);
        note_wait(floor, (int)given.member, turn);
        floor->turns[given.member]++;
    }
    end_item(floor, true, TURNS);
}

static void add(struct figures *sums, struct floor *floor)
{
    for (int member = 1; member <= PEOPLE; member++) {
        sums->eager += member <= FOUR ? floor->turns[member] : 0;
        sums->distinct += floor->turns[member] > 0;
    }
    qsort(floor->turns, PEOPLE + 1, sizeof *floor->turns, falling);
    for (int i = 0; i < FOUR; i++)
        sums->loudest += floor->turns[i];
    sums->wait += floor->longest;
}

static void measure(const char *end, double hands, const char *name, enum speakers_policy policy, int seeds)
{
    struct figures sums = { .wait = 0 };
    static struct floor floor;
    for (int seed = 1; seed <= seeds; seed++) {
        struct meeting meeting = { .seed = (uint64_t)seed, .hands = hands, .lower = strcmp(end, "lowered") == 0 };
        draw_people(&meeting);
        hold_meeting(&floor, &meeting, policy);
        add(&sums, &floor);
    }
    printf("speakers.%s.%.1f.%s.eager %.4f\n", end, hands, name, sums.eager / seeds / TURNS);
    printf("speakers.%s.%.1f.%s.loudest %.4f\n", end, hands, name, sums.loudest / seeds / TURNS);
    printf("speakers.%s.%.1f.%s.distinct %.3f\n", end, hands, name, sums.distinct / seeds);
    printf("speakers.%s.%.1f.%s.wait %.3f\n", end, hands, name, sums.wait / seeds);
}

int main(int argc, char **argv)
{
    static const char *const ends[] = { "kept", "lowered" };
    static const double hands[] = { 1.0, 1.2, 1.5 };
    static const struct {
        const char *name;
        enum speakers_policy policy;
    } orders[] = {
        { "built", SPEAKERS_FEWEST_TURNS },
        { "words", SPEAKERS_NEW_FIRST },
        { "uncapped", SPEAKERS_FEWEST_UNCAPPED },
        { "come", SPEAKERS_FIRST_COME },
    };
    int64_t seeds;
    if (argc != 2 || !util_parse_number(argv[1], &seeds) || seeds < 1 || seeds > 100000)
        die("usage: speakers SEEDS");
    for (size_t end = 0; end < sizeof ends / sizeof *ends; end++)
        for (size_t i = 0; i < sizeof hands / sizeof *hands; i++)
            for (size_t order = 0; order < sizeof orders / sizeof *orders; order++)
                measure(ends[end], hands[i], orders[order].name, orders[order].policy, (int)seeds);
    return 0;
}
