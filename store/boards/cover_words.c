/* cover_words.c: the reasons for which a post is covered, as names and in words. RULES 7.1. */
#include <stdio.h>
#include <string.h>

#include "boards.h"
#include "gettext.h"

static const struct {
    const char *name, *words;
} reasons[COVER_REASONS] = {
    [COVER_BLAMES] = { "blames", N_("blames people for what they are") },
    [COVER_THREATENS] = { "threatens", N_("threatens") },
    [COVER_EXPOSES] = { "exposes", N_("exposes someone") },
    [COVER_FLOODS] = { "floods", N_("floods") },
    [COVER_OTHER] = { "other", N_("another reason") },
};

const char *cover_reason_name(enum cover_reason reason)
{
    return reason > 0 && reason < COVER_REASONS ? reasons[reason].name : "";
}

bool cover_reason_parse(const char *name, enum cover_reason *reason)
{
    for (int i = 1; i < COVER_REASONS; i++)
        if (strcmp(reasons[i].name, name) == 0) {
            *reason = (enum cover_reason)i;
            return true;
        }
    return false;
}

const char *cover_reason_words(enum cover_reason reason)
{
    return reason > 0 && reason < COVER_REASONS ? _(reasons[reason].words) : "";
}

void cover_moderator_letter(int letter, char out[LETTER_BYTES])
{
    char back[LETTER_BYTES];
    size_t length = 0, at = 0;
    for (int rest = letter; rest > 0 && length + 1 < sizeof back; rest = (rest - 1) / 26)
        back[length++] = (char)('A' + (rest - 1) % 26);
    while (length > 0)
        out[at++] = back[--length];
    out[at] = '\0';
}

void cover_post_words(const struct post *post, char out[COVER_WORDS])
{
    char letter[LETTER_BYTES];
    cover_moderator_letter(post->covered_by, letter);
    /* TRANSLATORS: in place of a post: why it is covered, and the letter of the moderator who did it */
    snprintf(out, COVER_WORDS, _("[covered: %s (moderator %s)]"), cover_reason_words(post->covered), letter);
}
