#!/bin/sh
# Installs the Debian packages that a task needs and that are missing: packages.sh build | check | fuzz | lint | bench ...
# Says what it does and why; asks for more rights only for apt, and only when something is missing.
set -eu

wanted=''
for task in "$@"; do
    case $task in
    build) wanted="$wanted gcc libc6-dev make pkg-config gettext libssh-dev libsodium-dev libseccomp-dev libsqlite3-dev
        libncurses-dev libutf8proc-dev libjansson-dev libqrencode-dev ncurses-term openssh-client" ;;
    check) wanted="$wanted libcmocka-dev libvterm-dev openssh-client dropbear-bin putty-tools
        python3-paramiko openssh-server libglpk-dev" ;; # the last two for the short bench
    fuzz) wanted="$wanted clang" ;;
    lint) wanted="$wanted libicu-dev git clang-format clang-tidy cppcheck shellcheck mandoc" ;;
    bench) wanted="$wanted openssh-server sqlite3 libglpk-dev" ;;
    *) echo "packages.sh: no such task: $task" >&2; exit 2 ;;
    esac
done

if ! command -v dpkg-query >/dev/null; then
    echo "This is no Debian: see to it yourself that you have what Debian calls $(echo "$wanted" | xargs)"
    exit 0
fi

missing=''
for package in $wanted; do
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] ||
        case " $missing " in *" $package "*) ;; *) missing="$missing $package" ;; esac
done
missing=${missing# }
[ -n "$missing" ] || exit 0

case " $missing " in
*" openssh-server "*)
    echo "openssh-server is measured beside the house, on a port of its own. Debian starts it on port 22 as well;"
    echo "if that is not wanted: systemctl disable --now ssh"
    ;;
esac
install="apt-get update && apt-get install -y --no-install-recommends $missing"
echo "Missing here, and needed to $(echo "$*" | sed 's/ / and /g'): $missing"
export DEBIAN_FRONTEND=noninteractive
if [ "$(id -u)" = 0 ]; then
    echo "Installing them with apt-get."
    sh -c "$install"
elif command -v sudo >/dev/null; then
    echo "Installing them with apt-get; sudo is for that alone, and may ask for your password."
    sudo sh -c "$install" && exit 0
    echo "That did not work. As root, this installs them; then try again:" >&2
    echo "  $install" >&2
    exit 1
else
    echo "There is no sudo here. This line installs them (it asks for root's password); then try again:"
    echo "  su -c '$install'"
    exit 1
fi
