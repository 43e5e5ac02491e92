import { findPosition } from './position';
import type { FindPosition } from './types';

export const near: FindPosition | null = findPosition;
