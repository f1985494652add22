/* home_aid.c: see home_aid.h. */
#include "screens/home/home_aid.h"

#include <string.h>

#include "hand.h"
#include "screens/aid/aid_rooms.h"

static void load_voices(struct ui *ui, struct home_aid *out)
{
    enum { VOICES_MOST = 8 };
    int64_t members[VOICES_MOST];
    struct actor voice;
    size_t count = 0;
    if (hand_voices(ui->store, ui->actor, members, VOICES_MOST, &count) != RESULT_OK)
        return;
    for (size_t i = 0; i < count && out->count < HOME_AID_MOST; i++) {
        size_t first = out->count, more = 0;
        if (actor_by_hand(ui->store, ui->actor, members[i], ui_now(ui), &voice) != RESULT_OK ||
            aid_due_list(ui->store, &voice, ui_now(ui), HOME_AID_MOST - first, out->due + first, &more) != RESULT_OK)
            continue;
        for (size_t k = first; k < first + more; k++) {
            out->written_for[k] = members[i];
            copy_text(out->handle[k], HANDLE_BYTES, voice.handle);
        }
        out->count += more;
    }
}

void home_aid_load(struct ui *ui, struct home_aid *out)
{
    *out = (struct home_aid) { 0 };
    if (aid_due_list(ui->store, ui->actor, ui_now(ui), HOME_AID_MOST, out->due, &out->count) != RESULT_OK)
        out->count = 0;
    load_voices(ui, out);
}

bool home_aid_person(const struct aid_due *due)
{
    return due->kind < AID_DUE_SOON;
}

static void say_due(const struct aid_due *due, char *words, size_t size, char *brief, size_t brief_size)
{
    const char *line = due->line;
    switch (due->kind) {
    case AID_DUE_SUITS:
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
    case AID_DUE_WORD:
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
    case AID_DUE_SOON:
        snprintf(words, size, _("Soon, with %s: %s"), due->who, line);
        snprintf(brief, brief_size, _("Soon: %.100s"), line);
        break;
    case AID_DUE_NOT_NOW:
        snprintf(words, size, _("It did not come about: %s"), line);
        snprintf(brief, brief_size, _("Not this time: %.100s"), line);
        break;
    case AID_DUE_FELL:
        snprintf(words, size, _("It fell through: %s"), line);
        snprintf(brief, brief_size, _("Fell through: %.100s"), line);
        break;
    case AID_DUE_WOMAN:
        copy_text(words, size, _("Two members object to your word that you are a woman: it is suspended."));
        copy_text(brief, brief_size, _("Your word: suspended"));
        break;
    case AID_DUE_ENDS:
        snprintf(words, size,
            due->is_offer ? _("Your offer ends soon: %s") : _("Your ask ends soon, and nobody answered: %s"), line);
        snprintf(brief, brief_size, _("Ends soon: %.100s"), line);
        break;
    }
}

/* For somebody without a device the same, but for whose it is. */
static void say_due_by_hand(
    const struct aid_due *due, const char *handle, char *words, size_t size, char *brief, size_t brief_size)
{
    static const char *const said[] = {
        [AID_DUE_SUITS] = N_("an ask for today"),
        [AID_DUE_SUGGESTED] = N_("somebody would fit"),
        [AID_DUE_ANSWER] = N_("a yes is waited for"),
        [AID_DUE_WORD] = N_("new words"),
        [AID_DUE_AGREED] = N_("it is agreed"),
        [AID_DUE_HAPPENED] = N_("did it happen?"),
        [AID_DUE_SOON] = N_("soon"),
        [AID_DUE_NOT_NOW] = N_("it did not come about"),
        [AID_DUE_FELL] = N_("it fell through"),
        [AID_DUE_ENDS] = N_("it ends soon"),
        [AID_DUE_WOMAN] = N_("her word of being a woman is suspended"),
    };
    /* TRANSLATORS: for whom, what there is ("a yes is waited for"), about which ask */
    snprintf(words, size, _("For %s, %s: %s"), handle, _(said[due->kind]), due->line);
    snprintf(brief, brief_size, _("%.40s: %.80s"), handle, due->line);
}

void home_aid_words(const struct home_aid *aid, size_t place, char *words, size_t size, char *brief, size_t brief_size)
{
    if (aid->written_for[place] != 0)
        say_due_by_hand(&aid->due[place], aid->handle[place], words, size, brief, brief_size);
    else
        say_due(&aid->due[place], words, size, brief, brief_size);
}

void home_aid_new(struct ui *ui, char *out, size_t size)
{
    struct aid_totals totals;
    char count[8];
    size_t used = 0;
    out[0] = '\0';
    if (aid_totals(ui->store, ui->actor, &totals) != RESULT_OK)
        return;
    if (totals.new_asks > 0)
        used = (size_t)snprintf(
            out, size, ngettext("%s ask", "%s asks", (unsigned long)totals.new_asks), ui_count(totals.new_asks, count));
    if (totals.new_offers > 0 && used < size) {
        if (used > 0)
            used += (size_t)snprintf(out + used, size - used, ", ");
        snprintf(out + used, size - used, ngettext("%s offer", "%s offers", (unsigned long)totals.new_offers),
            ui_count(totals.new_offers, count));
    }
}

void home_aid_go(struct ui *ui, bool is_offer, int64_t id, int64_t match, int64_t written_for)
{
    if (id == 0 && written_for != 0)
        ui_notice(ui, "%s", _(":woman --for NAME tells what that means."));
    else if (id == 0)
        ui_go(ui, PLACE_MY_CLAIM, NULL);
    else if (match != 0)
        ui_go(ui, PLACE_AID_MATCH, &(struct aid_match_page_ask) { match, written_for });
    else
        ui_go(ui, PLACE_AID_PAGE, &(struct aid_page_ask) { is_offer, id, written_for });
}
