// Passkeys: the server says what is to be made or signed, the browser asks its owner, the answer goes back in the form.
// Also the button that shows what is typed into a password box.
const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (each) => each.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const descriptors = (list) => (list ?? []).map((each) => ({ ...each, id: bytes(each.id) }));

function asked(kind, { publicKey }) {
  const made = { ...publicKey, challenge: bytes(publicKey.challenge) };
  if (kind === "create") {
    made.user = { ...publicKey.user, id: bytes(publicKey.user.id) };
    made.excludeCredentials = descriptors(publicKey.excludeCredentials);
  } else made.allowCredentials = descriptors(publicKey.allowCredentials);
  return { publicKey: made };
}

function answered(kind, credential) {
  const given = credential.response;
  const response = { clientDataJSON: text(given.clientDataJSON) };
  if (kind === "create") {
    response.attestationObject = text(given.attestationObject);
    response.transports = given.getTransports?.() ?? [];
  } else {
    response.authenticatorData = text(given.authenticatorData);
    response.signature = text(given.signature);
    if (given.userHandle) response.userHandle = text(given.userHandle);
  }
  return { id: credential.id, rawId: text(credential.rawId), type: credential.type, response, clientExtensionResults: {} };
}

async function go(form) {
  const problem = form.querySelector("[data-passkey-problem]");
  const say = (words) => {
    problem.textContent = words;
    problem.hidden = !words;
  };
  say("");
  if (!form.reportValidity()) return;
  if (!window.PublicKeyCredential) return say(problem.dataset.missing);
  const kind = form.dataset.passkey;
  const sent = await fetch(form.dataset.begin, { method: "POST", body: new FormData(form), credentials: "same-origin" });
  const options = await sent.json().catch(() => ({}));
  if (!sent.ok) return say(options.problem ?? problem.dataset.cancelled);
  const credential = await navigator.credentials[kind](asked(kind, options));
  for (const box of form.querySelectorAll("input[type=password]")) box.value = "";
  form.elements.answer.value = JSON.stringify(answered(kind, credential));
  form.submit();
}

function reveal(button) {
  const box = document.getElementById(button.dataset.reveal);
  const shown = box.type === "text";
  box.type = shown ? "password" : "text";
  button.setAttribute("aria-pressed", String(!shown));
  button.textContent = shown ? button.dataset.show : button.dataset.hide;
  box.focus();
}

document.addEventListener("click", (event) => {
  const shows = event.target.closest("[data-reveal]");
  if (shows) reveal(shows);
  const starts = event.target.closest("[data-passkey-go]");
  if (!starts) return;
  const form = starts.form;
  starts.disabled = true;
  go(form)
    .catch(() => {
      const problem = form.querySelector("[data-passkey-problem]");
      problem.textContent = problem.dataset.cancelled;
      problem.hidden = false;
    })
    .finally(() => {
      starts.disabled = false;
    });
});
