#!/usr/bin/env bash
# Builds the page, then runs every measurement in this folder (bench/*.mjs) and prints its table. For figures that can
# be compared, nothing else should run on the machine.
#   bench/run.sh [FILE.mjs...]
source "$(dirname "$0")/../tools/lib.sh"

cd "$CAIRN_ROOT"
tools/needs.sh tests
./build-wasm.sh
PATH=$(tools/node.sh):$PATH
export PATH
files=("$@")
[ "${#files[@]}" -gt 0 ] || files=(bench/*.mjs)
[ -e "${files[0]}" ] || die "bench/ holds no measurement"
for file in "${files[@]}"; do
    node "$file" || die "$file failed"
done
