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
    for (const box of this.$root.querySelectorAll("[data-adds]")) sum += (parseBaht(box.value) ?? 0n) * this.pieces(box);
    this.total = formatBaht(sum);
    this.words = sum ? bahtText(sum) : "";
  },
  // Lines that count (banknotes) multiply their amount.
  pieces(box) {
    const count = box.closest("tr")?.querySelector("[data-times]");
    return count ? (parseBaht(count.value) ?? 0n) / 100n : 1n;
  },
});
