/*
 * commands.c: writes bbs-commands(7) when the program is built. It copies bbs-commands.7.in from standard input, and
 * replaces each line @anyone, @member or @operator by commands of the program's own table. So the page always says the
 * same as `help`.
 */
#include "numbers.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"

/* Writes a text, with escapes for characters that roff reads as commands. Words between backquotes become bold. With
 * `sentences` each sentence begins a line. */
static void put_text(const char *words, bool sentences)
{
    bool bold = false;
    for (const char *c = words; *c != '\0'; c++) {
        if (*c == '`') {
            fputs(bold ? "\\fP" : "\\fB", stdout);
            bold = !bold;
        } else if (*c == '\\')
            fputs("\\e", stdout);
        else if (*c == '-')
            fputs("\\-", stdout);
        else if (*c == '~')
            fputs("\\(ti", stdout);
        else if (*c == '"')
            fputs("\\(dq", stdout);
        else if (*c == '\n')
            fputs("\n.br\n", stdout);
        else
            putchar(*c);
        if (sentences && *c == '.' && c[1] == ' ') {
            putchar('\n');
            c++;
        }
    }
}

/* With the numbers of the rules. */
static void put_numbers(const char *text, bool sentences)
{
    char *written = numbers_write(text, NULL, NULL);
    put_text(written, sentences);
    free(written);
}

static void put_command(const struct command *command)
{
    printf(".It Ic \"%s\"", command->name);
    if (strcmp(command->usage, command->name) != 0) {
        fputs(" No \"", stdout);
        put_text(command->usage + strlen(command->name) + 1, false);
        putchar('"');
    }
    putchar('\n');
    put_numbers(command->summary, false);
    puts(".");
    if (command->detail != NULL) {
        put_numbers(command->detail, true);
        putchar('\n');
    }
}

/* Commands for members and stewards alike stand under members. */
static bool stands_under(enum command_who who, enum command_who heading)
{
    return who == heading || (heading == COMMAND_MEMBER && (who == COMMAND_INSIDER || who == COMMAND_ACCOUNT ||
                                                               who == COMMAND_IN_ROOM || who == COMMAND_READER));
}

static void put_commands(enum command_who who)
{
    size_t count;
    const struct command *table = command_table(&count);
    puts(".Bl -tag -width Ds");
    for (size_t i = 0; i < count; i++)
        if (stands_under(table[i].who, who))
            put_command(&table[i]);
    puts(".El");
}

int main(void)
{
    static const char *const names[] = {
        [COMMAND_ANYONE] = "@anyone\n", [COMMAND_MEMBER] = "@member\n", [COMMAND_OPERATOR] = "@operator\n"
    };
    char line[1000];
    while (fgets(line, sizeof line, stdin) != NULL) {
        size_t who = 0;
        while (who < sizeof names / sizeof *names && strcmp(line, names[who]) != 0)
            who++;
        if (who < sizeof names / sizeof *names)
            put_commands((enum command_who)who);
        else
            fputs(line, stdout);
    }
    return ferror(stdin) || fflush(stdout) != 0;
}
