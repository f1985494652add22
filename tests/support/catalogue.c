#include "tests/support/catalogue.h"

#include <libintl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

void catalogue_speak(const char *language)
{
    char self[600] = "", folder[700];
    ssize_t length = readlink("/proc/self/exe", self, sizeof self - 1);
    self[length > 0 ? length : 0] = '\0';
    char *tests = NULL; /* the last one: the folder of the house may have such a name above it */
    for (char *at = self; (at = strstr(at, "/tests/")) != NULL; at++)
        tests = at;
    assert_non_null(tests);
    *tests = '\0';
    snprintf(folder, sizeof folder, "%s/locale", self);
    bindtextdomain("bbs", folder);
    bind_textdomain_codeset("bbs", "UTF-8");
    setenv("LANGUAGE", language, 1);
    textdomain("bbs");
}
