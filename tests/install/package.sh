#!/bin/sh
# package.sh SOURCE BUILD: makes a .deb of BUILD and looks into it. CTest sets CMAKE, CPACK and LIBDIR.
set -eu
source=$1
build=$2
for tool in dpkg-deb dpkg-shlibdeps file; do
	command -v $tool >/dev/null || {
		echo "skipped: it needs $tool"
		exit 77
	}
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
LC_ALL=C
export LC_ALL

fail() {
	echo "package test: $*" >&2
	exit 1
}

"$CPACK" --config "$build/CPackConfig.cmake" -G DEB -B "$work/made" >"$work/log" 2>&1 || {
	cat "$work/log" >&2
	fail "cpack makes no package"
}
deb=$(ls "$work"/made/*.deb)
case $(basename "$deb") in
statext_*_*.deb) ;;
*) fail "the package is called $(basename "$deb")" ;;
esac

# What `cmake --install` puts there and nothing else, but for what Debian wants otherwise.
dpkg-deb --fsys-tarfile "$deb" | tar -tf - | sed '/\/$/d; s|^\./usr/||' | sort >"$work/files"
{
	sed "s|^LIBDIR/|$LIBDIR/|; s|LICENSE$|copyright|; s|statext\.1$|&.gz|" "$source/tests/install/MANIFEST"
	cd "$source/docs" && printf 'share/doc/statext/%s\n' *.md
} | sort >"$work/expected"
diff -u "$work/expected" "$work/files" || fail "its files are not those of tests/install/MANIFEST and docs/"

field() {
	dpkg-deb --field "$deb" "$1"
}
for library in libc6 libcsv libpcre2-8-0 zlib1g; do
	field Depends | grep "$library" >/dev/null || fail "it does not depend on $library: $(field Depends)"
done
for program in gnuplot-nox poppler-utils; do
	field Recommends | grep "$program" >/dev/null || fail "it does not recommend $program"
done
[ -n "$(field Maintainer)" ] && [ -n "$(field Description)" ] || fail "it lacks a field"
# Who runs what: the linker's cache is brought up to date, and nothing else happens.
dpkg-deb --control "$deb" "$work/control"
! grep -v '^#!\|^set -e$\|ldconfig\|^if\|^fi\|^$' "$work"/control/post* >&2 || fail "its scripts do more"

dpkg-deb --extract "$deb" "$work/root"
echo 'The farm keeps 40 sheep.' | "$work/root/usr/bin/statext" extract -f csv --columns value,subject - >"$work/claims"
printf 'value,subject\n40,sheep\n' | diff -u - "$work/claims" || fail "the program in it does not run"
if readelf -S "$work/root/usr/bin/statext" | grep debug_info >/dev/null; then
	fail "the program in it was not stripped"
fi
