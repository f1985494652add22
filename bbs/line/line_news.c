/* line_news.c: tells in sentences what waits for her, each with the command to go on. */
#include "bbs/line/line.h"

#include <stdlib.h>
#include <string.h>

#include "bbs/command/aid_say.h"
#include "bbs/command/circle_say.h"
#include "bbs/command/meeting_say.h"
#include "care_words.h"
#include "effects.h"
#include "gettext.h"
#include "hand.h"
#include "language.h"
#include "lost.h"
#include "moderation_words.h"
#include "moving.h"
#include "newcomers.h"
#include "private.h"
#include "text.h"
#include "units.h"
#include "votes.h"
#include "when.h"

enum { DUE_MOST = 10 };

/* RULES 1.0: a caucus of hers is named only while she is in it. */
static bool is_hidden(const struct line *line, int64_t id)
{
    const struct actor *actor = line->setup.actor;
    struct unit unit;
    return id != actor->here && actor_belongs(actor, id) &&
           unit_get(line->setup.store, actor, id, &unit) == RESULT_OK && unit.kind == UNIT_CAUCUS;
}

/* Tells what waits in mutual aid for `voice`: herself, or a member for whom she writes. It leaves out matters of a
 * caucus where she is not now, and on a shared computer private matters: line_tell_private() counts both. False when
 * there was nothing to tell. */
static bool tell_aid_of(struct line *line, const struct actor *voice)
{
    struct aid_due *due = xcalloc(DUE_MOST, sizeof *due);
    size_t count = 0, told = 0;
    char words[AID_DUE_BYTES];
    aid_due_list(line->setup.store, voice, line->setup.now(), DUE_MOST, due, &count);
    for (size_t i = 0; i < count; i++) {
        if ((line->lock.on && due[i].is_private) || is_hidden(line, due[i].unit))
            continue;
        if (told++ == 0 && voice->hand != 0) {
            snprintf(words, sizeof words, _("For %s, for whom you wrote (go on with --for %s):"), voice->handle,
                voice->handle);
            line_say_wrapped(line, words);
        }
        aid_due_words(&due[i], line->setup.now(), words);
        line_say_wrapped(line, words);
        if (due[i].kind == AID_DUE_ENDED) /* told once */
            aid_end_read(line->setup.store, voice, due[i].is_offer, due[i].id);
    }
    free(due);
    return told > 0;
}

/* How many of her own matters of mutual aid are of a caucus where she is not now. */
static int hidden_aid(const struct line *line)
{
    struct aid_due *due = xcalloc(DUE_MOST, sizeof *due);
    size_t count = 0;
    int hidden = 0;
    aid_due_list(line->setup.store, line->setup.actor, line->setup.now(), DUE_MOST, due, &count);
    for (size_t i = 0; i < count; i++)
        hidden += is_hidden(line, due[i].unit);
    free(due);
    return hidden;
}

/* What is of a caucus is private on every computer, so it is only counted. */
static bool tell_caucuses(struct line *line)
{
    char words[200];
    int waits = private_of_caucuses(line->setup.store, line->setup.actor, line->setup.now()) + hidden_aid(line);
    if (waits == 0)
        return false;
    snprintf(words, sizeof words, _("Something private (%d). `caucus` says what."), waits);
    line_say_wrapped(line, words);
    return true;
}

/* RULES 1.6: on a shared computer private matters are only counted. */
bool line_tell_private(struct line *line)
{
    struct private_matters matters;
    char words[200];
    if (!line->lock.on)
        return tell_caucuses(line);
    private_count(line->setup.store, line->setup.actor, line->setup.now(), &matters);
    if (matters.all == 0)
        return false;
    snprintf(words, sizeof words, _("Something private (%d). `private` says what."), matters.all);
    line_say_wrapped(line, words);
    return true;
}

bool line_tell_aid(struct line *line)
{
    enum { VOICES_MOST = 8 };
    const struct actor *actor = line->setup.actor;
    struct actor voice;
    int64_t members[VOICES_MOST];
    size_t count = 0;
    if (actor->kind != ACTOR_MEMBER)
        return false;
    bool any = tell_aid_of(line, actor);
    if (hand_voices(line->setup.store, actor, members, VOICES_MOST, &count) != RESULT_OK)
        return any;
    for (size_t i = 0; i < count; i++)
        if (actor_by_hand(line->setup.store, actor, members[i], line->setup.now(), &voice) == RESULT_OK &&
            tell_aid_of(line, &voice))
            any = true;
    return any;
}

/* RULES 1.8: tells how many people without a device, and how many entries by hand, wait for her confirmation. */
bool line_tell_hands(struct line *line)
{
    struct store *store = line->setup.store;
    const struct actor *actor = line->setup.actor;
    struct hand_waits waits;
    char words[400];
    if (hand_waits_get(store, actor, line->setup.now(), &waits) != RESULT_OK)
        return false;
    if (waits.people > 0) {
        snprintf(words, sizeof words,
            ngettext("%d neighbour without a device waits for another home's yes: `hands`",
                "%d neighbours without a device wait for another home's yes: `hands`", (unsigned long)waits.people),
            waits.people);
        line_say_wrapped(line, words);
    }
    if (waits.entries > 0) {
        snprintf(words, sizeof words,
            ngettext("%d word written by another's hand: did they say so? `hands`",
                "%d words written by another's hand: did they say so? `hands`", (unsigned long)waits.entries),
            waits.entries);
        line_say_wrapped(line, words);
    }
    return waits.people + waits.entries > 0;
}

/* The meetings of one unit of hers. With several units each line names its own. */
static bool tell_meetings_of(struct line *line, const struct actor *there, const struct unit *unit)
{
    struct meeting_line *lines = xcalloc(MEETINGS_TO_COME, sizeof *lines);
    char words[MEETING_SAY_BYTES], whole[MEETING_SAY_BYTES + UNIT_NAME_BYTES + 2];
    size_t count = 0, told = 0;
    meeting_lines(line->setup.store, there, line->setup.now(), lines, MEETINGS_TO_COME, &count);
    for (size_t i = 0; i < count; i++) {
        if (lines[i].why == MEETING_NEXT || (line->lock.on && lines[i].why == MEETING_WANTED))
            continue; /* on a shared computer line_tell_private() counts what waits for her */
        meeting_line_words(&lines[i], line->setup.now(), words);
        snprintf(whole, sizeof whole, "%s%s%s", there->unit_count > 1 ? unit->name : "",
            there->unit_count > 1 ? ": " : "", words);
        line_say_wrapped(line, whole);
        told++;
    }
    free(lines);
    return told > 0;
}

static void vote_words(const struct vote_line *vote, int64_t now, char *out, size_t size)
{
    char until[WHEN_BYTES];
    long long id = (long long)vote->id;
    if (vote->need == VOTE_NEEDS_HOLDER)
        snprintf(out, size, _("The secret vote \"%s\" needs two who hold a slip: `vote hold %lld`"), vote->title, id);
    else if (vote->need == VOTE_NEEDS_SLIP_BACK)
        snprintf(out, size, _("The secret vote \"%s\" opens when you type your slip back: `vote slip %lld`"),
            vote->title, id);
    else if (vote->need == VOTE_NEEDS_SLIP_TO_COUNT)
        snprintf(out, size, _("The secret vote \"%s\" is counted with your slip: `vote slip %lld`"), vote->title, id);
    else
        snprintf(out, size, _("Your vote on \"%s\" is open until %s: `vote %lld`"), vote->title,
            when_say(vote->closes, true, now, until), id);
}

/* Open votes in which she can vote and has not, and those that need her slip. Of a caucus only where she is now. */
static bool tell_votes(struct line *line)
{
    enum { TOLD_MOST = 5 };
    struct vote_line *list = xcalloc(TOLD_MOST + 1, sizeof *list);
    struct unit unit;
    char words[VOTE_TITLE_MAX * 4 + 200];
    size_t count = 0, told = 0;
    votes_waiting(line->setup.store, line->setup.actor, line->setup.now(), list, TOLD_MOST + 1, &count);
    for (size_t i = 0; i < count && i < TOLD_MOST; i++) {
        if (list[i].unit != line->setup.actor->here &&
            (unit_get(line->setup.store, line->setup.actor, list[i].unit, &unit) != RESULT_OK ||
                unit.kind == UNIT_CAUCUS))
            continue;
        vote_words(&list[i], line->setup.now(), words, sizeof words);
        char *shown = text_shown(words, strlen(words), TEXT_LINE, line->setup.settings.ascii);
        line_say_wrapped(line, shown);
        free(shown);
        told++;
    }
    free(list);
    line_tell_rest(line, count > TOLD_MOST);
    return told > 0;
}

/* Items about her, and a decision that she belongs here no more; on a shared computer both are only counted. */
static bool tell_about_her(struct line *line)
{
    enum { TOLD_MOST = 5 };
    struct item_person_line *list = xcalloc(TOLD_MOST + 1, sizeof *list);
    char words[ITEM_TITLE_MAX * 4 + 200], day[WHEN_BYTES];
    int64_t unit, from, decision = effect_removal_of_me(line->setup.store, line->setup.actor, &unit, &from);
    size_t count = 0, told = 0;
    meeting_items_about_me(line->setup.store, line->setup.actor, line->setup.now(), list, TOLD_MOST + 1, &count);
    for (size_t i = 0; i < count && i < TOLD_MOST; i++) {
        if (list[i].unit != line->setup.actor->here)
            continue;
        meeting_item_person_words(&list[i], words, sizeof words);
        size_t used = strlen(words);
        snprintf(words + used, sizeof words - used, " `agenda %lld`", (long long)list[i].meeting);
        char *shown = text_shown(words, strlen(words), TEXT_LINE, line->setup.settings.ascii);
        line_say_wrapped(line, shown);
        free(shown);
        told++;
    }
    free(list);
    line_tell_rest(line, count > TOLD_MOST);
    if (decision == 0)
        return told > 0;
    snprintf(words, sizeof words,
        from == 0 ? _("It was decided that you no longer belong here. `about-me` gives you what is yours.")
                  : _("It was decided that you no longer belong here, from %s. `about-me` gives you what is yours."),
        when_say(from, false, line->setup.now(), day));
    line_say_wrapped(line, words);
    return true;
}

/* Tells of open votes, of a meeting within a day, and of those that wait for her home's word. Of a caucus only where
 * she is now. */
bool line_tell_meetings(struct line *line)
{
    struct actor there = *line->setup.actor;
    struct unit unit;
    bool any = false;
    for (int i = 0; i < there.unit_count; i++) {
        there.here = there.units[i];
        if (unit_get(line->setup.store, &there, there.here, &unit) == RESULT_OK &&
            (unit.kind != UNIT_CAUCUS || there.here == line->setup.actor->here) &&
            tell_meetings_of(line, &there, &unit))
            any = true;
    }
    bool hers = !line->lock.on && tell_about_her(line);
    return tell_votes(line) || any || hers;
}

/* RULES 1.1: tells of people whom others bring into her home, and of people who wait for her yes. */
bool line_tell_newcomers(struct line *line)
{
    enum { TOLD_MOST = 5 };
    struct newcomer *list = xcalloc(TOLD_MOST + 1, sizeof *list);
    char words[NEWCOMER_WORDS], line_words[NEWCOMER_WORDS + 80];
    size_t count = 0;
    newcomers_list(line->setup.store, line->setup.actor, line->setup.now(), list, TOLD_MOST + 1, &count);
    for (size_t i = 0; i < count && i < TOLD_MOST; i++) {
        newcomer_words(&list[i], words);
        snprintf(line_words, sizeof line_words, _("%s: `newcomers`"), words);
        char *shown = text_shown(line_words, strlen(line_words), TEXT_LINE, line->setup.settings.ascii);
        line_say_wrapped(line, shown);
        free(shown);
    }
    free(list);
    line_tell_rest(line, count > TOLD_MOST);
    return count > 0;
}

/* RULES 1.0: tells of her own move to another street while it waits for a yes. Not on a shared computer: who looks over
 * her shoulder must not read where she will live. */
bool line_tell_moving(struct line *line)
{
    struct moving moving;
    char words[HOME_BYTES + UNIT_NAME_BYTES + 120];
    if (line->lock.on || moving_get(line->setup.store, line->setup.actor, line->setup.now(), &moving) != RESULT_OK)
        return false;
    snprintf(
        words, sizeof words, _("Your move to %s, home %s, waits for a yes there: `move`"), moving.street, moving.home);
    char *shown = text_shown(words, strlen(words), TEXT_LINE, line->setup.settings.ascii);
    line_say_wrapped(line, shown);
    free(shown);
    return true;
}

/* RULES 6.3, 6.4: on a shared computer nothing of it is said, as who looks on must not read that she is asked. */
bool line_tell_circles(struct line *line)
{
    const struct face_setup *setup = &line->setup;
    struct circles_home home;
    struct circle circle;
    char words[CIRCLE_SAY_BYTES * 2], said[CIRCLE_SAY_BYTES];
    bool any = false;
    if (line->lock.on || circles_home(setup->store, setup->actor, setup->now(), &home) != RESULT_OK)
        return false;
    const int64_t which[] = { home.ended, home.open, home.asked, home.next };
    for (size_t i = 0; i < sizeof which / sizeof *which; i++) {
        if (which[i] == 0 || circle_get(setup->store, setup->actor, which[i], &circle) != RESULT_OK ||
            is_hidden(line, circle.unit))
            continue;
        snprintf(words, sizeof words, _("Circle \"%s\": %s `circle %lld`"), circle.purpose,
            circle_say_state(&circle, setup->now(), said), (long long)circle.id);
        char *shown = text_shown(words, strlen(words), TEXT_LINE, setup->settings.ascii);
        line_say_wrapped(line, shown);
        free(shown);
        if (i == 0)
            circle_told(setup->store, setup->actor, circle.id);
        any = true;
    }
    if (home.visits > 0)
        line_say_wrapped(line, _("Somebody would like you to come by: `visits`"));
    return any || home.visits > 0;
}

/* RULES 8.3: after a meeting, for the three and for whoever chaired. */
static bool tell_telling(struct line *line, const struct care_home *home)
{
    char words[HANDLE_BYTES + 120];
    bool asked = home->tell != 0 && !is_hidden(line, home->tell_unit);
    if (asked) {
        snprintf(words, sizeof words, _("Tell %s, who chaired, what helped and what hurt: `tell`"), home->chair);
        line_say_wrapped(line, words);
    }
    if (home->told > 0)
        line_say_wrapped(line, _("You chaired: people told you what helped, what hurt: `told`"));
    return asked || home->told > 0;
}

/* RULES 6.6, 6.7: tells of people who told her how they are, of visits, silence, listeners. On a shared computer
 * line_tell_private() counts them. Of a caucus only where she is now. */
bool line_tell_care(struct line *line)
{
    struct care_home home;
    char words[CARE_WORDS_BYTES], whole[CARE_WORDS_BYTES + 20];
    bool any = false;
    if (line->lock.on || care_home(line->setup.store, line->setup.actor, line->setup.now(), &home) != RESULT_OK)
        return false;
    for (int i = 0; i < CARE_MATTERS; i++) {
        if (!care_matter_words(&home, (enum care_matter)i, words) ||
            is_hidden(line, care_matter_unit(&home, (enum care_matter)i)))
            continue;
        snprintf(whole, sizeof whole, _("%s: `care`"), words);
        char *shown = text_shown(whole, strlen(whole), TEXT_LINE, line->setup.settings.ascii);
        line_say_wrapped(line, shown);
        free(shown);
        any = true;
    }
    return tell_telling(line, &home) || any;
}

static bool tell_act(struct line *line, int64_t unit, int64_t id, const char *words, const char *command)
{
    char whole[400];
    if (id == 0 || is_hidden(line, unit))
        return false;
    bool ends = words[0] != '\0' && strchr(".?", words[strlen(words) - 1]) != NULL; /* it is a whole sentence */
    snprintf(whole, sizeof whole, "%s%s `%s %lld`", words, ends ? "" : ":", command, (long long)id);
    char *shown = text_shown(whole, strlen(whole), TEXT_LINE, line->setup.settings.ascii);
    line_say_wrapped(line, shown);
    free(shown);
    return true;
}

/* RULES 7.1: an act about her is told at once; a panel, a lot, and a moderator's page wait. On a shared computer
 * line_tell_private() counts them, but for the lot, which asks a whole home. */
bool line_tell_moderation(struct line *line)
{
    struct moderation_home home;
    char told[200], words[200];
    int64_t here = line->setup.actor->here;
    if (moderation_home(line->setup.store, line->setup.actor, line->setup.now(), &home) != RESULT_OK)
        return false;
    bool any = tell_act(line, home.draw_unit, home.draw, _("A lot for a panel asks your home for a number"), "lot");
    if (line->lock.on)
        return any;
    moderation_act_told_words(&home, told, sizeof told);
    any = tell_act(line, home.told_unit, home.told, told, "modlog") || any;
    any =
        tell_act(line, home.panel_unit, home.panel, _("The lot drew you for a panel: do you accept?"), "panel") || any;
    any = tell_act(line, home.panel_unit, home.panel_sits, _("You sit on a panel: what do you say?"), "panel") || any;
    any = tell_act(line, here, home.talk, _("Somebody would like to talk with a keeper"), "modlog") || any;
    if (home.reports > 0) {
        snprintf(words, sizeof words,
            ngettext("%d post is reported: you are a moderator", "%d posts are reported: you are a moderator",
                (unsigned long)home.reports),
            home.reports);
        line_say_wrapped(line, words);
        line_say_wrapped(line, _("`reports` shows what waits."));
    }
    if (home.seconds > 0) {
        snprintf(words, sizeof words,
            ngettext("%d cover wants a second yes", "%d covers want a second yes", (unsigned long)home.seconds),
            home.seconds);
        line_say_wrapped(line, words);
        line_say_wrapped(line, _("`modlog` lists them."));
    }
    return any || home.reports + home.seconds > 0;
}

/* Says how many notices of letters and of mutual aid came, and returns their number. */
static int count_private(struct line *line, char *out, size_t size)
{
    int counts[NOTICE_KINDS] = { 0 };
    char letters[64], aid[64];
    if (line->notices > 0)
        ledger_notices_count(line->setup.store, line->setup.actor, line->noticed, counts, &line->noticed);
    if (counts[NOTICE_LETTER] == 0 && counts[NOTICE_AID] > 0)
        util_copy_text(out, size, language_count(LANGUAGE_NEW_AID, counts[NOTICE_AID], aid));
    else if (counts[NOTICE_AID] > 0)
        snprintf(out, size, "%s, %s", language_count(LANGUAGE_NEW_LETTERS, counts[NOTICE_LETTER], letters),
            language_count(LANGUAGE_NEW_AID, counts[NOTICE_AID], aid));
    else
        util_copy_text(out, size, language_count(LANGUAGE_NEW_LETTERS, counts[NOTICE_LETTER], letters));
    return counts[NOTICE_LETTER] + counts[NOTICE_AID];
}

void line_tell_news(struct line *line)
{
    bool meetings = line_tell_meetings(line), newcomers = line_tell_newcomers(line), moves = line_tell_moving(line),
         circles = line_tell_circles(line), acts = line_tell_moderation(line), aid = line_tell_aid(line),
         care = line_tell_care(line), hands = line_tell_hands(line), own = line_tell_own(line),
         private = line_tell_private(line);
    char words[300], posts[64], came_words[160];
    int came = count_private(line, came_words, sizeof came_words);
    language_count(LANGUAGE_NEW_POSTS, line->news, posts);
    if (line->news > 0 && line->lock.on) {
        snprintf(words, sizeof words, _("Since then: %s. `next` reads on.\n"), posts);
        line_say(line, words);
    } else if (!line->lock.on && (line->news > 0 || came > 0)) {
        snprintf(words, sizeof words, _("Since then: %s, %s. `next` reads on.\n"), posts, came_words);
        line_say(line, words);
    } else if (!meetings && !circles && !newcomers && !moves && !aid && !acts && !care && !hands && !own && !private)
        line_say(line, _("Nothing new. `help` lists what can be done, `next` reads on.\n"));
    line->news = line->notices = 0;
}

void line_tell_last_visit(struct line *line)
{
    struct visit visit;
    char words[200], when[32];
    if (visit_last(line->setup.store, line->setup.actor, face_visit(&line->setup), line->setup.now(), &visit) !=
        RESULT_OK)
        return;
    snprintf(words, sizeof words, _("Last here: %s, %s.\n"), reply_time(visit.at, when), visit_way(&visit));
    line_say_fitted(line, words);
}

/* RULES 1.9: tells of requests for her account, and what she may not do after one was granted. */
void line_tell_lost(struct line *line)
{
    struct lost lost;
    char words[500], when[32], ended[LOST_END_BYTES];
    if (lost_mine(line->setup.store, line->setup.actor, &lost) != RESULT_OK)
        return;
    for (size_t i = 0; i < lost.count; i++) {
        const struct lost_request *request = &lost.request[i];
        lost_end_say(request, ended, sizeof ended);
        if (request->ended == 0)
            snprintf(words, sizeof words,
                ngettext("%s asked for a new password in your name (%s; %d person vouched). `vouch stop` stops it.\n",
                    "%s asked for a new password in your name (%s; %d people vouched). `vouch stop` stops it.\n",
                    (unsigned long)request->vouched),
                request->by, reply_time(request->begun, when), request->vouched);
        else
            snprintf(words, sizeof words, _("A new password was asked for in your name (%s): %s\n"),
                reply_time(request->begun, when), ended);
        line_say_fitted(line, words);
    }
    if (lost.restored != 0) {
        line_say_fitted(line, lost_restored_words(lost.by_shell));
        line_say(line, "\n");
    }
}

/* She has an account and no home: tells her why she waits, and what she can do. */
void line_tell_waiting(struct line *line)
{
    struct newcomer_wait wait;
    char words[700];
    if (newcomer_wait_get(line->setup.store, line->setup.actor, &wait) != RESULT_OK)
        return;
    newcomer_wait_words(&wait, words, sizeof words);
    line_say_wrapped(line, words);
    line_say_fitted(line, _("`about-me` gives you all that is kept about you; `quit` leaves.\n"));
}
