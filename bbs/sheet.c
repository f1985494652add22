/*
 * sheet.c: one page for the shop door, and for reading aloud: what somebody without a device would see on home. RULES
 * 1.8. Each part has a bound, so that all of it stays one page; a heading says how much there is. What an asker or a
 * caucus keeps to some people hangs on no door.
 */
#include <stdlib.h>
#include <string.h>

#include "bbs/aid_say.h"
#include "bbs/paper.h"
#include "boards.h"
#include "gettext.h"
#include "language.h"
#include "members.h"
#include "rota.h"
#include "shelf.h"
#include "text.h"

enum {
    PAPER_COLUMNS = 80,
    SHEET_ASKS = 6,
    SHEET_OFFERS = 4,
    SHEET_ROTAS = 3,
    SHEET_THINGS = 5,
    SHEET_THREADS = 7,
    SHEET_SEATS = 6,
    LOOKED_AT = 60, /* of each: what is counted in a heading */
    SHEET_DAYS = 7,
    DAY = 86400,
};

struct call paper_call(const struct call *call, struct speaker *paper)
{
    struct call printed = *call;
    *paper = *call->speaker;
    if (paper->columns == 0 || paper->columns > PAPER_COLUMNS)
        paper->columns = PAPER_COLUMNS;
    printed.speaker = paper;
    return printed;
}

void paper_rule(struct reply *reply, const struct call *call)
{
    for (int i = 0; i < call->speaker->columns; i++)
        buffer_string(&reply->text, "-");
    buffer_string(&reply->text, "\n");
}

void paper_head(struct reply *reply, const struct call *call, const char *title)
{
    char when[32];
    paper_rule(reply, call);
    reply_text(reply, call, 0, title);
    reply_line(reply, "%s", reply_time(call->speaker->now, when));
    paper_rule(reply, call);
}

/* "ASKED FOR", or "ASKED FOR (6 of 9)". */
static void heading(struct reply *reply, const char *words, size_t shown, size_t all)
{
    buffer_format(&reply->text, "\n%s", words);
    if (all > shown)
        buffer_format(&reply->text, all < LOOKED_AT ? _(" (%zu of %zu)") : _(" (%zu of many)"), shown, all);
    buffer_string(&reply->text, "\n");
}

/* Safe for a terminal, and cut to so many columns; lives as reply_shown() does. */
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

/* One row, cut where the paper ends. */
static void row(const struct call *call, struct reply *reply, json_t *list, struct buffer *words)
{
    reply_line(reply, "  %s", fitted(call, buffer_text(words), call->speaker->columns - 2));
    json_array_append_new(list, json_string(buffer_text(words)));
    buffer_clear(words);
}

/* --- what is asked for, and offered: with a number, so that a neighbour can be told "I can, to 12" --- */

/* "10, today, block B: Nappies": what has to be known stands first, so that a cut takes the end of the words. */
static void say_of_aid(const struct aid *aid, struct buffer *words)
{
    enum { BLOCK_NAME = 2 }; /* what is longer is a street */
    buffer_format(words, "%lld, %s", (long long)aid->id, aid->is_offer ? aid->who : aid_urgency_words(aid->urgency));
    if (!aid->is_offer && aid->place[0] != '\0') {
        buffer_string(words, ", ");
        buffer_format(words, strlen(aid->place) <= BLOCK_NAME ? _("block %s") : "%s", aid->place);
    }
    buffer_format(words, ": %s", aid->line);
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
    for (size_t i = 0; i < count; i++) /* who may answer is for the house to know, and for no door */
        if (offers || aids[i].who_may == AID_ANYONE)
            aids[kept++] = aids[i];
    if (kept > 0)
        heading(reply, offers ? _("OFFERED") : _("ASKED FOR"), kept < most ? kept : most, kept);
    for (size_t i = 0; i < kept && i < most; i++) {
        say_of_aid(&aids[i], &words);
        row(call, reply, list, &words);
    }
    if (kept > 0 && !offers)
        reply_text(reply, call, 2, _("You can? Tell a neighbour the number; nobody learns who you are before a yes."));
    json_object_set_new(reply->json, offers ? "offers" : "asks", list);
    free(aids);
}

/* --- where hands are needed --- */

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

static void sheet_rotas(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    struct rota *rotas = xcalloc(ROTA_OPEN_MAX, sizeof *rotas);
    struct buffer words[SHEET_ROTAS] = { 0 };
    size_t count = 0, lacking = 0;
    json_t *list = json_array();
    rota_list(speaker->store, speaker->actor, speaker->now, rotas, ROTA_OPEN_MAX, &count);
    for (size_t i = 0; i < count; i++) {
        struct buffer more = { 0 };
        if (rotas[i].unit == speaker->actor->house &&
            needs(call, &rotas[i], lacking < SHEET_ROTAS ? &words[lacking] : &more))
            lacking++;
        buffer_clear(&more);
    }
    size_t shown = lacking < SHEET_ROTAS ? lacking : SHEET_ROTAS;
    if (lacking > 0)
        heading(reply, _("HANDS ARE NEEDED"), shown, lacking);
    for (size_t i = 0; i < shown; i++)
        row(call, reply, list, &words[i]);
    json_object_set_new(reply->json, "rotas", list);
    free(rotas);
}

/* --- what can be borrowed --- */

static void sheet_shelf(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    struct thing *things = xcalloc(LOOKED_AT, sizeof *things);
    struct buffer words = { 0 };
    size_t count = 0, here = 0;
    json_t *list = json_array();
    shelf_list(speaker->store, speaker->actor, 0, speaker->now, things, LOOKED_AT, &count);
    for (size_t i = 0; i < count; i++) {
        if (things[i].unit != speaker->actor->house || things[i].borrower != 0 || here++ >= SHEET_THINGS)
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

/* --- what is talked about --- */

/* The house's own boards alone: what a caucus talks about hangs on no door. */
static void sheet_board(
    const struct call *call, struct reply *reply, const struct board *board, size_t *room, json_t *list)
{
    struct thread threads[SHEET_THREADS];
    struct buffer words = { 0 };
    char posts[64];
    size_t count = 0;
    bool all = call_option(call, "public") == NULL;
    if (board->unit != call->speaker->actor->house || (!all && board->visibility != VISIBLE_PUBLIC) ||
        threads_list(call->speaker->store, call->speaker->actor, board->id, 0, SHEET_THREADS, threads, &count) !=
            RESULT_OK)
        return;
    for (size_t i = 0; i<count && * room> 0 && threads[i].last_at > call->speaker->now - SHEET_DAYS * DAY; i++) {
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
        reply_line(reply, "  %s", _("Nothing new."));
    json_object_set_new(reply->json, "threads", list);
    free(boards);
}

/* --- people and doors --- */

static void sheet_tasks(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    struct seat seats[SHEET_SEATS];
    struct buffer words = { 0 };
    size_t count = 0;
    if (seats_list(speaker->store, speaker->actor, speaker->now, seats, SHEET_SEATS, &count) != RESULT_OK || count == 0)
        return;
    heading(reply, _("WHO DOES WHAT"), 0, 0);
    for (size_t i = 0; i < count; i++)
        buffer_format(&words, _("%s%s: %s, home %s"), i > 0 ? "; " : "", seats[i].name, seats[i].handle, seats[i].home);
    reply_text(reply, call, 2, buffer_text(&words));
    buffer_clear(&words);
}

static void sheet_doors(const struct call *call, struct reply *reply, const struct house *house)
{
    struct buffer words = { 0 };
    heading(reply, _("YOU HAVE NO DEVICE?"), 0, 0);
    reply_text(reply, call, 2,
        _("You belong here all the same. Tell a neighbour what you want to say, ask, offer or answer: it is written in your "
          "name, by that neighbour's hand, and somebody of another home asks you whether you said it. You get it on paper, "
          "and what is not yours is struck at your word."));
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
    if (board_by_slug(call->speaker->store, call->speaker->actor, "joy", &board) != RESULT_OK ||
        (call_option(call, "public") != NULL && board.visibility != VISIBLE_PUBLIC) ||
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
    if (house->now_line[0] != '\0') {
        heading(reply, _("NOW"), 0, 0);
        reply_text(reply, call, 2, house->now_line);
    }
}

enum result paper_sheet(const struct call *call, struct reply *reply)
{
    struct speaker paper;
    struct call printed = paper_call(call, &paper);
    struct house house;
    enum result result = house_get(paper.store, &house);
    bool all = call_option(call, "public") == NULL;
    if (result != RESULT_OK)
        return reply_from_store(reply, result, paper.store);
    reply->json = json_object();
    sheet_now(&printed, reply, &house);
    if (all) {
        sheet_aid(&printed, reply, false);
        sheet_aid(&printed, reply, true);
        sheet_rotas(&printed, reply);
        sheet_shelf(&printed, reply);
    }
    sheet_boards(&printed, reply);
    if (all)
        sheet_tasks(&printed, reply);
    sheet_doors(&printed, reply, &house);
    sheet_joy(&printed, reply);
    paper_rule(reply, &printed);
    return RESULT_OK;
}
