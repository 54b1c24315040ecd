#!/bin/sh
# hostile.sh STATEXT FOLDER: files that were made to do harm. Of each: what status is right, and how many claims at least and
# at most. Skipped (77) where there is no such folder, or a format is not built.
statext=$1
folder=$2
failed=0
[ -d "$folder" ] || exit 77
command -v pdftotext >/dev/null || exit 77
"$statext" version | grep '^reads:.* pdf .*docx' >/dev/null || exit 77
scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT
TMPDIR=$scratch
export TMPDIR

while read -r file status least most; do
	timeout 60 "$statext" extract -f csv --columns value,quantity "$folder/$file" >"$scratch/claims" 2>"$scratch/messages"
	got=$?
	claims=$(($(wc -l <"$scratch/claims") - 1))
	rm -f "$scratch/claims"
	[ "$got" = "$status" ] && [ $claims -ge "$least" ] && [ $claims -le "$most" ] || {
		echo "$file: status $got, $claims claims (right: $status, $least to $most)"
		failed=1
	}
	[ "$status" != 3 ] || grep -F "$file: " "$scratch/messages" >/dev/null || {
		echo "$file: no message names it"
		failed=1
	}
	rm -f "$scratch/messages"
	[ -z "$(ls "$scratch")" ] || {
		echo "$file: left something behind: $(ls "$scratch")"
		failed=1
	}
done <<LIST
e41_xxe.docx 3 0 0
e43_many_entries.docx 0 1 1
e45_truncated.docx 3 0 0
e45_bad_crc.docx 3 0 0
e47_tracked_runs.docx 0 3 9
f49_ok.pdf 0 1 1
f49_truncated.pdf 3 0 0
f49_no_xref.pdf 3 0 0
f51_huge_count.pdf 3 0 0
f51_kids_repeat.pdf 3 0 0
f51_huge_numbers.pdf 3 0 0
f53_encrypted.pdf 3 0 0
f55_launch_js.pdf 0 1 1
f55_not_pdf.pdf 3 0 0
f55_bad_tounicode.pdf 1 0 0
LIST
exit $failed
