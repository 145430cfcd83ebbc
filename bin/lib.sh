# shellcheck shell=bash
# What the scripts share; each sources it first. It goes to the repository's root, puts the browser
# tests' programs (playwright, tsc, wasm-opt) on the PATH, and sets `target`, Cargo's target directory.

# stop MESSAGE: ends the script.
stop() {
  printf '✗ %s\n' "$1" >&2
  exit 1
}

# has COMMAND…: whether all of them are on the PATH.
has() {
  local command
  for command; do command -v "$command" >/dev/null || return; done
}

# step NAME COMMAND…: runs the command and prints how long it took. Its output goes to a file, `log`,
# and is shown only if the command fails; then the script ends with the same exit code.
step() {
  local name=$1 started=$SECONDS status
  shift
  mkdir -p "$target/test-logs"
  log="$target/test-logs/${name//[^[:alnum:].]/-}.log"

  if [[ -t 1 ]]; then printf '  %s …' "$name"; fi
  set +e
  (set -e; "$@") >"$log" 2>&1 </dev/null
  status=$?
  set -e
  if [[ -t 1 ]]; then printf '\r\e[K'; fi

  if ((status)); then
    cat "$log"
    printf '✗ %s: exit code %d after %d s\n' "$name" "$status" "$((SECONDS - started))"
    exit "$status"
  fi
  printf '✓ %s %d s\n' "$name" "$((SECONDS - started))"
}

# use_pinned_toolchain: where rustup cannot download, the version of rust-toolchain.toml may be there as `stable`.
use_pinned_toolchain() {
  local version installed stable
  version=$(sed -n 's/^channel = "\(.*\)"$/\1/p' rust-toolchain.toml)
  installed=$(rustup toolchain list)
  if [[ $installed != *"$version-"* && $installed == *stable-* ]]; then
    stable=$(rustc +stable --version)
    if [[ $stable == "rustc $version "* ]]; then export RUSTUP_TOOLCHAIN=stable; fi
  fi
}

cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit
export PATH="$PWD/end2end/node_modules/.bin:$PATH"

has cargo rustup || stop 'Rust is missing: install it with rustup, https://rustup.rs'
use_pinned_toolchain
target=$(cargo metadata --no-deps --format-version 1 | sed 's/.*"target_directory":"\([^"]*\)".*/\1/')
