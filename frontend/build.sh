#!/bin/sh
# Builds what khlang/faces/web/static/khlang serves. Only needed after changing the look, the scripts or the icons used:
# the output is committed, so running Khlang needs no Node.   npm ci && ./build.sh
set -eu
cd "$(dirname "$0")"
out=../khlang/faces/web/static/khlang
mkdir -p "$out/fonts"
npx tailwindcss -i app.css -o "$out/app.css" --minify
npx esbuild scripts/charts.js --bundle --minify --format=iife --target=es2020 --outfile="$out/charts.js" --log-level=warning
npx esbuild scripts/app.js --bundle --minify --format=iife --target=es2020 --outfile="$out/app.js" --log-level=warning
cp node_modules/htmx.org/dist/htmx.min.js "$out/htmx.min.js"
cp node_modules/@alpinejs/csp/dist/cdn.min.js "$out/alpine-csp.min.js"
for subset in thai latin; do
  for weight in 400 500 600 700; do
    cp "node_modules/@fontsource/noto-sans-thai-looped/files/noto-sans-thai-looped-$subset-$weight-normal.woff2" \
      "$out/fonts/noto-sans-thai-looped-$subset-$weight.woff2"
  done
done
cp node_modules/@fontsource/noto-sans-thai-looped/LICENSE "$out/fonts/OFL.txt"
node licences.mjs "$out"
node sprite.mjs "$out"
