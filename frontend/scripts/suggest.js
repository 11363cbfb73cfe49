// Type-ahead: asks the server while typing; arrows, Enter, Tab and Escape work. Choosing fills other boxes of the form or line.
export const suggest = () => ({
  open: false,
  none: false,
  words: "",
  found: [],
  at: -1,
  timer: 0,
  asked: 0,
  box() {
    return this.$root.querySelector("[data-suggest-box]");
  },
  type() {
    const kept = this.$root.querySelector("[data-suggest-value]");
    if (kept) kept.value = "";
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), 140);
  },
  async ask(all = false) {
    const text = this.box().value.trim();
    if (!text && !all) return this.close();
    const mine = ++this.asked;
    const answer = await fetch(this.$root.dataset.url, {
      method: "POST",
      body: new URLSearchParams({ q: text }),
      headers: { Accept: "application/json", ...JSON.parse(document.body.getAttribute("hx-headers")) },
    });
    if (mine !== this.asked || !answer.ok) return;
    const { choices } = await answer.json();
    this.found = choices.map((each, index) => ({ ...each, id: `${this.box().id}-option-${index}`, index }));
    this.at = this.found.length ? 0 : -1;
    this.open = this.found.length > 0;
    this.none = !this.open;
    this.words = this.none ? (text ? this.$root.dataset.missed : this.$root.dataset.unasked) : "";
    this.$nextTick(() => this.mark());
  },
  mark() {
    const box = this.box();
    box.setAttribute("aria-expanded", this.open ? "true" : "false");
    if (this.open && this.at >= 0) box.setAttribute("aria-activedescendant", this.found[this.at].id);
    else box.removeAttribute("aria-activedescendant");
    this.$root.querySelectorAll("[role=option]").forEach((option, index) => {
      option.setAttribute("aria-selected", index === this.at ? "true" : "false");
      if (index === this.at) option.scrollIntoView({ block: "nearest" });
    });
  },
  close() {
    this.open = false;
    this.none = false;
    this.found = [];
    this.at = -1;
    this.mark();
  },
  leave() {
    clearTimeout(this.timer);
    this.asked++;
    setTimeout(() => this.close(), 120);
  },
  key(event) {
    if (event.key === "ArrowDown" && !this.open) {
      event.preventDefault();
      return this.ask(true);
    }
    if (this.none && event.key === "Escape") {
      event.stopPropagation();
      return this.close();
    }
    if (!this.open) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      this.at = (this.at + step + this.found.length) % this.found.length;
      this.mark();
    } else if (event.key === "Enter" || event.key === "Tab") {
      if (event.key === "Enter") event.preventDefault();
      this.take(this.found[this.at], event.key === "Enter");
    } else if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      this.close();
    }
  },
  pick(event) {
    const option = event.target.closest("[role=option]");
    this.take(this.found[Number(option.dataset.index)], true);
  },
  take(choice, goOn) {
    const box = this.box();
    const kept = this.$root.querySelector("[data-suggest-value]");
    if (kept) {
      kept.value = choice.value;
      box.value = choice.label;
    } else box.value = choice.value;
    this.fill(choice.fills ?? {});
    this.note(choice);
    this.close();
    clearTimeout(this.timer);
    box.dispatchEvent(new Event("change", { bubbles: true }));
    if (goOn) this.next(box);
  },
  note(choice) {
    const quiet = this.$root.querySelector("[data-suggest-note]");
    if (quiet) quiet.textContent = choice.label;
  },
  fill(fills) {
    const prefix = this.$root.dataset.prefix ?? "";
    const form = this.$root.closest("form");
    for (const [name, value] of Object.entries(fills)) {
      const target = form.elements.namedItem(prefix + name);
      if (!target) continue;
      target.value = value;
      target.dispatchEvent(new Event("input", { bubbles: true }));
    }
  },
  next(box) {
    const scope = box.closest("tr") ?? box.closest("form");
    const all = [...scope.querySelectorAll("input:not([type=hidden]), select, textarea, button")].filter((each) => each.offsetParent);
    const after = all.slice(all.indexOf(box) + 1);
    (after.find((each) => each.matches("input") && !each.value && !each.readOnly) ?? after[0])?.focus();
  },
});
