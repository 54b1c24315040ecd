/* Tables back in: claims, or an error that says where. */
#include "target.h"

#include "load/load.h"

int fuzz_load(const uint8_t *data, size_t size)
{
	struct sx_str bytes = { (const char *)data, size };
	enum sx_load_format format;
	sx_load_sniff(bytes, &format);
	for (format = SX_LOAD_CSV; format <= SX_LOAD_JSONL; format++) {
		struct sx_err err = { 0 };
		struct sx_claims claims = { 0 };
		int status = sx_load(&claims, bytes, format, "table", &err);
		target_require(status == 0 || (err.text[0] && err.code != SX_OK), "a failure is told");
		sx_claims_release(&claims);
	}
	return 0;
}
