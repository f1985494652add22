/* hostkey.h: the SSH host key of a house. Only hostkey.c and wire.c use libssh. */
#ifndef BBS_HOSTKEY_H
#define BBS_HOSTKEY_H

#include <stdbool.h>
#include <stddef.h>

enum { FINGERPRINT_BYTES = 64, HOST_KEY_PUBLIC = 1024 };

/* Makes an ed25519 key in OpenSSH's format at `path` (0600; must not exist). On failure `problem` has the reason. */
bool hostkey_make(const char *path, char *problem, size_t size);
/* Gives the fingerprint "SHA256:..." of the key at `path`. */
bool hostkey_fingerprint(const char *path, char out[FINGERPRINT_BYTES], char *problem, size_t size);
/* Gives the public half as it is written in known_hosts: "ssh-ed25519 AAAA...". */
bool hostkey_public(const char *path, char *out, size_t out_size, char *problem, size_t size);

#endif
