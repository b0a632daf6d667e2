#!/bin/sh
# Makes the disk image of FOLDER/Rivulet.app: `image.sh FOLDER`. With RIVULET_SIGN_AS it signs app and image with the
# hardened runtime, with NOTARY_APPLE_ID it has the image notarised and staples the ticket to it.
set -eu
folder=$1
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
app="$folder/Rivulet.app"
version=$(defaults read "$(cd "$app" && pwd)/Contents/Info" CFBundleShortVersionString)
image="$folder/Rivulet-$version-$(uname -m).dmg"
if [ -n "${RIVULET_SIGN_AS:-}" ]; then
    codesign --force --deep --options runtime --timestamp --entitlements "$here/entitlements.plist" \
        --sign "$RIVULET_SIGN_AS" "$app"
    codesign --verify --deep --strict "$app"
fi
stage=$(mktemp -d)
cp -R "$app" "$stage/"
ln -s /Applications "$stage/Applications"
hdiutil create -volname Rivulet -srcfolder "$stage" -ov -format UDZO "$image"
rm -rf "$stage"
if [ -n "${RIVULET_SIGN_AS:-}" ]; then
    codesign --timestamp --sign "$RIVULET_SIGN_AS" "$image"
fi
if [ -n "${NOTARY_APPLE_ID:-}" ]; then
    xcrun notarytool submit "$image" --wait \
        --apple-id "$NOTARY_APPLE_ID" --team-id "$NOTARY_TEAM_ID" --password "$NOTARY_PASSWORD"
    xcrun stapler staple "$image"
    spctl --assess --type open --context context:primary-signature "$image"
fi
