#!/bin/sh
# Puts the Developer ID certificate of MACOS_CERTIFICATE (base64) into a keychain of this run.
set -eu
folder=$(mktemp -d)
keychain="$folder/rivulet.keychain-db"
secret=$(uuidgen)
printf '%s' "$MACOS_CERTIFICATE" | base64 --decode >"$folder/certificate.p12"
security create-keychain -p "$secret" "$keychain"
security set-keychain-settings -lut 7200 "$keychain"
security unlock-keychain -p "$secret" "$keychain"
security import "$folder/certificate.p12" -k "$keychain" -P "$MACOS_CERTIFICATE_PASSWORD" -T /usr/bin/codesign
security set-key-partition-list -S apple-tool:,apple: -s -k "$secret" "$keychain" >/dev/null
security list-keychains -d user -s "$keychain"
rm "$folder/certificate.p12"
