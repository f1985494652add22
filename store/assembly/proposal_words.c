/* proposal_words.c: the words of proposals and of what was asked about them, for commands and for screens. Pure. */
#include "proposals.h"

#include <stdio.h>
#include <string.h>

#include "gettext.h"
#include "util.h"

struct word {
    const char *name, *words;
};

static const struct word states[] = {
    [PROPOSAL_OPEN] = { "open", N_("before the room") },
    [PROPOSAL_TESTED] = { "tested", N_("the question is put") },
    [PROPOSAL_DECIDED] = { "decided", N_("decided") },
    [PROPOSAL_STOPPED] = { "stopped", N_("stopped") },
    [PROPOSAL_RETURNED] = { "returned", N_("back in the room") },
    [PROPOSAL_WITHDRAWN] = { "withdrawn", N_("withdrawn") },
    [PROPOSAL_ONCE] = { "once", N_("one meeting said yes, a second one decides") },
};

const char *proposal_state_name(enum proposal_state state)
{
    return states[state].name;
}

const char *proposal_state_words(enum proposal_state state)
{
    return _(states[state].words);
}

/* --- the result in one sentence --- */

static void reserved_words(const struct majority_test *result, struct buffer *out)
{
    buffer_format(out,
        ngettext("%d of %d answers is \"yes, but\" or \"I stand aside\"; at most %d may be.",
            "%d of %d answers are \"yes, but\" or \"I stand aside\"; at most %d may be.",
            (unsigned long)result->reserved),
        (int)result->reserved, (int)result->answers, (int)result->reserved_most);
}

/* ", 3 are needed." behind how many there are. */
static void needed_words(const struct majority_test *result, struct buffer *out)
{
    buffer_format(out, ngettext(", %d is needed.", ", %d are needed.", (unsigned long)result->yes_needed),
        (int)result->yes_needed);
}

static void lacking_words(const struct majority_test *result, struct buffer *out)
{
    buffer_format(out, ngettext("; %d would be needed.", "; %d would be needed.", (unsigned long)result->yes_needed),
        (int)result->yes_needed);
}

/* RULES 4.5: does a stop stand? */
static void stop_words(const struct majority_test *result, struct buffer *out)
{
    bool falls = result->outcome == MAJORITY_PASSES;
    buffer_string(out, falls ? _("The stop does not stand: ") : _("The stop stands: "));
    buffer_format(out,
        ngettext("%d of %d present says that it names no shared aim and nobody's safety",
            "%d of %d present say that it names no shared aim and nobody's safety", (unsigned long)result->yes),
        (int)result->yes, (int)result->present);
    (falls ? needed_words : lacking_words)(result, out);
}

/* "5 of 8 present say yes, 5 are needed." */
static void yes_words(const struct majority_test *result, struct buffer *out,
    void needs(const struct majority_test *result, struct buffer *out))
{
    buffer_format(out, ngettext("%d of %d present says yes", "%d of %d present say yes", (unsigned long)result->yes),
        (int)result->yes, (int)result->present);
    needs(result, out);
}

static void two_thirds_words(const struct majority_test *result, struct buffer *out)
{
    buffer_string(out, result->outcome == MAJORITY_PASSES ? _("Decided after three sittings: ")
                                                          : _("Not decided after three sittings either: "));
    yes_words(result, out, needed_words);
}

static void outcome_words(const struct majority_test *result, struct buffer *out)
{
    switch (result->outcome) {
    case MAJORITY_PASSES:
        buffer_string(out, _("It passes: "));
        yes_words(result, out, needed_words);
        if (result->reserved > 0) {
            buffer_string(out, " ");
            reserved_words(result, out);
        }
        return;
    case MAJORITY_STOPPED:
        buffer_format(out,
            ngettext(
                "It is stopped: %d stop stands. ", "It is stopped: %d stops stand. ", (unsigned long)result->standing),
            (int)result->standing);
        yes_words(result, out, lacking_words);
        return;
    case MAJORITY_FEW_YES:
        buffer_string(out, _("It goes back to the room: "));
        yes_words(result, out, needed_words);
        return;
    case MAJORITY_MANY_RESERVED:
        buffer_string(out, _("It goes back to the room: "));
        reserved_words(result, out);
        return;
    }
}

void proposal_test_words(const struct proposal_test *test, char *out, size_t size)
{
    struct buffer words = { 0 };
    if (test->counted && test->kind == QUESTION_STOP)
        stop_words(&test->result, &words);
    else if (test->counted && test->kind == QUESTION_TWO_THIRDS)
        two_thirds_words(&test->result, &words);
    else if (test->counted)
        outcome_words(&test->result, &words);
    else if (test->closed != 0)
        buffer_string(&words, _("The meeting ended before the question was closed. Nothing is decided."));
    else
        buffer_format(&words,
            ngettext("%d has answered, %d not yet.", "%d have answered, %d not yet.", (unsigned long)test->answered),
            test->answered, test->silent);
    util_copy_text(out, size, buffer_text(&words));
    buffer_clear(&words);
}

void proposal_question_words(const struct proposal *proposal, const struct proposal_test *test, char *out, size_t size)
{
    char words[500];
    proposal_test_words(test, words, sizeof words);
    if (test->closed != 0 && test->kind == QUESTION_CONSENT && test->version < proposal->version)
        snprintf(
            out, size, _("The question was not put on this text yet. Of text %d it said: %s"), test->version, words);
    else
        util_copy_text(out, size, words);
}
