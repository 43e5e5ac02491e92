import type { Params } from './automation';
import { currentBox } from './router';

type Method = (params: Params) => unknown;

const known = new Map<string, Element>();
const names = new WeakMap<Element, string>();
let count = 0;

function describe(element: Element): { elementId: string; tagName: string } {
  let elementId = names.get(element);
  if (!elementId) {
    count += 1;
    elementId = `element-${count}`;
    names.set(element, elementId);
    known.set(elementId, element);
  }
  return { elementId, tagName: element.tagName.toLowerCase() };
}

function elementOf({ elementId }: Params): Element {
  const element = known.get(String(elementId));
  if (!element?.isConnected) throw new Error('the element is gone');
  return element;
}

function one(found: Element | null, selector: unknown): object {
  if (!found) throw new Error(`no such element: ${String(selector)}`);
  return describe(found);
}

const namesOf = ({ names: asked }: Params): string[] => (Array.isArray(asked) ? asked.map(String) : []);
/** What the automator client asks first: which properties may be asked for. */
const publicProperties = { value: true, checked: true, disabled: true };
const property = (element: Element, name: string): unknown =>
  name === '__propPublic' ? publicProperties : Reflect.get(element, name);

interface Spot {
  identifier?: number;
  clientX?: number;
  clientY?: number;
  pageX?: number;
  pageY?: number;
}

function touch(element: Element, type: string, spots: unknown): object {
  const box = element.getBoundingClientRect();
  const given: Spot[] = Array.isArray(spots) && spots.length > 0 ? spots : [{}];
  const touches = given.map(
    (spot) =>
      new Touch({
        identifier: spot.identifier ?? 0,
        target: element,
        clientX: spot.clientX ?? spot.pageX ?? box.left + box.width / 2,
        clientY: spot.clientY ?? spot.pageY ?? box.top + box.height / 2,
      }),
  );
  const flags = { bubbles: true, cancelable: true, composed: true };
  const still = type === 'touchend' ? [] : touches;
  element.dispatchEvent(new TouchEvent(type, { ...flags, touches: still, changedTouches: touches }));
  return {};
}

function tap(element: Element): object {
  element.scrollIntoView({ block: 'center' });
  if (property(element, 'disabled') === true) return {};
  touch(element, 'touchstart', []);
  return touch(element, 'touchend', []);
}

function input(element: Element, value: unknown): object {
  if (!(element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement))
    throw new Error('not an input');
  element.value = String(value);
  element.dispatchEvent(new Event('input', { bubbles: true }));
  return {};
}

export const elementMethods: Record<string, Method> = {
  'Page.getElement': ({ selector }) => one(currentBox().querySelector(String(selector)), selector),
  'Page.getElements': ({ selector }) => ({
    elements: [...currentBox().querySelectorAll(String(selector))].map(describe),
  }),
  'Element.getElement': (params) =>
    one(elementOf(params).querySelector(String(params.selector)), params.selector),
  'Element.getElements': (params) => ({
    elements: [...elementOf(params).querySelectorAll(String(params.selector))].map(describe),
  }),
  'Element.getDOMProperties': (params) => ({
    properties: namesOf(params).map((name) => property(elementOf(params), name)),
  }),
  'Element.getProperties': (params) => ({
    properties: namesOf(params).map((name) => property(elementOf(params), name)),
  }),
  'Element.getAttributes': (params) => ({
    attributes: namesOf(params).map((name) => elementOf(params).getAttribute(name)),
  }),
  'Element.getStyles': (params) => ({
    styles: namesOf(params).map((name) => getComputedStyle(elementOf(params)).getPropertyValue(name)),
  }),
  'Element.getOffset': (params) => {
    const { left, top } = elementOf(params).getBoundingClientRect();
    return { left, top };
  },
  'Element.getWXML': (params) => {
    const { outerHTML, innerHTML } = elementOf(params);
    return { wxml: params.type === 'outer' ? outerHTML : innerHTML };
  },
  'Element.tap': (params) => tap(elementOf(params)),
  'Element.touchstart': (params) => touch(elementOf(params), 'touchstart', params.touches),
  'Element.touchmove': (params) => touch(elementOf(params), 'touchmove', params.touches),
  'Element.touchend': (params) =>
    touch(elementOf(params), 'touchend', params.changeTouches ?? params.touches),
  'Element.triggerEvent': (params) => {
    elementOf(params).dispatchEvent(
      new CustomEvent(String(params.type), { bubbles: true, detail: params.detail }),
    );
    return {};
  },
  'Element.callFunction': (params) => {
    if (!String(params.functionName).endsWith('.input'))
      throw new Error(`unimplemented ${params.functionName}`);
    return input(elementOf(params), Array.isArray(params.args) ? params.args[0] : '');
  },
};
