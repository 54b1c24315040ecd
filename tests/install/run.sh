#!/bin/sh
# run.sh SOURCE BUILD: installs BUILD under a temporary prefix and tries what is there. CTest sets CMAKE, CC, NM, LIBDIR and
# EXTRA_FLAGS (sanitizers, coverage).
set -eu
source=$1
build=$2
here=$source/tests/install
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
LC_ALL=C
export LC_ALL

fail() {
	echo "install test: $*" >&2
	exit 1
}

same() {
	diff -u "$1" "$2" || fail "$3"
}

"$CMAKE" --install "$build" --prefix "$work/first" >/dev/null

(cd "$work/first" && find . ! -type d | sed "s|^\./$LIBDIR/|LIBDIR/|; s|^\./||" | sort) >"$work/files"
{ cat "$here/MANIFEST" && cd "$source/docs" && printf 'share/doc/statext/%s\n' *.md; } | sort >"$work/expected"
same "$work/expected" "$work/files" "the installed files are not those of tests/install/MANIFEST and docs/"

# The tree may be moved: nothing in it names where it was installed.
mv "$work/first" "$work/moved"
prefix=$work/moved
lib=$prefix/$LIBDIR
PKG_CONFIG_PATH=$lib/pkgconfig
LD_LIBRARY_PATH=$lib
export PKG_CONFIG_PATH LD_LIBRARY_PATH
pkg-config --validate statext || fail "statext.pc is not valid"

# Only the names of statext.h are to be seen.
"$NM" -D --defined-only "$lib/libstatext.so" >"$work/names"
"$NM" -g --defined-only "$lib/libstatext.a" >>"$work/names"
if grep -E ' [A-TV-Z] ' "$work/names" | grep -v ' sx_statext_\| __gcov_\| mangle_path$' >&2; then # libgcov's in its builds
	fail "the library gives away these names"
fi

# The header is clean C and C++.
echo '#include <statext/statext.h>' >"$work/header.c"
for standard in c99 c17; do
	"$CC" -std=$standard -Wall -Wextra -Wpedantic -Werror -fsyntax-only -I"$prefix/include" "$work/header.c" ||
		fail "statext.h is not clean $standard"
done
for standard in c++11 c++20; do
	c++ -x c++ -std=$standard -Wall -Wextra -Wpedantic -Werror -fsyntax-only -I"$prefix/include" "$work/header.c" ||
		fail "statext.h is not clean $standard"
done

# compile NAME FILE [pkg-config options]
compile() {
	name=$1
	file=$2
	shift 2
	# shellcheck disable=SC2046,SC2086 # lists of flags
	"$CC" -std=c17 -Wall -Wextra -Werror $EXTRA_FLAGS "$file" -o "$work/$name" \
		$(pkg-config "$@" --cflags --libs statext) -pthread || fail "$name does not build: $*"
}

try() {
	compile claims "$source/examples/claims.c" "$@"
	compile face "$here/face.c" "$@"
	"$work/claims" "$here/note.txt" 2014-06-03 >"$work/claims.out" || fail "the example fails"
	same "$here/claims.expected" "$work/claims.out" "the example finds other claims"
	"$work/face" || fail "the library does not keep what statext.h says"
}

try
rm "$lib"/libstatext.so*
unset LD_LIBRARY_PATH
try --static

EXTRA_FLAGS="$EXTRA_FLAGS -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc"
compile nomem "$here/nomem.c" --static
"$work/nomem" || fail "the library does not survive a lack of memory"

"$prefix/bin/statext" extract --date 2014-06-03 -f csv --columns comparator,value,low,high,unit,subject "$here/note.txt" \
	>"$work/program.csv" || fail "the installed program fails"
sed '1d; s/,/\t/g' "$work/program.csv" >"$work/program.out"
same "$here/claims.expected" "$work/program.out" "program and library differ"
