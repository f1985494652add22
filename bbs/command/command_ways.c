/* command_ways.c: the ways in besides keys: paper codes (RULES 1.4), and vouching for a lost password (1.9). */
#include <stdlib.h>
#include <string.h>

#include "bbs/command/command_table.h"
#include "gettext.h"
#include "lost.h"
#include "members.h"
#include "paper_codes.h"
#include "person.h"

/* The first line of the body, a password. On NULL the reply has the refusal. */
static char *call_secret(const struct call *call, struct reply *reply)
{
    char *secret = call_body(call, reply);
    if (secret != NULL)
        secret[strcspn(secret, "\r\n")] = '\0';
    return secret;
}

static void wipe(char *secret)
{
    explicit_bzero(secret, strlen(secret));
    free(secret);
}

static const char *return_words(bool allowed)
{
    return allowed ? _("When your line drops, your password alone is enough for 10 minutes, from the same place.")
                   : _("When your line drops, a code is asked for as always.");
}

static enum result run_codes(const struct call *call, struct reply *reply)
{
    struct paper_list list;
    char time[32];
    enum result result = paper_codes_get(call->speaker->store, call->speaker->actor, &list);
    if (result != RESULT_OK)
        return reply_from_store(reply, result, call->speaker->store);
    if (list.made == 0)
        reply_line(reply, "%s", _("You have no paper codes. `codes new` makes a list."));
    else
        reply_line(
            reply, _("%d of %d codes left, of the list of %s."), list.left, PAPER_CODES, reply_time(list.made, time));
    json_t *used = json_array();
    for (int i = 0; i < PAPER_CODES; i++)
        if (list.used[i] != 0) {
            reply_line(reply, _("%d is struck out: %s"), i + 1, reply_time(list.used[i], time));
            json_array_append_new(used, json_pack("{s:i, s:I}", "number", i + 1, "at", (json_int_t)list.used[i]));
        }
    reply_line(reply, "%s",
        list.required ? _("A code is asked for at each log-in by password.")
                      : _("A code is asked for on shared computers only."));
    reply_line(reply, "%s", return_words(list.returns));
    reply->json = json_pack("{s:I, s:i, s:b, s:b, s:o}", "made", (json_int_t)list.made, "left", list.left, "required",
        list.required, "returns", list.returns, "used", used);
    return RESULT_OK;
}

static void say_codes(const struct call *call, struct reply *reply, char codes[PAPER_CODES][PAPER_CODE_BYTES])
{
    json_t *array = json_array();
    for (int i = 0; i < PAPER_CODES; i++)
        json_array_append_new(array, json_string(codes[i]));
    reply->json = json_pack("{s:o}", "codes", array);
    reply->once = true;
    reply_text(reply, call, 0, paper_codes_words());
    reply_line(reply, "%s", "");
    paper_codes_sheet(codes, call->speaker->columns ? call->speaker->columns : 80, &reply->text);
}

static enum result run_codes_new(const struct call *call, struct reply *reply)
{
    char codes[PAPER_CODES][PAPER_CODE_BYTES], *password = call_secret(call, reply);
    if (password == NULL)
        return RESULT_INVALID;
    enum result result = paper_codes_make(
        call->speaker->store, call->speaker->actor, password, call->speaker->argon_slots, call->speaker->now, codes);
    wipe(password);
    if (result == RESULT_OK)
        say_codes(call, reply, codes);
    explicit_bzero(codes, sizeof codes);
    return reply_from_store(reply, result, call->speaker->store);
}

/* Changes a setting that takes yes or no and her password. */
static enum result set_by_password(const struct call *call, struct reply *reply, bool *yes,
    enum result (*change)(
        struct store *store, const struct actor *actor, bool yes, const char *password, int argon_slots, int64_t now))
{
    *yes = strcmp(call->word[0], "yes") == 0;
    if (!*yes && strcmp(call->word[0], "no") != 0)
        return reply_refuse(reply, RESULT_INVALID, _("Say yes or no."));
    char *password = call_secret(call, reply);
    if (password == NULL)
        return RESULT_INVALID;
    const struct speaker *speaker = call->speaker;
    enum result result = change(speaker->store, speaker->actor, *yes, password, speaker->argon_slots, speaker->now);
    wipe(password);
    return result;
}

static enum result run_codes_require(const struct call *call, struct reply *reply)
{
    bool required;
    enum result result = set_by_password(call, reply, &required, paper_codes_require);
    if (result == RESULT_OK)
        reply_line(reply, "%s",
            required ? _("A code is asked for at each log-in by password.")
                     : _("A code is asked for on shared computers only."));
    return reply_from_store(reply, result, call->speaker->store);
}

static enum result run_codes_return(const struct call *call, struct reply *reply)
{
    bool allowed;
    enum result result = set_by_password(call, reply, &allowed, paper_codes_return);
    if (result == RESULT_OK)
        reply_line(reply, "%s", return_words(allowed));
    return reply_from_store(reply, result, call->speaker->store);
}

static enum result run_prove(const struct call *call, struct reply *reply)
{
    char *password = call_secret(call, reply);
    if (password == NULL)
        return RESULT_INVALID;
    enum result result = password_prove(
        call->speaker->store, call->speaker->actor, password, call->speaker->argon_slots, call->speaker->now);
    wipe(password);
    if (result == RESULT_OK)
        reply_line(reply, "%s", _("It is you. This counts for two minutes, and for one thing."));
    return reply_from_store(reply, result, call->speaker->store);
}

/* --- vouching --- */

static enum result run_vouchers(const struct call *call, struct reply *reply)
{
    struct member vouchers[VOUCHERS_MOST];
    size_t count;
    enum result result = vouchers_list(call->speaker->store, call->speaker->actor, vouchers, VOUCHERS_MOST, &count);
    reply->json = json_array();
    for (size_t i = 0; i < count; i++) {
        reply_line(reply, "%-20s %s", reply_shown(call, vouchers[i].handle), reply_shown(call, vouchers[i].home));
        json_array_append_new(reply->json, json_string(vouchers[i].handle));
    }
    if (result == RESULT_OK && count == 0)
        reply_line(reply, "%s", _("You chose nobody. `vouchers add HANDLE` chooses somebody of another home."));
    return reply_from_store(reply, result, call->speaker->store);
}

static enum result run_voucher_add(const struct call *call, struct reply *reply)
{
    enum result result = voucher_add(call->speaker->store, call->speaker->actor, call->word[0], call->speaker->now);
    if (result == RESULT_OK)
        reply_line(
            reply, _("%s can help you in at once, with a paper code of yours."), reply_shown(call, call->word[0]));
    return reply_from_store(reply, result, call->speaker->store);
}

static enum result run_voucher_remove(const struct call *call, struct reply *reply)
{
    enum result result = voucher_remove(call->speaker->store, call->speaker->actor, call->word[0], call->speaker->now);
    if (result == RESULT_OK)
        reply_line(reply, "%s", _("That person is no longer chosen."));
    return reply_from_store(reply, result, call->speaker->store);
}

void call_say_lost(struct reply *reply, const struct call *call, const struct lost_answer *answer)
{
    static const char *const names[] = { "needs homes", "needs time", "restored", "too old" };
    char time[32];
    const char *handle = reply_shown(call, call->word[0]);
    if (answer->moved)
        reply_line(reply, "%s", _("Until now your word stood for another request. Now it counts for this one alone."));
    if (answer->state == LOST_RESTORED)
        reply_line(reply, "%s", _("Done. They come in with the password they typed, and change it then."));
    else if (answer->digits[0] != '\0') {
        reply->once = true;
        reply_line(reply, _("Six digits belong to it: %s"), answer->digits);
        reply_line(reply, "%s",
            _("They are shown only now. Write them down for them. They say them to each neighbour who vouches, face to face, and to nobody else."));
        reply_line(
            reply, _("The neighbour types `vouch %s`, and then the six digits, when they are asked for."), handle);
    }
    if (answer->state == LOST_NEEDS_TIME)
        reply_line(reply, _("Three homes vouched. Their password counts from %s, unless they log in before."),
            reply_time(answer->when, time));
    else if (answer->state != LOST_RESTORED)
        reply_line(
            reply, _("It takes people of three other homes, and time until %s."), reply_time(answer->when, time));
    reply->json = json_pack(
        "{s:s, s:I, s:b}", "state", names[answer->state], "when", (json_int_t)answer->when, "moved", answer->moved);
    if (answer->digits[0] != '\0' && answer->state != LOST_RESTORED)
        json_object_set_new(reply->json, "digits", json_string(answer->digits));
}

static void say_none_open(const struct call *call, struct buffer *out, const struct member *whom)
{
    char person[PERSON_BYTES];
    buffer_format(out, _("Nobody asked for a new password for %s, or what was asked has ended."),
        reply_shown(call, person_words(whom->handle, whom->home, person)));
    buffer_string(out, "\n");
    buffer_format(out, _("If they are with you: `vouch begin %s`. They type the password they want themselves."),
        reply_shown(call, whom->handle));
}

/* Lists the open requests for an account: who began each, and when. So a voucher knows what she vouches for. */
static enum result say_open(const struct call *call, struct reply *reply)
{
    struct member whom;
    char person[PERSON_BYTES];
    struct lost_request open[LOST_OPEN_MOST];
    size_t count;
    char time[32];
    enum result result = lost_open_for(
        call->speaker->store, call->speaker->actor, call->word[0], call->speaker->now, &whom, open, &count);
    if (result != RESULT_OK)
        return reply_from_store(reply, result, call->speaker->store);
    json_t *array = json_array();
    for (size_t i = 0; i < count; i++)
        json_array_append_new(array, json_pack("{s:I, s:s, s:i, s:b}", "begun", (json_int_t)open[i].begun, "by",
                                         open[i].by, "vouched", open[i].vouched, "mine", open[i].mine));
    reply->json = json_pack("{s:s, s:s, s:o}", "handle", whom.handle, "home", whom.home, "requests", array);
    if (count == 0) {
        struct buffer none = { 0 };
        say_none_open(call, &none, &whom);
        reply_refuse(reply, RESULT_NOT_FOUND, "%s", buffer_text(&none));
        buffer_clear(&none);
        return RESULT_NOT_FOUND;
    }
    reply_line(
        reply, _("A new password is asked for %s."), reply_shown(call, person_words(whom.handle, whom.home, person)));
    for (size_t i = 0; i < count; i++)
        reply_line(reply,
            ngettext("  Begun by %s, %s. %d person vouched.%s", "  Begun by %s, %s. %d people vouched.%s",
                (unsigned long)open[i].vouched),
            reply_shown(call, open[i].by), reply_time(open[i].begun, time), open[i].vouched,
            open[i].vouches ? _(" You too.") : "");
    reply_line(reply, "%s",
        _("Meet them. Whoever gets in this way can read and write as that person. Let them say the six digits that were shown when it was begun, and type them here."));
    return RESULT_OK;
}

/* The paper code behind the line that was right; NULL: there is none. */
static const char *typed_code(const struct call_lines *typed)
{
    return typed->then != NULL && typed->then[0] != '\0' ? typed->then : NULL;
}

/* A person who types is asked for the code only where one counts: they chose her beforehand. */
static bool asks_code(const struct call *call, const struct call_lines *typed)
{
    const struct speaker *speaker = call->speaker;
    return speaker->asks_first && typed->then == NULL && lost_chose(speaker->store, speaker->actor, call->word[0]);
}

/* Without a body it only shows what is asked. */
static enum result run_vouch(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    struct lost_answer answer = { 0 };
    struct call_lines typed;
    char time[32];
    if (call->body == NULL || call->body_length == 0)
        return say_open(call, reply);
    if (!call_lines_read(call, reply, &typed))
        return RESULT_INVALID;
    enum result result = RESULT_OK;
    if (asks_code(call, &typed))
        reply->wants_line = true;
    else
        result = lost_vouch(
            speaker->store, speaker->actor, call->word[0], typed.first, typed_code(&typed), speaker->now, &answer);
    call_lines_forget(&typed);
    if (result == RESULT_OK && !reply->wants_line) {
        reply_line(reply, _("You vouch for %s: for what %s began, %s."), reply_shown(call, call->word[0]),
            reply_shown(call, answer.by), reply_time(answer.begun, time));
        call_say_lost(reply, call, &answer);
    }
    return reply_from_store(reply, result, speaker->store);
}

static enum result run_vouch_known(const struct call *call, struct reply *reply)
{
    int left;
    enum result result =
        lost_known(call->speaker->store, call->speaker->actor, call->word[0], call->speaker->now, &left);
    if (result == RESULT_OK) {
        reply_line(reply, "%s",
            left > 0 ? _("It is noted that it is them. One more of their caucus has to say so.")
                     : _("It is noted that it is them. All is open to them again."));
        reply->json = json_pack("{s:i}", "left", left);
    }
    return reply_from_store(reply, result, call->speaker->store);
}

/* `vouch back` of members, and `lost back` of the steward. */
static enum result run_take_back(const struct call *call, struct reply *reply)
{
    bool request;
    enum result result =
        lost_take_back(call->speaker->store, call->speaker->actor, call->word[0], call->speaker->now, &request);
    if (result == RESULT_OK) {
        reply_line(reply, "%s",
            request ? _("What you asked for them has ended, with every word for it.")
                    : _("Your word for them is taken back."));
        reply->json = json_pack("{s:b}", "request", request);
    }
    return reply_from_store(reply, result, call->speaker->store);
}

/* `vouch begin` of members, and `lost` of the steward. */
static enum result run_lost(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    struct lost_answer answer = { 0 };
    struct call_lines typed;
    if (!call_lines_read(call, reply, &typed))
        return RESULT_INVALID;
    enum result result = RESULT_OK;
    if (call->command->then != NULL && asks_code(call, &typed))
        reply->wants_line = true;
    else
        result = lost_begin(speaker->store, speaker->actor, call->word[0], typed.first, speaker->argon_slots,
            call->command->then != NULL ? typed_code(&typed) : NULL, speaker->now, &answer);
    call_lines_forget(&typed);
    if (result == RESULT_OK && !reply->wants_line)
        call_say_lost(reply, call, &answer);
    explicit_bzero(&answer, sizeof answer);
    return reply_from_store(reply, result, speaker->store);
}

static enum result run_vouch_stop(const struct call *call, struct reply *reply)
{
    enum result result = lost_stop(call->speaker->store, call->speaker->actor, call->speaker->now);
    if (result == RESULT_OK)
        reply_line(reply, "%s", _("Stopped. Your password is what it was."));
    return reply_from_store(reply, result, call->speaker->store);
}

/* Before she types what cannot be right. */
static enum result before_prove(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    if (member_has_password(speaker->store, speaker->actor))
        return RESULT_OK;
    enum result result = password_check(speaker->store, speaker->actor, "", speaker->argon_slots, speaker->now);
    return reply_from_store(reply, result, speaker->store);
}

static enum result before_password(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    bool lacks = password_proves(speaker->store, speaker->actor, speaker->now) == PROVES_NOT;
    return lacks ? reply_from_store(reply, RESULT_REFUSED, speaker->store) : RESULT_OK;
}

static enum result run_password(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    char *password = call_secret(call, reply);
    if (password == NULL)
        return RESULT_INVALID;
    enum result result =
        password_change(speaker->store, speaker->actor, NULL, password, speaker->argon_slots, speaker->now);
    wipe(password);
    if (result == RESULT_OK)
        reply_line(reply, "%s", _("Changed."));
    else if (result == RESULT_REFUSED && member_has_password(speaker->store, speaker->actor))
        return reply_refuse(
            reply, result, "%s", _("Nothing was changed. Type `prove` first, then `password` within two minutes."));
    return reply_from_store(reply, result, speaker->store);
}

/* Behind the secret line a paper code of the one whom she helps in. */
#define CODE_ASKED N_("A paper code of theirs, if they chose you before; Enter alone: none")

const struct command command_ways[] = {
    { "prove", "prove < password", N_("your password again, before what a shared computer asks it for"),
        N_("On a shared computer, keys, `about-me` and leaving for good take your password once more. It counts for two minutes. Without a password your log-in by key counts in its place."),
        "", 0, 0, COMMAND_ACCOUNT, COMMAND_SECRET, .of_session = true, .before = before_prove, .run = run_prove },
    { "password", "password < new password", N_("your own password: where somebody else set it, or after `prove`"),
        N_("A password that somebody else set is changed at the first log-in. Later, type `prove` first, and `password` within two minutes. Your first one needs no `prove`. In line mode it is asked for twice and not shown."),
        "", 0, 0, COMMAND_ACCOUNT, COMMAND_NEW_SECRET, .before = before_password, .run = run_password },
    { "codes", "codes", N_("how many of your paper codes are left"),
        N_("A paper code is typed after your password, on computers where somebody may see what you type. Each is good once."),
        "", 0, 0, COMMAND_MEMBER, COMMAND_NO_BODY, .run = run_codes },
    { "codes new", "codes new < password", N_("thirty new paper codes; the old list ends"),
        N_("They are shown only then: copy or print them. It takes your password; in line mode you are asked for it, over ssh it is the first line of standard input."),
        "", 0, 0, COMMAND_MEMBER, COMMAND_SECRET, .run = run_codes_new },
    { "codes require", "codes require yes|no < password", N_("asks for a code at each log-in by password"),
        N_("A key still opens without one. Make a new list before the last code is used: then only a key opens."), "",
        1, 1, COMMAND_MEMBER, COMMAND_SECRET, .run = run_codes_require },
    { "codes return", "codes return yes|no < password", N_("lets you back in without a code after your line dropped"),
        N_("For 10 minutes, from the same place, by your password alone, and once for each dropped line. Not after you logged out: so leave with `quit` where others can sit down after you."),
        "", 1, 1, COMMAND_MEMBER, COMMAND_SECRET, .run = run_codes_return },
    { "vouchers", "vouchers", N_("whom you chose to help you in if you lose your password"),
        N_("One of them and one of your paper codes open at once. Without that it takes people of {vouching-homes} other homes, and {vouching-hours}. Choose them before you need them."),
        "", 0, 0, COMMAND_MEMBER, COMMAND_NO_BODY, .run = run_vouchers },
    { "vouchers add", "vouchers add HANDLE", N_("chooses somebody of another home"), NULL, "", 1, 1, COMMAND_MEMBER,
        COMMAND_NO_BODY, .run = run_voucher_add },
    { "vouchers remove", "vouchers remove HANDLE", N_("no longer chooses that person"), NULL, "", 1, 1, COMMAND_MEMBER,
        COMMAND_NO_BODY, .run = run_voucher_remove },
    { "vouch begin", "vouch begin HANDLE < new password, paper code",
        N_("for somebody who lost their password and is with you"),
        N_("They type the password they want themselves, at your terminal; you vouch that it is them. Then six "
           "digits are shown, once: they say them to each neighbour who vouches. If they chose you before and give "
           "one of their paper codes, it counts at once. The code is asked for. Over ssh it is the second line of "
           "standard input. Else people of three other homes type `vouch HANDLE` and the six digits, and it counts "
           "48 hours later. It is in the book, it shows on their home screen, and any log-in of theirs stops it. "
           "Three neighbours can ask for them side by side; none ends what another asked."),
        "code!", 1, 1, COMMAND_MEMBER, COMMAND_NEW_SECRET, .then = CODE_ASKED, .then_empty = true, .then_once = true,
        .run = run_lost },
    { "vouch", "vouch HANDLE < six digits, paper code", N_("you know that it is really them who lost their password"),
        N_("For somebody of another home, for whom a new password was asked. First it shows who asked, and when. "
           "Meet them: whoever gets in this way can read and write as that person. They say the six digits, and you "
           "type them, over ssh as the first line of standard input. So your word counts for what they asked and for "
           "nothing else. It counts for one request: the digits of another one move it there, and `vouch back "
           "HANDLE` takes it back. After five wrong tries you wait a day."),
        "code! digits!", 1, 1, COMMAND_MEMBER, COMMAND_SECRET, .asks = N_("Six digits"), .before = say_open,
        .then = CODE_ASKED, .then_empty = true, .then_once = true, .run = run_vouch },
    { "vouch back", "vouch back HANDLE", N_("takes back your word, or what you asked for them"),
        N_("Whoever began it ends it, with every word for it. Whoever vouched takes only that word back."), "", 1, 1,
        COMMAND_MEMBER, COMMAND_NO_BODY, .run = run_take_back },
    { "vouch known", "vouch known HANDLE", N_("somebody of your caucus came in by others' word, and it is them"),
        N_("For 7 days after others set their password their account can't vote or open what is older. Two of their caucus, of other homes than theirs, end that."),
        "", 1, 1, COMMAND_MEMBER, COMMAND_NO_BODY, .run = run_vouch_known },
    { "vouch stop", "vouch stop", N_("stops every new password that was asked for in your name"),
        N_("Every log-in of yours stops them too."), "", 0, 0, COMMAND_MEMBER, COMMAND_NO_BODY, .run = run_vouch_stop },
    { "lost", "lost HANDLE < their new password", N_("begins what helps somebody who lost their password"),
        N_("They type the password they want themselves. Six digits are shown, once: they say them to each neighbour who vouches. It counts {vouching-hours} later, if people of {vouching-homes} homes type `vouch HANDLE` and the digits by then and they do not log in. A steward cannot hurry it."),
        "", 1, 1, COMMAND_OPERATOR, COMMAND_NEW_SECRET, .run = run_lost },
    { "lost back", "lost back HANDLE", N_("takes back what a steward asked for them"), NULL, "", 1, 1, COMMAND_OPERATOR,
        COMMAND_NO_BODY, .run = run_take_back },
};
const size_t command_ways_count = sizeof command_ways / sizeof *command_ways;
