/** Small helpers to build DOM nodes. Nothing on the page is ever written as HTML text. */

export type Child = Node | string | undefined;
export type Attributes = Record<string, string | number | boolean | undefined>;

/** Makes an element; an attribute that is `false` or missing is left out, `true` is set empty. */
export function make<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false)
      element.setAttribute(name, value === true ? '' : String(value));
  }
  for (const child of children) if (child !== undefined) element.append(child);
  return element;
}

/** Makes a `<button type="button">` that does `work` when pressed. */
export function makeButton(
  attributes: Attributes,
  work: () => void,
  ...children: Child[]
): HTMLButtonElement {
  const button = make('button', { type: 'button', ...attributes }, ...children);
  button.addEventListener('click', work);
  return button;
}

/** Runs a promise nobody waits for; what goes wrong reaches the page's error notice. */
export function start(work: Promise<unknown>): void {
  work.catch(reportError);
}

/** Sets or removes an attribute. */
export function setAttribute(element: Element, name: string, value: string | undefined): void {
  if (value === undefined) element.removeAttribute(name);
  else element.setAttribute(name, value);
}

/** True where a pointer can hover: there focusing a text field does not bring up a keyboard. */
export function hasHover(): boolean {
  return matchMedia('(hover: hover)').matches;
}
