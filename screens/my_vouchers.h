/* my_vouchers.h: the page of those who help a member in if she loses her password, a part of settings. Private to
 * screens/. */
#ifndef BBS_MY_VOUCHERS_H
#define BBS_MY_VOUCHERS_H

#include "screens/ui.h"

extern const struct screen_type screen_my_vouchers;

#endif
