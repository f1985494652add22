#include "bbs/safe/house_files.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "file.h"
#include "gettext.h"
#include "util.h"

static bool join(char out[HOUSE_PATH], const char *folder, const char *name)
{
    return snprintf(out, HOUSE_PATH, "%s/%s", folder, name) < HOUSE_PATH;
}

bool house_files_at(const char *db, struct house_files *out, char *problem, size_t size)
{
    char folder[HOUSE_PATH], data[HOUSE_PATH];
    const char *slash = strrchr(db, '/'), *name = slash ? slash + 1 : db;
    snprintf(folder, sizeof folder, "%.*s", slash ? (int)(slash - db) : 1, slash ? db : ".");
    char *last = strrchr(folder, '/');
    if (strcmp(folder, "data") == 0)
        util_copy_text(folder, sizeof folder, ".");
    else if (last != NULL && strcmp(last, "/data") == 0)
        *last = '\0'; /* --db names the database in data/: the house is the folder above */
    if (*name == '\0' || strlen(db) > HOUSE_PATH - 64) {
        snprintf(problem, size, _("--db names a file, like street/house.db."));
        return false;
    }
    util_copy_text(out->folder, HOUSE_PATH, folder);
    return join(data, folder, "data") && join(out->database, data, name) && join(out->served, data, "served") &&
           join(out->argon, data, "argon") && join(out->host_key, folder, "keys/host_key") &&
           join(out->house_key, folder, "keys/house_key") && join(out->source_key, folder, "keys/source_key") &&
           join(out->handle_key, folder, "keys/handle_key") && join(out->backup_key, folder, "keys/backup_key") &&
           join(out->copy, data, "copy-to-seal.db") && join(out->backup, folder, "backup");
}

static bool make_folder(const char *folder, const char *name, char *problem, size_t size)
{
    char path[HOUSE_PATH];
    if (!join(path, folder, name) || (mkdir(path, 0700) != 0 && errno != EEXIST)) {
        snprintf(problem, size, _("The folder %s cannot be made: %s. Its parent must exist and be yours to write."),
            path, strerror(errno));
        return false;
    }
    return true;
}

/* Also true when the file exists already: its content is checked when it is read. */
static bool write_file(const char *path, const void *data, size_t length, char *problem, size_t size)
{
    if (file_write_new(path, data, length) || errno == EEXIST)
        return true;
    snprintf(problem, size, _("%s cannot be written: %s."), path, strerror(errno));
    return false;
}

/* Removes an empty key file. An older version of this program left one when the disk was full, and the file would be
 * taken for a key. */
static bool drop_empty(const char *path, char *problem, size_t size)
{
    struct stat facts;
    if (stat(path, &facts) != 0 || facts.st_size > 0)
        return true;
    if (unlink(path) == 0)
        return true;
    snprintf(problem, size, _("%s is an empty key file and cannot be removed: %s. Remove it, and try again."), path,
        strerror(errno));
    return false;
}

static bool make_house_key(const struct house_files *files, char *problem, size_t size)
{
    unsigned char public[crypto_sign_PUBLICKEYBYTES], secret[crypto_sign_SECRETKEYBYTES];
    crypto_sign_keypair(public, secret);
    bool made = drop_empty(files->house_key, problem, size) && drop_empty(files->host_key, problem, size) &&
                write_file(files->house_key, secret, sizeof secret, problem, size) &&
                house_files_key(files, secret, problem, size);
    sodium_memzero(secret, sizeof secret);
    return made;
}

int house_files_slots(void)
{
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    return cores < 1 ? 1 : cores > 64 ? 64 : (int)cores;
}

bool house_files_folders(const struct house_files *files, char *problem, size_t size)
{
    if (!make_folder(files->folder, ".", problem, size) && mkdir(files->folder, 0700) != 0)
        return false;
    if (!make_folder(files->folder, "data", problem, size) || !make_folder(files->folder, "keys", problem, size) ||
        !make_folder(files->folder, "backup", problem, size) ||
        !make_folder(files->folder, "data/argon", problem, size))
        return false;
    for (int i = 0; i < house_files_slots(); i++) {
        char path[HOUSE_PATH + 24];
        snprintf(path, sizeof path, "%s/%d", files->argon, i);
        if (!write_file(path, "", 0, problem, size))
            return false;
    }
    return true;
}

bool house_files_make(const struct house_files *files, char *problem, size_t size)
{
    return house_files_folders(files, problem, size) && make_house_key(files, problem, size);
}

bool house_files_key(const struct house_files *files, unsigned char key[64], char *problem, size_t size)
{
    _Static_assert(crypto_sign_SECRETKEYBYTES == 64, "as the header says");
    struct stat facts = { 0 };
    int fd = open(files->house_key, O_RDONLY | O_CLOEXEC);
    bool sized = fd >= 0 && fstat(fd, &facts) == 0 && facts.st_size == crypto_sign_SECRETKEYBYTES;
    bool whole = sized && read(fd, key, crypto_sign_SECRETKEYBYTES) == crypto_sign_SECRETKEYBYTES;
    if (fd >= 0 && !sized)
        snprintf(problem, size,
            _("The house key at %s is not whole. Put it back from a backup; a house that nobody is in yet gets a new one "
              "from `bbs init` once that file is removed."),
            files->house_key);
    else if (!whole)
        snprintf(problem, size, _("The house key at %s cannot be read."), files->house_key);
    if (fd >= 0)
        close(fd);
    return whole;
}

int house_files_serve(const struct house_files *files, char *problem, size_t size)
{
    if (access(files->database, F_OK) != 0) {
        snprintf(
            problem, size, _("There is no house at %s. `bbs init --db FILE --unit NAME` makes one."), files->database);
        return -1;
    }
    int fd = open(files->served, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0) {
        snprintf(problem, size, _("The folder of %s cannot be written: %s. It must belong to the user who runs bbs."),
            files->database, strerror(errno));
        return -1;
    }
    if (flock(fd, LOCK_EX | LOCK_NB) == 0) {
        char line[24];
        int length = snprintf(line, sizeof line, "%ld\n", (long)getpid());
        if (ftruncate(fd, 0) == 0)
            util_write_all(fd, line, (size_t)length);
        return fd;
    }
    char holder[24] = "";
    ssize_t length = read(fd, holder, sizeof holder - 1);
    holder[length > 0 ? strcspn(holder, "\n") : 0] = '\0';
    snprintf(problem, size, _("This house is served already, by process %s. `kill %s` ends that one."), holder, holder);
    close(fd);
    return -1;
}
