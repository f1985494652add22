/* moderation_words.c: see moderation_words.h. */
#include "moderation_words.h"

#include "gettext.h"
#include "util.h"
#include "when.h"

enum { DRAWS_A_LINE = 6 };

const char *moderation_hides(void)
{
    return _("\"Moderator A\" is one person for a whole term. This hides from outsiders, not from neighbours.");
}

/* --- acts --- */

static void what_was_done(const struct act *act, char *out, size_t size)
{
    switch (act->kind) {
    case ACT_COVER:
        snprintf(out, size, _("Post %lld covered"), (long long)act->post);
        break;
    case ACT_RESTRICTION:
        snprintf(out, size, _("%s does not write on the boards"), act->person);
        break;
    case ACT_FOLDED:
        snprintf(out, size, _("A turn folded in meeting %lld"), (long long)act->meeting);
        break;
    default:
        snprintf(out, size, _("Post %lld left as it is"), (long long)act->post);
    }
}

void moderation_act_line(const struct act *act, char *out, size_t size)
{
    char done[160];
    what_was_done(act, done, sizeof done);
    if (act->kind == ACT_FOLDED) {
        /* TRANSLATORS: what was done, and why */
        snprintf(out, size, _("%s: %s (three homes)"), done, cover_reason_words(act->reason));
        return;
    }
    /* TRANSLATORS: what was done, why, and the letter of the moderator */
    snprintf(out, size, _("%s: %s (moderator %s)"), done, cover_reason_words(act->reason), act->by);
}

static void say_where(struct buffer *out, const struct act *act)
{
    char done[160];
    what_was_done(act, done, sizeof done);
    buffer_format(out, "%lld  %s", (long long)act->id, done);
    if (act->post != 0)
        buffer_format(out, _(", written by %s in \"%s\""), act->person, act->title);
    buffer_string(out, "\n");
}

static void say_why(struct buffer *out, const struct act *act)
{
    if (act->words[0] != '\0')
        buffer_format(out, _("Why: %s. \"%s\"\n"), cover_reason_words(act->reason), act->words);
    else
        buffer_format(out, _("Why: %s.\n"), cover_reason_words(act->reason));
    if (act->kind == ACT_FOLDED) {
        buffer_format(out, "%s\n", _("By people of three homes who were there. Nobody is named."));
        return;
    }
    if (act->name[0] != '\0')
        buffer_format(out, _("By moderator %s, who is %s"), act->by, act->name);
    else
        buffer_format(out, _("By moderator %s"), act->by);
    if (act->second[0] != '\0')
        buffer_format(out, _("; moderator %s said yes too"), act->second);
    buffer_string(out, ".\n");
}

static void say_next(struct buffer *out, const struct act *act, int64_t now)
{
    char until[WHEN_BYTES];
    long long id = (long long)act->id;
    if (act->may_appeal) {
        when_say(act->appeal_until, true, now, until);
        buffer_format(
            out, _("`appeal %lld` asks five neighbours, drawn by lot, to look at it. Until %s.\n"), id, until);
    }
    if (act->may_appeal_for) {
        when_say(act->appeal_until, true, now, until);
        buffer_format(
            out, _("`appeal %lld --for %s` appeals in their name, by your hand. Until %s.\n"), id, act->person, until);
    }
    if (act->mine && act->talk == TALK_OFFERED)
        buffer_format(
            out, _("Somebody who keeps circles would talk with you about it, if you like: `appeal talk %lld`.\n"), id);
    if (!act->mine && act->talk == TALK_ASKED)
        buffer_format(
            out, _("%s would like to talk with a keeper: `appeal talk %lld` says that it is you.\n"), act->person, id);
    if (act->may_second)
        buffer_format(out, _("`cover yes %lld` is the second yes.\n"), id);
    if (act->may_lift && act->kind == ACT_COVER)
        buffer_format(out, _("`uncover %lld` lifts it.\n"), (long long)act->post);
    if (act->may_lift && act->kind == ACT_RESTRICTION)
        buffer_format(out, _("`restrict end %lld` lifts it.\n"), id);
    if (act->panel_asks)
        buffer_format(out, _("The lot drew you for its panel: `panel %lld accept`, or `decline`.\n"), id);
    if (act->panel_sits)
        buffer_format(out, _("You sit on its panel: `panel %lld`.\n"), id);
    if (act->draw != 0)
        buffer_format(out, _("`lot %lld` shows how its panel is drawn.\n"), (long long)act->draw);
}

char *moderation_act_say(const struct act *act, int64_t now, bool names_commands)
{
    struct buffer out = { 0 };
    char when[WHEN_BYTES], became[500];
    say_where(&out, act);
    say_why(&out, act);
    act_state_words(act, now, became, sizeof became);
    buffer_format(&out, "%s: %s\n", when_say(act->at, true, now, when), became);
    if (act->sentence[0] != '\0')
        buffer_format(&out, "\"%s\"\n", act->sentence);
    if (act->talk == TALK_TAKEN)
        buffer_format(&out, _("%s talks with %s about it.\n"), act->keeper, act->person);
    if (names_commands)
        say_next(&out, act, now);
    return buffer_take(&out);
}

char *moderation_act_texts_say(const struct act_texts *texts)
{
    struct buffer out = { 0 };
    buffer_format(&out, "%s\n", _("What was covered (only its author and the panel read this):"));
    if (texts->title[0] != '\0')
        buffer_format(&out, "%s\n", texts->title);
    buffer_format(&out, "%s\n", texts->body[0] != '\0' ? texts->body : _("[withdrawn by its author]"));
    if (texts->appeal[0] != '\0')
        buffer_format(&out, "\n%s\n%s\n", _("The appeal:"), texts->appeal);
    return buffer_take(&out);
}

char *moderation_panel_say_members(const struct panel_member *members, size_t count)
{
    struct buffer out = { 0 };
    buffer_format(&out, ngettext("On the panel sits %zu:\n", "On the panel sit %zu:\n", (unsigned long)count), count);
    for (size_t i = 0; i < count; i++) {
        const struct panel_member *member = &members[i];
        const char *says = member->says == PANEL_STAYS  ? _("it stays")
                           : member->says == PANEL_LIFT ? _("it is lifted")
                                                        : _("has not said yet");
        buffer_format(&out, "   %s%s: %s", member->handle, member->me ? _(" (you)") : "", says);
        if (member->words[0] != '\0')
            buffer_format(&out, ". \"%s\"", member->words);
        buffer_string(&out, "\n");
    }
    return buffer_take(&out);
}

void moderation_report_reasons(unsigned reasons, char *out, size_t size)
{
    size_t used = 0;
    out[0] = '\0';
    for (int reason = 1; reason < COVER_REASONS && used < size; reason++)
        if ((reasons >> reason & 1U) != 0)
            used += (size_t)snprintf(
                out + used, size - used, "%s%s", used > 0 ? ", " : "", cover_reason_words((enum cover_reason)reason));
}

static const char *told_of_her(enum act_kind kind, enum act_state state)
{
    if (state == ACT_KEPT)
        return _("Your appeal: the panel decided that it stays");
    if (state == ACT_PANEL_LIFTED)
        return _("Your appeal: the panel lifted it");
    if (state == ACT_UNANSWERED)
        return _("Your appeal had no answer in time: it is lifted");
    if (state > ACT_APPEALED)
        return kind == ACT_RESTRICTION ? _("You write on the boards again") : _("Your post is not covered any more");
    return kind == ACT_RESTRICTION ? _("A moderator keeps you from the boards. You can appeal.")
                                   : _("A post of yours is covered. You can appeal.");
}

void moderation_act_told_words(const struct moderation_home *home, char *out, size_t size)
{
    bool over = home->told_state > ACT_APPEALED, restricts = home->told_kind == ACT_RESTRICTION;
    if (home->told_person[0] == '\0')
        snprintf(out, size, "%s", told_of_her(home->told_kind, home->told_state));
    else if (over)
        snprintf(out, size, _("Tell %s what became of an act about them"), home->told_person);
    else
        snprintf(out, size,
            restricts ? _("Tell %s: a moderator keeps them from the boards. They can appeal.")
                      : _("Tell %s: a post of theirs is covered. They can appeal."),
            home->told_person);
}

/* --- the lot --- */

static void say_numbers(struct buffer *out, const struct draw *draw)
{
    buffer_format(out, "%s\n",
        _("2. Three homes give a number each. The hash of the number and of 16 random bytes stands in the book."));
    for (int i = 0; i < draw->numbers; i++) {
        const struct draw_number *number = &draw->number[i];
        bool house = i == draw->numbers - 1;
        if (house && draw->numbers > DRAW_HOMES && !draw->house_counts)
            continue;
        buffer_format(out, "   %s: %s\n", house ? _("the house") : number->handle, number->hash);
    }
}

static void say_opened(struct buffer *out, const struct draw *draw)
{
    buffer_format(out, "%s\n", _("3. Opened, the number before the dot:"));
    for (int i = 0; i < draw->numbers; i++) {
        const struct draw_number *number = &draw->number[i];
        if (number->opened[0] != '\0')
            buffer_format(out, "   %s%s\n", number->opened,
                number->from_memory ? _("  (from the memory of the house: it was not opened by hand)") : "");
        else if (i < draw->numbers - 1)
            buffer_format(out, "   %s\n", _("not opened yet"));
    }
}

static void say_pool(struct buffer *out, const struct draw *draw)
{
    buffer_format(out, _("1. The pool stands in the book: %d people.\n"), draw->pool);
    for (int i = 0; i < draw->pool; i++)
        buffer_format(
            out, "%s%d %s", i % DRAWS_A_LINE == 0 ? (i == 0 ? "   " : "\n   ") : "  ", i + 1, draw->people[i]);
    buffer_string(out, "\n");
}

static void say_drawn(struct buffer *out, const struct draw *draw)
{
    buffer_format(out, _("4. The key, from each opened number one line (RFC 3797): %s\n"), draw->key);
    buffer_format(out, "%s\n", _("5. Drawn again just now, with BLAKE2b-256, in this order:"));
    for (int i = 0; i < draw->chosen; i++)
        buffer_format(out, "%s%d %s", i % DRAWS_A_LINE == 0 ? (i == 0 ? "   " : "\n   ") : "  ", draw->drawn[i],
            draw->people[draw->drawn[i] - 1]);
    buffer_format(out, "\n%s\n",
        _("The first nine of them who are not involved are asked. The first five to accept sit. It is not shown who is passed over, and who declines."));
}

static void say_draw_next(struct buffer *out, const struct draw *draw, int64_t now)
{
    char until[WHEN_BYTES];
    long long id = (long long)draw->id;
    if (draw->state == DRAW_NUMBERS)
        buffer_format(out,
            _("Numbers are taken until %s; then the house's own stands in for those that are missing.\n"),
            when_say(draw->due, true, now, until));
    if (draw->may_give)
        buffer_format(out, _("Your home can give one, any that comes to your mind: `lot number %lld 4711`.\n"), id);
    if (draw->state == DRAW_OPENING)
        buffer_format(out, _("The numbers are being opened. At %s the house opens from its memory what is left.\n"),
            when_say(draw->due, true, now, until));
    if (draw->mine_to_open)
        buffer_format(out, _("Open yours: `lot open %lld SLIP`.\n"), id);
    if (draw->state == DRAW_LOST && draw->next != 0)
        buffer_format(out,
            _("The memory that had its numbers was lost before they were opened: `lot %lld` is drawn in its place. This stands in the book.\n"),
            (long long)draw->next);
    else if (draw->state == DRAW_LOST)
        buffer_format(out, "%s\n", _("It was not drawn: the matter ended before, or it begins again."));
}

char *moderation_draw_say(const struct draw *draw, int64_t now, bool names_commands)
{
    struct buffer out = { 0 };
    buffer_format(&out, _("Lot %lld, for the panel about act %lld."), (long long)draw->id, (long long)draw->act);
    if (draw->after != 0)
        buffer_format(&out, _(" It came in place of lot %lld, whose numbers were lost."), (long long)draw->after);
    buffer_string(&out, "\n");
    say_pool(&out, draw);
    say_numbers(&out, draw);
    if (draw->state != DRAW_NUMBERS)
        say_opened(&out, draw);
    if (draw->state == DRAW_DRAWN)
        say_drawn(&out, draw);
    say_draw_next(&out, draw, now);
    if (names_commands && draw->state == DRAW_DRAWN)
        buffer_format(&out, _("Anybody can draw it on another machine: `ssh ... lot %lld --json | bbs lot -`.\n"),
            (long long)draw->id);
    return buffer_take(&out);
}
