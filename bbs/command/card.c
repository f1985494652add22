/* card.c: writes the ssh line, the host key's fingerprint and picture, and the address as a QR code. See card.h. */
#include "bbs/command/card.h"

#include <qrencode.h>
#include <sodium.h>
#include <string.h>

#include "gettext.h"

enum {
    QUIET = 2, /* width of the empty border around the square, in modules */
    ART_COLUMNS = 17,
    ART_ROWS = 9,
    BLOB_MOST = 1024,
    PORT_USUAL = 22,
};

/* --- the address --- */

static void split_address(const char *address, char host[256], int64_t *port)
{
    const char *colon = strrchr(address, ':'), *bracket = strrchr(address, ']');
    bool bare6 = bracket == NULL && colon != NULL && strchr(address, ':') != colon;
    *port = PORT_USUAL;
    if (colon == NULL || bare6 || (bracket != NULL && colon < bracket) || !util_parse_number(colon + 1, port))
        colon = address + strlen(address);
    snprintf(host, 256, "%.*s", (int)(colon - address), address);
}

static void ssh_line(const char *address, char *out, size_t size)
{
    char host[256], *name = host;
    int64_t port;
    split_address(address, host, &port);
    size_t length = strlen(host);
    if (host[0] == '[' && host[length - 1] == ']') { /* ssh takes an IPv6 address without brackets */
        host[length - 1] = '\0';
        name++;
    }
    if (port == PORT_USUAL)
        snprintf(out, size, "ssh new@%s", name);
    else
        snprintf(out, size, "ssh -p %lld new@%s", (long long)port, name);
}

/* --- the host key: its fingerprint, and the picture that `ssh -o VisualHostKey=yes` draws --- */

static bool key_hash(const char *line, unsigned char hash[crypto_hash_sha256_BYTES])
{
    unsigned char blob[BLOB_MOST];
    size_t length;
    const char *base64 = strchr(line, ' ');
    if (base64 == NULL || sodium_base642bin(blob, sizeof blob, base64 + 1, strlen(base64 + 1), "\n", &length, NULL,
                              sodium_base64_VARIANT_ORIGINAL) != 0)
        return false;
    crypto_hash_sha256(hash, blob, length);
    return true;
}

/* Draws the picture as OpenSSH does: a bishop walks over the board, two bits of the hash for each step. The more often
 * it was on a field, the darker the sign. */
static void draw_art(const unsigned char *hash, char art[ART_ROWS][ART_COLUMNS + 1])
{
    static const char signs[] = " .o+=*BOX@%&#/^SE";
    const unsigned most = sizeof signs - 4; /* S and E are only for start and end */
    unsigned char visits[ART_ROWS][ART_COLUMNS] = { 0 };
    int row = ART_ROWS / 2, column = ART_COLUMNS / 2;
    for (size_t step = 0; step < crypto_hash_sha256_BYTES * 4; step++) {
        int bits = hash[step / 4] >> step % 4 * 2 & 3;
        column += bits & 1 ? 1 : -1;
        row += bits & 2 ? 1 : -1;
        column = column < 0 ? 0 : column == ART_COLUMNS ? ART_COLUMNS - 1 : column;
        row = row < 0 ? 0 : row == ART_ROWS ? ART_ROWS - 1 : row;
        if (visits[row][column] < most)
            visits[row][column]++;
    }
    for (int y = 0; y < ART_ROWS; y++) {
        for (int x = 0; x < ART_COLUMNS; x++)
            art[y][x] = signs[visits[y][x]];
        art[y][ART_COLUMNS] = '\0';
    }
    art[ART_ROWS / 2][ART_COLUMNS / 2] = 'S';
    art[row][column] = 'E';
}

static void write_key(struct buffer *out, const unsigned char *hash)
{
    char base64[64], art[ART_ROWS][ART_COLUMNS + 1];
    sodium_bin2base64(base64, sizeof base64, hash, crypto_hash_sha256_BYTES, sodium_base64_VARIANT_ORIGINAL_NO_PADDING);
    draw_art(hash, art);
    buffer_format(out, "  SHA256:%s\n", base64);
    buffer_string(out, "  +--[ED25519 256]--+\n");
    for (int y = 0; y < ART_ROWS; y++)
        buffer_format(out, "  |%s|\n", art[y]);
    buffer_string(out, "  +----[SHA256]-----+\n");
}

/* --- the square --- */

static bool is_dark(const QRcode *code, int x, int y)
{
    return x >= 0 && y >= 0 && x < code->width && y < code->width && (code->data[y * code->width + x] & 1) != 0;
}

/* Each module becomes two letters. */
static void write_square_ascii(struct buffer *out, const QRcode *code, bool dark)
{
    for (int y = -QUIET; y < code->width + QUIET; y++) {
        for (int x = -QUIET; x < code->width + QUIET; x++)
            buffer_string(out, is_dark(code, x, y) != dark ? "##" : "  ");
        buffer_string(out, "\n");
    }
}

/* Each letter shows two modules, one above the other. */
static void write_square(struct buffer *out, const QRcode *code, bool dark)
{
    static const char *const halves[] = { " ", "▄", "▀", "█" };
    for (int y = -QUIET; y < code->width + QUIET; y += 2) {
        for (int x = -QUIET; x < code->width + QUIET; x++)
            buffer_string(out, halves[(is_dark(code, x, y) != dark) * 2 + (is_dark(code, x, y + 1) != dark)]);
        buffer_string(out, "\n");
    }
}

static void write_address(struct buffer *out, const struct card *card)
{
    char host[256], address[400];
    int64_t port;
    int columns = card->columns > 0 && card->columns < 80 ? card->columns : 80;
    split_address(card->address, host, &port);
    snprintf(address, sizeof address, "ssh://new@%s:%lld", host, (long long)port);
    QRcode *code = QRcode_encodeString8bit(address, 0, QR_ECLEVEL_L);
    int width = code != NULL ? (code->width + 2 * QUIET) * (card->ascii ? 2 : 1) : 0;
    if (code == NULL || width > columns)
        buffer_string(out, _("  (The square for a phone does not fit here.)\n"));
    else {
        buffer_format(out, _("  For a phone, %s:\n"), address);
        if (card->ascii)
            write_square_ascii(out, code, card->dark);
        else
            write_square(out, code, card->dark);
    }
    QRcode_free(code);
}

void card_write(struct buffer *out, const struct card *card)
{
    char line[400];
    unsigned char hash[crypto_hash_sha256_BYTES];
    if (card->home[0] == '\0')
        buffer_format(out, _("COME IN: one more worker of %s\n\n"), card->unit);
    else if (card->unit[0] != '\0')
        buffer_format(out, _("COME IN: home %s, %s\n\n"), card->home, card->unit);
    else
        buffer_format(out, _("COME IN: home %s\n\n"), card->home);
    if (card->address[0] != '\0') {
        ssh_line(card->address, line, sizeof line);
        buffer_format(out, _("  1 On any computer with ssh, type:\n      %s\n"), line);
    } else
        buffer_string(out, _("  1 On any computer with ssh, type:\n      ssh new@ADDRESS\n"));
    buffer_format(out, _("  2 Your code, good once, until %s:\n      %s\n"), card->until, card->code);
    if (card->host_key != NULL && key_hash(card->host_key, hash)) {
        buffer_string(
            out, _("\n  The first time ssh asks whether this is the house.\n  Type yes only if it shows this:\n"));
        write_key(out, hash);
    }
    buffer_string(out, "\n");
    if (card->address[0] != '\0')
        write_address(out, card);
    else
        buffer_string(
            out, _("  (The steward has not said how the house is reached:\n  bbs admin set address HOST:PORT.)\n"));
}
