// The card photo that all of them are to make.

export const WIDTH = 358;
export const HEIGHT = 441;
export const QUALITY = 0.92;
