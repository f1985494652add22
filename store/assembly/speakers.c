/* speakers.c: see speakers.h. Pure. */
#include "speakers.h"

#include <string.h>

void speakers_open(struct speakers *speakers, int letters)
{
    memset(speakers, 0, sizeof *speakers);
    speakers->letters = letters;
}

void speakers_item(struct speakers *speakers)
{
    speakers->turn = (struct speakers_turn) { .act = SPEAKERS_NO_ACT };
    speakers->points_heard = 0;
    speakers->points_together = false;
    speakers->concerned = speakers->heard = 0;
    speakers->first_said = speakers->last_due = speakers->last_called = false;
    for (int i = 0; i < speakers->count; i++) {
        struct speakers_person *one = &speakers->person[i];
        one->turns_item = one->moved = one->point = one->named = one->answer = one->sentence = 0;
        one->had_point = one->answered = one->spoke_item = false;
    }
}

const struct speakers_person *speakers_person(const struct speakers *speakers, int64_t member)
{
    for (int i = 0; i < speakers->count; i++)
        if (speakers->person[i].member == member)
            return &speakers->person[i];
    return NULL;
}

static struct speakers_person *known(struct speakers *speakers, int64_t member)
{
    const struct speakers_person *person = speakers_person(speakers, member);
    return person != NULL ? &speakers->person[person - speakers->person] : NULL;
}

/* NULL when there is no room for another person. */
static struct speakers_person *enter(struct speakers *speakers, int64_t member)
{
    struct speakers_person *person = known(speakers, member);
    if (person != NULL || speakers->count == SPEAKERS_MOST)
        return person;
    person = &speakers->person[speakers->count++];
    *person = (struct speakers_person) { .member = member };
    return person;
}

static bool has_turn(const struct speakers *speakers, const struct speakers_person *person, enum speakers_act act)
{
    return speakers->turn.act == act && speakers->turn.member == person->member;
}

/* Whoever does something herself is there. */
static void be_back(struct speakers *speakers, struct speakers_person *person)
{
    if (person->held)
        person->back = ++speakers->numbers;
    person->held = false;
}

/* --- hands --- */

enum speakers_result speakers_raise(struct speakers *speakers, int64_t member, int64_t now)
{
    struct speakers_person *person = enter(speakers, member);
    if (person == NULL)
        return SPEAKERS_FULL;
    if (person->hand > 0)
        return SPEAKERS_ALREADY;
    be_back(speakers, person);
    person->hand = ++speakers->numbers;
    person->raised_at = now;
    return SPEAKERS_OK;
}

static void hand_down(struct speakers_person *person)
{
    person->hand = person->passed = person->moved = 0;
    person->raised_at = 0;
}

/* She passes: she speaks first, or last, no more. */
static enum speakers_result pass_word(struct speakers *speakers, const struct speakers_person *person, bool first)
{
    if (person->member != speakers->concerned || (first ? speakers->first_said : !speakers->last_due))
        return SPEAKERS_NOT_WAITING;
    if (has_turn(speakers, person, first ? SPEAKERS_FIRST : SPEAKERS_LAST))
        speakers->turn.act = SPEAKERS_NO_ACT;
    if (first)
        speakers->first_said = true;
    else
        speakers->last_due = speakers->last_called = false;
    return SPEAKERS_OK;
}

enum speakers_result speakers_lower(struct speakers *speakers, int64_t member, enum speakers_act act)
{
    struct speakers_person *person = known(speakers, member);
    if (person == NULL)
        return SPEAKERS_NOT_WAITING;
    if (act == SPEAKERS_FIRST || act == SPEAKERS_LAST)
        return pass_word(speakers, person, act == SPEAKERS_FIRST);
    int *const number[] = { [SPEAKERS_POINT] = &person->point,
        [SPEAKERS_ANSWER] = &person->answer,
        [SPEAKERS_SENTENCE] = &person->sentence,
        [SPEAKERS_TURN] = &person->hand };
    if (act <= SPEAKERS_NO_ACT || act > SPEAKERS_TURN || *number[act] == 0)
        return SPEAKERS_NOT_WAITING;
    if (has_turn(speakers, person, act))
        speakers->turn.act = SPEAKERS_NO_ACT;
    if (act == SPEAKERS_TURN)
        hand_down(person);
    else
        *number[act] = 0;
    return SPEAKERS_OK;
}

enum speakers_result speakers_move(struct speakers *speakers, int64_t member, enum speakers_reason reason)
{
    struct speakers_person *person = known(speakers, member);
    if (reason <= SPEAKERS_NO_MOVE || reason >= SPEAKERS_REASONS)
        return SPEAKERS_NO_REASON;
    if (person == NULL || person->hand == 0 || has_turn(speakers, person, SPEAKERS_TURN))
        return SPEAKERS_NOT_WAITING;
    person->moved = ++speakers->numbers;
    person->reason = reason;
    return SPEAKERS_OK;
}

/* --- what goes before hands --- */

enum speakers_result speakers_point(struct speakers *speakers, int64_t member, enum speakers_point_kind kind)
{
    struct speakers_person *person = enter(speakers, member);
    if (person == NULL)
        return SPEAKERS_FULL;
    if (person->no_more_points)
        return SPEAKERS_NO_MORE;
    if (person->point > 0)
        return SPEAKERS_ALREADY;
    if (person->had_point)
        return SPEAKERS_ONCE_AN_ITEM;
    be_back(speakers, person);
    person->point = ++speakers->numbers;
    person->point_kind = kind;
    return SPEAKERS_OK;
}

enum speakers_result speakers_wrong_appeal(struct speakers *speakers, int64_t member)
{
    struct speakers_person *person = known(speakers, member);
    if (person == NULL || !person->had_point || person->point_kind != SPEAKERS_BREAKS_RULE)
        return SPEAKERS_NO_APPEAL;
    person->no_more_points = true;
    return SPEAKERS_OK;
}

enum speakers_result speakers_take_together(struct speakers *speakers)
{
    if (speakers->points_heard < SPEAKERS_POINTS_SINGLY)
        return SPEAKERS_SINGLY;
    speakers->points_together = true;
    return SPEAKERS_OK;
}

enum speakers_result speakers_name(struct speakers *speakers, int64_t member)
{
    struct speakers_person *person = enter(speakers, member);
    if (person == NULL)
        return SPEAKERS_FULL;
    person->named = ++speakers->numbers;
    return SPEAKERS_OK;
}

enum speakers_result speakers_let_answer(struct speakers *speakers, int64_t member)
{
    struct speakers_person *person = known(speakers, member);
    if (person == NULL || person->named == 0)
        return SPEAKERS_NOT_NAMED;
    if (person->answered)
        return SPEAKERS_ONCE_AN_ITEM;
    if (person->answer > 0)
        return SPEAKERS_ALREADY;
    person->answer = ++speakers->numbers;
    return SPEAKERS_OK;
}

/* --- an item about a person --- */

enum speakers_result speakers_concerns(struct speakers *speakers, int64_t member)
{
    if (member != 0 && enter(speakers, member) == NULL)
        return SPEAKERS_FULL;
    speakers->concerned = member;
    return SPEAKERS_OK;
}

/* She who is concerned, when she is there; NULL: nobody. */
static const struct speakers_person *concerned(const struct speakers *speakers)
{
    const struct speakers_person *person =
        speakers->concerned != 0 ? speakers_person(speakers, speakers->concerned) : NULL;
    return person != NULL && !person->held ? person : NULL;
}

bool speakers_last_is_due(const struct speakers *speakers)
{
    return speakers->last_due && concerned(speakers) != NULL;
}

enum speakers_result speakers_call_last(struct speakers *speakers)
{
    if (!speakers_last_is_due(speakers))
        return SPEAKERS_NO_LAST_WORD;
    if (speakers->last_called)
        return SPEAKERS_ALREADY;
    speakers->last_called = true;
    return SPEAKERS_OK;
}

enum speakers_result speakers_go_round(struct speakers *speakers, const int64_t *drawn, size_t count)
{
    size_t strangers = 0;
    for (int i = 0; i < speakers->count; i++)
        if (speakers->person[i].sentence > 0)
            return SPEAKERS_ALREADY;
    for (size_t i = 0; i < count; i++)
        strangers += known(speakers, drawn[i]) == NULL;
    if (strangers > (size_t)(SPEAKERS_MOST - speakers->count))
        return SPEAKERS_FULL;
    for (size_t i = 0; i < count; i++)
        enter(speakers, drawn[i])->sentence = ++speakers->numbers;
    return SPEAKERS_OK;
}

/* --- who is next --- */

static int number_of(const struct speakers_person *person, enum speakers_act act)
{
    switch (act) {
    case SPEAKERS_POINT:
        return person->point;
    case SPEAKERS_ANSWER:
        return person->answer;
    case SPEAKERS_SENTENCE:
        return person->sentence;
    case SPEAKERS_TURN:
        return person->hand;
    default: /* a first and a last word have no number: there is one of each */
        break;
    }
    return 0;
}

/* She waits with that, and could begin now. */
static bool waits(const struct speakers *speakers, const struct speakers_person *person, enum speakers_act act)
{
    return number_of(person, act) > 0 && !person->held && !has_turn(speakers, person, act);
}

/* The earliest that waits with that; NULL: nobody does. */
static const struct speakers_person *earliest(const struct speakers *speakers, enum speakers_act act, int passed)
{
    const struct speakers_person *found = NULL;
    for (const struct speakers_person *one = speakers->person; one < speakers->person + speakers->count; one++)
        if (waits(speakers, one, act) && one->passed >= passed &&
            (found == NULL || number_of(one, act) < number_of(found, act)))
            found = one;
    return found;
}

static bool goes_before(enum speakers_policy policy, const struct speakers_person *a, const struct speakers_person *b)
{
    if (a->moved != b->moved)
        return a->moved > b->moved;
    if (policy == SPEAKERS_NEW_FIRST && (a->turns_item == 0) != (b->turns_item == 0))
        return a->turns_item == 0;
    if (policy == SPEAKERS_FEWEST_TURNS || policy == SPEAKERS_FEWEST_UNCAPPED) {
        if (a->turns_item != b->turns_item)
            return a->turns_item < b->turns_item;
        if (a->turns_meeting != b->turns_meeting)
            return a->turns_meeting < b->turns_meeting;
    }
    return a->hand < b->hand;
}

/* Whoever takes her turn passes over only hands that are earlier than hers. So it is enough to call the earliest of the
 * hands that were passed over five times: every hand before it was passed over less. */
static const struct speakers_person *next_hand(const struct speakers *speakers)
{
    const struct speakers_person *found = NULL;
    if (speakers->policy != SPEAKERS_FEWEST_UNCAPPED)
        found = earliest(speakers, SPEAKERS_TURN, SPEAKERS_PASSED_MOST);
    if (found != NULL)
        return found;
    for (const struct speakers_person *one = speakers->person; one < speakers->person + speakers->count; one++)
        if (waits(speakers, one, SPEAKERS_TURN) && (found == NULL || goes_before(speakers->policy, one, found)))
            found = one;
    return found;
}

static enum speakers_why why_hand(const struct speakers *speakers, const struct speakers_person *person)
{
    if (person->passed >= SPEAKERS_PASSED_MOST)
        return SPEAKERS_PASSED_OVER;
    if (person->moved > 0)
        return SPEAKERS_MOVED;
    if (person->turns_item == 0)
        return SPEAKERS_FIRST_TIME;
    return person == earliest(speakers, SPEAKERS_TURN, 0) ? SPEAKERS_WAITED_LONGEST : SPEAKERS_FEWER_TURNS;
}

static struct speakers_turn turn_of_hand(const struct speakers *speakers, const struct speakers_person *person)
{
    enum speakers_why why = why_hand(speakers, person);
    return (struct speakers_turn) {
        .act = SPEAKERS_TURN,
        .member = person->member,
        .why = why,
        .reason = why == SPEAKERS_MOVED ? person->reason : SPEAKERS_NO_MOVE,
        .letters = person->turns_item > 0 ? SPEAKERS_LETTERS_LATER : speakers->letters,
        .together = 1,
    };
}

static int points_waiting(const struct speakers *speakers)
{
    int count = 0;
    for (int i = 0; i < speakers->count; i++)
        count += waits(speakers, &speakers->person[i], SPEAKERS_POINT);
    return count;
}

/* Her first or her last word is next. */
static bool has_word(const struct speakers *speakers, enum speakers_act act)
{
    const struct speakers_person *person = concerned(speakers);
    return person != NULL && !has_turn(speakers, person, act) &&
           (act == SPEAKERS_FIRST ? !speakers->first_said : speakers->last_due);
}

static struct speakers_turn word_of(const struct speakers *speakers, enum speakers_act act)
{
    return (struct speakers_turn) {
        .act = act, .member = speakers->concerned, .letters = speakers->letters, .together = 1
    };
}

struct speakers_turn speakers_next(const struct speakers *speakers)
{
    for (enum speakers_act act = SPEAKERS_POINT; act < SPEAKERS_TURN; act++) {
        if (act == SPEAKERS_ANSWER && has_word(speakers, SPEAKERS_FIRST))
            return word_of(speakers, SPEAKERS_FIRST);
        if (act == SPEAKERS_ANSWER && speakers->last_called && has_word(speakers, SPEAKERS_LAST))
            return word_of(speakers, SPEAKERS_LAST);
        const struct speakers_person *one = earliest(speakers, act, 0);
        if (one == NULL)
            continue;
        bool together = act == SPEAKERS_POINT && speakers->points_together;
        return (struct speakers_turn) {
            .act = act,
            .member = one->member,
            .letters = SPEAKERS_LETTERS_LATER,
            .sentence = true,
            .together = together ? points_waiting(speakers) : 1,
        };
    }
    const struct speakers_person *hand = next_hand(speakers);
    if (hand == NULL && has_word(speakers, SPEAKERS_LAST))
        return word_of(speakers, SPEAKERS_LAST);
    return hand != NULL ? turn_of_hand(speakers, hand) : (struct speakers_turn) { .act = SPEAKERS_NO_ACT };
}

/* --- turns --- */

enum speakers_result speakers_give(struct speakers *speakers, struct speakers_turn *turn)
{
    struct speakers_turn next = speakers_next(speakers);
    if (speakers->turn.act != SPEAKERS_NO_ACT)
        return SPEAKERS_ALREADY;
    if (next.act == SPEAKERS_NO_ACT)
        return SPEAKERS_NOBODY;
    if (next.act == SPEAKERS_TURN)
        for (int i = 0; i < speakers->count; i++)
            speakers->person[i].named = 0;
    speakers->turn = next;
    speakers->turn_given = ++speakers->numbers;
    if (turn != NULL)
        *turn = next;
    return SPEAKERS_OK;
}

/* She waited with that when the turn that is now was given. Who came back since was not there to be called. */
static bool waited_before(const struct speakers *speakers, const struct speakers_person *person, enum speakers_act act)
{
    return waits(speakers, person, act) && number_of(person, act) < speakers->turn_given &&
           person->back < speakers->turn_given;
}

static void hear_point(struct speakers *speakers, struct speakers_person *person)
{
    person->point = 0;
    person->had_point = true;
    speakers->points_heard++;
}

static void hear_points(struct speakers *speakers, struct speakers_person *speaker)
{
    for (int i = 0; speakers->turn.together > 1 && i < speakers->count; i++)
        if (waited_before(speakers, &speakers->person[i], SPEAKERS_POINT))
            hear_point(speakers, &speakers->person[i]);
    hear_point(speakers, speaker);
}

static void hear_hand(struct speakers *speakers, struct speakers_person *speaker)
{
    for (int i = 0; i < speakers->count; i++)
        if (speakers->person[i].hand < speaker->hand && waited_before(speakers, &speakers->person[i], SPEAKERS_TURN))
            speakers->person[i].passed++;
    hand_down(speaker);
    speaker->turns_item++;
    speaker->turns_meeting++;
}

/* Who speaks after her gives her the last word once more. A process point is not about the matter. */
static void hear_word(struct speakers *speakers, enum speakers_act act)
{
    if (speakers->concerned == 0 || act == SPEAKERS_POINT)
        return;
    speakers->last_due = speakers->turn.member != speakers->concerned;
    if (act == SPEAKERS_FIRST)
        speakers->first_said = true;
    if (act == SPEAKERS_LAST)
        speakers->last_called = false;
}

enum speakers_result speakers_spoke(struct speakers *speakers)
{
    struct speakers_person *speaker = known(speakers, speakers->turn.member);
    if (speakers->turn.act == SPEAKERS_NO_ACT || speaker == NULL)
        return SPEAKERS_NOBODY;
    switch (speakers->turn.act) {
    case SPEAKERS_POINT:
        hear_points(speakers, speaker);
        break;
    case SPEAKERS_ANSWER:
        speaker->answer = 0;
        speaker->answered = true;
        break;
    case SPEAKERS_SENTENCE:
        speaker->sentence = 0;
        break;
    case SPEAKERS_FIRST:
    case SPEAKERS_LAST:
        break;
    default:
        hear_hand(speakers, speaker);
    }
    hear_word(speakers, speakers->turn.act);
    speaker->spoke_item = speaker->spoke_item || speakers->turn.act != SPEAKERS_POINT;
    speakers->heard = speaker->member;
    speakers->turn.act = SPEAKERS_NO_ACT;
    return SPEAKERS_OK;
}

void speakers_hold(struct speakers *speakers, int64_t member)
{
    struct speakers_person *person = known(speakers, member);
    if (person == NULL)
        return;
    person->held = true;
    if (speakers->turn.member == member)
        speakers->turn.act = SPEAKERS_NO_ACT;
}

void speakers_back(struct speakers *speakers, int64_t member)
{
    struct speakers_person *person = known(speakers, member);
    if (person != NULL)
        be_back(speakers, person);
}

void speakers_leave(struct speakers *speakers, int64_t member)
{
    for (enum speakers_act act = SPEAKERS_POINT; act <= SPEAKERS_TURN; act++)
        speakers_lower(speakers, member, act);
    struct speakers_person *person = known(speakers, member);
    if (person != NULL)
        person->named = 0;
    if (member != speakers->concerned)
        return;
    if (speakers->turn.member == member)
        speakers->turn.act = SPEAKERS_NO_ACT;
    person->held = true; /* her first and last word wait until she is back */
}

bool speakers_may_interpret(const struct speakers *speakers, int64_t member)
{
    int64_t whose = speakers->turn.act != SPEAKERS_NO_ACT ? speakers->turn.member : speakers->heard;
    return whose != 0 && whose != member;
}

/* --- the order --- */

size_t speakers_order(const struct speakers *speakers, struct speakers_turn *out, size_t limit)
{
    struct speakers ahead = *speakers;
    size_t count = 0;
    speakers_spoke(&ahead);
    while (count < limit && speakers_give(&ahead, &out[count]) == SPEAKERS_OK) {
        speakers_spoke(&ahead);
        count++;
    }
    return count;
}

int speakers_place(const struct speakers *speakers, int64_t member)
{
    struct speakers ahead = *speakers;
    int place = 0;
    speakers_back(&ahead, member);
    speakers_spoke(&ahead);
    const struct speakers_person *person = speakers_person(&ahead, member);
    while (person != NULL && person->hand > 0 && speakers_give(&ahead, NULL) == SPEAKERS_OK) {
        speakers_spoke(&ahead);
        place++;
    }
    return place;
}
