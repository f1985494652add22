/* aid_subject.c: mutual aid as a subject (subject.h): lines on home, pages, keys, commands, drafts. */
#include <string.h>

#include "hand.h"
#include "screens/aid/aid_rooms.h"
#include "screens/people/hand_room.h"
#include "when.h"

/* --- on home --- */

enum { DUE_MOST = 20 };
struct aid_home {
    struct aid_due due[DUE_MOST];
    size_t count;
    /* RULES 1.8: for due[i] of an entry by hand, the person for whom she wrote it; 0 and "" for her own */
    int64_t written_for[DUE_MOST];
    char handle[DUE_MOST][HANDLE_BYTES];
};

static void load_voices(struct ui *ui, struct aid_home *out)
{
    enum { VOICES_MOST = 8 };
    int64_t members[VOICES_MOST];
    struct actor voice;
    size_t count = 0;
    if (hand_voices(ui->store, ui->actor, members, VOICES_MOST, &count) != RESULT_OK)
        return;
    for (size_t i = 0; i < count && out->count < DUE_MOST; i++) {
        size_t first = out->count, more = 0;
        if (actor_by_hand(ui->store, ui->actor, members[i], ui_now(ui), &voice) != RESULT_OK ||
            aid_due_list(ui->store, &voice, ui_now(ui), DUE_MOST - first, out->due + first, &more) != RESULT_OK)
            continue;
        for (size_t k = first; k < first + more; k++) {
            out->written_for[k] = members[i];
            util_copy_text(out->handle[k], HANDLE_BYTES, voice.handle);
        }
        out->count += more;
    }
}

static void load(struct ui *ui, struct aid_home *out)
{
    *out = (struct aid_home) { 0 };
    if (aid_due_list(ui->store, ui->actor, ui_now(ui), DUE_MOST, out->due, &out->count) != RESULT_OK)
        out->count = 0;
    load_voices(ui, out);
}

/* True when a person waits; false when something begins or ends. */
static bool is_person(const struct aid_due *due)
{
    return due->kind < AID_DUE_SOON;
}

/* The day and hour of what two share, in few columns: "Wed 19:42", "until Wed 20:00" while it lasts. Returns out. */
static const char *hours(const struct ui *ui, const struct aid_due *due, char *out, size_t size)
{
    enum { SOON = 6 * 86400 };
    int64_t now = ui_now(ui), at = due->starts > now || due->ends <= now ? due->starts : due->ends;
    char time[WHEN_BYTES];
    if (at - now < SOON)
        ui_time(ui, at, time, sizeof time);
    else
        when_say(at, true, now, time);
    snprintf(out, size, at == due->ends ? _("until %s") : "%s", time);
    return out;
}

/* What it is about; of what two agreed on, or may agree on, the day and hour before it. */
static const char *about(const struct ui *ui, const struct aid_due *due, char *out, size_t size)
{
    char when[WHEN_BYTES + 20];
    bool of_match = due->kind == AID_DUE_SUGGESTED || due->kind == AID_DUE_ANSWER || due->kind == AID_DUE_AGREED ||
                    due->kind == AID_DUE_HAPPENED;
    if (of_match && due->starts > 0) /* before a yes nobody may know yet what hours the two share */
        snprintf(out, size, "%s, %s", hours(ui, due, when, sizeof when), due->line);
    else
        util_copy_text(out, size, due->line);
    return out;
}

static void say_due(
    const struct ui *ui, const struct aid_due *due, char *words, size_t size, char *brief, size_t brief_size)
{
    char line[sizeof due->line];
    about(ui, due, line, sizeof line);
    switch (due->kind) {
    case AID_DUE_SUITS:
        if (due->from != AID_FROM_HERE) {
            snprintf(words, size, "%s: %s. %s", aid_from_words(due->from), line, _("You offered it."));
            util_copy_text(brief, brief_size, line);
            break;
        }
        snprintf(
            words, size, _("Today, block %s: %s. You offered %s."), due->place, line, aid_kind_words(due->aid_kind));
        snprintf(brief, brief_size, _("Today, %s: %.100s"), due->place, line);
        break;
    case AID_DUE_SUGGESTED:
        snprintf(words, size, _("You and %s would fit: %s"), due->who, line);
        snprintf(brief, brief_size, _("Would fit: %.100s"), line);
        break;
    case AID_DUE_ANSWER:
        snprintf(words, size, _("%s waits for your yes: %s"), due->who, line);
        snprintf(brief, brief_size, _("Your yes? %.100s"), line);
        break;
    case AID_DUE_MESSAGE:
        snprintf(words, size, _("%s wrote to you about: %s"), due->who, line);
        snprintf(brief, brief_size, _("%.40s wrote: %.80s"), due->who, line);
        break;
    case AID_DUE_AGREED:
        snprintf(words, size, _("%s said yes: %s"), due->who, line);
        snprintf(brief, brief_size, _("%.40s said yes: %.80s"), due->who, line);
        break;
    case AID_DUE_HAPPENED:
        snprintf(words, size, _("Did it happen? %s, with %s"), line, due->who);
        snprintf(brief, brief_size, _("Did it happen? %.100s"), line);
        break;
    case AID_DUE_WEEKLY:
        snprintf(words, size, _("%s would do it every week: %s"), due->who, line);
        snprintf(brief, brief_size, _("Every week? %.100s"), line);
        break;
    case AID_DUE_WEEKLY_OVER:
        snprintf(words, size, _("Not every week any more, with %s: %s"), due->who, line);
        snprintf(brief, brief_size, _("Not every week: %.100s"), line);
        break;
    case AID_DUE_SOON:
        snprintf(words, size, _("Soon, with %s: %s"), due->who, line);
        snprintf(brief, brief_size, _("Soon: %.100s"), line);
        break;
    case AID_DUE_NOT_NOW:
        snprintf(words, size, _("It was not agreed on: %s"), line);
        snprintf(brief, brief_size, _("Not this time: %.100s"), line);
        break;
    case AID_DUE_FELL:
        snprintf(words, size, _("It fell through: %s"), line);
        snprintf(brief, brief_size, _("Fell through: %.100s"), line);
        break;
    case AID_DUE_WOMAN:
        util_copy_text(words, size, _("Two members object to your word that you are a woman: it is suspended."));
        util_copy_text(brief, brief_size, _("Your word: suspended"));
        break;
    case AID_DUE_COMES: /* add_comes() says it */
        break;
    case AID_DUE_ENDS:
        snprintf(words, size,
            due->is_offer ? _("Your offer ends soon: %s") : _("Your ask ends soon, and it is still open: %s"), line);
        snprintf(brief, brief_size, _("Ends soon: %.100s"), line);
        break;
    case AID_DUE_ENDED:
        snprintf(words, size,
            due->is_offer ? _("Your offer ended. Again? %s") : _("Your ask ended, and nobody came. Again? %s"), line);
        snprintf(brief, brief_size, _("Ended. Again? %.100s"), line);
        break;
    case AID_DUE_NIGHT:
        snprintf(words, size, _("A matching night is due: %s"), line);
        util_copy_text(brief, brief_size, _("A matching night is due"));
        break;
    }
}

/* The same for an entry by hand: the line begins with the name of the person for whom it was written. */
static void say_due_by_hand(
    const struct aid_due *due, const char *handle, char *words, size_t size, char *brief, size_t brief_size)
{
    static const char *const said[] = {
        [AID_DUE_SUITS] = N_("an ask for today"),
        [AID_DUE_SUGGESTED] = N_("somebody would fit"),
        [AID_DUE_ANSWER] = N_("it waits for a yes"),
        [AID_DUE_MESSAGE] = N_("new words"),
        [AID_DUE_AGREED] = N_("it is agreed"),
        [AID_DUE_HAPPENED] = N_("did it happen?"),
        [AID_DUE_WEEKLY] = N_("it could be every week"),
        [AID_DUE_WEEKLY_OVER] = N_("it is not every week any more"),
        [AID_DUE_SOON] = N_("soon"),
        [AID_DUE_NOT_NOW] = N_("it was not agreed on"),
        [AID_DUE_FELL] = N_("it fell through"),
        [AID_DUE_ENDS] = N_("it ends soon"),
        [AID_DUE_ENDED] = N_("it ended"),
        [AID_DUE_WOMAN] = N_("her word of being a woman is suspended"),
        [AID_DUE_COMES] = N_("it is agreed"),
    };
    /* TRANSLATORS: for whom, what there is ("a yes is waited for"), about which ask */
    snprintf(words, size, _("For %s, %s: %s"), handle, _(said[due->kind]), due->line);
    snprintf(brief, brief_size, _("%.40s: %.80s"), handle, due->line);
}

static void say_line(const struct ui *ui, const struct aid_home *aid, size_t place, char *words, size_t size,
    char *brief, size_t brief_size)
{
    if (aid->written_for[place] != 0)
        say_due_by_hand(&aid->due[place], aid->handle[place], words, size, brief, brief_size);
    else
        say_due(ui, &aid->due[place], words, size, brief, brief_size);
}

enum { GO_ASK, GO_OFFER, GO_NIGHT };

/* `id` is the ask or the offer, `of` the match, and `kind` says where else it leads. */
static void go_due(struct ui *ui, const struct home_line *line)
{
    if (line->kind == GO_NIGHT)
        ui_go(ui, PLACE_AID_NIGHT, NULL);
    else if (line->id == 0 && line->written_for != 0)
        ui_notice(ui, "%s", _(":woman --for NAME tells what that means."));
    else if (line->id == 0)
        ui_go(ui, PLACE_MY_CLAIM, NULL);
    else if (line->of != 0)
        ui_go(ui, PLACE_AID_MATCH, &(struct aid_match_page_ask) { line->of, line->written_for });
    else
        ui_go(ui, PLACE_AID_PAGE, &(struct aid_page_ask) { line->kind == GO_OFFER, line->id, line->written_for });
}

static void say_typed(struct home_line *line, const char *handle)
{
    const char *by = handle[0] != '\0' ? " --for " : "";
    if (line->kind == GO_NIGHT)
        home_line_types(line, "match");
    else if (line->id == 0)
        home_line_types(line, "woman%s%s", by, handle);
    else if (line->of != 0)
        home_line_types(line, "aid match %lld%s%s", (long long)line->of, by, handle);
    else
        home_line_types(
            line, "aid show %lld%s%s%s", (long long)line->id, line->kind == GO_OFFER ? " --offer" : "", by, handle);
}

static enum home_when when_of(enum aid_due_kind kind)
{
    return kind == AID_DUE_SOON                                                          ? HOME_FROM
           : kind == AID_DUE_SUGGESTED || kind == AID_DUE_ANSWER || kind == AID_DUE_ENDS ? HOME_UNTIL
                                                                                         : HOME_CAME;
}

/* What is agreed and still to come stands with what is hers to do: the soonest, with its day and hour. */
static void add_comes(struct ui *ui, struct home_lines *lines, const struct aid_home *aid)
{
    const struct aid_due *soonest = NULL;
    struct home_line *line;
    char when[WHEN_BYTES + 20];
    for (size_t i = 0; i < aid->count; i++)
        if (aid->due[i].kind == AID_DUE_COMES && aid->written_for[i] == 0 &&
            (soonest == NULL || aid->due[i].starts < soonest->starts))
            soonest = &aid->due[i];
    if (soonest == NULL || ui_shared(ui) ||
        (line = home_lines_add_of(ui, lines, soonest->unit, HOME_YOURS, go_due, 0)) == NULL)
        return;
    line->id = soonest->id;
    line->of = soonest->match;
    say_typed(line, "");
    line->label = ui->columns < 60 ? "" : _("Yours");
    hours(ui, soonest, when, sizeof when);
    snprintf(line->words, sizeof line->words, _("%s, with %s: %s"), when, soonest->who, soonest->line);
    snprintf(line->brief, sizeof line->brief, "%.60s: %.90s", when, soonest->line);
}

static void add_due(struct ui *ui, struct home_lines *lines)
{
    struct aid_home aid;
    load(ui, &aid);
    add_comes(ui, lines, &aid);
    for (size_t i = 0; i < aid.count; i++) {
        const struct aid_due *due = &aid.due[i];
        if ((ui_shared(ui) && due->is_private) || due->kind == AID_DUE_COMES)
            continue; /* home counts it with the private matters */
        struct home_line *line =
            home_lines_add_of(ui, lines, due->unit, is_person(due) ? HOME_PERSON : HOME_BEGINS, go_due, due->at);
        if (line == NULL)
            continue;
        line->id = due->id;
        line->of = due->match;
        line->kind = due->kind == AID_DUE_NIGHT ? GO_NIGHT : due->is_offer ? GO_OFFER : GO_ASK;
        line->written_for = aid.written_for[i];
        say_typed(line, aid.written_for[i] != 0 ? aid.handle[i] : "");
        line->when = when_of(due->kind);
        say_line(ui, &aid, i, line->words, sizeof line->words, line->brief, sizeof line->brief);
    }
}

static void go_board(struct ui *ui, const struct home_line *line)
{
    (void)line;
    ui_go(ui, PLACE_AID, NULL);
}

/* "3 asks, 5 offers": those that are new to her. */
static void add_new(struct ui *ui, struct home_lines *lines)
{
    struct aid_totals totals;
    char count[8];
    size_t used = 0;
    if (aid_totals(ui->store, ui->actor, &totals) != RESULT_OK || (totals.new_asks == 0 && totals.new_offers == 0))
        return;
    struct home_line *line = home_lines_add(lines, HOME_NEWS, go_board, 0);
    if (line == NULL)
        return;
    line->label = _("New");
    home_line_types(line, "aid");
    if (totals.new_asks > 0)
        used = (size_t)snprintf(line->words, sizeof line->words,
            ngettext("%s ask", "%s asks", (unsigned long)totals.new_asks), ui_count(totals.new_asks, count));
    if (totals.new_offers > 0)
        snprintf(line->words + used, sizeof line->words - used, "%s", used > 0 ? ", " : "");
    used = strlen(line->words);
    if (totals.new_offers > 0)
        snprintf(line->words + used, sizeof line->words - used,
            ngettext("%s offer", "%s offers", (unsigned long)totals.new_offers), ui_count(totals.new_offers, count));
}

static void on_home(struct ui *ui, struct home_lines *lines)
{
    add_due(ui, lines);
    add_new(ui, lines);
}

/* Opens what home only counts on a shared computer (RULES 1.6). */
static void open_mine(struct ui *ui)
{
    ui_go(ui, PLACE_AID_MINE, NULL);
}

/* --- by command --- */

/* "ask --for gogo-maria", "offer --for gogo-maria" */
static bool open_by_hand(struct ui *ui, const struct call *call)
{
    struct actor voice;
    bool offers = subject_is(call, "offer");
    if ((!offers && !subject_is(call, "ask")) || call->words > 0 || !ui_member(ui) || call->options != 1 ||
        call_option(call, "for") == NULL)
        return false;
    if (hand_voice_of(ui, call_option(call, "for"), &voice))
        ui_go(ui, PLACE_AID_FORM, &(struct aid_form_ask) { .offers = offers, .kind = -1, .written_for = voice.member });
    return true;
}

/* "ask Nappies, today", "offer Soup": reads the words back; "aid show 4", "aid show offer 4", "aid match 4". */
static bool open(struct ui *ui, const struct call *call, const char *rest)
{
    int64_t number = 0;
    bool offers = subject_is(call, "offer");
    bool offer = subject_is(call, "aid show") && call->words == 2 && strcmp(call->word[0], "offer") == 0 &&
                 util_parse_number(call->word[1], &number);
    if (!ui_member(ui))
        return false;
    if ((offers || subject_is(call, "ask")) && call->words > 0)
        ui_go(ui, PLACE_AID_FORM, &(struct aid_form_ask) { .offers = offers, .kind = -1, .line = rest });
    else if (offer || subject_has_number(call, "aid show", &number))
        ui_go(ui, PLACE_AID_PAGE, &(struct aid_page_ask) { .is_offer = offer, .id = number });
    else if (subject_has_number(call, "aid match", &number))
        ui_go(ui, PLACE_AID_MATCH, &(struct aid_match_page_ask) { .match = number });
    else
        return false;
    return true;
}

/* --- drafts --- */

static void name_match(struct ui *ui, const struct draft *draft, char *out, size_t size)
{
    struct aid_match match;
    struct actor voice;
    if (hand_voice(ui, draft->written_for, &voice) == RESULT_OK &&
        aid_match_get(ui->store, &voice, draft->target, ui_now(ui), &match) == RESULT_OK)
        util_copy_text(out, size, match.line);
}

static void go_on_form(struct ui *ui, enum draft_place place, int64_t target, int64_t written_for)
{
    (void)target;
    ui_go(ui, PLACE_AID_FORM,
        &(struct aid_form_ask) { .offers = place == DRAFT_OFFER, .kind = -1, .written_for = written_for });
}

static const struct subject_page pages[] = {
    { PLACE_AID, &screen_aid },
    { PLACE_AID_FORM, &screen_aid_form },
    { PLACE_AID_PAGE, &screen_aid_page },
    { PLACE_AID_MINE, &screen_aid_mine },
    { PLACE_AID_MATCH, &screen_aid_match },
    { PLACE_AID_NIGHT, &screen_aid_night },
    { PLACE_AID_ABOUT, &screen_aid_about },
    { 0, NULL },
};

static const struct subject_key keys[] = {
    { ACTION_AID, PLACE_AID, false, true },
    { ACTION_NONE, 0, false, false },
};

static const struct aid_form_ask an_ask = { .kind = -1 }, an_offer = { .offers = true, .kind = -1 };
static const struct subject_command commands[] = {
    { "ask", PLACE_AID_FORM, &an_ask, false },
    { "offer", PLACE_AID_FORM, &an_offer, false },
    { "aid", PLACE_AID, NULL, false },
    { "aid matches", PLACE_AID_MINE, NULL, false },
    { "aid me", PLACE_AID_ABOUT, NULL, false },
    { "match", PLACE_AID_NIGHT, NULL, false },
    { NULL, 0, NULL, false },
};

static const struct subject_draft drafts[] = {
    { DRAFT_ASK, N_("ask"), false, NULL, go_on_form },
    { DRAFT_OFFER, N_("offer"), false, NULL, go_on_form },
    { DRAFT_MESSAGE, N_("words"), false, name_match, navigate_to_editor },
    { 0, NULL, false, NULL, NULL },
};

const struct page_subject aid_pages = {
    .name = "aid",
    .pages = pages,
    .home = on_home,
    .open_private = { [PRIVATE_AID] = open_mine },
    .keys = keys,
    .commands = commands,
    .open = open,
    .open_with = open_by_hand,
    .drafts = drafts,
};
