import type { Direction } from '@lifttrust/shared-types/face/face.contract';

export const directionWords: Record<Direction, string> = {
  left: '请把脸转向左边',
  right: '请把脸转向右边',
  centre: '请正对手机',
};
