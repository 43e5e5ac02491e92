import { useSyncExternalStore } from 'react';
import { type Shade, tokens } from './tokens';

export type Appearance = 'system' | Shade;

const name = 'lifttrust.appearance';
const prefersDark = window.matchMedia('(prefers-color-scheme: dark)');
const listeners = new Set<() => void>();

function chosen(): Appearance {
  const kept = localStorage.getItem(name);
  return kept === 'light' || kept === 'dark' ? kept : 'system';
}

const shadeNow = (): Shade => {
  const appearance = chosen();
  if (appearance !== 'system') return appearance;
  return prefersDark.matches ? 'dark' : 'light';
};

function paint(): void {
  const shade = shadeNow();
  const style = document.documentElement.style;
  style.colorScheme = shade;
  for (const [key, value] of Object.entries(tokens[shade])) style.setProperty(`--${key}`, value);
  for (const listener of listeners) listener();
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export function startAppearance(): void {
  prefersDark.addEventListener('change', paint);
  paint();
}

export function chooseAppearance(appearance: Appearance): void {
  localStorage.setItem(name, appearance);
  paint();
}

export const useShade = (): Shade => useSyncExternalStore(subscribe, shadeNow);
export const useAppearance = (): Appearance => useSyncExternalStore(subscribe, chosen);
