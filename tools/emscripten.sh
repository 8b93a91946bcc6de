#!/usr/bin/env bash
# Finds or prepares an Emscripten of at least 3.1.69 and prints the lines that say where it is:
#   EMSCRIPTEN_ROOT=…  EMSCRIPTEN_FROM=…  EMSCRIPTEN_VERSION=…
# First that fits: em++ on PATH; the prefix in the cache; Debian's own package (13 and newer); the packages
# of Debian 13 unpacked into a private prefix (12), which needs no root and leaves the machine as it is.
source "$(dirname "$0")/lib.sh"

wanted=3.1.69
prefix=$CAIRN_CACHE/emscripten-debian13
packages=(emscripten binaryen libc6 libstdc++6 libgcc-s1 node-acorn)

answer() {
    printf 'EMSCRIPTEN_ROOT=%s\nEMSCRIPTEN_FROM=%s\nEMSCRIPTEN_VERSION=%s\n' "$1" "$2" "$3"
}

version_in() { tr -d '"[:space:]' <"$1/emscripten-version.txt" | sed 's/-.*//'; }

from_path() {
    local root version
    have em++ || return 1
    root=$(dirname "$(readlink -f "$(command -v em++)")")
    [ -e "$root/emscripten-version.txt" ] || return 1
    version=$(version_in "$root")
    if ! version_at_least "$version" "$wanted"; then
        say "Emscripten $version on PATH is older than $wanted; looking further"
        return 1
    fi
    answer "$root" PATH "$version"
}

compilers() { install_packages clang-19 lld-19 llvm-19 python3 patchelf xz-utils nodejs; }

from_prefix() {
    [ -e "$prefix/ready" ] || return 1
    local root=$prefix/usr/share/emscripten
    answer "$root" "Debian 13's packages in $prefix" "$(version_in "$root")"
}

prepare_prefix() {
    [ ! -e "$prefix/ready" ] || return 0
    [ "$(dpkg --print-architecture)" = amd64 ] || die "Emscripten $wanted can be prepared only on amd64; install it and put em++ on PATH"
    compilers
    local conf work=$prefix.work
    conf=$(private_apt trixie deb)
    rm -rf "$work" "$prefix"
    mkdir -p "$work/packages"
    say "Downloading Emscripten $wanted from Debian 13 (240 MB)"
    (cd "$work/packages" && APT_CONFIG=$conf apt-get -q download "${packages[@]}" >"$work/download.log" 2>&1) ||
        die "Emscripten's packages could not be downloaded; apt's words are in $work/download.log"
    say "Unpacking Emscripten into $prefix"
    local package
    for package in "$work"/packages/*.deb; do
        dpkg -x "$package" "$work" || die "$(basename "$package") could not be unpacked"
    done
    rm -rf "$work/packages"
    # Binaryen's tools need the C library of Debian 13; everything else is Python and the machine's clang.
    local libraries=$prefix/usr/lib/x86_64-linux-gnu tool
    for tool in "$work"/usr/bin/wasm-*; do
        [ -L "$tool" ] || patchelf --set-interpreter "$libraries/ld-linux-x86-64.so.2" --set-rpath "$libraries" "$tool"
    done
    mkdir -p "$work/usr/share/emscripten/node_modules"
    ln -sfn ../../nodejs/acorn "$work/usr/share/emscripten/node_modules/acorn"
    # Beside the compiler itself its configuration is found without a variable in the environment.
    local config=$work/usr/share/emscripten/.emscripten
    sed -i "s|^BINARYEN_ROOT *=.*|BINARYEN_ROOT = '$prefix/usr'|; s|^NODE_JS *=.*|NODE_JS = 'node'|" "$config"
    grep -q "^BINARYEN_ROOT = '$prefix/usr'" "$config" || die "Emscripten's configuration file has no BINARYEN_ROOT line"
    mv "$work" "$prefix"
    local root=$prefix/usr/share/emscripten
    version_at_least "$(version_in "$root")" "$wanted" || die "Debian 13 gave Emscripten $(version_in "$root"), but $wanted is needed"
    "$root/em++" --version >/dev/null 2>"$prefix/first-run.log" ||
        die "the prepared Emscripten does not run; its words are in $prefix/first-run.log"
    touch "$prefix/ready"
}

debian_release() { sed -n 's/^VERSION_ID="\{0,1\}\([0-9]*\).*/\1/p' /etc/os-release 2>/dev/null; }

if from_path; then exit 0; fi
if from_prefix; then
    compilers
    exit 0
fi
is_debian || die "Emscripten is missing: install it (at least $wanted, for example with emsdk) and put em++ on PATH"
release=$(debian_release)
if [ "${release:-99}" -ge 13 ]; then
    install_packages emscripten
    from_path || die "Debian's emscripten package is older than $wanted"
    exit 0
fi
locked emscripten prepare_prefix
from_prefix
