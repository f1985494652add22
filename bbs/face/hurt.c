/* hurt.c: see hurt.h. */
#include "hurt.h"

#include <string.h>

#include "gettext.h"
#include "invitations.h"

enum { SEATS_MOST = 60 };

/* "NAME NUMBER; NAME NUMBER", as the steward set it. */
static void read_numbers(const char *help, struct hurt *out)
{
    while (*help != '\0' && out->number_count < HURT_NUMBERS_MOST) {
        help += strspn(help, "; ");
        size_t length = strcspn(help, ";");
        if (length > 0)
            snprintf(out->numbers[out->number_count++], HURT_NUMBER_BYTES, "%.*s", (int)length, help);
        help += length;
    }
}

static void add_person(
    struct hurt *out, const struct actor *actor, const char *handle, const char *home, const char *task)
{
    bool known = strcmp(handle, actor->handle) == 0 || out->people_count == HURT_PEOPLE_MOST;
    for (size_t i = 0; i < out->people_count; i++)
        known = known || strcmp(out->people[i].handle, handle) == 0;
    if (known)
        return;
    struct hurt_person *person = &out->people[out->people_count++];
    util_copy_text(person->handle, sizeof person->handle, handle);
    util_copy_text(person->home, sizeof person->home, home);
    person->task = task;
}

static void add_seats(struct hurt *out, const struct actor *actor, const struct seat *seats, size_t count)
{
    static const struct {
        const char *name, *task;
    } tasks[] = { { "keeper", N_("keeper of circles") }, { "facilitator", N_("facilitator") } };
    for (size_t t = 0; t < sizeof tasks / sizeof *tasks; t++)
        for (size_t i = 0; i < count; i++)
            if (strcmp(seats[i].name, tasks[t].name) == 0)
                add_person(out, actor, seats[i].handle, seats[i].home, _(tasks[t].task));
    for (size_t i = 0; i < count; i++)
        if (strcmp(seats[i].name, "steward") == 0) {
            size_t used = strlen(out->stewards);
            snprintf(out->stewards + used, sizeof out->stewards - used, "%s%s", used > 0 ? ", " : "", seats[i].handle);
        }
}

enum result hurt_get(struct store *store, const struct actor *actor, int64_t now, struct hurt *out)
{
    struct house house;
    struct member greeter;
    struct seat seats[SEATS_MOST];
    size_t count = 0;
    *out = (struct hurt) { 0 };
    enum result result = house_get(store, actor->here, &house);
    if (result != RESULT_OK)
        return result;
    read_numbers(house.help, out);
    if (actor->kind != ACTOR_MEMBER)
        return RESULT_OK;
    if (invitation_greeter_of(store, actor, actor->member, &greeter) == RESULT_OK && !greeter.left)
        add_person(out, actor, greeter.handle, greeter.home, _("your greeter"));
    if (seats_list(store, actor, now, seats, SEATS_MOST, &count) == RESULT_OK)
        add_seats(out, actor, seats, count);
    return RESULT_OK;
}

static void say_numbers(const struct hurt *hurt, struct buffer *out)
{
    if (hurt->number_count > 0)
        buffer_format(out, "%s\n", _("Numbers of help outside:"));
    for (size_t i = 0; i < hurt->number_count; i++)
        buffer_format(out, "  %s\n", hurt->numbers[i]);
    if (hurt->number_count == 0 && hurt->stewards[0] != '\0')
        buffer_format(out,
            _("No numbers of help outside are set in this house yet. A steward sets them (%s): `bbs admin set help`.\n"),
            hurt->stewards);
    else if (hurt->number_count == 0)
        buffer_string(out,
            _("No numbers of help outside are set in this house yet. Whoever keeps the machine sets them: `bbs admin set help`.\n"));
}

static void say_people(const struct hurt *hurt, struct buffer *out)
{
    if (hurt->people_count == 0) {
        buffer_string(
            out, _("Nobody here has the task of listening yet. Tell somebody whom you trust, face to face.\n"));
        return;
    }
    buffer_format(out, "%s\n", _("People here you can talk to:"));
    for (size_t i = 0; i < hurt->people_count; i++)
        buffer_format(out, "  %s, %s, %s\n", hurt->people[i].handle, hurt->people[i].home, hurt->people[i].task);
    buffer_string(out,
        _("A letter reaches that person alone; whoever holds the machine can read it. What must stay secret, say face to face.\n"));
}

void hurt_words(const struct hurt *hurt, bool member, struct buffer *out)
{
    say_numbers(hurt, out);
    buffer_string(out, "\n");
    if (member) {
        say_people(hurt, out);
        buffer_string(out, "\n");
    }
    if (member)
        buffer_format(out, "%s\n\n",
            _("A path of your own, sealed, for you and whom you name: `hurt path` asks for a phrase first. It "
              "looks the same for everybody."));
    buffer_string(
        out, _("Nothing about this page is noted, and nobody has to write about it. Ctrl-\\ leaves at once and "
               "clears the screen.\n"));
}
