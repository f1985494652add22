/* home_meetings.c: on home, meetings: what is open, soon or wanted, the next one, and what she may read along; the `id`
 * of a line is the meeting. RULES 1.2, 4.1, 9.1. */
#include <stdlib.h>
#include <string.h>

#include "proposals.h"
#include "screens/assembly/assembly_home.h"

/* "Assembly in 40 minutes, the corner yard". On a shared computer nobody who looks over her shoulder reads where the
 * street meets. */
static void say_hour(const struct ui *ui, const struct meeting *meeting, struct home_line *line)
{
    int64_t minutes = (meeting->starts - ui_now(ui) + 59) / 60;
    char begins[200];
    const char *where = ui_shared(ui) ? "" : meeting->place, *between = where[0] != '\0' ? ", " : "";
    if (minutes > 0)
        snprintf(begins, sizeof begins,
            ngettext("%.120s in %lld minute", "%.120s in %lld minutes", (unsigned long)minutes), meeting->title,
            (long long)minutes);
    else
        snprintf(begins, sizeof begins, _("%.120s begins now"), meeting->title);
    snprintf(line->words, sizeof line->words, "%s%s%s", begins, between, where);
    if (minutes > 0)
        snprintf(line->brief, sizeof line->brief, _("%.40s in %lld min%s%.70s"), meeting->title, (long long)minutes,
            between, where);
}

static void go_room(struct ui *ui, const struct home_line *line)
{
    ui_go(ui, PLACE_ROOM, &(struct room_ask) { .meeting = line->id });
}

/* "Assembly: open now. Your turn." */
static void say_open(struct ui *ui, const struct actor *there, const struct meeting *meeting, struct home_line *line)
{
    struct room *room = xcalloc(1, sizeof *room);
    char more[120] = "";
    if (room_get(ui->store, there, meeting->id, ui_now(ui), room) == RESULT_OK) {
        if (room->my_turn)
            util_copy_text(more, sizeof more, _(" Your turn."));
        else if (room->test != 0)
            util_copy_text(more, sizeof more, _(" The question is put."));
        else if (room->vote != 0)
            util_copy_text(more, sizeof more, _(" A vote is open."));
        else if (room->place > 0)
            snprintf(more, sizeof more, _(" You are number %d to speak."), room->place);
        else
            snprintf(more, sizeof more, ngettext(" %d is there.", " %d are there.", (unsigned long)room->present),
                room->present);
    }
    free(room);
    line->go = go_room;
    snprintf(line->words, sizeof line->words, _("%.120s: open now.%s"), meeting->title, more);
}

/* The first need that was asked for and that nobody took; MEETING_NEEDS: there is none. */
static enum meeting_need first_lacking(const struct meeting *meeting)
{
    int need = 0;
    while (need < MEETING_NEEDS && (meeting->need[need] == 0 || meeting->need_met[need]))
        need++;
    return (enum meeting_need)need;
}

/* "Assembly Sunday 15:00. Who minds the children? Nobody yet." */
static void say_day(const struct ui *ui, const struct meeting_line *found, struct home_line *line)
{
    const struct meeting *meeting = &found->meeting;
    char when[WHEN_BYTES], where[MEETING_PLACE_MAX * 4 + 4] = "";
    enum meeting_need need = first_lacking(meeting);
    meeting_when_words(ui, meeting->starts, when);
    if (meeting->adjourned) {
        snprintf(line->words, sizeof line->words, _("%.90s goes on %s, after a power cut"), meeting->title, when);
        snprintf(line->brief, sizeof line->brief, _("%.60s goes on %s"), meeting->title, when);
        return;
    }
    if (found->why == MEETING_SOON_DAY && !ui_shared(ui) && meeting->place[0] != '\0')
        snprintf(where, sizeof where, ", %s", meeting->place);
    snprintf(line->brief, sizeof line->brief, "%.60s %s", meeting->title, when);
    int used = snprintf(line->words, sizeof line->words, "%.90s %s%s", meeting->title, when, where);
    char last[300];
    meeting_last_try_words(meeting, ui_now(ui), last, sizeof last);
    if (last[0] != '\0' && ui->columns >= ASSEMBLY_HOME_WIDE) {
        snprintf(line->words, sizeof line->words, "%s", last);
        return;
    }
    if (ui->columns < ASSEMBLY_HOME_WIDE || found->lacking == 0 || need == MEETING_NEEDS)
        return;
    /* TRANSLATORS: behind a question: "Who minds the children?" */
    snprintf(line->words + used, sizeof line->words - (size_t)used, _(". %s Nobody yet."), meeting_need_question(need));
    if (text_width(line->words, strlen(line->words)) > ui->columns - ASSEMBLY_HOME_MARGIN)
        snprintf(line->words + used, sizeof line->words - (size_t)used, ". %s", meeting_need_question(need));
}

static void say_wanted(const struct ui *ui, const struct meeting *meeting, struct home_line *line)
{
    char when[WHEN_BYTES], homes[120];
    meeting_when_words(ui, meeting->starts, when);
    /* TRANSLATORS: a meeting, when it is, and how many homes want it: "3 of 5 homes want it" */
    snprintf(line->words, sizeof line->words, _("%.90s, %s? %s"), meeting->title, when,
        meeting_homes_words(meeting, homes, sizeof homes));
    snprintf(line->brief, sizeof line->brief, _("%.60s? %d of %d homes"), meeting->title, meeting->homes,
        meeting->homes_needed);
}

static void add_waiting(
    struct ui *ui, struct home_lines *lines, const struct actor *there, const struct meeting_line *found)
{
    static const enum home_rank ranks[] = { [MEETING_IS_OPEN] = HOME_MEETS,
        [MEETING_SOON_HOUR] = HOME_MEETS,
        [MEETING_SOON_DAY] = HOME_BEGINS,
        [MEETING_WANTED] = HOME_PERSON };
    if (found->why == MEETING_WANTED && ui_shared(ui))
        return; /* home counts it with the private matters */
    struct home_line *line =
        home_lines_add_of(ui, lines, found->meeting.unit, ranks[found->why], assembly_home_go_meeting, 0);
    if (line == NULL)
        return;
    line->id = found->meeting.id;
    home_line_types(line, found->why == MEETING_IS_OPEN ? "enter %lld" : "meeting show %lld", (long long)line->id);
    if (found->why == MEETING_IS_OPEN)
        say_open(ui, there, &found->meeting, line);
    else if (found->why == MEETING_SOON_HOUR)
        say_hour(ui, &found->meeting, line);
    else if (found->why == MEETING_SOON_DAY)
        say_day(ui, found, line);
    else
        say_wanted(ui, &found->meeting, line);
}

static void add_next(struct ui *ui, struct home_lines *lines, const struct meeting_line *next)
{
    struct home_line *line = home_lines_add_of(ui, lines, next->meeting.unit, HOME_NEXT, assembly_home_go_meeting, 0);
    if (line == NULL)
        return;
    line->id = next->meeting.id;
    home_line_types(line, "meeting show %lld", (long long)line->id);
    line->label = ui->columns < ASSEMBLY_HOME_WIDE ? "" : _("Next");
    say_day(ui, next, line);
}

/* The lines of one unit. Lines of a caucus where she is not now are only counted. Keeps the soonest meeting that does
 * not wait for her yet in *next; the meetings of the unit where she is come before those of others. */
static void add_of_unit(struct ui *ui, struct home_lines *lines, int64_t unit, struct meeting_line *next)
{
    struct meeting_line found[ASSEMBLY_HOME_LINES];
    struct actor there = *ui->actor;
    size_t count = 0;
    const struct ui_unit *of = ui_unit(ui, unit);
    bool hidden = of != NULL && of->kind == UNIT_CAUCUS && unit != ui->actor->here;
    there.here = unit;
    if (meeting_lines(ui->store, &there, ui_now(ui), found, ASSEMBLY_HOME_LINES, &count) != RESULT_OK)
        return;
    for (size_t i = 0; i < count; i++) {
        const struct meeting *meeting = &found[i].meeting;
        bool here = unit == ui->actor->here, next_here = next->meeting.unit == ui->actor->here;
        if (found[i].why != MEETING_NEXT)
            add_waiting(ui, lines, &there, &found[i]);
        else if (!hidden && (next->meeting.id == 0 || (here && !next_here) ||
                                (here == next_here && meeting->starts < next->meeting.starts)))
            *next = found[i];
    }
}

/* An assembly of another unit that is open, and that she may read along; a guest, too. */
void assembly_home_to_read(struct ui *ui, struct home_lines *lines)
{
    enum { MOST = 3 };
    struct room_to_read open[MOST];
    size_t count = 0;
    rooms_to_read(ui->store, ui->actor, ui_now(ui), open, MOST, &count);
    for (size_t i = 0; i < count; i++) {
        struct home_line *line = home_lines_add(lines, HOME_NEXT, go_room, 0);
        if (line == NULL)
            continue;
        line->id = open[i].meeting;
        home_line_types(line, "room %lld", (long long)line->id);
        line->label = ui->columns < ASSEMBLY_HOME_WIDE ? "" : _("Open");
        snprintf(
            line->words, sizeof line->words, _("%.90s (%.90s): you may read along"), open[i].title, open[i].unit_name);
        snprintf(line->brief, sizeof line->brief, _("To read: %.60s"), open[i].unit_name);
    }
}

static void go_call(struct ui *ui, const struct home_line *line)
{
    (void)line;
    ui_go(ui, PLACE_MEETING_FORM, NULL);
}

/* True when a meeting is called, or asked for, by whomever. */
static bool meeting_is_to_come(struct ui *ui)
{
    struct meeting *first = xcalloc(1, sizeof *first);
    size_t count = 0;
    bool comes = meetings_list(ui->store, ui->actor, ui_now(ui), first, 1, &count) == RESULT_OK && count > 0 &&
                 first->state <= MEETING_CALLED;
    free(first);
    return comes;
}

/* RULES 1.2: enough homes are in, so it is time for the founding assembly: its agenda appears by itself. */
static void add_founding(struct ui *ui, struct home_lines *lines)
{
    bool due = ui->house.founded != 0 && ui->house.assembled == 0 && ui->house.kind != UNIT_CAUCUS;
    struct home_line *line =
        due && !meeting_is_to_come(ui) ? home_lines_add_of(ui, lines, ui->actor->here, HOME_BEGINS, go_call, 0) : NULL;
    if (line == NULL)
        return;
    home_line_types(line, "meeting call");
    util_copy_text(line->words, sizeof line->words, _("Enough homes are in: it is time for the founding assembly"));
    util_copy_text(line->brief, sizeof line->brief, _("Time for the founding assembly"));
}

void assembly_home_meetings(struct ui *ui, struct home_lines *lines)
{
    struct meeting_line next = { 0 };
    for (int i = 0; i < ui->actor->unit_count; i++)
        add_of_unit(ui, lines, ui->actor->units[i], &next);
    add_founding(ui, lines);
    if (next.meeting.id != 0)
        add_next(ui, lines, &next);
}
