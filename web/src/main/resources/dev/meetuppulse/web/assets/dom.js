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
 * it.
 */
export function order(parent, children) {
  const held = children.findIndex((child) => child.contains(document.activeElement));
  if (held < 0) {
    children.forEach((child, i) => {
      if (parent.children[i] !== child) parent.insertBefore(child, parent.children[i] ?? null);
    });
    return;
  }
  const anchor = children[held];
  for (const child of children.slice(0, held)) {
    parent.insertBefore(child, anchor);
  }
  let last = anchor;
  for (const child of children.slice(held + 1)) {
    if (last.nextElementSibling !== child) parent.insertBefore(child, last.nextElementSibling);
    last = child;
  }
}
