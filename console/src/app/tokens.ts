/** Colours under the same names as the app's (app/src/ui/tokens.scss); `…-text` are for words, the plain ones for fills. */
const light = {
  brand: '#0052d9',
  'brand-soft': '#e8f0fd',
  'on-brand': '#ffffff',
  success: '#2ba471',
  'success-text': '#18794e',
  'success-soft': '#e6f5ef',
  warning: '#e37318',
  'warning-text': '#a84b00',
  'warning-soft': '#fdf0e4',
  danger: '#d54941',
  'danger-text': '#b8323a',
  'danger-soft': '#fceaeb',
  text: '#181818',
  'text-second': '#4b4b4b',
  'text-third': '#6b6b6b',
  page: '#f3f5f8',
  card: '#ffffff',
  line: '#e7e9ee',
};

export type Tokens = typeof light;

const dark: Tokens = {
  brand: '#4d88ff',
  'brand-soft': '#17243c',
  'on-brand': '#0b1220',
  success: '#2ba471',
  'success-text': '#4cc38a',
  'success-soft': '#16302a',
  warning: '#e37318',
  'warning-text': '#f5a35c',
  'warning-soft': '#382818',
  danger: '#d54941',
  'danger-text': '#ff8a8f',
  'danger-soft': '#3b2023',
  text: '#f2f3f5',
  'text-second': '#b4b9c1',
  'text-third': '#9aa0a9',
  page: '#121417',
  card: '#1c1f24',
  line: '#2e333b',
};

export type Shade = 'light' | 'dark';
export const tokens: Record<Shade, Tokens> = { light, dark };
