import { addressOf } from './files';

/** In a mini-program these are switched by value; in a browser by being there at all. */
const switches = new Set([
  'disabled',
  'checked',
  'hidden',
  'controls',
  'loop',
  'autoplay',
  'password',
  'multiple',
]);

/** Gives a browser's element the attributes of a mini-program's. */
export function dressElement(element: HTMLElement): HTMLElement {
  const set = element.setAttribute.bind(element);
  element.setAttribute = (name: string, value: unknown) => {
    if (value === undefined || value === null) element.removeAttribute(name);
    else if (switches.has(name)) setSwitch(element, set, name, value);
    else setPlain(element, set, name, String(value));
  };
  // The engine prefixes ids with the component's; a client's selectors see them bare.
  Object.defineProperty(element, 'id', {
    get: () => element.getAttribute('id') ?? '',
    set: (id: string) => set('id', id.split('--').at(-1) ?? ''),
  });
  return element;
}

function setSwitch(
  element: HTMLElement,
  set: (n: string, v: string) => void,
  name: string,
  value: unknown,
): void {
  // The engine says `true` as an empty text.
  if (value === false || value === 'false') element.removeAttribute(name);
  else set(name, '');
}

function setPlain(
  element: HTMLElement,
  set: (n: string, v: string) => void,
  name: string,
  value: string,
): void {
  const tag = element.tagName.toLowerCase();
  if (name === 'value' && (element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement)) {
    if (element.value !== value) element.value = value;
  } else if (tag === 'canvas' && (name === 'width' || name === 'height')) {
    // A client's canvas is as large as its box; Taro sends a default of its own.
  } else if (tag === 'input' && name === 'type') {
    set(name, value === 'password' ? value : 'text');
    set('inputmode', value);
  } else if (name === 'aria-role') {
    set('role', value);
  } else if (tag === 'button' && name === 'type') {
    set('data-type', value);
  } else if (tag === 'image' && name === 'src') {
    set(name, value);
    element.style.backgroundImage = `url("${addressOf(value)}")`;
  } else if (tag === 'image' && name === 'mode') {
    set(name, value);
    element.style.backgroundSize = value === 'aspectFill' ? 'cover' : 'contain';
  } else {
    set(name, value);
  }
}
