// A table of lines inside a form. Enter in the last box of the last line adds one; Enter elsewhere goes to the next box.
const boxes = (scope) => [...scope.querySelectorAll("input:not([type=hidden]), select, textarea")];

export const lines = () => ({
  init() {
    this.$el.addEventListener("keydown", (event) => this.key(event));
    if (!this.body().children.length) this.add(false);
  },
  body() {
    return this.$root.querySelector("[data-lines-body]");
  },
  add(focus = true) {
    const index = Number(this.$root.dataset.next ?? this.body().children.length);
    this.$root.dataset.next = index + 1;
    const holder = document.createElement("tbody");
    holder.innerHTML = this.$root.querySelector(":scope > template").innerHTML.replaceAll("__index__", index);
    const row = holder.firstElementChild;
    this.body().append(row);
    this.number();
    if (focus) this.$nextTick(() => boxes(row)[0]?.focus());
  },
  addLine() {
    this.add(true);
  },
  remove(event) {
    const row = event.target.closest("tr");
    const near = row.nextElementSibling ?? row.previousElementSibling;
    row.remove();
    if (!this.body().children.length) this.add(true);
    else boxes(near)[0]?.focus();
    this.number();
    this.$dispatch("lines-changed");
  },
  number() {
    [...this.body().children].forEach((row, index) => {
      row.querySelector("[data-index]").textContent = index + 1;
    });
  },
  key(event) {
    if (event.key !== "Enter" || event.defaultPrevented || event.ctrlKey || event.metaKey) return;
    if (!event.target.matches("input, select")) return;
    event.preventDefault();
    const row = event.target.closest("tr");
    const inRow = boxes(row);
    const next = inRow[inRow.indexOf(event.target) + 1];
    if (next) return next.focus();
    const below = row.nextElementSibling;
    if (below) boxes(below)[0]?.focus();
    else this.add(true);
  },
});
