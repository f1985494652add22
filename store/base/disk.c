/*
 * disk.c: a layer over SQLite's own access to files (its "VFS"). disk.h has the model.
 *
 * SQLite writes the files of the house itself; this layer changes only how they are truncated. A temporary file is
 * encrypted, and written in blocks. Each write of a block uses a new number, so no two texts are encrypted with the
 * same stream of the cipher. The numbers are kept in memory: eight bytes for each block of 4 KiB.
 */
#include "store/base/disk.h"

#include <sodium.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "file.h"
#include "util.h"

enum { BLOCK = 4096, HOUSE_FILES = SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_WAL };

static sqlite3_vfs *under, over;

/* --- files of the house: bytes are overwritten before they are cut off --- */

static struct cutting {
    sqlite3_io_methods ours; /* first: a file's pMethods is this struct's address */
    const sqlite3_io_methods *theirs;
} cuttings[4];

static int overwrite(const struct cutting *cutting, sqlite3_file *file, sqlite3_int64 from, sqlite3_int64 to)
{
    static const unsigned char noughts[BLOCK];
    int code = SQLITE_OK;
    for (; from < to && code == SQLITE_OK; from += BLOCK) {
        int length = to - from < BLOCK ? (int)(to - from) : BLOCK;
        code = cutting->theirs->xWrite(file, noughts, length, from);
    }
    return code == SQLITE_OK ? cutting->theirs->xSync(file, SQLITE_SYNC_NORMAL) : code;
}

/* Before a log or journal is emptied, its header is overwritten, and the disk is synced. With a valid header SQLite
 * could apply a part of the old content again. A failure does not stop the cut: it matters more that all is cut off. */
static int cut(sqlite3_file *file, sqlite3_int64 size)
{
    const struct cutting *cutting = (const struct cutting *)(const void *)file->pMethods;
    sqlite3_int64 was = 0;
    if (cutting->theirs->xFileSize(file, &was) == SQLITE_OK && was > size) {
        if (size == 0)
            overwrite(cutting, file, 0, was < BLOCK ? was : BLOCK);
        overwrite(cutting, file, size == 0 && was > BLOCK ? BLOCK : size, was);
    }
    return cutting->theirs->xTruncate(file, size);
}

/* SQLite has one table of functions for each way of locking, and a house uses one of these tables. Returns NULL when
 * `cuttings` has no room for one more. */
static const sqlite3_io_methods *with_cutting(const sqlite3_io_methods *theirs)
{
    for (size_t i = 0; i < sizeof cuttings / sizeof *cuttings; i++) {
        struct cutting *cutting = &cuttings[i];
        if (cutting->theirs == NULL) {
            *cutting = (struct cutting) { .ours = *theirs, .theirs = theirs };
            cutting->ours.xTruncate = cut;
        }
        if (cutting->theirs == theirs)
            return &cutting->ours;
    }
    return NULL;
}

/* --- temporary files: encrypted --- */

struct aside {
    const sqlite3_io_methods *theirs;
    sqlite3_int64 size;
    uint64_t written; /* blocks so far: the next one's number */
    uint64_t *number; /* of each block of the file; 0: the block was not written */
    size_t room;
    unsigned char key[crypto_stream_xchacha20_KEYBYTES];
};

/* The length of SQLite's own part of a file's struct. Our struct aside stands behind this part. */
static int theirs_length(void)
{
    return (under->szOsFile + 15) / 16 * 16;
}

static struct aside *aside_of(sqlite3_file *file)
{
    return (struct aside *)(void *)((char *)file + theirs_length());
}

static void turn(const struct aside *aside, sqlite3_int64 block, unsigned char bytes[BLOCK])
{
    unsigned char nonce[crypto_stream_xchacha20_NONCEBYTES] = { 0 };
    memcpy(nonce, &block, sizeof block);
    memcpy(nonce + sizeof block, &aside->number[block], sizeof *aside->number);
    crypto_stream_xchacha20_xor(bytes, bytes, BLOCK, nonce, aside->key);
}

static int read_block(sqlite3_file *file, sqlite3_int64 block, unsigned char bytes[BLOCK])
{
    const struct aside *aside = aside_of(file);
    memset(bytes, 0, BLOCK);
    if ((size_t)block >= aside->room || aside->number[block] == 0)
        return SQLITE_OK;
    int code = aside->theirs->xRead(file, bytes, BLOCK, block * BLOCK);
    if (code == SQLITE_OK)
        turn(aside, block, bytes);
    return code;
}

static int write_block(sqlite3_file *file, sqlite3_int64 block, unsigned char bytes[BLOCK])
{
    struct aside *aside = aside_of(file);
    if ((size_t)block >= aside->room) {
        size_t room = aside->room;
        while (room <= (size_t)block)
            room = room ? 2 * room : 64;
        aside->number = xrealloc(aside->number, room, sizeof *aside->number);
        memset(aside->number + aside->room, 0, (room - aside->room) * sizeof *aside->number);
        aside->room = room;
    }
    aside->number[block] = ++aside->written;
    turn(aside, block, bytes);
    return aside->theirs->xWrite(file, bytes, BLOCK, block * BLOCK);
}

static int aside_read(sqlite3_file *file, void *out, int length, sqlite3_int64 at)
{
    unsigned char bytes[BLOCK], *to = out;
    sqlite3_int64 size = aside_of(file)->size, end = at + length < size ? at + length : size;
    int code = SQLITE_OK;
    memset(out, 0, (size_t)length);
    while (at < end && code == SQLITE_OK) {
        sqlite3_int64 within = at % BLOCK, some = BLOCK - within < end - at ? BLOCK - within : end - at;
        if ((code = read_block(file, at / BLOCK, bytes)) == SQLITE_OK)
            memcpy(to, bytes + within, (size_t)some);
        to += some;
        at += some;
    }
    sodium_memzero(bytes, sizeof bytes);
    if (code != SQLITE_OK)
        return code;
    return to == (unsigned char *)out + length ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
}

static int aside_write(sqlite3_file *file, const void *data, int length, sqlite3_int64 at)
{
    struct aside *aside = aside_of(file);
    unsigned char bytes[BLOCK];
    const unsigned char *from = data;
    sqlite3_int64 end = at + length;
    int code = SQLITE_OK;
    while (at < end && code == SQLITE_OK) {
        sqlite3_int64 within = at % BLOCK, some = BLOCK - within < end - at ? BLOCK - within : end - at;
        if (some < BLOCK)
            code = read_block(file, at / BLOCK, bytes);
        memcpy(bytes + within, from, (size_t)some);
        if (code == SQLITE_OK)
            code = write_block(file, at / BLOCK, bytes);
        from += some;
        at += some;
    }
    sodium_memzero(bytes, sizeof bytes);
    if (code == SQLITE_OK && end > aside->size)
        aside->size = end;
    return code;
}

static int aside_size(sqlite3_file *file, sqlite3_int64 *size)
{
    *size = aside_of(file)->size;
    return SQLITE_OK;
}

static int aside_truncate(sqlite3_file *file, sqlite3_int64 size)
{
    struct aside *aside = aside_of(file);
    size_t blocks = (size_t)((size + BLOCK - 1) / BLOCK);
    if (size < aside->size)
        aside->size = size;
    if (blocks < aside->room) /* these blocks are cut off */
        memset(aside->number + blocks, 0, (aside->room - blocks) * sizeof *aside->number);
    return aside->theirs->xTruncate(file, (sqlite3_int64)blocks * BLOCK);
}

static int aside_close(sqlite3_file *file)
{
    struct aside *aside = aside_of(file);
    const sqlite3_io_methods *theirs = aside->theirs;
    free(aside->number);
    sodium_memzero(aside, sizeof *aside);
    return theirs->xClose(file);
}

static int aside_sync(sqlite3_file *file, int flags)
{
    return aside_of(file)->theirs->xSync(file, flags);
}

static int aside_lock(sqlite3_file *file, int how)
{
    return aside_of(file)->theirs->xLock(file, how);
}

static int aside_unlock(sqlite3_file *file, int how)
{
    return aside_of(file)->theirs->xUnlock(file, how);
}

static int aside_reserved(sqlite3_file *file, int *out)
{
    return aside_of(file)->theirs->xCheckReservedLock(file, out);
}

/* SQLite sends hints about the file's size here. Blocks know their own size, and the other requests are optional. */
static int aside_control(sqlite3_file *file, int what, void *argument)
{
    (void)file, (void)what, (void)argument;
    return SQLITE_NOTFOUND;
}

static int aside_sector(sqlite3_file *file)
{
    return aside_of(file)->theirs->xSectorSize(file);
}

static int aside_traits(sqlite3_file *file)
{
    (void)file;
    return 0;
}

static const sqlite3_io_methods aside_methods = {
    .iVersion = 1,
    .xClose = aside_close,
    .xRead = aside_read,
    .xWrite = aside_write,
    .xTruncate = aside_truncate,
    .xSync = aside_sync,
    .xFileSize = aside_size,
    .xLock = aside_lock,
    .xUnlock = aside_unlock,
    .xCheckReservedLock = aside_reserved,
    .xFileControl = aside_control,
    .xSectorSize = aside_sector,
    .xDeviceCharacteristics = aside_traits,
};

/* --- the layer --- */

static int open_file(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *opened)
{
    (void)vfs;
    int code = under->xOpen(under, name, file, flags, opened);
    if (code != SQLITE_OK || file->pMethods == NULL)
        return code;
    if (flags & HOUSE_FILES) {
        const sqlite3_io_methods *methods = with_cutting(file->pMethods);
        file->pMethods = methods != NULL ? methods : file->pMethods;
        return code;
    }
    struct aside *aside = aside_of(file);
    *aside = (struct aside) { .theirs = file->pMethods };
    randombytes_buf(aside->key, sizeof aside->key);
    file->pMethods = &aside_methods;
    return code;
}

static int remove_file(sqlite3_vfs *vfs, const char *name, int on_disk)
{
    (void)vfs;
    file_overwrite(name);
    return under->xDelete(under, name, on_disk);
}

void disk_begin(void)
{
    under = sqlite3_vfs_find(NULL);
    if (under == NULL)
        die("SQLite has no way to the disk");
    over = *under;
    over.zName = "house";
    over.szOsFile = theirs_length() + (int)sizeof(struct aside);
    over.pNext = NULL;
    over.xOpen = open_file;
    over.xDelete = remove_file;
    if (sqlite3_vfs_register(&over, 1) != SQLITE_OK)
        die("SQLite does not take our way to the disk");
}
