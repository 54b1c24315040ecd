# shellcheck shell=sh disable=SC2034 # the lists are for those who source this
# What building, testing and drawing need, and how to get it. Sourced by scripts/demo, scripts/test and .ci/run.
# A line of a list: the Debian package, then a probe that succeeds where the thing is there already.

needs_build='
gcc              has_command cc
libc6-dev        has_header stdio.h
make             has_command make
cmake            has_cmake
pkg-config       has_command pkg-config
libpcre2-dev     has_header pcre2.h -DPCRE2_CODE_UNIT_WIDTH=8
libcsv-dev       has_header csv.h
zlib1g-dev       has_header zlib.h'

# One each for a format: without them the program builds all the same, and says so of the format.
needs_read='
libzstd-dev      has_header zstd.h
libzip-dev       has_header zip.h
libexpat1-dev    has_header expat.h
poppler-utils    has_command pdftotext
libxlsxwriter-dev has_header xlsxwriter.h'

needs_draw='
gnuplot-nox      has_command gnuplot
fontconfig       has_command fc-match
fonts-liberation has_font Liberation'

needs_test='
g++              has_command c++
libcriterion-dev has_header criterion/criterion.h
unzip            has_command unzip'

needs_package='
dpkg-dev         has_command dpkg-shlibdeps
file             has_command file'

# Where packages are made at all, the tests make one.
! command -v dpkg-deb >/dev/null || needs_test="$needs_test$needs_package"

needs_fuzz='
clang            has_command clang
libclang-rt-14-dev has_libfuzzer'

say() {
	printf '%s\n' "$*" >&2
}

die() {
	say "$(basename "$0"): $*"
	exit 2
}

has_command() {
	command -v "$1" >/dev/null 2>&1
}

has_header() {
	header=$1
	shift
	printf '#include <%s>\n' "$header" | cc "$@" -E - >/dev/null 2>&1
}

has_font() {
	fc-list 2>/dev/null | grep "$1" >/dev/null
}

# CMakePresets.json is of version 6, which came with CMake 3.25.
has_cmake() {
	cmake --version 2>/dev/null | awk '/^cmake version/ { split($3, v, "."); found = v[1] * 1000 + v[2] >= 3025 } END { exit !found }'
}

# clang comes with it, or with a package of its own for each version.
has_libfuzzer() {
	echo 'int LLVMFuzzerTestOneInput(const char *p, unsigned long n); int LLVMFuzzerTestOneInput(const char *p, unsigned long n) { return !p && n; }' |
		clang -fsanitize=fuzzer -x c - -o /dev/null 2>/dev/null
}

# The packages of a list whose probes fail, one a line.
missing() {
	printf '%s\n' "$1" | while read -r package probe; do
		[ -z "$package" ] || eval "$probe" </dev/null || printf '%s\n' "$package"
	done
}

as_root() {
	if [ "$(id -u)" = 0 ]; then
		env "$@"
	elif has_command sudo; then
		sudo env "$@"
	else
		die "run this as root, or install sudo; it wants to run: $*"
	fi
}

apt_install() {
	say "installing:" "$@"
	set -- DEBIAN_FRONTEND=noninteractive apt-get -y -q -o Acquire::Retries=3 -o DPkg::Lock::Timeout=300 \
		install --no-install-recommends "$@"
	# A source that cannot be reached need not be one of ours: the installation decides.
	as_root DEBIAN_FRONTEND=noninteractive apt-get -q -o Acquire::Retries=3 -o DPkg::Lock::Timeout=300 update \
		</dev/null >&2 || say "apt-get update had problems; going on with the lists that are there"
	as_root "$@" </dev/null >&2 ||
		die "apt-get could not install all of it (see above); on Ubuntu these packages are in 'universe'"
}

# install_needs LIST…: get what is missing, or say what to install.
install_needs() {
	wanted=$(printf '%s\n' "$@")
	lacking=$(missing "$wanted")
	[ -n "$lacking" ] || return 0
	has_command apt-get || no_apt
	# shellcheck disable=SC2086 # one word a package
	apt_install $lacking
	lacking=$(missing "$wanted")
	# shellcheck disable=SC2086 # on one line
	[ -z "$lacking" ] || die "installed, but still not usable:" $lacking \
		"(needed: Debian 12 or later, Ubuntu 24.04 or later; CMake 3.25 or later)"
}

no_apt() {
	say "This system has no apt-get, so nothing was installed. What is missing, by its name in Debian:"
	say "$lacking"
	say "That is, as far as it is listed: a C17 compiler (and a C++ one for the tests), make, CMake 3.25 or later,"
	say "pkg-config, PCRE2 10.40 or later, libcsv, zlib, zstd, libzip, expat, libxlsxwriter and Criterion 2.4 or later with headers,"
	say "pdftotext, unzip, gnuplot 5.4 or later with its cairo terminals, fontconfig, and the Liberation fonts."
	say "Install these with the system's package manager and run the script again."
	exit 2
}

cores() {
	getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2
}

# build PRESET [cmake options]: configure and build under build/PRESET. A tree that was copied or moved with its
# build folder is configured anew.
build() {
	preset=$1
	shift
	fresh=
	cache=build/$preset/CMakeCache.txt
	if [ -f "$cache" ] && ! grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$(pwd -P)" "$cache"; then
		fresh=--fresh
	fi
	cmake $fresh --preset "$preset" "$@" >&2
	cmake --build --preset "$preset" --parallel "$(cores)" >&2
}
