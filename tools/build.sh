#!/usr/bin/env bash
# Everything there is to do with the tree: build it, look at it, test it,
# measure it, pack it. What is missing is installed on the way.
set -euo pipefail
caller=$PWD
cd "$(dirname "${BASH_SOURCE[0]}")/.."

usage() {
  cat <<'EOF'
usage: tools/build.sh VERB

  build    the engine, the npm package (bindings/dist) and the companion (site/dist)
  serve    build, then serve the companion; [PORT] as an argument, and --with PACKAGE
           for an engine that has your own protocols and scenarios in it
  watch    serve, and build what changes and show it in the open pages: for whoever writes
           here; [PORT] and --with PACKAGE as above
  test     build, then everything that can fail: Go, TypeScript, everything in Chromium and
           what differs between engines in Firefox and WebKit; [STAGE...] for some of it
  bench    build, then weights and speeds
  soak     build, then what takes long: everything in Firefox, in WebKit and under
           WebAssembly, too, and fuzzing of all that takes bytes from outside: [MINUTES]
  player   renew the viewer of recorded runs that Go embeds (tools/faulttest/player.html.gz)
  pack     build, renew that viewer, then the archives to give away (dist/)
  format   rewrite Go, TypeScript and JavaScript in the project's format
EOF
}

need() {
  command -v "$1" >/dev/null && return
  echo "tools/build.sh needs $1: $2" >&2
  exit 1
}

toolchain() {
  need go "install Go 1.26 from go.dev"
  need node "install Node 20.16 or newer from nodejs.org"
  need npm "it comes with Node"
}

# Installs what the lock file names, if that is not what is there.
packages() {
  local stamp="$1/node_modules/.package-lock.json"
  [[ -e $stamp && ! $1/package-lock.json -nt $stamp ]] && return
  echo "installing the npm packages of $1"
  (cd "$1" && npm ci --no-audit --no-fund --loglevel=error && touch node_modules/.package-lock.json)
}

engine() {
  echo "building the engine"
  mkdir -p bindings/dist
  if [[ -n $with ]]; then
    node tools/with.mjs "$with" bindings/dist/faultlab.wasm
  else
    node tools/engine.mjs bindings/dist/faultlab.wasm
  fi
}

bindings() {
  packages bindings
  echo "building the package"
  (cd bindings && node build.mjs && node_modules/.bin/tsc -p tsconfig.types.json)
}

site() {
  packages site
  echo "building the companion"
  node site/build.mjs --out site/dist ${with:+--scenarios "$with"}
}

build() {
  toolchain
  engine
  bindings
  site
}

# The browsers as Debian has them; elsewhere they are somebody else's to install.
browsers() {
  local missing=()
  command -v chromium >/dev/null || missing+=(chromium)
  command -v firefox-esr >/dev/null || missing+=(firefox-esr)
  command -v WebKitWebDriver >/dev/null || missing+=(webkit2gtk-driver)
  command -v Xvfb >/dev/null || missing+=(xvfb)
  command -v xauth >/dev/null || missing+=(xauth)
  [[ ${#missing[@]} -eq 0 ]] && return
  if [[ $(id -u) -ne 0 ]] || ! command -v apt-get >/dev/null; then
    echo "the tests need these Debian packages: ${missing[*]}" >&2
    exit 1
  fi
  debian "${missing[@]}"
}

debian() {
  echo "installing $*"
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "$@" >/dev/null
}

run_tests() {
  browsers
  build
  packages tools/pack
  node tools/test.mjs "$@"
}

bench() {
  # What the search is measured against. Without it the bench says so, and goes on.
  if ! command -v spin >/dev/null && [[ $(id -u) -eq 0 ]] && command -v apt-get >/dev/null; then
    debian spin gcc libc6-dev
  fi
  build
  node tools/bench.mjs
}

soak() {
  browsers
  build
  # What it finds is told, and the fuzzing goes on.
  local status=0
  node tools/test.mjs --soak || status=$?
  fuzz "${1:-10}"
  return "$status"
}

# Fuzzes all there is to fuzz, for so many minutes in all.
fuzz() {
  local targets target package name
  mapfile -t targets < <(go list ./core/... ./tools/... | while read -r package; do
    go test -list '^Fuzz' "$package" | sed -n "s|^Fuzz|$package Fuzz|p"
  done)
  local each=$(($1 * 60 / ${#targets[@]}))
  for target in "${targets[@]}"; do
    read -r package name <<<"$target"
    echo "fuzzing $name of $package for $each seconds"
    go test -run '^$' -fuzz "^$name\$" -fuzztime "${each}s" "$package"
  done
}

# An archive of a folder under a name; the same files give the same bytes.
archive() {
  local folder=$1 name=$2 out=$PWD/$3 scratch
  scratch=$(mktemp -d)
  cp -r "$folder" "$scratch/$name"
  find "$scratch/$name" -exec touch -d 1980-01-01T00:00:00Z {} +
  (cd "$scratch" && find "$name" -type f | LC_ALL=C sort | TZ=UTC zip -q -X -@ "$out")
  rm -r "$scratch"
}

player() {
  toolchain
  packages bindings
  node bindings/player.mjs
}

pack() {
  need zip "install it with your system's packages"
  build
  player
  packages tools/pack
  rm -rf dist
  mkdir -p dist
  archive site/dist/web faultlab dist/faultlab-web.zip
  archive site/dist/folder faultlab dist/faultlab-folder.zip
  node tools/pack/manifest.mjs
  (cd bindings && npm pack --silent --pack-destination ../dist >/dev/null)
  ls -l dist
}

format() {
  toolchain
  packages bindings
  git ls-files -co --exclude-standard '*.go' | xargs -r gofmt -w
  bindings/node_modules/.bin/biome check --write
}

# The folder of a package whose protocols the engine is to have, or empty; and where to serve.
with=
port=8080
serving() {
  local verb=$1
  shift
  while [[ $# -gt 0 ]]; do
    case $1 in
      --with)
        [[ $# -gt 1 ]] || { echo "tools/build.sh $verb --with takes the folder of a Go package" >&2; exit 2; }
        with=$(cd "$caller" && realpath -m "$2")
        shift
        ;;
      *[!0-9]* | "") echo "tools/build.sh $verb takes a port and --with PACKAGE, not $1" >&2; exit 2 ;;
      *) port=$1 ;;
    esac
    shift
  done
}

serve() {
  serving serve "$@"
  build
  exec node tools/serve.mjs site/dist/web "$port"
}

watch() {
  serving watch "$@"
  toolchain
  packages bindings
  packages site
  exec node tools/watch.mjs "$port" ${with:+--with "$with"}
}

verb=${1:-}
[[ $# -gt 0 ]] && shift
case $verb in
  build | serve | watch | bench | soak | player | pack | format) "$verb" "$@" ;;
  test) run_tests "$@" ;;
  *) usage >&2 && exit 2 ;;
esac
