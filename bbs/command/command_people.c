/* command_people.c: people, myself, help. */
#include <stdlib.h>
#include <string.h>

#include "bbs/command/command_claim.h"
#include "bbs/command/command_table.h"
#include "bbs/demo/demo.h"
#include "boards.h"
#include "care_words.h"
#include "gettext.h"
#include "language.h"
#include "members.h"
#include "person.h"
#include "units.h"

enum { PAGE = 200 };

static enum result run_whoami(const struct call *call, struct reply *reply)
{
    static const char *const kinds[] = { "nobody", "guest", "member", "operator", "caretaker", "waiting" };
    static const char *const words[] = { N_("nobody"), N_("a guest"), "", N_("the operator"), N_("the caretaker"), "" };
    const struct actor *actor = call->speaker->actor;
    struct house house;
    enum result result = house_get(call->speaker->store, call->speaker->actor->here, &house);
    if (result != RESULT_OK)
        return reply_from_store(reply, result, call->speaker->store);
    bool member = actor_has_account(actor);
    const char *name = member ? actor->handle : kinds[actor->kind];
    reply_line(reply, actor->kind == ACTOR_WAITING ? _("%s, in %s; you wait for a home's yes.") : _("%s, in %s."),
        member ? reply_shown(call, name) : _(words[actor->kind]), reply_shown(call, house.name));
    reply->json = json_pack("{s:s, s:s, s:s}", "handle", name, "kind", kinds[actor->kind], "house", house.name);
    return RESULT_OK;
}

static enum result run_who(const struct call *call, struct reply *reply)
{
    struct call_page page;
    size_t count = 0;
    int64_t number = 0;
    if (!call_page(call, PAGE, &page, reply))
        return reply->result;
    struct member *seen = xcalloc(page.load, sizeof *seen);
    enum result result = members_online(
        call->speaker->store, call->speaker->actor, call->speaker->now, &number, seen, page.load, &count);
    call_page_of(&page, count);
    if (result == RESULT_OK)
        reply_line(reply, _("%lld here now."), (long long)number);
    json_t *names = json_array();
    for (size_t i = page.first; i < page.end; i++) {
        reply_line(reply, "  %s", reply_shown(call, seen[i].handle));
        json_array_append_new(names, json_string(seen[i].handle));
    }
    free(seen);
    call_page_end(call, &page, reply);
    reply->json = json_pack("{s:I, s:o}", "number", (json_int_t)number, "names", names);
    return reply_from_store(reply, result, call->speaker->store);
}

static enum result run_people(const struct call *call, struct reply *reply)
{
    struct call_page page;
    size_t count = 0;
    int64_t all;
    char after[HANDLE_BYTES], person[PERSON_BYTES];
    util_copy_text(after, sizeof after, call_option(call, "after") ? call_option(call, "after") : "");
    if (!call_page(call, PAGE, &page, reply))
        return reply->result;
    struct member *list = xcalloc(page.load, sizeof *list);
    enum result result =
        members_list(call->speaker->store, call->speaker->actor, after, page.load, call->speaker->now, list, &count);
    call_page_of(&page, count);
    reply->json = json_array();
    for (size_t i = page.first; i < page.end; i++) {
        reply_line(reply, "%s%s", reply_shown(call, person_words(list[i].handle, list[i].home, person)),
            list[i].by_hand  ? _(", no device: others write for them")
            : list[i].online ? _(", here now")
                             : "");
        json_array_append_new(reply->json, json_pack("{s:I, s:s, s:s, s:b}", "id", (json_int_t)list[i].id, "handle",
                                               list[i].handle, "home", list[i].home, "online", list[i].online));
    }
    if (result == RESULT_OK && (after[0] != '\0' || page.more) &&
        members_count(call->speaker->store, call->speaker->actor, &all) == RESULT_OK)
        reply_line(reply, _("%zu of %lld"), page.end, (long long)all);
    if (page.more)
        call_more(call, "after", list[page.end - 1].handle, reply);
    free(list);
    return reply_from_store(reply, result, call->speaker->store);
}

static enum result run_mute_person(const struct call *call, struct reply *reply)
{
    struct member member;
    bool on = strncmp(call->command->name, "un", 2) != 0;
    enum result result = member_by_handle(call->speaker->store, call->speaker->actor, call->word[0], &member);
    if (result == RESULT_OK)
        result = mute_member(call->speaker->store, call->speaker->actor, member.id, on, call->speaker->now);
    if (result == RESULT_OK)
        reply_line(reply, "%s", on ? _("Muted, for you alone; they are not told.") : _("No longer muted."));
    return reply_from_store(reply, result, call->speaker->store);
}

static bool *flag_of(struct settings *settings, const char *name)
{
    if (strcmp(name, "ascii") == 0)
        return &settings->ascii;
    if (strcmp(name, "plain") == 0)
        return &settings->plain;
    if (strcmp(name, "line-mode") == 0)
        return &settings->line_mode;
    if (strcmp(name, "be-seen") == 0)
        return &settings->be_seen;
    if (strcmp(name, "silence") == 0)
        return &settings->silence;
    return NULL;
}

static enum result choose_language(struct settings *settings, const char *value, struct reply *reply)
{
    char languages[LANGUAGES_MOST][LANGUAGE_BYTES];
    struct buffer known = { 0 };
    size_t count = language_list(languages, LANGUAGES_MOST);
    bool found = strcmp(value, "house") == 0;
    for (size_t i = 0; i < count; i++) {
        found = found || strcmp(languages[i], value) == 0;
        buffer_format(&known, ", %s", languages[i]);
    }
    if (found)
        util_copy_text(settings->language, sizeof settings->language, strcmp(value, "house") == 0 ? "" : value);
    else
        reply_refuse(
            reply, RESULT_INVALID, _("The screens are not in that language. There are: house%s."), buffer_text(&known));
    buffer_clear(&known);
    return found ? RESULT_OK : RESULT_INVALID;
}

/* Where she agreed to it: who would hear of her silence. */
static void say_who_hears(const struct call *call, struct reply *reply, const struct care_silence *hears)
{
    char words[CARE_WORDS_BYTES];
    care_hears_words(hears, words);
    reply_text(reply, call, 2, words);
}

static enum result run_settings(const struct call *call, struct reply *reply)
{
    struct settings settings;
    struct claim claim;
    struct care_silence silence;
    char words[CLAIM_WORDS_BYTES];
    bool of_claim = call->words == 2 && strcmp(call->word[0], "woman") == 0;
    enum result result = settings_get(call->speaker->store, call->speaker->actor, &settings);
    if (of_claim && (command_claim_take(call, reply, call->word[1]) != RESULT_OK || reply->asks))
        return reply->result;
    if (result == RESULT_OK && call->words == 2 && !of_claim) {
        const char *value = call->word[1];
        bool *flag = flag_of(&settings, call->word[0]);
        if (flag != NULL && strcmp(value, "yes") != 0 && strcmp(value, "no") != 0)
            return reply_refuse(reply, RESULT_INVALID, _("Say yes or no."));
        if (flag != NULL)
            *flag = strcmp(value, "yes") == 0;
        else if (strcmp(call->word[0], "shared") == 0) {
            if (!settings_shared_parse(value, &settings.shared))
                return reply_refuse(reply, RESULT_INVALID, _("Say ask, always or never."));
        } else if (strcmp(call->word[0], "selected") == 0) {
            if (!settings_marking_parse(value, &settings.marking))
                return reply_refuse(reply, RESULT_INVALID, _("Say reverse, bold or sign."));
        } else if (strcmp(call->word[0], "language") == 0)
            result = choose_language(&settings, value, reply);
        else
            return reply_refuse(reply, RESULT_INVALID,
                _("There is no such setting. There are: language, ascii, plain, selected, line-mode, be-seen, silence, shared, woman."));
        if (result != RESULT_OK)
            return result;
        result = settings_set(call->speaker->store, call->speaker->actor, &settings, call->speaker->now);
        reply->settings = result == RESULT_OK;
        language_speak(settings.language);
    }
    if (result != RESULT_OK)
        return reply_from_store(reply, result, call->speaker->store);
    if ((result = command_claim_read(call, reply, &claim)) != RESULT_OK)
        return result;
    reply_line(reply, _("language %s: the words of this program; `house` is the house's own"),
        settings.language[0] ? settings.language : "house");
    reply_line(reply, _("ascii %s: lines and arrows in plain letters"), settings.ascii ? "yes" : "no");
    reply_line(reply, _("plain %s: no colour"), settings.plain ? "yes" : "no");
    reply_line(reply, _("selected %s: how lists show the row you are on: reverse, bold, sign"),
        settings_marking_name(settings.marking));
    reply_line(reply, _("line-mode %s: always line mode"), settings.line_mode ? "yes" : "no");
    reply_line(reply, _("be-seen %s: your name may stand in `who`"), settings.be_seen ? "yes" : "no");
    reply_line(reply, _("silence %s: your greeter hears of it, once, when nobody saw you here for 14 days"),
        settings.silence ? "yes" : "no");
    bool hears = settings.silence && care_silence_hears(call->speaker->store, call->speaker->actor, call->speaker->now,
                                         &silence) == RESULT_OK;
    if (hears)
        say_who_hears(call, reply, &silence);
    reply_line(reply, _("shared %s: whether the computer is shared: ask at each log-in by password, always, never"),
        settings_shared_name(settings.shared));
    reply_line(reply, "woman %s:", claim.said != 0 ? "yes" : "no");
    reply_text(reply, call, 2, claim_words(&claim, words));
    reply->json = json_pack("{s:s, s:b, s:b, s:s, s:b, s:b, s:b, s:s, s:s}", "language", settings.language, "ascii",
        settings.ascii, "plain", settings.plain, "selected", settings_marking_name(settings.marking), "line_mode",
        settings.line_mode, "be_seen", settings.be_seen, "silence", settings.silence, "shared",
        settings_shared_name(settings.shared), "woman", claim_state_name(claim.state));
    if (hears)
        json_object_set_new(reply->json, "silence_hears", json_string(silence.handle));
    return RESULT_OK;
}

static enum result run_keys(const struct call *call, struct reply *reply)
{
    enum { KEYS_SHOWN = 20 };
    struct call_page page;
    size_t count = 0;
    if (!call_page(call, KEYS_SHOWN, &page, reply))
        return reply->result;
    struct key *keys = xcalloc(page.load, sizeof *keys);
    enum result result = keys_list(call->speaker->store, call->speaker->actor, keys, page.load, &count);
    call_page_of(&page, count);
    reply->json = json_array();
    for (size_t i = page.first; i < page.end; i++) {
        reply_line(reply, "%lld: %s %s %s", (long long)keys[i].id, keys[i].type, keys[i].fingerprint,
            reply_shown(call, keys[i].comment));
        json_array_append_new(reply->json, json_pack("{s:I, s:s, s:s}", "id", (json_int_t)keys[i].id, "type",
                                               keys[i].type, "fingerprint", keys[i].fingerprint));
    }
    free(keys);
    call_page_end(call, &page, reply);
    if (result == RESULT_OK && count == 0)
        reply_line(reply, _("No keys. `key add ssh-ed25519 AAAA...` adds one: the line of a .pub file."));
    return reply_from_store(reply, result, call->speaker->store);
}

static bool has_words(const struct call *call)
{
    return call->words > 0;
}

/* `key add ssh-ed25519 AAAA... my phone`, or the same line as a text. */
static enum result run_key_add(const struct call *call, struct reply *reply)
{
    int64_t key;
    char *line = has_words(call) ? call_words(call, 0, " ") : call_body(call, reply);
    if (line == NULL)
        return RESULT_INVALID;
    enum result result = key_add(call->speaker->store, call->speaker->actor, line, call->speaker->now, &key);
    free(line);
    if (result == RESULT_OK)
        reply_line(reply, _("Key %lld opens your door from now on."), (long long)key);
    return reply_from_store(reply, result, call->speaker->store);
}

static enum result run_key_remove(const struct call *call, struct reply *reply)
{
    int64_t key;
    if (!call_number(call, 0, &key, reply))
        return RESULT_INVALID;
    enum result result = key_remove(call->speaker->store, call->speaker->actor, key, call->speaker->now);
    if (result == RESULT_OK)
        reply_line(reply, "%s", _("That key opens nothing any more."));
    return reply_from_store(reply, result, call->speaker->store);
}

static enum result run_about_me(const struct call *call, struct reply *reply)
{
    char *json;
    enum result result = member_file(call->speaker->store, call->speaker->actor, call->speaker->now, &json);
    if (result != RESULT_OK)
        return reply_from_store(reply, result, call->speaker->store);
    reply_text(reply, call, 0, json);
    reply->json = json_loads(json, 0, NULL);
    free(json);
    return RESULT_OK;
}

static enum result run_tour(const struct call *call, struct reply *reply)
{
    struct house house;
    if (house_get(call->speaker->store, call->speaker->actor->here, &house) != RESULT_OK || !house.demo)
        return reply_refuse(
            reply, RESULT_REFUSED, _("The tour goes through a made-up street only: `make run` has one."));
    reply_text(reply, call, 0, demo_tour());
    return RESULT_OK;
}

/* RULES 10.3: for good. Her own name makes sure that nobody leaves by a slip of the hand. */
static enum result run_leave(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    const char *means = _(
        "Your keys, password and the ways to reach you are gone at once. What you wrote stays under \"a former member\"; withdraw first what you do not want to stay. Your name is never given to another.");
    struct member named = { 0 };
    if (call->words == 0) {
        return reply_refuse(reply, RESULT_INVALID, _("%s To leave this house for good, add your name: `leave %s`."),
            means, speaker->actor->handle);
    }
    /* Who waits for a home knows of nobody here. */
    if (strcmp(call->word[0], speaker->actor->handle) != 0 &&
        (member_by_handle(speaker->store, speaker->actor, call->word[0], &named) != RESULT_OK ||
            named.id != speaker->actor->member))
        return reply_refuse(reply, RESULT_REFUSED, _("That was not your name. You stay."));
    if (reply_asks(reply, speaker, _("Leave this house for good? %s"), means))
        return reply->result;
    enum result result = member_leave(speaker->store, speaker->actor, speaker->now);
    if (result == RESULT_OK) {
        reply->leave = true;
        reply_line(reply, "%s", _("You left. Go well."));
    }
    return reply_from_store(reply, result, speaker->store);
}

static enum result run_quit(const struct call *call, struct reply *reply)
{
    (void)call;
    reply->leave = true;
    reply_line(reply, "%s", _("Go well."));
    return RESULT_OK;
}

const struct command command_people[] = {
    { "whoami", "whoami", N_("who you are here"), NULL, "", 0, 0, COMMAND_ANYONE, COMMAND_NO_BODY, .run = run_whoami },
    { "who", "who [--page N]", N_("how many are here; names of those who chose to be seen"),
        N_("`settings be-seen yes` lets your name stand here."), "page=", 0, 0, COMMAND_ANYONE, COMMAND_NO_BODY,
        .run = run_who },
    { "people", "people [--after HANDLE]", N_("who lives here"),
        N_("`people --after si` lists the names that come after si: sipho, and those behind."), "after=", 0, 0,
        COMMAND_MEMBER, COMMAND_NO_BODY, .run = run_people, .now = NOW_OUTSIDE },
    { "mute person", "mute person HANDLE", N_("hides a person from you; they are not told"),
        N_("Their posts no longer count as new for you, and their letters do not arrive."), "", 1, 1, COMMAND_MEMBER,
        COMMAND_NO_BODY, .run = run_mute_person },
    { "unmute person", "unmute person HANDLE", N_("shows you a hidden person again"), NULL, "", 1, 1, COMMAND_MEMBER,
        COMMAND_NO_BODY, .run = run_mute_person },
    { "settings", "settings [NAME VALUE]", N_("how this house looks to you"),
        N_("Alone it shows them all. `settings language es` speaks Spanish, `settings language house` what the house speaks. The others are yes or no: ascii, plain, line-mode, be-seen, silence, woman (`help woman`). line-mode counts from the next log-in. `settings selected bold` shows the row you are on in bold letters, `sign` by its sign alone, `reverse` as a bar. `settings shared always` (or never, or ask) says whether the computers you log in from are shared."),
        "", 0, 2, COMMAND_MEMBER, COMMAND_NO_BODY, .run = run_settings, .now = NOW_OUTSIDE },
    { "keys", "keys [--page N]", N_("the keys that open your door"), NULL, "page=", 0, 0, COMMAND_MEMBER,
        COMMAND_NO_BODY, .run = run_keys },
    { "key add", "key add [KEY] [< FILE.pub]", N_("adds a key that opens your door"),
        N_("KEY is one line: `key add ssh-ed25519 AAAA... my phone`. Over ssh it may come on standard input; in line mode you are asked. The line is that of a file that ends with .pub, like ~/.ssh/id_ed25519.pub. `ssh-keygen -t ed25519` makes one."),
        "", 0, 20, COMMAND_MEMBER, COMMAND_BODY, .has_text = has_words, .run = run_key_add },
    { "key remove", "key remove N", N_("takes a key away"), N_("N is the number that `keys` shows."), "", 1, 1,
        COMMAND_MEMBER, COMMAND_NO_BODY, .run = run_key_remove },
    { "about-me", "about-me", N_("all that the house keeps about you"),
        N_("It is JSON; `ssh HANDLE@host about-me > me.json` takes it home as a file. On a shared computer type `prove` first: caucuses, letters and care stand in it."),
        "", 0, 0, COMMAND_ACCOUNT, COMMAND_NO_BODY, .run = run_about_me },
    { "tour", "tour", N_("eight stops through a made-up street"), NULL, "", 0, 0, COMMAND_ANYONE, COMMAND_NO_BODY,
        .run = run_tour },
    { "leave", "leave [YOUR NAME]", N_("leaves this house for good"),
        N_("Alone it says what leaving means; with your own name you leave. A workplace is left by `unit leave`, a meeting by `room leave`; `quit` only logs out."),
        "", 0, 1, COMMAND_ACCOUNT, COMMAND_NO_BODY, .run = run_leave },
    { "quit", "quit", N_("log out"), N_("`exit` and `bye` do the same."), "", 0, 0, COMMAND_ANYONE, COMMAND_NO_BODY,
        .run = run_quit, .now = NOW_OUTSIDE },
};
const size_t command_people_count = sizeof command_people / sizeof *command_people;
