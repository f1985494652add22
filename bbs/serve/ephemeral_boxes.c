/*
 * ephemeral_boxes.c: who may put what into which box, and who gets it out.
 *
 * A text of a kind without authors is put into a free place that is drawn, and its head names no member: not even this
 * memory tells whose it is. Only the list of names says who gave one.
 */
#include "bbs/serve/ephemeral_boxes.h"

#include <sodium.h>
#include <string.h>

#include "util.h"

enum {
    TEXTS_MOST = 200,  /* of one member, in all boxes */
    GROUP_TEXTS = 100, /* of one member, in one group */
    OPENED_MOST = 20,  /* boxes that one member opened: the groups of a meeting */
    UNLISTED_MOST = 8, /* boxes that nobody opens, in which one member has a text */
    TOGETHER = 3,      /* unsigned lines are shown in threes */
    LOT_TEXTS = 3,     /* of one member in one lot: a session that was killed before its commit leaves one behind, whose
                        * hash stands nowhere */
};

static const struct rule {
    bool by_house; /* only the house opens, names and takes */
    bool listed;   /* only who was named may put in a text */
    bool authors;  /* the author of a text is kept, and with it the order; those who were named may read */
    bool again;    /* a new text of hers replaces the old one */
    bool once;     /* the first take closes the box */
    size_t longest;
    int each;  /* texts of one member */
    int least; /* so many must wait before any is given out */
} rules[EPHEMERAL_KINDS] = {
    [EPHEMERAL_CHOICE] = { .by_house = true, .listed = true, .once = true, .longest = EPHEMERAL_SHORT_MAX, .each = 1 },
    [EPHEMERAL_SLIP] = { .by_house = true,
        .listed = true,
        .authors = true,
        .again = true,
        .longest = EPHEMERAL_SHORT_MAX,
        .each = 1 },
    [EPHEMERAL_LINE] = { .by_house = true, .longest = EPHEMERAL_TEXT_MAX, .each = 1, .least = TOGETHER },
    [EPHEMERAL_GROUP] = { .listed = true, .authors = true, .longest = EPHEMERAL_TEXT_MAX, .each = GROUP_TEXTS },
    [EPHEMERAL_AFRAID] = { .by_house = true, .listed = true, .once = true, .longest = EPHEMERAL_SHORT_MAX, .each = 1 },
    [EPHEMERAL_LOT] = { .by_house = true, .longest = EPHEMERAL_SHORT_MAX, .each = LOT_TEXTS },
    [EPHEMERAL_DARE] = { .by_house = true, .once = true, .longest = EPHEMERAL_SHORT_MAX, .each = 1 },
};

void ephemeral_boxes_begin(struct ephemeral_boxes *boxes)
{
    sodium_memzero(boxes, sizeof *boxes);
    for (size_t i = 0; i < BOX_NAMES_MOST; i++)
        boxes->name[i].box = -1;
    for (size_t i = 0; i < BOX_SHORT_MOST + BOX_LONG_MOST; i++)
        boxes->head[i].box = -1;
    while (boxes->instance <= 0) {
        randombytes_buf(&boxes->instance, sizeof boxes->instance);
        boxes->instance &= INT64_MAX;
    }
}

/* --- boxes, names and texts --- */

static int find_box(const struct ephemeral_boxes *boxes, uint32_t kind, int64_t key)
{
    for (int i = 0; i < BOXES_MOST; i++)
        if (boxes->box[i].kind == kind && boxes->box[i].key == key)
            return i;
    return -1;
}

static struct box_name *find_name(struct ephemeral_boxes *boxes, int box, int64_t member)
{
    for (size_t i = 0; i < BOX_NAMES_MOST; i++)
        if (boxes->name[i].box == box && boxes->name[i].member == member)
            return &boxes->name[i];
    return NULL;
}

static struct box_name *add_name(struct ephemeral_boxes *boxes, int box, int64_t member)
{
    for (size_t i = 0; i < BOX_NAMES_MOST; i++)
        if (boxes->name[i].box < 0) {
            boxes->name[i] = (struct box_name) { .box = (int16_t)box, .member = member };
            return &boxes->name[i];
        }
    return NULL;
}

static char *text_of(struct ephemeral_boxes *boxes, size_t head)
{
    return head < BOX_SHORT_MOST ? boxes->short_text[head] : boxes->long_text[head - BOX_SHORT_MOST];
}

static void wipe_text(struct ephemeral_boxes *boxes, size_t head)
{
    sodium_memzero(text_of(boxes, head), head < BOX_SHORT_MOST ? EPHEMERAL_SHORT_MAX : EPHEMERAL_TEXT_MAX);
    boxes->head[head] = (struct box_text) { .box = -1 };
}

static void wipe_box(struct ephemeral_boxes *boxes, int box)
{
    for (size_t i = 0; i < BOX_SHORT_MOST + BOX_LONG_MOST; i++)
        if (boxes->head[i].box == box)
            wipe_text(boxes, i);
    for (size_t i = 0; i < BOX_NAMES_MOST; i++)
        if (boxes->name[i].box == box)
            boxes->name[i] = (struct box_name) { .box = -1 };
    boxes->box[box] = (struct box) { 0 };
}

static int new_box(struct ephemeral_boxes *boxes, uint32_t kind, int64_t key, int64_t opener, bool ready)
{
    for (int i = 0; i < BOXES_MOST; i++)
        if (boxes->box[i].kind == 0) {
            boxes->box[i] = (struct box) { .kind = kind, .key = key, .opener = opener, .ready = ready };
            return i;
        }
    return -1;
}

/* A free place, drawn among all free ones: where a text lies tells nothing of when it came. -1: none is free. */
static int64_t free_place(const struct ephemeral_boxes *boxes, size_t longest)
{
    size_t from = longest <= EPHEMERAL_SHORT_MAX ? 0 : BOX_SHORT_MOST;
    size_t count = longest <= EPHEMERAL_SHORT_MAX ? BOX_SHORT_MOST : BOX_LONG_MOST;
    size_t begin = randombytes_uniform((uint32_t)count);
    for (size_t i = 0; i < count; i++)
        if (boxes->head[from + (begin + i) % count].box < 0)
            return (int64_t)(from + (begin + i) % count);
    return -1;
}

/* --- opening --- */

static enum ephemeral_answer open_box(
    struct ephemeral_boxes *boxes, int64_t member, const struct ephemeral_frame *frame)
{
    int box = find_box(boxes, frame->kind, frame->key), opened = 0;
    if (rules[frame->kind].by_house && member != EPHEMERAL_HOUSE)
        return EPHEMERAL_NOT_HERS;
    for (int i = 0; i < BOXES_MOST; i++)
        opened += boxes->box[i].kind != 0 && boxes->box[i].opener == member;
    if (member != EPHEMERAL_HOUSE && opened >= OPENED_MOST)
        return EPHEMERAL_NO_ROOM;
    if (box >= 0 && (boxes->box[box].ready || boxes->box[box].opener != member))
        return EPHEMERAL_ENOUGH;
    if (box >= 0)
        wipe_box(boxes, box);
    return new_box(boxes, frame->kind, frame->key, member, false) < 0 ? EPHEMERAL_NO_ROOM : EPHEMERAL_DONE;
}

static enum ephemeral_answer name_members(
    struct ephemeral_boxes *boxes, int box, int64_t member, const struct ephemeral_frame *frame)
{
    bool later = boxes->box[box].ready && !rules[frame->kind].by_house;
    if (later || boxes->box[box].opener != member)
        return EPHEMERAL_NOT_HERS;
    if (boxes->box[box].closed)
        return EPHEMERAL_ENOUGH;
    if (frame->number > EPHEMERAL_TEXT_MAX / sizeof(int64_t) || frame->length != frame->number * sizeof(int64_t))
        return EPHEMERAL_WRONG;
    for (uint32_t i = 0; i < frame->number; i++) {
        int64_t named;
        memcpy(&named, frame->text + i * sizeof named, sizeof named);
        if (named <= 0)
            return EPHEMERAL_WRONG;
        if (find_name(boxes, box, named) == NULL && add_name(boxes, box, named) == NULL)
            return EPHEMERAL_NO_ROOM;
    }
    return EPHEMERAL_DONE;
}

static enum ephemeral_answer strike_member(
    struct ephemeral_boxes *boxes, int box, int64_t member, const struct ephemeral_frame *frame)
{
    struct box_name *name = find_name(boxes, box, frame->member);
    if (!rules[frame->kind].by_house || member != EPHEMERAL_HOUSE)
        return EPHEMERAL_NOT_HERS;
    if (name != NULL && name->given > 0)
        return EPHEMERAL_ENOUGH;
    if (name != NULL)
        *name = (struct box_name) { .box = -1 };
    return EPHEMERAL_DONE;
}

static enum ephemeral_answer seat_members(
    struct ephemeral_boxes *boxes, int box, int64_t member, const struct ephemeral_frame *frame)
{
    struct ephemeral_seat seat;
    if (!rules[frame->kind].by_house || member != EPHEMERAL_HOUSE)
        return EPHEMERAL_NOT_HERS;
    if (frame->number > EPHEMERAL_TEXT_MAX / sizeof seat || frame->length != frame->number * sizeof seat)
        return EPHEMERAL_WRONG;
    for (uint32_t i = 0; i < frame->number; i++) {
        memcpy(&seat, frame->text + i * sizeof seat, sizeof seat);
        struct box_name *name = find_name(boxes, box, seat.member);
        if (name != NULL)
            name->table = seat.table;
    }
    return EPHEMERAL_DONE;
}

/* In whose name this frame asks; 0: the asker may not ask for her. */
static int64_t asks_for(struct ephemeral_boxes *boxes, int box, int64_t member, const struct ephemeral_frame *frame)
{
    if (frame->member == 0 || frame->member == member)
        return member;
    const struct box_name *name = find_name(boxes, box, frame->member);
    return name != NULL && member > 0 && name->table == member ? frame->member : 0;
}

static enum ephemeral_answer make_ready(struct ephemeral_boxes *boxes, int box, int64_t member)
{
    if (boxes->box[box].opener != member)
        return EPHEMERAL_NOT_HERS;
    boxes->box[box].ready = true;
    return EPHEMERAL_DONE;
}

/* --- putting in --- */

/* False when this member fills the memory that others need. The house may: it has a number in each lot. */
static bool has_room_for(const struct ephemeral_boxes *boxes, int64_t member, bool listed)
{
    int texts = 0, unlisted = 0;
    if (member == EPHEMERAL_HOUSE)
        return true;
    for (size_t i = 0; i < BOX_NAMES_MOST; i++) {
        const struct box_name *name = &boxes->name[i];
        if (name->box < 0 || name->member != member)
            continue;
        texts += name->given;
        unlisted += !rules[boxes->box[name->box].kind].listed;
    }
    return texts < TEXTS_MOST && (listed || unlisted < UNLISTED_MOST);
}

/* Some kinds need no opening: the first text makes the box. */
static int box_to_put(struct ephemeral_boxes *boxes, const struct ephemeral_frame *frame)
{
    int box = find_box(boxes, frame->kind, frame->key);
    if (box >= 0 && boxes->box[box].ready)
        return box;
    if (box >= 0 || rules[frame->kind].listed)
        return -1;
    return new_box(boxes, frame->kind, frame->key, EPHEMERAL_HOUSE, true);
}

static void forget_last(struct ephemeral_boxes *boxes, int box, int64_t member)
{
    for (size_t i = 0; i < BOX_SHORT_MOST + BOX_LONG_MOST; i++)
        if (boxes->head[i].box == box && boxes->head[i].member == member)
            wipe_text(boxes, i);
}

/* The text of `member`, whoever typed it. */
static enum ephemeral_answer keep_text(
    struct ephemeral_boxes *boxes, int box, int64_t member, const struct ephemeral_frame *frame)
{
    const struct rule *rule = &rules[frame->kind];
    struct box_name *name = find_name(boxes, box, member);
    if (name == NULL && rule->listed)
        return EPHEMERAL_NOT_HERS;
    if (boxes->box[box].closed)
        return EPHEMERAL_ENOUGH;
    if (name != NULL && name->given >= rule->each && !rule->again)
        return EPHEMERAL_ENOUGH;
    if (rule->again)
        forget_last(boxes, box, member);
    int64_t place = free_place(boxes, rule->longest);
    if (place < 0 || (name == NULL && (name = add_name(boxes, box, member)) == NULL))
        return EPHEMERAL_NO_ROOM;
    name->given = (uint16_t)(rule->again ? 1 : name->given + 1);
    boxes->head[place] = (struct box_text) {
        .box = (int16_t)box,
        .length = (uint16_t)frame->length,
        .number = rule->authors ? ++boxes->box[box].last : 0,
        .member = rule->authors ? member : 0,
    };
    memcpy(text_of(boxes, (size_t)place), frame->text, frame->length);
    return EPHEMERAL_DONE;
}

static enum ephemeral_answer put_text(
    struct ephemeral_boxes *boxes, int64_t member, const struct ephemeral_frame *frame)
{
    const struct rule *rule = &rules[frame->kind];
    if (frame->length == 0 || frame->length > rule->longest)
        return EPHEMERAL_WRONG;
    if (frame->member != 0 && !rule->listed)
        return EPHEMERAL_NOT_HERS;
    if (!has_room_for(boxes, member, rule->listed))
        return EPHEMERAL_NO_ROOM;
    int box = box_to_put(boxes, frame);
    if (box < 0)
        return EPHEMERAL_NO_BOX;
    int64_t whose = asks_for(boxes, box, member, frame);
    return whose != 0 ? keep_text(boxes, box, whose, frame) : EPHEMERAL_NOT_HERS;
}

/* --- reading and giving out --- */

static enum ephemeral_answer say_state(
    struct ephemeral_boxes *boxes, int box, int64_t member, struct ephemeral_frame *frame)
{
    int64_t whose = asks_for(boxes, box, member, frame);
    if (whose == 0)
        return EPHEMERAL_NOT_HERS;
    const struct box_name *hers = find_name(boxes, box, whose);
    frame->number = 0;
    for (size_t i = 0; i < BOX_NAMES_MOST; i++)
        frame->number += boxes->name[i].box == box && boxes->name[i].given > 0;
    frame->mine = hers != NULL ? hers->given : 0;
    frame->flags = (hers != NULL ? EPHEMERAL_NAMED : 0) | (boxes->box[box].closed ? EPHEMERAL_CLOSED : 0);
    return EPHEMERAL_DONE;
}

static void give(struct ephemeral_boxes *boxes, size_t head, struct ephemeral_frame *frame)
{
    const struct box_text *text = &boxes->head[head];
    frame->number = text->number;
    frame->member = text->member;
    frame->length = text->length;
    memcpy(frame->text, text_of(boxes, head), text->length);
}

static enum ephemeral_answer next_text(
    struct ephemeral_boxes *boxes, int box, int64_t member, struct ephemeral_frame *frame)
{
    const struct rule *rule = &rules[frame->kind];
    int64_t found = -1;
    if (!rule->authors || rule->by_house || find_name(boxes, box, member) == NULL)
        return EPHEMERAL_NOT_HERS;
    for (size_t i = 0; i < BOX_SHORT_MOST + BOX_LONG_MOST; i++)
        if (boxes->head[i].box == box && boxes->head[i].number > frame->number &&
            (found < 0 || boxes->head[i].number < boxes->head[found].number))
            found = (int64_t)i;
    if (found < 0)
        return EPHEMERAL_NO_MORE;
    give(boxes, (size_t)found, frame);
    return EPHEMERAL_DONE;
}

/* Draws the order in which the waiting texts are given out: each text gets its number in it. */
static void shuffle(struct ephemeral_boxes *boxes, int box)
{
    uint32_t count = 0;
    for (size_t i = 0; i < BOX_SHORT_MOST + BOX_LONG_MOST; i++)
        if (boxes->head[i].box == box)
            boxes->head[i].number = 0;
    for (size_t i = 0; i < BOX_SHORT_MOST + BOX_LONG_MOST; i++) {
        if (boxes->head[i].box != box)
            continue;
        uint32_t place = randombytes_uniform(++count) + 1; /* this one takes a place, whoever had it goes to the end */
        for (size_t k = 0; k < i && place < count; k++)
            if (boxes->head[k].box == box && boxes->head[k].number == place) {
                boxes->head[k].number = count;
                break;
            }
        boxes->head[i].number = place;
    }
    boxes->box[box].batch = count;
}

static enum ephemeral_answer take_text(
    struct ephemeral_boxes *boxes, int box, int64_t member, struct ephemeral_frame *frame)
{
    const struct rule *rule = &rules[frame->kind];
    int waiting = 0;
    if (!rule->by_house || member != EPHEMERAL_HOUSE)
        return EPHEMERAL_NOT_HERS;
    for (size_t i = 0; i < BOX_SHORT_MOST + BOX_LONG_MOST; i++)
        waiting += boxes->head[i].box == box;
    if (boxes->box[box].batch == 0) {
        boxes->box[box].closed = boxes->box[box].closed || rule->once;
        if (waiting == 0 || (waiting < rule->least && (frame->flags & EPHEMERAL_ALL) == 0))
            return EPHEMERAL_NO_MORE;
        shuffle(boxes, box);
    }
    uint32_t wanted = frame->number + 1;
    for (size_t i = 0; i < BOX_SHORT_MOST + BOX_LONG_MOST && wanted <= boxes->box[box].batch; i++)
        if (boxes->head[i].box == box && boxes->head[i].number == wanted) {
            give(boxes, i, frame);
            return EPHEMERAL_DONE;
        }
    return EPHEMERAL_NO_MORE;
}

/* By rising number of member, so that their order says nothing of when each gave. */
static enum ephemeral_answer say_giver(
    struct ephemeral_boxes *boxes, int box, int64_t member, struct ephemeral_frame *frame)
{
    int64_t next = INT64_MAX;
    if (!rules[frame->kind].by_house || member != EPHEMERAL_HOUSE)
        return EPHEMERAL_NOT_HERS;
    for (size_t i = 0; i < BOX_NAMES_MOST; i++) {
        const struct box_name *name = &boxes->name[i];
        if (name->box == box && name->given > 0 && name->member > frame->member && name->member < next)
            next = name->member;
    }
    if (next == INT64_MAX)
        return EPHEMERAL_NO_MORE;
    frame->member = next;
    return EPHEMERAL_DONE;
}

static enum ephemeral_answer drop_batch(struct ephemeral_boxes *boxes, int box, int64_t member)
{
    if (!rules[boxes->box[box].kind].by_house || member != EPHEMERAL_HOUSE)
        return EPHEMERAL_NOT_HERS;
    for (size_t i = 0; i < BOX_SHORT_MOST + BOX_LONG_MOST && boxes->box[box].batch > 0; i++)
        if (boxes->head[i].box == box && boxes->head[i].number > 0 && boxes->head[i].number <= boxes->box[box].batch)
            wipe_text(boxes, i);
    boxes->box[box].batch = 0;
    return EPHEMERAL_DONE;
}

static enum ephemeral_answer wipe(struct ephemeral_boxes *boxes, int box, int64_t member)
{
    if (member != EPHEMERAL_HOUSE && (rules[boxes->box[box].kind].by_house || boxes->box[box].opener != member))
        return EPHEMERAL_NOT_HERS;
    wipe_box(boxes, box);
    return EPHEMERAL_DONE;
}

static enum ephemeral_answer do_act(struct ephemeral_boxes *boxes, int64_t member, struct ephemeral_frame *frame)
{
    if (frame->act == EPHEMERAL_HELLO) {
        frame->key = boxes->instance;
        return EPHEMERAL_DONE;
    }
    if (frame->kind == 0 || frame->kind >= EPHEMERAL_KINDS || frame->length > EPHEMERAL_TEXT_MAX || frame->zero != 0)
        return EPHEMERAL_WRONG;
    if (frame->act == EPHEMERAL_OPEN)
        return open_box(boxes, member, frame);
    if (frame->act == EPHEMERAL_PUT)
        return put_text(boxes, member, frame);
    int box = find_box(boxes, frame->kind, frame->key);
    if (box < 0)
        return EPHEMERAL_NO_BOX;
    switch (frame->act) {
    case EPHEMERAL_NAME:
        return name_members(boxes, box, member, frame);
    case EPHEMERAL_STRIKE:
        return strike_member(boxes, box, member, frame);
    case EPHEMERAL_SEAT:
        return seat_members(boxes, box, member, frame);
    case EPHEMERAL_READY:
        return make_ready(boxes, box, member);
    case EPHEMERAL_STATE:
        return boxes->box[box].ready ? say_state(boxes, box, member, frame) : EPHEMERAL_NO_BOX;
    case EPHEMERAL_NEXT:
        return next_text(boxes, box, member, frame);
    case EPHEMERAL_TAKE:
        return take_text(boxes, box, member, frame);
    case EPHEMERAL_GIVER:
        return say_giver(boxes, box, member, frame);
    case EPHEMERAL_TAKEN:
        return drop_batch(boxes, box, member);
    case EPHEMERAL_WIPE:
        return wipe(boxes, box, member);
    default:
        return EPHEMERAL_WRONG;
    }
}

void ephemeral_boxes_answer(struct ephemeral_boxes *boxes, int64_t member, struct ephemeral_frame *frame)
{
    bool gives = frame->act == EPHEMERAL_NEXT || frame->act == EPHEMERAL_TAKE;
    enum ephemeral_answer answer = do_act(boxes, member, frame);
    frame->answer = (uint32_t)answer;
    size_t kept = answer == EPHEMERAL_DONE && gives ? frame->length : 0;
    sodium_memzero(frame->text + kept, sizeof frame->text - kept); /* nothing of the question goes back */
    if (kept == 0)
        frame->length = 0;
}
