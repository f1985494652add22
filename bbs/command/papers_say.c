#include "bbs/command/papers_say.h"

#include "gettext.h"

static void say_typists(const struct papers *papers, struct buffer *out)
{
    for (int i = 0; i < papers->typists; i++) {
        const struct paper_typist *typist = &papers->typist[i];
        const char *home = typist->home[0] != '\0' ? typist->home : "-";
        if (typist->mine)
            buffer_format(out, "%s\n", _("You have typed what you counted."));
        else if (!papers->mine)
            buffer_format(out, _("%s, %s, has typed what was counted.\n"), typist->handle, home);
        else
            buffer_format(out, typist->same ? _("%s, %s, typed the same.\n") : _("%s, %s, typed something else.\n"),
                typist->handle, home);
    }
}

char *papers_say(const struct papers *papers, bool vote)
{
    struct buffer out = { 0 };
    if (vote)
        buffer_format(&out,
            ngettext("%d person votes on paper.", "%d people vote on paper.", (unsigned long)papers->ticked),
            papers->ticked);
    else
        buffer_format(&out,
            ngettext("%d person answers on paper.", "%d people answer on paper.", (unsigned long)papers->ticked),
            papers->ticked);
    buffer_string(&out, "\n");
    say_typists(papers, &out);
    if (papers->only_mine[0] != '\0')
        buffer_format(&out, _("Only you typed: %s\n"), papers->only_mine);
    if (papers->only_others[0] != '\0')
        buffer_format(&out, _("Only the other typed: %s\n"), papers->only_others);
    if (!papers->agreed && (papers->only_mine[0] != '\0' || papers->only_others[0] != '\0'))
        buffer_format(&out, "%s\n", _("Neither counts. Count once more, and type it again."));
    if (papers->agreed)
        buffer_format(&out,
            ngettext("%d paper is counted: two people of two homes typed the same.",
                "%d papers are counted: two people of two homes typed the same.", (unsigned long)papers->counted),
            (int)papers->counted);
    else if (papers->typed > 0)
        buffer_string(&out, _("Not counted yet: two people of two homes have to type the same."));
    else if (papers->ticked > 0)
        buffer_string(&out, _("Nobody has typed yet what they say."));
    return buffer_take(&out);
}

json_t *papers_json(const struct papers *papers)
{
    json_t *typists = json_array();
    for (int i = 0; i < papers->typists; i++)
        json_array_append_new(
            typists, json_pack("{s:s, s:s, s:b, s:b}", "handle", papers->typist[i].handle, "home",
                         papers->typist[i].home, "mine", papers->typist[i].mine, "same", papers->typist[i].same));
    return json_pack("{s:i, s:i, s:b, s:I, s:o, s:s, s:s}", "ticked", papers->ticked, "typed", papers->typed, "agreed",
        papers->agreed, "counted", (json_int_t)papers->counted, "typists", typists, "only_yours", papers->only_mine,
        "only_anothers", papers->only_others);
}

/* --- the door list --- */

static void add_name(struct buffer *names, const char *handle)
{
    buffer_format(names, "%s%s", names->length > 0 ? ", " : "", handle);
}

void papers_door_read(const struct room_person *people, size_t count, struct papers_door *out)
{
    *out = (struct papers_door) { 0 };
    for (size_t i = 0; i < count; i++) {
        out->here += people[i].way == ROOM_DOOR;
        if (people[i].ticked_once)
            add_name(people[i].ticked_by_me ? &out->mine : &out->others, people[i].handle);
    }
}

void papers_door_free(struct papers_door *door)
{
    buffer_clear(&door->mine);
    buffer_clear(&door->others);
}

char *papers_say_door(const struct papers_door *door)
{
    struct buffer out = { 0 };
    buffer_format(&out,
        ngettext(
            "%d person is here by the door list.", "%d people are here by the door list.", (unsigned long)door->here),
        door->here);
    if (door->mine.length > 0)
        buffer_format(&out, _("\nOnly on your list, so not counted yet: %s."), buffer_text(&door->mine));
    if (door->others.length > 0)
        buffer_format(&out, _("\nOnly on another's list, so not counted yet: %s."), buffer_text(&door->others));
    return buffer_take(&out);
}
