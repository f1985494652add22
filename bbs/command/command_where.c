/* command_where.c: "where we stand": one page with all that a newcomer has to know (RULES 1.1, 1.2). */
#include <stdlib.h>
#include <string.h>

#include "bbs/command/command_table.h"
#include "bbs/command/decision_say.h"
#include "bbs/command/meeting_say.h"
#include "bbs/command/vote_say.h"
#include "boards.h"
#include "gains.h"
#include "gettext.h"
#include "invitations.h"
#include "learn.h"
#include "ledger.h"
#include "numbers.h"
#include "person.h"
#include "units.h"

enum { ENDED_SHOWN = 5, SEATS_MOST = 40, GREETED_MOST = 20, BOOK_SHOWN = 40 };

/* `where` shows the newest of each list; the command of that list shows all. */
static void say_rest(struct reply *reply, const char *command)
{
    reply_line(reply, _("  and more: `%s`"), command);
}

/* Those that are done are in force no more: what they asked for is there. */
static void say_decisions(const struct call *call, struct reply *reply)
{
    struct reply lines = { 0 };
    json_t *json = NULL;
    struct call_page page = { .rows = DECISIONS_SHOWN, .load = DECISIONS_SHOWN + 1, .number = 1 };
    decisions_say(call, &lines, DECISIONS_IN_FORCE, &page, &json);
    reply_line(reply, "%s", json_array_size(json) > 0 ? _("Decisions in force:") : _("Decisions in force: none yet."));
    buffer_string(&reply->text, buffer_text(&lines.text));
    if (page.more)
        say_rest(reply, "decisions");
    json_object_set_new(reply->json, "decisions", json);
    reply_clear(&lines);
}

/* Those in which she can still vote. */
static void say_open_votes(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    struct vote_line *list = xcalloc(VOTES_SHOWN, sizeof *list);
    json_t *votes = json_array();
    size_t count = 0;
    votes_list(speaker->store, speaker->actor, 0, speaker->now, list, VOTES_SHOWN, &count);
    for (size_t i = 0; i < count && list[i].closed == 0; i++) {
        if (i == 0)
            reply_line(reply, "%s", _("Votes that are open:"));
        vote_say_row(reply, call, &list[i]);
        json_array_append_new(votes, vote_line_json(&list[i]));
    }
    free(list);
    json_object_set_new(reply->json, "open_votes", votes);
}

/* The newest of those in this state. "Lost, and learned" stands beside "Won". */
static void say_ended(const struct call *call, struct reply *reply, const struct gain *gains, size_t count,
    enum gain_state state, json_t *json)
{
    int said = 0;
    for (size_t i = 0; i < count; i++) {
        if (gains[i].state != state || said++ > ENDED_SHOWN)
            continue;
        if (said == ENDED_SHOWN + 1) {
            say_rest(reply, "gains");
            continue;
        }
        if (said == 1)
            reply_line(reply, "%s", state == GAIN_WON ? _("Won:") : _("Lost, and learned:"));
        reply_line(reply, gains[i].learned[0] != '\0' ? "  %s: %s" : "  %s%s", reply_shown(call, gains[i].demand),
            reply_shown(call, gains[i].learned));
        json_array_append_new(
            json, json_pack("{s:I, s:s, s:s, s:s}", "gain", (json_int_t)gains[i].id, "state", gain_state_name(state),
                      "demand", gains[i].demand, "learned", gains[i].learned));
    }
}

static void say_gains(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    struct gain *gains = xcalloc(GAINS_SHOWN, sizeof *gains);
    json_t *json = json_array();
    size_t count = 0;
    gains_list(speaker->store, speaker->actor, speaker->now, gains, GAINS_SHOWN, &count);
    say_ended(call, reply, gains, count, GAIN_WON, json);
    say_ended(call, reply, gains, count, GAIN_LOST, json);
    if (json_array_size(json) == 0)
        reply_line(reply, "%s", _("Won, and lost: nothing is written down yet. `gains` shows what is demanded."));
    free(gains);
    json_object_set_new(reply->json, "gains", json);
}

static void say_joys(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    struct board board;
    struct thread threads[ENDED_SHOWN + 1];
    size_t count = 0;
    json_t *joys = json_array();
    if (board_by_slug(speaker->store, speaker->actor, "joy", &board) == RESULT_OK && board.own)
        threads_list(speaker->store, speaker->actor, board.id, 0, ENDED_SHOWN + 1, threads, &count);
    if (count > 0)
        reply_line(reply, "%s", _("Joys:"));
    for (size_t i = 0; i < count && i < ENDED_SHOWN; i++) {
        reply_line(reply, "  %s", reply_shown(call, threads[i].title));
        json_array_append_new(
            joys, json_pack("{s:I, s:s}", "thread", (json_int_t)threads[i].id, "title", threads[i].title));
    }
    if (count > ENDED_SHOWN)
        say_rest(reply, "joys");
    json_object_set_new(reply->json, "joys", joys);
}

/* Those that a decision changed. */
static void say_numbers(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    struct number_row *rows = xcalloc(NUMBERS, sizeof *rows);
    json_t *json = json_array();
    size_t count = 0;
    char words[NUMBER_WORDS_BYTES];
    numbers_list(speaker->store, speaker->actor, rows, &count);
    for (size_t i = 0; i < count; i++) {
        struct number_rule rule;
        if (rows[i].decision == 0)
            continue;
        if (json_array_size(json) == 0)
            reply_line(reply, "%s", _("Numbers that we decided (`numbers` shows all):"));
        number_rule_get(rows[i].number, &rule);
        number_words(rows[i].number, rows[i].value, words);
        reply_line(reply, "  %s: %s", words, rule.words);
        json_array_append_new(
            json, json_pack("{s:s, s:o, s:I}", "name", rule.name, "value",
                      reply_number_json(rows[i].number, rows[i].value), "decision", (json_int_t)rows[i].decision));
    }
    free(rows);
    json_object_set_new(reply->json, "numbers", json);
}

/* Who learns a task sits beside somebody who has it. */
static void say_learners(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    struct learner list[LEARNERS_MOST];
    size_t count = 0;
    json_t *learners = json_array();
    learn_list(speaker->store, speaker->actor, speaker->now, list, LEARNERS_MOST, &count);
    for (size_t i = 0; i < count; i++) {
        if (list[i].beside[0] != '\0')
            reply_line(reply, _("  %s: %s learns it, beside %s"), list[i].task, list[i].handle, list[i].beside);
        else
            reply_line(reply, _("  %s: %s learns it"), list[i].task, list[i].handle);
        json_array_append_new(learners,
            json_pack("{s:s, s:s, s:s}", "task", list[i].task, "handle", list[i].handle, "beside", list[i].beside));
    }
    json_object_set_new(reply->json, "learners", learners);
}

static void say_tasks(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    struct seat seats[SEATS_MOST];
    char person[PERSON_BYTES];
    size_t count = 0;
    json_t *tasks = json_array();
    seats_list(speaker->store, speaker->actor, speaker->now, seats, SEATS_MOST, &count);
    reply_line(reply, "%s", count > 0 ? _("Who does what:") : _("Who does what: no tasks are given yet."));
    for (size_t i = 0; i < count; i++) {
        reply_line(
            reply, "  %s: %s", seats[i].name, reply_shown(call, person_words(seats[i].handle, seats[i].home, person)));
        json_array_append_new(tasks, json_pack("{s:s, s:s, s:I}", "task", seats[i].name, "handle", seats[i].handle,
                                         "until", (json_int_t)seats[i].until));
    }
    json_object_set_new(reply->json, "tasks", tasks);
    say_learners(call, reply);
}

static void say_greeting(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    struct member greeter, met[GREETED_MOST + 1];
    char person[PERSON_BYTES];
    size_t count = 0;
    if (invitation_greeter_of(speaker->store, speaker->actor, speaker->actor->member, &greeter) == RESULT_OK) {
        reply_line(
            reply, _("Your greeter: %s."), reply_shown(call, person_words(greeter.handle, greeter.home, person)));
        json_object_set_new(reply->json, "greeter", json_string(greeter.handle));
    }
    invitation_greeted_by(speaker->store, speaker->actor, speaker->now, met, GREETED_MOST + 1, &count);
    for (size_t i = 0; i < count && i < GREETED_MOST; i++)
        reply_line(reply, _("New here, and yours to greet: %s."),
            reply_shown(call, person_words(met[i].handle, met[i].home, person)));
    if (count > GREETED_MOST)
        say_rest(reply, "people");
}

static void say_vote(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    char from[32];
    int64_t votes_from = member_votes_from(speaker->store, speaker->actor->here, speaker->actor->member, speaker->now);
    if (votes_from == INT64_MAX)
        return;
    if (votes_from != 0)
        reply_line(reply, _("You speak, ask and offer now, and vote from %s on."), reply_time(votes_from, from));
    json_object_set_new(reply->json, "votes", json_boolean(votes_from == 0));
}

static void say_founding(const struct call *call, struct reply *reply, const struct house *house)
{
    char words[300];
    int homes = (int)number_of(call->speaker->store, call->speaker->actor->here, NUMBER_FOUNDING);
    if (house->founded == 0)
        snprintf(words, sizeof words,
            _("This is founding time: until %d homes are in, everything is for now, and no task and no rule binds."),
            homes);
    else
        util_copy_text(words, sizeof words,
            _("Until the founding assembly closes, all who are in vote. Its agenda: agreements, tasks, the numbers."));
    reply_text(reply, call, 0, words);
}

static enum result run_where(const struct call *call, struct reply *reply)
{
    struct house house;
    enum result result = house_get(call->speaker->store, call->speaker->actor->here, &house);
    if (result != RESULT_OK)
        return reply_from_store(reply, result, call->speaker->store);
    reply->json = json_pack(
        "{s:b, s:b}", "founding", house.founded == 0 && house.kind != UNIT_CAUCUS, "assembled", house.assembled != 0);
    reply_line(reply, _("Where we stand: %s"), reply_shown(call, house.name));
    if (house.assembled == 0 && house.kind != UNIT_CAUCUS)
        say_founding(call, reply, &house);
    json_t *next = meeting_say_next(reply, call);
    if (house.founded != 0 && house.assembled == 0 && house.kind != UNIT_CAUCUS && json_is_null(next))
        reply_line(reply, "%s", _("`meeting call` calls the founding assembly."));
    json_object_set_new(reply->json, "next_meeting", next);
    say_open_votes(call, reply);
    say_decisions(call, reply);
    say_numbers(call, reply);
    say_gains(call, reply);
    say_joys(call, reply);
    say_tasks(call, reply);
    say_greeting(call, reply);
    say_vote(call, reply);
    return RESULT_OK;
}

/* --- the book about accounts --- */

static void name_of(const struct call *call, int64_t id, char out[HANDLE_BYTES])
{
    struct member member;
    if (id == 0 || member_get(call->speaker->store, call->speaker->actor, id, &member) != RESULT_OK)
        util_copy_text(out, HANDLE_BYTES, _("a steward"));
    else
        util_copy_text(out, HANDLE_BYTES, reply_shown(call, member.handle));
}

/* Says one entry as a sentence. `who` has the account or task; `by` did it. */
static void say_entry(const struct ledger_entry *entry, const char *who, const char *by, char *out, size_t size)
{
    out[0] = '\0';
    if (entry->kind == LEDGER_PASSWORD_RESET)
        snprintf(out, size, _("From the shell a steward set a password for %s."), who);
    else if (entry->kind == LEDGER_SEAT_GIVEN)
        snprintf(out, size, _("From the shell a steward gave %s a task."), who);
    else if (entry->kind == LEDGER_SEAT_EMPTIED && strcmp(who, by) == 0)
        snprintf(out, size, _("%s gave back a task."), who);
    else if (entry->kind == LEDGER_SEAT_EMPTIED)
        snprintf(out, size, _("%s took a task back from %s."), by, who);
    else if (entry->kind == LEDGER_LOST_BEGUN)
        snprintf(out, size, _("%s asked for a new password for %s."), by, who);
    else if (entry->kind == LEDGER_LOST_VOUCHED)
        snprintf(out, size, _("%s vouched for %s."), by, who);
    else if (entry->kind == LEDGER_LOST_STOPPED)
        snprintf(out, size, _("%s stopped what was asked for them."), who);
    else if (entry->kind == LEDGER_LOST_TAKEN_BACK)
        snprintf(out, size, _("%s took back a word or a request for %s."), by, who);
    else if (entry->kind == LEDGER_LOST_RESTORED)
        snprintf(out, size, _("By others' word %s has a new password."), who);
}

static enum result run_book(const struct call *call, struct reply *reply)
{
    struct call_page page;
    size_t count = 0;
    char who[HANDLE_BYTES], by[HANDLE_BYTES], words[400], time[32];
    if (!call_page(call, BOOK_SHOWN, &page, reply))
        return reply->result;
    struct ledger_entry *entries = xcalloc(page.load, sizeof *entries);
    enum result result = ledger_of_accounts(call->speaker->store, call->speaker->actor, page.load, entries, &count);
    call_page_of(&page, count);
    reply->json = json_array();
    for (size_t i = page.first; i < page.end; i++) {
        name_of(call, entries[i].subject, who);
        name_of(call, entries[i].actor, by);
        say_entry(&entries[i], who, by, words, sizeof words);
        if (words[0] == '\0')
            continue;
        reply_line(reply, "%s  %s", reply_time(entries[i].at, time), words);
        json_array_append_new(reply->json, json_pack("{s:I, s:I, s:s}", "seq", (json_int_t)entries[i].seq, "at",
                                               (json_int_t)entries[i].at, "words", words));
    }
    free(entries);
    call_page_end(call, &page, reply);
    if (result == RESULT_OK && count == 0)
        reply_line(reply, "%s", _("Nothing about passwords and tasks stands in the book yet."));
    return reply_from_store(reply, result, call->speaker->store);
}

/* Only shows the acts. She marks them as read on the screens or in line mode. */
static enum result run_steward(const struct call *call, struct reply *reply)
{
    struct call_page page;
    size_t count = 0;
    char time[32];
    if (!call_page(call, SHELL_ACTS_MOST, &page, reply))
        return reply->result;
    struct shell_act *acts = xcalloc(page.load, sizeof *acts);
    enum result result = shell_acts_list(call->speaker->store, call->speaker->actor, acts, page.load, &count);
    call_page_of(&page, count);
    reply->json = json_array();
    for (size_t i = page.first; i < page.end; i++) {
        reply_line(reply, "%s  %s", reply_time(acts[i].at, time), acts[i].words);
        json_array_append_new(
            reply->json, json_pack("{s:I, s:s}", "at", (json_int_t)acts[i].at, "words", acts[i].words));
    }
    free(acts);
    call_page_end(call, &page, reply);
    if (result == RESULT_OK && count == 0)
        reply_line(reply, "%s", _("Nothing that you have not read was done to your account from the shell."));
    return reply_from_store(reply, result, call->speaker->store);
}

const struct command command_where[] = {
    { "where", "where", N_("where we stand: next meeting, decisions, what was won, who does what, your greeter"), NULL,
        "", 0, 0, COMMAND_MEMBER, COMMAND_NO_BODY, .run = run_where },
    { "book", "book [--page N]", N_("what stands in the book about passwords and tasks"),
        N_("Who asked for a new password for whom, who vouched, what a steward set or gave from the shell: the newest first."),
        "page=", 0, 0, COMMAND_INSIDER, COMMAND_NO_BODY, .run = run_book },
    { "steward", "steward [--page N]", N_("what a steward did to your account from the shell"),
        N_("It is shown on the home screen and when line mode begins, until you say there that you have read it. This only shows it."),
        "page=", 0, 0, COMMAND_MEMBER, COMMAND_NO_BODY, .run = run_steward },
};
const size_t command_where_count = sizeof command_where / sizeof *command_where;
