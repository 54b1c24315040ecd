/* The checksum of PNG chunks: CRC-32 of ISO 3309. */
#ifndef SX_PLOT_CRC_PRIV_H
#define SX_PLOT_CRC_PRIV_H

#include "base/str.h"

#include <stdint.h>

uint32_t sx_crc32(struct sx_str bytes);

#endif
