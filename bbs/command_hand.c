/* command_hand.c: people without a device: who they are, words by another's hand, the slip, the sheet (RULES 1.8). */
#include <stdlib.h>
#include <string.h>

#include "bbs/command_table.h"
#include "boards.h"
#include "gettext.h"
#include "hand.h"
#include "language.h"
#include "members.h"

enum {
    LISTED_MOST = 40,
    PAPER_COLUMNS = 80,
    SHEET_THREADS = 20, /* so that all of it stands on one page */
    SHEET_DAYS = 7,
    DAY = 86400,
};

enum result call_voice(const struct call *call, struct actor *voice)
{
    const struct speaker *speaker = call->speaker;
    const char *name = call_option(call, "for");
    *voice = *speaker->actor;
    return name == NULL ? RESULT_OK : actor_by_hand_of(speaker->store, speaker->actor, name, speaker->now, voice);
}

/* --- who, and what waits --- */

static void say_person(const struct call *call, struct reply *reply, const struct hand_person *person, json_t *list)
{
    const char *handle = reply_shown(call, person->handle), *home = reply_shown(call, person->home);
    if (person->may_confirm)
        reply_line(reply, _("%lld: %s, home %s, says %s. If you know her: `hands yes %lld`."), (long long)person->id,
            handle, home, reply_shown(call, person->adder), (long long)person->id);
    else
        reply_line(reply, _("%lld: %s, home %s, says %s; waits for the yes of another home"), (long long)person->id,
            handle, home, reply_shown(call, person->adder));
    json_array_append_new(
        list, json_pack("{s:I, s:s, s:s, s:s, s:b, s:b}", "id", (json_int_t)person->id, "handle", person->handle,
                  "home", person->home, "by", person->adder, "mine", person->mine, "may_confirm", person->may_confirm));
}

static json_t *word_json(const struct hand_word *word)
{
    return json_pack("{s:I, s:s, s:I, s:I, s:I, s:s, s:s, s:s, s:s, s:s, s:s, s:b}", "word", (json_int_t)word->id,
        "kind", hand_kind_name(word->kind), "subject", (json_int_t)word->subject, "thread", (json_int_t)word->thread,
        "at", (json_int_t)word->at, "for", word->handle, "by", word->by.hand, "confirmed_by", word->by.confirmed_by,
        "struck_by", word->by.struck_by, "about", word->about, "body", word->body, "may_confirm", word->may_confirm);
}

/* "by thandi's hand, not confirmed yet", safe for a terminal. */
static const char *how(const struct call *call, const struct by_hand *by)
{
    char words[600];
    by_hand_words(by, words, sizeof words);
    return reply_shown(call, words);
}

static void say_word(const struct call *call, struct reply *reply, const struct hand_word *word)
{
    char when[32];
    reply_line(reply, _("Word %lld: %s, %s, %s"), (long long)word->id, reply_shown(call, word->handle),
        how(call, &word->by), reply_time(word->at, when));
    if (word->thread != 0)
        reply_line(reply, _("  Post %lld in \"%s\""), (long long)word->subject, reply_shown(call, word->about));
    reply_text(reply, call, 2, word->body);
    if (word->may_confirm)
        reply_line(reply, _("  Ask her. If these are her words: `hands confirm %lld`; if not: `hands strike %lld`."),
            (long long)word->id, (long long)word->id);
}

static enum result say_words(const struct call *call, struct reply *reply, enum hand_which which, int64_t member,
    int64_t before, json_t *list, size_t *count)
{
    struct hand_word words[LISTED_MOST];
    const struct speaker *speaker = call->speaker;
    enum result result =
        hand_words_list(speaker->store, speaker->actor, which, member, before, LISTED_MOST, words, count);
    if (result != RESULT_OK)
        return result;
    for (size_t i = 0; i < *count; i++) {
        say_word(call, reply, &words[i]);
        json_array_append_new(list, word_json(&words[i]));
    }
    if (*count == LISTED_MOST && which == HAND_WORDS_ALL)
        reply_line(reply, _("Older ones: hands words --before %lld"), (long long)words[*count - 1].id);
    hand_words_free(words, *count);
    return RESULT_OK;
}

static enum result say_people(const struct call *call, struct reply *reply, json_t *members, json_t *waiting)
{
    const struct speaker *speaker = call->speaker;
    struct hand_person people[LISTED_MOST];
    struct member *list = xcalloc(LISTED_MOST, sizeof *list);
    size_t count = 0, open = 0;
    enum result result = hand_members_list(speaker->store, speaker->actor, list, LISTED_MOST, &count);
    for (size_t i = 0; i < count; i++) {
        reply_line(reply, _("%s, home %s, has no device."), reply_shown(call, list[i].handle),
            reply_shown(call, list[i].home));
        json_array_append_new(members, json_string(list[i].handle));
    }
    free(list);
    if (result == RESULT_OK)
        result = hand_members_waiting(speaker->store, speaker->actor, speaker->now, people, LISTED_MOST, &open);
    for (size_t i = 0; i < open; i++)
        say_person(call, reply, &people[i], waiting);
    if (result == RESULT_OK && count + open == 0)
        reply_line(reply, "%s", _("Nobody here is without a device. `hands add NAME --home H` tells of somebody."));
    return result;
}

static enum result run_hands(const struct call *call, struct reply *reply)
{
    json_t *members = json_array(), *waiting = json_array(), *words = json_array();
    size_t count = 0;
    enum result result = say_people(call, reply, members, waiting);
    if (result == RESULT_OK)
        result = say_words(call, reply, HAND_WORDS_WAITING, 0, 0, words, &count);
    reply->json = json_pack("{s:o, s:o, s:o}", "people", members, "people_waiting", waiting, "words_waiting", words);
    return reply_from_store(reply, result, call->speaker->store);
}

/* The words of a call as one name: "Gogo Maria" needs no quotes. */
static const char *name_of(const struct call *call, struct buffer *name)
{
    for (int i = 0; i < call->words; i++)
        buffer_format(name, "%s%s", i > 0 ? " " : "", call->word[i]);
    return buffer_text(name);
}

static enum result run_words(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    struct buffer name = { 0 };
    struct actor voice = { 0 };
    int64_t before = 0;
    size_t count = 0;
    enum result result = RESULT_OK;
    const char *from = call_option(call, "before");
    if (from != NULL && !parse_number(from, &before))
        return reply_refuse(reply, RESULT_INVALID, _("--before takes a number, as the last line of the list says it."));
    if (call->words > 0)
        result = actor_by_hand_of(speaker->store, speaker->actor, name_of(call, &name), speaker->now, &voice);
    buffer_clear(&name);
    reply->json = json_array();
    if (result == RESULT_OK)
        result = say_words(call, reply, HAND_WORDS_ALL, voice.member, before, reply->json, &count);
    if (result == RESULT_OK && count == 0)
        reply_line(reply, "%s", _("Nothing was written by another's hand."));
    return reply_from_store(reply, result, speaker->store);
}

static enum result run_add(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    struct hand_person person;
    struct buffer name = { 0 };
    const char *home = call_option(call, "home");
    if (home == NULL || *home == '\0')
        return reply_usage(reply, _("It is used so: %s"), call->command->usage);
    enum result result =
        hand_member_add(speaker->store, speaker->actor, name_of(call, &name), home, speaker->now, &person);
    buffer_clear(&name);
    if (result == RESULT_OK) {
        reply_line(reply,
            _("%s, home %s: she counts once somebody of another home says yes. It stands on their `hands`."),
            reply_shown(call, person.handle), reply_shown(call, person.home));
        reply->json = json_pack("{s:I, s:s}", "id", (json_int_t)person.id, "handle", person.handle);
    }
    return reply_from_store(reply, result, speaker->store);
}

static enum result run_person(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    int64_t id, member = 0;
    bool yes = strcmp(call->command->name, "hands yes") == 0;
    if (!call_number(call, 0, &id, reply))
        return RESULT_INVALID;
    enum result result = yes ? hand_member_confirm(speaker->store, speaker->actor, id, speaker->now, &member)
                             : hand_member_withdraw(speaker->store, speaker->actor, id, speaker->now);
    if (result == RESULT_OK)
        reply_line(reply, "%s", yes ? _("She is a member now. `post` and `reply` take --for NAME.") : _("Taken back."));
    return reply_from_store(reply, result, speaker->store);
}

static enum result run_word(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    const char *what = strchr(call->command->name, ' ') + 1;
    int64_t word;
    bool confirms = strcmp(what, "confirm") == 0, strikes = strcmp(what, "strike") == 0;
    if (!call_number(call, 0, &word, reply))
        return RESULT_INVALID;
    enum result result = (confirms  ? hand_confirm
                          : strikes ? hand_strike
                                    : hand_unstrike)(speaker->store, speaker->actor, word, speaker->now);
    if (result == RESULT_OK)
        reply_line(reply, "%s",
            confirms  ? _("Confirmed: these are her words.")
            : strikes ? _("Struck at her word. For 24 hours `hands unstrike` takes it back.")
                      : _("It stands again."));
    return reply_from_store(reply, result, speaker->store);
}

/* --- on paper --- */

/* The same call, for a sheet of 80 columns (or the narrower terminal she has). */
static struct call on_paper(const struct call *call, struct speaker *paper)
{
    struct call printed = *call;
    *paper = *call->speaker;
    if (paper->columns == 0 || paper->columns > PAPER_COLUMNS)
        paper->columns = PAPER_COLUMNS;
    printed.speaker = paper;
    return printed;
}

static void rule(struct reply *reply, const struct call *call)
{
    for (int i = 0; i < call->speaker->columns; i++)
        buffer_string(&reply->text, "-");
    buffer_string(&reply->text, "\n");
}

static void paper_head(struct reply *reply, const struct call *call, const char *title)
{
    char when[32];
    rule(reply, call);
    reply_text(reply, call, 0, title);
    reply_line(reply, "%s", reply_time(call->speaker->now, when));
    rule(reply, call);
}

/* What was answered to it, so that it can be read to her. */
static void say_answers(const struct call *call, struct reply *reply, const struct hand_word *word)
{
    struct post posts[LISTED_MOST];
    size_t count = 0;
    if (word->thread == 0 || posts_page(call->speaker->store, call->speaker->actor, word->thread, PAGE_AFTER,
                                 word->subject, LISTED_MOST, posts, &count) != RESULT_OK)
        return;
    for (size_t i = 0; i < count; i++)
        if (posts[i].parent == word->subject && posts[i].state == POST_SHOWN) {
            reply_line(reply, _("     %s answered:"), reply_shown(call, posts[i].handle));
            reply_text(reply, call, 8, posts[i].body);
            buffer_string(&reply->text, "\n");
        }
    posts_free(posts, count);
}

static void slip_word(const struct call *call, struct reply *reply, const struct hand_word *word)
{
    char when[32];
    buffer_string(&reply->text, "\n");
    reply_line(reply, _("Word %lld, %s"), (long long)word->id, reply_time(word->at, when));
    if (word->thread != 0)
        reply_line(reply, _("In \"%s\""), reply_shown(call, word->about));
    reply_line(reply, "%s", how(call, &word->by));
    buffer_string(&reply->text, "\n");
    if (word->by.struck_by[0] != '\0')
        reply_text(reply, call, 4, _("[struck]"));
    else
        reply_text(reply, call, 4, word->body);
    buffer_string(&reply->text, "\n");
    say_answers(call, reply, word);
}

static void slip(const struct call *call, struct reply *reply, const struct actor *voice)
{
    struct hand_word words[LISTED_MOST];
    size_t count = 0;
    char title[200];
    snprintf(title, sizeof title, _("FOR %s: WHAT WAS WRITTEN IN YOUR NAME"), reply_shown(call, voice->handle));
    paper_head(reply, call, title);
    hand_words_list(
        call->speaker->store, call->speaker->actor, HAND_WORDS_ALL, voice->member, 0, LISTED_MOST, words, &count);
    if (count == 0)
        reply_line(reply, "%s", _("Nothing yet."));
    for (size_t i = 0; i < count; i++) {
        slip_word(call, reply, &words[i]);
        json_array_append_new(reply->json, word_json(&words[i]));
    }
    hand_words_free(words, count);
    rule(reply, call);
    reply_text(reply, call, 0,
        _("Is a word of it not yours? Tell any neighbour who lives here, with the number of the word: it is struck at once "
          "(\"hands strike 14\"). \"Not confirmed yet\" means that nobody of another home has asked you so far. Nobody "
          "votes in your name."));
}

static enum result run_slip(const struct call *call, struct reply *reply)
{
    struct speaker paper;
    struct call printed = on_paper(call, &paper);
    struct actor voice;
    struct buffer name = { 0 };
    enum result result = actor_by_hand_of(paper.store, paper.actor, name_of(call, &name), paper.now, &voice);
    buffer_clear(&name);
    reply->json = json_array();
    if (result == RESULT_OK)
        slip(&printed, reply, &voice);
    return reply_from_store(reply, result, paper.store);
}

/* --- one page for the shop door --- */

static void sheet_thread(const struct call *call, struct reply *reply, const struct thread *thread, json_t *list)
{
    char posts[64];
    struct buffer words = { 0 };
    buffer_format(
        &words, _("%s (%s; %s)"), thread->title, thread->author, language_count(LANGUAGE_POSTS, thread->posts, posts));
    reply_text(reply, call, 2, buffer_text(&words));
    buffer_clear(&words);
    json_array_append_new(list, json_string(thread->title));
}

/* The house's own boards alone: what a caucus talks about hangs on no door. */
static void sheet_board(
    const struct call *call, struct reply *reply, const struct board *board, size_t *room, json_t *list)
{
    struct thread threads[SHEET_THREADS];
    size_t count = 0, said = 0;
    bool all = call_option(call, "public") == NULL;
    if (board->unit != call->speaker->actor->house || (!all && board->visibility != VISIBLE_PUBLIC) ||
        threads_list(call->speaker->store, call->speaker->actor, board->id, 0, SHEET_THREADS, threads, &count) !=
            RESULT_OK)
        return;
    for (size_t i = 0; i<count && * room> 0 && threads[i].last_at > call->speaker->now - SHEET_DAYS * DAY; i++) {
        if (said++ == 0)
            reply_line(reply, "%s:", reply_shown(call, board->title));
        sheet_thread(call, reply, &threads[i], list);
        (*room)--;
    }
}

static void sheet_boards(const struct call *call, struct reply *reply)
{
    struct board *boards = xcalloc(64, sizeof *boards);
    size_t count = 0, room = SHEET_THREADS;
    boards_list(call->speaker->store, call->speaker->actor, boards, 64, &count);
    reply_line(reply, "\n%s", _("TALKED ABOUT THIS WEEK"));
    for (size_t i = 0; i < count; i++)
        sheet_board(call, reply, &boards[i], &room, reply->json);
    if (room == SHEET_THREADS)
        reply_line(reply, "  %s", _("Nothing new."));
    free(boards);
}

static void sheet_doors(const struct call *call, struct reply *reply, const struct house *house)
{
    struct buffer words = { 0 };
    reply_line(reply, "\n%s", _("YOU HAVE NO DEVICE?"));
    reply_text(reply, call, 2,
        _("You belong here all the same. Tell a neighbour what you want to say or ask: it is written in your name, by that "
          "neighbour's hand, and somebody of another home asks you whether it is what you said. You get it on paper, and "
          "what is not yours is struck at your word."));
    reply_line(reply, "\n%s", _("HOW TO COME IN"));
    buffer_string(&words, _("Ask somebody who lives here for a card with a code."));
    if (house->address[0] != '\0') {
        buffer_string(&words, " ");
        buffer_format(&words, _("It works at %s."), house->address);
    }
    reply_text(reply, call, 2, buffer_text(&words));
    buffer_clear(&words);
}

static enum result run_sheet(const struct call *call, struct reply *reply)
{
    struct speaker paper;
    struct call printed = on_paper(call, &paper);
    struct house house;
    char homes[64];
    enum result result = house_get(paper.store, &house);
    if (result != RESULT_OK)
        return reply_from_store(reply, result, paper.store);
    reply->json = json_array();
    paper_head(reply, &printed, house.name);
    if (house.demo)
        reply_line(reply, "%s", _("A made-up street. Nobody here is real."));
    snprintf(
        homes, sizeof homes, ngettext("%lld home", "%lld homes", (unsigned long)house.homes), (long long)house.homes);
    reply_line(reply, "%s", homes);
    if (house.now_line[0] != '\0') {
        reply_line(reply, "\n%s", _("NOW"));
        reply_text(reply, &printed, 2, house.now_line);
    }
    sheet_boards(&printed, reply);
    sheet_doors(&printed, reply, &house);
    rule(reply, &printed);
    return RESULT_OK;
}

const struct command command_hands[] = {
    { "hands", "hands", N_("people without a device, and what waits for another home's yes"),
        N_("Who has no device is a member all the same: neighbours write in her name, `post` and `reply` with --for NAME. What they write stands at once, as not confirmed, until somebody of another home than theirs and hers asked her."),
        "", 0, 0, COMMAND_MEMBER, COMMAND_NO_BODY, run_hands },
    { "hands add", "hands add NAME --home H", N_("tells of somebody without a device"),
        N_("NAME as people call her; H is her home, like C 14. She counts once somebody of another home says yes."),
        "home=", 1, 6, COMMAND_MEMBER, COMMAND_NO_BODY, run_add },
    { "hands yes", "hands yes N", N_("she lives here: so says a second home"),
        N_("N is the number that `hands` shows. Say yes to people you know."), "", 1, 1, COMMAND_MEMBER,
        COMMAND_NO_BODY, run_person },
    { "hands withdraw", "hands withdraw N", N_("takes back whom you told of"), NULL, "", 1, 1, COMMAND_MEMBER,
        COMMAND_NO_BODY, run_person },
    { "hands words", "hands words [NAME] [--before WORD]", N_("what was written by another's hand, newest first"), NULL,
        "before=", 0, 6, COMMAND_MEMBER, COMMAND_NO_BODY, run_words },
    { "hands confirm", "hands confirm WORD", N_("you asked her, and these are her words"),
        N_("By somebody of another home than the hand's and hers."), "", 1, 1, COMMAND_MEMBER, COMMAND_NO_BODY,
        run_word },
    { "hands strike", "hands strike WORD", N_("strikes what is not hers, at her word"),
        N_("What was written is withdrawn, and it stands there who struck it."), "", 1, 1, COMMAND_MEMBER,
        COMMAND_NO_BODY, run_word },
    { "hands unstrike", "hands unstrike WORD", N_("takes a striking back, within 24 hours"),
        N_("By who struck it, or somebody of another home."), "", 1, 1, COMMAND_MEMBER, COMMAND_NO_BODY, run_word },
    { "slip", "slip NAME", N_("on paper: what was written in her name, and how to have it struck"),
        N_("80 columns of plain text, to print or to read aloud: `ssh HANDLE@host slip NAME | lp`."), "", 1, 6,
        COMMAND_MEMBER, COMMAND_NO_BODY, run_slip },
    { "sheet", "sheet [--public]", N_("one page for the shop door, and for reading aloud"),
        N_("What is now, what was talked about this week on the house's own boards (titles and who began), and how to have a word written. --public leaves out the boards that only the street reads: for a door that strangers pass."),
        "public", 0, 0, COMMAND_MEMBER, COMMAND_NO_BODY, run_sheet },
};
const size_t command_hands_count = sizeof command_hands / sizeof *command_hands;
