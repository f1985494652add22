/* home_rota.h: what home says of rotas and the lending shelf. RULES 8.1, 9.1. */
#ifndef BBS_HOME_ROTA_H
#define BBS_HOME_ROTA_H

#include "screens/rota/rota_rooms.h"

enum { HOME_ROTA_WAITS = 8, HOME_ROTA_STREET = 2 };
struct home_rota_line {
    bool thing; /* `id` is a thing; else a rota */
    int64_t id;
    const char *label; /* of what stands below the street; translated, not owned; "" on a narrow screen */
    char words[400], brief[160];
};
struct home_rota {
    struct home_rota_line waits[HOME_ROTA_WAITS]; /* private: a shared computer's screen counts them only */
    size_t wait_count;
    struct home_rota_line mine, hands; /* her next day, none on a shared computer; what lacks hands. id 0: none */
};
void home_rota_load(struct ui *ui, struct home_rota *out);

#endif
