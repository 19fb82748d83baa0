# Shared by the scripts in this folder; sourced, not run.

set -euo pipefail

top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$top"

# Debian 12 packages: to build, to run the tests, to run the demo.
build_packages=(
  bazel-bootstrap bazel-rules-java bazel-rules-proto g++ python3-minimal
  libabsl-dev libboost1.81-dev libgflags-dev libgmock-dev libgtest-dev libpugixml-dev
  libsecret-1-dev libssl-dev rapidjson-dev zlib1g-dev
)
test_packages=(
  ca-certificates chromium chromium-driver clang-format curl dbus dbus-bin dbus-daemon git
  gnome-keyring jq openssl procps python3 strace
)
demo_packages=(ca-certificates dbus gnome-keyring jq)

say() { printf '%s\n' "$*" >&2; }

# Installs the packages that are missing, as root or with sudo, and says so.
need() {
  local missing=() name
  for name in "$@"; do
    dpkg-query -W -f '${Status}' "$name" 2>/dev/null | grep -q 'install ok installed' || missing+=("$name")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  local as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null; then
      say "these Debian packages are missing, and neither root nor sudo is there to install them:"
      say "  apt-get install ${missing[*]}"
      exit 1
    fi
    as_root=(sudo)
  fi
  say "Installing Debian packages: ${missing[*]}"
  "${as_root[@]}" apt-get update -qq >&2
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -qq --no-install-recommends "${missing[@]}" >&2 </dev/null
}

# Runs Bazel; with a disk cache when there is a folder for one.
run_bazel() {
  local command=$1 cache=${O365_BAZEL_CACHE:-$HOME/.cache/o365-bazel} options=()
  shift
  [ -d "$cache" ] && options=("--disk_cache=$cache")
  bazel "$command" "${options[@]}" --noshow_progress "$@"
}

# Builds the named binaries optimised and copies them to a folder.
install_binaries() {
  local to=$1 targets=() name
  shift
  for name in "$@"; do targets+=("$(target_of "$name")"); done
  run_bazel build -c opt "${targets[@]}" >&2
  mkdir -p "$to"
  local from
  from=$(bazel info -c opt bazel-bin 2>/dev/null)
  for name in "${targets[@]}"; do
    local path=${name#//}
    # To a new name first: a running program's file cannot be written to.
    install -s -m 755 "$from/${path/://}" "$to/.${path##*:}.new"
    mv -f "$to/.${path##*:}.new" "$to/${path##*:}"
  done
}

target_of() {
  case $1 in
    o365-tenant) echo "//tools/tenant:o365-tenant" ;;
    *) echo "//services/$1:$1" ;;
  esac
}
