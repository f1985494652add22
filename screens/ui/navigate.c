/* navigate.c: goes to a post, to the next unread post on any board, to a letter, to a draft. */
#include "deferred.h"
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
    if (mark_next_unread(ui->store, ui->actor, after_post, &place) == RESULT_OK)
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

/* Shows the words of a draft whose place is closed to her by now, so that they are not lost: she moved away, or it is
 * gone. RULES 1.7. */
static void show_words(struct ui *ui, enum draft_place place, int64_t target, int64_t written_for)
{
    enum { DRAFTS_MOST = 40 };
    struct draft drafts[DRAFTS_MOST];
    struct buffer text = { 0 };
    size_t count = 0;
    if (drafts_list(ui->store, ui->actor, DRAFTS_MOST, drafts, &count) != RESULT_OK)
        return;
    buffer_string(
        &text, _("The place that these words were for is closed to you by now: you moved away, or it is gone. "
                 "Copy what you need. In the list of :bookmarks, D throws them away."));
    for (size_t i = 0; i < count; i++)
        if (drafts[i].place == place && drafts[i].target == target && drafts[i].written_for == written_for)
            buffer_format(&text, "\n\n%s\n%s", drafts[i].title, drafts[i].body);
    drafts_free(drafts, count);
    ui_push(ui, &screen_output, &(struct output_ask) { .title = _("Words not sent"), .text = buffer_text(&text) });
    buffer_clear(&text);
}

void navigate_to_draft(struct ui *ui, enum draft_place place, int64_t target, int64_t written_for)
{
    const struct subject_draft *draft = ui->program->draft(place);
    const struct screen *top = ui->top;
    bool form = draft_has_form(place); /* then `target` is the unit */
    if (draft == NULL)
        return;
    if (form)
        ui_enter(ui, target);
    if (!form || actor_belongs(ui->actor, target))
        draft->go_on(ui, place, target, written_for);
    if (ui->top == top)
        show_words(ui, place, target, written_for);
}
