#!/usr/bin/env bash
# Feeds each reader of files of unknown origin with bytes that nobody has thought of, under AddressSanitizer and
# UndefinedBehaviorSanitizer. The last line is "N passed, N failed". What breaks one is kept in build/artifacts/.
#   run.sh [SECONDS [READER...]]     seconds for each (default 10)
source "$(dirname "${BASH_SOURCE[0]}")/../../tools/lib.sh"

readers=(json jcs jsonld rdfc jwt credential png svg zip pathway portfolio backup)
seconds=${1:-10}
[ $# -lt 2 ] || readers=("${@:2}")

cd "$CAIRN_ROOT"
tools/ninja.sh asan cairn_fuzz
seeds=build/asan/fuzz/seeds
artifacts=$PWD/build/artifacts
mkdir -p "$artifacts"
rm -rf "$seeds"

# seed READER FILE...: what it begins with; larger files would only make it slow.
seed() {
    local reader=$1 file
    shift
    mkdir -p "$seeds/$reader"
    for file in "$@"; do
        [ ! -f "$file" ] || [ "$(stat -c %s "$file")" -gt 131072 ] || cp "$file" "$seeds/$reader/$(tr / _ <<<"$file")"
    done
}
# A stored portfolio as one text, as tests/fuzz/file_readers.cpp takes it apart.
stored() {
    (cd "$1" && find . -type f -name '*.json' | sort | while read -r file; do
        printf '@%s\n' "${file#./}"
        cat "$file"
        echo
    done)
}

shopt -s nullglob
documents=(tests/data/badges/*.json tests/data/bundles/*.json tests/data/tokens/*.json)
seed json "${documents[@]}" tests/data/invalid/*.json
seed jcs "${documents[@]}"
seed jsonld "${documents[@]}"
seed jwt tests/data/tokens/*.jwt
seed credential "${documents[@]}"
seed zip tests/data/zip/*.zip tests/data/bundles/*.zip tests/data/invalid/*.zip
seed pathway assets/pathways/*.json
for version in tests/data/stored/v*; do
    mkdir -p "$seeds/portfolio" "$seeds/backup"
    stored "$version" >"$seeds/portfolio/${version##*/}"
    {
        stored "$version"
        printf '@portfolio.json\n{"checksum":"","format":"cairn-whole-portfolio","made":"2026-01-15T12:00:00Z","version":1}\n'
    } >"$seeds/backup/${version##*/}"
done

# one READER: what it has learned stays in build/asan/fuzz/corpus.
one() {
    local reader=$1 folders=() folder log=build/asan/fuzz/$1.log
    mkdir -p "build/asan/fuzz/corpus/$reader"
    for folder in "build/asan/fuzz/corpus/$reader" "tests/data/fuzz/$reader" "$seeds/$reader"; do
        [ ! -d "$folder" ] || folders+=("$folder")
    done
    if ASAN_OPTIONS=detect_leaks=1 UBSAN_OPTIONS=print_stacktrace=1 build/asan/cairn_fuzz "$reader" "${folders[@]}" \
        -dict=tests/fuzz/words.dict -max_total_time="$seconds" -max_len=65536 -timeout=20 -rss_limit_mb=2048 \
        -artifact_prefix="$artifacts/fuzz-$reader-" -print_final_stats=1 >"$log" 2>&1; then
        echo "passed: $reader, $(sed -n 's/^stat::number_of_executed_units: *//p' "$log") inputs"
    else
        tail -n 60 "$log"
        echo "failed: $reader"
    fi
}
export -f one
export seeds seconds artifacts
printf '%s\n' "${readers[@]}" | xargs -P "$(nproc)" -I READER bash -c 'one READER' | tee build/asan/fuzz/answers
passed=$(grep -c '^passed: ' build/asan/fuzz/answers) || passed=0
echo "$passed passed, $((${#readers[@]} - passed)) failed"
[ "$passed" = "${#readers[@]}" ]
