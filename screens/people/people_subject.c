/* people_subject.c: people and the member's own account as a subject (subject.h): lines on home, pages, keys, commands.
 */
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "hand.h"
#include "invitations.h"
#include "moving.h"
#include "newcomers.h"
#include "paper_codes.h"
#include "screens/people/people_rooms.h"

enum { NEWCOMERS_MOST = 8 };

/* --- on home --- */

static void go_newcomers(struct ui *ui, const struct home_line *line)
{
    (void)line;
    ui_go(ui, PLACE_INVITATIONS, NULL);
}

/* The first thing that somebody who came in reads may be a letter of the person who invited them. */
static void go_letter(struct ui *ui, const struct home_line *line)
{
    navigate_to_letter(ui, line->id);
}

/* RULES 1.1: people whom others bring into her home, and people who wait for her yes. Each person has her own line. */
static void add_newcomers(struct ui *ui, struct home_lines *lines)
{
    struct newcomer *list = xcalloc(NEWCOMERS_MOST, sizeof *list);
    size_t count = 0;
    char words[NEWCOMER_WORDS];
    newcomers_list(ui->store, ui->actor, ui_now(ui), list, NEWCOMERS_MOST, &count);
    for (size_t i = 0; i < count; i++) {
        bool in = list[i].state == NEWCOMER_IN;
        struct home_line *line = home_lines_add_of(
            ui, lines, list[i].unit, in ? HOME_ANSWER : HOME_IN_HER_NAME, in ? go_letter : go_newcomers, list[i].at);
        if (line == NULL)
            continue;
        home_line_types(line, "newcomers");
        line->id = list[i].id;
        if (in)
            home_line_types(line, "write %s", list[i].handle);
        newcomer_words(&list[i], words);
        util_copy_text(line->words, sizeof line->words, words);
        if (list[i].state == NEWCOMER_WAITS)
            snprintf(line->brief, sizeof line->brief, _("%s waits for a yes"), list[i].handle);
        else if (list[i].state == NEWCOMER_MOVES)
            snprintf(line->brief, sizeof line->brief, _("%s asks to move in"), list[i].handle);
        else if (list[i].state == NEWCOMER_WENT)
            snprintf(line->brief, sizeof line->brief, _("%s moved away"), list[i].handle);
        else if (in)
            snprintf(line->brief, sizeof line->brief, _("%s came in"), list[i].handle);
        else if (list[i].state == NEWCOMER_CARD)
            snprintf(line->brief, sizeof line->brief, _("Card for your home: %s"), list[i].by);
        else
            snprintf(line->brief, sizeof line->brief, _("In your home: %s?"), list[i].handle);
    }
    free(list);
}

/* RULES 1.1: cards of others that wait for the yes of her home. */
static void add_cards(struct ui *ui, struct home_lines *lines)
{
    enum { CARDS_MOST = 12 };
    struct invitation cards[CARDS_MOST];
    size_t count = 0;
    invitations_list(ui->store, ui->actor, ui_now(ui), cards, CARDS_MOST, &count);
    for (size_t i = 0; i < count; i++) {
        struct home_line *line = !cards[i].mine && !cards[i].stopped ? home_lines_add_of(ui, lines, cards[i].unit,
                                                                           HOME_PERSON, go_newcomers, cards[i].until)
                                                                     : NULL;
        if (line == NULL)
            continue;
        const char *by = cards[i].inviter[0] != '\0' ? cards[i].inviter : _("the operator");
        line->when = HOME_UNTIL;
        home_line_types(line, "invitation yes %lld", (long long)cards[i].id);
        if (cards[i].home[0] == '\0')
            snprintf(
                line->words, sizeof line->words, _("%s asks for your yes: one more comes into this workplace"), by);
        else
            snprintf(line->words, sizeof line->words, _("%s asks for your yes: a card for home %s, which is new"), by,
                cards[i].home);
        snprintf(line->brief, sizeof line->brief, _("Your yes? A card of %s"), by);
    }
}

static void go_moving(struct ui *ui, const struct home_line *line)
{
    (void)line;
    ui_go(ui, PLACE_MY_MOVE, NULL);
}

/* RULES 1.0: her own move while it waits for a yes. On a shared computer people who look over her shoulder must not
 * read where she will live. */
static void add_moving(struct ui *ui, struct home_lines *lines)
{
    struct moving moving;
    struct home_line *line;
    if (ui_shared(ui) || ui->house.units <= 1 || moving_get(ui->store, ui->actor, ui_now(ui), &moving) != RESULT_OK ||
        (line = home_lines_add(lines, HOME_YOURS, go_moving, 0)) == NULL)
        return;
    line->label = ui->columns < 60 ? "" : _("Yours");
    home_line_types(line, "move");
    if (ui->columns < 60)
        snprintf(line->words, sizeof line->words, _("Move to %s: no yes yet"), moving.home);
    else
        snprintf(line->words, sizeof line->words, _("Your move to %s, home %s, waits for a yes there"), moving.street,
            moving.home);
}

static void show_shell(struct ui *ui, const struct home_line *line)
{
    struct shell_act acts[SHELL_ACTS_MOST];
    struct buffer words = { 0 };
    char when[32];
    size_t count = 0;
    (void)line;
    shell_acts_list(ui->store, ui->actor, acts, SHELL_ACTS_MOST, &count);
    for (size_t i = 0; i < count; i++)
        buffer_format(&words, "%s  %s\n", ui_time(ui, acts[i].at, when, sizeof when), acts[i].words);
    buffer_string(&words,
        _("\nIf you did not ask for it, ask the stewards, or bring it before the street: what they do stands in the "
          "book."));
    if (ui_push(ui, &screen_output,
            &(struct output_ask) { .title = _("Done from the shell"), .text = buffer_text(&words) }))
        shell_acts_seen(ui->store, ui->actor, acts, count, ui_now(ui));
    buffer_clear(&words);
}

/* RULES 1.10: what a steward did to her from the shell. */
static void add_shell(struct ui *ui, struct home_lines *lines)
{
    struct shell_act acts[SHELL_ACTS_MOST];
    size_t count = 0;
    struct home_line *line;
    if (shell_acts_list(ui->store, ui->actor, acts, SHELL_ACTS_MOST, &count) != RESULT_OK || count == 0 ||
        (line = home_lines_add(lines, HOME_IN_HER_NAME, show_shell, acts[0].at)) == NULL)
        return;
    home_line_types(line, "steward");
    if (!ui_shared(ui)) /* RULES 1.6: the words may name a caucus */
        util_copy_text(line->words, sizeof line->words, acts[0].words);
    else
        util_copy_text(line->words, sizeof line->words, _("Done from the shell"));
    util_copy_text(line->brief, sizeof line->brief, _("Done from the shell"));
}

static void go_codes(struct ui *ui, const struct home_line *line)
{
    (void)line;
    ui_go(ui, PLACE_MY_CODES, NULL);
}

static void add_codes(struct ui *ui, struct home_lines *lines)
{
    struct paper_list codes;
    if (paper_codes_get(ui->store, ui->actor, &codes) != RESULT_OK || codes.made == 0 || codes.left > PAPER_CODES_FEW)
        return;
    struct home_line *line = home_lines_add(lines, HOME_IN_HER_NAME, go_codes, 0);
    home_line_types(line, "codes new");
    if (line != NULL)
        snprintf(line->words, sizeof line->words,
            ngettext("%d paper code left: make a list", "%d paper codes left: make a list", (unsigned long)codes.left),
            codes.left);
}

static void go_hands(struct ui *ui, const struct home_line *line)
{
    (void)line;
    ui_go(ui, PLACE_HANDS, NULL);
}

static void show_struck(struct ui *ui, const struct home_line *line)
{
    struct hand_waits waits;
    char command[HANDLE_BYTES + 20];
    (void)line;
    if (hand_waits_get(ui->store, ui->actor, ui_now(ui), &waits) != RESULT_OK || waits.struck == 0)
        return;
    snprintf(command, sizeof command, "hands words %s", waits.last_struck.handle);
    command_show(ui, command);
}

/* RULES 1.8: the helper hears that her entries were struck, while a striking can be taken back. */
static void add_struck(struct home_lines *lines, const struct hand_waits *waits)
{
    const struct hand_entry *word = &waits->last_struck;
    struct home_line *line =
        waits->struck > 0 ? home_lines_add(lines, HOME_BY_HAND, show_struck, word->by.struck_at) : NULL;
    if (line == NULL)
        return;
    home_line_types(line, "hands words %s", word->handle);
    if (waits->struck == 1)
        snprintf(
            line->words, sizeof line->words, _("%s struck what you wrote for %s"), word->by.struck_by, word->handle);
    else
        snprintf(line->words, sizeof line->words, _("Texts struck that you wrote for others: %d"), waits->struck);
    snprintf(line->brief, sizeof line->brief, _("Struck: for %s"), word->handle);
}

/* RULES 1.8: neighbours without a device, of one unit, who wait for the yes of another home. */
static void add_told(struct ui *ui, struct home_lines *lines, int64_t unit, const struct hand_waits *waits)
{
    const struct hand_person *person = &waits->person;
    struct home_line *line =
        waits->people > 0 ? home_lines_add_of(ui, lines, unit, HOME_BY_HAND, go_hands, person->at) : NULL;
    if (line == NULL)
        return;
    home_line_types(line, "hands");
    if (waits->people == 1)
        snprintf(line->words, sizeof line->words, _("Do you know %s, %s? %s says they live there"), person->handle,
            person->home, person->adder);
    else
        snprintf(line->words, sizeof line->words, _("Do you know %s? They and others wait for a yes"), person->handle);
    snprintf(line->brief, sizeof line->brief, _("Do you know %s?"), person->handle);
}

/* The same for her other units. */
static void add_told_elsewhere(struct ui *ui, struct home_lines *lines)
{
    struct actor there = *ui->actor;
    struct hand_waits waits;
    for (size_t i = 0; i < ui->unit_count; i++) {
        there.here = ui->units[i].id;
        if (there.here != ui->actor->here && ui->units[i].kind != UNIT_CAUCUS &&
            hand_waits_get(ui->store, &there, ui_now(ui), &waits) == RESULT_OK)
            add_told(ui, lines, there.here, &waits);
    }
}

/* RULES 1.8: people without a device who wait for a yes, and entries by hand that wait for a confirmation. */
static void add_hands(struct ui *ui, struct home_lines *lines)
{
    struct hand_waits waits;
    struct home_line *line;
    if (hand_waits_get(ui->store, ui->actor, ui_now(ui), &waits) != RESULT_OK)
        return;
    add_told(ui, lines, ui->actor->here, &waits);
    add_told_elsewhere(ui, lines);
    if (waits.entries > 0 && (line = home_lines_add(lines, HOME_BY_HAND, go_hands, waits.first.at)) != NULL) {
        home_line_types(line, "hands");
        if (waits.entries == 1)
            snprintf(line->words, sizeof line->words, _("%s wrote for %s: did they say so?"), waits.first.by.hand,
                waits.first.handle);
        else
            snprintf(
                line->words, sizeof line->words, _("Did they say so? Written by others' hands: %d"), waits.entries);
        snprintf(line->brief, sizeof line->brief, _("Said so? %s"), waits.first.handle);
    }
    add_struck(lines, &waits);
}

static void on_home(struct ui *ui, struct home_lines *lines)
{
    lost_on_home(ui, lines);
    add_newcomers(ui, lines);
    add_cards(ui, lines);
    add_moving(ui, lines);
    add_shell(ui, lines);
    add_codes(ui, lines);
    add_hands(ui, lines);
    caucus_on_home(ui, lines);
}

static void open_caucuses(struct ui *ui)
{
    ui_go(ui, PLACE_CAUCUSES, NULL);
}

/* --- by command --- */

/* "vouch lindi": the page says what can be done for her. "vouch begin lindi": the page shows her before it asks for a
 * password. "key add", with or without a line: the page asks for the line. */
static bool open(struct ui *ui, const struct call *call, const char *rest)
{
    if (!ui_member(ui))
        return false;
    if (subject_is(call, "key add"))
        ui_go(ui, PLACE_MY_KEYS, &(struct my_keys_ask) { .line = rest[0] != '\0' ? rest : NULL });
    else if (subject_is(call, "vouch") && call->words == 1)
        ui_go(ui, PLACE_VOUCH, &(struct vouch_ask) { .handle = call->word[0] });
    else if (subject_is(call, "vouch begin"))
        ui_go(ui, PLACE_VOUCH, &(struct vouch_ask) { .handle = call->word[0], .begins = true });
    else
        return false;
    return true;
}

static const struct subject_page pages[] = {
    { PLACE_PEOPLE, &screen_people },
    { PLACE_INVITATIONS, &screen_invitations },
    { PLACE_HANDS, &screen_hands },
    { PLACE_VOUCH, &screen_vouch },
    { PLACE_SETTINGS, &screen_settings },
    { PLACE_MY_CLAIM, &screen_my_claim },
    { PLACE_MY_MOVE, &screen_my_move },
    { PLACE_CAUCUSES, &screen_caucuses },
    { PLACE_MY_CODES, &screen_my_codes },
    { PLACE_MY_KEYS, &screen_my_keys },
    { PLACE_MY_SESSIONS, &screen_my_sessions },
    { PLACE_MY_VOUCHERS, &screen_my_vouchers },
    { 0, NULL },
};

static const struct subject_key keys[] = {
    { ACTION_PEOPLE, PLACE_PEOPLE, false, true },
    { ACTION_MINE, PLACE_SETTINGS, false, true },
    { ACTION_INVITE, PLACE_INVITATIONS, false, true },
    { ACTION_NONE, 0, false, false },
};

static const struct subject_command commands[] = {
    { "people", PLACE_PEOPLE, NULL, false },
    { "invitations", PLACE_INVITATIONS, NULL, false },
    { "hands", PLACE_HANDS, NULL, false },
    { "settings", PLACE_SETTINGS, NULL, false },
    { "keys", PLACE_MY_KEYS, NULL, false },
    { "codes", PLACE_MY_CODES, NULL, false },
    { "vouchers", PLACE_MY_VOUCHERS, NULL, false },
    { "sessions", PLACE_MY_SESSIONS, NULL, false },
    { "move", PLACE_MY_MOVE, NULL, false },
    { "woman", PLACE_MY_CLAIM, NULL, false },
    { "woman objections", PLACE_MY_CLAIM, NULL, false },
    { "caucus", PLACE_CAUCUSES, NULL, false },
    { NULL, 0, NULL, false },
};

const struct page_subject people_pages = {
    .name = "people",
    .pages = pages,
    .home = on_home,
    .open_private = { [PRIVATE_CAUCUS] = open_caucuses },
    .keys = keys,
    .commands = commands,
    .open = open,
};
