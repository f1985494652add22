/* export_file.c: opens, writes and closes one file of an export. subject.h has the rules. */
#include <errno.h>
#include <string.h>

#include "store/base/subject.h"

FILE *export_open(const struct unit_export *export, const char *name)
{
    char path[1200];
    snprintf(path, sizeof path, "%s/%s", export->directory, name);
    FILE *file = fopen(path, "wxe");
    if (file == NULL)
        snprintf(
            export->problem, export->size, _("%s cannot be written: %s. Name an empty folder."), path, strerror(errno));
    return file;
}

bool export_close(const struct unit_export *export, FILE *file, const char *name)
{
    bool whole = fflush(file) == 0 && !ferror(file);
    if (fclose(file) == 0 && whole)
        return true;
    snprintf(export->problem, export->size, _("%s could not be written whole. Is the disk full?"), name);
    return false;
}
