#!/usr/bin/env bash
# Configures a preset and builds targets of it, one build at a time for each preset: two of them in one folder would
# write over each other.
#   ninja.sh PRESET [TARGET...]
source "$(dirname "$0")/lib.sh"

cd "$CAIRN_ROOT"
preset=$1
shift
mkdir -p build
exec 9>"build/.$preset.lock"
flock 9
quietly "build/configure-$preset.log" cmake --preset "$preset" ||
    die "CMake could not configure the $preset build; its words are in build/configure-$preset.log"
ninja -C "build/$preset" --quiet "$@" >&2 || die "the $preset build failed; the compiler's words are above"
