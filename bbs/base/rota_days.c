/* rota_days.c: the days on which a task comes again. Pure: no database, the present is an argument. See rota.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gettext.h"
#include "rota.h"
#include "util.h"
#include "when.h"

bool rota_has_day(const struct rota_plan *plan, int64_t day)
{
    if (plan->weekdays != 0)
        return (plan->weekdays >> when_weekday(day) & 1) != 0;
    for (int i = 0; i < plan->date_count; i++)
        if (plan->dates[i] == day)
            return true;
    return false;
}

size_t rota_next_days(const struct rota_plan *plan, int64_t from, size_t limit, int64_t *out)
{
    size_t count = 0;
    if (plan->weekdays == 0) {
        for (int i = 0; i < plan->date_count && count < limit; i++)
            if (plan->dates[i] >= from)
                out[count++] = plan->dates[i];
        return count;
    }
    for (int64_t day = from; count < limit && day <= from + ROTA_AHEAD; day++)
        if (rota_has_day(plan, day))
            out[count++] = day;
    return count;
}

bool rota_is_coming(const struct rota_plan *plan, int64_t day, int64_t now)
{
    int64_t end = plan->minutes >= 0 ? when_day_at(day, plan->minutes) : when_day_begin(day + 1) - 1;
    return now <= end;
}

static int compare_days(const void *a, const void *b)
{
    int64_t one = *(const int64_t *)a, other = *(const int64_t *)b;
    return (one > other) - (one < other);
}

/* Takes a time off the end of "mon, thu 6:00" or "27 nov 14:00"; the rest stays in `text`. */
static void take_time(char *text, struct rota_plan *plan)
{
    size_t length = strlen(text);
    while (length > 0 && text[length - 1] == ' ')
        text[--length] = '\0';
    char *last = strrchr(text, ' ');
    int minutes = when_read_clock(last != NULL ? last + 1 : text);
    if (minutes < 0)
        return;
    plan->minutes = minutes;
    if (last == NULL)
        last = text;
    while (last > text && (last[-1] == ' ' || last[-1] == ','))
        last--;
    *last = '\0';
}

static bool add_date(struct rota_plan *plan, const char *text, int64_t now, const char **problem)
{
    struct when when;
    enum when_fault fault = when_read(text, now, &when);
    if (fault == WHEN_GOOD && when.has_time)
        fault = WHEN_NOT_READ; /* only one time is allowed, for all dates, at the end */
    if (fault == WHEN_GOOD && when.past)
        fault = WHEN_PAST;
    if (fault != WHEN_GOOD) {
        *problem = when_fault_sentence(fault);
        return false;
    }
    if (plan->date_count == ROTA_DATES_MAX) {
        *problem = _("Those are too many dates. Start a second rota for the later ones.");
        return false;
    }
    if (!rota_has_day(plan, when.day))
        plan->dates[plan->date_count++] = when.day;
    return true;
}

bool rota_plan_read(const char *text, int64_t now, struct rota_plan *out, const char **problem)
{
    struct rota_plan plan = { .minutes = -1 };
    char *copy = xstrdup(text), *save = NULL;
    bool good = true;
    take_time(copy, &plan);
    plan.weekdays = when_read_weekdays(copy);
    if (plan.weekdays == 0) {
        for (char *one = strtok_r(copy, ",;", &save); good && one != NULL; one = strtok_r(NULL, ",;", &save))
            good = add_date(&plan, one, now, problem);
        if (good && plan.date_count == 0) {
            *problem = _("On which days? Write, for instance: mon, thu 6:00; or daily; or 27 nov, 4 dec 14:00.");
            good = false;
        }
        qsort(plan.dates, (size_t)plan.date_count, sizeof *plan.dates, compare_days);
    }
    free(copy);
    if (good)
        *out = plan;
    return good;
}

static void add_text(char *out, size_t size, const char *text)
{
    size_t used = strlen(out);
    util_copy_text(out + used, size - used, text);
}

static void say_weekdays(const struct rota_plan *plan, char *out, size_t size)
{
    char name[WHEN_BYTES];
    if (plan->weekdays == 0x7f) {
        util_copy_text(out, size, _("every day"));
        return;
    }
    for (int i = 1; i <= 7; i++) { /* a week begins on Monday */
        if ((plan->weekdays >> i % 7 & 1) == 0)
            continue;
        add_text(out, size, out[0] != '\0' ? ", " : "");
        add_text(out, size, when_say_weekday(i % 7, name));
    }
}

void rota_plan_say(const struct rota_plan *plan, char *out, size_t size)
{
    char text[WHEN_BYTES];
    out[0] = '\0';
    if (plan->weekdays != 0)
        say_weekdays(plan, out, size);
    else {
        snprintf(text, sizeof text, ngettext("on %d date", "on %d dates", (unsigned long)plan->date_count),
            plan->date_count);
        util_copy_text(out, size, text);
    }
    if (plan->minutes >= 0) {
        add_text(out, size, ", ");
        add_text(out, size, when_say_clock(plan->minutes, text));
    }
}
