#!/usr/bin/env bash
# Installs what is missing for a purpose, and does nothing when all is there.
#   needs.sh build   what ./build-wasm.sh takes
#   needs.sh tests   what tests/run.sh takes besides
source "$(dirname "$0")/lib.sh"

build_packages=(ca-certificates cmake ninja-build glslang-tools)
test_packages=(clang-19 lld-19 llvm-19 libc++-19-dev libc++abi-19-dev libclang-rt-19-dev
    libssl-dev clang-format-19 clang-tidy-19 chromium brotli)

# npm_modules all|build: what package-lock.json pins; again only when it changed or when less was installed.
npm_modules() {
    local wanted=$1 mark=node_modules/.cairn-$1 lock
    lock=$(sha256sum package-lock.json package.json | sha256sum | cut -d ' ' -f 1)
    [ "$(cat node_modules/.cairn-all 2>/dev/null)" != "$lock" ] || return 0
    [ "$(cat "$mark" 2>/dev/null)" != "$lock" ] || return 0
    say "Installing modules from npm"
    local omit=()
    [ "$wanted" = all ] || omit=(--omit=dev)
    npm ci "${omit[@]}" >"$CAIRN_CACHE/npm.log" 2>&1 || die "npm ci failed; its words are in $CAIRN_CACHE/npm.log"
    echo "$lock" >"$mark"
}

command_or_package() {
    have "$1" || install_packages "$2"
}

cd "$CAIRN_ROOT"
purpose=${1:-}
case $purpose in
build)
    if is_debian; then
        install_packages "${build_packages[@]}"
        command_or_package node nodejs
        command_or_package npm npm
    fi
    for tool in cmake ninja glslangValidator node npm; do
        have "$tool" || die "$tool is missing: install it and run this again"
    done
    version_at_least "$(node --version | tr -d v)" 18 || die "Node $(node --version) is too old: 18 or newer is needed"
    locked npm npm_modules "${CAIRN_MODULES:-build}"
    ;;
tests)
    CAIRN_MODULES=all "$0" build
    if is_debian; then
        install_packages "${test_packages[@]}"
    fi
    for tool in clang++-19 clang-format-19 clang-tidy-19 chromium; do
        have "$tool" || die "$tool is missing: install it and run this again"
    done
    ;;
*) die "say what for: needs.sh build, or needs.sh tests" ;;
esac
