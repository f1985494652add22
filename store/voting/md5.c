/* md5.c: MD5 (RFC 1321). See md5.h. Pure. */
#include "store/voting/md5.h"

#include <stdint.h>
#include <string.h>

enum { BLOCK = 64, STEPS = 64, LENGTH_AT = 56 };

/* The RFC's table T: the first 32 bits behind the point of |sin(i + 1)|. */
static const uint32_t sines[STEPS] = { 0xd76aa478, 0xe8c7b756, 0x242070db, 0xc1bdceee, 0xf57c0faf, 0x4787c62a,
    0xa8304613, 0xfd469501, 0x698098d8, 0x8b44f7af, 0xffff5bb1, 0x895cd7be, 0x6b901122, 0xfd987193, 0xa679438e,
    0x49b40821, 0xf61e2562, 0xc040b340, 0x265e5a51, 0xe9b6c7aa, 0xd62f105d, 0x02441453, 0xd8a1e681, 0xe7d3fbc8,
    0x21e1cde6, 0xc33707d6, 0xf4d50d87, 0x455a14ed, 0xa9e3e905, 0xfcefa3f8, 0x676f02d9, 0x8d2a4c8a, 0xfffa3942,
    0x8771f681, 0x6d9d6122, 0xfde5380c, 0xa4beea44, 0x4bdecfa9, 0xf6bb4b60, 0xbebfbc70, 0x289b7ec6, 0xeaa127fa,
    0xd4ef3085, 0x04881d05, 0xd9d4d039, 0xe6db99e5, 0x1fa27cf8, 0xc4ac5665, 0xf4292244, 0x432aff97, 0xab9423a7,
    0xfc93a039, 0x655b59c3, 0x8f0ccc92, 0xffeff47d, 0x85845dd1, 0x6fa87e4f, 0xfe2ce6e0, 0xa3014314, 0x4e0811a1,
    0xf7537e82, 0xbd3af235, 0x2ad7d2bb, 0xeb86d391 };
/* By how many bits each step turns: four steps of a round, again and again. */
static const unsigned turns[4][4] = { { 7, 12, 17, 22 }, { 5, 9, 14, 20 }, { 4, 11, 16, 23 }, { 6, 10, 15, 21 } };

static uint32_t word_at(const unsigned char *bytes)
{
    return bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 | (uint32_t)bytes[3] << 24;
}

/* What the round of this step mixes of the state, and which word of the block it adds. */
static uint32_t mixed(unsigned step, const uint32_t s[4], const unsigned char *block)
{
    switch (step / 16) {
    case 0:
        return ((s[1] & s[2]) | (~s[1] & s[3])) + word_at(block + 4 * step);
    case 1:
        return ((s[1] & s[3]) | (s[2] & ~s[3])) + word_at(block + 4 * ((5 * step + 1) % 16));
    case 2:
        return (s[1] ^ s[2] ^ s[3]) + word_at(block + 4 * ((3 * step + 5) % 16));
    default:
        return (s[2] ^ (s[1] | ~s[3])) + word_at(block + 4 * ((7 * step) % 16));
    }
}

static void add_block(uint32_t state[4], const unsigned char *block)
{
    uint32_t s[4];
    memcpy(s, state, sizeof s);
    for (unsigned step = 0; step < STEPS; step++) {
        uint32_t sum = s[0] + mixed(step, s, block) + sines[step];
        unsigned turn = turns[step / 16][step % 4];
        s[0] = s[3];
        s[3] = s[2];
        s[2] = s[1];
        s[1] += sum << turn | sum >> (32 - turn);
    }
    for (int i = 0; i < 4; i++)
        state[i] += s[i];
}

/* The rest of the text, a byte of 0x80, zeros, and the number of bits in eight bytes: one block or two. */
static void add_end(uint32_t state[4], const unsigned char *rest, size_t left, size_t length)
{
    unsigned char last[2 * BLOCK] = { 0 };
    size_t blocks = left < LENGTH_AT ? 1 : 2;
    if (left > 0)
        memcpy(last, rest, left);
    last[left] = 0x80;
    for (size_t i = 0; i < 8; i++)
        last[blocks * BLOCK - 8 + i] = (unsigned char)((uint64_t)length * 8 >> 8 * i);
    for (size_t i = 0; i < blocks; i++)
        add_block(state, last + i * BLOCK);
}

void md5(const unsigned char *data, size_t length, unsigned char *digest)
{
    uint32_t state[4] = { 0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476 };
    size_t whole = length - length % BLOCK;
    for (size_t i = 0; i < whole; i += BLOCK)
        add_block(state, data + i);
    add_end(state, data + whole, length - whole, length);
    for (size_t i = 0; i < MD5_BYTES; i++)
        digest[i] = (unsigned char)(state[i / 4] >> 8 * (i % 4));
}
