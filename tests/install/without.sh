#!/bin/sh
# without.sh SOURCE BUILD: builds the program without the libraries of single formats and runs the text tests of formats with
# it: those that need one are skipped, and those for "known but not built" are not. CTest sets CMAKE and CC.
set -eu
source=$1
build=$2
"$CMAKE" -S "$source" -B "$build" -DCMAKE_BUILD_TYPE=Debug -DSX_FORMAT_LIBRARIES=OFF -DSX_TESTS=OFF >/dev/null
"$CMAKE" --build "$build" --parallel 2 --target statext >/dev/null
ran=0
for case in "$source"/tests/text/cli/not_built* "$source"/tests/text/cli/version "$source"/tests/text/formats/*/ \
	"$source"/tests/text/read/*/; do
	status=0
	sh "$source/tests/text/run" "$build/src/cli/statext" "$case" || status=$?
	case $status in
	0) ran=$((ran + 1)) ;;
	77) ;;
	*)
		echo "without format libraries: $case fails" >&2
		exit 1
		;;
	esac
done
[ "$ran" -ge 8 ] || {
	echo "without format libraries: only $ran tests ran" >&2
	exit 1
}
