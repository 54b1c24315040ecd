/* Which year's spring "last spring" is. */
#include "norm/norm_priv.h"

int sx_season_year(int first, int step, struct sx_date today)
{
	if (!today.year)
		return 0;
	if (step < 0)
		return today.year - (today.month < first % 12 + 3);
	if (step > 0)
		return today.year + (today.month >= first) + (first == 12);
	return today.year + (first == 12 && today.month > 8);
}
