#!/bin/sh
# Publishes what the images hold: artifacts/container/{silo,gateway,origin}.
set -eu
cd "$(dirname "$0")/../.."
for name in silo gateway origin; do
  project="$(printf %s "$name" | cut -c1 | tr a-z A-Z)$(printf %s "$name" | cut -c2-)"
  rm -rf "artifacts/container/$name"
  dotnet publish "src/$project" -c Release -o "artifacts/container/$name" --nologo -v q
done
