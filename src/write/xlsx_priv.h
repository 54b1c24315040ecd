/* A finished workbook, looked at before it is given away. */
#ifndef SX_WRITE_XLSX_PRIV_H
#define SX_WRITE_XLSX_PRIV_H

#include "base/err.h"

#include <stdint.h>

/* -1 unless the archive says that its sheet N (from 1) has at least least[N - 1] bytes: the library does not look
 * whether the disk took all of it. */
int sx_xlsx_check(int fd, const char *name, const uint64_t *least, uint32_t sheets, struct sx_err *err);

#endif
