// Adds up the amounts of a form while they are typed: total in digits and in Thai words.
import { bahtText, formatBaht, parseBaht } from "./baht.js";

export const totals = () => ({
  total: "0.00",
  words: "",
  init() {
    this.add();
    this.$el.addEventListener("input", () => this.add());
    this.$el.addEventListener("lines-changed", () => this.add());
  },
  add() {
    let sum = 0n;
    for (const box of this.$root.querySelectorAll("[data-adds]")) sum += parseBaht(box.value) ?? 0n;
    this.total = formatBaht(sum);
    this.words = sum ? bahtText(sum) : "";
  },
});
