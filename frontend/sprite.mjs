// Writes one SVG sprite with just the lucide icons that templates and Python declarations name.
import { readdirSync, readFileSync, existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const web = "../khlang/faces/web";
const declared = "../khlang";
const walk = (folder) =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? walk(join(folder, entry.name)) : [join(folder, entry.name)],
  );
// Icons that Python names inside tables, where no pattern finds them; tests/web/test_icons.py knows when one is missing.
const inTables = "wallet receipt-text banknote book-open file-spreadsheet download send circle-check hand-coins ban undo-2 megaphone signature arrow-right calendar landmark building shopping-cart file-text life-buoy refresh-cw archive history";
const names = new Set(inTables.split(" "));
const gather = (files, patterns) => {
  for (const file of files) {
    const text = readFileSync(file, "utf8");
    for (const pattern of patterns) for (const hit of text.matchAll(pattern)) names.add(hit[1]);
  }
};
gather(walk(join(web, "templates")).filter((f) => f.endsWith(".html")), [/<c-icon name="([a-z0-9-]+)"/g, /icon="([a-z0-9-]+)"/g]);
gather(walk(declared).filter((f) => f.endsWith(".py")), [/icon(?:: str)? ?= ?"([a-z0-9-]+)"/g, /"icon": "([a-z0-9-]+)"/g]);

const symbols = [];
for (const name of [...names].sort()) {
  const file = `node_modules/lucide-static/icons/${name}.svg`;
  if (!existsSync(file)) {
    console.error(`no such icon: ${name}`);
    process.exitCode = 1;
    continue;
  }
  const body = readFileSync(file, "utf8").replace(/<!--.*?-->/gs, "").match(/<svg[^>]*>(.*)<\/svg>/s)[1].replace(/\s+/g, " ").trim();
  symbols.push(`<symbol id="${name}" viewBox="0 0 24 24">${body}</symbol>`);
}
writeFileSync(join(process.argv[2], "icons.svg"), `<svg xmlns="http://www.w3.org/2000/svg">\n${symbols.join("\n")}\n</svg>\n`);
console.log(`${symbols.length} icons`);
