#!/bin/sh
# Makes a base image for the Containerfile from nothing but this machine's .NET runtime and the C libraries that it loads, for where no
# registry can be reached: scratch-base.sh TAG. Needs buildah (or podman), and runs as root. With redis-server here, its image too: TAG-redis.
set -eu
tag="${1:?a tag for the image}"
layer="$(mktemp -d)"
trap 'rm -rf "$layer"' EXIT

# The libraries that these programs are linked with, and their loader, under the same paths.
take_libraries() {
  for program in "$@"; do
    ldd "$program" 2> /dev/null | awk '$2 == "=>" && $3 ~ "^/" { print $3 } $1 ~ "^/" { print $1 }'
  done | sort -u | while read -r library; do
    mkdir -p "$layer/image$(dirname "$library")"
    cp -L "$library" "$layer/image$library"
  done
}

root="$(dirname "$(readlink -f "$(command -v dotnet)")")"
version="$(dotnet --list-runtimes | awk '$1 == "Microsoft.AspNetCore.App" && $2 ~ "^10\\." { print $2 }' | sort -V | tail -n 1)"
for part in "host/fxr/$version" "shared/Microsoft.NETCore.App/$version" "shared/Microsoft.AspNetCore.App/$version"; do
  mkdir -p "$layer/image/usr/share/dotnet/$(dirname "$part")"
  cp -r "$root/$part" "$layer/image/usr/share/dotnet/$part"
done
cp "$root/dotnet" "$layer/image/usr/share/dotnet/dotnet"
mkdir -p "$layer/image/usr/bin" "$layer/image/tmp" "$layer/image/etc/ssl/certs"
ln -s ../share/dotnet/dotnet "$layer/image/usr/bin/dotnet"
chmod 1777 "$layer/image/tmp"
take_libraries "$root/dotnet" "$root/shared/Microsoft.NETCore.App/$version"/*.so
# Loaded by name when TLS is first used.
for library in libssl.so.3 libcrypto.so.3 libgcc_s.so.1; do
  path="$(ldconfig -p | awk -v name="$library" '$1 == name { print $NF; exit }')"
  if [ -n "$path" ]; then mkdir -p "$layer/image$(dirname "$path")" && cp -L "$path" "$layer/image$path"; fi
done
# Names are looked up by these two.
for library in libnss_files.so.2 libnss_dns.so.2 libresolv.so.2; do
  path="$(ldconfig -p | awk -v name="$library" '$1 == name { print $NF; exit }')"
  if [ -n "$path" ]; then mkdir -p "$layer/image$(dirname "$path")" && cp -L "$path" "$layer/image$path"; fi
done
echo 'hosts: files dns' > "$layer/image/etc/nsswitch.conf"
if [ -e /etc/ssl/certs/ca-certificates.crt ]; then cp -L /etc/ssl/certs/ca-certificates.crt "$layer/image/etc/ssl/certs/"; fi
printf 'FROM scratch\nCOPY image/ /\nENV PATH=/usr/bin DOTNET_ROOT=/usr/share/dotnet\n' > "$layer/Containerfile"
buildah build -q -t "$tag" -f "$layer/Containerfile" "$layer"

if redis="$(command -v redis-server)"; then
  rm -rf "$layer/image"
  mkdir -p "$layer/image/usr/bin" "$layer/image/data" "$layer/image/tmp"
  cp -L "$redis" "$layer/image/usr/bin/redis-server"
  take_libraries "$redis"
  chmod 777 "$layer/image/data"
  printf 'FROM scratch\nCOPY image/ /\nUSER 1654:1654\nWORKDIR /data\nENTRYPOINT ["/usr/bin/redis-server"]\n' > "$layer/Containerfile"
  buildah build -q -t "$tag-redis" -f "$layer/Containerfile" "$layer"
fi
