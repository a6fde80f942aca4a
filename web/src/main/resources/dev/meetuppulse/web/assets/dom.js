/** Small helpers around the document. */

export const byId = (id) => document.getElementById(id);

/** An element with attributes (those that are null are left out) and children. */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children);
  return element;
}

/** A new element like the only child of a template in the page. */
export const clone = (template) => byId(template).content.firstElementChild.cloneNode(true);

const SVG = 'http://www.w3.org/2000/svg';

export function makeSvg(tag, attributes = {}, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/**
 * Writes text only where it differs, so that nothing is laid out in vain, and into the text that is
 * there, so that no more than its letters are.
 */
export function say(element, text) {
  const there = element.firstChild;
  if (there?.nodeType === Node.TEXT_NODE && text !== '' && there === element.lastChild) {
    if (there.data !== text) there.data = text;
  } else if (element.textContent !== text) element.textContent = text;
}

/** Sets an attribute only where it differs. */
export function set(element, name, value) {
  const text = String(value);
  if (element.getAttribute(name) !== text) element.setAttribute(name, text);
}

/** Gives an element a class or takes it away, only where it differs. */
export function mark(element, name, on) {
  if (element.classList.contains(name) !== on) element.classList.toggle(name, on);
}

/** Hides or shows, only where it differs. */
export function hide(element, hidden) {
  if (element.hidden !== hidden) element.hidden = hidden;
}

/** Sets a custom property that nothing else sets, only where it differs. */
export function vary(element, name, value) {
  const known = (element.varied ??= {});
  if (known[name] === value) return;
  known[name] = value;
  element.style.setProperty(name, value);
}

/**
 * Puts children in this order without ever moving the one that holds the focus, which would lose
 * it where the browser can't move an element in one go. There, what was moved is laid out at once,
 * or it would not glide.
 */
export function order(parent, children) {
  const held = Math.max(0, children.findIndex((child) => child.contains(document.activeElement)));
  let moved = false;
  const put = (child, next) => {
    if (child === next || child.nextElementSibling === next) return;
    moved = true;
    if (parent.moveBefore) parent.moveBefore(child, next);
    else parent.insertBefore(child, next);
  };
  for (let i = held - 1; i >= 0; i--) put(children[i], children[i + 1]);
  for (let i = held + 1; i < children.length; i++) {
    if (children[i - 1].nextElementSibling !== children[i]) put(children[i], children[i - 1].nextElementSibling);
  }
  if (moved && !parent.moveBefore) parent.getBoundingClientRect();
}
