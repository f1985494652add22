/* md5.h: MD5 (RFC 1321), only to check lots that others published (lot.h). It is broken, and protects nothing here. No
 * library that the program links gives it: libssh hides its own, and OpenSSL's, which libssh brings along on Debian,
 * refuses it on machines in FIPS mode. */
#ifndef BBS_MD5_H
#define BBS_MD5_H

#include <stddef.h>

enum { MD5_BYTES = 16 };
void md5(const unsigned char *data, size_t length, unsigned char *digest);

#endif
