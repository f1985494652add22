/*
 * sheet.c: a page to hang on the shop door, and a page to read aloud to the people who live here. RULES 1.8.
 *
 * Everybody reads the shop door, the police too. The page for it contains only what is public. Of asks and offers it
 * contains only kind, block and number, like an ask that climbs to neighbouring streets (RULES 3.7): no name, and none
 * of the words that people wrote. One line counts what only the street may read. The page to read aloud contains what a
 * person with a device would see on home. Neither page contains what an asker or a caucus shows only to some people.
 * No circle is on either page: only who is in one learns of it, and whoever has no device sits down with others
 * instead. Each part has a limit, so that everything fits on one page; its heading says how much there is.
 */
#include "bbs/command/sheet.h"

#include <stdlib.h>
#include <string.h>

#include "bbs/command/aid_say.h"
#include "bbs/command/decision_say.h"
#include "bbs/command/meeting_say.h"
#include "bbs/command/paper.h"
#include "boards.h"
#include "gettext.h"
#include "language.h"
#include "members.h"
#include "person.h"
#include "rota.h"
#include "shelf.h"
#include "text.h"
#include "when.h"

enum {
    SHEET_ASKS = 6,
    SHEET_OFFERS = 4,
    SHEET_DECISIONS = 4,
    SHEET_ROTAS = 3,
    SHEET_THINGS = 5,
    SHEET_THREADS = 7,
    SHEET_SEATS = 6,
    LOOKED_AT = 60, /* the most of each kind that a heading counts */
    SHEET_DAYS = 7,
    DAY = 86400,
};

/* The use of the page. */
enum sheet_for { FOR_DOOR, FOR_STRANGERS /* only what is public */, FOR_READING_ALOUD };
static enum sheet_for sheet_for(const struct call *call)
{
    return call_option(call, "aloud") != NULL    ? FOR_READING_ALOUD
           : call_option(call, "public") != NULL ? FOR_STRANGERS
                                                 : FOR_DOOR;
}

/* "ASKED FOR", or "ASKED FOR (6 of 9)". */
static void heading(struct reply *reply, const char *words, size_t shown, size_t all)
{
    buffer_format(&reply->text, "\n%s", words);
    if (all > shown)
        buffer_format(&reply->text, all < LOOKED_AT ? _(" (%zu of %zu)") : _(" (%zu of many)"), shown, all);
    buffer_string(&reply->text, "\n");
}

/* Makes a text safe for a terminal and cuts it to so many columns. Valid as long as a result of reply_shown(). */
static const char *fitted(const struct call *call, const char *words, int columns)
{
    char cut[600];
    const char *shown = reply_shown(call, words);
    size_t length = strlen(shown), fits = text_fit(shown, length, columns);
    if (fits >= length || fits >= sizeof cut - 4)
        return shown;
    fits = text_fit(shown, length, columns - 3);
    snprintf(cut, sizeof cut, "%.*s...", (int)fits, shown);
    return reply_shown(call, cut);
}

/* Adds one row, cut to the width of the page. */
static void row(const struct call *call, struct reply *reply, json_t *list, struct buffer *words)
{
    reply_line(reply, "  %s", fitted(call, buffer_text(words), call->speaker->columns - 2));
    json_array_append_new(list, json_string(buffer_text(words)));
    buffer_clear(words);
}

/* --- asks and offers, each with its number, so that a reader can tell a neighbour "I can, to 12" --- */

/* "10, today, block B: Nappies"; on the shop door "10, today, block B: care". The important parts stand first, because
 * a long row is cut at its end. */
static void say_of_aid(const struct aid *aid, bool in_words, struct buffer *words)
{
    enum { BLOCK_NAME = 2 }; /* a longer place is a street */
    bool block = strlen(aid->place) <= BLOCK_NAME;
    buffer_format(words, "%lld", (long long)aid->id);
    if (!aid->is_offer || in_words)
        buffer_format(words, ", %s", aid->is_offer ? aid->who : aid_urgency_words(aid->urgency));
    if (aid->place[0] != '\0' && (in_words ? !aid->is_offer : block)) {
        buffer_string(words, ", ");
        buffer_format(words, block ? _("block %s") : "%s", aid->place);
    }
    if (aid->hands > 1)
        buffer_format(words, _(", %d of %d hands"), aid->found, aid->hands);
    buffer_format(words, ": %s", in_words ? aid->line : aid_kind_words(aid->kind));
}

/* Says what a person who reads or hears it can do. */
static void say_way_on(const struct call *call, struct reply *reply, bool offers)
{
    bool aloud = sheet_for(call) == FOR_READING_ALOUD;
    if (!offers)
        reply_text(reply, call, 2,
            aloud
                ? _("You can? Tell a neighbour the number; nobody learns who you are before a yes.")
                : _("You can? Tell a neighbour the number: what it is about stands in the house. Nobody learns who you "
                    "are before a yes."));
    else if (!aloud)
        reply_text(
            reply, call, 2, _("You need it? Tell a neighbour the number; who offers it and how stands in the house."));
}

static void sheet_aid(const struct call *call, struct reply *reply, bool offers)
{
    const struct speaker *speaker = call->speaker;
    const struct aid_filter filter = { .offers = offers, .kind = -1, .urgency = -1, .open = true };
    struct aid *aids = xcalloc(LOOKED_AT, sizeof *aids);
    size_t count = 0, kept = 0, most = offers ? SHEET_OFFERS : SHEET_ASKS;
    struct buffer words = { 0 };
    json_t *list = json_array();
    if (aid_list(speaker->store, speaker->actor, &filter, NULL, speaker->now, LOOKED_AT, aids, &count) != RESULT_OK)
        count = 0;
    for (size_t i = 0; i < count; i++) /* asks that only some people may answer stand on neither page */
        if (aids[i].from == AID_FROM_HERE && (offers || aids[i].who_may == AID_ANYONE))
            aids[kept++] = aids[i];
    if (kept > 0)
        heading(reply, offers ? _("OFFERED") : _("ASKED FOR"), kept < most ? kept : most, kept);
    for (size_t i = 0; i < kept && i < most; i++) {
        say_of_aid(&aids[i], sheet_for(call) == FOR_READING_ALOUD, &words);
        row(call, reply, list, &words);
    }
    if (kept > 0)
        say_way_on(call, reply, offers);
    json_object_set_new(reply->json, offers ? "offers" : "asks", list);
    free(aids);
}

/* --- the next meeting: for the shop door only when and where it is --- */

static void sheet_meeting(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    struct meeting_line *lines = xcalloc(MEETINGS_TO_COME, sizeof *lines);
    char where[MEETING_SAY_BYTES];
    size_t count = 0, next = 0;
    json_t *json = json_null();
    meeting_lines(speaker->store, speaker->actor, speaker->now, lines, MEETINGS_TO_COME, &count);
    while (next < count && lines[next].why == MEETING_WANTED)
        next++;
    if (next < count) {
        const struct meeting *meeting = &lines[next].meeting;
        heading(reply, _("NEXT MEETING"), 0, 0);
        reply_text(reply, call, 2, meeting_when_where(meeting, speaker->now, where));
        reply_text(reply, call, 2, _("Everybody who lives here may come, and speaks."));
        json = json_pack("{s:I, s:s}", "starts", (json_int_t)meeting->starts, "place", meeting->place);
        if (sheet_for(call) == FOR_READING_ALOUD) {
            reply_text(reply, call, 2, meeting->title);
            json_object_set_new(json, "agenda", meeting_say_titles(reply, call, meeting->id));
        }
    }
    json_object_set_new(reply->json, "next_meeting", json);
    free(lines);
}

/* --- what was decided, and is not done --- */

static void sheet_decisions(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    struct decision *list = xcalloc(LOOKED_AT, sizeof *list);
    struct buffer words = { 0 };
    json_t *json = json_array();
    size_t count = 0, open = 0;
    decisions_list(speaker->store, speaker->actor, speaker->now, list, LOOKED_AT, &count);
    for (size_t i = 0; i < count; i++)
        open += list[i].state != DECISION_DONE;
    if (open > 0)
        heading(reply, _("DECIDED"), open < SHEET_DECISIONS ? open : SHEET_DECISIONS, open);
    for (size_t i = 0; i < count && json_array_size(json) < SHEET_DECISIONS; i++)
        if (list[i].state != DECISION_DONE) {
            decision_words(&list[i], speaker->now, &words);
            row(call, reply, json, &words);
        }
    json_object_set_new(reply->json, "decisions", json);
    free(list);
}

/* --- rotas that need people --- */

static bool needs(const struct call *call, const struct rota *rota, struct buffer *words)
{
    const struct speaker *speaker = call->speaker;
    struct rota_day days[ROTA_NEEDS_AHEAD];
    char name[WHEN_BYTES], clock[WHEN_BYTES] = "";
    size_t count = 0;
    int64_t today = when_day(speaker->now);
    if (rota_days(speaker->store, speaker->actor, rota, speaker->now, days, ROTA_NEEDS_AHEAD, &count) != RESULT_OK)
        return false;
    for (size_t i = 0; i < count; i++) {
        if (days[i].lacking == 0 || days[i].day >= today + ROTA_NEEDS_AHEAD ||
            !rota_is_coming(&rota->plan, days[i].day, speaker->now))
            continue;
        if (rota->plan.minutes >= 0)
            when_say_clock(rota->plan.minutes, clock);
        buffer_format(words,
            ngettext("%s: %d person more on %s", "%s: %d people more on %s", (unsigned long)days[i].lacking),
            rota->task, days[i].lacking, when_say_date(days[i].day, today, name));
        buffer_format(words, "%s%s", clock[0] != '\0' ? ", " : "", clock);
        return true;
    }
    return false;
}

/* Finds the rotas that lack people, and says up to `room` of them. */
static size_t find_rotas(const struct call *call, struct buffer *words, size_t room)
{
    const struct speaker *speaker = call->speaker;
    struct rota *rotas = xcalloc(ROTA_OPEN_MAX, sizeof *rotas);
    size_t count = 0, lacking = 0;
    rota_list(speaker->store, speaker->actor, speaker->now, rotas, ROTA_OPEN_MAX, &count);
    for (size_t i = 0; i < count; i++) {
        struct buffer more = { 0 };
        if (rotas[i].unit == speaker->actor->here && needs(call, &rotas[i], lacking < room ? &words[lacking] : &more))
            lacking++;
        buffer_clear(&more);
    }
    free(rotas);
    return lacking;
}

static void sheet_rotas(const struct call *call, struct reply *reply)
{
    struct buffer words[SHEET_ROTAS] = { 0 };
    json_t *list = json_array();
    size_t lacking = find_rotas(call, words, SHEET_ROTAS), shown = lacking < SHEET_ROTAS ? lacking : SHEET_ROTAS;
    if (lacking > 0)
        heading(reply, _("HANDS ARE NEEDED"), shown, lacking);
    for (size_t i = 0; i < shown; i++)
        row(call, reply, list, &words[i]);
    json_object_set_new(reply->json, "rotas", list);
}

/* --- things to borrow --- */

static void sheet_shelf(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    struct thing *things = xcalloc(LOOKED_AT, sizeof *things);
    struct buffer words = { 0 };
    size_t count = 0, here = 0;
    json_t *list = json_array();
    shelf_list(speaker->store, speaker->actor, 0, speaker->now, things, LOOKED_AT, &count);
    for (size_t i = 0; i < count; i++) {
        if (things[i].unit != speaker->actor->here || things[i].borrower != 0 || here++ >= SHEET_THINGS)
            continue;
        buffer_format(&words, _("%s%s (ask %s)"), here > 1 ? "; " : "", things[i].line, things[i].keeper_handle);
        json_array_append_new(list, json_string(things[i].line));
    }
    if (here > 0) {
        heading(reply, _("TO BORROW"), here < SHEET_THINGS ? here : SHEET_THINGS, here);
        reply_text(reply, call, 2, buffer_text(&words));
    }
    buffer_clear(&words);
    json_object_set_new(reply->json, "things", list);
    free(things);
}

/* --- threads --- */

/* True when the titles of this board stand on the page: those of a caucus on neither page, those of the street only on
 * the page to read aloud. */
static bool is_shown(const struct call *call, const struct board *board)
{
    return board->own && (board->visibility == VISIBLE_PUBLIC || sheet_for(call) == FOR_READING_ALOUD);
}

static size_t this_week(const struct call *call, const struct board *board, struct thread *threads, size_t limit)
{
    const struct speaker *speaker = call->speaker;
    size_t count = 0, recent = 0;
    if (threads_list(speaker->store, speaker->actor, board->id, 0, limit, threads, &count) != RESULT_OK)
        return 0;
    while (recent < count && threads[recent].last_at > speaker->now - SHEET_DAYS * DAY)
        recent++;
    return recent;
}

static void sheet_board(
    const struct call *call, struct reply *reply, const struct board *board, size_t *room, json_t *list)
{
    struct thread threads[SHEET_THREADS];
    struct buffer words = { 0 };
    char posts[64];
    size_t count = is_shown(call, board) ? this_week(call, board, threads, SHEET_THREADS) : 0;
    for (size_t i = 0; i<count && * room> 0; i++) {
        buffer_format(&words, _("%s (%s, %s; %s)"), threads[i].title, board->title, threads[i].author,
            language_count(LANGUAGE_POSTS, threads[i].posts, posts));
        row(call, reply, list, &words);
        (*room)--;
    }
}

static void sheet_boards(const struct call *call, struct reply *reply)
{
    struct board *boards = xcalloc(LOOKED_AT, sizeof *boards);
    size_t count = 0, room = SHEET_THREADS;
    json_t *list = json_array();
    boards_list(call->speaker->store, call->speaker->actor, boards, LOOKED_AT, &count);
    heading(reply, _("TALKED ABOUT THIS WEEK"), 0, 0);
    for (size_t i = 0; i < count; i++)
        sheet_board(call, reply, &boards[i], &room, list);
    if (room == SHEET_THREADS)
        reply_line(
            reply, "  %s", sheet_for(call) == FOR_READING_ALOUD ? _("Nothing new.") : _("In public, nothing new."));
    json_object_set_new(reply->json, "threads", list);
    free(boards);
}

/* --- counts of what only the people who live here may read --- */

static size_t count_threads(const struct call *call)
{
    struct board *boards = xcalloc(LOOKED_AT, sizeof *boards);
    struct thread *threads = xcalloc(LOOKED_AT, sizeof *threads);
    size_t count = 0, all = 0;
    boards_list(call->speaker->store, call->speaker->actor, boards, LOOKED_AT, &count);
    for (size_t i = 0; i < count; i++)
        if (boards[i].own && !is_shown(call, &boards[i]))
            all += this_week(call, &boards[i], threads, LOOKED_AT);
    free(threads);
    free(boards);
    return all;
}

static size_t count_things(const struct call *call)
{
    const struct speaker *speaker = call->speaker;
    struct thing *things = xcalloc(LOOKED_AT, sizeof *things);
    size_t count = 0, here = 0;
    shelf_list(speaker->store, speaker->actor, 0, speaker->now, things, LOOKED_AT, &count);
    for (size_t i = 0; i < count; i++)
        here += things[i].unit == speaker->actor->here && things[i].borrower == 0;
    free(things);
    return here;
}

static void sheet_in_the_house(const struct call *call, struct reply *reply)
{
    struct buffer words = { 0 };
    size_t threads = count_threads(call), rotas = find_rotas(call, NULL, 0), things = count_things(call);
    heading(reply, _("IN THE HOUSE, FOR THOSE WHO LIVE HERE"), 0, 0);
    buffer_format(&words,
        _("Talked about this week: %zu. Tasks that need hands: %zu. Things to borrow: %zu. Any neighbour who comes in reads "
          "them to you."),
        threads, rotas, things);
    reply_text(reply, call, 2, buffer_text(&words));
    json_object_set_new(reply->json, "in_the_house",
        json_pack("{s:I, s:I, s:I}", "threads", (json_int_t)threads, "rotas", (json_int_t)rotas, "things",
            (json_int_t)things));
    buffer_clear(&words);
}

/* --- tasks, and how to come in --- */

static void sheet_tasks(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    struct seat seats[SHEET_SEATS];
    struct buffer words = { 0 };
    char person[PERSON_BYTES];
    size_t count = 0;
    if (seats_list(speaker->store, speaker->actor, speaker->now, seats, SHEET_SEATS, &count) != RESULT_OK || count == 0)
        return;
    heading(reply, _("WHO DOES WHAT"), 0, 0);
    for (size_t i = 0; i < count; i++)
        buffer_format(
            &words, "%s%s: %s", i > 0 ? "; " : "", seats[i].name, person_words(seats[i].handle, seats[i].home, person));
    reply_text(reply, call, 2, buffer_text(&words));
    buffer_clear(&words);
}

static void sheet_ways_in(const struct call *call, struct reply *reply, const struct house *house)
{
    struct buffer words = { 0 };
    heading(reply, _("YOU HAVE NO DEVICE?"), 0, 0);
    reply_text(reply, call, 2,
        _("You belong here all the same. Tell a neighbour what you want to say, ask, offer or answer. It is written "
          "in your name, by that neighbour's hand. Somebody of another home asks you whether you said it. You get it "
          "on paper. What you did not say is struck when you tell a neighbour."));
    heading(reply, _("HOW TO COME IN"), 0, 0);
    buffer_string(&words, _("Ask somebody who lives here for a card with a code."));
    if (house->address[0] != '\0') {
        buffer_string(&words, " ");
        buffer_format(&words, _("It works at %s."), house->address);
    }
    reply_text(reply, call, 2, buffer_text(&words));
    buffer_clear(&words);
}

/* RULES 8.3: the last line of every digest. */
static void sheet_joy(const struct call *call, struct reply *reply)
{
    struct board board;
    struct thread thread;
    size_t count = 0;
    if (board_by_slug(call->speaker->store, call->speaker->actor, "joy", &board) != RESULT_OK || !board.own ||
        !is_shown(call, &board) ||
        threads_list(call->speaker->store, call->speaker->actor, board.id, 0, 1, &thread, &count) != RESULT_OK ||
        count == 0)
        return;
    heading(reply, _("AND A JOY"), 0, 0);
    reply_text(reply, call, 2, thread.title);
    json_object_set_new(reply->json, "joy", json_string(thread.title));
}

static void sheet_now(const struct call *call, struct reply *reply, const struct house *house)
{
    char homes[64];
    paper_head(reply, call, house->name);
    if (house->demo)
        reply_line(reply, "%s", _("A made-up street. Nobody here is real."));
    snprintf(
        homes, sizeof homes, ngettext("%lld home", "%lld homes", (unsigned long)house->homes), (long long)house->homes);
    reply_line(reply, "%s", homes);
    if (sheet_for(call) == FOR_READING_ALOUD)
        reply_text(reply, call, 0,
            _("FOR READING ALOUD TO THOSE WHO LIVE HERE. It is for the street alone: hang it on no door."));
    if (house->now_line[0] != '\0') {
        heading(reply, _("NOW"), 0, 0);
        reply_text(reply, call, 2, house->now_line);
    }
}

enum result sheet_run(const struct call *call, struct reply *reply)
{
    struct speaker paper;
    struct call printed = paper_call(call, &paper);
    struct house house;
    enum result result = house_get(paper.store, call->speaker->actor->here, &house);
    bool aloud = sheet_for(call) == FOR_READING_ALOUD;
    if (result != RESULT_OK)
        return reply_from_store(reply, result, paper.store);
    reply->json = json_object();
    sheet_now(&printed, reply, &house);
    if (sheet_for(call) != FOR_STRANGERS && house.kind != UNIT_CAUCUS)
        sheet_meeting(&printed, reply);
    if (sheet_for(call) != FOR_STRANGERS) {
        sheet_aid(&printed, reply, false);
        sheet_aid(&printed, reply, true);
    }
    if (aloud) {
        sheet_decisions(&printed, reply);
        sheet_rotas(&printed, reply);
        sheet_shelf(&printed, reply);
    }
    sheet_boards(&printed, reply);
    if (aloud)
        sheet_tasks(&printed, reply);
    else
        sheet_in_the_house(&printed, reply);
    sheet_ways_in(&printed, reply, &house);
    sheet_joy(&printed, reply);
    paper_rule(reply, &printed);
    return RESULT_OK;
}
