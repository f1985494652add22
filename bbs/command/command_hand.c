/* command_hand.c: people without a device: their list, entries by another's hand, the slip, the sheet (RULES 1.8). */
#include <stdlib.h>
#include <string.h>

#include "aid_window.h"
#include "bbs/command/aid_say.h"
#include "bbs/command/paper.h"
#include "bbs/command/sheet.h"
#include "boards.h"
#include "gettext.h"
#include "hand.h"
#include "language.h"
#include "members.h"
#include "person.h"

enum {
    LISTED_MOST = 40,
};

/* --- the people, and the entries that wait --- */

static void say_person(const struct call *call, struct reply *reply, const struct hand_person *person, json_t *list)
{
    const char *handle = reply_shown(call, person->handle), *home = reply_shown(call, person->home);
    if (person->may_confirm)
        reply_line(reply, _("%lld: %s, home %s, says %s. If you know them: `hands yes %lld`."), (long long)person->id,
            handle, home, reply_shown(call, person->adder), (long long)person->id);
    else
        reply_line(reply, _("%lld: %s, home %s, says %s; waits for the yes of another home"), (long long)person->id,
            handle, home, reply_shown(call, person->adder));
    json_array_append_new(
        list, json_pack("{s:I, s:s, s:s, s:s, s:b, s:b}", "id", (json_int_t)person->id, "handle", person->handle,
                  "home", person->home, "by", person->adder, "mine", person->mine, "may_confirm", person->may_confirm));
}

static json_t *entry_json(const struct hand_entry *entry)
{
    return json_pack("{s:I, s:s, s:I, s:I, s:I, s:s, s:s, s:s, s:s, s:s, s:s, s:b}", "word", (json_int_t)entry->id,
        "kind", hand_kind_name(entry->kind), "subject", (json_int_t)entry->subject, "thread", (json_int_t)entry->thread,
        "at", (json_int_t)entry->at, "for", entry->handle, "by", entry->by.hand, "confirmed_by", entry->by.confirmed_by,
        "struck_by", entry->by.struck_by, "about", entry->about, "body", entry->body, "may_confirm",
        entry->may_confirm);
}

/* "by thandi's hand, not confirmed yet", safe for a terminal. */
static const char *how(const struct call *call, const struct by_hand *by)
{
    char words[600];
    by_hand_words(by, words, sizeof words);
    return reply_shown(call, words);
}

/* For an entry that is not a post: says what she did, as "Says "I can" to this ask:". */
static void say_what(const struct call *call, struct reply *reply, int indent, const struct hand_entry *entry)
{
    char words[300];
    const char *what = hand_kind_words(entry->kind);
    if (what[0] == '\0')
        return;
    snprintf(words, sizeof words, entry->body[0] != '\0' ? "%s:" : "%s.", what);
    reply_text(reply, call, indent, words);
}

static void say_entry(const struct call *call, struct reply *reply, const struct hand_entry *entry)
{
    char when[32];
    reply_line(reply, _("Number %lld: %s, %s, %s"), (long long)entry->id, reply_shown(call, entry->handle),
        how(call, &entry->by), reply_time(entry->at, when));
    if (entry->thread != 0)
        reply_line(reply, _("  Post %lld in \"%s\""), (long long)entry->subject, reply_shown(call, entry->about));
    else
        say_what(call, reply, 2, entry);
    if (entry->body[0] != '\0')
        reply_text(reply, call, 2, entry->body);
    if (entry->may_confirm && entry->nameless)
        reply_line(reply,
            _("  Ask %s for whom that was, then ask them. If they said so: `hands confirm %lld`; if not: `hands strike %lld`."),
            reply_shown(call, entry->by.hand), (long long)entry->id, (long long)entry->id);
    else if (entry->may_confirm)
        reply_line(reply, _("  Ask them. If they said so: `hands confirm %lld`; if not: `hands strike %lld`."),
            (long long)entry->id, (long long)entry->id);
}

/* *last: the last one on the page; only those that are older than it before it was called, 0: all. */
static enum result say_words(const struct call *call, struct reply *reply, enum hand_which which, int64_t member,
    struct call_page *page, json_t *list, int64_t *last)
{
    const struct speaker *speaker = call->speaker;
    size_t count = 0;
    struct hand_entry *words = xcalloc(page->load, sizeof *words);
    enum result result =
        hand_entries_list(speaker->store, speaker->actor, which, member, *last, page->load, words, &count);
    call_page_of(page, count);
    for (size_t i = page->first; i < page->end; i++) {
        say_entry(call, reply, &words[i]);
        json_array_append_new(list, entry_json(&words[i]));
        *last = words[i].id;
    }
    hand_entries_free(words, count);
    free(words);
    return result;
}

/* When her leaving is confirmed: says so, because for a day it can still be struck. */
static void say_leaving(const struct call *call, struct reply *reply, const struct member *member)
{
    struct hand_entry entry;
    if (hand_entry_of(call->speaker->store, call->speaker->actor, HAND_LEAVE, member->id, &entry) != RESULT_OK)
        return;
    if (entry.by.struck_by[0] == '\0' && entry.by.confirmed_by[0] != '\0')
        reply_line(reply, _("  They leave the house within a day. If they did not say so: `hands strike %lld`."),
            (long long)entry.id);
    hand_entries_free(&entry, 1);
}

static enum result say_people(
    const struct call *call, struct reply *reply, struct call_page *page, json_t *members, json_t *waiting)
{
    const struct speaker *speaker = call->speaker;
    struct hand_person *people = xcalloc(page->load, sizeof *people);
    struct member *list = xcalloc(page->load, sizeof *list);
    size_t count = 0, open = 0;
    enum result result = hand_members_list(speaker->store, speaker->actor, list, page->load, &count);
    call_page_of(page, count);
    for (size_t i = page->first; i < page->end; i++) {
        reply_line(reply, _("%s, home %s, has no device."), reply_shown(call, list[i].handle),
            reply_shown(call, list[i].home));
        say_leaving(call, reply, &list[i]);
        json_array_append_new(members, json_string(list[i].handle));
    }
    free(list);
    if (result == RESULT_OK)
        result = hand_members_waiting(speaker->store, speaker->actor, speaker->now, people, page->load, &open);
    call_page_of(page, open);
    for (size_t i = page->first; i < page->end; i++)
        say_person(call, reply, &people[i], waiting);
    free(people);
    if (result == RESULT_OK && count + open == 0)
        reply_line(reply, "%s", _("Nobody here is without a device. `hands add NAME --home H` adds somebody."));
    else if (result == RESULT_OK && count > 0)
        reply_line(reply, "%s",
            _("`post`, `reply`, `ask`, `offer` and `aid can` take --for NAME. In a meeting `enter`, `hand`, `say`, "
              "`position` and `vote` take it too. `slip NAME` prints what stands in their name."));
    return result;
}

static enum result run_hands(const struct call *call, struct reply *reply)
{
    struct call_page page; /* of three lists, one below the other */
    if (!call_page(call, LISTED_MOST, &page, reply))
        return reply->result;
    json_t *members = json_array(), *waiting = json_array(), *words = json_array();
    enum result result = say_people(call, reply, &page, members, waiting);
    if (result == RESULT_OK)
        result = say_words(call, reply, HAND_ENTRIES_WAITING, 0, &page, words, &(int64_t) { 0 });
    if (page.more)
        call_page_end(call, &page, reply);
    reply->json = json_pack("{s:o, s:o, s:o}", "people", members, "people_waiting", waiting, "words_waiting", words);
    return reply_from_store(reply, result, call->speaker->store);
}

/* The words of a call as one name, so that "Gogo Maria" needs no quotes. */
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
    struct call_page page;
    int64_t before = 0;
    enum result result = RESULT_OK;
    if (!call_before(call, reply, &before))
        return reply->result;
    if (!call_page(call, LISTED_MOST, &page, reply))
        return reply->result;
    if (call->words > 0)
        result = actor_by_hand_of(speaker->store, speaker->actor, name_of(call, &name), speaker->now, &voice);
    buffer_clear(&name);
    reply->json = json_array();
    if (result == RESULT_OK)
        result = say_words(call, reply, HAND_ENTRIES_ALL, voice.member, &page, reply->json, &before);
    if (page.more)
        call_more_number(call, "before", before, reply);
    if (result == RESULT_OK && page.end == 0)
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
        return reply_usage(reply, _("Type it like this: %s"), call_usage(call));
    enum result result =
        hand_member_add(speaker->store, speaker->actor, name_of(call, &name), home, speaker->now, &person);
    buffer_clear(&name);
    if (result == RESULT_OK) {
        reply_line(reply,
            _("%s, home %s: they count once somebody of another home than theirs and yours says yes. Their home screen tells them."),
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
        reply_line(reply, "%s",
            yes ? _("They are a member now. `post`, `reply`, `ask`, `offer` and `aid can` take --for NAME.")
                : _("Taken back."));
    return reply_from_store(reply, result, speaker->store);
}

static enum result run_leave(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    struct actor voice;
    struct buffer name = { 0 };
    int64_t entry = 0;
    enum result result = actor_by_hand_of(speaker->store, speaker->actor, name_of(call, &name), speaker->now, &voice);
    buffer_clear(&name);
    if (result == RESULT_OK)
        result = hand_member_leaves(speaker->store, speaker->actor, voice.member, speaker->now, &entry);
    if (result == RESULT_OK) {
        reply_line(reply,
            _("Noted, as number %lld. Somebody of a third home asks them and confirms it. A day later %s has left. "
              "Until then anybody strikes it if they say that it is not so: `hands strike %lld`."),
            (long long)entry, reply_shown(call, voice.handle), (long long)entry);
        reply->json = json_pack("{s:I}", "word", (json_int_t)entry);
    }
    return reply_from_store(reply, result, speaker->store);
}

static enum result run_entry(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    const char *what = strchr(call->command->name, ' ') + 1;
    int64_t entry;
    bool confirms = strcmp(what, "confirm") == 0, strikes = strcmp(what, "strike") == 0;
    if (!call_number(call, 0, &entry, reply))
        return RESULT_INVALID;
    enum result result = (confirms  ? hand_confirm
                          : strikes ? hand_strike
                                    : hand_unstrike)(speaker->store, speaker->actor, entry, speaker->now);
    struct hand_entry found;
    bool leaves = false;
    if (result == RESULT_OK && hand_entry_get(speaker->store, speaker->actor, entry, &found) == RESULT_OK) {
        leaves = found.kind == HAND_LEAVE;
        hand_entries_free(&found, 1);
    }
    if (result == RESULT_OK)
        reply_line(reply, "%s",
            confirms && leaves ? _("Confirmed. They leave in a day. Until then anybody can strike it, if they say "
                                   "that it is not so.")
            : confirms         ? _("Confirmed: they said so.")
            : strikes          ? _("Struck, as they say that it is not theirs. Your name stands beside it.")
                               : _("It stands again."));
    return reply_from_store(reply, result, speaker->store);
}

/* --- on paper --- */

/* The replies to her post, so that somebody can read them to her. */
static void say_answers(const struct call *call, struct reply *reply, const struct hand_entry *entry)
{
    struct post posts[LISTED_MOST];
    size_t count = LISTED_MOST;
    int64_t after = entry->subject;
    while (entry->thread != 0 && count == LISTED_MOST) { /* an answer may stand far behind */
        if (posts_page(call->speaker->store, call->speaker->actor, entry->thread, PAGE_AFTER, after, LISTED_MOST, posts,
                &count) != RESULT_OK)
            return;
        for (size_t i = 0; i < count; i++)
            if (posts[i].parent == entry->subject && posts[i].state == POST_SHOWN) {
                reply_line(reply, _("     %s answered:"), reply_shown(call, posts[i].handle));
                reply_text(reply, call, 8, posts[i].body);
                buffer_string(&reply->text, "\n");
            }
        after = count > 0 ? posts[count - 1].id : after;
        posts_free(posts, count);
    }
}

/* The present state of her ask or offer, so that somebody can tell her. */
static void say_aid(
    const struct call *call, struct reply *reply, const struct actor *voice, const struct hand_entry *entry)
{
    const struct speaker *speaker = call->speaker;
    struct aid aid;
    bool offer = entry->kind == HAND_OFFER;
    enum result result = offer ? aid_offer_get(speaker->store, voice, entry->subject, speaker->now, &aid)
                               : aid_ask_get(speaker->store, voice, entry->subject, speaker->now, &aid);
    if (result != RESULT_OK)
        return;
    reply_line(reply, _("    Now: %s."),
        aid.state == AID_ANSWERED ? _("somebody can; it waits for a yes") : aid_state_words(aid.state));
    aid_rows_free(&aid, 1);
}

static void say_thread(
    const struct call *call, struct reply *reply, const struct actor *voice, const struct aid_match *match)
{
    struct aid_message words[LISTED_MOST];
    size_t count = 0;
    char older[120];
    if (aid_messages_before(call->speaker->store, voice, match->id, 0, LISTED_MOST, words, &count) != RESULT_OK)
        return;
    if (count == LISTED_MOST) {
        snprintf(older, sizeof older, _("Older ones: aid match %lld --before %lld"), (long long)match->id,
            (long long)words[0].id);
        reply_line(reply, "    %s --for %s", older, reply_shown(call, voice->handle));
    }
    for (size_t i = 0; i < count; i++) {
        if (words[i].mine)
            reply_line(reply, "%s", _("    In your name was written:"));
        else
            reply_line(reply, _("    %s wrote:"), reply_shown(call, match->other));
        reply_text(reply, call, 8, words[i].body);
    }
    aid_messages_free(words, count);
}

static const char *match_words(enum match_state state)
{
    return state <= MATCH_HOLDS  ? _("it waits for the other's yes")
           : state == MATCH_DONE ? aid_state_words(AID_DONE)
                                 : _("it was not agreed on");
}

/* The other person of her match, and the messages of the two. */
static void say_meeting(
    const struct call *call, struct reply *reply, const struct actor *voice, const struct hand_entry *entry)
{
    const struct speaker *speaker = call->speaker;
    struct aid_match match;
    char when[AID_WINDOW_BYTES], person[PERSON_BYTES];
    if (aid_match_get(speaker->store, voice, entry->subject, speaker->now, &match) != RESULT_OK)
        return;
    if (match.state == MATCH_AGREED) {
        reply_line(reply, _("    Agreed with %s, %s."),
            reply_shown(call, person_words(match.other, match.home, person)),
            aid_window_say(match.starts, match.ends, false, speaker->now, when));
        if (match.reach[0] != '\0')
            reply_line(reply, _("    How to reach each other: %s"), reply_shown(call, match.reach));
        say_thread(call, reply, voice, &match);
    } else
        reply_line(reply, _("    Now: %s."), match_words(match.state));
}

static void slip_word(
    const struct call *call, struct reply *reply, const struct actor *voice, const struct hand_entry *entry)
{
    char when[32];
    bool struck = entry->by.struck_by[0] != '\0';
    buffer_string(&reply->text, "\n");
    reply_line(reply, _("Number %lld, %s"), (long long)entry->id, reply_time(entry->at, when));
    if (entry->thread != 0)
        reply_line(reply, _("In \"%s\""), reply_shown(call, entry->about));
    reply_line(reply, "%s", how(call, &entry->by));
    buffer_string(&reply->text, "\n");
    say_what(call, reply, 4, entry);
    if (struck)
        reply_text(reply, call, 4, _("[struck]"));
    else if (entry->body[0] != '\0')
        reply_text(reply, call, 4, entry->body);
    else if (entry->kind == HAND_POST)
        reply_line(reply, "    %s", _("[covered]"));
    if (!struck && (entry->kind == HAND_ASK || entry->kind == HAND_OFFER))
        say_aid(call, reply, voice, entry);
    else if (!struck && (entry->kind == HAND_ANSWER || entry->kind == HAND_ACCEPT))
        say_meeting(call, reply, voice, entry);
    buffer_string(&reply->text, "\n");
    say_answers(call, reply, entry);
}

static void slip(
    const struct call *call, struct reply *reply, const struct actor *voice, int64_t before, struct call_page *page)
{
    struct hand_entry *words = xcalloc(page->load, sizeof *words);
    size_t count = 0;
    char title[200];
    snprintf(title, sizeof title, _("FOR %s: WHAT WAS WRITTEN IN YOUR NAME"), reply_shown(call, voice->handle));
    paper_head(reply, call, title);
    snprintf(title, sizeof title, _("It is for %s alone: hang it on no door."), reply_shown(call, voice->handle));
    reply_text(reply, call, 0, title);
    hand_entries_list(
        call->speaker->store, call->speaker->actor, HAND_ENTRIES_ALL, voice->member, before, page->load, words, &count);
    call_page_of(page, count);
    if (count == 0)
        reply_line(reply, "%s", _("Nothing yet."));
    for (size_t i = page->first; i < page->end; i++) {
        slip_word(call, reply, voice, &words[i]);
        json_array_append_new(reply->json, entry_json(&words[i]));
    }
    if (page->more)
        reply_line(reply, _("What is older stands on another slip: slip %s --before %lld"),
            reply_shown(call, voice->handle), (long long)words[page->end - 1].id);
    hand_entries_free(words, count);
    free(words);
    paper_rule(reply, call);
    reply_text(reply, call, 0,
        _("Is a word of it not yours? Tell any neighbour who lives here, with the number of the word: it is struck at once "
          "(\"hands strike 14\"). \"Not confirmed yet\" means that nobody of another home has asked you so far. Nobody "
          "votes secretly in your name."));
    reply_text(reply, call, 0,
        _("What you ask of neighbours, and what you answer them, stands only on the slip of the one who wrote it. "
          "Ask each who writes for you to print it."));
}

static enum result run_slip(const struct call *call, struct reply *reply)
{
    struct speaker paper;
    struct call printed = paper_call(call, &paper);
    struct actor voice;
    struct buffer name = { 0 };
    struct call_page page;
    int64_t before = 0;
    if (!call_before(call, reply, &before))
        return reply->result;
    if (!call_page(call, LISTED_MOST, &page, reply))
        return reply->result;
    enum result result = actor_by_hand_of(paper.store, paper.actor, name_of(call, &name), paper.now, &voice);
    buffer_clear(&name);
    reply->json = json_array();
    if (result == RESULT_OK)
        slip(&printed, reply, &voice, before, &page);
    return reply_from_store(reply, result, paper.store);
}

const struct command command_hands[] = {
    { "hands", "hands [--page N]", N_("people without a device, and what waits for another home's yes"),
        N_("Whoever has no device is a member all the same. Neighbours write in their name: `post`, `reply`, `ask`, "
           "`offer`, `aid can`, `report`, `appeal` with --for NAME. What they write stands at once. It is marked as "
           "not confirmed until somebody of a third home has asked them."),
        "page=", 0, 0, COMMAND_MEMBER, COMMAND_NO_BODY, .run = run_hands },
    { "hands add", "hands add NAME --home H", N_("adds somebody without a device"),
        N_("NAME as people call them; H is their home, like C 14. They count once somebody of another home says yes."),
        "home=", 1, 6, COMMAND_MEMBER, COMMAND_NO_BODY, .run = run_add },
    { "hands yes", "hands yes N", N_("says, for a second home, that they live here"),
        N_("N is the number that `hands` shows. Say yes to people you know."), "", 1, 1, COMMAND_MEMBER,
        COMMAND_NO_BODY, .run = run_person },
    { "hands withdraw", "hands withdraw N", N_("takes back somebody whom you added"), NULL, "", 1, 1, COMMAND_MEMBER,
        COMMAND_NO_BODY, .run = run_person },
    { "hands leave", "hands leave NAME", N_("they leave the house for good, and say so to you"),
        N_("Somebody of a third home, not theirs and not yours, asks them and confirms it. It counts a day later. "
           "Until then anybody strikes it if they say that it is not so. Their posts stay, under \"a former "
           "member\"."),
        "", 1, 6, COMMAND_MEMBER, COMMAND_NO_BODY, .run = run_leave },
    { "hands words", "hands words [NAME] [--before N]", N_("what was written by another's hand, newest first"), NULL,
        "before=", 0, 6, COMMAND_MEMBER, COMMAND_NO_BODY, .run = run_words },
    { "hands confirm", "hands confirm N", N_("you asked them, and they said so"),
        N_("By somebody of another home than the hand's and theirs."), "", 1, 1, COMMAND_MEMBER, COMMAND_NO_BODY,
        .run = run_entry },
    { "hands strike", "hands strike N", N_("strikes what they say is not theirs"),
        N_("What was written is withdrawn, and it stands there who struck it. For 24 hours `hands unstrike` puts back a post, an ask or an offer, and a yes that two had agreed on."),
        "", 1, 1, COMMAND_MEMBER, COMMAND_NO_BODY, .run = run_entry },
    { "hands unstrike", "hands unstrike N", N_("takes a striking back, within 24 hours"),
        N_("By whoever struck it, or somebody of another home."), "", 1, 1, COMMAND_MEMBER, COMMAND_NO_BODY,
        .run = run_entry },
    { "slip", "slip NAME [--before N]", N_("on paper: what was written in their name, and how to have it struck"),
        N_("80 columns of plain text, to print or to read aloud: `ssh HANDLE@host slip NAME | lp`. Their asks, and what was answered for them, stand on the slip that the hand which wrote them prints."),
        "before=", 1, 6, COMMAND_MEMBER, COMMAND_NO_BODY, .run = run_slip },
    { "sheet", "sheet [--public|--aloud]", N_("one page for the shop door, or for reading aloud"),
        N_("For the door: what everybody must know now, what is public, and how to have a word written. Of asks and "
           "offers it has the kind, the block and a number. It has no name and no word of the street's own. --public "
           "leaves asks and offers out: for a door that strangers pass. --aloud is for reading to those who live "
           "here, and hangs on no door. It also has the words, where hands are needed, what can be borrowed, and who "
           "does what. It tells what was talked about on the street's own boards."),
        "public aloud", 0, 0, COMMAND_MEMBER, COMMAND_NO_BODY, .run = sheet_run },
};
const size_t command_hands_count = sizeof command_hands / sizeof *command_hands;
