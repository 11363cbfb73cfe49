// Gathers the licence texts of what is vendored into one file beside it.
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const parts = ["htmx.org", "echarts", "zrender", "lucide-static", "daisyui", "tailwindcss", "@alpinejs/csp"].map((name) => {
  const folder = `node_modules/${name}`;
  const about = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const text = readdirSync(folder, { withFileTypes: true }).filter((f) => f.isFile()).map((f) => f.name).filter((f) => /^(licen[cs]e|notice)/i.test(f)).map((f) => readFileSync(join(folder, f), "utf8").trim());
  return `${name} ${about.version} (${about.license})\n${"=".repeat(60)}\n${text.join("\n\n")}`;
});
writeFileSync(join(process.argv[2], "LICENCES.txt"), parts.join("\n\n\n") + "\n");
