import { takePhoto } from '../platform/camera';
import type { Facing, PhoneFile } from '../platform/types';
import { mustHaveRoom } from './room';

/**
 * One picture, if there is room to keep it: asked before the camera opens, so that none is taken and then lost.
 * @throws StorageFull
 */
export async function capture(facing: Facing): Promise<PhoneFile> {
  mustHaveRoom();
  return takePhoto(facing);
}
