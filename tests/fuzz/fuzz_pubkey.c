/*
 * fuzz_pubkey.c: a key as people paste it, or as a client shows it. First byte: the line as it is, or a line that is
 * made around these bytes as the key itself, so that more than base64 is tried.
 */
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "members.h"
#include "tests/fuzz/house.h"
#include "tests/fuzz/property.h"
#include "util.h"

enum { BLOB_MOST = 4096 };

static const char *const types[] = { "ssh-ed25519", "ssh-rsa", "ecdsa-sha2-nistp256", "ssh-dss" };

static bool is_taken(const char *type)
{
    return strcmp(type, types[0]) == 0 || strcmp(type, types[1]) == 0 || strcmp(type, types[2]) == 0;
}

static char *line_of(const uint8_t *data, size_t size)
{
    char base64[BLOB_MOST * 2];
    struct buffer line = { 0 };
    if (data[0] & 0x80) {
        buffer_add(&line, data + 1, size - 1);
        return buffer_take(&line);
    }
    size = size - 1 < BLOB_MOST ? size - 1 : BLOB_MOST;
    sodium_bin2base64(base64, sizeof base64, data + 1, size, sodium_base64_VARIANT_ORIGINAL);
    buffer_format(&line, "%s %s a comment", types[data[0] % 4], base64);
    return buffer_take(&line);
}

/* What was taken is of a known kind, can be shown, and goes again. */
static void look_and_remove(struct fuzz_house *house, int64_t id)
{
    struct key keys[32];
    size_t count;
    bool found = false;
    property(keys_list(house->store, &house->member, keys, 32, &count) == RESULT_OK, "keys are listed");
    for (size_t i = 0; i < count && i < 32; i++) {
        found = found || keys[i].id == id;
        property(is_taken(keys[i].type), "of a kind that is taken");
        property_safe(keys[i].comment, strlen(keys[i].comment), false);
        property_ascii(keys[i].fingerprint);
    }
    property(found, "what was added is listed");
    property(key_remove(house->store, &house->member, id, HOUSE_NOW) == RESULT_OK, "and can be removed");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 2)
        return 0;
    struct fuzz_house *house = fuzz_house(2000);
    struct actor actor;
    int64_t id = 0;
    char *line = line_of(data, size);
    if (key_add(house->store, &house->member, line, HOUSE_NOW, &id) == RESULT_OK)
        look_and_remove(house, id);
    else
        property_safe(store_reason(house->store), strlen(store_reason(house->store)), false);
    property(login_key(house->store, "thandi", data, size, &actor) != RESULT_OK, "no bytes of a stranger are her key");
    free(line);
    return 0;
}
