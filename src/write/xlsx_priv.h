/* What a workbook's cell can hold; and a finished workbook, looked at before it is given away. */
#ifndef SX_WRITE_XLSX_PRIV_H
#define SX_WRITE_XLSX_PRIV_H

#include "base/buf.h"
#include "base/decimal.h"
#include "base/err.h"

#include <stdint.h>

/* A text as XML and the format want it: no controls, no _x0041_ that would be read as one, no more than a cell holds.
 * It is `out`'s, which may have failed. */
const char *sx_xlsx_text(struct sx_buf *out, struct sx_str s);

/* The nearest double; false: it and a spreadsheet do not hold all the number's digits. */
bool sx_xlsx_number(const struct sx_decimal *d, double *value);

/* -1 unless the archive says that its sheet N (from 1) has at least least[N - 1] bytes: the library does not look
 * whether the disk took all of it. */
int sx_xlsx_check(int fd, const char *name, const uint64_t *least, uint32_t sheets, struct sx_err *err);

#endif
