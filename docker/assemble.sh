#!/bin/sh
# assemble APP BUILT TARGET: node_modules, and of the app and each library it uses what was built of it.
set -eu
app=$1 built=$2 target=$3
mkdir -p "$target"
mv node_modules "$target/"
for link in "$target"/node_modules/@gatehouse/*; do
  project=$(readlink "$link" | sed 's,^\(\.\./\)*,,')
  mkdir -p "$target/$project"
  cp "$project/package.json" "$target/$project/"
  cp -R "$built/$project/dist" "$target/$project/"
  # What npm could not hoist to the top.
  if [ -d "$project/node_modules" ]; then cp -R "$project/node_modules" "$target/$project/"; fi
  if [ -d "$built/$project/migrations" ]; then cp -R "$built/$project/migrations" "$target/$project/"; fi
done
find "$target/apps" "$target/libs" -type f \( -name '*.d.ts' -o -name '*.d.mts' -o -name '*.map' -o -name '.build' \) -delete
ln -s "apps/$app" "$target/app"
if [ "$app" = cognito-emulator ]; then
  cp "$built/infra/user-pool/generated/template.json" "$built/infra/user-pool/local-parameters.json" "$target/"
fi
