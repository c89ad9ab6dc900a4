// The card photo that every way makes.

export const WIDTH = 358;
export const HEIGHT = 441;
export const QUALITY = 0.92;
