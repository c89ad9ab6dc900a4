//! The numbers of the standards for the head on a card photo, in pixels of its 358×441.

/// The face's width, ear to ear, least and most: the social security card's own range (技术要求 2013).
pub const FACE_WIDTH: (f64, f64) = (179.0, 255.0);
/// The narrower range of GA 461-2004, 15 ± 1 mm, which is aimed at.
pub const FACE_WIDTH_GA: (f64, f64) = (193.0, 221.0);
/// What is aimed at: 15 mm (GA 461-2004).
pub const FACE_WIDTH_WANTED: f64 = 207.0;
/// From the upper edge to the top of the hair, least and most (both standards).
pub const HAIR_TOP: (f64, f64) = (7.0, 21.0);
/// The middle of that.
pub const HAIR_TOP_WANTED: f64 = 14.0;
/// From the line of the eyes to the lower edge, at least (both standards). It wins where the hair's place contradicts it.
pub const EYES_TO_BOTTOM: f64 = 207.0;
/// From the left edge to the middle between the eyes, least and most (社会保障卡技术要求 2013).
pub const EYES_FROM_LEFT: (f64, f64) = (162.0, 196.0);
/// How far a head may lean, in degrees either way: our own number, no standard has one.
pub const TILT: f64 = 5.0;
