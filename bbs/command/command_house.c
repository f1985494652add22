/* command_house.c: the commands of a steward from the shell (RULES 1.10). */
#include <stdlib.h>
#include <string.h>

#include "bbs/command/command_table.h"
#include "boards.h"
#include "gettext.h"
#include "homes.h"
#include "lost.h"
#include "units.h"

static char *first_line(const struct call *call)
{
    if (call->body == NULL)
        return NULL;
    size_t length = 0;
    while (length < call->body_length && call->body[length] != '\n' && call->body[length] != '\0')
        length++;
    return xstrndup(call->body, length);
}

static void say_added(const struct call *call, struct reply *reply, int64_t member)
{
    struct member added = { 0 };
    struct house house = { 0 };
    char home[HOME_BYTES] = "";
    const char *asked = call_option(call, "household"); /* NULL: a workplace, whose members need no home */
    house_get(call->speaker->store, call->speaker->actor->here, &house);
    if (asked != NULL)
        home_form(asked, house.blocks, home);
    member_get(call->speaker->store, call->speaker->actor, member, &added);
    if (added.waits)
        reply_line(reply,
            _("%s has an account, and waits. Founding time is over, so somebody of home %s says yes first. If that "
              "home is new, somebody of a second home of its block does. It stands on their home screens."),
            reply_shown(call, added.handle), reply_shown(call, home));
    else if (added.home[0] == '\0')
        reply_line(reply, _("%s is a member."), reply_shown(call, added.handle));
    else
        reply_line(
            reply, _("%s is a member, of home %s."), reply_shown(call, added.handle), reply_shown(call, added.home));
    reply->json = json_pack("{s:I, s:s, s:b}", "id", (json_int_t)member, "handle", added.handle, "waits", added.waits);
}

static enum result run_member_add(const struct call *call, struct reply *reply)
{
    int64_t member;
    char *password = call_option(call, "password-stdin") ? first_line(call) : NULL;
    struct member_new form = {
        .handle = call->word[0],
        .home = call_option(call, "household"),
        .password = password,
        .key = call_option(call, "key"),
        .password_due = password != NULL,
    };
    struct house house = { 0 };
    house_get(call->speaker->store, call->speaker->actor->here, &house);
    enum result result = unit_require_here(call->speaker->store, call->speaker->actor);
    if (result != RESULT_OK) {
        reply_from_store(reply, result, call->speaker->store);
    } else if ((form.home == NULL && house.kind != UNIT_FORUM) || (password == NULL && form.key == NULL)) {
        reply_refuse(reply, RESULT_INVALID, _("They need a home and a way in: %s"), call_usage(call));
    } else if ((result = member_add(call->speaker->store, call->speaker->actor, &form, call->speaker->now, &member)) ==
               RESULT_OK) {
        say_added(call, reply, member);
    } else
        reply_from_store(reply, result, call->speaker->store);
    if (password != NULL)
        explicit_bzero(password, strlen(password));
    free(password);
    return reply->result;
}

static enum result run_board_add(const struct call *call, struct reply *reply)
{
    int64_t board;
    enum visibility visibility = VISIBLE_UNIT;
    const char *title = call_option(call, "title"), *seen = call_option(call, "visibility");
    if (title == NULL || (seen != NULL && !board_visibility_parse(seen, &visibility))) {
        return reply_usage(reply, _("Type it like this: %s"), call_usage(call));
    }
    enum result result = unit_require_here(call->speaker->store, call->speaker->actor);
    if (result == RESULT_OK)
        result = board_add(call->speaker->store, call->speaker->actor, call->speaker->actor->here, call->word[0], title,
            visibility, call->speaker->now, &board);
    if (result == RESULT_OK) {
        reply_line(reply, _("The board %s is there."), call->word[0]);
        reply->json = json_pack("{s:I, s:s}", "id", (json_int_t)board, "slug", call->word[0]);
    }
    return reply_from_store(reply, result, call->speaker->store);
}

static enum result run_seat(const struct call *call, struct reply *reply)
{
    struct member member;
    char time[32];
    int64_t until = call->speaker->now + seat_term(call->speaker->store, call->speaker->actor->here, call->word[0]);
    enum result result = unit_require_here(call->speaker->store, call->speaker->actor);
    if (result == RESULT_OK)
        result = member_by_handle(call->speaker->store, call->speaker->actor, call->word[1], &member);
    if (result == RESULT_OK)
        result = seat_give(call->speaker->store, call->speaker->actor, call->speaker->actor->here, call->word[0],
            member.id, until, call->speaker->now);
    if (result == RESULT_OK)
        reply_line(reply, _("%s is %s until %s. It stands on their home screen and in the book."),
            reply_shown(call, member.handle), call->word[0], reply_time(until, time));
    return reply_from_store(reply, result, call->speaker->store);
}

/* A steward names the member whose task ends; a member gives back her own task. */
static enum result run_seat_back(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    struct member member = { .id = speaker->actor->member };
    enum result result = unit_require_here(speaker->store, speaker->actor);
    if (call->words < 2 && speaker->actor->kind == ACTOR_OPERATOR)
        return reply_usage(reply, _("Type it like this: %s"), call_usage(call));
    if (result == RESULT_OK && call->words == 2)
        result = member_by_handle(speaker->store, speaker->actor, call->word[1], &member);
    if (result == RESULT_OK)
        result = seat_take_back(
            speaker->store, speaker->actor, speaker->actor->here, call->word[0], member.id, speaker->now);
    if (result == RESULT_OK)
        reply_line(reply, _("The task of %s is free again."), call->word[0]);
    return reply_from_store(reply, result, speaker->store);
}

static enum result run_reset(const struct call *call, struct reply *reply)
{
    char *password = first_line(call);
    if (password == NULL)
        return reply_usage(reply, _("The new password comes on standard input: %s"), call_usage(call));
    bool set;
    struct lost_answer request;
    enum result result = password_reset(
        call->speaker->store, call->speaker->actor, call->word[0], password, call->speaker->now, &set, &request);
    explicit_bzero(password, strlen(password));
    free(password);
    if (result == RESULT_OK && set)
        reply_text(reply, call, 0,
            _("Set. They change it when they log in next, and before that nothing is open to them. For 7 days older "
              "letters, drafts, caucus, care and the words of two who help each other stay shut to their account. "
              "Two of their caucus can open them: they say that it is them. It stands in the book and on their home "
              "screen."));
    else if (result == RESULT_OK) {
        reply_text(reply, call, 0,
            _("Nothing is set: 14 days after founding no steward sets a password any more. It is asked for in their name, as `lost` does."));
        call_say_lost(reply, call, &request);
    }
    explicit_bzero(&request, sizeof request);
    return reply_from_store(reply, result, call->speaker->store);
}

static enum result run_homes(const struct call *call, struct reply *reply)
{
    enum { HOMES_SHOWN = 500 }; /* a street has about 100 */
    struct call_page page;
    size_t count = 0;
    if (!call_page(call, HOMES_SHOWN, &page, reply))
        return reply->result;
    struct home_row *homes = xcalloc(page.load, sizeof *homes);
    enum result result = homes_list(call->speaker->store, call->speaker->actor, false, homes, page.load, &count);
    call_page_of(&page, count);
    reply->json = json_array();
    for (size_t i = page.first; i < page.end; i++) {
        reply_line(reply,
            homes[i].unwritten
                ? ngettext("%s: %lld person; this is no block and number of the street",
                      "%s: %lld people; this is no block and number of the street", (unsigned long)homes[i].people)
                : ngettext("%s: %lld person", "%s: %lld people", (unsigned long)homes[i].people),
            reply_shown(call, homes[i].label), (long long)homes[i].people);
        json_array_append_new(reply->json, json_pack("{s:s, s:I, s:b}", "home", homes[i].label, "people",
                                               (json_int_t)homes[i].people, "unwritten", homes[i].unwritten));
    }
    if (result == RESULT_OK && count == 0)
        reply_line(reply, "%s", _("No home is in yet."));
    call_page_end(call, &page, reply);
    free(homes);
    return reply_from_store(reply, result, call->speaker->store);
}

/* `home write 14 Moema St --to C 14`: the present label may contain blanks. */
static enum result run_home_write(const struct call *call, struct reply *reply)
{
    struct buffer label = { 0 };
    const char *to = call_option(call, "to");
    if (to == NULL)
        return reply_usage(reply, _("Type it like this: %s"), call_usage(call));
    for (int i = 0; i < call->words; i++)
        buffer_format(&label, "%s%s", i > 0 ? " " : "", call->word[i]);
    enum result result =
        home_write(call->speaker->store, call->speaker->actor, buffer_text(&label), to, call->speaker->now);
    if (result == RESULT_OK)
        reply_line(reply, "%s", _("Written. Its people read it on the home screen."));
    buffer_clear(&label);
    return reply_from_store(reply, result, call->speaker->store);
}

static void say_unwritten(const struct call *call, struct reply *reply)
{
    int64_t unwritten = homes_unwritten(call->speaker->store, call->speaker->actor->here);
    if (unwritten > 0)
        reply_line(reply,
            ngettext("%lld home is of no such block: `homes` names it.",
                "%lld homes are of no such block: `homes` names them.", (unsigned long)unwritten),
            (long long)unwritten);
}

/* Guests read what is public of every street and workplace, so each of them says yes. */
static void say_guests(const struct call *call, struct reply *reply)
{
    struct house house;
    if (strcmp(call->word[0], "guests") == 0 && call->words > 1 && strcmp(call->word[1], "yes") == 0 &&
        house_get(call->speaker->store, call->speaker->actor->here, &house) == RESULT_OK && !house.guests)
        reply_text(
            reply, call, 0, _("Guests come in when every street and workplace of the house says yes; not all have."));
}

static enum result run_set(const struct call *call, struct reply *reply)
{
    struct buffer value = { 0 };
    for (int i = 1; i < call->words; i++)
        buffer_format(&value, "%s%s", i > 1 ? " " : "", call->word[i]);
    enum result result = strcmp(call->word[0], "demo") == 0
                             ? RESULT_REFUSED
                             : house_set(call->speaker->store, call->speaker->actor, call->word[0], buffer_text(&value),
                                   call->speaker->now);
    buffer_clear(&value);
    if (result == RESULT_OK)
        reply_line(reply, "%s", _("Set."));
    if (result == RESULT_OK)
        say_guests(call, reply);
    if (result == RESULT_OK && strcmp(call->word[0], "blocks") == 0)
        say_unwritten(call, reply);
    else if (strcmp(call->word[0], "demo") == 0)
        return reply_refuse(reply, result, _("Only `bbs demo` makes a made-up street."));
    return reply_from_store(reply, result, call->speaker->store);
}

const struct command command_house[] = {
    { "member add", "member add HANDLE --household H [--password-stdin] [--key FILE]",
        N_("a new member; the home is made if it is new"),
        N_("A home is a block and a number, like C 14. After founding time they wait until somebody of that home "
           "says yes. If the home is new, somebody of a second home of its block does. --password-stdin takes the "
           "first line of standard input; it is changed at the first log-in. --key takes the line of a .pub file, or "
           "from the shell the name of one."),
        "household= password-stdin key=", 1, 1, COMMAND_OPERATOR, COMMAND_BODY, .run = run_member_add },
    { "board add", "board add SLUG --title T [--visibility public|confederation|unit]", N_("a new board"),
        N_("SLUG is the short name that is typed: small letters, digits and -. The unit alone reads it unless --visibility says otherwise."),
        "title= visibility=", 1, 1, COMMAND_OPERATOR, COMMAND_NO_BODY, .run = run_board_add },
    { "seat", "seat TASK HANDLE", N_("gives a task for a term"),
        N_("Facilitator, moderator and delegate for {power-months}; keeper, coordinator, greeter, note-taker and steward for {service-months}. There are two stewards, of two homes."),
        "", 2, 2, COMMAND_OPERATOR, COMMAND_NO_BODY, .run = run_seat },
    { "seat back", "seat back TASK [HANDLE]", N_("takes a task back, at any time"),
        N_("You give back your own. From the shell a steward names whose task is taken back; it stands on their home screen and in the book."),
        "", 1, 2, COMMAND_INSIDER, COMMAND_NO_BODY, .run = run_seat_back },
    { "reset", "reset HANDLE < password", N_("a new password in founding time; later it is only asked for"),
        N_("The password is the first line of standard input. Until 14 days after founding it is set. They change it "
           "at the first log-in, and for 7 days their account cannot open what is older. Later this does what `lost` "
           "does: their neighbours have to vouch. It stands in the book and on their home screen."),
        "", 1, 1, COMMAND_OPERATOR, COMMAND_BODY, .run = run_reset },
    { "homes", "homes [--page N]", N_("the homes, and those that are no block and number"), NULL, "page=", 0, 0,
        COMMAND_OPERATOR, COMMAND_NO_BODY, .run = run_homes },
    { "home write", "home write HOME --to HOME", N_("writes a home of old as a block and a number"),
        N_("Only for a home that `homes` names as no block and number, and only where nobody lives at the new one. Its people read it on the home screen."),
        "to=", 1, 10, COMMAND_OPERATOR, COMMAND_NO_BODY, .run = run_home_write },
    { "set", "set guests yes|no, set now WORDS, set address HOST:PORT, set blocks A B C, set help NUMBERS",
        N_("lets guests in; what everybody must know now; what invitation cards give as address; the street's blocks; numbers of help"),
        N_("guests: whether guest@ may read what is public. now: one line above everything else on the home screen; "
           "without WORDS it goes away. address: how the house is reached from outside, like bbs.example.org:2222. "
           "blocks: the street's own; a home of another block is refused then. Without any, every block of up to "
           "three letters passes. help: numbers of help outside, shown to whoever says that somebody was hurt. Put ; "
           "between them: Women's line 0800 150 150; Clinic 011 555 01 01."),
        "", 1, 60, COMMAND_OPERATOR, COMMAND_NO_BODY, .run = run_set },
};
const size_t command_house_count = sizeof command_house / sizeof *command_house;
