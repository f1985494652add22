/*
 * aid_form.c: the form of an ask, and that of an offer. A digit for the kind, the line, Enter, Enter: the rest has
 * defaults that the last row says in words. What is typed is kept when the line drops.
 */
#include <stdlib.h>
#include <string.h>

#include "screens/aid_rooms.h"
#include "screens/form.h"
#include "screens/hand_room.h"
#include "screens/rota_rooms.h"

/* Drafts know the rows by their numbers: new ones only at the end. */
enum ask_row {
    A_KIND,
    A_LINE,
    A_URGENCY,
    A_SEND,
    A_DETAILS,
    A_FROM,
    A_UNTIL,
    A_PLACE,
    A_MANY,
    A_WHO,
    A_NAMED,
    A_LANGUAGES,
    A_WEEKLY,
    A_CLIMBS,
    A_ROWS
};
enum offer_row {
    O_KIND,
    O_LINE,
    O_CAPACITY,
    O_SEND,
    O_DETAILS,
    O_FROM,
    O_UNTIL,
    O_PLACE,
    O_MANY,
    O_LANGUAGES,
    O_WEEKLY,
    O_LEARNER,
    O_ROWS
};

static const char *kind_word(int kind)
{
    return aid_kind_words((enum aid_kind)kind);
}

static const char *urgency_word(int urgency)
{
    return aid_urgency_words((enum aid_urgency)urgency);
}

static const char *who_word(int who)
{
    return aid_who_words((enum aid_who)who);
}

#define DETAILS_HINT N_("More words, if they help. A street address does not belong here: you two tell each other.")
#define WHEN_HINT N_("As you say it: tomorrow, fri 14:00, 27 Nov. Empty is right too.")
#define PLACE_HINT N_("A block or a cross street. Empty: your home's block.")
#define LANGUAGES_HINT N_("en, es, zu ... Empty: any.")

static const struct form_line ask_lines[A_ROWS] = {
    [A_KIND] = { FORM_CHOICE, N_("Kind"), NULL, 0, AID_KINDS, kind_word, false },
    [A_LINE] = { FORM_TEXT, N_("I need"), N_("One line. Enter goes to the last step, Down to all the rest."),
        AID_LINE_MAX, 0, NULL, true },
    [A_URGENCY] = { FORM_CHOICE, N_("How soon"), NULL, 0, AID_URGENCIES, urgency_word, false },
    [A_SEND] = { FORM_SEND, N_("Ask now"), NULL, 0, 0, NULL, false },
    [A_DETAILS] = { FORM_TEXT, N_("Details"), DETAILS_HINT, AID_DETAILS_MAX, 0, NULL, false },
    [A_FROM] = { FORM_FROM, N_("From"), WHEN_HINT, 60, 0, NULL, false },
    [A_UNTIL] = { FORM_UNTIL, N_("Until"), WHEN_HINT, 60, 0, NULL, false },
    [A_PLACE] = { FORM_TEXT, N_("Where"), PLACE_HINT, AID_PLACE_MAX, 0, NULL, false },
    [A_MANY] = { FORM_NUMBER, N_("For how many"), NULL, 3, 0, NULL, false },
    [A_WHO] = { FORM_CHOICE, N_("Who may"), N_("Others can't answer it, and are not suggested."), 0, AID_NAMED + 1,
        who_word, false },
    [A_NAMED] = { FORM_TEXT, N_("Named"), N_("For \"people I name\": their names here, eight at most."), 200, 0, NULL,
        false },
    [A_LANGUAGES] = { FORM_TEXT, N_("Languages"), LANGUAGES_HINT, 60, 0, NULL, false },
    [A_WEEKLY] = { FORM_CHECK, N_("Every week"), NULL, 0, 0, NULL, false },
    [A_CLIMBS] = { FORM_CHECK, N_("Ask further"),
        N_("If nobody here can: may neighbouring streets see kind, time, how many and the area? Never a name, a street "
           "or your words."),
        0, 0, NULL, false },
};

static const struct form_line offer_lines[O_ROWS] = {
    [O_KIND] = { FORM_CHOICE, N_("Kind"), NULL, 0, AID_KINDS, kind_word, false },
    [O_LINE] = { FORM_TEXT, N_("I can give"), N_("One line. Enter goes to the last step, Down to all the rest."),
        AID_LINE_MAX, 0, NULL, true },
    [O_CAPACITY] = { FORM_NUMBER, N_("How often"), N_("How many asks you can take; of a weekly offer, each week."), 2,
        0, NULL, false },
    [O_SEND] = { FORM_SEND, N_("Offer it"), NULL, 0, 0, NULL, false },
    [O_DETAILS] = { FORM_TEXT, N_("Details"), DETAILS_HINT, AID_DETAILS_MAX, 0, NULL, false },
    [O_FROM] = { FORM_FROM, N_("From"), WHEN_HINT, 60, 0, NULL, false },
    [O_UNTIL] = { FORM_UNTIL, N_("Until"), WHEN_HINT, 60, 0, NULL, false },
    [O_PLACE] = { FORM_TEXT, N_("Where"), PLACE_HINT, AID_PLACE_MAX, 0, NULL, false },
    [O_MANY] = { FORM_NUMBER, N_("At most for"), N_("The most it gives at once. Empty: no bound."), 3, 0, NULL, false },
    [O_LANGUAGES] = { FORM_TEXT, N_("Languages"), LANGUAGES_HINT, 60, 0, NULL, false },
    [O_WEEKLY] = { FORM_CHECK, N_("Every week"), NULL, 0, 0, NULL, false },
    [O_LEARNER] = { FORM_CHECK, N_("I learn it"), N_("You are learning this, and glad of a chance."), 0, 0, NULL,
        false },
};

struct room {
    struct form form;
    struct actor voice; /* she, or whom her hand writes for (RULES 1.8) */
    bool offers, sent, touched;
};

static enum draft_place place_of(const struct room *room)
{
    return room->offers ? DRAFT_OFFER : DRAFT_ASK;
}

/* --- drafts --- */

static void keep(struct ui *ui, struct room *room)
{
    struct buffer packed = { 0 };
    if (!room->form.changed || room->sent)
        return;
    form_pack(&room->form, &packed);
    draft_save(
        ui->store, &room->voice, place_of(room), 0, form_text(&room->form, A_LINE), buffer_text(&packed), ui_now(ui));
    buffer_clear(&packed);
    room->form.changed = false;
    room->touched = true;
}

/* Kept words come back; words that were carried here go before the details of them, so that neither is lost. */
static bool bring_back(struct ui *ui, struct room *room, const struct aid_form_ask *ask)
{
    struct draft draft;
    if (draft_get(ui->store, &room->voice, place_of(room), 0, &draft) != RESULT_OK)
        return false;
    form_unpack(&room->form, draft.body != NULL ? draft.body : "");
    drafts_free(&draft, 1);
    room->touched = true;
    if (ask->line == NULL)
        ui_notice(ui, "%s", _("Your earlier words are here. Esc can throw them away."));
    return true;
}

static void carry(struct room *room, const struct aid_form_ask *ask)
{
    struct buffer details = { 0 };
    const char *had_line = form_text(&room->form, A_LINE), *had = form_text(&room->form, A_DETAILS);
    buffer_string(&details, ask->details != NULL ? ask->details : "");
    if (had_line[0] != '\0')
        buffer_format(&details, " %s", had_line);
    if (had[0] != '\0')
        buffer_format(&details, " %s", had);
    form_set(&room->form, A_DETAILS, buffer_text(&details));
    form_set(&room->form, A_LINE, ask->line);
    buffer_clear(&details);
    room->form.changed = true;
}

static void defaults(struct room *room)
{
    struct form *form = &room->form;
    form_choose(form, A_KIND, -1);
    if (room->offers)
        form_set(form, O_CAPACITY, "1");
    else {
        form_choose(form, A_URGENCY, AID_DAYS);
        form_set(form, A_MANY, "1");
    }
}

static enum result room_open(struct ui *ui, struct screen *screen, const void *argument)
{
    static const struct aid_form_ask nothing = { .kind = -1 };
    struct room *room = screen->state;
    const struct aid_form_ask *ask = argument != NULL ? argument : &nothing;
    if (!ui_member(ui))
        return RESULT_REFUSED;
    enum result result = hand_voice(ui, ask->written_for, &room->voice);
    if (result != RESULT_OK)
        return result;
    room->offers = ask->offers;
    form_begin(&room->form, room->offers ? offer_lines : ask_lines, room->offers ? O_ROWS : A_ROWS);
    defaults(room);
    bring_back(ui, room, ask);
    if (ask->line != NULL)
        carry(room, ask);
    if (ask->kind >= 0)
        form_choose(&room->form, A_KIND, ask->kind);
    if (form_chosen(&room->form, A_KIND) >= 0)
        form_go(&room->form, A_LINE);
    return RESULT_OK;
}

/* --- drawing: all of it in words, before it counts --- */

static void say_window(struct ui *ui, const struct room *room, struct buffer *out)
{
    struct when when;
    char words[WHEN_BYTES];
    const char *from = form_text(&room->form, A_FROM), *until = form_text(&room->form, A_UNTIL);
    int64_t now = ui_now(ui);
    if (from[0] != '\0' && when_read(from, now, &when) == WHEN_GOOD)
        buffer_format(out, _(", from %s"), when_say(when.at, when.has_time, now, words));
    if (until[0] != '\0' && when_read(until, now, &when) == WHEN_GOOD)
        buffer_format(out, _(", until %s"), when_say(when.at, when.has_time, now, words));
    else if (until[0] == '\0') {
        enum aid_urgency urgency = room->offers ? AID_WHENEVER : (enum aid_urgency)form_chosen(&room->form, A_URGENCY);
        buffer_format(out, _(", until %s"), when_say(aid_default_end(urgency, now), true, now, words));
    }
}

static void say_all(struct ui *ui, const struct room *room, struct buffer *out)
{
    const struct form *form = &room->form;
    int kind = form_chosen(form, A_KIND);
    const char *place = form_text(form, A_PLACE);
    buffer_string(out, kind < 0 ? _("no kind yet") : kind_word(kind));
    if (!room->offers)
        buffer_format(out, ", %s", urgency_word(form_chosen(form, A_URGENCY)));
    say_window(ui, room, out);
    buffer_format(out, ", %s", place[0] != '\0' ? place : room->voice.hand != 0 ? _("her block") : _("your block"));
    if (form_chosen(form, room->offers ? O_WEEKLY : A_WEEKLY))
        buffer_format(out, ", %s", _("every week"));
    if (!room->offers)
        buffer_format(out,
            room->voice.hand != 0
                ? _("; may answer: %s. It shows \"a neighbour\", not her name, until you accept somebody for her.")
                : _("; may answer: %s. It shows \"a neighbour\", not your name, until you accept somebody."),
            who_word(form_chosen(form, A_WHO)));
    else
        buffer_string(
            out, room->voice.hand != 0 ? _("; her name stands with it, and yours.") : _("; your name stands with it."));
}

static void room_draw(struct ui *ui, struct screen *screen)
{
    struct room *room = screen->state;
    struct buffer said = { 0 };
    char title[HANDLE_BYTES + 80];
    if (room->voice.hand != 0)
        snprintf(title, sizeof title, room->offers ? _("FOR %s: offers") : _("FOR %s: asks for"), room->voice.handle);
    else
        copy_text(title, sizeof title, room->offers ? _("I offer") : _("I ask for"));
    int row = ui_title(ui, title, _("Read by: THE STREET"));
    say_all(ui, room, &said);
    form_draw(ui, &room->form, row, ui_last_row(ui), buffer_text(&said));
    buffer_clear(&said);
    ui_keys(ui, ui->columns >= 60 ? _("Enter goes on   Up Down   Ctrl-S sends   Esc menu") : _("Enter on   Esc menu"));
}

/* --- sending --- */

/* Names between blanks and commas; `words` is cut up. */
static void read_named(char *words, const char *named[AID_NAMED_MAX])
{
    size_t count = 0;
    char *rest = NULL;
    for (char *name = strtok_r(words, " ,", &rest); name != NULL && count < AID_NAMED_MAX;
         name = strtok_r(NULL, " ,", &rest))
        named[count++] = name;
}

static bool read_languages(struct ui *ui, struct room *room, size_t row, uint32_t *out)
{
    char bad[32], known[200], words[320];
    if (aid_languages_parse(form_text(&room->form, row), out, bad, sizeof bad))
        return true;
    aid_languages_known(known, sizeof known);
    snprintf(words, sizeof words, _("\"%s\" is not known here. Known are: %s."), bad, known);
    form_fault(ui, &room->form, row, words);
    return false;
}

/* What both have. False: a field is not right, and the notice says which. */
static bool read_common(struct ui *ui, struct room *room, struct aid_form *out)
{
    struct form *form = &room->form;
    if (form_chosen(form, A_KIND) < 0) {
        form_fault(ui, form, A_KIND, _("which one? One digit."));
        return false;
    }
    out->kind = (enum aid_kind)form_chosen(form, A_KIND);
    out->line = form_text(form, A_LINE);
    if (out->line[strspn(out->line, " ")] == '\0') {
        form_fault(ui, form, A_LINE, _("a few words are needed here."));
        return false;
    }
    out->details = form_text(form, A_DETAILS);
    out->place = form_text(form, A_PLACE);
    return form_when(ui, form, A_FROM, &out->starts) && form_when(ui, form, A_UNTIL, &out->ends);
}

static enum result make_ask(struct ui *ui, struct room *room, struct aid_form *out, int64_t *id)
{
    struct form *form = &room->form;
    char *named = xstrdup(form_text(form, A_NAMED));
    enum result result = RESULT_INVALID;
    out->urgency = (enum aid_urgency)form_chosen(form, A_URGENCY);
    out->who_may = (enum aid_who)form_chosen(form, A_WHO);
    out->weekly = form_chosen(form, A_WEEKLY) != 0;
    out->climbs = form_chosen(form, A_CLIMBS) != 0;
    read_named(named, out->named);
    if (out->who_may == AID_NAMED && out->named[0] == NULL)
        form_fault(ui, form, A_NAMED, _("whom? Their names, with blanks between."));
    else if (form_number(ui, form, A_MANY, AID_MANY_MAX, 1, &out->many) &&
             read_languages(ui, room, A_LANGUAGES, &out->languages)) {
        result = ask_make(ui->store, &room->voice, out, ui_now(ui), id);
        if (result != RESULT_OK)
            ui_refused(ui);
    }
    free(named);
    return result;
}

static enum result make_offer(struct ui *ui, struct room *room, struct aid_form *out, int64_t *id)
{
    struct form *form = &room->form;
    out->weekly = form_chosen(form, O_WEEKLY) != 0;
    out->learner = form_chosen(form, O_LEARNER) != 0;
    if (!form_number(ui, form, O_CAPACITY, AID_CAPACITY_MAX, 1, &out->capacity) ||
        !form_number(ui, form, O_MANY, AID_MANY_MAX, 0, &out->many) ||
        !read_languages(ui, room, O_LANGUAGES, &out->languages))
        return RESULT_INVALID;
    enum result result = offer_make(ui->store, &room->voice, out, ui_now(ui), id);
    if (result != RESULT_OK)
        ui_refused(ui);
    return result;
}

static void drop(struct ui *ui, struct room *room)
{
    room->sent = true;
    if (room->touched)
        draft_drop(ui->store, &room->voice, place_of(room), 0, ui_now(ui));
}

static void send_now(struct ui *ui, struct room *room)
{
    struct aid_form out = { 0 };
    int64_t id = 0;
    keep(ui, room);
    if (!read_common(ui, room, &out) ||
        (room->offers ? make_offer(ui, room, &out, &id) : make_ask(ui, room, &out, &id)) != RESULT_OK)
        return; /* all that was typed stays */
    bool offers = room->offers, by_hand = room->voice.hand != 0;
    drop(ui, room);
    ui_pop(ui, &(struct outcome) { .done = true, .number = id });
    ui_notice(ui, "%s",
        by_hand  ? _("Done, by your hand. Somebody of another home confirms it; home tells you what comes of it.")
        : offers ? _("Offered. Home tells you when somebody asks for it.")
                 : _("Asked. Home tells you when somebody can."));
}

/* --- keys --- */

static void leave(struct ui *ui, struct room *room)
{
    const struct choice choices[] = { { '1', room->offers ? _("Offer it") : _("Ask now") }, { '2', _("Go on writing") },
        { '3', _("Put it away; it is kept") }, { '4', _("Throw it away") }, { 0, NULL } };
    keep(ui, room);
    if (!room->touched)
        ui_pop(ui, NULL);
    else
        ui_push(ui, &screen_question,
            &(struct question_ask) { .title = _("What now?"), .choices = choices, .selected = 1 });
}

static void room_key(struct ui *ui, struct screen *screen, wint_t key, bool special)
{
    struct room *room = screen->state;
    enum form_said said = form_key(ui, &room->form, key, special);
    if (said == FORM_SENDS)
        send_now(ui, room);
    else if (said == FORM_LEAVES)
        leave(ui, room);
}

static void ask_throw_away(struct ui *ui)
{
    const struct choice choices[] = { { 'y', _("Yes, throw them away") }, { 'n', _("No, keep them") }, { 0, NULL } };
    ui_push(ui, &screen_question,
        &(struct question_ask) { .title = _("Throw these words away?"), .choices = choices, .destroys = true });
}

static void room_back(
    struct ui *ui, struct screen *screen, const struct screen_type *from, const struct outcome *outcome)
{
    struct room *room = screen->state;
    if (from != &screen_question || !outcome->done)
        return;
    if (outcome->number == '1')
        send_now(ui, room);
    else if (outcome->number == '3') {
        ui_pop(ui, NULL);
        ui_notice(ui, "%s", _("Put away. It waits for you on home."));
    } else if (outcome->number == '4')
        ask_throw_away(ui);
    else if (outcome->number == 'y') {
        drop(ui, room);
        ui_pop(ui, NULL);
    }
}

static void room_tick(struct ui *ui, struct screen *screen)
{
    keep(ui, screen->state);
}

static void room_event(struct ui *ui, struct screen *screen, const struct face_event *event)
{
    if (event->kind == FACE_CLOSING)
        keep(ui, screen->state);
}

static void room_close(struct ui *ui, struct screen *screen)
{
    struct room *room = screen->state;
    keep(ui, room);
    form_end(&room->form);
}

void draft_go_on(struct ui *ui, enum draft_place place, int64_t target, int64_t written_for)
{
    if (place == DRAFT_ASK || place == DRAFT_OFFER)
        ui_push(ui, &screen_aid_form,
            &(struct aid_form_ask) { .offers = place == DRAFT_OFFER, .kind = -1, .written_for = written_for });
    else if (place == DRAFT_ROTA || place == DRAFT_THING)
        ui_push(ui, &screen_rota_form, &(struct rota_form_ask) { .thing = place == DRAFT_THING });
    else
        ui_push(
            ui, &screen_editor, &(struct editor_ask) { .place = place, .target = target, .written_for = written_for });
}

static const enum action actions[] = { ACTION_HELP, ACTION_NONE };

const struct screen_type screen_aid_form = {
    .name = "aid form",
    .help =
        N_("An ask or an offer. A digit chooses the kind; then one line of words, Enter, and Enter once more: that is "
           "all it takes. The last row says in words what will stand there.\n\n"
           "Up and Down go to the other rows. Days are typed as one says them: tomorrow, fri 14:00, 27 Nov; beside "
           "stands how they were understood. Ctrl-S sends from anywhere, Esc opens the menu.\n\n"
           "What you type is kept while you type. An ask shows your block and not your name, until you accept "
           "somebody's answer."),
    .actions = actions,
    .typing = true,
    .size = sizeof(struct room),
    .open = room_open,
    .draw = room_draw,
    .key = room_key,
    .back = room_back,
    .event = room_event,
    .tick = room_tick,
    .save = room_tick,
    .close = room_close,
};
