/* navigate.c: goes to a post, to the next unread post on any board, to a letter, to a draft. */
#include "screens/ui/subject.h"

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

void navigate_to_editor(struct ui *ui, enum draft_place place, int64_t target, int64_t written_for)
{
    ui_go(ui, PLACE_EDITOR, &(struct editor_ask) { .place = place, .target = target, .written_for = written_for });
}

void navigate_to_draft(struct ui *ui, enum draft_place place, int64_t target, int64_t written_for)
{
    const struct subject_draft *draft = ui->program->draft(place);
    if (draft != NULL && draft_has_form(place))
        ui_enter(ui, target);
    if (draft != NULL)
        draft->go_on(ui, place, target, written_for);
}
