/* navigate.c: to a post, to the next unread one anywhere, to a letter. */
#include "screens/ui/ui.h"

void navigate_to_post(struct ui *ui, int64_t thread, int64_t post)
{
    struct reader_ask ask = { thread, post };
    if (ui->top->type == ui_page(ui, PLACE_READER))
        ui_pop(ui, NULL);
    ui_go(ui, PLACE_READER, &ask);
}

void navigate_next_unread(struct ui *ui, int64_t after_post)
{
    struct unread_place place;
    if (next_unread(ui->store, ui->actor, after_post, &place) == RESULT_OK)
        navigate_to_post(ui, place.thread, place.post);
    else
        ui_refused(ui);
}

void navigate_to_letter(struct ui *ui, int64_t member)
{
    ui_go(ui, PLACE_EDITOR, &(struct editor_ask) { .place = DRAFT_LETTER, .target = member });
}

void navigate_to_draft(struct ui *ui, enum draft_place place, int64_t target, int64_t written_for)
{
    if (place == DRAFT_ASK || place == DRAFT_OFFER)
        ui_go(ui, PLACE_AID_FORM,
            &(struct aid_form_ask) { .offers = place == DRAFT_OFFER, .kind = -1, .written_for = written_for });
    else if (place == DRAFT_ROTA || place == DRAFT_THING)
        ui_go(ui, PLACE_ROTA_FORM, &(struct rota_form_ask) { .thing = place == DRAFT_THING });
    else
        ui_go(ui, PLACE_EDITOR, &(struct editor_ask) { .place = place, .target = target, .written_for = written_for });
}
