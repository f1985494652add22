/* command_letters.c: private letters, and drafts. */
#include <stdlib.h>
#include <string.h>

#include "bbs/command/command_table.h"
#include "bbs/command/form_draft.h"
#include "boards.h"
#include "deferred.h"
#include "gettext.h"
#include "letters.h"
#include "lost.h"
#include "units.h"

enum { PAGE = 30, DRAFTS_READ = 1000 };

static json_t *letter_json(const struct letter *letter)
{
    return json_pack("{s:I, s:s, s:b, s:b, s:b, s:I, s:s}", "id", (json_int_t)letter->id, "with", letter->handle,
        "mine", letter->mine, "unread", letter->unread, "kept", letter->kept, "at", (json_int_t)letter->at, "body",
        letter->body ? letter->body : "");
}

static enum result run_inbox(const struct call *call, struct reply *reply)
{
    struct call_page page;
    size_t count = 0;
    char when[32];
    int64_t before = 0;
    if (!call_before(call, reply, &before))
        return reply->result;
    if (!call_page(call, PAGE, &page, reply))
        return reply->result;
    struct letter *letters = xcalloc(page.load, sizeof *letters);
    enum result result = letters_list(call->speaker->store, call->speaker->actor, before, page.load, letters, &count);
    call_page_of(&page, count);
    reply->json = json_array();
    for (size_t i = page.first; i < page.end; i++) {
        reply_line(reply, letters[i].mine ? _("Letter %lld to %s, %s%s") : _("Letter %lld from %s, %s%s"),
            (long long)letters[i].id, reply_shown(call, letters[i].handle), reply_time(letters[i].at, when),
            letters[i].unread ? _(", new") : "");
        json_array_append_new(reply->json, letter_json(&letters[i]));
    }
    struct readers readers;
    readers_of_inbox(&readers);
    struct lost lost;
    bool shut = lost_mine(call->speaker->store, call->speaker->actor, &lost) == RESULT_OK && lost.restored != 0;
    if (shut) /* else an empty page would look as if she had no letters */
        reply_line(reply, "%s", _("Letters from before your password was restored stay shut for 7 days."));
    else if (count == 0)
        reply_line(reply, "%s",
            before != 0 ? _("There are no older letters.") : _("No letters yet. `write HANDLE` writes one."));
    else if (page.more)
        call_more_number(call, "before", letters[page.end - 1].id, reply);
    reply_line(reply, "%s", readers.page);
    letters_free(letters, count);
    free(letters);
    return reply_from_store(reply, result, call->speaker->store);
}

static enum result run_letter(const struct call *call, struct reply *reply)
{
    struct letter letter;
    int64_t id;
    char when[32];
    if (!call_number(call, 0, &id, reply))
        return RESULT_INVALID;
    enum result result = letter_get(call->speaker->store, call->speaker->actor, id, &letter);
    if (result != RESULT_OK)
        return reply_from_store(reply, result, call->speaker->store);
    reply_line(reply, letter.mine ? _("To %s, %s") : _("From %s, %s"), reply_shown(call, letter.handle),
        reply_time(letter.at, when));
    reply_text(reply, call, 2, letter.body);
    struct readers readers;
    readers_of_letter(&readers);
    reply_line(reply, "%s", readers.page);
    reply->json = letter_json(&letter);
    letters_free(&letter, 1);
    letter_mark_read(call->speaker->store, call->speaker->actor, id, call->speaker->now);
    return RESULT_OK;
}

static enum result run_write(const struct call *call, struct reply *reply)
{
    int64_t letter, about = 0;
    struct member to;
    const char *post = call_option(call, "about");
    if (post != NULL && !util_parse_number(post, &about))
        return reply_refuse(reply, RESULT_INVALID, _("--about takes the number of a post."));
    char *body = call_body(call, reply);
    if (body == NULL)
        return RESULT_INVALID;
    enum result result = letter_write(
        call->speaker->store, call->speaker->actor, call->word[0], body, 0, about, call->speaker->now, &letter);
    if (result != RESULT_OK)
        reply_from_store(reply, result, call->speaker->store);
    bool found = member_by_handle(call->speaker->store, call->speaker->actor, call->word[0], &to) == RESULT_OK;
    if (result != RESULT_OK && found)
        call_refused(call, reply, result, &(struct draft) { .place = DRAFT_LETTER, .target = to.id, .body = body });
    free(body);
    if (result != RESULT_OK)
        return result;
    if (found)
        draft_drop(call->speaker->store, call->speaker->actor, DRAFT_LETTER, to.id, call->speaker->now);
    reply_line(reply, _("The letter is on its way."));
    reply->json = json_pack("{s:I}", "letter", (json_int_t)letter);
    return RESULT_OK;
}

static enum result run_keep(const struct call *call, struct reply *reply)
{
    int64_t id;
    if (!call_number(call, 0, &id, reply))
        return RESULT_INVALID;
    bool remove = strcmp(call->command->name, "letter remove") == 0;
    enum result result = remove ? letter_remove(call->speaker->store, call->speaker->actor, id, call->speaker->now)
                                : letter_keep(call->speaker->store, call->speaker->actor, id, true, call->speaker->now);
    if (result == RESULT_OK)
        reply_line(reply, "%s",
            remove ? _("Your copy is gone.") : reply_numbers(call, _("It is kept longer than {letter-days}.")));
    return reply_from_store(reply, result, call->speaker->store);
}

/* The kinds of drafts: the name in JSON, the name for people, and the command that goes on with it. */
static const struct draft_kind {
    const char *name, *words, *command;
    bool is_of_one; /* the command takes the target's number */
} draft_kinds[] = {
    [DRAFT_THREAD] = { "thread", N_("new thread"), "", true },
    [DRAFT_REPLY] = { "reply", N_("answer"), "reply", true },
    [DRAFT_EDIT] = { "edit", N_("change"), "edit", true },
    [DRAFT_LETTER] = { "letter", N_("letter"), "write", true },
    [DRAFT_ASK] = { "ask", N_("ask"), "ask", false },
    [DRAFT_OFFER] = { "offer", N_("offer"), "offer", false },
    [DRAFT_MESSAGE] = { "word", N_("words to a neighbour"), "aid say", true },
    [DRAFT_ROTA] = { "rota", N_("rota"), "rota new", false },
    [DRAFT_THING] = { "thing", N_("thing for the shelf"), "shelf add", false },
    [DRAFT_MEETING] = { "meeting", N_("call of a meeting"), "meeting call", false },
    [DRAFT_ITEM] = { "item", N_("item for a meeting"), "agenda add", true },
    [DRAFT_TURN] = { "turn", N_("words for your turn"), "say", true },
    [DRAFT_PROPOSAL] = { "proposal", N_("proposal"), "propose", true },
    [DRAFT_AMENDMENT] = { "amendment", N_("another text for a proposal"), "amend", true },
    [DRAFT_CORRECTION] = { "correction", N_("correction of minutes"), "minutes correct", true },
    [DRAFT_POSITION] = { "position", N_("words to an answer"), "position", true },
    [DRAFT_GAIN] = { "demand", N_("demand"), "gain add", false },
    [DRAFT_LATE_STOP] = { "late_stop", N_("stop that comes late"), "stop late", true },
    [DRAFT_STOP_MET] = { "stop_met", N_("text by the three who met"), "stop met", true },
    [DRAFT_SAFETY] = { "safety", N_("words for a caucus"), "stop caucus", true },
    [DRAFT_LEARNED] = { "learned", N_("what we learned"), "gain learned", true },
    [DRAFT_VOTE] = { "vote", N_("vote to open"), "vote open", false },
    [DRAFT_APPEAL] = { "appeal", N_("appeal"), "appeal", true },
    [DRAFT_CHECKIN] = { "checkin", N_("how you are, for people of your choice"), "checkin", false },
    [DRAFT_VISIT] = { "visit", N_("words to a visit"), "visit", false },
    [DRAFT_STRAW] = { "straw", N_("question of a straw poll"), "", true },
    [DRAFT_PLACE] = { "place", N_("new place of a meeting"), "", true },
    [DRAFT_TELL] = { "tell", N_("words to whoever chaired"), "tell", true },
    [DRAFT_REPORT] = { "report", N_("words to moderators"), "report", true },
    [DRAFT_EFFECT] = { "effect", N_("what a proposal does by itself"), "effect", true },
    [DRAFT_CIRCLE] = { "circle", N_("call of a circle"), "circle call", false },
};
_Static_assert(sizeof draft_kinds / sizeof *draft_kinds == DRAFT_LAST + 1, "each place of a draft has its row");

/* " --for Gogo-Maria" for a draft by hand, else "". RULES 1.8. */
static void say_for_whom(const struct call *call, const struct draft *draft, char *out, size_t size)
{
    struct member member;
    out[0] = '\0';
    if (draft->written_for != 0 &&
        member_get(call->speaker->store, call->speaker->actor, draft->written_for, &member) == RESULT_OK)
        snprintf(out, size, " --for %s", reply_shown(call, member.handle));
}

/* Where a draft goes: the words behind its kind, and what she types behind its command. Both are "" for a form, and
 * when the target no longer exists. */
struct aim {
    char words[TITLE_MAX * 4 + 80], typed[BOARD_TYPED_BYTES + 1];
};

/* What an answer or a change is of: "to post 12, in \"The tank leaks\"". Of anything else its number. */
static void name_target(const struct call *call, const struct draft *draft, struct aim *out)
{
    struct post post;
    char title[TITLE_MAX * 4 + 1] = "";
    bool of_post = draft->place == DRAFT_REPLY || draft->place == DRAFT_EDIT;
    if (!of_post || post_get(call->speaker->store, call->speaker->actor, draft->target, &post) != RESULT_OK) {
        util_copy_text(out->words, sizeof out->words, out->typed);
        return;
    }
    thread_title_of(call->speaker->store, call->speaker->actor, draft->target, title, sizeof title);
    if (draft->place ==
        DRAFT_REPLY) /* TRANSLATORS: behind "answer": its post's number, its writer, the thread's title */
        snprintf(out->words, sizeof out->words, _(" to post %lld by %s, in \"%s\""), (long long)post.id,
            reply_shown(call, post.handle), reply_shown(call, title));
    else /* TRANSLATORS: behind "change" */
        snprintf(out->words, sizeof out->words, _(" of your post %lld, in \"%s\""), (long long)post.id,
            reply_shown(call, title));
    posts_free(&post, 1);
}

static void find_aim(const struct call *call, const struct draft *draft, struct aim *out)
{
    struct member member;
    char board[BOARD_TYPED_BYTES];
    *out = (struct aim) { 0 };
    if (draft->place == DRAFT_THREAD) {
        call_board_typed(call, draft->target, board);
        if (board[0] != '\0') /* TRANSLATORS: behind "new thread": in a board, by its short name */
            snprintf(out->words, sizeof out->words, _(" in %s"), board);
    } else if (draft->place == DRAFT_LETTER) {
        if (member_get(call->speaker->store, call->speaker->actor, draft->target, &member) != RESULT_OK)
            return;
        /* TRANSLATORS: behind "letter": to whom */
        snprintf(out->words, sizeof out->words, _(" to %s"), reply_shown(call, member.handle));
        snprintf(out->typed, sizeof out->typed, " %s", reply_shown(call, member.handle));
    } else if (draft_has_form(draft->place) && draft_kinds[draft->place].is_of_one) {
        int64_t of = draft_form_of(draft->body);
        if (of != 0)
            snprintf(out->typed, sizeof out->typed, " %lld", (long long)of);
    } else if (draft_kinds[draft->place].is_of_one) {
        snprintf(out->typed, sizeof out->typed, " %lld", (long long)draft->target);
        name_target(call, draft, out);
    }
}

/* A form lies in its unit: where she is not, the command would open an empty one. */
static void say_way(const struct call *call, struct reply *reply, const struct draft *draft, const struct aim *aim,
    const char *for_whom)
{
    const struct speaker *speaker = call->speaker;
    const char *command = draft_kinds[draft->place].command;
    struct unit unit;
    if (!draft_has_form(draft->place) || draft->target == speaker->actor->here)
        reply_line(reply, _("   `%s%s%s` goes on with it."), command, aim->typed, for_whom);
    else if (unit_get(speaker->store, speaker->actor, draft->target, &unit) == RESULT_OK)
        reply_line(reply, _("   `in %s`, then `%s%s%s` goes on with it."), reply_shown(call, unit.slug), command,
            aim->typed, for_whom);
}

/* RULES 1.6: on a shared computer the list shows only the kinds of the drafts. `drafts N` shows `one`, with its text
 * below the title. */
static void say_draft(
    const struct call *call, struct reply *reply, const struct draft *draft, size_t number, bool open, bool one)
{
    const struct draft_kind *kind = &draft_kinds[draft->place];
    char when[32], for_whom[HANDLE_BYTES + 16] = "";
    struct aim aim = { 0 };
    const char *words = !open ? "" : draft->title[0] != '\0' ? draft->title : draft->body;
    bool silent = !open || (draft_has_form(draft->place) && draft->title[0] == '\0');
    if (open) {
        find_aim(call, draft, &aim);
        say_for_whom(call, draft, for_whom, sizeof for_whom);
    }
    reply_line(reply, "%zu: %s%s, %s%s%s", number, _(kind->words), aim.words, reply_time(draft->at, when),
        silent ? "" : ": ", silent ? "" : reply_shown(call, words));
    if (!open)
        reply_line(reply, _("   `drafts %zu` shows its words."), number);
    if (one && draft_has_form(draft->place))
        form_draft_say(call, reply, draft);
    else if (one && words != draft->body && draft->body[0] != '\0')
        reply_text(reply, call, 3, draft->body);
    if (open && kind->command[0] != '\0' && (aim.typed[0] != '\0' || !kind->is_of_one))
        say_way(call, reply, draft, &aim, for_whom);
    json_array_append_new(reply->json,
        json_pack("{s:s, s:I, s:I, s:s, s:s}", "place", kind->name, "target", (json_int_t)(open ? draft->target : 0),
            "at", (json_int_t)draft->at, "title", open ? draft->title : "", "body", open ? draft->body : ""));
}

/* RULES 1.0: words in a caucus of hers where she is not now. `drafts N` shows them all the same, because she asks. */
static bool is_hidden(const struct call *call, const struct draft *draft)
{
    return call_hides(call, draft_unit(call->speaker->store, draft->place, draft->target));
}

static void say_hidden(struct reply *reply, size_t number)
{
    reply_line(reply, _("%zu: something private. `drafts %zu` shows its words."), number, number);
    json_array_append_new(reply->json, json_pack("{s:b}", "private", 1));
}

static enum result run_drafts(const struct call *call, struct reply *reply)
{
    struct call_page page;
    size_t count = 0;
    int64_t one = 0;
    if (call->words > 0 && !call_number(call, 0, &one, reply))
        return RESULT_INVALID;
    if (!call_page(call, one > PAGE && one < DRAFTS_READ ? (size_t)one : PAGE, &page, reply))
        return RESULT_INVALID;
    struct draft *drafts = xcalloc(page.load, sizeof *drafts);
    enum result result = drafts_list(call->speaker->store, call->speaker->actor, page.load, drafts, &count);
    call_page_of(&page, count);
    reply->json = json_array();
    for (size_t i = page.first; i < page.end; i++)
        if (one == 0 && (draft_is_quiet(drafts[i].place) || is_hidden(call, &drafts[i])))
            say_hidden(reply, i + 1);
        else if (one == 0 || one == (int64_t)i + 1)
            say_draft(call, reply, &drafts[i], i + 1, one != 0 || !call->speaker->shared, one != 0);
    if (one > (int64_t)count)
        reply_refuse(reply, RESULT_NOT_FOUND, _("There are not so many. `drafts` lists them."));
    else if (result == RESULT_OK && count == 0 && !drafts_are_shut(call->speaker->store, call->speaker->actor))
        reply_line(reply, _("Nothing of yours was cut off."));
    if (result == RESULT_OK && one == 0 && drafts_are_shut(call->speaker->store, call->speaker->actor))
        reply_line(reply, "%s", _("What you were writing before others set your password stays shut for 7 days."));
    if (one == 0)
        call_page_end(call, &page, reply);
    drafts_free(drafts, count);
    free(drafts);
    return result != RESULT_OK ? reply_from_store(reply, result, call->speaker->store) : reply->result;
}

static enum result run_drafts_drop(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    size_t count = 0;
    int64_t one;
    if (!call_number(call, 0, &one, reply))
        return RESULT_INVALID;
    struct draft *drafts = xcalloc(DRAFTS_READ, sizeof *drafts);
    enum result result = drafts_list(speaker->store, speaker->actor, DRAFTS_READ, drafts, &count);
    if (result != RESULT_OK)
        reply_from_store(reply, result, speaker->store);
    else if (one > (int64_t)count)
        reply_refuse(reply, RESULT_NOT_FOUND, _("There are not so many. `drafts` lists them."));
    else if (!reply_asks(reply, speaker, _("Drop it for good: %s? Its words are kept nowhere else."),
                 _(draft_kinds[drafts[one - 1].place].words))) {
        const struct draft *draft = &drafts[one - 1];
        result = draft_drop_for(
            speaker->store, speaker->actor, draft->place, draft->target, draft->written_for, speaker->now);
        if (result == RESULT_OK)
            reply_line(reply, "%s", _("It is gone."));
        reply_from_store(reply, result, speaker->store);
    }
    drafts_free(drafts, count);
    free(drafts);
    return reply->result;
}

const struct command command_letters[] = {
    { "inbox", "inbox [--before LETTER]", N_("letters to you and from you, newest first"),
        N_("Thirty at a time; the last line says how to see older ones. `letters` is the same."), "before=", 0, 0,
        COMMAND_MEMBER, COMMAND_NO_BODY, .run = run_inbox, .now = NOW_OUTSIDE },
    { "letter", "letter N", N_("one letter; it counts as read"), NULL, "", 1, 1, COMMAND_MEMBER, COMMAND_NO_BODY,
        .run = run_letter },
    { "letter keep", "letter keep N", N_("keeps your copy longer than {letter-days}"),
        N_("Letters are forgotten after {letter-days} unless they are kept."), "", 1, 1, COMMAND_MEMBER,
        COMMAND_NO_BODY, .run = run_keep },
    { "letter remove", "letter remove N", N_("removes your copy"), N_("The other person keeps theirs."), "", 1, 1,
        COMMAND_MEMBER, COMMAND_NO_BODY, .run = run_keep },
    { "write", "write HANDLE [--about POST] < body", N_("writes a private letter"),
        N_("Whoever holds the machine can read letters. What must not be read there is said face to face. --about POST: it answers that post, and says so."),
        "about=", 1, 1, COMMAND_MEMBER, COMMAND_BODY, .place = DRAFT_LETTER, .target = COMMAND_TO_MEMBER,
        .run = run_write, .now = NOW_OUTSIDE },
    { "drafts", "drafts [N] [--page N]", N_("what you were writing when the line was cut off"),
        N_("On a shared computer the list says what they are, and `drafts N` the words of one. The same command goes on with what was begun: in line mode, `post`, `reply`, `edit` and `write` show it first."),
        "page=", 0, 1, COMMAND_MEMBER, COMMAND_NO_BODY, .run = run_drafts },
    { "drafts drop", "drafts drop N", N_("drops what you were writing, for good"),
        N_("N is the number that `drafts` shows."), "", 1, 1, COMMAND_MEMBER, COMMAND_NO_BODY, .run = run_drafts_drop },
};
const size_t command_letters_count = sizeof command_letters / sizeof *command_letters;
