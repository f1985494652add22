/*
 * aid_form.c: an ask, and an offer. It begins with one line of words; Enter reads back what they say (aid_guess.h), and
 * Enter sends. `e` opens the form, with all that was understood filled in. What is typed is kept as a draft.
 */
#include <curses.h>
#include <stdlib.h>
#include <string.h>

#include "aid_fields.h"
#include "aid_guess.h"
#include "aid_said.h"
#include "aid_window.h"
#include "screens/aid/aid_rooms.h"
#include "screens/people/hand_room.h"
#include "screens/ui/form.h"
#include "units.h"

/* A field of aid_fields.h, and what the form alone says of it. */
struct row {
    enum aid_field field;
    const char *label, *hint; /* N_() */
    const char *section;      /* N_(): as in form.h */
};
#define SENDS AID_FIELDS /* the row that sends is no field */
enum { ROWS_MOST = AID_FIELDS + 1 };

#define LINE_HINT N_("One line. Enter goes to the last step, Down to all the rest.")
#define DETAILS_HINT N_("More words, if they help. A street address does not belong here: you two tell each other.")
#define FROM_HINT N_("As you say it: tomorrow, fri 14:00, 27 Nov. Empty: from now on.")
#define UNTIL_HINT N_("As you say it: fri, 27 Nov; or 18:00, of the day it begins. It can stay empty.")
#define PLACE_HINT N_("A block or a cross street. Empty: your home's block, in your own street.")
#define LANGUAGES_HINT N_("en, es, zu ... Empty: any.")
#define WEEKLY_HINT N_("It needs both: from fri 14:00, until 18:00.")

static const struct row ask_rows[] = {
    { AID_FIELD_KIND, N_("Kind"), NULL, N_("What") },
    { AID_FIELD_LINE, N_("I need"), LINE_HINT, NULL },
    { AID_FIELD_DETAILS, N_("Details"), DETAILS_HINT, NULL },
    { AID_FIELD_MANY, N_("How many"), N_("For how many it is."), NULL },
    { AID_FIELD_HANDS, N_("Hands"), N_("How many helpers it takes. Each is another person; 1 is one."), NULL },
    { AID_FIELD_PAYS, N_("It costs"), N_("Who pays what it costs. It is shown with the ask."), NULL },
    { AID_FIELD_URGENCY, N_("How soon"), NULL, N_("When") },
    { AID_FIELD_FROM, N_("From"), FROM_HINT, NULL },
    { AID_FIELD_UNTIL, N_("Until"), UNTIL_HINT, NULL },
    { AID_FIELD_REPEATS, N_("Every week"), WEEKLY_HINT, NULL },
    { AID_FIELD_PLACE, N_("Where"), PLACE_HINT, N_("Where") },
    { AID_FIELD_CLIMB, N_("Ask further"),
        N_("If nobody here can: may the next streets see kind, time, how many and the area? Never a name, a "
           "street or your words; with 3, whoever says \"I can\" reads your one line."),
        NULL },
    { AID_FIELD_WHO, N_("Who may"), N_("Others can't answer it, and are not suggested."), N_("Who") },
    { AID_FIELD_NAMED, N_("Named"), N_("For \"people I name\": their names here, eight at most."), NULL },
    { AID_FIELD_UNWANTED, N_("Not these"), N_("Names of people who may not answer this ask. Only you know it."), NULL },
    { AID_FIELD_LANGUAGES, N_("Languages"), LANGUAGES_HINT, NULL },
    { SENDS, N_("Ask now"), NULL, "" },
};

static const struct row offer_rows[] = {
    { AID_FIELD_KIND, N_("Kind"), NULL, N_("What") },
    { AID_FIELD_LINE, N_("I can give"), LINE_HINT, NULL },
    { AID_FIELD_CAPACITY, N_("How often"), N_("How many asks you can take; of a weekly offer, each week."), NULL },
    { AID_FIELD_MANY, N_("At most for"), N_("The most it gives at once. Empty: no limit."), NULL },
    { AID_FIELD_DETAILS, N_("Details"), DETAILS_HINT, NULL },
    { AID_FIELD_FROM, N_("From"), FROM_HINT, N_("When") },
    { AID_FIELD_UNTIL, N_("Until"), UNTIL_HINT, NULL },
    { AID_FIELD_REPEATS, N_("Every week"), WEEKLY_HINT, NULL },
    { AID_FIELD_PLACE, N_("Where"), PLACE_HINT, N_("Where") },
    { AID_FIELD_LANGUAGES, N_("Languages"), LANGUAGES_HINT, N_("Who") },
    { AID_FIELD_LEARNER, N_("I learn it"), N_("You are learning this, and glad of a chance."), NULL },
    { SENDS, N_("Offer it"), NULL, "" },
};

enum { CTRL_S = 19, DELETE = 127, BACKSPACE = 8, PHONE = 60 }; /* PHONE: fewer columns are a phone */
enum stage {
    STAGE_WORDS, /* the one line */
    STAGE_READ,  /* it was read back */
    STAGE_FORM,
};

struct room {
    struct form_room room; /* must be first: form.h */
    enum stage stage;
    char *words, *details; /* what was typed before it was read back; and the details then. NULL: it was not */
    unsigned guessed;      /* of the window that the words say: bits of enum when_guess */
    int given;             /* the kind that the caller knew; -1: none */
    bool pasting;          /* in STAGE_READ: a paste sends nothing */
    const struct row *rows;
    size_t count;
    struct form_line lines[ROWS_MOST]; /* one for each row */
    struct form_field line, climb;     /* of this form, where they are other than in aid_fields.h */
    bool offers;
    bool asking_same, same_words; /* the question of words_may_go() is open; she answered "all the same" */
};

static size_t line_of(const struct room *room, enum aid_field field)
{
    size_t line = 0;
    while (line < room->count && room->rows[line].field != field)
        line++;
    if (line == room->count)
        abort(); /* an offer was asked for a field that only asks have, or the other way round */
    return line;
}

static const char *text(const struct room *room, enum aid_field field)
{
    return form_text(&room->room.form, line_of(room, field));
}

static int chosen(const struct room *room, enum aid_field field)
{
    return form_chosen(&room->room.form, line_of(room, field));
}

static void go_to_stage(struct room *room, enum stage stage)
{
    room->stage = stage;
    room->room.read_back = stage == STAGE_READ;
}

static void fault(struct ui *ui, struct room *room, enum aid_field field, const char *sentence)
{
    go_to_stage(room, STAGE_FORM);
    form_fault(ui, &room->room.form, line_of(room, field), sentence);
}

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

static bool read_languages(struct ui *ui, struct room *room, uint32_t *out)
{
    char bad[32], known[200], words[320];
    if (aid_languages_parse(text(room, AID_FIELD_LANGUAGES), out, bad, sizeof bad))
        return true;
    aid_languages_known(known, sizeof known);
    snprintf(words, sizeof words, _("\"%s\" is not known here. Known are: %s."), bad, known);
    fault(ui, room, AID_FIELD_LANGUAGES, words);
    return false;
}

/* Nothing typed is what the field means without an answer; no number at all is no bound. */
static bool read_number(struct ui *ui, struct room *room, enum aid_field field, int *out)
{
    int64_t nothing = 0;
    util_parse_number(aid_field_otherwise(field, room->offers), &nothing);
    return form_number(
        ui, &room->room.form, line_of(room, field), aid_field_row(field)->field.limit, (int)nothing, out);
}

/* Who pays, how many hands, and who may not answer. `unwanted` is cut in place. */
static bool read_terms(struct ui *ui, struct room *room, char *unwanted, struct aid_form *out)
{
    out->pays = (enum aid_pays)chosen(room, AID_FIELD_PAYS);
    read_named(unwanted, out->unwanted);
    return read_number(ui, room, AID_FIELD_HANDS, &out->hands);
}

/* Reads the fields that asks and offers have in common. False: a field is wrong, and the notice says which. */
static bool read_common(struct ui *ui, struct room *room, struct aid_form *out)
{
    if (chosen(room, AID_FIELD_KIND) < 0) {
        fault(ui, room, AID_FIELD_KIND, _("which one? One digit."));
        return false;
    }
    out->kind = (enum aid_kind)chosen(room, AID_FIELD_KIND);
    out->line = text(room, AID_FIELD_LINE);
    if (out->line[strspn(out->line, " ")] == '\0') {
        fault(ui, room, AID_FIELD_LINE, _("a few words are needed here."));
        return false;
    }
    out->details = text(room, AID_FIELD_DETAILS);
    out->place = text(room, AID_FIELD_PLACE);
    out->weekly = chosen(room, AID_FIELD_REPEATS) != 0;
    if (form_window(ui, &room->room.form, &out->starts, &out->ends))
        return true;
    go_to_stage(room, STAGE_FORM);
    return false;
}

/* RULES 2.6, 3.2: an ask shows no name, but words that also stand in a post of hers tell whose ask it is. False: a
 * question about that is open, and nothing is sent yet. */
static bool words_may_go(struct ui *ui, struct room *room, const struct aid_form *form)
{
    const struct choice choices[] = { { '1', _("Ask in these words anyway") }, { '2', _("Change the words") },
        { 0, NULL } };
    int64_t post = 0;
    bool said = room->same_words;
    room->same_words = false; /* her answer counts only once */
    if (said || aid_ask_recognised(ui->store, &room->room.voice, form, &post) != RESULT_OK || post == 0)
        return true;
    char words[400];
    snprintf(words, sizeof words,
        _("An ask names nobody. But words of this one stand in a post with the name of %s: whoever read that post knows who asks."),
        room->room.voice.handle);
    room->asking_same = true;
    ui_push(ui, &screen_question,
        &(struct question_ask) {
            .title = _("Neighbours can recognise these words"), .text = words, .choices = choices, .selected = 1 });
    return false;
}

static enum result make_ask(struct ui *ui, struct room *room, struct aid_form *out, int64_t *id)
{
    char *named = xstrdup(text(room, AID_FIELD_NAMED)), *unwanted = xstrdup(text(room, AID_FIELD_UNWANTED));
    enum result result = RESULT_INVALID;
    out->urgency = (enum aid_urgency)chosen(room, AID_FIELD_URGENCY);
    out->who_may = (enum aid_who)chosen(room, AID_FIELD_WHO);
    out->climbs = (enum aid_climbs)chosen(room, AID_FIELD_CLIMB);
    read_named(named, out->named);
    if (out->who_may == AID_NAMED && out->named[0] == NULL)
        fault(ui, room, AID_FIELD_NAMED, _("whom? Their names, with spaces between."));
    else if (out->climbs != AID_STAYS && out->who_may >= AID_MY_BLOCK)
        fault(ui, room, AID_FIELD_CLIMB, _("asks for your block or named people stay here: no."));
    else if (read_number(ui, room, AID_FIELD_MANY, &out->many) && read_terms(ui, room, unwanted, out) &&
             read_languages(ui, room, &out->languages) && words_may_go(ui, room, out)) {
        result = aid_ask_make(ui->store, &room->room.voice, out, ui_now(ui), id);
        if (result != RESULT_OK)
            ui_refused(ui);
    }
    free(named);
    free(unwanted);
    return result;
}

static enum result make_offer(struct ui *ui, struct room *room, struct aid_form *out, int64_t *id)
{
    out->learner = chosen(room, AID_FIELD_LEARNER) != 0;
    if (!read_number(ui, room, AID_FIELD_CAPACITY, &out->capacity) ||
        !read_number(ui, room, AID_FIELD_MANY, &out->many) || !read_languages(ui, room, &out->languages))
        return RESULT_INVALID;
    enum result result = aid_offer_make(ui->store, &room->room.voice, out, ui_now(ui), id);
    if (result != RESULT_OK)
        ui_refused(ui);
    return result;
}

static bool read_words(struct ui *ui, struct room *room);

static void send_now(struct ui *ui, struct form_room *form_room)
{
    struct room *room = (struct room *)form_room;
    struct aid_form out = { 0 };
    int64_t id = 0;
    if (room->stage == STAGE_WORDS) { /* it is read back before it goes out */
        read_words(ui, room);
        return;
    }
    if (!read_common(ui, room, &out) ||
        (room->offers ? make_offer(ui, room, &out, &id) : make_ask(ui, room, &out, &id)) != RESULT_OK)
        return;
    bool offers = room->offers, by_hand = room->room.voice.hand != 0;
    form_room_sent(ui, form_room, id);
    ui_notice(ui, "%s",
        by_hand
            ? _("Done, by your hand. Somebody of another home confirms it; your home screen tells you what comes of it.")
        : offers ? _("Offered. Your home screen tells you when somebody asks for it.")
                 : _("Asked. Your home screen tells you when somebody can."));
}

/* --- opening --- */

/* Fills in the words that the caller gives. A draft that was kept moves behind them into the details, so that both
 * texts stay. */
static void carry(struct room *room, const struct aid_form_ask *ask)
{
    struct buffer details = { 0 };
    struct form *form = &room->room.form;
    const char *had_line = text(room, AID_FIELD_LINE), *had = text(room, AID_FIELD_DETAILS);
    buffer_string(&details, ask->details != NULL ? ask->details : "");
    if (had_line[0] != '\0')
        buffer_format(&details, " %s", had_line);
    if (had[0] != '\0')
        buffer_format(&details, " %s", had);
    form_set(form, line_of(room, AID_FIELD_DETAILS), buffer_text(&details));
    form_set(form, line_of(room, AID_FIELD_LINE), ask->line);
    buffer_clear(&details);
    form->changed = true;
}

static struct form_line form_line_of(const struct row *row)
{
    struct form_line line = { .section = row->section, .label = row->label, .hint = row->hint };
    if (row->field != SENDS) {
        line.field = &aid_field_row(row->field)->field;
        line.to_send = row->field == AID_FIELD_LINE;
    }
    return line;
}

/* Where no other units lie beside, an ask cannot climb to them with its line (RULES 3.7): yes or no is all. */
static void ask_plainly_to_climb(struct room *room)
{
    struct form_line *line = &room->lines[line_of(room, AID_FIELD_CLIMB)];
    room->climb = *line->field;
    room->climb.takes = FORM_TAKES_YES;
    line->field = &room->climb;
    line->hint = N_("If nobody here can: may neighbouring streets see kind, time, how many and the area? Never a name, "
                    "a street or your words.");
}

/* What the field means without an answer stands there from the start. */
static void fill_in(struct room *room, enum aid_field field)
{
    const char *otherwise = aid_field_otherwise(field, room->offers);
    int choice = -1;
    if (aid_field_row(field)->field.takes == FORM_TAKES_NUMBER)
        form_set(&room->room.form, line_of(room, field), otherwise);
    if (aid_field_row(field)->field.takes == FORM_TAKES_CHOICE) {
        if (otherwise != NULL)
            aid_field_parse(field, otherwise, &choice);
        form_choose(&room->room.form, line_of(room, field), choice);
    }
}

/* --- one line of words, and how it is understood --- */

/* The line of words is longer than the ask's own line. */
static void limit_line(struct room *room, bool words)
{
    room->line.limit = words ? AID_WORDS_MAX : AID_LINE_MAX;
}

/* What earlier words said is not true of these. */
static void forget_guess(struct room *room)
{
    static const enum aid_field typed[] = { AID_FIELD_FROM, AID_FIELD_UNTIL, AID_FIELD_PLACE };
    for (size_t i = 0; i < sizeof typed / sizeof *typed; i++)
        form_set(&room->room.form, line_of(room, typed[i]), "");
    fill_in(room, AID_FIELD_KIND);
    fill_in(room, AID_FIELD_MANY);
    if (!room->offers) {
        fill_in(room, AID_FIELD_URGENCY);
        fill_in(room, AID_FIELD_HANDS);
    }
    form_choose(&room->room.form, line_of(room, AID_FIELD_REPEATS), 0);
}

static void fill_in_guess(struct ui *ui, struct room *room, const char *words)
{
    struct aid_guess guess;
    struct buffer packed = { 0 };
    char *answer[AID_FIELDS];
    aid_guess_read(words, ui_now(ui), &guess);
    aid_guess_answers(&guess, room->offers, ui_now(ui), answer);
    for (int i = 0; i < AID_FIELDS; i++) {
        if (answer[i] != NULL)
            buffer_format(&packed, "%s %s", aid_field_row((enum aid_field)i)->field.name, answer[i]);
        if (answer[i] != NULL && i == AID_FIELD_DETAILS && room->details[0] != '\0')
            buffer_format(&packed, " %s", room->details);
        if (answer[i] != NULL)
            buffer_string(&packed, "\n");
        free(answer[i]);
    }
    form_unpack(&room->room.form, buffer_text(&packed));
    room->guessed = guess.guessed;
    buffer_clear(&packed);
    aid_guess_free(&guess);
}

static void forget_words(struct room *room)
{
    free(room->words);
    free(room->details);
    room->words = room->details = NULL;
}

/* Reads the line of words, fills in the form, and shows how it was understood. False: there are no words. */
static bool read_words(struct ui *ui, struct room *room)
{
    const char *words = text(room, AID_FIELD_LINE);
    if (words[strspn(words, " ")] == '\0') {
        ui_notice(ui, "%s", _("A few words are needed here."));
        return false;
    }
    forget_words(room);
    room->words = xstrdup(words);
    room->details = xstrdup(text(room, AID_FIELD_DETAILS));
    limit_line(room, false);
    forget_guess(room);
    fill_in_guess(ui, room, room->words);
    if (room->given >= 0)
        form_choose(&room->room.form, line_of(room, AID_FIELD_KIND), room->given);
    go_to_stage(room, STAGE_READ);
    room->room.form.changed = true;
    ui_dirty(ui);
    return true;
}

static void open_form(struct ui *ui, struct room *room);

/* Of a draft the words that were typed first are not known any more: its fields are changed in the form. */
static void ask_words_again(struct ui *ui, struct room *room)
{
    if (room->words == NULL) {
        open_form(ui, room);
        form_go(&room->room.form, line_of(room, AID_FIELD_LINE));
        return;
    }
    limit_line(room, true);
    form_set(&room->room.form, line_of(room, AID_FIELD_LINE), room->words);
    form_set(&room->room.form, line_of(room, AID_FIELD_DETAILS), room->details);
    forget_guess(room);
    form_go(&room->room.form, line_of(room, AID_FIELD_LINE));
    go_to_stage(room, STAGE_WORDS);
    room->room.form.changed = true;
    ui_dirty(ui);
}

static void open_form(struct ui *ui, struct room *room)
{
    if (room->stage == STAGE_WORDS && text(room, AID_FIELD_LINE)[0] != '\0')
        read_words(ui, room);
    limit_line(room, false);
    go_to_stage(room, STAGE_FORM);
    room->room.form.changed = room->room.form.changed || text(room, AID_FIELD_LINE)[0] != '\0';
    form_go(&room->room.form, line_of(room, AID_FIELD_KIND));
    ui_dirty(ui);
}

static bool is_enter(wint_t key, bool special)
{
    return !special && (key == '\r' || key == '\n');
}

static void key_to_words(struct ui *ui, struct screen *screen, wint_t key, bool special)
{
    struct room *room = screen->state;
    bool typing = room->room.form.pasting;
    if (!typing && (is_enter(key, special) || (special && key == KEY_ENTER) || (!special && key == CTRL_S)))
        read_words(ui, room);
    else if (!typing && ((special && key == KEY_DOWN) || (!special && key == '\t')))
        open_form(ui, room);
    else if (!typing && !special && key == KEY_ESCAPE)
        form_room_key(ui, screen, key, special); /* the page may be closed now */
    else {
        form_room_key(ui, screen, key, special);
        form_go(&room->room.form, line_of(room, AID_FIELD_LINE)); /* this is its only row */
    }
}

static void key_to_read_back(struct ui *ui, struct screen *screen, wint_t key, bool special)
{
    struct room *room = screen->state;
    if (special && (key == KEY_PASTE_BEGIN || key == KEY_PASTE_END))
        room->pasting = key == KEY_PASTE_BEGIN;
    else if (room->pasting)
        return;
    else if (is_enter(key, special) ||
             (!special && key == CTRL_S)) { /* an Enter that came as a sequence sends nothing */
        if (chosen(room, AID_FIELD_KIND) >= 0)
            form_room_key(ui, screen, CTRL_S, false);
        else
            ui_notice(ui, "%s", _("which one? One digit."));
    } else if (!special && key == KEY_ESCAPE)
        form_room_key(ui, screen, key, special);
    else if (!special && key == 'e')
        open_form(ui, room);
    else if (!special && key >= '1' && key < '1' + AID_KINDS) {
        form_choose(&room->room.form, line_of(room, AID_FIELD_KIND), (int)key - '1');
        room->room.form.changed = true;
        ui_dirty(ui);
    } else if (special ? key == KEY_UP || key == KEY_BACKSPACE : key == DELETE || key == BACKSPACE)
        ask_words_again(ui, room);
    else
        ui_notice(ui, "%s", _("Enter sends, e changes. A digit changes the kind."));
}

static void room_key(struct ui *ui, struct screen *screen, wint_t key, bool special)
{
    struct room *room = screen->state;
    if (room->stage == STAGE_WORDS)
        key_to_words(ui, screen, key, special);
    else if (room->stage == STAGE_READ)
        key_to_read_back(ui, screen, key, special);
    else
        form_room_key(ui, screen, key, special);
}

static void room_close(struct ui *ui, struct screen *screen)
{
    form_room_close(ui, screen);
    forget_words(screen->state);
}

/* Where it begins: a draft that was put away when it was read back is read back again; one that has more than words is
 * the form; words that the caller gives are read back. */
static void set_out(struct ui *ui, struct room *room, const struct aid_form_ask *ask)
{
    struct form *form = &room->room.form;
    if (ask->line == NULL && chosen(room, AID_FIELD_KIND) >= 0) {
        limit_line(room, false);
        go_to_stage(room, room->room.read_back ? STAGE_READ : STAGE_FORM);
    }
    if (ask->kind >= 0)
        form_choose(form, line_of(room, AID_FIELD_KIND), ask->kind);
    form_go(form, line_of(room, AID_FIELD_LINE));
    if (ask->line != NULL)
        read_words(ui, room);
}

static void begin(struct ui *ui, struct room *room)
{
    struct unit unit;
    room->rows = room->offers ? offer_rows : ask_rows;
    room->count = room->offers ? sizeof offer_rows / sizeof *offer_rows : sizeof ask_rows / sizeof *ask_rows;
    for (size_t i = 0; i < room->count; i++)
        room->lines[i] = form_line_of(&room->rows[i]);
    if (!room->offers && (unit_get(ui->store, ui->actor, ui->actor->here, &unit) != RESULT_OK || !unit.neighbours))
        ask_plainly_to_climb(room);
    room->line = aid_field_row(AID_FIELD_LINE)->field;
    room->lines[line_of(room, AID_FIELD_LINE)].field = &room->line;
    limit_line(room, true);
    form_begin(&room->room.form, room->lines, room->count);
    for (size_t i = 0; i < room->count; i++)
        if (room->rows[i].field != SENDS)
            fill_in(room, room->rows[i].field);
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
    room->offers = ask->offers;
    room->given = ask->kind;
    room->room.place = ask->offers ? DRAFT_OFFER : DRAFT_ASK;
    room->room.send = send_now;
    begin(ui, room);
    room->room.about = line_of(room, AID_FIELD_LINE);
    room->room.send_words = room->lines[line_of(room, SENDS)].label;
    form_room_bring_back(ui, &room->room);
    if (ask->line != NULL)
        carry(room, ask);
    set_out(ui, room, ask);
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
    } else {
        go_to_stage(room, STAGE_FORM);
        form_go(&room->room.form, line_of(room, AID_FIELD_LINE));
    }
}

/* --- drawing: before she sends, the form is summed up in words --- */

static const char *chosen_word(const struct room *room, enum aid_field field)
{
    return aid_field_row(field)->field.word(chosen(room, field));
}

static void say_window(struct ui *ui, const struct room *room, struct buffer *out)
{
    bool weekly = chosen(room, AID_FIELD_REPEATS) != 0;
    int64_t starts, ends, now = ui_now(ui);
    enum when_fault fault;
    bool in_until;
    char words[AID_WINDOW_BYTES];
    if (!aid_window_read(
            text(room, AID_FIELD_FROM), text(room, AID_FIELD_UNTIL), now, &starts, &ends, &fault, &in_until)) {
        buffer_format(out, ", %s: ?", in_until ? _("Until") : _("From"));
        return;
    }
    if (ends == 0 && !weekly)
        ends = aid_default_end(room->offers ? AID_WHENEVER : (enum aid_urgency)chosen(room, AID_FIELD_URGENCY),
            starts != 0 ? starts : now);
    if (ends != 0 && (starts != 0 || !weekly))
        buffer_format(out, ", %s", aid_window_say(starts, ends, weekly, now, words));
    else
        buffer_format(out, ", %s", _("every week, and not said yet from when until when"));
}

/* What neighbouring streets read of the ask; nothing where it stays here. */
static void say_climbing(const struct room *room, struct buffer *out)
{
    int climbs = chosen(room, AID_FIELD_CLIMB);
    if (climbs == AID_CLIMBS)
        buffer_string(out, _(" If nobody here can, it goes further: kind and time, no words."));
    else if (climbs == AID_CLIMBS_WITH_LINE)
        buffer_string(out, _(" If nobody here can, it goes further: kind and time; your line only to whoever can."));
}

static void say_all(struct ui *ui, const struct room *room, struct buffer *out)
{
    const char *place = text(room, AID_FIELD_PLACE), *capacity = room->offers ? text(room, AID_FIELD_CAPACITY) : "";
    bool by_hand = room->room.voice.hand != 0;
    if (place[0] == '\0' && ui->house.kind == UNIT_COMMUNE) /* elsewhere an ask has no block */
        place = by_hand ? _("their block") : _("your block");
    buffer_string(out, chosen(room, AID_FIELD_KIND) < 0 ? _("no kind yet") : chosen_word(room, AID_FIELD_KIND));
    if (!room->offers)
        buffer_format(out, ", %s", chosen_word(room, AID_FIELD_URGENCY));
    say_window(ui, room, out);
    if (place[0] != '\0')
        buffer_format(out, ", %s", place);
    if (!room->offers && text(room, AID_FIELD_HANDS)[0] != '\0' && strcmp(text(room, AID_FIELD_HANDS), "1") != 0)
        buffer_format(out, _(", from %s helpers"), text(room, AID_FIELD_HANDS));
    if (!room->offers)
        buffer_format(out,
            by_hand
                ? _("; may answer: %s. It shows \"a neighbour\", not their name, until you accept somebody for them.")
                : _("; may answer: %s. It shows \"a neighbour\", not your name, until you accept somebody."),
            chosen_word(room, AID_FIELD_WHO));
    else
        buffer_format(out,
            by_hand ? _("; asks it can take: %s. Their name stands with it, and yours.")
                    : _("; asks it can take: %s. Your name stands with it."),
            capacity[0] != '\0' ? capacity : aid_field_otherwise(AID_FIELD_CAPACITY, true));
    if (!room->offers)
        say_climbing(room, out);
}

static void draw_words(struct ui *ui, const struct room *room, int row)
{
    int last = ui_last_row(ui);
    ui_text(
        ui, row++, 1, ui->columns - 2, STYLE_TITLE, room->offers ? _("What can you give?") : _("What do you need?"));
    form_draw_typed(ui, &room->room.form, line_of(room, AID_FIELD_LINE), row++, 1);
    ui_paragraph(ui, row + 1, last, STYLE_DIM,
        room->offers
            ? _("One line, in your own words: what, when, for how many. \"Soup for four, on Friday\". Enter reads "
                "it back, and nothing is sent before. Down opens all fields.")
            : _("One line, in your own words: what, when, for how many. \"Nappies, smallest size, today\". Enter "
                "reads it back, and nothing is sent before. Down opens all fields."));
    ui_keys(
        ui, ui->columns >= PHONE ? _("Enter reads it back   Down all fields   Esc menu") : _("Enter on   Esc menu"));
}

/* All answers of the form, as a draft spells them. */
static void collect(const struct room *room, char *answer[AID_FIELDS])
{
    for (int i = 0; i < AID_FIELDS; i++)
        answer[i] = NULL;
    for (size_t i = 0; i < room->count; i++) {
        const struct form_line *line = &room->lines[i];
        if (room->rows[i].field == SENDS)
            continue;
        int choice = form_chosen(&room->room.form, i);
        const char *words = form_text(&room->room.form, i);
        if (line->field->takes == FORM_TAKES_CHOICE)
            words = choice >= 0 ? line->field->code(choice) : "";
        else if (line->field->takes == FORM_TAKES_YES || line->field->takes == FORM_TAKES_WEEKLY)
            words = choice != 0 ? "yes" : "";
        answer[room->rows[i].field] = xstrdup(words);
    }
}

static void say_kinds(const struct room *room, struct buffer *out)
{
    buffer_format(
        out, _("\"%s\": your words do not tell which kind it is. A digit says it:"), text(room, AID_FIELD_LINE));
    for (int i = 0; i < AID_KINDS; i++)
        buffer_format(out, "  %d\u00a0%s", i + 1, aid_kind_words((enum aid_kind)i));
}

static void draw_read_back(struct ui *ui, const struct room *room, int row)
{
    struct buffer said = { 0 };
    char guess[WHEN_GUESS_BYTES];
    char *answer[AID_FIELDS];
    const struct actor *voice = &room->room.voice;
    bool by_hand = voice->hand != 0;
    collect(room, answer);
    aid_read_back(answer, room->offers, ui->house.kind, by_hand ? voice->handle : NULL, ui_now(ui), &said);
    for (int i = 0; i < AID_FIELDS; i++)
        free(answer[i]);
    if (chosen(room, AID_FIELD_KIND) < 0) {
        buffer_clear(&said);
        say_kinds(room, &said);
    }
    row = ui_paragraph(ui, row, ui_last_row(ui), STYLE_PLAIN, buffer_text(&said));
    if (when_guess_say(room->guessed, guess)[0] != '\0')
        row = ui_paragraph(ui, row, ui_last_row(ui), STYLE_PLAIN, guess);
    buffer_clear(&said);
    ui_paragraph(ui, row + 1, ui_last_row(ui), STYLE_DIM,
        room->offers ? (by_hand ? _("Their name stands with it, and yours.") : _("Your name stands with it."))
        : by_hand    ? _("It shows \"a neighbour\", not their name, until you accept somebody for them.")
                     : _("It shows \"a neighbour\", not your name, until you accept somebody."));
    ui_keys(ui, ui->columns >= PHONE ? _("Enter sends   e changes   Backspace your words   Esc menu")
                                     : _("Enter sends  e changes  Esc"));
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
        util_copy_text(title, sizeof title, room->offers ? _("I offer") : _("I ask for"));
    if (room->stage != STAGE_FORM) {
        int row = ui_title_read(ui, title, &room->room.readers, true);
        (room->stage == STAGE_WORDS ? draw_words : draw_read_back)(ui, room, row);
        return;
    }
    say_all(ui, room, &said);
    form_room_draw(ui, &room->room, title, &said);
}

static const enum action actions[] = { ACTION_HELP, ACTION_NONE };

const struct screen_type screen_aid_form = {
    .name = "aid form",
    .help = N_(
        "An ask or an offer. Say it in one line: what, when, for how many. Enter reads back how it was understood; "
        "Enter once more sends it. e opens the form, where each field can be changed.\n\n"
        "In the form Up and Down go to the other rows, and a digit chooses. Days are typed as one says them: tomorrow, fri 14:00, 27 Nov; beside "
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
    .key = room_key,
    .back = room_back,
    .event = form_room_event,
    .tick = form_room_tick,
    .save = form_room_tick,
    .close = room_close,
};
