// The grid of papers: a new line follows the one above (same book, next number, same date); a scanned square says which paper.
import { lines } from "./lines.js";

const FOLLOWS = { book_no: (text) => text, number: next, paper_date: (text) => text };
const THAI = "๐๑๒๓๔๕๖๗๘๙";

function next(text) {
  const plain = text.replace(/[๐-๙]/g, (digit) => THAI.indexOf(digit));
  if (!/^\d+$/.test(plain)) return text;
  const up = String(Number(plain) + 1);
  return plain.startsWith("0") ? up.padStart(plain.length, "0") : up;
}

const box = (row, key) => row?.querySelector(`[data-key="${key}"]`);
const filled = (row) => [...row.querySelectorAll("input[type=text]:not([data-follows])")].some((each) => each.value);

export const papers = () => {
  const base = lines();
  return {
    ...base,
    init() {
      base.init.call(this);
      this.$el.addEventListener("change", (event) => {
        if (event.target.matches("[data-leave]")) location.href = event.target.value;
      });
    },
    add(focus = true) {
      if ("single" in this.$root.dataset) return this.addMore();
      base.add.call(this, false);
      const row = this.body().lastElementChild;
      for (const [key, follow] of Object.entries(FOLLOWS)) {
        const above = box(row.previousElementSibling, key);
        if (above?.value) box(row, key).value = follow(above.value);
      }
      if (focus) this.$nextTick(() => (box(row, "number").value ? row.querySelector("[data-head], select, input:not([data-follows])") : box(row, "book_no")).focus());
    },
    addMore() {
      base.add.call(this, false);
      const row = this.body().lastElementChild;
      for (const key of Object.keys(FOLLOWS)) box(row, key).value = box(row.previousElementSibling, key)?.value ?? "";
      row.classList.add("ditto-row");
      this.$nextTick(() => (row.querySelector("[data-key*='.']") ?? row.querySelector("[data-head]")).focus());
    },
    key(event) {
      if (event.key === "Enter" && event.altKey) {
        event.preventDefault();
        return this.addMore();
      }
      if (event.target.id === "scan" || event.target.id === "kind") return;
      base.key.call(this, event);
    },
    scan(event) {
      if (event.key !== "Enter") return;
      event.preventDefault();
      const [mark, org, paper, book, number] = event.target.value.trim().split("|");
      if (mark !== "KH1" || !number) return event.target.select();
      if (paper !== this.$root.dataset.paper) {
        const there = document.querySelector(`#kind option[value$="/papers/${paper}/"]`);
        if (there) location.href = `${there.value}?book_no=${encodeURIComponent(book)}&number=${encodeURIComponent(number)}`;
        return;
      }
      let row = this.body().lastElementChild;
      if (!row || filled(row)) {
        this.add(false);
        row = this.body().lastElementChild;
      }
      box(row, "book_no").value = book;
      box(row, "number").value = number;
      event.target.value = "";
      (box(row, "paper_date").value ? row.querySelector("[data-head]") : box(row, "paper_date")).focus();
    },
  };
};
