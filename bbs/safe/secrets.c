#include "bbs/safe/secrets.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "gettext.h"
#include "util.h"

static bool read_secret(const char *path, unsigned char secret[SECRET_BYTES])
{
    unsigned char bytes[SECRET_BYTES + 1];
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    bool whole = fd >= 0 && read(fd, bytes, sizeof bytes) == SECRET_BYTES;
    memcpy(secret, bytes, SECRET_BYTES);
    sodium_memzero(bytes, sizeof bytes);
    if (fd >= 0)
        close(fd);
    return whole;
}

/* Writes the key under another name first, so that a power cut or a full disk leaves a whole key or no key. */
static bool make_secret(const char *path, char *problem, size_t size)
{
    unsigned char secret[SECRET_BYTES];
    char part[HOUSE_PATH + 8];
    if (read_secret(path, secret)) {
        sodium_memzero(secret, sizeof secret);
        return true;
    }
    if (access(path, F_OK) == 0 && access(path, R_OK) != 0) { /* an unreadable key must not be replaced */
        snprintf(problem, size, _("%s cannot be read: %s."), path, strerror(errno));
        return false;
    }
    randombytes_buf(secret, sizeof secret);
    snprintf(part, sizeof part, "%s.part", path);
    int fd = open(part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    bool made = fd >= 0 && util_write_all(fd, secret, sizeof secret) && fsync(fd) == 0 && rename(part, path) == 0;
    sodium_memzero(secret, sizeof secret);
    if (!made)
        snprintf(problem, size, _("%s cannot be written: %s."), path, strerror(errno));
    if (fd >= 0)
        close(fd);
    if (fd >= 0 && !made)
        unlink(part);
    return made;
}

bool secrets_make(const struct house_files *files, char *problem, size_t size)
{
    return make_secret(files->source_key, problem, size) && make_secret(files->handle_key, problem, size);
}

/* Derives the key for one use from the house's key. */
static void derive(const unsigned char secret[SECRET_BYTES], const char *use, const char *of, unsigned char out[32])
{
    crypto_generichash_state state;
    crypto_generichash_init(&state, secret, SECRET_BYTES, 32);
    crypto_generichash_update(&state, (const unsigned char *)use, strlen(use) + 1);
    crypto_generichash_update(&state, (const unsigned char *)of, strlen(of));
    crypto_generichash_final(&state, out, 32);
    sodium_memzero(&state, sizeof state);
}

void secrets_load(const struct house_files *files, const char *source, struct store_keys *out)
{
    unsigned char secret[SECRET_BYTES];
    if (!read_secret(files->source_key, secret))
        randombytes_buf(secret, sizeof secret);
    derive(secret, "place", source != NULL ? source : "", out->places);
    derive(secret, "shown", "", out->shown);
    if (!read_secret(files->handle_key, secret))
        randombytes_buf(secret, sizeof secret);
    derive(secret, "handles", "", out->handles);
    sodium_memzero(secret, sizeof secret);
}
