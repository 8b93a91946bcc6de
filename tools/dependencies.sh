#!/usr/bin/env bash
# Fetches what cmake/dependencies.tsv pins, checks every hash, and unpacks it to CACHE/src/NAME-VERSION.
# What is there already costs nothing. Usage: dependencies.sh [NAME...]
source "$(dirname "$0")/lib.sh"

table=$CAIRN_ROOT/cmake/dependencies.tsv
downloads=$CAIRN_CACHE/downloads
mkdir -p "$downloads" "$CAIRN_CACHE/src"

# The folder and file name of a source package's original archive whose hash is the pinned one.
debian_archive() {
    local conf=$1 package=$2 sha256=$3
    APT_CONFIG=$conf apt-cache showsrc --only-source "$package" 2>/dev/null | awk -v wanted="$sha256" '
        /^Directory:/ { folder = $2 }
        /^ / && $1 == wanted { file = $3 }
        /^$/ { if (file != "" && folder != "") { print folder "/" file; exit } file = ""; folder = "" }
        END { if (file != "" && folder != "") print folder "/" file }' | head -n 1
}

# The SHA-256 of the list of SHA-256 sums of the C++ files in an archive's top folder and of what else of it
# is compiled, ordered by path. Other files of such an archive are not checked, and so must not be compiled.
files_sha256() {
    (cd "$1" && find . -type f \( -name '*.h' -o -name '*.cpp' \) \
        \( -path './backends/imgui_impl_opengl3*' -o -path './misc/freetype/imgui_freetype.h' -o ! -path './*/*' \) -print0 |
        LC_ALL=C sort -z | xargs -0 sha256sum) | sha256sum | cut -d ' ' -f 1
}

unpack() {
    local archive=$1 target=$2
    rm -rf "$target.work"
    mkdir -p "$target.work"
    tar -xf "$archive" -C "$target.work" --strip-components=1 --no-same-owner 2>"$CAIRN_CACHE/unpack.log" || return 1
}

# Answers 0 when the dependency is in place, 1 when this source has nothing, 2 when its bytes are wrong.
fetch_from() {
    local name=$1 version=$2 sha256=$3 source=$4 target=$5 url archive
    archive=$downloads/$name-$version.${sha256: -12}.tar
    if [ "${sha256#files:}" = "$sha256" ] && [ -e "$archive" ] && check_sha256 "$archive" "$sha256"; then
        unpack "$archive" "$target"
        return
    fi
    case $source in
    debian:*)
        is_debian || return 1
        local suite=${source#debian:} conf path
        local package=${suite#*/}
        suite=${suite%%/*}
        conf=$(private_apt "$suite" deb-src) || return 1
        path=$(debian_archive "$conf" "$package" "$sha256")
        [ -n "$path" ] || return 1
        case $path in *.xz) install_packages xz-utils ;; esac
        url=$(debian_mirror)/$path
        ;;
    *) url=$source ;;
    esac
    say "Fetching $name $version"
    if [ "${sha256#files:}" = "$sha256" ]; then
        download "$url" "$archive" "$sha256" || return $?
        unpack "$archive" "$target"
    else
        download "$url" "$archive" any || return 1
        unpack "$archive" "$target" || return 1
        [ "$(files_sha256 "$target.work")" = "${sha256#files:}" ] || return 2
    fi
}

fetch() {
    local wanted=$1 name version licence sha256 source why target='' pinned='' outcome=1 wrong=0
    while IFS=$'\t' read -r name version licence sha256 source why; do
        [ "$name" = "$wanted" ] || continue
        pinned="$name $version"
        target=$CAIRN_CACHE/src/$name-$version
        [ ! -e "$target/.${sha256##*:}" ] || return 0
        outcome=0
        fetch_from "$name" "$version" "$sha256" "$source" "$target" || outcome=$?
        case $outcome in
        0)
            rm -rf "$target"
            touch "$target.work/.${sha256##*:}"
            mv "$target.work" "$target"
            return 0
            ;;
        2) wrong=1 && say "$name $version from $source does not have the pinned hash" ;;
        esac
    done < <(grep -v '^#' "$table")
    [ -n "$pinned" ] || die "$wanted is not in cmake/dependencies.tsv"
    [ "$wrong" = 0 ] || die "the wrong hash: $pinned is not the pinned one in any of its sources (cmake/dependencies.tsv)"
    die "$pinned could not be fetched from any of its sources (cmake/dependencies.tsv)"
}

names=("$@")
[ "${#names[@]}" -gt 0 ] || mapfile -t names < <(grep -v '^#' "$table" | cut -f 1 | uniq)
fetch_all() {
    local name
    for name in "${names[@]}"; do fetch "$name"; done
}
locked dependencies fetch_all
