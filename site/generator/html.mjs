// The few helpers that every module needs to write HTML safely.

const entities = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** Escapes a value for text and for double-quoted attributes alike. */
export function escapeText(value) {
  return String(value).replace(/[&<>"]/g, (c) => entities[c]);
}

/**
 * A template tag: what is interpolated is escaped, except what `raw` marked as
 * HTML already. Arrays are joined, so that `${list.map(...)}` reads naturally.
 */
export function html(strings, ...values) {
  let out = strings[0];
  values.forEach((value, i) => {
    out += show(value) + strings[i + 1];
  });
  return raw(out);
}

class Raw {
  constructor(text) {
    this.text = text;
  }
  toString() {
    return this.text;
  }
}

/** Marks a string as HTML that must not be escaped again. */
export function raw(text) {
  return text instanceof Raw ? text : new Raw(String(text));
}

function show(value) {
  if (value === null || value === undefined || value === false) return "";
  if (value instanceof Raw) return value.text;
  if (Array.isArray(value)) return value.map(show).join("");
  return escapeText(value);
}

/** A heading's text as an id that stays readable in a link. */
export function slug(text) {
  return text
    .toLowerCase()
    .normalize("NFKD")
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-+|-+$/g, "");
}

/** Groups the digits of a whole number given as a string: 108384 becomes 108,384. */
export function grouped(digits) {
  return String(digits).replace(/\B(?=(\d{3})+$)/g, ",");
}
