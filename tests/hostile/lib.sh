# shellcheck shell=sh disable=SC2034 # sourced by the runners of this folder
# hold SECONDS MIB ROWS_MIN ROWS_MAX STATUSES FILE [OPTION…]: statext extract in bounds of processor time and memory; its
# status one of STATUSES (as 0,3), its rows within the bounds (- : none), and what it writes fit for a strict reader.
# SLOWER times the seconds, for builds that are slow by design; MEMORY= switches the bound on memory off (sanitizers).
problems=0
inputs=0

wrong() {
	printf '%s\n' "$*"
	[ ! -s err ] || head -c 500 err
	problems=$((problems + 1))
}

limits() {
	[ -z "${MEMORY-1}" ] || ulimit -v $(($2 * 1024)) || exit 99
	ulimit -t $(($1 * ${SLOWER:-1})) || exit 99
}

strict_python='
import csv, json, sys
sys.stdout.reconfigure(errors="replace")
rows = [json.loads(line) for line in open("out.jsonl", encoding="utf-8", errors="strict", newline="\n")]
rows = [row for row in rows if "error" not in row]
csv.field_size_limit(1 << 30)
table = list(csv.reader(open("out.csv", encoding="utf-8", errors="strict", newline=""), strict=True))
assert len({len(row) for row in table}) == 1, "rows of the CSV differ in length"
assert len(table) == len(rows) + 1, "%d rows of CSV, %d of JSONL" % (len(table) - 1, len(rows))
names = table[0]
for cells, row in zip(table[1:], rows):
    for name, cell in zip(names, cells):
        value = row[name]
        assert name == "source" or (value is None) == (cell == ""), (name, cell, value)
        assert not cell[:1] in ("=", "+", "@", "\t", "\r"), ("a spreadsheet would run", name, cell)
    for name in ("quantity", "subject", "sentence"):
        for c in row[name] or "":
            assert not 0xD800 <= ord(c) <= 0xDFFF, "a lone surrogate"
'

hold() {
	seconds=$1 mib=$2 least=$3 most=$4 statuses=$5 file=$6
	shift 6
	inputs=$((inputs + 1))
	(limits "$seconds" "$mib" && exec "$statext" extract -f jsonl "$@" "$file" >out.jsonl 2>err)
	status=$?
	case ",$statuses," in
	*,$status,*) ;;
	*) wrong "$file: status $status, not one of $statuses" ;;
	esac
	[ "$status" != 3 ] || [ -s err ] || wrong "$file: status 3 without a message"
	rows=$(grep -vc '"error": *"' out.jsonl)
	[ "$least" = - ] || [ "$rows" -ge "$least" ] || wrong "$file: $rows rows, fewer than $least"
	[ "$most" = - ] || [ "$rows" -le "$most" ] || wrong "$file: $rows rows, more than $most"
	if LC_ALL=C grep -q "$(printf '[\001-\010\013-\037\177]')" out.jsonl err; then
		wrong "$file: control characters in the output or the messages"
	fi
	[ "$rows" -lt 10000 ] || return 0 # the reader below is slow
	"$statext" extract -f csv "$@" "$file" >out.csv 2>/dev/null
	[ -z "$python" ] || "$python" -c "$strict_python" 2>strict || wrong "$file: $(tail -n 1 strict)"
}

statext=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
python=$(command -v python3)
scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT
