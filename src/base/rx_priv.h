#ifndef SX_BASE_RX_PRIV_H
#define SX_BASE_RX_PRIV_H

#include "base/rx.h"

/* rx_refuse.c: -1 with *at and err set where the pattern holds what is refused; guarded: a repeat without
 * end inside another, too. */
int sx_rx_refuse(struct sx_str pattern, bool guarded, size_t *at, struct sx_err *err);

#endif
