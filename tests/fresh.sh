#!/usr/bin/env bash
# Both commands of the README on a fresh Debian 12: a minimal system in a folder, with this machine's own apt and
# npm set-up and certificates copied in, and a clone of HEAD. Needs root. The folder is removed at the end unless
# CAIRN_FRESH_KEEP is set; CAIRN_FRESH names another place for it.
source "$(dirname "$0")/../tools/lib.sh"

[ "$(id -u)" = 0 ] || die "a fresh system in a folder needs root"
install_packages debootstrap git
folder=${CAIRN_FRESH:-$(mktemp -d /var/tmp/cairn-fresh-XXXXXX)}
[ -z "$(ls -A "$folder" 2>/dev/null)" ] || die "$folder is not empty"
chmod 755 "$folder"
inside=/home/learner/main
server=

cleanup() {
    [ -z "$server" ] || kill -- "-$server" 2>/dev/null || true
    local point
    for point in dev/shm dev proc home/learner/shared; do
        if mountpoint -q "$folder/$point"; then umount -R "$folder/$point" || umount -R -l "$folder/$point"; fi
    done
    # Never through a mount that would not go.
    if [ -z "${CAIRN_FRESH_KEEP:-}" ] && ! grep -q " $folder/" /proc/mounts; then rm -rf --one-file-system "$folder"; fi
}
trap cleanup EXIT INT TERM

say "A minimal Debian 12 in $folder"
quietly "$CAIRN_CACHE/fresh-debootstrap.log" debootstrap --variant=minbase bookworm "$folder" "$(debian_mirror)" ||
    die "debootstrap failed; its words are above"

# How this machine reaches the outside is not the repository's business, so it is copied, not written down.
rm -f "$folder/etc/apt/sources.list"
for path in /etc/apt/sources.list /etc/apt/sources.list.d /etc/apt/auth.conf.d /etc/apt/apt.conf.d /etc/apt/keyrings \
    /usr/local/share/ca-certificates /etc/ssl/certs /etc/resolv.conf /etc/hosts /etc/npmrc /usr/etc/npmrc /etc/debian_chroot; do
    [ -e "$path" ] || continue
    mkdir -p "$folder$(dirname "$path")"
    cp -aL "$path" "$folder$(dirname "$path")/" 2>/dev/null || cp -a "$path" "$folder$(dirname "$path")/"
done
find "$folder/etc/apt/sources.list.d" -type f ! -name '*.list' ! -name '*.sources' -delete 2>/dev/null || true
mkdir -p "$folder/home/learner"
npm_user=${NPM_CONFIG_USERCONFIG:-$HOME/.npmrc}
[ ! -e "$npm_user" ] || cp "$npm_user" "$folder/home/learner/.npmrc"

mount -t proc proc "$folder/proc"
mount --rbind /dev "$folder/dev"
mount --make-rslave "$folder/dev"
if have git && git -C "$CAIRN_ROOT" rev-parse HEAD >/dev/null 2>&1; then
    git clone -q --no-hardlinks "file://$CAIRN_ROOT" "$folder$inside"
else
    die "$CAIRN_ROOT is no clone of the repository"
fi
standards=${CAIRN_STANDARDS:-$CAIRN_ROOT/../shared/standards}
if [ -d "$standards" ]; then
    mkdir -p "$folder/home/learner/shared/standards"
    cp -a "$standards/." "$folder/home/learner/shared/standards/"
fi

# The environment of a new machine, but for how the outside is reached.
passed_on=(HOME=/home/learner LANG=C.UTF-8 TERM=dumb PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin)
for name in http_proxy https_proxy no_proxy HTTP_PROXY HTTPS_PROXY NO_PROXY NODE_EXTRA_CA_CERTS SSL_CERT_FILE SSL_CERT_DIR \
    CURL_CA_BUNDLE; do
    [ -z "${!name:-}" ] || passed_on+=("$name=${!name}")
done
while IFS='=' read -r name _; do
    case $name in npm_config_* | NPM_CONFIG_*) case $name in *[Uu][Ss][Ee][Rr][Cc][Oo][Nn][Ff][Ii][Gg]) ;; *) passed_on+=("$name=${!name}") ;; esac ;; esac
done < <(env)
fresh=(env -i "${passed_on[@]}" chroot "$folder" bash -c "cd $inside && exec \"\$@\"" fresh)

begun=$SECONDS
say "./build-wasm.sh serve, on the fresh system"
mkdir -p "$CAIRN_ROOT/build/fresh"
serve_log=$CAIRN_ROOT/build/fresh/serve.log
setsid "${fresh[@]}" ./build-wasm.sh serve --port 8097 >"$serve_log" 2>&1 &
server=$!
until grep -q 'served at' "$serve_log" 2>/dev/null; do
    kill -0 "$server" 2>/dev/null || { cat "$serve_log" >&2 && die "./build-wasm.sh serve failed on the fresh system"; }
    sleep 1
done
grep 'served at' "$serve_log"
# Bash itself can ask for a page; a fresh system has no curl.
exec 3<>/dev/tcp/127.0.0.1/8097
printf 'GET / HTTP/1.0\r\nHost: localhost\r\n\r\n' >&3
grep -q 'Content-Security-Policy' <(cat <&3) || die "the fresh system does not serve the page"
exec 3<&-
echo "fresh: build-wasm.sh serve works, $((SECONDS - begun)) s"
kill -- "-$server"
wait "$server" 2>/dev/null || true
server=

begun=$SECONDS
say "A second build with nothing changed"
"${fresh[@]}" ./build-wasm.sh >>"$serve_log" 2>&1 || die "the second build failed on the fresh system; see $serve_log"
echo "fresh: build-wasm.sh again, $((SECONDS - begun)) s"

begun=$SECONDS
say "tests/run.sh, on the fresh system"
code=0
"${fresh[@]}" tests/run.sh 2>&1 | tee "$CAIRN_ROOT/build/fresh/tests.log" || code=$?
echo "fresh: tests/run.sh ended with code $code, $((SECONDS - begun)) s"
tail -n 1 "$CAIRN_ROOT/build/fresh/tests.log" | tr -d '\r'
exit "$code"
