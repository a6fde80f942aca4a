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

const SVG = 'http://www.w3.org/2000/svg';

export function makeSvg(tag, attributes = {}, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** Writes text only where it differs, so that nothing is laid out in vain. */
export function say(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/**
 * Puts children in this order without ever moving the one that holds the focus, which would lose
 * it where the browser can't move an element in one go.
 * @returns whether any had to move
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
  return moved;
}
