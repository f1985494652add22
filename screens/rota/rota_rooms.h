/* rota_rooms.h: the pages of rotas and of the lending shelf. RULES 8.1. Private to screens/. */
#ifndef BBS_ROTA_ROOMS_H
#define BBS_ROTA_ROOMS_H

#include "rota.h"
#include "screens/ui/subject.h"
#include "shelf.h"
#include "when.h"

extern const struct screen_type screen_rotas, screen_rota, screen_shelf, screen_thing, screen_rota_form;
extern const struct page_subject rota_pages;

/* "today", "Thursday", "Thursday 3 December". `day` is a day number of when.h. Returns `out`. */
static inline const char *rota_day_words(const struct ui *ui, int64_t day, char out[WHEN_BYTES])
{
    return when_say_day(day, when_day(ui_now(ui)), out);
}

#endif
