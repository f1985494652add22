/* home_aid.c: see home_aid.h. */
#include "screens/home_aid.h"

#include <string.h>

#include "screens/aid_rooms.h"

void home_aid_load(struct ui *ui, struct home_aid *out)
{
    *out = (struct home_aid) { 0 };
    if (aid_due_list(ui->store, ui->actor, ui_now(ui), HOME_AID_MOST, out->due, &out->count) != RESULT_OK)
        out->count = 0;
    for (size_t i = 0; i < out->count; i++)
        out->private_count += out->due[i].is_private;
}

bool home_aid_person(const struct aid_due *due)
{
    return due->kind < AID_DUE_SOON;
}

void home_aid_words(const struct aid_due *due, char *words, size_t size, char *brief, size_t brief_size)
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
    case AID_DUE_ENDS:
        snprintf(words, size,
            due->is_offer ? _("Your offer ends soon: %s") : _("Your ask ends soon, and nobody answered: %s"), line);
        snprintf(brief, brief_size, _("Ends soon: %.100s"), line);
        break;
    }
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

void home_aid_go(struct ui *ui, bool is_offer, int64_t id, int64_t match)
{
    if (match != 0)
        ui_push(ui, &screen_aid_match, &(struct aid_match_page_ask) { match });
    else
        ui_push(ui, &screen_aid_page, &(struct aid_page_ask) { is_offer, id });
}
