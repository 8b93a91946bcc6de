#!/usr/bin/env bash
# Builds the page into dist/, and serves it.
source "$(dirname "${BASH_SOURCE[0]}")/tools/lib.sh"

usage() {
    cat <<'TEXT'
Usage: ./build-wasm.sh [serve [--port N]]

  (nothing)         build the page into dist/
  serve             build it, then serve it on this machine and print the address
  serve --port N    on port N (default 8080; 0 takes a free one)
  --help            this text

The first run prepares what is missing: Debian packages (as root, or through sudo; otherwise it says which
to install), an Emscripten of at least 3.1.69 (from PATH, or unpacked into the cache), the third parties of
cmake/dependencies.tsv and package-lock.json. With nothing changed a later run takes seconds.

Environment: CAIRN_CACHE, where the toolchain and the third parties are kept (default ~/.cache/cairn).
TEXT
}

misused() {
    usage >&2
    die "$1"
}

serve=no
port=8080
while [ $# -gt 0 ]; do
    case $1 in
    -h | --help) usage && exit 0 ;;
    serve) serve=yes ;;
    --port)
        [ $# -ge 2 ] || misused "--port needs a number"
        port=$2
        shift
        ;;
    *) misused "\"$1\" is not understood" ;;
    esac
    shift
done
[[ $port =~ ^[0-9]{1,5}$ ]] && [ "$port" -le 65535 ] || misused "\"$port\" is no port"

cd "$CAIRN_ROOT"
tools/needs.sh build
mkdir -p build
# Two runs at once would write into the same files.
exec 9>build/.lock
flock -n 9 || { say "Waiting for another build"; flock 9; }
say "Compiling with Emscripten"
tools/ninja.sh web cairn_web
say "Packing dist/"
quietly build/bundle.log node web/build/bundle.mjs || die "dist/ could not be packed; the words above say why"
say "Built: $(tail -n 1 build/bundle.log)"
exec 9>&-

if [ "$serve" = yes ]; then
    exec node web/build/serve.mjs --port "$port"
fi
