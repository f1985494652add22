/* harm_words.c: see harm_words.h. */
#include "harm_words.h"

#include <sodium.h>

#include "gettext.h"
#include "hurt.h"
#include "when.h"

enum { READY_MOST = 12 };

void harm_clear(struct buffer *out)
{
    if (out->data != NULL)
        sodium_memzero(out->data, out->length);
    buffer_clear(out);
}

const char *harm_say_protects(void)
{
    return _("What you write is sealed in the file: without a phrase nobody opens it, not the police with the "
             "machine, not a backup. That does not help against a server that lies while you type, nor against who "
             "looks over your shoulder. No list, no line on the home screen and no file about you shows that it is "
             "here. Whoever has the file can count how many people of the whole house keep such a page or read one. "
             "They see in which month each page last changed. From two copies of the file they see what changed in "
             "between. No row says who. Commands typed in a shell (`ssh ... hurt`) stay in its history: this page "
             "leaves nothing there.");
}

static void say_numbers(const struct hurt *hurt, struct buffer *out)
{
    /* In one row of a phone: the page itself begins on the first screen. `hurt` says who sets them. */
    buffer_format(out, "%s\n",
        hurt->number_count == 0 ? _("Numbers of help outside: none set yet") : _("Numbers of help outside:"));
    for (size_t i = 0; i < hurt->number_count; i++)
        buffer_format(out, "  %s\n", hurt->numbers[i]);
}

void harm_say_numbers(struct store *store, const struct actor *actor, int64_t now, struct buffer *out)
{
    struct hurt hurt;
    if (hurt_get(store, actor, now, &hurt) == RESULT_OK)
        say_numbers(&hurt, out);
}

/* RULES 6.7: else the caucus, else a caucus nearby. */
static void say_ready(struct store *store, const struct actor *actor, int64_t now, struct buffer *out)
{
    struct harm_ready ready[READY_MOST];
    size_t count = 0;
    if (harm_ready_list(store, actor, now, ready, READY_MOST, &count) != RESULT_OK || count == 0)
        return;
    buffer_format(out, "%s\n",
        ready[0].near ? _("Women of a caucus nearby who said that you may name them:")
                      : _("Women of your caucus who said that you may name them:"));
    for (size_t i = 0; i < count; i++)
        buffer_format(out, "  %s (%s)\n", ready[i].handle, ready[i].caucus);
    buffer_string(out, "\n");
}

void harm_say_before(struct store *store, const struct actor *actor, int64_t now, struct buffer *out)
{
    harm_say_numbers(store, actor, now, out);
    buffer_string(out, "\n");
    buffer_format(out, "%s\n\n",
        _("A path of your own, for you and up to three people whom you name. First come separate talks, then a "
          "circle if you want one, then steps with a date. The steps are looked at again after a month and after "
          "three. Nobody sits down with whoever did it unless you ask for it. It opens with a phrase that you "
          "choose; this page is the same for everybody."));
    say_ready(store, actor, now, out);
    buffer_format(out, "%s\n", harm_say_protects());
}

/* --- the path --- */

static bool has_review_left(const struct harm *harm)
{
    bool left = false;
    for (int i = 0; i < HARM_REVIEWS; i++)
        left = left || harm->review[i] != 0;
    return left || harm->stage != HARM_DATED;
}

static const char *stage_words(const struct harm *harm)
{
    bool reviewed = !has_review_left(harm);
    switch (harm->stage) {
    case HARM_TALKS:
        return _(
            "Now: separate talks. Each of those you named speaks with you alone: what happened, what you need to be "
            "safe. Nobody speaks with whoever did it unless you want that, and never with both of you together.");
    case HARM_CIRCLE:
        return _(
            "Now: a circle, if you want one, with those you named and whom you choose. Whoever did it is not in it "
            "unless you ask for that.");
    case HARM_DATED:
    case HARM_STAGES:
        break;
    }
    if (reviewed)
        return _("It was looked at again, twice. It stays until it is wiped, or for a year after the last change.");
    return _("Now: steps with a date: who does what, by when. Then all of it is looked at again, twice.");
}

static const char *name_of(const struct harm *harm, int by)
{
    return by < 0 || by >= harm->people ? _("somebody who is not in it any more")
           : by == harm->me             ? _("you")
                                        : harm->person[by].handle;
}

static void say_people(const struct harm *harm, struct buffer *out)
{
    buffer_string(out, _("In it:"));
    for (int i = 0; i < harm->people; i++)
        buffer_format(out, "%s %s%s", i > 0 ? "," : "", name_of(harm, i),
            harm->person[i].opened ? ""
            : i == harm->me        ? _(" (with words that another knows: choose a phrase of your own)")
                                   : _(" (no phrase of their own yet)"));
    buffer_string(out, "\n");
    for (int i = 0; i < harm->people && has_review_left(harm); i++)
        if (harm->person[i].line[0] != '\0' && i == harm->me)
            buffer_format(out, _("On your home screen, on those days: \"%s\" (these words are not sealed)\n"),
                harm->person[i].line);
        else if (harm->person[i].line[0] != '\0')
            buffer_format(out, _("On the home screen of %s, on those days: \"%s\" (these words are not sealed)\n"),
                name_of(harm, i), harm->person[i].line);
}

static void say_reviews(const struct harm *harm, int64_t now, struct buffer *out)
{
    char day[WHEN_BYTES];
    for (int i = 0; i < HARM_REVIEWS; i++)
        if (harm->review[i] != 0)
            buffer_format(out,
                harm->review[i] <= now ? _("Due since %s: look at it again. Did it hold? What is needed now?\n")
                                       : _("To be looked at again: %s\n"),
                when_say_date(when_day(harm->review[i]), when_day(now), day));
}

static void say_rows(const struct harm *harm, int64_t now, struct buffer *out)
{
    char day[WHEN_BYTES];
    if (harm->steps + harm->notes > 0)
        buffer_string(out, "\n");
    for (int i = 0; i < harm->steps; i++)
        buffer_format(out, "%d. %s: %s%s\n", i + 1, when_say_date(harm->step[i].day, when_day(now), day),
            harm->step[i].words, harm->step[i].done ? _(" (done)") : "");
    if (harm->steps > 0 && harm->notes > 0)
        buffer_string(out, "\n");
    for (int i = 0; i < harm->notes; i++)
        buffer_format(out, "%s, %s: %s\n", when_say_date(when_day(harm->note[i].at), when_day(now), day),
            name_of(harm, harm->note[i].by), harm->note[i].words);
}

void harm_say(struct store *store, const struct actor *actor, const struct harm *harm, int64_t now, struct buffer *out)
{
    harm_say_numbers(store, actor, now, out);
    buffer_string(out, "\n");
    say_reviews(harm, now, out);
    buffer_format(out, "%s\n", stage_words(harm));
    if (harm->together && harm->me == 0)
        buffer_format(out, "%s\n", _("You asked to sit together with whoever did it."));
    else if (harm->together)
        buffer_format(out, _("%s asked to sit together with whoever did it, and can take that back at any time.\n"),
            harm->person[0].handle);
    buffer_string(out, "\n");
    say_people(harm, out);
    if (harm->me != 0)
        buffer_format(out, _("%s decides. Say no word of it to anybody, least of all to whoever did it.\n"),
            harm->person[0].handle);
    say_rows(harm, now, out);
}
