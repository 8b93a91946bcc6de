# Shared by the shell tools: messages, packages of the machine, the cache, a private apt folder.
# Sourced, never run. Needs bash and what every Debian has (apt, dpkg, tar, sha256sum, flock).

set -euo pipefail

CAIRN_ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
CAIRN_CACHE=${CAIRN_CACHE:-${XDG_CACHE_HOME:-${HOME:-/tmp}/.cache}/cairn}
mkdir -p "$CAIRN_CACHE"

# Everything for people goes to stderr, so that a tool's answer can be read from stdout.
say() { printf '\033[1m==>\033[0m %s\n' "$*" >&2; }
die() {
    printf 'error: %s\n' "$*" >&2
    exit 1
}
have() { command -v "$1" >/dev/null 2>&1; }
is_debian() { have apt-get && have dpkg-query; }

# version_at_least HAVE WANTED: numbers separated by dots.
version_at_least() {
    [ "$(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n 1)" = "$2" ]
}

# locked NAME COMMAND...: one at a time on this machine, so that two builds can share the cache.
locked() {
    local name=$1
    shift
    (
        flock 9
        "$@"
    ) 9>"$CAIRN_CACHE/.$name.lock"
}

missing_packages() {
    local package
    for package in "$@"; do
        [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || echo "$package"
    done
}

# install_packages PACKAGE...: installs what is missing from the machine's own Debian sources, as root
# or through sudo; otherwise says in one sentence what to install.
install_packages() {
    local missing=() as_root=()
    mapfile -t missing < <(missing_packages "$@")
    [ "${#missing[@]}" -gt 0 ] || return 0
    if [ "$(id -u)" != 0 ]; then
        have sudo || die "these packages are missing and there is neither root nor sudo; run as root: apt-get install --no-install-recommends ${missing[*]}"
        as_root=(sudo)
    fi
    say "Installing ${#missing[@]} packages: ${missing[*]}"
    local log=$CAIRN_CACHE/apt.log
    local apt=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=600)
    if ! "${apt[@]}" install --no-install-recommends "${missing[@]}" </dev/null >"$log" 2>&1; then
        "${apt[@]}" update </dev/null >"$log" 2>&1 || die "apt-get update failed; its words are in $log"
        "${apt[@]}" install --no-install-recommends "${missing[@]}" </dev/null >"$log" 2>&1 ||
            die "apt-get could not install ${missing[*]}; its words are in $log"
    fi
}

# The address of the Debian mirror that this machine is set up with; no address is kept in the repository.
debian_mirror() {
    local mirror
    mirror=$(apt-get indextargets --format '$(REPO_URI)|$(ORIGIN)|$(LABEL)' 'Created-By: Packages' 2>/dev/null |
        sed -n 's/|Debian|Debian$//p' | head -n 1)
    if [ -z "$mirror" ]; then
        # Without downloaded lists apt knows the address, but not yet whose it is.
        mirror=$(apt-get indextargets --format '$(SITE)|$(REPO_URI)|$(RELEASE)' 'Created-By: Packages' 2>/dev/null |
            awk -F'|' '$3 !~ /security|updates|backports/ && $2 ~ /\/debian\/?$/ { print $2; exit }')
    fi
    [ -n "$mirror" ] || die "this machine's apt is not set up with a Debian mirror"
    echo "${mirror%/}"
}

# private_apt SUITE KIND: prints the configuration file of an apt of our own for one suite (KIND: deb or
# deb-src), beside the machine's, which stays as it is. Lists younger than six hours are used again.
private_apt() {
    local suite=$1 kind=$2
    local folder=$CAIRN_CACHE/apt/$suite-$kind
    local keyring=/usr/share/keyrings/debian-archive-keyring.gpg
    [ -e "$keyring" ] || install_packages debian-archive-keyring
    mkdir -p "$folder/lists/partial" "$folder/cache/archives/partial"
    echo "$kind [signed-by=$keyring] $(debian_mirror) $suite main" >"$folder/sources.list"
    cat >"$folder/apt.conf" <<CONF
Dir::Etc::sourcelist "$folder/sources.list";
Dir::Etc::sourceparts "/dev/null";
Dir::Etc::preferences "/dev/null";
Dir::Etc::preferencesparts "/dev/null";
Dir::State::lists "$folder/lists";
Dir::State::status "/dev/null";
Dir::Cache "$folder/cache";
Acquire::Languages "none";
APT::Sandbox::User "root";
APT::Default-Release "";
CONF
    # The machine's hooks after an update concern its own package lists.
    echo '#clear APT::Update::Post-Invoke; #clear APT::Update::Post-Invoke-Success;' >>"$folder/apt.conf"
    if [ -z "$(find "$folder/updated" -mmin -360 2>/dev/null)" ]; then
        say "Reading the package list of Debian $suite ($kind)"
        APT_CONFIG=$folder/apt.conf apt-get -q update >"$folder/update.log" 2>&1 &&
            ! grep -q '^\(W\|E\): Failed' "$folder/update.log" ||
            die "the package list of Debian $suite could not be read; apt's words are in $folder/update.log"
        touch "$folder/updated"
    fi
    echo "$folder/apt.conf"
}

# download URL FILE SHA256: with apt's own downloader where there is one, since a fresh Debian has no curl.
# Answers 1 where nothing came, 2 where the bytes are not the pinned ones ("any": the caller checks).
download() {
    local url=$1 file=$2 sha256=$3
    rm -f "$file.part"
    if [ -x /usr/lib/apt/apt-helper ]; then
        case $url in https:*) [ -e /etc/ssl/certs/ca-certificates.crt ] || install_packages ca-certificates ;; esac
        /usr/lib/apt/apt-helper -o APT::Sandbox::User=root download-file "$url" "$file.part" >"$CAIRN_CACHE/download.log" 2>&1 || return 1
    elif have curl; then
        curl -fsSL --retry 3 -o "$file.part" "$url" || return 1
    elif have wget; then
        wget -q -O "$file.part" "$url" || return 1
    else
        die "a downloader is missing: install curl"
    fi
    [ "$sha256" = any ] || check_sha256 "$file.part" "$sha256" || return 2
    mv "$file.part" "$file"
}

check_sha256() { [ "$(sha256sum "$1" | cut -d ' ' -f 1)" = "$2" ]; }

# quietly LOG COMMAND...: its words go to a file, and the last of them are shown when it fails.
quietly() {
    local log=$1
    shift
    mkdir -p "$(dirname "$log")"
    "$@" >"$log" 2>&1 || {
        tail -n 100 "$log" >&2
        return 1
    }
}
