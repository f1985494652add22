/* demo_assembly.c: see demo_assembly.h. */
#include "bbs/demo/demo_assembly.h"

#include "meetings.h"
#include "when.h"

enum result demo_meeting(
    struct store *store, const struct actor *actor, const struct story_meeting *meeting, int64_t now, int64_t *id)
{
    enum { SOME_MINUTES = 600, FOUR_DAYS = 4 * 86400 };
    struct when when;
    if (when_read(meeting->day, now + FOUR_DAYS + SOME_MINUTES, &when) != WHEN_GOOD)
        return RESULT_INVALID;
    struct meeting_new form = { .starts = when.at, .place = meeting->place, .title = meeting->title };
    return meeting_call(store, actor, &form, now, id);
}

enum result demo_item(struct store *store, const struct actor *actor, const struct story_item *item, int64_t meeting,
    int64_t now, int64_t *id)
{
    struct item_new form = {
        .meeting = meeting, .title = item->title, .details = item->details, .minutes = (int)item->minutes
    };
    if (!meeting_item_wants_parse(item->wants, &form.wants) || !meeting_item_about_parse(item->about, &form.about))
        return RESULT_INVALID;
    return meeting_item_add(store, actor, &form, now, id);
}

enum result demo_need(struct store *store, const struct actor *actor, const char *need, int64_t meeting, int64_t now)
{
    enum meeting_need wanted;
    int64_t ask;
    if (!meeting_need_parse(need, &wanted))
        return RESULT_INVALID;
    return meeting_need_ask(store, actor, meeting, wanted, now, &ask);
}
