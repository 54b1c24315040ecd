/* Every figure that scripts/draw_samples makes, measured as test_plot_geometry.c measures figures of random claims. The
 * folder is drawn by the test before this one. */
#include "base/file.h"

#include "plot/svgmarks.h"

#include <dirent.h>

static void check(const char *folder, const char *name)
{
	char path[1024];
	struct sx_buf svg = { 0 };
	struct sx_err err = { 0 };
	snprintf(path, sizeof path, "%s/%s", folder, name);
	cr_assert_eq(sx_read_file(&svg, path, 1 << 24, &err), 0, "%s", err.text);
	const char *width = strstr(svg.p, "width=\"");
	double width_mm = width ? strtod(width + strlen("width=\""), NULL) : 0;
	cr_expect_gt(width_mm, 88, "%s is %g mm wide", name, width_mm);
	size_t ranges = svg_check(&svg, width_mm, path);
	cr_expect_geq(ranges, 1, "%s: no mark", name);
	sx_buf_release(&svg);
}

static size_t check_folder(const char *folder)
{
	DIR *dir = opendir(folder);
	size_t n = 0;
	if (!dir)
		return 0;
	for (struct dirent *entry; (entry = readdir(dir));) {
		size_t length = strlen(entry->d_name);
		if (length > 4 && strcmp(entry->d_name + length - 4, ".svg") == 0) {
			check(folder, entry->d_name);
			n++;
		}
	}
	closedir(dir);
	return n;
}

Test(plot_gallery, every_figure)
{
	static const char *const folders[] = { SX_GALLERY "/89mm", SX_GALLERY "/183mm", SX_GALLERY "/89mm/all" };
	if (!check_folder(folders[0]))
		cr_skip_test("no figures were drawn: gnuplot is not installed");
	for (size_t i = 0; i < 3; i++)
		cr_expect_geq(check_folder(folders[i]), i < 2 ? 15 : 5, "%s", folders[i]);
}
