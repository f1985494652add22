/* command_boards.c: boards, threads, posts, reading, search. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "bbs/command/command_hurt.h"
#include "bbs/command/command_table.h"
#include "boards.h"
#include "deferred.h"
#include "gettext.h"
#include "language.h"
#include "private.h"
#include "text.h"
#include "units.h"
#include "when.h"

enum { PAGE = 40, BOARDS_SHOWN = 60, VERSIONS_SHOWN = 10, FOUND_MOST = 100 };

static void say_board(
    const struct call *call, struct reply *reply, const struct house *house, const struct board *board)
{
    struct readers readers;
    char threads[64], unread[64], typed[BOARD_TYPED_BYTES];
    readers_of_board(house, board, &readers);
    board_typed(call->speaker->store, call->speaker->actor, board, typed);
    /* TRANSLATORS: a board's short name and its title; "12 threads"; "3 new posts"; "THE STREET" */
    reply_line(reply, _("%s: %s. %s, %s. Read by: %s."), typed, reply_shown(call, board->title),
        language_count(LANGUAGE_THREADS, board->threads, threads),
        language_count(LANGUAGE_NEW_POSTS, board->unread, unread), reply_shown(call, readers.who));
    json_array_append_new(
        reply->json, json_pack("{s:I, s:s, s:s, s:s, s:s, s:s, s:b, s:I, s:i}", "id", (json_int_t)board->id, "slug",
                         typed, "title", board->title, "unit", board->unit_name, "visibility",
                         board_visibility_name(board->visibility), "read_by", readers.who, "everybody",
                         readers.everybody, "threads", (json_int_t)board->threads, "unread", board->unread));
}

/* The group of a board in the list, as in the screens: her street, her other units, then units that let her read. Of
 * somebody who belongs to none: the unit where they are, then all others. */
static int group_of(const struct actor *actor, const struct board *board)
{
    for (int i = 0; i < actor->unit_count; i++)
        if (actor->units[i] == board->unit)
            return i;
    return actor->unit_count + !board->own;
}

/* Lists the boards in groups, under the name of each unit. Of a caucus where she is not now, one line. */
static void say_groups(
    const struct call *call, struct reply *reply, const struct house *house, const struct board *boards, size_t count)
{
    int64_t unit = 0;
    for (int group = 0; group <= call->speaker->actor->unit_count + 1; group++)
        for (size_t i = 0; i < count; i++) {
            if (group_of(call->speaker->actor, &boards[i]) != group)
                continue;
            bool begins = boards[i].unit != unit, hidden = call_hides(call, boards[i].unit);
            unit = boards[i].unit;
            if (begins && hidden)
                call_say_hidden(reply, reply->json);
            else if (begins)
                reply_line(reply, "%s", reply_shown(call, boards[i].unit_name));
            if (!hidden)
                say_board(call, reply, house, &boards[i]);
        }
}

/* RULES 1.0: the boards of units to which a member does not belong are only counted, as in the screens. */
static enum result read_boards(
    const struct call *call, struct board *boards, size_t limit, size_t *count, size_t *others)
{
    const struct speaker *speaker = call->speaker;
    *others = 0;
    if (speaker->actor->kind == ACTOR_MEMBER && call->words == 0)
        return boards_mine(speaker->store, speaker->actor, boards, limit, count, others);
    return boards_list(speaker->store, speaker->actor, boards, limit, count);
}

static void say_others(struct reply *reply, size_t others)
{
    char words[100];
    snprintf(words, sizeof words, ngettext("%zu board of others", "%zu boards of others", others), others);
    reply_line(reply, _("%s: `boards all` lists them."), words);
}

static enum result run_boards(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    struct call_page page;
    struct house house = { 0 };
    size_t count = 0, others;
    if (call->words > 0 && strcmp(call->word[0], "all") != 0)
        return reply_usage(reply, _("Type it like this: %s"), call_usage(call));
    if (!call_page(call, BOARDS_SHOWN, &page, reply))
        return reply->result;
    struct board *boards = xcalloc(page.load, sizeof *boards);
    enum result result = read_boards(call, boards, page.load, &count, &others);
    call_page_of(&page, count);
    if (result == RESULT_OK)
        result = house_get(speaker->store, speaker->actor->here, &house);
    reply->json = json_array();
    /* who belongs to one street, and sees its boards alone, needs no name above them */
    bool mine = speaker->actor->kind == ACTOR_MEMBER && call->words == 0;
    bool grouped = result == RESULT_OK && (speaker->actor->unit_count > 1 || (house.units > 1 && !mine));
    if (grouped)
        say_groups(call, reply, &house, boards + page.first, page.end - page.first);
    for (size_t i = page.first; result == RESULT_OK && !grouped && i < page.end; i++)
        say_board(call, reply, &house, &boards[i]);
    free(boards);
    call_page_end(call, &page, reply);
    if (result == RESULT_OK && others > 0 && !page.more)
        say_others(reply, others);
    if (result == RESULT_OK && count == 0 && others == 0)
        reply_line(reply, _("There are no boards for you here."));
    return reply_from_store(reply, result, speaker->store);
}

/* On a page that few people may read: says who they are. RULES 1.10. */
static void say_readers(const struct call *call, struct reply *reply, int64_t id)
{
    struct readers readers;
    struct house house;
    struct board board;
    if (house_get(call->speaker->store, call->speaker->actor->here, &house) != RESULT_OK ||
        board_get(call->speaker->store, call->speaker->actor, id, &board) != RESULT_OK)
        return;
    readers_of_board(&house, &board, &readers);
    if (readers.page[0] != '\0')
        reply_line(reply, "%s", reply_shown(call, readers.page));
}

enum result call_list_threads(const struct call *call, struct reply *reply, const char *slug)
{
    struct board board;
    struct call_page page;
    size_t count = 0;
    int64_t before = 0;
    char when[32], posts[64], unread[64];
    if (!call_before(call, reply, &before))
        return reply->result;
    if (!call_page(call, PAGE, &page, reply))
        return reply->result;
    struct thread *threads = xcalloc(page.load, sizeof *threads);
    enum result result = board_by_slug(call->speaker->store, call->speaker->actor, slug, &board);
    if (result == RESULT_OK)
        result = threads_list(call->speaker->store, call->speaker->actor, board.id, before, page.load, threads, &count);
    call_page_of(&page, count);
    reply->json = json_array();
    for (size_t i = page.first; i < page.end; i++) {
        const struct thread *thread = &threads[i];
        /* TRANSLATORS: a thread's number, title and author; "12 posts"; "3 new posts"; "Sat 21 Nov 18:02" */
        reply_line(reply,
            thread->muted ? _("%lld: %s, by %s. %s, %s, last %s. Muted.") : _("%lld: %s, by %s. %s, %s, last %s."),
            (long long)thread->id, reply_shown(call, thread->title), reply_shown(call, thread->author),
            language_count(LANGUAGE_POSTS, thread->posts, posts),
            language_count(LANGUAGE_NEW_POSTS, thread->unread, unread), reply_time(thread->last_at, when));
        json_array_append_new(
            reply->json, json_pack("{s:I, s:s, s:s, s:I, s:i, s:I, s:I, s:b, s:b}", "id", (json_int_t)thread->id,
                             "title", thread->title, "author", thread->author, "posts", (json_int_t)thread->posts,
                             "unread", thread->unread, "last_post", (json_int_t)thread->last_post, "last_at",
                             (json_int_t)thread->last_at, "muted", thread->muted, "bookmarked", thread->bookmarked));
    }
    if (page.more)
        call_more_number(call, "before", threads[page.end - 1].last_post, reply);
    free(threads);
    if (result != RESULT_OK)
        return reply_from_store(reply, result, call->speaker->store);
    if (count == 0)
        reply_line(reply, _("Nothing here yet. `post %s --title ...` opens the first thread."), slug);
    say_readers(call, reply, board.id);
    return RESULT_OK;
}

static enum result run_threads(const struct call *call, struct reply *reply)
{
    return call_list_threads(call, reply, call->word[0]);
}

static json_t *post_json(const struct post *post)
{
    return json_pack("{s:I, s:I, s:I, s:s, s:I, s:I, s:i, s:I, s:I, s:b, s:s, s:s, s:s, s:s, s:s, s:s}", "id",
        (json_int_t)post->id, "thread", (json_int_t)post->thread, "parent", (json_int_t)post->parent, "author",
        post->handle, "at", (json_int_t)post->at, "edited_at", (json_int_t)post->edited_at, "depth", post->depth,
        "number", (json_int_t)post->number, "total", (json_int_t)post->total, "unread", post->unread, "state",
        post->state == POST_SHOWN       ? "shown"
        : post->state == POST_WITHDRAWN ? "withdrawn"
                                        : "covered",
        "body", post->body ? post->body : "", "hand", post->by.hand, "confirmed_by", post->by.confirmed_by, "struck_by",
        post->by.struck_by, "covered", post->state == POST_COVERED ? cover_reason_name(post->covered) : "");
}

static void say_post(struct reply *reply, const struct call *call, const struct post *post)
{
    char when[32], answers[48] = "";
    reply->post = post->id;
    if (post->parent != 0)
        snprintf(answers, sizeof answers, _(", answers %lld"), (long long)post->parent);
    reply_line(reply, _("Post %lld, %lld of %lld, by %s, %s%s%s%s"), (long long)post->id, (long long)post->number,
        (long long)post->total, reply_shown(call, post->handle), reply_time(post->at, when), answers,
        post->edited_at ? _(", edited") : "", post->unread ? _(", new") : "");
    if (post->by.entry != 0) {
        char hand[600];
        by_hand_words(&post->by, hand, sizeof hand);
        reply_line(reply, _("  %s (number %lld)"), reply_shown(call, hand), (long long)post->by.entry);
    }
    if (post->state == POST_WITHDRAWN && post->by.struck_by[0] != '\0')
        reply_line(reply, "  %s", _("[struck: they say that it is not theirs]"));
    else if (post->state == POST_WITHDRAWN)
        reply_line(reply, "  %s", _("[withdrawn by its author]"));
    else if (post->state == POST_COVERED) {
        char words[COVER_WORDS];
        cover_post_words(post, words);
        reply_line(reply, "  %s", words);
    } else
        reply_text(reply, call, 2, post->body);
}

static enum result run_read(const struct call *call, struct reply *reply)
{
    struct store *store = call->speaker->store;
    struct thread thread;
    struct call_page page;
    int64_t id, from = 0;
    size_t count = 0;
    char total[64];
    if (!call_number(call, 0, &id, reply))
        return RESULT_INVALID;
    const char *option = call_option(call, "from");
    if (option != NULL && !util_parse_number(option, &from))
        return reply_refuse(reply, RESULT_INVALID, _("--from takes the number of a post."));
    if (!call_page(call, PAGE, &page, reply))
        return reply->result;
    struct share share = { 0 };
    struct post *posts = xcalloc(page.load, sizeof *posts);
    enum result result =
        posts_read(store, call->speaker->actor, id, PAGE_AT, from, page.load, posts, &count, &thread, &share);
    if (result != RESULT_OK) {
        free(posts);
        return reply_from_store(reply, result, store);
    }
    call_page_of(&page, count);
    reply_line(reply, "%s. %s.", reply_shown(call, thread.title), language_count(LANGUAGE_POSTS, thread.posts, total));
    json_t *list = json_array();
    for (size_t i = page.first; i < page.end; i++) {
        say_post(reply, call, &posts[i]);
        json_array_append_new(list, post_json(&posts[i]));
        if (posts[i].unread)
            mark_read(store, call->speaker->actor, posts[i].id);
    }
    if (page.more)
        call_more_number(call, "from", posts[page.end].id, reply);
    if (share.due)
        reply_line(reply, _("You wrote %d of the last %d posts here. (only you see this)"), share.mine, share.of);
    say_readers(call, reply, thread.board);
    reply->json = json_pack("{s:I, s:s, s:I, s:o}", "id", (json_int_t)id, "title", thread.title, "total",
        (json_int_t)thread.posts, "posts", list);
    if (share.due)
        json_object_set_new(reply->json, "share", json_pack("{s:i, s:i}", "mine", share.mine, "of", share.of));
    posts_free(posts, count);
    free(posts);
    return RESULT_OK;
}

/* RULES 2.6: adds the answer to "What would help?" to an angry post, but never after violence. */
static char *with_help(const struct call *call, char *body)
{
    struct buffer whole = { 0 };
    const char *help = call_option(call, "would-help");
    if (help == NULL || help[strspn(help, " ")] == '\0' || call_option(call, "hurt") != NULL)
        return body;
    size_t length = strlen(body);
    while (length > 0 && body[length - 1] == '\n')
        length--;
    buffer_add(&whole, body, length);
    buffer_format(&whole, "\n\n%s%s\n", _("What would help: "), help);
    free(body);
    return buffer_take(&whole);
}

/* Says what she can do after an angry post. */
static enum result say_angry(const struct call *call, struct reply *reply, int64_t post)
{
    struct hurt hurt;
    if (call_option(call, "hurt") != NULL) {
        reply_line(reply, "%s", "");
        return command_hurt_say(call, reply, &hurt);
    }
    if (call_option(call, "would-help") != NULL)
        reply_line(reply,
            _("`ask` can ask for it. An ask names nobody, but your post bears your name: say it in other words there, or whoever read the post knows who asks."));
    if (call_option(call, "angry") != NULL || call_option(call, "would-help") != NULL)
        reply_line(reply,
            _("`propose post %lld --angry` makes it a proposal, on an item called in anger. `gain add` makes it a "
              "demand, with what you do and on which day."),
            (long long)post);
    return RESULT_OK;
}

enum result call_post(const struct call *call, struct reply *reply, const char *slug)
{
    struct board board;
    int64_t thread, post;
    const char *title = call_option(call, "title");
    if (title == NULL || *title == '\0') {
        return reply_usage(reply, _("A new thread has a title: %s"), call_usage(call));
    }
    struct actor voice;
    enum result result = board_by_slug(call->speaker->store, call->speaker->actor, slug, &board);
    if (result == RESULT_OK)
        result = call_voice(call, &voice);
    if (result != RESULT_OK)
        return reply_from_store(reply, result, call->speaker->store);
    char *body = call_body(call, reply);
    if (body == NULL)
        return RESULT_INVALID;
    body = with_help(call, body);
    result = thread_open(call->speaker->store, &voice, board.id, title, body, call->speaker->now, &thread, &post);
    struct draft unwritten = { .place = DRAFT_THREAD, .target = board.id, .body = body };
    util_copy_text(unwritten.title, sizeof unwritten.title, title);
    unwritten.anger = call_anger(call);
    if (result != RESULT_OK)
        call_refused(call, reply, result, &unwritten);
    free(body);
    if (result != RESULT_OK)
        return result;
    draft_drop(call->speaker->store, &voice, DRAFT_THREAD, board.id, call->speaker->now);
    char typed[BOARD_TYPED_BYTES];
    call_board_typed(call, board.id, typed);
    reply_line(reply, _("Posted: thread %lld, post %lld in %s."), (long long)thread, (long long)post, typed);
    call_say_by_hand(call, reply, &voice);
    reply->json = json_pack("{s:I, s:I}", "thread", (json_int_t)thread, "post", (json_int_t)post);
    return say_angry(call, reply, post);
}

static enum result run_post(const struct call *call, struct reply *reply)
{
    return call_post(call, reply, call->word[0]);
}

static enum result run_reply(const struct call *call, struct reply *reply)
{
    int64_t parent, post;
    char *body;
    struct actor voice;
    if (!call_number(call, 0, &parent, reply) || (body = call_body(call, reply)) == NULL)
        return RESULT_INVALID;
    enum result result = call_voice(call, &voice);
    if (result == RESULT_OK)
        result = post_reply(call->speaker->store, &voice, parent, body, call->speaker->now, &post);
    if (result != RESULT_OK)
        call_refused(call, reply, result, &(struct draft) { .place = DRAFT_REPLY, .target = parent, .body = body });
    free(body);
    if (result != RESULT_OK)
        return result;
    draft_drop(call->speaker->store, &voice, DRAFT_REPLY, parent, call->speaker->now);
    reply_line(reply, _("Posted: post %lld answers %lld."), (long long)post, (long long)parent);
    call_say_by_hand(call, reply, &voice);
    reply->json = json_pack("{s:I, s:I}", "post", (json_int_t)post, "parent", (json_int_t)parent);
    return RESULT_OK;
}

static enum result run_edit(const struct call *call, struct reply *reply)
{
    int64_t post;
    char *body;
    if (!call_number(call, 0, &post, reply) || (body = call_body(call, reply)) == NULL)
        return RESULT_INVALID;
    enum result result = post_edit(call->speaker->store, call->speaker->actor, post, body, call->speaker->now);
    if (result != RESULT_OK)
        call_refused(call, reply, result, &(struct draft) { .place = DRAFT_EDIT, .target = post, .body = body });
    free(body);
    if (result != RESULT_OK)
        return result;
    draft_drop(call->speaker->store, call->speaker->actor, DRAFT_EDIT, post, call->speaker->now);
    reply_line(reply, _("Post %lld has its new text. The old one is kept for 24 hours."), (long long)post);
    reply->json = json_pack("{s:I}", "post", (json_int_t)post);
    return RESULT_OK;
}

/* RULES 1.12: what stood there before it was edited, as long as it is kept. */
static enum result run_versions(const struct call *call, struct reply *reply)
{
    struct call_page page;
    size_t count = 0;
    int64_t post;
    char when[32];
    if (!call_number(call, 0, &post, reply) || !call_page(call, VERSIONS_SHOWN, &page, reply))
        return RESULT_INVALID;
    struct post_version *versions = xcalloc(page.load, sizeof *versions);
    enum result result = post_versions(call->speaker->store, call->speaker->actor, post, versions, page.load, &count);
    call_page_of(&page, count);
    reply->json = json_array();
    for (size_t i = page.first; i < page.end; i++) {
        reply_line(reply, _("Until %s:"), reply_time(versions[i].at, when));
        reply_text(reply, call, 2, versions[i].body);
        json_array_append_new(
            reply->json, json_pack("{s:I, s:s}", "until", (json_int_t)versions[i].at, "body", versions[i].body));
    }
    post_versions_free(versions, count);
    free(versions);
    call_page_end(call, &page, reply);
    if (result == RESULT_OK && count == 0)
        reply_line(reply, "%s", _("No older text is kept. It is kept for 24 hours."));
    return reply_from_store(reply, result, call->speaker->store);
}

/* Answers an act on one numbered thing with one sentence. */
static enum result simple(
    const struct call *call, struct reply *reply, enum result result, const char *sentence, int64_t id)
{
    if (result != RESULT_OK)
        return reply_from_store(reply, result, call->speaker->store);
    reply_line(reply, "%s", sentence);
    reply->json = json_pack("{s:I}", "id", (json_int_t)id);
    return RESULT_OK;
}

static enum result run_withdraw(const struct call *call, struct reply *reply)
{
    int64_t post;
    if (!call_number(call, 0, &post, reply))
        return RESULT_INVALID;
    return simple(call, reply, post_withdraw(call->speaker->store, call->speaker->actor, post, call->speaker->now),
        _("Withdrawn. For 24 hours `restore` brings it back."), post);
}

static enum result run_restore(const struct call *call, struct reply *reply)
{
    int64_t post;
    if (!call_number(call, 0, &post, reply))
        return RESULT_INVALID;
    return simple(call, reply, post_restore(call->speaker->store, call->speaker->actor, post, call->speaker->now),
        _("It is back."), post);
}

static enum result run_bookmark(const struct call *call, struct reply *reply)
{
    int64_t post;
    bool on = strcmp(call->command->name, "bookmark") == 0;
    if (!call_number(call, 0, &post, reply))
        return RESULT_INVALID;
    return simple(call, reply,
        post_bookmark_set(call->speaker->store, call->speaker->actor, post, on, call->speaker->now),
        on ? _("Bookmarked.") : _("The bookmark is gone."), post);
}

/* RULES 1.0: words of a caucus of hers where she is not now show only in its own rooms. */
static bool is_hidden(const struct call *call, int64_t thread)
{
    return call_hides(call, thread_unit(call->speaker->store, thread));
}

static void say_hidden(struct reply *reply, int64_t post)
{
    reply_line(
        reply, _("Post %lld: something private. `in` goes to its unit, --in shows it from here."), (long long)post);
    json_array_append_new(reply->json, json_pack("{s:I, s:b}", "post", (json_int_t)post, "private", 1));
}

static enum result run_bookmarks(const struct call *call, struct reply *reply)
{
    struct call_page page;
    size_t count = 0;
    int64_t before = 0;
    if (!call_before(call, reply, &before))
        return reply->result;
    if (!call_page(call, PAGE, &page, reply))
        return reply->result;
    struct post *posts = xcalloc(page.load, sizeof *posts);
    enum result result =
        post_bookmarks_list(call->speaker->store, call->speaker->actor, before, page.load, posts, &count);
    call_page_of(&page, count);
    reply->json = json_array();
    for (size_t i = page.first; i < page.end; i++) {
        if (is_hidden(call, posts[i].thread)) {
            say_hidden(reply, posts[i].id);
            continue;
        }
        say_post(reply, call, &posts[i]);
        json_array_append_new(reply->json, post_json(&posts[i]));
    }
    if (result == RESULT_OK && count == 0)
        reply_line(reply, _("No bookmarks yet. `bookmark POST` sets one."));
    else if (page.more)
        call_more_number(call, "before", posts[page.end - 1].id, reply);
    posts_free(posts, count);
    free(posts);
    return reply_from_store(reply, result, call->speaker->store);
}

static enum result run_next(const struct call *call, struct reply *reply)
{
    struct store *store = call->speaker->store;
    struct unread_place place;
    struct post post;
    struct thread thread;
    enum result result = mark_next_unread(store, call->speaker->actor, 0, &place);
    if (result == RESULT_NOT_FOUND) {
        reply_line(reply, "%s", store_reason(store));
        return RESULT_OK;
    }
    if (result == RESULT_OK && (result = post_get(store, call->speaker->actor, place.post, &post)) == RESULT_OK) {
        if (thread_get(store, call->speaker->actor, place.thread, &thread) == RESULT_OK)
            reply_line(reply, _("In %s, thread %lld:"), reply_shown(call, thread.title), (long long)thread.id);
        say_post(reply, call, &post);
        say_readers(call, reply, place.board);
        reply->json = post_json(&post);
        posts_free(&post, 1);
        mark_read(store, call->speaker->actor, place.post);
    }
    return reply_from_store(reply, result, store);
}

static void say_answer(const struct call *call, struct reply *reply, const struct answer *answer, json_t *list)
{
    reply_line(reply, _("%s answered you in \"%s\": post %lld"), reply_shown(call, answer->handle),
        reply_shown(call, answer->title), (long long)answer->post);
    json_array_append_new(list, json_pack("{s:I, s:I, s:s, s:s}", "post", (json_int_t)answer->post, "thread",
                                    (json_int_t)answer->thread, "author", answer->handle, "title", answer->title));
}

/* Lists replies to her: those in a caucus, the others, or both. `private` asks for those in a caucus alone, and reads
 * all. With the others, those in a caucus where she is not now are one line (RULES 1.0). */
enum { ANSWERS_SHOWN = 10 };
static json_t *say_answers(
    const struct call *call, struct reply *reply, struct call_page *page, bool caucus, bool others)
{
    struct answer *answers = xcalloc(COUNT_MAX, sizeof *answers);
    size_t count = 0, shown = 0;
    bool hidden = false;
    json_t *list = json_array();
    if (mark_answers_list(call->speaker->store, call->speaker->actor, COUNT_MAX, answers, &count) != RESULT_OK)
        count = 0;
    for (size_t i = 0; i < count; i++) {
        bool asked = answers[i].caucus ? caucus : others,
             elsewhere = asked && others && call_hides(call, answers[i].unit);
        hidden = hidden || elsewhere;
        if (!asked || elsewhere)
            continue;
        if (shown++ >= page->load - 1 - page->rows && shown < page->load)
            say_answer(call, reply, &answers[i], list);
    }
    call_page_of(page, shown);
    call_page_end(call, page, reply);
    if (hidden)
        reply_line(reply, _("Something private. `private` says what."));
    if (hidden)
        json_array_append_new(list, json_pack("{s:b}", "private", 1));
    free(answers);
    return list;
}

/* RULES 1.6: on a shared computer letters and replies in a caucus are only counted. */
static enum result unread_shared(
    const struct call *call, struct reply *reply, const struct unread_total *total, struct call_page *page)
{
    struct private_matters matters;
    char posts[64], threads[64];
    private_count(call->speaker->store, call->speaker->actor, call->speaker->now, &matters);
    reply_line(reply, _("%s in %s. `next` reads on."), language_count(LANGUAGE_NEW_POSTS, total->posts, posts),
        language_count(LANGUAGE_THREADS, total->threads, threads));
    if (matters.all > 0)
        reply_line(reply, _("Something private (%d). `private` says what."), matters.all);
    reply->json = json_pack("{s:i, s:i, s:i, s:o}", "posts", total->posts, "threads", total->threads, "private",
        matters.all, "answers", say_answers(call, reply, page, false, true));
    return RESULT_OK;
}

static enum result run_unread(const struct call *call, struct reply *reply)
{
    struct unread_total total;
    struct call_page page;
    char posts[64], threads[64], letters[64];
    if (!call_page(call, ANSWERS_SHOWN, &page, reply))
        return reply->result;
    enum result result = mark_unread_total(call->speaker->store, call->speaker->actor, &total);
    if (result != RESULT_OK)
        return reply_from_store(reply, result, call->speaker->store);
    if (call->speaker->shared)
        return unread_shared(call, reply, &total, &page);
    /* TRANSLATORS: "3 new posts"; "2 threads"; "1 new letter" */
    reply_line(reply, _("%s in %s, %s. `next` reads on."), language_count(LANGUAGE_NEW_POSTS, total.posts, posts),
        language_count(LANGUAGE_THREADS, total.threads, threads),
        language_count(LANGUAGE_NEW_LETTERS, total.letters, letters));
    reply->json = json_pack("{s:i, s:i, s:i, s:o}", "posts", total.posts, "threads", total.threads, "letters",
        total.letters, "answers", say_answers(call, reply, &page, true, true));
    return RESULT_OK;
}

/* Shows what a shared computer otherwise only counts, each with the command to go on. */
static enum result run_private(const struct call *call, struct reply *reply)
{
    struct private_matters matters;
    struct call_page page;
    char words[200];
    if (!call_page(call, ANSWERS_SHOWN, &page, reply))
        return reply->result;
    private_count(call->speaker->store, call->speaker->actor, call->speaker->now, &matters);
    reply->json = json_object();
    for (int i = 0; i < PRIVATE_KINDS; i++) {
        json_object_set_new(reply->json, private_name((enum private_kind)i), json_integer(matters.of[i]));
        private_words((enum private_kind)i, matters.of[i], words, sizeof words);
        if (matters.of[i] > 0 && i != PRIVATE_ANSWERS)
            reply_line(reply, "%s. `%s`", words, private_command((enum private_kind)i));
    }
    json_object_set_new(reply->json, "answers", say_answers(call, reply, &page, true, false));
    if (matters.all == 0)
        reply_line(reply, "%s", _("Nothing private waits for you."));
    return RESULT_OK;
}

/* "2026-05-01": the second at which that day begins. False when the option is given and is no day. */
static bool option_day(const struct call *call, const char *name, struct reply *reply, int64_t *at)
{
    int year, month, date;
    int64_t day;
    char rest;
    const char *value = call_option(call, name);
    if (value == NULL)
        return true;
    if (sscanf(value, "%4d-%2d-%2d%c", &year, &month, &date, &rest) == 3 && when_date(year, month, date, &day)) {
        *at = when_day_begin(day);
        return true;
    }
    char *shown = text_shown(value, strlen(value), TEXT_LINE, call->speaker->ascii);
    reply_refuse(reply, RESULT_INVALID, _("\"%.40s\" is no date. A date looks like this: 2026-05-01."), shown);
    free(shown);
    return false;
}

/* --since, --until, and --before: what the last line of a page says. */
static bool search_days(const struct call *call, struct reply *reply, struct search_query *query)
{
    return call_before(call, reply, &query->before) && option_day(call, "since", reply, &query->since) &&
           option_day(call, "until", reply, &query->until);
}

static enum result run_search(const struct call *call, struct reply *reply)
{
    struct call_page page;
    size_t count = 0;
    int64_t limit = 20;
    struct buffer words = { 0 };
    const char *asked = call_option(call, "limit");
    if (asked != NULL && (!util_parse_number(asked, &limit) || limit < 1 || limit > FOUND_MOST))
        return reply_refuse(reply, RESULT_INVALID, _("--limit takes a number from 1 to %d."), FOUND_MOST);
    char when[32];
    for (int i = 0; i < call->words; i++)
        buffer_format(&words, "%s%s", i ? " " : "", call->word[i]);
    struct search_query query = {
        .words = buffer_text(&words), .board = call_option(call, "board"), .by = call_option(call, "by")
    };
    if (!search_days(call, reply, &query)) {
        buffer_clear(&words);
        return reply->result;
    }
    call_page(call, (size_t)limit, &page, reply); /* the first: this list has --before */
    struct found *found = xcalloc(page.load, sizeof *found);
    enum result result = search(call->speaker->store, call->speaker->actor, &query, page.load, found, &count);
    buffer_clear(&words);
    call_page_of(&page, count);
    reply->json = json_array();
    for (size_t i = page.first; i < page.end; i++) {
        if (is_hidden(call, found[i].thread)) {
            say_hidden(reply, found[i].post);
            continue;
        }
        reply_line(reply, _("Post %lld in \"%s\" (%s), by %s, %s"), (long long)found[i].post,
            reply_shown(call, found[i].title), found[i].board, reply_shown(call, found[i].handle),
            reply_time(found[i].at, when));
        reply_line(reply, "  %s", reply_shown(call, found[i].excerpt));
        json_array_append_new(
            reply->json, json_pack("{s:I, s:I, s:s, s:s, s:s, s:I, s:s}", "post", (json_int_t)found[i].post, "thread",
                             (json_int_t)found[i].thread, "title", found[i].title, "board", found[i].board, "author",
                             found[i].handle, "at", (json_int_t)found[i].at, "excerpt", found[i].excerpt));
    }
    if (page.more)
        call_more_number(call, "before", found[page.end - 1].post, reply);
    free(found);
    if (result != RESULT_OK)
        return reply_from_store(reply, result, call->speaker->store);
    if (count == 0)
        reply_line(reply, "%s", store_reason(call->speaker->store));
    int64_t since;
    if (search_reach(call->speaker->store, call->speaker->actor, &since) == RESULT_OK && since != 0) {
        char day[WHEN_BYTES];
        reply_line(reply, _("The search list is being made again. So far it finds posts since %s."),
            when_say_date(when_day(since), when_day(call->speaker->now), day));
    }
    return RESULT_OK;
}

static enum result run_mute_thread(const struct call *call, struct reply *reply)
{
    int64_t thread;
    bool on = strncmp(call->command->name, "un", 2) != 0;
    if (!call_number(call, 0, &thread, reply))
        return RESULT_INVALID;
    return simple(call, reply, mute_thread(call->speaker->store, call->speaker->actor, thread, on, call->speaker->now),
        on ? _("New posts in it are not counted as unread any more.")
           : _("New posts in it are counted as unread again."),
        thread);
}

static enum result run_mark_thread(const struct call *call, struct reply *reply)
{
    int64_t id;
    if (!call_number(call, 0, &id, reply))
        return RESULT_INVALID;
    bool unread = strcmp(call->command->name, "mark unread") == 0;
    return simple(call, reply,
        unread ? mark_unread(call->speaker->store, call->speaker->actor, id)
               : mark_thread_read(call->speaker->store, call->speaker->actor, id),
        unread ? _("It counts as unread again.") : _("The thread counts as read."), id);
}

static enum result run_mark_board(const struct call *call, struct reply *reply)
{
    struct board board;
    enum result result = board_by_slug(call->speaker->store, call->speaker->actor, call->word[0], &board);
    if (result == RESULT_OK)
        result = mark_board_read(call->speaker->store, call->speaker->actor, board.id);
    return simple(call, reply, result, _("The board counts as read."), board.id);
}

/* The command that the words of this call begin with, the longest one; *words: how many words its name has. */
static const struct command *named_command(const struct call *call, int *words)
{
    const struct command *found = NULL;
    char *typed = call_words(call, 0, " ");
    for (size_t i = 0; i < call->all_count; i++) {
        const char *name = call->all[i].name;
        size_t length = strlen(name);
        if (strncasecmp(typed, name, length) == 0 && (typed[length] == ' ' || typed[length] == '\0') &&
            (found == NULL || length > strlen(found->name)))
            found = &call->all[i];
    }
    free(typed);
    *words = found == NULL ? 0 : 1;
    for (const char *at = found != NULL ? found->name : ""; *at != '\0'; at++)
        *words += *at == ' ';
    return found;
}

/* RULES 2.1: `readers COMMAND` says who would read the text of that command, and `readers BOARD` who would read a post
 * there. Nothing is written. */
static enum result run_readers(const struct call *call, struct reply *reply)
{
    struct call asked = *call;
    struct command_text text = { 0 };
    int words;
    const struct command *named = named_command(call, &words);
    for (size_t i = 0; named == NULL && i < call->all_count; i++)
        if (strcmp(call->all[i].name, "post") == 0)
            named = &call->all[i];
    asked.command = named;
    asked.words = call->words - words;
    memmove(asked.word, call->word + words, (size_t)asked.words * sizeof *asked.word);
    if (asked.words < named->words_min || asked.words > named->words_max)
        return reply_usage(reply, _("Type it like this: %s"), call_usage(&asked));
    if (call_may_use(call->speaker->actor, named) && call_text(&asked, reply, &text) != RESULT_OK)
        return reply->result;
    if (!text.some)
        return reply_refuse(reply, RESULT_INVALID,
            _("That writes nothing that others read. `readers post general` tells who will read a post there."));
    reply_line(reply, "%s.", reply_shown(call, text.readers.line));
    reply->json = json_pack("{s:s, s:b}", "read_by", text.readers.who, "everybody", text.readers.everybody);
    return RESULT_OK;
}

static enum result run_quote(const struct call *call, struct reply *reply)
{
    int64_t id;
    struct post post;
    if (!call_number(call, 0, &id, reply))
        return RESULT_INVALID;
    enum result result = post_get(call->speaker->store, call->speaker->actor, id, &post);
    if (result != RESULT_OK)
        return reply_from_store(reply, result, call->speaker->store);
    if (post.state == POST_COVERED) {
        posts_free(&post, 1);
        return reply_refuse(reply, RESULT_REFUSED, _("That post is covered: its words cannot be quoted."));
    }
    char *quoted = text_quote(post.body);
    reply->json =
        json_pack("{s:I, s:I, s:s}", "post", (json_int_t)id, "thread", (json_int_t)post.thread, "quote", quoted);
    reply_text(reply, call, 0, quoted);
    free(quoted);
    posts_free(&post, 1);
    return RESULT_OK;
}

const struct command command_boards[] = {
    { "boards", "boards [all] [--page N]", N_("the boards you may read, with what is new"),
        N_("Boards of streets and workplaces that are not yours are only counted; `boards all` lists them too."),
        "page=", 0, 1, COMMAND_ANYONE, COMMAND_NO_BODY, .run = run_boards },
    { "threads", "threads BOARD [--before N]", N_("the threads of a board, newest first"),
        N_("Forty at a time; the last line says how to see older ones."), "before=", 1, 1, COMMAND_ANYONE,
        COMMAND_NO_BODY, .run = run_threads },
    { "read", "read THREAD [--from POST]", N_("a thread, post by post; what was shown counts as read"),
        N_("Forty posts at a time, from the first or from POST on; the last line says how to go on."), "from=", 1, 1,
        COMMAND_ANYONE, COMMAND_NO_BODY, .run = run_read },
    { "next", "next", N_("the next unread post anywhere"),
        N_("It begins with the unit where you are. It leaves out your caucuses, except in their own rooms. In line mode `n` alone does the same."),
        "", 0, 0, COMMAND_MEMBER, COMMAND_NO_BODY, .run = run_next, .now = NOW_OUTSIDE },
    { "unread", "unread [--page N]", N_("how much is new, and who answered you"), NULL, "page=", 0, 0, COMMAND_MEMBER,
        COMMAND_NO_BODY, .run = run_unread },
    { "private", "private [--page N]",
        N_("what waits for you and is nobody else's business: letters, drafts, mutual aid, caucus"),
        N_("On a shared computer home and `unread` only count it."), "page=", 0, 0, COMMAND_MEMBER, COMMAND_NO_BODY,
        .run = run_private },
    { "search", "search WORDS... [--board B] [--by HANDLE] [--since DATE] [--until DATE] [--limit N] [--before POST]",
        N_("posts with all these words, newest first"),
        N_("Whole words; accents and capitals do not matter. In scripts without spaces between words any part of a sentence is found. --board and --by look at one board or one writer only, --since and --until at some days: from 2026-05-01 on, or before that day. Shows 20, or as many as --limit says, up to 100; the last line says how to see older ones. Letters are never searched."),
        "board= by= since= until= limit= before=", 0, 20, COMMAND_ANYONE, COMMAND_NO_BODY, .run = run_search },
    { "post", "post BOARD --title T [--angry] [--would-help TEXT] [--hurt] [--for NAME] < body", N_("opens a thread"),
        N_("A title has at most 72 characters, a text {post-letters}. The title runs to the next word that begins with -- or to the end. --angry asks, in line mode, what would help; --would-help TEXT ends the post with it. --hurt: somebody was hurt; then nothing is asked, and help and numbers are shown, as by `hurt`. --for NAME writes it by your hand for somebody without a device."),
        "title= angry would-help= hurt for=", 1, 1, COMMAND_MEMBER, COMMAND_BODY, .place = DRAFT_THREAD,
        .target = COMMAND_TO_BOARD, .run = run_post, .now = NOW_OUTSIDE },
    { "reply", "reply POST [--for NAME] < body", N_("answers a post"),
        N_("All who read the board read your answer. `write HANDLE --about POST` answers its author alone, by letter; in line mode `reply POST` asks which. --for NAME writes it by your hand for somebody without a device."),
        "for=", 1, 1, COMMAND_MEMBER, COMMAND_BODY, .place = DRAFT_REPLY, .target = COMMAND_TO_POST, .run = run_reply },
    { "readers", "readers COMMAND... [--for NAME]", N_("who will read what a command writes, before you write it"),
        N_("`readers post general`, `readers reply 12`, `readers write sipho`, `readers ask`; a board alone will do. The command may have its options. Nothing is written."),
        "for=", 1, 60, COMMAND_MEMBER, COMMAND_NO_BODY, .of_another = true, .run = run_readers },
    { "edit", "edit POST < body", N_("gives your own post a new text"),
        N_("The text that stood there before can be read for 24 hours; then it is forgotten."), "", 1, 1,
        COMMAND_MEMBER, COMMAND_BODY, .place = DRAFT_EDIT, .target = COMMAND_TO_POST, .run = run_edit },
    { "versions", "versions POST [--page N]", N_("what a post was before it was edited"),
        N_("Older texts are kept for 24 hours."), "page=", 1, 1, COMMAND_ANYONE, COMMAND_NO_BODY, .run = run_versions },
    { "withdraw", "withdraw POST", N_("takes your own post back; undo within 24 hours with restore"),
        N_("Its place in the thread stays, without words."), "", 1, 1, COMMAND_MEMBER, COMMAND_NO_BODY,
        .run = run_withdraw },
    { "restore", "restore POST", N_("puts back what you withdrew"), NULL, "", 1, 1, COMMAND_MEMBER, COMMAND_NO_BODY,
        .run = run_restore },
    { "quote", "quote POST", N_("a post's text as a quotation, to answer with"),
        N_("Every line begins with >. `reply POST` sends what you make of it."), "", 1, 1, COMMAND_ANYONE,
        COMMAND_NO_BODY, .run = run_quote },
    { "bookmark", "bookmark POST", N_("sets a bookmark"), NULL, "", 1, 1, COMMAND_MEMBER, COMMAND_NO_BODY,
        .run = run_bookmark },
    { "unbookmark", "unbookmark POST", N_("takes a bookmark away"), NULL, "", 1, 1, COMMAND_MEMBER, COMMAND_NO_BODY,
        .run = run_bookmark },
    { "bookmarks", "bookmarks [--before POST]", N_("your bookmarks"),
        N_("Forty at a time; the last line says how to see older ones."), "before=", 0, 0, COMMAND_MEMBER,
        COMMAND_NO_BODY, .run = run_bookmarks },
    { "mute thread", "mute thread THREAD", N_("does not count a thread's new posts as unread"),
        N_("The thread stays on its board, and you can read it."), "", 1, 1, COMMAND_MEMBER, COMMAND_NO_BODY,
        .run = run_mute_thread },
    { "unmute thread", "unmute thread THREAD", N_("counts a muted thread's new posts as unread again"), NULL, "", 1, 1,
        COMMAND_MEMBER, COMMAND_NO_BODY, .run = run_mute_thread },
    { "mark thread", "mark thread THREAD", N_("a whole thread counts as read"), NULL, "", 1, 1, COMMAND_MEMBER,
        COMMAND_NO_BODY, .run = run_mark_thread },
    { "mark unread", "mark unread POST", N_("a post counts as unread again"), NULL, "", 1, 1, COMMAND_MEMBER,
        COMMAND_NO_BODY, .run = run_mark_thread },
    { "mark board", "mark board BOARD", N_("a whole board counts as read"), NULL, "", 1, 1, COMMAND_MEMBER,
        COMMAND_NO_BODY, .run = run_mark_board },
};
const size_t command_boards_count = sizeof command_boards / sizeof *command_boards;
