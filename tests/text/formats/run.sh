#!/bin/sh
# run.sh CONVERT CASE.jsonl: the case in every format is what stands beside it, and comes back from each the same.
set -eu
convert=$1 case=${2%.jsonl}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
"$convert" jsonl jsonl "$case.jsonl" > "$scratch/all"
for format in csv tsv jsonl md table; do
	"$convert" jsonl $format "$case.jsonl" > "$scratch/$format"
	if [ -e "$case.$format" ] && [ $format != jsonl ]; then
		diff -u "$case.$format" "$scratch/$format"
	fi
done
for format in csv tsv jsonl; do
	"$convert" $format jsonl "$scratch/$format" > "$scratch/back"
	diff -u "$scratch/all" "$scratch/back"
done
