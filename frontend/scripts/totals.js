// Adds up the amounts of a form while they are typed: total in digits and in Thai words.
import { bahtText, formatBaht, parseBaht } from "./baht.js";

export const totals = () => ({
  total: "0.00",
  words: "",
  debit: "0.00",
  credit: "0.00",
  difference: "0.00",
  apart: false,
  init() {
    this.add();
    this.$el.addEventListener("input", () => this.add());
    this.$el.addEventListener("lines-changed", () => this.add());
  },
  add() {
    let sum = 0n;
    for (const box of this.$root.querySelectorAll("[data-adds]:enabled")) sum += (parseBaht(box.value) ?? 0n) * this.pieces(box);
    this.total = formatBaht(sum);
    this.words = sum ? bahtText(sum) : "";
    this.balance();
  },
  // Two sides that must be equal: both sums, and what they differ by.
  balance() {
    const side = (name) => [...this.$root.querySelectorAll(`[data-side=${name}]`)].reduce((sum, box) => sum + (parseBaht(box.value) ?? 0n), 0n);
    const [debit, credit] = [side("debit"), side("credit")];
    this.debit = formatBaht(debit);
    this.credit = formatBaht(credit);
    this.difference = formatBaht(debit > credit ? debit - credit : credit - debit);
    this.apart = debit !== credit;
  },
  // Lines that count (banknotes) multiply their amount.
  pieces(box) {
    const count = box.closest("tr")?.querySelector("[data-times]");
    return count ? (parseBaht(count.value) ?? 0n) / 100n : 1n;
  },
});
