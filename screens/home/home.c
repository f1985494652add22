/*
 * home.c: the first screen. It speaks in one order (RULES 9.1): danger now; who waits for you; your cut-off text;
 * replies; what is new on the street; joy. "Waits for you" has five lines at most.
 */
#include <stdlib.h>
#include <string.h>

#include "hand.h"
#include "invitations.h"
#include "lost.h"
#include "newcomers.h"
#include "paper_codes.h"
#include "private.h"
#include "screens/aid/aid_rooms.h"
#include "screens/home/home_aid.h"
#include "screens/home/home_rooms.h"
#include "screens/home/home_rota.h"
#include "screens/people/hand_room.h"
#include "visits.h"

enum { WAITS_SHOWN = 5, DRAFTS_MOST = 8, ANSWERS_MOST = 15, NEWCOMERS_MOST = 8, LINE_BYTES = 400, BRIEF_BYTES = 160 };

enum kind {
    TO_LOST,
    TO_NEWCOMER,
    TO_SHELL,
    TO_CODES,
    TO_PRIVATE,
    TO_LETTERS,
    TO_DRAFT,
    TO_ANSWER,
    TO_UNREAD,
    TO_THREAD,
    TO_AID,
    TO_HANDS,
    TO_STRUCK,
    TO_AID_BOARD,
    TO_ROTA,
    TO_THING,
    TO_ROTAS,
    TO_SHELF
};

struct item {
    enum kind kind;
    int64_t thread, post, at;
    int64_t match; /* TO_AID; else `post` is the ask, or the offer */
    bool is_offer;
    enum draft_place place;
    int64_t written_for;
    int64_t target;
    const char *label; /* of the lines below "The street": "New", "Joy"; already translated, not owned */
    char words[LINE_BYTES], brief[BRIEF_BYTES]; /* brief: for a narrow screen; "": the same */
};

struct home {
    struct item *waits;
    size_t wait_count, wait_all; /* shown, and how many there are */
    struct item street[2 + HOME_ROTA_STREET];
    size_t street_count, yours; /* yours: so many of them, first, are what she does herself */
    int64_t online;
    struct visit visit; /* at: 0: not known; said as it is drawn, for her language may change */
    struct list list;   /* over both: waits first */
    bool stale;
    char struck_for[HANDLE_BYTES];            /* TO_STRUCK */
    struct private_matters matters;           /* TO_PRIVATE */
    enum private_kind offered[PRIVATE_KINDS]; /* ASKED_PRIVATE: by number */
    enum { ASKED_NOTHING, ASKED_LEAVE, ASKED_LOST, ASKED_PRIVATE } asked;
};

/* --- what waits --- */

static struct item *add_wait(struct home *home, enum kind kind, int64_t at)
{
    home->wait_all++;
    if (home->wait_count == WAITS_SHOWN)
        return NULL;
    struct item *item = &home->waits[home->wait_count++];
    *item = (struct item) { .kind = kind, .at = at };
    return item;
}

/* RULES 1.9: what was asked in her name comes before all else. */
static void add_lost(struct ui *ui, struct home *home)
{
    struct lost lost;
    struct item *item;
    if (lost_mine(ui->store, ui->actor, &lost) != RESULT_OK)
        return;
    for (size_t i = 0; i < lost.count; i++) {
        const struct lost_request *request = &lost.request[i];
        if ((request->ended != 0 && i > 0) || (item = add_wait(home, TO_LOST, request->begun)) == NULL)
            continue; /* of those that ended the newest alone; the page tells of all */
        snprintf(item->words, sizeof item->words,
            request->ended == 0            ? _("%s asked for a new password for you. Was it you?")
            : request->how == LOST_STOPPED ? _("%s asked for a new password for you; you stopped it")
                                           : _("%s asked for a new password for you; it has ended"),
            request->by);
        snprintf(item->brief, sizeof item->brief, _("New password asked by %s"), request->by);
    }
    if (lost.restored != 0 && (item = add_wait(home, TO_LOST, lost.restored)) != NULL)
        copy_text(item->words, sizeof item->words,
            lost.by_shell ? _("A steward set your password: not all is open")
                          : _("Your password was restored: not all is open"));
}

/* RULES 1.1: whom others bring into her home, and who waits for her yes. One line each: they are people. */
static void add_newcomers(struct ui *ui, struct home *home)
{
    struct newcomer *list = xcalloc(NEWCOMERS_MOST, sizeof *list);
    size_t count = 0;
    char words[NEWCOMER_WORDS];
    newcomers_list(ui->store, ui->actor, ui_now(ui), list, NEWCOMERS_MOST, &count);
    for (size_t i = 0; i < count; i++) {
        struct item *item = add_wait(home, TO_NEWCOMER, list[i].at);
        if (item == NULL)
            continue;
        newcomer_words(&list[i], words);
        copy_text(item->words, sizeof item->words, words);
        if (list[i].state == NEWCOMER_WAITS)
            snprintf(item->brief, sizeof item->brief, _("%s waits for a yes"), list[i].handle);
        else if (list[i].state == NEWCOMER_CARD)
            snprintf(item->brief, sizeof item->brief, _("Card for your home: %s"), list[i].by);
        else
            snprintf(item->brief, sizeof item->brief, _("In your home: %s?"), list[i].handle);
    }
    free(list);
}

/* RULES 1.10: what a steward did to her from the shell. */
static void add_shell(struct ui *ui, struct home *home)
{
    struct shell_act acts[SHELL_ACTS_MOST];
    size_t count = 0;
    struct item *item;
    if (shell_acts_list(ui->store, ui->actor, acts, SHELL_ACTS_MOST, &count) != RESULT_OK || count == 0 ||
        (item = add_wait(home, TO_SHELL, acts[0].at)) == NULL)
        return;
    if (!ui_shared(ui)) /* RULES 1.6: it may name a caucus */
        copy_text(item->words, sizeof item->words, acts[0].words);
    else
        copy_text(item->words, sizeof item->words, _("Done from the shell"));
    copy_text(item->brief, sizeof item->brief, _("Done from the shell"));
}

static void show_shell(struct ui *ui)
{
    struct shell_act acts[SHELL_ACTS_MOST];
    struct buffer words = { 0 };
    char when[32];
    size_t count = 0;
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

static void add_codes(struct ui *ui, struct home *home)
{
    struct paper_list codes;
    if (codes_get(ui->store, ui->actor, &codes) != RESULT_OK || codes.made == 0 || codes.left > PAPER_CODES_FEW)
        return;
    struct item *item = add_wait(home, TO_CODES, 0);
    if (item != NULL)
        snprintf(item->words, sizeof item->words,
            ngettext("%d paper code left: make a list", "%d paper codes left: make a list", (unsigned long)codes.left),
            codes.left);
}

static void add_letters(struct home *home, int letters)
{
    struct item *item = letters > 0 ? add_wait(home, TO_LETTERS, 0) : NULL;
    char count[8];
    if (item != NULL)
        snprintf(item->words, sizeof item->words,
            ngettext("A letter to read", "Letters to read: %s", (unsigned long)letters), ui_count(letters, count));
}

/* `person`: who waits; else what begins or ends. */
static void add_aid(struct ui *ui, struct home *home, const struct home_aid *aid, bool person)
{
    for (size_t i = 0; i < aid->count; i++) {
        const struct aid_due *due = &aid->due[i];
        if (home_aid_person(due) != person || (ui_shared(ui) && due->is_private))
            continue; /* counted among what is private */
        struct item *item = add_wait(home, TO_AID, due->at);
        if (item == NULL)
            continue;
        item->post = due->id;
        item->match = due->match;
        item->is_offer = due->is_offer;
        item->written_for = aid->written_for[i];
        home_aid_words(aid, i, item->words, sizeof item->words, item->brief, sizeof item->brief);
    }
}

/* RULES 1.8: she hears of it, and can ask her, while it can be taken back. */
static void add_struck(struct home *home, const struct hand_waits *waits)
{
    const struct hand_word *word = &waits->struck_word;
    struct item *item = waits->struck > 0 ? add_wait(home, TO_STRUCK, word->by.struck_at) : NULL;
    if (item == NULL)
        return;
    copy_text(home->struck_for, sizeof home->struck_for, word->handle);
    if (waits->struck == 1)
        snprintf(
            item->words, sizeof item->words, _("%s struck what you wrote for %s"), word->by.struck_by, word->handle);
    else
        snprintf(item->words, sizeof item->words, _("Struck of what you wrote for others: %d"), waits->struck);
    snprintf(item->brief, sizeof item->brief, _("Struck: for %s"), word->handle);
}

/* RULES 1.8: a neighbour without a device waits for a yes of another home; a word by hand for being asked about. */
static void add_hands(struct ui *ui, struct home *home)
{
    struct hand_waits waits;
    struct item *item;
    if (hand_waits_get(ui->store, ui->actor, ui_now(ui), &waits) != RESULT_OK)
        return;
    if (waits.people > 0 && (item = add_wait(home, TO_HANDS, waits.person.at)) != NULL) {
        if (waits.people == 1)
            snprintf(item->words, sizeof item->words, _("Do you know %s, %s? %s says she lives there"),
                waits.person.handle, waits.person.home, waits.person.adder);
        else
            snprintf(item->words, sizeof item->words, _("Do you know %s? She and others wait for a yes"),
                waits.person.handle);
        snprintf(item->brief, sizeof item->brief, _("Do you know %s?"), waits.person.handle);
    }
    if (waits.words > 0 && (item = add_wait(home, TO_HANDS, waits.word.at)) != NULL) {
        if (waits.words == 1)
            snprintf(item->words, sizeof item->words, _("%s wrote for %s: did she say so?"), waits.word.by.hand,
                waits.word.handle);
        else
            snprintf(item->words, sizeof item->words, _("Did they say so? Written by others' hands: %d"), waits.words);
        snprintf(item->brief, sizeof item->brief, _("Said so? %s"), waits.word.handle);
    }
    add_struck(home, &waits);
}

static void take_line(struct item *item, const struct home_rota_line *line)
{
    item->post = line->id;
    copy_text(item->words, sizeof item->words, line->words);
    copy_text(item->brief, sizeof item->brief, line->brief);
}

/* Swaps that she is asked for, and things that somebody waits for. */
static void add_rota_waits(struct ui *ui, struct home *home, const struct home_rota *rota)
{
    for (size_t i = 0; i < rota->wait_count && !ui_shared(ui); i++) { /* shared: counted among what is private */
        struct item *item = add_wait(home, rota->waits[i].thing ? TO_THING : TO_ROTA, 0);
        if (item != NULL)
            take_line(item, &rota->waits[i]);
    }
}

/* Her own next day, or one that lacks hands. */
static void add_rota_day(struct home *home, const struct home_rota_line *line)
{
    if (line->id == 0)
        return;
    struct item *item = &home->street[home->street_count++];
    *item = (struct item) { .kind = TO_ROTA, .label = line->label };
    take_line(item, line);
}

/* On a shared computer: how much there is, and not from whom. */
static void add_private(struct ui *ui, struct home *home)
{
    char shown[8];
    private_count(ui->store, ui->actor, ui_now(ui), &home->matters);
    struct item *item = home->matters.all > 0 ? add_wait(home, TO_PRIVATE, 0) : NULL;
    if (item != NULL)
        snprintf(item->words, sizeof item->words, _("Something private (%s)"), ui_count(home->matters.all, shown));
}

static void name_thread_of(struct ui *ui, int64_t post_id, char *out, size_t size)
{
    struct post post;
    struct thread thread;
    if (post_get(ui->store, ui->actor, post_id, &post) != RESULT_OK)
        return;
    if (thread_get(ui->store, ui->actor, post.thread, &thread) == RESULT_OK)
        copy_text(out, size, thread.title);
    posts_free(&post, 1);
}

static void name_aid_draft(struct ui *ui, const struct draft *draft, char *out, size_t size)
{
    struct aid_match match;
    struct actor voice;
    if (draft->place != DRAFT_WORD)
        copy_text(out, size,
            draft->title[0] != '\0'       ? draft->title
            : draft->place == DRAFT_ASK   ? _("ask")
            : draft->place == DRAFT_OFFER ? _("offer")
            : draft->place == DRAFT_ROTA  ? _("rota")
                                          : _("thing"));
    else if (hand_voice(ui, draft->written_for, &voice) == RESULT_OK &&
             aid_match_get(ui->store, &voice, draft->target, ui_now(ui), &match) == RESULT_OK)
        copy_text(out, size, match.line);
}

/* What a draft was about: its own title, the thread it answers, or whom it is for. */
static void draft_subject(struct ui *ui, const struct draft *draft, char *out, size_t size)
{
    struct member member;
    struct board board;
    out[0] = '\0';
    if (draft->place >= DRAFT_ASK) /* and all that have forms */
        name_aid_draft(ui, draft, out, size);
    else if (draft->place == DRAFT_LETTER) {
        if (member_get(ui->store, ui->actor, draft->target, &member) == RESULT_OK)
            copy_text(out, size, member.handle);
    } else if (draft->place != DRAFT_THREAD)
        name_thread_of(ui, draft->target, out, size);
    else if (draft->title[0] != '\0')
        copy_text(out, size, draft->title);
    else if (board_get(ui->store, ui->actor, draft->target, &board) == RESULT_OK)
        copy_text(out, size, board.title);
}

static void add_draft(struct ui *ui, struct home *home, const struct draft *draft)
{
    char subject[LINE_BYTES / 2];
    struct item *item = add_wait(home, TO_DRAFT, draft->at);
    if (item == NULL)
        return;
    item->place = draft->place;
    item->target = draft->target;
    item->written_for = draft->written_for;
    draft_subject(ui, draft, subject, sizeof subject);
    bool letter = draft->place == DRAFT_LETTER;
    snprintf(item->words, sizeof item->words,
        letter ? _("Your letter to %s was cut off. Go on?") : _("Your words on \"%s\" were cut off. Go on?"), subject);
    snprintf(item->brief, sizeof item->brief, letter ? _("Go on: letter to %.120s") : _("Go on: %.120s"), subject);
}

static void add_drafts(struct ui *ui, struct home *home)
{
    struct draft drafts[DRAFTS_MOST];
    size_t count = 0;
    if (ui_shared(ui)) /* counted among what is private */
        return;
    if (drafts_list(ui->store, ui->actor, DRAFTS_MOST, drafts, &count) != RESULT_OK)
        return;
    for (size_t i = 0; i < count; i++)
        add_draft(ui, home, &drafts[i]);
    drafts_free(drafts, count);
}

static void add_answers(struct ui *ui, struct home *home)
{
    struct answer answers[ANSWERS_MOST];
    size_t count = 0;
    if (answers_list(ui->store, ui->actor, ANSWERS_MOST, answers, &count) != RESULT_OK)
        return;
    for (size_t i = 0; i < count; i++) {
        if (ui_shared(ui) && answers[i].caucus)
            continue; /* counted among what is private */
        struct item *item = add_wait(home, TO_ANSWER, answers[i].at);
        if (item == NULL)
            continue;
        item->thread = answers[i].thread;
        item->post = answers[i].post;
        snprintf(item->words, sizeof item->words, _("%s answered you in \"%s\""), answers[i].handle, answers[i].title);
        snprintf(item->brief, sizeof item->brief, _("%s answered: %.80s"), answers[i].handle, answers[i].title);
    }
}

/* --- the street --- */

static void add_new(struct ui *ui, struct home *home, const struct unread_total *total)
{
    char posts[8], threads[8], aid[80];
    home_aid_new(ui, aid, sizeof aid);
    if (total->posts == 0 && aid[0] == '\0')
        return;
    struct item *item = &home->street[home->street_count++];
    *item = (struct item) { .kind = total->posts > 0 ? TO_UNREAD : TO_AID_BOARD, .label = _("New") };
    copy_text(item->words, sizeof item->words, aid);
    if (total->posts == 0)
        return;
    size_t used = strlen(aid);
    if (used > 0)
        used += copy_text(item->words + used, sizeof item->words - used, ", ");
    used += (size_t)snprintf(item->words + used, sizeof item->words - used,
        ngettext("%s post", "%s posts", (unsigned long)total->posts), ui_count(total->posts, posts));
    snprintf(item->words + used, sizeof item->words - used,
        ngettext(" in %s thread", " in %s threads", (unsigned long)total->threads), ui_count(total->threads, threads));
}

static void add_joy(struct ui *ui, struct home *home)
{
    struct board board;
    struct thread thread;
    size_t count = 0;
    if (board_by_slug(ui->store, ui->actor, "joy", &board) != RESULT_OK ||
        threads_list(ui->store, ui->actor, board.id, 0, 1, &thread, &count) != RESULT_OK || count == 0)
        return;
    struct item *item = &home->street[home->street_count++];
    *item = (struct item) { .kind = TO_THREAD, .label = _("Joy"), .thread = thread.id, .at = thread.last_at };
    copy_text(item->words, sizeof item->words, thread.title);
}

static void find_last_here(struct ui *ui, struct home *home)
{
    if (visit_last(ui->store, ui->actor, face_visit(ui->setup), ui_now(ui), &home->visit) != RESULT_OK)
        home->visit.at = 0;
}

static enum result load(struct ui *ui, struct home *home)
{
    struct unread_total total = { 0 };
    struct home_aid aid;
    struct home_rota rota;
    struct member seen;
    size_t count;
    enum result result = house_get(ui->store, &ui->house);
    if (result != RESULT_OK)
        return result;
    home->wait_count = home->wait_all = home->street_count = home->yours = 0;
    if (ui_member(ui)) {
        unread_total(ui->store, ui->actor, &total);
        add_lost(ui, home);
        add_newcomers(ui, home);
        add_shell(ui, home);
        add_codes(ui, home);
        home_aid_load(ui, &aid);
        home_rota_load(ui, &rota);
        if (ui_shared(ui))
            add_private(ui, home);
        else
            add_letters(home, total.letters);
        add_aid(ui, home, &aid, true);
        add_rota_waits(ui, home, &rota);
        add_drafts(ui, home);
        add_aid(ui, home, &aid, false);
        add_hands(ui, home);
        add_answers(ui, home);
        add_rota_day(home, &rota.mine); /* what is hers to do goes before what is new */
        home->yours = home->street_count;
        add_new(ui, home, &total);
        add_rota_day(home, &rota.hands);
    }
    if (members_online(ui->store, ui->actor, ui_now(ui), &home->online, &seen, 0, &count) != RESULT_OK)
        home->online = 0;
    add_joy(ui, home);
    home->stale = false;
    return RESULT_OK;
}

static enum result home_open(struct ui *ui, struct screen *screen, const void *argument)
{
    struct home *home = screen->state;
    (void)argument;
    home->waits = xcalloc(WAITS_SHOWN, sizeof *home->waits);
    find_last_here(ui, home); /* once: what comes later is no secret to her */
    enum result result = load(ui, home);
    if (result != RESULT_OK)
        free(home->waits);
    return result;
}

static void home_close(struct ui *ui, struct screen *screen)
{
    struct home *home = screen->state;
    (void)ui;
    free(home->waits);
}

static struct item *item_at(struct home *home, size_t index)
{
    return index < home->wait_count ? &home->waits[index] : &home->street[index - home->wait_count];
}

/* --- drawing: rows are given out from the top; the doors keep the last one --- */

struct sheet {
    struct ui *ui;
    struct home *home;
    int row, last;
    bool wide, airy; /* airy: room for empty lines between the parts */
};

static void heading(struct sheet *sheet, const char *words)
{
    if (sheet->airy)
        sheet->row++;
    if (sheet->row <= sheet->last)
        ui_text(sheet->ui, sheet->row++, 1, sheet->ui->columns - 2, STYLE_TITLE, words);
}

static void draw_now(struct sheet *sheet)
{
    const char *words = sheet->ui->house.now_line;
    if (words[0] == '\0')
        return;
    int used = ui_text(sheet->ui, sheet->row, 1, 10, STYLE_NEEDS_YOU, _("Now"));
    int column = sheet->wide ? 11 : used + 3;
    sheet->row = ui_hanging(sheet->ui, sheet->row, sheet->row + 2, column, STYLE_SELECTED, words);
}

static void draw_wait(struct sheet *sheet, size_t index)
{
    struct ui *ui = sheet->ui;
    const struct item *item = &sheet->home->waits[index];
    char time[24];
    int row = sheet->row++, edge = ui->columns - 1;
    enum style style = list_mark(ui, row, index == sheet->home->list.selected);
    ui_textf(ui, row, sheet->wide ? 3 : 1, 2, STYLE_NEEDS_YOU, "%zu", index + 1);
    if (item->at > 0 && sheet->wide) {
        ui_right(ui, row, edge, 10, STYLE_DIM, ui_time(ui, item->at, time, sizeof time));
        edge -= 12;
    }
    int column = sheet->wide ? 5 : 3;
    ui_text(ui, row, column, edge - column, style, sheet->wide || item->brief[0] == '\0' ? item->words : item->brief);
}

static void draw_waits(struct sheet *sheet)
{
    struct home *home = sheet->home;
    if (!ui_member(sheet->ui))
        return;
    heading(sheet, _("Waits for you"));
    bool unread =
        home->yours < home->street_count && home->street[home->yours].kind == TO_UNREAD; /* what Space reads */
    if (home->wait_count == 0 && sheet->row <= sheet->last)
        ui_text(sheet->ui, sheet->row++, sheet->wide ? 3 : 1, sheet->ui->columns - 4, STYLE_PLAIN,
            unread ? _("Nothing. Space reads what is new.") : _("Nothing just now."));
    for (size_t i = 0; i < home->wait_count && sheet->row <= sheet->last; i++)
        draw_wait(sheet, i);
    if (home->wait_all > home->wait_count && sheet->row <= sheet->last)
        ui_textf(sheet->ui, sheet->row++, sheet->wide ? 5 : 3, sheet->ui->columns - 6, STYLE_DIM,
            ngettext("and %zu more", "and %zu more", home->wait_all - home->wait_count),
            home->wait_all - home->wait_count);
}

static void labelled(struct sheet *sheet, int row, const char *label, enum style style, const char *words)
{
    struct ui *ui = sheet->ui;
    int length = text_width(label, strlen(label)); /* other languages have longer words */
    int column = sheet->wide ? 11 : label[0] == '\0' ? 1 : length + 2 > 6 ? length + 2 : 6;
    ui_text(ui, row, sheet->wide ? 3 : 1, column - (sheet->wide ? 4 : 2), STYLE_DIM, label);
    ui_text(ui, row, column, ui->columns - column - 1, style, words);
}

static void draw_people(struct sheet *sheet)
{
    char homes[64], words[200];
    struct ui *ui = sheet->ui;
    if (sheet->row > sheet->last)
        return;
    snprintf(homes, sizeof homes, ngettext("%lld home", "%lld homes", (unsigned long)ui->house.homes),
        (long long)ui->house.homes);
    int used =
        snprintf(words, sizeof words, ngettext("%s, %lld person", "%s, %lld people", (unsigned long)ui->house.members),
            homes, (long long)ui->house.members);
    if (sheet->home->online > 1 && ui_member(ui) && used > 0)
        snprintf(words + used, sizeof words - (size_t)used, _(", %lld here now"), (long long)sheet->home->online);
    labelled(sheet, sheet->row++, _("Here"), STYLE_PLAIN, words);
}

static void draw_item(struct sheet *sheet, size_t index)
{
    struct home *home = sheet->home;
    const struct item *item = &home->street[index];
    if (sheet->row > sheet->last)
        return;
    enum style style = list_mark(sheet->ui, sheet->row, home->wait_count + index == home->list.selected);
    labelled(sheet, sheet->row++, item->label,
        item->kind == TO_UNREAD || item->kind == TO_AID_BOARD ? STYLE_NEW : style, item->words);
}

static void draw_street(struct sheet *sheet)
{
    struct home *home = sheet->home;
    size_t next = 0;
    char time[24];
    bool workplace = sheet->ui->house.kind == UNIT_FORUM;
    if (sheet->row == sheet->last && home->yours > 0 && !sheet->airy)
        ;                                   /* one row is left: what is hers to do says more than a heading */
    else if (sheet->ui->house.founded == 0) /* RULES 1.2 */
        heading(sheet, workplace ? _("The workplace, for now") : _("The street, for now"));
    else
        heading(sheet, workplace ? _("The workplace") : _("The street"));
    while (next < home->yours)
        draw_item(sheet, next++);
    if (next < home->street_count && (home->street[next].kind == TO_UNREAD || home->street[next].kind == TO_AID_BOARD))
        draw_item(sheet, next++);
    else if (sheet->row <= sheet->last)
        labelled(sheet, sheet->row++, _("New"), STYLE_PLAIN,
            ui_member(sheet->ui) ? _("Nothing new. t opens the boards.") : _("t opens the public boards."));
    if (next < home->street_count && home->street[next].kind == TO_ROTA)
        draw_item(sheet, next++);
    draw_people(sheet);
    for (; next < home->street_count; next++)
        draw_item(sheet, next);
    if (sheet->ui->house.founded == 0 && sheet->row <= sheet->last)
        ui_textf(sheet->ui, sheet->row++, sheet->wide ? 3 : 1, sheet->ui->columns - 2, STYLE_DIM,
            _("All is for now, until %d homes are in."), FOUNDING_HOMES);
    if (sheet->airy)
        sheet->row++;
    if (home->visit.at != 0 && sheet->row <= sheet->last)
        ui_textf(sheet->ui, sheet->row++, sheet->wide ? 3 : 1, sheet->ui->columns - 4, STYLE_DIM,
            _("Last here: %s, %s"), ui_time(sheet->ui, home->visit.at, time, sizeof time), visit_way(&home->visit));
}

/* Only doors that lead somewhere are drawn. */
static void draw_doors(struct ui *ui, int row)
{
    static const enum action doors[] = { ACTION_TALK, ACTION_AID, ACTION_LETTERS, ACTION_PEOPLE, ACTION_MINE,
        ACTION_INVITE, ACTION_WHERE };
    int column = 1;
    for (size_t i = 0; i < sizeof doors / sizeof doors[0]; i++) {
        const struct action_entry *entry = keys_entry(doors[i]);
        const char *word = _(entry->word);
        if (!ui_can(ui, ui->drawing, doors[i]) || column + 2 + text_width(word, strlen(word)) >= ui->columns)
            continue; /* a narrow screen has them in its menu */
        column += ui_text(ui, row, column, 2, STYLE_NEEDS_YOU, entry->shown) + 1;
        column += ui_text(ui, row, column, ui->columns - column, STYLE_PLAIN, word) + 3;
    }
}

static void home_draw(struct ui *ui, struct screen *screen)
{
    struct home *home = screen->state;
    char right[HANDLE_BYTES + 96], time[24];
    if (home->stale)
        load(ui, home);
    const char *shared = ui_shared(ui) && ui->columns >= 60 ? _("shared computer  ") : "";
    snprintf(right, sizeof right, "%s  %s%s", ui->actor->handle, shared, ui_time(ui, ui_now(ui), time, sizeof time));
    struct sheet sheet = { .ui = ui, .home = home, .wide = ui->columns >= 60, .airy = ui->rows >= 20 };
    sheet.row = ui_title(ui, ui->house.name, right);
    sheet.last = ui_last_row(ui) - 1;
    list_keep(&home->list, home->wait_count + home->street_count, ui->rows);
    draw_now(&sheet);
    draw_waits(&sheet);
    draw_street(&sheet);
    draw_doors(ui, ui_last_row(ui));
    ui_keys(ui, NULL);
}

/* --- acting --- */

static void say_requests(struct ui *ui, const struct lost *lost, struct buffer *words)
{
    char when[32], ended[LOST_END_BYTES];
    for (size_t i = 0; i < lost->count; i++) {
        const struct lost_request *request = &lost->request[i];
        lost_end_say(request, ended, sizeof ended);
        buffer_format(words, "%s  ", ui_time(ui, request->begun, when, sizeof when));
        if (request->ended == 0)
            buffer_format(words,
                ngettext("Begun by %s; %d person vouched that it is you.",
                    "Begun by %s; %d people vouched that it is you.", (unsigned long)request->vouched),
                request->by, request->vouched);
        else
            buffer_string(words, ended);
        buffer_string(words, "\n");
    }
}

static void ask_lost(struct ui *ui, struct home *home, const struct lost *lost)
{
    struct buffer words = { 0 };
    const struct choice choices[] = { { 's', _("Stop all of it: that was not I") }, { 'b', _("Let it go on") },
        { 0, NULL } };
    say_requests(ui, lost, &words);
    home->asked = ASKED_LOST;
    ui_push(ui, &screen_question,
        &(struct question_ask) { .title = _("Somebody asked for a new password in your name."),
            .text = buffer_text(&words),
            .choices = choices,
            .careful = true });
    buffer_clear(&words);
}

static void show_lost(struct ui *ui, struct home *home)
{
    struct lost lost;
    struct buffer words = { 0 };
    if (lost_mine(ui->store, ui->actor, &lost) != RESULT_OK) {
        ui_refused(ui);
        return;
    }
    if (lost.open > 0) {
        ask_lost(ui, home, &lost);
        return;
    }
    if (lost.restored != 0)
        buffer_format(&words, "%s\n\n", lost_restored_words(lost.by_shell));
    if (lost.count > 0) {
        buffer_string(&words, _("Somebody asked for a new password in your name. Nothing was changed by it:\n\n"));
        say_requests(ui, &lost, &words);
        buffer_string(&words,
            _("\nIf that was no mistake between you, tell your greeter or somebody you trust; it stands in the book: "
              "`book`."));
    }
    ui_push(
        ui, &screen_output, &(struct output_ask) { .title = _("If I lose my password"), .text = buffer_text(&words) });
    buffer_clear(&words);
}

static void show_struck(struct ui *ui, const struct home *home)
{
    char line[HANDLE_BYTES + 20];
    snprintf(line, sizeof line, "hands words %s", home->struck_for);
    command_show(ui, line);
}

/* The newest answer to her in a caucus. */
static void go_to_caucus(struct ui *ui)
{
    struct answer *answers = xcalloc(COUNT_MAX, sizeof *answers);
    size_t count = 0, i = 0;
    answers_list(ui->store, ui->actor, COUNT_MAX, answers, &count);
    while (i < count && !answers[i].caucus)
        i++;
    if (i < count)
        navigate_to_post(ui, answers[i].thread, answers[i].post);
    free(answers);
}

static void go_to_due(struct ui *ui)
{
    struct home_rota due;
    home_rota_load(ui, &due);
    ui_go(ui, due.wait_count > 0 && due.waits[0].thing ? PLACE_SHELF : PLACE_ROTAS, NULL);
}

static void open_private(struct ui *ui, enum private_kind kind)
{
    static const enum place places[PRIVATE_KINDS] = {
        [PRIVATE_LETTERS] = PLACE_INBOX,
        [PRIVATE_AID] = PLACE_AID_MINE,
        [PRIVATE_DRAFTS] = PLACE_BOOKMARKS,
    };
    if (kind == PRIVATE_ANSWERS)
        go_to_caucus(ui);
    else if (kind == PRIVATE_DUE)
        go_to_due(ui);
    else
        ui_go(ui, places[kind], NULL);
}

/* What it is, said once she asks; of one kind alone it is opened at once. */
static void show_private(struct ui *ui, struct home *home)
{
    struct choice choices[PRIVATE_KINDS + 1] = { 0 };
    char words[PRIVATE_KINDS][200];
    size_t count = 0;
    for (int i = 0; i < PRIVATE_KINDS; i++)
        if (home->matters.of[i] > 0) {
            private_words((enum private_kind)i, home->matters.of[i], words[i], sizeof words[i]);
            home->offered[count] = (enum private_kind)i;
            choices[count] = (struct choice) { '1' + (int)count, words[i] };
            count++;
        }
    if (count == 1) {
        open_private(ui, home->offered[0]);
        return;
    }
    home->asked = ASKED_PRIVATE;
    ui_push(ui, &screen_question, &(struct question_ask) { .title = _("Something private"), .choices = choices });
}

static void go(struct ui *ui, struct home *home, const struct item *item)
{
    switch (item->kind) {
    case TO_LOST:
        show_lost(ui, home);
        break;
    case TO_NEWCOMER:
        ui_go(ui, PLACE_INVITATIONS, NULL);
        break;
    case TO_SHELL:
        show_shell(ui);
        break;
    case TO_CODES:
        ui_go(ui, PLACE_MY_CODES, NULL);
        break;
    case TO_PRIVATE:
        show_private(ui, home);
        break;
    case TO_LETTERS:
        ui_go(ui, PLACE_INBOX, NULL);
        break;
    case TO_DRAFT:
        navigate_to_draft(ui, item->place, item->target, item->written_for);
        break;
    case TO_AID:
        home_aid_go(ui, item->is_offer, item->post, item->match, item->written_for);
        break;
    case TO_HANDS:
        ui_go(ui, PLACE_HANDS, NULL);
        break;
    case TO_STRUCK:
        show_struck(ui, home);
        break;
    case TO_AID_BOARD:
        ui_go(ui, PLACE_AID, NULL);
        break;
    case TO_ROTA:
        ui_go(ui, PLACE_ROTA, &(struct rota_ask) { item->post });
        break;
    case TO_THING:
        ui_go(ui, PLACE_THING, &(struct thing_page_ask) { item->post });
        break;
    case TO_ROTAS:
        ui_go(ui, PLACE_ROTAS, NULL);
        break;
    case TO_SHELF:
        ui_go(ui, PLACE_SHELF, NULL);
        break;
    case TO_UNREAD:
        navigate_next_unread(ui, 0);
        break;
    case TO_ANSWER:
    case TO_THREAD:
        navigate_to_post(ui, item->thread, item->post);
        break;
    }
}

static void ask_leave(struct ui *ui, struct home *home)
{
    const struct choice choices[] = { { 'y', _("Yes, hang up") }, { 'n', _("No, stay") }, { 0, NULL } };
    home->asked = ASKED_LEAVE;
    ui_push(ui, &screen_question,
        &(struct question_ask) { .title = _("Leave the house?"), .choices = choices, .careful = true });
}

static const struct door {
    enum action action;
    enum place place;
} doors[] = {
    { ACTION_TALK, PLACE_BOARDS },
    { ACTION_AID, PLACE_AID },
    { ACTION_LETTERS, PLACE_INBOX },
    { ACTION_PEOPLE, PLACE_PEOPLE },
    { ACTION_MINE, PLACE_SETTINGS },
    { ACTION_INVITE, PLACE_INVITATIONS },
    { ACTION_ROTAS, PLACE_ROTAS },
    { ACTION_SHELF, PLACE_SHELF },
};

static bool home_can(const struct ui *ui, const struct screen *screen, enum action action)
{
    const struct home *home = screen->state;
    switch (action) {
    case ACTION_OPEN:
        return home->list.count > 0;
    case ACTION_AID:
    case ACTION_LETTERS:
    case ACTION_PEOPLE:
    case ACTION_MINE:
    case ACTION_INVITE:
    case ACTION_WHERE:
    case ACTION_ROTAS:
    case ACTION_SHELF:
    case ACTION_NEXT:
    case ACTION_NEXT_UNREAD:
        return ui_member(ui);
    default:
        return true;
    }
}

static bool home_act(struct ui *ui, struct screen *screen, enum action action)
{
    struct home *home = screen->state;
    if (list_act(&home->list, action, ui->rows))
        return true;
    for (size_t i = 0; i < sizeof doors / sizeof doors[0]; i++)
        if (doors[i].action == action) {
            ui_go(ui, doors[i].place, NULL);
            return true;
        }
    if (action == ACTION_OPEN)
        go(ui, home, item_at(home, home->list.selected));
    else if (action == ACTION_BACK)
        ask_leave(ui, home);
    else if (action == ACTION_WHERE)
        command_show(ui, "where");
    return action == ACTION_OPEN || action == ACTION_BACK || action == ACTION_WHERE;
}

static void home_key(struct ui *ui, struct screen *screen, wint_t key, bool special)
{
    struct home *home = screen->state;
    if (!special && key >= '1' && key <= '9' && key - '1' < home->wait_count) {
        home->list.selected = key - '1';
        go(ui, home, &home->waits[key - '1']);
    }
}

static void home_back(
    struct ui *ui, struct screen *screen, const struct screen_type *from, const struct outcome *outcome)
{
    struct home *home = screen->state;
    bool answered = from == &screen_question && outcome->done;
    if (answered && home->asked == ASKED_LEAVE && outcome->number == 'y')
        ui_leave(ui);
    if (answered && home->asked == ASKED_PRIVATE) {
        home->stale = true;
        open_private(ui, home->offered[outcome->number - '1']);
        return;
    }
    if (answered && home->asked == ASKED_LOST && outcome->number == 's' &&
        lost_stop(ui->store, ui->actor, ui_now(ui)) != RESULT_OK)
        ui_refused(ui);
    home->stale = true;
}

static void home_event(struct ui *ui, struct screen *screen, const struct face_event *event)
{
    struct home *home = screen->state;
    if (event->kind != FACE_WRITTEN && event->kind != FACE_LETTER)
        return;
    home->stale = true;
    if (ui->top == screen)
        ui_dirty(ui);
}

static void home_watching(const struct screen *screen, int64_t *board, int64_t *thread)
{
    (void)screen;
    *board = *thread = 0;
}

static const enum action actions[] = { ACTION_NEXT, ACTION_OPEN, ACTION_SEARCH, ACTION_COMMAND, ACTION_BACK,
    ACTION_TALK, ACTION_AID, ACTION_LETTERS, ACTION_PEOPLE, ACTION_MINE, ACTION_INVITE, ACTION_WHERE,
    ACTION_NEXT_UNREAD, ACTION_ROTAS, ACTION_SHELF, ACTION_MENU, ACTION_HELP, ACTION_NONE };

const struct screen_type screen_home = {
    .name = "home",
    .help = N_(
        "Home: what you have to know first, then who waits for you, then what is new on the street.\n\n"
        "Press the number before a line, or move to it and press Enter. The letters above the last line open the "
        "rooms: talk is the boards, aid is what people ask for and offer, mine are your settings, bookmarks and texts not yet sent.\n\n"
        "Space alone is enough to read everything: it goes to the next post you have not read, and on."),
    .actions = actions,
    .back_word = N_("leave"),
    .size = sizeof(struct home),
    .open = home_open,
    .close = home_close,
    .draw = home_draw,
    .act = home_act,
    .can = home_can,
    .key = home_key,
    .back = home_back,
    .event = home_event,
    .watching = home_watching,
};
