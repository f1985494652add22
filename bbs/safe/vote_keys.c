#include "bbs/safe/vote_keys.h"

#include <dirent.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "file.h"
#include "util.h"

enum { PART_BYTES = 32 };
static const char prefix[] = "vote-";

/* They lie beside the other keys. False when the path is too long. */
static bool folder_of(const struct house_files *files, char out[HOUSE_PATH])
{
    const char *slash = strrchr(files->source_key, '/');
    return slash != NULL &&
           snprintf(out, HOUSE_PATH, "%.*s", (int)(slash - files->source_key), files->source_key) < HOUSE_PATH;
}

static bool path_of(const struct house_files *files, int64_t vote, char out[HOUSE_PATH])
{
    char folder[HOUSE_PATH];
    return folder_of(files, folder) &&
           snprintf(out, HOUSE_PATH, "%s/%s%lld", folder, prefix, (long long)vote) < HOUSE_PATH;
}

static bool wipe(void *context, int64_t vote)
{
    char path[HOUSE_PATH];
    return path_of(context, vote, path) && file_wipe(path);
}

static bool make(void *context, int64_t vote)
{
    char path[HOUSE_PATH];
    unsigned char part[PART_BYTES];
    if (!path_of(context, vote, path) || !file_wipe(path))
        return false;
    randombytes_buf(part, sizeof part);
    bool made = file_write_new(path, part, sizeof part);
    sodium_memzero(part, sizeof part);
    return made;
}

static bool take(void *context, int64_t vote, unsigned char part[PART_BYTES])
{
    char path[HOUSE_PATH];
    int fd = path_of(context, vote, path) ? open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW) : -1;
    if (fd < 0)
        return false;
    bool whole = read(fd, part, PART_BYTES) == PART_BYTES;
    close(fd);
    return whole;
}

void vote_keys_of(const struct house_files *files, struct vote_keys *out)
{
    *out = (struct vote_keys) {
        .context = (void *)(uintptr_t)files,
        .make = make,
        .read = take,
        .wipe = wipe,
    };
}

void vote_keys_clean(const struct house_files *files, struct store *store)
{
    char folder[HOUSE_PATH], path[HOUSE_PATH + 300];
    int64_t vote;
    const struct dirent *entry;
    DIR *keys = folder_of(files, folder) ? opendir(folder) : NULL;
    while (keys != NULL && (entry = readdir(keys)) != NULL) {
        if (strncmp(entry->d_name, prefix, sizeof prefix - 1) != 0 ||
            !util_parse_number(entry->d_name + sizeof prefix - 1, &vote) || secret_vote_needs_key(store, vote))
            continue;
        snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        file_wipe(path);
    }
    if (keys != NULL)
        closedir(keys);
}
