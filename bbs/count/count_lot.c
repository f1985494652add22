/* count_lot.c: `bbs lot`: draws a lot again, from its pool and its seed lines. */
#include <stdlib.h>
#include <string.h>

#include "bbs/count/count.h"
#include "bbs/count/count_json.h"
#include "gettext.h"
#include "lot.h"

enum { KEY_MOST = 10000 }; /* it is hashed once for each that is drawn; published seeds have some hundred bytes */

struct request {
    const json_t *root;
    struct buffer *out;
    int64_t pool, select;
    enum lot_hash hash;
    struct buffer key;
};

static bool read_pool(struct request *request)
{
    if (!count_whole(json_object_get(request->root, "pool_size"), 1, LOT_POOL_MOST, &request->pool))
        return count_refuse(request->out, _("\"pool_size\" must be a whole number from 1 to %d."), LOT_POOL_MOST);
    if (!count_whole(json_object_get(request->root, "select"), 1, request->pool, &request->select))
        return count_refuse(request->out,
            _("\"select\" must be a whole number from 1 to %d: no more can be drawn than are in the pool."),
            (int)request->pool);
    return true;
}

static bool read_hash(struct request *request)
{
    static const char *const names[] = { [LOT_BLAKE2B] = "BLAKE2b-256", [LOT_MD5] = "MD5" };
    const char *name = json_string_value(json_object_get(request->root, "hash"));
    for (enum lot_hash hash = LOT_BLAKE2B; hash <= LOT_MD5; hash++)
        if (name != NULL && strcmp(name, names[hash]) == 0) {
            request->hash = hash;
            return true;
        }
    return count_refuse(request->out, _("\"hash\" must be \"BLAKE2b-256\" or \"MD5\"."));
}

static bool read_line(struct request *request, size_t at, const json_t *line)
{
    size_t count = json_array_size(line);
    if (count == 0)
        return count_refuse(request->out, _("seed line %zu: it must be a list of numbers, at least one."), at + 1);
    int64_t *numbers = xcalloc(count, sizeof *numbers);
    bool whole = true;
    for (size_t i = 0; i < count && whole; i++)
        whole = count_whole(json_array_get(line, i), 0, INT64_MAX, &numbers[i]) ||
                count_refuse(request->out, _("seed line %zu, number %zu: it must be a whole number, not below 0."),
                    at + 1, i + 1);
    if (whole)
        lot_key_add(&request->key, numbers, count);
    free(numbers);
    return whole;
}

static bool read_seed(struct request *request)
{
    const json_t *lines = json_object_get(request->root, "seed_lines");
    if (json_array_size(lines) == 0)
        return count_refuse(request->out, _("\"seed_lines\" must be a list of lists of numbers, at least one."));
    for (size_t i = 0; i < json_array_size(lines); i++)
        if (!read_line(request, i, json_array_get(lines, i)))
            return false;
    return request->key.length <= KEY_MOST ||
           count_refuse(request->out, _("\"seed_lines\" are too long: at most %d digits and signs."), KEY_MOST);
}

static void answer(const struct request *request)
{
    uint16_t *drawn = xcalloc((size_t)request->select, sizeof *drawn);
    json_t *list = json_array();
    lot_draw(request->hash, buffer_text(&request->key), (int)request->pool, (int)request->select, drawn);
    for (int64_t i = 0; i < request->select; i++)
        json_array_append_new(list, json_integer(drawn[i]));
    free(drawn);
    count_answer(json_pack("{s:s, s:o}", "key_string", buffer_text(&request->key), "drawn", list), request->out);
}

bool count_lot(const char *text, size_t length, struct buffer *out)
{
    json_t *root = count_object(text, length, out);
    struct request request = { .root = root, .out = out };
    bool good = root != NULL && read_pool(&request) && read_hash(&request) && read_seed(&request);
    if (good)
        answer(&request);
    buffer_clear(&request.key);
    json_decref(root);
    return good;
}
