/*
 * aid_form.c: the form of an ask, and that of an offer. A digit for the kind, the line, Enter, Enter: that is enough.
 * All other rows have defaults, and the row that sends sums up the form in words. The form is kept as a draft while she
 * types.
 */
#include <stdlib.h>
#include <string.h>

#include "aid_window.h"
#include "screens/aid/aid_rooms.h"
#include "screens/people/hand_room.h"
#include "screens/ui/form.h"
#include "units.h"

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

enum { DAY_TYPED = 60 };

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

static const char *climbs_word(int climbs)
{
    return climbs == AID_STAYS ? _("no") : climbs == AID_CLIMBS ? _("yes") : _("yes, with my line");
}

static const char *climbs_code(int climbs)
{
    return aid_climbs_name((enum aid_climbs)climbs);
}

static const char *kind_code(int kind)
{
    return aid_kind_name((enum aid_kind)kind);
}

static const char *urgency_code(int urgency)
{
    return aid_urgency_name((enum aid_urgency)urgency);
}

static const char *who_code(int who)
{
    return aid_who_name((enum aid_who)who);
}

#define LINE_HINT N_("One line. Enter goes to the last step, Down to all the rest.")
#define DETAILS_HINT N_("More words, if they help. A street address does not belong here: you two tell each other.")
#define FROM_HINT N_("As you say it: tomorrow, fri 14:00, 27 Nov. Empty: from now on.")
#define UNTIL_HINT N_("As you say it: fri, 27 Nov; or 18:00, of the day it begins. Empty is right too.")
#define PLACE_HINT N_("A block or a cross street. Empty: in your street, your home's block.")
#define LANGUAGES_HINT N_("en, es, zu ... Empty: any.")
#define WEEKLY_HINT N_("It needs both: from fri 14:00, until 18:00.")

static const struct form_line ask_lines[A_ROWS] = {
    [A_KIND] = { .name = "kind",
        .kind = FORM_CHOICE,
        .label = N_("Kind"),
        .choices = AID_KINDS,
        .word = kind_word,
        .code = kind_code },
    [A_LINE] = { .name = "line",
        .kind = FORM_TEXT,
        .label = N_("I need"),
        .hint = LINE_HINT,
        .limit = AID_LINE_MAX,
        .to_send = true },
    [A_URGENCY] = { .name = "urgency",
        .kind = FORM_CHOICE,
        .label = N_("How soon"),
        .choices = AID_URGENCIES,
        .word = urgency_word,
        .code = urgency_code },
    [A_SEND] = { .name = "", .kind = FORM_SEND, .label = N_("Ask now") },
    [A_DETAILS] = { .name = "details",
        .kind = FORM_TEXT,
        .label = N_("Details"),
        .hint = DETAILS_HINT,
        .limit = AID_DETAILS_MAX },
    [A_FROM] = { .name = "from", .kind = FORM_FROM, .label = N_("From"), .hint = FROM_HINT, .limit = DAY_TYPED },
    [A_UNTIL] = { .name = "until", .kind = FORM_UNTIL, .label = N_("Until"), .hint = UNTIL_HINT, .limit = DAY_TYPED },
    [A_PLACE] = { .name = "place",
        .kind = FORM_TEXT,
        .label = N_("Where"),
        .hint = PLACE_HINT,
        .limit = AID_PLACE_MAX },
    [A_MANY] = { .name = "many",
        .kind = FORM_NUMBER,
        .label = N_("How many"),
        .hint = N_("For how many it is."),
        .limit = 3 },
    [A_WHO] = { .name = "who",
        .kind = FORM_CHOICE,
        .label = N_("Who may"),
        .hint = N_("Others can't answer it, and are not suggested."),
        .choices = AID_NAMED + 1,
        .word = who_word,
        .code = who_code },
    [A_NAMED] = { .name = "named",
        .kind = FORM_TEXT,
        .label = N_("Named"),
        .hint = N_("For \"people I name\": their names here, eight at most."),
        .limit = 200 },
    [A_LANGUAGES] = { .name = "languages",
        .kind = FORM_TEXT,
        .label = N_("Languages"),
        .hint = LANGUAGES_HINT,
        .limit = 60 },
    [A_WEEKLY] = { .name = "repeats", .kind = FORM_CHECK, .label = N_("Every week"), .hint = WEEKLY_HINT },
    [A_CLIMBS] = { .name = "climb",
        .kind = FORM_CHECK,
        .label = N_("Ask further"),
        .hint = N_("If nobody here can: may neighbouring streets see kind, time, how many and the area? Never a name, "
                   "a street or your words.") },
};

/* This row replaces A_CLIMBS when the unit has neighbours in this house: then the ask can climb there, and the same row
 * asks for the second consent, to show its line (RULES 3.7). */
static const struct form_line climbs_line = { .name = "climb",
    .kind = FORM_CHOICE,
    .label = N_("Ask further"),
    .hint =
        N_("If nobody here can: may the next streets see kind, time, how many and the area? Never a name, a street or "
           "your words; with 3 your one line is read by who says \"I can\"."),
    .choices = AID_CLIMBS_WITH_LINE + 1,
    .word = climbs_word,
    .code = climbs_code };

static const struct form_line offer_lines[O_ROWS] = {
    [O_KIND] = { .name = "kind",
        .kind = FORM_CHOICE,
        .label = N_("Kind"),
        .choices = AID_KINDS,
        .word = kind_word,
        .code = kind_code },
    [O_LINE] = { .name = "line",
        .kind = FORM_TEXT,
        .label = N_("I can give"),
        .hint = LINE_HINT,
        .limit = AID_LINE_MAX,
        .to_send = true },
    [O_CAPACITY] = { .name = "capacity",
        .kind = FORM_NUMBER,
        .label = N_("How often"),
        .hint = N_("How many asks you can take; of a weekly offer, each week."),
        .limit = 2 },
    [O_SEND] = { .name = "", .kind = FORM_SEND, .label = N_("Offer it") },
    [O_DETAILS] = { .name = "details",
        .kind = FORM_TEXT,
        .label = N_("Details"),
        .hint = DETAILS_HINT,
        .limit = AID_DETAILS_MAX },
    [O_FROM] = { .name = "from", .kind = FORM_FROM, .label = N_("From"), .hint = FROM_HINT, .limit = DAY_TYPED },
    [O_UNTIL] = { .name = "until", .kind = FORM_UNTIL, .label = N_("Until"), .hint = UNTIL_HINT, .limit = DAY_TYPED },
    [O_PLACE] = { .name = "place",
        .kind = FORM_TEXT,
        .label = N_("Where"),
        .hint = PLACE_HINT,
        .limit = AID_PLACE_MAX },
    [O_MANY] = { .name = "many",
        .kind = FORM_NUMBER,
        .label = N_("At most for"),
        .hint = N_("The most it gives at once. Empty: no bound."),
        .limit = 3 },
    [O_LANGUAGES] = { .name = "languages",
        .kind = FORM_TEXT,
        .label = N_("Languages"),
        .hint = LANGUAGES_HINT,
        .limit = 60 },
    [O_WEEKLY] = { .name = "repeats", .kind = FORM_CHECK, .label = N_("Every week"), .hint = WEEKLY_HINT },
    [O_LEARNER] = { .name = "learner",
        .kind = FORM_CHECK,
        .label = N_("I learn it"),
        .hint = N_("You are learning this, and glad of a chance.") },
};

struct room {
    struct form_room room;          /* must be first: form.h */
    struct form_line lines[A_ROWS]; /* the rows of an ask */
    bool offers;
    bool asking_same, same_words; /* the question of words_may_go() is open; she answered "all the same" */
};

/* --- sending --- */

/* Reads names with blanks or commas between them. Cuts `words` into pieces, to which `named` points. */
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
    if (aid_languages_parse(form_text(&room->room.form, row), out, bad, sizeof bad))
        return true;
    aid_languages_known(known, sizeof known);
    snprintf(words, sizeof words, _("\"%s\" is not known here. Known are: %s."), bad, known);
    form_fault(ui, &room->room.form, row, words);
    return false;
}

/* Reads the fields that asks and offers have in common. False: a field is wrong, and the notice says which. */
static bool read_common(struct ui *ui, struct room *room, struct aid_form *out)
{
    struct form *form = &room->room.form;
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
    return form_window(ui, form, &out->starts, &out->ends);
}

/* RULES 2.6, 3.2: an ask shows no name, but words that also stand in a post of hers tell whose ask it is. False: a
 * question about that is open, and nothing is sent yet. */
static bool words_may_go(struct ui *ui, struct room *room, const struct aid_form *form)
{
    const struct choice choices[] = { { '1', _("Ask in these words all the same") }, { '2', _("Change the words") },
        { 0, NULL } };
    int64_t post = 0;
    bool said = room->same_words;
    room->same_words = false; /* her answer counts only once */
    if (said || ask_recognised(ui->store, &room->room.voice, form, &post) != RESULT_OK || post == 0)
        return true;
    char words[400];
    snprintf(words, sizeof words,
        _("An ask names nobody, but words of this one stand in a post that bears the name of %s: whoever read that knows who asks."),
        room->room.voice.handle);
    room->asking_same = true;
    ui_push(ui, &screen_question,
        &(struct question_ask) {
            .title = _("Neighbours can recognise these words"), .text = words, .choices = choices, .selected = 1 });
    return false;
}

static enum result make_ask(struct ui *ui, struct room *room, struct aid_form *out, int64_t *id)
{
    struct form *form = &room->room.form;
    char *named = xstrdup(form_text(form, A_NAMED));
    enum result result = RESULT_INVALID;
    out->urgency = (enum aid_urgency)form_chosen(form, A_URGENCY);
    out->who_may = (enum aid_who)form_chosen(form, A_WHO);
    out->weekly = form_chosen(form, A_WEEKLY) != 0;
    out->climbs = (enum aid_climbs)form_chosen(form, A_CLIMBS);
    read_named(named, out->named);
    if (out->who_may == AID_NAMED && out->named[0] == NULL)
        form_fault(ui, form, A_NAMED, _("whom? Their names, with blanks between."));
    else if (out->climbs != AID_STAYS && out->who_may >= AID_MY_BLOCK)
        form_fault(ui, form, A_CLIMBS, _("what your block or named people answer stays here: no."));
    else if (form_number(ui, form, A_MANY, AID_MANY_MAX, 1, &out->many) &&
             read_languages(ui, room, A_LANGUAGES, &out->languages) && words_may_go(ui, room, out)) {
        result = ask_make(ui->store, &room->room.voice, out, ui_now(ui), id);
        if (result != RESULT_OK)
            ui_refused(ui);
    }
    free(named);
    return result;
}

static enum result make_offer(struct ui *ui, struct room *room, struct aid_form *out, int64_t *id)
{
    struct form *form = &room->room.form;
    out->weekly = form_chosen(form, O_WEEKLY) != 0;
    out->learner = form_chosen(form, O_LEARNER) != 0;
    if (!form_number(ui, form, O_CAPACITY, AID_CAPACITY_MAX, 1, &out->capacity) ||
        !form_number(ui, form, O_MANY, AID_MANY_MAX, 0, &out->many) ||
        !read_languages(ui, room, O_LANGUAGES, &out->languages))
        return RESULT_INVALID;
    enum result result = offer_make(ui->store, &room->room.voice, out, ui_now(ui), id);
    if (result != RESULT_OK)
        ui_refused(ui);
    return result;
}

static void send_now(struct ui *ui, struct form_room *form_room)
{
    struct room *room = (struct room *)form_room;
    struct aid_form out = { 0 };
    int64_t id = 0;
    if (!read_common(ui, room, &out) ||
        (room->offers ? make_offer(ui, room, &out, &id) : make_ask(ui, room, &out, &id)) != RESULT_OK)
        return;
    bool offers = room->offers, by_hand = room->room.voice.hand != 0;
    form_room_sent(ui, form_room, id);
    ui_notice(ui, "%s",
        by_hand  ? _("Done, by your hand. Somebody of another home confirms it; home tells you what comes of it.")
        : offers ? _("Offered. Home tells you when somebody asks for it.")
                 : _("Asked. Home tells you when somebody can."));
}

/* --- opening --- */

/* Fills in the words that the caller gives. A draft that was kept moves behind them into the details, so that both
 * texts stay. */
static void carry(struct room *room, const struct aid_form_ask *ask)
{
    struct buffer details = { 0 };
    struct form *form = &room->room.form;
    const char *had_line = form_text(form, A_LINE), *had = form_text(form, A_DETAILS);
    buffer_string(&details, ask->details != NULL ? ask->details : "");
    if (had_line[0] != '\0')
        buffer_format(&details, " %s", had_line);
    if (had[0] != '\0')
        buffer_format(&details, " %s", had);
    form_set(form, A_DETAILS, buffer_text(&details));
    form_set(form, A_LINE, ask->line);
    buffer_clear(&details);
    form->changed = true;
}

static void defaults(struct room *room)
{
    struct form *form = &room->room.form;
    form_choose(form, A_KIND, -1);
    if (room->offers)
        form_set(form, O_CAPACITY, "1");
    else {
        form_choose(form, A_URGENCY, AID_DAYS);
        form_set(form, A_MANY, "1");
    }
}

static void begin_ask(struct ui *ui, struct room *room)
{
    struct unit unit;
    memcpy(room->lines, ask_lines, sizeof room->lines);
    if (unit_get(ui->store, ui->actor, ui->actor->here, &unit) == RESULT_OK && unit.neighbours)
        room->lines[A_CLIMBS] = climbs_line;
    form_begin(&room->room.form, room->lines, A_ROWS);
}

static enum result room_open(struct ui *ui, struct screen *screen, const void *argument)
{
    static const struct aid_form_ask nothing = { .kind = -1 };
    struct room *room = screen->state;
    const struct aid_form_ask *ask = argument != NULL ? argument : &nothing;
    if (!ui_member(ui))
        return RESULT_REFUSED;
    enum result result = hand_voice(ui, ask->written_for, &room->room.voice);
    if (result != RESULT_OK)
        return result;
    struct form *form = &room->room.form;
    room->offers = ask->offers;
    room->room.place = ask->offers ? DRAFT_OFFER : DRAFT_ASK;
    room->room.about = A_LINE;
    room->room.send_words = ask->offers ? N_("Offer it") : N_("Ask now");
    room->room.send = send_now;
    if (room->offers)
        form_begin(form, offer_lines, O_ROWS);
    else
        begin_ask(ui, room);
    defaults(room);
    form_room_bring_back(ui, &room->room);
    if (ask->line != NULL)
        carry(room, ask);
    if (ask->kind >= 0)
        form_choose(form, A_KIND, ask->kind);
    if (form_chosen(form, A_KIND) >= 0)
        form_go(form, A_LINE);
    return RESULT_OK;
}

static void room_back(
    struct ui *ui, struct screen *screen, const struct screen_type *from, const struct outcome *outcome)
{
    struct room *room = screen->state;
    bool asking = room->asking_same;
    room->asking_same = false;
    if (!asking) {
        form_room_back(ui, screen, from, outcome);
        return;
    }
    if (outcome->done && outcome->number == '1') {
        room->same_words = true;
        send_now(ui, &room->room);
    } else
        form_go(&room->room.form, A_LINE);
}

/* --- drawing: before she sends, the form is summed up in words --- */

static void say_window(struct ui *ui, const struct room *room, bool weekly, struct buffer *out)
{
    const struct form *form = &room->room.form;
    int64_t starts, ends, now = ui_now(ui);
    enum when_fault fault;
    bool in_until;
    char words[AID_WINDOW_BYTES];
    if (!aid_window_read(form_text(form, A_FROM), form_text(form, A_UNTIL), now, &starts, &ends, &fault, &in_until)) {
        buffer_format(out, ", %s: ?", in_until ? _("Until") : _("From"));
        return;
    }
    if (ends == 0 && !weekly)
        ends = aid_default_end(
            room->offers ? AID_WHENEVER : (enum aid_urgency)form_chosen(form, A_URGENCY), starts != 0 ? starts : now);
    if (ends != 0 && (starts != 0 || !weekly))
        buffer_format(out, ", %s", aid_window_say(starts, ends, weekly, now, words));
    else
        buffer_format(out, ", %s", _("every week, and not said yet from when until when"));
}

/* What neighbouring streets read of the ask; nothing where it stays here. */
static void say_climbing(const struct form *form, struct buffer *out)
{
    int climbs = form_chosen(form, A_CLIMBS);
    if (climbs == AID_CLIMBS)
        buffer_string(out, _(" Further, when nobody here can: kind and time, no words."));
    else if (climbs == AID_CLIMBS_WITH_LINE)
        buffer_string(out, _(" Further, when nobody here can: kind and time; your line only to whoever can."));
}

static void say_all(struct ui *ui, const struct room *room, struct buffer *out)
{
    const struct form *form = &room->room.form;
    int kind = form_chosen(form, A_KIND);
    const char *place = form_text(form, A_PLACE);
    bool by_hand = room->room.voice.hand != 0;
    if (place[0] == '\0' && ui->house.kind == UNIT_COMMUNE) /* elsewhere an ask has no block */
        place = by_hand ? _("her block") : _("your block");
    buffer_string(out, kind < 0 ? _("no kind yet") : kind_word(kind));
    if (!room->offers)
        buffer_format(out, ", %s", urgency_word(form_chosen(form, A_URGENCY)));
    say_window(ui, room, form_chosen(form, room->offers ? O_WEEKLY : A_WEEKLY) != 0, out);
    if (place[0] != '\0')
        buffer_format(out, ", %s", place);
    if (!room->offers)
        buffer_format(out,
            by_hand ? _("; may answer: %s. It shows \"a neighbour\", not her name, until you accept somebody for her.")
                    : _("; may answer: %s. It shows \"a neighbour\", not your name, until you accept somebody."),
            who_word(form_chosen(form, A_WHO)));
    else
        buffer_format(out,
            by_hand ? _("; asks it can take: %s. Her name stands with it, and yours.")
                    : _("; asks it can take: %s. Your name stands with it."),
            form_text(form, O_CAPACITY)[0] != '\0' ? form_text(form, O_CAPACITY) : "1");
    if (!room->offers)
        say_climbing(form, out);
}

static void room_draw(struct ui *ui, struct screen *screen)
{
    struct room *room = screen->state;
    struct buffer said = { 0 };
    const struct actor *voice = &room->room.voice;
    char title[HANDLE_BYTES + 80];
    if (voice->hand != 0)
        snprintf(title, sizeof title, room->offers ? _("FOR %s: offers") : _("FOR %s: asks for"), voice->handle);
    else
        copy_text(title, sizeof title, room->offers ? _("I offer") : _("I ask for"));
    int row = form_room_title(ui, &room->room, title);
    say_all(ui, room, &said);
    form_draw(ui, &room->room.form, row, ui_last_row(ui), buffer_text(&said));
    buffer_clear(&said);
    ui_keys(ui, ui->columns >= 60 ? _("Enter goes on   Up Down   Ctrl-S sends   Esc menu") : _("Enter on   Esc menu"));
}

static const enum action actions[] = { ACTION_HELP, ACTION_NONE };

const struct screen_type screen_aid_form = {
    .name = "aid form",
    .help =
        N_("An ask or an offer. A digit chooses the kind; then one line of words, Enter, and Enter once more: that is "
           "all it takes. The last row says in words what will stand there.\n\n"
           "Up and Down go to the other rows. Days are typed as one says them: tomorrow, fri 14:00, 27 Nov; beside "
           "stands how they were understood. Ctrl-S sends from anywhere, Esc opens the menu.\n\n"
           "Ask further, the last row of an ask: if nobody here can, neighbouring streets see its kind, time, number "
           "and area. They read your one line only if you chose that, and only whoever says \"I can\" there.\n\n"
           "What you type is kept while you type. An ask shows your block and not your name, until you accept "
           "somebody's answer."),
    .actions = actions,
    .typing = true,
    .size = sizeof(struct room),
    .open = room_open,
    .draw = room_draw,
    .key = form_room_key,
    .back = room_back,
    .event = form_room_event,
    .tick = form_room_tick,
    .save = form_room_tick,
    .close = form_room_close,
};
