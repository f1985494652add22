/* The fields of a form are in one table: what was typed in one face is there in the other, and goes to the command. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
/* cmocka.h needs those first */
#include <cmocka.h>

#include "bbs/line/form_talk.h"
#include "form_fields.h"
#include "util.h"

enum { NOW = 1765200000 };

static const struct form_field *const tables[FORM_TALK_KINDS] = {
    [FORM_TALK_ROTA] = form_fields_rota,
    [FORM_TALK_THING] = form_fields_thing,
    [FORM_TALK_MEETING] = form_fields_meeting,
    [FORM_TALK_ITEM] = form_fields_item,
    [FORM_TALK_GAIN] = form_fields_gain,
    [FORM_TALK_VOTE] = form_fields_vote,
    [FORM_TALK_EFFECT] = form_fields_effect,
    [FORM_TALK_CIRCLE] = form_fields_circle,
};

static const char *sample(const struct form_field *field)
{
    switch (field->takes) {
    case FORM_TAKES_CHOICE:
        return field->code(1);
    case FORM_TAKES_NUMBER:
        return "3";
    case FORM_TAKES_YES:
        return "yes";
    default:
        return field->name; /* "title title" */
    }
}

/* Every field of the table stays in a draft that line mode takes up, also one for which it never asks. */
static void line_mode_keeps_what_the_screens_wrote(void **state)
{
    (void)state;
    for (int kind = 0; kind < FORM_TALK_KINDS; kind++) {
        struct buffer before = { 0 }, after = { 0 };
        struct form_talk talk;
        for (const struct form_field *field = tables[kind]; field->name != NULL; field++)
            buffer_format(&before, "%s %s\n", field->name, sample(field));
        form_talk_begin(&talk, (enum form_talk_kind)kind, 0);
        form_talk_unpack(&talk, buffer_text(&before));
        form_talk_pack(&talk, "", &after);
        assert_string_equal(buffer_text(&after), buffer_text(&before));
        char *command = form_talk_command(&talk);
        for (const struct form_field *field = tables[kind]; field->name != NULL; field++) {
            char option[40];
            snprintf(option, sizeof option, " --%s", field->option != NULL ? field->option : "");
            if (field->option != NULL && strstr(command, option) == NULL)
                fail_msg("`%s` does not say %s", command, option);
        }
        free(command);
        form_talk_end(&talk);
        buffer_clear(&before);
        buffer_clear(&after);
    }
}

static void answer(struct form_talk *talk, const char *words, enum form_talk_state state)
{
    char said[FORM_TALK_BYTES];
    if (form_talk_answer(talk, words, NOW, said) != state)
        fail_msg("after \"%s\" it says \"%s\"", words, said);
}

static void asks(const struct form_talk *talk, const char *question)
{
    char words[FORM_TALK_BYTES];
    if (strstr(form_talk_question(talk, words), question) == NULL)
        fail_msg("it asks \"%s\", not \"%s\"", words, question);
}

/* RULES 4.5. The screens have a row for the person: the draft has, too. */
static void an_item_is_about_who_is_named(void **state)
{
    struct form_talk talk;
    struct buffer draft = { 0 };
    (void)state;
    form_talk_begin(&talk, FORM_TALK_ITEM, 4);
    answer(&talk, "The night watch", FORM_TALK_ON);
    answer(&talk, "", FORM_TALK_ON);
    answer(&talk, "Decide", FORM_TALK_ON); /* a phone's capital */
    answer(&talk, "sipho", FORM_TALK_ON);
    asks(&talk, "More, if you like"); /* he is named: it does not ask whom */
    answer(&talk, "back", FORM_TALK_ON);
    asks(&talk, "The name of whom it is about [sipho]");
    answer(&talk, "-", FORM_TALK_ON); /* a decision about a person names them */
    asks(&talk, "The name of whom it is about [sipho]");
    answer(&talk, "rules", FORM_TALK_ON); /* somebody of that name */
    form_talk_pack(&talk, "", &draft);
    assert_string_equal(buffer_text(&draft), "title The night watch\nwants decide\nabout person\nperson rules\nof 4\n");
    answer(&talk, "no more", FORM_TALK_READY);
    char *command = form_talk_command(&talk);
    assert_string_equal(command, "agenda add 4 --title The night watch --wants decide --about @rules");
    free(command);
    form_talk_end(&talk);
    buffer_clear(&draft);
}

static void asks_not(const struct form_talk *talk, const char *question)
{
    char words[FORM_TALK_BYTES];
    if (strstr(form_talk_question(talk, words), question) != NULL)
        fail_msg("it asks \"%s\"", words);
}

/* What stands in brackets is what Enter takes. */
static void brackets_hold_what_enter_takes(void **state)
{
    struct form_talk talk;
    (void)state;
    form_talk_begin(&talk, FORM_TALK_ITEM, 4);
    form_talk_unpack(&talk, "title The watch\nminutes 5\nwants decide\nabout person\n");
    asks(&talk, "The name of whom it is about");
    asks_not(&talk, "nobody alone"); /* a decision about a person names them */
    answer(&talk, "", FORM_TALK_ON);
    asks(&talk, "The name of whom it is about");
    form_talk_end(&talk);
    form_talk_begin(&talk, FORM_TALK_ITEM, 4);
    form_talk_unpack(&talk, "title The watch\nminutes 5\nwants choose\nabout person\n");
    asks(&talk, "The name of whom it is about [nobody alone]");
    answer(&talk, "", FORM_TALK_ON);
    asks(&talk, "More, if you like");
    form_talk_end(&talk);
    form_talk_begin(&talk, FORM_TALK_CIRCLE, 0);
    form_talk_unpack(&talk, "kind short\npurpose Tea\nprompt a\nprompt2 b\nprompt3 c\nat thu 20:00\nnames sipho\n");
    asks(&talk, "How many places [as many as fit]"); /* a short circle has fewer than others */
    form_talk_end(&talk);
}

/* The line drops in the middle of a name. */
static void a_name_half_typed_is_kept(void **state)
{
    struct form_talk talk;
    struct buffer draft = { 0 };
    (void)state;
    form_talk_begin(&talk, FORM_TALK_ITEM, 4);
    form_talk_unpack(&talk, "title The watch\nminutes 5\nwants talk\nabout person\nperson sipho\n");
    while (talk.step != FIELD_ITEM_ABOUT)
        answer(&talk, "back", FORM_TALK_ON);
    form_talk_pack(&talk, "lera", &draft);
    assert_string_equal(
        buffer_text(&draft), "title The watch\nminutes 5\nwants talk\nabout person\nperson lera\nof 4\n");
    form_talk_end(&talk);
    buffer_clear(&draft);
}

/* A draft goes on from the first question without an answer. Whatever the screens wrote behind that is asked. */
static void nothing_is_sent_that_is_not_shown(void **state)
{
    static const struct {
        enum form_talk_kind kind;
        const char *draft, *last;
    } cases[] = {
        { FORM_TALK_ITEM, "title T\nminutes 5\nwants talk\nabout rules\ndetails d\nangry yes\n",
            "Called in anger (yes, no) [yes]" },
        { FORM_TALK_ITEM, "title T\nminutes 5\nwants talk\nabout rules\ndetails d\n", "More, if you like [d]" },
        { FORM_TALK_VOTE, "kind yesno\ntitle T\nof x\nneeds half\ndays no\nsecret yes\ntext It drips.\n",
            "More, if you like [It drips.]" },
        { FORM_TALK_EFFECT, "kind slow\nwords general 5 until friday\n", "[general 5 until friday]" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct form_talk talk;
        form_talk_begin(&talk, cases[i].kind, 4);
        form_talk_unpack(&talk, cases[i].draft);
        asks(&talk, cases[i].last);
        answer(&talk, "", FORM_TALK_READY);
        form_talk_end(&talk);
    }
    struct form_talk talk;
    form_talk_begin(&talk, FORM_TALK_CIRCLE, 0);
    form_talk_unpack(&talk, "kind circle\npurpose Tea\nprompt a\nprompt3 c\n");
    asks(&talk, "in the second round");
    answer(&talk, "", FORM_TALK_ON);
    asks(&talk, "in the third round [c]");
    form_talk_end(&talk);
}

/* RULES 4.7: the draft may be of an item about things, and the vote of one about the rules. */
static void a_draft_makes_no_vote_open(void **state)
{
    struct form_talk talk;
    (void)state;
    form_talk_begin(&talk, FORM_TALK_VOTE, 0);
    form_talk_unpack(&talk, "kind yesno\ntitle T\nof x\nneeds half\ndays no\nsecret no\n");
    asks(&talk, "Secretly (yes, no) [as usual for such an item]");
    char *command = form_talk_command(&talk);
    assert_null(strstr(command, "--openly"));
    free(command);
    answer(&talk, "no", FORM_TALK_ON); /* now she says it herself */
    command = form_talk_command(&talk);
    assert_non_null(strstr(command, "--openly"));
    free(command);
    form_talk_end(&talk);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(line_mode_keeps_what_the_screens_wrote),
        cmocka_unit_test(an_item_is_about_who_is_named),
        cmocka_unit_test(brackets_hold_what_enter_takes),
        cmocka_unit_test(a_name_half_typed_is_kept),
        cmocka_unit_test(nothing_is_sent_that_is_not_shown),
        cmocka_unit_test(a_draft_makes_no_vote_open),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
