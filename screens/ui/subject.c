/* subject.c: see subject.h. */
#include "screens/ui/subject.h"

#include <string.h>

int subject_words(const char *line, char word[SUBJECT_WORDS][SUBJECT_WORD_BYTES])
{
    for (int i = 0; i < SUBJECT_WORDS; i++)
        word[i][0] = '\0';
    if (strstr(line, "--") != NULL)
        return 0;
    int words = sscanf(line, " %63s %63s %63s %63s", word[0], word[1], word[2], word[3]);
    return words > 0 ? words : 0;
}
