/* command_aid.c: commands for asks and offers: to make one, to list them, to show one, to list her own. RULES 3. */
#include <stdlib.h>
#include <string.h>

#include "aid_guess.h"
#include "aid_said.h"
#include "aid_window.h"
#include "bbs/command/aid_options.h"
#include "bbs/command/aid_say.h"
#include "bbs/command/command_claim.h"
#include "bbs/command/form_draft.h"
#include "form_fields.h"
#include "gettext.h"
#include "hand.h"
#include "text.h"

enum { LISTED_MOST = 60, PROPOSALS_MOST = 20, WORDS_MOST = 40 };

static bool given(const char *words)
{
    return words != NULL && words[strspn(words, " ")] != '\0';
}

/* --- making --- */

static enum result take_languages(const struct call *call, struct reply *reply, uint32_t *languages)
{
    char bad[40], known[400];
    const char *value = call_option(call, "languages");
    if (value == NULL || aid_languages_parse(value, languages, bad, sizeof bad))
        return RESULT_OK;
    aid_languages_known(known, sizeof known);
    return reply_usage(reply, _("%s is no language that is known here. There are: %s."), reply_shown(call, bad), known);
}

static enum result take_window(const struct call *call, struct reply *reply, struct aid_form *form)
{
    enum when_fault fault;
    bool in_until;
    const char *from = call_option(call, "from"), *until = call_option(call, "until");
    if (from == NULL && until == NULL) /* what the words say of it stays */
        return RESULT_OK;
    bool read = aid_window_read(from, until, call->speaker->now, &form->starts, &form->ends, &fault, &in_until);
    if (fault == WHEN_NEEDS_END)
        return reply_usage(reply, _("%s has a time and no end. Until when? Add it, for instance: --until 20:00"),
            reply_shown(call, from));
    if (!read)
        return reply_usage(reply, "%s: %s", reply_shown(call, in_until ? until : from), aid_window_fault(fault));
    return RESULT_OK;
}

/* `ask Nappies, smallest size, today`: the words say it, and an option says what they do not, or otherwise. `guess`
 * must outlive the form; without words it is empty. */
static enum result take_words(
    const struct call *call, struct reply *reply, struct aid_guess *guess, struct aid_form *form)
{
    *guess = (struct aid_guess) { .kind = -1, .urgency = AID_DAYS };
    if (call->words == 0)
        return RESULT_OK;
    if (call_option(call, "line") != NULL)
        return reply_usage(reply, _("Say it in words, or with --line, and not both."));
    char *words = call_words(call, 0, " ");
    aid_guess_read(words, call->speaker->now, guess);
    free(words);
    if (guess->kind < 0 && call_option(call, "kind") == NULL)
        return reply_usage(reply,
            _("Nothing was sent: the words do not tell which kind it is. Add --kind with one of goods, food, care, transport, skill, tool, space, company, other."));
    bool timed = call_option(call, "from") != NULL || call_option(call, "until") != NULL;
    form->line = guess->line;
    form->details = guess->details;
    form->place = guess->place;
    form->many = guess->many > 0 ? guess->many : form->many;
    form->hands = guess->hands;
    form->starts = timed ? 0 : guess->starts;
    form->ends = timed ? 0 : guess->ends;
    form->weekly = !timed && guess->weekly;
    return RESULT_OK;
}

static enum result take_form(
    const struct call *call, struct reply *reply, struct aid_guess *guess, struct aid_form *form)
{
    const char *repeats = call_option(call, "repeats"), *line = call_option(call, "line");
    enum result result = take_words(call, reply, guess, form);
    int kind = guess->kind;
    if (result == RESULT_OK && (kind < 0 || call_option(call, "kind") != NULL))
        result = aid_option_choice(call, reply, AID_FIELD_KIND, &kind);
    form->kind = kind >= 0 ? (enum aid_kind)kind : AID_OTHER;
    form->line = line != NULL ? line : form->line;
    form->place = call_option(call, "place") != NULL ? call_option(call, "place") : form->place;
    if (result == RESULT_OK && !given(form->line))
        result =
            reply_usage(reply, _("One line says what it is about, at most %d characters: --line ..."), AID_LINE_MAX);
    if (result == RESULT_OK && repeats != NULL && !aid_weekly_parse(repeats, &form->weekly))
        result = reply_usage(reply, _("--repeats knows one word: weekly."));
    if (result == RESULT_OK)
        result = aid_option_number(call, reply, AID_FIELD_MANY, &form->many);
    if (result == RESULT_OK)
        result = take_languages(call, reply, &form->languages);
    return result == RESULT_OK ? take_window(call, reply, form) : result;
}

/* A list of handles, divided by commas; it is cut in place. */
static enum result take_people(struct reply *reply, char *words, const char *out[AID_NAMED_MAX])
{
    size_t count = 0;
    char *save = NULL;
    for (char *one = strtok_r(words, ", ", &save); one != NULL; one = strtok_r(NULL, ", ", &save)) {
        if (count == AID_NAMED_MAX)
            return reply_usage(reply, _("At most %d people can be named."), AID_NAMED_MAX);
        out[count++] = one;
    }
    return RESULT_OK;
}

/* Reads who may answer. `named` is cut in place. */
static enum result take_who(const struct call *call, struct reply *reply, char *named, struct aid_form *form)
{
    int who = *named != '\0' ? AID_NAMED : AID_ANYONE;
    if (aid_option_choice(call, reply, AID_FIELD_WHO, &who) != RESULT_OK)
        return RESULT_INVALID;
    form->who_may = (enum aid_who)who;
    if (form->who_may != AID_NAMED && *named != '\0')
        return reply_usage(reply, _("--named says who may answer: leave --who out, or write --who named."));
    if (form->who_may == AID_NAMED && *named == '\0')
        return reply_usage(reply, _("Say who may answer: --named HANDLE,HANDLE."));
    return take_people(reply, named, form->named);
}

/* What only asks have. `named` and `unwanted` are cut in place. */
static enum result take_ask(
    const struct call *call, struct reply *reply, char *named, char *unwanted, struct aid_form *form)
{
    int climbs = AID_STAYS, pays = AID_PAYS_NOTHING;
    enum result result = take_who(call, reply, named, form);
    if (result == RESULT_OK)
        result = take_people(reply, unwanted, form->unwanted);
    if (result == RESULT_OK)
        result = aid_option_choice(call, reply, AID_FIELD_CLIMB, &climbs);
    if (result == RESULT_OK)
        result = aid_option_choice(call, reply, AID_FIELD_PAYS, &pays);
    if (result == RESULT_OK)
        result = aid_option_number(call, reply, AID_FIELD_HANDS, &form->hands);
    form->climbs = (enum aid_climbs)climbs;
    form->pays = (enum aid_pays)pays;
    return result;
}

/* Shows the new ask or offer with its window, so that she sees a misread date at once. */
static enum result say_made(
    const struct call *call, const struct actor *voice, struct reply *reply, bool is_offer, int64_t id)
{
    struct aid aid;
    char window[AID_WINDOW_BYTES], near[sizeof aid.place + 40] = "", number[12], hands[60] = "";
    const struct speaker *speaker = call->speaker;
    enum result result = is_offer ? aid_offer_get(speaker->store, voice, id, speaker->now, &aid)
                                  : aid_ask_get(speaker->store, voice, id, speaker->now, &aid);
    if (result != RESULT_OK)
        return reply_from_store(reply, result, speaker->store);
    form_draft_done(call, voice);
    aid_window_say(aid.starts, aid.ends, aid.weekly, speaker->now, window);
    reply_line(reply, is_offer ? _("Offer %lld: %s") : _("Ask %lld: %s"), (long long)id, reply_shown(call, aid.line));
    if (aid.place[0] != '\0') /* in a workplace or caucus there is no block */
        snprintf(near, sizeof near, _(", near %s"), reply_shown(call, aid.place));
    snprintf(number, sizeof number, "%d", aid.hands);
    if (aid.hands > 1)
        snprintf(hands, sizeof hands, _(", from %s helpers"), number);
    if (is_offer)
        reply_line(reply, _("  %s%s, %s, room for %d."), aid_kind_words(aid.kind), near, window, aid.capacity);
    else
        reply_line(reply, _("  %s, %s%s, %s, for %d%s."), aid_kind_words(aid.kind), aid_urgency_words(aid.urgency),
            near, window, aid.many, hands);
    if (voice->hand != 0) {
        const char *name = reply_shown(call, voice->handle);
        reply_line(reply,
            is_offer
                ? _("`aid show offer %lld --for %s` shows whom it would help, `aid withdraw %lld --offer --for %s` ends it.")
                : _("`aid show %lld --for %s` shows who could, `aid withdraw %lld --for %s` ends it."),
            (long long)id, name, (long long)id, name);
        call_say_by_hand(call, reply, voice);
    } else if (is_offer)
        reply_line(reply, _("`aid show offer %lld` shows whom it would help, `aid withdraw %lld --offer` ends it."),
            (long long)id, (long long)id);
    else
        reply_line(reply,
            _("You stand there as a neighbour. `aid show %lld` shows who could, `aid withdraw %lld` ends it."),
            (long long)id, (long long)id);
    reply->json = aid_json(&aid);
    json_object_set_new(reply->json, is_offer ? "offer" : "ask", json_integer((json_int_t)id));
    aid_rows_free(&aid, 1);
    return RESULT_OK;
}

/* A command sends at once: it says what it guessed, and how to take it back. */
static void say_guessed(const struct call *call, struct reply *reply, const struct aid_guess *guess,
    const struct actor *voice, bool is_offer, int64_t id)
{
    char window[WHEN_GUESS_BYTES], name[HANDLE_BYTES + 16] = "";
    if (call->words == 0)
        return;
    if (voice->hand != 0)
        snprintf(name, sizeof name, " --for %s", reply_shown(call, voice->handle));
    reply_line(reply,
        is_offer
            ? _("Kind, time, place and number are guessed from your words. Is one wrong? `aid withdraw %lld --offer%s` takes it back; then add --kind, --from, --until, --place or --many.")
            : _("Kind, how soon, time, place and number are guessed from your words. Is one wrong? `aid withdraw %lld%s` takes it back; then add --kind, --urgency, --from, --until, --place, --many or --hands."),
        (long long)id, name);
    bool timed = call_option(call, "from") != NULL || call_option(call, "until") != NULL;
    if (when_guess_say(timed ? 0 : guess->guessed, window)[0] != '\0')
        reply_line(reply, "%s", window);
    json_object_set_new(reply->json, "guessed", json_true());
}

/* The words of the call say it all, so that nothing is read from standard input. */
static bool has_words(const struct call *call)
{
    return call->words > 0;
}

static bool asks_text(const struct call *call)
{
    return call->words == 0;
}

/* Reads the body, which is optional. */
static enum result take_details(const struct call *call, struct reply *reply, char **details)
{
    *details = NULL;
    if (call->body == NULL || call->body_length == 0)
        return RESULT_OK;
    *details = call_body(call, reply);
    return *details != NULL ? RESULT_OK : RESULT_INVALID;
}

/* RULES 2.6, 3.2: an ask must not show who asks, but words that also stand in a post of hers would. Then it refuses and
 * returns false, and nothing was sent. */
static bool words_may_go(
    const struct call *call, struct reply *reply, const struct actor *voice, const struct aid_form *form)
{
    int64_t post;
    const struct speaker *speaker = call->speaker;
    const char *said = call_option(call, "same-words");
    bool yes = false;
    if ((said != NULL && form_fields_yes(said, &yes) && yes) ||
        aid_ask_recognised(speaker->store, voice, form, &post) != RESULT_OK || post == 0)
        return true;
    reply_refuse(reply, RESULT_REFUSED,
        _("Nothing was sent. An ask names nobody. But words of this one stand in post %lld, with the name of %s: whoever read that post knows who asks. Write it in other words, or add --same-words yes."),
        (long long)post, reply_shown(call, voice->handle));
    return false;
}

static char *option_copy(const struct call *call, const char *name)
{
    const char *words = call_option(call, name);
    return xstrdup(words != NULL ? words : "");
}

static enum result run_ask(const struct call *call, struct reply *reply)
{
    struct actor voice;
    struct aid_form form = { .many = 1 };
    const struct speaker *speaker = call->speaker;
    int64_t ask = 0;
    char *details = NULL, *named = option_copy(call, "named"), *unwanted = option_copy(call, "not");
    struct aid_guess guess;
    enum result result = take_form(call, reply, &guess, &form);
    int urgency = guess.urgency;
    if (result == RESULT_OK)
        result = aid_option_choice(call, reply, AID_FIELD_URGENCY, &urgency);
    form.urgency = (enum aid_urgency)urgency;
    if (result == RESULT_OK)
        result = take_ask(call, reply, named, unwanted, &form);
    if (result == RESULT_OK && (result = take_details(call, reply, &details)) == RESULT_OK) {
        form.details = details != NULL ? details : form.details;
        result = call_voice(call, &voice);
        if (result == RESULT_OK && !words_may_go(call, reply, &voice, &form))
            result = reply->result;
        else {
            if (result == RESULT_OK)
                result = aid_ask_make(speaker->store, &voice, &form, speaker->now, &ask);
            result = result == RESULT_OK ? say_made(call, &voice, reply, false, ask)
                                         : reply_from_store(reply, result, speaker->store);
            if (result == RESULT_OK)
                say_guessed(call, reply, &guess, &voice, false, ask);
        }
    }
    aid_guess_free(&guess);
    free(details);
    free(named);
    free(unwanted);
    return result;
}

static enum result run_offer(const struct call *call, struct reply *reply)
{
    struct aid_form form = { .capacity = 1 };
    const struct speaker *speaker = call->speaker;
    int64_t offer = 0;
    char *details = NULL;
    struct actor voice;
    struct aid_guess guess;
    enum result result = take_form(call, reply, &guess, &form);
    if (result == RESULT_OK)
        result = aid_option_number(call, reply, AID_FIELD_CAPACITY, &form.capacity);
    if (result == RESULT_OK)
        result = aid_option_yes(call, reply, AID_FIELD_LEARNER, &form.learner);
    if (result == RESULT_OK && (result = take_details(call, reply, &details)) == RESULT_OK) {
        form.details = details != NULL ? details : form.details;
        if ((result = call_voice(call, &voice)) == RESULT_OK)
            result = aid_offer_make(speaker->store, &voice, &form, speaker->now, &offer);
        result = result == RESULT_OK ? say_made(call, &voice, reply, true, offer)
                                     : reply_from_store(reply, result, speaker->store);
        if (result == RESULT_OK)
            say_guessed(call, reply, &guess, &voice, true, offer);
    }
    aid_guess_free(&guess);
    free(details);
    return result;
}

/* --- the board --- */

static enum result list(const struct call *call, struct reply *reply, const struct aid_filter *filter, const char *head,
    const char *name, struct call_page *page)
{
    const struct speaker *speaker = call->speaker;
    size_t count;
    struct aid *aids = xcalloc(page->load, sizeof *aids);
    enum result result = aid_list(speaker->store, speaker->actor, filter, NULL, speaker->now, page->load, aids, &count);
    if (result == RESULT_OK) {
        json_t *rows = json_array();
        call_page_of(page, count);
        if (page->first < page->end && aids[page->first].from == AID_FROM_HERE)
            reply_line(reply, "%s", head);
        bool hidden = false;
        for (size_t i = page->first; i < page->end; i++) {
            if (call_hides(call, aids[i].unit)) {
                hidden = true;
                continue;
            }
            if (aids[i].from != AID_FROM_HERE && (i == page->first || aids[i].from != aids[i - 1].from))
                reply_line(reply, "%s:", aid_from_words(aids[i].from));
            aid_say_row(reply, call, &aids[i]);
            json_array_append_new(rows, aid_json(&aids[i]));
        }
        if (hidden)
            call_say_hidden(reply, rows);
        json_object_set_new(reply->json, name, rows);
        aid_rows_free(aids, count);
    }
    free(aids);
    return reply_from_store(reply, result, speaker->store);
}

static bool has(const json_t *json, const char *name)
{
    return json_array_size(json_object_get(json, name)) > 0;
}

static enum result run_aid(const struct call *call, struct reply *reply)
{
    struct aid_filter filter = { .kind = -1, .urgency = -1, .place = call_option(call, "place") };
    bool offers = call_option(call, "offers") != NULL, by_urgency = call_option(call, "urgency") != NULL;
    enum result result = RESULT_OK;
    struct call_page page; /* of asks and of offers, one below the other */
    if (!call_page(call, LISTED_MOST, &page, reply))
        return reply->result;
    filter.mine = call_option(call, "mine") != NULL;
    filter.open = call_option(call, "open") != NULL;
    if (call_option(call, "kind") != NULL)
        result = aid_option_choice(call, reply, AID_FIELD_KIND, &filter.kind);
    if (result == RESULT_OK)
        result = aid_option_choice(call, reply, AID_FIELD_URGENCY, &filter.urgency);
    if (result != RESULT_OK)
        return result;
    reply->json = json_object();
    if (!offers)
        result = list(call, reply, &filter, filter.mine ? _("Your asks:") : _("Asked for:"), "asks", &page);
    filter.offers = true;
    if (result == RESULT_OK && !by_urgency)
        result = list(call, reply, &filter, filter.mine ? _("Your offers:") : _("Offered:"), "offers", &page);
    if (result != RESULT_OK)
        return result;
    if (page.more)
        call_page_end(call, &page, reply);
    if (!has(reply->json, "asks") && !has(reply->json, "offers") && page.number > 1)
        reply_line(reply, "%s", _("There are no more."));
    else if (!has(reply->json, "asks") && !has(reply->json, "offers"))
        reply_line(
            reply, _("Nothing of that kind is asked or offered now. `ask` asks for a hand, `offer` offers one."));
    else
        reply_line(reply, _("`aid show N` shows an ask, `aid show offer N` an offer, `aid can N` says \"I can\"."));
    bool all = filter.kind < 0 && filter.urgency < 0 && filter.place == NULL && !filter.mine && !filter.open &&
               !offers && !page.more; /* she has looked at all of it behind the last page */
    return all ? reply_from_store(reply, aid_look(call->speaker->store, call->speaker->actor), call->speaker->store)
               : reply->result;
}

/* --- one of them --- */

static enum result say_suggestions(const struct call *call, struct reply *reply, const struct aid *aid)
{
    const struct speaker *speaker = call->speaker;
    struct aid_suggestion *found = xcalloc(AID_SUGGESTIONS, sizeof *found);
    size_t count = 0;
    enum result result = aid_suggestions(
        speaker->store, speaker->actor, aid->is_offer, aid->id, speaker->now, AID_SUGGESTIONS, found, &count);
    json_t *rows = json_array();
    if (result == RESULT_OK)
        reply_line(reply, "%s",
            count == 0      ? _("Nothing fits it yet. Whatever comes is shown here.")
            : aid->is_offer ? _("Asks that fit, the best first; `aid can N` says \"I can\":")
                            : _("Offers that fit, the best first; `aid choose ASK --offer N` asks one:"));
    for (size_t i = 0; i < count; i++) {
        reply_line(reply, "  %lld: %s, %s", (long long)found[i].aid.id, reply_shown(call, found[i].aid.line),
            reply_shown(call, found[i].aid.who));
        if (found[i].helper[0] != '\0')
            reply_line(reply, "    %s", reply_shown(call, found[i].helper));
        reply_line(reply, "    %s", reply_shown(call, found[i].reason));
        json_t *row = aid_json(&found[i].aid);
        json_object_set_new(row, "reason", json_string(found[i].reason));
        json_object_set_new(row, "helper", json_string(found[i].helper));
        json_array_append_new(rows, row);
        aid_rows_free(&found[i].aid, 1);
    }
    json_object_set_new(reply->json, "suggestions", rows);
    free(found);
    return reply_from_store(reply, result, speaker->store);
}

static void say_facts(const struct call *call, struct reply *reply, const struct aid *aid)
{
    char languages[300];
    if (aid->veiled)
        return;
    if (aid->details[0] != '\0')
        reply_text(reply, call, 2, aid->details);
    if (aid->by_hand[0] != '\0')
        reply_line(reply, "%s", reply_shown(call, aid->by_hand));
    if (aid->place[0] != '\0')
        reply_line(reply, _("Place: %s"), reply_shown(call, aid->place));
    aid_languages_words(aid->languages, languages, sizeof languages);
    if (languages[0] != '\0')
        reply_line(reply, _("Languages: %s"), reply_shown(call, languages));
    if (!aid->is_offer) {
        reply_line(reply, _("How many: %d. Who may answer: %s."), aid->many, aid_who_words(aid->who_may));
        if (aid->pays != AID_PAYS_NOTHING)
            reply_line(reply, _("What it costs: %s."), aid_pays_words(aid->pays));
        return;
    }
    if (aid->many > 0)
        reply_line(reply, _("At most at once: %d."), aid->many);
    if (aid->learner)
        reply_line(reply, _("Somebody who is learning."));
}

static void say_climb(const struct call *call, struct reply *reply, const struct aid *aid)
{
    int64_t when;
    char words[400], day[WHEN_BYTES];
    const struct speaker *speaker = call->speaker;
    if (aid_ask_climb(speaker->store, speaker->actor, aid->id, &when, words, sizeof words) != RESULT_OK ||
        words[0] == '\0')
        return;
    if (when == 0) {
        reply_line(reply, _("The next streets now see this: %s"), reply_shown(call, words));
        return;
    }
    reply_line(reply, _("If nobody here can until %s, neighbouring streets would read no more than: %s"),
        when_say(when, true, speaker->now, day), reply_shown(call, words));
}

/* For an ask that only women may answer: says the state of her own claim. */
static void say_claim(const struct call *call, struct reply *reply, const struct aid *aid)
{
    struct claim claim;
    char words[CLAIM_WORDS_BYTES];
    const struct speaker *speaker = call->speaker;
    if (!aid->is_offer && !aid->mine && aid->who_may == AID_WOMEN && aid->state == AID_OPEN &&
        speaker->actor->hand == 0 && claim_get(speaker->store, speaker->actor, speaker->now, &claim) == RESULT_OK)
        reply_text(reply, call, 0, claim_words(&claim, words));
}

/* Who may not answer her own ask. */
static void say_unwanted(const struct call *call, struct reply *reply, int64_t ask)
{
    char names[AID_NAMED_MAX * (HANDLE_BYTES + 2)];
    const struct speaker *speaker = call->speaker;
    if (aid_ask_unwanted(speaker->store, speaker->actor, ask, names, sizeof names) != RESULT_OK)
        return;
    json_object_set_new(reply->json, "not", json_string(names));
    if (names[0] != '\0')
        reply_line(reply, _("May not answer, and only you know: %s."), reply_shown(call, names));
}

/* Of an ask of several hands, who was found, and who waits for her yes. */
static void say_hands(const struct call *call, struct reply *reply, const struct aid *aid)
{
    const struct speaker *speaker = call->speaker;
    struct aid_match *hands = xcalloc(AID_HANDS_MAX, sizeof *hands);
    struct buffer names = { 0 };
    size_t count = 0;
    char said[AID_HANDS_BYTES];
    json_t *rows = json_array();
    if (aid->hands > 1)
        aid_matches_of(speaker->store, speaker->actor, aid->id, speaker->now, AID_HANDS_MAX, hands, &count);
    for (size_t i = 0; i < count; i++) {
        bool found = hands[i].state == MATCH_AGREED || hands[i].state == MATCH_DONE;
        if (found)
            buffer_format(&names, "%s%s", names.length > 0 ? ", " : "", hands[i].other);
        else if (hands[i].state == MATCH_HOLDS && !hands[i].mine_said)
            reply_line(reply, _("%s can. `aid answer %lld yes` accepts."), reply_shown(call, hands[i].other),
                (long long)hands[i].id);
        json_array_append_new(rows, json_pack("{s:I, s:s, s:s}", "match", (json_int_t)hands[i].id, "state",
                                        aid_match_state_name(hands[i].state), "other", hands[i].other));
    }
    if (names.length > 0) { /* the number alone stands above */
        aid_hands_say(aid->hands, aid->found, buffer_text(&names), said, sizeof said);
        reply_line(reply, "%s.", reply_shown(call, said));
    }
    json_object_set_new(reply->json, "helpers", rows);
    buffer_clear(&names);
    free(hands);
}

static void say_way_on(struct reply *reply, const struct aid *aid)
{
    if (aid->match != 0)
        reply_line(reply, _("`aid match %lld` shows how far it is."), (long long)aid->match);
    else if (aid->may_answer)
        reply_line(reply, _("`aid can %lld` says \"I can\"."), (long long)aid->id);
    if (aid->mine && aid->state == AID_EXPIRED && aid->is_offer)
        reply_line(reply, _("`aid again %lld --offer` offers it again."), (long long)aid->id);
    else if (aid->mine && aid->state == AID_EXPIRED && !aid->weekly) /* a weekly ask comes again by itself */
        reply_line(reply, _("`aid again %lld` asks again."), (long long)aid->id);
}

static enum result show_one(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    bool second = call->words == 2;
    bool is_offer = call_option(call, "offer") != NULL || (second && strcmp(call->word[0], "offer") == 0);
    struct aid aid;
    int64_t id;
    if (second && !is_offer && strcmp(call->word[0], "ask") != 0)
        return reply_usage(reply, _("Type it like this: %s"), call_usage(call));
    if (!call_number(call, second ? 1 : 0, &id, reply))
        return RESULT_INVALID;
    enum result result = is_offer ? aid_offer_get(speaker->store, speaker->actor, id, speaker->now, &aid)
                                  : aid_ask_get(speaker->store, speaker->actor, id, speaker->now, &aid);
    if (result != RESULT_OK)
        return reply_from_store(reply, result, speaker->store);
    buffer_string(&reply->text, is_offer ? _("Offer ") : _("Ask "));
    aid_say_row(reply, call, &aid);
    say_facts(call, reply, &aid);
    reply->json = aid_json(&aid);
    if (!is_offer && aid.mine) {
        say_unwanted(call, reply, id);
        say_hands(call, reply, &aid);
    }
    say_claim(call, reply, &aid);
    say_way_on(reply, &aid);
    if (aid.mine && aid.state == AID_EXPIRED) /* told once */
        aid_end_read(speaker->store, speaker->actor, is_offer, id);
    if (aid.mine && aid.state == AID_OPEN) {
        result = say_suggestions(call, reply, &aid);
        if (result == RESULT_OK && !is_offer && aid.climbs)
            say_climb(call, reply, &aid);
    }
    aid_rows_free(&aid, 1);
    return result;
}

/* False when it was refused, or when she has to confirm it first; the reply says which. */
static bool may_withdraw(const struct call *call, struct reply *reply, bool is_offer, int64_t id)
{
    const struct speaker *speaker = call->speaker;
    struct aid aid;
    enum result result = is_offer ? aid_offer_get(speaker->store, speaker->actor, id, speaker->now, &aid)
                                  : aid_ask_get(speaker->store, speaker->actor, id, speaker->now, &aid);
    if (result != RESULT_OK) {
        reply_from_store(reply, result, speaker->store);
        return false;
    }
    bool asks = aid.mine &&
                reply_asks(reply, speaker, _("Withdraw \"%s\"? It cannot be taken back."), reply_shown(call, aid.line));
    aid_rows_free(&aid, 1);
    return !asks;
}

static enum result run_show(const struct call *call, struct reply *reply)
{
    return call_in_her_name(call, reply, show_one);
}

static enum result withdraw_one(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    bool is_offer = call_option(call, "offer") != NULL;
    int64_t id;
    if (!call_number(call, 0, &id, reply))
        return RESULT_INVALID;
    if (!may_withdraw(call, reply, is_offer, id))
        return reply->result;
    enum result result = is_offer ? aid_offer_withdraw(speaker->store, speaker->actor, id, speaker->now)
                                  : aid_ask_withdraw(speaker->store, speaker->actor, id, speaker->now);
    if (result != RESULT_OK)
        return reply_from_store(reply, result, speaker->store);
    reply_line(reply, "%s",
        is_offer ? _("The offer is withdrawn. What you agreed on already stays. `offer` makes another.")
                 : _("The ask is withdrawn, and everybody who had to do with it is told. `ask` makes a new one."));
    reply->json = json_pack("{s:I}", is_offer ? "offer" : "ask", (json_int_t)id);
    return RESULT_OK;
}

static enum result run_withdraw(const struct call *call, struct reply *reply)
{
    return call_in_her_name(call, reply, withdraw_one);
}

static enum result run_me(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    struct aid_about about;
    struct claim claim;
    struct readers readers;
    char languages[300], words[CLAIM_WORDS_BYTES];
    const char *reach = call_option(call, "reach");
    enum result result = aid_about_get(speaker->store, speaker->actor, &about);
    if (result != RESULT_OK)
        return reply_from_store(reply, result, speaker->store);
    if ((result = command_claim_take(call, reply, call_option(call, "woman"))) != RESULT_OK || reply->asks ||
        (call_option(call, "languages") != NULL && (about.languages = 0, true) &&
            (result = take_languages(call, reply, &about.languages)) != RESULT_OK))
        return result;
    if (reach != NULL && util_copy_text(about.reach, sizeof about.reach, reach) >= sizeof about.reach)
        return reply_usage(reply, _("How to reach you has at most %d characters."), AID_REACH_MAX);
    if (call->options > (call_option(call, "json") != NULL) &&
        (result = aid_about_set(speaker->store, speaker->actor, &about)) != RESULT_OK)
        return reply_from_store(reply, result, speaker->store);
    if ((result = command_claim_read(call, reply, &claim)) != RESULT_OK)
        return result;
    aid_languages_words(about.languages, languages, sizeof languages);
    reply_line(reply, "woman %s:", claim.said != 0 ? "yes" : "no");
    reply_text(reply, call, 2, claim_words(&claim, words));
    reply_line(reply, _("languages: %s"), languages[0] ? reply_shown(call, languages) : _("not said"));
    reply_line(reply, _("reach: %s"),
        about.reach[0] ? reply_shown(call, about.reach)
                       : _("not said; a number or a bell, for those you agree with alone"));
    readers_of_reach(&readers);
    reply_line(reply, "%s", readers.page);
    reply->json = json_pack("{s:b, s:s, s:o, s:s}", "woman", claim.said != 0, "woman_state",
        claim_state_name(claim.state), "languages", aid_languages_json(about.languages), "reach", about.reach);
    explicit_bzero(about.reach, sizeof about.reach);
    return RESULT_OK;
}

const struct command command_aid[] = {
    { "ask",
        "ask WORDS | ask --kind K --line TEXT [--urgency U] [--from WHEN] [--until WHEN] [--place BLOCK] [--many N] [--hands N] [--who W] [--named H,H] [--not H,H] [--pays P] [--languages L,L] [--repeats weekly] [--climb yes|line] [--same-words yes] [--for NAME] < details",
        N_("asks the street for a hand, in one line of words: ask Nappies, smallest size, today"),
        N_("Kind, how soon, time, place and number are guessed from WORDS. The screens and line mode read them back, "
           "and Enter sends. ssh host ask WORDS sends at once, and says what it guessed and how to take it back. "
           "Options say what the words do not. K is goods, food, care, transport, skill, tool, space, company or "
           "other. U is today, days, week or whenever. W is anyone, women, my-block or named. P is nothing, back "
           "(you pay it back) or box (the common box). --hands 4 wants four helpers, each another person: ask Four "
           "people to carry a fridge says it too. --not names people who may not answer this ask; nobody else learns "
           "it. WHEN is written as people do: today, fri 14:00-16:00, this weekend, 2026-12-01; a time alone needs "
           "--until too. You stand there as a neighbour of your block until you accept an answer. Words that stand "
           "in a post of yours would tell who asks: then nothing is sent without --same-words yes. --climb yes: if "
           "nobody here can, neighbouring streets of the house see its kind, window, number and area. With --climb "
           "line whoever says \"I can\" there reads its one line too. --for NAME writes it by your hand for somebody "
           "without a device. Details may be left out."),
        "for=", 0, WORDS_MOST, COMMAND_MEMBER, COMMAND_MAY_BODY, .takes = aid_field_of_ask, .place = DRAFT_ASK,
        .asks_text = asks_text, .has_text = has_words, .target = COMMAND_TO_HOUSE, .run = run_ask, .now = NOW_OUTSIDE },
    { "offer",
        "offer WORDS | offer --kind K --line TEXT [--from WHEN] [--until WHEN] [--place BLOCK] [--many N] [--capacity N] [--languages L,L] [--repeats weekly] [--learner yes] [--for NAME] < details",
        N_("offers a hand, in one line of words: offer Soup for four, on Friday"),
        N_("Kind, time, place and number are guessed from WORDS, as of an ask. --capacity says how many asks it can take, of a weekly one each week; --many how much it gives at once. What comes every week needs --from and --until: --from fri 14:00 --until 18:00 --repeats weekly. Details may be left out."),
        "for=", 0, WORDS_MOST, COMMAND_MEMBER, COMMAND_MAY_BODY, .takes = aid_field_of_offer, .place = DRAFT_OFFER,
        .asks_text = asks_text, .has_text = has_words, .target = COMMAND_TO_HOUSE, .run = run_offer,
        .now = NOW_OUTSIDE },
    { "aid", "aid [--kind K] [--urgency U] [--place BLOCK] [--mine] [--open] [--offers] [--page N]",
        N_("what is asked and what is offered"),
        N_("Asks first, the most urgent on top. --mine shows your own, --open what nobody answered yet, --offers only offers."),
        "kind= urgency= place= mine open offers page=", 0, 0, COMMAND_MEMBER, COMMAND_NO_BODY, .run = run_aid,
        .now = NOW_OUTSIDE },
    { "aid show", "aid show [offer] N [--offer] [--for NAME]",
        N_("one ask or offer; of your own, also what fits it, and why"),
        N_("--for shows one that you wrote by hand as its own."), "offer for=", 1, 2, COMMAND_MEMBER, COMMAND_NO_BODY,
        .run = run_show },
    { "aid withdraw", "aid withdraw N [--offer] [--for NAME]", N_("ends an ask of yours; with --offer an offer"),
        N_("It cannot be taken back: make a new one. Whoever held it is told."), "offer for=", 1, 1, COMMAND_MEMBER,
        COMMAND_NO_BODY, .run = run_withdraw },
    { "aid me", "aid me [--woman yes|no] [--languages L,L] [--reach TEXT]",
        N_("what mutual aid knows about you: languages, how to reach you"),
        N_("How to reach you is told to those you agreed with, and wiped 14 days after it is done. --woman is what `woman` says."),
        "woman=", 0, 0, COMMAND_MEMBER, COMMAND_NO_BODY, .fields = form_fields_about_me, .run = run_me },
};
const size_t command_aid_count = sizeof command_aid / sizeof *command_aid;
