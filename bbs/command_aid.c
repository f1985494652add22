/* command_aid.c: asking, offering, and what comes of it. RULES 3. */
#include <stdlib.h>
#include <string.h>

#include "aid.h"
#include "bbs/command_table.h"
#include "gettext.h"
#include "hand.h"
#include "when.h"

enum { LISTED_MOST = 100, WORDS_MOST = 100, BAR_MOST = 20 };

/* --- reading what was typed --- */

static bool read_kind(const struct call *call, struct reply *reply, int *kind)
{
    const char *word = call_option(call, "kind");
    enum aid_kind found;
    if (word == NULL)
        return true;
    if (!aid_kind_parse(word, &found)) {
        reply_usage(reply, _("--kind is one of: goods, food, care, transport, skill, tool, space, company, other."));
        return false;
    }
    *kind = (int)found;
    return true;
}

static bool read_urgency(const struct call *call, struct reply *reply, int *urgency)
{
    const char *word = call_option(call, "urgency");
    enum aid_urgency found;
    if (word == NULL)
        return true;
    if (!aid_urgency_parse(word, &found)) {
        reply_usage(reply, _("--urgency is one of: today, days, week, whenever."));
        return false;
    }
    *urgency = (int)found;
    return true;
}

/* A day without a time is its beginning for --from, and its end for --until. */
static bool read_when(const struct call *call, struct reply *reply, const char *option, int64_t *out)
{
    const char *word = call_option(call, option);
    struct when when;
    if (word == NULL)
        return true;
    enum when_fault fault = when_read(word, call->speaker->now, &when);
    if (fault != WHEN_GOOD) {
        reply_usage(reply, "--%s: %s", option, when_fault_sentence(fault));
        return false;
    }
    *out = strcmp(option, "until") == 0 ? when.until + !when.has_time : when.at;
    return true;
}

static bool read_count(const struct call *call, struct reply *reply, const char *option, int *out)
{
    const char *word = call_option(call, option);
    int64_t number;
    if (word == NULL)
        return true;
    if (!parse_number(word, &number) || number > AID_MANY_MAX) {
        reply_usage(reply, _("--%s takes a number."), option);
        return false;
    }
    *out = (int)number;
    return true;
}

static bool read_yes(const struct call *call, const char *option)
{
    const char *word = call_option(call, option);
    return word != NULL && strcmp(word, "no") != 0;
}

static bool read_languages(const struct call *call, struct reply *reply, uint32_t *languages)
{
    const char *words = call_option(call, "languages");
    char bad[40], known[300];
    if (words == NULL || aid_languages_parse(words, languages, bad, sizeof bad))
        return true;
    aid_languages_known(known, sizeof known);
    reply_usage(reply, _("The house knows no language %s. It knows: %s."), reply_shown(call, bad), known);
    return false;
}

static bool read_who(const struct call *call, struct reply *reply, struct aid_form *form, char *names)
{
    const char *who = call_option(call, "who");
    size_t count = 0;
    if (who != NULL && !aid_who_parse(who, &form->who_may)) {
        reply_usage(reply, _("--who is one of: anyone, women, my-block, named."));
        return false;
    }
    if (names == NULL)
        return true;
    form->who_may = AID_NAMED;
    for (char *name; (name = strsep(&names, ", ")) != NULL;)
        if (*name != '\0' && count < AID_NAMED_MAX)
            form->named[count++] = name;
    return true;
}

/* --- saying things back --- */

static const char *window_words(
    const struct call *call, int64_t starts, int64_t ends, bool weekly, char *out, size_t size)
{
    char from[WHEN_BYTES], until[WHEN_BYTES];
    int64_t now = call->speaker->now;
    when_say(ends, true, now, until);
    if (starts == 0)
        snprintf(out, size, _("until %s"), until);
    else
        snprintf(
            out, size, weekly ? _("%s to %s, every week") : _("%s to %s"), when_say(starts, true, now, from), until);
    return out;
}

static json_t *aid_json(const struct aid *aid)
{
    json_t *object =
        json_pack("{s:I, s:s, s:s, s:s, s:s, s:s, s:i, s:I, s:I, s:b, s:b, s:b}", "id", (json_int_t)aid->id, "what",
            aid->is_offer ? "offer" : "ask", "kind", aid_kind_name(aid->kind), "line", aid->line, "who", aid->who,
            "state", aid_state_name(aid->state), "many", aid->many, "from", (json_int_t)aid->starts, "until",
            (json_int_t)aid->ends, "weekly", aid->weekly, "mine", aid->mine, "new", aid->is_new);
    json_object_set_new(object, "place", json_string(aid->place));
    json_object_set_new(object, "by_hand", json_string(aid->by_hand));
    if (aid->is_offer) {
        json_object_set_new(object, "capacity", json_integer(aid->capacity));
        json_object_set_new(object, "left", json_integer(aid->left));
    } else {
        json_object_set_new(object, "urgency", json_string(aid_urgency_name(aid->urgency)));
        json_object_set_new(object, "who_may", json_string(aid_who_name(aid->who_may)));
        json_object_set_new(object, "match", json_integer(aid->match));
    }
    if (aid->details != NULL)
        json_object_set_new(object, "details", json_string(aid->details));
    return object;
}

static void say_aid(const struct call *call, struct reply *reply, const struct aid *aid)
{
    char window[2 * WHEN_BYTES + 32];
    struct buffer line = { 0 };
    window_words(call, aid->starts, aid->ends, aid->weekly, window, sizeof window);
    buffer_format(&line, "%s %lld: %s. %s", aid->is_offer ? _("offer") : _("ask"), (long long)aid->id,
        aid_kind_words(aid->kind), reply_shown(call, aid->line));
    buffer_format(&line, " (%s", aid->mine ? _("yours") : reply_shown(call, aid->who));
    if (aid->by_hand[0] != '\0')
        buffer_format(&line, ", %s", reply_shown(call, aid->by_hand));
    if (!aid->is_offer)
        buffer_format(&line, ", %s", aid_urgency_words(aid->urgency));
    buffer_format(&line, ", %s", window);
    if (aid->is_offer)
        buffer_format(
            &line, ngettext(", room for %d more ask", ", room for %d more asks", (unsigned long)aid->left), aid->left);
    else if (aid->many > 1)
        buffer_format(&line, _(", for %d"), aid->many);
    if (aid->state != AID_OPEN)
        buffer_format(&line, ", %s", aid_state_words(aid->state));
    buffer_format(&line, ")%s", aid->is_new ? _(" new") : "");
    reply_text(reply, call, 0, buffer_text(&line));
    buffer_clear(&line);
    json_array_append_new(reply->json, aid_json(aid));
}

/* --- ask, offer --- */

static enum result made(const struct call *call, struct reply *reply, bool is_offer, int64_t id)
{
    struct aid aid;
    enum result result = is_offer ? offer_get(call->speaker->store, call->speaker->actor, id, call->speaker->now, &aid)
                                  : ask_get(call->speaker->store, call->speaker->actor, id, call->speaker->now, &aid);
    if (result != RESULT_OK)
        return reply_from_store(reply, result, call->speaker->store);
    json_decref(reply->json);
    reply->json = json_array();
    say_aid(call, reply, &aid);
    reply_text(reply, call, 0,
        is_offer ? _("It is on the board. `aid show` with its number and --offer shows which asks it fits.")
                 : _("It is on the board, without your name. `aid show` with its number shows which offers fit."));
    json_t *one = json_incref(json_array_get(reply->json, 0));
    json_decref(reply->json);
    reply->json = one;
    aids_free(&aid, 1);
    return RESULT_OK;
}

static bool read_form(const struct call *call, struct reply *reply, bool is_offer, struct aid_form *form, char *names)
{
    int kind = -1, urgency = AID_DAYS;
    const char *repeats = call_option(call, "repeats");
    *form = (struct aid_form) { .line = call_option(call, "line"), .many = is_offer ? 0 : 1, .capacity = 1 };
    if (!read_kind(call, reply, &kind) || !read_urgency(call, reply, &urgency) ||
        !read_when(call, reply, "from", &form->starts) || !read_when(call, reply, "until", &form->ends) ||
        !read_count(call, reply, "many", &form->many) || !read_count(call, reply, "capacity", &form->capacity) ||
        !read_languages(call, reply, &form->languages) || !read_who(call, reply, form, names))
        return false;
    if (kind < 0 || form->line == NULL) {
        reply_usage(reply, _("It is used so: %s"), call->command->usage);
        return false;
    }
    if (repeats != NULL && strcmp(repeats, "weekly") != 0) {
        reply_usage(reply, _("--repeats is weekly, or left out."));
        return false;
    }
    form->kind = (enum aid_kind)kind;
    form->urgency = (enum aid_urgency)urgency;
    form->place = call_option(call, "place");
    form->weekly = repeats != NULL;
    form->climbs = read_yes(call, "climb");
    form->learner = read_yes(call, "learner");
    return true;
}

static enum result run_make(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    bool is_offer = strcmp(call->command->name, "offer") == 0;
    struct actor by_hand = *speaker->actor;
    const char *for_whom = call_option(call, "for");
    char *names = call_option(call, "named") != NULL ? xstrdup(call_option(call, "named")) : NULL;
    char *details = xstrndup(call->body != NULL ? call->body : "", call->body != NULL ? call->body_length : 0);
    struct aid_form form;
    int64_t id;
    enum result result = RESULT_OK;
    if (read_form(call, reply, is_offer, &form, names)) {
        form.details = details;
        if (for_whom != NULL)
            result = actor_by_hand_of(speaker->store, speaker->actor, for_whom, speaker->now, &by_hand);
        if (result == RESULT_OK)
            result = is_offer ? offer_make(speaker->store, &by_hand, &form, speaker->now, &id)
                              : ask_make(speaker->store, &by_hand, &form, speaker->now, &id);
        result =
            result == RESULT_OK ? made(call, reply, is_offer, id) : reply_from_store(reply, result, speaker->store);
    }
    free(names);
    free(details);
    return result;
}

/* --- the board --- */

static size_t list(const struct call *call, struct reply *reply, struct aid_filter filter, bool offers)
{
    struct aid page[20], last;
    size_t count = 20, all = 0;
    filter.offers = offers;
    for (const struct aid *after = NULL; count == 20 && all < LISTED_MOST; after = &last) {
        if (aid_list(call->speaker->store, call->speaker->actor, &filter, after, call->speaker->now, 20, page,
                &count) != RESULT_OK) {
            reply_from_store(reply, RESULT_REFUSED, call->speaker->store);
            return all;
        }
        for (size_t i = 0; i < count; i++)
            say_aid(call, reply, &page[i]);
        all += count;
        if (count > 0)
            last = page[count - 1];
    }
    return all;
}

static enum result run_aid(const struct call *call, struct reply *reply)
{
    struct aid_filter filter = { .kind = -1,
        .urgency = -1,
        .place = call_option(call, "place"),
        .mine = call_option(call, "mine") != NULL,
        .open = call_option(call, "open") != NULL };
    bool offers_only = call_option(call, "offers") != NULL, asks_only = call_option(call, "asks") != NULL;
    if (!read_kind(call, reply, &filter.kind) || !read_urgency(call, reply, &filter.urgency) ||
        !read_when(call, reply, "from", &filter.from) || !read_when(call, reply, "until", &filter.until))
        return reply->result;
    reply->json = json_array();
    size_t asks = offers_only ? 0 : list(call, reply, filter, false);
    size_t offers = asks_only || filter.urgency >= 0 ? 0 : list(call, reply, filter, true);
    if (reply->result != RESULT_OK)
        return reply->result;
    if (asks + offers == 0)
        reply_text(reply, call, 0,
            _("Nobody asks for anything here just now. `ask` asks, `offer` offers a hand: `help ask` says how."));
    else if (!filter.mine)
        aid_look(call->speaker->store, call->speaker->actor);
    return RESULT_OK;
}

static void say_suggestions(const struct call *call, struct reply *reply, const struct aid *aid)
{
    struct aid_suggestion found[AID_SUGGESTIONS];
    size_t count;
    if (aid_suggestions(call->speaker->store, call->speaker->actor, aid->is_offer, aid->id, call->speaker->now,
            AID_SUGGESTIONS, found, &count) != RESULT_OK)
        return;
    json_t *array = json_array();
    if (count > 0)
        reply_line(reply, "%s", aid->is_offer ? _("Asks that it fits:") : _("Offers that fit:"));
    for (size_t i = 0; i < count; i++) {
        struct aid *other = &found[i].aid;
        struct buffer line = { 0 };
        buffer_format(&line, "%lld: %s", (long long)other->id, reply_shown(call, other->line));
        buffer_format(&line, " (%s)", reply_shown(call, other->who));
        if (found[i].reason[0] != '\0')
            buffer_format(&line, ". %s", found[i].reason);
        reply_text(reply, call, 2, buffer_text(&line));
        buffer_clear(&line);
        json_t *object = aid_json(other);
        json_object_set_new(object, "reason", json_string(found[i].reason));
        json_array_append_new(array, object);
        aids_free(other, 1);
    }
    if (count > 0)
        reply_text(reply, call, 0,
            aid->is_offer ? _("`aid can` with the number of an ask says that you can.")
                          : _("`aid choose` with this ask's number and --offer asks that neighbour."));
    json_object_set_new(json_array_get(reply->json, 0), "suggestions", array);
}

static void say_climb(const struct call *call, struct reply *reply, const struct aid *aid)
{
    char words[300], when[WHEN_BYTES];
    int64_t at;
    if (aid->is_offer || !aid->mine ||
        ask_climb(call->speaker->store, call->speaker->actor, aid->id, call->speaker->now, &at, words, sizeof words) !=
            RESULT_OK ||
        words[0] == '\0')
        return;
    struct buffer line = { 0 };
    if (aid->climbs)
        buffer_format(&line,
            _("If nobody can, neighbouring streets would be asked from %s on, when houses are joined. They would read: %s. Nothing else."),
            when_say(at, true, call->speaker->now, when), words);
    else
        buffer_string(&line, _("It stays on this street: you did not agree that it may climb."));
    reply_text(reply, call, 0, buffer_text(&line));
    buffer_clear(&line);
}

static enum result run_show(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    struct aid aid;
    int64_t id;
    if (!call_number(call, 0, &id, reply))
        return reply->result;
    enum result result = call_option(call, "offer") != NULL
                             ? offer_get(speaker->store, speaker->actor, id, speaker->now, &aid)
                             : ask_get(speaker->store, speaker->actor, id, speaker->now, &aid);
    if (result != RESULT_OK)
        return reply_from_store(reply, result, speaker->store);
    reply->json = json_array();
    say_aid(call, reply, &aid);
    if (aid.details[0] != '\0')
        reply_text(reply, call, 2, aid.details);
    if (!aid.is_offer && aid.who_may != AID_ANYONE) {
        struct buffer line = { 0 };
        buffer_format(&line, _("Who may answer: %s."), aid_who_words(aid.who_may));
        reply_text(reply, call, 0, buffer_text(&line));
        buffer_clear(&line);
    }
    if (aid.mine) {
        say_suggestions(call, reply, &aid);
        say_climb(call, reply, &aid);
    } else if (aid.may_answer)
        reply_line(reply, _("`aid can %lld` says that you can."), (long long)aid.id);
    json_t *one = json_incref(json_array_get(reply->json, 0));
    json_decref(reply->json);
    reply->json = one;
    aids_free(&aid, 1);
    return RESULT_OK;
}

/* --- who meets whom --- */

static const char *match_words(const struct aid_match *match)
{
    if (match->state == MATCH_SUGGESTED)
        return _("suggested: yes, not-now or not-them?");
    if (match->state == MATCH_HOLDS)
        return match->mine_said ? _("you said yes; the other's yes is awaited") : _("the other said yes: and you?");
    if (match->state == MATCH_AGREED)
        return match->happened_due ? _("agreed. Did it happen? `aid done`, or `aid again`") : _("agreed");
    return match->state == MATCH_DONE ? _("done") : _("over");
}

static json_t *match_json(const struct aid_match *match)
{
    return json_pack("{s:I, s:I, s:I, s:s, s:b, s:b, s:b, s:s, s:s, s:s, s:s, s:i, s:I, s:I, s:s}", "match",
        (json_int_t)match->id, "ask", (json_int_t)match->ask, "offer", (json_int_t)match->offer, "state",
        match_state_name(match->state), "asker", match->asks, "mine_said", match->mine_said, "other_said",
        match->other_said, "line", match->line, "other", match->other, "home", match->home, "reach", match->reach,
        "unread", match->unread, "until", (json_int_t)match->until, "starts", (json_int_t)match->starts, "reason",
        match->reason);
}

static void say_match(const struct call *call, struct reply *reply, const struct aid_match *match)
{
    struct buffer line = { 0 };
    char at[WHEN_BYTES];
    buffer_format(&line, _("match %lld, ask %lld: %s"), (long long)match->id, (long long)match->ask,
        reply_shown(call, match->line));
    buffer_format(&line, match->asks ? _(" (helps: %s)") : _(" (asks: %s)"), reply_shown(call, match->other));
    buffer_format(&line, ". %s.", match_words(match));
    if (match->state == MATCH_AGREED && match->starts != 0)
        buffer_format(&line, " %s.", when_say(match->starts, true, call->speaker->now, at));
    if (match->reason[0] != '\0' && match->state <= MATCH_HOLDS)
        buffer_format(&line, " %s.", match->reason);
    if (match->unread > 0)
        buffer_format(&line,
            ngettext(" %d new word in its thread.", " %d new words in its thread.", (unsigned long)match->unread),
            match->unread);
    reply_text(reply, call, 0, buffer_text(&line));
    buffer_clear(&line);
}

static enum result run_matches(const struct call *call, struct reply *reply)
{
    struct aid_match *matches = xcalloc(LISTED_MOST, sizeof *matches);
    size_t count;
    enum result result =
        aid_matches(call->speaker->store, call->speaker->actor, call->speaker->now, LISTED_MOST, matches, &count);
    reply->json = json_array();
    for (size_t i = 0; i < count; i++) {
        say_match(call, reply, &matches[i]);
        json_array_append_new(reply->json, match_json(&matches[i]));
    }
    if (result == RESULT_OK && count == 0)
        reply_line(reply, "%s", _("No match of yours goes on. `aid` shows what is asked and offered."));
    free(matches);
    return reply_from_store(reply, result, call->speaker->store);
}

static void say_thread(const struct call *call, struct reply *reply, const struct aid_match *match)
{
    struct aid_word words[WORDS_MOST];
    size_t count;
    char at[32];
    json_t *array = json_array();
    if (aid_words(call->speaker->store, call->speaker->actor, match->id, 0, WORDS_MOST, words, &count) == RESULT_OK) {
        for (size_t i = 0; i < count; i++) {
            reply_line(reply, "%s, %s:", words[i].mine ? _("you") : reply_shown(call, match->other),
                reply_time(words[i].at, at));
            reply_text(reply, call, 2, words[i].body);
            json_array_append_new(array, json_pack("{s:I, s:I, s:b, s:s}", "id", (json_int_t)words[i].id, "at",
                                             (json_int_t)words[i].at, "mine", words[i].mine, "body", words[i].body));
        }
        aid_words_free(words, count);
        aid_words_read(call->speaker->store, call->speaker->actor, match->id);
    }
    json_object_set_new(reply->json, "words", array);
}

static enum result run_match_show(const struct call *call, struct reply *reply)
{
    struct aid_match match;
    int64_t id;
    char wiped[WHEN_BYTES];
    if (!call_number(call, 0, &id, reply))
        return reply->result;
    enum result result = aid_match_get(call->speaker->store, call->speaker->actor, id, call->speaker->now, &match);
    if (result != RESULT_OK)
        return reply_from_store(reply, result, call->speaker->store);
    reply->json = match_json(&match);
    say_match(call, reply, &match);
    if (match.home[0] != '\0') {
        reply_line(reply, _("%s, home %s. How to reach: %s"), reply_shown(call, match.other),
            reply_shown(call, match.home), match.reach[0] ? reply_shown(call, match.reach) : _("they did not say"));
        say_thread(call, reply, &match);
        reply_line(reply, _("`aid say %lld` writes to them. Whoever holds the machine can read this."), (long long)id);
        if (match.wiped_at != 0)
            reply_line(reply, _("It is wiped on %s."), when_say(match.wiped_at, false, call->speaker->now, wiped));
        else
            reply_line(reply, "%s", _("It is wiped 14 days after it is done."));
    }
    return RESULT_OK;
}

static enum result say_step(
    const struct call *call, struct reply *reply, enum result result, int64_t match, const char *sentence)
{
    if (result == RESULT_OK) {
        reply->json = json_pack("{s:I}", "match", (json_int_t)match);
        reply_text(reply, call, 0, sentence);
    }
    return reply_from_store(reply, result, call->speaker->store);
}

static bool read_offer_option(const struct call *call, struct reply *reply, int64_t *offer)
{
    const char *word = call_option(call, "offer");
    *offer = 0;
    if (word == NULL || parse_number(word, offer))
        return true;
    reply_usage(reply, _("--%s takes a number."), "offer");
    return false;
}

static enum result run_can(const struct call *call, struct reply *reply)
{
    int64_t ask, offer, match;
    if (!call_number(call, 0, &ask, reply) || !read_offer_option(call, reply, &offer))
        return reply->result;
    enum result result = aid_can(call->speaker->store, call->speaker->actor, ask, offer, call->speaker->now, &match);
    return say_step(call, reply, result, match,
        _("Your \"I can\" is with whoever asks. Until they accept, neither knows the other's name. `aid matches` shows it."));
}

static enum result run_choose(const struct call *call, struct reply *reply)
{
    int64_t ask, offer, match;
    if (!call_number(call, 0, &ask, reply) || !read_offer_option(call, reply, &offer))
        return reply->result;
    if (offer == 0)
        return reply_usage(reply, _("It is used so: %s"), call->command->usage);
    enum result result = aid_choose(call->speaker->store, call->speaker->actor, ask, offer, call->speaker->now, &match);
    return say_step(
        call, reply, result, match, _("That neighbour is asked, without your name. `aid matches` shows it."));
}

static enum result run_accept(const struct call *call, struct reply *reply)
{
    struct aid aid = { 0 };
    int64_t ask;
    if (!call_number(call, 0, &ask, reply))
        return reply->result;
    enum result result = aid_accept(call->speaker->store, call->speaker->actor, ask, call->speaker->now);
    if (result == RESULT_OK &&
        ask_get(call->speaker->store, call->speaker->actor, ask, call->speaker->now, &aid) == RESULT_OK)
        aids_free(&aid, 1);
    return say_step(call, reply, result, aid.match,
        _("Agreed. `aid matches` shows its number, and `aid match` with it how to reach each other."));
}

static enum result run_answer(const struct call *call, struct reply *reply)
{
    static const struct {
        const char *word, *sentence;
    } answers[] = {
        [AID_YES] = { "yes",
            N_("Yes it is. When the other says yes too, `aid match` with its number shows how to reach each other.") },
        [AID_NOT_NOW] = { "not-now", N_("Not this time: you two are not suggested to each other for this ask.") },
        [AID_NOT_THEM] = { "not-them",
            N_("Not this person: you are not suggested to each other any more. Only you know.") },
    };
    int64_t match;
    if (!call_number(call, 0, &match, reply))
        return reply->result;
    for (int i = AID_YES; i <= AID_NOT_THEM; i++)
        if (strcmp(call->word[1], answers[i].word) == 0)
            return say_step(call, reply,
                aid_answer(call->speaker->store, call->speaker->actor, match, (enum aid_answer)i, call->speaker->now),
                match, _(answers[i].sentence));
    return reply_usage(reply, _("It is used so: %s"), call->command->usage);
}

static enum result run_done(const struct call *call, struct reply *reply)
{
    int64_t ask, next = 0;
    if (!call_number(call, 0, &ask, reply))
        return reply->result;
    enum result result = aid_done(call->speaker->store, call->speaker->actor, ask, call->speaker->now, &next);
    if (result == RESULT_OK) {
        reply->json = json_pack("{s:I, s:I}", "ask", (json_int_t)ask, "next", (json_int_t)next);
        reply_line(reply, "%s", _("Done. Good. What you told each other is wiped in 14 days."));
        if (next != 0)
            reply_line(reply, _("It comes every week: ask %lld is for the next one."), (long long)next);
    }
    return reply_from_store(reply, result, call->speaker->store);
}

static enum result run_again(const struct call *call, struct reply *reply)
{
    int64_t ask, until = 0;
    if (!call_number(call, 0, &ask, reply) || !read_when(call, reply, "until", &until))
        return reply->result;
    enum result result = aid_again(call->speaker->store, call->speaker->actor, ask, until, call->speaker->now);
    return result == RESULT_OK ? made(call, reply, false, ask) : reply_from_store(reply, result, call->speaker->store);
}

static enum result run_withdraw(const struct call *call, struct reply *reply)
{
    int64_t id;
    bool is_offer = call_option(call, "offer") != NULL;
    if (!call_number(call, 0, &id, reply))
        return reply->result;
    enum result result = is_offer ? offer_withdraw(call->speaker->store, call->speaker->actor, id, call->speaker->now)
                                  : ask_withdraw(call->speaker->store, call->speaker->actor, id, call->speaker->now);
    if (result == RESULT_OK) {
        reply->json = json_pack("{s:I}", "id", (json_int_t)id);
        reply_line(reply, "%s", _("Withdrawn. Whoever answered is told."));
    }
    return reply_from_store(reply, result, call->speaker->store);
}

static enum result run_say(const struct call *call, struct reply *reply)
{
    int64_t match;
    char *body;
    if (!call_number(call, 0, &match, reply) || (body = call_body(call, reply)) == NULL)
        return reply->result;
    enum result result = aid_say(call->speaker->store, call->speaker->actor, match, body, call->speaker->now);
    free(body);
    return say_step(call, reply, result, match, _("Said, to the two of you alone."));
}

/* --- about her --- */

static enum result run_me(const struct call *call, struct reply *reply)
{
    struct aid_about about;
    char languages[300];
    const char *reach = call_option(call, "reach");
    enum result result = aid_about_get(call->speaker->store, call->speaker->actor, &about);
    if (result != RESULT_OK)
        return reply_from_store(reply, result, call->speaker->store);
    if (call->options > (call_option(call, "json") != NULL)) {
        if (call_option(call, "woman") != NULL)
            about.woman = read_yes(call, "woman");
        if (!read_languages(call, reply, &about.languages))
            return reply->result;
        if (reach != NULL)
            copy_text(about.reach, sizeof about.reach, reach);
        if ((result = aid_about_set(call->speaker->store, call->speaker->actor, &about)) != RESULT_OK)
            return reply_from_store(reply, result, call->speaker->store);
        aid_about_get(call->speaker->store, call->speaker->actor, &about);
    }
    aid_languages_words(about.languages, languages, sizeof languages);
    reply_line(reply, _("You answer what women are asked: %s"), about.woman ? _("yes") : _("no"));
    reply_line(reply, _("You speak: %s"), languages[0] ? languages : _("you did not say"));
    reply_line(reply, _("How to reach you, for those you agreed with: %s"),
        about.reach[0] ? reply_shown(call, about.reach) : _("you did not say"));
    reply->json = json_pack("{s:b, s:s, s:s}", "woman", about.woman, "languages", languages, "reach", about.reach);
    return RESULT_OK;
}

/* --- matching night, statistics, proposals --- */

static enum result run_match(const struct call *call, struct reply *reply)
{
    struct aid_night night;
    bool dry = call_option(call, "dry-run") != NULL;
    enum result result =
        aid_match_all(call->speaker->store, call->speaker->actor, dry, call->speaker->now, NULL, NULL, &night);
    reply->json = json_array();
    if (result == RESULT_OK)
        reply_line(reply, _("Matching night: %lld asks, %lld offers, %zu of the asks can be met."),
            (long long)night.asks, (long long)night.offers, night.count);
    for (size_t i = 0; i < night.count; i++) {
        const struct aid_pair *pair = &night.pairs[i];
        struct buffer line = { 0 };
        buffer_format(&line, _("ask %lld, %s: %s"), (long long)pair->ask, aid_urgency_words(pair->urgency),
            reply_shown(call, pair->ask_line));
        buffer_format(&line, " (%s)", reply_shown(call, pair->asker));
        reply_text(reply, call, 0, buffer_text(&line));
        buffer_clear(&line);
        buffer_format(&line, _("offer %lld: %s"), (long long)pair->offer, reply_shown(call, pair->offer_line));
        buffer_format(&line, " (%s). %d. %s", reply_shown(call, pair->helper), pair->score, pair->reason);
        reply_text(reply, call, 4, buffer_text(&line));
        buffer_clear(&line);
        json_array_append_new(reply->json,
            json_pack("{s:I, s:I, s:I, s:s, s:s, s:s, s:s, s:i, s:s}", "ask", (json_int_t)pair->ask, "offer",
                (json_int_t)pair->offer, "match", (json_int_t)pair->match, "kind", aid_kind_name(pair->kind), "urgency",
                aid_urgency_name(pair->urgency), "ask_line", pair->ask_line, "offer_line", pair->offer_line, "score",
                pair->score, "reason", pair->reason));
    }
    if (result == RESULT_OK && night.count > 0)
        reply_text(reply, call, 0,
            dry ? _("Nothing was written. `match` suggests these to both sides.")
                : _("Both sides of each read it on their home screens, and answer."));
    aid_night_free(&night);
    return reply_from_store(reply, result, call->speaker->store);
}

static void say_bar(const struct call *call, struct reply *reply, const struct aid_statistic *row, int64_t most)
{
    struct buffer bar = { 0 };
    int asked = (int)(row->asked * BAR_MOST / most), met = (int)(row->met * BAR_MOST / most);
    for (int i = 0; i < BAR_MOST; i++)
        buffer_string(&bar, i < met     ? (call->speaker->ascii ? "#" : "█")
                            : i < asked ? (call->speaker->ascii ? "-" : "░")
                                        : " ");
    reply_line(reply, _("%-10s %-10s %s asked %lld, met %lld, in %lld h"), aid_kind_words(row->kind),
        aid_urgency_words(row->urgency), buffer_text(&bar), (long long)row->asked, (long long)row->met,
        (long long)row->hours);
    buffer_clear(&bar);
}

static enum result run_stats(const struct call *call, struct reply *reply)
{
    struct aid_statistic rows[AID_KINDS * AID_URGENCIES];
    size_t count;
    int days = 90;
    int64_t most = 1;
    if (!read_count(call, reply, "days", &days))
        return reply->result;
    enum result result = aid_statistics(
        call->speaker->store, call->speaker->actor, days, call->speaker->now, rows, sizeof rows / sizeof *rows, &count);
    reply->json = json_array();
    for (size_t i = 0; i < count; i++)
        most = rows[i].asked > most ? rows[i].asked : most;
    for (size_t i = 0; i < count; i++) {
        say_bar(call, reply, &rows[i], most);
        json_array_append_new(
            reply->json, json_pack("{s:s, s:s, s:I, s:I, s:I}", "kind", aid_kind_name(rows[i].kind), "urgency",
                             aid_urgency_name(rows[i].urgency), "asked", (json_int_t)rows[i].asked, "met",
                             (json_int_t)rows[i].met, "hours", (json_int_t)rows[i].hours));
    }
    if (result == RESULT_OK && count == 0)
        reply_line(reply, _("Nothing was asked in the last %d days."), days);
    return reply_from_store(reply, result, call->speaker->store);
}

static enum result run_proposals(const struct call *call, struct reply *reply)
{
    struct aid_proposal proposals[LISTED_MOST];
    size_t count;
    enum result result = aid_proposals(call->speaker->store, call->speaker->actor, LISTED_MOST, proposals, &count);
    reply->json = json_array();
    for (size_t i = 0; i < count; i++) {
        struct buffer line = { 0 };
        buffer_format(&line,
            _("%lld: %s. In 30 days %d asks of this kind, %d of them not met: what shall we do together?"),
            (long long)proposals[i].id, aid_kind_words(proposals[i].kind), proposals[i].asked, proposals[i].unmet);
        reply_text(reply, call, 0, buffer_text(&line));
        buffer_clear(&line);
        json_array_append_new(reply->json,
            json_pack("{s:I, s:s, s:i, s:i}", "id", (json_int_t)proposals[i].id, "kind",
                aid_kind_name(proposals[i].kind), "asked", proposals[i].asked, "unmet", proposals[i].unmet));
    }
    if (result == RESULT_OK && count == 0)
        reply_line(
            reply, "%s", _("No proposal waits. When ten asks of a kind are not met in 30 days, the house drafts one."));
    else if (result == RESULT_OK)
        reply_line(reply, "%s", _("Open a thread about it: `post general --title ...`."));
    return reply_from_store(reply, result, call->speaker->store);
}

#define FORM_OPTIONS                                                                                                   \
    "kind= line= urgency= from= until= place= many= who= named= languages= repeats= climb= for= capacity= learner= json"
const struct command command_aid[] = {
    { "ask",
        "ask --kind K --line L [--urgency today|days|week|whenever] [--from WHEN] [--until WHEN] [--place BLOCK] [--many N] < DETAILS",
        N_("asks the street for something"),
        N_("Kinds: goods, food, care, transport, skill, tool, space, company, other. WHEN is written as you say it: \"today\", \"fri 14:00\", \"2026-12-01\". --who anyone, women, my-block or --named H,H says who may answer; --languages en,zu; --repeats weekly; --climb yes lets it go on to neighbouring streets when nobody can; --for NAME asks for somebody without a device. Details are optional. Your name is shown to nobody before you accept somebody."),
        FORM_OPTIONS, 0, 0, COMMAND_MEMBER, COMMAND_BODY, run_make },
    { "offer",
        "offer --kind K --line L [--from WHEN] [--until WHEN] [--place BLOCK] [--capacity N] [--repeats weekly] < DETAILS",
        N_("offers the street something"),
        N_("--capacity says how many asks it can take (of a weekly one: a week); --many the most it gives at once; --learner yes: you are learning it. The rest is as for `ask`."),
        FORM_OPTIONS, 0, 0, COMMAND_MEMBER, COMMAND_BODY, run_make },
    { "aid", "aid [--kind K] [--urgency U] [--place BLOCK] [--mine] [--open] [--asks|--offers]",
        N_("what is asked and offered"), NULL, "kind= urgency= place= from= until= mine open asks offers json", 0, 0,
        COMMAND_MEMBER, COMMAND_NO_BODY, run_aid },
    { "aid show", "aid show N [--offer]", N_("one ask, or one offer, and what fits it"), NULL, "offer json", 1, 1,
        COMMAND_MEMBER, COMMAND_NO_BODY, run_show },
    { "aid can", "aid can N [--offer N]", N_("says \"I can\" to an ask"),
        N_("At most two of yours wait for an answer at a time."), "offer= json", 1, 1, COMMAND_MEMBER, COMMAND_NO_BODY,
        run_can },
    { "aid choose", "aid choose N --offer N", N_("asks the neighbour behind an offer, for your ask"), NULL,
        "offer= json", 1, 1, COMMAND_MEMBER, COMMAND_NO_BODY, run_choose },
    { "aid accept", "aid accept N", N_("says yes to whoever can, for your ask"), NULL, "json", 1, 1, COMMAND_MEMBER,
        COMMAND_NO_BODY, run_accept },
    { "aid answer", "aid answer MATCH yes|not-now|not-them", N_("answers a suggestion"),
        N_("not-now: not this time. not-them: not this person; only you know. Both also end what was agreed."), "json",
        2, 2, COMMAND_MEMBER, COMMAND_NO_BODY, run_answer },
    { "aid done", "aid done N", N_("says that an ask is done"), NULL, "json", 1, 1, COMMAND_MEMBER, COMMAND_NO_BODY,
        run_done },
    { "aid again", "aid again N [--until WHEN]", N_("asks again, first in line: it did not happen, or expired"), NULL,
        "until= json", 1, 1, COMMAND_MEMBER, COMMAND_NO_BODY, run_again },
    { "aid withdraw", "aid withdraw N [--offer]", N_("withdraws your ask or offer"), NULL, "offer json", 1, 1,
        COMMAND_MEMBER, COMMAND_NO_BODY, run_withdraw },
    { "aid matches", "aid matches", N_("your matches, and which wait for you"), NULL, "json", 0, 0, COMMAND_MEMBER,
        COMMAND_NO_BODY, run_matches },
    { "aid match", "aid match MATCH", N_("one match: how to reach each other, and its private thread"), NULL, "json", 1,
        1, COMMAND_MEMBER, COMMAND_NO_BODY, run_match_show },
    { "aid say", "aid say MATCH < WORDS", N_("writes in the private thread of a match"), NULL, "json", 1, 1,
        COMMAND_MEMBER, COMMAND_BODY, run_say },
    { "aid me", "aid me [--woman yes|no] [--languages en,zu] [--reach WORDS]", N_("what matching knows of you"), NULL,
        "woman= languages= reach= json", 0, 0, COMMAND_MEMBER, COMMAND_NO_BODY, run_me },
    { "aid stats", "aid stats [--days N]", N_("what was asked and met, by kind and urgency"), NULL, "days= json", 0, 0,
        COMMAND_MEMBER, COMMAND_NO_BODY, run_stats },
    { "aid proposals", "aid proposals", N_("what the house drafted because many asks were not met"), NULL, "json", 0, 0,
        COMMAND_MEMBER, COMMAND_NO_BODY, run_proposals },
    { "match", "match [--dry-run]", N_("matching night: suggests as many pairs as can be met"),
        N_("For a coordinator. --dry-run shows the list and writes nothing."), "dry-run json", 0, 0, COMMAND_MEMBER,
        COMMAND_NO_BODY, run_match },
};
const size_t command_aid_count = sizeof command_aid / sizeof *command_aid;
