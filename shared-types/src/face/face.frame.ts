/**
 * How far the colour of a part of the face lies from that of the nose's bridge, 0–441; helmets, dark glasses and masks
 * are far, skin of every colour mostly near. A hint, never a reason to refuse.
 */
export interface CoveredParts {
  forehead: number;
  eyes: number;
  mouth: number;
}

/** What the engine measured of the largest face in a picture. */
export interface FaceFacts {
  /**
   * Head turn in degrees of the engine's own scale, positive towards the person's own left, which is to the right
   * in an unmirrored picture. The scale is flatter than a protractor's: a picture turned by 40° in depth reads 10° to 20°.
   */
  yawDegrees: number;
  pitchDegrees: number;
  /** 128 numbers, mean of the face and its mirror image, of length one. */
  embedding: Float32Array;
  /** Longer side of the face in pixels of the picture sent. */
  facePixels: number;
  /** Mean light of the face, 0–255. */
  brightness: number;
  /** Variance of the Laplacian over the aligned face; below about 10 features are blurred away. */
  sharpness: number;
  /** The detector's own certainty that this is a face, 0–1. */
  confidence: number;
  /** How unlike the nose's bridge forehead, eyes and mouth look; absent from who does not measure it. */
  covered?: CoveredParts;
}

export interface FrameAnalysis {
  /** False: not a picture at all. */
  readable: boolean;
  /** Faces about as near as the largest; people in the background are not counted. */
  faceCount: number;
  modelVersion: string;
  face: FaceFacts | null;
}

/** What an engine or an outside provider saw; light and sharpness on its own scale (`QualityLimits`). */
export interface SeenFace extends Omit<FaceFacts, 'embedding'> {
  /** Null from a provider that gives none away: whether two pictures show one face is then asked of it. */
  embedding: Float32Array | null;
}

export interface SeenFrame extends Omit<FrameAnalysis, 'face'> {
  face: SeenFace | null;
}
