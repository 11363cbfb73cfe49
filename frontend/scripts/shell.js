// The frame of every page: drawer on narrow screens, dialogs filled by htmx, toasts, menus that close, keys, printing.
const drawer = () => document.getElementById("side");

function toggleDrawer(open) {
  const side = drawer();
  const show = open ?? side.classList.contains("max-lg:hidden");
  side.classList.toggle("max-lg:hidden", !show);
  document.getElementById("veil").hidden = !show;
  document.querySelector("[data-drawer]").setAttribute("aria-expanded", String(show));
  if (show) side.querySelector("a, summary")?.focus();
}

document.addEventListener("click", (event) => {
  const target = event.target;
  if (target.closest("[data-drawer]")) toggleDrawer();
  if (target.closest("[data-drawer-close]")) toggleDrawer(false);
  if (target.closest("[data-print]")) window.print();
  if (target.closest("[data-tick-all]")) tickAll(target.closest("fieldset, form"));
  if (target.closest("[data-dismiss]")) target.closest("[data-toast]")?.remove();
  if (target.closest("[data-dialog-close]")) target.closest("dialog")?.close();
  const row = target.closest("tr[data-href]");
  if (row && !target.closest("a, button, input, label, select") && !String(getSelection())) location.href = row.dataset.href;
  for (const menu of document.querySelectorAll("details[data-menu][open]")) if (!menu.contains(target)) menu.open = false;
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    document.querySelectorAll("details[data-menu][open]").forEach((menu) => {
      menu.open = false;
      menu.querySelector("summary").focus();
    });
    if (drawer() && !document.getElementById("veil").hidden) toggleDrawer(false);
  }
  const typing = event.target.matches("input, select, textarea");
  if (event.key === "/" && !typing) {
    const search = document.querySelector("[data-search]");
    if (search) {
      event.preventDefault();
      search.focus();
    }
  }
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) event.target.form?.querySelector("[data-primary]")?.click();
  if (event.key === "Enter" && !event.defaultPrevented && event.target.matches("form[data-walk] input, form[data-walk] select")) walk(event);
});

// Ticks every box of a group, or none when all are ticked; how many are ticked is told beside the button.
function tickAll(group) {
  const boxes = [...group.querySelectorAll("input[type=checkbox]")];
  const all = boxes.every((box) => box.checked);
  for (const box of boxes) box.checked = !all;
  tellTicked(group);
}

function tellTicked(group) {
  const told = group?.querySelector("[data-ticked]");
  if (!told) return;
  const count = group.querySelectorAll("input[type=checkbox]:checked").length;
  told.textContent = count ? `${told.dataset.words} ${count.toLocaleString("en")}` : "";
}

// In an entry form Enter never sends the form: it goes to the next box, as on a calculator. Ctrl+Enter sends.
function walk(event) {
  if (event.ctrlKey || event.metaKey || event.target.closest("[data-lines-body]")) return;
  event.preventDefault();
  const all = [...event.target.form.querySelectorAll("input:not([type=hidden]), select, textarea, [data-primary]")].filter((each) => each.offsetParent);
  all[all.indexOf(event.target) + 1]?.focus();
}

// A field declared with `when` shows only while another box has one of some values ("channel=transfer|qr").
function showFields(scope) {
  for (const field of scope.querySelectorAll("[data-when]")) {
    const [name, values] = field.dataset.when.split("=");
    const other = field.closest("form")?.elements.namedItem(name);
    field.hidden = !!other && !values.split("|").includes(other.value);
    for (const box of field.querySelectorAll("input, select, textarea")) box.disabled = field.hidden;
    if (field.matches("[x-data]")) field.dispatchEvent(new Event("lines-changed", { bubbles: true }));
  }
}

document.addEventListener("DOMContentLoaded", () => showFields(document));
document.addEventListener("htmx:afterSwap", (event) => showFields(event.detail.target));

document.addEventListener("change", (event) => {
  if (event.target.form) showFields(event.target.form);
  if (event.target.type === "checkbox") tellTicked(event.target.closest("fieldset, form"));
  const box = event.target.closest("select[data-go]");
  if (box) box.form.submit();
});

document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target.id !== "dialog") return;
  const dialog = event.detail.target;
  if (!dialog.open) dialog.showModal();
  dialog.querySelector("textarea, input:not([type=hidden]), select, [data-primary]")?.focus();
});

document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.xhr.status === 422) event.detail.shouldSwap = true;
});

document.addEventListener("htmx:responseError", () => {
  const note = document.getElementById("failure");
  if (note) note.hidden = false;
});

// A form is sent once: the button waits for the answer.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent) return event.preventDefault();
  if (form.method === "post" && !form.hasAttribute("hx-post")) {
    form.dataset.sent = "1";
    setTimeout(() => delete form.dataset.sent, 8000);
  }
});

addEventListener("pageshow", () => {
  document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent);
  const wrong = document.querySelector("[aria-invalid=true]");
  const first = document.querySelector("form[data-walk] input:not([type=hidden]), form[data-walk] select");
  (wrong ?? first)?.focus({ preventScroll: !wrong });
});
