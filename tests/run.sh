#!/usr/bin/env bash
# Runs every test there is. The last line is exactly "N passed, N failed, N skipped".
source "$(dirname "${BASH_SOURCE[0]}")/../tools/lib.sh"

stages=(format layers command asan fuzz wasm tidy seam build page interop promises)

usage() {
    cat <<TEXT
Usage: tests/run.sh [--only STAGE]... [--long] [--fresh]

  (nothing)       install what the tests need, then run every stage
  --only STAGE    that stage alone (again for more): ${stages[*]}
  --long          the long versions too (CAIRN_LONG=1): more kills, damages and random sequences (much slower)
  --fresh         both commands of the README on a fresh Debian 12 in a folder (needs root)
  --help          this text

Exit code 0: nothing failed. What tests leave to look at is in build/artifacts/.
CAIRN_TEST_LIMIT: seconds that all of it should take; more is said at the end (default 1800; 7500 with --long).
CAIRN_STANDARDS names the folder of third-party schemas and vectors (default ../shared/standards); without
it those tests are skipped, each by its name.
TEXT
}

chosen=()
long=
while [ $# -gt 0 ]; do
    case $1 in
    -h | --help) usage && exit 0 ;;
    --long) long=1 ;;
    --fresh) exec "$CAIRN_ROOT/tests/fresh.sh" ;;
    --only)
        [ $# -ge 2 ] && [[ " ${stages[*]} " == *" $2 "* ]] || { usage >&2 && die "--only needs one of: ${stages[*]}"; }
        chosen+=("$2")
        shift
        ;;
    *) usage >&2 && die "\"$1\" is not understood" ;;
    esac
    shift
done
[ "${#chosen[@]}" -gt 0 ] || chosen=("${stages[@]}")

cd "$CAIRN_ROOT"
tools/needs.sh tests
PATH=$(tools/node.sh):$PATH
export PATH
if [ -z "${CAIRN_STANDARDS:-}" ] && [ -d ../shared/standards ]; then
    CAIRN_STANDARDS=$(cd ../shared/standards && pwd)
fi
[ -z "${CAIRN_STANDARDS:-}" ] || export CAIRN_STANDARDS
export CAIRN_ARTIFACTS=$CAIRN_ROOT/build/artifacts
longest=1500
if [ -n "$long" ]; then
    export CAIRN_LONG=1
    longest=7200
fi
mkdir -p "$CAIRN_ARTIFACTS" build/tests

limit=${CAIRN_TEST_LIMIT:-$((longest + 300))}
passed=0
failed=0
skipped=0
summary=()

count() {
    passed=$((passed + $1))
    failed=$((failed + $2))
    skipped=$((skipped + $3))
}

# once NAME COMMAND...: a stage that is one test. Its words are shown when it fails.
once() {
    local name=$1
    shift
    if quietly "build/tests/$name.log" "$@"; then count 1 0 0; else count 0 1 0; fi
}

# Something that the tests stand on could not be had: that is a failure, not a skip.
built() {
    quietly "build/tests/build-$1.log" "${@:2}" && return 0
    echo "FAILED: $1 could not be built, so its tests did not run"
    count 0 1 0
    return 1
}

# doctest NAME COMMAND...: counts the cases; a case that says "SKIPPED: its name: why" is no pass. The cases are run in
# shares, as many at a time as there are processors.
doctest() {
    local name=$1 shares=12 total share log code p f s
    shift
    total=$("$@" --count --no-colors=true 2>&1 | sed -n 's/.*passing the current filters: //p') || total=
    if [ -z "$total" ] || [ "$total" -lt "$shares" ]; then
        echo "FAILED: $name could not say how many tests there are"
        count 0 1 0
        return
    fi
    rm -f build/tests/"$name".*.log
    # shellcheck disable=SC2016  # the inner shell's own words
    seq "$shares" | xargs -P "$(nproc)" -I SHARE bash -c '
        share=SHARE log=build/tests/$1.SHARE.log total=$2 shares=$3 code=0
        timeout "$4" "${@:5}" --no-colors=true --first=$(((share - 1) * total / shares + 1)) --last=$((share * total / shares)) >"$log" 2>&1 || code=$?
        printf "\ncode %s\n" "$code" >>"$log"
    ' bash "$name" "$total" "$shares" "$longest" "$@"
    for share in $(seq "$shares"); do
        log=build/tests/$name.$share.log
        p=$((share * total / shares - (share - 1) * total / shares))
        code=$(sed -n '$s/^code //p' "$log")
        f=$(sed -nE 's/^\[doctest\] test cases:.*\| +([0-9]+) failed.*/\1/p' "$log" | tail -n 1)
        s=$(grep -ac '^SKIPPED: ' "$log") || s=0
        if [ -z "$f" ]; then
            cat "$log"
            echo "FAILED: $name ended with code $code before it could say how many tests passed"
            count 0 1 0
            continue
        fi
        grep -a '^SKIPPED: ' "$log" || true
        # A sanitizer's or a crash's word after the last test counts too.
        [ "$code" = 0 ] || [ "$f" != 0 ] || f=1
        [ "$f" = 0 ] || cat "$log"
        count $((p - f - s)) "$f" "$s"
    done
}

# node_tests NAME FLAGS... -- FILES...: node's own runner; its report is shown when something failed.
node_tests() {
    local name=$1 flags=() tap log code=0 p f c s
    shift
    while [ "$1" != -- ]; do
        flags+=("$1")
        shift
    done
    shift
    tap=build/tests/$name.tap
    log=build/tests/$name.log
    if [ $# = 0 ] || [ ! -e "$1" ]; then
        echo "FAILED: $name has no tests"
        count 0 1 0
        return
    fi
    timeout "$longest" node --test "${flags[@]}" --test-reporter=tap --test-reporter-destination="$tap" \
        --test-reporter=spec --test-reporter-destination="$log" "$@" </dev/null || code=$?
    tally() { sed -n "s/^# $1 //p" "$tap" | tail -n 1; }
    p=$(tally pass) f=$(tally fail) c=$(tally cancelled) s=$(tally skipped)
    if [ -z "$p" ] || { [ "$code" != 0 ] && [ "$((f + c))" = 0 ]; }; then
        cat "$log"
        echo "FAILED: $name ended with code $code before it could say how many tests passed"
        count 0 1 0
        return
    fi
    sed -n 's/^ *ok [0-9]* - \(.*\) # SKIP\(.*\)/SKIPPED: \1:\2/p' "$tap"
    [ "$((f + c))" = 0 ] || cat "$log"
    count "$p" "$((f + c))" "$s"
}

stage_format() {
    once format bash -c 'find src tests \( -name "*.hpp" -o -name "*.cpp" -o -name "*.h" \) -print0 | xargs -0 clang-format-19 --dry-run -Werror'
}
stage_layers() { node_tests layers -- tests/layers/*.test.mjs; }
stage_command() {
    built native tools/ninja.sh native cairn_cli || return 0
    node_tests command -- tests/command/*.test.mjs
}
# Every suite of C++ runs once on this machine, and that under the sanitizers.
stage_asan() {
    built asan tools/ninja.sh asan cairn_tests || return 0
    doctest asan env ASAN_OPTIONS=detect_leaks=1 UBSAN_OPTIONS=print_stacktrace=1 build/asan/cairn_tests
}
# Ten seconds for each reader; the long version takes ten minutes. A finding is in build/artifacts/.
stage_fuzz() {
    local answers
    answers=$(tests/fuzz/run.sh "$([ -n "${CAIRN_LONG:-}" ] && echo 600 || echo 10)") || true
    echo "$answers"
    if [[ "$answers" =~ ([0-9]+)\ passed,\ ([0-9]+)\ failed$ ]]; then
        count "${BASH_REMATCH[1]}" "${BASH_REMATCH[2]}" 0
    else
        echo "FAILED: the readers under libFuzzer could not be built or run"
        count 0 1 0
    fi
}
stage_wasm() {
    built wasm tools/ninja.sh web cairn_core_tests || return 0
    doctest wasm node build/web/cairn_core_tests.cjs
}
stage_tidy() {
    # What is generated, and the headers that are compiled once, are what its commands name.
    built native tools/ninja.sh native cairn_cli cairn_layer_headers cairn_shader_header || return 0
    once tidy node tests/tidy.mjs
}
stage_seam() { node_tests seam -- tests/seam/*.test.mjs; }
stage_build() {
    built page ./build-wasm.sh || return 0
    node_tests build -- tests/build/*.test.mjs
}
stage_page() {
    built page ./build-wasm.sh || return 0
    built native tools/ninja.sh native cairn_cli || return 0
    # What an earlier run left must not stand for this one; the bundles that the suites made stay.
    find "${CAIRN_ARTIFACTS:?}" -mindepth 1 -maxdepth 1 ! -name 'native-bundle*.json' -exec rm -rf {} +
    # Two browsers at a time: no test of the page measures time (bench/page.mjs does, by itself), and each waits a lot.
    node_tests page --test-concurrency=2 -- tests/page/*.test.mjs
}
stage_interop() { node_tests interop -- tests/interop/*.test.mjs; }
stage_promises() { node_tests promises -- tests/promises.test.mjs; }

for stage in "${chosen[@]}"; do
    say "Stage $stage"
    before=("$passed" "$failed" "$skipped")
    begun=$SECONDS
    "stage_$stage"
    line=$(printf '%-9s %4d passed, %d failed, %d skipped (%d s)' "$stage" $((passed - before[0])) $((failed - before[1])) $((skipped - before[2])) $((SECONDS - begun)))
    summary+=("$line")
    echo "$line"
done

echo
# A slow machine is no fault of the code: it is said, not counted.
[ "$SECONDS" -lt "$limit" ] || echo "SLOW: the tests took $SECONDS s; they should take less than $limit s"
[ -n "${CAIRN_STANDARDS:-}" ] || echo "Third-party standards were not found (../shared/standards): their tests were skipped."
printf '%s\n' "${summary[@]}"
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ] && [ "$passed" -gt 0 ]
