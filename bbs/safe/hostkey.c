#include "bbs/safe/hostkey.h"

#include <fcntl.h>
#include <libssh/libssh.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "file.h"
#include "gettext.h"
#include "util.h"

/* Reads the key back, because libssh does not say whether all of the file was written. */
static bool is_whole(const char *path)
{
    ssh_key key = NULL;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    bool whole = fd >= 0 && fsync(fd) == 0 && ssh_pki_import_privkey_file(path, NULL, NULL, NULL, &key) == SSH_OK;
    ssh_key_free(key);
    if (fd >= 0)
        close(fd);
    return whole;
}

bool hostkey_make(const char *path, char *problem, size_t size)
{
    ssh_key key = NULL;
    if (access(path, F_OK) == 0) {
        snprintf(problem, size, _("There is a host key at %s already. It is not overwritten."), path);
        return false;
    }
    char part[1200];
    snprintf(part, sizeof part, "%s.part", path);
    file_wipe(part);
    mode_t before = umask(077);
    bool made = ssh_pki_generate(SSH_KEYTYPE_ED25519, 0, &key) == SSH_OK &&
                ssh_pki_export_privkey_file(key, NULL, NULL, NULL, part) == SSH_OK;
    umask(before);
    ssh_key_free(key);
    made = made && is_whole(part) && file_name_new(part, path);
    if (!made) {
        file_wipe(part);
        snprintf(problem, size, _("The host key could not be written to %s. Is the disk full?"), path);
    }
    return made;
}

static ssh_key hostkey_load(const char *path, char *problem, size_t size)
{
    ssh_key key = NULL;
    if (ssh_pki_import_privkey_file(path, NULL, NULL, NULL, &key) == SSH_OK)
        return key;
    snprintf(problem, size, _("The host key at %s cannot be read."), path);
    return NULL;
}

bool hostkey_fingerprint(const char *path, char out[FINGERPRINT_BYTES], char *problem, size_t size)
{
    ssh_key key = hostkey_load(path, problem, size);
    if (key == NULL)
        return false;
    unsigned char *hash = NULL;
    size_t length;
    bool known = ssh_get_publickey_hash(key, SSH_PUBLICKEY_HASH_SHA256, &hash, &length) == SSH_OK;
    if (known) {
        char *text = ssh_get_fingerprint_hash(SSH_PUBLICKEY_HASH_SHA256, hash, length);
        util_copy_text(out, FINGERPRINT_BYTES, text ? text : "");
        ssh_string_free_char(text);
        ssh_clean_pubkey_hash(&hash);
    }
    ssh_key_free(key);
    return known;
}

bool hostkey_public(const char *path, char *out, size_t out_size, char *problem, size_t size)
{
    ssh_key key = hostkey_load(path, problem, size);
    if (key == NULL)
        return false;
    char *text = NULL;
    bool known = ssh_pki_export_pubkey_base64(key, &text) == SSH_OK;
    if (known)
        snprintf(out, out_size, "%s %s", ssh_key_type_to_char(ssh_key_type(key)), text);
    ssh_string_free_char(text);
    ssh_key_free(key);
    return known;
}
