/*
 * sealed.c: makes and opens sealed backups. Inside the seal each file has a head of 24 bytes (its name, padded with
 * zeroes; its length in eight bytes, the low ones first), then its bytes. A head without a name is the end.
 */
#include "bbs/safe/sealed.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "file.h"
#include "gettext.h"
#include "store.h"
#include "util.h"

#define NAME_FORM "%Y-%m-%dT%H%M%SZ.sealed"

enum { HEAD_NAME = 16, HEAD = HEAD_NAME + 8, INSIDE = 5, INSIDE_LEAST = 4 };

/* The files in a backup, and their places in a house. The first is the database. Older backups, and backups of a house
 * that was not served since an update, have only INSIDE_LEAST files. keys/source_key is left out: secrets.h says why.
 */
struct inside {
    const char *name, *path;
};

static void list_inside(const struct house_files *files, struct inside out[INSIDE])
{
    out[0] = (struct inside) { "database", files->database };
    out[1] = (struct inside) { "host_key", files->host_key };
    out[2] = (struct inside) { "house_key", files->house_key };
    out[3] = (struct inside) { "backup_key", files->backup_key };
    out[4] = (struct inside) { "handle_key", files->handle_key };
}

static bool cannot(char *problem, size_t size, const char *path)
{
    snprintf(problem, size, _("%s cannot be written: %s."), path, strerror(errno));
    return false;
}

static bool folder_on_disk(const char *folder)
{
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool synced = fd >= 0 && fsync(fd) == 0;
    if (fd >= 0)
        close(fd);
    return synced;
}

/* --- the key --- */

bool sealed_has_key(const struct house_files *files)
{
    return access(files->backup_key, F_OK) == 0;
}

bool sealed_keep_key(const struct house_files *files, const struct seal_public *public, char *problem, size_t size)
{
    char hex[2 * sizeof public->bytes + 1], line[sizeof hex + 1];
    sodium_bin2hex(hex, sizeof hex, public->bytes, sizeof public->bytes);
    snprintf(line, sizeof line, "%s\n", hex);
    if (file_write_new(files->backup_key, line, strlen(line)))
        return true;
    if (errno == EEXIST)
        snprintf(problem, size,
            _("There is a backup key already. To change it, move %s away first; older backups stay sealed to it."),
            files->backup_key);
    else
        cannot(problem, size, files->backup_key);
    return false;
}

/* Reads the public key. Returns a descriptor that holds the lock, or -1 with a sentence. */
static int take_key(const struct house_files *files, struct seal_public *public, char *problem, size_t size)
{
    char line[2 * sizeof public->bytes + 1] = "";
    size_t length = 0;
    int fd = open(files->backup_key, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        snprintf(problem, size, _("There is no backup key to seal to. `bbs backup-key --db %s` makes one."),
            files->database);
        return -1;
    }
    if (flock(fd, LOCK_EX | LOCK_NB) != 0)
        snprintf(problem, size, _("A sealed backup is being made already. Wait for its end."));
    else if (read(fd, line, sizeof line - 1) != sizeof line - 1 ||
             sodium_hex2bin(public->bytes, sizeof public->bytes, line, sizeof line - 1, NULL, &length, NULL) != 0 ||
             length != sizeof public->bytes)
        snprintf(problem, size, _("%s holds no backup key. Remove it, then `bbs backup-key` makes a new one."),
            files->backup_key);
    else
        return fd;
    close(fd);
    return -1;
}

/* --- existing backups --- */

static int64_t time_of(const char *name)
{
    struct tm parts = { 0 };
    const char *end = strptime(name, NAME_FORM, &parts);
    return end != NULL && *end == '\0' ? (int64_t)timegm(&parts) : 0;
}

static int is_sealed(const struct dirent *entry)
{
    return time_of(entry->d_name) > 0;
}

int64_t sealed_newest(const struct house_files *files, int64_t now)
{
    int64_t newest = 0;
    DIR *folder = opendir(files->backup);
    const struct dirent *entry;
    while (folder != NULL && (entry = readdir(folder)) != NULL) {
        int64_t made = time_of(entry->d_name);
        if (made <= now && made > newest)
            newest = made;
    }
    if (folder != NULL)
        closedir(folder);
    return newest;
}

/* Names sort by time. The new backup stays, even when a wrong clock gave others a date in the future. */
static void remove_oldest(const struct house_files *files, const char *made)
{
    struct dirent **entries;
    char path[HOUSE_PATH + 300];
    int count = scandir(files->backup, &entries, is_sealed, alphasort), more = count - SEALED_KEPT;
    for (int i = 0; i < count; i++) {
        snprintf(path, sizeof path, "%s/%s", files->backup, entries[i]->d_name);
        if (more > 0 && strcmp(entries[i]->d_name, made) != 0 && unlink(path) == 0)
            more--;
        free(entries[i]);
    }
    if (count >= 0)
        free(entries);
}

/* Overwrites and removes the copy, because it holds all texts of members unencrypted. */
static void remove_copy(const struct house_files *files)
{
    static const char *const ends[] = { "", "-journal", ".part", ".part-journal" };
    char path[HOUSE_PATH + 20];
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        snprintf(path, sizeof path, "%s%s", files->copy, ends[i]);
        file_wipe(path);
    }
}

static bool part_path(const struct house_files *files, char path[HOUSE_PATH])
{
    return snprintf(path, HOUSE_PATH, "%s/sealed.part", files->backup) < HOUSE_PATH;
}

static void remove_leftovers(const struct house_files *files)
{
    char part[HOUSE_PATH];
    remove_copy(files);
    if (part_path(files, part))
        unlink(part);
}

void sealed_clean(const struct house_files *files)
{
    int fd = open(files->backup_key, O_RDONLY | O_CLOEXEC);
    if (fd < 0 || flock(fd, LOCK_EX | LOCK_NB) == 0)
        remove_leftovers(files);
    if (fd >= 0)
        close(fd);
}

/* --- making --- */

static bool seal_head(struct seal *seal, const char *name, uint64_t length)
{
    unsigned char head[HEAD] = { 0 };
    util_copy_text((char *)head, HEAD_NAME, name);
    for (int i = 0; i < 8; i++)
        head[HEAD_NAME + i] = (unsigned char)(length >> (8 * i));
    return seal_write(seal, head, sizeof head);
}

/* Fails also when the file gets shorter meanwhile: its head has told the old length already. */
static bool seal_file(struct seal *seal, const char *name, int fd)
{
    static unsigned char bytes[SEAL_PIECE];
    struct stat facts;
    if (fd < 0 || fstat(fd, &facts) != 0 || !seal_head(seal, name, (uint64_t)facts.st_size))
        return false;
    int64_t left = facts.st_size;
    while (left > 0) {
        ssize_t length = read(fd, bytes, left < (int64_t)sizeof bytes ? (size_t)left : sizeof bytes);
        if (length < 0 && errno == EINTR)
            continue;
        if (length == 0)
            errno = EIO;
        if (length <= 0 || !seal_write(seal, bytes, (size_t)length))
            return false;
        left -= length;
    }
    sodium_memzero(bytes, sizeof bytes);
    return true;
}

static bool seal_all(int to, const struct seal_public *public, const struct house_files *files, int copy)
{
    struct inside inside[INSIDE];
    struct seal *seal = seal_begin(to, public);
    bool sealed = seal != NULL;
    list_inside(files, inside);
    for (size_t i = 0; i < INSIDE && sealed; i++) {
        int fd = i == 0 ? copy : open(inside[i].path, O_RDONLY | O_CLOEXEC);
        if (fd < 0 && errno == ENOENT && i >= INSIDE_LEAST)
            break;
        sealed = seal_file(seal, inside[i].name, fd);
        int why = errno;
        if (i > 0 && fd >= 0)
            close(fd);
        errno = why;
    }
    if (!sealed) {
        seal_open_end(seal);
        return false;
    }
    bool ended = seal_head(seal, "", 0);
    return seal_end(seal) && ended;
}

/* Makes a checked copy. The copy keeps its name until it is sealed: if this process is killed, the next one finds it by
 * this name and overwrites it (sealed_clean). Returns a descriptor, or -1 with a sentence. */
static int take_copy(const struct house_files *files, char *problem, size_t size)
{
    struct store *store;
    enum store_open_fault fault = store_open(files->database, STORE_TOOL, &store);
    if (fault != STORE_OPENED) {
        snprintf(problem, size, "%s", store_open_sentence(fault));
        return -1;
    }
    enum result result = store_backup(store, files->copy, problem, size);
    store_close(store);
    int fd = result == RESULT_OK ? open(files->copy, O_RDONLY | O_CLOEXEC) : -1;
    if (result == RESULT_OK && fd < 0)
        cannot(problem, size, files->copy);
    return fd;
}

static bool write_sealed(const struct house_files *files, const struct seal_public *public, int copy, const char *name,
    char *problem, size_t size)
{
    char part[HOUSE_PATH], path[HOUSE_PATH + SEALED_NAME];
    if (!part_path(files, part))
        return false;
    snprintf(path, sizeof path, "%s/%s", files->backup, name);
    int fd = open(part, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    bool written = fd >= 0 && seal_all(fd, public, files, copy) && fsync(fd) == 0 && rename(part, path) == 0 &&
                   folder_on_disk(files->backup);
    if (!written) {
        cannot(problem, size, path);
        unlink(part);
    }
    if (fd >= 0)
        close(fd);
    return written;
}

bool sealed_make(const struct house_files *files, int64_t now, char name[SEALED_NAME], char *problem, size_t size)
{
    struct seal_public public;
    struct tm parts;
    time_t at = (time_t)now;
    int key = take_key(files, &public, problem, size);
    if (key < 0)
        return false;
    remove_leftovers(files);
    strftime(name, SEALED_NAME, NAME_FORM, gmtime_r(&at, &parts));
    int copy = take_copy(files, problem, size);
    bool made = copy >= 0 && write_sealed(files, &public, copy, name, problem, size);
    if (copy >= 0)
        close(copy);
    remove_copy(files);
    if (made)
        remove_oldest(files, name);
    close(key);
    return made;
}

/* --- opening --- */

static bool fault_in(enum seal_fault fault, char *problem, size_t size)
{
    snprintf(problem, size, "%s", seal_fault_sentence(fault));
    return false;
}

static bool unseal_file(struct seal *seal, const char *path, uint64_t length, char *problem, size_t size)
{
    static unsigned char bytes[SEAL_PIECE];
    enum seal_fault fault = SEAL_OPENED;
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    bool written = fd >= 0;
    while (length > 0 && written && fault == SEAL_OPENED) {
        size_t most = length < sizeof bytes ? (size_t)length : sizeof bytes;
        fault = seal_open_read(seal, bytes, most);
        written = fault != SEAL_OPENED || util_write_all(fd, bytes, most);
        length -= most;
    }
    written = written && (fault != SEAL_OPENED || fsync(fd) == 0);
    if (!written)
        cannot(problem, size, path);
    if (fd >= 0)
        close(fd);
    sodium_memzero(bytes, sizeof bytes);
    return written && (fault == SEAL_OPENED || fault_in(fault, problem, size));
}

static bool is_head_of(const unsigned char head[HEAD], const char *name)
{
    return strncmp((const char *)head, name, HEAD_NAME) == 0;
}

/* After the head without a name, checks that the file really ends. */
static bool unseal_end_of_all(struct seal *seal, char *problem, size_t size)
{
    unsigned char beyond;
    size_t more = 0;
    enum seal_fault fault = seal_open_some(seal, &beyond, 1, &more);
    if (fault != SEAL_OPENED)
        return fault_in(fault, problem, size);
    return more == 0 || fault_in(SEAL_NOT_OURS, problem, size);
}

/* Reads all files, each once, and the sealed end. */
static bool unseal_all(struct seal *seal, const struct house_files *files, char *problem, size_t size)
{
    struct inside inside[INSIDE];
    list_inside(files, inside);
    for (size_t i = 0; i <= INSIDE; i++) {
        unsigned char head[HEAD];
        uint64_t length = 0;
        enum seal_fault fault = seal_open_read(seal, head, sizeof head);
        if (fault != SEAL_OPENED)
            return fault_in(fault, problem, size);
        if (i >= INSIDE_LEAST && is_head_of(head, ""))
            return unseal_end_of_all(seal, problem, size);
        if (i == INSIDE || !is_head_of(head, inside[i].name))
            return fault_in(SEAL_NOT_OURS, problem, size);
        for (int k = 7; k >= 0; k--)
            length = length << 8 | head[HEAD_NAME + k];
        if (!unseal_file(seal, inside[i].path, length, problem, size))
            return false;
    }
    return false;
}

static bool is_empty(const char *path)
{
    bool empty = true;
    DIR *folder = opendir(path);
    const struct dirent *entry;
    if (folder == NULL)
        return errno == ENOENT;
    while ((entry = readdir(folder)) != NULL)
        empty = empty && (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0);
    closedir(folder);
    return empty;
}

/* Removes the files and folders that opening a backup makes, and no others. */
static void take_back(const struct house_files *files)
{
    struct inside inside[INSIDE];
    char path[HOUSE_PATH + 30];
    list_inside(files, inside);
    for (size_t i = 0; i < INSIDE; i++)
        file_wipe(inside[i].path);
    for (int i = 0; i < 64; i++) {
        snprintf(path, sizeof path, "%s/%d", files->argon, i);
        unlink(path);
    }
    static const char *const folders[] = { "data/argon", "data", "keys", "backup", "." };
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        snprintf(path, sizeof path, "%s/%s", files->folder, folders[i]);
        rmdir(path);
    }
    rmdir(files->folder);
}

/* Copies the list of erased rows. It is a text file of a few bytes an entry, made by the house itself. Also true when
 * there is no list. */
static bool bring_list(const char *sealed, const struct house_files *files, bool *found, char *problem, size_t size)
{
    char from[HOUSE_PATH], to[HOUSE_PATH + 8], bytes[4096];
    const char *slash = strrchr(sealed, '/');
    ssize_t length = 0;
    snprintf(from, sizeof from, "%.*serased", slash ? (int)(slash + 1 - sealed) : 0, sealed);
    snprintf(to, sizeof to, "%s/erased", files->backup);
    int in = open(from, O_RDONLY | O_CLOEXEC);
    *found = in >= 0;
    if (in < 0)
        return errno == ENOENT || cannot(problem, size, to);
    int out = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    bool good = out >= 0;
    while (good && (length = read(in, bytes, sizeof bytes)) > 0)
        good = util_write_all(out, bytes, (size_t)length);
    good = good && length == 0 && fsync(out) == 0;
    if (!good) {
        cannot(problem, size, to);
        unlink(to);
    }
    close(in);
    if (out >= 0)
        close(out);
    return good;
}

bool sealed_open(const char *sealed, const struct seal_secret *secret, const struct house_files *files, bool *has_list,
    char *problem, size_t size)
{
    enum seal_fault fault;
    int fd = open(sealed, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        snprintf(problem, size, _("%s cannot be read: %s."), sealed, strerror(errno));
        return false;
    }
    bool opened = false;
    struct seal *seal = seal_open_begin(fd, secret, &fault);
    if (seal == NULL)
        fault_in(fault, problem, size);
    else if (!is_empty(files->folder))
        snprintf(problem, size, _("%s is not empty. Name a folder that is not there yet; nothing was changed."),
            files->folder);
    else {
        opened = house_files_folders(files, problem, size) && unseal_all(seal, files, problem, size) &&
                 bring_list(sealed, files, has_list, problem, size);
        if (!opened)
            take_back(files);
    }
    seal_open_end(seal);
    close(fd);
    return opened;
}
