#!/bin/sh
# Makes a base image for the Containerfile from nothing but this machine's .NET runtime and the C libraries that it loads, for where no
# registry can be reached: scratch-base.sh TAG. Needs buildah (or podman), and runs as root. With redis-server here, its image too: TAG-redis.
set -eu
tag="${1:?a tag for the image}"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

# The libraries that these programs are linked with, and their loader, under the same paths.
take_libraries() {
  for program in "$@"; do
    ldd "$program" 2> /dev/null | awk '$2 == "=>" && $3 ~ "^/" { print $3 } $1 ~ "^/" { print $1 }'
  done | sort -u | while read -r library; do
    mkdir -p "$work/root$(dirname "$library")"
    cp -L "$library" "$work/root$library"
  done
}

root="$(dirname "$(readlink -f "$(command -v dotnet)")")"
version="$(dotnet --list-runtimes | awk '$1 == "Microsoft.AspNetCore.App" && $2 ~ "^10\\." { print $2 }' | sort -V | tail -n 1)"
for part in "host/fxr/$version" "shared/Microsoft.NETCore.App/$version" "shared/Microsoft.AspNetCore.App/$version"; do
  mkdir -p "$work/root/usr/share/dotnet/$(dirname "$part")"
  cp -r "$root/$part" "$work/root/usr/share/dotnet/$part"
done
cp "$root/dotnet" "$work/root/usr/share/dotnet/dotnet"
mkdir -p "$work/root/usr/bin" "$work/root/tmp" "$work/root/etc/ssl/certs"
ln -s ../share/dotnet/dotnet "$work/root/usr/bin/dotnet"
chmod 1777 "$work/root/tmp"
take_libraries "$root/dotnet" "$root/shared/Microsoft.NETCore.App/$version"/*.so
# Loaded by name when TLS is first used.
for library in libssl.so.3 libcrypto.so.3 libgcc_s.so.1; do
  path="$(ldconfig -p | awk -v name="$library" '$1 == name { print $NF; exit }')"
  if [ -n "$path" ]; then mkdir -p "$work/root$(dirname "$path")" && cp -L "$path" "$work/root$path"; fi
done
# Names are looked up by these two.
for library in libnss_files.so.2 libnss_dns.so.2 libresolv.so.2; do
  path="$(ldconfig -p | awk -v name="$library" '$1 == name { print $NF; exit }')"
  if [ -n "$path" ]; then mkdir -p "$work/root$(dirname "$path")" && cp -L "$path" "$work/root$path"; fi
done
echo 'hosts: files dns' > "$work/root/etc/nsswitch.conf"
if [ -e /etc/ssl/certs/ca-certificates.crt ]; then cp -L /etc/ssl/certs/ca-certificates.crt "$work/root/etc/ssl/certs/"; fi
printf 'FROM scratch\nCOPY root/ /\nENV PATH=/usr/bin DOTNET_ROOT=/usr/share/dotnet\n' > "$work/Containerfile"
buildah build -q -t "$tag" -f "$work/Containerfile" "$work"

if redis="$(command -v redis-server)"; then
  rm -rf "$work/root"
  mkdir -p "$work/root/usr/bin" "$work/root/data" "$work/root/tmp"
  cp -L "$redis" "$work/root/usr/bin/redis-server"
  take_libraries "$redis"
  chmod 777 "$work/root/data"
  printf 'FROM scratch\nCOPY root/ /\nUSER 1654:1654\nWORKDIR /data\nENTRYPOINT ["/usr/bin/redis-server"]\n' > "$work/Containerfile"
  buildah build -q -t "$tag-redis" -f "$work/Containerfile" "$work"
fi
