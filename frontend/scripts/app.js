// What the pages do in the browser: small Alpine components and a few behaviours bound once to the document.
import { lines } from "./lines.js";
import { papers } from "./papers.js";
import { suggest } from "./suggest.js";
import { totals } from "./totals.js";
import "./passkeys.js";
import "./shell.js";

document.addEventListener("alpine:init", () => {
  Alpine.data("lines", lines);
  Alpine.data("papers", papers);
  Alpine.data("suggest", suggest);
  Alpine.data("totals", totals);
});
