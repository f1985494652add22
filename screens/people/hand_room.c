/* hand_room.c: see hand_room.h. Finds the person without a device for whom the member writes. RULES 1.8. */
#include "screens/people/hand_room.h"

#include <stdlib.h>
#include <string.h>

#include "hand.h"

enum { NAMED_MOST = 4, PEOPLE_MOST = 40 };

static size_t people(struct ui *ui, struct member **out)
{
    size_t count = 0;
    *out = xcalloc(PEOPLE_MOST, sizeof **out);
    if (hand_members_list(ui->store, ui->actor, *out, PEOPLE_MOST, &count) != RESULT_OK)
        count = 0;
    return count;
}

/* Also completes "gogo m", with a space, as people say the name. */
static void complete(struct ui *ui, const char *typed, struct completions *out)
{
    struct member *members;
    char handle[HANDLE_BYTES];
    size_t count = people(ui, &members);
    util_copy_text(handle, sizeof handle, typed);
    for (char *c = handle; *c != '\0'; c++)
        if (*c == ' ')
            *c = '-';
    for (size_t i = 0; i < count && out->count < COMPLETIONS_MOST; i++)
        if (strncasecmp(members[i].handle, handle, strlen(handle)) == 0)
            prompt_completions_add(out, members[i].handle);
    free(members);
}

void hand_ask_name(struct ui *ui)
{
    struct member *members;
    struct buffer words = { 0 };
    size_t count = people(ui, &members);
    for (size_t i = 0; i < count && i < NAMED_MOST; i++)
        buffer_format(&words, "%s%s", i > 0 ? ", " : "", members[i].handle);
    if (count > NAMED_MOST)
        buffer_string(&words, " ...");
    if (count == 0)
        ui_notice(ui, "%s", _("Nobody here is without a device yet. P, then h, then w adds somebody."));
    else {
        buffer_format(&words, ". %s",
            count == 1 ? _("Enter alone takes that one. It stands in their name, by your hand.")
                       : _("It stands in their name, by your hand."));
        ui_push(ui, &screen_prompt,
            &(struct prompt_ask) {
                .label = _("For whom"), .text = buffer_text(&words), .limit = HANDLE_MAX, .complete = complete });
    }
    buffer_clear(&words);
    free(members);
}

/* The voice speaks in the unit where the helper is now, if she belongs to it. */
static void speak_here(const struct ui *ui, struct actor *voice)
{
    if (actor_belongs(voice, ui->actor->here))
        voice->here = ui->actor->here;
}

bool hand_voice_of(struct ui *ui, const char *typed, struct actor *voice)
{
    struct member *members;
    size_t count = people(ui, &members);
    char name[HANDLE_BYTES * 2];
    bool only = typed[strspn(typed, " ")] == '\0' && count == 1;
    util_copy_text(name, sizeof name, only ? members[0].handle : typed);
    free(members);
    if (actor_by_hand_of(ui->store, ui->actor, name, ui_now(ui), voice) == RESULT_OK) {
        speak_here(ui, voice);
        return true;
    }
    if (name[strspn(name, " ")] != '\0') /* an empty line means that the helper goes back */
        ui_refused(ui);
    return false;
}

enum result hand_voice(struct ui *ui, int64_t written_for, struct actor *voice)
{
    *voice = *ui->actor;
    if (written_for == 0)
        return RESULT_OK;
    enum result result = actor_by_hand(ui->store, ui->actor, written_for, ui_now(ui), voice);
    if (result == RESULT_OK)
        speak_here(ui, voice);
    return result;
}

void hand_write(struct ui *ui, const char *name, enum draft_place place, int64_t target)
{
    struct actor voice;
    if (hand_voice_of(ui, name, &voice))
        ui_go(ui, PLACE_EDITOR, &(struct editor_ask) { .place = place, .target = target, .written_for = voice.member });
}

int hand_draw_voice(struct ui *ui, const struct actor *voice, int row)
{
    char words[HANDLE_BYTES + 80];
    snprintf(words, sizeof words, _("For %s, by your hand."), voice->handle);
    ui_text(ui, row, 1, ui->columns - 2, STYLE_NEEDS_YOU, words);
    return row + 1;
}
