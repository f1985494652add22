/*
 * test_plain_words.c: words that readers did not understand do not come back. The table has each phrase that was found
 * hard, with the words to use in its place; all texts of the program, the README and the manual pages are searched. A
 * member of whom it is not known is "they". A meeting is what is called and held, the assembly is who decides. A
 * sentence that is translated has 25 words at most. Comments are not searched.
 */
#include <ctype.h>
#include <ftw.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "command.h"
#include "form_fields.h"
#include "util.h"

static const struct {
    const char *hard, *instead;
} phrases[] = {
    { "It is used so", "Type it like this" },
    { "No door opens", "say what is missing, and where it is" },
    { "one key further", "name the key, and the page that it opens" },
    { "That language is not spoken here", "The program has these languages: ..." },
    { "Told: ", "name who was told: Sipho reads it now" },
    { "no longer count for you", "You are not told of its new posts." },
    { "Its new posts count again", "You are told of its new posts again." },
    { "It did not come about", "It fell through" },
    { "is nowhere", "is not kept" },
    { "is waited for until", "Answer until ..." },
    { "at her word", "because they said that it is not theirs" },
    { "at their word", "if they say that it is not theirs" },
    { "one word calls", "any one member calls it" },
    { "nce an item", "once on each item" },
    { "see of it now", "The next streets now see: ..." },
    { "is in no quotation", "its words cannot be quoted" },
    { "are in no quotation", "its words cannot be quoted" },
    { "how do you come here", "How are you today?" },
    { "how do you go", "How are you, now that it ends?" },
    { "Both of each are told", "The two of each pair are told" },
    { "both of each are told", "the two of each pair are told" },
    { "That are too many", "Those are too many" },
    { "Passing is as good", "You may also pass" },
    { "in days:", "within some days" },
    { "Word %lld", "Number %lld" },
    { "none of that number", "There is no ... with that number" },
    { "of whom it goes", "name the person" },
    { "as whose", "name the person" },
    { "to which two object", "that two members object to" },
};

static char *read_all(const char *path)
{
    struct buffer text = { 0 };
    char bytes[8192];
    size_t length;
    FILE *file = fopen(path, "r");
    if (file == NULL)
        fail_msg("%s cannot be read", path);
    while ((length = fread(bytes, 1, sizeof bytes, file)) > 0)
        buffer_add(&text, bytes, length);
    fclose(file);
    return buffer_take(&text);
}

/* Behind a comment or a character, as 'x'; else `at`. */
static const char *behind_comment(const char *at)
{
    if (at[0] == '/' && at[1] == '*') {
        const char *end = strstr(at, "*/");
        return end != NULL ? end + 2 : at + strlen(at);
    }
    if (at[0] != '\'')
        return at;
    for (at++; *at != '\'' && *at != '\0'; at++)
        at += *at == '\\' && at[1] != '\0';
    return *at == '\0' ? at : at + 1;
}

/* Adds the words between two quotation marks to `out`, with spaces for line breaks, or `breaks`. Returns the place
 * behind them. */
static const char *add_text(struct buffer *out, const char *at, const char *breaks)
{
    for (at++; *at != '"' && *at != '\0'; at++) {
        bool escaped = *at == '\\' && at[1] != '\0';
        at += escaped;
        buffer_add(out, escaped && *at == 'n' ? breaks : at, 1);
    }
    return at + (*at == '"');
}

/* Is the text at `at` marked for translation: _("..."), N_("...")? */
static bool is_translated(const char *source, const char *at)
{
    return at - source >= 2 && at[-1] == '(' && at[-2] == '_';
}

/* The texts of a source, a line each; pieces that stand one behind the other are one text. With `translated` only
 * those that members read. */
static char *texts_of(const char *source, bool translated)
{
    struct buffer out = { 0 }, other = { 0 };
    bool joined = false, kept = false;
    for (const char *at = source; *at != '\0';) {
        const char *behind = behind_comment(at);
        if (behind != at)
            at = behind;
        else if (*at == '"') {
            kept = joined ? kept : !translated || is_translated(source, at);
            if (kept && !joined)
                buffer_string(&out, "\n");
            at = add_text(kept ? &out : &other, at, translated ? "\n" : " ");
            joined = true;
        } else {
            joined = joined && isspace((unsigned char)*at);
            at++;
        }
    }
    free(buffer_take(&other));
    return buffer_take(&out);
}

static int found;

/* Words that are broken across lines of the README or of a manual page are found, too. */
static void search_in(const char *path, char *text, bool lines)
{
    for (char *c = text; *c != '\0' && !lines; c++)
        if (*c == '\n')
            *c = ' ';
    for (size_t i = 0; i < sizeof phrases / sizeof *phrases; i++)
        for (const char *at = strstr(text, phrases[i].hard); at != NULL; at = strstr(at + 1, phrases[i].hard)) {
            print_error("%s: \"%.70s\": write \"%s\"\n", path, at, phrases[i].instead);
            found++;
        }
}

static int look(const char *path, const struct stat *about, int kind, struct FTW *place)
{
    size_t length = strlen(path);
    (void)about, (void)place;
    if (kind != FTW_F || length < 3 || (strcmp(path + length - 2, ".c") != 0 && strcmp(path + length - 2, ".h") != 0))
        return 0;
    char *source = read_all(path), *texts = texts_of(source, false);
    search_in(path, texts, true);
    free(texts);
    free(source);
    return 0;
}

static void no_hard_phrase_comes_back(void **state)
{
    static const char *const folders[] = { "bbs", "screens", "store", "include" };
    static const char *const pages[] = { "README.md", "bbs/man/bbs.1", "bbs/man/bbs-security.7",
        "bbs/man/bbs-commands.7.in" };
    (void)state;
    found = 0;
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
        assert_int_equal(nftw(folders[i], look, 16, FTW_PHYS), 0);
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        char *text = read_all(pages[i]);
        search_in(pages[i], text, false);
        free(text);
    }
    assert_int_equal(found, 0);
}

static bool has_word(const char *text, const char *word)
{
    for (const char *at = strstr(text, word); at != NULL; at = strstr(at + 1, word))
        if ((at == text || !isalpha((unsigned char)at[-1])) && !isalpha((unsigned char)at[strlen(word)]))
            return true;
    return false;
}

static const char *const of_one_person[] = { "she", "She", "her", "Her", "hers", "herself", "he", "He", "him", "his" };

/* What a command says of a member. Of a woman, by her own word or as a caucus decides it, "she" is right. */
static void a_member_is_they(void **state)
{
    size_t count;
    int wrong = 0;
    const struct command *table = command_table(&count);
    (void)state;
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < sizeof of_one_person / sizeof *of_one_person; k++)
            if (strncmp(table[i].name, "woman", 5) != 0 && strncmp(table[i].name, "caucus", 6) != 0 &&
                (has_word(table[i].usage, of_one_person[k]) || has_word(table[i].summary, of_one_person[k]) ||
                    (table[i].detail != NULL && has_word(table[i].detail, of_one_person[k])))) {
                print_error("`%s` says \"%s\" of a member: write \"they\"\n", table[i].name, of_one_person[k]);
                wrong++;
            }
    assert_int_equal(wrong, 0);
}

static void a_member_is_they_in_the_manual(void **state)
{
    static const char *const pages[] = { "README.md", "bbs/man/bbs.1", "bbs/man/bbs-security.7",
        "bbs/man/bbs-commands.7.in" };
    int wrong = 0;
    (void)state;
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        char *text = read_all(pages[i]);
        for (size_t k = 0; k < sizeof of_one_person / sizeof *of_one_person; k++)
            if (has_word(text, of_one_person[k])) {
                print_error("%s says \"%s\": write \"they\", or name the task\n", pages[i], of_one_person[k]);
                wrong++;
            }
        free(text);
    }
    assert_int_equal(wrong, 0);
}

/* --- a meeting, and the assembly --- */

/* Here the word is right: the founding assembly, and what only all together can do. `assemblies` is typed. */
static const char *const of_all_together[] = { "ounding assembl", "needs the assembly", "is for the assembly",
    "he assembly gives a task", "assemblies unit|confederation|public", "`help propose`, assemblies",
    "guests, assemblies,", "assembl*" };

/* Is the word at `at` part of such a phrase? */
static bool is_of_all_together(const char *texts, const char *at)
{
    for (size_t i = 0; i < sizeof of_all_together / sizeof *of_all_together; i++) {
        const char *phrase = of_all_together[i];
        size_t before = (size_t)(strstr(phrase, "assembl") - phrase);
        if ((size_t)(at - texts) >= before && strncmp(at - before, phrase, strlen(phrase)) == 0)
            return true;
    }
    return false;
}

static void search_assembly(const char *path, const char *texts)
{
    for (const char *at = strcasestr(texts, "assembl"); at != NULL; at = strcasestr(at + 1, "assembl"))
        if (!is_of_all_together(texts, at)) {
            print_error("%s: \"%.60s\": what is called and held is a meeting\n", path, at);
            found++;
        }
}

/* --- long sentences --- */

enum { SENTENCE_WORDS = 25 };

/* Does a sentence end with this letter? */
static bool ends_sentence(const char *at)
{
    return strchr(".!?", *at) != NULL && (at[1] == '\0' || strchr(" \n\")", at[1]) != NULL);
}

static int words_between(const char *at, const char *end)
{
    int words = 0;
    while (at < end) {
        size_t length = strcspn(at, " \n");
        bool says = false;
        for (size_t i = 0; i < length && at + i < end; i++)
            says = says || isalnum((unsigned char)at[i]);
        words += says;
        at += length + 1;
    }
    return words;
}

/* The end of a text ends a sentence, too. */
static void search_long(const char *path, const char *texts)
{
    const char *begin = texts;
    for (const char *at = texts; *at != '\0'; at++) {
        if (*at != '\n' && !ends_sentence(at))
            continue;
        int words = words_between(begin, at + 1);
        if (words > SENTENCE_WORDS) {
            print_error("%s: %d words in one sentence: \"%.70s\"\n", path, words, begin);
            found++;
        }
        begin = at + 1;
    }
}

static int look_at_translated(const char *path, const struct stat *about, int kind, struct FTW *place)
{
    size_t length = strlen(path);
    (void)about, (void)place;
    if (kind != FTW_F || length < 3 || (strcmp(path + length - 2, ".c") != 0 && strcmp(path + length - 2, ".h") != 0) ||
        strstr(path, "guess_words.c") != NULL) /* lists of words to look for */
        return 0;
    char *source = read_all(path), *texts = texts_of(source, true);
    search_assembly(path, texts);
    search_long(path, texts);
    free(texts);
    free(source);
    return 0;
}

static void sentences_are_short_and_a_meeting_is_a_meeting(void **state)
{
    static const char *const folders[] = { "bbs", "screens", "store", "include" };
    (void)state;
    found = 0;
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
        assert_int_equal(nftw(folders[i], look_at_translated, 16, FTW_PHYS), 0);
    assert_int_equal(found, 0);
}

/* bbs-commands(7) and `help` print the usage: an option that stands only in the parser is one that nobody finds. */
static void every_option_stands_in_the_usage(void **state)
{
    size_t count;
    int wrong = 0;
    const struct command *table = command_table(&count);
    (void)state;
    for (size_t i = 0; i < count; i++) {
        for (const char *at = table[i].options; *at != '\0'; at += strspn(at, " ")) {
            char name[50];
            size_t length = strcspn(at, " ");
            bool marked = strchr("=!", at[length - 1]) != NULL;
            snprintf(name, sizeof name, "--%.*s", (int)length - marked, at);
            if (at[length - 1] != '!' && strstr(table[i].usage, name) == NULL) {
                print_error("`%s`: its usage does not show %s\n", table[i].name, name);
                wrong++;
            }
            at += length;
        }
        for (const struct form_field *field = table[i].fields; field != NULL && field->name != NULL; field++)
            if (field->option != NULL && strstr(table[i].usage, field->option) == NULL) {
                print_error("`%s`: its usage does not show --%s\n", table[i].name, field->option);
                wrong++;
            }
        for (const char *at = strstr(table[i].usage, "--"); at != NULL; at = strstr(at + 1, "--")) {
            char name[50], value[52];
            bool has_value;
            size_t length = strspn(at + 2, "abcdefghijklmnopqrstuvwxyz-");
            snprintf(name, sizeof name, "%.*s", (int)length, at + 2);
            snprintf(value, sizeof value, "%s=", name);
            bool known = has_word(table[i].options, name) || strstr(table[i].options, value) != NULL ||
                         form_fields_has_option(table[i].fields, name, &has_value) ||
                         (table[i].takes != NULL && table[i].takes(name));
            if (!known) {
                print_error("`%s` has no option --%s, which its usage shows\n", table[i].name, name);
                wrong++;
            }
        }
    }
    assert_int_equal(wrong, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_hard_phrase_comes_back),
        cmocka_unit_test(a_member_is_they),
        cmocka_unit_test(a_member_is_they_in_the_manual),
        cmocka_unit_test(sentences_are_short_and_a_meeting_is_a_meeting),
        cmocka_unit_test(every_option_stands_in_the_usage),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
