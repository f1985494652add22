/* home_own.c: see home_own.h. */
#include "screens/home/home_own.h"

#include "screens/home/subjects.h"

enum { DRAFTS_MOST = 8 };

/* --- "Something private": its screen draws nothing itself. It asks over home which of the private matters she opens
 * --- */

struct matters {
    enum private_kind offered[PRIVATE_KINDS]; /* in the order of the question's numbers */
};

static size_t offer(struct ui *ui, struct matters *state, struct choice *choices, char words[][200])
{
    struct private_matters matters;
    size_t count = 0;
    private_count(ui->store, ui->actor, ui_now(ui), &matters);
    for (int i = 0; i < PRIVATE_KINDS; i++)
        if (matters.of[i] > 0) {
            private_words((enum private_kind)i, matters.of[i], words[i], 200);
            state->offered[count] = (enum private_kind)i;
            choices[count] = (struct choice) { '1' + (int)count, words[i] };
            count++;
        }
    return count;
}

static void matters_opened(struct ui *ui, struct screen *screen)
{
    struct choice choices[PRIVATE_KINDS + 1] = { 0 };
    char words[PRIVATE_KINDS][200];
    struct matters *state = screen->state;
    size_t count = offer(ui, state, choices, words);
    enum private_kind only = state->offered[0];
    if (count > 1) {
        ui_push(ui, &screen_question,
            &(struct question_ask) { .title = _("Something private"), .choices = choices, .harmless = true });
        return;
    }
    ui_pop(ui, NULL);
    if (count == 1) /* a single kind is opened without a question */
        subjects_open_private(ui, only);
}

static void matters_back(
    struct ui *ui, struct screen *screen, const struct screen_type *from, const struct outcome *outcome)
{
    const struct matters *state = screen->state;
    bool chosen = from == &screen_question && outcome->done;
    enum private_kind kind = chosen ? state->offered[outcome->number - '1'] : 0;
    ui_pop(ui, NULL);
    if (chosen)
        subjects_open_private(ui, kind);
}

static const enum action no_actions[] = { ACTION_NONE };

static const struct screen_type screen_matters = {
    .name = "private",
    .actions = no_actions,
    .size = sizeof(struct matters),
    .opened = matters_opened,
    .draw = ui_below,
    .back = matters_back,
};

static void go_private(struct ui *ui, const struct home_line *line)
{
    (void)line;
    ui_push(ui, &screen_matters, NULL);
}

/* Says how many private matters there are, and nothing else. */
static void add_private(struct ui *ui, struct home_lines *lines)
{
    char shown[8];
    struct private_matters matters;
    private_count(ui->store, ui->actor, ui_now(ui), &matters);
    struct home_line *line = matters.all > 0 ? home_lines_add(lines, HOME_PERSON, go_private, 0) : NULL;
    home_line_types(line, "private");
    if (line != NULL)
        snprintf(line->words, sizeof line->words, _("Something private (%s)"), ui_count(matters.all, shown));
}

/* --- drafts; `kind` of a line is the draft's place, `id` its target --- */

static void go_draft(struct ui *ui, const struct home_line *line)
{
    navigate_to_draft(ui, (enum draft_place)line->kind, line->id, line->written_for);
}

/* Says what a draft is about: its title, or what its subject says. */
static void say_about(
    struct ui *ui, const struct subject_draft *type, const struct draft *draft, char *out, size_t size)
{
    out[0] = '\0';
    if (draft->title[0] != '\0')
        util_copy_text(out, size, draft->title);
    else if (type->name != NULL)
        type->name(ui, draft, out, size);
    else
        util_copy_text(out, size, _(type->word));
}

/* The unit of a draft. 0, without asking the store, when she has only one unit. */
static int64_t unit_of(struct ui *ui, const struct draft *draft)
{
    return ui->units != NULL ? draft_unit(ui->store, draft->place, draft->target) : 0;
}

static void add_draft(struct ui *ui, struct home_lines *lines, const struct draft *draft)
{
    const struct subject_draft *type = subjects_draft(draft->place);
    char about[HOME_WORDS / 2];
    struct home_line *line =
        type != NULL ? home_lines_add_of(ui, lines, unit_of(ui, draft), HOME_CUT_OFF, go_draft, draft->at) : NULL;
    if (line == NULL)
        return;
    line->kind = (int)draft->place;
    home_line_types(line, "drafts");
    line->id = draft->target;
    line->written_for = draft->written_for;
    if (draft_is_quiet(draft->place)) {
        util_copy_text(line->words, sizeof line->words, _("Something private was cut off. Go on?"));
        return;
    }
    say_about(ui, type, draft, about, sizeof about);
    snprintf(line->words, sizeof line->words,
        type->letter ? _("Your letter to %s was cut off. Go on?") : _("Your words on \"%s\" were cut off. Go on?"),
        about);
    snprintf(line->brief, sizeof line->brief, type->letter ? _("Go on: letter to %.120s") : _("Go on: %.120s"), about);
}

static void add_drafts(struct ui *ui, struct home_lines *lines)
{
    struct draft drafts[DRAFTS_MOST];
    size_t count = 0;
    if (drafts_list(ui->store, ui->actor, DRAFTS_MOST, drafts, &count) != RESULT_OK)
        return;
    for (size_t i = 0; i < count; i++)
        add_draft(ui, lines, &drafts[i]);
    drafts_free(drafts, count);
}

static void go_hidden(struct ui *ui, const struct home_line *line)
{
    ui_move_to(ui, line->id);
    ui_tell(ui, &(struct face_event) { .kind = FACE_WRITTEN });
}

/* A caucus is named only on its own pages. Elsewhere this line says how much waits there; on a shared computer the
 * count of private matters contains it. */
void home_own_hidden(struct ui *ui, struct home_lines *lines)
{
    char shown[8];
    struct home_line *line =
        lines->hidden > 0 && !ui_shared(ui) ? home_lines_add(lines, HOME_PERSON, go_hidden, 0) : NULL;
    if (line == NULL)
        return;
    line->id = lines->hidden_in;
    home_line_types(line, "private");
    snprintf(line->words, sizeof line->words, _("Something private (%s)"), ui_count((int)lines->hidden, shown));
}

/* --- the first member's way back to her four steps --- */

static void go_steps(struct ui *ui, const struct home_line *line)
{
    ui_go(ui, PLACE_WELCOME, line); /* any argument: see welcome_open() */
}

static void add_steps(struct ui *ui, struct home_lines *lines)
{
    struct first_steps steps;
    struct home_line *line;
    if (ui->house.founded != 0 || ui->house.kind == UNIT_CAUCUS || ui->house.members > 1)
        return;
    welcome_steps_look(ui, &steps);
    if (steps.done == FIRST_STEPS || (line = home_lines_add(lines, HOME_YOURS, go_steps, 0)) == NULL)
        return;
    line->label = ui->columns < 60 ? "" : _("Begin");
    const char *next = steps.cards < FIRST_CARDS ? _("cards for three others")
                       : !steps.needs            ? _("one thing that is needed")
                                                 : _("one thing you can lend");
    snprintf(
        line->words, sizeof line->words, _("The first steps, %d of %d done. Next: %s"), steps.done, FIRST_STEPS, next);
    snprintf(line->brief, sizeof line->brief, _("First steps: %d of %d done"), steps.done, FIRST_STEPS);
}

void home_own_lines(struct ui *ui, struct home_lines *lines)
{
    if (ui_shared(ui))
        add_private(ui, lines);
    else
        add_drafts(ui, lines);
    add_steps(ui, lines);
}
