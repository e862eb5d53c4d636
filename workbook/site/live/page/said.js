// What the page says: where it is at, what the app logs, and what went wrong.
export const at = (id) => document.getElementById(id);

export const say = (text) => { at("status").textContent = text; };

export function note(line) {
  const log = at("log");
  log.append(`${line}\n`);
  log.scrollTop = log.scrollHeight;
}

export function trouble(text) {
  at("wrong").hidden = !text;
  at("wrong").classList.remove("old");
  at("trouble").textContent = text;
}
